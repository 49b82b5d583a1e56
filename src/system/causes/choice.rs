//! One set of each core that together meet all clauses.

#![allow(clippy::indexing_slicing, reason = "cores, sets and groups index arrays of their number")]

use alloc::{vec, vec::Vec};

use super::{
    clause::{Clause, Set},
    cores::{Core, Cores, Fate, includes},
};
use crate::system::{int::Checked, limits::Budget};

/// The most decisions of one search: it is the only part that could take exponential time.
const DECISIONS: usize = 1_000;

/// By core: the number of one of its sets.
pub(super) type Choice = Vec<usize>;

/// What a search for a choice found.
#[derive(Debug)]
pub(super) enum Found {
    Choice(Choice),
    /// There is none: a clause that could not be met.
    Unmet(usize),
    /// The cap on decisions was met, and where the search stood.
    Capped(usize),
}

/// Looks for a choice; with `fixed`, one that contains this set of this core. Untried sets are
/// preferred, so that one solution verifies many.
pub(super) fn choose(
    cores: &Cores<'_>,
    fixed: Option<(usize, usize)>,
    budget: &mut Budget,
) -> Checked<Found> {
    let mut search = Search {
        cores,
        choice: vec![None; cores.all.len()],
        freed: vec![false; cores.owner.len()],
        decisions: 0,
        stuck: 0,
    };
    budget.spend(cores.owner.len())?;
    budget.spend(cores.all.iter().map(|core| core.sets.len()).sum())?;
    if let Some((core, set)) = fixed {
        search.decide(core, set);
    }
    for (number, core) in cores.all.iter().enumerate() {
        let mut alive = core.alive();
        if let (None, Some((only, _)), None) = (search.choice[number], alive.next(), alive.next()) {
            search.decide(number, only);
        }
    }
    let clauses = 0..cores.clauses.len();
    let open: Vec<usize> = clauses.filter(|&clause| !search.is_met(clause)).collect();
    if search.settle(&open, budget)? {
        return Ok(Found::Choice(search.filled()));
    }
    let capped = search.decisions >= DECISIONS;
    Ok(if capped { Found::Capped(search.stuck) } else { Found::Unmet(search.stuck) })
}

struct Search<'a> {
    cores: &'a Cores<'a>,
    choice: Vec<Option<usize>>,
    /// By group.
    freed: Vec<bool>,
    decisions: usize,
    /// The clause at which the search was stuck last.
    stuck: usize,
}

impl Search<'_> {
    fn decide(&mut self, core: usize, set: usize) {
        self.choice[core] = Some(set);
        for group in &self.cores.all[core].sets[set].0 {
            self.freed[group.index()] = true;
        }
    }

    fn take_back(&mut self, core: usize) {
        if let Some(set) = self.choice[core].take() {
            for group in &self.cores.all[core].sets[set].0 {
                self.freed[group.index()] = false;
            }
        }
    }

    fn clause(&self, number: usize) -> &Clause {
        &self.cores.clauses[number]
    }

    fn is_met(&self, clause: usize) -> bool {
        self.clause(clause).is_met(|group| self.freed[group.index()])
    }

    /// Decides until all clauses are met; where that fails everything is as before.
    fn settle(&mut self, clauses: &[usize], budget: &mut Budget) -> Checked<bool> {
        budget.spend(clauses.iter().map(|&clause| 1 + self.clause(clause).len()).sum())?;
        let unmet: Vec<usize> = clauses.iter().copied().filter(|&c| !self.is_met(c)).collect();
        let mut narrowest: Option<(usize, Vec<(usize, usize)>)> = None;
        for &clause in &unmet {
            let options = self.options(clause, budget)?;
            if narrowest.as_ref().is_none_or(|(_, least)| options.len() < least.len()) {
                let none = options.is_empty();
                narrowest = Some((clause, options));
                if none {
                    break;
                }
            }
        }
        let Some((clause, options)) = narrowest else { return Ok(true) };
        self.stuck = clause;
        for (core, set) in options {
            self.decisions += 1;
            if self.decisions >= DECISIONS {
                return Ok(false);
            }
            self.decide(core, set);
            if self.settle(&unmet, budget)? {
                return Ok(true);
            }
            self.take_back(core);
        }
        Ok(false)
    }

    /// The decisions one of which must be taken for a clause to be met: for each way the sets
    /// of the first core that it still waits for.
    fn options(&self, clause: usize, budget: &mut Budget) -> Checked<Vec<(usize, usize)>> {
        let mut options = Vec::new();
        for way in self.clause(clause).ways() {
            let missing = || way.iter().filter(|group| !self.freed[group.index()]);
            let mut core = None;
            for group in missing() {
                let Some(owner) = self.cores.owner[group.index()] else {
                    core = None;
                    break;
                };
                if self.choice[owner].is_some() {
                    core = None;
                    break;
                }
                core = core.or(Some(owner));
            }
            budget.spend(way.len())?;
            let Some(core) = core else { continue };
            // A core may have thousands of sets, and each is held against the way.
            budget.spend(self.cores.all[core].sets.len())?;
            let part = self.cores.part(way, core);
            let sets = self.cores.all[core].alive().filter(|(_, set)| includes(set, &part));
            options.extend(sets.map(|(place, _)| (core, place)));
        }
        options.sort_unstable_by_key(|&(core, set)| {
            (self.cores.all[core].sets[set].1 != Fate::Untried, core, set)
        });
        options.dedup();
        Ok(options)
    }

    /// The choice; of all cores that no clause decided the first untried set, or else any.
    fn filled(&self) -> Choice {
        let cores = self.cores.all.iter().zip(&self.choice);
        let set = |(core, chosen): (&Core, &Option<usize>)| {
            let untried =
                |&(place, _): &(usize, &Set)| (core.sets[place].1 != Fate::Untried, place);
            let best = || core.alive().min_by_key(untried).map_or(0, |(place, _)| place);
            chosen.unwrap_or_else(best)
        };
        cores.map(set).collect()
    }
}
