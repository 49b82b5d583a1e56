//! Parts: a total and the list of its parts (其中：A x，B y).

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use crate::check::{Context, Equation, Presumption, Relation};
use crate::facts::{self, FactId, Facts};
use crate::item::Item;
use crate::kind::{Kind, Stage};
use crate::law::Law;
use crate::narrative::{ClaimId, ClaimKind, Subject};
use crate::scope::{Dimension, Scope, key_is_within};

/// The most lists that are checked, and the most parts of one: a document has a dozen lists, the
/// longest with about 40 parts.
pub(super) const MAX_LISTS: usize = 500;
pub(super) const MAX_PARTS: usize = 500;

/// A total with all parts that the narrative lists of it.
pub(super) struct Split {
    pub(super) whole: ClaimId,
    pub(super) parts: Vec<ClaimId>,
    parts_are: Parts,
}

/// How many of the parts of a total a list names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parts {
    /// All, for certain.
    All,
    /// All that the tables print, but at another stage than theirs.
    AllOfOtherStage,
    Some,
}

pub(super) fn derive(context: &mut Context<'_>) {
    let facts = context.facts;
    for split in splits(facts) {
        let Some(whole) = facts.claimed().fact(split.whole) else { continue };
        let parts: Option<Vec<FactId>> =
            split.parts.iter().map(|&part| facts.claimed().fact(part)).collect();
        let Some(parts) = parts else { continue };
        let budget = facts.disclosure().raw().stage == Stage::Budget;
        let sum = |relation| Equation::sum(Law::Parts, relation, whole, &parts);
        match split.parts_are {
            Parts::All => context.push(sum(Relation::Equal)),
            // An item that was planned and never spent may be missing from the list.
            Parts::AllOfOtherStage => {
                context.push(sum(Relation::Equal).presumed(Presumption::ListIsComplete));
            }
            // Parts of what may be negative bound nothing.
            Parts::Some if budget => context.push(sum(Relation::AtLeast)),
            Parts::Some => {}
        }
    }
}

/// The splits whose parts are certainly all.
pub(super) fn full_splits(facts: &Facts<'_>) -> Vec<Split> {
    splits(facts).into_iter().filter(|split| split.parts_are == Parts::All).collect()
}

/// The totals whose parts are cut along one dimension and do not overlap.
fn splits(facts: &Facts<'_>) -> Vec<Split> {
    let mut lists: BTreeMap<ClaimId, Vec<(ClaimId, Scope)>> = BTreeMap::new();
    let mut wholes: BTreeMap<ClaimId, Scope> = BTreeMap::new();
    for (id, claim) in facts::claims(facts.disclosure().claims()) {
        let ClaimKind::Value { subject: Subject::Scope(scope), part_of, .. } = claim.kind else {
            continue;
        };
        wholes.insert(id, scope);
        if let Some(whole) = part_of {
            lists.entry(whole).or_default().push((id, scope));
        }
    }
    let mut splits = Vec::new();
    for (whole, parts) in lists.into_iter().take(MAX_LISTS) {
        if parts.len() > MAX_PARTS {
            continue;
        }
        let Some(&scope) = wholes.get(&whole) else { continue };
        let scopes: Vec<Scope> = parts.iter().map(|&(_, scope)| scope).collect();
        let Some(dimension) = cut(scope, &scopes) else { continue };
        let resolved = facts.claimed().fact(whole).map_or(scope, |fact| facts.scope(fact));
        let keys: Vec<u32> = scopes.iter().map(|part| part.key(dimension)).collect();
        let stage = facts.disclosure().raw().stage;
        let own = is_full(facts, resolved, dimension, &keys);
        let other = || {
            facts
                .printed_scope(scope.with_stage(stage))
                .is_some_and(|scope| is_full(facts, scope, dimension, &keys))
        };
        let parts_are = match (own, scope.stage() == Some(stage)) {
            (true, _) => Parts::All,
            (false, false) if other() => Parts::AllOfOtherStage,
            (false, _) => Parts::Some,
        };
        let parts = parts.iter().map(|&(id, _)| id).collect();
        splits.push(Split { whole, parts, parts_are });
    }
    splits
}

/// The one dimension along which parts cut their whole, without overlap.
pub(super) fn cut(whole: Scope, parts: &[Scope]) -> Option<Dimension> {
    let first = *parts.first()?;
    let mut differing = Dimension::ALL.iter().copied().filter(|&d| first.key(d) != whole.key(d));
    let dimension = differing.next().filter(|_| differing.next().is_none())?;
    if matches!(dimension, Dimension::Flow | Dimension::Year | Dimension::Stage) {
        return None;
    }
    let alike = parts.iter().all(|part| part.without(dimension) == whole.without(dimension));
    let keys: Vec<u32> = parts.iter().map(|part| part.key(dimension)).collect();
    (alike && are_apart(dimension, &keys)).then_some(dimension)
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

/// Whether nodes of a dimension are certainly all parts of a whole: by what the nodes are, or by
/// the tables, which print no other part that is not nil.
pub(super) fn is_full(facts: &Facts<'_>, whole: Scope, dimension: Dimension, keys: &[u32]) -> bool {
    let listed: BTreeSet<u32> = keys.iter().copied().collect();
    if keys.len() < 2 {
        return false;
    }
    match dimension {
        Dimension::Item => item_is_full(whole, &listed),
        Dimension::Kind => {
            kind_is_full(whole, &listed) && tables_agree(facts, whole, dimension, keys)
        }
        Dimension::Fund | Dimension::Functional | Dimension::Department => {
            whole.stage() == Some(facts.disclosure().raw().stage)
                && tables_agree(facts, whole, dimension, keys)
                && tables_print(facts, whole, dimension)
        }
        _ => false,
    }
}

fn item_is_full(whole: Scope, listed: &BTreeSet<u32>) -> bool {
    use Item::{
        Abroad, Procurement, ProcurementGoods, ProcurementServices, ProcurementWorks, Reception,
        ThreePublic, VehicleOperation, VehiclePurchase, Vehicles,
    };
    let keys = |items: &[Item]| -> BTreeSet<u32> {
        items.iter().map(|&item| Scope::ALL.with_item(item).key(Dimension::Item)).collect()
    };
    match whole.item() {
        Some(ThreePublic) => {
            *listed == keys(&[Abroad, Vehicles, Reception])
                || *listed == keys(&[Abroad, VehiclePurchase, VehicleOperation, Reception])
        }
        Some(Vehicles) => *listed == keys(&[VehiclePurchase, VehicleOperation]),
        Some(Procurement) => {
            *listed == keys(&[ProcurementGoods, ProcurementWorks, ProcurementServices])
        }
        _ => false,
    }
}

fn kind_is_full(whole: Scope, listed: &BTreeSet<u32>) -> bool {
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

/// Whether every part of the whole that the tables print, and that is not nil, is listed, or is
/// above or below what is listed; and nothing is carried where the whole is of all periods.
fn tables_agree(facts: &Facts<'_>, whole: Scope, dimension: Dimension, keys: &[u32]) -> bool {
    let flow = whole.flow();
    let rest = |scope: Scope| scope.without(dimension).without(Dimension::Flow);
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
