//! Error localisation: the lightest sets of prints that must be wrong.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use core::fmt;

use super::{
    Conflict, Constraint, GroupId, Groups, Limits, Part, PrintId, Ratio, Row, RowId, Side, System,
    VariableId, Verdict,
    hitting::{Set, Ways, least},
    limits::Budget,
    solve::Engine,
};

/// What looking at one way out of a conflict costs, in steps of the solver.
const STEPS: usize = 10;

/// The interval in which a value must lie.
///
/// ```
/// use cn_budget::system::{Limits, System};
///
/// let mut system = System::new();
/// let x = system.variable();
/// system.bound(x, Some(0), None)?;
/// system.print(x, Some(-3), Some(-1))?;
/// let located = system.locate(&system.groups(), &Limits::default());
/// let range = located.explanations()[0].suspects()[0].range();
/// assert_eq!(range.to_string(), "[0, ∞)");
/// assert!(range.is_exact());
/// # Ok::<(), cn_budget::system::SystemError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    ends: [Option<Ratio>; 2],
    exact: bool,
}

impl Range {
    pub(super) const UNKNOWN: Self = Self { ends: [None, None], exact: false };

    pub(super) fn new(ends: [Option<Ratio>; 2], exact: bool) -> Self {
        Self { ends, exact }
    }

    /// The lower end; `None` is unbounded.
    pub fn low(&self) -> Option<Ratio> {
        self.ends[0]
    }

    /// The upper end; `None` is unbounded.
    pub fn high(&self) -> Option<Ratio> {
        self.ends[1]
    }

    /// Whether some solution reaches each end. If not, because a limit was met, the range is true
    /// but may be wider than need be.
    pub fn is_exact(&self) -> bool {
        self.exact
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ends[0] {
            Some(low) => write!(f, "[{low}, ")?,
            None => f.write_str("(-∞, ")?,
        }
        match self.ends[1] {
            Some(high) => write!(f, "{high}]"),
            None => f.write_str("∞)"),
        }
    }
}

/// A print that is wrong in an [`Explanation`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suspect {
    pub(super) print: PrintId,
    pub(super) group: GroupId,
    pub(super) variable: VariableId,
    pub(super) range: Range,
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

    /// Where the true value lies if exactly the prints of this explanation are wrong.
    pub fn range(&self) -> Range {
        self.range
    }
}

/// A lightest set of groups without which the system is feasible.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub(super) groups: Vec<GroupId>,
    pub(super) suspects: Vec<Suspect>,
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

/// What [`System::locate`] found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    explanations: Vec<Explanation>,
    weight: u64,
    complete: bool,
    conflicts: usize,
    solves: usize,
}

impl Located {
    /// The lightest explanations, sorted by their groups.
    ///
    /// A feasible system has one, which is empty. None with [`is_complete`](Self::is_complete)
    /// means that no set of prints explains it: rows and fixed bounds contradict each other.
    pub fn explanations(&self) -> &[Explanation] {
        &self.explanations
    }

    /// The weight of each explanation; if there is none, no explanation is lighter.
    pub fn weight(&self) -> u64 {
        self.weight
    }

    /// Whether these are certainly all lightest explanations. Otherwise a limit was met: each
    /// explanation listed does explain, and none is lighter, but more may be as light.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// How many conflicts were needed.
    pub fn conflicts(&self) -> usize {
        self.conflicts
    }

    /// How many systems were solved.
    pub fn solves(&self) -> usize {
        self.solves
    }
}

impl System {
    /// Finds all lightest sets of groups without which the system is feasible.
    ///
    /// Like the verdict of [`solve`](System::solve), a complete result does not depend on the
    /// order in which things were added. See the [module](super) for the method and an example.
    pub fn locate(&self, groups: &Groups, limits: &Limits) -> Located {
        let mut search = Search {
            system: self,
            groups,
            engine: Engine::new(self),
            limits: *limits,
            budget: Budget::new(limits.work),
            conflicts: seeds(self, groups),
            found: BTreeSet::new(),
            bound: 0,
            next: None,
            visited: BTreeSet::new(),
            complete: true,
            stopped: false,
            solves: 0,
        };
        search.run();
        search.finish()
    }
}

