//! Roll-ups of any scheme.

use std::collections::BTreeMap;

use cn_budget::{
    Catalogue, Code, Edition,
    code::{Department, Functional, Government, Revenue, Scheme, SchemeKind},
};
use cn_budget_arrow::{Irregular, Lines};
use pyo3::{
    basic::CompareOp,
    exceptions::{PyOverflowError, PyValueError},
    prelude::*,
    types::PyType,
};
use pyo3_arrow::{PyRecordBatch, input::AnyArray};

use crate::{arguments, columns::whole, decimal, errors};

/// Amounts rolled up a code tree (汇总).
#[pyclass(module = "cn_budget", from_py_object)]
#[derive(Clone)]
pub(crate) struct Rollup {
    of: OfScheme,
}

#[derive(Clone, PartialEq, Eq)]
enum OfScheme {
    Revenue(cn_budget::Rollup<Revenue>),
    Functional(cn_budget::Rollup<Functional>),
    Department(cn_budget::Rollup<Department>),
    Government(cn_budget::Rollup<Government>),
}

/// Does the same for a roll-up of whichever scheme.
macro_rules! each {
    ($of:expr, $rollup:ident => $do:expr) => {
        match $of {
            OfScheme::Revenue($rollup) => $do,
            OfScheme::Functional($rollup) => $do,
            OfScheme::Department($rollup) => $do,
            OfScheme::Government($rollup) => $do,
        }
    };
}

/// Makes a roll-up of the scheme that is asked for.
macro_rules! of_scheme {
    ($scheme:expr, $make:expr) => {
        match $scheme {
            SchemeKind::Revenue => OfScheme::Revenue($make),
            SchemeKind::Functional => OfScheme::Functional($make),
            SchemeKind::Department => OfScheme::Department($make),
            SchemeKind::Government => OfScheme::Government($make),
        }
    };
}

impl OfScheme {
    fn scheme(&self) -> SchemeKind {
        match self {
            Self::Revenue(_) => SchemeKind::Revenue,
            Self::Functional(_) => SchemeKind::Functional,
            Self::Department(_) => SchemeKind::Department,
            Self::Government(_) => SchemeKind::Government,
        }
    }
}

#[pymethods]
impl Rollup {
    #[new]
    #[pyo3(signature = (scheme="functional"))]
    fn new(scheme: &str) -> PyResult<Self> {
        let scheme = arguments::scheme(scheme)?;
        Ok(Self { of: of_scheme!(scheme, cn_budget::Rollup::new()) })
    }

    /// The roll-up of sums that a query made.
    #[classmethod]
    #[pyo3(signature = (codes, sums, lines, scheme="functional"))]
    fn from_sums(
        _class: &Bound<'_, PyType>,
        codes: AnyArray,
        sums: AnyArray,
        lines: AnyArray,
        scheme: &str,
    ) -> PyResult<Self> {
        let scheme = arguments::scheme(scheme)?;
        let (codes, sums, lines) = (whole(codes)?, whole(sums)?, whole(lines)?);
        let rollup = || -> Result<OfScheme, arrow_schema::ArrowError> {
            Ok(of_scheme!(scheme, cn_budget_arrow::from_sums(&codes, &sums, &lines)?))
        };
        Ok(Self { of: rollup().map_err(errors::column)? })
    }

    /// Reads what `to_json` gave.
    #[classmethod]
    #[pyo3(signature = (text, scheme="functional"))]
    fn from_json(_class: &Bound<'_, PyType>, text: &str, scheme: &str) -> PyResult<Self> {
        let scheme = arguments::scheme(scheme)?;
        let read = || -> serde_json::Result<OfScheme> {
            Ok(of_scheme!(scheme, serde_json::from_str(text)?))
        };
        Ok(Self { of: read().map_err(|error| PyValueError::new_err(error.to_string()))? })
    }

    fn to_json(&self) -> PyResult<String> {
        each!(&self.of, rollup => serde_json::to_string(rollup))
            .map_err(|error| PyValueError::new_err(error.to_string()))
    }

