//! The report: verdict, equations, coverage, findings.

use alloc::{collections::BTreeMap, string::String, vec, vec::Vec};
use core::fmt;

use super::{
    Equation, Finding, FindingKind, Judgement, Law, Relation, Severity, Verdict, explain,
    facts::Facts,
};
use crate::{Catalogue, Cell, Lang, Place, RawDisclosure, place, place::Shared};

#[cfg(feature = "serde")]
mod json;

#[cfg(feature = "serde")]
pub use json::ReportView;

/// The verdict on the arithmetic of a whole document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum DocumentVerdict {
    /// Every equation holds exactly.
    Consistent,
    /// Some hold only because each figure was rounded on its own.
    Rounding,
    /// Some cannot hold: at least one figure is wrong.
    Inconsistent,
    /// A work limit was met before it was clear.
    Undecided,
}

impl DocumentVerdict {
    /// The Chinese word, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Consistent => lang.pick("完全一致", "consistent"),
            Self::Rounding => lang.pick("仅有舍入差", "rounding"),
            Self::Inconsistent => lang.pick("不一致", "inconsistent"),
            Self::Undecided => lang.pick("未定", "undecided"),
        }
    }
}

/// The verdict on one printed figure: the worst of its equations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
#[non_exhaustive]
pub enum CellVerdict {
    /// No equation or bound speaks of it.
    Unchecked,
    /// All its equations hold exactly.
    Exact,
    /// Some of its equations hold only within rounding.
    Rounding,
    /// It is printed elsewhere one unit apart.
    Boundary,
    /// Some of its equations cannot hold.
    Broken,
    /// It is among the fewest figures that must be wrong.
    Suspect,
}

/// An equation and the verdict on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// The equation.
    pub equation: Equation,
    /// The verdict with its numbers.
    pub judgement: Judgement,
    /// The kind of the finding that the equation gave rise to, if it did.
    pub(super) odd: Option<FindingKind>,
}

impl Judged {
    /// The kind of the finding that the equation gave rise to, if it did.
    pub fn finding(&self) -> Option<FindingKind> {
        self.odd
    }
}

/// All that was found about a disclosure.
///
/// `Display` is the report for people, in Chinese ([`Report::text`] for English); with feature
/// `serde` it serialises as the report's JSON ([`Report::view`] adds a file name and details).
#[derive(Debug, Clone)]
pub struct Report {
    raw: Shared,
    catalogue: String,
    verdict: DocumentVerdict,
    figures: usize,
    covered: usize,
    uncovered: Vec<Place>,
    weak: Vec<Place>,
    equations: Vec<Judged>,
    findings: Vec<Finding>,
    /// By fact: where it is printed, and the verdict on it if it is a figure.
    facts: Vec<(Place, Option<CellVerdict>)>,
}

impl Report {
    pub(super) fn new(
        facts: &Facts<'_>,
        equations: Vec<Judged>,
        findings: Vec<Finding>,
        catalogue: &Catalogue,
    ) -> Self {
        let disclosure = facts.disclosure;
        let mut report = Self {
            raw: disclosure.shared().clone(),
            catalogue: catalogue.version().into(),
            verdict: verdict(&equations, &findings),
            figures: disclosure.figure_count(),
            covered: 0,
            uncovered: Vec::new(),
            weak: Vec::new(),
            equations,
            findings,
            facts: Vec::new(),
        };
        report.count_coverage(facts);
        report
    }

    fn count_coverage(&mut self, facts: &Facts<'_>) {
        let mut checks = vec![Checks::default(); facts.len()];
        for judged in &self.equations {
            let equality = judged.equation.relation() == Relation::Equal;
            for term in judged.equation.terms() {
                if let Some(checks) = checks.get_mut(term.fact()) {
                    checks.add(judged, equality);
                }
            }
        }
        for (index, checks) in checks.iter().enumerate() {
            let fact = place::number(index);
            let place = facts.place(fact);
            let figure = facts.figure(fact).is_some();
            let verdict = figure.then_some(checks.worst);
            self.facts.push((place, verdict));
            if !figure || place.table().is_none() {
                continue;
            }
            if checks.any {
                self.covered += 1;
            } else {
                self.uncovered.push(place);
            }
            if checks.equalities < 2 {
                self.weak.push(place);
            }
        }
        // Figures whose row or column was not understood are in no fact.
        self.covered = self.covered.min(self.figures);
    }

    /// The verdict on the arithmetic.
    pub fn verdict(&self) -> DocumentVerdict {
        self.verdict
    }

    /// The document, as printed.
    pub fn raw(&self) -> &RawDisclosure {
        &self.raw
    }

    /// What is printed at a place.
    pub fn cell(&self, place: Place) -> Cell {
        Cell::at(&self.raw, place)
    }

    /// How many amounts the tables print.
    pub fn figures(&self) -> usize {
        self.figures
    }

    /// How many of them stand in at least one equality or bound.
    pub fn covered(&self) -> usize {
        self.covered
    }

    /// The figures that were understood and stand in no equality or bound.
    pub fn uncovered(&self) -> &[Place] {
        &self.uncovered
    }