/// Iterative deepening over the weight; within a weight, depth first over sets of groups.
///
/// At a set that misses a known conflict, one branch for each way out of that. At a set that hits
/// all, the system is solved without it: either it explains, or there is a new conflict. Every set that
/// explains contains, for each conflict, all groups of some way out: so it is reached.
struct Search<'a> {
    system: &'a System,
    groups: &'a Groups,
    engine: Engine<'a>,
    limits: Limits,
    budget: Budget,
    conflicts: Vec<Ways>,
    found: BTreeSet<Set>,
    /// The weight of this pass.
    bound: u64,
    /// The least weight at which a set was left aside in this pass.
    next: Option<u64>,
    visited: BTreeSet<Set>,
    complete: bool,
    stopped: bool,
    solves: usize,
}

impl Search<'_> {
    fn run(&mut self) {
        loop {
            self.next = None;
            self.visited.clear();
            self.visit(&Set::new(), 0);
            match self.next {
                // A doubt at this weight would make anything heavier unproved.
                Some(next) if self.found.is_empty() && self.complete => self.bound = next,
                _ => break,
            }
        }
    }

    fn visit(&mut self, set: &Set, weight: u64) {
        if self.stopped || !self.visited.insert(set.clone()) {
            return;
        }
        let Some(index) = self.open_conflict(set, weight) else { return };
        let ways: Vec<Set> = match self.conflicts.get(index) {
            Some(ways) => ways.iter().map(|way| set.iter().chain(way).copied().collect()).collect(),
            None => return,
        };
        for way in ways {
            let weight = way.iter().map(|&group| u64::from(self.groups.weight(group))).sum();
            if weight > self.bound {
                self.next = Some(self.next.map_or(weight, |next| next.min(weight)));
            } else if way.len() > self.limits.size {
                self.complete = false;
            } else {
                self.visit(&way, weight);
            }
        }
    }

    /// The conflict to branch on, one with the fewest ways out, or `None` if this set is done with.
    fn open_conflict(&mut self, set: &Set, weight: u64) -> Option<usize> {
        loop {
            let steps: usize = self.conflicts.iter().map(|ways| 1 + ways.iter().len()).sum();
            if self.budget.spend(STEPS * steps).is_err() {
                self.stop();
                return None;
            }
            let open = (0..).zip(&self.conflicts).filter(|(_, ways)| !ways.is_hit_by(set));
            let open: Vec<(usize, &Ways)> = open.collect();
            // A conflict without a way out leaves nothing to be found below this set.
            let more = least(open.iter().map(|pair| pair.1), set, self.groups)?;
            if weight + more > self.bound {
                let total = weight + more;
                self.next = Some(self.next.map_or(total, |next| next.min(total)));
                return None;
            }
            if let Some(&(index, _)) = open.iter().min_by_key(|(_, ways)| ways.iter().len()) {
                return Some(index);
            }
            if !self.learn(set) {
                return None;
            }
        }
    }

    /// Frees a set that hits all known conflicts: whether a new one turned up.
    fn learn(&mut self, set: &Set) -> bool {
        self.solves += 1;
        let freed = prints(self.groups, set);
        match self.engine.solve(&freed, &mut self.budget).into_verdict() {
            Verdict::Feasible(_) => self.found(set),
            Verdict::Infeasible(conflict) => {
                match Ways::out_of(self.system, self.groups, &conflict) {
                    // A conflict that the set already hits would lead nowhere.
                    Ok(ways) if !ways.is_hit_by(set) => {
                        self.conflicts.push(ways);
                        return true;
                    }
                    _ => self.complete = false,
                }
            }
            Verdict::Undecided(_) => self.complete = false,
        }
        false
    }

    fn found(&mut self, set: &Set) {
        if self.found.len() < self.limits.sets {
            self.found.insert(set.clone());
        } else {
            self.stop();
        }
    }

    fn stop(&mut self) {
        self.stopped = true;
        self.complete = false;
    }

    fn finish(mut self) -> Located {
        let found = core::mem::take(&mut self.found);
        let explanations = found.iter().map(|set| self.explanation(set)).collect();
        Located {
            explanations,
            weight: self.bound,
            complete: self.complete,
            conflicts: self.conflicts.len(),
            solves: self.solves,
        }
    }

    fn explanation(&mut self, set: &Set) -> Explanation {
        let freed = prints(self.groups, set);
        let mut suspects: Vec<Suspect> = Vec::with_capacity(freed.len());
        let mut ranges: BTreeMap<VariableId, Range> = BTreeMap::new();
        for &id in &freed {
            let (Some(print), Some(group)) = (self.system.get_print(id), self.groups.group_of(id))
            else {
                continue;
            };
            let variable = print.variable();
            let range = *ranges
                .entry(variable)
                .or_insert_with(|| self.engine.range(&freed, variable, &mut self.budget));
            suspects.push(Suspect { print: id, group, variable, range });
        }
        Explanation { groups: set.iter().copied().collect(), suspects }
    }
}

