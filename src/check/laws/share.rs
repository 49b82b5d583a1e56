//! Shares: 占 79.49%, and what every percentage has in common.
//!
//! A percentage printed with k decimals is an interval, as an amount is: part and whole must have
//! values that print as they do and whose quotient lies in it. Multiplied out, that is two bounds
//! with whole coefficients.

use alloc::{collections::BTreeMap, format, string::String, vec::Vec};

use super::parts;
use crate::check::{Context, Equation, Linear, Relation, Verdict};
use crate::facts::{self, FactId, Facts};
use crate::finding::{Finding, FindingKind};
use crate::lang::Message;
use crate::law::Law;
use crate::narrative::{ClaimKind, Percent, Reference};
use crate::num::figure::Quantity;
use crate::place::Place;

pub(super) fn derive(context: &mut Context<'_>) {
    let facts = context.facts;
    let mut of_whole: BTreeMap<_, Vec<(Percent, Place)>> = BTreeMap::new();
    for (id, claim) in facts::claims(facts.disclosure().claims()) {
        let ClaimKind::Share { part, whole: Some(whole), percent } = claim.kind else { continue };
        let place = facts::amount(id, claim);
        if let Reference::Claim(whole) = whole {
            of_whole.entry(whole).or_default().push((percent, place));
        }
        let whole = facts.refer(whole);
        if let (Some(part), Some(whole)) = (facts.claimed().fact(part), whole) {
            let quotient = Quotient { law: Law::Share, numerator: part, denominator: whole };
            push(context, quotient, percent, place);
        }
    }
    for split in parts::full_splits(facts) {
        let shares = of_whole.remove(&split.whole).unwrap_or_default();
        if shares.len() == split.parts.len() {
            context.findings.extend(hundred(&shares));
        }
    }
}

/// The shares of a full split add up to 100 %, but for the rounding of each.
fn hundred(shares: &[(Percent, Place)]) -> Option<Finding> {
    let decimals = shares.iter().map(|(percent, _)| percent.decimals()).max()?;
    let mut sum = 0_i128;
    let mut slack = 0_i128;
    for (percent, _) in shares {
        let places = 10_i128.checked_pow(u32::from(decimals - percent.decimals()))?;
        sum = sum.checked_add(i128::from(percent.mantissa()).checked_mul(places)?)?;
        slack = slack.checked_add(places)?;
    }
    let hundred = 10_i128.checked_pow(u32::from(decimals) + 2)?;
    let off = sum.checked_sub(hundred)?;
    // Half a last place for each share.
    if off.checked_abs()?.checked_mul(2)? <= slack {
        return None;
    }
    let told: Vec<String> = shares.iter().map(|(percent, _)| format!("{percent}")).collect();
    let total = Percent::new(i64::try_from(sum).ok()?, decimals);
    let message = Message::new(
        format!("各项占比之和 {} = {total}，不是 100%", told.join(" + ")),
        format!("the shares add up to {} = {total}, not 100%", told.join(" + ")),
    );
    let places = shares.iter().map(|&(_, place)| place).collect();
    let mut finding = Finding::new(FindingKind::BrokenEquation, places, message);
    finding.law = Some(Law::Share);
    Some(finding)
}

/// A percentage of two amounts.
#[derive(Clone, Copy)]
pub(super) struct Quotient {
    pub(super) law: Law,
    pub(super) numerator: FactId,
    pub(super) denominator: FactId,
}

/// The bounds that a percentage sets on its two amounts.
pub(super) fn push(context: &mut Context<'_>, quotient: Quotient, percent: Percent, place: Place) {
    let Quotient { law, numerator, denominator } = quotient;
    if context.facts.value(denominator).is_none_or(|whole| whole <= Quantity::ZERO) {
        return;
    }
    let text = |fact| context.facts.figure(fact).map(|f| format!("{f}")).unwrap_or_default();
    let (above, below) = (text(numerator), text(denominator));
    let exact = exact_percent(context.facts, quotient, percent.decimals()).unwrap_or_default();
    let words = Message::new(
        format!("{above} ÷ {below} = {exact}%，文中为 {percent}"),
        format!("{above} ÷ {below} = {exact}%, printed as {percent}"),
    );
    let [above, below] = [numerator, denominator].map(Linear::of);
    push_bounds(context, law, [&above, &below], percent, place, &words);
}

/// The bounds on a quotient of two sums. Where they hold only if the percentage was cut off instead
/// of rounded, they are told as such.
pub(super) fn push_bounds(
    context: &mut Context<'_>,
    law: Law,
    quotient: [&Linear; 2],
    percent: Percent,
    place: Place,
    words: &Message,
) {
    let away = if percent.mantissa() < 0 { [-2, 0] } else { [0, 2] };
    let sides = |halves| bounds(law, quotient, percent, halves);
    let (Some(rounded), Some(cut)) = (sides([-1, 1]), sides(away)) else { return };
    let broken = |equations: &[Equation]| {
        let judged = |equation: &Equation| equation.judge(context.facts);
        equations.iter().any(|e| judged(e).is_none_or(|j| j.verdict == Verdict::Broken))
    };
    let is_cut = broken(&rounded) && !broken(&cut);
    if is_cut {
        let message = Message::new(
            format!("{}，是截尾而不是四舍五入所得", words.zh),
            format!("{}: cut off, not rounded", words.en),
        );
        let mut finding = Finding::new(FindingKind::TruncatedFigure, [place].into(), message);
        finding.law = Some(law);
        context.findings.push(finding);
    }
    for equation in if is_cut { cut } else { rounded } {
        context.push(equation.stated_at(place).told(words.clone()));
    }
}

/// low ≤ above ÷ below ≤ high, where the ends lie so many half last places off the percentage.
fn bounds(
    law: Law,
    [above, below]: [&Linear; 2],
    percent: Percent,
    halves: [i64; 2],
) -> Option<[Equation; 2]> {
    let scale = 10_i64.checked_pow(u32::from(percent.decimals()) + 2)?.checked_mul(2)?;
    let twice = percent.mantissa().checked_mul(2)?;
    let [low, high] = [twice.checked_add(halves[0])?, twice.checked_add(halves[1])?];
    let bound = |sign: i64, end: i64| {
        let above = Linear::ZERO.plus(scale.checked_mul(sign)?, above)?;
        let sum = above.plus(end.checked_mul(-sign)?, below)?;
        Some(Equation::of(law, Relation::AtLeast, sum))
    };
    Some([bound(1, low)?, bound(-1, high)?])
}

/// The quotient of the printed values in percent, with two more decimals than printed.
fn exact_percent(facts: &Facts<'_>, quotient: Quotient, decimals: u8) -> Option<String> {
    let above = facts.value(quotient.numerator)?.nano();
    let below = facts.value(quotient.denominator)?.nano();
    percent_text(above, below, decimals)
}

/// 100 · `above` ÷ `below` with two more decimals than `decimals`, cut off.
pub(super) fn percent_text(above: i128, below: i128, decimals: u8) -> Option<String> {
    let decimals = decimals.checked_add(2)?;
    let scaled = above.checked_mul(10_i128.checked_pow(u32::from(decimals) + 2)?)?;
    let cut = i64::try_from(scaled.checked_div(below)?).ok()?;
    let text = format!("{}", Percent::new(cut, decimals));
    Some(text.trim_end_matches('%').into())
}
