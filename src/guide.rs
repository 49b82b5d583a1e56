//! Pages on what the crate promises and what it rests on.

#[doc = include_str!("../docs/tour.md")]
pub mod tour {}

#[doc = include_str!("../docs/proof.md")]
pub mod proof {}

#[doc = include_str!("../docs/catalogue.md")]
pub mod catalogue {}
