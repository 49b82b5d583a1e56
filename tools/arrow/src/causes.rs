//! The causes of a report as a list of structs.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, ListArray, StructArray,
    builder::{Int32Builder, LargeStringBuilder},
};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Fields};
use cn_budget::{Lang, Report};
use serde_json::Value;

/// What is told of a cause in words and figures, by name.
const TEXTS: [&str; 12] = [
    "kind",
    "place",
    "title",
    "code",
    "name",
    "column",
    "text",
    "low",
    "high",
    "unit",
    "correction",
    "message",
];

/// What is told of it in whole numbers.
const NUMBERS: [&str; 3] = ["table", "row", "explains"];

/// The type of the column.
pub(crate) fn data_type() -> DataType {
    DataType::List(item())
}

fn item() -> FieldRef {
    Arc::new(Field::new("item", DataType::Struct(fields()), true))
}

fn fields() -> Fields {
    let texts = TEXTS.map(|name| Field::new(name, DataType::LargeUtf8, true));
    let numbers = NUMBERS.map(|name| Field::new(name, DataType::Int32, true));
    texts.into_iter().chain(numbers).collect()
}

/// One independent mistake: what kind it is, where its likeliest figure stands, what is printed there,
/// between which bounds its true value lies and what was probably meant, and how many findings it
/// explains.
#[derive(Debug)]
pub(crate) struct Cause {
    texts: [Option<String>; TEXTS.len()],
    numbers: [Option<i32>; NUMBERS.len()],
}

/// The causes of a report, the worst first.
pub(crate) fn of(report: &Report, lang: Lang) -> Vec<Cause> {
    if report.causes().is_empty() {
        return Vec::new();
    }
    // The JSON form is what other programs build on: a column says what that says.
    let json = serde_json::to_value(report.view()).unwrap_or_default();
    let causes = json["causes"].as_array().map(Vec::as_slice).unwrap_or_default();
    let told = causes.iter().zip(report.causes());
    told.map(|(cause, told)| {
        let place = told.places().first();
        Cause::new(cause, place.map(|&place| report.cell(place).describe(lang)), lang)
    })
    .collect()
}

impl Cause {
    fn new(cause: &Value, place: Option<String>, lang: Lang) -> Self {
        let suspect = &cause["alternatives"][0][0];
        let cell = &cause["cells"][0];
        let text = |value: &Value| value.as_str().map(Into::into);
        let number = |value: &Value| value.as_i64().and_then(|number| i32::try_from(number).ok());
        let explains = cause["explains"].as_array().map_or(0, Vec::len);
        Self {
            texts: [
                text(&cause["kind"]),
                place,
                text(&cell["title"]),
                text(&cell["code"]),
                text(&cell["name"]),
                text(&cell["column"]),
                text(&cell["text"]),
                text(&suspect["low"]),
                text(&suspect["high"]),
                text(&suspect["unit"]),
                text(&suspect["correction"]),
                text(&cause["message"][lang.pick("zh", "en")]),
            ],
            numbers: [number(&cell["index"]), number(&cell["row"]), i32::try_from(explains).ok()],
        }
    }
}

/// The column as it grows.
#[derive(Default)]
pub(crate) struct Causes {
    texts: [LargeStringBuilder; TEXTS.len()],
    numbers: [Int32Builder; NUMBERS.len()],
    lengths: Vec<usize>,
    nulls: Option<NullBufferBuilder>,
}

impl Causes {
    /// Adds the causes of a document, `None` where there is no report.
    pub(crate) fn push(&mut self, causes: Option<&[Cause]>) {
        self.nulls.get_or_insert_with(|| NullBufferBuilder::new(0)).append(causes.is_some());
        let causes = causes.unwrap_or_default();
        self.lengths.push(causes.len());
        for cause in causes {
            for (column, text) in self.texts.iter_mut().zip(&cause.texts) {
                column.append_option(text.as_deref());
            }
            for (column, &number) in self.numbers.iter_mut().zip(&cause.numbers) {
                column.append_option(number);
            }
        }
    }

    pub(crate) fn finish(self) -> Result<ArrayRef, ArrowError> {
        let texts = self.texts.map(|mut column| Arc::new(column.finish()) as ArrayRef);
        let numbers = self.numbers.map(|mut column| Arc::new(column.finish()) as ArrayRef);
        let columns = texts.into_iter().chain(numbers).collect();
        let causes = StructArray::try_new(fields(), columns, None)?;
        let offsets = OffsetBuffer::from_lengths(self.lengths);
        let nulls = self.nulls.and_then(|mut nulls| nulls.finish());
        Ok(Arc::new(ListArray::try_new(item(), offsets, Arc::new(causes), nulls)?))
    }
}
