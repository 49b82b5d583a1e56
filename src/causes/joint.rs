//! The whole document as one exact problem: every printed figure an interval, every equation a row.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format, vec,
    vec::Vec,
};

use crate::check::{Equation, Judged, Relation};
use crate::facts::{self, FactId, Facts, ScopeId};
use crate::finding::{Finding, FindingKind};
use crate::kind::Stage;
use crate::lang::{Message, counted};
use crate::law::Law;
use crate::num::decimal;
use crate::num::figure::{Interval, Quantity};
use crate::num::ratio::Ratio;
use crate::place::Place;
use crate::scope::Dimension;
use crate::system::{Cause, Conflict, Groups, PrintId, RowId, System, SystemError, VariableId};

/// What a print of the system stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// A printed figure or blank.
    Fact(FactId),
    /// A claim that states an equation, as a share does: freeing it drops the equation.
    Claim(Place),
    /// What an equation presumes, by the number of the equation: freeing it drops the equation.
    Presumption(usize),
}

impl Source {
    /// The row of a figure in a table.
    fn row(self, facts: &Facts<'_>) -> Option<facts::RowId> {
        match self {
            Self::Fact(fact) => facts.row_id(fact),
            Self::Claim(_) | Self::Presumption(_) => None,
        }
    }

    /// Where it stands in the document.
    fn place(self, facts: &Facts<'_>) -> Option<Place> {
        match self {
            Self::Fact(fact) => Some(facts.place(fact)),
            Self::Claim(place) => Some(place),
            Self::Presumption(_) => None,
        }
    }
}

/// What one wrong figure costs, in halves: some larger mistakes cost a half more.
pub(crate) const FIGURE: u32 = 2;

/// What each further row costs that one wrong figure was copied to: less than a mistake of its own.
const COPY: u32 = 1;

/// The joint problem of a document, and the way back from it.
#[derive(Debug, Clone)]
pub(crate) struct Joint {
    pub(crate) system: System,
    /// By print.
    sources: Vec<Source>,
    /// By fact: its variable in the system.
    variables: Vec<Option<VariableId>>,
    /// By fact: its print in the system.
    prints: Vec<Option<PrintId>>,
    /// By row: the equation that it is, by number, and its law.
    rows: Vec<(usize, Law)>,
    /// One unit of the system in 10⁻⁹ 元.
    unit: i128,
}

/// A row by its terms, its bounds and whether both of them count: what tells it from others.
type Written = (Vec<(VariableId, i64)>, [i128; 2], bool);

/// Whether equations that are only presumed belong to the problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Presumptions {
    /// They do not: it holds the laws alone.
    LeftOut,
    /// They do, and each can be freed like a print ([`Source::Presumption`]).
    Freeable,
}

impl Joint {
    /// The problem of all facts and all equations but the identities, which are variables with
    /// several prints. `None` if a figure is beyond the system's limits.
    pub(crate) fn new(
        facts: &Facts<'_>,
        judged: &[Judged],
        non_negative: bool,
        presumptions: Presumptions,
    ) -> Option<Self> {
        let constants = judged.iter().map(|judged| judged.equation.constant());
        let intervals = facts.all().filter_map(|fact| interval(facts, fact));
        let unit = intervals
            .chain(constants)
            .flat_map(|interval| [interval.low(), interval.high()])
            .fold(0, |divisor, end| decimal::gcd(divisor, end.nano().unsigned_abs()))
            .max(1);
        let mut joint = Self {
            system: System::new(),
            sources: Vec::new(),
            variables: Vec::with_capacity(facts.len()),
            prints: Vec::with_capacity(facts.len()),
            rows: Vec::new(),
            unit: i128::try_from(unit).ok()?,
        };
        joint.add_prints(facts, non_negative).ok()?;
        joint.add_rows(judged, presumptions).ok()?;
        Some(joint)
    }

    /// An end of an interval in units of the system.
    fn in_units(&self, end: Quantity) -> i128 {
        divided(end.nano(), self.unit)
    }

