//! Figures (数字): what a document prints, with its unit and its last place.

use alloc::{format, string::String};
use core::fmt;

use crate::error::{Error, ErrorKind};
use crate::num::amount::{Amount, RoundingMode, Unit};
use crate::num::decimal;
use crate::num::lex;

mod interval;
mod quantity;
#[cfg(feature = "serde")]
mod serde;

pub use interval::Interval;
pub use quantity::Quantity;

/// How the figures of a document were cut to their last place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(::serde::Serialize, ::serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum Rounding {
    /// 四舍五入: the true value is at most half a last place away, to either side.
    #[default]
    Nearest,
    /// 截尾: cut off toward zero, so the true value is less than a last place farther from zero.
    Truncated,
    /// 尾差: each part is rounded half up, and a total is the sum of its parts as printed, so that it is
    /// off by as much as all of them. A figure by itself is as [`Nearest`](Self::Nearest).
    Summed,
    /// Not at all: the figure is the true value.
    Exact,
}

/// A printed figure (数字): digits, decimals and unit, as a document shows them.
///
/// `1,051.74` in 万元 is 105174 last places of 0.01 万元 each. Two figures are equal where they are
/// *printed* alike: `1.5` and `1.50` differ, since the second says more.
/// [`same_value`](Self::same_value) compares the values.
///
/// A figure holds at most 18 digits, a last place of at least 10⁻⁸ 元, and ±9.2·10¹⁶ 元, so that
/// its value, half its last place and any sum of figures are exact and in range.
///
/// `Display` prints the digits with separators, without the unit;
/// [`to_text_with_unit`](Self::to_text_with_unit) adds it and is what serde uses.
///
/// ```
/// use cn_budget::{Figure, Unit, num::Rounding};
///
/// let figure = Figure::parse("１，０５１．７４", Unit::WanYuan)?.expect("not blank");
/// assert_eq!(figure.to_string(), "1,051.74");
/// assert_eq!(figure.to_text_with_unit(), "1,051.74万元");
/// assert_eq!(figure.last_place().to_string(), "100元");
/// assert_eq!(Figure::parse("—", Unit::WanYuan)?, None);
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Figure {
    mantissa: i64,
    decimals: u8,
    unit: Unit,
}

/// 18 digits.
const LARGEST_MANTISSA: i64 = 10_i64.pow(18) - 1;
/// 9.2·10¹⁶ 元, in 10⁻⁹ 元.
const LARGEST_NANO: i128 = 92 * 10_i128.pow(15 + 9);
/// 1 分, in 10⁻⁹ 元.
const FEN_NANO: i128 = 10_i128.pow(7);

impl Figure {
    /// The figure `mantissa` × 10^−`decimals` of `unit`.
    ///
    /// # Errors
    /// [`TooPrecise`](ErrorKind::TooPrecise) beyond 18 digits or with a last place under 10⁻⁸ 元,
    /// [`Overflow`](ErrorKind::Overflow) beyond ±9.2·10¹⁶ 元.
    ///
    /// ```
    /// use cn_budget::{Figure, Unit};
    ///
    /// assert_eq!(Figure::new(105_174, 2, Unit::WanYuan)?.to_string(), "1,051.74");
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    pub fn new(mantissa: i64, decimals: u8, unit: Unit) -> Result<Self, Error> {
        Self::checked(mantissa, decimals, unit)
            .map_err(|kind| Error::new(kind, &decimal::text(mantissa.into(), decimals, false), 0))
    }

    #[inline]
    fn checked(mantissa: i64, decimals: u8, unit: Unit) -> Result<Self, ErrorKind> {
        let figure = Self { mantissa, decimals, unit };
        if decimals > unit.exponent() + 8
            || mantissa.unsigned_abs() > LARGEST_MANTISSA.unsigned_abs()
        {
            return Err(ErrorKind::TooPrecise);
        }
        if figure.nano().unsigned_abs() > LARGEST_NANO.unsigned_abs() {
            return Err(ErrorKind::Overflow);
        }
        Ok(figure)
    }

