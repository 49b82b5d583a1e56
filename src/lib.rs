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

mod catalogue;
mod causes;
mod check;
mod code;
mod compare;
mod compile;
mod consolidate;
mod cube;
mod disclosure;
mod error;
mod facts;
mod finding;
mod flow;
mod fund;
pub mod guide;
mod index;
mod item;
mod kind;
mod label;
mod lang;
mod law;
mod ledger;
mod named;
pub mod narrative;
mod num;
mod options;
mod payer;
pub mod performance;
mod place;
mod profile;
pub mod raw;
pub mod read;
mod reconcile;
mod report;
mod restore;
mod rollup;
mod scope;
#[cfg(feature = "proptest")]
pub mod strategies;
pub mod system;
mod text;
mod vintage;
mod width;
mod words;

pub use catalogue::{
    Attestation, Book, Catalogue, CatalogueBuilder, Change, ChangeKind, Crosswalk, Edition, Entry,
    NameMatch,
};
pub use causes::{Cause, CauseKind, Correction, Doubt, Slip, Suspect, SuspectSet};
pub use check::{Equation, Judged, Judgement, Presumption, Relation, Term, Verdict};
pub use code::{
    AnyCode, Code, Department, DepartmentCode, Functional, FunctionalCode, Government,
    GovernmentCode, Level, Revenue, RevenueCode, Scheme, SchemeKind,
};
pub use compare::{Comparison, Movement, Relative, compare, compare_ledgers};
pub use compile::{
    CompileError, Compiled, CompiledCell, Compiler, TableTemplate, Template, TemplateError, compile,
};
pub use consolidate::{
    Agreement, ConsolidateError, Consolidation, DepartmentCheck, Elimination, ProofLine,
    ScopeCheck, Transfer, Unmatched, check_department, consolidate,
};
pub use cube::{Axis, Cube, Group, GroupingSets, Pivot, PivotText};
pub use disclosure::{
    Breakdown, BreakdownPart, Content, Disclosure, Fact, FlatFact, MAX_CELLS, MAX_COLUMNS,
    StreamLink, StreamNode, Streams, Table, TableChange,
};
pub use error::{Error, ErrorKind};
pub use finding::{Finding, FindingKind, Severity};
pub use flow::Flow;
pub use fund::FundSource;
pub use item::Item;
pub use kind::{Kind, Stage};
pub use label::{MAX_LABEL, Reading, Vocabulary};
pub use lang::{Lang, Message};
pub use law::Law;
pub use ledger::{
    BudgetLine, Columns, Entity, Imbalance, Ledger, LedgerError, LedgerReader, LedgerRow,
    LedgerWarning, Procurement, Project,
};
pub use num::amount::{Amount, RoundingMode, Style, Unit};
pub use num::figure::{Figure, Interval, Quantity, Rounding};
pub use num::numbers::{Irregular, Numbers};
pub use options::{MAX_TERMS, Options};
pub use payer::Payer;
pub use place::{Cell, MAX_CELL_TEXT, Place};
pub use profile::{DocumentKind, Profile, ProfileError, Sureness};
pub use raw::RawDisclosure;
pub use reconcile::{Corrected, NoCorrection, reconcile};
pub use report::{CellVerdict, DocumentVerdict, ExactBudget, Report};
#[cfg(feature = "serde")]
pub use report::{ReportView, SystemView};
pub use restore::{OpenLine, Restored, Window, restore};
pub use rollup::{Node, Rollup, Tree, TreeText};
pub use scope::{Dimension, NameId, Scope, ScopeConflict};
pub use vintage::Vintage;
pub use words::{TextColumn, WordsError};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(doctest)]
#[doc = include_str!("../README.zh-CN.md")]
struct ReadmeInChinese;
