//! Reports to look at: `report FILE… [-o report.html] [--lang zh|en]`.
//!
//! One file gives one page that needs nothing else: no network, no other file. Several give an
//! index and one page each beside it. Exit code: 0 all written, 2 unreadable input or usage.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use cn_budget::{Catalogue, Disclosure, Lang, Message, Options, Report, Vocabulary, reconcile};

mod index;
#[path = "../common/input.rs"]
mod input;
mod page;
mod progress;

use index::{Line, Outcome};
use progress::Progress;

const USAGE: &str = "usage: report FILE… [-o report.html] [--lang zh|en]";

struct Arguments {
    files: Vec<PathBuf>,
    output: PathBuf,
    lang: Lang,
}

fn arguments() -> Result<Arguments, String> {
    let (mut files, mut output, mut lang) = (Vec::new(), PathBuf::from("report.html"), Lang::Zh);
    let mut given = std::env::args_os().skip(1);
    while let Some(argument) = given.next() {
        match argument.to_str() {
            Some("-o") => output = given.next().ok_or("-o takes a file")?.into(),
            Some("--lang") => {
                lang = input::lang(given.next().as_ref().and_then(|lang| lang.to_str()))?;
            }
            Some(option) if option.starts_with('-') => {
                return Err(format!("unknown option {option}"));
            }
            _ => files.push(argument.into()),
        }
    }
    if files.is_empty() {
        return Err("no file given".into());
    }
    Ok(Arguments { files, output, lang })
}

fn main() -> ExitCode {
    let arguments = match arguments() {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("{error}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(2),
        Err(error) => {
            eprintln!("{}: {error}", arguments.output.display());
            ExitCode::from(2)
        }
    }
}

/// Writes the page, or the pages and their index; tells whether every file could be read.
fn run(arguments: &Arguments) -> io::Result<bool> {
    let mut reconciler = Reconciler::new();
    if let [file] = arguments.files.as_slice() {
        let name = file.display().to_string();
        return match reconciler.report(file) {
            Ok(report) => {
                fs::write(&arguments.output, page::render(&report, &base(file), arguments.lang))?;
                Ok(true)
            }
            Err(error) => {
                eprintln!("{name}: {}", error.text(arguments.lang));
                Ok(false)
            }
        };
    }
    let mut progress = Progress::new(arguments.files.len());
    let mut lines = Vec::with_capacity(arguments.files.len());
    for (number, file) in arguments.files.iter().enumerate() {
        let name = file.display().to_string();
        progress.step(&name);
        let outcome = match reconciler.report(file) {
            Ok(report) => {
                let page = beside(&arguments.output, number + 1, file);
                fs::write(&page, page::render(&report, &base(file), arguments.lang))?;
                let href = page.file_name().map(|page| page.to_string_lossy().into_owned());
                Outcome::read(&report, href.unwrap_or_default())
            }
            Err(error) => Outcome::Unreadable(error),
        };
        lines.push(Line { file: name, outcome });
    }
    progress.finish();
    fs::write(&arguments.output, index::render(&lines, arguments.lang))?;
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
