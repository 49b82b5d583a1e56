#![doc = include_str!("../docs/crate.md")]
#![no_std]
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    warn(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::print_stdout,
        clippy::print_stderr
    )
)]

extern crate alloc;
#[cfg(feature = "std")]
extern crate std;

pub mod catalogue;
pub mod causes;
pub mod check;
pub mod code;
pub mod compare;
pub mod compile;
pub mod consolidate;
pub mod cube;
pub mod disclosure;
mod error;
mod facts;
mod finding;
mod flow;
mod fund;
pub mod guide;
mod index;
mod item;
mod kind;
pub mod label;
mod lang;
mod law;
pub mod ledger;
mod named;
pub mod narrative;
pub mod num;
mod options;
mod payer;
pub mod performance;
pub mod place;
pub mod profile;
pub mod raw;
pub mod read;
pub mod reconcile;
pub mod report;
pub mod restore;
pub mod rollup;
pub mod scope;
#[cfg(feature = "proptest")]
pub mod strategies;
pub mod system;
mod text;
mod vintage;
mod width;
mod words;

pub use catalogue::{Catalogue, Edition};
pub use code::{AnyCode, Code, DepartmentCode, FunctionalCode, GovernmentCode, Level, RevenueCode};
pub use compare::compare;
pub use compile::{Template, compile};
pub use consolidate::consolidate;
pub use cube::Cube;
pub use disclosure::Disclosure;
pub use error::{Error, ErrorKind};
pub use finding::{Finding, FindingKind, Severity};
pub use flow::Flow;
pub use fund::FundSource;
pub use item::Item;
pub use kind::{Kind, Stage};
pub use label::Vocabulary;
pub use lang::{Lang, Message};
pub use law::Law;
pub use ledger::{BudgetLine, Ledger, LedgerReader};
pub use num::{Amount, Figure, Unit};
pub use options::Options;
pub use payer::Payer;
pub use place::Place;
pub use profile::Profile;
pub use raw::RawDisclosure;
pub use reconcile::reconcile;
pub use report::{DocumentVerdict, Report};
pub use restore::restore;
pub use rollup::Rollup;
pub use scope::{Dimension, Scope};
pub use vintage::Vintage;

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../README.zh-CN.md")]
struct ReadmeInChinese;
