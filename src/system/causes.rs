//! Causes: what must be wrong, each mistake on its own.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use super::{
    Conflict, GroupId, Groups, Limits, PrintId, Range, System, VariableId, limits::Budget,
    solve::Engine,
};

mod choice;
mod clause;
mod cores;
mod lightest;
mod search;
mod seeds;

use cores::{Core, Fate};
use search::{Search, prints};

/// A print that is wrong in an [`Explanation`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suspect {
    print: PrintId,
    group: GroupId,
    variable: VariableId,
    range: Range,
}

impl Suspect {
    /// The print.
    pub fn print(&self) -> PrintId {
        self.print
    }

    /// The group it was freed with.
    pub fn group(&self) -> GroupId {
        self.group
    }

    /// The variable it prints.
    pub fn variable(&self) -> VariableId {
        self.variable
    }

    /// Where the true value lies if this explanation is what is wrong here, whatever it is elsewhere:
    /// all that other causes suspect is left open.
    pub fn range(&self) -> Range {
        self.range
    }
}

/// One alternative of a [`Cause`]: groups that explain it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    groups: Vec<GroupId>,
    suspects: Vec<Suspect>,
}

impl Explanation {
    /// The groups, sorted.
    pub fn groups(&self) -> &[GroupId] {
        &self.groups
    }

    /// The prints of those groups, sorted.
    pub fn suspects(&self) -> &[Suspect] {
        &self.suspects
    }
}

/// One mistake: some conflicts, and the lightest sets of groups that explain them.
///
/// No group is in the conflicts of two causes, so that one does not bear on the other but through
/// what both are held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    explanations: Vec<Explanation>,
    weight: u64,
    complete: bool,
    more: usize,
    conflicts: Vec<Conflict>,
}

impl Cause {
    /// The alternatives, sorted by their groups: each is part of a lightest explanation of the whole
    /// system. None where a limit was met: then the groups of its conflicts were freed all
    /// together, to look at the rest.
    pub fn explanations(&self) -> &[Explanation] {
        &self.explanations
    }

    /// The weight of each of them; without any, the least that one can have.
    pub fn weight(&self) -> u64 {
        self.weight
    }

    /// Whether these are certainly all alternatives.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// How many more sets explain all conflicts that are known and were not tried, because a limit
    /// was met.
    pub fn more(&self) -> usize {
        self.more
    }

    /// The conflicts that prove it: no lighter set of groups is in all of them.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.conflicts
    }
}

/// What [`System::causes`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Causes {
    all: Vec<Cause>,
    explained: bool,
    contradiction: Option<Conflict>,
    learnt: usize,
    solves: usize,
}

impl Causes {
    /// The causes, by their first groups. None if the system is feasible.
    pub fn all(&self) -> &[Cause] {
        &self.all
    }

    /// The least that must be wrong: every explanation of the system weighs at least so much.
    pub fn weight(&self) -> u64 {
        self.all.iter().map(Cause::weight).sum()
    }

    /// Whether an explanation of exactly this [`weight`](Self::weight) was found: then it is a lightest
    /// one, and each takes one explanation of each cause. If not, a limit was met or there is a
    /// [`contradiction`](Self::contradiction); what is listed is true, but may not be all.
    pub fn is_proven(&self) -> bool {
        self.explained && self.all.iter().all(|cause| !cause.explanations.is_empty())
    }

    /// Whether the causes are [proven](Self::is_proven) and each is complete.
    pub fn is_complete(&self) -> bool {
        self.is_proven() && self.all.iter().all(Cause::is_complete)
    }

    /// A conflict that no group is in, so that nothing explains the system.
    pub fn contradiction(&self) -> Option<&Conflict> {
        self.contradiction.as_ref()
    }

    /// How many conflicts were needed.
    pub fn conflicts(&self) -> usize {
        self.learnt
    }

    /// How many systems were solved.
    pub fn solves(&self) -> usize {
        self.solves
    }
}

impl System {
    /// Finds what must be wrong for the system to be infeasible, each mistake on its own.
    ///
    /// Like the verdict of [`solve`](System::solve), a complete result does not depend on the
    /// order in which things were added, but for which of several ways to part it into causes is
    /// taken. See the [module](super) for the method and an example.
    pub fn causes(&self, groups: &Groups, limits: &Limits) -> Causes {
        let engine = Engine::new(self);
        let mut search = Search::new(self, groups, &engine, limits);
        search.seed(seeds::of(self));
        search.run();
        told(search)
    }

