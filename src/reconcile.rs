//! Reconciliation (勾稽): do all printed figures describe one and the same budget?
//!
//! [`reconcile`] freezes the facts of a disclosure, derives the laws' equations from their scopes,
//! judges each by the printed decimals of its figures, decides whether all can hold together, and
//! reports what holds, what holds only within rounding, and what cannot hold.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use crate::catalogue::Edition;
use crate::causes::{self, CauseKind, Found, Joint, Presumptions, doubled, units, unreadable};
use crate::check::{self, Context, Equation, Judged, Verdict, Worlds};
use crate::disclosure::Disclosure;
use crate::facts::{Builder, Facts};
use crate::finding::{Finding, FindingKind};
use crate::lang::Message;
use crate::law::Law;
use crate::num::figure::Rounding;
use crate::options::Options;
use crate::report::{self, Proof, Report};
use crate::system;

mod corrected;

pub use corrected::{Corrected, NoCorrection};

/// Reconciles a disclosure: every law's equations judged, every figure accounted for.
///
/// ```
/// use cn_budget::{
///     Disclosure, DocumentVerdict, Options, RawDisclosure, Stage, Unit, raw::RawTable,
/// };
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
        return match checked.summed(options) {
            Some(report) => report,
            None => checked.report(options),
        };
    }
    let meant = disclosure.in_units(&units::tables(disclosure, &slips));
    let mut again = Checked::new(&meant, options);
    // Only if the other units mend most of what is broken.
    if 2 * again.count_broken() > checked.count_broken() {
        return checked.report(options);
    }
    let stated = slips.into_iter().filter(|slip| slip.is_stated);
    again.findings.extend(stated.map(|slip| units::finding(disclosure, slip)));
    again.report(options)
}

/// The equations of a disclosure, derived and judged one by one.
struct Checked<'a> {
    facts: Facts<'a>,
    judged: Vec<Judged>,
    /// Equations of which a figure cannot be read.
    unreadable: Vec<Equation>,
    findings: Vec<Finding>,
    edition: Edition,
}

impl<'a> Checked<'a> {
    fn new(disclosure: &'a Disclosure, options: &Options) -> Self {
        let mut findings = disclosure.findings().to_vec();
        let facts = Builder::new(disclosure, options.rounding)
            .last_year(options.last_year.as_deref())
            .mute_blanks(&mut findings)
            .narrative()
            .build();
        let edition = options.edition.unwrap_or_else(|| Edition::new(disclosure.raw().year));
        let mut context = Context {
            facts: &facts,
            worlds: Worlds::new(&facts),
            catalogue: &options.catalogue,
            edition,
            off: &options.off,
            scoring: options.scoring.as_ref(),
            profile: options.profile.as_ref(),
            equations: Vec::new(),
            unreadable: Vec::new(),
            findings,
            terms_left: options.max_terms,
        };
        context.derive();
        for law in &options.custom {
            for equation in law(disclosure) {
                context.push_custom(equation);
            }
        }
        let Context { equations, unreadable, mut findings, terms_left, .. } = context;
        if terms_left == 0 {
            findings.push(check::work_limit());
        }
        let judged = check::judge(&facts, equations, &mut findings);
        Self { facts, judged, unreadable, findings, edition }
    }

    /// The report with totals added up from rounded parts (尾差), if that alone explains all that is broken: then
    /// it is said once.
    fn summed(&self, options: &Options) -> Option<Report> {
        if options.rounding != Rounding::Nearest
            || self.count_broken() == 0
            || !self.facts.add_up_as_printed()
        {
            return None;
        }
        let options = options.clone().rounding(Rounding::Summed);
        let mut again = Self::new(self.facts.disclosure(), &options);
        if again.count_broken() > 0 {
            return None;
        }
        let message = Message::new(
            "各合计数由舍入后的分项相加而成（尾差），不同表之间因此相差末位；按此核对，全文相符",
            "totals were added up from rounded parts, so that tables differ in the last place; read so, all holds",
        );
        again.findings.push(Finding::new(FindingKind::SummedTotals, Vec::new(), message));
        Some(again.report(&options))
    }

    /// How many equations cannot hold.
    fn count_broken(&self) -> usize {
        self.judged.iter().filter(|judged| judged.is_broken()).count()
    }

    /// Decides the joint problem and settles the findings.
    fn report(self, options: &Options) -> Report {
        let Self { facts, judged, unreadable, mut findings, edition } = self;
        let mut proof = prove(&facts, &judged, options, &mut findings);
        if let Some(joint) = &proof.joint {
            let found = &proof.found;
            unreadable::imply(&facts, joint, &unreadable, found, options, &mut findings);
        }
        doubled::add(&mut proof.found.causes, &facts, &judged, &mut findings);
        let slips = findings.iter().filter(|finding| finding.kind == FindingKind::UnitSlip);
        proof.found.causes.splice(0..0, slips.map(units::cause));
        for cause in &proof.found.causes {
            if cause.kind() == CauseKind::Omitted {
                let (places, message) = (cause.places().to_vec(), cause.message().clone());
                findings.push(Finding::new(FindingKind::OmittedRow, places, message));
            }
        }
        let verdict = report::verdict(&judged, &findings, &proof, facts.has_unreadable_digits());
        settle(&mut findings, facts.disclosure(), options);
        Report::new(&facts, verdict, judged, findings, proof, (&options.catalogue, edition))
    }
}

/// Decides the joint problem and, where it has no solution, finds what must be wrong.
fn prove(
    facts: &Facts<'_>,
    judged: &[Judged],
    options: &Options,
    findings: &mut Vec<Finding>,
) -> Proof {
    let non_negative = !options.off.contains(&Law::NonNegative);
    let joint = |presumptions| Joint::new(facts, judged, non_negative, presumptions);
    let Some(laws) = joint(Presumptions::LeftOut) else { return Proof::default() };
    let solution = laws.system.solve(&options.limits);
    let presumed = |judged: &Judged| judged.equation.presumption().is_some();
    let broken = |judged: &Judged| judged.judgement.verdict == Verdict::Broken;
    let found = match solution.verdict() {
        system::Verdict::Infeasible(conflict) => {
            if !judged.iter().any(Judged::is_broken) {
                findings.push(causes::conflict(facts, &laws, conflict));
            }
            let all = judged.iter().any(presumed).then(|| joint(Presumptions::Freeable)).flatten();
            causes::find(facts, [&laws, all.as_ref().unwrap_or(&laws)], judged, options)
        }
        system::Verdict::Feasible(_) if judged.iter().any(|j| presumed(j) && broken(j)) => {
            let all = joint(Presumptions::Freeable);
            let found = all.map(|all| causes::find_presumptions(facts, &all, judged, options));
            found.unwrap_or_default()
        }
        system::Verdict::Feasible(_) => {
            Found { smallest: true, complete: true, ..Found::default() }
        }
        system::Verdict::Undecided(_) => Found::default(),
    };
    Proof { joint: Some(laws), solution: Some(solution), found }
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
