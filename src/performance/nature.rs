//! The nature of an indicator (指标性质): how the actual value is to compare with the target.

use strum::VariantArray;

use crate::lang::Lang;
use crate::named::named;
use crate::text;

/// How an actual value is to compare with its target (指标性质).
///
/// ```
/// use cn_budget::performance::IndicatorNature;
///
/// for label in ["≥", ">=", "＞＝", "大于等于", "不低于"] {
///     assert_eq!(IndicatorNature::from_label(label), Some(IndicatorNature::AtLeast));
/// }
/// assert_eq!(IndicatorNature::AtLeast.to_string(), "≥");
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum IndicatorNature {
    /// ＝, 等于.
    Equal,
    /// ≥, 大于等于, 不低于.
    AtLeast,
    /// ≤, 小于等于, 不超过.
    AtMost,
    /// ＞, 大于.
    MoreThan,
    /// ＜, 小于.
    LessThan,
    /// 定性: a grade or a description instead of a number.
    Qualitative,
}

use IndicatorNature as N;

/// What is printed before a number. Where one begins another, the longer stands first.
const IN_FRONT: &[(&str, N)] = &[
    ("大于或等于", N::AtLeast),
    ("大于等于", N::AtLeast),
    ("小于或等于", N::AtMost),
    ("小于等于", N::AtMost),
    ("不得低于", N::AtLeast),
    ("不得少于", N::AtLeast),
    ("不得超过", N::AtMost),
    ("不得高于", N::AtMost),
    ("不低于", N::AtLeast),
    ("不少于", N::AtLeast),
    ("不小于", N::AtLeast),
    ("至少", N::AtLeast),
    ("不超过", N::AtMost),
    ("不高于", N::AtMost),
    ("不多于", N::AtMost),
    ("不大于", N::AtMost),
    ("至多", N::AtMost),
    ("大于", N::MoreThan),
    ("高于", N::MoreThan),
    ("超过", N::MoreThan),
    ("多于", N::MoreThan),
    ("小于", N::LessThan),
    ("低于", N::LessThan),
    ("少于", N::LessThan),
    ("等于", N::Equal),
    (">=", N::AtLeast),
    ("=>", N::AtLeast),
    ("＞＝", N::AtLeast),
    ("＞=", N::AtLeast),
    (">＝", N::AtLeast),
    ("≥", N::AtLeast),
    ("≧", N::AtLeast),
    ("⩾", N::AtLeast),
    ("<=", N::AtMost),
    ("=<", N::AtMost),
    ("＜＝", N::AtMost),
    ("＜=", N::AtMost),
    ("<＝", N::AtMost),
    ("≤", N::AtMost),
    ("≦", N::AtMost),
    ("⩽", N::AtMost),
    (">", N::MoreThan),
    ("＞", N::MoreThan),
    ("<", N::LessThan),
    ("＜", N::LessThan),
    ("==", N::Equal),
    ("=", N::Equal),
    ("＝", N::Equal),
    // Signs that look like it: a double line of a frame, and the small form.
    ("═", N::Equal),
    ("﹦", N::Equal),
];

/// What is printed behind a number.
const BEHIND: &[(&str, N)] = &[
    ("（含）以上", N::AtLeast),
    ("(含)以上", N::AtLeast),
    ("及以上", N::AtLeast),
    ("以上", N::AtLeast),
    ("（含）以下", N::AtMost),
    ("(含)以下", N::AtMost),
    ("及以下", N::AtMost),
    ("以下", N::AtMost),
    ("以内", N::AtMost),
    ("之内", N::AtMost),
];

impl IndicatorNature {
    /// All natures.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The sign, or 定性.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Equal => "＝",
            Self::AtLeast => "≥",
            Self::AtMost => "≤",
            Self::MoreThan => "＞",
            Self::LessThan => "＜",
            Self::Qualitative => lang.pick("定性", "qualitative"),
        }
    }

    /// The nature that a printed label names.
    pub fn from_label(label: &str) -> Option<Self> {
        let folded = text::fold(label);
        match folded.as_str() {
            "定性" | "定性指标" => return Some(Self::Qualitative),
            "正向" | "正向指标" => return Some(Self::AtLeast),
            "反向" | "反向指标" | "逆向指标" | "负向指标" => {
                return Some(Self::AtMost);
            }
            _ => {}
        }
        Self::split(&folded).filter(|(_, rest)| rest.is_empty()).map(|(nature, _)| nature)
    }

    /// The nature at the beginning of a text, and what stands behind it.
    pub(crate) fn split(text: &str) -> Option<(Self, &str)> {
        let (&(_, nature), rest) =
            IN_FRONT.iter().find_map(|entry| Some((entry, text.strip_prefix(entry.0)?)))?;
        Some((nature, rest.trim_start()))
    }

    /// The nature at the end of a text, and what stands before it.
    pub(super) fn split_end(text: &str) -> Option<(Self, &str)> {
        let (&(_, nature), rest) =
            BEHIND.iter().find_map(|entry| Some((entry, text.strip_suffix(entry.0)?)))?;
        Some((nature, rest.trim_end()))
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

named!(IndicatorNature, "the name of the nature of an indicator");

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn printed_variants() {
        for &nature in N::ALL {
            assert_eq!(N::from_label(&nature.to_string()), Some(nature));
            assert_eq!(nature.key().parse(), Ok(nature));
        }
        for (label, nature) in [
            ("=", Some(N::Equal)),
            ("＝", Some(N::Equal)),
            ("等于", Some(N::Equal)),
            ("═", Some(N::Equal)),
            ("﹦", Some(N::Equal)),
            ("＞=", Some(N::AtLeast)),
            ("> =", Some(N::AtLeast)),
            ("不少于", Some(N::AtLeast)),
            ("小于等于", Some(N::AtMost)),
            ("不超过", Some(N::AtMost)),
            ("不高于", Some(N::AtMost)),
            ("<", Some(N::LessThan)),
            ("定性指标", Some(N::Qualitative)),
            ("正向指标", Some(N::AtLeast)),
            ("≈", None),
            ("≥≤", None),
            ("", None),
        ] {
            assert_eq!(N::from_label(label), nature, "{label}");
        }
    }

    #[test]
    fn no_sign_hides_a_longer_one() {
        for (index, (sign, _)) in IN_FRONT.iter().enumerate() {
            assert!(!IN_FRONT[..index].iter().any(|(earlier, _)| sign.starts_with(earlier)));
        }
        for (index, (word, _)) in BEHIND.iter().enumerate() {
            assert!(!BEHIND[..index].iter().any(|(earlier, _)| word.ends_with(earlier)));
        }
    }
}
