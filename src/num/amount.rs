//! Exact amounts of money (金额), counted in 分.

use alloc::{format, string::ToString};
use core::{fmt, str::FromStr};

use rust_decimal::Decimal;

use crate::error::{Error, ErrorKind};
use crate::num::decimal;
use crate::num::lex;

mod format;
#[cfg(feature = "serde")]
mod serde;

pub use crate::num::unit::Unit;
pub use format::{RoundingMode, Style};

/// An exact amount of money (金额): a whole number of 分 in 64 bits, so up to ±9.2·10¹⁶ 元.
///
/// An amount is built with a unit and never from a bare number, and has no `+`: arithmetic is
/// checked. What a document *prints*, rounded to a last place, is a [`Figure`](crate::Figure).
///
/// `Display` is exact, in 元, and `FromStr` reads it back; serde uses the same string. On input a
/// bare integer counts 元; a JSON number with a fraction is refused, since its reader has already
/// rounded it.
///
/// ```
/// use cn_budget::{Amount, Unit};
///
/// let salaries: Amount = "1051.74万元".parse()?;
/// let travel = Amount::parse("2,000.05", Unit::Yuan)?;
/// let total = Amount::try_sum([salaries, travel])?;
/// assert_eq!(total.to_string(), "10519400.05元");
/// assert_eq!(total.to_string().parse(), Ok(total));
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount {
    fen: i64,
}

impl Amount {
    /// Nil.
    pub const ZERO: Self = Self { fen: 0 };

    /// An amount of so many 分; every number of 分 is an amount.
    pub const fn from_fen(fen: i64) -> Self {
        Self { fen }
    }

    /// An amount of whole 元.
    ///
    /// # Errors
    /// [`Overflow`](ErrorKind::Overflow) beyond 92 233 720 368 547 758 元.
    ///
    /// ```
    /// use cn_budget::Amount;
    ///
    /// assert_eq!(Amount::from_yuan(3)?, Amount::from_fen(300));
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    pub fn from_yuan(yuan: i64) -> Result<Self, Error> {
        yuan.checked_mul(100).map(Self::from_fen).ok_or_else(|| overflow(&yuan))
    }

    /// The amount in 分.
    pub const fn fen(self) -> i64 {
        self.fen
    }

    /// Whether the amount is nil.
    pub const fn is_zero(self) -> bool {
        self.fen == 0
    }

