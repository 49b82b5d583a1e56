//! What every part of the page looks into.

use std::collections::{BTreeMap, BTreeSet};

use cn_budget::{Dimension, Lang, Place, Report, Scope, causes::Cause, report::CellVerdict};
use maud::{Markup, html};

/// A report, the verdicts by place, and the language of the page.
pub(crate) struct Document<'a> {
    pub(crate) report: &'a Report,
    pub(crate) lang: Lang,
    pub(crate) verdicts: BTreeMap<Place, CellVerdict>,
    pub(crate) equations: BTreeMap<Place, Vec<usize>>,
    pub(crate) causes: &'a [Cause],
    /// How many figures of a table bear a verdict.
    pub(crate) tally: BTreeMap<(u32, CellVerdict), usize>,
    /// Table and row of the places that findings speak of.
    pub(crate) told: BTreeSet<(u32, u32)>,
}

impl<'a> Document<'a> {
    pub(crate) fn new(report: &'a Report, lang: Lang) -> Self {
        let unplaced = report.disclosure().unplaced().iter();
        let unplaced = unplaced.map(|&place| (place, CellVerdict::Unchecked));
        // A claim that is a figure too has the verdict of its figure.
        let claims = report.claim_verdicts().into_iter();
        let verdicts: BTreeMap<Place, CellVerdict> =
            claims.chain(report.cell_verdicts()).chain(unplaced).collect();
        let mut tally = BTreeMap::new();
        for (place, &verdict) in &verdicts {
            if let Some(table) = place.table() {
                *tally.entry((table, verdict)).or_default() += 1;
            }
        }
        let places = report.findings().iter().flat_map(|finding| &finding.places);
        let row = |place: &Place| match *place {
            Place::Cell { table, row, .. } | Place::Row { table, row } => Some((table, row)),
            _ => None,
        };
        let told = places.filter_map(row).collect();
        let (equations, causes) = (report.equations_by_place(), report.causes());
        Self { report, lang, verdicts, equations, causes, tally, told }
    }

    /// The text of the page's language.
    pub(crate) fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        self.lang.pick(zh, en)
    }

    /// The number of a verdict, which is its class (`v0` …) and its place in the page's data.
    pub(crate) fn mark(&self, place: Place) -> Option<usize> {
        self.verdicts.get(&place).map(|&verdict| number(verdict))
    }

    /// How many figures of the tables, and how many of the prose, have a verdict.
    pub(crate) fn count(&self, verdict: CellVerdict) -> (usize, usize) {
        let mut counts = (0, 0);
        for place in self.verdicts.iter().filter(|(_, found)| **found == verdict).map(|(p, _)| p) {
            if place.table().is_some() {
                counts.0 += 1;
            } else {
                counts.1 += 1;
            }
        }
        counts
    }

    /// The name of a node of a classification: the official one, else what is printed at a place.
    pub(crate) fn name(&self, scope: Scope, dimension: Dimension, place: Option<Place>) -> String {
        let (code, official) = match dimension {
            Dimension::Fund => {
                return scope.fund().map(|fund| fund.name(self.lang).into()).unwrap_or_default();
            }
            Dimension::Kind => {
                return scope.kind().map(|kind| kind.name(self.lang).into()).unwrap_or_default();
            }
            Dimension::Functional => self.coded(scope.functional()),
            Dimension::Department => self.coded(scope.department()),
            _ => self.coded(scope.government()),
        };
        let printed = || match place.map(|place| self.report.cell(place)) {
            Some(cn_budget::place::Cell::Table { name: Some(name), .. }) => name.trim().to_owned(),
            _ => String::new(),
        };
        let name = official.unwrap_or_else(printed);
        if name.is_empty() { code } else { format!("{code} {name}") }
    }

    fn coded<S: cn_budget::code::Scheme>(
        &self,
        code: Option<cn_budget::Code<S>>,
    ) -> (String, Option<String>) {
        code.map_or_else(Default::default, |code| {
            (code.to_string(), self.report.official_name(code).map(Into::into))
        })
    }
}

/// The number of a verdict, the worst last.
pub(crate) fn number(verdict: CellVerdict) -> usize {
    CellVerdict::ALL.iter().position(|&known| known == verdict).unwrap_or(0)
}

/// A text of the document: escaped, and its direction kept to itself.
pub(crate) fn printed(text: &str) -> Markup {
    html! { bdi { (text) } }
}
