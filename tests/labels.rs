//! A label that nobody understands is reported, and raises no false alarm.
#![cfg(feature = "serde")]

use cn_budget::{Disclosure, FindingKind, Options, RawDisclosure, Severity, Verdict, reconcile};

mod common;

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
