//! Whole columns, over the Arrow C interface: pyarrow, Polars, pandas, DuckDB.

use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};
use cn_budget::{Catalogue, Edition, Level, Unit};
use cn_budget_arrow::Settings;
use pyo3::{exceptions::PyValueError, prelude::*};
use pyo3_arrow::{PyChunkedArray, PyRecordBatch, input::AnyArray};

use crate::lang;

/// Reconciles a column of documents: neutral JSON (text) or files (bytes). One row each, as a
/// pyarrow record batch: verdict, coverage, counts, causes, `error`.
#[pyfunction]
#[pyo3(signature = (documents, *, lang="zh", reports=false))]
pub(crate) fn reconcile<'py>(
    py: Python<'py>,
    documents: AnyArray,
    lang: &str,
    reports: bool,
) -> PyResult<Bound<'py, PyAny>> {
    let settings = Settings::new().lang(self::lang(lang)?).reports(reports);
    let schema = cn_budget_arrow::reconcile_schema();
    batch(py, documents, schema, |chunk| cn_budget_arrow::reconcile(chunk, &settings))
}

/// The printed figures of a column of documents, a flat row each, as a pyarrow record batch.
#[pyfunction]
pub(crate) fn facts(py: Python<'_>, documents: AnyArray) -> PyResult<Bound<'_, PyAny>> {
    let settings = Settings::new();
    let one = whole(documents)?;
    let found = py.detach(|| cn_budget_arrow::facts(&one, &settings)).map_err(refused)?;
    Ok(PyRecordBatch::new(found).into_pyarrow(py)?)
}

/// The official names of a column of codes.
#[pyfunction]
#[pyo3(signature = (codes, year=2026))]
pub(crate) fn code_name(py: Python<'_>, codes: AnyArray, year: u16) -> PyResult<Bound<'_, PyAny>> {
    let (catalogue, edition) = (Catalogue::builtin(), Edition::new(year));
    array(py, codes, |chunk| cn_budget_arrow::code_name(chunk, &catalogue, edition))
}

/// The codes of a level (class, section, item) above a column of codes.
#[pyfunction]
pub(crate) fn code_at<'py>(
    py: Python<'py>,
    codes: AnyArray,
    level: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let level: Level = level
        .parse()
        .map_err(|_| PyValueError::new_err("level is 'class', 'section', 'item' or 'subitem'"))?;
    array(py, codes, |chunk| cn_budget_arrow::code_at(chunk, level))
}

/// Printed amounts as decimal(38, 2) in 元; `unit` is that of texts which name none.
#[pyfunction]
#[pyo3(signature = (printed, unit="元"))]
pub(crate) fn parse_amount<'py>(
    py: Python<'py>,
    printed: AnyArray,
    unit: &str,
) -> PyResult<Bound<'py, PyAny>> {
    let unit: Unit =
        unit.parse().map_err(|_| PyValueError::new_err("unit is '元', '万元' or '亿元'"))?;
    array(py, printed, |chunk| cn_budget_arrow::parse_amount(chunk, unit))
}

/// The columns of `reconcile` as Spark writes a schema.
#[pyfunction]
pub(crate) fn reconcile_ddl() -> String {
    ddl(&cn_budget_arrow::reconcile_schema())
}

/// The columns of `facts` as Spark writes a schema.
#[pyfunction]
pub(crate) fn facts_ddl() -> String {
    ddl(&cn_budget_arrow::facts_schema())
}

fn ddl(schema: &Schema) -> String {
    let columns = schema.fields().iter();
    let columns = columns.map(|field| format!("`{}` {}", field.name(), spark_type(field.data_type())));
    columns.collect::<Vec<_>>().join(", ")
}

/// Spark has no unsigned integers: each goes into the next wider one.
fn spark_type(of: &DataType) -> String {
    match of {
        DataType::UInt16 => "int".into(),
        DataType::UInt32 | DataType::UInt64 => "bigint".into(),
        DataType::Decimal128(precision, scale) => format!("decimal({precision},{scale})"),
        DataType::List(item) => format!("array<{}>", spark_type(item.data_type())),
        DataType::Struct(fields) => {
            let fields = fields.iter();
            let fields = fields.map(|f| format!("`{}`: {}", f.name(), spark_type(f.data_type())));
            format!("struct<{}>", fields.collect::<Vec<_>>().join(", "))
        }
        _ => "string".into(),
    }
}

/// Each chunk of a column through a function that gives a batch, and all of them as one.
fn batch<'py>(
    py: Python<'py>,
    column: AnyArray,
    schema: SchemaRef,
    of: impl Fn(&dyn Array) -> Result<RecordBatch, ArrowError> + Sync,
) -> PyResult<Bound<'py, PyAny>> {
    let chunks = chunks(column)?;
    let found = py.detach(|| {
        let batches: Result<Vec<RecordBatch>, ArrowError> =
            chunks.iter().map(|chunk| of(chunk)).collect();
        arrow_select::concat::concat_batches(&schema, &batches?)
    });
    Ok(PyRecordBatch::new(found.map_err(refused)?).into_pyarrow(py)?)
}

/// Each chunk of a column through a function that gives a column.
fn array<'py>(
    py: Python<'py>,
    column: AnyArray,
    of: impl Fn(&dyn Array) -> Result<ArrayRef, ArrowError> + Sync,
) -> PyResult<Bound<'py, PyAny>> {
    let one = whole(column)?;
    let found = py.detach(|| of(&one)).map_err(refused)?;
    Ok(pyo3_arrow::PyArray::from_array_ref(found).to_pyarrow(py)?)
}

fn chunks(column: AnyArray) -> PyResult<Vec<ArrayRef>> {
    let (chunks, _) = PyChunkedArray::into_inner(column.into_chunked_array()?);
    Ok(chunks)
}

fn whole(column: AnyArray) -> PyResult<ArrayRef> {
    let (chunks, field) = PyChunkedArray::into_inner(column.into_chunked_array()?);
    let parts: Vec<&dyn Array> = chunks.iter().map(AsRef::as_ref).collect();
    if parts.is_empty() {
        return Ok(arrow_array::new_empty_array(field.data_type()));
    }
    arrow_select::concat::concat(&parts).map_err(refused)
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err hands it over")]
fn refused(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}