    fn __reduce__<'py>(
        slf: &Bound<'py, Self>,
    ) -> PyResult<(Bound<'py, PyAny>, (String, &'static str))> {
        let own = slf.borrow();
        Ok((slf.get_type().getattr("from_json")?, (own.to_json()?, own.scheme())))
    }

    #[getter]
    fn scheme(&self) -> &'static str {
        self.of.scheme().into()
    }

    #[getter]
    fn lines(&self) -> u64 {
        each!(&self.of, rollup => rollup.lines())
    }

    /// Adds one line.
    fn add(&mut self, code: Option<&str>, amount: &Bound<'_, PyAny>) -> PyResult<()> {
        let amount = decimal::amount(amount)?;
        each!(&mut self.of, rollup => match code {
            Some(code) => rollup.add(parsed(code)?, amount),
            None => rollup.add_open(amount),
        });
        Ok(())
    }

    /// Adds a column of codes and one of amounts, and tells how many lines were irregular.
    #[pyo3(signature = (codes, amounts, *, strict=true))]
    fn extend(
        &mut self,
        py: Python<'_>,
        codes: AnyArray,
        amounts: AnyArray,
        strict: bool,
    ) -> PyResult<BTreeMap<&'static str, u64>> {
        let (codes, amounts) = (whole(codes)?, whole(amounts)?);
        let of = &mut self.of;
        let irregular = py
            .detach(|| {
                each!(of, rollup => {
                    let lines = Lines::read(&codes, &amounts)?;
                    let irregular = lines.irregular();
                    if irregular.is_none() || !strict {
                        lines.add_to(rollup)?;
                    }
                    Ok(irregular)
                })
            })
            .map_err(errors::column)?;
        if strict && !irregular.is_none() { Err(refused(irregular)) } else { Ok(told(irregular)) }
    }

    /// Adds the lines of another roll-up.
    fn merge(&mut self, other: &Bound<'_, Self>) -> PyResult<()> {
        // A copy, since it may be the same roll-up.
        let other = other.try_borrow().map_or_else(|_| self.of.clone(), |other| other.of.clone());
        match (&mut self.of, &other) {
            (OfScheme::Revenue(own), OfScheme::Revenue(other)) => own.merge(other),
            (OfScheme::Functional(own), OfScheme::Functional(other)) => own.merge(other),
            (OfScheme::Department(own), OfScheme::Department(other)) => own.merge(other),
            (OfScheme::Government(own), OfScheme::Government(other)) => own.merge(other),
            (own, other) => {
                let schemes: [&str; 2] = [own.scheme().into(), other.scheme().into()];
                return Err(PyValueError::new_err(format!(
                    "{} and {} codes",
                    schemes[0], schemes[1]
                )));
            }
        }
        .map_err(errors::amount)
    }

    fn __add__(&self, other: &Bound<'_, Self>) -> PyResult<Self> {
        let mut both = self.clone();
        both.merge(other)?;
        Ok(both)
    }

    fn __richcmp__(
        &self,
        other: &Self,
        operator: CompareOp,
        py: Python<'_>,
    ) -> PyResult<Py<PyAny>> {
        let equal = self.of == other.of;
        match operator {
            CompareOp::Eq => Ok(equal.into_pyobject(py)?.to_owned().into_any().unbind()),
            CompareOp::Ne => Ok((!equal).into_pyobject(py)?.to_owned().into_any().unbind()),
            _ => Ok(py.NotImplemented()),
        }
    }

    /// The sum of all lines.
    #[getter]
    fn total<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        each!(&self.of, rollup => decimal::of_fen(py, sum(rollup, |_| true)?))
    }

    /// The sum of the lines without a code.
    #[getter]
    fn open<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        each!(&self.of, rollup => decimal::of_fen(py, sum(rollup, |code| code.is_none())?))
    }

    /// The sum of the lines of a code and of all below it.
    fn get<'py>(&self, py: Python<'py>, code: &str) -> PyResult<Bound<'py, PyAny>> {
        each!(&self.of, rollup => {
            let wanted = parsed(code)?;
            let below = |code: Option<_>| code.is_some_and(|code| wanted.contains(code));
            decimal::of_fen(py, sum(rollup, below)?)
        })
    }

    /// What is booked at exactly each code, in the order of the codes.
    fn sums<'py>(&self, py: Python<'py>) -> PyResult<Vec<(Option<String>, Bound<'py, PyAny>)>> {
        each!(&self.of, rollup => {
            let mut sums = rollup.sums();
            sums.try_fold(Vec::new(), |mut all, (code, fen)| {
                all.push((code.map(|code| code.to_string()), decimal::of_fen(py, fen)?));
                Ok(all)
            })
        })
    }

    /// The same as a record batch of Arrow.
    fn to_arrow(&self) -> PyResult<PyRecordBatch> {
        let batch = each!(&self.of, rollup => cn_budget_arrow::sums(rollup));
        Ok(PyRecordBatch::new(batch.map_err(errors::column)?))
    }

    /// Each code with lines at or below it, in order: code, level, name, amount.
    #[pyo3(signature = (year=Edition::LAST.year()))]
    fn nodes<'py>(&self, py: Python<'py>, year: u16) -> PyResult<Vec<Node<'py>>> {
        each!(&self.of, rollup => nodes(py, rollup, Edition::new(year)))
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let total = self.total(py)?;
        Ok(format!("<Rollup of {} {} lines: {total} 元>", self.lines(), self.scheme()))
    }

    /// The tree as text.
    #[pyo3(signature = (year=Edition::LAST.year()))]
    fn text(&self, year: u16) -> PyResult<String> {
        let (catalogue, edition) = (Catalogue::builtin(), Edition::new(year));
        each!(&self.of, rollup => {
            let tree = rollup.tree().map_err(errors::amount)?;
            Ok(tree.display(&catalogue, edition).to_string())
        })
    }
}

