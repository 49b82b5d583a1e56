//! Checked integers in two widths: `i64` where it fits, `i128` where that overflows.

use core::fmt::Debug;

/// Why a computation stopped before it was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// A number left the width; a wider one may hold it.
    Overflow,
    /// The work limit was met.
    Work,
}

/// What a computation yields unless it stops.
pub(super) type Checked<T> = Result<T, Stop>;

/// A signed integer whose operations report overflow.
pub(super) trait Int: Copy + Ord + Debug + 'static {
    const ZERO: Self;
    const ONE: Self;
    /// Propagation derives no bound beyond this: it would only feed an overflow.
    const FAR: Self;

    /// The value, if it is well below [`FAR`](Self::FAR).
    fn narrow(value: i128) -> Checked<Self>;
    fn wide(self) -> i128;
    fn plus(self, other: Self) -> Checked<Self>;
    fn minus(self, other: Self) -> Checked<Self>;
    fn times(self, other: Self) -> Checked<Self>;
    fn magnitude(self) -> Checked<Self>;
    /// The quotient rounded down; the divisor must be positive.
    fn div_down(self, divisor: Self) -> Self;
    /// The greatest common divisor, not negative.
    fn gcd(self, other: Self) -> Checked<Self>;

    /// The quotient rounded up; the divisor must be positive.
    fn div_up(self, divisor: Self) -> Checked<Self> {
        let down = self.div_down(divisor);
        if down.times(divisor)? == self { Ok(down) } else { down.plus(Self::ONE) }
    }

    fn negated(self) -> Checked<Self> {
        Self::ZERO.minus(self)
    }
}

macro_rules! int {
    ($type:ty, $far:expr) => {
        impl Int for $type {
            const ZERO: Self = 0;
            const ONE: Self = 1;
            const FAR: Self = $far;

            fn narrow(value: i128) -> Checked<Self> {
                let most = i128::from(Self::FAR) / 4;
                if value.abs() > most {
                    return Err(Stop::Overflow);
                }
                Self::try_from(value).map_err(|_| Stop::Overflow)
            }

            fn wide(self) -> i128 {
                i128::from(self)
            }

            fn plus(self, other: Self) -> Checked<Self> {
                self.checked_add(other).ok_or(Stop::Overflow)
            }

            fn minus(self, other: Self) -> Checked<Self> {
                self.checked_sub(other).ok_or(Stop::Overflow)
            }

            fn times(self, other: Self) -> Checked<Self> {
                self.checked_mul(other).ok_or(Stop::Overflow)
            }

            fn magnitude(self) -> Checked<Self> {
                self.checked_abs().ok_or(Stop::Overflow)
            }

            fn div_down(self, divisor: Self) -> Self {
                if divisor == 1 { self } else { self.checked_div_euclid(divisor).unwrap_or(0) }
            }

            fn gcd(self, other: Self) -> Checked<Self> {
                let (mut a, mut b) = (self.magnitude()?, other.magnitude()?);
                while b != 0 {
                    // Nearly all numbers here divide by ones.
                    if b == 1 {
                        return Ok(1);
                    }
                    (a, b) = (b, a % b);
                }
                Ok(a)
            }
        }
    };
}

int!(i64, 1 << 56);
int!(i128, 1 << 92);
