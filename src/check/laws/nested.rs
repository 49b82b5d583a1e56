//! Nested scopes: for S inside T, 0 ≤ T(part) − S(part) ≤ T(wider) − S(wider).
//!
//! What T holds beyond S is an amount of its own and not negative, so at a part it is no more than
//! at the wider scope. Where the wider totals agree this is an equality; it ties 收支总表 to the
//! other tables when no sum does.
//!
//! ```text
//! 部门支出总表          合计 120.00, 205 50.00
//! 一般公共预算支出表    合计 100.00, 205 40.00     0 ≤ 50.00 − 40.00 ≤ 120.00 − 100.00
//! ```

use crate::check::{Context, Equation, Relation, Term};
use crate::facts::FactId;
use crate::law::Law;
use crate::scope::{Dimension, Scope};

/// The dimensions in which one table's scope is a part of another's.
const PARTS: [Dimension; 2] = [Dimension::Fund, Dimension::Kind];
/// The dimensions along which a table cuts its scope.
const CUTS: [Dimension; 3] = [Dimension::Functional, Dimension::Department, Dimension::Government];

pub(super) fn derive(context: &mut Context<'_>) {
    for &inner in context.facts.printed_scopes() {
        for dimension in PARTS {
            if let Some(outer) = printed_above(context, inner, dimension) {
                bounds(context, dimension, inner, outer);
            }
        }
    }
}

/// The nearest wider scope along a dimension that is printed.
fn printed_above(context: &Context<'_>, scope: Scope, dimension: Dimension) -> Option<Scope> {
    core::iter::successors(scope.parent(dimension), |above| above.parent(dimension))
        .find(|&above| context.facts.find(above).is_some())
}

fn bounds(context: &mut Context<'_>, dimension: Dimension, inner: Scope, outer: Scope) {
    let (Some(s), Some(t)) = (context.facts.find(inner), context.facts.find(outer)) else {
        return;
    };
    // Inside one table the sum along the dimension says more.
    if context.facts.table_of(s) == context.facts.table_of(t) {
        return;
    }
    push(context, &[(1, t), (-1, s)]);
    for cut in CUTS {
        let wider = core::iter::successors(inner.parent(cut), |above| above.parent(cut)).find_map(
            |above| {
                let above_outer = above.with_key(dimension, outer.key(dimension));
                Some((context.facts.find(above)?, context.facts.find(above_outer)?))
            },
        );
        if let Some((wide_s, wide_t)) = wider {
            push(context, &[(1, wide_t), (-1, wide_s), (-1, t), (1, s)]);
        }
    }
}

fn push(context: &mut Context<'_>, terms: &[(i64, FactId)]) {
    let terms = terms.iter().map(|&(coefficient, fact)| Term { coefficient, fact }).collect();
    context.push_bound(Equation::new(Law::Nested, Relation::AtLeast, terms));
}
