//! Cores: clauses that share no group with those of another core.
//!
//! Whatever frees enough hits each core, and no group is in two, so that the lightest weights of
//! all cores add up to a lower bound. A choice of one lightest set for each core that makes the
//! system feasible reaches it, and is proved to be a lightest explanation.

#![allow(
    clippy::indexing_slicing,
    reason = "groups, clauses and cores index arrays of exactly their number"
)]

use alloc::{collections::BTreeSet, vec, vec::Vec};

use super::{
    clause::{Clause, Set, contains},
    lightest::{Lightest, lightest},
};
use crate::system::{GroupId, Groups, int::Checked, limits::Budget};

/// Steps spent on the sets of one core before it is given up.
const WORK: u64 = 2_000_000;

/// What is known of one set of a core.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nothing yet.
    Untried,
    /// It is part of a lightest explanation.
    Explains,
    /// It is part of none, given that the total of all cores is the least.
    Excluded,
}

/// Some clauses and all lightest sets that hit them.
#[derive(Debug, Clone)]
pub(super) struct Core {
    pub(super) clauses: Vec<usize>,
    /// The groups of all its clauses.
    support: BTreeSet<GroupId>,
    pub(super) weight: u64,
    /// With the fate of each.
    pub(super) sets: Vec<(Set, Fate)>,
    /// Whether a set was left untried since a limit was met.
    pub(super) cut_short: bool,
}

impl Core {
    /// The sets that are not excluded, by number.
    pub(super) fn alive(&self) -> impl Iterator<Item = (usize, &Set)> {
        let sets = self.sets.iter().enumerate();
        sets.filter(|(_, (_, fate))| *fate != Fate::Excluded).map(|(place, (set, _))| (place, set))
    }
}

/// A core beyond the limits: all its groups are freed, and none of them is suspected.
#[derive(Debug, Clone)]
pub(super) struct Open {
    pub(super) clauses: Vec<usize>,
    pub(super) groups: BTreeSet<GroupId>,
    /// No explanation takes less of it.
    pub(super) weight: u64,
}

/// The clauses and their cores.
#[derive(Debug)]
pub(super) struct Cores<'a> {
    groups: &'a Groups,
    /// The most groups of one set.
    size: usize,
    /// What each clause still demands of groups that are not open.
    pub(super) clauses: Vec<Clause>,
    known: BTreeSet<Clause>,
    pub(super) all: Vec<Core>,
    pub(super) open: Vec<Open>,
    /// By group: whether it is freed because its core is open.
    is_open: Vec<bool>,
    /// By group: the core whose support it is in.
    pub(super) owner: Vec<Option<usize>>,
    /// By group: how many sets of its core contain it and are not excluded.
    alive: Vec<usize>,
    /// By clause: whether it is in a core.
    home: Vec<bool>,
}

/// In what ways a clause can still be met, if the total of all cores is the least.
enum Outlook {
    /// In several, or it is met anyhow.
    Open,
    /// By one way only (of which this core must give a part), or by one core only.
    Forced { core: usize, part: Option<Set> },
    /// In none.
    Dead,
}

impl<'a> Cores<'a> {
    pub(super) fn new(groups: &'a Groups, size: usize) -> Self {
        let count = groups.count();
        Self {
            groups,
            size,
            clauses: Vec::new(),
            known: BTreeSet::new(),
            all: Vec::new(),
            open: Vec::new(),
            is_open: vec![false; count],
            owner: vec![None; count],
            alive: vec![0; count],
            home: Vec::new(),
        }
    }

    /// The least that all cores take together.
    pub(super) fn weight(&self) -> u64 {
        let open = self.open.iter().map(|open| open.weight);
        self.all.iter().map(|core| core.weight).chain(open).sum()
    }

    /// Adds a clause; `false` if it is known.
    pub(super) fn add(&mut self, clause: Clause) -> bool {
        if self.known.contains(&clause) {
            return false;
        }
        self.clauses.push(clause.without(|group| self.is_open[group.index()]));
        self.home.push(false);
        self.known.insert(clause)
    }

