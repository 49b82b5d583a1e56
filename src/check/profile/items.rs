//! Items that must be told, nil or not: each of the four of the three public expenses.

use alloc::{format, string::String};

use super::{Document, missing};
use crate::finding::{Finding, FindingKind, Severity};
use crate::item::Item;
use crate::lang::Message;
use crate::place::Place;
use crate::profile::Point;

pub(super) fn check(
    document: &Document<'_>,
    point: &Point,
    item: Item,
    words: &[String],
) -> Option<Finding> {
    let facts = document.facts;
    let of =
        |found: Item| facts.cells().filter(move |&fact| facts.scope(fact).item() == Some(found));
    let above = || core::iter::successors(item.parent(), |item| item.parent());
    // Of an item that is nil as a whole, the parts are.
    let nil_above = above().any(|above| {
        let mut printed = of(above).peekable();
        printed.peek().is_some() && printed.all(|fact| facts.is_nil(fact))
    });
    if of(item).next().is_some() || nil_above || document.prose.mentions(words) {
        return None;
    }
    let root = above().last().unwrap_or(item);
    let within = |found: Option<Item>| found.is_some_and(|found| found.is_within(root));
    let shown = facts.tables().find(|(_, table)| {
        within(table.root().item())
            || facts.of_table(table).any(|fact| within(facts.scope(fact).item()))
    });
    // Without the table it is the table that is missing.
    let (id, table) = shown?;
    let places = [Place::Table { table: id.number() }].into();
    let (zh, en) = (&point.name.zh, &point.name.en);
    if table.has_open_columns() || table.has_open_rows() {
        let message = Message::new(
            format!("表中有未读懂的栏目，无法判断有无“{zh}”"),
            format!(
                "a label of the table was not understood; it cannot be told whether it shows {en}"
            ),
        );
        let finding = Finding::new(FindingKind::MissingItem, places, message);
        return Some(Finding { severity: Severity::Info, ..finding });
    }
    // An empty table tells none of them, and needs but a note.
    facts.of_table(table).next()?;
    let finding = missing(
        FindingKind::MissingItem,
        point,
        places,
        format!("没有列出“{zh}”：表中无此栏，正文也未提到"),
        format!("{en} is not told: the table has no column for it, and the prose does not name it"),
    );
    // Where neither the tables nor the prose are given in full it may be told elsewhere.
    let elsewhere = document.tables_doubt.is_some() && document.prose_doubt.is_some();
    Some(if elsewhere { Finding { severity: Severity::Info, ..finding } } else { finding })
}