    /// The figures that stand in fewer than two equalities: a mistake in them may hide.
    pub fn weak(&self) -> &[Place] {
        &self.weak
    }

    /// The equations with their verdicts.
    pub fn equations(&self) -> &[Judged] {
        &self.equations
    }

    /// How many equations have this verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.equations.iter().filter(|judged| judged.judgement.verdict == verdict).count()
    }

    /// How many equations each law gave.
    pub fn count_by_law(&self) -> BTreeMap<Law, usize> {
        let mut counts = BTreeMap::new();
        for judged in &self.equations {
            *counts.entry(judged.equation.law()).or_insert(0) += 1;
        }
        counts
    }

    /// What is wrong or odd, the worst first.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// How many findings have this severity.
    pub fn count_findings(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Each printed figure that was understood, with the verdict on it, in the order of print.
    pub fn cell_verdicts(&self) -> impl Iterator<Item = (Place, CellVerdict)> {
        self.facts.iter().filter_map(|&(place, verdict)| Some((place, verdict?)))
    }

    /// Where a fact of an equation's term is printed.
    pub fn place(&self, term: super::Term) -> Option<Place> {
        self.facts.get(term.fact()).map(|&(place, _)| place)
    }

    /// The version of the catalogue that names were checked against.
    pub fn catalogue_version(&self) -> &str {
        &self.catalogue
    }

    /// The report for people.
    pub fn text(&self, lang: Lang) -> impl fmt::Display {
        Text { report: self, lang }
    }
}

/// What the equations say about one fact.
#[derive(Clone)]
struct Checks {
    any: bool,
    equalities: u32,
    worst: CellVerdict,
}

impl Default for Checks {
    fn default() -> Self {
        Self { any: false, equalities: 0, worst: CellVerdict::Unchecked }
    }
}

impl Checks {
    fn add(&mut self, judged: &Judged, equality: bool) {
        self.any |= judged.equation.law().covers();
        self.equalities += u32::from(equality);
        let verdict = match (judged.judgement.verdict, judged.odd) {
            (_, Some(FindingKind::BoundaryFigure)) => CellVerdict::Boundary,
            (Verdict::Exact, _) => CellVerdict::Exact,
            (Verdict::Rounding, _) => CellVerdict::Rounding,
            (Verdict::Broken, _) => CellVerdict::Broken,
        };
        self.worst = self.worst.max(verdict);
    }
}

fn verdict(equations: &[Judged], findings: &[Finding]) -> DocumentVerdict {
    let worst = equations.iter().map(|judged| judged.judgement.verdict).max();
    let limited = findings.iter().any(|finding| finding.kind == FindingKind::WorkLimit);
    match worst {
        Some(Verdict::Broken) => DocumentVerdict::Inconsistent,
        _ if limited => DocumentVerdict::Undecided,
        Some(Verdict::Rounding) => DocumentVerdict::Rounding,
        Some(Verdict::Exact) | None => DocumentVerdict::Consistent,
    }
}

/// The most places that one finding shows.
const SHOWN: usize = 24;

struct Text<'a> {
    report: &'a Report,
    lang: Lang,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text(Lang::Zh).fmt(f)
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (report, lang) = (self.report, self.lang);
        let title = report.raw.title.as_deref().unwrap_or_default();
        writeln!(f, "{title} — {}", report.verdict.name(lang))?;
        let [exact, rounding, broken] =
            [Verdict::Exact, Verdict::Rounding, Verdict::Broken].map(|v| report.count(v));
        match lang {
            Lang::Zh => writeln!(
                f,
                "{} 个数字，{} 个已核对；{} 个关系式：{exact} 个准确，{rounding} 个在舍入之内，{broken} 个不符",
                report.figures,
                report.covered,
                report.equations.len()
            )?,
            Lang::En => writeln!(
                f,
                "{} figures, {} checked; {} equations: {exact} exact, {rounding} within rounding, {broken} broken",
                report.figures,
                report.covered,
                report.equations.len()
            )?,
        }
        for finding in &report.findings {
            self.finding(f, finding)?;
        }
        Ok(())
    }
}

impl Text<'_> {
    /// One finding, as a compiler tells it: what, then where, line by line.
    fn finding(&self, f: &mut fmt::Formatter<'_>, finding: &Finding) -> fmt::Result {
        let lang = self.lang;
        writeln!(
            f,
            "\n{}[{}] {}",
            finding.severity.name(lang),
            finding.kind.name(lang),
            finding.message.text(lang)
        )?;
        for (index, &place) in finding.places.iter().take(SHOWN).enumerate() {
            let cell = self.report.cell(place);
            let coefficient = finding.terms.iter().find(|(i, _)| *i == index).map(|&(_, c)| c);
            let sign = match coefficient {
                Some(1) => "+ ".into(),
                Some(-1) => "− ".into(),
                Some(times) => alloc::format!("{times} × "),
                None => String::new(),
            };
            let text = if cell.text().is_empty() { "" } else { cell.text() };
            writeln!(f, "  --> {sign}{} {text}", explain::cell_name(&cell, lang))?;
        }
        if finding.places.len() > SHOWN {
            writeln!(f, "  --> … {}", finding.places.len() - SHOWN)?;
        }
        Ok(())
    }
}
