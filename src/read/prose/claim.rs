//! What prose says of money, typed.

use core::fmt;

use crate::num::decimal;
use crate::num::figure::Figure;

/// A percentage as printed, exact.
///
/// ```
/// use cn_budget::narrative::Percent;
///
/// assert_eq!(Percent::new(7173, 2).to_string(), "71.73%");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Percent {
    mantissa: i64,
    decimals: u8,
}

impl Percent {
    /// `mantissa` × 10^−`decimals` percent.
    pub const fn new(mantissa: i64, decimals: u8) -> Self {
        Self { mantissa, decimals }
    }

    /// The digits without the point.
    pub const fn mantissa(self) -> i64 {
        self.mantissa
    }

    /// The digits behind the point.
    pub const fn decimals(self) -> u8 {
        self.decimals
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", decimal::text(i128::from(self.mantissa), self.decimals, false))
    }
}

crate::named::debug_as_printed!(Percent);

/// By how much something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum By {
    /// An amount, negative for 减少 and 下降.
    Amount(Figure),
    /// A percentage of the earlier value, negative for 减少 and 下降.
    Percent(Percent),
    /// 持平, 无变化.
    Flat,
    /// 基本持平.
    NearlyFlat,
}
