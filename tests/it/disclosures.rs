//! Whole disclosures as twenty places print them, made up, with no mistake in them: what is read in
//! their prose, what it is held against, and what a figure changed there is called.

use std::{collections::BTreeMap, fs, path::PathBuf};

use cn_budget::{
    Disclosure, Options, Place, RawDisclosure, Report, Severity,
    causes::{Suspect, SuspectSet},
    narrative::{self, Context},
    reconcile,
};
use serde::Deserialize;

use crate::common::{golden, print::sum, told::told};

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "tests/data/disclosures"].iter().collect()
}

/// The disclosures, by name.
fn disclosures() -> BTreeMap<String, RawDisclosure> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let named = files.filter_map(|path| {
        let name = path.file_stem()?.to_str()?.to_owned();
        let text = fs::read_to_string(&path).unwrap();
        (name != "mistakes").then(|| (name, serde_json::from_str(&text).unwrap()))
    });
    named.collect()
}

fn report(raw: RawDisclosure) -> Report {
    reconcile(&Disclosure::read(raw), &Options::new())
}

#[test]
fn honest_disclosures_of_many_places_have_no_error() {
    for (name, raw) in disclosures() {
        let report = report(raw);
        let errors = report.findings().iter().filter(|f| f.severity == Severity::Error);
        let errors: Vec<&str> = errors.map(|finding| finding.message.zh.as_str()).collect();
        assert_eq!(errors, [""; 0], "{name}");
        assert!(report.suspects().is_empty(), "{name}");
    }
}

/// What is read in each, and each statement of the prose with what it is held against.
#[test]
fn their_prose_is_read_and_held_against_their_tables_as_before() {
    for (name, raw) in disclosures() {
        let document = (raw.year, raw.stage);
        let context =
            Context::new(raw.year, raw.stage).body(raw.entity.name.as_deref().unwrap_or_default());
        let texts: Vec<&str> = raw.narrative.iter().map(|paragraph| &*paragraph.text).collect();
        let read = told(&texts, &narrative::read(&raw.narrative, &context), document);
        let report = report(raw.clone());
        let mut held: Vec<String> = Vec::new();
        for judged in report.equations() {
            let of_prose = |place: Place| matches!(place, Place::Prose { .. });
            let terms = judged.equation.terms().iter().filter_map(|&term| report.place(term));
            if terms.chain(judged.equation.claim()).any(of_prose) {
                let verdict = judged.judgement.verdict;
                held.push(format!(
                    "{} {verdict:?}: {}",
                    judged.equation.law(),
                    sum(&report, &judged.equation)
                ));
            }
        }
        let warned = report.findings().iter().map(|f| format!("{:?}: {}", f.kind, f.message.zh));
        let warned: Vec<String> = warned.collect();
        golden::check(
            &format!("disclosures/{name}"),
            &serde_json::json!({ "read": read, "held": held, "told": warned }),
        );
    }
}

/// One figure of a disclosure printed wrong.
#[derive(Deserialize)]
struct Mistake(String, usize, usize, String, String);

#[test]
fn a_figure_printed_wrong_is_named() {
    let all = disclosures();
    let text = fs::read_to_string(folder().join("mistakes.json")).unwrap();
    let mistakes: Vec<Mistake> = serde_json::from_str(&text).unwrap();
    let mut missed: Vec<String> = Vec::new();
    for Mistake(name, paragraph, start, right, wrong) in mistakes {
        let mut raw = all[&name].clone();
        let text = &mut raw.narrative[paragraph].text;
        assert_eq!(text[start..start + right.len()], right, "{name} {paragraph}");
        text.replace_range(start..start + right.len(), &wrong);
        let report = report(raw);
        // Of 增加 for 减少 the amount beside it is named.
        let word = !right.contains(|c: char| c.is_ascii_digit());
        let is_it = |place: &Place| {
            matches!(*place, Place::Prose { paragraph: number, start: from, end, .. }
                if number as usize == paragraph
                    && (word || from as usize <= start && start < end as usize))
        };
        let errors = report.findings().iter().filter(|f| f.severity == Severity::Error);
        let found = errors.flat_map(|finding| &finding.places).any(is_it);
        let suspects = report.suspects().iter().flat_map(SuspectSet::suspects);
        let suspected = suspects.map(Suspect::place).any(|place| is_it(&place));
        if !found && !suspected {
            missed.push(format!("{name} {paragraph}: {wrong} for {right}"));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}
