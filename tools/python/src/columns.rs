//! Whole columns, over the Arrow C interface: pyarrow, Polars, pandas, DuckDB.

use arrow_array::{Array, ArrayRef, RecordBatch, new_empty_array};
use arrow_schema::{ArrowError, SchemaRef};
use cn_budget::{Catalogue, Edition, Options, system::Limits};
use cn_budget_arrow::{Documents, Settings};
use pyo3::{PyResult, Python, pyfunction};
use pyo3_arrow::{PyChunkedArray, PySchema, PyTable, input::AnyArray};

use crate::{arguments, errors};

/// Reconciles a column of documents: neutral JSON (text) or files (bytes). One row each.
#[pyfunction]
#[pyo3(signature = (documents, names=None, *, lang="zh", reports=false, threads=1, longest=None, figures=None, work=None))]
#[expect(clippy::too_many_arguments, reason = "by name in Python")]
pub(crate) fn reconcile(
    py: Python<'_>,
    documents: AnyArray,
    names: Option<AnyArray>,
    lang: &str,
    reports: bool,
    threads: usize,
    longest: Option<usize>,
    figures: Option<usize>,
    work: Option<u64>,
) -> PyResult<PyTable> {
    let settings = settings(lang, threads, longest)?.reports(reports);
    let settings = match work {
        Some(work) => settings.options(Options::new().limits(Limits::default().work(work))),
        None => settings,
    };
    let settings = match figures {
        Some(figures) => settings.most_figures(figures),
        None => settings,
    };
    let of = |documents: &Documents<'_>| cn_budget_arrow::reconcile(documents, &settings);
    table(py, documents, names, cn_budget_arrow::reconcile_schema(), of)
}

/// The printed figures of a column of documents, a flat row each.
#[pyfunction]
#[pyo3(signature = (documents, names=None, *, lang="zh", threads=1, longest=None))]
pub(crate) fn facts(
    py: Python<'_>,
    documents: AnyArray,
    names: Option<AnyArray>,
    lang: &str,
    threads: usize,
    longest: Option<usize>,
) -> PyResult<PyTable> {
    let settings = settings(lang, threads, longest)?;
    let of = |documents: &Documents<'_>| cn_budget_arrow::facts(documents, &settings);
    table(py, documents, names, cn_budget_arrow::facts_schema(), of)
}

fn settings(lang: &str, threads: usize, longest: Option<usize>) -> PyResult<Settings> {
    let settings = Settings::new().lang(arguments::lang(lang)?).threads(threads);
    Ok(match longest {
        Some(longest) => settings.longest(longest),
        None => settings,
    })
}

/// The official names of a column of codes.
#[pyfunction]
pub(crate) fn code_name(py: Python<'_>, codes: AnyArray, year: u16) -> PyResult<PyChunkedArray> {
    let (catalogue, edition) = (Catalogue::builtin(), Edition::new(year));
    column(py, codes, |chunk| cn_budget_arrow::code_name(chunk, &catalogue, edition))
}

/// The codes of a level above a column of codes.
#[pyfunction]
pub(crate) fn code_at(py: Python<'_>, codes: AnyArray, level: &str) -> PyResult<PyChunkedArray> {
    let level = arguments::level(level)?;
    column(py, codes, |chunk| cn_budget_arrow::code_at(chunk, level))
}

/// Printed amounts in 元; `unit` is that of texts which name none.
#[pyfunction]
pub(crate) fn parse_amount(
    py: Python<'_>,
    printed: AnyArray,
    unit: &str,
) -> PyResult<PyChunkedArray> {
    let unit = arguments::unit(unit)?;
    column(py, printed, |chunk| cn_budget_arrow::parse_amount(chunk, unit))
}

/// The columns of `reconcile`.
#[pyfunction]
pub(crate) fn reconcile_schema() -> PySchema {
    PySchema::new(cn_budget_arrow::reconcile_schema())
}

/// The columns of `facts`.
#[pyfunction]
pub(crate) fn facts_schema() -> PySchema {
    PySchema::new(cn_budget_arrow::facts_schema())
}

/// The documents of each chunk through a function that gives a batch.
fn table(
    py: Python<'_>,
    documents: AnyArray,
    names: Option<AnyArray>,
    schema: SchemaRef,
    of: impl Fn(&Documents<'_>) -> Result<RecordBatch, ArrowError> + Sync,
) -> PyResult<PyTable> {
    let (chunks, _) = documents.into_chunked_array()?.into_inner();
    let names = names.map(whole).transpose()?;
    let batches = py.detach(|| {
        let mut first = 0;
        let mut batches = Vec::with_capacity(chunks.len());
        for chunk in &chunks {
            let documents = Documents::new(chunk)?.numbered_from(first);
            // A column of names that is too short is sliced no further than it reaches, and refused.
            let own = names.as_ref().map(|names| {
                let from = first.min(names.len());
                names.slice(from, chunk.len().min(names.len() - from))
            });
            batches.push(match &own {
                Some(own) => of(&documents.named(own)?)?,
                None => of(&documents)?,
            });
            first += chunk.len();
        }
        Ok(batches)
    });
    PyTable::try_new(batches.map_err(errors::column)?, schema)
}

/// Each chunk of a column through a function that gives a column.
fn column(
    py: Python<'_>,
    column: AnyArray,
    of: impl Fn(&dyn Array) -> Result<ArrayRef, ArrowError> + Sync,
) -> PyResult<PyChunkedArray> {
    let (mut chunks, field) = column.into_chunked_array()?.into_inner();
    if chunks.is_empty() {
        chunks.push(new_empty_array(field.data_type()));
    }
    let found: Result<Vec<_>, _> = py.detach(|| chunks.iter().map(|chunk| of(chunk)).collect());
    Ok(PyChunkedArray::from_array_refs(found.map_err(errors::column)?)?)
}

/// A column in one piece.
pub(crate) fn whole(column: AnyArray) -> PyResult<ArrayRef> {
    let (chunks, field) = column.into_chunked_array()?.into_inner();
    match chunks.as_slice() {
        [] => Ok(new_empty_array(field.data_type())),
        [only] => Ok(only.clone()),
        several => {
            let parts: Vec<&dyn Array> = several.iter().map(AsRef::as_ref).collect();
            arrow_select::concat::concat(&parts).map_err(errors::column)
        }
    }
}
