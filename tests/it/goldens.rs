//! What the crate says of the real documents and of damaged copies, against the goldens in the tree
//! (`common/golden.rs`).

use cn_budget::{
    Catalogue, Dimension, Disclosure, Lang, Options, Place, RawDisclosure, Report, Stage, Template,
    raw::{RawIndicator, RawTable, RawTarget},
    reconcile, restore,
    restore::Restored,
    strategies::{SLIPS, slipped},
};
use serde_json::{Value, json};

use crate::common::{
    self,
    damage::{self, Random},
    golden::{check, folded, folded_system},
};

fn report(raw: RawDisclosure) -> Report {
    reconcile(&Disclosure::read(raw), &Options::new())
}

/// All that `reconcile --json --full --proof` writes, but for a witness, which proves itself, and
/// for the numbers that a conflict gives its rows and variables, which only count.
fn told(report: &Report) -> Value {
    let mut json = serde_json::to_value(report.view().full(true).proof(true)).unwrap();
    json.as_object_mut().unwrap().remove("witness");
    for part in json["conflict"].as_array_mut().into_iter().flatten() {
        let part = part.as_object_mut().unwrap();
        part.retain(|key, _| !["row", "terms", "variable"].contains(&key.as_str()));
    }
    folded(json)
}

fn at(place: Place) -> String {
    match place {
        Place::Cell { table, row, column } => format!("{table}/{row}/{column}"),
        other => format!("{other:?}"),
    }
}

/// What the tables were understood as: the root of each, and the scope of each figure.
fn read(disclosure: &Disclosure) -> Value {
    let tables: Vec<String> = disclosure
        .tables()
        .iter()
        .map(|table| {
            let open = [
                (table.has_open_rows(), " rows open"),
                (table.has_open_columns(), " columns open"),
                (table.is_apart(), " apart"),
            ];
            let open: String =
                open.iter().filter(|(open, _)| *open).map(|(_, word)| *word).collect();
            format!("{} {} {}{open}", table.sheet(), table.unit(), table.root())
        })
        .collect();
    let facts: Vec<String> = disclosure
        .facts()
        .iter()
        .map(|fact| {
            let text = disclosure.cell(fact.place()).text().to_owned();
            format!("{} {} {text}", at(fact.place()), fact.scope()).trim_end().to_owned()
        })
        .collect();
    json!({ "tables": tables, "facts": facts })
}

/// The spending by each dimension, and from funds to economic classes.
fn streams(disclosure: &Disclosure) -> Value {
    let mut told = serde_json::Map::new();
    for dimension in Dimension::ALL {
        let Some(breakdown) = disclosure.breakdown(*dimension) else { continue };
        let parts = std::iter::once(breakdown.whole()).chain(breakdown.parts());
        let parts: Vec<String> = parts
            .map(|part| {
                let parent = part.parent().map_or(String::new(), |n| format!(" in {n}"));
                format!("{} {:?}{parent}", part.scope(), part.amount())
            })
            .collect();
        told.insert(dimension.name(Lang::En).into(), parts.into());
    }
    if let Some(streams) = disclosure.streams() {
        let links: Vec<String> = streams
            .links()
            .iter()
            .map(|link| format!("{} → {} {:?}", link.source(), link.target(), link.amount()))
            .collect();
        told.insert("links".into(), links.into());
    }
    told.into()
}

#[track_caller]
fn as_kept(name: &str, template: &Template) {
    let whole = report(common::raw(name));
    let restored = restore(whole.disclosure());
    check(
        name,
        &json!({
            "report": told(&whole),
            "text": whole.text(Lang::Zh).to_string().lines().collect::<Vec<_>>(),
            "read": read(whole.disclosure()),
            "streams": streams(whole.disclosure()),
        }),
    );
    check(&format!("{name}.restored"), &again(&restored, template));
}

#[test]
fn a_unit_s_budget_in_chongqing_is_judged_as_before() {
    as_kept("jiulongpo-2026", &Template::chongqing_unit_budget());
}

#[test]
fn a_unit_s_final_accounts_in_shanghai_are_judged_as_before() {
    as_kept("putuo-czj-2024-final", &Template::shanghai_department_final());
}

#[test]
fn a_department_s_budget_in_shanghai_is_judged_as_before() {
    as_kept("putuo-zfb-2025-dept-budget", &Template::shanghai_department_budget());
}

#[test]
fn the_joint_problem_of_a_document_is_posed_as_before() {
    let report = report(common::raw("jiulongpo-2026"));
    let system = serde_json::to_value(report.system().unwrap()).unwrap();
    check("jiulongpo-2026.system", &folded_system(&system));
}

/// The lines that a document tells, and the document that is compiled from them, as it is printed.
fn again(restored: &Restored, template: &Template) -> Value {
    let windows: Vec<Value> = restored
        .windows()
        .iter()
        .map(|window| {
            let lines: Vec<String> = window
                .lines()
                .iter()
                .map(|line| {
                    let rest = if line.is_rest() { " (rest)" } else { "" };
                    format!("{} {} {}{rest}", at(line.place()), line.scope(), line.amount())
                })
                .collect();
            json!({ "root": window.root().to_string(), "closed": window.is_closed(), "lines": lines })
        })
        .collect();
    let compiled = restored.compile(template, &Catalogue::builtin()).unwrap();
    let tables: Vec<Vec<String>> = compiled.raw().tables.iter().map(printed).collect();
    let paragraphs: Vec<String> =
        compiled.raw().narrative.iter().map(|p| format!("{} {}", p.section, p.text)).collect();
    json!({ "windows": windows, "tables": tables, "narrative": paragraphs })
}

