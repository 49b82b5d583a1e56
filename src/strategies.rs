//! Random codes, amounts, figures, scopes, disclosures and mistakes, for property tests with
//! [`proptest`].
//!
//! All strategies stay inside the domain: every code has the shape of its scheme, every figure can
//! be printed, and a [`disclosure`] reconciles until a [`Mistake`] is made in it. They shrink as
//! proptest shrinks: toward few lines, small amounts and plain spellings.
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

mod codes;
mod damage;
mod documents;
mod money;
mod scopes;

pub use codes::{any_code, code, department_code, functional_code, government_code, revenue_code};
pub use damage::{Damaged, Mistake, SLIPS, mistake, slipped};
pub use documents::disclosure;
pub use money::{amount, figure, printed_figure, unit};
pub use scopes::scope;
