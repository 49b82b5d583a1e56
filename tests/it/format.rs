//! The report's JSON has the keys of `docs/format.md`, all of them and no others.

use std::collections::BTreeSet;

use cn_budget::{
    Disclosure, FindingKind, Law, Options, RawDisclosure, Report, Stage, Unit,
    causes::{CauseKind, Slip},
    raw::{RawIndicator, RawTable, RawTarget},
    reconcile,
};
use serde_json::Value;

use crate::common;

/// Every key that a report may have, `[]` for each element of a list and `CELL` for a cell of any
/// of the three kinds.
const REPORT: &[&str] = &[
    "file",
    "crate",
    "catalogue",
    "verdict",
    "figures",
    "covered",
    "uncovered[] CELL",
    "weak[] CELL",
    "claims.read",
    "claims.bound",
    "claims.unread",
    "equations.exact",
    "equations.rounding",
    "equations.broken",
    "equations.by_law.LAW",
    "findings[].id",
    "findings[].kind",
    "findings[].severity",
    "findings[].law",
    "findings[].cells[] CELL",
    "findings[].terms[].cell",
    "findings[].terms[].coefficient",
    "findings[].difference",
    "findings[].allowed",
    "findings[].unit",
    "findings[].message.zh",
    "findings[].message.en",
    "causes[].kind",
    "causes[].cells[] CELL",
    "causes[].alternatives[][].set",
    "causes[].alternatives[][].rank",
    "causes[].alternatives[][].cell CELL",
    "causes[].alternatives[][].low",
    "causes[].alternatives[][].high",
    "causes[].alternatives[][].unit",
    "causes[].alternatives[][].slip",
    "causes[].alternatives[][].correction",
    "causes[].alternatives[][].alternatives[]",
    "causes[].alternatives[][].implied",
    "causes[].alternatives[][].message.zh",
    "causes[].alternatives[][].message.en",
    "causes[].alternatives[][].exact",
    "causes[].alternatives[][].explains[]",
    "causes[].alternatives[][].presumption",
    "causes[].more",
    "causes[].complete",
    "causes[].explains[]",
    "causes[].message.zh",
    "causes[].message.en",
    "suspects[].set",
    "suspects[].rank",
    "suspects[].cell CELL",
    "suspects[].low",
    "suspects[].high",
    "suspects[].unit",
    "suspects[].slip",
    "suspects[].correction",
    "suspects[].alternatives[]",
    "suspects[].implied",
    "suspects[].message.zh",
    "suspects[].message.en",
    "suspects[].exact",
    "suspects[].explains[]",
    "suspects_complete",
    "unexplained[]",
];

/// What `full` adds.
const FULL: &[&str] = &[
    "cell_verdicts[].cell CELL",
    "cell_verdicts[].verdict",
    "equation_list[].law",
    "equation_list[].relation",
    "equation_list[].presumed",
    "equation_list[].constant[]",
    "equation_list[].stated_at CELL",
    "equation_list[].terms[].cell",
    "equation_list[].terms[].coefficient",
    "equation_list[].cells[] CELL",
    "equation_list[].verdict",
    "equation_list[].difference",
    "equation_list[].allowed",
];

/// What `proof` adds: a witness or a conflict.
const PROOF: &[&str] = &[
    "method",
    "witness[].id",
    "witness[].cells[] CELL",
    "witness[].value",
    "witness[].unit",
    "conflict[].of",
    "conflict[].side",
    "conflict[].bound",
    "conflict[].multiplier",
    "conflict[].row",
    "conflict[].law",
    "conflict[].terms[][]",
    "conflict[].variable",
    "conflict[].cell CELL",
    "conflict[].cells[] CELL",
    "undecided",
];

/// The keys of the joint problem.
const SYSTEM: &[&str] = &[
    "unit",
    "variables[].id",
    "variables[].low",
    "variables[].high",
    "variables[].cells[] CELL",
    "rows[].law",
    "rows[].terms[][]",
    "rows[].low",
    "rows[].high",
];

/// The keys of the three kinds of cell: in a table, in prose, in a performance target.
const CELLS: [&[&str]; 3] = [
    &["index", "no", "title", "side", "row", "code", "name", "column", "text", "at"],
    &["narrative", "section", "start", "end", "text"],
    &["target", "indicator", "field", "text"],
];

/// Keys that only some reports have: of a list that is mostly empty, of a work limit.
const RARE: &[&str] = &[
    "undecided",
    "suspects[].alternatives[]",
    "causes[].alternatives[][].alternatives[]",
    "causes[].alternatives[][].presumption",
    "unexplained[]",
    "conflict[].cells[] CELL",
    "equation_list[].presumed",
];

