//! Changes: 较 2025 年减少 78.06 万元，下降 1.87%.
//!
//! A change is this year's amount minus the other year's, where both are known; it is the sum of
//! the changes of its parts; and its percentage is of the other year's amount.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    vec::Vec,
};

use super::{
    Context, comparison,
    parts::{MAX_LISTS, MAX_PARTS, are_apart, is_full},
    share::{self, percent_text},
};
use crate::finding::{Finding, FindingKind, Severity};
use crate::item::Item;
use crate::kind::{Kind, Stage};
use crate::lang::Message;
use crate::law::Law;
use crate::narrative::{By, Claim, ClaimId, ClaimKind, Percent};
use crate::num::figure::Quantity;
use crate::place::Place;
use crate::reconcile::{Equation, Relation, Term, prose};
use crate::scope::{Dimension, Scope};

/// A change with what is known about it.
#[derive(Clone, Copy)]
struct Change {
    /// What changed, as the words tell it.
    told: Option<Scope>,
    base_year: u16,
    base_stage: Option<Stage>,
    by: By,
    /// The fact of the change itself.
    fact: Option<u32>,
    /// The fact of the amount after it.
    value: Option<u32>,
    place: Place,
}

pub(super) fn derive(context: &mut Context<'_, '_>) {
    let disclosure = context.facts.disclosure;
    let mut of_whole: BTreeMap<ClaimId, Vec<ClaimId>> = BTreeMap::new();
    let mut amounts: BTreeMap<Scope, u32> = BTreeMap::new();
    for (id, claim) in prose::claims(disclosure.claims()) {
        let Some(change) = read(context, id, claim) else { continue };
        if let ClaimKind::Change { part_of: Some(whole), .. } = claim.kind {
            of_whole.entry(whole).or_default().push(id);
        }
        check_year(context, change, &disclosure.raw().narrative, id, claim);
        if let (Some(fact), By::Amount(_)) = (change.fact, change.by) {
            amounts.insert(context.facts.scope(fact), fact);
        }
        against_last_year(context, change);
        if let By::Percent(percent) = change.by {
            against_amount(context, change, percent, &amounts);
        }
    }
    let named: BTreeSet<u32> = of_whole
        .into_iter()
        .take(MAX_LISTS)
        .filter_map(|(whole, parts)| sum(context, whole, &parts))
        .collect();
    amounts.retain(|_, fact| !named.contains(fact));
    families(context, &amounts);
}

fn read(context: &Context<'_, '_>, id: ClaimId, claim: &Claim) -> Option<Change> {
    let ClaimKind::Change { subject, of, base_year, base_stage, by, .. } = claim.kind else {
        return None;
    };
    Some(Change {
        told: subject.scope(),
        base_year: base_year?,
        base_stage,
        by,
        fact: context.prose.fact(id),
        value: context.prose.about(context.facts, of, subject),
        place: prose::amount(id, claim),
    })
}

/// A document compares with the year before. With its own year or a later one it cannot mean to;
/// with an earlier one it may.
fn check_year(
    context: &mut Context<'_, '_>,
    change: Change,
    narrative: &[crate::raw::RawParagraph],
    id: ClaimId,
    claim: &Claim,
) {
    let raw = context.facts.disclosure.raw();
    let (base, year) = (change.base_year, raw.year);
    let text = narrative.get(crate::index::index(id.text)).map(|p| p.text.as_str());
    let clause = text.and_then(|text| text.get(claim.range.clone())).unwrap_or_default();
    let own_budget = base == year && raw.stage == Stage::Final && change.base_stage.is_some();
    // The year is told once for all changes that follow.
    if !clause.contains(&format!("{base}")) || base.checked_add(1) == Some(year) || own_budget {
        return;
    }
    let message = Message::new(
        format!("与{base}年比较，{year}年的文件应与{}年比较", year.saturating_sub(1)),
        format!("compares with {base}; a document of {year} compares with the year before"),
    );
    let place = prose::prose(id, &claim.range);
    let mut finding = Finding::new(FindingKind::WrongYear, [place].into(), message);
    if base < year {
        finding.severity = Severity::Warning;
    }
    context.findings.push(finding);
}