    /// The least that must be wrong, as [`causes`](Self::causes) would find it, without asking what it is;
    /// `None` where that is not less than `below`, or a limit is met. And the work that it took.
    pub(crate) fn least_weight(
        &self,
        groups: &Groups,
        limits: &Limits,
        below: u64,
    ) -> (Option<u64>, u64) {
        let engine = Engine::new(self);
        let mut search = Search::new(self, groups, &engine, limits);
        search.below = below;
        search.seed(seeds::of(self));
        let done = search.explain().is_ok();
        let explained = done && search.witness.is_some() && search.cores.open.is_empty();
        (explained.then(|| search.cores.weight()), search.budget.spent())
    }

    /// Where a variable must lie with some prints freed, which must be sorted.
    pub(crate) fn range_without(
        &self,
        freed: &[PrintId],
        variable: VariableId,
        limits: &Limits,
    ) -> Range {
        Engine::new(self).range(freed, variable, None, &mut Budget::new(limits.work))
    }
}

/// What a search found, with the range of each suspect.
fn told(mut search: Search<'_>) -> Causes {
    let explaining = |core: &Core| -> Vec<Vec<GroupId>> {
        let sets = core.sets.iter().filter(|(_, fate)| *fate == Fate::Explains);
        sets.map(|(set, _)| set.clone()).collect()
    };
    let sets: Vec<Vec<Vec<GroupId>>> = search.cores.all.iter().map(explaining).collect();
    // How many causes may free a group: that of its own.
    let freed: BTreeSet<GroupId> = sets.iter().flatten().flatten().copied().collect();
    let open: BTreeSet<GroupId> =
        search.cores.open.iter().flat_map(|open| &open.groups).copied().collect();
    let mut causes = Vec::with_capacity(sets.len() + search.cores.open.len());
    let mut left = sets.iter().map(Vec::len).sum::<usize>();
    for (core, sets) in search.cores.all.iter().zip(&sets) {
        let own: BTreeSet<GroupId> = sets.iter().flatten().copied().collect();
        let others = freed.difference(&own).chain(&open);
        let others = prints(search.groups, others);
        let mut explanations = Vec::with_capacity(sets.len());
        for set in sets {
            let mut part = search.budget.share(left);
            let explanation = explanation(&search, set, &others, &mut part);
            explanations.push(explanation);
            search.budget.repay(&part);
            left -= 1;
        }
        let untried = core.sets.iter().filter(|(_, fate)| *fate == Fate::Untried).count();
        causes.push(Cause {
            complete: search.witness.is_some() && untried == 0,
            explanations,
            weight: core.weight,
            more: untried,
            conflicts: conflicts(&search, &core.clauses),
        });
    }
    for open in &search.cores.open {
        causes.push(Cause {
            explanations: Vec::new(),
            weight: open.weight,
            complete: false,
            more: 0,
            conflicts: conflicts(&search, &open.clauses),
        });
    }
    causes.sort_by(|a, b| first(a).cmp(&first(b)));
    Causes {
        all: causes,
        explained: search.witness.is_some(),
        contradiction: search.contradiction,
        learnt: search.conflicts.len(),
        solves: search.solves,
    }
}

fn first(cause: &Cause) -> (bool, Option<&[GroupId]>) {
    let first = cause.explanations.first();
    (first.is_none(), first.map(Explanation::groups))
}

fn conflicts(search: &Search<'_>, clauses: &[usize]) -> Vec<Conflict> {
    clauses.iter().filter_map(|&clause| search.conflicts.get(clause)).cloned().collect()
}

/// An explanation with the range of each suspect: over all that may be wrong elsewhere.
fn explanation(
    search: &Search<'_>,
    set: &[GroupId],
    others: &[PrintId],
    budget: &mut Budget,
) -> Explanation {
    let own = prints(search.groups, set);
    let near = search.witness.as_ref();
    let mut freed: Vec<PrintId> = own.iter().chain(others).copied().collect();
    freed.sort_unstable();
    let mut ranges: BTreeMap<VariableId, Range> = BTreeMap::new();
    let mut suspects = Vec::with_capacity(own.len());
    for id in own {
        let (Some(print), Some(group)) = (search.system.get_print(id), search.groups.group_of(id))
        else {
            continue;
        };
        let variable = print.variable();
        let range = *ranges
            .entry(variable)
            .or_insert_with(|| search.engine.range(&freed, variable, near, budget));
        suspects.push(Suspect { print: id, group, variable, range });
    }
    Explanation { groups: set.to_vec(), suspects }
}
