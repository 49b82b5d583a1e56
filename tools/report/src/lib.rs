//! Reports to look at: a page for each document, and an index of many.
//!
//! A page needs nothing else: no network, no other file.

mod files;
pub mod index;
#[path = "../../../examples/common/input.rs"]
#[allow(dead_code, reason = "the language is the command's")]
mod input;
mod page;
mod progress;

pub use files::write;
pub use page::render as page;
