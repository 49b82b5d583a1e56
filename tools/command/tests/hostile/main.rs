//! Hostile input of many kinds through `check` and `check --page`: the processor time and the memory
//! that each takes.
//!
//! `cargo test --release -p cn-budget-command --test hostile -- --ignored --nocapture [KIND]` prints the table of
//! `docs/measured.md`; it needs `timeout` and GNU `time`. A kind is named by a part of its name in `KIND=`.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

mod neutral;
mod office;
mod pdf;
mod text;

/// One kind of hostile input.
struct Kind {
    name: &'static str,
    /// The ending of its file.
    ending: &'static str,
    make: fn() -> Vec<u8>,
}

const fn kind(name: &'static str, ending: &'static str, make: fn() -> Vec<u8>) -> Kind {
    Kind { name, ending, make }
}

/// What comes through a pipe instead of a file, without an end of its own.
const PIPES: [(&str, &str); 3] = [
    ("pipe: one line without end", "tr '\\0' x < /dev/zero"),
    ("pipe: 10⁵ empty documents", "yes '{}' | head -n 100000"),
    ("pipe: NULs without end", "cat /dev/zero"),
];

/// So many seconds of processor time, and so many megabytes, are too many.
const SECONDS: f64 = 60.0;
const MEGABYTES: u64 = 1536;

/// How one run ended.
struct Run {
    code: Option<i32>,
    seconds: f64,
    megabytes: u64,
}

impl Run {
    fn is_bounded(&self) -> bool {
        let ended = self.code.is_some_and(|code| (0..=3).contains(&code));
        ended && self.seconds <= SECONDS && self.megabytes <= MEGABYTES
    }
}

/// Runs the program under a limit, with what a shell command pipes into it where there is one.
fn run(folder: &Path, arguments: &[&str], pipe: Option<&str>) -> Run {
    let measured = folder.join("measured");
    let mut command = match pipe {
        Some(pipe) => {
            let mut shell = Command::new("sh");
            shell.args(["-c", &format!("{pipe} | exec \"$@\""), "sh", "time"]);
            shell
        }
        None => Command::new("time"),
    };
    let status = command
        .args(["-q", "-f", "%U %S %M", "-o"])
        .arg(&measured)
        .args(["timeout", "120", env!("CARGO_BIN_EXE_cn-budget")])
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .expect("GNU time");
    let told = fs::read_to_string(&measured).expect("a measurement");
    let numbers: Vec<f64> = told.split_whitespace().filter_map(|text| text.parse().ok()).collect();
    let [user, system, kilobytes] = numbers[..] else { panic!("no measurement: {told}") };
    Run { code: status.code(), seconds: user + system, megabytes: kilobytes as u64 >> 10 }
}

/// Prints one line of the table; whether both runs were bounded.
fn tell(name: &str, size: Option<u64>, check: &Run, page: &Run) -> bool {
    let size = size.map_or("—".into(), |bytes| match bytes {
        0..10_000 => format!("{bytes} B"),
        10_000..1_000_000 => format!("{} kB", bytes / 1000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    });
    let code = |run: &Run| run.code.map_or("—".into(), |code| code.to_string());
    println!(
        "| {name} | {size} | {} | {:.1} s | {} MB | {:.1} s | {} MB |",
        code(check),
        check.seconds,
        check.megabytes,
        page.seconds,
        page.megabytes
    );
    check.is_bounded() && page.is_bounded()
}

#[test]
#[ignore = "takes minutes; prints the table of docs/measured.md"]
fn every_kind_is_bounded() {
    let wanted = std::env::var("KIND").unwrap_or_default();
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().join("pages");
    let pages = pages.to_str().expect("a name");
    println!("| kind | size | exit | check | | with page | |\n|---|---|---|---|---|---|---|");
    let mut unbounded = Vec::new();
    let kinds = neutral::KINDS.iter().chain(text::KINDS).chain(office::KINDS).chain(pdf::KINDS);
    for (number, kind) in kinds.filter(|kind| kind.name.contains(&wanted)).enumerate() {
        let file: PathBuf = folder.path().join(format!("{number}.{}", kind.ending));
        let bytes = (kind.make)();
        fs::write(&file, &bytes).expect("written");
        let path = file.to_str().expect("a name");
        let check = run(folder.path(), &["check", path], None);
        let page = run(folder.path(), &["check", path, "--page", pages], None);
        if !tell(kind.name, Some(bytes.len() as u64), &check, &page) {
            unbounded.push(kind.name);
        }
        fs::remove_file(&file).expect("removed");
    }
    for (name, pipe) in PIPES.into_iter().filter(|(name, _)| name.contains(&wanted)) {
        let check = run(folder.path(), &["check", "-"], Some(pipe));
        let page = run(folder.path(), &["check", "-", "--page", pages], Some(pipe));
        if !tell(name, None, &check, &page) {
            unbounded.push(name);
        }
    }
    assert!(unbounded.is_empty(), "beyond {SECONDS} s or {MEGABYTES} MB: {unbounded:?}");
}
