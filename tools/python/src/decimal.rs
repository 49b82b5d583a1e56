//! Amounts as `decimal.Decimal` in 元, exact at 128 bits.

use cn_budget::Amount;
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    prelude::*,
    sync::PyOnceLock,
    types::{PyFloat, PyType},
};

fn class(py: Python<'_>) -> PyResult<&Bound<'_, PyType>> {
    static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
    CLASS.import(py, "decimal", "Decimal")
}

/// The amount of a number of 分.
pub(crate) fn of_fen(py: Python<'_>, fen: i128) -> PyResult<Bound<'_, PyAny>> {
    let magnitude = fen.unsigned_abs();
    let sign = if fen < 0 { "-" } else { "" };
    class(py)?.call1((format!("{sign}{}.{:02}", magnitude / 100, magnitude % 100),))
}

/// The amount of one line: a decimal, a whole number or a text of plain digits, in 元. Floating
/// point is refused: it has been rounded already.
pub(crate) fn amount(number: &Bound<'_, PyAny>) -> PyResult<Amount> {
    if number.is_instance_of::<PyFloat>() {
        return Err(PyTypeError::new_err("an amount is a Decimal, an int or a str, not a float"));
    }
    let decimal = class(number.py())?
        .call1((number,))
        .map_err(|_| PyValueError::new_err(format!("no amount: {number}")))?;
    // Without an exponent, which a decimal may have.
    let digits: String = decimal.call_method1("__format__", ("f",))?.extract()?;
    Amount::parse(&digits, cn_budget::Unit::Yuan).map_err(crate::errors::amount)
}
