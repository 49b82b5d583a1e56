//! The report: verdict, equations, coverage, findings.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec,
    vec::Vec,
};
use core::fmt;

use crate::catalogue::{Attestation, Catalogue, Edition};
use crate::causes::{Cause, Found, Joint, Source, Suspect, SuspectSet};
use crate::check::{Account, Judged, Relation, Term, Verdict, account};
use crate::code::{Code, Scheme};
use crate::disclosure::Disclosure;
use crate::facts::Facts;
use crate::finding::{Finding, FindingKind, Severity};
use crate::lang::Lang;
use crate::law::Law;
use crate::num::figure::Figure;
use crate::place::{Cell, Place, Shared};
use crate::raw::RawDisclosure;
use crate::scope::Scope;
use crate::system::{self, PrintId, Solution, System};

mod exact;
#[cfg(feature = "serde")]
mod json;
mod text;
mod verdict;

pub use exact::ExactBudget;
pub use verdict::{CellVerdict, DocumentVerdict};

#[cfg(feature = "serde")]
pub use json::{ReportView, SystemView};

/// What the joint problem says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Proof {
    pub(crate) joint: Option<Joint>,
    pub(crate) solution: Option<Solution>,
    pub(crate) found: Found,
}

/// What an equation says about its figures.
fn cell_verdict(judged: &Judged) -> CellVerdict {
    match (judged.judgement.verdict, judged.finding()) {
        (_, Some(FindingKind::BoundaryFigure)) => CellVerdict::Boundary,
        (Verdict::Exact, _) => CellVerdict::Exact,
        (Verdict::Rounding, _) => CellVerdict::Rounding,
        (Verdict::Broken, _) if judged.is_broken() => CellVerdict::Broken,
        // What is only presumed convicts nobody.
        (Verdict::Broken, _) => CellVerdict::Unchecked,
    }
}

/// All that was found about a disclosure.
///
/// `Display` is the report for people, in Chinese ([`Report::text`] for English); with feature
/// `serde` it serialises as the report's JSON ([`Report::view`] adds a file name and details).
#[derive(Debug, Clone)]
pub struct Report {
    raw: Shared,
    catalogue: Catalogue,
    edition: Edition,
    verdict: DocumentVerdict,
    figures: usize,
    covered: usize,
    uncovered: Vec<Place>,
    weak: Vec<Place>,
    equations: Vec<Judged>,
    findings: Vec<Finding>,
    proof: Proof,
    suspects: Vec<SuspectSet>,
    claims: Account,
    disclosure: Disclosure,
    /// By fact: where it is printed, and if it is a figure, which one and the verdict on it.
    facts: Vec<(Place, Option<(Figure, CellVerdict)>)>,
}

impl Report {
    pub(crate) fn new(
        facts: &Facts<'_>,
        verdict: DocumentVerdict,
        equations: Vec<Judged>,
        findings: Vec<Finding>,
        proof: Proof,
        (catalogue, edition): (&Catalogue, Edition),
    ) -> Self {
        let disclosure = facts.disclosure();
        let claims = account(facts, equations.iter().map(|judged| &judged.equation));
        let mut report = Self {
            raw: disclosure.shared().clone(),
            catalogue: catalogue.clone(),
            edition,
            verdict,
            figures: disclosure.figure_count(),
            covered: 0,
            uncovered: Vec::new(),
            weak: Vec::new(),
            equations,
            findings,
            suspects: suspects(&proof.found.causes),
            proof,
            claims,
            disclosure: disclosure.clone(),
            facts: Vec::new(),
        };
        report.count_coverage(facts);
        report
    }

