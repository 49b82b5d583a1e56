//! Reconciliation (勾稽): do all printed figures describe one and the same budget?
//!
//! [`reconcile`] derives the laws' equations from the scopes of the facts, judges each by the
//! printed decimals of its figures, and reports what holds, what holds only within rounding, and
//! what cannot hold.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
    sync::Arc,
    vec::Vec,
};
use core::fmt;

use crate::catalogue::{Catalogue, Edition};
use crate::disclosure::Disclosure;
use crate::finding::{Finding, FindingKind, Severity};
use crate::law::Law;
use crate::num::figure::{Figure, Rounding};
use crate::place::Place;
use crate::scope::Scope;
use crate::system;
use crate::system::Limits;

mod cause;
mod equation;
mod explain;
mod facts;
mod joint;
mod laws;
mod prose;
mod report;
mod slip;
mod suspects;
mod targets;
mod units;

pub use cause::Cause;
pub use equation::{Equation, Judgement, Relation, Term, Verdict};

pub use report::{CellVerdict, DocumentVerdict, ExactBudget, Judged, NoCorrection, Report};
#[cfg(feature = "serde")]
pub use report::{ReportView, SystemView};
pub use slip::{Correction, Slip};
pub use suspects::{Suspect, SuspectSet};

/// A law of the caller's own: the equations it sees in a disclosure.
type CustomLaw = Arc<dyn Fn(&Disclosure) -> Vec<Equation> + Send + Sync>;

/// How much it takes to believe that the figure at a place is wrong.
type CellWeight = Arc<dyn Fn(Place) -> u32 + Send + Sync>;

/// How to reconcile; the default suits any disclosure.
///
/// ```
/// use cn_budget::{FindingKind, Law, Options, Rounding, Severity};
///
/// let options = Options::new()
///     .rounding(Rounding::Nearest)
///     .without_law(Law::NonNegative)
///     .severity(FindingKind::DuplicateRow, Severity::Error)
///     .accept("3f9a0b1c2d3e4f50");
/// ```
#[derive(Clone)]
pub struct Options {
    catalogue: Catalogue,
    edition: Option<Edition>,
    rounding: Rounding,
    off: BTreeSet<Law>,
    severities: BTreeMap<FindingKind, Severity>,
    accepted: BTreeSet<String>,
    custom: Vec<CustomLaw>,
    max_terms: usize,
    limits: Limits,
    weight: Option<CellWeight>,
    last_year: Option<Arc<Disclosure>>,
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("edition", &self.edition)
            .field("rounding", &self.rounding)
            .field("off", &self.off)
            .field("severities", &self.severities)
            .field("accepted", &self.accepted)
            .field("custom", &self.custom.len())
            .finish_non_exhaustive()
    }
}

/// The most terms that all equations of a document may have together; beyond it no further
/// equation is derived and the report says [`FindingKind::WorkLimit`]. A unit's disclosure has
/// about 2,000.
pub const MAX_TERMS: usize = 50_000_000;

impl Options {
    /// The built-in catalogue, the edition of the document's year, 四舍五入, all laws.
    #[must_use]
    pub fn new() -> Self {
        Self {
            catalogue: Catalogue::builtin(),
            edition: None,
            rounding: Rounding::Nearest,
            off: BTreeSet::new(),
            severities: BTreeMap::new(),
            accepted: BTreeSet::new(),
            custom: Vec::new(),
            max_terms: MAX_TERMS,
            limits: suspects::default_limits(),
            weight: None,
            last_year: None,
        }
    }

    /// Uses a catalogue of the caller's own for names and the crosswalk.
    #[must_use]
    pub fn catalogue(mut self, catalogue: Catalogue) -> Self {
        self.catalogue = catalogue;
        self
    }

    /// Uses another edition of the catalogue than that of the document's year.
    #[must_use]
    pub fn edition(mut self, edition: Edition) -> Self {
        self.edition = Some(edition);
        self
    }

    /// How the document's figures were rounded.
    #[must_use]
    pub fn rounding(mut self, rounding: Rounding) -> Self {
        self.rounding = rounding;
        self
    }

    /// Switches a law off. Without [`Law::NonNegative`] the bounds that rest on it (nested scopes,
    /// balance by function) are off too.
    #[must_use]
    pub fn without_law(mut self, law: Law) -> Self {
        self.off.insert(law);
        self
    }