    fn add_prints(&mut self, facts: &Facts<'_>, non_negative: bool) -> Result<(), SystemError> {
        let mut of_scope: Vec<Option<VariableId>> = vec![None; facts.scope_count()];
        for fact in facts.all() {
            let scope = facts.scope_id(fact);
            let known = scope.and_then(|scope| of_scope.get_mut(scope.index()));
            let (Some(interval), Some(scope), Some(known)) = (interval(facts, fact), scope, known)
            else {
                self.variables.push(None);
                self.prints.push(None);
                continue;
            };
            let variable = match *known {
                Some(variable) => variable,
                None => {
                    let variable = self.system.variable();
                    *known = Some(variable);
                    if non_negative && may_not_be_negative(facts, scope) {
                        self.system.bound(variable, Some(0), None)?;
                    }
                    variable
                }
            };
            let [low, high] = [interval.low(), interval.high()].map(|end| Some(self.in_units(end)));
            self.prints.push(Some(self.system.print(variable, low, high)?));
            self.sources.push(Source::Fact(fact));
            self.variables.push(Some(variable));
        }
        Ok(())
    }

    fn add_rows(
        &mut self,
        judged: &[Judged],
        presumptions: Presumptions,
    ) -> Result<(), SystemError> {
        let mut seen: BTreeSet<Written> = BTreeSet::new();
        for (number, Judged { equation, .. }) in judged.iter().enumerate() {
            if equation.is_policy() {
                continue;
            }
            let presumed = equation.presumption().is_some();
            if presumed && presumptions == Presumptions::LeftOut {
                continue;
            }
            let plain = equation.claim().is_none() && !presumed;
            let known = matches!(equation.law(), Law::Identity | Law::NonNegative);
            if known && plain && equation.constant() == NIL {
                continue;
            }
            let Some(mut terms) = self.terms(equation) else { continue };
            if terms.is_empty() {
                continue;
            }
            let equal = equation.relation() == Relation::Equal;
            let constant = equation.constant();
            let constant = [constant.high(), constant.low()].map(|end| -self.in_units(end));
            if plain && !seen.insert((terms.clone(), constant, equal)) {
                continue;
            }
            let claim = equation.claim().map(Source::Claim);
            let presumption = presumed.then_some(Source::Presumption(number));
            for source in claim.into_iter().chain(presumption) {
                let slack = self.system.variable();
                self.system.print(slack, Some(0), Some(0))?;
                self.sources.push(source);
                // What is lacking, where it is freed.
                terms.push((slack, -1));
            }
            let [low, high] = constant;
            self.system.row(terms, Some(low), equal.then_some(high))?;
            self.rows.push((number, equation.law()));
        }
        Ok(())
    }

    /// The terms by variable; terms of one scope added up, those that cancel left out.
    fn terms(&self, equation: &Equation) -> Option<Vec<(VariableId, i64)>> {
        let mut terms = Vec::with_capacity(equation.terms().len());
        for term in equation.terms() {
            terms.push((self.variables.get(term.fact()).copied().flatten()?, term.coefficient));
        }
        terms.sort_unstable_by_key(|term| term.0);
        let mut merged: Vec<(VariableId, i64)> = Vec::with_capacity(terms.len());
        for (variable, coefficient) in terms {
            match merged.last_mut().filter(|last| last.0 == variable) {
                Some(last) => last.1 = last.1.checked_add(coefficient)?,
                None => merged.push((variable, coefficient)),
            }
        }
        merged.retain(|&(_, coefficient)| coefficient != 0);
        Some(merged)
    }

    /// The problem with other figures in the place of some, `None` where nothing is known of them, and with sums
    /// that may lack a part, by the numbers of their equations.
    pub(crate) fn with(
        &self,
        figures: impl IntoIterator<Item = (FactId, Option<Interval>)>,
        lacking: &[usize],
    ) -> Self {
        let mut changed = self.clone();
        for (fact, interval) in figures {
            let Some(print) = self.print(fact) else { continue };
            let ends = interval.map(|interval| [interval.low(), interval.high()]);
            let ends = ends.map_or([None; 2], |ends| ends.map(|end| Some(self.in_units(end))));
            changed.system.reprint(print, ends);
        }
        for number in lacking {
            if let Ok(row) = self.rows.binary_search_by_key(number, |&(number, _)| number) {
                changed.system.open_above(RowId::at(row));
            }
        }
        changed
    }

