//! The exceptions of `cn_budget.errors`, with their messages in both languages.

use arrow_schema::ArrowError;
use cn_budget::Message;
use pyo3::{PyErr, exceptions::PyValueError, import_exception};

import_exception!(cn_budget.errors, UnreadableDocument);
import_exception!(cn_budget.errors, InvalidCode);
import_exception!(cn_budget.errors, InvalidAmount);
import_exception!(cn_budget.errors, IrregularLedger);

pub(crate) fn unreadable(message: Message) -> PyErr {
    UnreadableDocument::new_err((message.zh, message.en))
}

pub(crate) fn code(error: cn_budget::Error) -> PyErr {
    let message = error.message();
    InvalidCode::new_err((message.zh, message.en))
}

pub(crate) fn amount(error: cn_budget::Error) -> PyErr {
    let message = error.message();
    InvalidAmount::new_err((message.zh, message.en))
}

/// A column that is not what it must be.
pub(crate) fn column(error: ArrowError) -> PyErr {
    match error {
        ArrowError::InvalidArgumentError(message) => PyValueError::new_err(message),
        other => PyValueError::new_err(other.to_string()),
    }
}
