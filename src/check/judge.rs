//! Equations → verdicts, and for each that is broken or odd the finding that says so.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{Equation, Judgement, Relation, Verdict};
use crate::facts::Facts;
use crate::finding::{Finding, FindingKind};
use crate::lang::{Lang, Message};
use crate::law::Law;
use crate::num::amount::Unit;
use crate::num::figure::Quantity;
use crate::place::Place;

/// An equation and the verdict on it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Judged {
    /// The equation.
    pub equation: Equation,
    /// The verdict with its numbers.
    pub judgement: Judgement,
    /// The kind of the finding that the equation gave rise to, if it did.
    odd: Option<FindingKind>,
}

impl Judged {
    /// The kind of the finding that the equation gave rise to, if it did.
    pub fn finding(&self) -> Option<FindingKind> {
        self.odd
    }

    /// Whether a law cannot hold. A presumption can fail without any figure being wrong, and so can a policy.
    pub fn is_broken(&self) -> bool {
        self.judgement.verdict == Verdict::Broken && self.equation.is_law()
    }
}

/// Judges each equation; adds a finding for each that is broken, or holds in an odd way.
pub(crate) fn judge(
    facts: &Facts<'_>,
    equations: Vec<Equation>,
    findings: &mut Vec<Finding>,
) -> Vec<Judged> {
    let mut all = Vec::with_capacity(equations.len());
    for equation in equations {
        let Some(judgement) = equation.judge(facts) else { continue };
        let odd = match judgement.verdict {
            Verdict::Broken => Some(kind_of_break(facts, &equation)),
            Verdict::Rounding if equation.holds_cut_off(facts) => {
                Some(FindingKind::TruncatedFigure)
            }
            Verdict::Rounding => equation.is_boundary(facts).then_some(FindingKind::BoundaryFigure),
            Verdict::Exact => None,
        };
        if let Some(kind) = odd {
            let mut finding = finding(facts, &equation, judgement, kind);
            finding.equation = Some(all.len());
            findings.push(finding);
        }
        all.push(Judged { equation, judgement, odd });
    }
    all
}

/// What a broken equation is called: a claim can break in ways of its own.
fn kind_of_break(facts: &Facts<'_>, equation: &Equation) -> FindingKind {
    match equation.law() {
        _ if equation.presumption().is_some() => FindingKind::Presumption,
        _ if equation.is_policy() => FindingKind::Policy,
        Law::Nil => FindingKind::NilContradicted,
        Law::Change if equation.closes_reversed(facts) => FindingKind::WrongDirection,
        _ => FindingKind::BrokenEquation,
    }
}

pub(crate) fn work_limit() -> Finding {
    let message = Message::new(
        "关系式过多，达到上限，其余未核对",
        "too many equations: the limit is reached, the rest is not checked",
    );
    Finding::new(FindingKind::WorkLimit, Vec::new(), message)
}

/// Why a law of the caller's own is not checked.
pub(super) fn unknown_fact(equation: &Equation, fact: usize) -> Finding {
    let name = |lang| equation.law_name(lang);
    let message = Message::new(
        format!("规则“{}”引用第 {fact} 个数，文中没有这个数：未核对", name(Lang::Zh)),
        format!(
            "the law {:?} names fact {fact}, which the document does not have: not checked",
            name(Lang::En)
        ),
    );
    let mut finding = Finding::new(FindingKind::UnknownFact, Vec::new(), message);
    finding.law = Some(equation.law());
    finding
}

fn finding(
    facts: &Facts<'_>,
    equation: &Equation,
    judgement: Judgement,
    kind: FindingKind,
) -> Finding {
    let cells = equation.terms().iter().map(|term| term.fact);
    let coarsest = facts.coarsest(cells);
    let unit = coarsest.map_or(Unit::Yuan, crate::num::figure::Figure::unit);
    let decimals = coarsest.map_or(0, crate::num::figure::Figure::decimals);
    let mut places: Vec<Place> =
        equation.terms().iter().map(|term| facts.place(term.fact)).collect();
    places.extend(equation.claim());
    let tell = Telling { facts, equation, judgement, unit, decimals };
    let message = Message::new(tell.text(Lang::Zh, kind), tell.text(Lang::En, kind));
    let mut finding = Finding::new(kind, places, message);
    finding.law = Some(equation.law());
    finding.terms =
        equation.terms().iter().enumerate().map(|(i, term)| (i, term.coefficient)).collect();
    // The bound of a percentage is no difference of money.
    if equation.words().is_none() {
        finding.difference = Some(judgement.difference);
        finding.allowed = Some(judgement.allowed);
        finding.unit = Some(unit);
    }
    finding
}

/// What it takes to spell an equation out.
struct Telling<'a> {
    facts: &'a Facts<'a>,
    equation: &'a Equation,
    judgement: Judgement,
    unit: Unit,
    decimals: u8,
}

