//! Goals: what an indicator is to reach (指标值, with its 指标性质).

use alloc::{format, string::String};
use core::{fmt, str::FromStr};

use strum::VariantArray;

use super::{
    IndicatorNature, IndicatorValue, Number, text_serde,
    value::{is_measure, measure_of},
};
use crate::error::{Error, ErrorKind};
use crate::lang::Lang;
use crate::named::named;
use crate::text;

/// What an indicator is to reach (年度指标值): a number to compare with, a grade, or a description.
///
/// `Display` prints sign, number and measure, and `FromStr` reads them in all their printed
/// variants; serde uses the same string.
///
/// ```
/// use cn_budget::performance::{Goal, IndicatorNature};
///
/// for text in ["≥95%", "＞＝９５％", "不低于95%", "95%以上", "大于等于95百分比"] {
///     assert_eq!(text.parse::<Goal>()?.to_string(), "≥95%");
/// }
/// assert_eq!("31个".parse::<Goal>()?.to_string(), "＝31个");
/// assert_eq!("80%-90%".parse::<Goal>()?.to_string(), "80~90%");
/// assert_eq!("优".parse::<Goal>()?.nature(), IndicatorNature::Qualitative);
/// assert_eq!("12月底前完成".parse::<Goal>()?, Goal::Text("12月底前完成".into()));
/// assert!("≥9.5.0%".parse::<Goal>().is_err());
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Goal {
    /// ＝: that value.
    Equal(IndicatorValue),
    /// ≥: that value or more.
    AtLeast(IndicatorValue),
    /// ≤: that value or less.
    AtMost(IndicatorValue),
    /// ＞: more than that value.
    MoreThan(IndicatorValue),
    /// ＜: less than that value.
    LessThan(IndicatorValue),
    /// A value within a range.
    Within(IndicatorRange),
    /// 定性: a grade.
    Rating(Rating),
    /// 定性: a description (效果明显, 12月底前完成).
    Text(String),
}

impl Goal {
    /// How an actual value is to compare; ＝ for a range.
    pub fn nature(&self) -> IndicatorNature {
        match self {
            Self::Equal(_) | Self::Within(_) => IndicatorNature::Equal,
            Self::AtLeast(_) => IndicatorNature::AtLeast,
            Self::AtMost(_) => IndicatorNature::AtMost,
            Self::MoreThan(_) => IndicatorNature::MoreThan,
            Self::LessThan(_) => IndicatorNature::LessThan,
            Self::Rating(_) | Self::Text(_) => IndicatorNature::Qualitative,
        }
    }

    /// The number to compare with, if it is one number.
    pub fn value(&self) -> Option<&IndicatorValue> {
        match self {
            Self::Equal(value)
            | Self::AtLeast(value)
            | Self::AtMost(value)
            | Self::MoreThan(value)
            | Self::LessThan(value) => Some(value),
            Self::Within(_) | Self::Rating(_) | Self::Text(_) => None,
        }
    }

    /// The goal that a value is under a nature; ＝ where the nature is 定性.
    pub fn new(nature: IndicatorNature, value: IndicatorValue) -> Self {
        match nature {
            IndicatorNature::Equal | IndicatorNature::Qualitative => Self::Equal(value),
            IndicatorNature::AtLeast => Self::AtLeast(value),
            IndicatorNature::AtMost => Self::AtMost(value),
            IndicatorNature::MoreThan => Self::MoreThan(value),
            IndicatorNature::LessThan => Self::LessThan(value),
        }
    }

    /// Whether it is a date by which something is to be done; a comparison with it has sense.
    pub(super) fn is_date(&self) -> bool {
        matches!(self, Self::Text(text) if is_date(text))
    }

    /// Reads a target, given the nature printed in a column of its own; tells which nature the
    /// text itself prints. Under a comparison the text must hold a number or a date.
    pub(super) fn read(
        text: &str,
        column: Option<IndicatorNature>,
    ) -> Result<(Self, Option<IndicatorNature>), Error> {
        let text = text.trim();
        let front = IndicatorNature::split(text);
        let behind = front.is_none().then(|| IndicatorNature::split_end(text)).flatten();
        let (nature, bare) = match front.or(behind) {
            Some((nature, rest)) => (Some(nature), rest),
            None => (None, text),
        };
        let compared = front.is_some() || column.is_some_and(|n| n != IndicatorNature::Qualitative);
        if let Some(rating) = Rating::from_label(bare).filter(|_| front.is_none()) {
            return Ok((Self::Rating(rating), None));
        }
        let offset = if front.is_some() { text.len() - bare.len() } else { 0 };
        let fail = |error: &Error| Error::new(error.kind(), text, offset + error.position());
        match number(bare) {
            Ok((value, None)) if compared || nature.is_some() || reads_as_amount(&value) => {
                let nature_of = nature.or(column).unwrap_or(IndicatorNature::Equal);
                Ok((Self::new(nature_of, value), nature))
            }
            Ok((value, Some(high))) => match IndicatorRange::new(value, high) {
                Some(range) if front.is_none() => Ok((Self::Within(range), nature)),
                _ if compared => Err(Error::new(ErrorKind::NotADigit, text, offset)),
                _ => Ok((Self::Text(text.into()), None)),
            },
            Err(_) if is_date(bare) => Ok((Self::Text(text.into()), None)),
            Err(error) if compared || is_garbled_number(error.kind()) => Err(fail(&error)),
            Ok(_) | Err(_) => Ok((Self::Text(text.into()), None)),
        }
    }

