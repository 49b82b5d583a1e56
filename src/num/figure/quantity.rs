//! Money finer than 分: what halves of printed places and sums of intervals are counted in.

use alloc::{format, string::String};
use core::{fmt, str::FromStr};

use crate::error::{Error, ErrorKind};
use crate::num::amount::{Amount, Unit};
use crate::num::decimal;

/// An exact quantity of money finer than 分: a whole number of 10⁻⁹ 元 in 128 bits.
///
/// An [`Amount`] is what money there is; a quantity is where it may lie, such as the bound of an
/// [`Interval`](crate::num::Interval). `Display` is exact, in 元, and `FromStr` reads it back; serde
/// uses the same string.
///
/// ```
/// use cn_budget::{Unit, num::Quantity};
///
/// let half = Quantity::parse("0.005", Unit::WanYuan)?;
/// assert_eq!(half.to_string(), "50元");
/// assert_eq!(half.to_decimal_string(Unit::WanYuan, 2), "0.005");
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Quantity {
    nano: i128,
}

/// 10⁻⁹ 元 is the finest place.
const FINEST: u8 = 9;

impl Quantity {
    /// Nil.
    pub const ZERO: Self = Self { nano: 0 };

    /// A quantity of a number of 10⁻⁹ 元.
    pub const fn from_nano(nano: i128) -> Self {
        Self { nano }
    }

    /// The quantity in 10⁻⁹ 元.
    pub const fn nano(self) -> i128 {
        self.nano
    }

    /// The sum, `None` where it is out of range.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.nano.checked_add(other.nano).map(Self::from_nano)
    }

    /// The difference, `None` where it is out of range.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.nano.checked_sub(other.nano).map(Self::from_nano)
    }

    /// The opposite, `None` where it is out of range.
    #[must_use]
    pub fn checked_neg(self) -> Option<Self> {
        self.nano.checked_neg().map(Self::from_nano)
    }

    /// The quantity times a whole number, `None` where that is out of range.
    #[must_use]
    pub fn checked_mul(self, factor: i64) -> Option<Self> {
        self.nano.checked_mul(i128::from(factor)).map(Self::from_nano)
    }

    /// The amount that this is, `None` for a fraction of a 分 or out of range.
    pub fn amount(self) -> Option<Amount> {
        let fen = decimal::scale(self.nano, 2, FINEST.into()).ok()?;
        i64::try_from(fen).ok().map(Amount::from_fen)
    }

    /// The exact number of `unit` in plain digits, with as many decimals as it takes but not fewer
    /// than `min_decimals`.
    ///
    /// ```
    /// use cn_budget::{Amount, Unit, num::Quantity};
    ///
    /// let quantity = Quantity::from(Amount::from_fen(300_000));
    /// assert_eq!(quantity.to_decimal_string(Unit::WanYuan, 2), "0.30");
    /// assert_eq!(quantity.to_decimal_string(Unit::Yuan, 0), "3000");
    /// ```
    pub fn to_decimal_string(self, unit: Unit, min_decimals: u8) -> String {
        let (mut mantissa, mut decimals) = (self.nano, FINEST + unit.exponent());
        while decimals > min_decimals && mantissa % 10 == 0 {
            (mantissa, decimals) = (mantissa / 10, decimals - 1);
        }
        let text = decimal::text(mantissa, decimals, false);
        match usize::from(min_decimals.saturating_sub(decimals)) {
            0 => text,
            zeros => format!("{text}{:0<zeros$}", ""),
        }
    }

    /// The quantity of a number of `unit`, in plain digits as
    /// [`to_decimal_string`](Self::to_decimal_string) writes them.
    ///
    /// # Errors
    /// [`NotAnAmount`](ErrorKind::NotAnAmount) for anything but `-`, digits, `.` and digits,
    /// [`Inexact`](ErrorKind::Inexact) for a fraction of 10⁻⁹ 元,
    /// [`Overflow`](ErrorKind::Overflow) out of range.
    ///
    /// ```
    /// use cn_budget::{Unit, num::Quantity};
    ///
    /// assert_eq!(Quantity::parse("-0.000000001", Unit::Yuan)?.nano(), -1);
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    pub fn parse(text: &str, unit: Unit) -> Result<Self, Error> {
        let fail = |(kind, position)| Error::new(kind, text, position);
        let (mut mantissa, mut decimals) = (0_i128, None);
        let digits = text.strip_prefix('-').unwrap_or(text);
        let negative = digits.len() < text.len();
        let start = usize::from(negative);
        for (position, byte) in (start..).zip(digits.bytes()) {
            match byte {
                b'0'..=b'9' => {
                    let digit = i128::from(byte - b'0');
                    mantissa = mantissa
                        .checked_mul(10)
                        .and_then(|tens| {
                            if negative { tens.checked_sub(digit) } else { tens.checked_add(digit) }
                        })
                        .ok_or_else(|| fail((ErrorKind::Overflow, position)))?;
                    decimals = decimals.map(|decimals: u32| decimals.saturating_add(1));
                }
                b'.' if decimals.is_none() && position > start => decimals = Some(0),
                _ => return Err(fail((ErrorKind::NotAnAmount, position))),
            }
        }
        if digits.is_empty() || decimals == Some(0) {
            return Err(fail((ErrorKind::NotAnAmount, text.len())));
        }
        decimal::scale(mantissa, u32::from(FINEST + unit.exponent()), decimals.unwrap_or(0))
            .map(Self::from_nano)
            .map_err(|kind| fail((kind, 0)))
    }
}

impl From<Amount> for Quantity {
    fn from(amount: Amount) -> Self {
        Self::from_nano(i128::from(amount.fen()) * 10_i128.pow(7))
    }
}

impl FromStr for Quantity {
    type Err = Error;

    /// Reads what `Display` writes: plain digits with a unit behind.
    ///
    /// # Errors
    /// [`MissingUnit`](ErrorKind::MissingUnit) for a bare number, else as [`Quantity::parse`].
    fn from_str(text: &str) -> Result<Self, Error> {
        let digits = text.trim_end_matches(|c: char| !c.is_ascii());
        let label = text.get(digits.len()..).unwrap_or_default();
        let unit = Unit::ALL.iter().copied().find(|unit| unit.label() == label);
        Self::parse(
            digits,
            unit.ok_or_else(|| Error::new(ErrorKind::MissingUnit, text, digits.len()))?,
        )
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}元", self.to_decimal_string(Unit::Yuan, 0)))
    }
}

crate::named::debug_as_printed!(Quantity);
