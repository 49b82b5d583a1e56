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
    comparison,
    parts::{MAX_LISTS, MAX_PARTS, are_apart, is_full},
    share::{self, percent_text},
};
use crate::check::{Constant, Context, Equation, Linear, Relation};
use crate::facts::{self, FactId, Facts};
use crate::finding::{Finding, FindingKind, Severity};
use crate::item::Item;
use crate::kind::{Kind, Stage};
use crate::lang::Message;
use crate::law::Law;
use crate::narrative::{By, Claim, ClaimId, ClaimKind, Percent};
use crate::num::amount::Unit;
use crate::num::figure::{Figure, Quantity};
use crate::place::Place;
use crate::scope::{Dimension, Scope};

/// A change with what is known about it.
#[derive(Clone, Copy)]
struct Change {
    /// What changed, as the words tell it.
    told: Option<Scope>,
    base_year: u16,
    base_stage: Option<Stage>,
    by: By,
    /// By how much, if that is an amount.
    amount: Option<Amount>,
    /// The fact of the amount after it.
    value: Option<FactId>,
    place: Place,
}

/// The amount of a change: printed, or nil where the words say so (持平).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Amount {
    Printed(FactId),
    Flat(Place),
}

impl Amount {
    /// What a claim says of a change.
    fn of(facts: &Facts<'_>, id: ClaimId) -> Option<Self> {
        let flat = || facts.claimed().flat(id).map(|(_, place)| Self::Flat(place));
        facts.claimed().fact(id).map(Self::Printed).or_else(flat)
    }

    fn scope(facts: &Facts<'_>, id: ClaimId) -> Option<Scope> {
        let flat = || facts.claimed().flat(id).map(|(scope, _)| scope);
        facts.claimed().fact(id).map(|fact| facts.scope(fact)).or_else(flat)
    }

    fn sum(self, facts: &Facts<'_>) -> Option<Linear> {
        Some(match self {
            Self::Printed(fact) => Linear::of(fact),
            // To the two decimals in which both amounts are printed.
            Self::Flat(_) => {
                let nil = Figure::new(0, 2, Unit::WanYuan).ok()?;
                Linear::constant(Constant::of(nil, facts.rounding()))
            }
        })
    }

    /// Where it is said, if no fact stands for it.
    fn place(self) -> Option<Place> {
        match self {
            Self::Printed(_) => None,
            Self::Flat(place) => Some(place),
        }
    }
}

/// The amount before a change: printed in this document, or in last year's.
#[derive(Clone, Copy)]
enum Base {
    Printed(FactId),
    LastYear(Figure),
}

impl Base {
    fn sum(self, facts: &Facts<'_>) -> Linear {
        match self {
            Self::Printed(fact) => Linear::of(fact),
            Self::LastYear(figure) => Linear::constant(Constant::of(figure, facts.rounding())),
        }
    }
}

pub(super) fn derive(context: &mut Context<'_>) {
    let facts = context.facts;
    let mut of_whole: BTreeMap<ClaimId, Vec<ClaimId>> = BTreeMap::new();
    let mut amounts: BTreeMap<Scope, FactId> = BTreeMap::new();
    for (id, claim) in facts::claims(facts.disclosure().claims()) {
        let Some(change) = read(facts, id, claim) else { continue };
        if let ClaimKind::Change { part_of: Some(whole), .. } = claim.kind {
            of_whole.entry(whole).or_default().push(id);
        }
        check_year(context, change, id, claim);
        if let Some(Amount::Printed(fact)) = change.amount {
            amounts.insert(facts.scope(fact), fact);
        }
        against_last_year(context, change);
        if let By::Percent(percent) = change.by {
            against_amount(context, change, percent, &amounts);
        }
    }
    said_flat(context);
    let named: BTreeSet<FactId> = of_whole
        .into_iter()
        .take(MAX_LISTS)
        .filter_map(|(whole, parts)| sum(context, whole, &parts))
        .collect();
    amounts.retain(|_, fact| !named.contains(fact));
    families(context, &amounts);
}

fn read(facts: &Facts<'_>, id: ClaimId, claim: &Claim) -> Option<Change> {
    let ClaimKind::Change { subject, of, base_year, base_stage, by, .. } = claim.kind else {
        return None;
    };
    Some(Change {
        told: subject.scope(),
        base_year: base_year?,
        base_stage,
        by,
        amount: Amount::of(facts, id),
        value: facts.about(of, subject),
        place: facts::amount(id, claim),
    })
}

