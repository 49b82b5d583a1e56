//! Parts: a whole and the list of its parts. Parts are never more than the whole, and make it up
//! where the list names all of them.
//!
//! ```text
//! “三公”经费20.00万元，其中：因公出国（境）费0万元；公务用车购置及运行维护费14.00万元；公务接待费5.00万元。
//! 20.00 = 0 + 14.00 + 5.00
//! ```

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use super::node::Node;
use super::split::{self, Listed, MAX_PARTS};
use super::{closing, lacking};
use crate::check::{Context, Equation, Presumption, Relation};
use crate::facts::{self, FactId};
use crate::flow::Flow;
use crate::kind::{Kind, Stage};
use crate::law::Law;
use crate::narrative::tree::{List, MentionId, Role, Tree};
use crate::narrative::tree::{Narrow, Opening};
use crate::scope::{Dimension, Scope};

pub(super) fn derive(context: &mut Context<'_>, tree: &Tree) {
    let mut summed: BTreeSet<FactId> = BTreeSet::new();
    for list in &tree.lists {
        if let Role::Parts(opening) = list.role {
            if list.children.len() <= MAX_PARTS {
                of_list(context, tree, list, opening, &mut summed);
            }
        }
    }
    told_apart(context, tree, &summed);
    narrowed(context, tree);
}

/// The years and stages of which members of a list have a level.
fn whens(context: &Context<'_>, tree: &Tree, list: &List) -> BTreeSet<(u16, Stage)> {
    let members = list.children.iter().filter_map(|&id| tree.mention(id));
    let levels = members.flat_map(|member| member.levels().map(move |level| (member, level)));
    levels.map(|(member, level)| facts::when(context.facts, member, level)).collect()
}

fn of_list(
    context: &mut Context<'_>,
    tree: &Tree,
    list: &List,
    opening: Opening,
    summed: &mut BTreeSet<FactId>,
) {
    let Some(head) = Node::new(tree, list.head) else { return };
    for when in whens(context, tree, list) {
        let Some(whole) = head.level(context, when).filter(|whole| whole.certain) else { continue };
        let mut groups: BTreeMap<Dimension, Vec<(u32, FactId)>> = BTreeMap::new();
        let mut open = list.open;
        let mut unread: Vec<FactId> = Vec::new();
        let scope = head.mention.scope.map(|scope| list.scope.or(scope));
        for &id in &list.children {
            let Some(member) = Node::new(tree, id) else { continue };
            let narrowed =
                member.mention.narrow.iter().any(|word| !head.mention.narrow.contains(word));
            let own = member.own(context, when);
            let Some(fact) = own else {
                // A member of which another stage is told leaves this one open.
                open |= !narrowed && member.mention.levels().next().is_some();
                continue;
            };
            let part = member.mention.scope.or(member.mention.subject.scope());
            let cut = match (scope, part) {
                (Some(whole), Some(part)) => {
                    split::dimension(whole, part).map(|d| (d, part.key(d)))
                }
                // Of whatever the head is, kinds are kinds.
                (None, Some(part)) => part
                    .fixes(Dimension::Kind)
                    .then(|| (Dimension::Kind, part.key(Dimension::Kind))),
                _ => None,
            };
            // A part of a part is no more than it, and leaves the rest open.
            open |= narrowed && cut.is_some();
            match cut {
                Some((dimension, key)) => groups.entry(dimension).or_default().push((key, fact)),
                None if narrowed => {}
                None => {
                    open = true;
                    unread.push(fact);
                }
            }
        }
        // What is carried stands beside all that is cut otherwise: funds and 上年结转.
        let carried = carried(groups.get(&Dimension::Flow));
        let scope = scope.unwrap_or(Scope::ALL.with_flow(Flow::Expenditure));
        let scope = scope.with_year(when.0).with_stage(when.1);
        let bound = context.facts.scope(whole.fact);
        let resolved = if bound.fixes(Dimension::Table) { scope } else { bound };
        if groups.is_empty() && !list.open {
            projects(context, scope, whole.fact, &unread);
        }
        let mixed = groups.keys().filter(|&&dimension| dimension != Dimension::Flow).count() > 1;
        for (dimension, mut members) in groups.into_iter().flat_map(sides) {
            if dimension != Dimension::Flow && !carried.is_empty() {
                let keys: Vec<u32> = members.iter().map(|&(key, _)| key).collect();
                let both = resolved.flow().is_some_and(|flow| {
                    matches!(flow, Flow::Balance | Flow::Income | Flow::Expenditure)
                });
                if both && split::are_apart(dimension, &keys) {
                    members.extend(carried.iter().copied());
                    let parts: Vec<FactId> = members.iter().map(|&(_, fact)| fact).collect();
                    let sum = Equation::sum(Law::Parts, Relation::AtLeast, whole.fact, &parts);
                    context.push_bound(sum);
                }
                continue;
            }
            let group = Group {
                dimension,
                members: &members,
                whole: whole.fact,
                scope: resolved,
                open,
                mixed,
            };
            if group.push(context, opening) {
                summed.insert(whole.fact);
            }
        }
        let own = |&id: &MentionId| Node::new(tree, id)?.own(context, when);
        let all: Option<Vec<FactId>> = list.children.iter().map(own).collect();
        let all = all.filter(|_| !list.open && !summed.contains(&whole.fact));
        let sum = all.map(|all| Equation::sum(Law::Parts, Relation::Equal, whole.fact, &all));
        if let Some(sum) = sum.filter(|sum| closing::closes(context.facts, sum)) {
            context.push(sum.presumed(Presumption::ListIsComplete));
        }
    }
}

