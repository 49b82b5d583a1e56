//! `cn-budget` over Arrow arrays: what a query engine needs to check hundreds of thousands of
//! disclosures, and to roll up ledgers of hundreds of millions of lines.
//!
//! | function | in | out |
//! |---|---|---|
//! | [`reconcile()`] | documents: neutral JSON as text, or files as bytes | a batch: verdict, coverage, counts, causes, report |
//! | [`facts()`] | the same | a batch of flat rows, one a printed figure |
//! | [`code_name`] | codes | official names |
//! | [`code_at`] | codes, a level | the code of that level above each |
//! | [`parse_amount`] | printed amounts | exact 分 as `Decimal128(38, 2)` 元 |
//! | [`rollup`] | codes and amounts | a [`Rollup`](cn_budget::Rollup), to be merged |
//!
//! Null in, null out. A document that cannot be read, or that asks for more work than its bound, is
//! a text in the column `error`; it never fails the batch. Sums of amounts need no function of ours:
//! any engine adds `DECIMAL` columns exactly. (Sums of 64-bit integers wrap silently in some engines;
//! use `DECIMAL(38, 2)`.)
//!
//! ```
//! use arrow_array::{ArrayRef, StringArray, cast::AsArray};
//! use cn_budget_arrow::{Settings, reconcile};
//!
//! let document = r#"{ "year": 2026, "stage": "budget", "tables": [ { "title": "部门支出总表",
//!     "unit": "万元", "columns": ["合计", "基本支出", "项目支出"], "rows": [ { "name": "合计",
//!     "cells": { "合计": "4.00", "基本支出": "1.00", "项目支出": "2.00" } } ] } ] }"#;
//! let documents = StringArray::from(vec![Some(document), None, Some("{")]);
//! let reports = reconcile(&documents, &Settings::new())?;
//! let verdicts = reports.column_by_name("verdict").unwrap().as_string::<i32>();
//! assert_eq!(verdicts.iter().collect::<Vec<_>>(), [Some("inconsistent"), None, None]);
//! let errors = reports.column_by_name("error").unwrap().as_string::<i32>();
//! assert!(errors.value(2).contains("JSON"));
//! # Ok::<(), arrow_schema::ArrowError>(())
//! ```

mod amounts;
mod codes;
mod documents;
mod facts;
mod reconcile;
mod rollup;

pub use amounts::parse_amount;
pub use codes::{code_at, code_name};
pub use documents::Settings;
pub use facts::{facts, facts_schema};
pub use reconcile::{reconcile, reconcile_schema};
pub use rollup::{Rolled, rollup};
