//! How many of its parts a list names: all of them, by what they are or by what the tables print, or
//! some.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use crate::facts::Facts;
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::Kind;
use crate::scope::{Dimension, Scope, key_is_within};

/// The most lists that are checked, and the most parts of one: a document has a dozen lists, the
/// longest with about 40 parts.
pub(super) const MAX_PARTS: usize = 500;

/// How many of the parts are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Listed {
    /// All there are, by what they are.
    All,
    /// All that the tables print.
    AllPrinted,
    /// All, if one that goes without saying is nil.
    Most,
    Some,
}

/// The dimension along which a part is cut out of its whole, if it is one.
pub(super) fn dimension(whole: Scope, part: Scope) -> Option<Dimension> {
    let mut differing = Dimension::ALL.iter().copied().filter(|&dimension| {
        let (own, of) = (part.key(dimension), whole.key(dimension));
        own != of && !(dimension == Dimension::Flow && is_wider(part, whole))
            && !matches!(dimension, Dimension::Year | Dimension::Stage | Dimension::Table)
    });
    let first = differing.next()?;
    // What is spent out of a whole that is no flow, or of both sides, is cut along what it is.
    match differing.next() {
        None => Some(first),
        Some(second) if differing.next().is_none() && first == Dimension::Flow => Some(second),
        Some(_) => None,
    }
}

/// Whether a part speaks of a flow that holds that of its whole: 支出 of a kind within 本年支出.
fn is_wider(part: Scope, whole: Scope) -> bool {
    match (part.flow(), whole.flow()) {
        (Some(part), Some(whole)) => whole.is_within(part),
        (None, _) => true,
        _ => false,
    }
}

/// Whether no two nodes overlap.
pub(super) fn are_apart(dimension: Dimension, keys: &[u32]) -> bool {
    keys.iter().enumerate().all(|(index, &one)| {
        keys.iter().skip(index + 1).all(|&other| !overlap(dimension, one, other))
    })
}

/// Whether one node is the other, or stands above or below it.
fn overlap(dimension: Dimension, one: u32, other: u32) -> bool {
    key_is_within(dimension, one, other) || key_is_within(dimension, other, one)
}

/// How many of the parts of a whole along a dimension some nodes are.
pub(super) fn listed(facts: &Facts<'_>, whole: Scope, dimension: Dimension, keys: &[u32]) -> Listed {
    let all: BTreeSet<u32> = keys.iter().copied().collect();
    if all.len() < 2 {
        return Listed::Some;
    }
    match dimension {
        Dimension::Item => of_item(whole, &all),
        Dimension::Kind if of_kind(whole, &all) => {
            if tables_agree(facts, whole, dimension, keys) { Listed::All } else { Listed::Some }
        }
        Dimension::Flow => of_flow(whole, &all),
        Dimension::Fund if of_fund(whole, &all) => Listed::All,
        Dimension::Fund | Dimension::Functional | Dimension::Department => {
            let own = whole.stage() == Some(facts.disclosure().raw().stage);
            if own && tables_agree(facts, whole, dimension, keys) && tables_print(facts, whole, dimension)
            {
                Listed::AllPrinted
            } else {
                Listed::Some
            }
        }
        _ => Listed::Some,
    }
}

fn of_item(whole: Scope, listed: &BTreeSet<u32>) -> Listed {
    let keys = |items: &[Item]| -> BTreeSet<u32> {
        items.iter().map(|&item| Scope::ALL.with_item(item).key(Dimension::Item)).collect()
    };
    for (family, all) in families(whole.item()) {
        if *listed == keys(family) {
            return if *all { Listed::All } else { Listed::Most };
        }
    }
    Listed::Some
}

/// The items that make up another, and whether they are all of it.
fn families(item: Option<Item>) -> &'static [(&'static [Item], bool)] {
    use Item::{
        Abroad, DomesticReception, ForeignReception, Procurement, ProcurementGoods,
        ProcurementServices, ProcurementWorks, Reception, ThreePublic, VehicleOperation,
        VehiclePurchase, Vehicles,
    };
    match item {
        Some(ThreePublic) => &[
            (&[Abroad, Vehicles, Reception], true),
            (&[Abroad, VehiclePurchase, VehicleOperation, Reception], true),
            (&[Vehicles, Reception], false),
            (&[VehiclePurchase, VehicleOperation, Reception], false),
        ],
        Some(Vehicles) => &[(&[VehiclePurchase, VehicleOperation], true)],
        Some(Reception) => &[(&[DomesticReception, ForeignReception], true)],
        Some(Procurement) => {
            &[(&[ProcurementGoods, ProcurementWorks, ProcurementServices], true)]
        }
        _ => &[],
    }
}