    /// Excludes what the clauses exclude; the number of a clause that cannot be met, if there is
    /// one.
    pub(super) fn filter(&mut self, budget: &mut Budget) -> Checked<Option<usize>> {
        loop {
            let mut moved = false;
            for number in 0..self.clauses.len() {
                budget.spend(1 + self.clauses[number].len())?;
                match self.outlook(number) {
                    Outlook::Open => {}
                    Outlook::Dead => return Ok(Some(number)),
                    Outlook::Forced { core, part } => {
                        budget.spend(self.all[core].sets.len())?;
                        moved |= self.force(number, core, part.as_ref());
                    }
                }
            }
            if !moved {
                return Ok(None);
            }
        }
    }

    fn outlook(&self, number: usize) -> Outlook {
        if self.home[number] {
            return Outlook::Open;
        }
        let mut only: Option<usize> = None;
        let mut bundle: Option<(&[GroupId], Vec<usize>)> = None;
        for way in self.clauses[number].ways() {
            let Some(cores) = self.cores_of(way) else { continue };
            match cores.as_slice() {
                [core] if bundle.is_none() && only.is_none_or(|only| only == *core) => {
                    only = Some(*core);
                }
                [_, _, ..] if bundle.is_none() && only.is_none() => bundle = Some((way, cores)),
                _ => return Outlook::Open,
            }
        }
        match (only, bundle) {
            (Some(core), _) => Outlook::Forced { core, part: None },
            (None, Some((way, cores))) => {
                let narrows = |core: usize| {
                    let part = self.part(way, core);
                    let narrows = self.all[core].alive().any(|(_, set)| !includes(set, &part));
                    narrows.then_some(Outlook::Forced { core, part: Some(part) })
                };
                cores.into_iter().find_map(narrows).unwrap_or(Outlook::Open)
            }
            (None, None) => Outlook::Dead,
        }
    }

    /// The cores that a way needs a set of; `None` if it is no way any more.
    fn cores_of(&self, way: &[GroupId]) -> Option<Vec<usize>> {
        let mut cores = Vec::new();
        for &group in way {
            let core = self.owner[group.index()]?;
            if self.alive[group.index()] == 0 {
                return None;
            }
            if !cores.contains(&core) {
                cores.push(core);
            }
        }
        let has_part = |core: usize| {
            let part = self.part(way, core);
            self.all[core].alive().any(|(_, set)| includes(set, &part))
        };
        (way.len() == 1 || cores.iter().all(|&core| has_part(core))).then_some(cores)
    }

    /// What a way needs of one core.
    pub(super) fn part(&self, way: &[GroupId], core: usize) -> Set {
        way.iter().copied().filter(|group| self.owner[group.index()] == Some(core)).collect()
    }

    /// Keeps those sets of a core that meet a clause, or contain some groups; whether any went.
    fn force(&mut self, clause: usize, core: usize, part: Option<&Set>) -> bool {
        let clause = &self.clauses[clause];
        let kept = |set: &Set| match part {
            Some(part) => includes(set, part),
            None => clause.is_hit_by(set),
        };
        let sets = self.all[core].alive();
        let gone: Vec<usize> = sets.filter(|(_, set)| !kept(set)).map(|(place, _)| place).collect();
        for &place in &gone {
            self.exclude(core, place);
        }
        !gone.is_empty()
    }

    pub(super) fn exclude(&mut self, core: usize, place: usize) {
        let (set, fate) = &mut self.all[core].sets[place];
        *fate = Fate::Excluded;
        for group in set {
            self.alive[group.index()] -= 1;
        }
    }

    /// Makes room for a clause that cannot be met: the total must be higher, or what was excluded
    /// was excluded by too little.
    pub(super) fn extend(&mut self, clause: usize, budget: &mut Budget) -> Checked<()> {
        budget.spend(self.owner.len())?;
        let touched: BTreeSet<usize> =
            self.clauses[clause].groups().filter_map(|group| self.owner[group.index()]).collect();
        if touched.is_empty() || !self.pack(budget)? {
            self.join(&touched, clause, budget);
        }
        self.restart();
        Ok(())
    }