    /// The goal with the measure of a column of its own; `false` where the text prints another.
    pub(super) fn measured(self, measure: &str) -> (Self, bool) {
        let measure = measure_of(measure);
        if !is_measure(&measure) {
            return (self, true);
        }
        let fits = |printed: Option<&str>| printed.is_none_or(|printed| printed == &*measure);
        match self {
            Self::Within(range) => {
                let agreed = fits(range.low.measure());
                let low = if agreed { range.low.with_measure(Some(measure)) } else { range.low };
                (Self::Within(IndicatorRange { low, ..range }), agreed)
            }
            Self::Rating(_) | Self::Text(_) => (self, true),
            goal => {
                let nature = goal.nature();
                match goal.value() {
                    Some(value) if fits(value.measure()) => {
                        (Self::new(nature, value.clone().with_measure(Some(measure))), true)
                    }
                    _ => (goal, false),
                }
            }
        }
    }
}

/// A number with its measure, and a second number where the text is a range.
fn number(text: &str) -> Result<(IndicatorValue, Option<Number>), Error> {
    let folded = text::fold(text);
    let span = ["~", "至", "到", "-"].iter().find_map(|separator| {
        let at = folded.get(1..)?.find(separator)? + 1;
        Some((folded.get(..at)?, folded.get(at + separator.len()..)?))
    });
    if let Some((low, high)) = span {
        let pair = low.parse::<IndicatorValue>().ok().zip(high.parse::<IndicatorValue>().ok());
        if let Some((low, high)) = pair {
            let agree = low.measure().is_none() || low.measure() == high.measure();
            if agree {
                let number = high.number();
                return Ok((low.with_measure(high.measure().map(Into::into)), Some(number)));
            }
        }
    }
    Ok((text.parse()?, None))
}

/// Whether a text without any comparison is a value, not the beginning of a sentence (3年内完成).
fn reads_as_amount(value: &IndicatorValue) -> bool {
    let measure = value.measure().unwrap_or_default();
    measure.chars().count() <= 4
        && !measure.contains(['前', '后', '底', '内', '完', '成', '月', '日'])
        || matches!(measure, "个月" | "月" | "日" | "工作日" | "个工作日")
}

/// Whether a text is a date: 2026年12月31日前, with or without a comparison in front.
fn is_date(text: &str) -> bool {
    let bare = IndicatorNature::split(text).map_or(text, |(_, rest)| rest);
    bare.starts_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c))
        && bare.contains(['年', '月'])
}

/// Whether a text that begins as a number went wrong inside it.
fn is_garbled_number(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::SecondPoint | ErrorKind::TooPrecise)
}

impl FromStr for Goal {
    type Err = Error;

    /// Reads a printed target.
    ///
    /// # Errors
    /// [`Empty`](ErrorKind::Empty) for a blank; where the text compares (≥, 不低于 …) or begins as a
    /// number, the errors of [`IndicatorValue`].
    fn from_str(text: &str) -> Result<Self, Error> {
        if text.trim().is_empty() {
            return Err(Error::new(ErrorKind::Empty, text, 0));
        }
        Self::read(text, None).map(|(goal, _)| goal)
    }
}

impl fmt::Display for Goal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Within(range) => range.fmt(f),
            Self::Rating(rating) => rating.fmt(f),
            Self::Text(text) => f.pad(text),
            goal => match goal.value() {
                Some(value) => f.pad(&format!("{}{value}", goal.nature())),
                None => Ok(()),
            },
        }
    }
}

text_serde!(Goal, "a goal as a string, such as \"≥95%\"");

/// A range of values, both ends included: `80~90%`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IndicatorRange {
    low: IndicatorValue,
    high: Number,
}

impl IndicatorRange {
    /// From a value to a number in the same measure, `None` where they are in the wrong order.
    pub fn new(low: IndicatorValue, high: Number) -> Option<Self> {
        (low.number() <= high).then_some(Self { low, high })
    }

    /// The lower end.
    pub fn low(&self) -> &IndicatorValue {
        &self.low
    }

    /// The upper end, in the measure of the lower.
    pub fn high(&self) -> Number {
        self.high
    }
}

impl fmt::Display for IndicatorRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let measure = self.low.measure().unwrap_or_default();
        f.pad(&format!("{}~{}{measure}", self.low.number(), self.high))
    }
}

crate::named::debug_as_printed!(IndicatorRange);

/// The grades that the 预算管理一体化 systems offer for a qualitative indicator: 优良中低差.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Rating {
    /// 差.
    Poor,
    /// 低.
    Low,
    /// 中.
    Medium,
    /// 良.
    Good,
    /// 优.
    Excellent,
}

