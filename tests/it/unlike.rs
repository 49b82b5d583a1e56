//! Honest documents in layouts unlike the templates are never called wrong, and damage to them shows.
//!
//! `UNLIKE=20000 cargo test --test it unlike` tries more of them.

use std::fmt::Write as _;

use cn_budget::{Disclosure, Options, RawDisclosure, Report, Severity, reconcile};
use proptest::{
    prelude::*,
    strategy::ValueTree as _,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};

use crate::common::unlike::{Unlike, plan, print};

/// How many documents are tried.
fn count(usual: u32) -> u32 {
    std::env::var("UNLIKE").ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

fn report(raw: RawDisclosure) -> Report {
    reconcile(&Disclosure::read(raw), &Options::new())
}

fn errors(report: &Report) -> Vec<String> {
    let errors = report.findings().iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.message.zh.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(count(300)))]

    #[test]
    fn no_honest_document_is_called_wrong((lines, choices) in plan()) {
        let Unlike { raw, .. } = print(&lines, &choices);
        let errors = errors(&report(raw.clone()));
        prop_assert!(errors.is_empty(), "{errors:#?}\n{}", shown(&raw));
    }
}

/// The tables as they are printed.
fn shown(raw: &RawDisclosure) -> String {
    let mut text = String::new();
    for table in &raw.tables {
        let side = table.side.as_deref().unwrap_or_default();
        let _ = writeln!(text, "\n{}@{side} | {}", table.title, table.columns.join(" "));
        for row in &table.rows {
            let cells = table.columns.iter().map(|column| row.cell(column).unwrap_or_default());
            let cells: Vec<&str> =
                cells.map(|text| if text.is_empty() { "·" } else { text }).collect();
            let code = row.code.as_deref().unwrap_or_default();
            let _ = writeln!(text, "{code} {} | {}", row.name, cells.join(" "));
        }
    }
    text
}

/// A figure that a sum of its own table tells, raised by more than all roundings of that sum.
fn damaged(document: &Unlike, pick: usize) -> Option<(RawDisclosure, String)> {
    let count = document.told.len();
    let &(table, row, column, parts) = document.told.get(pick % count.max(1))?;
    let mut raw = document.raw.clone();
    let own = raw.tables.get_mut(table)?;
    let heading = own.columns.get(column)?.clone();
    let text = own.rows.get(row)?.cell(&heading)?.to_owned();
    let (whole, decimals) = text.split_once('.')?;
    let value: i64 = format!("{whole}{decimals}").parse().ok().filter(|&value| value != 0)?;
    let value = value + 3 + i64::try_from(parts).ok()? + i64::try_from(pick % 1000).ok()?;
    let digits = format!("{:0width$}", value.abs(), width = decimals.len() + 1);
    let (whole, decimals) = digits.split_at(digits.len() - decimals.len());
    let sign = if value < 0 { "-" } else { "" };
    let wrong = format!("{sign}{whole}.{decimals}");
    let what = format!("table {table} row {row} {heading}: {text} -> {wrong}");
    let cell = own.rows.get_mut(row)?.cells.iter_mut().find(|cell| cell.0 == heading)?;
    cell.1 = wrong;
    Some((raw, what))
}

/// So many of a hundred must be noticed.
const NOTICED: usize = 98;

#[test]
fn damage_beyond_rounding_is_noticed() {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(ProptestConfig::default(), rng);
    let (mut tried, mut missed) = (0, Vec::new());
    for pick in 0..count(300) as usize {
        let (lines, choices) = plan().new_tree(&mut runner).expect("a plan").current();
        let document = print(&lines, &choices);
        let Some((raw, what)) = damaged(&document, pick * 7919) else { continue };
        tried += 1;
        if errors(&report(raw.clone())).is_empty() {
            missed.push(format!("{what}{}", shown(&raw)));
        }
    }
    let noticed = tried - missed.len();
    println!("{noticed} of {tried} noticed");
    let first: Vec<&String> = missed.iter().take(3).collect();
    assert!(noticed * 100 >= tried * NOTICED, "{noticed} of {tried} noticed; {first:#?}");
}
