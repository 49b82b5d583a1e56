//! Values of indicators: a number with its measure (度量单位).

use alloc::{boxed::Box, format};
use core::{fmt, str::FromStr};

use super::{Number, nature::IndicatorNature, text_serde};
use crate::error::{Error, ErrorKind};
use crate::num::amount::{Amount, Unit};
use crate::text;

/// A number with its measure (指标值与度量单位): `31个`, `95%`, `12个月`, `90万元`.
///
/// ```
/// use cn_budget::performance::IndicatorValue;
///
/// let value: IndicatorValue = "９５％".parse()?;
/// assert!(value.is_percentage());
/// assert_eq!(value.to_string(), "95%");
/// assert_eq!(value.to_string().parse(), Ok(value));
///
/// let cost: IndicatorValue = "90万元".parse()?;
/// assert_eq!(cost.amount().unwrap().to_string(), "900000元");
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct IndicatorValue {
    number: Number,
    measure: Option<Box<str>>,
}

impl IndicatorValue {
    /// A number and its measure, empty for none; width and spaces of the measure are folded.
    ///
    /// ```
    /// use cn_budget::performance::{IndicatorValue, Number};
    ///
    /// assert_eq!(IndicatorValue::new(Number::from(12), "次／年")?.to_string(), "12次/年");
    /// assert!(IndicatorValue::new(Number::from(12), "次以上").is_err());
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`UnknownName`](ErrorKind::UnknownName) for a text that cannot be a measure: it begins with a
    /// digit or a sign, or ends in 以上, 以内 and the like.
    pub fn new(number: Number, measure: &str) -> Result<Self, Error> {
        let folded = measure_of(measure);
        if folded.is_empty() {
            return Ok(Self { number, measure: None });
        }
        if !is_measure(&folded) {
            return Err(Error::new(ErrorKind::UnknownName, measure, 0));
        }
        Ok(Self { number, measure: Some(folded) })
    }

    /// The number.
    pub const fn number(&self) -> Number {
        self.number
    }

    /// The measure as printed, width folded; 百分比 is `%`.
    pub fn measure(&self) -> Option<&str> {
        self.measure.as_deref()
    }

    /// Whether it is measured in percent.
    pub fn is_percentage(&self) -> bool {
        self.measure() == Some("%")
    }

    /// The unit of money that it is measured in.
    pub fn unit(&self) -> Option<Unit> {
        let measure = self.measure()?;
        Unit::ALL.iter().copied().find(|unit| unit.label() == measure)
    }

    /// The amount of money that it is, if it is one, in whole 分.
    pub fn amount(&self) -> Option<Amount> {
        Amount::parse(&format!("{}", self.number), self.unit()?).ok()
    }

    /// This value counted in the measure of `other`: as it stands where the measures are alike or
    /// one has none, converted between units of money, else `None`.
    pub(super) fn in_measure_of(&self, other: &Self) -> Option<Number> {
        if self.measure == other.measure || self.measure.is_none() || other.measure.is_none() {
            return Some(self.number);
        }
        let (from, to) = (self.unit()?.exponent(), other.unit()?.exponent());
        self.number.shifted(i8::try_from(from).ok()? - i8::try_from(to).ok()?)
    }

    /// The value with another measure, which was checked.
    pub(super) fn with_measure(self, measure: Option<Box<str>>) -> Self {
        Self { measure, ..self }
    }

    /// The number at the beginning of a text and what stands behind it.
    pub(super) fn split(text: &str) -> Result<(Number, &str), Error> {
        let end = text.find(|c| !is_numeric(c)).unwrap_or(text.len());
        let (digits, rest) = text.split_at_checked(end).unwrap_or((text, ""));
        match digits.parse() {
            Ok(number) => Ok((number, rest.trim_start())),
            Err(_) if digits.is_empty() && !rest.is_empty() => {
                Err(Error::new(ErrorKind::NotADigit, text, 0))
            }
            Err(error) => Err(Error::new(error.kind(), text, error.position())),
        }
    }
}

