//! State: what a text leaves implied for the one behind it.

use alloc::{string::String, vec::Vec};

use super::{ClaimId, heading};
use crate::Scope;

/// The headings that a text stands under, and the list that it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct State {
    /// The headings: the level of each, and what it fixes.
    headings: Vec<(u8, Scope)>,
    /// The values whose list (其中：) is still open.
    pub(super) list: Vec<(ClaimId, Scope)>,
    /// The level of the text in which the list was opened.
    pub(super) list_level: u8,
    section: String,
}

impl State {
    /// What the headings fix, the deeper ones first.
    pub(super) fn heading(&self) -> Scope {
        self.headings.iter().rev().fold(Scope::ALL, |scope, &(_, heading)| scope.or(heading))
    }

    /// Leaves all headings of this level and those below it, and the lists of texts below.
    pub(super) fn enter(&mut self, level: u8, scope: Scope) {
        self.headings.retain(|&(above, _)| above < level);
        self.headings.push((level, scope));
        if level <= self.list_level {
            self.list.clear();
        }
    }

    /// Enters a section, unless it is the one that the text before stood in.
    pub(super) fn section(&mut self, section: &str) {
        if self.section != section {
            match heading::level(section) {
                Some(level) => self.enter(level, Scope::ALL),
                None => *self = Self::default(),
            }
            self.section = section.into();
        }
    }
}
