//! Sums wider than an amount: what partial sums are kept in.

use alloc::string::String;
use core::fmt;

use crate::error::{Error, ErrorKind};
use crate::num::amount::Amount;
use crate::num::decimal;

/// A sum of amounts, in 分.
///
/// A sum of n lines is at most n·2⁶³, so that 2⁶³ lines ([`MAX_LINES`]) cannot overflow it. Whoever
/// keeps sums counts their lines and keeps to that bound; then nothing below has to be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Sum {
    fen: i128,
}

/// The most lines that partial sums may hold together.
pub(crate) const MAX_LINES: u64 = 1 << 63;

impl Sum {
    #[inline]
    pub(crate) fn of(amount: Amount) -> Self {
        Self { fen: i128::from(amount.fen()) }
    }

    pub(crate) fn of_fen(fen: i128) -> Self {
        Self { fen }
    }

    /// The sum in 分.
    pub(crate) fn fen(self) -> i128 {
        self.fen
    }

    #[inline]
    pub(crate) fn add(&mut self, other: Self) {
        self.fen += other.fen;
    }

    pub(crate) fn total(sums: impl IntoIterator<Item = Self>) -> Self {
        Self { fen: sums.into_iter().map(|sum| sum.fen).sum() }
    }

    /// The sum as an amount.
    ///
    /// # Errors
    /// [`Overflow`](ErrorKind::Overflow), naming `of` and the sum.
    pub(crate) fn amount(self, of: &dyn fmt::Display) -> Result<Amount, Error> {
        self.narrow()
            .ok_or_else(|| Error::new(ErrorKind::Overflow, &alloc::format!("{of} {self}"), 0))
    }

    /// The sum as an amount, where it fits.
    pub(crate) fn narrow(self) -> Option<Amount> {
        i64::try_from(self.fen).ok().map(Amount::from_fen)
    }

    /// Whether `lines` lines can have these sums: each line is an amount of at most 2⁶³ 分. Then no
    /// sum of any of them overflows.
    pub(crate) fn are_of(sums: impl IntoIterator<Item = Self>, lines: u64) -> bool {
        let most = u128::from(lines) << 63;
        let magnitude =
            sums.into_iter().try_fold(0_u128, |sum, next| sum.checked_add(next.fen.unsigned_abs()));
        lines <= MAX_LINES && magnitude.is_some_and(|magnitude| magnitude <= most)
    }

    fn text(self) -> String {
        decimal::text(self.fen, 2, false)
    }
}

/// The number of two lots of lines together.
///
/// # Errors
/// [`LineCount`](ErrorKind::LineCount) beyond [`MAX_LINES`].
pub(crate) fn more_lines(lines: u64, more: u64) -> Result<u64, Error> {
    lines
        .checked_add(more)
        .filter(|&sum| sum <= MAX_LINES)
        .ok_or_else(|| Error::new(ErrorKind::LineCount, &alloc::format!("{lines} + {more}"), 0))
}

impl fmt::Display for Sum {
    /// As an [`Amount`] is displayed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.text();
        write!(f, "{}元", text.strip_suffix(".00").unwrap_or(&text))
    }
}

#[cfg(feature = "serde")]
mod serde {
    use core::fmt;

    use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

    use super::Sum;
    use crate::num::amount::Amount;

    impl Sum {
        /// What [`Display`](fmt::Display) wrote.
        fn read(text: &str) -> Option<Self> {
            let number = text.strip_suffix('元')?;
            let (whole, fraction) = number.split_once('.').unwrap_or((number, "00"));
            let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            let bare = whole.strip_prefix('-').unwrap_or(whole);
            if bare.is_empty() || !digits(bare) || fraction.len() != 2 || !digits(fraction) {
                return None;
            }
            alloc::format!("{whole}{fraction}").parse().ok().map(|fen| Self { fen })
        }
    }

    impl Serialize for Sum {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            serializer.collect_str(self)
        }
    }

    impl<'de> Deserialize<'de> for Sum {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Visitor;
            impl de::Visitor<'_> for Visitor {
                type Value = Sum;

                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("a sum as a string with its unit, such as \"10517400元\"")
                }

                fn visit_str<E: de::Error>(self, text: &str) -> Result<Sum, E> {
                    match Sum::read(text) {
                        Some(sum) => Ok(sum),
                        None => text.parse::<Amount>().map(Sum::of).map_err(E::custom),
                    }
                }
            }
            deserializer.deserialize_str(Visitor)
        }
    }

    #[cfg(test)]
    mod tests {
        use alloc::string::ToString;

        use super::*;

        #[test]
        fn what_is_written_reads_back() {
            for fen in [0, 1, -1, -99, 100, 12_345, i128::from(i64::MAX) * 3, -(1 << 126)] {
                let sum = Sum { fen };
                assert_eq!(Sum::read(&sum.to_string()), Some(sum), "{sum}");
            }
            for text in ["", "元", "-元", "1", "1.5元", "1.555元", "+1元", "1 元", "--1元"] {
                assert_eq!(Sum::read(text), None, "{text}");
            }
        }

        #[test]
        fn so_few_lines_cannot_make_so_much() {
            let most = Sum { fen: 1 << 63 };
            assert!(Sum::are_of([most], 1) && Sum::are_of([most, most], 2));
            assert!(!Sum::are_of([most, most], 1) && !Sum::are_of([Sum { fen: 1 }], 0));
            assert!(!Sum::are_of([Sum { fen: i128::MIN }; 3], u64::MAX));
        }
    }
}