/// The income and the expenditure of a list stand beside each other, each as large as the whole.
fn sides(
    (dimension, members): (Dimension, Vec<(u32, FactId)>),
) -> impl Iterator<Item = (Dimension, Vec<(u32, FactId)>)> {
    let is_income = |&(key, _): &(u32, FactId)| {
        let flow = Scope::ALL.with_key(Dimension::Flow, key).flow();
        dimension == Dimension::Flow && flow.is_some_and(|flow| flow.is_within(Flow::Income))
    };
    let (income, other) = members.into_iter().partition::<Vec<_>, _>(is_income);
    [income, other].into_iter().filter(|side| !side.is_empty()).map(move |side| (dimension, side))
}

/// The members that are carried in or over, where none is of the year.
fn carried(flows: Option<&Vec<(u32, FactId)>>) -> Vec<(u32, FactId)> {
    let flow = |key: u32| Scope::ALL.with_key(Dimension::Flow, key).flow();
    let members = flows.map(Vec::as_slice).unwrap_or_default();
    let all = members.iter().all(|&(key, _)| flow(key).is_some_and(Flow::is_carry));
    if all { members.to_vec() } else { Vec::new() }
}

/// Members of a list that are cut along one dimension.
struct Group<'a> {
    dimension: Dimension,
    members: &'a [(u32, FactId)],
    whole: FactId,
    scope: Scope,
    /// There is a member of which it is not known what it is.
    open: bool,
    /// The list is cut along another dimension as well: 人员、公用、对个人和家庭的补助、项目.
    mixed: bool,
}

impl Group<'_> {
    /// Adds the sum; whether the list names all.
    fn push(&self, context: &mut Context<'_>, opening: Opening) -> bool {
        let keys: Vec<u32> = self.members.iter().map(|&(key, _)| key).collect();
        if !split::are_apart(self.dimension, &keys) {
            return false;
        }
        let facts = context.facts;
        let parts: Vec<FactId> = self.members.iter().map(|&(_, fact)| fact).collect();
        let sum = |relation| Equation::sum(Law::Parts, relation, self.whole, &parts);
        let stage = facts.disclosure().raw().stage;
        let listed = split::listed(facts, self.scope, self.dimension, &keys);
        let other_stage = || {
            let scope = self.scope.with_stage(stage);
            self.scope.stage() != Some(stage)
                && facts.printed_of(scope).is_some_and(|fact| {
                    split::listed(facts, facts.scope(fact), self.dimension, &keys)
                        == Listed::AllPrinted
                })
        };
        match listed {
            Listed::All | Listed::AllPrinted if !self.open && !self.mixed => {
                context.push(sum(Relation::Equal));
            }
            Listed::All | Listed::AllPrinted | Listed::Most if !self.open => {
                context.push(sum(Relation::Equal).presumed(Presumption::ListIsComplete));
            }
            // An item that was planned and never spent may be missing from the list.
            _ if !self.open && other_stage() => {
                context.push(sum(Relation::Equal).presumed(Presumption::ListIsComplete));
            }
            _ => {
                if !self.open && keys.len() > 1 {
                    let (listed, whole) =
                        ((keys.as_slice(), parts.as_slice()), (self.whole, self.scope));
                    lacking::tell(context, whole, self.dimension, listed, opening);
                }
                let bound = sum(Relation::AtLeast);
                // What is told as a full list, or paid out for a named purpose, is not booked back.
                let told = matches!(opening, Opening::Below | Opening::MadeOf | Opening::Bracket)
                    || self.dimension == Dimension::Item;
                if told && !facts.prints_negative() {
                    context.push(bound);
                } else {
                    context.push_bound(bound);
                }
            }
        }
        matches!(listed, Listed::All | Listed::AllPrinted)
    }
}

