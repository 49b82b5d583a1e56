//! Actual values (实际完成值) of a self-evaluation.

use alloc::string::String;
use core::{fmt, str::FromStr};

use strum::VariantArray;

use super::{IndicatorNature, IndicatorValue, Rating, text_serde};
use crate::error::{Error, ErrorKind};
use crate::lang::Lang;
use crate::named::named;
use crate::text;

/// What was reached (实际完成值).
///
/// ```
/// use cn_budget::performance::{Achievement, Actual};
///
/// assert_eq!("31个".parse::<Actual>()?, Actual::Value("31个".parse()?));
/// assert_eq!("部分完成".parse::<Actual>()?, Actual::Achievement(Achievement::Partly));
/// assert_eq!("效果明显".parse::<Actual>()?, Actual::Text("效果明显".into()));
/// assert!("9.5.0%".parse::<Actual>().is_err());
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Actual {
    /// A number. For a qualitative indicator it is the evaluator's judgement: the percentage of
    /// full marks that the indicator deserves.
    Value(IndicatorValue),
    /// A grade, for a qualitative indicator.
    Rating(Rating),
    /// In words of the notice: 达成年度指标 and the like.
    Achievement(Achievement),
    /// Anything else; it counts where it repeats the target.
    Text(String),
}

impl FromStr for Actual {
    type Err = Error;

    /// Reads a printed actual value; a comparison sign in front of a number is left out.
    ///
    /// # Errors
    /// [`Empty`](ErrorKind::Empty) for a blank, [`SecondPoint`](ErrorKind::SecondPoint) and
    /// [`TooPrecise`](ErrorKind::TooPrecise) for a garbled number.
    fn from_str(text: &str) -> Result<Self, Error> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            return Err(Error::new(ErrorKind::Empty, text, 0));
        }
        if let Some(rating) = Rating::from_label(trimmed) {
            return Ok(Self::Rating(rating));
        }
        if let Some(achievement) = Achievement::from_label(trimmed) {
            return Ok(Self::Achievement(achievement));
        }
        let bare = IndicatorNature::split(trimmed).map_or(trimmed, |(_, rest)| rest);
        match bare.parse() {
            Ok(value) => Ok(Self::Value(value)),
            Err(error)
                if matches!(error.kind(), ErrorKind::SecondPoint | ErrorKind::TooPrecise) =>
            {
                let offset = trimmed.len() - bare.len();
                Err(Error::new(error.kind(), trimmed, offset + error.position()))
            }
            Err(_) => Ok(Self::Text(trimmed.into())),
        }
    }
}

impl fmt::Display for Actual {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Value(value) => value.fmt(f),
            Self::Rating(rating) => rating.fmt(f),
            Self::Achievement(achievement) => achievement.fmt(f),
            Self::Text(text) => f.pad(text),
        }
    }
}

text_serde!(Actual, "an actual value as a string, such as \"31个\"");

/// How far a qualitative indicator was achieved: the three ranges of 财预〔2020〕10号.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Achievement {
    /// 未达成年度指标且效果较差.
    Missed,
    /// 部分达成年度指标并具有一定效果.
    Partly,
    /// 达成年度指标.
    Achieved,
}

impl Achievement {
    /// All three, the lowest first.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The words of the notice, or English ones.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Missed => lang.pick("未达成年度指标且效果较差", "missed, with poor effect"),
            Self::Partly => {
                lang.pick("部分达成年度指标并具有一定效果", "achieved in part, with some effect")
            }
            Self::Achieved => lang.pick("达成年度指标", "achieved"),
        }
    }

    /// The range that printed words name: 达成年度指标, 已完成, 部分达成, 未完成 ….
    pub fn from_label(label: &str) -> Option<Self> {
        let folded = text::fold(label);
        if folded.starts_with("未达成") || folded == "未完成" || folded == "没有完成" {
            return Some(Self::Missed);
        }
        if folded.starts_with("部分达成") || folded == "部分完成" {
            return Some(Self::Partly);
        }
        let achieved = [
            "达成年度指标",
            "达成预期指标",
            "达成指标",
            "达成目标",
            "达成",
            "已达成",
            "全部达成",
            "完成",
            "已完成",
            "全部完成",
            "达标",
            "已达标",
        ];
        achieved.contains(&folded.as_str()).then_some(Self::Achieved)
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

named!(Achievement, "the name of an achievement");

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn printed_variants() {
        for (text, plain) in [
            ("≥266米", "266米"),
            ("100 %", "100%"),
            ("良好", "良"),
            ("达成预期指标", "达成年度指标"),
            ("未达成年度指标且效果较差", "未达成年度指标且效果较差"),
            ("显著提升", "显著提升"),
            ("2026年12月完成", "2026年12月完成"),
        ] {
            let actual: Actual = text.parse().unwrap();
            assert_eq!(actual.to_string(), plain);
            assert_eq!(plain.parse(), Ok(actual));
        }
        let error = "≥1.0.5".parse::<Actual>().unwrap_err();
        assert_eq!((error.kind(), error.position()), (ErrorKind::SecondPoint, 6));
        assert_eq!(" ".parse::<Actual>().unwrap_err().kind(), ErrorKind::Empty);
    }
}
