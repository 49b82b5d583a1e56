//! Equations → verdicts, and for each that is broken or odd the finding that says so.

use alloc::{
    collections::BTreeSet,
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{
    Equation, Judged, Judgement, Law, Relation, Term, Verdict,
    facts::Facts,
    joint::{Joint, Source},
};
use crate::finding::{Finding, FindingKind};
use crate::lang::{Lang, Message};
use crate::num::amount::Unit;
use crate::num::figure::Quantity;
use crate::place::Place;
use crate::system::Conflict;

/// Judges each equation; adds a finding for each that is broken, or holds in an odd way.
///
/// An identity that closes only if its coarser print was cut off says so of that print, and every
/// other equation then takes it for cut off too.
pub(super) fn judge(
    facts: &mut Facts<'_>,
    equations: Vec<Equation>,
    findings: &mut Vec<Finding>,
) -> Vec<Judged> {
    let broken = |equation: &Equation| {
        equation.judge(facts).is_some_and(|judgement| judgement.verdict == Verdict::Broken)
    };
    let mut cut_off = BTreeSet::new();
    let mut odd_ones = BTreeSet::new();
    for (index, equation) in equations.iter().enumerate() {
        if let Some(fact) = equation.truncated(facts).filter(|_| broken(equation)) {
            cut_off.insert(fact);
            odd_ones.insert(index);
        }
    }
    facts.cut_off(cut_off);
    let mut all = Vec::with_capacity(equations.len());
    for (index, equation) in equations.into_iter().enumerate() {
        let Some(judgement) = equation.judge(facts) else { continue };
        let odd = match judgement.verdict {
            Verdict::Broken => Some(kind_of_break(facts, &equation)),
            Verdict::Rounding if odd_ones.contains(&index) => Some(FindingKind::TruncatedFigure),
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
        Law::Nil => FindingKind::NilContradicted,
        Law::Change if equation.closes_reversed(facts) => FindingKind::WrongDirection,
        _ => FindingKind::BrokenEquation,
    }
}

/// Equations that each hold within rounding and cannot all hold.
pub(super) fn conflict(facts: &Facts<'_>, joint: &Joint, conflict: &Conflict) -> Finding {
    let places: Vec<Place> = conflict
        .prints()
        .filter_map(|print| match joint.source(print)? {
            Source::Fact(fact) => Some(facts.place(fact)),
            Source::Claim(place) => Some(place),
        })
        .collect();
    let rows = conflict.rows().count();
    let message = Message::new(
        format!("{rows} 个关系式各自都在舍入之内，但涉及的 {} 个数字不可能同时正确", places.len()),
        format!(
            "{rows} equations each hold within rounding, but their {} figures cannot all be right",
            places.len()
        ),
    );
    Finding::new(FindingKind::Conflict, places, message)
}

pub(super) fn work_limit() -> Finding {
    let message = Message::new(
        "关系式过多，达到上限，其余未核对",
        "too many equations: the limit is reached, the rest is not checked",
    );
    Finding::new(FindingKind::WorkLimit, Vec::new(), message)
}

pub(super) fn finding(
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
            let (place, law) = (self.place(lang), self.equation.law().name(lang));
            return match lang {
                Lang::Zh => format!("{place}：{law}不符，{}", words.zh),
                Lang::En => format!("{place}: {law} broken, {}", words.en),
            };
        }
        let sum = self.sum();
        let (difference, allowed) =
            (self.number(self.judgement.difference), self.number(self.judgement.allowed));
        let (unit, law) = (self.unit, self.equation.law().name(lang));
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
            (Lang::Zh, _) => format!(
                "{place}：{law}不符，{sum}，差 {difference} {unit}，舍入至多解释 {allowed} {unit}"
            ),
            (Lang::En, _) => format!(
                "{place}: {law} broken, {sum}: off by {difference} {unit}, of which rounding \
                 explains at most {allowed}"
            ),
        }
    }

    fn number(&self, quantity: Quantity) -> String {
        quantity.to_decimal_string(self.unit, self.decimals)
    }

    /// `145.17 ≠ 29.62 + 3.19 = 145.18`: positive terms left, negative ones right.
    fn sum(&self) -> String {
        let (left, left_count) = self.side(1);
        let (right, right_count) = self.side(-1);
        let relation = match (self.judgement.verdict, self.equation.relation()) {
            (Verdict::Broken, Relation::AtLeast) => "<",
            (_, Relation::AtLeast) => "≥",
            (_, Relation::Equal) => "≠",
        };
        let left_total = if left_count > 1 { self.total(1) } else { String::new() };
        let right_total = if right_count > 1 { self.total(-1) } else { String::new() };
        let right = if right_count == 0 { "0".to_string() } else { right };
        format!("{left}{left_total} {relation} {right}{right_total}")
    }

    fn terms(&self, sign: i64) -> impl Iterator<Item = &Term> {
        self.equation.terms().iter().filter(move |term| term.coefficient.signum() == sign)
    }

    fn side(&self, sign: i64) -> (String, usize) {
        const SHOWN: usize = 40;
        let mut parts: Vec<String> = Vec::new();
        let count = self.terms(sign).count();
        for term in self.terms(sign).take(SHOWN) {
            let value = match self.facts.figure(term.fact) {
                Some(figure) if figure.unit() == self.unit => figure.to_string(),
                Some(figure) => figure.to_text_with_unit(),
                None => "0".to_string(),
            };
            match term.coefficient.unsigned_abs() {
                1 => parts.push(value),
                times => parts.push(format!("{times} × {value}")),
            }
        }
        if count > SHOWN {
            parts.push("…".to_string());
        }
        (parts.join(" + "), count)
    }

    fn total(&self, sign: i64) -> String {
        let mut total = Quantity::ZERO;
        for term in self.terms(sign) {
            let value = self.facts.value(term.fact).unwrap_or(Quantity::ZERO);
            let times = value.checked_mul(term.coefficient.saturating_abs());
            total = times.and_then(|value| total.checked_add(value)).unwrap_or(total);
        }
        format!(" = {}", self.number(total))
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
        self.facts.disclosure.cell(place).describe(lang)
    }
}
