//! Blank rows over filled ones: headings, or totals whose figures were forgotten; never nil.

use alloc::{collections::BTreeSet, vec::Vec};

use super::families::groups;
use super::{FactId, Facts, RowId};
use crate::finding::{Finding, FindingKind};
use crate::lang::Message;
use crate::scope::{Dimension, SUMMED};

/// The cells of rows that are blank although what stands below them is not. Each row is reported,
/// so that it is not taken for nil.
pub(super) fn find(facts: &Facts<'_>, findings: &mut Vec<Finding>) -> Vec<FactId> {
    let mut found = Vec::new();
    let blank = blank_rows(facts);
    for (id, table) in facts.tables() {
        if !facts
            .of_table(table)
            .any(|fact| facts.row_id(fact).is_some_and(|row| blank.contains(&row)))
        {
            continue;
        }
        let mut headings: BTreeSet<RowId> = BTreeSet::new();
        let mut all = Vec::new();
        for dimension in SUMMED {
            groups(facts, id, dimension, &mut all);
        }
        for group in &all {
            for family in group.families() {
                let row = facts.row_id(family.parent);
                let filled = family.children.iter().any(|&child| !facts.is_nil(child));
                let part = group.dimension == Dimension::Item && family.key == 0;
                if filled && !part && row.is_some_and(|row| blank.contains(&row)) {
                    headings.extend(row);
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
    }
    found
}

/// The rows of which no cell prints anything.
fn blank_rows(facts: &Facts<'_>) -> BTreeSet<RowId> {
    let rows = facts.rows().iter().enumerate();
    let blank = rows.filter(|(_, row)| row.facts().all(|fact| facts.is_blank(fact)));
    blank.map(|(number, _)| RowId::at(number)).collect()
}
