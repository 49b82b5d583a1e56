//! Feasibility: propagation, diving and simplex in turn, in the narrowest integers that hold.

#![allow(clippy::indexing_slicing, reason = "columns index arrays of exactly their number")]

use alloc::vec::Vec;
use core::cell::OnceCell;

use super::{
    CheckError, Conflict, Constraint, Limits, PrintId, Ratio, System, Undecided, Witness,
    certificate::{check_conflict, check_witness_without},
    int::{Checked, Int, Stop},
    limits::Budget,
    prepare::{Bounds, Prepared, Share},
    propagate::{Propagation, Rounding},
    simplex::{Tableau, reduce},
};

/// Steps spent on reducing one conflict, which holds as it is.
const REDUCTION: u64 = 2_000_000;

/// Whether everything can be true.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It can: here is how.
    Feasible(Witness),
    /// It cannot: here is why.
    Infeasible(Conflict),
    /// Not known.
    Undecided(Undecided),
}

/// What decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum Method {
    /// Interval propagation alone: it ran into a contradiction.
    Propagation,
    /// Fixing one variable after the other, and propagating after each: it ended in a witness.
    Diving,
    /// The simplex method.
    Simplex,
}

/// A verdict and how it was reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    verdict: Verdict,
    method: Method,
    work: u64,
}

impl Solution {
    /// The verdict.
    pub fn verdict(&self) -> &Verdict {
        &self.verdict
    }

    /// The verdict alone.
    pub fn into_verdict(self) -> Verdict {
        self.verdict
    }

    /// Whether a witness was found.
    pub fn is_feasible(&self) -> bool {
        matches!(self.verdict, Verdict::Feasible(_))
    }

    /// Whether a conflict was found.
    pub fn is_infeasible(&self) -> bool {
        matches!(self.verdict, Verdict::Infeasible(_))
    }

    /// What decided, or was at work when a limit was met.
    pub fn method(&self) -> Method {
        self.method
    }

    /// The steps taken; see [`Limits::work`].
    pub fn work(&self) -> u64 {
        self.work
    }
}

impl System {
    /// Decides whether all prints, bounds and rows can hold together.
    ///
    /// The verdict does not depend on the order in which things were added; which witness or
    /// conflict is given may.
    ///
    /// ```
    /// use cn_budget::system::{Limits, Method, System};
    ///
    /// let mut system = System::new();
    /// let [x, y] = [system.variable(), system.variable()];
    /// system.print(x, Some(9), Some(11))?;
    /// system.print(y, Some(12), Some(14))?;
    /// system.row([(x, 1), (y, -1)], Some(0), Some(0))?;
    /// let solution = system.solve(&Limits::default());
    /// assert!(solution.is_infeasible());
    /// assert_eq!(solution.method(), Method::Propagation);
    /// # Ok::<(), cn_budget::system::SystemError>(())
    /// ```
    pub fn solve(&self, limits: &Limits) -> Solution {
        self.solve_without([], limits)
    }

    /// As [`solve`](Self::solve), but as if some prints were not there.
    ///
    /// ```
    /// # use cn_budget::system::{Limits, System};
    /// let mut system = System::new();
    /// let x = system.variable();
    /// system.print(x, Some(1), Some(3))?;
    /// let wrong = system.print(x, Some(5), Some(7))?;
    /// assert!(system.solve(&Limits::default()).is_infeasible());
    /// assert!(system.solve_without([wrong], &Limits::default()).is_feasible());
    /// # Ok::<(), cn_budget::system::SystemError>(())
    /// ```
    pub fn solve_without(
        &self,
        freed: impl IntoIterator<Item = PrintId>,
        limits: &Limits,
    ) -> Solution {
        let mut freed: Vec<PrintId> = freed.into_iter().collect();
        freed.sort_unstable();
        Engine::new(self).solve(&freed, None, &mut Budget::new(limits.work))
    }
}

/// A system made ready to be solved many times with different prints freed.
pub(super) struct Engine<'a> {
    system: &'a System,
    narrow: Checked<Prepared<i64>>,
    wide: OnceCell<Checked<Prepared<i128>>>,
}

/// A proof before it is checked.
enum Proof {
    Witness(Vec<Ratio>),
    Conflict(Conflict),
}

impl<'a> Engine<'a> {
    pub(super) fn new(system: &'a System) -> Self {
        Self { system, narrow: Prepared::new(system), wide: OnceCell::new() }
    }

