//! Scopes: any choice of dimensions, each fixed at any node of its tree.

use proptest::{option::of, prelude::*, sample::select};

use super::codes::{department_code, functional_code, government_code};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::{Kind, Stage};
use crate::scope::{NameId, Scope};
use crate::vintage::Vintage;

/// A scope: each dimension fixed at a node of its tree, or left at *all*.
///
/// ```
/// use cn_budget::strategies;
/// use proptest::prelude::*;
///
/// proptest!(ProptestConfig::with_cases(16), |(a in strategies::scope(), b in strategies::scope())| {
///     if let Ok(both) = a.merge(b) {
///         prop_assert_eq!(b.merge(a).ok(), Some(both));
///     }
/// });
/// ```
pub fn scope() -> impl Strategy<Value = Scope> {
    let time = (of(1949_u16..=2200), of(select(Stage::ALL)), of(1949_u16..=2200));
    let nodes = (
        of(select(Vintage::ALL)),
        of(select(Flow::ALL)),
        of(select(FundSource::ALL)),
        of(select(Kind::ALL)),
        of(select(Item::ALL)),
    );
    let codes = (of(functional_code()), of(department_code()), of(government_code()));
    let name = || of((0..4_u32).prop_map(NameId));
    let names = (name(), name(), name(), name(), name());
    (time, nodes, codes, names).prop_map(|(time, nodes, codes, names)| {
        let mut scope = Scope::ALL;
        macro_rules! fix {
            ($($value:expr => $with:ident;)*) => {
                $(if let Some(value) = $value {
                    scope = scope.$with(value);
                })*
            };
        }
        fix! {
            time.0 => with_year;
            time.1 => with_stage;
            time.2 => with_change;
            nodes.0 => with_vintage;
            nodes.1 => with_flow;
            nodes.2 => with_fund;
            nodes.3 => with_kind;
            nodes.4 => with_item;
            codes.0 => with_functional;
            codes.1 => with_department;
            codes.2 => with_government;
            names.0 => with_entity;
            names.1 => with_project;
            names.2 => with_table;
            names.3 => with_part;
            names.4 => with_variant;
        }
        scope
    })
}