/// The paths of all keys of a report. A cell is checked and then one thing.
fn keys(path: &str, json: &Value, found: &mut BTreeSet<String>) {
    match json {
        Value::Object(map) if map.contains_key("text") => {
            let own: BTreeSet<&str> = map.keys().map(String::as_str).collect();
            let known =
                CELLS.iter().any(|cell| cell.iter().copied().collect::<BTreeSet<_>>() == own);
            assert!(known, "{path}: no cell has the keys {own:?}");
            found.insert(format!("{path} CELL"));
        }
        Value::Object(map) => {
            for (key, value) in map {
                let key = if path == "equations.by_law" { "LAW" } else { key };
                let path = if path.is_empty() { key.into() } else { format!("{path}.{key}") };
                keys(&path, value, found);
            }
        }
        Value::Array(list) => list.iter().for_each(|one| keys(&format!("{path}[]"), one, found)),
        // Nothing tells what a null would have been.
        Value::Null => {}
        _ => {
            found.insert(path.into());
        }
    }
}

fn reports() -> Vec<Report> {
    let mut raws: Vec<RawDisclosure> = common::DOCUMENTS.map(common::raw).into();
    let mut damaged = common::raw("jiulongpo-2026");
    damaged.narrative.clear();
    damaged.tables[2].rows[5].cells[0].1 = "31.05".into();
    // A figure that is held against nothing, and a target whose weights do not add up.
    let mut alone = RawDisclosure::new(2026, Stage::Budget).table(
        RawTable::new("部门支出总表", Unit::WanYuan, ["合计"]).row(
            "201",
            "一般公共服务支出",
            ["1.00"],
        ),
    );
    let weight =
        |weight: &str| RawIndicator { weight: Some(weight.into()), ..RawIndicator::default() };
    alone.performance.push(RawTarget {
        project: "某项目".into(),
        execution_weight: Some("10".into()),
        indicators: vec![weight("20"), weight("30")],
        ..RawTarget::default()
    });
    raws.extend([damaged, alone]);
    raws.into_iter().map(|raw| reconcile(&Disclosure::read(raw), &Options::new())).collect()
}

fn listed<'a>(lists: &[&[&'a str]]) -> BTreeSet<&'a str> {
    lists.iter().flat_map(|list| list.iter().copied()).collect()
}

#[track_caller]
fn has_just(found: &BTreeSet<String>, listed: &BTreeSet<&str>) {
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    let rare: BTreeSet<&str> = RARE.iter().copied().collect();
    let unnamed: Vec<&&str> = found.difference(listed).collect();
    assert!(unnamed.is_empty(), "not in the lists of this test and docs/format.md: {unnamed:?}");
    let unseen: Vec<&&str> =
        listed.difference(&found).filter(|key| !rare.contains(**key)).collect();
    assert!(unseen.is_empty(), "no report has {unseen:?}");
}

#[test]
fn a_report_has_the_keys_that_are_listed() {
    let reports = reports();
    let (mut found, mut system) = (BTreeSet::new(), BTreeSet::new());
    for report in &reports {
        let view = report.view().file("document.json").full(true).proof(true);
        keys("", &serde_json::to_value(view).unwrap(), &mut found);
        keys("", &serde_json::to_value(report.system().unwrap()).unwrap(), &mut system);
    }
    has_just(&found, &listed(&[REPORT, FULL, PROOF]));
    has_just(&system, &listed(&[SYSTEM]));
}

#[test]
fn details_are_written_only_when_asked_for() {
    for report in reports() {
        let mut found = BTreeSet::new();
        keys("", &serde_json::to_value(&report).unwrap(), &mut found);
        let listed = listed(&[REPORT]);
        assert!(found.iter().all(|key| listed.contains(key.as_str())));
    }
}

#[test]
fn every_key_is_told_in_the_document_on_the_form() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/format.md");
    let document = std::fs::read_to_string(path).unwrap();
    for list in [REPORT, FULL, PROOF, SYSTEM].iter().chain(&CELLS) {
        for key in *list {
            let key = key.trim_end_matches(" CELL");
            assert!(document.contains(&format!("| `{key}` |")), "docs/format.md: {key}");
        }
    }
}

#[test]
fn every_name_that_a_key_may_hold_is_told_in_the_document_on_the_form() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/format.md");
    let document = std::fs::read_to_string(path).unwrap();
    let laws = Law::ALL.iter().map(|law| law.key());
    let kinds = FindingKind::ALL.iter().map(|kind| kind.key());
    let causes = CauseKind::ALL.iter().map(|kind| kind.key());
    let slips = Slip::ALL.iter().map(|slip| slip.key());
    for name in laws.chain(kinds).chain(causes).chain(slips) {
        assert!(document.contains(&format!("`{name}`")), "docs/format.md: {name}");
    }
    for kind in FindingKind::ALL {
        let row = format!("| `{}` | {} |", kind.key(), kind.severity().key());
        assert!(document.contains(&row), "docs/format.md: {row}");
    }
}
