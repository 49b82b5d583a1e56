//! Words of Python's arguments as what they stand for.

use cn_budget::{Lang, Level, Unit, code::SchemeKind};
use pyo3::{PyResult, exceptions::PyValueError};

pub(crate) fn lang(name: &str) -> PyResult<Lang> {
    match name {
        "zh" => Ok(Lang::Zh),
        "en" => Ok(Lang::En),
        _ => Err(PyValueError::new_err(format!("lang is 'zh' or 'en', not {name:?}"))),
    }
}

pub(crate) fn level(name: &str) -> PyResult<Level> {
    name.parse().map_err(|_| {
        let known = "'class', 'section', 'item' or 'subitem'";
        PyValueError::new_err(format!("level is {known}, not {name:?}"))
    })
}

pub(crate) fn scheme(name: &str) -> PyResult<SchemeKind> {
    name.parse().map_err(|_| {
        let known = "'functional', 'department', 'government' or 'revenue'";
        PyValueError::new_err(format!("scheme is {known}, not {name:?}"))
    })
}

pub(crate) fn unit(name: &str) -> PyResult<Unit> {
    name.parse().map_err(|_| {
        PyValueError::new_err(format!(
            "unit is '元', '千元', '万元', '百万元' or '亿元', not {name:?}"
        ))
    })
}
