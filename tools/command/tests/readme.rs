//! The transcripts in the README, of either language, are what the program prints.

use std::{fs, path::PathBuf};

use assert_cmd::Command;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The transcript of a README, and what the program prints for its command.
fn transcript(readme: &str, lang: &str) -> (String, String) {
    let text = fs::read_to_string(root().join(readme)).unwrap();
    let file = "examples/data/jiulongpo-2026.txt";
    let shown =
        text.split("```text\n").find(|block| block.starts_with(file)).expect("a transcript");
    let shown = shown.split("```").next().unwrap().to_owned();
    let mut command = Command::cargo_bin("cn-budget").unwrap();
    let ended = command.current_dir(root()).args(["check", file, "--lang", lang]).output().unwrap();
    (shown, String::from_utf8(ended.stdout).unwrap())
}

#[test]
fn the_transcripts_are_what_the_program_prints() {
    for (readme, lang, left_out) in [
        ("README.md", "en", ["warning[", "info[", "note: "]),
        ("README.zh-CN.md", "zh", ["警告[", "提示[", "读取说明："]),
    ] {
        let (shown, printed) = transcript(readme, lang);
        let rest = printed.strip_prefix(&shown);
        let rest = rest.unwrap_or_else(|| panic!("{readme} shows\n{shown}\nprinted is\n{printed}"));
        // Warnings and hints are left out, as it says, and nothing else.
        for block in rest.trim().split("\n\n") {
            assert!(left_out.iter().any(|kind| block.starts_with(kind)), "{readme}: {block}");
        }
    }
}