/// A document compares with the year before. With its own year or a later one it cannot mean to;
/// with an earlier one it may.
fn check_year(context: &mut Context<'_>, change: Change, id: ClaimId, claim: &Claim) {
    let raw = context.facts.disclosure().raw();
    let (base, year) = (change.base_year, raw.year);
    let text = raw.narrative.get(crate::index::index(id.text)).map(|p| p.text.as_str());
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
    let place = facts::prose(id, &claim.range);
    let mut finding = Finding::new(FindingKind::WrongYear, [place].into(), message);
    if base < year {
        finding.severity = Severity::Warning;
    }
    context.findings.push(finding);
}

/// The amount compared with, where the document or last year's disclosure prints it.
fn base(facts: &Facts<'_>, change: Change) -> Option<Base> {
    let scope = facts.scope(change.value?);
    let raw = facts.disclosure().raw();
    let (year, stage) = (scope.year()?, raw.stage);
    let named = change.base_stage.unwrap_or(stage);
    if change.base_year == year {
        let other = facts.find_anywhere(scope.with_stage(named)).filter(|_| named != stage);
        return other.map(Base::Printed);
    }
    let then = |scope: Scope| scope.with_year(change.base_year).with_stage(named);
    let told = change.told.and_then(|told| facts.claimed().told(then(told)));
    if let Some(fact) = told.or_else(|| facts.find_anywhere(then(scope))) {
        return Some(Base::Printed(fact));
    }
    if change.base_year.checked_add(1) != Some(year) || named != stage {
        return None;
    }
    facts.last_year(scope).map(Base::LastYear)
}

/// This year's amount minus the other year's is the change.
fn against_last_year(context: &mut Context<'_>, change: Change) {
    let facts = context.facts;
    let Some(value) = change.value else { return };
    let Some(base) = base(facts, change) else { return };
    if matches!(base, Base::Printed(base) if base == value) {
        return;
    }
    let (after, before) = (Linear::of(value), base.sum(facts));
    match (change.by, change.amount) {
        (By::Amount(_) | By::Flat, Some(amount)) => difference(context, &after, &before, amount),
        (By::Percent(percent), _) => rate(context, &after, &before, percent, change.place),
        (By::NearlyFlat, _) if !comparison::nearly_equal(facts, &after, &before) => {
            let places = [change.place, facts.place(value)].into_iter();
            let before_place = match base {
                Base::Printed(fact) => Some(facts.place(fact)),
                Base::LastYear(_) => None,
            };
            let places = places.chain(before_place).collect();
            context.findings.push(comparison::not_nearly(facts, places, [&after, &before]));
        }
        _ => {}
    }
}

/// What is said not to have changed agrees with every amount that is told of the same change.
fn said_flat(context: &mut Context<'_>) {
    let facts = context.facts;
    for (scope, place) in facts.claimed().all_flat() {
        if let Some(fact) = facts.find_anywhere(scope) {
            let sum =
                Amount::Flat(place).sum(facts).and_then(|nil| Linear::of(fact).plus(-1, &nil));
            if let Some(sum) = sum {
                let equation = Equation::of(Law::Identity, Relation::Equal, sum);
                context.push(equation.stated_at(place));
            }
        }
    }
}

fn difference(context: &mut Context<'_>, after: &Linear, before: &Linear, change: Amount) {
    let sum = || after.clone().plus(-1, before)?.plus(-1, &change.sum(context.facts)?);
    if let Some(sum) = sum() {
        push(context, sum, change.place());
    }
}

/// A sum that is nil, as the words at a place say.
fn push(context: &mut Context<'_>, sum: Linear, stated_at: Option<Place>) {
    let equation = Equation::of(Law::Change, Relation::Equal, sum);
    context.push(match stated_at {
        Some(place) => equation.stated_at(place),
        None => equation,
    });
}

/// after − before is the printed change.
pub(super) fn printed_difference(
    context: &mut Context<'_>,
    [after, before]: [FactId; 2],
    change: FactId,
) {
    let (after, before) = (Linear::of(after), Linear::of(before));
    difference(context, &after, &before, Amount::Printed(change));
}

/// (after − before) ÷ before is the percentage.
pub(super) fn rate(
    context: &mut Context<'_>,
    after: &Linear,
    before: &Linear,
    percent: Percent,
    place: Place,
) {
    if let Some(rise) = after.clone().plus(-1, before) {
        growth(context, &rise, before, percent, place);
    }
}

