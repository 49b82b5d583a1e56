//! Changes of the parts add up to the change of the whole.
//!
//! ```text
//! 支出预算较2025年减少3.00万元，主要是基本支出增加2.00万元，项目支出减少5.00万元。: −3.00 = 2.00 − 5.00
//! ```

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use super::node::is_one_base;
use super::split::{self, Listed, MAX_PARTS};
use crate::check::{Constant, Context, Equation, Linear, Presumption, Relation};
use crate::facts::{self, FactId};
use crate::law::Law;
use crate::narrative::tree::{Base, List, MentionId, Opening, Role, Tree, What};
use crate::num::amount::Unit;
use crate::num::figure::Figure;
use crate::place::Place;
use crate::scope::{Dimension, Scope};

pub(super) fn derive(context: &mut Context<'_>, tree: &Tree) {
    let mut summed: BTreeSet<FactId> = BTreeSet::new();
    for list in &tree.lists {
        if list.children.len() <= MAX_PARTS {
            of_list(context, tree, list, &mut summed);
        }
    }
    told_apart(context, tree, &summed);
}

/// The amount of a change: printed, or nil where the words say so (持平).
#[derive(Debug, Clone, Copy)]
enum Change {
    Printed(FactId),
    Flat(Place),
}

impl Change {
    fn sum(self, context: &Context<'_>) -> Option<Linear> {
        match self {
            Self::Printed(fact) => Some(Linear::of(fact)),
            // To the two decimals in which amounts are printed.
            Self::Flat(_) => {
                let nil = Figure::new(0, 2, Unit::WanYuan).ok()?;
                Some(Linear::constant(Constant::of(nil, context.facts.rounding())))
            }
        }
    }
}

/// The change of a mention against a base.
fn change(context: &Context<'_>, tree: &Tree, id: MentionId, base: Base) -> Option<Change> {
    let mention = tree.mention(id)?;
    mention.measures.iter().enumerate().find_map(|(number, measure)| match measure.what {
        What::Change { base: of, .. } if is_one_base(of, base) && !of.foreign => {
            context.facts.claimed().fact(id, number).map(Change::Printed)
        }
        What::Flat { base: of, nearly: false, .. } if is_one_base(of, base) => {
            Some(Change::Flat(facts::place(&measure.span)))
        }
        _ => None,
    })
}

fn of_list(context: &mut Context<'_>, tree: &Tree, list: &List, summed: &mut BTreeSet<FactId>) {
    let Some(head) = tree.mention(list.head) else { return };
    let whole =
        head.measures.iter().enumerate().rev().find_map(|(number, measure)| match measure.what {
            What::Change { base, .. } if !base.foreign => {
                Some((context.facts.claimed().fact(list.head, number)?, base))
            }
            _ => None,
        });
    let Some((whole, base)) = whole else { return };
    let scope = head.scope.map(|scope| list.scope.or(scope));
    let mut members: Vec<(Dimension, u32, Change)> = Vec::new();
    let mut open = list.open;
    for &id in &list.children {
        let Some(member) = tree.mention(id) else { continue };
        let Some(change) = change(context, tree, id, base) else {
            open |= !member.measures.is_empty();
            continue;
        };
        let part = member.scope.or(member.subject.scope());
        let cut = match (scope, part) {
            (Some(whole), Some(part)) => cut(whole, part),
            _ => None,
        };
        match cut.filter(|_| member.narrow == head.narrow) {
            Some((dimension, key)) => members.push((dimension, key, change)),
            None => open = true,
        }
    }
    let Some(&(dimension, ..)) = members.first() else { return };
    if open || members.iter().any(|&(other, ..)| other != dimension) {
        return;
    }
    // A part of a part is not added twice.
    let keys: Vec<u32> = members.iter().map(|&(_, key, _)| key).collect();
    if !split::are_apart(dimension, &keys) {
        return;
    }
    let scope = scope
        .unwrap_or(Scope::ALL)
        .with_year(context.facts.disclosure().raw().year)
        .with_stage(context.facts.disclosure().raw().stage);
    let spent = if dimension == Dimension::Kind { with_spending(scope) } else { scope };
    let listed = split::listed(context.facts, spent, dimension, &keys);
    let presumed = match (listed, list.role) {
        (Listed::All, Role::Parts(_) | Role::Causes { certain: true }) => None,
        (Listed::All | Listed::AllPrinted | Listed::Most, _) => Some(Presumption::ListIsComplete),
        // 主要变动原因如下: says that these are they.
        (Listed::Some, Role::Parts(Opening::Below) | Role::Causes { .. })
            if members.len() >= 2 && dimension == Dimension::Department =>
        {
            Some(Presumption::ListIsComplete)
        }
        _ => return,
    };
    let changes: Vec<Change> = members.into_iter().map(|(.., change)| change).collect();
    add_up(context, whole, &changes, presumed);
    summed.insert(whole);
}

