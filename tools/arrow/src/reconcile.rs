//! Documents in, a row each out: verdict, coverage, counts, causes.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, RecordBatch,
    builder::{Int64Builder, LargeStringBuilder},
};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use cn_budget::{Report, Severity, check::Verdict};

use crate::{
    causes::{self, Cause, Causes},
    documents::Documents,
    parallel,
    settings::Settings,
};

/// The counts of a report, by the names of their columns.
const COUNTS: [&str; 11] = [
    "figures",
    "covered",
    "weak",
    "claims_read",
    "claims_bound",
    "claims_unread",
    "exact",
    "rounding",
    "broken",
    "errors",
    "warnings",
];

/// The columns of [`reconcile()`].
///
/// `verdict`; the counts of figures (`figures`, `covered`, `weak`), of numbers in the prose (`claims_…`),
/// of equations (`exact`, `rounding`, `broken`) and of findings (`errors`, `warnings`); `causes`, a list
/// of structs, the worst first; `report`, the whole report as JSON if asked for; `error`, why the document
/// could not be read. They mean what the report's JSON form means by them.
#[must_use]
pub fn reconcile_schema() -> SchemaRef {
    let mut fields = vec![Field::new("verdict", DataType::LargeUtf8, true)];
    fields.extend(COUNTS.map(|name| Field::new(name, DataType::Int64, true)));
    fields.push(Field::new("causes", causes::data_type(), true));
    fields.push(Field::new("report", DataType::LargeUtf8, true));
    fields.push(Field::new("error", DataType::LargeUtf8, true));
    Arc::new(Schema::new(fields))
}

/// Reconciles a column of documents.
///
/// # Errors
/// Where threads cannot be had. What is wrong with a document is told in its row.
pub fn reconcile(
    documents: &Documents<'_>,
    settings: &Settings,
) -> Result<RecordBatch, ArrowError> {
    let outcomes = parallel::map(documents.len(), settings.threads, |row| {
        let Some(bytes) = documents.get(row) else { return Outcome::Missing };
        Outcome::of(bytes, documents.name(row).as_deref(), settings)
    })?;
    let mut rows = Rows::default();
    for outcome in &outcomes {
        rows.push(outcome);
    }
    rows.finish()
}

/// What came of one document.
enum Outcome {
    /// There is none.
    Missing,
    Unreadable(String),
    Checked(Box<Checked>),
}

/// What is kept of a report.
struct Checked {
    verdict: &'static str,
    counts: [usize; COUNTS.len()],
    causes: Vec<Cause>,
    report: Option<String>,
}

impl Outcome {
    fn of(bytes: &[u8], name: Option<&str>, settings: &Settings) -> Self {
        match settings.reconcile(bytes, name) {
            Ok(report) => Self::Checked(Box::new(Checked::new(&report, name, settings))),
            Err(message) => Self::Unreadable(message.text(settings.lang).into()),
        }
    }
}

impl Checked {
    fn new(report: &Report, name: Option<&str>, settings: &Settings) -> Self {
        let (read, unread) = report.claims();
        let json = || {
            let view = report.view();
            serde_json::to_string(&name.map_or(view, |name| view.file(name))).ok()
        };
        Self {
            verdict: report.verdict().into(),
            counts: [
                report.figures(),
                report.covered(),
                report.weak().len(),
                read,
                report.bound_claims(),
                unread,
                report.count(Verdict::Exact),
                report.count(Verdict::Rounding),
                report.count(Verdict::Broken),
                report.count_findings(Severity::Error),
                report.count_findings(Severity::Warning),
            ],
            causes: causes::of(report, settings.lang),
            report: settings.reports.then(json).flatten(),
        }
    }
}

/// The columns as they grow.
#[derive(Default)]
struct Rows {
    verdicts: LargeStringBuilder,
    counts: [Int64Builder; COUNTS.len()],
    causes: Causes,
    reports: LargeStringBuilder,
    errors: LargeStringBuilder,
}

impl Rows {
    fn push(&mut self, outcome: &Outcome) {
        let (checked, error) = match outcome {
            Outcome::Missing => (None, None),
            Outcome::Unreadable(error) => (None, Some(error)),
            Outcome::Checked(checked) => (Some(checked), None),
        };
        self.verdicts.append_option(checked.map(|checked| checked.verdict));
        for (place, column) in self.counts.iter_mut().enumerate() {
            let count = checked.and_then(|checked| i64::try_from(checked.counts[place]).ok());
            column.append_option(count);
        }
        self.causes.push(checked.map(|checked| checked.causes.as_slice()));
        self.reports.append_option(checked.and_then(|checked| checked.report.as_deref()));
        self.errors.append_option(error);
    }

    fn finish(mut self) -> Result<RecordBatch, ArrowError> {
        let mut columns: Vec<ArrayRef> = vec![Arc::new(self.verdicts.finish())];
        columns.extend(self.counts.map(|mut column| Arc::new(column.finish()) as ArrayRef));
        columns.push(self.causes.finish()?);
        columns.push(Arc::new(self.reports.finish()));
        columns.push(Arc::new(self.errors.finish()));
        RecordBatch::try_new(reconcile_schema(), columns)
    }
}
