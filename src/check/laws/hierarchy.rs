//! Hierarchy: a node is the sum of its nearest printed descendants along one dimension.
//!
//! Within one table the world is closed: what a table does not print is nil. Where the parent is
//! printed in another table the same holds up to the table's root and never above it: a 基本支出
//! table says nothing of all spending.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    vec::Vec,
};

use crate::check::{Context, Equation, Relation};
use crate::disclosure::Table;
use crate::facts::{FactId, Facts, Family, Group, TableId, groups, is_code};
use crate::finding::{Finding, FindingKind};
use crate::flow::Flow;
use crate::kind::{Kind, Stage};
use crate::lang::{Lang, Message};
use crate::law::Law;
use crate::place::Place;
use crate::scope::{Dimension, SUMMED, Scope, key_is_within, splits_whole};

/// What stands in the way of closing a sum.
#[derive(Clone, Copy)]
struct Openness {
    rows: bool,
    columns: bool,
}

/// Whether projects are printed with the codes of what they are spent on.
fn has_lines(facts: &Facts<'_>, table: &Table) -> bool {
    facts.of_table(table).any(|fact| {
        let scope = facts.scope(fact);
        let coded = scope.functional().is_some()
            || scope.department().is_some()
            || scope.government().is_some();
        coded && scope.project().is_some()
    })
}

pub(super) fn derive(context: &mut Context<'_>) {
    let facts = context.facts;
    for (id, table) in facts.tables() {
        let open = Openness { rows: table.has_open_rows(), columns: table.has_open_columns() };
        let lines = has_lines(facts, table);
        for dimension in SUMMED {
            // A code row under a name that is not its own may have been taken for a project.
            let lines = lines && is_code(dimension);
            let open = Openness { rows: open.rows || lines, ..open };
            for group in groups(facts, table, dimension) {
                inside(context, dimension, &group, open);
                if !matches!(dimension, Dimension::Entity | Dimension::Project) {
                    across(context, dimension, &group, id, open);
                }
            }
        }
        carried_columns(context, table, open);
        personnel_rows(context, table, open);
        missing_rows(context, table, id);
    }
}

/// Sums whose parent is printed in the same table.
fn inside(context: &mut Context<'_>, dimension: Dimension, group: &Group, open: Openness) {
    for Family { key, parent, children } in group.families(dimension) {
        let distributed = context.facts.scope(parent).flow() == Some(Flow::Distributed);
        if dimension == Dimension::Item && key == 0 && !distributed {
            continue;
        }
        let partial = !splits_whole(dimension, key, children.len())
            || has_other_parts(context, dimension, parent, &children)
            || dimension == Dimension::Kind && key == 0 && !has_basic(context.facts, &children);
        let open = open.rows || open.columns || partial;
        push_sum(context, parent, &children, open);
    }
}

/// Whether the parent's row prints a part of it that lies outside all children and is cut further
/// besides: 本年拨款/一般公共预算 beside 单位资金 under 合计. The children are then not the whole.
fn has_other_parts(
    context: &mut Context<'_>,
    dimension: Dimension,
    parent: FactId,
    children: &[FactId],
) -> bool {
    if !matches!(dimension, Dimension::Fund | Dimension::Kind | Dimension::Vintage) {
        return false;
    }
    let row = context.facts.beside(parent);
    if !context.pay(row.len().saturating_mul(children.len())) {
        return true;
    }
    let facts = context.facts;
    let whole = facts.scope(parent);
    let covered = |key: u32| {
        let mut keys = children.iter().map(|&child| facts.scope(child).key(dimension));
        keys.any(|child| key_is_within(dimension, key, child))
    };
    row.into_iter().any(|fact| {
        let scope = facts.scope(fact);
        let key = scope.key(dimension);
        key != whole.key(dimension) && scope.is_within(whole) && !covered(key)
    })
}

/// Whether 基本支出, or a part of it, is among the kinds: 其中：项目支出结转和结余 and 经营结余 alone are
/// not all that is carried over.
fn has_basic(facts: &Facts<'_>, children: &[FactId]) -> bool {
    children
        .iter()
        .any(|&child| facts.scope(child).kind().is_some_and(|kind| kind.is_within(Kind::Basic)))
}

/// Sums whose parent is printed in another table.
fn across(
    context: &mut Context<'_>,
    dimension: Dimension,
    group: &Group,
    table: TableId,
    open: Openness,
) {
    let Some(own) = context.facts.table(table) else { return };
    if own.is_apart() {
        return;
    }
    for (key, children) in group.unprinted(dimension, own.root().key(dimension)) {
        let no_basic =
            dimension == Dimension::Kind && key == 0 && !has_basic(context.facts, &children);
        if !splits_whole(dimension, key, children.len()) || no_basic {
            continue;
        }
        let scope = group.rest.with_key(dimension, key);
        if let Some(parent) = context.facts.find_elsewhere(scope, table) {
            push_sum(context, parent, &children, open.rows || open.columns);
        }
    }
}

