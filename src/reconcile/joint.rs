//! The whole document as one exact problem: every printed figure an interval, every equation a row.

use crate::index;
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec,
    vec::Vec,
};

use super::{Equation, Judged, Relation, facts::Facts};
use crate::kind::Stage;
use crate::law::Law;
use crate::num::decimal;
use crate::num::figure::Quantity;
use crate::place::Place;
use crate::scope::Dimension;
use crate::system::{Groups, PrintId, Ratio, System, SystemError, VariableId};
use crate::text;

/// What a print of the system stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// A printed figure or blank: the number of the fact.
    Fact(u32),
    /// A claim that states an equation, as a share does: freeing it drops the equation.
    Claim(Place),
}

/// The joint problem of a document, and the way back from it.
#[derive(Debug, Clone)]
pub(super) struct Joint {
    pub(super) system: System,
    /// By print.
    sources: Vec<Source>,
    /// By fact: its variable in the system.
    variables: Vec<Option<VariableId>>,
    /// By row: its law.
    laws: Vec<Law>,
    /// One unit of the system in 10⁻⁹ 元.
    unit: i128,
}

impl Joint {
    /// The problem of all facts and all equations but the identities, which are variables with
    /// several prints. `None` if a figure is beyond the system's limits.
    pub(super) fn new(facts: &Facts<'_>, judged: &[Judged], non_negative: bool) -> Option<Self> {
        let intervals: Vec<Option<[i128; 2]>> =
            (0..facts.len()).map(|fact| interval(facts, index::number(fact))).collect();
        let unit = intervals
            .iter()
            .flatten()
            .flatten()
            .fold(0, |divisor, &end| decimal::gcd(divisor, end.unsigned_abs()))
            .max(1);
        let unit = i128::try_from(unit).ok()?;
        let mut joint = Self {
            system: System::new(),
            sources: Vec::new(),
            variables: Vec::new(),
            laws: Vec::new(),
            unit,
        };
        joint.add_prints(facts, &intervals, non_negative).ok()?;
        joint.add_rows(judged).ok()?;
        Some(joint)
    }

