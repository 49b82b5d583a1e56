//! The search: conflicts are learnt until a choice of the cores explains everything.

#![allow(clippy::indexing_slicing, reason = "cores and sets index arrays of exactly their number")]

use alloc::{collections::BTreeSet, vec::Vec};

use super::{
    choice::{Choice, Found, choose},
    clause::Clause,
    cores::{Cores, Fate},
};
use crate::system::{
    Conflict, GroupId, Groups, Limits, PrintId, System, Verdict, Witness,
    int::{Checked, Stop},
    limits::Budget,
    solve::Engine,
};

/// The most conflicts that are learnt from one choice.
const ROUND: usize = 64;

/// How the search stands.
pub(super) struct Search<'a> {
    pub(super) system: &'a System,
    pub(super) groups: &'a Groups,
    pub(super) engine: &'a Engine<'a>,
    pub(super) limits: Limits,
    pub(super) budget: Budget,
    pub(super) cores: Cores<'a>,
    /// By clause: the conflict that it comes from.
    pub(super) conflicts: Vec<Conflict>,
    /// A conflict that no group is in.
    pub(super) contradiction: Option<Conflict>,
    pub(super) solves: usize,
    /// An explanation that weighs so much is not wanted.
    pub(super) below: u64,
    /// With what everything else is feasible without a choice of the cores.
    pub(super) witness: Option<Witness>,
}