/// The prints of some groups, sorted.
fn prints(groups: &Groups, set: &Set) -> Vec<PrintId> {
    let mut prints: Vec<PrintId> =
        set.iter().flat_map(|&group| groups.prints(group)).copied().collect();
    prints.sort_unstable();
    prints
}

/// The conflicts to begin with: variables whose prints exclude each other, and rows that the
/// printed intervals break on their own.
fn seeds(system: &System, groups: &Groups) -> Vec<Ways> {
    let tightest: Vec<[Option<Held>; 2]> = system
        .variables()
        .map(|variable| Side::BOTH.map(|side| tightest(system, variable, side)))
        .collect();
    let mut seeds = BTreeSet::new();
    let mut seed = |parts: Vec<Part>| {
        seeds.extend(Ways::out_of(system, groups, &Conflict { parts }));
    };
    for ends in &tightest {
        if let [Some(low), Some(high)] = ends {
            if low.0 > high.0 {
                let part = |held: &Held, side| Part { constraint: held.1, side, multiplier: 1 };
                seed(Vec::from([part(low, Side::Low), part(high, Side::High)]));
            }
        }
    }
    for (index, row) in system.rows().enumerate() {
        for side in Side::BOTH {
            seed_of_row(RowId::at(index), row, side, &tightest).map(&mut seed);
        }
    }
    seeds.into_iter().collect()
}

/// An end of a variable and what it is held by.
type Held = (i128, Constraint);

fn tightest(system: &System, variable: VariableId, side: Side) -> Option<Held> {
    let fixed = side.of(system.bounds_of(variable)).map(|end| (end, Constraint::Bound(variable)));
    let printed = system
        .prints_of(variable)
        .iter()
        .filter_map(|&id| Some((system.get_print(id)?.end(side)?, Constraint::Print(id))));
    // Of equals the first is kept: a fixed bound before a print.
    fixed.into_iter().chain(printed).reduce(|best, held| {
        let tighter = if side == Side::Low { held.0 > best.0 } else { held.0 < best.0 };
        if tighter { held } else { best }
    })
}

/// The conflict of a row's side with the ends of its variables, if they are one.
fn seed_of_row(
    row: RowId,
    terms: Row<'_>,
    side: Side,
    tightest: &[[Option<Held>; 2]],
) -> Option<Vec<Part>> {
    let mut gap = terms.end(side)?;
    let mut parts = Vec::with_capacity(terms.terms().len() + 1);
    parts.push(Part { constraint: Constraint::Row(row), side, multiplier: 1 });
    for &(variable, a) in terms.terms() {
        let end = side.opposite().times(a < 0);
        let (value, constraint) = end.of(*tightest.get(variable.index())?)?;
        gap = gap.checked_sub(i128::from(a).checked_mul(value)?)?;
        parts.push(Part { constraint, side: end, multiplier: i128::from(a).abs() });
    }
    let broken = if side == Side::Low { gap > 0 } else { gap < 0 };
    broken.then_some(parts)
}