    fn add_prints(
        &mut self,
        facts: &Facts<'_>,
        intervals: &[Option<[i128; 2]>],
        non_negative: bool,
    ) -> Result<(), SystemError> {
        let mut of_scope: Vec<Option<VariableId>> = vec![None; facts.scopes().len()];
        for (index, interval) in intervals.iter().enumerate() {
            let fact = index::number(index);
            let Some([low, high]) = *interval else {
                self.variables.push(None);
                continue;
            };
            let scope = facts.variable(fact);
            let Some(known) = of_scope.get_mut(index::index(scope)) else {
                self.variables.push(None);
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
            let [low, high] = [low, high].map(|end| Some(divided(end, self.unit)));
            self.system.print(variable, low, high)?;
            self.sources.push(Source::Fact(fact));
            self.variables.push(Some(variable));
        }
        Ok(())
    }

    fn add_rows(&mut self, judged: &[Judged]) -> Result<(), SystemError> {
        let mut seen: BTreeSet<(Vec<(VariableId, i64)>, bool)> = BTreeSet::new();
        for Judged { equation, .. } in judged {
            if matches!(equation.law(), Law::Identity | Law::NonNegative) {
                continue;
            }
            let Some(mut terms) = self.terms(equation) else { continue };
            if terms.is_empty() {
                continue;
            }
            let equal = equation.relation() == Relation::Equal;
            if let Some(claim) = equation.claim() {
                let slack = self.system.variable();
                self.system.print(slack, Some(0), Some(0))?;
                self.sources.push(Source::Claim(claim));
                terms.push((slack, 1));
            } else if !seen.insert((terms.clone(), equal)) {
                continue;
            }
            self.system.row(terms, Some(0), equal.then_some(0))?;
            self.laws.push(equation.law());
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

    /// Each print for itself, those of one claim together.
    pub(super) fn singles(&self, facts: &Facts<'_>, weight: impl Fn(Place) -> u32) -> Groups {
        self.grouped(facts, weight, |source| match source {
            Source::Fact(_) => None,
            Source::Claim(place) => Some(Alike::Claim(place)),
        })
    }

    /// Prints that are one mistake if they are wrong together: those of one label and one text, and
    /// those of one claim.
    pub(super) fn groups(&self, facts: &Facts<'_>, weight: impl Fn(Place) -> u32) -> Groups {
        self.grouped(facts, weight, |source| match source {
            Source::Fact(fact) => alike_key(facts, fact),
            Source::Claim(place) => Some(Alike::Claim(place)),
        })
    }

    fn grouped(
        &self,
        facts: &Facts<'_>,
        weight: impl Fn(Place) -> u32,
        key: impl Fn(Source) -> Option<Alike>,
    ) -> Groups {
        let mut groups = self.system.groups();
        let mut alike: BTreeMap<Alike, Vec<PrintId>> = BTreeMap::new();
        for (index, &source) in self.sources.iter().enumerate() {
            if let Some(key) = key(source) {
                alike.entry(key).or_default().push(PrintId::at(index));
            }
        }
        for prints in alike.into_values().filter(|prints| prints.len() > 1) {
            // The prints are this system's own, so that joining them cannot fail.
            let _ = groups.join(prints);
        }
        for (index, source) in self.sources.iter().enumerate() {
            let place = match *source {
                Source::Fact(fact) => facts.place(fact),
                Source::Claim(place) => place,
            };
            let weight = weight(place);
            if weight > 1 {
                let _ = groups.set_weight(PrintId::at(index), weight);
            }
        }
        groups
    }

    /// The variable of a fact; `None` for one that is left out.
    pub(super) fn variable(&self, fact: u32) -> Option<VariableId> {
        self.variables.get(index::index(fact)).copied().flatten()
    }

    pub(super) fn source(&self, print: PrintId) -> Option<Source> {
        self.sources.get(print.index()).copied()
    }

    /// What prints a variable.
    #[cfg(feature = "serde")]
    pub(super) fn facts_of(&self, variable: VariableId) -> impl Iterator<Item = Source> {
        self.system.prints_of(variable).iter().filter_map(|&print| self.source(print))
    }

    /// One unit of the system in 10⁻⁹ 元.
    #[cfg(feature = "serde")]
    pub(super) fn unit(&self) -> i128 {
        self.unit
    }

    #[cfg(feature = "serde")]
    pub(super) fn law(&self, row: crate::system::RowId) -> Option<Law> {
        self.laws.get(row.index()).copied()
    }

    /// A value of the system as money, rounded down where it falls between 10⁻⁹ 元.
    pub(super) fn floor(&self, value: Ratio) -> Option<Quantity> {
        self.scaled(value).map(|(whole, _)| Quantity::from_nano(whole))
    }

    /// A value of the system as money, rounded up where it falls between 10⁻⁹ 元.
    pub(super) fn ceil(&self, value: Ratio) -> Option<Quantity> {
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

fn alike_key(facts: &Facts<'_>, fact: u32) -> Option<Alike> {
    let Place::Cell { table, row, .. } = facts.place(fact) else { return None };
    let figure = facts.figure(fact)?;
    let table = facts.disclosure.raw().tables.get(index::index(table))?;
    let row = table.rows.get(index::index(row))?;
    let label = row.code.as_deref().unwrap_or(&row.name);
    Some(Alike::Cell(text::normalise(label), figure.to_text_with_unit()))
}

/// The values that print as a fact does, in 10⁻⁹ 元.
fn interval(facts: &Facts<'_>, fact: u32) -> Option<[i128; 2]> {
    let interval = facts.interval(fact).filter(|_| !facts.is_muted(fact))?;
    Some([interval.low().nano(), interval.high().nano()])
}

/// Whether an amount cannot be below zero: in a budget always; in final accounts unless it is
/// printed so. A change can.
fn may_not_be_negative(facts: &Facts<'_>, variable: u32) -> bool {
    let prints = facts.prints(variable);
    let Some(&first) = prints.first() else { return false };
    let scope = facts.scope(first);
    let printed =
        || prints.iter().any(|&fact| facts.figure(fact).is_some_and(|f| f.mantissa() < 0));
    !scope.fixes(Dimension::Change) && (scope.stage() == Some(Stage::Budget) || !printed())
}

/// A quotient that is known to be whole.
fn divided(end: i128, unit: i128) -> i128 {
    match (i64::try_from(end), i64::try_from(unit)) {
        (Ok(end), Ok(unit)) => i128::from(end / unit),
        _ => end / unit,
    }
}
