//! Causes and suspects as JSON.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::number;
use crate::causes::{Cause, Correction, Doubt, Slip, Suspect, SuspectSet, in_style_of};
use crate::check::Presumption;
use crate::lang::Message;
use crate::num::amount::Unit;
use crate::num::figure::Figure;
use crate::place::{Cell, Place};
use crate::report::Report;

/// The independent mistakes, the worst first.
pub(super) struct Causes<'a>(pub(super) &'a Report);

impl Serialize for Causes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.0;
        let broken = broken_at(report);
        let mut told: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (number, finding) in report.findings.iter().enumerate() {
            if let Some(equation) = finding.equation {
                told.entry(equation).or_default().push(number);
            }
        }
        let (broken, told) = (&broken, &told);
        let views = report.causes().iter().map(|cause| CauseView { report, cause, broken, told });
        serializer.collect_seq(views)
    }
}

struct CauseView<'a> {
    report: &'a Report,
    cause: &'a Cause,
    broken: &'a BTreeMap<Place, Vec<&'a str>>,
    /// By equation: the findings that tell of it, by number.
    told: &'a BTreeMap<usize, Vec<usize>>,
}

impl Serialize for CauseView<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { report, cause, broken, told } = self;
        let cells: Vec<Cell> = cause.places().iter().map(|&place| report.cell(place)).collect();
        let alternatives: Vec<Vec<Alternative<'_>>> = cause
            .alternatives()
            .iter()
            .enumerate()
            .map(|(number, set)| alternative(report, number, set, broken))
            .collect();
        let equations = cause.equations().iter();
        let findings: BTreeSet<usize> =
            equations.filter_map(|equation| told.get(equation)).flatten().copied().collect();
        let findings = findings.iter().filter_map(|&number| report.findings.get(number));
        let explains: Vec<&str> = findings.map(|finding| finding.id.as_str()).collect();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("kind", &cause.kind())?;
        map.serialize_entry("cells", &cells)?;
        map.serialize_entry("alternatives", &alternatives)?;
        map.serialize_entry("more", &cause.more())?;
        map.serialize_entry("complete", &cause.is_complete())?;
        map.serialize_entry("explains", &explains)?;
        map.serialize_entry("message", cause.message())?;
        map.end()
    }
}

/// One part of an alternative.
#[derive(Serialize)]
#[serde(untagged)]
enum Alternative<'a> {
    Figure(SuspectView<'a>),
    /// What is presumed of a whole, and how much of it is lacking.
    Presumption {
        cell: Option<Cell>,
        presumption: Option<Presumption>,
        low: Option<String>,
        high: Option<String>,
        unit: Unit,
    },
}

fn alternative<'a>(
    report: &Report,
    number: usize,
    set: &SuspectSet,
    broken: &'a BTreeMap<Place, Vec<&'a str>>,
) -> Vec<Alternative<'a>> {
    let suspects = set.suspects().iter().enumerate();
    let figures = suspects.map(|(rank, suspect)| {
        Alternative::Figure(SuspectView::new(report, (number, rank), suspect, broken))
    });
    figures.chain(set.doubts().iter().map(|doubt| presumption(report, doubt))).collect()
}

fn presumption<'a>(report: &Report, doubt: &Doubt) -> Alternative<'a> {
    let judged = report.equations.get(doubt.equation());
    let unit = judged.and_then(|judged| report.coarsest(judged)).map_or(Unit::Yuan, Figure::unit);
    let whole = judged.and_then(|judged| report.place(*judged.equation.terms().first()?));
    Alternative::Presumption {
        cell: whole.map(|place| report.cell(place)),
        presumption: judged.and_then(|judged| judged.equation.presumption()),
        low: doubt.low().map(|low| number(low, unit)),
        high: doubt.high().map(|high| number(high, unit)),
        unit,
    }
}

/// The findings on broken equations that no cause explains.
pub(super) fn unexplained(report: &Report) -> Vec<&str> {
    let open = report.unexplained();
    let findings = report.findings_on_broken();
    let left = findings.filter(|(number, _)| open.binary_search(number).is_ok());
    left.map(|(_, finding)| finding.id.as_str()).collect()
}

/// The findings on broken equations by the places that they are about.
fn broken_at(report: &Report) -> BTreeMap<Place, Vec<&str>> {
    let mut by_place: BTreeMap<Place, Vec<&str>> = BTreeMap::new();
    for (_, finding) in report.findings_on_broken() {
        for &place in &finding.places {
            let ids = by_place.entry(place).or_default();
            if ids.last() != Some(&finding.id.as_str()) {
                ids.push(&finding.id);
            }
        }
    }
    by_place
}

/// The figures that must be wrong, set by set.
pub(super) struct Suspects<'a>(pub(super) &'a Report);

impl Serialize for Suspects<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let broken = broken_at(self.0);
        let sets = self.0.suspects().iter().enumerate();
        let suspects = sets.flat_map(|(set, own)| own.suspects().iter().map(move |s| (set, s)));
        serializer.collect_seq(
            suspects.enumerate().map(|(rank, (set, suspect))| {
                SuspectView::new(self.0, (set, rank), suspect, &broken)
            }),
        )
    }
}

#[derive(Serialize)]
struct SuspectView<'a> {
    set: usize,
    rank: usize,
    cell: Cell,
    low: Option<String>,
    high: Option<String>,
    unit: Unit,
    slip: Option<Slip>,
    correction: Option<String>,
    /// Further corrections that the range allows, in order.
    alternatives: Vec<String>,
    /// The one figure that the range allows.
    implied: Option<String>,
    message: Option<Message>,
    /// Whether the range is as narrow as can be.
    exact: bool,
    /// The findings on the equations that it breaks.
    explains: &'a [&'a str],
}

impl<'a> SuspectView<'a> {
    fn new(
        report: &Report,
        (set, rank): (usize, usize),
        suspect: &Suspect,
        broken: &'a BTreeMap<Place, Vec<&'a str>>,
    ) -> Self {
        let cell = report.cell(suspect.place());
        let unit = suspect.unit();
        let best = suspect.corrections().first();
        let text = |correction: &Correction| in_style_of(correction.figure(), cell.text());
        Self {
            set,
            rank,
            low: suspect.low().map(|low| number(low, unit)),
            high: suspect.high().map(|high| number(high, unit)),
            unit,
            slip: best.map(Correction::slip),
            correction: best.map(text),
            alternatives: suspect.corrections().iter().skip(1).map(text).collect(),
            implied: suspect.implied().map(|figure| in_style_of(figure, cell.text())),
            exact: suspect.is_exact(),
            explains: broken.get(&suspect.place()).map(Vec::as_slice).unwrap_or_default(),
            message: best.zip(suspect.printed()).map(|(best, printed)| best.message(printed)),
            cell,
        }
    }
}
