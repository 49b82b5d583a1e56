//! The proof of the verdict as JSON: the witness, the conflict, or the whole problem for another
//! solver.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::Report;
use crate::causes::{Joint, Source};
use crate::law::Law;
use crate::num::amount::Unit;
use crate::num::ratio::Ratio;
use crate::place::Cell;
use crate::report::Proof;
use crate::system::{Conflict, Constraint, Part, Row, Side, VariableId, Verdict, Witness};

/// Adds `witness` or `conflict`, if there is one, to a map that is being written.
pub(super) fn serialize<M: SerializeMap>(report: &Report, map: &mut M) -> Result<(), M::Error> {
    let Proof { joint: Some(joint), solution: Some(solution), .. } = &report.proof else {
        return Ok(());
    };
    let view = View { report, joint };
    map.serialize_entry("method", &solution.method())?;
    match solution.verdict() {
        Verdict::Feasible(witness) => map.serialize_entry("witness", &view.witness(witness)),
        Verdict::Infeasible(conflict) => map.serialize_entry("conflict", &view.conflict(conflict)),
        Verdict::Undecided(reason) => map.serialize_entry("undecided", &reason.to_string()),
    }
}

#[derive(Clone, Copy)]
struct View<'a> {
    report: &'a Report,
    joint: &'a Joint,
}

/// One value of the witness, in 元, and where it is printed. `id` is that of `--system`.
#[derive(Serialize)]
struct Valued {
    id: usize,
    cells: Vec<Cell>,
    value: String,
    unit: Unit,
}

/// One inequality of the conflict and its multiplier: the side of a row, of a print or of a bound
/// that nobody doubts; `bound` is the number on that side, in 元.
#[derive(Serialize)]
#[serde(tag = "of", rename_all = "snake_case")]
enum PartView {
    Row {
        row: usize,
        law: Option<Law>,
        terms: Vec<(usize, String)>,
        side: &'static str,
        bound: Option<String>,
        multiplier: String,
    },
    Print {
        variable: usize,
        cell: Option<Cell>,
        side: &'static str,
        bound: Option<String>,
        multiplier: String,
    },
    Bound {
        variable: usize,
        cells: Vec<Cell>,
        side: &'static str,
        bound: Option<String>,
        multiplier: String,
    },
}

impl View<'_> {
    fn cells(self, variable: VariableId) -> Vec<Cell> {
        self.joint.facts_of(variable).filter_map(|source| self.cell(source)).collect()
    }

    fn cell(self, source: Source) -> Option<Cell> {
        let place = match source {
            Source::Fact(fact) => self.report.facts.get(fact.index())?.0,
            Source::Claim(place) => place,
            Source::Presumption(_) => return None,
        };
        Some(self.report.cell(place))
    }

    fn witness(self, witness: &Witness) -> Vec<Valued> {
        let variables = self.joint.system.variables();
        variables
            .filter_map(|variable| {
                let value = self.yuan(witness.value(variable)?);
                let (id, cells) = (variable.index(), self.cells(variable));
                Some(Valued { id, cells, value, unit: Unit::Yuan })
            })
            .collect()
    }

    /// An exact value in 元: a decimal, or a fraction where no decimal is exact.
    fn yuan(self, value: Ratio) -> String {
        match (self.joint.floor(value), self.joint.ceil(value)) {
            (Some(low), Some(high)) if low == high => low.to_decimal_string(Unit::Yuan, 0),
            _ => {
                let scaled = Ratio::new(self.joint.unit(), 1_000_000_000)
                    .and_then(|unit| {
                        let numerator = value.numerator().checked_mul(unit.numerator())?;
                        let denominator = value.denominator().checked_mul(unit.denominator())?;
                        Ratio::new(numerator, denominator)
                    })
                    .unwrap_or(value);
                scaled.to_string()
            }
        }
    }

    fn conflict(self, conflict: &Conflict) -> Vec<PartView> {
        conflict.parts().iter().map(|part| self.part(part)).collect()
    }

    fn part(self, part: &Part) -> PartView {
        let system = &self.joint.system;
        let side = match part.side() {
            Side::Low => "low",
            Side::High => "high",
        };
        let multiplier = part.multiplier().to_string();
        let bound =
            |ends: [Option<i128>; 2]| part.side().of(ends).map(|end| self.yuan(Ratio::from(end)));
        match part.constraint() {
            Constraint::Row(id) => {
                let row = system.get_row(id);
                PartView::Row {
                    row: id.index(),
                    law: self.joint.law(id),
                    terms: row.map(terms).unwrap_or_default(),
                    side,
                    bound: row.and_then(|row| bound([row.low(), row.high()])),
                    multiplier,
                }
            }
            Constraint::Print(id) => {
                let print = system.get_print(id);
                PartView::Print {
                    variable: print.map_or(usize::MAX, |print| print.variable().index()),
                    cell: self.joint.source(id).and_then(|source| self.cell(source)),
                    side,
                    bound: print.and_then(|print| bound([print.low(), print.high()])),
                    multiplier,
                }
            }
            Constraint::Bound(variable) => PartView::Bound {
                variable: variable.index(),
                cells: self.cells(variable),
                side,
                bound: bound(system.bounds_of(variable)),
                multiplier,
            },
        }
    }
}

