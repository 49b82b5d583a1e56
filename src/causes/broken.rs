//! The broken equations, by what they speak of: looked up once for all causes.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use crate::check::Judged;
use crate::facts::FactId;
use crate::place::Place;

/// The broken equations by their terms and by the claims that state them.
pub(super) struct Broken {
    by_fact: BTreeMap<FactId, Vec<usize>>,
    by_claim: BTreeMap<Place, Vec<usize>>,
}

impl Broken {
    pub(super) fn of(judged: &[Judged]) -> Self {
        let (mut by_fact, mut by_claim) = (BTreeMap::new(), BTreeMap::new());
        for (number, judged) in judged.iter().enumerate().filter(|(_, one)| one.is_broken()) {
            for term in judged.equation.terms() {
                by_fact.entry(term.fact).or_insert_with(Vec::new).push(number);
            }
            if let Some(claim) = judged.equation.claim() {
                by_claim.entry(claim).or_insert_with(Vec::new).push(number);
            }
        }
        Self { by_fact, by_claim }
    }

    /// Those that have one of these figures for a term or a claim, in their order.
    pub(super) fn about(
        &self,
        facts: impl Iterator<Item = FactId>,
        places: impl Iterator<Item = Place>,
    ) -> Vec<usize> {
        let of_facts = facts.filter_map(|fact| self.by_fact.get(&fact));
        let of_claims = places.filter_map(|place| self.by_claim.get(&place));
        let all: BTreeSet<usize> = of_facts.chain(of_claims).flatten().copied().collect();
        all.into_iter().collect()
    }
}
