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
                } else if is_total_row(facts, group, family.key)
                    && !is_told_by_row(facts, family.parent)
                {
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

/// Whether a cell's own row prints what it is a part of, or a part of it: a blank beside them is nil,
/// or wrong.
fn is_told_by_row(facts: &Facts<'_>, cell: FactId) -> bool {
    let own = facts.scope(cell);
    facts.beside(cell).into_iter().filter(|&other| !facts.is_nil(other)).any(|other| {
        let other = facts.scope(other);
        own.is_within(other) || other.is_within(own)
    })
}

/// The rows of which no cell prints anything.
fn blank_rows(facts: &Facts<'_>) -> BTreeSet<RowId> {
    let rows = facts.rows().iter().enumerate();
    let blank = rows.filter(|(_, row)| row.facts().all(|fact| facts.is_blank(fact)));
    blank.map(|(number, _)| RowId::at(number)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::Disclosure;
    use crate::facts::Builder;
    use crate::kind::Stage;
    use crate::num::amount::Unit;
    use crate::num::figure::Rounding;
    use crate::raw::{RawDisclosure, RawTable};

    fn document(rows: &[(&str, &str, [&str; 3])]) -> Disclosure {
        let columns = ["本年收入", "本年支出/合计", "本年支出/项目支出"];
        let title = "政府性基金预算财政拨款收入支出决算表";
        let table = RawTable::new(title, Unit::WanYuan, columns);
        let table = rows.iter().fold(table, |table, (code, name, texts)| {
            table.row(code, *name, texts.iter().copied())
        });
        Disclosure::read(RawDisclosure::new(2025, Stage::Final).table(table))
    }

    /// The cells that are left out, by number.
    fn muted(rows: &[(&str, &str, [&str; 3])]) -> Vec<usize> {
        let disclosure = document(rows);
        let facts = Builder::new(&disclosure, Rounding::Nearest);
        let facts = facts.mute_blanks(&mut Vec::new()).build();
        facts.all().filter(|&fact| facts.is_muted(fact)).map(FactId::index).collect()
    }

    /// How many blanks count as nil.
    fn nils(rows: &[(&str, &str, [&str; 3])]) -> usize {
        let disclosure = document(rows);
        let facts = Builder::new(&disclosure, Rounding::Nearest);
        let facts = facts.mute_blanks(&mut Vec::new()).build();
        let blank = |fact: &FactId| facts.figure(*fact).is_none() && !facts.is_muted(*fact);
        facts.all().filter(blank).count()
    }

    #[test]
    fn a_blank_row_over_filled_ones_is_a_heading() {
        let below = ("21208", "国有土地使用权出让收入安排的支出", ["2.00", "1.00", "1.00"]);
        assert_eq!(muted(&[("212", "城乡社区支出", ["", "", ""]), below]), [0, 1, 2]);
        // A single blank is nil.
        assert_eq!(muted(&[("212", "城乡社区支出", ["2.00", "", ""]), below]), [0; 0]);
    }

    #[test]
    fn a_blank_total_is_no_nil_unless_its_row_tells() {
        let below = ("212", "城乡社区支出", ["2.00", "1.00", "1.00"]);
        // Whether reading the table leaves them out or the facts mute them: they are no nil.
        assert_eq!(nils(&[("", "合计", ["2.00", "", ""]), below]), 0);
    }
}
