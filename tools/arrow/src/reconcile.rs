//! Documents in, a row each out: verdict, coverage, counts, causes.

use std::sync::Arc;

use arrow_array::{
    Array, ArrayRef, ListArray, RecordBatch, StringArray, StructArray, UInt64Array,
    builder::{StringBuilder, UInt64Builder},
};
use arrow_buffer::{NullBufferBuilder, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use cn_budget::{Lang, Report, Severity};
use serde_json::Value;

use crate::documents::{Settings, for_each};

/// The counts of a report, by the names of their columns.
const COUNTS: [&str; 7] =
    ["figures", "covered", "claims_read", "claims_bound", "claims_unread", "errors", "warnings"];

/// What is told of a cause: one independent mistake.
const CAUSE: [&str; 8] =
    ["kind", "table", "row", "column", "text", "correction", "low", "high"];

/// The columns of [`reconcile()`].
///
/// `verdict`, the counts, `causes` (a list of structs, worst first: kind, where the figure stands, what
/// it says, what was probably meant, the range of its true value, a message), `report` (the whole
/// report as JSON, if asked for) and `error` (why a document could not be read).
#[must_use]
pub fn reconcile_schema() -> SchemaRef {
    let mut fields = vec![Field::new("verdict", DataType::Utf8, true)];
    fields.extend(COUNTS.map(|name| Field::new(name, DataType::UInt64, true)));
    fields.push(Field::new("causes", causes_type(), true));
    fields.push(Field::new("report", DataType::Utf8, true));
    fields.push(Field::new("error", DataType::Utf8, true));
    Arc::new(Schema::new(fields))
}

fn cause_fields() -> Fields {
    let texts = CAUSE.iter().copied().chain(["message"]);
    texts.map(|name| Field::new(name, DataType::Utf8, true)).collect()
}

fn causes_type() -> DataType {
    DataType::List(Arc::new(Field::new("item", DataType::Struct(cause_fields()), false)))
}

/// Reconciles a column of documents: neutral JSON as text, or files of any format as bytes.
///
/// # Errors
/// Where the column holds neither text nor bytes. What is wrong with a document is told in its row.
pub fn reconcile(documents: &dyn Array, settings: &Settings) -> Result<RecordBatch, ArrowError> {
    let mut rows = Rows::new();
    for_each(documents, |document| match document {
        None => rows.null(),
        Some(document) => match settings.disclosure(document) {
            Ok(disclosure) => {
                rows.report(&cn_budget::reconcile(&disclosure, &settings.options), settings);
            }
            Err(message) => rows.error(message.text(settings.lang)),
        },
    })?;
    rows.finish()
}

/// The columns as they grow.
struct Rows {
    verdicts: StringBuilder,
    counts: [UInt64Builder; COUNTS.len()],
    /// Per field of a cause its texts, one after another.
    causes: Vec<StringBuilder>,
    cause_counts: Vec<usize>,
    has_causes: NullBufferBuilder,
    reports: StringBuilder,
    errors: StringBuilder,
}

impl Rows {
    fn new() -> Self {
        Self {
            verdicts: StringBuilder::new(),
            counts: COUNTS.map(|_| UInt64Builder::new()),
            causes: (0..=CAUSE.len()).map(|_| StringBuilder::new()).collect(),
            cause_counts: Vec::new(),
            has_causes: NullBufferBuilder::new(0),
            reports: StringBuilder::new(),
            errors: StringBuilder::new(),
        }
    }

    fn null(&mut self) {
        self.nothing();
        self.errors.append_null();
    }

    fn error(&mut self, text: &str) {
        self.nothing();
        self.errors.append_value(text);
    }

    fn nothing(&mut self) {
        self.verdicts.append_null();
        self.counts.iter_mut().for_each(UInt64Builder::append_null);
        self.cause_counts.push(0);
        self.has_causes.append_null();
        self.reports.append_null();
    }

    fn report(&mut self, report: &Report, settings: &Settings) {
        // The JSON form is what other programs build on, so that a column says what it says.
        let json = serde_json::to_value(report.view()).unwrap_or_default();
        self.verdicts.append_option(json["verdict"].as_str());
        let counts = [
            json["figures"].as_u64(),
            json["covered"].as_u64(),
            json["claims"]["read"].as_u64(),
            json["claims"]["bound"].as_u64(),
            json["claims"]["unread"].as_u64(),
            u64::try_from(report.count_findings(Severity::Error)).ok(),
            u64::try_from(report.count_findings(Severity::Warning)).ok(),
        ];
        for (column, count) in self.counts.iter_mut().zip(counts) {
            column.append_option(count);
        }
        let causes = json["causes"].as_array().map(Vec::as_slice).unwrap_or_default();
        causes.iter().for_each(|cause| self.cause(cause, settings.lang));
        self.cause_counts.push(causes.len());
        self.has_causes.append_non_null();
        self.reports.append_option(settings.reports.then(|| json.to_string()));
        self.errors.append_null();
    }

    /// A cause with its likeliest figure, if it is one of figures.
    fn cause(&mut self, cause: &Value, lang: Lang) {
        let suspect = &cause["alternatives"][0][0];
        let cell = if suspect.is_null() { &cause["cells"][0] } else { &suspect["cell"] };
        let place = |key: &str, of: &str| text(&cell[key]).or_else(|| text(&cell[of]));
        let texts = [
            text(&cause["kind"]),
            place("title", "section"),
            place("name", "code"),
            text(&cell["column"]),
            text(&cell["text"]),
            text(&suspect["correction"]),
            text(&suspect["low"]),
            text(&suspect["high"]),
            text(&cause["message"][lang.pick("zh", "en")]),
        ];
        for (column, text) in self.causes.iter_mut().zip(texts) {
            column.append_option(text);
        }
    }

    fn finish(mut self) -> Result<RecordBatch, ArrowError> {
        let mut columns: Vec<ArrayRef> = vec![Arc::new(self.verdicts.finish())];
        for mut count in self.counts {
            columns.push(Arc::new(count.finish()) as Arc<UInt64Array>);
        }
        let texts: Vec<ArrayRef> = self
            .causes
            .iter_mut()
            .map(|column| Arc::new(column.finish()) as Arc<StringArray> as ArrayRef)
            .collect();
        let causes = StructArray::try_new(cause_fields(), texts, None)?;
        let item = Arc::new(Field::new("item", DataType::Struct(cause_fields()), false));
        let offsets = OffsetBuffer::from_lengths(self.cause_counts);
        let nulls = self.has_causes.finish();
        columns.push(Arc::new(ListArray::try_new(item, offsets, Arc::new(causes), nulls)?));
        columns.push(Arc::new(self.reports.finish()));
        columns.push(Arc::new(self.errors.finish()));
        RecordBatch::try_new(reconcile_schema(), columns)
    }
}

fn text(value: &Value) -> Option<&str> {
    value.as_str()
}