/// Named projects are not more than 项目支出.
fn projects(context: &mut Context<'_>, scope: Scope, whole: FactId, parts: &[FactId]) {
    if scope.kind() == Some(Kind::Project) && !parts.is_empty() {
        let sum = Equation::sum(Law::Parts, Relation::AtLeast, whole, parts);
        context.push(sum.presumed(Presumption::NothingNegative));
    }
}

/// Parts that follow their whole under one heading without an opener: 基本支出 and 项目支出 after 支出.
fn told_apart(context: &mut Context<'_>, tree: &Tree, summed: &BTreeSet<FactId>) {
    let facts = context.facts;
    for (id, mention) in tree.mentions.iter().enumerate() {
        let Some(scope) = mention.scope.filter(|_| mention.list.is_none()) else { continue };
        if !mention.narrow.is_empty()
            || mention.below_unread
            || scope.flow().is_some_and(|f| f.is_within(Flow::Income))
        {
            continue;
        }
        let Some(node) = Node::new(tree, id) else { continue };
        let raw = facts.disclosure().raw();
        let when = (mention.subject.year.unwrap_or(raw.year), raw.stage);
        let Some(whole) = node.own(context, when).filter(|fact| !summed.contains(fact)) else {
            continue;
        };
        for (dimension, family) in split::families_of(scope) {
            if dimension == Dimension::Item {
                continue;
            }
            let part = |scope: &Scope| {
                let told = facts.claimed().of_scope_after(*scope, id).find(|&other| {
                    tree.mention(other).is_some_and(|other| {
                        other.section == mention.section
                            && other.list.is_none()
                            && other.narrow.is_empty()
                    })
                })?;
                Node::new(tree, told)?.own(context, when)
            };
            let parts: Option<Vec<FactId>> = family.iter().map(part).collect();
            let Some(parts) = parts else { continue };
            let keys: Vec<u32> = family.iter().map(|scope| scope.key(dimension)).collect();
            let bound = facts.scope(whole);
            let dated = scope.with_year(when.0).with_stage(when.1);
            let resolved = if bound.fixes(Dimension::Table) { dated } else { bound };
            if split::listed(facts, resolved, dimension, &keys) == Listed::All {
                context.push(Equation::sum(Law::Parts, Relation::Equal, whole, &parts));
            }
        }
    }
}

/// What is kept for small firms is not above the whole, and for the smallest not above that.
fn narrowed(context: &mut Context<'_>, tree: &Tree) {
    let facts = context.facts;
    for (id, mention) in tree.mentions.iter().enumerate() {
        let Some(scope) = mention.scope.filter(|_| !mention.narrow.is_empty()) else { continue };
        let narrow = mention.narrow.as_slice();
        if !narrow.contains(&Narrow::Small) && !narrow.contains(&Narrow::Micro) {
            continue;
        }
        let Some(node) = Node::new(tree, id) else { continue };
        for when in mention
            .levels()
            .map(|level| facts::when(facts, mention, level))
            .collect::<BTreeSet<_>>()
        {
            let Some(part) = node.own(context, when) else { continue };
            let whole =
                tree.mentions.get(..id).unwrap_or_default().iter().enumerate().rev().take(12).find(
                    |(_, other)| {
                        let wider = match (narrow.contains(&Narrow::Micro), other.narrow.as_slice())
                        {
                            (true, words) if words.contains(&Narrow::Small) => {
                                !words.contains(&Narrow::Micro)
                            }
                            (_, words) => words.is_empty(),
                        };
                        wider
                            && other.scope == Some(scope)
                            && other.section == mention.section
                            && other.levels().next().is_some()
                    },
                );
            let Some(whole) = whole.and_then(|(id, _)| Node::new(tree, id)?.own(context, when))
            else {
                continue;
            };
            let bound = Equation::at_most(Law::Parts, part, whole);
            context.push(bound.presumed(Presumption::NothingNegative));
        }
    }
}

impl Node<'_> {
    /// The level that the mention itself tells.
    pub(super) fn own(self, context: &Context<'_>, when: (u16, Stage)) -> Option<FactId> {
        self.own_level(context, when)
    }

    pub(super) fn id(self) -> MentionId {
        self.id
    }
}
