//! Exact fractions.

use core::{cmp::Ordering, fmt};

/// An exact fraction in lowest terms.
///
/// ```
/// use cn_budget::system::Ratio;
///
/// let half = Ratio::new(2, -4).unwrap();
/// assert_eq!((half.numerator(), half.denominator()), (-1, 2));
/// assert_eq!((half.floor(), half.ceil()), (-1, 0));
/// assert_eq!(half.to_string(), "-1/2");
/// assert!(half < Ratio::from(0));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl From<i128> for Ratio {
    fn from(numerator: i128) -> Self {
        Self { numerator, denominator: 1 }
    }
}

impl Ratio {
    /// `numerator / denominator`; `None` if the denominator is nought or a number is the smallest
    /// `i128`.
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        let gcd = gcd(numerator, denominator)?;
        let sign = denominator.signum();
        let divisor = if denominator == 0 { return None } else { gcd * sign };
        Some(Self { numerator: numerator / divisor, denominator: denominator / divisor })
    }

    /// The numerator, which carries the sign.
    pub fn numerator(self) -> i128 {
        self.numerator
    }

    /// The denominator, which is positive.
    pub fn denominator(self) -> i128 {
        self.denominator
    }

    /// The value, if it is an integer.
    pub fn to_integer(self) -> Option<i128> {
        (self.denominator == 1).then_some(self.numerator)
    }

    /// The largest integer that is not above.
    pub fn floor(self) -> i128 {
        match self.denominator {
            // Nearly all values are whole, and dividing wide integers is slow.
            1 => self.numerator,
            denominator => self.numerator.div_euclid(denominator),
        }
    }

    /// The smallest integer that is not below.
    pub fn ceil(self) -> i128 {
        self.floor() + i128::from(self.denominator != 1)
    }

    /// `self · factor`, if it fits.
    pub(crate) fn times(self, factor: i128) -> Option<Self> {
        if self.denominator == 1 {
            return Some(Self::from(self.numerator.checked_mul(factor)?));
        }
        let gcd = gcd(self.denominator, factor)?;
        let numerator = self.numerator.checked_mul(factor / gcd)?;
        Self::new(numerator, self.denominator / gcd)
    }

    /// `self + other`, if it fits.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        if self.denominator == 1 && other.denominator == 1 {
            return Some(Self::from(self.numerator.checked_add(other.numerator)?));
        }
        if self.denominator == other.denominator {
            return Self::new(self.numerator.checked_add(other.numerator)?, self.denominator);
        }
        let gcd = gcd(self.denominator, other.denominator)?;
        let (left, right) = (other.denominator / gcd, self.denominator / gcd);
        let numerator =
            self.numerator.checked_mul(left)?.checked_add(other.numerator.checked_mul(right)?)?;
        Self::new(numerator, self.denominator.checked_mul(left)?)
    }
}

/// The greatest common divisor, `None` where a number is the smallest `i128`.
fn gcd(a: i128, b: i128) -> Option<i128> {
    let (mut a, mut b) = (a.checked_abs()?, b.checked_abs()?);
    while b != 0 {
        // Nearly all numbers here divide by ones.
        if b == 1 {
            return Some(1);
        }
        (a, b) = (b, a.checked_rem(b)?);
    }
    Some(a)
}

impl Ord for Ratio {
    /// Compares the values, by continued fractions so that nothing overflows.
    fn cmp(&self, other: &Self) -> Ordering {
        if self.denominator == other.denominator {
            return self.numerator.cmp(&other.numerator);
        }
        let (mut a, mut b) = (*self, *other);
        loop {
            let order = a.floor().cmp(&b.floor());
            let (rest_a, rest_b) =
                (a.numerator.rem_euclid(a.denominator), b.numerator.rem_euclid(b.denominator));
            match (order, rest_a, rest_b) {
                (Ordering::Equal, 0, _) | (Ordering::Equal, _, 0) => return rest_a.cmp(&rest_b),
                (Ordering::Equal, ..) => {
                    // The fractional parts compare as their reciprocals do the other way round.
                    let next = Self { numerator: b.denominator, denominator: rest_b };
                    b = Self { numerator: a.denominator, denominator: rest_a };
                    a = next;
                }
                (unequal, ..) => return unequal,
            }
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

crate::named::debug_as_printed!(Ratio);

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.denominator {
            1 => write!(f, "{}", self.numerator),
            denominator => write!(f, "{}/{denominator}", self.numerator),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_by_value() {
        let r = |n, d| Ratio::new(n, d).unwrap();
        let ascending = [r(-7, 2), r(-1, 3), r(0, 5), r(1, 3), r(2, 5), r(1, 2), r(2, 1), r(9, 4)];
        assert!(ascending.is_sorted());
        for (i, a) in ascending.iter().enumerate() {
            for (j, b) in ascending.iter().enumerate() {
                assert_eq!(a.cmp(b), i.cmp(&j), "{a} {b}");
            }
        }
        assert!(r(i128::MAX, i128::MAX - 1) < r(i128::MAX - 1, i128::MAX - 2));
    }

    #[test]
    fn adds_and_multiplies() {
        let r = |n, d| Ratio::new(n, d).unwrap();
        assert_eq!(r(1, 2).plus(r(1, 3)), Some(r(5, 6)));
        assert_eq!(r(1, 6).times(4), Some(r(2, 3)));
        assert_eq!(r(1, 2).times(0), Some(r(0, 1)));
        assert_eq!(r(i128::MAX, 1).plus(r(1, 1)), None);
        assert_eq!(Ratio::new(1, 0), None);
    }
}
