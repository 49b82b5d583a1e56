//! How much work may be done, and what is said when that was not enough.

use super::int::{Checked, Stop};
use crate::lang::Message;

/// Limits on the work of [`System::solve`](super::System::solve) and
/// [`System::causes`](super::System::causes).
///
/// ```
/// use cn_budget::system::Limits;
///
/// let quick = Limits::default().work(100_000).sets(8);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub(super) work: u64,
    pub(super) sets: usize,
    pub(super) size: usize,
}

impl Default for Limits {
    /// 200 million steps of work, 64 sets, of up to 16 groups each.
    fn default() -> Self {
        Self { work: 200_000_000, sets: 64, size: 16 }
    }
}

impl Limits {
    /// The most steps of one call. A step touches one term of a row; a document of 600 figures takes some
    /// 20,000 to be solved, and a step some nanoseconds.
    #[must_use]
    pub fn work(self, work: u64) -> Self {
        Self { work, ..self }
    }

    /// The most explanations listed.
    #[must_use]
    pub fn sets(self, sets: usize) -> Self {
        Self { sets, ..self }
    }

    /// The most groups in one explanation; no more than 256.
    #[must_use]
    pub fn size(self, size: usize) -> Self {
        Self { size: size.min(256), ..self }
    }
}

/// Why a verdict is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.message().en)]
#[non_exhaustive]
pub enum Undecided {
    /// The work limit was met.
    Work,
    /// Numbers grew beyond 127 bits.
    Overflow,
    /// A certificate was found but the independent check refused it. This would be a bug.
    Unproved,
}

impl Undecided {
    /// The message in both languages.
    pub fn message(self) -> Message {
        let (zh, en) = match self {
            Self::Work => ("达到计算上限", "the work limit was met"),
            Self::Overflow => ("数值过大", "numbers grew too large"),
            Self::Unproved => ("所得证明未能通过核验", "a certificate failed its check"),
        };
        Message::new(zh, en)
    }
}

impl From<Stop> for Undecided {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Work => Self::Work,
            Stop::Overflow => Self::Overflow,
        }
    }
}

/// What is left of the work limit.
#[derive(Debug)]
pub(super) struct Budget {
    left: u64,
    limit: u64,
}

impl Budget {
    pub(super) fn new(limit: u64) -> Self {
        Self { left: limit, limit }
    }

    /// Pays for `steps`, and stops if they are not to be had.
    pub(super) fn spend(&mut self, steps: usize) -> Checked<()> {
        let left = u64::try_from(steps).ok().and_then(|steps| self.left.checked_sub(steps));
        self.left = left.unwrap_or(0);
        if left.is_some() { Ok(()) } else { Err(Stop::Work) }
    }

    /// A budget of its own for something that may fail, of at most so many steps.
    pub(super) fn part(&self, limit: u64) -> Self {
        Self::new(limit.min(self.left))
    }

    /// A fair share of what is left for one of so many.
    pub(super) fn share(&self, count: usize) -> Self {
        Self::new(self.left / u64::try_from(count).unwrap_or(1).max(1))
    }

    /// A part of half of what is left.
    pub(super) fn half(&self) -> Self {
        Self::new(self.left / 2)
    }

    /// Takes off what a part has spent.
    pub(super) fn repay(&mut self, part: &Self) {
        self.left = self.left.saturating_sub(part.spent());
    }

    pub(super) fn spent(&self) -> u64 {
        self.limit - self.left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_part_spends_is_taken_off_the_whole() {
        let mut whole = Budget::new(100);
        whole.spend(20).unwrap();
        let mut half = whole.half();
        half.spend(40).unwrap();
        assert_eq!(half.spend(1), Err(Stop::Work));
        assert_eq!((half.spent(), whole.spent()), (40, 20));
        whole.repay(&half);
        assert_eq!(whole.spent(), 60);
        let mut rest = whole.part(1_000);
        rest.spend(40).unwrap();
        assert_eq!(rest.spend(1), Err(Stop::Work));
    }
}
