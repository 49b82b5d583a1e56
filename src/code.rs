//! Classification codes (科目编码): functional, department economic, government economic, revenue.
//!
//! A code is a path of digits down a tree: 类 (three digits), 款 (two more), 项 (two more) and, for
//! revenue, 目 (two more). Parsing checks this *shape* only; whether an edition of the official
//! book knows the code is asked of the [`Catalogue`](crate::Catalogue).

use crate::index;
use alloc::string::ToString;
use core::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    iter,
    marker::PhantomData,
    num::NonZeroU32,
    str::FromStr,
};

use crate::error::{Error, ErrorKind};

mod any;
pub(crate) mod levels;
mod printed;
mod scheme;
#[cfg(feature = "serde")]
mod serde;

pub use any::AnyCode;
pub use scheme::{
    Department, DepartmentCode, Functional, FunctionalCode, Government, GovernmentCode, Level,
    Revenue, RevenueCode, Scheme, SchemeKind,
};

/// A classification code of scheme `S`: four bytes, ordered so that a parent stands right before
/// its descendants, as the official book prints it.
///
/// Use the aliases [`FunctionalCode`], [`DepartmentCode`], [`GovernmentCode`], [`RevenueCode`].
/// A code of one scheme does not pass where another is wanted:
///
/// ```compile_fail
/// # use cn_budget::{DepartmentCode, GovernmentCode};
/// let code: GovernmentCode = DepartmentCode::literal("30101");
/// ```
///
/// ```
/// use cn_budget::{FunctionalCode, Level};
///
/// let code: FunctionalCode = "2010350".parse()?;
/// assert_eq!(code.level(), Level::Item);
/// assert_eq!(code.parent().unwrap().to_string(), "20103");
/// assert!(code.class().contains(code));
///
/// const ROOM: FunctionalCode = FunctionalCode::literal("20103"); // checked by the compiler
/// assert!(ROOM.is_ancestor_of(code));
/// # Ok::<(), cn_budget::Error>(())
/// ```
pub struct Code<S> {
    /// The digits padded with zeros to nine, times four, plus the level: integer order is pre-order.
    raw: NonZeroU32,
    scheme: PhantomData<fn() -> S>,
}

impl<S: Scheme> Code<S> {
    /// A code known when the program is written; a wrong literal does not compile in a `const`.
    ///
    /// ```compile_fail
    /// const WRONG: cn_budget::DepartmentCode = cn_budget::DepartmentCode::literal("3010");
    /// ```
    ///
    /// # Panics
    /// If the text is not a code of this scheme. Meant for constants; use `parse` for input.
    #[must_use]
    #[expect(clippy::panic, reason = "the documented panicking twin for literals")]
    pub const fn literal(digits: &str) -> Self {
        match Self::from_ascii(digits.as_bytes()) {
            Ok(code) => code,
            Err(_) => panic!("not a code of this scheme"),
        }
    }