    /// The amount as it is printed in `unit` with this number of decimals, 四舍五入.
    ///
    /// # Errors
    /// As [`Figure::new`].
    ///
    /// ```
    /// use cn_budget::{Amount, Figure, Unit};
    ///
    /// let amount = Amount::from_yuan(10_517_450)?;
    /// assert_eq!(Figure::of_amount(amount, Unit::WanYuan, 2)?.to_string(), "1,051.75");
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    pub fn of_amount(amount: Amount, unit: Unit, decimals: u8) -> Result<Self, Error> {
        let (mantissa, _) = amount.printed(unit, decimals, RoundingMode::HalfUp);
        // Places finer than 分 are zeros.
        let zeros = decimals.saturating_sub(unit.exponent() + 2);
        match 10_i64.checked_pow(zeros.into()).and_then(|power| mantissa.checked_mul(power)) {
            Some(mantissa) => Self::new(mantissa, decimals, unit),
            None => Err(Error::new(ErrorKind::TooPrecise, &format!("{amount}"), 0)),
        }
    }

    /// The figure in a printed cell, in `unit` unless the cell names its own; `None` where the cell
    /// holds nothing: blank, `-`, `—`, `/`, 无.
    ///
    /// Digits, point, comma and brackets may be half or full width. A comma or a space may stand
    /// between any two digits of the whole part, since scans garble groups. Negative are `-3`, `△3`
    /// and `（3）`; `¥`, `+` and a unit behind (`元`, `千元`, `万元`, `百万元`, `亿元`, `万`, `亿`) are understood.
    ///
    /// # Errors
    /// - [`NotAnAmount`](ErrorKind::NotAnAmount): `abc`, `1e3`, `1_000`, `5.`, `(3`, `5万人`
    /// - [`Percent`](ErrorKind::Percent): `12%`
    /// - [`Separator`](ErrorKind::Separator): `,5`, `5,`, `1,,000`, `1.5 0`
    /// - [`SecondPoint`](ErrorKind::SecondPoint): `1.051.74`
    /// - [`TooPrecise`](ErrorKind::TooPrecise), [`Overflow`](ErrorKind::Overflow): as
    ///   [`Figure::new`]; zeros in front count as digits
    ///
    /// ```
    /// use cn_budget::{ErrorKind, Figure, Unit};
    ///
    /// for text in ["1,051.74", "1 051.74", "１０５１．７４", " ￥1051.74", "1051.74万元"] {
    ///     assert_eq!(Figure::parse(text, Unit::WanYuan)?.unwrap().mantissa(), 105_174);
    /// }
    /// assert_eq!(Figure::parse("（3）", Unit::Yuan)?.unwrap().mantissa(), -3);
    /// let error = Figure::parse("1e3", Unit::Yuan).unwrap_err();
    /// assert_eq!((error.kind(), error.position()), (ErrorKind::NotAnAmount, 1));
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    pub fn parse(text: &str, unit: Unit) -> Result<Option<Self>, Error> {
        Self::read(text, Some(unit)).map_err(|fault| lex::error(text, fault))
    }

    /// The figure in a text that names its unit: `1,051.74万元`.
    ///
    /// # Errors
    /// [`MissingUnit`](ErrorKind::MissingUnit) for a bare number, [`Empty`](ErrorKind::Empty) for a
    /// blank or dash, else as [`Figure::parse`].
    ///
    /// ```
    /// use cn_budget::{Figure, Unit};
    ///
    /// assert_eq!(Figure::parse_with_unit("0.30亿元")?.unit(), Unit::YiYuan);
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    pub fn parse_with_unit(text: &str) -> Result<Self, Error> {
        Self::read(text, None)
            .and_then(|figure| figure.ok_or((ErrorKind::Empty, 0)))
            .map_err(|fault| lex::error(text, fault))
    }

    /// The figure in a printed cell, as [`parse`](Self::parse) has it, without what a spreadsheet's
    /// binary arithmetic adds to it: `300.100000000005` is 300.10.
    pub(crate) fn parse_cell(text: &str, unit: Unit) -> Result<Option<Self>, Error> {
        let fault = |fault| lex::error(text, fault);
        let Some(cell) = lex::cell(text).map_err(fault)? else { return Ok(None) };
        let number = cell.number.without_float_tail();
        let unit = cell.unit.unwrap_or(unit);
        Self::checked(number.mantissa, number.decimals, unit)
            .map(Some)
            .map_err(|kind| fault((kind, 0)))
    }

