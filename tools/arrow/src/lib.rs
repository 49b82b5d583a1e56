//! `cn-budget` over Arrow arrays: what a query engine needs to check hundreds of thousands of
//! disclosures, and to roll up ledgers of hundreds of millions of lines.
//!
//! | function | in | out |
//! |---|---|---|
//! | [`reconcile()`] | documents: neutral JSON as text, or files as bytes | a row each: verdict, coverage, counts, causes, report |
//! | [`facts()`] | the same | a flat row for each printed figure |
//! | [`code_name`] | codes | official names |
//! | [`code_at`] | codes, a level | the code of that level above each |
//! | [`parse_amount`] | printed amounts | exact 元 as `Decimal128(38, 2)` |
//! | [`Lines`] | codes and amounts of a ledger | lines for a [`Rollup`](cn_budget::Rollup) |
//! | [`from_sums`], [`sums`] | codes and sums of a query | a roll-up, and back |
//!
//! Null in, null out. What is wrong with a document is a text in the column `error`: it never fails the
//! batch. Each document has a bound on its work ([`Settings`]), so that none holds up the rest. Text goes
//! out as `LargeUtf8`: reports of one batch may come to more than the 2 GiB that `Utf8` holds.
//!
//! Ledgers need no function of ours while they are large: every engine adds decimals exactly, so
//! `SUM` over `DECIMAL(38, 2)`, grouped by code, leaves a few thousand sums for [`from_sums`]. Sums of
//! 64-bit integers wrap silently in some engines, and sums of floating point are not exact.
//!
//! ```
//! use arrow_array::{StringArray, cast::AsArray};
//! use cn_budget_arrow::{Documents, Settings, reconcile};
//!
//! let document = r#"{ "year": 2026, "stage": "budget", "tables": [ { "title": "部门支出总表",
//!     "unit": "万元", "columns": ["合计", "基本支出", "项目支出"], "rows": [ { "name": "合计",
//!     "cells": { "合计": "4.00", "基本支出": "1.00", "项目支出": "2.00" } } ] } ] }"#;
//! let column = StringArray::from(vec![Some(document), None, Some("no document")]);
//! let reports = reconcile(&Documents::new(&column)?, &Settings::new())?;
//! let verdicts = reports.column_by_name("verdict").unwrap().as_string::<i64>();
//! assert_eq!(verdicts.iter().collect::<Vec<_>>(), [Some("inconsistent"), None, None]);
//! let errors = reports.column_by_name("error").unwrap().as_string::<i64>();
//! assert_eq!(errors.iter().filter(Option::is_some).count(), 1);
//! # Ok::<(), arrow_schema::ArrowError>(())
//! ```

mod amounts;
mod causes;
mod codes;
mod documents;
mod facts;
mod ledger;
mod parallel;
mod reconcile;
mod settings;
mod texts;

pub use amounts::parse_amount;
pub use codes::{code_at, code_name};
pub use documents::Documents;
pub use facts::{facts, facts_schema};
pub use ledger::{Irregular, Lines, from_sums, sums};
pub use reconcile::{reconcile, reconcile_schema};
pub use settings::Settings;
