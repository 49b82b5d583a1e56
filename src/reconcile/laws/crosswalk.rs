//! Crosswalk: a government economic node is the sum of the department economic nodes that map whole
//! to it, for the payer.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use super::Context;
use crate::{
    DepartmentCode, Dimension, GovernmentCode, Payer, Scope, place,
    reconcile::{Equation, Law, Relation},
};

pub(super) fn derive(context: &mut Context<'_, '_>) {
    let payer = payer(context);
    let mut sums: BTreeMap<(Scope, GovernmentCode), Vec<u32>> = BTreeMap::new();
    let mut partial: BTreeMap<Scope, BTreeSet<GovernmentCode>> = BTreeMap::new();
    for (rest, nodes) in department_nodes(context) {
        for (&code, &fact) in &nodes {
            let whole = context.catalogue.whole_target(code, payer);
            // The coarsest node that maps whole: a part of one says nothing new.
            let coarser = code.ancestors().find(|above| {
                nodes.contains_key(above) && context.catalogue.whole_target(*above, payer).is_some()
            });
            match (whole, coarser) {
                (Some(target), None) => sums.entry((rest, target)).or_default().push(fact),
                (None, None) if code.parent().is_some() || has_no_parts(&nodes, code) => {
                    let targets = context.catalogue.government(code, payer);
                    partial.entry(rest).or_default().extend(targets.codes());
                }
                _ => {}
            }
        }
    }
    for ((rest, target), facts) in sums {
        let partial = partial.get(&rest);
        let open = partial.is_some_and(|codes| {
            codes.iter().any(|code| code.contains(target) || target.contains(*code))
        });
        let parent = context.facts.find(rest.with_government(target));
        if let (Some(parent), false) = (parent, open) {
            if !facts.contains(&parent) {
                context.push(Equation::sum(Law::Crosswalk, Relation::Equal, parent, &facts));
            }
        }
    }
}

fn has_no_parts(nodes: &Nodes, code: DepartmentCode) -> bool {
    // In the order of codes what stands below one follows it.
    let next = nodes.range(code..).nth(1);
    !next.is_some_and(|(&node, _)| code.is_ancestor_of(node))
}

/// The facts of one scope but for the department economic dimension, by code.
type Nodes = BTreeMap<DepartmentCode, u32>;

/// The department economic nodes of each table that closes its sums, by their other dimensions.
fn department_nodes(context: &Context<'_, '_>) -> BTreeMap<Scope, Nodes> {
    let mut nodes: BTreeMap<Scope, Nodes> = BTreeMap::new();
    for table in context.facts.disclosure.tables() {
        if table.is_apart() || table.has_open_rows() || table.has_open_columns() {
            continue;
        }
        for fact in table.fact_range().map(place::number) {
            let scope = context.facts.scope(fact);
            let Some(code) = scope.department() else { continue };
            let listed = scope.fixes(Dimension::Government) || scope.fixes(Dimension::Project);
            if listed || context.facts.is_muted(fact) {
                continue;
            }
            let nodes = nodes.entry(scope.without(Dimension::Department)).or_default();
            nodes.entry(code).or_insert(fact);
        }
    }
    nodes
}

/// The payer that the document states, unless its government tables print both kinds of nodes.
fn payer(context: &Context<'_, '_>) -> Option<Payer> {
    let stated = context.facts.disclosure.raw().entity.payer?;
    let prints = |classes: [u32; 2]| {
        (0..context.facts.len()).map(place::number).any(|fact| {
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