    /// Adds a law of the caller's own: a function from a disclosure to equations over its facts.
    ///
    /// ```
    /// use cn_budget::{Disclosure, Equation, Kind, Options, Relation, Term};
    ///
    /// // In this office projects never cost more than the running business.
    /// let options = Options::new().law(|disclosure: &Disclosure| {
    ///     let of = |kind| disclosure.facts().iter().position(|f| f.scope().kind() == Some(kind));
    ///     match (of(Kind::Basic), of(Kind::Project)) {
    ///         (Some(basic), Some(project)) => {
    ///             let terms = [Term::new(1, basic), Term::new(-1, project)];
    ///             vec![Equation::custom(Relation::AtLeast, terms)]
    ///         }
    ///         _ => vec![],
    ///     }
    /// });
    /// ```
    #[must_use]
    pub fn law(
        mut self,
        law: impl Fn(&Disclosure) -> Vec<Equation> + Send + Sync + 'static,
    ) -> Self {
        self.custom.push(Arc::new(law));
        self
    }

    /// Gives all findings of a kind another severity.
    #[must_use]
    pub fn severity(mut self, kind: FindingKind, severity: Severity) -> Self {
        self.severities.insert(kind, severity);
        self
    }

    /// Leaves out the finding with this [`id`](Finding::id): it is known and accepted. Nothing else
    /// changes, the verdict least of all.
    #[must_use]
    pub fn accept(mut self, id: impl Into<String>) -> Self {
        self.accepted.insert(id.into());
        self
    }

    /// The limits of the joint problem: the work of deciding it and of locating suspects.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// How far each figure is trusted: a set of suspects is the smallest by the sum of its weights.
    /// 1 unless set; a figure of weight 3 is suspected only where it explains what three others would.
    ///
    /// ```
    /// use cn_budget::{Options, Place};
    ///
    /// // The first table was checked by hand.
    /// let options = Options::new().weight(|place: Place| if place.table() == Some(0) { 5 } else { 1 });
    /// ```
    #[must_use]
    pub fn weight(mut self, weight: impl Fn(Place) -> u32 + Send + Sync + 'static) -> Self {
        self.weight = Some(Arc::new(weight));
        self
    }

    /// Last year's disclosure of the same body: what the document says of changes is checked
    /// against it, and a suspect that prints last year's figure is recognised.
    #[must_use]
    pub fn last_year(mut self, disclosure: Disclosure) -> Self {
        self.last_year = Some(Arc::new(disclosure));
        self
    }

    fn weight_of(&self, place: Place) -> u32 {
        self.weight.as_ref().map_or(1, |weight| weight(place).max(1))
    }

    /// Last year's figure of a scope of this year.
    fn last_year_figure(&self, scope: Scope) -> Option<Figure> {
        let last = self.last_year.as_ref()?;
        let then = scope.with_year(scope.year()?.checked_sub(1)?);
        last.facts().iter().find(|fact| fact.scope() == then)?.figure()
    }

    /// The most terms that all equations may have together, [`MAX_TERMS`] unless set.
    #[must_use]
    pub fn max_terms(mut self, terms: usize) -> Self {
        self.max_terms = terms;
        self
    }
}

/// Reconciles a disclosure: every law's equations judged, every figure accounted for.
///
/// ```
/// use cn_budget::{Disclosure, DocumentVerdict, Options, RawDisclosure, Stage, Unit, raw::RawTable};
///
/// let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
///     .row("", "合计", ["12.31", "10.00", "2.30"])
///     .row("201", "一般公共服务支出", ["12.31", "10.00", "2.30"]);
/// let disclosure = Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table));
/// let report = cn_budget::reconcile(&disclosure, &Options::new());
///
/// // 10.00 + 2.30 = 12.30: each figure was rounded on its own, so 12.31 may well be right.
/// assert_eq!(report.verdict(), DocumentVerdict::Rounding);
/// assert!(report.findings().is_empty());
/// ```
#[must_use]
pub fn reconcile(disclosure: &Disclosure, options: &Options) -> Report {
    let checked = Checked::new(disclosure, options);
    let slips = units::find(&checked.facts, &checked.judged, options.rounding);
    if slips.is_empty() {
        return checked.report(options);
    }
    let meant = disclosure.in_units(&units::tables(disclosure, &slips));
    let mut again = Checked::new(&meant, options);
    // Only if the other units mend most of what is broken.
    if 2 * again.count_broken() > checked.count_broken() {
        return checked.report(options);
    }
    again.findings.extend(slips.into_iter().map(|slip| units::finding(disclosure, slip)));
    again.report(options)
}

