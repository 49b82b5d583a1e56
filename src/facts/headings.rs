//! Blanks that are no nil: rows over filled ones that print nothing, and blank cells of a 合计 row.
//!
//! ```text
//! 合计                  12.30  (blank)      the total was forgotten: nothing says that it is nil
//! 201 一般公共服务支出   12.30     2.30
//! ```

use alloc::{collections::BTreeMap, collections::BTreeSet, vec::Vec};

use super::families::{Group, groups, is_code};
use super::{FactId, Facts, RowId};
use crate::finding::{Finding, FindingKind, Severity};
use crate::lang::Message;
use crate::scope::{Dimension, SUMMED};

/// The cells that are blank although what stands below them is not. Each row is reported, so that
/// it is not taken for nil.
pub(super) fn find(facts: &Facts<'_>, findings: &mut Vec<Finding>) -> Vec<FactId> {
    let mut found = Vec::new();
    let blank = blank_rows(facts);
    for (id, table) in facts.tables() {
        if !facts.of_table(table).any(|fact| facts.is_blank(fact)) {
            continue;
        }
        let mut all = Vec::new();
        for dimension in SUMMED {
            groups(facts, id, dimension, &mut all);
        }
        let mut headings: BTreeSet<RowId> = BTreeSet::new();
        let mut totals: BTreeMap<RowId, BTreeSet<FactId>> = BTreeMap::new();
        for group in &all {
            for family in group.families() {
                let Some(row) = facts.row_id(family.parent) else { continue };
                let part = group.dimension == Dimension::Item && family.key == 0;
                let filled = family.children.iter().any(|&child| !facts.is_nil(child));
                if !facts.is_blank(family.parent) || !filled || part {
                    continue;
                }
                if blank.contains(&row) {
                    headings.insert(row);
                } else if is_total_row(facts, group, family.key) {
                    totals.entry(row).or_default().insert(family.parent);
                }
            }
        }
        for row in headings.iter().filter_map(|row| facts.rows().get(row.index())) {
            found.extend(row.facts());
            let message = Message::new(
                "这一行是空白，其下级却有数，按标题行处理",
                "this row is blank although its parts are not; it is taken for a heading",
            );
            findings.push(Finding::new(FindingKind::MissingRow, [row.place()].into(), message));
        }
        for cells in totals.into_values() {
            let places = cells.iter().map(|&cell| facts.place(cell)).collect();
            let message = Message::new(
                "合计行这里是空白，其下却有数；漏填的合计不按零核对",
                "the total is blank here although its parts are not; it is not taken for nil",
            );
            let mut finding = Finding::new(FindingKind::MissingRow, places, message);
            finding.severity = Severity::Warning;
            findings.push(finding);
            found.extend(cells);
        }
    }
    found
}

/// Whether a node of a group is the 合计 row over the codes of its table.
fn is_total_row(facts: &Facts<'_>, group: &Group, key: u32) -> bool {
    let root = facts.table(group.table).map(|table| table.root().key(group.dimension));
    is_code(group.dimension) && root == Some(key)
}

/// The rows of which no cell prints anything.
fn blank_rows(facts: &Facts<'_>) -> BTreeSet<RowId> {
    let rows = facts.rows().iter().enumerate();
    let blank = rows.filter(|(_, row)| row.facts().all(|fact| facts.is_blank(fact)));
    blank.map(|(number, _)| RowId::at(number)).collect()
}
