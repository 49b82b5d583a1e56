//! The documents that several benches read.

/// The real documents in the tree: a short name, and the document in the neutral form.
pub const DOCUMENTS: [(&str, &str); 3] = [
    ("jiulongpo", include_str!("../tests/data/documents/jiulongpo-2026.json")),
    ("putuo-final", include_str!("../tests/data/documents/putuo-czj-2024-final.json")),
    ("putuo-budget", include_str!("../tests/data/documents/putuo-zfb-2025-dept-budget.json")),
];