/// The equations of a disclosure, derived and judged one by one.
struct Checked<'a> {
    facts: facts::Facts<'a>,
    judged: Vec<Judged>,
    findings: Vec<Finding>,
    edition: Edition,
}

impl<'a> Checked<'a> {
    fn new(disclosure: &'a Disclosure, options: &Options) -> Self {
        let mut facts = facts::Facts::new(disclosure, options.rounding);
        let edition = options.edition.unwrap_or_else(|| Edition::new(disclosure.raw().year));
        let mut context = laws::Context {
            facts: &mut facts,
            catalogue: &options.catalogue,
            options,
            edition,
            off: &options.off,
            prose: prose::Prose::default(),
            equations: Vec::new(),
            findings: disclosure.findings().to_vec(),
            terms_left: options.max_terms,
        };
        laws::derive(&mut context);
        laws::derive_claims(&mut context);
        targets::check(&mut context, options.rounding);
        for law in &options.custom {
            for equation in law(disclosure) {
                context.push(equation);
            }
        }
        let laws::Context { equations, mut findings, terms_left, .. } = context;
        if terms_left == 0 {
            findings.push(explain::work_limit());
        }
        let judged = explain::judge(&mut facts, equations, &mut findings);
        Self { facts, judged, findings, edition }
    }

    /// How many equations cannot hold.
    fn count_broken(&self) -> usize {
        let verdicts = self.judged.iter().map(|judged| judged.judgement.verdict);
        verdicts.filter(|&verdict| verdict == Verdict::Broken).count()
    }

    /// Decides the joint problem and settles the findings.
    fn report(self, options: &Options) -> Report {
        let Self { facts, judged, mut findings, edition } = self;
        let proof = prove(&facts, &judged, options, &mut findings);
        let verdict = report::verdict(&judged, &findings, &proof);
        settle(&mut findings, facts.disclosure, options);
        Report::new(&facts, verdict, judged, findings, proof, (&options.catalogue, edition))
    }
}

/// Decides the joint problem and, where it has no solution, locates the fewest wrong figures.
fn prove(
    facts: &facts::Facts<'_>,
    judged: &[Judged],
    options: &Options,
    findings: &mut Vec<Finding>,
) -> Proof {
    let non_negative = !options.off.contains(&Law::NonNegative);
    let Some(joint) = joint::Joint::new(facts, judged, non_negative) else {
        return Proof::default();
    };
    let solution = joint.system.solve(&options.limits);
    let broken = judged.iter().any(|judged| judged.judgement.verdict == Verdict::Broken);
    let (suspects, complete) = match solution.verdict() {
        system::Verdict::Infeasible(conflict) => {
            if !broken {
                findings.push(explain::conflict(facts, &joint, conflict));
            }
            suspects::locate(facts, &joint, judged, options)
        }
        system::Verdict::Feasible(_) => (Vec::new(), true),
        system::Verdict::Undecided(_) => (Vec::new(), false),
    };
    Proof { joint: Some(joint), solution: Some(solution), suspects, complete }
}

/// What the joint problem says.
#[derive(Debug, Clone, Default)]
struct Proof {
    joint: Option<joint::Joint>,
    solution: Option<system::Solution>,
    suspects: Vec<SuspectSet>,
    complete: bool,
}

/// Names the findings, applies the caller's severities, drops what is accepted, worst first.
fn settle(findings: &mut Vec<Finding>, disclosure: &Disclosure, options: &Options) {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    for finding in findings.iter_mut() {
        finding.identify(disclosure.raw());
        if let Some(&severity) = options.severities.get(&finding.kind) {
            finding.severity = severity;
        }
        let times = seen.entry(finding.id.clone()).or_insert(0);
        *times += 1;
        if *times > 1 {
            finding.id = alloc::format!("{}-{times}", finding.id);
        }
    }
    findings.retain(|finding| !options.accepted.contains(&finding.id));
    findings.sort_by_key(|finding| core::cmp::Reverse(finding.severity));
}