impl Rating {
    /// All grades, the lowest first.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The Chinese word, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Poor => lang.pick("差", "poor"),
            Self::Low => lang.pick("低", "low"),
            Self::Medium => lang.pick("中", "medium"),
            Self::Good => lang.pick("良", "good"),
            Self::Excellent => lang.pick("优", "excellent"),
        }
    }

    /// The grade that a printed word names: 优, 优秀, 良, 良好 ….
    pub fn from_label(label: &str) -> Option<Self> {
        Some(match text::fold(label).as_str() {
            "优" | "优秀" => Self::Excellent,
            "良" | "良好" => Self::Good,
            "中" | "中等" => Self::Medium,
            "低" | "较低" => Self::Low,
            "差" | "较差" => Self::Poor,
            _ => return None,
        })
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

named!(Rating, "the name of a grade of a qualitative indicator");

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn printed_variants() {
        for (text, goal) in [
            ("＝31", "＝31"),
            ("=100%", "＝100%"),
            ("31", "＝31"),
            ("≥1,000人次", "≥1000人次"),
            ("≤ 90 万元", "≤90万元"),
            ("小于等于5%", "≤5%"),
            ("不超过10次", "≤10次"),
            ("<3天", "＜3天"),
            ("大于0", "＞0"),
            ("30天以内", "≤30天"),
            ("12个月", "＝12个月"),
            ("80~90%", "80~90%"),
            ("10至15天", "10~15天"),
            ("-3%", "＝-3%"),
            ("优秀", "优"),
            ("效果明显", "效果明显"),
            ("2026年12月31日前", "2026年12月31日前"),
            ("≤2026年12月31日", "≤2026年12月31日"),
            ("3年内完成", "3年内完成"),
            ("100%完成", "100%完成"),
            ("90%~80%", "90%~80%"),
            ("1:3", "1:3"),
        ] {
            let read: Goal = text.parse().unwrap();
            assert_eq!(read.to_string(), goal, "{text}");
            assert_eq!(read.to_string().parse(), Ok(read), "{text}");
        }
        for (text, kind, position) in [
            ("", ErrorKind::Empty, 0),
            ("1.0.5", ErrorKind::SecondPoint, 3),
            ("≥1.0.5%", ErrorKind::SecondPoint, 6),
            ("≥", ErrorKind::Empty, 3),
            ("≥优", ErrorKind::NotADigit, 3),
            ("≤1,,000", ErrorKind::Separator, 4),
        ] {
            let error = text.parse::<Goal>().unwrap_err();
            assert_eq!((error.kind(), error.position()), (kind, position), "{text}");
        }
    }

    #[test]
    fn nature_and_measure_of_their_own_columns() {
        let (goal, printed) = Goal::read("80", Some(IndicatorNature::AtLeast)).unwrap();
        assert_eq!((goal.to_string().as_str(), printed), ("≥80", None));
        let (goal, agreed) = goal.measured("百分比");
        assert_eq!((goal.to_string().as_str(), agreed), ("≥80%", true));
        assert!(!goal.measured("个").1);
        assert!(Goal::read("优", Some(IndicatorNature::AtLeast)).is_ok());
        assert!(Goal::read("显著", Some(IndicatorNature::AtLeast)).is_err());
        let (goal, printed) = Goal::read("≥95%", Some(IndicatorNature::Equal)).unwrap();
        assert_eq!((goal.to_string().as_str(), printed), ("≥95%", Some(IndicatorNature::AtLeast)));
    }

    #[test]
    fn a_comparison_makes_a_number_of_whatever_stands_behind_it() {
        let long = "5000吨标准煤每年";
        assert_eq!(Goal::read(long, None).unwrap().0, Goal::Text(long.into()));
        for (text, column) in [
            (long, Some(IndicatorNature::AtLeast)),
            ("≥5000吨标准煤每年", None),
            ("5000吨标准煤每年以上", None),
            ("≥5000吨标准煤每年", Some(IndicatorNature::AtLeast)),
        ] {
            let goal = Goal::read(text, column).unwrap().0;
            assert_eq!(goal.to_string(), "≥5000吨标准煤每年", "{text}");
        }
    }

    #[test]
    fn a_range_cannot_be_compared_with() {
        for text in ["≥80%~90%", "≤80至90%", "≥90%~80%"] {
            let error = text.parse::<Goal>().unwrap_err();
            assert_eq!((error.kind(), error.position()), (ErrorKind::NotADigit, 3), "{text}");
        }
        let column = Some(IndicatorNature::AtLeast);
        // In a column of its own the nature may say no more than that the range is a number.
        assert_eq!(Goal::read("80~90%", column).unwrap().0.to_string(), "80~90%");
        assert_eq!(Goal::read("90~80%", column).unwrap_err().kind(), ErrorKind::NotADigit);
        assert_eq!(Goal::read("90~80%", None).unwrap().0, Goal::Text("90~80%".into()));
    }
}