    fn count_coverage(&mut self, facts: &Facts<'_>) {
        let mut checks = vec![Checks::default(); facts.len()];
        for judged in &self.equations {
            let presumed = !judged.equation.is_law();
            let equality = judged.equation.relation() == Relation::Equal && !presumed;
            for term in judged.equation.terms() {
                if let Some(checks) = checks.get_mut(term.fact()) {
                    checks.add(judged, equality);
                }
            }
        }
        let sets = self.suspects.iter().flat_map(SuspectSet::suspects);
        let suspected: BTreeSet<Place> = sets.map(Suspect::place).collect();
        for (fact, checks) in facts.all().zip(&checks) {
            let place = facts.place(fact);
            let figure = facts.figure(fact);
            let worst =
                if suspected.contains(&place) { CellVerdict::Suspect } else { checks.worst };
            self.facts.push((place, figure.map(|figure| (figure, worst))));
            if figure.is_none() || place.table().is_none() {
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

    /// The document as facts.
    pub fn disclosure(&self) -> &Disclosure {
        &self.disclosure
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

    /// How many amounts, percentages and counts of the narrative were read, and how many were not.
    pub fn claims(&self) -> (usize, usize) {
        (self.claims.read, self.claims.unread.len())
    }

    /// How many numbers of the narrative stand in an equation; all of them were read.
    pub fn bound_claims(&self) -> usize {
        self.claims.bound
    }

    /// The equations with their verdicts.
    pub fn equations(&self) -> &[Judged] {
        &self.equations
    }

    /// The equations that speak of each place, by number in [`equations`](Self::equations): those
    /// of which its figure is a term, and those that its claim states.
    ///
    /// ```
    /// use cn_budget::{Disclosure, Options, RawDisclosure, Stage, Unit, raw::RawTable};
    ///
    /// let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
    ///     .row("", "合计", ["12.30", "10.00", "2.30"])
    ///     .row("201", "一般公共服务支出", ["12.30", "10.00", "2.30"]);
    /// let disclosure = Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table));
    /// let report = cn_budget::reconcile(&disclosure, &Options::new());
    /// let total = disclosure.facts()[0].place();
    /// // 12.30 = 10.00 + 2.30 along the row, and 12.30 = 12.30 along the column.
    /// assert_eq!(report.equations_by_place()[&total].len(), 2);
    /// ```
    pub fn equations_by_place(&self) -> BTreeMap<Place, Vec<usize>> {
        let mut by_place: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
        for (number, judged) in self.equations.iter().enumerate() {
            let terms = judged.equation.terms().iter().filter_map(|&term| self.place(term));
            for place in terms.chain(judged.equation.claim()) {
                let numbers = by_place.entry(place).or_default();
                if numbers.last() != Some(&number) {
                    numbers.push(number);
                }
            }
        }
        by_place
    }

    /// How many equations have this verdict. A presumption that fails is not broken: it is told as a
    /// finding of its own kind.
    pub fn count(&self, verdict: Verdict) -> usize {
        let own = |judged: &&Judged| match verdict {
            Verdict::Broken => judged.is_broken(),
            verdict => judged.judgement.verdict == verdict,
        };
        self.equations.iter().filter(own).count()
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
        self.facts.iter().filter_map(|&(place, figure)| Some((place, figure?.1)))
    }

    /// Each claim of the narrative that states equations without being a figure of them (a share, a
    /// ratio, a comparison), with the verdict on it.
    pub fn claim_verdicts(&self) -> BTreeMap<Place, CellVerdict> {
        let mut verdicts = BTreeMap::new();
        for judged in &self.equations {
            let Some(claim) = judged.equation.claim() else { continue };
            let verdict = if self.suspects().iter().any(|set| set.contains(claim)) {
                CellVerdict::Suspect
            } else {
                cell_verdict(judged)
            };
            let worst = verdicts.entry(claim).or_insert(verdict);
            *worst = verdict.max(*worst);
        }
        verdicts
    }

    /// Where a fact of an equation's term is printed.
    pub fn place(&self, term: Term) -> Option<Place> {
        self.facts.get(term.fact()).map(|&(place, _)| place)
    }

    /// The figure of an equation's term, `None` where the cell is blank.
    pub fn figure(&self, term: Term) -> Option<Figure> {
        self.facts.get(term.fact())?.1.map(|(figure, _)| figure)
    }

    /// The coarsest figure of an equation: its difference is best told in this unit and with these
    /// decimals.
    pub fn coarsest(&self, judged: &Judged) -> Option<Figure> {
        let terms = judged.equation.terms().iter().filter_map(|&term| self.figure(term));
        terms.max_by_key(|figure| figure.last_place())
    }

    /// The independent mistakes, the worst first; empty where all figures can hold together.
    ///
    /// ```
    /// use cn_budget::{Disclosure, Options, RawDisclosure, Stage, Unit, raw::RawTable};
    ///
    /// let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
    ///     .row("", "合计", ["1,051.74", "164.81", "886.93"])
    ///     .row("201", "一般公共服务支出", ["1,020.59", "133.66", "886.93"])
    ///     .row("208", "社会保障和就业支出", ["31.05", "30.15", ""])
    ///     .row("210", "卫生健康支出", ["1.00", "1.00", ""]);
    /// let disclosure = Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table));
    /// let report = cn_budget::reconcile(&disclosure, &Options::new());
    /// let causes = report.causes();
    /// assert_eq!(causes.len(), 1);
    /// assert_eq!(causes[0].equations().len(), 2);
    /// assert!(causes[0].message().en.contains("30.15 was probably meant"));
    /// ```
    pub fn causes(&self) -> &[Cause] {
        &self.proof.found.causes
    }

    /// Whether the causes are certainly the fewest mistakes. If not, a limit was met: what is listed
    /// stands, but something else may be wrong as well, or instead.
    pub fn causes_are_fewest(&self) -> bool {
        self.proof.found.smallest
    }

    /// The figures that must be wrong, by alternatives: the first set holds those of the first
    /// alternative of each cause, the next those of the second where a cause has one, and so on.
    /// Empty where all figures can hold together.
    pub fn suspects(&self) -> &[SuspectSet] {
        &self.suspects
    }

    /// Whether the causes are certainly the fewest, and each lists all its alternatives. If not, a
    /// limit was met.
    pub fn suspects_are_complete(&self) -> bool {
        self.proof.found.complete
    }

    /// The broken equations that no cause explains, by number.
    pub fn unexplained(&self) -> Vec<usize> {
        let explained = self.explained();
        let broken = self.equations.iter().enumerate().filter(|(_, judged)| judged.is_broken());
        broken.map(|(number, _)| number).filter(|number| !explained.contains(number)).collect()
    }

    /// The broken equations that some cause explains.
    fn explained(&self) -> BTreeSet<usize> {
        self.causes().iter().flat_map(Cause::equations).copied().collect()
    }

    /// The findings on broken equations.
    fn findings_on_broken(&self) -> impl Iterator<Item = (usize, &Finding)> {
        let broken = |number: usize| self.equations.get(number).is_some_and(Judged::is_broken);
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
            Source::Fact(fact) => self.facts.get(fact.index()).map(|&(place, _)| place),
            Source::Claim(place) => Some(place),
            Source::Presumption(_) => None,
        }
    }

    /// The version of the catalogue that names were checked against.
    pub fn catalogue_version(&self) -> &str {
        self.catalogue.version()
    }

    /// How the names of the codes that the document prints are attested: how many different codes
    /// are as sure as that, `None` for codes that the edition does not know.
    pub fn attestations(&self) -> BTreeMap<Option<Attestation>, usize> {
        let scopes = || self.disclosure.facts().iter().map(crate::disclosure::Fact::scope);
        let mut counts = BTreeMap::new();
        self.attest(scopes().filter_map(Scope::functional), &mut counts);
        self.attest(scopes().filter_map(Scope::department), &mut counts);
        self.attest(scopes().filter_map(Scope::government), &mut counts);
        counts
    }

    fn attest<S: Scheme>(
        &self,
        codes: impl Iterator<Item = Code<S>>,
        counts: &mut BTreeMap<Option<Attestation>, usize>,
    ) {
        for code in codes.collect::<BTreeSet<_>>() {
            let entry = self.catalogue.entry(code, self.edition);
            *counts.entry(entry.map(|entry| entry.attestation())).or_insert(0) += 1;
        }
    }

    /// The official name of a code in the edition of the document, where it is known.
    pub fn official_name<S: Scheme>(&self, code: Code<S>) -> Option<&str> {
        self.catalogue.name(code, self.edition)
    }

    /// The report for people.
    pub fn text(&self, lang: Lang) -> impl fmt::Display {
        text::Text { report: self, lang }
    }
}

/// The figures of the causes, by alternatives.
fn suspects(causes: &[Cause]) -> Vec<SuspectSet> {
    let most = causes.iter().map(|cause| cause.alternatives().len()).max().unwrap_or(0);
    let set = |number: usize| {
        let all = causes.iter().filter_map(|cause| cause.alternatives().get(number));
        all.cloned().reduce(SuspectSet::with).unwrap_or_default()
    };
    (0..most).map(set).filter(|set| !set.suspects().is_empty()).collect()
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
        self.worst = self.worst.max(cell_verdict(judged));
    }
}

/// The verdict on a document, by all its findings: those that a caller accepts count too.
pub(crate) fn verdict(
    equations: &[Judged],
    findings: &[Finding],
    proof: &Proof,
    unreadable: bool,
) -> DocumentVerdict {
    let failed =
        |judged: &&Judged| judged.judgement.verdict == Verdict::Broken && !judged.equation.is_law();
    let worst =
        equations.iter().filter(|e| !failed(e)).map(|judged| judged.judgement.verdict).max();
    let cut_short = findings.iter().any(|finding| finding.kind == FindingKind::WorkLimit);
    let joint = proof.solution.as_ref().map(Solution::verdict);
    let undecided =
        !matches!(joint, Some(system::Verdict::Feasible(_) | system::Verdict::Infeasible(_)));
    // As printed a table under the wrong unit fits no budget, though the figures are all right.
    // One that prints a row twice adds up to more than it says.
    let slipped = findings.iter().any(|finding| match finding.kind {
        FindingKind::UnitSlip => true,
        FindingKind::DuplicateRow => finding.severity == Severity::Error,
        _ => false,
    });
    match worst {
        Some(Verdict::Broken) => DocumentVerdict::Inconsistent,
        _ if slipped => DocumentVerdict::Inconsistent,
        _ if matches!(joint, Some(system::Verdict::Infeasible(_))) => DocumentVerdict::Inconsistent,
        _ if cut_short || unreadable => DocumentVerdict::Undecided,
        None => DocumentVerdict::Unchecked,
        // Where every equation is exact the printed values themselves are a witness.
        Some(Verdict::Exact) => DocumentVerdict::Consistent,
        Some(Verdict::Rounding) if undecided => DocumentVerdict::Undecided,
        Some(Verdict::Rounding) => DocumentVerdict::Rounding,
    }
}