/// What freeing a choice brought.
enum Outcome {
    Feasible,
    Learnt,
    /// A limit was met, or a conflict told nothing new.
    Unknown,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        system: &'a System,
        groups: &'a Groups,
        engine: &'a Engine<'a>,
        limits: &Limits,
    ) -> Self {
        Self {
            system,
            groups,
            engine,
            limits: *limits,
            budget: Budget::new(limits.work),
            cores: Cores::new(groups, limits.size),
            conflicts: Vec::new(),
            contradiction: None,
            solves: 0,
            below: u64::MAX,
            witness: None,
        }
    }

    /// Adds what is known to begin with.
    pub(super) fn seed(&mut self, conflicts: impl IntoIterator<Item = Conflict>) {
        for conflict in conflicts {
            self.add(conflict);
        }
    }

    /// Whether the conflict told something new.
    fn add(&mut self, conflict: Conflict) -> Option<Clause> {
        let clause = Clause::of(self.system, self.groups, &conflict).ok()?;
        if clause.len() == 0 {
            self.contradiction = self.contradiction.take().or(Some(conflict));
            return None;
        }
        if !self.cores.add(clause.clone()) {
            return None;
        }
        self.conflicts.push(conflict);
        Some(clause)
    }

    /// Looks for the least total, and for all sets that belong to it.
    pub(super) fn run(&mut self) {
        // Where the work runs out everything stays as far as it came.
        let _ = self.explain().and_then(|()| self.verify_all());
    }

    /// Looks for the least total alone.
    pub(super) fn explain(&mut self) -> Checked<()> {
        self.cores.pack(&mut self.budget)?;
        if self.cores.weight() >= self.below {
            return Ok(());
        }
        self.cores.restart();
        while self.contradiction.is_none() {
            let choice = self.next_choice()?;
            if self.cores.weight() >= self.below {
                break;
            }
            match self.free(&choice)? {
                Outcome::Feasible => {
                    self.mark(&choice);
                    break;
                }
                Outcome::Learnt => {}
                Outcome::Unknown => break,
            }
        }
        Ok(())
    }

    /// A choice that meets all clauses, raising the total where there is none.
    fn next_choice(&mut self) -> Checked<Choice> {
        loop {
            if let Some(dead) = self.cores.filter(&mut self.budget)? {
                self.cores.extend(dead, &mut self.budget)?;
                if self.cores.weight() >= self.below {
                    return Err(Stop::Work);
                }
                continue;
            }
            match choose(&self.cores, None, &mut self.budget)? {
                Found::Choice(choice) => return Ok(choice),
                Found::Unmet(clause) | Found::Capped(clause) => {
                    self.cores.extend(clause, &mut self.budget)?;
                }
            }
            if self.cores.weight() >= self.below {
                return Err(Stop::Work);
            }
        }
    }

    /// Solves without the groups of a choice. If there still is a conflict its groups are freed as
    /// well, and so on: all that is learnt in one round is disjoint.
    fn free(&mut self, choice: &Choice) -> Checked<Outcome> {
        let mut freed = self.freed(choice);
        for round in 0..ROUND {
            self.solves += 1;
            let prints = prints(self.groups, &freed);
            let near = self.witness.as_ref();
            match self.engine.solve(&prints, near, &mut self.budget).into_verdict() {
                Verdict::Feasible(witness) if round == 0 => {
                    self.witness.get_or_insert(witness);
                    return Ok(Outcome::Feasible);
                }
                Verdict::Infeasible(conflict) => match self.add(conflict) {
                    Some(clause) => freed.extend(clause.groups()),
                    None if round == 0 => return Ok(Outcome::Unknown),
                    None => break,
                },
                Verdict::Undecided(_) if round == 0 => {
                    self.budget.spend(0)?;
                    return Ok(Outcome::Unknown);
                }
                Verdict::Feasible(_) | Verdict::Undecided(_) => break,
            }
        }
        Ok(Outcome::Learnt)
    }

    /// The groups that a choice frees, and those of open cores.
    fn freed(&self, choice: &Choice) -> BTreeSet<GroupId> {
        let open = self.cores.open.iter().flat_map(|open| &open.groups);
        let chosen = self.cores.all.iter().zip(choice).flat_map(|(core, &set)| &core.sets[set].0);
        open.chain(chosen).copied().collect()
    }

    fn mark(&mut self, choice: &Choice) {
        for (core, &set) in self.cores.all.iter_mut().zip(choice) {
            core.sets[set].1 = Fate::Explains;
        }
    }

    /// Tries each set that no clause excludes, in as many cores at once as there are: one solution
    /// verifies them all.
    fn verify_all(&mut self) -> Checked<()> {
        if self.witness.is_none() {
            return Ok(());
        }
        while let Some((core, set)) = self.untried() {
            // What cannot be met any more is met by the choice that was found first.
            let _ = self.cores.filter(&mut self.budget)?;
            if self.cores.all[core].sets[set].1 != Fate::Untried {
                continue;
            }
            let outcome = match choose(&self.cores, Some((core, set)), &mut self.budget)? {
                Found::Choice(choice) => {
                    let outcome = self.free(&choice)?;
                    if matches!(outcome, Outcome::Feasible) {
                        self.mark(&choice);
                    }
                    outcome
                }
                Found::Unmet(_) => {
                    self.cores.exclude(core, set);
                    continue;
                }
                Found::Capped(_) => Outcome::Unknown,
            };
            if matches!(outcome, Outcome::Unknown) {
                self.cores.all[core].cut_short = true;
            }
        }
        Ok(())
    }

    /// A set that is worth trying.
    fn untried(&self) -> Option<(usize, usize)> {
        let most = self.limits.sets;
        self.cores.all.iter().enumerate().find_map(|(number, core)| {
            let known = core.sets.iter().filter(|(_, fate)| *fate == Fate::Explains).count();
            let untried = || core.sets.iter().position(|(_, fate)| *fate == Fate::Untried);
            (!core.cut_short && known < most).then(untried).flatten().map(|set| (number, set))
        })
    }
}

/// The prints of some groups, sorted.
pub(super) fn prints<'a>(
    groups: &Groups,
    set: impl IntoIterator<Item = &'a GroupId>,
) -> Vec<PrintId> {
    let mut prints: Vec<PrintId> =
        set.into_iter().flat_map(|&group| groups.prints(group)).copied().collect();
    prints.sort_unstable();
    prints
}
