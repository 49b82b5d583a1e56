//! Random codes, amounts, ledgers, disclosures and damages, for property tests with [`proptest`].
//!
//! | Kind | Strategies | Always |
//! |---|---|---|
//! | codes | [`code`], [`functional_code`], [`department_code`], [`government_code`], [`revenue_code`], [`any_code`] | the shape of its scheme |
//! | amounts | [`amount`], [`figure`], [`printed_figure`], [`unit()`] | within range, and can be printed |
//! | scopes | [`scope`] | every dimension at a node of its tree |
//! | ledgers | [`ledger`] | balances by fund and function, and compiles to the built-in templates of its stage |
//! | disclosures | [`disclosure`] | reconciles |
//! | damages | [`mistake`], [`slipped`] | one figure changed as people err |
//!
//! They shrink as proptest shrinks: toward few lines, small amounts, plain spellings and the first
//! figures of a document.
//!
//! They want the feature `proptest` of this crate, and the crate proptest beside it:
//!
//! ```toml
//! [dev-dependencies]
//! cn-budget = { version = "0.2", features = ["proptest"] }
//! proptest = "1"
//! ```
//!
//! A checker of one's own is tested in a few lines: what is printed from one truth must pass, and
//! a damaged figure must not.
//!
//! ```
//! use cn_budget::{Disclosure, DocumentVerdict, Options, reconcile, strategies};
//! use proptest::prelude::*;
//!
//! proptest!(ProptestConfig::with_cases(8), |(
//!     raw in strategies::disclosure(),
//!     mistake in strategies::mistake(),
//! )| {
//!     // What is printed from one truth reconciles …
//!     let report = reconcile(&Disclosure::read(raw.clone()), &Options::new());
//!     prop_assert_ne!(report.verdict(), DocumentVerdict::Inconsistent);
//!     // … and a figure changed by more than rounding allows does not go unnoticed.
//!     let damaged = mistake.apply(&raw);
//!     if let Some(damaged) = damaged.filter(|damaged| damaged.shows()) {
//!         let report = reconcile(&Disclosure::read(damaged.raw), &Options::new());
//!         prop_assert_eq!(report.verdict(), DocumentVerdict::Inconsistent);
//!     }
//! });
//! ```
//!
//! Likewise a program that fills tables from a ledger, or adds ledgers up:
//!
//! ```
//! use cn_budget::{Stage, consolidate, strategies};
//! use proptest::prelude::*;
//!
//! let budget = || strategies::ledger(Stage::Budget);
//! proptest!(ProptestConfig::with_cases(8), |(one in budget(), other in budget())| {
//!     let department = consolidate([&one, &other])?;
//!     prop_assert!(department.proof().iter().all(|line| line.holds()));
//! });
//! ```

mod codes;
mod damage;
mod documents;
mod ledger;
mod money;
mod scopes;

pub use codes::{any_code, code, department_code, functional_code, government_code, revenue_code};
pub use damage::{Damaged, Mistake, SLIPS, mistake, slipped};
pub use documents::disclosure;
pub use ledger::ledger;
pub use money::{amount, figure, printed_figure, unit};
pub use scopes::scope;