/// The terms of a row: variable and coefficient.
fn terms(row: Row<'_>) -> Vec<(usize, String)> {
    row.terms().iter().map(|&(variable, c)| (variable.index(), c.to_string())).collect()
}

/// The joint problem of a document to be serialised, for checking with another solver: variables
/// with their bounds and cells, rows with their terms, all in one unit (元).
///
/// ```
/// use cn_budget::{Disclosure, Options, RawDisclosure, Stage};
///
/// let disclosure = Disclosure::read(RawDisclosure::new(2026, Stage::Budget));
/// let report = cn_budget::reconcile(&disclosure, &Options::new());
/// let json = serde_json::to_value(report.system().unwrap())?;
/// assert_eq!(json["unit"], "元");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct SystemView<'a> {
    report: &'a Report,
    joint: &'a Joint,
}

impl Report {
    /// The joint problem, `None` if a figure is beyond the limits of the solver.
    pub fn system(&self) -> Option<SystemView<'_>> {
        self.proof.joint.as_ref().map(|joint| SystemView { report: self, joint })
    }
}

#[derive(Serialize)]
struct VariableView {
    id: usize,
    low: Option<String>,
    high: Option<String>,
    cells: Vec<Cell>,
}

#[derive(Serialize)]
struct RowView {
    law: Option<Law>,
    terms: Vec<(usize, String)>,
    low: Option<String>,
    high: Option<String>,
}

impl Serialize for SystemView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let system = &self.joint.system;
        let view = View { report: self.report, joint: self.joint };
        let variables: Vec<VariableView> =
            system.variables().map(|variable| self.variable(view, variable)).collect();
        let yuan = |end: Option<i128>| end.map(|end| view.yuan(Ratio::from(end)));
        let rows: Vec<RowView> = system
            .rows()
            .enumerate()
            .map(|(index, row)| RowView {
                law: self.joint.law(crate::system::RowId::at(index)),
                terms: terms(row),
                low: yuan(row.low()),
                high: yuan(row.high()),
            })
            .collect();
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("unit", &Unit::Yuan)?;
        map.serialize_entry("variables", &variables)?;
        map.serialize_entry("rows", &rows)?;
        map.end()
    }
}

impl SystemView<'_> {
    fn variable(&self, view: View<'_>, variable: VariableId) -> VariableView {
        let system = &self.joint.system;
        let [mut low, mut high] = system.bounds_of(variable);
        for print in system.prints_of(variable).iter().filter_map(|&print| system.get_print(print))
        {
            low = low.max(print.low());
            high = match (high, print.high()) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
        }
        VariableView {
            id: variable.index(),
            low: low.map(|low| view.yuan(Ratio::from(low))),
            high: high.map(|high| view.yuan(Ratio::from(high))),
            cells: view.cells(variable),
        }
    }
}
