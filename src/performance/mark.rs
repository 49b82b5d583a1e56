//! Printed marks (得分) and rates (执行率): a number, and how exactly it is printed.

use alloc::format;
use core::{fmt, str::FromStr};

use super::{Number, text_serde};
use crate::error::{Error, ErrorKind};
use crate::num::decimal;
use crate::num::lex;
use crate::num::ratio::Ratio;

/// A mark (得分) or a rate (执行率) as printed: `9.94`, `9.90分`, `99.43%`.
///
/// Unlike a [`Number`] it keeps the zeros at its end, for they tell how exactly it was rounded.
///
/// ```
/// use cn_budget::performance::Mark;
///
/// let mark: Mark = "9.90分".parse()?;
/// assert_eq!((mark.to_string().as_str(), mark.decimals()), ("9.90", 2));
/// assert!("99.43％".parse::<Mark>()?.is_percentage());
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mark {
    number: Number,
    decimals: u8,
    percentage: bool,
}

/// The most decimals that are kept; what a spreadsheet printed beyond them is cut off.
const MOST_DECIMALS: u8 = 6;

impl Mark {
    /// The number, without the percent sign.
    pub const fn number(self) -> Number {
        self.number
    }

    /// How many decimals are printed, at most 6.
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    /// Whether a percent sign stands behind it.
    pub const fn is_percentage(self) -> bool {
        self.percentage
    }

    /// The least and the largest number that print like this, rounded or cut off.
    pub(crate) fn range(self) -> (Ratio, Ratio) {
        let place = i128::from(decimal::power(MOST_DECIMALS - self.decimals));
        let (twice, halves) = (2 * self.number.micro(), 2 * MICRO);
        let bound = |numerator| Ratio::new(numerator, halves).unwrap_or(Ratio::from(0));
        (bound(twice - place), bound(twice + 2 * place))
    }

    /// A number in the form of this mark, 四舍五入: what would be printed here.
    pub(crate) fn printing(self, value: Ratio) -> Option<Self> {
        let mode = crate::num::amount::RoundingMode::HalfUp;
        let number = Number::rounded(value.numerator(), value.denominator(), self.decimals, mode)?;
        Some(Self { number, ..self })
    }
}

/// Millionths, in which numbers are whole.
const MICRO: i128 = 1_000_000;

impl FromStr for Mark {
    type Err = Error;

    /// Reads a printed mark or rate, half or full width, with 分 or % behind or nothing.
    ///
    /// # Errors
    /// [`Empty`](ErrorKind::Empty) for blanks and dashes, else those of [`Number`].
    fn from_str(text: &str) -> Result<Self, Error> {
        let fail = |(kind, position)| Error::new(kind, text, position);
        let trimmed = text.trim_end();
        let bare = trimmed.trim_end_matches(['%', '％']);
        let percentage = bare.len() < trimmed.len();
        let bare = bare.trim_end_matches('分');
        let cell = lex::cell(bare).map_err(fail)?.ok_or_else(|| fail((ErrorKind::Empty, 0)))?;
        if cell.unit.is_some() {
            return Err(fail((ErrorKind::NotADigit, 0)));
        }
        let decimals = cell.number.decimals.min(MOST_DECIMALS);
        let beyond = cell.number.decimals - decimals;
        let mantissa =
            10_i64.checked_pow(beyond.into()).map_or(0, |power| cell.number.mantissa / power);
        let number = Number::new(mantissa, decimals).map_err(|error| fail((error.kind(), 0)))?;
        Ok(Self { number, decimals, percentage })
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zeros = self.decimals.saturating_sub(self.number.decimals());
        let mantissa = self.number.mantissa().saturating_mul(decimal::power(zeros));
        let sign = if self.percentage { "%" } else { "" };
        f.pad(&format!("{}{sign}", decimal::text(mantissa.into(), self.decimals, false)))
    }
}

crate::named::debug_as_printed!(Mark);

text_serde!(Mark, "a mark or a rate as a string, such as \"9.94\" or \"99.43%\"");

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn marks_print_as_they_were() {
        for (text, plain) in [
            ("9.94", "9.94"),
            ("10分", "10"),
            (" 9.90 ", "9.90"),
            ("９９．４３％", "99.43%"),
            ("0.99432105430001", "0.994321"),
            ("1,000.10", "1000.10"),
            ("-1", "-1"),
        ] {
            let mark: Mark = text.parse().unwrap();
            assert_eq!(mark.to_string(), plain);
            assert_eq!(plain.parse(), Ok(mark));
        }
        for (text, kind) in [
            ("", ErrorKind::Empty),
            ("—", ErrorKind::Empty),
            ("9.9.4", ErrorKind::SecondPoint),
            ("9元", ErrorKind::NotADigit),
            ("优", ErrorKind::NotAnAmount),
        ] {
            assert_eq!(text.parse::<Mark>().unwrap_err().kind(), kind, "{text}");
        }
    }

    #[test]
    fn a_mark_is_rounded_or_cut_off() {
        let within = |text: &str, numerator, denominator| {
            let (low, high) = text.parse::<Mark>().unwrap().range();
            let value = Ratio::new(numerator, denominator).unwrap();
            low <= value && value <= high
        };
        assert!(within("9.94", 9_935, 1_000) && within("9.94", 9_949, 1_000));
        assert!(!within("9.94", 9_934, 1_000) && !within("9.94", 9_951, 1_000));
        assert!(within("10", 95, 10) && !within("10.0", 95, 10));
    }
}