    /// The code written by these ASCII digits, or the reason and the byte at which it fails.
    #[inline]
    const fn from_ascii(digits: &[u8]) -> Result<Self, (ErrorKind, usize)> {
        let (mut number, mut read) = (0_u32, 0);
        let mut rest = digits;
        while let Some((&byte, tail)) = rest.split_first() {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return Err((ErrorKind::NotADigit, read));
            }
            // Nine digits fit; what is longer is refused by its length.
            number = number.wrapping_mul(10).wrapping_add(digit as u32);
            read += 1;
            rest = tail;
        }
        match digits.first() {
            Some(first) => Self::from_digits(number, read, (*first - b'0') as u32),
            None => Err((ErrorKind::Empty, 0)),
        }
    }

    /// The code written by `number` in `digits` digits (of which the first nine count).
    const fn from_number(number: u32, digits: usize) -> Result<Self, (ErrorKind, usize)> {
        let first = match digits {
            3 => number / 100,
            5 => number / 10_000,
            7 => number / 1_000_000,
            _ => {
                let mut first = number;
                while first > 9 {
                    first /= 10;
                }
                first
            }
        };
        if digits == 0 {
            Err((ErrorKind::Empty, 0))
        } else {
            Self::from_digits(number, digits, first)
        }
    }

    /// The code of so many digits of which `first` is the first.
    #[inline]
    const fn from_digits(
        number: u32,
        digits: usize,
        first: u32,
    ) -> Result<Self, (ErrorKind, usize)> {
        match SchemeKind::of_first_digit(first) {
            Some(found) if found as u8 != S::KIND as u8 => {
                return Err((ErrorKind::OtherScheme { expected: S::KIND, found }, 0));
            }
            _ => {}
        }
        let Some(level) = Level::of_digits(digits) else {
            return Err((ErrorKind::CodeLength(S::KIND), if digits < 9 { digits } else { 9 }));
        };
        if level as u8 > S::KIND.deepest() as u8 {
            return Err((ErrorKind::CodeLength(S::KIND), S::KIND.deepest().digits()));
        }
        let padded = number * level.weight();
        let class = padded / Level::Class.weight();
        let (low, high) = S::KIND.classes();
        if class < low || class > high {
            return Err((ErrorKind::CodeClass(S::KIND), 0));
        }
        match Self::of_raw(padded * 4 + level as u32) {
            Some(code) => Ok(code),
            None => Err((ErrorKind::CodeClass(S::KIND), 0)),
        }
    }

    /// The number whose order is pre-order, never 0; [`of_raw`](Self::of_raw) is its inverse.
    pub(crate) const fn to_raw(self) -> u32 {
        self.raw.get()
    }

    pub(crate) const fn of_raw(raw: u32) -> Option<Self> {
        match NonZeroU32::new(raw) {
            Some(raw) => Some(Self { raw, scheme: PhantomData }),
            None => None,
        }
    }

    /// 类, 款, 项 or 目.
    pub const fn level(self) -> Level {
        match self.raw.get() % 4 {
            0 => Level::Class,
            1 => Level::Section,
            2 => Level::Item,
            _ => Level::Subitem,
        }
    }

    const fn padded(self) -> u32 {
        self.raw.get() / 4
    }

    /// The code as a number: 2010350.
    pub const fn number(self) -> u32 {
        self.padded() / self.level().weight()
    }

    /// The ancestor at `level`, the code itself at its own level, `None` below it.
    ///
    /// ```
    /// use cn_budget::{FunctionalCode, Level};
    ///
    /// let code = FunctionalCode::literal("2010350");
    /// assert_eq!(code.at(Level::Section), Some(FunctionalCode::literal("20103")));
    /// assert_eq!(code.class().at(Level::Item), None);
    /// ```
    #[must_use]
    pub const fn at(self, level: Level) -> Option<Self> {
        if level as u8 > self.level() as u8 {
            return None;
        }
        let padded = self.padded() / level.weight() * level.weight();
        Self::of_raw(padded * 4 + level as u32)
    }

    /// The code one level up, `None` for a class. Comes from the digits, not from a catalogue.
    #[must_use]
    pub const fn parent(self) -> Option<Self> {
        match self.level().parent() {
            Some(level) => self.at(level),
            None => None,
        }
    }

    /// The codes above this one, nearest first; at most three.
    ///
    /// ```
    /// use cn_budget::FunctionalCode;
    ///
    /// let above: Vec<_> = FunctionalCode::literal("2010350").ancestors().map(|c| c.number()).collect();
    /// assert_eq!(above, [20103, 201]);
    /// ```
    pub fn ancestors(self) -> impl Iterator<Item = Self> {
        iter::successors(self.parent(), |code| code.parent())
    }

    /// 类: the first three digits.
    #[must_use]
    pub const fn class(self) -> Self {
        match self.at(Level::Class) {
            Some(class) => class,
            None => self,
        }
    }

    /// 款: the first five digits, `None` for a class.
    #[must_use]
    pub const fn section(self) -> Option<Self> {
        self.at(Level::Section)
    }

    /// Whether `other` stands strictly below this code.
    pub const fn is_ancestor_of(self, other: Self) -> bool {
        (self.level() as u8) < (other.level() as u8) && self.contains(other)
    }

    /// Whether `other` is this code or stands below it.
    pub const fn contains(self, other: Self) -> bool {
        let weight = self.level().weight();
        self.level() as u8 <= other.level() as u8
            && self.padded() / weight == other.padded() / weight
    }
}

