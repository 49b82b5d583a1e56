//! What changed between editions: renames, moves, splits, merges.

use super::{Catalogue, generated::RENAMES};
use crate::code::{Code, Scheme, SchemeKind};

/// What happened to a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ChangeKind {
    /// The same code under another name.
    Rename,
    /// Another code.
    Move,
    /// One of several codes that it became.
    Split,
    /// Taken up by another code, with others.
    Merge,
    /// Ended.
    Abolish,
    /// Begun.
    New,
}

/// One change as it is stored; a code of 0 is none.
pub(super) struct Record {
    scheme: SchemeKind,
    old: u32,
    old_name: &'static str,
    new: u32,
    new_name: &'static str,
    year: u16,
    kind: ChangeKind,
}

impl Record {
    pub(super) const fn new(
        scheme: SchemeKind,
        old: u32,
        old_name: &'static str,
        new: u32,
        new_name: &'static str,
        year: u16,
        kind: ChangeKind,
    ) -> Self {
        Self { scheme, old, old_name, new, new_name, year, kind }
    }
}

/// One change of a code between editions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change<S: Scheme> {
    /// What happened.
    pub kind: ChangeKind,
    /// The code and name before, `None` for a new code.
    pub old: Option<(Code<S>, &'static str)>,
    /// The code and name after, `None` for an abolished code.
    pub new: Option<(Code<S>, &'static str)>,
    /// The first edition with the change, `None` where it is not known.
    pub year: Option<u16>,
}

impl Catalogue {
    /// The changes on record of a scheme. Years and many old names are recalled, not seen.
    pub fn changes<S: Scheme>(&self) -> impl Iterator<Item = Change<S>> {
        let own = RENAMES.iter().filter(|record| record.scheme == S::KIND);
        own.map(|record| Change {
            kind: record.kind,
            old: Code::of_raw(record.old).map(|code| (code, record.old_name)),
            new: Code::of_raw(record.new).map(|code| (code, record.new_name)),
            year: Some(record.year).filter(|&year| year != 0),
        })
    }

    /// The changes that led away from a code: what it became.
    ///
    /// ```
    /// use cn_budget::{Catalogue, FunctionalCode};
    ///
    /// let catalogue = Catalogue::builtin();
    /// let became = catalogue.successors(FunctionalCode::literal("2010308")).next().unwrap();
    /// assert_eq!(became.new.unwrap().0.number(), 20140);
    /// ```
    pub fn successors<S: Scheme>(&self, code: Code<S>) -> impl Iterator<Item = Change<S>> {
        self.changes().filter(move |change: &Change<S>| change.old.is_some_and(|(c, _)| c == code))
    }

    /// The changes that led to a code: what it was before.
    pub fn predecessors<S: Scheme>(&self, code: Code<S>) -> impl Iterator<Item = Change<S>> {
        self.changes().filter(move |change: &Change<S>| change.new.is_some_and(|(c, _)| c == code))
    }
}
