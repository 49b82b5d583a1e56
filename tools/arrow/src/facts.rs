//! Documents in, their printed figures out: a flat row each, with the scope spelled out.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, RecordBatch,
    builder::{Decimal128Builder, Int32Builder, Int64Builder, LargeStringBuilder},
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use cn_budget::disclosure::FlatFact;
use serde_json::Value;

use crate::{amounts::PRECISION, documents::Documents, parallel, settings::Settings};

/// Decimals of an amount in 元: 亿元 with ten decimals is a whole number of 分, and what is finer than
/// a ten-thousandth of one is printed in error only.
const SCALE: i8 = 6;

/// What is printed, by the names of the columns.
const PRINTED: [&str; 5] = ["title", "code", "name", "column", "text"];

/// What a figure is about, by the names of the columns; they hold the stable names of the JSON forms.
const SCOPE: [&str; 10] = [
    "stage",
    "flow",
    "fund",
    "functional",
    "department",
    "government",
    "kind",
    "item",
    "entity",
    "project",
];

/// The columns of [`facts()`]: `document` (the number of the row that it came from), where the figure
/// is printed (`table`, `row`, `title`, `code`, `name`, `column`), what is printed (`text`, and `yuan`,
/// null where that is no amount), what it is about, and `error` (why a document could not be read).
#[must_use]
pub fn facts_schema() -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::LargeUtf8, true);
    let mut fields = vec![
        Field::new("document", DataType::Int64, false),
        Field::new("table", DataType::Int32, true),
        Field::new("row", DataType::Int32, true),
    ];
    fields.extend(PRINTED.map(text));
    fields.push(Field::new("yuan", DataType::Decimal128(PRECISION, SCALE), true));
    fields.push(Field::new("year", DataType::Int32, true));
    fields.extend(SCOPE.map(text));
    fields.push(text("error"));
    Arc::new(Schema::new(fields))
}

/// The printed figures of a column of documents. A document that cannot be read has one row, with its
/// `error`; a null has none.
///
/// # Errors
/// Where threads cannot be had.
///
/// ```
/// use arrow_array::StringArray;
/// use cn_budget_arrow::{Documents, Settings, facts};
///
/// let document = r#"{ "year": 2026, "stage": "budget", "tables": [ { "title": "部门支出总表",
///     "unit": "万元", "columns": ["合计"], "rows": [
///     { "code": "201", "name": "一般公共服务支出", "cells": { "合计": "1.50" } } ] } ] }"#;
/// let column = StringArray::from(vec![Some(document), None, Some("no document")]);
/// let rows = facts(&Documents::new(&column)?, &Settings::new())?;
/// assert_eq!(rows.num_rows(), 2);
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
pub fn facts(documents: &Documents<'_>, settings: &Settings) -> Result<RecordBatch, ArrowError> {
    let read = parallel::map(documents.len(), settings.threads, |row| {
        let Some(bytes) = documents.get(row) else { return Ok(Vec::new()) };
        match settings.read(bytes, documents.name(row).as_deref()) {
            Ok(disclosure) => Ok(disclosure.flat().collect()),
            Err(message) => Err(message.text(settings.lang).to_owned()),
        }
    })?;
    let mut rows = Rows::default();
    for (document, read) in (documents.first()..).zip(read) {
        let document = i64::try_from(document).unwrap_or(i64::MAX);
        match read {
            Ok::<Vec<FlatFact>, String>(facts) => {
                for fact in &facts {
                    rows.push(document, Some(fact), None);
                }
            }
            Err(error) => rows.push(document, None, Some(&error)),
        }
    }
    rows.finish()
}

/// The columns as they grow.
#[derive(Default)]
struct Rows {
    documents: Int64Builder,
    tables: Int32Builder,
    lines: Int32Builder,
    printed: [LargeStringBuilder; PRINTED.len()],
    yuan: Decimal128Builder,
    years: Int32Builder,
    scope: [LargeStringBuilder; SCOPE.len()],
    errors: LargeStringBuilder,
}

impl Rows {
    fn push(&mut self, document: i64, fact: Option<&FlatFact>, error: Option<&str>) {
        let index = |number: u32| i32::try_from(number).ok();
        self.documents.append_value(document);
        self.tables.append_option(fact.and_then(|fact| index(fact.table)));
        self.lines.append_option(fact.and_then(|fact| index(fact.row)));
        for (column, text) in self.printed.iter_mut().zip(printed(fact)) {
            column.append_option(text);
        }
        self.yuan.append_option(fact.and_then(|fact| scaled(fact.yuan.as_deref()?)));
        self.years.append_option(fact.and_then(|fact| fact.year).map(i32::from));
        for (column, text) in self.scope.iter_mut().zip(scope(fact)) {
            column.append_option(text);
        }
        self.errors.append_option(error);
    }

    fn finish(mut self) -> Result<RecordBatch, ArrowError> {
        let yuan = self.yuan.finish().with_precision_and_scale(PRECISION, SCALE)?;
        let mut columns: Vec<ArrayRef> = vec![
            Arc::new(self.documents.finish()),
            Arc::new(self.tables.finish()),
            Arc::new(self.lines.finish()),
        ];
        columns.extend(self.printed.map(|mut column| Arc::new(column.finish()) as ArrayRef));
        columns.push(Arc::new(yuan));
        columns.push(Arc::new(self.years.finish()));
        columns.extend(self.scope.map(|mut column| Arc::new(column.finish()) as ArrayRef));
        columns.push(Arc::new(self.errors.finish()));
        RecordBatch::try_new(facts_schema(), columns)
    }
}

/// The texts of the columns [`PRINTED`].
fn printed(fact: Option<&FlatFact>) -> [Option<&str>; PRINTED.len()] {
    let Some(fact) = fact else { return [None; PRINTED.len()] };
    [
        Some(&fact.title),
        fact.code.as_deref(),
        Some(&fact.name),
        Some(&fact.column),
        Some(&fact.text),
    ]
}

/// The texts of the columns [`SCOPE`].
fn scope(fact: Option<&FlatFact>) -> [Option<String>; SCOPE.len()] {
    let fact = fact.map(|fact| serde_json::to_value(fact).unwrap_or_default());
    SCOPE.map(|name| match fact.as_ref()?.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

/// Plain digits in 元 as an integer of 10⁻⁶ 元; `None` for what is finer than that.
fn scaled(text: &str) -> Option<i128> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let scale = usize::try_from(SCALE).ok()?;
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > scale {
        return None;
    }
    let digits: i128 = format!("{whole}{fraction:0<scale$}").parse().ok()?;
    Some(sign * digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_digits_are_scaled_exactly() {
        assert_eq!(scaled("15000"), Some(15_000_000_000));
        assert_eq!(scaled("-0.5"), Some(-500_000));
        assert_eq!(scaled("1.000001000"), Some(1_000_001));
        assert_eq!(scaled("1.0000001"), None);
        assert_eq!(scaled(""), Some(0));
        assert_eq!(scaled("x"), None);
    }
}