impl<S: Scheme> FromStr for Code<S> {
    type Err = Error;

    /// Strict: ASCII digits and nothing else. [`Code::parse_printed`] reads what documents print.
    ///
    /// # Errors
    /// [`Empty`](ErrorKind::Empty), [`NotADigit`](ErrorKind::NotADigit),
    /// [`CodeLength`](ErrorKind::CodeLength), [`CodeClass`](ErrorKind::CodeClass), or
    /// [`OtherScheme`](ErrorKind::OtherScheme), which names the scheme that the code belongs to.
    #[inline]
    fn from_str(text: &str) -> Result<Self, Error> {
        Self::from_ascii(text.as_bytes())
            .map_err(|(kind, position)| Error::new(kind, text, position))
    }
}

impl<S: Scheme> TryFrom<u32> for Code<S> {
    type Error = Error;

    /// The code whose digits are those of the number, as columns of integers hold codes.
    ///
    /// ```
    /// use cn_budget::FunctionalCode;
    ///
    /// assert_eq!(FunctionalCode::try_from(2_010_350), "2010350".parse());
    /// assert!(FunctionalCode::try_from(30101).is_err());
    /// ```
    ///
    /// # Errors
    /// As for [`from_str`](Self::from_str).
    #[inline]
    fn try_from(number: u32) -> Result<Self, Error> {
        let digits = number.checked_ilog10().map_or(1, |log| log + 1);
        Self::from_number(number, index::index(digits))
            .map_err(|(kind, position)| Error::new(kind, &number.to_string(), position))
    }
}

impl<S: Scheme> fmt::Display for Code<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.number(), f)
    }
}

impl<S: Scheme> fmt::Debug for Code<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}({})", S::KIND, self.number())
    }
}

// By hand: a derive would ask the same of the marker `S`.
impl<S> Clone for Code<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for Code<S> {}
impl<S> PartialEq for Code<S> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}
impl<S> Eq for Code<S> {}
impl<S> Hash for Code<S> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.raw.hash(state);
    }
}
impl<S> PartialOrd for Code<S> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<S> Ord for Code<S> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.raw.cmp(&other.raw)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_bytes_with_a_niche() {
        assert_eq!(size_of::<FunctionalCode>(), 4);
        assert_eq!(size_of::<Option<FunctionalCode>>(), 4);
    }

    #[track_caller]
    fn fails<S: Scheme>(text: &str, kind: ErrorKind, position: usize) {
        let error = text.parse::<Code<S>>().unwrap_err();
        assert_eq!((error.kind(), error.position()), (kind, position), "{text}");
    }

    #[test]
    fn refusals_say_why_and_where() {
        use SchemeKind as K;
        fails::<Functional>("", ErrorKind::Empty, 0);
        fails::<Functional>("2010", ErrorKind::CodeLength(K::Functional), 4);
        fails::<Functional>("201035001", ErrorKind::CodeLength(K::Functional), 7);
        fails::<Functional>("20103x0", ErrorKind::NotADigit, 5);
        fails::<Functional>("401", ErrorKind::CodeClass(K::Functional), 0);
        fails::<Department>("300", ErrorKind::CodeClass(K::Department), 0);
        fails::<Department>("3010101", ErrorKind::CodeLength(K::Department), 5);
        fails::<Government>(
            "30101",
            ErrorKind::OtherScheme { expected: K::Government, found: K::Department },
            0,
        );
        fails::<Functional>(&"2".repeat(10_000), ErrorKind::CodeLength(K::Functional), 9);
    }
}
