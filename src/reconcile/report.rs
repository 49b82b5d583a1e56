//! The report: verdict, equations, coverage, findings.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec,
    vec::Vec,
};
use core::fmt;

use super::{
    Equation, Finding, FindingKind, Judgement, Law, Options, Proof, Relation, Severity, SuspectSet,
    Verdict, facts::Facts, joint::Source, slip,
};
use crate::{
    Catalogue, Cell, Disclosure, Lang, Place, RawDisclosure, place,
    place::Shared,
    system::{PrintId, Solution, System, Verdict as Joint},
};

mod exact;
#[cfg(feature = "serde")]
mod json;
mod text;

pub use exact::ExactBudget;

#[cfg(feature = "serde")]
pub use json::{ReportView, SystemView};

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
    proof: Proof,
    claims: (usize, usize),
    disclosure: Disclosure,
    /// By fact: where it is printed, and the verdict on it if it is a figure.
    facts: Vec<(Place, Option<CellVerdict>)>,
}

impl Report {
    pub(super) fn new(
        facts: &Facts<'_>,
        equations: Vec<Judged>,
        findings: Vec<Finding>,
        proof: Proof,
        catalogue: &Catalogue,
    ) -> Self {
        let disclosure = facts.disclosure;
        let mut report = Self {
            raw: disclosure.shared().clone(),
            catalogue: catalogue.version().into(),
            verdict: verdict(&equations, &findings, &proof),
            figures: disclosure.figure_count(),
            covered: 0,
            uncovered: Vec::new(),
            weak: Vec::new(),
            equations,
            findings,
            proof,
            claims: claims(disclosure),
            disclosure: disclosure.clone(),
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
        let sets = self.proof.suspects.iter().flat_map(SuspectSet::suspects);
        let suspected: BTreeSet<Place> = sets.map(super::Suspect::place).collect();
        for (index, checks) in checks.iter().enumerate() {
            let fact = place::number(index);
            let place = facts.place(fact);
            let figure = facts.figure(fact).is_some();
            let worst =
                if suspected.contains(&place) { CellVerdict::Suspect } else { checks.worst };
            let verdict = figure.then_some(worst);
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

    /// How many amounts and percentages of the narrative were read, and how many were not.
    pub fn claims(&self) -> (usize, usize) {
        self.claims
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

    /// The smallest sets of figures that must be wrong, the likeliest first; empty where all
    /// figures can hold together.
    pub fn suspects(&self) -> &[SuspectSet] {
        &self.proof.suspects
    }

    /// Whether these are certainly all smallest sets. If not, a work limit was met.
    pub fn suspects_are_complete(&self) -> bool {
        self.proof.complete
    }

    /// The broken equations that the likeliest set of suspects does not explain, by number.
    pub fn unexplained(&self) -> Vec<usize> {
        let explained = self.suspects().first().map(SuspectSet::explained).unwrap_or_default();
        let broken = self.equations.iter().enumerate();
        broken
            .filter(|(_, judged)| judged.judgement.verdict == Verdict::Broken)
            .map(|(index, _)| index)
            .filter(|index| explained.binary_search(index).is_err())
            .collect()
    }

    /// The findings on broken equations.
    fn findings_on_broken(&self) -> impl Iterator<Item = (usize, &Finding)> {
        let broken = |number: usize| {
            self.equations.get(number).is_some_and(|e| e.judgement.verdict == Verdict::Broken)
        };
        let numbered =
            self.findings.iter().filter_map(|finding| Some((finding.equation?, finding)));
        numbered.filter(move |&(number, _)| broken(number))
    }

    /// The whole document as one exact problem: every printed figure an interval, every equation a
    /// row. `None` if a figure is beyond the limits of [`System`].
    pub fn problem(&self) -> Option<&System> {
        self.proof.joint.as_ref().map(|joint| &joint.system)
    }

    /// The verdict on [`problem`](Self::problem) with its proof, and how it was reached.
    pub fn solution(&self) -> Option<&Solution> {
        self.proof.solution.as_ref()
    }

    /// Where a print of [`problem`](Self::problem) stands.
    pub fn printed_at(&self, print: PrintId) -> Option<Place> {
        match self.proof.joint.as_ref()?.source(print)? {
            Source::Fact(fact) => self.facts.get(place::index(fact)).map(|&(place, _)| place),
            Source::Claim(place) => Some(place),
        }
    }

    /// The document with the likeliest corrections applied, if it then reconciles: of each suspect
    /// the figure that its likeliest slip leads to, else the one that is implied.
    ///
    /// # Errors
    /// [`NoCorrection`] says why there is none.
    pub fn corrected(&self, options: &Options) -> Result<Disclosure, NoCorrection> {
        if self.verdict == DocumentVerdict::Undecided {
            return Err(NoCorrection::Undecided);
        }
        if self.verdict != DocumentVerdict::Inconsistent {
            return Ok(self.disclosure.clone());
        }
        let sets = self.suspects();
        if sets.is_empty() {
            let all = self.suspects_are_complete();
            return Err(if all { NoCorrection::NoSuspects } else { NoCorrection::Undecided });
        }
        let mut tried = false;
        for corrected in sets.iter().take(TRIED).filter_map(|set| self.apply(set)) {
            tried = true;
            let report = super::reconcile(&corrected, options);
            if matches!(report.verdict, DocumentVerdict::Consistent | DocumentVerdict::Rounding) {
                return Ok(corrected);
            }
        }
        Err(if tried { NoCorrection::StillInconsistent } else { NoCorrection::NoSlip })
    }

    /// The document with each suspect as it was probably meant; `None` where one cannot be told.
    fn apply(&self, set: &SuspectSet) -> Option<Disclosure> {
        let mut texts = Vec::with_capacity(set.suspects().len());
        for suspect in set.suspects() {
            let (place, cell) = (suspect.place(), self.cell(suspect.place()));
            let (printed, figure) = (suspect.printed()?, suspect.meant()?);
            let text = match place {
                Place::Prose { .. } => slip::in_prose(cell.text(), printed, figure)?,
                _ => slip::in_style_of(figure, cell.text()),
            };
            texts.push((place, text));
        }
        self.disclosure.with_texts(&texts)
    }

    /// The version of the catalogue that names were checked against.
    pub fn catalogue_version(&self) -> &str {
        &self.catalogue
    }

    /// The report for people.
    pub fn text(&self, lang: Lang) -> impl fmt::Display {
        text::Text { report: self, lang }
    }
}

/// The most sets of suspects that [`Report::corrected`] tries.
const TRIED: usize = 8;

/// Why a document could not be corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum NoCorrection {
    /// A work limit was met before it was clear what is wrong.
    #[error("a work limit was met before it was clear what is wrong")]
    Undecided,
    /// No set of figures explains what is broken.
    #[error("no set of figures explains what is broken")]
    NoSuspects,
    /// No slip explains the figures that must be wrong, and the rest does not say what they are.
    #[error(
        "no slip explains the figures that must be wrong, and the rest does not say what they are"
    )]
    NoSlip,
    /// With the likeliest corrections the document does not reconcile either.
    #[error("with the likeliest corrections the document does not reconcile either")]
    StillInconsistent,
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

/// How many amounts and percentages of the narrative were read, and how many were not.
fn claims(disclosure: &Disclosure) -> (usize, usize) {
    let texts = disclosure.claims();
    (texts.iter().map(|t| t.read).sum(), texts.iter().map(|t| t.unread.len()).sum())
}

fn verdict(equations: &[Judged], findings: &[Finding], proof: &Proof) -> DocumentVerdict {
    let worst = equations.iter().map(|judged| judged.judgement.verdict).max();
    let cut_short = findings.iter().any(|finding| finding.kind == FindingKind::WorkLimit);
    let joint = proof.solution.as_ref().map(Solution::verdict);
    let undecided = !matches!(joint, Some(Joint::Feasible(_) | Joint::Infeasible(_)));
    // As printed a table under the wrong unit fits no budget, though the figures are all right.
    let slipped = findings.iter().any(|finding| finding.kind == FindingKind::UnitSlip);
    match worst {
        Some(Verdict::Broken) => DocumentVerdict::Inconsistent,
        _ if slipped => DocumentVerdict::Inconsistent,
        _ if matches!(joint, Some(Joint::Infeasible(_))) => DocumentVerdict::Inconsistent,
        _ if cut_short => DocumentVerdict::Undecided,
        // Where every equation is exact the printed values themselves are a witness.
        Some(Verdict::Exact) | None => DocumentVerdict::Consistent,
        Some(Verdict::Rounding) if undecided => DocumentVerdict::Undecided,
        Some(Verdict::Rounding) => DocumentVerdict::Rounding,
    }
}
