//! Interval propagation: rows narrow variables, and remember why.

#![allow(
    clippy::indexing_slicing,
    reason = "columns and rows index arrays of exactly their number"
)]

use alloc::{
    collections::{BTreeMap, VecDeque},
    vec,
    vec::Vec,
};

use super::{
    Side,
    int::{Checked, Int, Stop},
    limits::Budget,
    prepare::{Ends, Prepared, Share},
};

/// How often one end of one variable is narrowed: rows in a cycle could go on for ever.
const ROUNDS: u8 = 24;

/// "No step": the end is as it was given.
const GIVEN: u32 = u32::MAX;

/// Which way a quotient that is not whole is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rounding {
    /// The wider interval: true of all solutions.
    Outward,
    /// The narrower interval: true of solutions in integers. A witness is looked for among those.
    Inward,
}

/// Something that cannot be met any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clash {
    /// The ends of a variable, or the limits of a row, have crossed: its column.
    Crossed(usize),
    /// A side of a row: even the most that it can reach is not enough.
    Row(u32, Side),
}

/// One narrowing.
#[derive(Debug, Clone, Copy)]
struct Step<T> {
    variable: u32,
    side: Side,
    /// The end before this step and the step that set it.
    old: Option<T>,
    before: u32,
    /// The side of the row that forced it; `None` is a decision.
    reason: Option<(u32, Side)>,
}

/// What a side of a row can reach at most, kept up to date as ends move: a long row is not read
/// again for each of its variables.
#[derive(Debug, Clone, Copy)]
struct Activity<T> {
    /// The terms at their largest, of the variables that have an end there.
    sum: T,
    /// How many have none, and their numbers in one exclusive or: of a single one, its number.
    open: u32,
    which: u32,
}

impl<T: Int> Activity<T> {
    const EMPTY: Self = Self { sum: T::ZERO, open: 0, which: 0 };

    /// A variable's end moves from `old` to `new`.
    fn shift(&mut self, variable: u32, a: T, old: Option<T>, new: Option<T>) -> Checked<()> {
        match (old, new) {
            (Some(old), Some(new)) => self.sum = self.sum.plus(a.times(new.minus(old)?)?)?,
            (None, Some(new)) => {
                self.sum = self.sum.plus(a.times(new)?)?;
                self.open -= 1;
                self.which ^= variable;
            }
            (Some(old), None) => {
                self.sum = self.sum.minus(a.times(old)?)?;
                self.open += 1;
                self.which ^= variable;
            }
            (None, None) => {}
        }
        Ok(())
    }
}

/// The intervals as they are narrowed.
#[derive(Debug)]
pub(super) struct Propagation<'a, T> {
    problem: &'a Prepared<T>,
    ends: Vec<Ends<T>>,
    /// By row, for either side.
    activities: Vec<[Activity<T>; 2]>,
    /// By row: no term can vary by more. `None` is not known.
    spreads: Vec<Option<T>>,
    /// The step that set each end.
    latest: Vec<[u32; 2]>,
    /// How often each end was narrowed since the decision of that number.
    rounds: Vec<[(u32, u8); 2]>,
    decisions: u32,
    trail: Vec<Step<T>>,
    queue: VecDeque<(u32, Side)>,
    queued: Vec<[bool; 2]>,
}

impl<'a, T: Int> Propagation<'a, T> {
    pub(super) fn new(
        problem: &'a Prepared<T>,
        ends: &[Ends<T>],
        budget: &mut Budget,
    ) -> Checked<Self> {
        let rows = problem.rows();
        let mut activities = Vec::with_capacity(rows);
        for row in 0..rows {
            let terms = problem.terms(row);
            budget.spend(terms.len() + 1)?;
            let mut sides = [Activity::EMPTY; 2];
            for &(variable, a) in terms {
                for side in Side::BOTH {
                    let activity = &mut sides[side.index()];
                    activity.open += 1;
                    activity.which ^= variable;
                    let end = largest(side, a).of(ends[variable as usize]);
                    activity.shift(variable, a, None, end)?;
                }
            }
            activities.push(sides);
        }
        let numbers = 0_u32..;
        Ok(Self {
            problem,
            ends: ends.to_vec(),
            activities,
            spreads: vec![None; rows],
            latest: vec![[GIVEN; 2]; ends.len()],
            rounds: vec![[(0, 0); 2]; ends.len()],
            decisions: 0,
            trail: Vec::new(),
            queue: numbers.take(rows).flat_map(|row| Side::BOTH.map(|side| (row, side))).collect(),
            queued: vec![[true; 2]; rows],
        })
    }

