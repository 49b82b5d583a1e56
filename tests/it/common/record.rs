//! Records in the tree, which change only where a change is meant.

use std::{fs, path::PathBuf};

/// Compares a record with the one in the tree, or writes it.
#[track_caller]
pub(crate) fn check(name: &str, record: &str) {
    let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests/data/records", name].iter().collect();
    if std::env::var_os("UPDATE_RECORDS").is_some() {
        fs::write(&path, record).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let mut lines = kept.lines().zip(record.lines()).enumerate();
    if let Some((at, (kept, now))) = lines.find(|(_, (kept, now))| kept != now) {
        panic!("{name}, line {}:\n  kept {kept}\n  now  {now}", at + 1);
    }
    assert_eq!(kept.lines().count(), record.lines().count(), "{name}: lines");
}
