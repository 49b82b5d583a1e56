//! `check` as a user runs it: what it prints, how it ends, what it says of broken input.

use std::{fs, path::PathBuf};

use assert_cmd::Command;
use predicates::prelude::PredicateBooleanExt;
use predicates::str::contains;

fn command() -> Command {
    let mut command = Command::cargo_bin("cn-budget").unwrap();
    command.env("LC_ALL", "zh_CN.UTF-8").env_remove("LANG");
    command
}

/// The documents that the crate's own tests read.
fn document(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/documents").join(name)
}

/// A document of one table in which nothing is wrong, or one figure.
fn small(total: &str) -> String {
    serde_json::json!({
        "year": 2026, "stage": "budget",
        "tables": [{
            "title": "部门支出总表", "unit": "万元", "columns": ["合计", "基本支出", "项目支出"],
            "rows": [{ "name": "合计", "cells": { "合计": total, "基本支出": "1.00", "项目支出": "2.00" } }]
        }]
    })
    .to_string()
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in files {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

#[test]
fn one_document_is_told_in_full() {
    let told = command().arg("check").arg(document("jiulongpo-2026.json")).assert().code(1);
    told.stdout(contains("1051.74万元").and(contains("年份错误")));
}

#[test]
fn many_documents_are_told_in_a_line_each_and_summed_up() {
    let folder = Folder::new(&[
        ("a.json", small("3.00").as_bytes()),
        ("b.json", small("4.00").as_bytes()),
        ("c.json", b"{"),
    ]);
    let told = command().arg("check").arg(folder.0.path()).assert().code(2);
    let text = String::from_utf8(told.get_output().stdout.clone()).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 4, "{text}");
    for (line, name) in lines.iter().zip(["a.json：", "b.json：", "c.json："]) {
        assert!(line.contains(name), "{line}");
    }
    assert!(lines[3].starts_with("共 3 份："), "{text}");
    let english = command().args(["check", "--lang", "en"]).arg(folder.0.path()).assert();
    let text = String::from_utf8(english.get_output().stdout.clone()).unwrap();
    assert!(text.lines().last().unwrap().starts_with("3 documents: "), "{text}");
    assert!(!text.contains('，'), "wholly in one language: {text}");
}

#[test]
fn json_is_one_report_a_line_in_the_order_given() {
    let folder = Folder::new(&[("a.json", small("3.00").as_bytes()), ("b.json", b"{")]);
    let [a, b] = ["a.json", "b.json"].map(|name| folder.path(name));
    let told = command().args(["check", "--json"]).args([&b, &a, &b]).assert().code(2);
    let text = String::from_utf8(told.get_output().stdout.clone()).unwrap();
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0]["error"]["zh"].is_string() && lines[2]["error"]["en"].is_string());
    assert_eq!(lines[1]["verdict"], "consistent");
    assert_eq!(lines[1]["file"], a.display().to_string());
}

#[test]
fn standard_input_is_a_document_a_line() {
    let input = small("3.00") + "\n\n" + &small("4.00") + "\n";
    let told = command().args(["check", "-", "--json"]).write_stdin(input).assert().code(1);
    let text = String::from_utf8(told.get_output().stdout.clone()).unwrap();
    let names: Vec<String> = text
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["file"].to_string())
        .collect();
    assert_eq!(names, ["\"-:1\"", "\"-:3\""]);
}

#[test]
fn the_exit_code_is_the_worst_of_all() {
    let folder = Folder::new(&[
        ("good.json", small("3.00").as_bytes()),
        ("wrong.json", small("4.00").as_bytes()),
        ("broken.json", b"[1"),
    ]);
    let code = |names: &[&str]| {
        let files = names.iter().map(|name| folder.path(name));
        command().arg("check").args(files).assert().get_output().status.code()
    };
    assert_eq!(code(&["good.json"]), Some(0));
    assert_eq!(code(&["good.json", "wrong.json"]), Some(1));
    assert_eq!(code(&["broken.json", "wrong.json", "good.json"]), Some(2));
}

#[test]
fn warnings_fail_where_it_is_asked_for() {
    // A code that no edition knows is a warning.
    let document = small("3.00").replace(
        r#""rows":["#,
        r#""rows":[{"code":"2019998","name":"无此科目","cells":{"合计":"3.00","基本支出":"1.00","项目支出":"2.00"}},"#,
    );
    let folder = Folder::new(&[("a.json", document.as_bytes())]);
    command().arg("check").arg(folder.path("a.json")).assert().code(0);
    command().args(["check", "--fail-on", "warning"]).arg(folder.path("a.json")).assert().code(1);
}