/// The amount compared with, where the document or last year's disclosure prints it.
fn base(context: &mut Context<'_, '_>, change: Change) -> Option<u32> {
    let scope = context.facts.scope(change.value?);
    let raw = context.facts.disclosure.raw();
    let (year, stage) = (scope.year()?, raw.stage);
    let named = change.base_stage.unwrap_or(stage);
    if change.base_year == year {
        return context.facts.find(scope.with_stage(named)).filter(|_| named != stage);
    }
    let then = |scope: Scope| scope.with_year(change.base_year).with_stage(named);
    let told = change.told.and_then(|told| context.prose.told(then(told)));
    if let Some(fact) = told.or_else(|| context.facts.find(then(scope))) {
        return Some(fact);
    }
    if change.base_year.checked_add(1) != Some(year) || named != stage {
        return None;
    }
    prose::last_year(context.facts, context.options, scope, change.place)
}

/// This year's amount minus the other year's is the change.
fn against_last_year(context: &mut Context<'_, '_>, change: Change) {
    let Some(value) = change.value else { return };
    let Some(base) = base(context, change).filter(|&base| base != value) else { return };
    match (change.by, change.fact) {
        (By::Amount(_) | By::Flat, Some(fact)) => difference(context, [value, base], fact),
        (By::Percent(percent), _) => rate(context, [value, base], percent, change.place),
        (By::NearlyFlat, _) if !comparison::nearly_equal(context, value, base) => {
            context.findings.push(comparison::not_nearly(context, change.place, value, base));
        }
        _ => {}
    }
}

/// after − before = change.
pub(super) fn difference(context: &mut Context<'_, '_>, [after, before]: [u32; 2], change: u32) {
    let terms = [(1, after), (-1, before), (-1, change)];
    let terms = terms.map(|(coefficient, fact)| Term { coefficient, fact });
    context.push(Equation::new(Law::Change, Relation::Equal, terms.into()));
}

/// (after − before) ÷ before is the percentage.
pub(super) fn rate(
    context: &mut Context<'_, '_>,
    [after, before]: [u32; 2],
    percent: Percent,
    place: Place,
) {
    growth(context, &[(1, after), (-1, before)], &[(1, before)], percent, place);
}

/// The percentage of a change agrees with its amount, and points the same way.
fn against_amount(
    context: &mut Context<'_, '_>,
    change: Change,
    percent: Percent,
    amounts: &BTreeMap<Scope, u32>,
) {
    let Some(value) = change.value else { return };
    let Some(&amount) = amounts.get(&context.facts.scope(value).with_change(change.base_year))
    else {
        return;
    };
    let Some(figure) = context.facts.figure(amount) else { return };
    if figure.mantissa().signum() * percent.mantissa().signum() < 0 {
        let message = Message::new(
            format!("金额的增减（{}）与百分比（{percent}）方向相反", figure.to_text_with_unit()),
            format!("the amount ({figure}) and the percentage ({percent}) point opposite ways"),
        );
        let places = [change.place, context.facts.place(amount)].into();
        let mut finding = Finding::new(FindingKind::WrongDirection, places, message);
        finding.law = Some(Law::Change);
        context.findings.push(finding);
        return;
    }
    growth(context, &[(1, amount)], &[(1, value), (-1, amount)], percent, change.place);
}

/// The bounds that a rate of growth sets: numerator ÷ denominator lies in the percentage's
/// interval, both being sums of facts.
fn growth(
    context: &mut Context<'_, '_>,
    above: &[(i64, u32)],
    below: &[(i64, u32)],
    percent: Percent,
    place: Place,
) {
    let sum = |context: &Context<'_, '_>, terms: &[(i64, u32)]| {
        terms.iter().try_fold(Quantity::ZERO, |sum, &(times, fact)| {
            sum.checked_add(context.facts.value(fact)?.checked_mul(times)?)
        })
    };
    let (Some(rise), Some(base)) = (sum(context, above), sum(context, below)) else { return };
    // From nothing there is no rate; a hundred per cent is then the custom.
    if base <= Quantity::ZERO {
        return;
    }
    let exact = percent_text(rise.nano(), base.nano(), percent.decimals()).unwrap_or_default();
    let at = if place.table().is_some() { "表中" } else { "文中" };
    let words = Message::new(
        format!("增减率应为 {exact}%，{at}为 {percent}"),
        format!("the rate is {exact}%, printed as {percent}"),
    );
    share::push_bounds(context, Law::Change, above, below, percent, place, &words);
}

