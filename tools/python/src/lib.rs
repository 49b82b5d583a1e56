//! The native part of the Python package `cn_budget`; what a caller sees is in `python/cn_budget`.

use pyo3::{create_exception, exceptions::PyValueError, prelude::*};

mod codes;
mod columns;
mod documents;
mod rollup;

create_exception!(
    cn_budget,
    CnBudgetError,
    PyValueError,
    "What cannot be read or added up, and why: in Chinese and English."
);

/// An error with the message in both languages.
pub(crate) fn error(message: &cn_budget::Message) -> PyErr {
    CnBudgetError::new_err(format!("{} / {}", message.zh, message.en))
}

pub(crate) fn lang(name: &str) -> PyResult<cn_budget::Lang> {
    match name {
        "zh" => Ok(cn_budget::Lang::Zh),
        "en" => Ok(cn_budget::Lang::En),
        _ => Err(PyValueError::new_err(format!("lang is 'zh' or 'en', not {name:?}"))),
    }
}

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("CnBudgetError", module.py().get_type::<CnBudgetError>())?;
    module.add_class::<rollup::Rollup>()?;
    module.add_function(wrap_pyfunction!(documents::check_bytes, module)?)?;
    module.add_function(wrap_pyfunction!(documents::read_bytes, module)?)?;
    module.add_function(wrap_pyfunction!(columns::reconcile, module)?)?;
    module.add_function(wrap_pyfunction!(columns::reconcile_ddl, module)?)?;
    module.add_function(wrap_pyfunction!(columns::facts, module)?)?;
    module.add_function(wrap_pyfunction!(columns::facts_ddl, module)?)?;
    module.add_function(wrap_pyfunction!(columns::code_name, module)?)?;
    module.add_function(wrap_pyfunction!(columns::code_at, module)?)?;
    module.add_function(wrap_pyfunction!(columns::parse_amount, module)?)?;
    module.add_function(wrap_pyfunction!(codes::name_of_code, module)?)?;
    module.add_function(wrap_pyfunction!(codes::code_parent, module)?)?;
    module.add_function(wrap_pyfunction!(codes::code_children, module)?)?;
    module.add_function(wrap_pyfunction!(codes::code_search, module)?)?;
    module.add_function(wrap_pyfunction!(codes::code_government, module)?)?;
    Ok(())
}
