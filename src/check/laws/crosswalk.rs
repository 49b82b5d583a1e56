//! Crosswalk: a government economic node is the sum of the department economic nodes that map whole
//! to it, for the payer.
//!
//! Why: both classifications are of the same money, and 财预〔2017〕98 号 says which item goes where.
//!
//! ```text
//! 部门经济分类    30101 60.00, 30102 20.00, 30103 10.00
//! 政府经济分类    50101 工资奖金津补贴 90.00              90.00 = 60.00 + 20.00 + 10.00
//! ```

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use crate::catalogue::{Catalogue, Crosswalk};
use crate::check::{Context, Equation, Relation};
use crate::code::{DepartmentCode, GovernmentCode};
use crate::disclosure::Table;
use crate::facts::{FactId, Facts, Scopes};
use crate::law::Law;
use crate::payer::Payer;
use crate::scope::{Dimension, Scope};

pub(super) fn derive(context: &mut Context<'_>) {
    let facts = context.facts;
    // Only what both classifications cut in the same way can be compared.
    let mut rests = Scopes::default();
    for scope in facts.printed_scopes().iter().filter(|scope| scope.government().is_some()) {
        rests.intern(scope.without(Dimension::Government));
    }
    if rests.len() == 0 {
        return;
    }
    let mut map = Map { catalogue: context.catalogue, payer: payer(facts), known: BTreeMap::new() };
    for (&rest, nodes) in rests.all().iter().zip(department_nodes(facts, &rests)) {
        for target in map.targets(&nodes) {
            let parent = facts.find(rest.with_government(target));
            let parts = parent.and_then(|_| map.parts(facts, &nodes, target));
            if let (Some(parent), Some(parts)) = (parent, parts) {
                if !parts.contains(&parent) {
                    context.push(Equation::sum(Law::Crosswalk, Relation::Equal, parent, &parts));
                }
            }
        }
    }
}

/// The facts of one scope but for the department economic dimension, by code.
type Nodes = BTreeMap<DepartmentCode, FactId>;

/// The department economic nodes of the tables that close their sums, by their other dimensions.
fn department_nodes(facts: &Facts<'_>, rests: &Scopes) -> Vec<Nodes> {
    let mut nodes: Vec<Nodes> = Vec::new();
    nodes.resize_with(rests.len(), Nodes::new);
    let listed =
        |scope: Scope| scope.fixes(Dimension::Government) || scope.fixes(Dimension::Project);
    let closed =
        facts.tables().map(|(_, table)| table).filter(|table: &&Table| table.closes_sums());
    for fact in closed.flat_map(|table| facts.of_table(table)) {
        let scope = facts.scope(fact);
        let Some(code) = scope.department().filter(|_| !listed(scope)) else { continue };
        let rest = rests.find(scope.without(Dimension::Department));
        if let Some(nodes) = rest.and_then(|rest| nodes.get_mut(rest.index())) {
            nodes.entry(code).or_insert(fact);
        }
    }
    nodes
}

/// The crosswalk for one payer, each code looked up once.
struct Map<'a> {
    catalogue: &'a Catalogue,
    payer: Option<Payer>,
    known: BTreeMap<DepartmentCode, Crosswalk<GovernmentCode>>,
}

impl Map<'_> {
    fn of(&mut self, code: DepartmentCode) -> &Crosswalk<GovernmentCode> {
        let (catalogue, payer) = (self.catalogue, self.payer);
        self.known.entry(code).or_insert_with(|| catalogue.government(code, payer))
    }

    fn whole(&mut self, code: DepartmentCode) -> Option<GovernmentCode> {
        self.of(code).whole()
    }

    /// The government economic nodes that receive all of a printed node, the coarsest there is.
    fn targets(&mut self, nodes: &Nodes) -> BTreeSet<GovernmentCode> {
        let mut targets = BTreeSet::new();
        for &code in nodes.keys() {
            let mut decided = false;
            for above in code.ancestors() {
                decided |= nodes.contains_key(&above) && self.whole(above).is_some();
            }
            if !decided {
                targets.extend(self.whole(code));
            }
        }
        targets
    }

    /// The printed nodes that make up a government economic node; `None` where a node without printed
    /// parts maps to it in part, or may do so because nothing is on record.
    fn parts(
        &mut self,
        facts: &Facts<'_>,
        nodes: &Nodes,
        target: GovernmentCode,
    ) -> Option<Vec<FactId>> {
        let mut parts = Vec::new();
        let mut taken: Option<DepartmentCode> = None;
        for (&code, &fact) in nodes {
            if taken.is_some_and(|taken| taken.contains(code)) {
                continue;
            }
            let targets = self.of(code).codes();
            let inside = targets.iter().filter(|own| target.contains(**own)).count();
            let above = targets.iter().any(|own| own.is_ancestor_of(target));
            if inside > 0 && inside == targets.len() {
                parts.push(fact);
                taken = Some(code);
            } else if (inside > 0 || above || targets.is_empty())
                && has_no_parts(nodes, code)
                && !facts.is_blank(fact)
            {
                return None;
            }
        }
        Some(parts)
    }
}

fn has_no_parts(nodes: &Nodes, code: DepartmentCode) -> bool {
    // In the order of codes what stands below one follows it.
    let next = nodes.range(code..).nth(1);
    !next.is_some_and(|(&node, _)| code.is_ancestor_of(node))
}

/// The payer that the document states, unless its government tables print both kinds of nodes.
fn payer(facts: &Facts<'_>) -> Option<Payer> {
    let stated = facts.disclosure().raw().entity.payer?;
    let prints = |classes: [u32; 2]| {
        facts.cells().any(|fact| {
            let class = facts.scope(fact).government().map(|code| code.class().number());
            class.is_some_and(|class| classes.contains(&class)) && !facts.is_nil(fact)
        })
    };
    let foreign = match stated {
        Payer::Administrative => prints([505, 506]),
        Payer::Institution => prints([501, 502]) || prints([503, 504]),
        Payer::Mixed => false,
    };
    Some(if foreign { Payer::Mixed } else { stated })
}
