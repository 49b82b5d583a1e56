//! `compare`: two disclosures side by side.

use std::{io::Write, path::Path};

use cn_budget::{Catalogue, Disclosure, Lang};

use crate::{arguments, document, failure::Failure};

pub(crate) fn run(
    arguments: &arguments::Compare,
    lang: Lang,
    out: &mut impl Write,
) -> Result<(), Failure> {
    let [before, after] = [&arguments.before, &arguments.after].map(|path| disclosure(path));
    let comparison = cn_budget::compare(&before?, &after?, &Catalogue::builtin());
    Ok(write!(out, "{}", comparison.text(lang))?)
}

/// A disclosure from a file.
pub(crate) fn disclosure(path: &Path) -> Result<Disclosure, Failure> {
    let raw = document::raw(path)
        .map_err(|message| Failure::of(&path.display().to_string(), &message))?;
    Ok(Disclosure::read(raw))
}
