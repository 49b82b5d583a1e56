//! cn-budget in a web page that needs nothing: no network, no server, no installation.
//!
//! The files of a disclosure go in as bytes; out come the page of the report, the JSON forms and
//! notes of what was not read. [`read()`] and [`Checker`] do the work and run anywhere; for a browser they
//! are wrapped in the module `face`. The page around them is made by `cn-budget-web-build`.

mod check;
#[cfg(target_arch = "wasm32")]
mod face;
mod input;

pub use check::{Checked, Checker};
pub use input::{File, MAX_BYTES, admit, read};
