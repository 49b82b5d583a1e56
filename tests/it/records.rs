//! What the engine says of the real documents and of damaged copies, line by line, in the tree:
//! `tests/data/records` changes only where a change is meant.
//!
//! `UPDATE_RECORDS=1 cargo test --test it records` writes it anew; the difference is for review.

use std::{collections::BTreeMap, fmt::Write};

use cn_budget::{
    Catalogue, Cell, Dimension, Disclosure, Kind, Lang, Options, Place, RawDisclosure, Report,
    Stage, Template,
    raw::{RawIndicator, RawTarget},
    reconcile, restore,
    strategies::{SLIPS, slipped},
    system::Limits,
};
use common::{
    damage::{self, Random},
    record::check,
};

use crate::common;

fn at(place: Place) -> String {
    match place {
        Place::Cell { table, row, column } => format!("{table}/{row}/{column}"),
        other => format!("{other:?}"),
    }
}

/// The figures with their scopes, the claims of the prose, the equations with their verdicts.
fn reading(report: &Report) -> String {
    let disclosure = report.disclosure();
    let mut out = String::new();
    for table in disclosure.tables() {
        let (rows, columns) = (table.has_open_rows(), table.has_open_columns());
        writeln!(
            out,
            "table {} {} {} apart={} open={rows},{columns}",
            table.sheet(),
            table.unit(),
            table.root(),
            table.is_apart()
        )
        .unwrap();
    }
    for fact in disclosure.facts() {
        let text = disclosure.cell(fact.place()).text().to_owned();
        writeln!(out, "{} {} {text}", at(fact.place()), fact.scope()).unwrap();
    }
    for claims in disclosure.claims() {
        for (_, claim) in claims.iter() {
            writeln!(out, "text {} {claim:?}", claims.text).unwrap();
        }
    }
    for judged in report.equations() {
        write!(out, "{} {:?}", judged.equation.law(), judged.equation.relation()).unwrap();
        for term in judged.equation.terms() {
            let place = report.place(*term).map(at).unwrap_or_default();
            write!(out, " {:+}·{place}", term.coefficient()).unwrap();
        }
        writeln!(out, " {:?}", judged.judgement.verdict).unwrap();
    }
    out
}

/// What else a caller may ask of a report: its data, not its texts.
fn data(report: &Report) -> String {
    let disclosure = report.disclosure();
    let mut out = String::new();
    writeln!(out, "{} {:?}", report.catalogue_version(), report.attestations()).unwrap();
    for finding in report.findings() {
        let (kind, severity) = (finding.kind, finding.severity);
        let numbers = (finding.difference, finding.allowed, finding.unit);
        let places: Vec<String> = finding.places.iter().copied().map(at).collect();
        let terms = &finding.terms;
        writeln!(out, "{} {kind:?} {severity:?} {places:?} {terms:?} {numbers:?}", finding.id)
            .unwrap();
    }
    for judged in report.equations().iter().filter(|judged| judged.finding().is_some()) {
        let (kind, coarsest) = (judged.finding(), report.coarsest(judged));
        writeln!(out, "{kind:?} {:?} coarsest {coarsest:?}", judged.judgement).unwrap();
    }
    for dimension in Dimension::ALL {
        let Some(breakdown) = disclosure.breakdown(*dimension) else { continue };
        for part in std::iter::once(breakdown.whole()).chain(breakdown.parts()) {
            let (amount, parent) = (part.amount(), part.parent());
            writeln!(out, "{dimension:?} {} {amount:?} in {parent:?}", part.scope()).unwrap();
        }
    }
    if let Some(streams) = disclosure.streams() {
        for node in streams.nodes() {
            let scope = node.scope().map(|scope| scope.to_string()).unwrap_or_default();
            writeln!(out, "{:?} {scope} {:?}", node.dimension(), node.amount()).unwrap();
        }
        for link in streams.links() {
            writeln!(out, "{} to {}: {:?}", link.source(), link.target(), link.amount()).unwrap();
        }
    }
    if let Some(exact) = report.exact_budget(&Limits::default()) {
        for (scope, amount) in exact.amounts() {
            writeln!(out, "{scope} = {amount:?}").unwrap();
        }
        writeln!(out, "halves {:?}", exact.halves().len()).unwrap();
    }
    out
}