/// The percentage of a change agrees with its amount, and points the same way.
fn against_amount(
    context: &mut Context<'_>,
    change: Change,
    percent: Percent,
    amounts: &BTreeMap<Scope, FactId>,
) {
    let facts = context.facts;
    let Some(value) = change.value else { return };
    let Some(&amount) = amounts.get(&facts.scope(value).with_change(change.base_year)) else {
        return;
    };
    let Some(figure) = facts.figure(amount) else { return };
    if figure.mantissa().signum() * percent.mantissa().signum() < 0 {
        let message = Message::new(
            format!("金额的增减（{}）与百分比（{percent}）方向相反", figure.to_text_with_unit()),
            format!("the amount ({figure}) and the percentage ({percent}) point opposite ways"),
        );
        let places = [change.place, facts.place(amount)].into();
        let mut finding = Finding::new(FindingKind::WrongDirection, places, message);
        finding.law = Some(Law::Change);
        context.findings.push(finding);
        return;
    }
    let rise = Linear::of(amount);
    if let Some(base) = Linear::of(value).plus(-1, &rise) {
        growth(context, &rise, &base, percent, change.place);
    }
}

/// The bounds that a rate of growth sets: rise ÷ base lies in the percentage's interval.
fn growth(context: &mut Context<'_>, rise: &Linear, base: &Linear, percent: Percent, place: Place) {
    let value = |sum: &Linear| sum.value(context.facts);
    let (Some(risen), Some(from)) = (value(rise), value(base)) else { return };
    // From nothing there is no rate; a hundred per cent is then the custom.
    if from <= Quantity::ZERO {
        return;
    }
    let exact = percent_text(risen.nano(), from.nano(), percent.decimals()).unwrap_or_default();
    let at = if place.table().is_some() { "表中" } else { "文中" };
    let words = Message::new(
        format!("增减率应为 {exact}%，{at}为 {percent}"),
        format!("the rate is {exact}%, printed as {percent}"),
    );
    share::push_bounds(context, Law::Change, [rise, base], percent, place, &words);
}

/// A change with the parts named behind it (主要是基本支出增加 …，项目支出减少 …), if they are all.
fn sum(context: &mut Context<'_>, whole: ClaimId, parts: &[ClaimId]) -> Option<FactId> {
    let facts = context.facts;
    let whole = facts.claimed().fact(whole).filter(|_| parts.len() <= MAX_PARTS)?;
    let scope = facts.scope(whole);
    let scopes: Vec<Scope> =
        parts.iter().map(|&part| Amount::scope(facts, part)).collect::<Option<_>>()?;
    let parts: Vec<Amount> =
        parts.iter().map(|&part| Amount::of(facts, part)).collect::<Option<_>>()?;
    let kinds: Vec<u32> = scopes.iter().map(|part| part.key(Dimension::Kind)).collect();
    // The parts of income are told as what it is spent on, so that only the kinds count.
    let rest = |scope: Scope| {
        scope.without(Dimension::Kind).without(Dimension::Flow).without(Dimension::Fund)
    };
    let alike = scopes.iter().all(|&part| rest(part) == rest(scope));
    let spent = scope.without(Dimension::Change).with_flow(crate::flow::Flow::CurrentExpenditure);
    let full = alike
        && are_apart(Dimension::Kind, &kinds)
        && is_full(facts, spent, Dimension::Kind, &kinds);
    if full {
        add_up(context, whole, &parts);
    }
    full.then_some(whole)
}

/// A change is the sum of the changes of its parts.
fn add_up(context: &mut Context<'_>, whole: FactId, parts: &[Amount]) {
    let sum = parts
        .iter()
        .try_fold(Linear::of(whole), |sum, part| sum.plus(-1, &part.sum(context.facts)?));
    if let Some(sum) = sum {
        push(context, sum, parts.iter().find_map(|part| part.place()));
    }
}

/// Families of nodes that make up their parent by what they are.
fn families(context: &mut Context<'_>, amounts: &BTreeMap<Scope, FactId>) {
    let facts = context.facts;
    let flat: BTreeMap<Scope, Place> = facts.claimed().all_flat().collect();
    let amount = |scope: &Scope| {
        let printed = facts.find_anywhere(*scope).map(Amount::Printed);
        printed.or_else(|| flat.get(scope).copied().map(Amount::Flat))
    };
    for (&scope, &whole) in amounts.iter().take(MAX_LISTS) {
        for (dimension, family) in families_of(scope) {
            let found: Option<Vec<Amount>> = family.iter().map(amount).collect();
            let Some(found) = found else { continue };
            let keys: Vec<u32> = family.iter().map(|scope| scope.key(dimension)).collect();
            let spent = scope.without(Dimension::Change);
            if dimension == Dimension::Fund || is_full(facts, spent, dimension, &keys) {
                add_up(context, whole, &found);
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
