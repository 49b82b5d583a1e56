//! Exact numbers of indicators, weights and scores.

use alloc::{format, string::String};
use core::{cmp::Ordering, fmt, str::FromStr};

use super::text_serde;
use crate::error::{Error, ErrorKind};
use crate::num::amount::RoundingMode;
use crate::num::decimal;
use crate::num::lex;

/// An exact decimal number (数值): at most 15 digits, of which at most 6 behind the point.
///
/// Zeros at the end of a fraction do not count: `1.50` is `1.5`. `Display` prints plain digits and
/// `FromStr` reads them back, half or full width, with or without separators; serde uses the same
/// string.
///
/// ```
/// use cn_budget::{ErrorKind, performance::Number};
///
/// let number: Number = "１，０８６，０００．５０".parse()?;
/// assert_eq!(number.to_string(), "1086000.5");
/// assert!(number > Number::from(1_086_000));
///
/// let error = "9.5.0".parse::<Number>().unwrap_err();
/// assert_eq!((error.kind(), error.position()), (ErrorKind::SecondPoint, 3));
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Number {
    /// Without zeros at the end of the fraction.
    mantissa: i64,
    decimals: u8,
}

/// 15 digits.
const LARGEST_MANTISSA: i64 = 10_i64.pow(15) - 1;
/// The most decimals.
const MOST_DECIMALS: u8 = 6;

impl Number {
    /// Nought.
    pub const ZERO: Self = Self { mantissa: 0, decimals: 0 };

    /// `mantissa` × 10^−`decimals`.
    ///
    /// ```
    /// use cn_budget::performance::Number;
    ///
    /// assert_eq!(Number::new(9_550, 2)?.to_string(), "95.5");
    /// assert!(Number::new(1, 7).is_err());
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`TooPrecise`](ErrorKind::TooPrecise) beyond 15 digits or 6 decimals.
    pub fn new(mantissa: i64, decimals: u8) -> Result<Self, Error> {
        Self::checked(mantissa.into(), decimals).ok_or_else(|| {
            Error::new(
                ErrorKind::TooPrecise,
                &decimal::text(mantissa.into(), decimals.min(40), false),
                0,
            )
        })
    }

    fn checked(mut mantissa: i128, mut decimals: u8) -> Option<Self> {
        while decimals > 0 && mantissa % 10 == 0 {
            (mantissa, decimals) = (mantissa / 10, decimals - 1);
        }
        let mantissa = i64::try_from(mantissa).ok()?;
        let fits = mantissa.unsigned_abs() <= LARGEST_MANTISSA.unsigned_abs();
        (fits && decimals <= MOST_DECIMALS).then_some(Self { mantissa, decimals })
    }

    /// The digits as an integer, without the point.
    pub const fn mantissa(self) -> i64 {
        self.mantissa
    }

    /// How many digits stand behind the point, zeros at the end aside.
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    /// The sum, `None` where it has more digits than fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Self::checked(self.micro() + other.micro(), MOST_DECIMALS)
    }

    /// The difference, `None` where it has more digits than fit.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        Self::checked(self.micro() - other.micro(), MOST_DECIMALS)
    }

    /// The number × 10^`exponent`, `None` where that has more digits than fit.
    pub(super) fn shifted(self, exponent: i8) -> Option<Self> {
        let up = u32::from(exponent.unsigned_abs());
        let mantissa = i128::from(self.mantissa);
        if exponent >= 0 {
            return Self::checked(mantissa.checked_mul(10_i128.checked_pow(up)?)?, self.decimals);
        }
        Self::checked(mantissa, self.decimals.checked_add(exponent.unsigned_abs())?)
    }

    /// The number in millionths, below 10²² in magnitude.
    pub(super) fn micro(self) -> i128 {
        i128::from(self.mantissa) * i128::from(decimal::power(MOST_DECIMALS - self.decimals))
    }

    /// `numerator` / `denominator` with so many decimals; the denominator must be above zero.
    pub(super) fn rounded(
        numerator: i128,
        denominator: i128,
        decimals: u8,
        mode: RoundingMode,
    ) -> Option<Self> {
        let scaled = numerator.checked_mul(decimal::power(decimals).into())?;
        let (whole, rest) =
            (scaled.checked_div(denominator)?, scaled.checked_rem(denominator)?.unsigned_abs());
        let up = mode == RoundingMode::HalfUp && rest >= denominator.unsigned_abs() - rest;
        Self::checked(whole + if up { scaled.signum() } else { 0 }, decimals)
    }
}

impl From<i32> for Number {
    fn from(whole: i32) -> Self {
        Self { mantissa: whole.into(), decimals: 0 }
    }
}

impl FromStr for Number {
    type Err = Error;

    /// Reads a number, without a unit.
    ///
    /// # Errors
    /// [`Empty`](ErrorKind::Empty) for blanks and dashes, [`NotADigit`](ErrorKind::NotADigit),
    /// [`Percent`](ErrorKind::Percent), [`Separator`](ErrorKind::Separator),
    /// [`SecondPoint`](ErrorKind::SecondPoint) and [`TooPrecise`](ErrorKind::TooPrecise), at the
    /// byte where the trouble starts.
    fn from_str(text: &str) -> Result<Self, Error> {
        let fail = |kind, position| Error::new(kind, text, position);
        let cell = lex::cell(text).map_err(|(kind, position)| match kind {
            ErrorKind::NotAnAmount => fail(ErrorKind::NotADigit, position),
            kind => fail(kind, position),
        })?;
        let cell = cell.ok_or_else(|| fail(ErrorKind::Empty, 0))?;
        if cell.unit.is_some() {
            let unit = text.find(['元', '千', '万', '百', '亿']).unwrap_or(0);
            return Err(fail(ErrorKind::NotADigit, unit));
        }
        Self::checked(cell.number.mantissa.into(), cell.number.decimals)
            .ok_or_else(|| fail(ErrorKind::TooPrecise, 0))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        self.micro().cmp(&other.micro())
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&decimal::text(self.mantissa.into(), self.decimals, false))
    }
}

