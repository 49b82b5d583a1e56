//! Hierarchy across tables: the whole of what one table prints in parts stands in another one.
//!
//! Why: a table prints all parts of what its title names, whichever table prints the whole. No sum
//! reaches above the title: a 基本支出 table says nothing of all spending.
//!
//! ```text
//! 一般公共预算基本支出表    301 100.00, 302 20.00      (no total row)
//! 一般公共预算支出表        合计 基本支出 120.00        120.00 = 100.00 + 20.00
//! ```

use super::uncut::Uncut;
use crate::check::Context;
use crate::law::Law;
use crate::scope::Dimension;
use crate::scope::partition::prints_all;

pub(super) fn derive(context: &mut Context<'_>, uncut: &Uncut<'_>) {
    let facts = context.facts;
    for group in facts.groups() {
        let dimension = group.dimension;
        let Some(table) = facts.table(group.table) else { continue };
        if matches!(dimension, Dimension::Entity | Dimension::Project) || table.is_apart() {
            continue;
        }
        for (key, parts) in group.unprinted(table.root().key(dimension)) {
            let keys = parts.iter().map(|&part| facts.scope(part).key(dimension));
            let whole = || facts.find_elsewhere(group.rest.with_key(dimension, key), group.table);
            if let Some(whole) = prints_all(dimension, key, keys).then(whole).flatten() {
                let partial = uncut.may_lack(group, key);
                context.push_sum(Law::Hierarchy, whole, &parts, partial);
            }
        }
    }
}