fn of_kind(whole: Scope, listed: &BTreeSet<u32>) -> bool {
    let key = |kind: Kind| Scope::ALL.with_kind(kind).key(Dimension::Kind);
    let of = |kinds: &[Kind]| kinds.iter().all(|&kind| listed.contains(&key(kind)));
    match whole.kind() {
        None => {
            of(&[Kind::Project]) && (of(&[Kind::Basic]) || of(&[Kind::Personnel, Kind::Operating]))
        }
        Some(Kind::Basic) => of(&[Kind::Personnel, Kind::Operating]),
        Some(_) => false,
    }
}

/// 收入总计 = 本年收入 + 使用结余 + 上年结转, and the other side. A side without one of them has none.
fn of_flow(whole: Scope, listed: &BTreeSet<u32>) -> Listed {
    let key = |flow: Flow| Scope::ALL.with_flow(flow).key(Dimension::Flow);
    let current = match whole.flow() {
        Some(Flow::Balance) => [Flow::CurrentIncome, Flow::CurrentExpenditure]
            .into_iter()
            .find(|&flow| listed.contains(&key(flow))),
        Some(Flow::Income) => Some(Flow::CurrentIncome),
        Some(Flow::Expenditure) => Some(Flow::CurrentExpenditure),
        _ => None,
    };
    let carried = match current {
        Some(Flow::CurrentIncome) => [Flow::CarriedIn, Flow::SurplusUsed],
        Some(_) => [Flow::CarriedOver, Flow::Distributed],
        None => return Listed::Some,
    };
    let has = |flow: Flow| listed.contains(&key(flow));
    let side = current.is_some_and(has);
    if side && carried.into_iter().any(has) { Listed::All } else { Listed::Some }
}

/// 财政拨款 = 一般公共预算 + 政府性基金 + 国有资本经营预算.
fn of_fund(whole: Scope, listed: &BTreeSet<u32>) -> bool {
    let key = |fund: FundSource| Scope::ALL.with_fund(fund).key(Dimension::Fund);
    let funds = [FundSource::General, FundSource::GovernmentFund, FundSource::StateCapital];
    whole.fund() == Some(FundSource::Fiscal) && funds.iter().all(|&fund| listed.contains(&key(fund)))
}

/// Whether every part of the whole that the tables print, and that is not nil, is listed, or is
/// above or below what is listed; and nothing is carried where the whole is of all periods.
pub(super) fn tables_agree(
    facts: &Facts<'_>,
    whole: Scope,
    dimension: Dimension,
    keys: &[u32],
) -> bool {
    let flow = whole.flow();
    let rest = |scope: Scope| {
        scope.without(dimension).without(Dimension::Flow).without(Dimension::Table)
    };
    facts.printed_scopes().iter().all(|&scope| {
        let (Some(other), own) = (scope.flow(), scope.key(dimension)) else { return true };
        let side = flow.is_none_or(|flow| other.is_within(flow) || flow.is_within(other));
        if !side
            || rest(scope) != rest(whole)
            || facts.find(scope).is_none_or(|fact| facts.is_nil(fact))
        {
            return true;
        }
        // A flow of the year holds no carried money, so that the whole is then of all periods.
        if other.is_carry() {
            return false;
        }
        !key_is_within(dimension, own, whole.key(dimension))
            || keys.iter().any(|&key| overlap(dimension, own, key))
    })
}

/// Whether one table prints the whole and parts of it along a dimension, so that its world is closed.
fn tables_print(facts: &Facts<'_>, whole: Scope, dimension: Dimension) -> bool {
    facts.tables().any(|(_, table)| {
        let scopes = || facts.of_table(table).map(|fact| facts.scope(fact));
        !(table.is_apart() || table.has_open_rows() || table.has_open_columns())
            && scopes().any(|scope| scope == whole)
            && scopes().any(|scope| {
                scope.without(dimension) == whole.without(dimension)
                    && scope.key(dimension) != whole.key(dimension)
                    && key_is_within(dimension, scope.key(dimension), whole.key(dimension))
            })
    })
}

/// The families of scopes that make up a scope by what they are.
pub(super) fn families_of(scope: Scope) -> Vec<(Dimension, Vec<Scope>)> {
    use crate::kind::Kind::{Basic, Operating, Personnel, Project};
    let of_kind = |kinds: &[Kind]| kinds.iter().map(|&kind| scope.with_kind(kind)).collect();
    let mut found: Vec<(Dimension, Vec<Scope>)> = Vec::new();
    if scope.fund() == Some(FundSource::Fiscal) && scope.item().is_none() {
        let funds = [FundSource::General, FundSource::GovernmentFund, FundSource::StateCapital];
        found.push((Dimension::Fund, funds.iter().map(|&f| scope.with_fund(f)).collect()));
    }
    match (scope.item(), scope.kind()) {
        (None, None) => found.push((Dimension::Kind, of_kind(&[Basic, Project]))),
        (None, Some(Basic)) => found.push((Dimension::Kind, of_kind(&[Personnel, Operating]))),
        (item, _) => {
            let all = families(item).iter().filter(|(_, all)| *all);
            found.extend(all.map(|(items, _)| {
                (Dimension::Item, items.iter().map(|&item| scope.with_item(item)).collect())
            }));
        }
    }
    found
}
