//! What several test files share.
#![allow(dead_code, reason = "without serde fewer tests use it")]

pub(crate) mod damage;
pub(crate) mod document;
pub(crate) mod golden;
pub(crate) mod hostile;
pub(crate) mod print;
pub(crate) mod told;
pub(crate) mod unlike;

/// The real documents in the tree, by name.
pub(crate) const DOCUMENTS: [&str; 3] =
    ["jiulongpo-2026", "putuo-czj-2024-final", "putuo-zfb-2025-dept-budget"];

/// The text of a file below `tests/data/documents`.
pub(crate) fn text(file: &str) -> String {
    let path = format!("{}/tests/data/documents/{file}", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// A real document in the neutral form.
#[cfg(feature = "serde")]
pub(crate) fn raw(name: &str) -> cn_budget::RawDisclosure {
    serde_json::from_str(&text(&format!("{name}.json"))).expect("a readable document")
}
