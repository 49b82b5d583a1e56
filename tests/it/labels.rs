//! What the labels of a table say of its cells. A label that nobody understands is reported, and
//! raises no false alarm.

use cn_budget::{
    Dimension, Disclosure, FindingKind, Lang, Options, Place, RawDisclosure, Severity, Stage, Unit,
    check::Verdict, raw::RawTable, reconcile,
};

use crate::common;

mod rows;
mod sheets;

const NONSENSE: &str = "饕餮貔貅";

/// Each copy of a document with one label replaced by nonsense, and which label it was.
fn mutations(raw: &RawDisclosure) -> Vec<(String, RawDisclosure)> {
    let mut all = Vec::new();
    let mut push = |what: String, change: &dyn Fn(&mut RawDisclosure)| {
        let mut copy = raw.clone();
        change(&mut copy);
        all.push((what, copy));
    };
    for (t, table) in raw.tables.iter().enumerate() {
        push(format!("title {t} {}", table.title), &|raw| raw.tables[t].title = NONSENSE.into());
        if table.side.is_some() {
            push(format!("side {t}"), &|raw| raw.tables[t].side = Some(NONSENSE.into()));
        }
        push(format!("unit {t}"), &|raw| raw.tables[t].unit = Some(NONSENSE.into()));
        if table.code_heading.is_some() {
            push(format!("code heading {t}"), &|raw| {
                raw.tables[t].code_heading = Some(NONSENSE.into());
            });
            push(format!("name heading {t}"), &|raw| {
                raw.tables[t].name_heading = Some(NONSENSE.into());
            });
        }
        for (c, column) in table.columns.iter().enumerate() {
            push(format!("column {t} {column}"), &|raw| {
                let table = &mut raw.tables[t];
                let old = std::mem::replace(&mut table.columns[c], NONSENSE.into());
                for (heading, _) in table.rows.iter_mut().flat_map(|row| row.cells.iter_mut()) {
                    if *heading == old {
                        *heading = NONSENSE.into();
                    }
                }
            });
        }
        for (r, row) in table.rows.iter().enumerate() {
            push(format!("row {t} {r} {}", row.name), &|raw| {
                raw.tables[t].rows[r].name = NONSENSE.into();
            });
            if row.code.is_some() {
                push(format!("code {t} {r} {}", row.name), &|raw| {
                    raw.tables[t].rows[r].code = Some(NONSENSE.into());
                });
            }
        }
    }
    all
}

#[test]
fn one_label_of_nonsense_is_reported_and_raises_no_false_alarm() {
    let mut alarms = Vec::new();
    let mut silent = Vec::new();
    let mut count = 0;
    for name in common::DOCUMENTS {
        let mut raw = common::raw(name);
        raw.narrative.clear();
        for (what, copy) in mutations(&raw) {
            count += 1;
            let report = reconcile(&Disclosure::read(copy), &Options::new());
            let broken =
                report.equations().iter().any(|judged| judged.judgement.verdict == Verdict::Broken);
            if broken || report.count_findings(Severity::Error) > 0 {
                alarms.push(format!("{name} {what}: {}", report.findings()[0].message.zh));
            }
            if !report.findings().iter().any(|finding| finding.message.zh.contains(NONSENSE)) {
                silent.push(format!("{name} {what}"));
            }
        }
    }
    assert!(count > 500, "{count}");
    assert!(alarms.is_empty(), "{} of {count}:\n{}", alarms.len(), alarms.join("\n"));
    assert!(silent.is_empty(), "{} of {count}:\n{}", silent.len(), silent.join("\n"));
}

#[test]
fn every_label_of_the_documents_is_understood() {
    for name in common::DOCUMENTS {
        let disclosure = Disclosure::read(common::raw(name));
        let unread: Vec<&str> = disclosure
            .findings()
            .iter()
            .filter(|finding| finding.kind == FindingKind::UnrecognisedLabel)
            .map(|finding| finding.message.zh.as_str())
            .collect();
        assert!(unread.is_empty(), "{name}: {unread:?}");
    }
}

fn table<const N: usize>(title: &str, columns: [&str; N]) -> RawTable {
    RawTable::new(title, Unit::WanYuan, columns)
}

/// The budget of 某局 for 2026.
fn budget(tables: impl IntoIterator<Item = RawTable>) -> Disclosure {
    let mut raw = RawDisclosure::new(2026, Stage::Budget);
    raw.entity.name = Some("某局".into());
    raw.tables.extend(tables);
    Disclosure::read(raw)
}

/// What each cell of the first table is about, apart from the document's own year and stage; `?`
/// where that is not known.
fn cells(disclosure: &Disclosure) -> Vec<Vec<String>> {
    let table = &disclosure.raw().tables[0];
    let mut cells = vec![vec![String::from("?"); table.columns.len()]; table.rows.len()];
    for fact in disclosure.facts() {
        let Place::Cell { table: 0, row, column } = fact.place() else { continue };
        let mut scope = fact.scope().without(Dimension::Stage);
        if scope.year() == Some(2026) {
            scope = scope.without(Dimension::Year);
        }
        cells[row as usize][column as usize] = disclosure.describe(scope, Lang::Zh);
    }
    cells
}

/// What the rows are about, by their first column of amounts.
fn rows(disclosure: &Disclosure) -> Vec<String> {
    let known = |row: Vec<String>| row.into_iter().find(|cell| cell != "?");
    cells(disclosure).into_iter().map(|row| known(row).unwrap_or_else(|| "?".into())).collect()
}

/// What the columns are about, in the first row.
fn columns(disclosure: &Disclosure) -> Vec<String> {
    cells(disclosure).swap_remove(0)
}

#[track_caller]
fn found(disclosure: &Disclosure, kinds: &[FindingKind]) {
    let findings = disclosure.findings();
    let found: Vec<FindingKind> = findings.iter().map(|finding| finding.kind).collect();
    assert_eq!(found, kinds, "{findings:#?}");
}
