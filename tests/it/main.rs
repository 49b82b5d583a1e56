//! The crate's tests through its public API, in one binary: linking is most of what a test costs.
//!
//! A test that needs a process of its own (an allocator that counts) stands beside this folder.

mod common;

mod amount;
mod auto_traits;
mod catalogue;
#[cfg(feature = "serde")]
mod causes;
mod changes;
mod code;
mod compare;
mod compile;
mod consolidate;
mod cube;
#[cfg(feature = "serde")]
mod damage;
#[cfg(feature = "serde")]
mod disclosures;
mod figure;
#[cfg(feature = "serde")]
mod format;
#[cfg(feature = "serde")]
mod fuzzing;
#[cfg(feature = "serde")]
mod goldens;
#[cfg(feature = "serde")]
mod labels;
mod larger;
mod laws;
mod ledger;
#[cfg(feature = "serde")]
mod measured;
mod names;
mod names_in_prose;
mod narrative;
mod other_places;
mod performance;
mod profile;
#[cfg(feature = "serde")]
mod proof;
#[cfg(feature = "serde")]
mod raw;
mod read;
#[cfg(feature = "serde")]
mod reconcile;
#[cfg(feature = "serde")]
mod restore;
mod rollup;
mod round_trip;
#[cfg(feature = "serde")]
mod same_meaning;
mod scores;
mod scoring;
mod self_evaluation;
mod sentences;
mod settings;
#[cfg(feature = "serde")]
mod streams;
mod system;
mod system_causes;
mod target_money;
mod templates;
mod unlike;
mod words;
