//! Amounts as printed: in a unit, with a number of decimals, with or without separators.

use alloc::{format, string::String};

use crate::num::amount::{Amount, Unit};
use crate::num::decimal;

/// What becomes of the part of an amount that the last printed place cannot show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(::serde::Serialize, ::serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum RoundingMode {
    /// 四舍五入: to the nearest, a half away from zero.
    #[default]
    HalfUp,
    /// 截尾: cut off, toward zero.
    Truncate,
}

/// How an amount is printed: unit, decimals (two), separators (none), rounding (四舍五入).
///
/// ```
/// use cn_budget::{Amount, Unit, num::{RoundingMode, Style}};
///
/// let amount: Amount = "10517450元".parse()?;
/// let style = Style::new(Unit::WanYuan).separators(true);
/// assert_eq!(amount.format(style), "1,051.75");
/// assert_eq!(amount.format(style.rounding(RoundingMode::Truncate)), "1,051.74");
/// assert_eq!(amount.format_exact(style), None);
/// assert_eq!(amount.format_exact(style.decimals(3)).as_deref(), Some("1,051.745"));
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Style {
    unit: Unit,
    decimals: u8,
    separators: bool,
    rounding: RoundingMode,
}

impl Style {
    /// Two decimals in this unit, no separators, 四舍五入.
    pub const fn new(unit: Unit) -> Self {
        Self { unit, decimals: 2, separators: false, rounding: RoundingMode::HalfUp }
    }

    /// With this number of decimals.
    #[must_use]
    pub const fn decimals(mut self, decimals: u8) -> Self {
        self.decimals = decimals;
        self
    }

    /// With or without a comma before every third digit of the whole part.
    #[must_use]
    pub const fn separators(mut self, separators: bool) -> Self {
        self.separators = separators;
        self
    }

    /// With this treatment of what the last place cannot show.
    #[must_use]
    pub const fn rounding(mut self, rounding: RoundingMode) -> Self {
        self.rounding = rounding;
        self
    }

    /// `mantissa` last places, of which those finer than 分 are not counted, in digits.
    fn digits(self, mantissa: i64) -> String {
        let finest = self.unit.exponent() + 2;
        let shown = decimal::text(mantissa.into(), self.decimals.min(finest), self.separators);
        match usize::from(self.decimals.saturating_sub(finest)) {
            0 => shown,
            zeros => format!("{shown}{:0<zeros$}", ""),
        }
    }
}

impl Amount {
    /// The digits as printed, rounded as the style says; without the unit, never `-0`.
    pub fn format(self, style: Style) -> String {
        let (mantissa, _) = self.printed(style.unit, style.decimals, style.rounding);
        style.digits(mantissa)
    }

    /// The digits as printed, `None` where the style would have to round.
    pub fn format_exact(self, style: Style) -> Option<String> {
        let (mantissa, exact) = self.printed(style.unit, style.decimals, style.rounding);
        exact.then(|| style.digits(mantissa))
    }

    /// The amount in last places of `decimals` of `unit`, and whether that is exact. Places finer
    /// than 分 are not counted: they print as zeros.
    pub(crate) fn printed(self, unit: Unit, decimals: u8, rounding: RoundingMode) -> (i64, bool) {
        // At most 10^10, so that no step below can overflow.
        let places = u32::from((unit.exponent() + 2).saturating_sub(decimals));
        let place = 10_i64.pow(places);
        let (cut, rest) = (self.fen() / place, self.fen() % place);
        let up =
            rounding == RoundingMode::HalfUp && rest.unsigned_abs() * 2 >= place.unsigned_abs();
        (if up { cut + rest.signum() } else { cut }, rest == 0)
    }
}
