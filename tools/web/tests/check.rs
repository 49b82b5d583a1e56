//! What the page gives is what the command gives; what it refuses, it says in words.

use std::path::{Path, PathBuf};

use cn_budget::{Catalogue, Disclosure, Lang, Options, Vocabulary};
use cn_budget_files::Hint;
use cn_budget_web::{Checker, File, MAX_BYTES, read};
use serde_json::Value;

fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

fn file(path: &str) -> File {
    let path = repository(path);
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    File { name, bytes: std::fs::read(path).unwrap() }
}

fn text(name: &str, text: &str) -> File {
    File { name: name.into(), bytes: text.into() }
}

/// A disclosure of one table, and by how much it says that it has fallen since the year before.
fn small(total: &str, project: &str, year: u16) -> String {
    serde_json::json!({
        "year": year, "stage": "budget", "entity": { "name": "某局" },
        "tables": [{
            "title": "部门支出总表", "unit": "万元", "columns": ["合计", "基本支出", "项目支出"],
            "rows": [{ "name": "合计", "cells": { "合计": total, "基本支出": "1.00", "项目支出": project } }]
        }],
        "narrative": [{ "text": format!("支出预算{total}万元，比{}年减少2.00万元。", year - 1) }]
    })
    .to_string()
}

#[test]
fn the_report_is_that_of_the_library() {
    let file = file("examples/data/jiulongpo-2026.txt");
    let hint = Hint::default().source(file.name.clone());
    let raw = cn_budget_files::read(&file.bytes, &hint).unwrap().raw;
    let disclosure = Disclosure::read_with(raw, &Vocabulary::standard(), &Catalogue::builtin());
    let report = cn_budget::reconcile(&disclosure, &Options::new());

    let checked = Checker::new().check(read(std::slice::from_ref(&file)).unwrap(), &file.name);
    assert_eq!(
        serde_json::from_str::<Value>(&checked.report()).unwrap(),
        serde_json::to_value(report.view().file(&file.name)).unwrap()
    );
    assert_eq!(checked.neutral(), serde_json::to_string(report.raw()).unwrap());
    let summary = checked.summary();
    assert_eq!(summary["verdict"], "inconsistent");
    assert_eq!(summary["figures"], report.figures());
    for (lang, word) in [(Lang::Zh, "九龙坡"), (Lang::En, "inconsistent")] {
        assert!(checked.page(lang).contains(word), "{word}");
    }
}

#[test]
fn the_files_of_one_disclosure_are_joined() {
    let prose = text("说明.txt", "某局2026年部门预算情况说明\n2026年支出预算4.00万元。\n");
    let tables = text("附表.json", &small("3.00", "2.00", 2026));
    assert!(read(std::slice::from_ref(&prose)).is_err());
    let reading = read(&[prose, tables]).unwrap();
    assert_eq!(reading.raw.tables.len(), 1);
    assert!(reading.raw.narrative.iter().any(|paragraph| paragraph.text.contains("4.00万元")));
}

#[test]
fn last_year_is_held_against_this_year() {
    let verdict = |last_year: Option<String>| {
        let mut checker = Checker::new();
        if let Some(last_year) = last_year {
            let last = text("2025.json", &last_year);
            checker = checker.last_year(read(&[last]).unwrap().raw);
        }
        let this = text("2026.json", &small("3.00", "2.00", 2026));
        checker.check(read(&[this]).unwrap(), "2026.json").summary()["verdict"].clone()
    };
    assert_eq!(verdict(None), "consistent");
    assert_eq!(verdict(Some(small("5.00", "4.00", 2025))), "consistent");
    assert_eq!(verdict(Some(small("6.00", "5.00", 2025))), "inconsistent");
}

#[test]
fn words_of_the_user_are_understood() {
    let unread = |checker: &Checker| {
        let disclosure = small("3.00", "2.00", 2026).replace("基本支出", "养人支出");
        let checked = checker.check(read(&[text("a.json", &disclosure)]).unwrap(), "a.json");
        checked.report().contains("unrecognised_label")
    };
    assert!(unread(&Checker::new()));
    let words = text("words.tsv", "养人支出\tmeaning\tkind:basic\tthr\t某省\n");
    assert!(!unread(&Checker::new().words(&words).unwrap()));
    let bad = text("words.tsv", "不是词表的一行\n");
    assert!(Checker::new().words(&bad).unwrap_err().zh.starts_with("words.tsv："));
    let no_text = File { name: "words.tsv".into(), bytes: vec![0xff; 4] };
    assert!(Checker::new().words(&no_text).unwrap_err().en.contains("not a text file"));
}

#[test]
fn what_cannot_be_read_is_told_with_its_name() {
    for (bytes, told) in [
        (vec![b' '; 100], "the file is empty"),
        (vec![0; MAX_BYTES + 1], "too large"),
        (b"\x89PNG\r\n".to_vec(), "scan"),
        (b"PK\x03\x04".to_vec(), "damaged"),
        ("一段话".into(), "no table"),
    ] {
        let error = read(&[File { name: "a.bin".into(), bytes }]).unwrap_err();
        assert!(error.en.starts_with("a.bin: ") && error.en.contains(told), "{}", error.en);
    }
}