crate::named::debug_as_printed!(Number);

text_serde!(Number, "a number as a string, such as \"22.5\"");

/// A weight (权重, 分值) in percent of a target's full marks: from 0 to 100, with at most 4 decimals.
///
/// ```
/// use cn_budget::{ErrorKind, performance::Weight};
///
/// let weight: Weight = "22.50%".parse()?;
/// assert_eq!(weight.to_string(), "22.5");
/// assert_eq!("20分".parse::<Weight>()?.to_string(), "20");
/// assert_eq!("101".parse::<Weight>().unwrap_err().kind(), ErrorKind::OutOfRange);
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Weight(Number);

impl Weight {
    /// No weight.
    pub const ZERO: Self = Self(Number::ZERO);

    /// A weight of so many percent.
    ///
    /// ```
    /// use cn_budget::performance::{Number, Weight};
    ///
    /// assert_eq!(Weight::new(Number::new(225, 1)?)?.to_string(), "22.5");
    /// assert!(Weight::new(Number::from(101)).is_err());
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`OutOfRange`](ErrorKind::OutOfRange) below 0, above 100 or with more than 4 decimals.
    pub fn new(percent: Number) -> Result<Self, Error> {
        let fits =
            percent >= Number::ZERO && percent <= Number::from(100) && percent.decimals() <= 4;
        let error = || Error::new(ErrorKind::OutOfRange, &format!("{percent}"), 0);
        fits.then_some(Self(percent)).ok_or_else(error)
    }

    /// A weight of whole percent, 100 for anything above.
    pub fn whole(percent: u8) -> Self {
        Self(Number::from(i32::from(percent.min(100))))
    }

    /// The percent.
    pub const fn percent(self) -> Number {
        self.0
    }
}

impl FromStr for Weight {
    type Err = Error;

    /// Reads a printed weight: `20`, `20%`, `20分`, full width or half.
    ///
    /// # Errors
    /// Those of [`Number`] and of [`Weight::new`].
    fn from_str(text: &str) -> Result<Self, Error> {
        let number: Number = text.trim_end().trim_end_matches(['%', '％', '分']).parse()?;
        Self::new(number).map_err(|error| Error::new(error.kind(), text, 0))
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

crate::named::debug_as_printed!(Weight);

text_serde!(Weight, "a weight in percent as a string, such as \"20\"");

/// The text of a field: `None` where it is absent, blank, or a dash or slash in place of a text.
pub(crate) fn printed(field: Option<&String>) -> Option<&str> {
    field.map(|text| text.trim()).filter(|text| !text.trim_matches(['-', '—', '–', '/']).is_empty())
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn numbers_are_exact_or_refused() {
        for (text, plain) in
            [("31", "31"), ("-0.50", "-0.5"), ("0", "0"), ("1,000.10", "1000.1"), ("１００", "100")]
        {
            let number: Number = text.parse().unwrap();
            assert_eq!(number.to_string(), plain);
            assert_eq!(plain.parse(), Ok(number));
        }
        for (text, kind, position) in [
            ("", ErrorKind::Empty, 0),
            ("—", ErrorKind::Empty, 0),
            ("31个", ErrorKind::NotADigit, 2),
            ("31元", ErrorKind::NotADigit, 2),
            ("95%", ErrorKind::Percent, 2),
            ("1.0.5", ErrorKind::SecondPoint, 3),
            ("0.1234567", ErrorKind::TooPrecise, 0),
            ("1234567890123456", ErrorKind::TooPrecise, 0),
        ] {
            let error = text.parse::<Number>().unwrap_err();
            assert_eq!((error.kind(), error.position()), (kind, position), "{text}");
        }
    }

    #[test]
    fn rounding_is_to_the_nearest_or_cut() {
        let half_up = |n, d| Number::rounded(n, d, 2, RoundingMode::HalfUp).unwrap().to_string();
        assert_eq!(half_up(1, 8), "0.13");
        assert_eq!(half_up(-1, 8), "-0.13");
        assert_eq!(half_up(2, 3), "0.67");
        assert_eq!(half_up(1, 3), "0.33");
        let cut = Number::rounded(2, 3, 2, RoundingMode::Truncate).unwrap();
        assert_eq!(cut.to_string(), "0.66");
    }

    #[test]
    fn shifts_and_sums() {
        let number: Number = "1.5".parse().unwrap();
        assert_eq!(number.shifted(4).unwrap().to_string(), "15000");
        assert_eq!(number.shifted(-4).unwrap().to_string(), "0.00015");
        assert_eq!(number.shifted(-6), None);
        let most = Number::new(LARGEST_MANTISSA, 0).unwrap();
        assert_eq!(most.checked_add(Number::from(1)), None);
        assert_eq!(most.checked_sub(most), Some(Number::ZERO));
        let less = Number::from(-1);
        assert_eq!(less.checked_sub(most), None);
        assert_eq!(number.checked_sub(less).unwrap().to_string(), "2.5");
        assert_eq!((number.mantissa(), number.decimals()), (15, 1));
        assert_eq!((less.mantissa(), Number::new(200, 2).unwrap().mantissa()), (-1, 2));
        assert!(Number::new(i64::MIN, 255).is_err());
    }
}