/// Whether a character may stand in a number.
fn is_numeric(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || "+-−.,．，".contains(c)
}

/// The form that a measure is kept in.
pub(super) fn measure_of(text: &str) -> Box<str> {
    let folded = text::fold(text);
    let bare = folded.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    match bare.unwrap_or(&folded) {
        "百分比" | "百分之" | "百分数" => "%".into(),
        folded => folded.into(),
    }
}

/// Whether a folded text reads as a measure behind a number: nothing in it continues the number or
/// compares, and digits only as in m2 or PM2.5.
pub(super) fn is_measure(folded: &str) -> bool {
    let continues = |c: char| is_numeric(c) || "~至到:/()".contains(c);
    let mut before = ' ';
    let digits_belong = folded.chars().all(|c| {
        let fits = !c.is_ascii_digit() || before.is_ascii_alphanumeric() || before == '.';
        before = c;
        fits
    });
    !folded.starts_with(continues)
        && digits_belong
        && IndicatorNature::split_end(folded).is_none()
        && IndicatorNature::split(folded).is_none()
}

impl FromStr for IndicatorValue {
    type Err = Error;

    /// Reads a number with its measure behind it.
    ///
    /// # Errors
    /// Those of [`Number`] and of [`IndicatorValue::new`].
    fn from_str(text: &str) -> Result<Self, Error> {
        let trimmed = text.trim();
        let (number, rest) = Self::split(trimmed)?;
        let position = trimmed.len() - rest.len();
        Self::new(number, rest).map_err(|error| Error::new(error.kind(), trimmed, position))
    }
}

impl fmt::Display for IndicatorValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}{}", self.number, self.measure().unwrap_or_default()))
    }
}

crate::named::debug_as_printed!(IndicatorValue);

text_serde!(IndicatorValue, "a number with its measure as a string, such as \"95%\"");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures() {
        for (text, number, measure) in [
            ("31个", "31", Some("个")),
            ("12 个月", "12", Some("个月")),
            ("100百分比", "100", Some("%")),
            ("31（个）", "31", Some("个")),
            ("5m2", "5", Some("m2")),
            ("2次/月", "2", Some("次/月")),
            ("1,086,000.00元", "1086000", Some("元")),
            ("-3", "-3", None),
        ] {
            let value: IndicatorValue = text.parse().unwrap();
            assert_eq!((value.number(), value.measure()), (number.parse().unwrap(), measure));
        }
        for text in ["个", "2026年12月", "1:3", "95%以上", "1.0.5%", "80~90%", "", "3/4"] {
            assert!(text.parse::<IndicatorValue>().is_err(), "{text}");
        }
    }

    #[test]
    fn money_converts_and_nothing_else() {
        let of = |text: &str| text.parse::<IndicatorValue>().unwrap();
        assert_eq!(of("15000元").in_measure_of(&of("2万元")), Some("1.5".parse().unwrap()));
        assert_eq!(of("1.5万元").in_measure_of(&of("2元")), Some(Number::from(15_000)));
        assert_eq!(of("95").in_measure_of(&of("90%")), Some(Number::from(95)));
        assert_eq!(of("95个").in_measure_of(&of("90%")), None);
    }

    #[test]
    fn what_goes_on_with_the_number_is_no_measure() {
        for measure in ["~个", "至10天", "到期", ":个", "/人", "(个", ".个", "，个", "5个", "-个"]
        {
            let error = IndicatorValue::new(Number::from(5), measure).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::UnknownName, "{measure}");
        }
        for (text, position) in [("5~个", 1), (" 5/人", 1), ("１２ 到期", 7)] {
            let error = text.parse::<IndicatorValue>().unwrap_err();
            assert_eq!(
                (error.kind(), error.position()),
                (ErrorKind::UnknownName, position),
                "{text}"
            );
        }
    }
}
