//! Codes one by one: names and neighbours.

use cn_budget::{AnyCode, Catalogue, Code, Edition, Payer, code::Scheme};
use pyo3::{exceptions::PyValueError, prelude::*};

use crate::errors;

/// Does the same for a code of whichever scheme.
macro_rules! each {
    ($code:expr, $of:expr) => {
        match AnyCode::parse_printed($code).map_err(errors::code)? {
            AnyCode::Revenue(code) => $of(code),
            AnyCode::Functional(code) => $of(code),
            AnyCode::Department(code) => $of(code),
            AnyCode::Government(code) => $of(code),
        }
    };
}

/// The official name of a code in an edition, `None` where the edition does not know it.
#[pyfunction]
pub(crate) fn name_of_code(code: &str, year: u16) -> PyResult<Option<String>> {
    fn name<S: Scheme>(code: Code<S>, edition: Edition) -> Option<String> {
        Catalogue::builtin().name(code, edition).map(Into::into)
    }
    Ok(each!(code, |code| name(code, Edition::new(year))))
}

/// The code above a code, `None` for a class.
#[pyfunction]
pub(crate) fn code_parent(code: &str) -> PyResult<Option<String>> {
    fn parent<S: Scheme>(code: Code<S>) -> Option<String> {
        code.parent().map(|code| code.to_string())
    }
    Ok(each!(code, parent))
}

/// The codes right below a code, with their names.
#[pyfunction]
pub(crate) fn code_children(code: &str, year: u16) -> PyResult<Vec<(String, String)>> {
    fn children<S: Scheme>(code: Code<S>, edition: Edition) -> Vec<(String, String)> {
        let catalogue = Catalogue::builtin();
        let found = catalogue.children(code, edition);
        found.map(|entry| (entry.code().to_string(), entry.name().to_owned())).collect()
    }
    Ok(each!(code, |code| children(code, Edition::new(year))))
}

/// The codes of all schemes whose names hold a text, with their names.
#[pyfunction]
pub(crate) fn code_search(text: &str, year: u16) -> Vec<(String, String)> {
    fn search<S: Scheme>(text: &str, edition: Edition, found: &mut Vec<(String, String)>) {
        let catalogue = Catalogue::builtin();
        let entries = catalogue.search::<S>(text, edition);
        found.extend(entries.map(|entry| (entry.code().to_string(), entry.name().to_owned())));
    }
    let (edition, mut found) = (Edition::new(year), Vec::new());
    search::<cn_budget::code::Functional>(text, edition, &mut found);
    search::<cn_budget::code::Department>(text, edition, &mut found);
    search::<cn_budget::code::Government>(text, edition, &mut found);
    search::<cn_budget::code::Revenue>(text, edition, &mut found);
    found
}

/// The government economic codes that a department economic code goes to, for a payer or for both.
#[pyfunction]
pub(crate) fn code_government(code: &str, payer: Option<&str>) -> PyResult<Vec<String>> {
    let payer: Option<Payer> = payer.map(str::parse).transpose().map_err(|_| {
        PyValueError::new_err("payer is 'administrative', 'institution', 'mixed' or None")
    })?;
    let code = Code::parse_printed(code).map_err(errors::code)?;
    let found = Catalogue::builtin().government(code, payer);
    Ok(found.codes().iter().map(ToString::to_string).collect())
}