    #[inline]
    fn read(text: &str, unit: Option<Unit>) -> Result<Option<Self>, lex::Fault> {
        let Some(lex::Cell { number, unit: own }) = lex::cell(text)? else {
            return Ok(None);
        };
        let unit = own.or(unit).ok_or((ErrorKind::MissingUnit, text.len()))?;
        Self::checked(number.mantissa, number.decimals, unit).map(Some).map_err(|kind| (kind, 0))
    }

    /// The digits as a whole number: 105174 for `1,051.74`.
    pub const fn mantissa(self) -> i64 {
        self.mantissa
    }

    /// The printed decimals: 2 for `1,051.74`.
    pub const fn decimals(self) -> u8 {
        self.decimals
    }

    /// The unit it is printed in.
    pub const fn unit(self) -> Unit {
        self.unit
    }

    /// Whether it prints nil: `0`, `0.00`.
    pub const fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// Whether two figures have the same value, printed alike or not.
    pub fn same_value(self, other: Self) -> bool {
        self.nano() == other.nano()
    }

    /// The printed value, exact.
    pub fn value(self) -> Quantity {
        Quantity::from_nano(self.nano())
    }

    /// The printed value as an amount, `None` for a fraction of a 分.
    pub fn amount(self) -> Option<Amount> {
        self.value().amount()
    }

    /// What one unit of the last printed place is worth: 100 元 for `1,051.74` 万元.
    pub fn last_place(self) -> Quantity {
        Quantity::from_nano(self.place().into())
    }

    /// The digits with which a value would be printed with these decimals, `None` where they are not
    /// enough.
    pub(crate) fn mantissa_of(self, value: Quantity) -> Option<i64> {
        let (value, place) = (value.nano(), i128::from(self.place()));
        (value % place == 0).then(|| i64::try_from(value / place).ok())?
    }

    /// Where the true value may lie, closed.
    ///
    /// A figure whose last place is 1 分 or finer is exact under every rounding: there is nothing
    /// below 分 to round.
    ///
    /// ```
    /// use cn_budget::{Figure, Unit, num::Rounding};
    ///
    /// let of = |text, unit, rounding| {
    ///     Figure::parse(text, unit).unwrap().unwrap().interval(rounding).to_string()
    /// };
    /// assert_eq!(of("0.3", Unit::WanYuan, Rounding::Nearest), "[2500元, 3500元]");
    /// assert_eq!(of("0.3", Unit::WanYuan, Rounding::Truncated), "[3000元, 4000元]");
    /// assert_eq!(of("0.30", Unit::Yuan, Rounding::Nearest), "[0.3元, 0.3元]");
    /// ```
    pub fn interval(self, rounding: Rounding) -> Interval {
        let (value, place) = (self.nano(), i128::from(self.place()));
        let (below, above) = match rounding {
            _ if place <= FEN_NANO => (0, 0),
            Rounding::Exact => (0, 0),
            // Exact, since a last place is at least ten 10⁻⁹ 元.
            Rounding::Nearest | Rounding::Summed => (place / 2, place / 2),
            Rounding::Truncated => match self.mantissa.signum() {
                1 => (0, place),
                -1 => (place, 0),
                _ => (place, place),
            },
        };
        let (low, high) = (Quantity::from_nano(value - below), Quantity::from_nano(value + above));
        Interval::new(low, high).unwrap_or(Interval::point(self.value()))
    }

    /// The digits with separators and the unit behind: `1,051.74万元`.
    pub fn to_text_with_unit(self) -> String {
        format!("{self}{}", self.unit)
    }

    /// The last place in 10⁻⁹ 元: between 10 and 10¹⁷.
    #[inline]
    fn place(self) -> i64 {
        decimal::power((self.unit.exponent() + 9).saturating_sub(self.decimals))
    }

    /// The value in 10⁻⁹ 元.
    #[inline]
    fn nano(self) -> i128 {
        i128::from(self.mantissa) * i128::from(self.place())
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&decimal::text(self.mantissa.into(), self.decimals, true))
    }
}

impl fmt::Debug for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Figure({self}{})", self.unit)
    }
}