/// A table line by line, `-` for a blank.
fn printed(table: &RawTable) -> Vec<String> {
    let side = table.side.as_ref().map_or(String::new(), |side| format!("@{side}"));
    let mut lines = vec![format!("{}{side} | {}", table.title, table.columns.join(" "))];
    for row in &table.rows {
        let code = row.code.as_ref().map_or(String::new(), |code| format!("{code} "));
        let texts: Vec<&str> = table
            .columns
            .iter()
            .map(|column| {
                let cell = row.cells.iter().find(|(heading, _)| heading == column);
                cell.map_or("-", |(_, text)| text.as_str())
            })
            .collect();
        lines.push(format!("{code}{} | {}", row.name, texts.join(" ")));
    }
    lines
}

/// A copy in which one thing is wrong, and what.
fn damaged(name: &str, seed: u64) -> (String, RawDisclosure) {
    let mut raw = common::raw(name);
    let places = damage::figures(&raw);
    let mut random = Random::new(seed);
    let place = places[random.below(places.len())];
    let Place::Cell { table, row, column } = place else { panic!("{place:?}") };
    let (number, line) = (table as usize, row as usize);
    let rows = raw.tables[number].rows.len();
    let what = match seed % 7 {
        0 => {
            raw.tables[number].rows.remove(line);
            "row taken out"
        }
        1 => {
            raw.tables[number].rows.swap(line, (line + 1) % rows);
            "rows changed about"
        }
        2 => {
            damage::text_mut(&mut raw, place).clear();
            "blank"
        }
        3 => {
            raw.tables[number].rows[line].code = None;
            "without code"
        }
        4 => {
            "说明".clone_into(&mut raw.tables[number].rows[line].name);
            "another name"
        }
        _ => {
            let text = damage::text_mut(&mut raw, place);
            let beside = text.clone();
            let slip = SLIPS[random.below(SLIPS.len())];
            if let Some(new) = slipped(text, slip, &beside, |count| random.below(count)) {
                *text = new;
            }
            "slip"
        }
    };
    (format!("{what} {table}/{row}/{column}"), raw)
}

/// What is said of a damaged copy: the verdict, the findings and the suspects.
fn said(report: &Report) -> Value {
    let json = told(report);
    let findings: Vec<String> = report
        .findings()
        .iter()
        .map(|finding| format!("{:?} {}", finding.kind, finding.message.zh))
        .collect();
    let suspects: Vec<String> = json["suspects"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|suspect| {
            let [low, high, slip, correction] =
                ["low", "high", "slip", "correction"].map(|key| suspect[key].as_str());
            let range = format!("[{}, {}]", low.unwrap_or("∞"), high.unwrap_or("∞"));
            let correction = correction.zip(slip).map(|(text, slip)| format!(" → {text} ({slip})"));
            let cell = suspect["cell"].as_str().unwrap_or_default();
            format!("{}: {cell} ∈ {range}{}", suspect["set"], correction.unwrap_or_default())
        })
        .collect();
    json!({ "verdict": json["verdict"], "findings": findings, "suspects": suspects })
}

#[test]
fn damaged_copies_are_judged_as_before() {
    let mut all = serde_json::Map::new();
    for name in common::DOCUMENTS {
        for seed in 1..=7 {
            let (what, raw) = damaged(name, seed);
            all.insert(format!("{name} {what}"), said(&report(raw)));
        }
    }
    check("damaged", &all.into());
}

/// Each field of a target is shown at its place, for that is where a finding points.
#[test]
fn every_field_of_a_target_is_shown_at_its_place() {
    let own = [
        "project",
        "unit",
        "total",
        "objective",
        "execution_weight",
        "department",
        "budget",
        "executed",
        "rate",
        "score",
        "total_score",
    ];
    let parts = [
        "level1",
        "level2",
        "level3",
        "nature",
        "reference",
        "target",
        "measure",
        "weight",
        "note",
        "actual",
        "score",
    ];
    let some = |field: &str| Some(format!("的{field}"));
    let indicator = RawIndicator {
        level1: some("level1"),
        level2: some("level2"),
        level3: some("level3"),
        nature: some("nature"),
        reference: some("reference"),
        target: some("target"),
        measure: some("measure"),
        weight: some("weight"),
        note: some("note"),
        actual: some("actual"),
        score: some("score"),
    };
    let target = RawTarget {
        project: "的project".into(),
        unit: some("unit"),
        total: some("total"),
        objective: some("objective"),
        execution_weight: some("execution_weight"),
        budget: some("budget"),
        executed: some("executed"),
        rate: some("rate"),
        score: some("score"),
        total_score: some("total_score"),
        department: some("department"),
        indicators: vec![indicator],
        ..RawTarget::default()
    };
    let mut raw = RawDisclosure::new(2026, Stage::Budget);
    raw.performance.push(target);
    let text = |raw: &RawDisclosure, indicator, field| {
        cn_budget::place::Cell::at(raw, Place::Target { target: 0, indicator, field })
            .text()
            .to_owned()
    };
    for field in own {
        assert_eq!(text(&raw, None, field), format!("的{field}"));
    }
    for field in parts {
        assert_eq!(text(&raw, Some(0), field), format!("的{field}"));
    }
    assert_eq!(text(&raw, Some(0), "project"), "");
    for count in [0, 1, 2, 24, 25] {
        let sources: Vec<_> = (0..count).map(|n| (format!("源{n}"), n.to_string())).collect();
        raw.performance[0].sources.clone_from(&sources);
        let all: Vec<_> = sources.iter().take(24).map(|(name, n)| format!("{name} {n}")).collect();
        let more = if count > 24 { "…" } else { "" };
        assert_eq!(text(&raw, None, "sources"), all.join("；") + more);
        if count > 1 {
            assert_eq!(text(&raw, None, "源1"), "1");
        }
    }
}
