//! The words of a label that keep its amount apart from what its scope alone says.

use crate::words::WordId;

/// A narrowing word, or one of another measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark {
    /// Whether the word names another measure (计划, 执行) and not a part (行政单位, 本级).
    pub(crate) variant: bool,
    pub(crate) word: WordId,
}

/// The most marks of one label: 区级行政单位新增一次性… has four.
const MOST: usize = 6;

/// The marks of a label, each once, in an order that does not depend on where they stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Marks {
    marks: [Option<Mark>; MOST],
    /// Whether there were more than are kept.
    over: bool,
}

impl Marks {
    pub(crate) const NONE: Self = Self { marks: [None; MOST], over: false };

    pub(super) fn add(&mut self, mark: Mark) {
        if self.iter().any(|own| own == mark) {
            return;
        }
        match self.marks.iter_mut().find(|slot| slot.is_none()) {
            Some(slot) => *slot = Some(mark),
            None => self.over = true,
        }
        // What is not there sorts last.
        self.marks.sort_unstable_by_key(|slot| (slot.is_none(), *slot));
    }

    #[must_use]
    pub(super) fn with(mut self, other: Self) -> Self {
        self.over |= other.over;
        other.iter().for_each(|mark| self.add(mark));
        self
    }

    pub(crate) fn iter(self) -> impl Iterator<Item = Mark> {
        self.marks.into_iter().flatten()
    }

    pub(crate) fn is_empty(self) -> bool {
        self.marks.iter().all(Option::is_none)
    }

    /// Whether a label had more marks than are kept, so that nothing can be said of it.
    pub(super) fn are_too_many(self) -> bool {
        self.over
    }
}