#[test]
fn accepted_findings_are_left_out() {
    let folder = Folder::new(&[("a.json", small("4.00").as_bytes())]);
    let told = command().args(["check", "--json"]).arg(folder.path("a.json")).assert().code(1);
    let report: serde_json::Value = serde_json::from_slice(&told.get_output().stdout).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let ids: Vec<&str> = findings.iter().map(|finding| finding["id"].as_str().unwrap()).collect();
    fs::write(folder.path("ids"), ids.join("  四舍五入\n")).unwrap();
    let accepted = command()
        .args(["check", "--json", "--accept"])
        .args([folder.path("ids"), folder.path("a.json")])
        .assert()
        .code(0);
    let report: serde_json::Value = serde_json::from_slice(&accepted.get_output().stdout).unwrap();
    assert_eq!(report["findings"], serde_json::json!([]));
    assert_eq!(report["verdict"], "inconsistent", "the verdict is about arithmetic alone");
}

#[test]
fn words_of_ones_own() {
    let folder = Folder::new(&[
        ("a.json", small("3.00").as_bytes()),
        ("words.tsv", "不是词表的一行\n".as_bytes()),
    ]);
    command()
        .args(["check", "--words"])
        .args([folder.path("words.tsv"), folder.path("a.json")])
        .assert()
        .code(2)
        .stderr(contains("words.tsv").and(contains("1")));
}

#[test]
fn pages_and_their_index() {
    let folder =
        Folder::new(&[("a.json", small("3.00").as_bytes()), ("b.json", small("4.00").as_bytes())]);
    let pages = folder.path("pages");
    command()
        .args(["check", "--page"])
        .args([&pages, &folder.path("a.json"), &folder.path("b.json")])
        .assert()
        .code(1);
    let index = fs::read_to_string(pages.join("index.html")).unwrap();
    for name in ["a.json", "b.json", "00001-a.html", "00002-b.html"] {
        assert!(index.contains(name), "{name}");
    }
    assert!(fs::read_to_string(pages.join("00002-b.html")).unwrap().contains("4.00"));
}

/// What is said of input that is no document, in either language, with exit code 2.
#[track_caller]
fn refused(name: &str, bytes: &[u8], zh: &str, en: &str) {
    let folder = Folder::new(&[(name, bytes)]);
    let check = |lang: &str| {
        command().args(["check", "--lang", lang]).arg(folder.path(name)).assert().code(2)
    };
    check("zh").stdout(contains(zh));
    check("en").stdout(contains(en));
}

#[test]
fn broken_input_is_told_what_it_is() {
    refused("empty.json", b"", "空", "empty");
    refused("wrong.json", b"{\"year\": 2026", "JSON", "JSON");
    refused("cut.pdf", b"%PDF-1.4\n1 0 obj", "", "");
}

#[test]
fn gbk_and_utf_16_are_read() {
    let text = small("3.00");
    let (gbk, _, _) = encoding_rs::GB18030.encode(&text);
    let utf_16: Vec<u8> =
        [0xFEFF_u16].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let folder = Folder::new(&[("gbk.json", &gbk), ("utf16.json", &utf_16)]);
    for name in ["gbk.json", "utf16.json"] {
        command().arg("check").arg(folder.path(name)).assert().code(0);
    }
}

#[test]
fn files_that_are_not_there() {
    let missing = command().args(["check", "no-such-file.pdf"]).assert().code(2);
    missing.stdout(contains("没有这个文件"));
    let pattern = command().args(["check", "no-such-*.pdf"]).assert().code(2);
    pattern.stderr(contains("没有匹配的文件"));
    let folder = Folder::new(&[("picture.png", b"")]);
    let nothing = command().arg("check").arg(folder.0.path()).assert().code(2);
    nothing.stderr(contains("没有可读的文件"));
}

#[test]
fn fifty_megabytes_of_nothing_end_in_a_message() {
    let folder = Folder::new(&[("large.txt", &vec![b'x'; 50 << 20])]);
    command()
        .arg("check")
        .arg(folder.path("large.txt"))
        .timeout(std::time::Duration::from_secs(60))
        .assert()
        .code(2);
}

#[test]
fn help_tells_the_exit_codes() {
    command()
        .arg("--help")
        .assert()
        .code(0)
        .stdout(contains("退出码").and(contains("3  未能判定")));
    command().args(["check", "--help"]).assert().code(0);
    command().args(["check"]).assert().code(2);
}