/// Code, level, name, amount.
type Node<'py> = (String, &'static str, Option<String>, Bound<'py, PyAny>);

fn nodes<'py, S: Scheme>(
    py: Python<'py>,
    rollup: &cn_budget::Rollup<S>,
    edition: Edition,
) -> PyResult<Vec<Node<'py>>> {
    let mut tree: BTreeMap<Code<S>, i128> = BTreeMap::new();
    for (code, fen) in rollup.sums() {
        let Some(code) = code else { continue };
        for code in std::iter::once(code).chain(code.ancestors()) {
            let sum = tree.entry(code).or_default();
            *sum = sum.checked_add(fen).ok_or_else(overflow)?;
        }
    }
    // In the order of a tree: each code before what is below it.
    let catalogue = Catalogue::builtin();
    tree.into_iter()
        .map(|(code, fen)| {
            let name = catalogue.name(code, edition).map(Into::into);
            Ok((code.to_string(), code.level().into(), name, decimal::of_fen(py, fen)?))
        })
        .collect()
}

fn sum<S: Scheme>(
    rollup: &cn_budget::Rollup<S>,
    wanted: impl Fn(Option<Code<S>>) -> bool,
) -> PyResult<i128> {
    let mut sums = rollup.sums().filter(|&(code, _)| wanted(code));
    sums.try_fold(0_i128, |sum, (_, fen)| sum.checked_add(fen)).ok_or_else(overflow)
}

fn parsed<S: Scheme>(code: &str) -> PyResult<Code<S>> {
    Code::parse_printed(code).map_err(errors::code)
}

fn overflow() -> PyErr {
    PyOverflowError::new_err("a sum beyond 128 bits")
}

fn told(irregular: Irregular) -> BTreeMap<&'static str, u64> {
    BTreeMap::from([
        ("unknown_codes", irregular.unknown_codes),
        ("missing_amounts", irregular.missing_amounts),
        ("inexact_amounts", irregular.inexact_amounts),
    ])
}

fn refused(irregular: Irregular) -> PyErr {
    let Irregular { unknown_codes, missing_amounts, inexact_amounts } = irregular;
    errors::IrregularLedger::new_err((
        format!(
            "未作汇总：{unknown_codes} 行不是科目编码，{missing_amounts} 行缺金额，{inexact_amounts} 行金额不是整分"
        ),
        format!(
            "nothing was added: {unknown_codes} codes unknown, {missing_amounts} amounts missing, {inexact_amounts} no whole 分"
        ),
    ))
}
