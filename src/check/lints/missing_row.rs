//! Missing rows: a classification that prints parts without the node above them.
//!
//! ```text
//! 2010301 行政运行 10.00        and no row 20103, no row 201
//! ```

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
};

use crate::check::Context;
use crate::facts::{TableId, is_code};
use crate::finding::{Finding, FindingKind};
use crate::lang::{Lang, Message};
use crate::place::Place;
use crate::scope::{Dimension, Scope};

pub(super) fn check(context: &mut Context<'_>) {
    let facts = context.facts;
    let mut missing: BTreeMap<(TableId, Dimension), BTreeSet<u32>> = BTreeMap::new();
    for group in facts.groups().iter().filter(|group| is_code(group.dimension)) {
        let Some(table) = facts.table(group.table).filter(|table| !table.has_open_rows()) else {
            continue;
        };
        let absent = group.unprinted(table.root().key(group.dimension));
        // A total split by kind in rows (人员经费合计, 公用经费合计) stands for the one total.
        let absent = absent.keys().copied().filter(|&key| key != 0);
        missing.entry((group.table, group.dimension)).or_default().extend(absent);
    }
    for ((table, dimension), keys) in missing {
        for key in keys {
            let node = Scope::ALL.with_key(dimension, key);
            let message = Message::new(
                format!("有下级科目，没有上级科目 {} 的行", node.describe(Lang::Zh, |_| None)),
                format!("parts are printed, but not {}", node.describe(Lang::En, |_| None)),
            );
            let place = Place::Table { table: table.number() };
            context.findings.push(Finding::new(FindingKind::MissingRow, [place].into(), message));
        }
    }
}