/// Income is told as what it is spent on, so that of income kinds are parts too.
fn cut(whole: Scope, part: Scope) -> Option<(Dimension, u32)> {
    let kinds = part.fixes(Dimension::Kind) && !whole.fixes(Dimension::Kind);
    if kinds {
        let rest = |scope: Scope| {
            scope.without(Dimension::Kind).without(Dimension::Flow).without(Dimension::Fund)
        };
        return (rest(whole) == rest(part)).then(|| (Dimension::Kind, part.key(Dimension::Kind)));
    }
    split::dimension(whole, part).map(|dimension| (dimension, part.key(dimension)))
}

fn with_spending(scope: Scope) -> Scope {
    scope.with_flow(crate::flow::Flow::CurrentExpenditure)
}

fn add_up(
    context: &mut Context<'_>,
    whole: FactId,
    parts: &[Change],
    presumed: Option<Presumption>,
) {
    let sum =
        parts.iter().try_fold(Linear::of(whole), |sum, part| sum.plus(-1, &part.sum(context)?));
    let Some(sum) = sum else { return };
    let flat = parts.iter().find_map(|part| match part {
        Change::Flat(place) => Some(*place),
        Change::Printed(_) => None,
    });
    let equation = Equation::of(Law::Change, Relation::Equal, sum);
    let equation = match flat {
        Some(place) => equation.stated_at(place),
        None => equation,
    };
    context.push(match presumed {
        Some(presumption) => equation.presumed(presumption),
        None => equation,
    });
}

/// Families told apart in one section make up their parent by what they are.
fn told_apart(context: &mut Context<'_>, tree: &Tree, summed: &BTreeSet<FactId>) {
    let facts = context.facts;
    for (id, mention) in tree.mentions.iter().enumerate() {
        let Some(scope) = mention.scope else { continue };
        if !mention.narrow.is_empty() || mention.below_unread {
            continue;
        }
        let whole =
            mention.measures.iter().enumerate().find_map(|(number, measure)| match measure.what {
                What::Change { base, .. } if !base.foreign => {
                    Some((facts.claimed().fact(id, number)?, base))
                }
                _ => None,
            });
        let Some((whole, base)) = whole.filter(|(whole, _)| !summed.contains(whole)) else {
            continue;
        };
        for (dimension, family) in split::families_of(scope) {
            let part = |scope: &Scope| {
                let told = facts.claimed().of_scope_after(*scope, id).find(|&other| {
                    tree.mention(other).is_some_and(|other| {
                        other.section == mention.section && other.narrow.is_empty()
                    }) && change(context, tree, other, base).is_some()
                })?;
                change(context, tree, told, base)
            };
            let parts: Option<Vec<Change>> = family.iter().map(part).collect();
            let Some(parts) = parts else { continue };
            let keys: Vec<u32> = family.iter().map(|scope| scope.key(dimension)).collect();
            let raw = facts.disclosure().raw();
            let dated = scope.with_year(raw.year).with_stage(raw.stage);
            if split::listed(facts, with_kind_flow(dated, dimension), dimension, &keys)
                == Listed::All
            {
                add_up(context, whole, &parts, None);
                break;
            }
        }
    }
}

fn with_kind_flow(scope: Scope, dimension: Dimension) -> Scope {
    if dimension == Dimension::Kind { with_spending(scope) } else { scope }
}