    /// The sum, `None` where it is out of range.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.fen.checked_add(other.fen).map(Self::from_fen)
    }

    /// The difference, `None` where it is out of range.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.fen.checked_sub(other.fen).map(Self::from_fen)
    }

    /// The opposite, `None` for `i64::MIN` 分 alone.
    #[must_use]
    pub fn checked_neg(self) -> Option<Self> {
        self.fen.checked_neg().map(Self::from_fen)
    }

    /// So many times the amount, `None` where that is out of range.
    #[must_use]
    pub fn checked_mul(self, factor: i64) -> Option<Self> {
        self.fen.checked_mul(factor).map(Self::from_fen)
    }

    /// The sum of any number of amounts (合计); only the result must be in range.
    ///
    /// # Errors
    /// [`Overflow`](ErrorKind::Overflow) where the sum is out of range.
    ///
    /// ```
    /// use cn_budget::Amount;
    ///
    /// let most = Amount::from_fen(i64::MAX);
    /// let least = Amount::from_fen(-i64::MAX);
    /// assert_eq!(Amount::try_sum([most, most, least, least])?, Amount::ZERO);
    /// assert!(Amount::try_sum([most, most]).is_err());
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    pub fn try_sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, Error> {
        // 2⁶⁴ amounts could not overflow this.
        let sum: i128 = amounts.into_iter().map(|amount| i128::from(amount.fen)).sum();
        i64::try_from(sum).map(Self::from_fen).map_err(|_| overflow(&sum))
    }

    /// The amount that a text gives in `unit`, unless it names its own: `1,051.74`, `（3）`, `5 元`.
    /// The spellings are those of [`Figure::parse`](crate::Figure::parse).
    ///
    /// # Errors
    /// [`Inexact`](ErrorKind::Inexact) for a fraction of a 分, [`Empty`](ErrorKind::Empty) for a
    /// blank or dash, [`Overflow`](ErrorKind::Overflow), and what
    /// [`Figure::parse`](crate::Figure::parse) says of texts that are no number.
    ///
    /// ```
    /// use cn_budget::{Amount, ErrorKind, Unit};
    ///
    /// assert_eq!(Amount::parse("1,051.74", Unit::WanYuan)?.to_string(), "10517400元");
    /// assert_eq!(Amount::parse("0.005", Unit::Yuan).unwrap_err().kind(), ErrorKind::Inexact);
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    pub fn parse(text: &str, unit: Unit) -> Result<Self, Error> {
        Self::read(text, Some(unit)).map_err(|fault| lex::error(text, fault))
    }

    fn read(text: &str, unit: Option<Unit>) -> Result<Self, lex::Fault> {
        let cell = lex::cell(text)?.ok_or((ErrorKind::Empty, 0))?;
        let unit = cell.unit.or(unit).ok_or((ErrorKind::MissingUnit, text.len()))?;
        Self::from_scaled(i128::from(cell.number.mantissa), u32::from(cell.number.decimals), unit)
            .map_err(|kind| (kind, 0))
    }

    fn from_scaled(mantissa: i128, decimals: u32, unit: Unit) -> Result<Self, ErrorKind> {
        let fen = decimal::scale(mantissa, u32::from(unit.exponent()) + 2, decimals)?;
        i64::try_from(fen).map(Self::from_fen).map_err(|_| ErrorKind::Overflow)
    }

    /// The amount as a number of `unit`, exact, without trailing zeros.
    ///
    /// ```
    /// use cn_budget::{Amount, Unit};
    ///
    /// assert_eq!(Amount::from_fen(1).to_decimal(Unit::YiYuan).to_string(), "0.0000000001");
    /// ```
    pub fn to_decimal(self, unit: Unit) -> Decimal {
        Decimal::new(self.fen, u32::from(unit.exponent()) + 2).normalize()
    }

    /// The amount of so many `unit`.
    ///
    /// # Errors
    /// [`Inexact`](ErrorKind::Inexact) for a fraction of a 分, [`Overflow`](ErrorKind::Overflow)
    /// out of range.
    ///
    /// ```
    /// use cn_budget::{Amount, Unit};
    ///
    /// let amount: Amount = "1051.74万元".parse()?;
    /// assert_eq!(Amount::from_decimal(amount.to_decimal(Unit::YiYuan), Unit::YiYuan)?, amount);
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    pub fn from_decimal(number: Decimal, unit: Unit) -> Result<Self, Error> {
        Self::from_scaled(number.mantissa(), number.scale(), unit)
            .map_err(|kind| Error::new(kind, &number.to_string(), 0))
    }
}

/// Off the path of correct input.
#[cold]
fn overflow(number: &dyn fmt::Display) -> Error {
    Error::new(ErrorKind::Overflow, &number.to_string(), 0)
}

impl FromStr for Amount {
    type Err = Error;

    /// Reads an amount that names its unit: `1051.74万元`, `10517400元`.
    ///
    /// # Errors
    /// [`MissingUnit`](ErrorKind::MissingUnit) for a bare number, else as [`Amount::parse`].
    fn from_str(text: &str) -> Result<Self, Error> {
        Self::read(text, None).map_err(|fault| lex::error(text, fault))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let style = Style::new(Unit::Yuan).decimals(if self.fen % 100 == 0 { 0 } else { 2 });
        f.pad(&format!("{}元", self.format(style)))
    }
}

crate::named::debug_as_printed!(Amount);
