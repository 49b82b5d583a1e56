//! One document: checked, or only read.

use cn_budget::{Catalogue, Disclosure, Message, Options, Vocabulary, read::Hint};
use pyo3::prelude::*;

use crate::{error, lang};

/// The report of a file: as JSON, as text, and as a page.
#[pyfunction]
#[pyo3(signature = (data, name, lang="zh", last_year=None, words=None))]
pub(crate) fn check_bytes(
    py: Python<'_>,
    data: &[u8],
    name: &str,
    lang: &str,
    last_year: Option<&[u8]>,
    words: Option<&str>,
) -> PyResult<(String, String, String)> {
    let lang = self::lang(lang)?;
    // Nothing of Python is touched on the way.
    py.detach(|| {
        let mut vocabulary = Vocabulary::standard();
        if let Some(words) = words {
            vocabulary.extend(words).map_err(|error| error.message())?;
        }
        let read = |bytes: &[u8]| -> Result<Disclosure, Message> {
            let raw = reading(bytes, name)?.raw;
            Ok(Disclosure::read_with(raw, &vocabulary, &Catalogue::builtin()))
        };
        let mut options = Options::new();
        if let Some(last_year) = last_year {
            options = options.last_year(read(last_year)?);
        }
        let report = cn_budget::reconcile(&read(data)?, &options);
        let json = serde_json::to_string(&report.view().file(name)).unwrap_or_default();
        Ok((json, report.text(lang).to_string(), cn_budget_report::page(&report, name, lang)))
    })
    .map_err(|message: Message| error(&message))
}

/// The neutral form of a file as JSON, and notes of what was not read.
#[pyfunction]
#[pyo3(signature = (data, name, lang="zh"))]
pub(crate) fn read_bytes(
    py: Python<'_>,
    data: &[u8],
    name: &str,
    lang: &str,
) -> PyResult<(String, Vec<String>)> {
    let lang = self::lang(lang)?;
    let reading = py.detach(|| reading(data, name)).map_err(|message| error(&message))?;
    let json = serde_json::to_string(&reading.raw).unwrap_or_default();
    let notes = reading.notes.iter().map(|note| note.message.text(lang).to_owned()).collect();
    Ok((json, notes))
}

fn reading(bytes: &[u8], name: &str) -> Result<cn_budget::read::Reading, Message> {
    let hint = Hint { source: Some(name.to_owned()), ..Hint::default() };
    cn_budget_files::read(bytes, &hint).map_err(|error| error.message())
}