    /// Joins some cores and a clause to one.
    fn join(&mut self, touched: &BTreeSet<usize>, clause: usize, budget: &mut Budget) {
        let mut clauses = Vec::from([clause]);
        let mut weight = 0;
        for &core in touched {
            clauses.extend(&self.all[core].clauses);
            weight += self.all[core].weight;
        }
        clauses.sort_unstable();
        let joined = self.core(clauses, weight, budget);
        let mut number = 0;
        self.all.retain(|_| {
            number += 1;
            !touched.contains(&(number - 1))
        });
        self.put(joined);
    }

    /// A core of some clauses, whose sets are known to weigh no less than `from`.
    fn core(&self, clauses: Vec<usize>, from: u64, budget: &mut Budget) -> Result<Core, Open> {
        let all: Vec<&Clause> = clauses.iter().map(|&clause| &self.clauses[clause]).collect();
        let groups: BTreeSet<GroupId> = all.iter().flat_map(|clause| clause.groups()).collect();
        let least = all.iter().filter_map(|clause| clause.cost(&[], self.groups)).max();
        let from = from.max(least.unwrap_or(0));
        let mut part = budget.part(WORK);
        let found = lightest(&all, self.groups, from, self.size, &mut part);
        budget.repay(&part);
        match found {
            Ok(Some(Lightest { weight, sets })) => {
                let sets = sets.into_iter().map(|set| (set, Fate::Untried)).collect();
                Ok(Core { clauses, support: groups, weight, sets, cut_short: false })
            }
            // Where it takes too long this core is given up, not the search.
            _ => Err(Open { clauses, groups, weight: from }),
        }
    }

    fn put(&mut self, core: Result<Core, Open>) {
        match core {
            Ok(core) => self.all.push(core),
            Err(open) => {
                for group in &open.groups {
                    self.is_open[group.index()] = true;
                }
                for clause in &mut self.clauses {
                    if clause.groups().any(|group| open.groups.contains(&group)) {
                        *clause = clause.without(|group| open.groups.contains(&group));
                    }
                }
                self.open.push(open);
            }
        }
    }

    /// Puts cores of one clause each, the shortest first, in the place of the present ones, if
    /// they weigh more.
    pub(super) fn pack(&mut self, budget: &mut Budget) -> Checked<bool> {
        budget.spend(self.clauses.iter().map(Clause::len).sum())?;
        let mut order: Vec<usize> = (0..self.clauses.len()).collect();
        order.sort_by_key(|&number| self.clauses[number].groups().count());
        let mut used: BTreeSet<GroupId> = BTreeSet::new();
        let mut taken = Vec::new();
        let mut weight = 0;
        for number in order {
            let clause = &self.clauses[number];
            let cost = clause.cost(&[], self.groups).unwrap_or(0);
            if cost > 0 && clause.groups().all(|group| !used.contains(&group)) {
                used.extend(clause.groups());
                weight += cost;
                taken.push(number);
            }
        }
        if weight <= self.all.iter().map(|core| core.weight).sum() {
            return Ok(false);
        }
        let cores: Vec<Result<Core, Open>> =
            taken.into_iter().map(|number| self.core(Vec::from([number]), 0, budget)).collect();
        self.all.clear();
        for core in cores {
            self.put(core);
        }
        Ok(true)
    }

    /// Takes back all exclusions, which rested on the total as it was.
    pub(super) fn restart(&mut self) {
        self.owner.fill(None);
        self.alive.fill(0);
        self.home.fill(false);
        for (number, core) in self.all.iter_mut().enumerate() {
            for &clause in &core.clauses {
                self.home[clause] = true;
            }
            for group in &core.support {
                self.owner[group.index()] = Some(number);
            }
            for (set, fate) in &mut core.sets {
                *fate = Fate::Untried;
                for group in set {
                    self.alive[group.index()] += 1;
                }
            }
        }
        for (clause, home) in self.clauses.iter().zip(&mut self.home) {
            // All that it demands is freed.
            *home |= clause.ways().any(<[GroupId]>::is_empty);
        }
    }
}

/// Whether a sorted set contains all of another.
pub(super) fn includes(set: &[GroupId], part: &[GroupId]) -> bool {
    part.iter().all(|&group| contains(set, group))
}
