//! Chinese public budget data (部门预算 / 部门决算): codes, catalogue, exact amounts and reconciliation.
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

mod code;
mod error;
mod flow;
mod fund;
mod item;
mod kind;
mod label;
mod lang;
mod named;
mod payer;
pub mod raw;
mod scope;
pub mod system;
mod text;

pub use code::{
    AnyCode, Code, Department, DepartmentCode, Functional, FunctionalCode, Government,
    GovernmentCode, Level, Revenue, RevenueCode, Scheme, SchemeKind,
};
pub use error::{Error, ErrorKind};
pub use flow::Flow;
pub use fund::FundSource;
pub use item::Item;
pub use kind::{Kind, Stage};
pub use label::{MAX_LABEL, Reading, TextColumn, Vocabulary};
pub use lang::{Lang, Message};
pub use payer::Payer;
pub use raw::RawDisclosure;
pub use scope::{Dimension, NameId, Scope, ScopeConflict};
