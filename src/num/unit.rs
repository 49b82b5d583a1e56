//! Units of money (金额单位) as documents print them: 元, 千元, 万元, 百万元, 亿元.

use core::{fmt, str::FromStr};

use strum::VariantArray;

use crate::error::{Error, ErrorKind};
use crate::text;

/// A unit of money (金额单位), the coarsest last.
///
/// ```
/// use cn_budget::Unit;
///
/// assert_eq!("单位：万元".parse::<Unit>()?, Unit::WanYuan);
/// assert_eq!(Unit::WanYuan.to_string(), "万元");
/// assert_eq!(Unit::WanYuan.exponent(), 4);
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray)]
#[non_exhaustive]
pub enum Unit {
    /// 元.
    Yuan,
    /// 千元.
    ThousandYuan,
    /// 万元, the usual unit of departments.
    WanYuan,
    /// 百万元.
    MillionYuan,
    /// 亿元.
    YiYuan,
}

/// Longer texts are no label of a unit, and are not worth folding.
const LONGEST_LABEL: usize = 120;

impl Unit {
    /// All units, the finest first.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The power of ten that one unit is in 元: 0, 3, 4, 6 or 8.
    pub const fn exponent(self) -> u8 {
        match self {
            Self::Yuan => 0,
            Self::ThousandYuan => 3,
            Self::WanYuan => 4,
            Self::MillionYuan => 6,
            Self::YiYuan => 8,
        }
    }

    /// The Chinese label: 万元.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Yuan => "元",
            Self::ThousandYuan => "千元",
            Self::WanYuan => "万元",
            Self::MillionYuan => "百万元",
            Self::YiYuan => "亿元",
        }
    }

    /// The unit whose label begins `text`.
    pub(crate) fn starting(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|unit| text.starts_with(unit.label()))
    }
}

impl FromStr for Unit {
    type Err = Error;

    /// Reads the label of a unit leniently: `万元`, `单位：万元`, `（万元）`, `金额单位：人民币万元`.
    ///
    /// # Errors
    /// [`UnknownName`](ErrorKind::UnknownName) for any other text.
    fn from_str(text: &str) -> Result<Self, Error> {
        let unknown = || Error::new(ErrorKind::UnknownName, text, 0);
        if text.len() > LONGEST_LABEL {
            return Err(unknown());
        }
        let folded = text::fold(text);
        let bare = folded.trim_matches(['(', ')']);
        let bare = bare.rsplit(':').next().unwrap_or(bare);
        let bare = bare.trim_start_matches("金额").trim_start_matches("单位");
        let bare = bare.trim_start_matches("人民币");
        Self::ALL.iter().copied().find(|unit| unit.label() == bare).ok_or_else(unknown)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_labels() {
        for (label, unit) in [
            ("元", Unit::Yuan),
            ("单位：元", Unit::Yuan),
            ("金额单位：人民币元", Unit::Yuan),
            ("（千元）", Unit::ThousandYuan),
            ("单位:万元", Unit::WanYuan),
            ("单位： 万 元", Unit::WanYuan),
            ("（单位：万元）", Unit::WanYuan),
            ("人民币万元", Unit::WanYuan),
            ("金额单位：万元", Unit::WanYuan),
            ("单位万元", Unit::WanYuan),
            ("百万元", Unit::MillionYuan),
            ("亿元", Unit::YiYuan),
        ] {
            assert_eq!(label.parse(), Ok(unit), "{label}");
        }
        for label in ["", "万", "美元", "单位", "单位：", "万元/人", &"万".repeat(1_000_000)]
        {
            assert_eq!(label.parse::<Unit>().unwrap_err().kind(), ErrorKind::UnknownName);
        }
    }

    #[test]
    fn a_label_is_read_up_to_its_longest() {
        let padded = |length: usize| " ".repeat(length - "万元".len()) + "万元";
        for length in [LONGEST_LABEL - 1, LONGEST_LABEL] {
            assert_eq!(padded(length).parse(), Ok(Unit::WanYuan));
        }
        assert!(padded(LONGEST_LABEL + 1).parse::<Unit>().is_err());
    }
}