/// A change with the parts named behind it (主要是基本支出增加 …，项目支出减少 …), if they are all.
fn sum(context: &mut Context<'_, '_>, whole: ClaimId, parts: &[ClaimId]) -> Option<u32> {
    let fact = |id: &ClaimId| context.prose.fact(*id);
    let whole = fact(&whole).filter(|_| parts.len() <= MAX_PARTS)?;
    let parts = parts.iter().map(fact).collect::<Option<Vec<u32>>>()?;
    let scope = context.facts.scope(whole);
    let kinds: Vec<u32> =
        parts.iter().map(|&part| context.facts.scope(part).key(Dimension::Kind)).collect();
    // The parts of income are told as what it is spent on, so that only the kinds count.
    let rest = |scope: Scope| {
        scope.without(Dimension::Kind).without(Dimension::Flow).without(Dimension::Fund)
    };
    let alike = parts.iter().all(|&part| rest(context.facts.scope(part)) == rest(scope));
    let spent = scope.without(Dimension::Change).with_flow(crate::flow::Flow::CurrentExpenditure);
    let full = alike
        && are_apart(Dimension::Kind, &kinds)
        && is_full(context.facts, spent, Dimension::Kind, &kinds);
    if full {
        context.push(Equation::sum(Law::Change, Relation::Equal, whole, &parts));
    }
    full.then_some(whole)
}

/// Families of nodes that make up their parent by what they are.
fn families(context: &mut Context<'_, '_>, amounts: &BTreeMap<Scope, u32>) {
    for (&scope, &whole) in amounts.iter().take(MAX_LISTS) {
        for (dimension, family) in families_of(scope) {
            let found = family.iter().map(|scope| context.facts.find(*scope)).collect();
            let Some(found): Option<Vec<u32>> = found else { continue };
            let keys: Vec<u32> = family.iter().map(|scope| scope.key(dimension)).collect();
            let spent = scope.without(Dimension::Change);
            if dimension == Dimension::Fund || is_full(context.facts, spent, dimension, &keys) {
                context.push(Equation::sum(Law::Change, Relation::Equal, whole, &found));
            }
        }
    }
}

/// The families below a scope, each with the dimension along which it cuts.
fn families_of(scope: Scope) -> Vec<(Dimension, Vec<Scope>)> {
    use crate::fund::FundSource::{Fiscal, General, GovernmentFund, StateCapital};
    use crate::item::Item::{
        Abroad, Procurement, ProcurementGoods, ProcurementServices, ProcurementWorks, Reception,
        ThreePublic, VehicleOperation, VehiclePurchase, Vehicles,
    };
    use crate::kind::Kind::{Basic, Operating, Personnel, Project};
    let of_kind = |kinds: &[Kind]| kinds.iter().map(|&kind| scope.with_kind(kind)).collect();
    let of_item = |items: &[Item]| items.iter().map(|&item| scope.with_item(item)).collect();
    let mut families = Vec::new();
    if scope.fund() == Some(Fiscal) && scope.item().is_none() {
        let funds = [General, GovernmentFund, StateCapital];
        families.push((Dimension::Fund, funds.iter().map(|&f| scope.with_fund(f)).collect()));
    }
    match (scope.item(), scope.kind()) {
        (None, None) => families.push((Dimension::Kind, of_kind(&[Basic, Project]))),
        (None, Some(Basic)) => families.push((Dimension::Kind, of_kind(&[Personnel, Operating]))),
        (Some(ThreePublic), _) => {
            families.push((Dimension::Item, of_item(&[Abroad, Vehicles, Reception])));
        }
        (Some(Vehicles), _) => {
            families.push((Dimension::Item, of_item(&[VehiclePurchase, VehicleOperation])));
        }
        (Some(Procurement), _) => {
            let parts = [ProcurementGoods, ProcurementWorks, ProcurementServices];
            families.push((Dimension::Item, of_item(&parts)));
        }
        _ => {}
    }
    families
}
