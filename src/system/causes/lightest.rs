//! All lightest sets of groups that hit some clauses.

use alloc::{collections::BTreeSet, vec::Vec};

use super::clause::{Clause, Set, contains};
use crate::system::{GroupId, Groups, int::Checked, limits::Budget};

/// The most sets that are kept; a core of more is not located.
const SETS: usize = 4_096;

/// The lightest sets, sorted, and what each weighs.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Lightest {
    pub(super) weight: u64,
    pub(super) sets: Vec<Set>,
}

/// All lightest sets that hit each of the clauses; `None` if there are too many, one would be of
/// more than `size` groups, or nothing hits. No set lighter than `from` is known to hit.
pub(super) fn lightest(
    clauses: &[&Clause],
    groups: &Groups,
    from: u64,
    size: usize,
    budget: &mut Budget,
) -> Checked<Option<Lightest>> {
    if let [clause] = clauses {
        budget.spend(clause.len())?;
        return Ok(of_one(clause, groups, size));
    }
    let steps = clauses.iter().map(|clause| 1 + clause.len()).sum();
    let mut search = Search {
        clauses,
        groups,
        size,
        steps,
        bound: from,
        next: None,
        too_large: false,
        visited: BTreeSet::new(),
        found: BTreeSet::new(),
    };
    loop {
        search.next = None;
        search.visited.clear();
        search.visit(Set::new(), budget)?;
        if search.too_large || search.found.len() > SETS {
            return Ok(None);
        }
        if !search.found.is_empty() {
            let sets = search.found.into_iter().collect();
            return Ok(Some(Lightest { weight: search.bound, sets }));
        }
        match search.next {
            Some(next) => search.bound = next,
            None => return Ok(None),
        }
    }
}

/// The lightest ways of one clause.
fn of_one(clause: &Clause, groups: &Groups, size: usize) -> Option<Lightest> {
    let weigh = |way: &[GroupId]| way.iter().map(|&group| u64::from(groups.weight(group))).sum();
    let weight: u64 = clause.ways().map(weigh).min()?;
    let mut sets: Vec<Set> =
        clause.ways().filter(|way| weigh(way) == weight).map(<[GroupId]>::to_vec).collect();
    sets.sort_unstable();
    let within = sets.len() <= SETS && sets.iter().all(|set| set.len() <= size);
    within.then_some(Lightest { weight, sets })
}

/// Iterative deepening over the weight; within a weight, depth first: at a set that misses a
/// clause, one branch for each way out of that.
struct Search<'a> {
    clauses: &'a [&'a Clause],
    groups: &'a Groups,
    size: usize,
    /// What looking at all clauses costs.
    steps: usize,
    /// The weight of this pass.
    bound: u64,
    /// The least weight at which a set was left aside in this pass.
    next: Option<u64>,
    /// Whether a set within the weight was of too many groups.
    too_large: bool,
    visited: BTreeSet<Set>,
    found: BTreeSet<Set>,
}

impl Search<'_> {
    fn visit(&mut self, set: Set, budget: &mut Budget) -> Checked<()> {
        if self.found.len() > SETS || self.visited.contains(&set) {
            return Ok(());
        }
        budget.spend(self.steps)?;
        let weight: u64 = set.iter().map(|&group| u64::from(self.groups.weight(group))).sum();
        let open = self.clauses.iter().filter(|clause| !clause.is_hit_by(&set));
        let open: Vec<&Clause> = open.copied().collect();
        let Some(more) = least(&open, &set, self.groups) else { return Ok(()) };
        if weight + more > self.bound {
            let total = weight + more;
            self.next = Some(self.next.map_or(total, |next| next.min(total)));
            return Ok(());
        }
        let Some(clause) = open.into_iter().min_by_key(|clause| clause.len()) else {
            // What is lighter than the bound would have been found before.
            self.found.insert(set);
            return Ok(());
        };
        for way in clause.ways() {
            let mut larger: Set = set.iter().chain(way).copied().collect();
            larger.sort_unstable();
            larger.dedup();
            if larger.len() > self.size {
                // Too heavy anyway, most likely.
                self.too_large |= self.weigh(&larger) <= self.bound;
                continue;
            }
            self.visit(larger, budget)?;
        }
        self.visited.insert(set);
        Ok(())
    }

    fn weigh(&self, set: &[GroupId]) -> u64 {
        set.iter().map(|&group| u64::from(self.groups.weight(group))).sum()
    }
}

/// The least that hitting all of these can still cost: those that share no group add up.
/// `None` if one of them cannot be hit.
fn least(unhit: &[&Clause], set: &[GroupId], groups: &Groups) -> Option<u64> {
    let mut used: BTreeSet<GroupId> = BTreeSet::new();
    let mut total = 0;
    for clause in unhit {
        let cost = clause.cost(set, groups)?;
        let new = || clause.groups().filter(|&group| !contains(set, group));
        if !new().any(|group| used.contains(&group)) {
            used.extend(new());
            total += cost;
        }
    }
    Some(total)
}
