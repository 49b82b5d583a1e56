//! The proof of the verdict as JSON: the witness, the conflict, or the whole problem for another
//! solver.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::Report;
use crate::{
    Cell, Law, Quantity, Unit,
    reconcile::{Proof, joint::Joint, joint::Source},
    system::{Conflict, Constraint, Ratio, Side, VariableId, Verdict, Witness},
};

/// Adds `witness` or `conflict`, if there is one, to a map that is being written.
pub(super) fn serialize<M: SerializeMap>(report: &Report, map: &mut M) -> Result<(), M::Error> {
    let Proof { joint: Some(joint), verdict: Some(verdict), .. } = &report.proof else {
        return Ok(());
    };
    let view = View { report, joint };
    match verdict {
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

/// One value of the witness, in 元, and where it is printed.
#[derive(Serialize)]
struct Valued {
    cells: Vec<Cell>,
    value: String,
    unit: Unit,
}

/// One inequality of the conflict and its multiplier.
#[derive(Serialize)]
#[serde(tag = "of", rename_all = "snake_case")]
enum PartView {
    Row { law: Option<Law>, terms: Vec<(usize, String)>, side: &'static str, multiplier: String },
    Print { cell: Option<Cell>, side: &'static str, multiplier: String },
    Bound { cells: Vec<Cell>, side: &'static str, multiplier: String },
}

impl View<'_> {
    fn cells(self, variable: VariableId) -> Vec<Cell> {
        self.joint.facts_of(variable).filter_map(|source| self.cell(source)).collect()
    }

    fn cell(self, source: Source) -> Option<Cell> {
        let place = match source {
            Source::Fact(fact) => self.report.facts.get(crate::place::index(fact))?.0,
            Source::Claim(place) => place,
        };
        Some(self.report.cell(place))
    }

    fn witness(self, witness: &Witness) -> Vec<Valued> {
        let variables = self.joint.system.variables();
        variables
            .filter_map(|variable| {
                let value = self.yuan(witness.value(variable)?);
                Some(Valued { cells: self.cells(variable), value, unit: Unit::Yuan })
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
        let side = |side| match side {
            Side::Low => "low",
            Side::High => "high",
        };
        conflict
            .parts()
            .iter()
            .map(|part| {
                let (side, multiplier) = (side(part.side()), part.multiplier().to_string());
                match part.constraint() {
                    Constraint::Row(row) => PartView::Row {
                        law: self.joint.law(row),
                        terms: self.row_terms(row),
                        side,
                        multiplier,
                    },
                    Constraint::Print(print) => PartView::Print {
                        cell: self.joint.source(print).and_then(|source| self.cell(source)),
                        side,
                        multiplier,
                    },
                    Constraint::Bound(variable) => {
                        PartView::Bound { cells: self.cells(variable), side, multiplier }
                    }
                }
            })
            .collect()
    }

    fn row_terms(self, row: crate::system::RowId) -> Vec<(usize, String)> {
        let row = self.joint.system.get_row(row);
        let terms = row.map(|row| row.terms()).unwrap_or_default();
        terms.iter().map(|&(variable, c)| (variable.index(), c.to_string())).collect()
    }
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
        let yuan = |end: Option<i128>| end.map(|end| self.yuan(end));
        let rows: Vec<RowView> = system
            .rows()
            .enumerate()
            .map(|(index, row)| RowView {
                law: self.joint.law(crate::system::RowId::at(index)),
                terms: row.terms().iter().map(|&(v, c)| (v.index(), c.to_string())).collect(),
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
            low: low.map(|low| self.yuan(low)),
            high: high.map(|high| self.yuan(high)),
            cells: view.cells(variable),
        }
    }

    fn yuan(&self, units: i128) -> String {
        let nano = units.saturating_mul(self.joint.unit());
        Quantity::from_nano(nano).to_decimal_string(Unit::Yuan, 0)
    }
}
