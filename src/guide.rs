//! Pages on what the crate promises and what it rests on.

// Of a link that is defined twice the first definition counts: on these pages a link to another file of
// docs/ leads to the page of that file.

#[doc = "[format]: crate::guide::format\n"]
#[doc = include_str!("../docs/tour.md")]
pub mod tour {}

#[doc = "[laws]: crate::Law\n[proof]: crate::guide::proof\n"]
#[doc = include_str!("../docs/format.md")]
pub mod format {}

#[doc = include_str!("../docs/proof.md")]
pub mod proof {}

#[doc = include_str!("../docs/catalogue.md")]
pub mod catalogue {}
