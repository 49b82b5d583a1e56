//! `consolidate`: a department's disclosure against those of its units.

use std::io::Write;

use cn_budget::{Disclosure, Lang, consolidate::check_department};

use crate::{arguments, compare::disclosure, exit::Outcome, failure::Failure};

pub(crate) fn run(
    arguments: &arguments::Consolidate,
    lang: Lang,
    out: &mut impl Write,
) -> Result<Outcome, Failure> {
    let department = disclosure(&arguments.department)?;
    let units: Result<Vec<Disclosure>, Failure> =
        arguments.units.iter().map(|path| disclosure(path)).collect();
    let check = check_department(&department, &units?);
    write!(out, "{}", check.text(lang))?;
    let broken = check.broken().next().is_some();
    Ok(if broken { Outcome::Errors } else { Outcome::Clean })
}