    /// The problem with the equations that speak of unreadable figures, which are variables without a print of
    /// their own.
    pub(crate) fn with_unreadable(&self, facts: &Facts<'_>, equations: &[Equation]) -> Self {
        let mut joint = self.clone();
        for fact in facts.all().filter(|&fact| !facts.is_readable(fact) && !facts.is_muted(fact)) {
            let Some(scope) = facts.scope_id(fact) else { continue };
            let known = facts.prints(scope).find_map(|other| joint.variable(other));
            let variable = known.unwrap_or_else(|| joint.system.variable());
            if known.is_none() && may_not_be_negative(facts, scope) {
                // The variable is this system's own, so that bounding it cannot fail.
                let _ = joint.system.bound(variable, Some(0), None);
            }
            if let Some(own) = joint.variables.get_mut(fact.index()) {
                *own = Some(variable);
            }
        }
        for equation in equations.iter().filter(|equation| equation.is_law()) {
            let constant = equation.constant();
            let [low, high] = [constant.high(), constant.low()].map(|end| -joint.in_units(end));
            let equal = equation.relation() == Relation::Equal;
            if let Some(terms) = joint.terms(equation).filter(|terms| !terms.is_empty()) {
                // A row beyond the limits of the system is left out.
                let _ = joint.system.row(terms, Some(low), equal.then_some(high));
            }
        }
        joint
    }

    /// Each print for itself, those of one claim together.
    pub(crate) fn singles(&self, facts: &Facts<'_>, weight: impl Fn(Place) -> u32) -> Groups {
        self.grouped(facts, weight, |source| match source {
            Source::Claim(place) => Some(Alike::Claim(place)),
            Source::Fact(_) | Source::Presumption(_) => None,
        })
    }

    /// Prints that are one mistake if they are wrong together: those of one label and one text, and
    /// those of one claim.
    pub(crate) fn groups(&self, facts: &Facts<'_>, weight: impl Fn(Place) -> u32) -> Groups {
        self.grouped(facts, weight, |source| match source {
            Source::Fact(fact) => alike_key(facts, fact),
            Source::Claim(place) => Some(Alike::Claim(place)),
            Source::Presumption(_) => None,
        })
    }

    fn grouped(
        &self,
        facts: &Facts<'_>,
        weight: impl Fn(Place) -> u32,
        key: impl Fn(Source) -> Option<Alike>,
    ) -> Groups {
        let mut groups = self.system.groups();
        for (index, &source) in self.sources.iter().enumerate() {
            let weight = source.place(facts).map_or(1, &weight).saturating_mul(FIGURE);
            let _ = groups.set_weight(PrintId::at(index), weight);
        }
        let mut alike: BTreeMap<Alike, Vec<PrintId>> = BTreeMap::new();
        for (index, &source) in self.sources.iter().enumerate() {
            if let Some(key) = key(source) {
                alike.entry(key).or_default().push(PrintId::at(index));
            }
        }
        for prints in alike.into_values().filter(|prints| prints.len() > 1) {
            let rows = prints.iter().filter_map(|&print| self.source(print)?.row(facts));
            let copies = rows.collect::<BTreeSet<_>>().len().saturating_sub(1);
            // The prints are this system's own, so that joining them cannot fail.
            let Ok(group) = groups.join(prints.iter().copied()) else { continue };
            let more = u32::try_from(copies).unwrap_or(u32::MAX).saturating_mul(COPY);
            let weight = groups.weight(group).saturating_add(more);
            if let Some(&print) = prints.first() {
                let _ = groups.set_weight(print, weight);
            }
        }
        groups
    }

    /// As [`singles`](Self::singles), but no figure is suspected, only what is presumed.
    pub(crate) fn presumptions(&self) -> Groups {
        let mut groups = self.system.groups();
        for (index, source) in self.sources.iter().enumerate() {
            if !matches!(source, Source::Presumption(_)) {
                groups.trust(PrintId::at(index));
            }
        }
        groups
    }

    /// The variable of a fact; `None` for one that is left out.
    pub(crate) fn variable(&self, fact: FactId) -> Option<VariableId> {
        self.variables.get(fact.index()).copied().flatten()
    }

    /// The print of a fact; `None` for one that is left out.
    pub(crate) fn print(&self, fact: FactId) -> Option<PrintId> {
        self.prints.get(fact.index()).copied().flatten()
    }

    pub(crate) fn source(&self, print: PrintId) -> Option<Source> {
        self.sources.get(print.index()).copied()
    }

    pub(crate) fn is_presumption(&self, print: PrintId) -> bool {
        matches!(self.source(print), Some(Source::Presumption(_)))
    }