    pub(super) fn ends(&self) -> &[Ends<T>] {
        &self.ends
    }

    pub(super) fn problem(&self) -> &'a Prepared<T> {
        self.problem
    }

    /// The variables that were narrowed since a marked state, as often as they were.
    pub(super) fn moved_since(&self, mark: usize) -> impl Iterator<Item = u32> {
        self.trail.iter().skip(mark).map(|step| step.variable)
    }

    /// The present state, for [`undo`](Self::undo).
    pub(super) fn mark(&self) -> usize {
        self.trail.len()
    }

    /// Narrows until nothing moves, the cap on rounds is met, or something clashes.
    pub(super) fn run(
        &mut self,
        rounding: Rounding,
        budget: &mut Budget,
    ) -> Checked<Option<Clash>> {
        let result = self.drain(rounding, budget);
        if !matches!(result, Ok(None)) {
            for (row, side) in self.queue.drain(..) {
                self.queued[row as usize][side.index()] = false;
            }
        }
        result
    }

    fn drain(&mut self, rounding: Rounding, budget: &mut Budget) -> Checked<Option<Clash>> {
        if self.trail.is_empty() {
            let mut columns = self.ends.iter().chain(&self.problem.limits);
            if let Some(column) = columns.position(crossed) {
                return Ok(Some(Clash::Crossed(column)));
            }
        }
        while let Some((row, side)) = self.queue.pop_front() {
            self.queued[row as usize][side.index()] = false;
            let clash = self.visit(row, side, rounding, budget)?;
            if clash.is_some() {
                return Ok(clash);
            }
        }
        Ok(None)
    }

    /// Lets one side of one row narrow its variables.
    ///
    /// An upper side is read with all signs turned, so that either side is `Σ c·x ≥ need`. If all
    /// terms are as large as they can be the sum exceeds `need` by `slack`; so no term can be
    /// more than `slack` below its largest, and nothing follows where none varies by more.
    fn visit(
        &mut self,
        row: u32,
        side: Side,
        rounding: Rounding,
        budget: &mut Budget,
    ) -> Checked<Option<Clash>> {
        let problem = self.problem;
        budget.spend(1)?;
        let Some(need) = side.of(problem.limits[row as usize]) else { return Ok(None) };
        let Activity { sum, open, which } = self.activities[row as usize][side.index()];
        // Two terms without a largest value: nothing follows for any.
        if open > 1 {
            return Ok(None);
        }
        let slack = if side == Side::Low { sum.minus(need)? } else { need.minus(sum)? };
        let terms = problem.terms(row as usize);
        if open == 1 {
            let place = terms.binary_search_by_key(&which, |term| term.0);
            let a = place.map_or(T::ONE, |place| terms[place].1);
            return self.narrow(which, a, slack, (row, side), rounding, budget);
        }
        if slack < T::ZERO {
            return Ok(Some(Clash::Row(row, side)));
        }
        if self.spreads[row as usize].is_some_and(|spread| spread <= slack) {
            return Ok(None);
        }
        budget.spend(terms.len())?;
        let mut spread = Some(T::ZERO);
        for &(variable, a) in terms {
            let clash = self.narrow(variable, a, slack, (row, side), rounding, budget)?;
            if clash.is_some() {
                return Ok(clash);
            }
            spread = spread.zip(self.spread(variable, a)).map(|(one, other)| one.max(other));
        }
        self.spreads[row as usize] = spread;
        Ok(None)
    }

    /// How far a term can vary; `None` if without end, or too far to be told.
    fn spread(&self, variable: u32, a: T) -> Option<T> {
        let [low, high] = self.ends[variable as usize];
        let width = high?.minus(low?).ok()?;
        a.magnitude().ok()?.times(width).ok()
    }

    /// Moves the end that makes a term small to at most `slack` from the end that makes it large.
    fn narrow(
        &mut self,
        variable: u32,
        a: T,
        slack: T,
        reason: (u32, Side),
        rounding: Rounding,
        budget: &mut Budget,
    ) -> Checked<Option<Clash>> {
        let far = largest(reason.1, a);
        let near = far.opposite();
        let base = far.of(self.ends[variable as usize]).unwrap_or(T::ZERO);
        let a = a.magnitude()?;
        let distance = match rounding {
            Rounding::Outward => slack.div_up(a)?,
            Rounding::Inward => slack.div_down(a),
        };
        let end = if near == Side::Low { base.minus(distance)? } else { base.plus(distance)? };
        let old = near.of(self.ends[variable as usize]);
        let narrower = old.is_none_or(|old| if near == Side::Low { end > old } else { end < old });
        if !narrower || self.is_tired(variable, near) || end.magnitude()? > T::FAR {
            return Ok(None);
        }
        self.set(variable, near, end, Some(reason), budget)?;
        let crossed = crossed(&self.ends[variable as usize]);
        Ok(crossed.then_some(Clash::Crossed(variable as usize)))
    }

    /// Whether an end was narrowed so often since the last decision that it is left as it is.
    fn is_tired(&self, variable: u32, side: Side) -> bool {
        let (decision, rounds) = self.rounds[variable as usize][side.index()];
        decision == self.decisions && rounds >= ROUNDS
    }

    /// Sets an end and queues the sides of rows whose largest sum depends on it.
    fn set(
        &mut self,
        variable: u32,
        side: Side,
        end: T,
        reason: Option<(u32, Side)>,
        budget: &mut Budget,
    ) -> Checked<()> {
        let index = variable as usize;
        let old = self.ends[index][side.index()].replace(end);
        let step = u32::try_from(self.trail.len()).unwrap_or(GIVEN);
        let before = core::mem::replace(&mut self.latest[index][side.index()], step);
        self.trail.push(Step { variable, side, old, before, reason });
        let rounds = &mut self.rounds[index][side.index()];
        let past = if rounds.0 == self.decisions { rounds.1 } else { 0 };
        *rounds = (self.decisions, past.saturating_add(1));
        budget.spend(self.problem.uses(index).len())?;
        for &(row, a) in self.problem.uses(index) {
            let affected = Side::Low.times((a < T::ZERO) != (side == Side::Low));
            let activity = &mut self.activities[row as usize][affected.index()];
            activity.shift(variable, a, old, Some(end))?;
            let queued = &mut self.queued[row as usize][affected.index()];
            if !core::mem::replace(queued, true) {
                self.queue.push_back((row, affected));
            }
        }
        Ok(())
    }

    /// Decides on a value, to be propagated by [`run`](Self::run).
    pub(super) fn fix(&mut self, variable: u32, value: T, budget: &mut Budget) -> Checked<()> {
        self.decisions = self.decisions.wrapping_add(1);
        for side in Side::BOTH {
            if side.of(self.ends[variable as usize]) != Some(value) {
                self.set(variable, side, value, None, budget)?;
            }
        }
        Ok(())
    }

    /// Goes back to a marked state.
    pub(super) fn undo(&mut self, mark: usize) -> Checked<()> {
        while self.trail.len() > mark {
            let Some(step) = self.trail.pop() else { break };
            let (index, side) = (step.variable as usize, step.side);
            let end = core::mem::replace(&mut self.ends[index][side.index()], step.old);
            self.latest[index][side.index()] = step.before;
            for &(row, a) in self.problem.uses(index) {
                let affected = Side::Low.times((a < T::ZERO) != (side == Side::Low));
                let activity = &mut self.activities[row as usize][affected.index()];
                activity.shift(step.variable, a, end, step.old)?;
                let spread = self.spread(step.variable, a);
                let known = &mut self.spreads[row as usize];
                *known = known.zip(spread).map(|(one, other)| one.max(other));
            }
        }
        Ok(())
    }

    /// The inequalities that prove a clash, with their multipliers: narrowing by narrowing, the
    /// latest first, each is replaced by the row that forced it and the ends which that row used.
    /// No decision may have been taken.
    pub(super) fn explain(&self, clash: Clash, budget: &mut Budget) -> Checked<Vec<Share>> {
        let mut sum = Sum::default();
        match clash {
            // Found before anything was narrowed: these are the ends as given.
            Clash::Crossed(column) => sum.shares.extend(Side::BOTH.map(|side| ((column, side), 1))),
            Clash::Row(row, side) => {
                self.need_row(&mut sum, (row, side), None, GIVEN, 1, budget)?;
            }
        }
        while let Some((number, multiplier)) = sum.steps.pop_last() {
            let step = &self.trail[number as usize];
            let Some((row, side)) = step.reason else { return Err(Stop::Overflow) };
            let terms = self.problem.terms(row as usize);
            let place = terms.binary_search_by_key(&step.variable, |term| term.0);
            let a = place.map_or(T::ONE, |place| terms[place].1).wide().magnitude()?;
            let scale = a / a.gcd(multiplier)?;
            sum.scale(scale)?;
            let times = multiplier.times(scale)? / a;
            self.need_row(&mut sum, (row, side), Some(step.variable), number, times, budget)?;
        }
        Ok(sum.shares.into_iter().map(|((column, side), times)| (column, side, times)).collect())
    }

    /// Adds a side of a row, and the ends of its variables, but one, as they were before a step.
    fn need_row(
        &self,
        sum: &mut Sum,
        (row, side): (u32, Side),
        except: Option<u32>,
        before: u32,
        times: i128,
        budget: &mut Budget,
    ) -> Checked<()> {
        let terms = self.problem.terms(row as usize);
        budget.spend(terms.len())?;
        add(sum.shares.entry((self.ends.len() + row as usize, side)).or_default(), times)?;
        for &(variable, a) in terms.iter().filter(|term| Some(term.0) != except) {
            let times = times.times(a.wide().magnitude()?)?;
            self.need(sum, variable, largest(side, a), before, times)?;
        }
        Ok(())
    }

    /// Adds an end of a variable as it was before a step.
    fn need(
        &self,
        sum: &mut Sum,
        variable: u32,
        side: Side,
        before: u32,
        times: i128,
    ) -> Checked<()> {
        let mut step = self.latest[variable as usize][side.index()];
        while step != GIVEN && step >= before {
            step = self.trail[step as usize].before;
        }
        let entry = match step {
            GIVEN => sum.shares.entry((variable as usize, side)).or_default(),
            _ => sum.steps.entry(step).or_default(),
        };
        add(entry, times)
    }
}

/// Whether an interval is empty.
pub(super) fn crossed<T: Int>(ends: &Ends<T>) -> bool {
    matches!(ends, [Some(low), Some(high)] if low > high)
}

/// The end of a variable at which its term is largest, as the side of the row reads it.
fn largest<T: Int>(side: Side, a: T) -> Side {
    side.opposite().times(a < T::ZERO)
}

/// A sum of inequalities, some of them still to be explained.
#[derive(Default)]
struct Sum {
    shares: BTreeMap<(usize, Side), i128>,
    steps: BTreeMap<u32, i128>,
}

impl Sum {
    fn scale(&mut self, factor: i128) -> Checked<()> {
        if factor != 1 {
            for times in self.shares.values_mut().chain(self.steps.values_mut()) {
                *times = times.times(factor)?;
            }
        }
        Ok(())
    }
}

fn add(entry: &mut i128, times: i128) -> Checked<()> {
    *entry = entry.plus(times)?;
    Ok(())
}