/// The lines that a document tells, and the document that is compiled from them.
fn restored(name: &str, report: &Report) -> String {
    let restored = restore(report.disclosure());
    let mut out = String::new();
    for window in restored.windows() {
        let (table, closed) = (window.table(), window.is_closed());
        writeln!(out, "window {table} {} closed={closed}", window.root()).unwrap();
        for line in window.lines() {
            let (place, rest) = (at(line.place()), line.is_rest());
            let open: Vec<Dimension> = line.open().collect();
            writeln!(out, "{place} {} {:?} {rest} {open:?}", line.scope(), line.amount()).unwrap();
        }
        let within = window.within(window.root().with_kind(Kind::Basic));
        writeln!(out, "basic {:?}", within.map(|lines| lines.len())).unwrap();
    }
    let template = match name {
        "jiulongpo-2026" => Template::chongqing_unit_budget(),
        "putuo-czj-2024-final" => Template::shanghai_department_final(),
        _ => Template::shanghai_department_budget(),
    };
    let compiled = restored.compile(&template, &Catalogue::builtin()).unwrap();
    for table in &compiled.raw().tables {
        writeln!(out, "{} {:?} {:?}", table.title, table.side, table.columns).unwrap();
        for row in &table.rows {
            writeln!(out, "{:?} {} {:?}", row.code, row.name, row.cells).unwrap();
        }
    }
    for paragraph in &compiled.raw().narrative {
        writeln!(out, "{} {}", paragraph.section, paragraph.text).unwrap();
    }
    out
}

/// What a reader is told: the verdict, the counts, the findings, the causes.
fn told(report: &Report, langs: &[Lang]) -> String {
    let mut out = format!("{:?} {:?}\n", report.verdict(), report.count_by_law());
    let weak: Vec<String> = report.weak().iter().copied().map(at).collect();
    let uncovered: Vec<String> = report.uncovered().iter().copied().map(at).collect();
    writeln!(out, "covered {} weak {weak:?} uncovered {uncovered:?}", report.covered()).unwrap();
    let mut verdicts: BTreeMap<String, usize> = BTreeMap::new();
    for (_, verdict) in report.cell_verdicts() {
        *verdicts.entry(verdict.name(Lang::En).to_owned()).or_default() += 1;
    }
    writeln!(out, "cells {verdicts:?}").unwrap();
    for lang in langs {
        writeln!(out, "{}", report.text(*lang)).unwrap();
    }
    for set in report.suspects() {
        writeln!(out, "explains {:?}", set.explained()).unwrap();
        for suspect in set.suspects() {
            write!(out, "  {} implied {:?}:", at(suspect.place()), suspect.implied()).unwrap();
            for correction in suspect.corrections() {
                let (figure, slip) = (correction.figure(), correction.slip());
                write!(out, " {figure} {}", slip.name(Lang::En)).unwrap();
            }
            out.push('\n');
        }
    }
    out
}

fn report(raw: RawDisclosure) -> Report {
    reconcile(&Disclosure::read(raw), &Options::new())
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

/// The record of a document, and that of damaged copies.
#[track_caller]
fn as_recorded(name: &str) {
    let whole = report(common::raw(name));
    let record = reading(&whole) + &data(&whole) + &told(&whole, &[Lang::Zh, Lang::En]);
    check(&format!("{name}.txt"), &record);
    let mut record = String::new();
    for seed in 1..=14 {
        let (what, raw) = damaged(name, seed);
        writeln!(record, "== {what}\n{}", told(&report(raw), &[Lang::Zh])).unwrap();
    }
    check(&format!("{name}.damaged.txt"), &record);
    check(&format!("{name}.restored.txt"), &restored(name, &whole));
}

#[test]
fn a_unit_s_budget_in_chongqing_is_judged_as_recorded() {
    as_recorded("jiulongpo-2026");
}

#[test]
fn a_unit_s_final_accounts_in_shanghai_are_judged_as_recorded() {
    as_recorded("putuo-czj-2024-final");
}

#[test]
fn a_department_s_budget_in_shanghai_is_judged_as_recorded() {
    as_recorded("putuo-zfb-2025-dept-budget");
}

/// Each field of a target is shown at its place, for that is where a finding points.
#[test]
fn every_field_of_a_target_is_shown_at_its_place() {
    let own = ["project", "unit", "total", "objective", "execution_weight", "department"];
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
    };
    let target = RawTarget {
        project: "的project".into(),
        unit: some("unit"),
        total: some("total"),
        objective: some("objective"),
        execution_weight: some("execution_weight"),
        department: some("department"),
        indicators: vec![indicator],
        ..RawTarget::default()
    };
    let mut raw = RawDisclosure::new(2026, Stage::Budget);
    raw.performance.push(target);
    let text = |raw: &RawDisclosure, indicator, field| {
        Cell::at(raw, Place::Target { target: 0, indicator, field }).text().to_owned()
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
