//! Relative changes (增减幅度), exact.

use alloc::string::String;
use core::fmt;

use crate::num::decimal;
use crate::num::figure::Quantity;

/// A relative change (增减幅度), as an exact ratio.
///
/// ```
/// use cn_budget::{Unit, compare::Relative, num::Quantity};
///
/// let wan = |text| Quantity::parse(text, Unit::WanYuan);
/// let change = Relative::new(wan("1.00")?, wan("3.00")?).unwrap();
/// assert_eq!((change.numerator(), change.denominator()), (1, 3));
/// assert_eq!(change.percent(2).as_deref(), Some("33.33"));
/// assert!(Relative::new(wan("1.00")?, Quantity::ZERO).is_none());
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Relative {
    numerator: i128,
    denominator: i128,
}

impl Relative {
    /// `change` as a part of `base`, taken without its sign; `None` for a base of nil.
    pub fn new(change: Quantity, base: Quantity) -> Option<Self> {
        let divisor = decimal::gcd(change.nano().unsigned_abs(), base.nano().unsigned_abs());
        let divisor = i128::try_from(divisor).ok().filter(|_| base != Quantity::ZERO)?;
        let denominator = base.nano().checked_abs()? / divisor;
        Some(Self { numerator: change.nano() / divisor, denominator })
    }

    /// The numerator of the ratio in lowest terms.
    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// Its denominator, above zero.
    pub fn denominator(self) -> i128 {
        self.denominator
    }

    /// The ratio in percent with this number of decimals, 四舍五入, without the sign `%`; `None` where that is
    /// beyond 10³⁸ last places.
    pub fn percent(self, decimals: u8) -> Option<String> {
        let scale = 10_i128.checked_pow(u32::from(decimals) + 2)?;
        let (whole, rest) = (self.numerator / self.denominator, self.numerator % self.denominator);
        let part = rest.checked_mul(scale)?;
        // A half goes away from zero; what is compared with it is below the denominator.
        let up =
            (part % self.denominator).unsigned_abs() >= self.denominator.unsigned_abs().div_ceil(2);
        let part = part / self.denominator + if up { rest.signum() } else { 0 };
        Some(decimal::text(whole.checked_mul(scale)?.checked_add(part)?, decimals, true))
    }
}

impl fmt::Debug for Relative {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Relative({}/{})", self.numerator, self.denominator)
    }
}
