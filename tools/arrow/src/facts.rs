//! Documents in, their printed figures out: a flat row each, with the scope spelled out.

use std::{fmt::Display, sync::Arc};

use arrow_array::{
    Array, ArrayRef, RecordBatch,
    builder::{Decimal128Builder, StringBuilder, UInt16Builder, UInt32Builder, UInt64Builder},
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use cn_budget::FlatFact;

use crate::documents::{Settings, for_each};

/// Digits and decimals of an amount in 元: finer than a 分 is printed only in error.
const PRECISION: u8 = 38;
const SCALE: i8 = 6;

/// The columns of text that tell the scope of a figure, by name.
const SCOPE: [&str; 9] = [
    "stage", "flow", "fund", "functional", "department", "government", "kind", "item", "entity",
];

/// The columns of [`facts()`]: `document` (the number of the row that it came from), where the figure
/// is printed, what it says (`yuan`, null where it is no amount), and what it is about.
#[must_use]
pub fn facts_schema() -> SchemaRef {
    let text = |name: &str| Field::new(name, DataType::Utf8, true);
    let mut fields = vec![
        Field::new("document", DataType::UInt64, false),
        Field::new("table", DataType::UInt32, false),
        text("title"),
        Field::new("row", DataType::UInt32, false),
        text("code"),
        text("name"),
        text("column"),
        text("text"),
        Field::new("yuan", DataType::Decimal128(PRECISION, SCALE), true),
        Field::new("year", DataType::UInt16, true),
    ];
    fields.extend(SCOPE.iter().map(|name| text(name)));
    fields.push(text("project"));
    Arc::new(Schema::new(fields))
}

/// The printed figures of a column of documents. Documents that cannot be read give none;
/// [`reconcile`](crate::reconcile()) tells why.
///
/// # Errors
/// Where the column holds neither text nor bytes.
///
/// ```
/// use arrow_array::StringArray;
/// use cn_budget_arrow::{Settings, facts};
///
/// let document = r#"{ "year": 2026, "stage": "budget", "tables": [ { "title": "部门支出总表",
///     "unit": "万元", "columns": ["合计"], "rows": [
///     { "code": "201", "name": "一般公共服务支出", "cells": { "合计": "1.50" } } ] } ] }"#;
/// let rows = facts(&StringArray::from(vec![document]), &Settings::new())?;
/// assert_eq!(rows.num_rows(), 1);
/// # Ok::<(), arrow_schema::ArrowError>(())
/// ```
pub fn facts(documents: &dyn Array, settings: &Settings) -> Result<RecordBatch, ArrowError> {
    let mut rows = Rows::new()?;
    let mut document = 0;
    for_each(documents, |text| {
        let disclosure = text.and_then(|text| settings.disclosure(text).ok());
        for fact in disclosure.iter().flat_map(cn_budget::Disclosure::flat) {
            rows.push(document, &fact);
        }
        document += 1;
    })?;
    rows.finish()
}

/// The columns as they grow.
struct Rows {
    documents: UInt64Builder,
    tables: UInt32Builder,
    rows: UInt32Builder,
    /// Title, code, name, column, text.
    printed: [StringBuilder; 5],
    yuan: Decimal128Builder,
    years: UInt16Builder,
    scope: [StringBuilder; SCOPE.len() + 1],
}

impl Rows {
    fn new() -> Result<Self, ArrowError> {
        Ok(Self {
            documents: UInt64Builder::new(),
            tables: UInt32Builder::new(),
            rows: UInt32Builder::new(),
            printed: Default::default(),
            yuan: Decimal128Builder::new().with_precision_and_scale(PRECISION, SCALE)?,
            years: UInt16Builder::new(),
            scope: Default::default(),
        })
    }

    fn push(&mut self, document: u64, fact: &FlatFact) {
        self.documents.append_value(document);
        self.tables.append_value(fact.table);
        self.rows.append_value(fact.row);
        let printed = [
            Some(fact.title.as_str()),
            fact.code.as_deref(),
            Some(fact.name.as_str()),
            Some(fact.column.as_str()),
            Some(fact.text.as_str()),
        ];
        for (column, text) in self.printed.iter_mut().zip(printed) {
            column.append_option(text);
        }
        self.yuan.append_option(fact.yuan.as_deref().and_then(scaled));
        self.years.append_option(fact.year);
        let told = [
            shown(fact.stage),
            shown(fact.flow),
            shown(fact.fund),
            shown(fact.functional),
            shown(fact.department),
            shown(fact.government),
            shown(fact.kind),
            shown(fact.item),
            fact.entity.clone(),
            fact.project.clone(),
        ];
        for (column, text) in self.scope.iter_mut().zip(told) {
            column.append_option(text);
        }
    }

    fn finish(mut self) -> Result<RecordBatch, ArrowError> {
        let [title, code, name, column, text] = &mut self.printed;
        let mut columns: Vec<ArrayRef> = vec![
            Arc::new(self.documents.finish()),
            Arc::new(self.tables.finish()),
            Arc::new(title.finish()),
            Arc::new(self.rows.finish()),
            Arc::new(code.finish()),
            Arc::new(name.finish()),
            Arc::new(column.finish()),
            Arc::new(text.finish()),
            Arc::new(self.yuan.finish()),
            Arc::new(self.years.finish()),
        ];
        for mut column in self.scope {
            columns.push(Arc::new(column.finish()));
        }
        RecordBatch::try_new(facts_schema(), columns)
    }
}

fn shown(value: Option<impl Display>) -> Option<String> {
    value.map(|value| value.to_string())
}

/// Plain digits in 元 as an integer of 10⁻⁶ 元; `None` for what is finer than that.
fn scaled(text: &str) -> Option<i128> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let scale = usize::try_from(SCALE).ok()?;
    if fraction.trim_end_matches('0').len() > scale {
        return None;
    }
    let fraction = fraction.get(..scale.min(fraction.len()))?;
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
        assert_eq!(scaled(""), None);
    }
}