/// What standard output says.
fn printed(command: &mut Command) -> String {
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn english_counts_one_thing_in_the_singular() {
    let folder = Folder::new(&[("a.json", small("4.00").as_bytes()), ("b.json", b"{")]);
    let mut whole = command();
    let text = printed(whole.args(["check", "--lang", "en"]).arg(folder.path("a.json")));
    assert!(text.contains("1 equation: ") && text.contains("(1 mistake)"), "{text}");
    let mut lines = command();
    let text = printed(lines.args(["check", "--lang", "en"]).arg(folder.0.path()));
    assert!(text.contains("1 error, 0 warnings"), "{text}");
    assert!(text.contains("2 documents: "), "{text}");
    for plural in [" 1 equations", " 1 errors", " 1 warnings", " 1 documents"] {
        assert!(!text.contains(plural), "{text}");
    }
}

#[test]
fn a_table_without_number_is_called_by_its_title() {
    let folder = Folder::new(&[
        ("titled.json", small("4.00").as_bytes()),
        ("untitled.json", small("4.00").replace("部门支出总表", "").as_bytes()),
    ]);
    for (lang, titled, untitled) in [
        ("zh", "《部门支出总表》 合计", "未命名的表（第1张） 合计"),
        ("en", "table “部门支出总表” 合计", "untitled table 1 合计"),
    ] {
        for (name, wanted) in [("titled.json", titled), ("untitled.json", untitled)] {
            let mut check = command();
            let pages = folder.path("pages");
            let check = check.args(["check", "--lang", lang, "--page"]).arg(&pages);
            let text = printed(check.arg(folder.path(name)));
            assert!(text.contains(wanted), "{text}");
            let page = fs::read_dir(&pages).unwrap().map(|entry| entry.unwrap().path());
            let page = page.filter(|path| !path.ends_with("index.html")).last().unwrap();
            let page = fs::read_to_string(page).unwrap();
            for text in [text, page] {
                assert!(!text.contains("表#") && !text.contains("able #"), "{text}");
            }
        }
    }
}

#[test]
fn a_command_line_that_is_not_understood_is_told_in_one_language() {
    for (arguments, zh, en) in [
        (&["check"][..], "缺少 <FILE>", "required arguments"),
        (&["chek"], "没有“chek”这个命令", "unrecognized subcommand"),
        (&["check", "--foo", "x"], "没有“--foo”这个选项", "unexpected argument"),
        (&["check", "--fail-on", "x", "y"], "可取：error、warning", "invalid value"),
        (&["rollup", "x", "--unit", "角"], "应为元、万元或亿元", "元, 万元 or 亿元"),
        (&["check", "--profile", "x", "y"], "可用的公开要求：", "known profiles: "),
    ] {
        let told = |lang: &str| {
            let ended = command().args(["--lang", lang]).args(arguments).assert().code(2);
            String::from_utf8(ended.get_output().stderr.clone()).unwrap()
        };
        let (chinese, english) = (told("zh"), told("en"));
        assert!(chinese.contains(zh) && !chinese.contains("error:"), "{chinese}");
        assert!(english.contains(en) && !english.contains(['，', '：', '。']), "{english}");
    }
}

#[test]
fn figures_of_18_digits_and_more_never_end_in_a_clean_verdict() {
    // Said honestly, they would be nine hundred times what a country spends.
    for digits in [18, 19, 20, 24, 30, 60] {
        let figure = "9".repeat(digits) + ".00";
        let folder = Folder::new(&[("a.json", small(&figure).as_bytes())]);
        let told = command().args(["check", "--json"]).arg(folder.path("a.json")).assert();
        let report: serde_json::Value = serde_json::from_slice(&told.get_output().stdout).unwrap();
        let verdict = &report["verdict"];
        assert!(verdict != "consistent" && verdict != "rounding", "{digits}: {verdict}");
        assert_ne!(report["findings"], serde_json::json!([]), "{digits}");
    }
}

#[test]
fn a_profile_adds_what_must_be_disclosed() {
    let document = document("putuo-zfb-2025-dept-budget.json");
    let with = |key: &str| {
        let mut command = command();
        command.args(["check", "--profile", key]).arg(&document);
        command
    };
    with("shanghai").assert().stdout(contains("无法判断有无"));
    let without = command().arg("check").arg(&document).assert();
    without.stdout(contains("无法判断有无").not());
    with("atlantis").assert().code(2).stderr(contains("national"));
}
