//! Empty tables: a note, or the prose, must say that there is nothing to print.

use alloc::{format, string::String, vec::Vec};

use super::{
    Document, missing,
    prose::{amounts, says},
    untold,
};
use crate::disclosure::Table;
use crate::finding::{Finding, FindingKind};
use crate::fund::FundSource;
use crate::index;
use crate::item::Item;
use crate::place::Place;
use crate::profile::Point;
use crate::raw::RawTable;
use crate::text;

pub(super) fn check(
    document: &Document<'_>,
    point: &Point,
    words: &[String],
    findings: &mut Vec<Finding>,
) {
    let tables = document.facts.disclosure().tables();
    let mut untold_any = false;
    for (number, (table, raw)) in tables.iter().zip(&document.raw.tables).enumerate() {
        let Some(subject) = subject_of(table.root().fund(), table.root().item())
            .filter(|_| is_empty(document, table))
        else {
            continue;
        };
        if has_note(raw, words) || prose_tells(document, &subject, words) {
            continue;
        }
        if document.prose_doubt.is_some() {
            untold_any = true;
            continue;
        }
        let title = text::excerpt(&raw.title, 120);
        findings.push(missing(
            FindingKind::MissingNote,
            point,
            [Place::Table { table: index::number(number) }].into(),
            format!("“{title}”是空表，表下和正文都没有说明没有数据"),
            format!(
                "{title:?} is empty, and neither a note nor the prose says that there is nothing"
            ),
        ));
    }
    if let Some(why) = document.prose_doubt.as_ref().filter(|_| untold_any) {
        findings.extend(untold(FindingKind::MissingNote, &[point], why));
    }
}

/// The words by which the prose speaks of what a table shows: of a fund other than the general
/// budget, or of the three public expenses. Any other table is never empty.
pub(super) fn subject_of(fund: Option<FundSource>, item: Option<Item>) -> Option<Vec<String>> {
    let words: &[&str] = match (fund, item) {
        (Some(FundSource::GovernmentFund), _) => &["政府性基金"],
        (Some(FundSource::StateCapital), _) => &["国有资本经营", "国有资本预算"],
        (_, Some(item)) if item.is_within(Item::ThreePublic) => &["三公", "接待"],
        _ => return None,
    };
    Some(words.iter().map(|&word| word.into()).collect())
}

fn is_empty(document: &Document<'_>, table: &Table) -> bool {
    document.facts.of_table(table).all(|fact| document.facts.is_nil(fact))
}

/// Whether a row says that there is nothing: 本表为空, 无此项支出.
fn has_note(raw: &RawTable, words: &[String]) -> bool {
    raw.rows.iter().any(|row| {
        let texts = row.cells.iter().map(|(_, text)| text).chain([&row.name]);
        texts.into_iter().any(|text| says(&text::fold(text), words))
    })
}

/// Whether the prose speaks of the subject and says, there or in that paragraph, that it is nil.
pub(super) fn prose_tells(document: &Document<'_>, subject: &[String], words: &[String]) -> bool {
    let tells = |text: &str| says(text, words) || amounts(text).contains(&true);
    let mut about = document.prose.about(subject);
    about.any(|sentence| tells(&sentence.text))
}
