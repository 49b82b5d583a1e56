//! One document: checked, or only read.

use cn_budget::{
    Catalogue, Disclosure, Message, Options, Profile, Vocabulary,
    read::{Hint, Reading},
};
use pyo3::{exceptions::PyValueError, prelude::*};

use crate::{arguments, errors};

/// A report, to be told in whatever form is asked for.
#[pyclass(frozen, module = "cn_budget._native")]
pub(crate) struct Checked {
    name: String,
    report: cn_budget::Report,
    notes: Vec<Message>,
}

#[pymethods]
impl Checked {
    /// The report as JSON, as the command's `--json` gives it.
    #[pyo3(signature = (full=false, proof=false))]
    fn json(&self, py: Python<'_>, full: bool, proof: bool) -> PyResult<String> {
        let view = self.report.view().file(&self.name).full(full).proof(proof);
        py.detach(|| serde_json::to_string(&view))
            .map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// The report in words.
    fn text(&self, lang: &str) -> PyResult<String> {
        Ok(self.report.text(arguments::lang(lang)?).to_string())
    }

    /// The report as a page that needs nothing else.
    fn page(&self, py: Python<'_>, lang: &str) -> PyResult<String> {
        let lang = arguments::lang(lang)?;
        Ok(py.detach(|| cn_budget_report::page(&self.report, &self.name, lang)))
    }

    /// What was left out or guessed in reading.
    fn notes(&self, lang: &str) -> PyResult<Vec<String>> {
        told(&self.notes, lang)
    }
}

/// Reads and reconciles a file.
#[pyfunction]
#[pyo3(signature = (data, name, last_year=None, words=None, profile=None, accept=Vec::new()))]
pub(crate) fn check_bytes(
    py: Python<'_>,
    data: &[u8],
    name: &str,
    last_year: Option<(&[u8], &str)>,
    words: Option<&str>,
    profile: Option<&str>,
    accept: Vec<String>,
) -> PyResult<Checked> {
    let mut options = Options::new();
    if let Some(key) = profile {
        let profile = Profile::by_key(key);
        options = options.profile(profile.ok_or_else(|| {
            let known: Vec<_> = Profile::regions().collect();
            PyValueError::new_err(format!("no profile {key:?}; known: {}", known.join(", ")))
        })?);
    }
    for id in accept {
        options = options.accept(id);
    }
    py.detach(|| {
        let mut vocabulary = Vocabulary::standard();
        if let Some(words) = words {
            vocabulary.extend(words).map_err(|error| error.message())?;
        }
        let catalogue = Catalogue::builtin();
        if let Some((data, name)) = last_year {
            let raw = reading(data, name)?.raw;
            options = options.clone().last_year(Disclosure::read(raw));
        }
        let reading = reading(data, name)?;
        let disclosure = Disclosure::read_with(reading.raw, &vocabulary, &catalogue);
        Ok(Checked {
            name: name.into(),
            report: cn_budget::reconcile(&disclosure, &options),
            notes: reading.notes.into_iter().map(|note| note.message).collect(),
        })
    })
    .map_err(errors::unreadable)
}

/// The neutral form of a file as JSON, and notes of what was not read.
#[pyfunction]
pub(crate) fn read_bytes(
    py: Python<'_>,
    data: &[u8],
    name: &str,
    lang: &str,
) -> PyResult<(String, Vec<String>)> {
    let reading = py.detach(|| reading(data, name)).map_err(errors::unreadable)?;
    let json = serde_json::to_string(&reading.raw)
        .map_err(|error| PyValueError::new_err(error.to_string()))?;
    let notes: Vec<Message> = reading.notes.into_iter().map(|note| note.message).collect();
    Ok((json, told(&notes, lang)?))
}

fn reading(bytes: &[u8], name: &str) -> Result<Reading, Message> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Message::new("文件是空的", "the file is empty"));
    }
    let hint = Hint::default().source(Some(name.into()));
    cn_budget_files::read(bytes, &hint).map_err(|error| error.message())
}

fn told(notes: &[Message], lang: &str) -> PyResult<Vec<String>> {
    let lang = arguments::lang(lang)?;
    Ok(notes.iter().map(|note| note.text(lang).to_owned()).collect())
}
