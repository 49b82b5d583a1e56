//! Files in, pages out.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use cn_budget::{Catalogue, Disclosure, Lang, Message, Options, Report, Vocabulary, reconcile};

use crate::{
    index::{self, Line, Outcome},
    input, page,
    progress::Progress,
};

/// Writes the page of a file, or the pages of several with an index, and tells whether every file
/// could be read. Why one could not is told on standard error, and in the index.
///
/// # Errors
/// If a page cannot be written.
pub fn write(files: &[PathBuf], output: &Path, lang: Lang) -> io::Result<bool> {
    let mut reconciler = Reconciler::new();
    if let [file] = files {
        let name = file.display().to_string();
        return match reconciler.report(file) {
            Ok(report) => {
                fs::write(output, page::render(&report, &base(file), lang))?;
                Ok(true)
            }
            Err(error) => {
                eprintln!("{name}: {}", error.text(lang));
                Ok(false)
            }
        };
    }
    let mut progress = Progress::new(files.len());
    let mut lines = Vec::with_capacity(files.len());
    for (number, file) in files.iter().enumerate() {
        let name = file.display().to_string();
        progress.step(&name);
        let outcome = match reconciler.report(file) {
            Ok(report) => {
                let page = beside(output, number + 1, file);
                fs::write(&page, page::render(&report, &base(file), lang))?;
                let href = page.file_name().map(|page| page.to_string_lossy().into_owned());
                Outcome::read(&report, href.unwrap_or_default())
            }
            Err(error) => Outcome::Unreadable(error),
        };
        lines.push(Line { file: name, outcome });
    }
    progress.finish();
    fs::write(output, index::render(&lines, lang))?;
    Ok(lines.iter().all(|line| matches!(line.outcome, Outcome::Read(_))))
}

/// The name of a file without its folder.
fn base(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// The page of a file, beside the index: its number, and what its name has in letters and digits,
/// so that neither the file system nor a link can trip over it.
fn beside(index: &Path, number: usize, file: &Path) -> PathBuf {
    let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let plain = |c: char| if c.is_alphanumeric() || c == '-' { c } else { '_' };
    let name: String = stem(file).chars().take(48).map(plain).collect();
    index.with_file_name(format!("{}-{number}-{name}.html", stem(index)))
}

/// What all files share.
struct Reconciler {
    vocabulary: Vocabulary,
    catalogue: Catalogue,
    options: Options,
}

impl Reconciler {
    fn new() -> Self {
        Self {
            vocabulary: Vocabulary::standard(),
            catalogue: Catalogue::builtin(),
            options: Options::new(),
        }
    }

    fn report(&mut self, file: &Path) -> Result<Report, Message> {
        let disclosure =
            Disclosure::read_with(input::read(file)?, &self.vocabulary, &self.catalogue);
        Ok(reconcile(&disclosure, &self.options))
    }
}
