//! The scopes of a document, numbered: each is hashed once, and known by its number from then on.

use alloc::{collections::BTreeMap, vec, vec::Vec};

use super::id::ScopeId;
use crate::index;
use crate::scope::Scope;

/// Scopes in the order in which they were first met.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scopes {
    all: Vec<Scope>,
    /// By hash, one more than the number of a scope; 0 is free. At most half full, as long as a
    /// power of two.
    slots: Vec<u32>,
    /// Scopes that found no free slot near their own. So a search is short, whatever the input.
    crowded: BTreeMap<Scope, ScopeId>,
}

/// So far from its own slot a scope is looked for.
const NEAR: usize = 32;

/// The fewest slots.
const FEWEST: usize = 64;

impl Scopes {
    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    pub(crate) fn get(&self, id: ScopeId) -> Scope {
        self.all.get(id.index()).copied().unwrap_or(Scope::ALL)
    }

    pub(crate) fn all(&self) -> &[Scope] {
        &self.all
    }

    /// The number of a scope, if it was met.
    pub(crate) fn find(&self, scope: Scope) -> Option<ScopeId> {
        match self.seek(scope) {
            Sought::Found(id) => Some(id),
            Sought::Free(_) => None,
            Sought::Crowded => self.crowded.get(&scope).copied(),
        }
    }

    /// The number of a scope, the next one if it is new.
    pub(crate) fn intern(&mut self, scope: Scope) -> ScopeId {
        if self.all.len() * 2 >= self.slots.len() {
            self.grow();
        }
        if let Some(known) = self.find(scope) {
            return known;
        }
        let id = ScopeId::at(self.all.len());
        self.place(scope, id);
        self.all.push(scope);
        id
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 2).max(FEWEST)];
        self.crowded.clear();
        for position in 0..self.all.len() {
            let id = ScopeId::at(position);
            self.place(self.get(id), id);
        }
    }

    fn place(&mut self, scope: Scope, id: ScopeId) {
        match self.seek(scope) {
            Sought::Free(slot) => {
                if let Some(slot) = self.slots.get_mut(slot) {
                    *slot = id.number() + 1;
                }
            }
            Sought::Found(_) | Sought::Crowded => {
                self.crowded.insert(scope, id);
            }
        }
    }

    fn seek(&self, scope: Scope) -> Sought {
        let mask = self.slots.len().wrapping_sub(1);
        // The high half of the hash is the better mixed one.
        let own = usize::try_from(scope.hash64() >> 32).unwrap_or(0);
        for step in 0..NEAR {
            let slot = own.wrapping_add(step) & mask;
            match self.slots.get(slot) {
                None | Some(0) => return Sought::Free(slot),
                Some(&number) => {
                    if self.all.get(index::index(number - 1)) == Some(&scope) {
                        return Sought::Found(ScopeId::of(number - 1));
                    }
                }
            }
        }
        Sought::Crowded
    }
}

/// What a search among the slots comes to.
enum Sought {
    Found(ScopeId),
    Free(usize),
    /// All slots near its own hold other scopes.
    Crowded,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scope::NameId;

    #[test]
    fn each_scope_has_one_number_however_many_there_are() {
        let scope = |n: u32| Scope::ALL.with_project(NameId(n % 997)).with_entity(NameId(n));
        let mut scopes = Scopes::default();
        assert_eq!(scopes.find(scope(0)), None);
        for number in 0..5000 {
            assert_eq!(scopes.intern(scope(number)), ScopeId::of(number));
            assert_eq!(scopes.intern(scope(number / 2)), ScopeId::of(number / 2));
        }
        assert_eq!(scopes.len(), 5000);
        for number in 0..5000 {
            assert_eq!(scopes.find(scope(number)), Some(ScopeId::of(number)));
            assert_eq!(scopes.get(ScopeId::of(number)), scope(number));
        }
        assert_eq!(scopes.find(scope(5000)), None);
    }
}
