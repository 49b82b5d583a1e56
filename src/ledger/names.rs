//! Names by number: each is kept once, and found by number and by name.

use crate::index;
use alloc::{collections::BTreeMap, vec::Vec};

use crate::scope::NameId;

/// Names in the order in which they were first seen.
#[derive(Debug, Clone)]
pub(super) struct Names<T> {
    all: Vec<T>,
    numbers: BTreeMap<T, NameId>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { all: Vec::new(), numbers: BTreeMap::new() }
    }
}

/// The numbers follow from the names.
impl<T: PartialEq> PartialEq for Names<T> {
    fn eq(&self, other: &Self) -> bool {
        self.all == other.all
    }
}
impl<T: Eq> Eq for Names<T> {}

impl<T: Clone + Ord> Names<T> {
    pub(super) fn all(&self) -> &[T] {
        &self.all
    }

    pub(super) fn get(&self, id: NameId) -> Option<&T> {
        self.all.get(index::index(id.0))
    }

    /// The number of a name, the next one if it is new.
    pub(super) fn number(&mut self, name: T) -> NameId {
        if let Some(&known) = self.numbers.get(&name) {
            return known;
        }
        let next = NameId(index::number(self.all.len()));
        self.all.push(name.clone());
        self.numbers.insert(name, next);
        next
    }

    /// Takes in the names of another list: the numbers that they have here, in their order there.
    pub(super) fn append(&mut self, other: &Self) -> Vec<NameId> {
        other.all.iter().map(|name| self.number(name.clone())).collect()
    }
}

/// The number that took the place of `id`.
pub(super) fn look_up(anew: &[NameId], id: NameId) -> Option<NameId> {
    anew.get(index::index(id.0)).copied()
}