    pub(super) fn system(&self) -> &'a System {
        self.system
    }

    pub(super) fn narrow(&self) -> Checked<&Prepared<i64>> {
        self.narrow.as_ref().map_err(|&stop| stop)
    }

    pub(super) fn wide(&self) -> Checked<&Prepared<i128>> {
        self.wide.get_or_init(|| Prepared::new(self.system)).as_ref().map_err(|&stop| stop)
    }

    /// Solves the system without the freed prints, which must be sorted; a solution without others
    /// may help.
    pub(super) fn solve(
        &self,
        freed: &[PrintId],
        near: Option<&Witness>,
        budget: &mut Budget,
    ) -> Solution {
        let before = budget.spent();
        let mut method = Method::Propagation;
        let mut proof = self
            .narrow()
            .and_then(|problem| prove(self.system, problem, freed, near, &mut method, budget));
        if matches!(proof, Err(Stop::Overflow)) {
            method = Method::Propagation;
            proof = self
                .wide()
                .and_then(|problem| prove(self.system, problem, freed, near, &mut method, budget));
        }
        let verdict = self.checked(proof, freed);
        Solution { verdict, method, work: budget.spent() - before }
    }

    /// Lets no proof pass that does not prove.
    fn checked(&self, proof: Checked<Proof>, freed: &[PrintId]) -> Verdict {
        let is_freed = |print| freed.binary_search(&print).is_ok();
        let (verdict, check) = match proof {
            Ok(Proof::Witness(values)) => {
                let witness = Witness { values };
                let check = check_witness_without(self.system, &witness, is_freed);
                (Verdict::Feasible(witness), check)
            }
            Ok(Proof::Conflict(conflict)) => {
                let check = match conflict.prints().find(|&print| is_freed(print)) {
                    Some(print) => Err(CheckError::NotAnInequality(Constraint::Print(print))),
                    None => check_conflict(self.system, &conflict),
                };
                (Verdict::Infeasible(conflict), check)
            }
            Err(stop) => return Verdict::Undecided(stop.into()),
        };
        match check {
            Ok(()) => verdict,
            Err(CheckError::Overflow) => Verdict::Undecided(Undecided::Overflow),
            Err(_) => Verdict::Undecided(Undecided::Unproved),
        }
    }
}

/// A witness or a conflict.
fn prove<T: Int>(
    system: &System,
    problem: &Prepared<T>,
    freed: &[PrintId],
    near: Option<&Witness>,
    method: &mut Method,
    budget: &mut Budget,
) -> Checked<Proof> {
    let bounds = problem.bounds(system, freed)?;
    let mut propagation = Propagation::new(problem, &bounds.ends, budget)?;
    if let Some(clash) = propagation.run(Rounding::Outward, budget)? {
        match propagation.explain(clash, budget) {
            Ok(shares) => return conflict(problem, &bounds, &shares, budget),
            // Multipliers can grow along a chain where those of a basis do not.
            Err(Stop::Overflow) => {}
            Err(Stop::Work) => return Err(Stop::Work),
        }
    } else if let Some(values) = dive(&mut propagation, near, method, budget)? {
        let value = |value: T| Ratio::from(value.wide()).times(problem.unit());
        let values = values.into_iter().map(value).collect::<Option<_>>();
        return values.map(Proof::Witness).ok_or(Stop::Overflow);
    }
    *method = Method::Simplex;
    let values = start(&propagation, &bounds)?;
    let mut tableau = Tableau::new(problem, &bounds.ends, values, budget)?;
    if let Some(shares) = tableau.settle(budget)? {
        return Ok(Proof::Conflict(problem.conflict(&bounds, &shares)?));
    }
    let values = tableau.solution(problem.variables())?;
    let values = values.into_iter().map(|value| value.times(problem.unit())).collect::<Option<_>>();
    values.map(Proof::Witness).ok_or(Stop::Overflow)
}

/// Looks for a solution near the printed values, or another solution, and else dives; with half of
/// what is left to spend: what leads nowhere must leave enough for the simplex method.
fn dive<T: Int>(
    propagation: &mut Propagation<'_, T>,
    near: Option<&Witness>,
    method: &mut Method,
    budget: &mut Budget,
) -> Checked<Option<Vec<T>>> {
    *method = Method::Diving;
    let mut part = budget.half();
    let reached = propagation.reach(near, &mut part);
    budget.repay(&part);
    match reached {
        Err(Stop::Work) => Ok(None),
        reached => reached,
    }
}

/// The conflict of some shares, reduced where that is cheap.
fn conflict<T: Int>(
    problem: &Prepared<T>,
    bounds: &Bounds<T>,
    shares: &[Share],
    budget: &mut Budget,
) -> Checked<Proof> {
    let mut part = budget.part(REDUCTION);
    let reduced = reduce(problem, &bounds.ends, shares, &mut part);
    budget.repay(&part);
    let reduced = reduced.ok().flatten().map(|shares| problem.conflict(bounds, &shares));
    match reduced {
        Some(Ok(conflict)) => Ok(Proof::Conflict(conflict)),
        _ => Ok(Proof::Conflict(problem.conflict(bounds, shares)?)),
    }
}

/// Where the simplex method starts: what diving has reached, within the bounds.
fn start<T: Int>(propagation: &Propagation<'_, T>, bounds: &Bounds<T>) -> Checked<Vec<T>> {
    let mut values = propagation.values()?;
    for (value, &[low, high]) in values.iter_mut().zip(&bounds.ends) {
        *value = low.map_or(*value, |low| low.max(*value));
        *value = high.map_or(*value, |high| high.min(*value));
    }
    Ok(values)
}
