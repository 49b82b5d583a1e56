//! Crosswalk: a government economic node is the sum of the department economic nodes that map whole
//! to it, for the payer.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use crate::check::{Context, Equation, Relation};
use crate::code::{DepartmentCode, GovernmentCode};
use crate::facts::FactId;
use crate::law::Law;
use crate::payer::Payer;
use crate::scope::{Dimension, Scope};

pub(super) fn derive(context: &mut Context<'_>) {
    let payer = payer(context);
    for (rest, nodes) in department_nodes(context) {
        for target in targets(context, &nodes, payer) {
            let parent = context.facts.find(rest.with_government(target));
            let parts = parts(context, &nodes, target, payer);
            if let (Some(parent), Some(parts)) = (parent, parts) {
                if !parts.contains(&parent) {
                    context.push(Equation::sum(Law::Crosswalk, Relation::Equal, parent, &parts));
                }
            }
        }
    }
}

/// The government economic nodes that receive all of a printed node, the coarsest there is.
fn targets(context: &Context<'_>, nodes: &Nodes, payer: Option<Payer>) -> BTreeSet<GovernmentCode> {
    let whole = |code| context.catalogue.whole_target(code, payer);
    let decided = |code| nodes.contains_key(&code) && whole(code).is_some();
    let coarsest = nodes.keys().filter(|code| !code.ancestors().any(decided));
    coarsest.filter_map(|&code| whole(code)).collect()
}

/// The printed nodes that make up a government economic node; `None` where a node without printed
/// parts maps to it in part, or may do so because nothing is on record.
fn parts(
    context: &Context<'_>,
    nodes: &Nodes,
    target: GovernmentCode,
    payer: Option<Payer>,
) -> Option<Vec<FactId>> {
    let mut parts = Vec::new();
    let mut taken: Option<DepartmentCode> = None;
    for (&code, &fact) in nodes {
        if taken.is_some_and(|taken| taken.contains(code)) {
            continue;
        }
        let targets = context.catalogue.government(code, payer);
        let inside = targets.codes().iter().filter(|own| target.contains(**own)).count();
        let above = targets.codes().iter().any(|own| own.is_ancestor_of(target));
        if inside > 0 && inside == targets.codes().len() {
            parts.push(fact);
            taken = Some(code);
        } else if (inside > 0 || above || targets.codes().is_empty())
            && has_no_parts(nodes, code)
            && !context.facts.is_blank(fact)
        {
            return None;
        }
    }
    Some(parts)
}

fn has_no_parts(nodes: &Nodes, code: DepartmentCode) -> bool {
    // In the order of codes what stands below one follows it.
    let next = nodes.range(code..).nth(1);
    !next.is_some_and(|(&node, _)| code.is_ancestor_of(node))
}

/// The facts of one scope but for the department economic dimension, by code.
type Nodes = BTreeMap<DepartmentCode, FactId>;

/// The department economic nodes of each table that closes its sums, by their other dimensions.
fn department_nodes(context: &Context<'_>) -> BTreeMap<Scope, Nodes> {
    let mut nodes: BTreeMap<Scope, Nodes> = BTreeMap::new();
    for (_, table) in context.facts.tables().filter(|(_, table)| table.closes_sums()) {
        for fact in context.facts.of_table(table) {
            let scope = context.facts.scope(fact);
            let Some(code) = scope.department() else { continue };
            let listed = scope.fixes(Dimension::Government) || scope.fixes(Dimension::Project);
            if listed {
                continue;
            }
            let nodes = nodes.entry(scope.without(Dimension::Department)).or_default();
            nodes.entry(code).or_insert(fact);
        }
    }
    nodes
}

/// The payer that the document states, unless its government tables print both kinds of nodes.
fn payer(context: &Context<'_>) -> Option<Payer> {
    let stated = context.facts.disclosure().raw().entity.payer?;
    let prints = |classes: [u32; 2]| {
        context.facts.cells().any(|fact| {
            let class = context.facts.scope(fact).government().map(|code| code.class().number());
            class.is_some_and(|class| classes.contains(&class)) && !context.facts.is_nil(fact)
        })
    };
    let foreign = match stated {
        Payer::Administrative => prints([505, 506]),
        Payer::Institution => prints([501, 502]) || prints([503, 504]),
        Payer::Mixed => false,
    };
    Some(if foreign { Payer::Mixed } else { stated })
}
