//! Closed intervals of money: where the true value behind a printed figure may lie.

use core::fmt;

use super::Quantity;

/// A closed interval of money: all quantities from `low` to `high`, both included.
///
/// ```
/// use cn_budget::{Figure, Unit, num::Rounding};
///
/// let figure = Figure::parse("1,051.74", Unit::WanYuan)?.unwrap();
/// let interval = figure.interval(Rounding::Nearest);
/// assert_eq!(interval.to_string(), "[10517350元, 10517450元]");
/// assert!(interval.contains(figure.value()));
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(::serde::Serialize))]
pub struct Interval {
    low: Quantity,
    high: Quantity,
}

impl Interval {
    /// The interval between two bounds, `None` where they are in the wrong order.
    pub fn new(low: Quantity, high: Quantity) -> Option<Self> {
        (low <= high).then_some(Self { low, high })
    }

    /// The interval that holds one quantity alone.
    pub const fn point(quantity: Quantity) -> Self {
        Self { low: quantity, high: quantity }
    }

    /// The lower bound, included.
    pub const fn low(self) -> Quantity {
        self.low
    }

    /// The upper bound, included.
    pub const fn high(self) -> Quantity {
        self.high
    }

    /// Whether it holds one quantity alone.
    pub fn is_point(self) -> bool {
        self.low == self.high
    }

    /// Whether a quantity lies within.
    pub fn contains(self, quantity: Quantity) -> bool {
        self.low <= quantity && quantity <= self.high
    }

    /// Whether all of `other` lies within.
    pub fn encloses(self, other: Self) -> bool {
        self.low <= other.low && other.high <= self.high
    }

    /// What both have in common, `None` where they do not meet.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        Self::new(self.low.max(other.low), self.high.min(other.high))
    }

    /// The distance from one bound to the other, `None` where it is out of range.
    pub fn width(self) -> Option<Quantity> {
        self.high.checked_sub(self.low)
    }

    /// The interval moved by a quantity, `None` where it leaves the range.
    #[must_use]
    pub fn shifted(self, by: Quantity) -> Option<Self> {
        self.checked_add(Self::point(by))
    }

    /// All sums of a quantity here and one in `other`, `None` where they leave the range.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        Some(Self {
            low: self.low.checked_add(other.low)?,
            high: self.high.checked_add(other.high)?,
        })
    }

    /// All opposites, `None` where they leave the range.
    #[must_use]
    pub fn checked_neg(self) -> Option<Self> {
        Some(Self { low: self.high.checked_neg()?, high: self.low.checked_neg()? })
    }

    /// All multiples by `factor`, `None` where they leave the range.
    #[must_use]
    pub fn checked_mul(self, factor: i64) -> Option<Self> {
        let (a, b) = (self.low.checked_mul(factor)?, self.high.checked_mul(factor)?);
        Some(Self { low: a.min(b), high: a.max(b) })
    }
}

impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}, {}]", self.low, self.high)
    }
}

crate::named::debug_as_printed!(Interval);