/// Parent = Σ children; an unread label or cell may hide a part, so then only parent ≥ Σ children,
/// and not even that where a part so hidden is negative.
pub(super) fn push_sum(context: &mut Context<'_>, parent: FactId, children: &[FactId], open: bool) {
    let readable: Vec<FactId> =
        children.iter().copied().filter(|&child| context.facts.is_readable(child)).collect();
    let open = open || readable.len() < children.len();
    let boundless = open && readable.iter().any(|&child| may_miss_negative(context, child));
    if readable.is_empty() || boundless {
        return;
    }
    let relation = if open { Relation::AtLeast } else { Relation::Equal };
    context.push(Equation::sum(Law::Hierarchy, relation, parent, &readable));
}

/// Whether a negative figure of a fact's table was not understood.
fn may_miss_negative(context: &Context<'_>, fact: FactId) -> bool {
    context.facts.read_table_of(fact).is_some_and(Table::has_unread_negative)
}

/// A column 上年结转 beside the funds of the year: the total column, of all periods, is the sum of
/// the funds and of what is carried in.
fn carried_columns(context: &mut Context<'_>, table: &Table, open: Openness) {
    for row in context.facts.rows_of(table) {
        // Facts of one scope in one row are one amount: the first stands for all.
        let mut by_scope: BTreeMap<Scope, FactId> = BTreeMap::new();
        for fact in row.facts() {
            by_scope.entry(context.facts.scope(fact)).or_insert(fact);
        }
        for (&scope, &parent) in &by_scope {
            let Some(flow @ (Flow::Income | Flow::Expenditure)) = scope.flow() else { continue };
            if !context.pay(by_scope.len()) {
                return;
            }
            let within: Vec<(Scope, FactId)> = by_scope
                .iter()
                .map(|(&own, &fact)| (own, fact))
                .filter(|(own, _)| own.is_within(scope))
                .filter(|(own, _)| own.flow() != Some(flow))
                .collect();
            if !context.pay(within.len().saturating_mul(within.len())) {
                return;
            }
            let widest = |own: Scope| !within.iter().any(|&(o, _)| o != own && own.is_within(o));
            let mut parts: Vec<FactId> =
                within.iter().filter(|&&(own, _)| widest(own)).map(|&(_, fact)| fact).collect();
            parts.sort_unstable();
            push_sum(context, parent, &parts, open.rows || open.columns);
        }
    }
}

/// 人员经费合计 and 公用经费合计 as rows of an economic table of final accounts: 301 and 303 belong to
/// the first, all other classes to the second.
fn personnel_rows(context: &mut Context<'_>, table: &Table, open: Openness) {
    let mut classes: BTreeMap<Scope, Vec<FactId>> = BTreeMap::new();
    let mut totals: Vec<(Scope, Kind, FactId)> = Vec::new();
    for fact in context.facts.of_table(table) {
        let scope = context.facts.scope(fact);
        if scope.stage() != Some(Stage::Final) {
            continue;
        }
        match (scope.department(), scope.kind()) {
            (Some(code), Some(Kind::Basic)) if code.parent().is_none() => {
                classes.entry(scope.without(Dimension::Department)).or_default().push(fact);
            }
            (None, Some(kind @ (Kind::Personnel | Kind::Operating))) => {
                totals.push((scope.with_kind(Kind::Basic), kind, fact));
            }
            _ => {}
        }
    }
    for (rest, kind, total) in totals {
        let Some(classes) = classes.get(&rest) else { continue };
        let personnel = |fact: FactId| {
            let code = context.facts.scope(fact).department();
            code.is_some_and(|code| matches!(code.number(), 301 | 303))
        };
        let own: Vec<FactId> = classes
            .iter()
            .copied()
            .filter(|&fact| personnel(fact) == (kind == Kind::Personnel))
            .collect();
        push_sum(context, total, &own, open.rows || open.columns);
    }
}

/// Reports classifications that print parts without the node above them.
fn missing_rows(context: &mut Context<'_>, table: &Table, id: TableId) {
    if table.has_open_rows() {
        return;
    }
    for dimension in [Dimension::Functional, Dimension::Department, Dimension::Government] {
        let mut missing: BTreeSet<u32> = BTreeSet::new();
        for group in groups(context.facts, table, dimension) {
            let root = table.root().key(dimension);
            let absent = group.unprinted(dimension, root);
            // A total split by kind in rows (人员经费合计, 公用经费合计) stands for the one total.
            missing.extend(absent.keys().filter(|&&key| key != 0));
        }
        for key in missing {
            let node = Scope::ALL.with_key(dimension, key);
            let place = Place::Table { table: id.number() };
            let message = Message::new(
                format!("有下级科目，没有上级科目 {} 的行", node.describe(Lang::Zh, |_| None)),
                format!("parts are printed, but not {}", node.describe(Lang::En, |_| None)),
            );
            context.findings.push(Finding::new(FindingKind::MissingRow, [place].into(), message));
        }
    }
}
