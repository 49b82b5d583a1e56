//! The page in a real browser, from disk and offline: it gives what the command gives, tells what it
//! cannot read, and sends nothing anywhere.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
    time::{Duration, Instant},
};

use cn_budget_report_browser::Browser;
use serde_json::{Value, json};

fn root() -> PathBuf {
    fs::canonicalize(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")).unwrap()
}

/// The page, made once.
fn page() -> &'static Path {
    static PAGE: OnceLock<PathBuf> = OnceLock::new();
    PAGE.get_or_init(|| {
        let page = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cn-budget.html");
        let made = Command::new(env!("CARGO_BIN_EXE_cn-budget-web-build")).arg(&page).status();
        assert!(made.unwrap().success());
        page
    })
}

/// The command that the page is held against, built once.
fn command() -> &'static Path {
    static COMMAND: OnceLock<PathBuf> = OnceLock::new();
    COMMAND.get_or_init(|| {
        let cargo = |arguments: &[&str]| {
            let cargo = Command::new(env!("CARGO")).current_dir(root()).args(arguments).status();
            assert!(cargo.unwrap().success());
        };
        cargo(&["build", "-p", "cn-budget-command", "--target-dir", "target"]);
        root().join("target/debug/cn-budget")
    })
}

/// What the command prints in a folder, one JSON a line.
fn commanded(folder: &Path, arguments: &[&str]) -> Vec<Value> {
    let output = Command::new(command()).current_dir(folder).args(arguments).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The page opened in a browser without a network, and a folder for files.
struct Opened {
    browser: Browser,
    folder: tempfile::TempDir,
}

impl Opened {
    fn new() -> Self {
        page();
        let folder = tempfile::tempdir().unwrap();
        let mut browser = Browser::start();
        browser.window(1280, 900, false);
        let offline = json!({ "offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0 });
        browser.call("Network.emulateNetworkConditions", offline);
        browser.downloads(folder.path());
        let mut opened = Self { browser, folder };
        opened.open();
        opened
    }

    /// Opens the page, in Chinese whatever the browser speaks.
    fn open(&mut self) {
        self.browser.open(page());
        self.browser.wait("document.documentElement.dataset.ready !== undefined");
        if self.browser.evaluate("document.documentElement.lang") == "en" {
            self.browser.click("#lang");
        }
    }

    /// Writes a file to be handed over.
    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Waits until nothing is left to check.
    fn settle(&mut self) {
        self.browser.wait(
            "document.querySelector('.document') !== null
             && document.querySelector('[data-state=busy], [data-state=waiting]') === null",
        );
    }

    /// What the document of a number says of itself, in the list.
    fn state(&mut self, number: usize) -> String {
        let nth = number + 1;
        self.browser.text(&format!(".document:nth-child({nth}) .state"))
    }

    /// Saves what is shown, by a button, and reads it.
    fn saved(&mut self, button: &str, name: &str) -> String {
        let path = self.folder.path().join(name);
        let _ = fs::remove_file(&path);
        self.browser.click(&format!(".download.{button}"));
        let partial = self.folder.path().join(format!("{name}.crdownload"));
        let begun = Instant::now();
        loop {
            // The browser keeps the name with an empty file until all is written.
            let saved = fs::read_to_string(&path).unwrap_or_default();
            if !saved.is_empty() && !partial.exists() {
                return saved;
            }
            assert!(begun.elapsed() < Duration::from_secs(30), "{name} was not saved");
            self.browser.evaluate("0");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Nothing went wrong, and nothing was asked for but what the page holds itself.
    #[track_caller]
    fn assert_quiet(&mut self) {
        let errors = self.browser.errors();
        assert!(errors.is_empty(), "{errors:#?}");
        for url in self.browser.requests() {
            let own = url.starts_with("file://") && url.ends_with("/cn-budget.html");
            let held = ["blob:", "data:", "about:"].iter().any(|scheme| url.starts_with(scheme));
            assert!(own || held, "{url}");
        }
    }
}

/// The documents in all carriers that the tests of the reader have, and the example.
fn carriers() -> Vec<PathBuf> {
    let folder = root().join("tools/files/tests/data");
    let mut all: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.retain(|path| path.extension().is_some_and(|ending| ending != "py"));
    all.sort();
    all.insert(0, root().join("examples/data/jiulongpo-2026.txt"));
    all
}

#[test]
fn every_file_gives_the_report_of_the_command() {
    let mut opened = Opened::new();
    for (number, path) in carriers().iter().enumerate() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let file = opened.file(name, fs::read(path).unwrap());
        opened.browser.drop_files(&[file]);
        opened.settle();
        let wanted = commanded(opened.folder.path(), &["check", "--json", name]).remove(0);
        if let Some(error) = wanted["error"]["zh"].as_str() {
            assert_eq!(opened.state(number), error, "{name}");
            continue;
        }
        opened.browser.click(&format!(".document:nth-child({}) .open", number + 1));
        let (stem, _) = name.rsplit_once('.').unwrap();
        let report = opened.saved("report", &format!("{stem}-report.json"));
        assert_eq!(serde_json::from_str::<Value>(&report).unwrap(), wanted, "{name}");
        let neutral = opened.saved("neutral", &format!("{stem}.json"));
        let wanted = commanded(opened.folder.path(), &["read", name]).remove(0);
        assert_eq!(serde_json::from_str::<Value>(&neutral).unwrap(), wanted, "{name}");
    }
    opened.assert_quiet();
}

#[test]
fn the_report_is_shown_and_answers_to_clicks() {
    let mut opened = Opened::new();
    opened.browser.drop_files(&[root().join("examples/data/jiulongpo-2026.txt")]);
    opened.settle();
    assert!(opened.state(0).contains("个数已核对"));
    opened.browser.wait("document.querySelector('iframe') !== null");
    std::thread::sleep(Duration::from_millis(500));
    let shown = opened.browser.evaluate_in_frame(
        "document.querySelector('.cause .wrong').click();
         [document.querySelectorAll('#panel .equation').length > 0,
          getComputedStyle(document.querySelector('.top')).borderBottomStyle,
          document.documentElement.dataset.theme]",
    );
    assert_eq!(shown, json!([true, "double", "light"]));
    // One theme for both.
    opened.browser.click("#theme");
    std::thread::sleep(Duration::from_millis(200));
    let theme = "document.documentElement.dataset.theme";
    assert_eq!(opened.browser.evaluate_in_frame(theme), "dark");
    // In English the report is English as well.
    opened.browser.click("#lang");
    assert!(opened.state(0).contains("figures checked"));
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(opened.browser.evaluate_in_frame("document.documentElement.lang"), "en");
    let saved = opened.saved("page", "jiulongpo-2026-report.html");
    assert!(saved.starts_with("<!DOCTYPE html>"));
    opened.assert_quiet();
}

#[test]
fn files_of_one_disclosure_are_joined_and_parted_again() {
    let mut opened = Opened::new();
    let prose =
        opened.file("说明.txt", "某某局2026年部门预算情况说明\n2026年支出预算1051.75万元。\n");
    let tables = opened
        .file("附表.xlsx", fs::read(root().join("tools/files/tests/data/budget.xlsx")).unwrap());
    opened.browser.click("#join");
    opened.browser.choose("#files", &[prose, tables]);
    opened.settle();
    let report = opened.saved("report", "说明-report.json");
    let arguments = ["check", "--json", "--join", "说明.txt", "附表.xlsx"];
    let wanted = commanded(opened.folder.path(), &arguments).remove(0);
    assert_eq!(serde_json::from_str::<Value>(&report).unwrap(), wanted);
    opened.browser.evaluate(
        "[...document.querySelectorAll('.document .link')].find((b) => b.textContent === '分开').click()",
    );
    opened.settle();
    assert_eq!(opened.browser.evaluate("document.querySelectorAll('.document').length"), 2);
    assert!(opened.state(0).contains("没有找到预决算表"));
    assert!(opened.state(1).contains("个数已核对"));
    opened.assert_quiet();
}

/// A disclosure of one table that says by how much it has fallen since the year before.
fn small(total: &str, project: &str, year: u16) -> String {
    json!({
        "year": year, "stage": "budget", "entity": { "name": "某局" },
        "tables": [{
            "title": "部门支出总表", "unit": "万元", "columns": ["合计", "养人支出", "项目支出"],
            "rows": [{ "name": "合计", "cells": { "合计": total, "养人支出": "1.00", "项目支出": project } }]
        }],
        "narrative": [{ "text": format!("支出预算{total}万元，比{}年减少2.00万元。", year - 1) }]
    })
    .to_string()
}

#[test]
fn last_year_and_words_of_ones_own_count() {
    let mut opened = Opened::new();
    let this = opened.file("2026.json", small("3.00", "2.00", 2026));
    let last = opened.file("2025.json", small("6.00", "5.00", 2025));
    let words = opened.file("words.tsv", "养人支出\tmeaning\tkind:basic\tthr\t某省\n");
    let expect = |opened: &mut Opened, options: &[&str]| {
        opened.settle();
        let report = opened.saved("report", "2026-report.json");
        let arguments = [&["check", "--json"], options, &["2026.json"]].concat();
        let wanted = commanded(opened.folder.path(), &arguments).remove(0);
        assert_eq!(serde_json::from_str::<Value>(&report).unwrap(), wanted, "{options:?}");
    };
    opened.browser.drop_files(&[this]);
    expect(&mut opened, &[]);
    opened.browser.choose(".document .last input", &[last]);
    expect(&mut opened, &["--last-year", "2025.json"]);
    opened.browser.choose("#words input", &[words]);
    expect(&mut opened, &["--last-year", "2025.json", "--words", "words.tsv"]);
    let bad = opened.file("bad.tsv", "不是词表的一行\n");
    opened.browser.click("#words .link");
    opened.browser.choose("#words input", &[bad]);
    opened.settle();
    assert!(opened.state(0).starts_with("bad.tsv："));
    opened.assert_quiet();
}

/// A PDF whose only page is a picture.
fn scan() -> Vec<u8> {
    let content = "q 595 0 0 842 0 0 cm /P Do Q";
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".into(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".into(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
         /Resources<</XObject<</P 5 0 R>>>>>>"
            .into(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray\
         /BitsPerComponent 8/Length 1>>stream\nA\nendstream"
            .to_owned(),
    ];
    let mut pdf = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(pdf.len());
        writeln!(pdf, "{} 0 obj{object}endobj", number + 1).unwrap();
    }
    let table = pdf.len();
    write!(pdf, "xref\n0 6\n0000000000 65535 f \n").unwrap();
    for place in places {
        writeln!(pdf, "{place:010} 00000 n ").unwrap();
    }
    write!(pdf, "trailer<</Size 6/Root 1 0 R>>\nstartxref\n{table}\n%%EOF").unwrap();
    pdf
}

/// A workbook of some kilobytes that unpacks to 256 MiB.
fn bomb() -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for part in ["xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        archive.start_file(part, options).unwrap();
        for _ in 0..256 {
            archive.write_all(&vec![b' '; 1 << 20]).unwrap();
        }
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn what_cannot_be_read_is_told_and_the_next_file_is_read() {
    let mut opened = Opened::new();
    let files = [
        opened.file("扫描.pdf", scan()),
        opened.file("bomb.xlsx", bomb()),
        opened.file("large.pdf", vec![b'1'; 50 << 20]),
        opened.file("empty.txt", ""),
        opened.file("<img src=x onerror=alert(1)>.txt", "一段话"),
        root().join("examples/data/jiulongpo-2026.txt"),
    ];
    opened.browser.drop_files(&files);
    opened.settle();
    for (number, told) in
        ["扫描图片", "过大", "文件太大（50 MB）", "文件是空的", "没有找到", "个数已核对"]
            .iter()
            .enumerate()
    {
        let state = opened.state(number);
        assert!(state.contains(told), "{state}");
    }
    opened.browser.window(1280, 900, false);
    opened.assert_quiet();
}

#[test]
fn a_panic_is_told_and_the_program_started_anew() {
    let mut opened = Opened::new();
    // A program that fails on one file, as a panic makes it fail.
    let failing = "
        const Plain = Blob;
        Blob = class extends Plain {
          constructor([text], options) {
            super([typeof text === 'string' ? text.replace('work.check();', `
              if (chosen[0].name === 'panic.txt') { panicked('out of luck'); throw new WebAssembly.RuntimeError('unreachable'); }
              work.check();`) : text], options);
          }
        };";
    opened.browser.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": failing }));
    opened.open();
    let text = fs::read(root().join("tools/files/tests/data/budget.txt")).unwrap();
    let files = [opened.file("panic.txt", &text), opened.file("good.txt", &text)];
    opened.browser.drop_files(&files);
    opened.settle();
    assert!(opened.state(0).contains("程序出错，没有核对：out of luck"));
    assert!(opened.state(1).contains("个数已核对"));
    opened.assert_quiet();
}

#[test]
fn the_layout_holds_at_every_width() {
    let mut opened = Opened::new();
    let over = "document.documentElement.scrollWidth - innerWidth";
    for step in 0..2 {
        for width in [1600, 1000, 700, 360] {
            opened.browser.window(width, 800, step == 0);
            let over = opened.browser.evaluate(over);
            assert!(over.as_i64() <= Some(0), "{width}: {over}");
        }
        opened.browser.drop_files(&[root().join("examples/data/jiulongpo-2026.txt")]);
        opened.settle();
    }
    // On a phone the report fills the screen, and the list is one touch away.
    opened.browser.window(390, 844, false);
    let visible = "[document.querySelector('.side'), document.querySelector('main')]
        .map((element) => element.getClientRects().length > 0)";
    opened.browser.click(".document .open");
    assert_eq!(opened.browser.evaluate(visible), json!([false, true]));
    opened.browser.click(".back");
    assert_eq!(opened.browser.evaluate(visible), json!([true, false]));
    opened.assert_quiet();
}

#[test]
fn it_is_small_and_soon_ready() {
    let page = page();
    assert!(fs::metadata(page).unwrap().len() <= 12 << 20);
    let mut opened = Opened::new();
    let begun = Instant::now();
    opened.browser.open(page);
    opened.browser.wait("document.documentElement.dataset.ready !== undefined");
    println!("ready after {} ms", begun.elapsed().as_millis());
    // Ten times what a machine at rest takes: the tests run side by side.
    assert!(begun.elapsed() < Duration::from_secs(15));
    opened.assert_quiet();
}