    /// Whether nothing of a cause contradicts the laws alone: all its conflicts rest on presumptions.
    pub(crate) fn is_presumed(&self, judged: &[Judged], cause: &Cause) -> bool {
        let presumed = |row: RowId| {
            let judged = self.equation(row).and_then(|number| judged.get(number));
            judged.is_some_and(|judged| judged.equation.presumption().is_some())
        };
        let conflicts = cause.conflicts();
        !conflicts.is_empty() && conflicts.iter().all(|conflict| conflict.rows().any(presumed))
    }

    /// What prints a variable.
    #[cfg(feature = "serde")]
    pub(crate) fn facts_of(&self, variable: VariableId) -> impl Iterator<Item = Source> {
        self.system.prints_of(variable).iter().filter_map(|&print| self.source(print))
    }

    /// One unit of the system in 10⁻⁹ 元.
    #[cfg(feature = "serde")]
    pub(crate) fn unit(&self) -> i128 {
        self.unit
    }

    #[cfg(feature = "serde")]
    pub(crate) fn law(&self, row: RowId) -> Option<Law> {
        self.rows.get(row.index()).map(|&(_, law)| law)
    }

    /// The equation that a row is, by number.
    pub(crate) fn equation(&self, row: RowId) -> Option<usize> {
        self.rows.get(row.index()).map(|&(number, _)| number)
    }

    /// A value of the system as money, rounded down where it falls between 10⁻⁹ 元.
    pub(crate) fn floor(&self, value: Ratio) -> Option<Quantity> {
        self.scaled(value).map(|(whole, _)| Quantity::from_nano(whole))
    }

    /// A value of the system as money, rounded up where it falls between 10⁻⁹ 元.
    pub(crate) fn ceil(&self, value: Ratio) -> Option<Quantity> {
        let (whole, exact) = self.scaled(value)?;
        Some(Quantity::from_nano(if exact { whole } else { whole.checked_add(1)? }))
    }

    fn scaled(&self, value: Ratio) -> Option<(i128, bool)> {
        let nano = value.numerator().checked_mul(self.unit)?;
        let whole = nano.div_euclid(value.denominator());
        Some((whole, nano.rem_euclid(value.denominator()) == 0))
    }
}

/// What makes several wrong prints one mistake.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Alike {
    Cell(alloc::string::String, alloc::string::String),
    Claim(Place),
}

fn alike_key(facts: &Facts<'_>, fact: FactId) -> Option<Alike> {
    let (row, figure) = (facts.row(fact)?, facts.figure(fact)?);
    Some(Alike::Cell(row.label(), figure.to_text_with_unit()))
}

/// The values that print as a fact does, of one that takes part in the laws.
fn interval(facts: &Facts<'_>, fact: FactId) -> Option<Interval> {
    facts.interval(fact).filter(|_| !facts.is_muted(fact))
}

/// No constant.
const NIL: Interval = Interval::point(Quantity::ZERO);

/// Whether an amount cannot be below zero: in a budget always; in final accounts unless it is
/// printed so. A change can.
fn may_not_be_negative(facts: &Facts<'_>, variable: ScopeId) -> bool {
    let Some(first) = facts.prints(variable).next() else { return false };
    let scope = facts.scope(first);
    // Of what the narrative tells of nobody knows what, nobody knows that it is no difference.
    if facts.place(first).table().is_none() && scope.flow().is_none() {
        return false;
    }
    let mut prints = facts.prints(variable);
    let mut printed = || prints.any(|fact| facts.figure(fact).is_some_and(|f| f.mantissa() < 0));
    !scope.fixes(Dimension::Change) && (scope.stage() == Some(Stage::Budget) || !printed())
}

/// A quotient that is known to be whole.
fn divided(end: i128, unit: i128) -> i128 {
    match (i64::try_from(end), i64::try_from(unit)) {
        (Ok(end), Ok(unit)) => i128::from(end / unit),
        _ => end / unit,
    }
}

/// Equations that each hold within rounding and cannot all hold.
pub(crate) fn conflict(facts: &Facts<'_>, joint: &Joint, conflict: &Conflict) -> Finding {
    let places: Vec<Place> =
        conflict.prints().filter_map(|print| joint.source(print)?.place(facts)).collect();
    let rows = conflict.rows().count();
    let message = Message::new(
        format!("{rows} 个关系式各自都在舍入之内，但涉及的 {} 个数字不可能同时正确", places.len()),
        format!(
            "{} within rounding one by one, but not together: {} cannot all be right",
            counted(rows, "equation"),
            counted(places.len(), "figure")
        ),
    );
    Finding::new(FindingKind::Conflict, places, message)
}
