//! Identity: one scope, several prints.
//!
//! Why: it is the same money, whichever table tells of it.
//!
//! ```text
//! 部门支出总表          201 基本支出 12.30
//! 一般公共预算支出表    201 基本支出 12.30       12.30 = 12.30
//! ```

use crate::check::{Context, Equation};
use crate::facts::ScopeId;
use crate::law::Law;

/// Each further print of a scope in the tables equals its first: n prints are n − 1 equations.
pub(super) fn derive(context: &mut Context<'_>) {
    let facts = context.facts;
    for scope in (0..facts.printed_scopes().len()).map(ScopeId::at) {
        let mut cells =
            facts.prints(scope).filter(|&fact| facts.is_cell(fact) && facts.is_readable(fact));
        let Some(first) = cells.next() else { continue };
        for other in cells {
            context.push(Equation::pair(Law::Identity, first, other));
        }
    }
}