impl Telling<'_> {
    fn text(&self, lang: Lang, kind: FindingKind) -> String {
        if let Some(words) = self.equation.words() {
            let (place, law) = (self.place(lang), self.equation.law_name(lang));
            return match lang {
                Lang::Zh => format!("{place}：{law}不符，{}", words.zh),
                Lang::En => format!("{place}: {law} broken, {}", words.en),
            };
        }
        let sum = self.sum();
        let (difference, allowed) =
            (self.number(self.judgement.difference), self.number(self.judgement.allowed));
        let (unit, law) = (self.unit, self.equation.law_name(lang));
        let place = self.place(lang);
        match (lang, kind) {
            (Lang::Zh, FindingKind::BoundaryFigure) => format!(
                "{place}：同一金额两处相差末位一个单位（{sum}），只有恰好处在舍入临界的数才能这样印"
            ),
            (Lang::En, FindingKind::BoundaryFigure) => format!(
                "{place}: one amount printed one last unit apart ({sum}); only an exact half, once \
                 read up and once down, prints so"
            ),
            (Lang::Zh, FindingKind::TruncatedFigure) => {
                format!("{place}：{sum}，较粗的数是截尾而不是四舍五入所得")
            }
            (Lang::En, FindingKind::TruncatedFigure) => {
                format!("{place}: {sum}; the coarser figure was cut off, not rounded")
            }
            (Lang::Zh, FindingKind::Presumption) => format!(
                "{place}：若{}，{law}不符，{sum}，差 {difference} {unit}，舍入至多解释 {allowed} {unit}",
                self.presumption(lang)
            ),
            (Lang::En, FindingKind::Presumption) => format!(
                "{place}: if {}, {law} is broken, {sum}: off by {difference} {unit}, of which \
                 rounding explains at most {allowed}",
                self.presumption(lang)
            ),
            (Lang::Zh, _) => format!(
                "{place}：{law}不符，{sum}，差 {difference} {unit}，舍入至多解释 {allowed} {unit}"
            ),
            (Lang::En, _) => format!(
                "{place}: {law} broken, {sum}: off by {difference} {unit}, of which rounding \
                 explains at most {allowed}"
            ),
        }
    }

    fn presumption(&self, lang: Lang) -> &'static str {
        self.equation.presumption().map_or("", |presumption| presumption.name(lang))
    }

    fn number(&self, quantity: Quantity) -> String {
        quantity.to_decimal_string(self.unit, self.decimals)
    }

    /// `145.17 ≠ 29.62 + 3.19 = 145.18`: positive terms left, negative ones right.
    fn sum(&self) -> String {
        let relation = match (self.judgement.verdict, self.equation.relation()) {
            (Verdict::Broken, Relation::AtLeast) => "<",
            (_, Relation::AtLeast) => "≥",
            (_, Relation::Equal) => "≠",
        };
        format!("{} {relation} {}", self.side(1), self.side(-1))
    }

    /// The terms of one sign as a sum, with its total where there are several: `29.62 + 3.19 = 32.81`.
    fn side(&self, sign: i64) -> String {
        /// The most terms that are shown.
        const SHOWN: usize = 40;
        let mut parts: Vec<String> = Vec::new();
        let mut total = Quantity::ZERO;
        let mut add = |times: i64, value: Quantity, text: String| {
            match times.unsigned_abs() {
                1 => parts.push(text),
                times => parts.push(format!("{times} × {text}")),
            }
            let times = value.checked_mul(times.saturating_abs());
            total = times.and_then(|value| total.checked_add(value)).unwrap_or(total);
        };
        let terms = self.equation.terms().iter();
        for term in terms.filter(|term| term.coefficient.signum() == sign) {
            let value = self.facts.value(term.fact).unwrap_or_default();
            let text = match self.facts.figure(term.fact) {
                Some(figure) if figure.unit() == self.unit => figure.to_string(),
                Some(figure) => figure.to_text_with_unit(),
                None => "0".to_string(),
            };
            add(term.coefficient, value, text);
        }
        let constant = self.equation.constant_value();
        if constant.nano().signum() == i128::from(sign) {
            let value =
                if sign < 0 { constant.checked_neg().unwrap_or_default() } else { constant };
            add(1, value, self.number(value));
        }
        match parts.len() {
            0 => "0".to_string(),
            1 => parts.concat(),
            count => {
                parts.truncate(SHOWN);
                if count > SHOWN {
                    parts.push("…".to_string());
                }
                format!("{} = {}", parts.join(" + "), self.number(total))
            }
        }
    }

    /// The clause that states the equation, or that of its first figure in prose; else the first
    /// cell, told as its table, row and column.
    fn place(&self, lang: Lang) -> String {
        let mut facts = self.equation.terms().iter().map(|term| term.fact);
        let clause = facts.clone().find_map(|fact| self.facts.clause(fact));
        let first = facts.next().map(|fact| self.facts.place(fact));
        let Some(place) = self.equation.claim().or(clause).or(first) else {
            return String::new();
        };
        self.facts.disclosure().cell(place).describe(lang)
    }
}
