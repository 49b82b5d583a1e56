//! The report as JSON: one object per document.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use serde::{
    Serialize, Serializer,
    ser::{SerializeMap, SerializeSeq},
};

use super::{CellVerdict, Report};
use crate::check::{Judged, Verdict};
use crate::finding::Finding;
use crate::num::amount::Unit;
use crate::num::figure::{Interval, Quantity};
use crate::place::{Cell, Place};

mod causes;
mod proof;

pub use proof::SystemView;

/// A report to be serialised with more or less detail.
///
/// ```
/// use cn_budget::{Disclosure, Options, RawDisclosure, Stage};
///
/// let disclosure = Disclosure::read(RawDisclosure::new(2026, Stage::Budget));
/// let report = cn_budget::reconcile(&disclosure, &Options::new());
/// let json = serde_json::to_value(report.view().file("budget.json").full(true))?;
/// assert_eq!(json["file"], "budget.json");
/// assert_eq!(json["verdict"], "unchecked"); // it holds no figure
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct ReportView<'a> {
    report: &'a Report,
    file: Option<&'a str>,
    full: bool,
    proof: bool,
}

impl Report {
    /// The report as it is to be serialised: without a file name and without details.
    pub fn view(&self) -> ReportView<'_> {
        ReportView { report: self, file: None, full: false, proof: false }
    }
}

impl<'a> ReportView<'a> {
    /// Adds the name of the file.
    #[must_use]
    pub fn file(mut self, file: &'a str) -> Self {
        self.file = Some(file);
        self
    }

    /// Adds the verdict on every cell, and every equation.
    #[must_use]
    pub fn full(mut self, full: bool) -> Self {
        self.full = full;
        self
    }

    /// Adds the witness or the conflict that proves the verdict.
    #[must_use]
    pub fn proof(mut self, proof: bool) -> Self {
        self.proof = proof;
        self
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
}

impl Serialize for ReportView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.report;
        let mut map = serializer.serialize_map(None)?;
        if let Some(file) = self.file {
            map.serialize_entry("file", file)?;
        }
        map.serialize_entry("crate", env!("CARGO_PKG_VERSION"))?;
        map.serialize_entry("catalogue", report.catalogue.version())?;
        map.serialize_entry("verdict", &report.verdict)?;
        map.serialize_entry("figures", &report.figures)?;
        map.serialize_entry("covered", &report.covered)?;
        map.serialize_entry("uncovered", &Cells(report, &report.uncovered))?;
        map.serialize_entry("weak", &Cells(report, &report.weak))?;
        let (read, unread) = report.claims();
        let bound = report.bound_claims();
        map.serialize_entry("claims", &Claims { read, bound, unread })?;
        map.serialize_entry("equations", &Counts(report))?;
        map.serialize_entry("findings", &Findings(report))?;
        map.serialize_entry("causes", &causes::Causes(report))?;
        map.serialize_entry("suspects", &causes::Suspects(report))?;
        map.serialize_entry("suspects_complete", &report.suspects_are_complete())?;
        map.serialize_entry("unexplained", &causes::unexplained(report))?;
        if self.full {
            map.serialize_entry("cell_verdicts", &CellVerdicts(report))?;
            map.serialize_entry("equation_list", &Equations(report))?;
        }
        if self.proof {
            proof::serialize(report, &mut map)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct Claims {
    read: usize,
    bound: usize,
    unread: usize,
}

struct Cells<'a>(&'a Report, &'a [Place]);

impl Serialize for Cells<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.1.iter().map(|&place| self.0.cell(place)))
    }
}

struct Counts<'a>(&'a Report);

impl Serialize for Counts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let by_law: BTreeMap<&str, usize> =
            self.0.count_by_law().into_iter().map(|(law, count)| (law.key(), count)).collect();
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("exact", &self.0.count(Verdict::Exact))?;
        map.serialize_entry("rounding", &self.0.count(Verdict::Rounding))?;
        map.serialize_entry("broken", &self.0.count(Verdict::Broken))?;
        map.serialize_entry("by_law", &by_law)?;
        map.end()
    }
}

#[derive(Serialize)]
struct TermView {
    cell: usize,
    coefficient: i64,
}

struct Findings<'a>(&'a Report);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.findings.len()))?;
        for finding in &self.0.findings {
            list.serialize_element(&FindingView(self.0, finding))?;
        }
        list.end()
    }
}

struct FindingView<'a>(&'a Report, &'a Finding);

impl Serialize for FindingView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(report, finding) = self;
        let terms: Vec<TermView> = finding
            .terms
            .iter()
            .map(|&(cell, coefficient)| TermView { cell, coefficient })
            .collect();
        let unit = finding.unit.unwrap_or(Unit::Yuan);
        let mut map = serializer.serialize_map(Some(11))?;
        map.serialize_entry("id", &finding.id)?;
        map.serialize_entry("kind", &finding.kind)?;
        map.serialize_entry("severity", &finding.severity)?;
        map.serialize_entry("law", &finding.law)?;
        map.serialize_entry("cells", &Cells(report, &finding.places))?;
        map.serialize_entry("terms", &terms)?;
        map.serialize_entry("difference", &finding.difference.map(|q| number(q, unit)))?;
        map.serialize_entry("allowed", &finding.allowed.map(|q| number(q, unit)))?;
        map.serialize_entry("unit", &finding.unit)?;
        map.serialize_entry("message", &finding.message)?;
        map.end()
    }
}

/// An exact decimal with at least two decimals, as amounts are printed.
fn number(quantity: Quantity, unit: Unit) -> String {
    quantity.to_decimal_string(unit, 2)
}

#[derive(Serialize)]
struct CellVerdictView {
    cell: Cell,
    verdict: CellVerdict,
}

struct CellVerdicts<'a>(&'a Report);

impl Serialize for CellVerdicts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(
            self.0
                .cell_verdicts()
                .map(|(place, verdict)| CellVerdictView { cell: self.0.cell(place), verdict }),
        )
    }
}

struct Equations<'a>(&'a Report);

impl Serialize for Equations<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.equations.iter().map(|judged| EquationView(self.0, judged)))
    }
}

struct EquationView<'a>(&'a Report, &'a Judged);

impl Serialize for EquationView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(report, judged) = self;
        let equation = &judged.equation;
        let places: Vec<Place> =
            equation.terms().iter().filter_map(|&term| report.place(term)).collect();
        let terms: Vec<TermView> = equation
            .terms()
            .iter()
            .enumerate()
            .map(|(cell, term)| TermView { cell, coefficient: term.coefficient() })
            .collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("law", &equation.law())?;
        map.serialize_entry("relation", equation.relation().sign())?;
        if equation.presumption().is_some() {
            map.serialize_entry("presumed", &true)?;
        }
        if equation.is_policy() {
            map.serialize_entry("policy", &true)?;
        }
        map.serialize_entry("terms", &terms)?;
        map.serialize_entry("cells", &Cells(report, &places))?;
        let constant = equation.constant();
        if constant != Interval::point(Quantity::ZERO) {
            let ends = [constant.low(), constant.high()];
            map.serialize_entry("constant", &ends.map(|end| number(end, Unit::Yuan)))?;
        }
        if let Some(place) = equation.claim() {
            map.serialize_entry("stated_at", &report.cell(place))?;
        }
        map.serialize_entry("verdict", &judged.judgement.verdict)?;
        let number = |quantity| number(quantity, Unit::Yuan);
        map.serialize_entry("difference", &number(judged.judgement.difference))?;
        map.serialize_entry("allowed", &number(judged.judgement.allowed))?;
        map.end()
    }
}
