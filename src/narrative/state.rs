//! State: what a text leaves implied for the one behind it.

use alloc::{string::String, vec::Vec};

use super::{ClaimId, heading};
use crate::scope::Scope;

/// What words are about, `None` where that was not understood.
pub(super) type About = Option<Scope>;

/// The values whose parts follow: the last ones of one subject, one of each stage.
pub(super) type Wholes = Vec<(ClaimId, Scope)>;

/// The headings that a text stands under, and the list that it stands in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct State {
    /// The headings: the level of each, and what it fixes.
    headings: Vec<(u8, About)>,
    /// A list that an earlier text opened (…。其中：), and the level of that text.
    list: Option<(u8, Wholes)>,
    section: String,
    /// The text ended in the middle of a sentence, as a page does.
    pub(super) cut: bool,
}

impl State {
    /// What the headings fix, the deeper ones first.
    pub(super) fn heading(&self) -> About {
        let mut scope = Scope::ALL;
        for &(_, heading) in self.headings.iter().rev() {
            scope = scope.or(heading?);
        }
        Some(scope)
    }

    /// Leaves all headings of this level and those below it, and the list of a text that is not
    /// above.
    pub(super) fn enter(&mut self, level: u8, about: About) {
        self.headings.retain(|&(above, _)| above < level);
        self.headings.push((level, about));
        if self.list.as_ref().is_some_and(|&(of, _)| level <= of) {
            self.list = None;
        }
    }

    /// The list that the text stands in.
    pub(super) fn list(&self) -> Option<&Wholes> {
        self.list.as_ref().map(|(_, wholes)| wholes)
    }

    /// Opens the list that the texts below a level stand in, or closes it.
    pub(super) fn set_list(&mut self, list: Option<(u8, Wholes)>) {
        self.list = list;
    }

    /// Enters a section, unless it is the one that the text before stood in.
    pub(super) fn section(&mut self, section: &str) {
        if self.section != section {
            match heading::level(section) {
                Some(level) => self.enter(level, Some(Scope::ALL)),
                None => *self = Self::default(),
            }
            self.section = section.into();
        }
    }
}
