//! The public API changes only where a change is meant: the listing `api.txt` is in the tree.
//!
//! `UPDATE_API=1 cargo test -p cn-budget-api` writes it anew.

use std::{fs, path::Path};

#[test]
fn the_api_is_the_one_in_the_tree() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = cn_budget_api::listing(&here.join("../.."));
    let listing = here.join("api.txt");
    if std::env::var_os("UPDATE_API").is_some() {
        fs::write(&listing, &text).unwrap();
    }
    let known = fs::read_to_string(&listing).unwrap_or_default();
    let added = text.lines().filter(|line| !known.lines().any(|old| old == *line));
    let gone = known.lines().filter(|line| !text.lines().any(|new| new == *line));
    let changes: Vec<String> =
        added.map(|line| format!("+ {line}")).chain(gone.map(|line| format!("- {line}"))).collect();
    assert!(
        known == text,
        "the public API has changed; if that is meant, run UPDATE_API=1 cargo test -p cn-budget-api\n{}",
        changes.join("\n")
    );
}
