//! `check`: each document reconciled, told in text, JSON or pages, and all of them in a summary.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use cn_budget::{
    Catalogue, Disclosure, DocumentVerdict, Lang, Message, Options, Report, Severity, Vocabulary,
};

use cn_budget_report::index::{self, Outcome as Listed};

use crate::{
    arguments::{self, FailOn},
    compare, detail, document,
    exit::Outcome,
    failure::Failure,
    inputs::{self, Input},
    ordered,
    progress::Progress,
    summary::Summary,
};

/// What came of one document.
struct Done {
    name: String,
    outcome: Outcome,
    /// `None` for a document that could not be read.
    verdict: Option<DocumentVerdict>,
    errors: usize,
    warnings: usize,
    /// What is printed of it: a line of JSON, or the whole report.
    text: String,
    /// One line that tells the most important.
    line: String,
    /// Its page, and how the index lists it, where pages are asked for.
    page: Option<(String, Listed)>,
}

pub(crate) fn run(
    arguments: &arguments::Check,
    lang: Lang,
    out: &mut impl Write,
) -> Result<Outcome, Failure> {
    let checker = Checker::new(arguments, lang)?;
    let documents = inputs::documents(&arguments.inputs)?;
    let count = documents.count;
    // One document is told in full, many in a line each.
    let full = arguments.verbose || count == Some(1);
    let mut pages = arguments.page.as_deref().map(Pages::new).transpose()?;
    let progress = Progress::documents(count);
    let mut summary = Summary::default();
    let work = |input: io::Result<Input>| Ok::<_, io::Error>(checker.check(&input?));
    ordered::for_each(documents.each, work, |done| -> Result<(), Failure> {
        let done = done?;
        progress.one_more();
        summary.add(done.outcome, done.verdict, done.errors, done.warnings);
        progress.suspend(|| -> io::Result<()> {
            if arguments.json || full {
                write!(out, "{}", done.text)
            } else {
                writeln!(out, "{}{}{}", done.name, lang.pick("：", ": "), done.line)
            }
        })?;
        if let (Some(pages), Some((page, listed))) = (&mut pages, done.page) {
            pages.write(&done.name, &page, listed)?;
        }
        Ok(())
    })?;
    progress.done();
    if let Some(pages) = pages {
        pages.write_index(lang)?;
    }
    if !arguments.json && count != Some(1) {
        writeln!(out, "{}", summary.text(lang))?;
    }
    Ok(summary.outcome())
}

/// What all documents are checked with.
struct Checker<'a> {
    arguments: &'a arguments::Check,
    lang: Lang,
    vocabulary: Vocabulary,
    catalogue: Catalogue,
    options: Options,
}

impl<'a> Checker<'a> {
    fn new(arguments: &'a arguments::Check, lang: Lang) -> Result<Self, Failure> {
        let mut vocabulary = Vocabulary::standard();
        if let Some(path) = &arguments.words {
            let told = |message: &Message| Failure::of(&path.display().to_string(), message);
            vocabulary.extend(&text(path)?).map_err(|error| told(&error.message()))?;
        }
        let mut options = Options::new();
        if let Some(path) = &arguments.last_year {
            options = options.last_year(compare::disclosure(path)?);
        }
        if let Some(profile) = &arguments.profile {
            options = options.profile(profile.clone());
        }
        if let Some(path) = &arguments.accept {
            for id in text(path)?.lines().map(str::trim).filter(|line| !line.is_empty()) {
                // Behind an id people note why they accept it.
                let id = id.split_whitespace().next().unwrap_or_default();
                options = options.accept(id);
            }
        }
        let catalogue = Catalogue::builtin();
        Ok(Self { arguments, lang, vocabulary, catalogue, options })
    }

    fn check(&self, input: &Input) -> Done {
        let name = input.name();
        match document::read(input) {
            Ok(reading) => {
                let notes: Vec<Message> =
                    reading.notes.into_iter().map(|note| note.message).collect();
                let disclosure =
                    Disclosure::read_with(reading.raw, &self.vocabulary, &self.catalogue);
                let report = cn_budget::reconcile(&disclosure, &self.options);
                self.done(name, &report, &notes)
            }
            Err(message) => self.unreadable(name, &message),
        }
    }

    fn done(&self, name: String, report: &Report, notes: &[Message]) -> Done {
        let [errors, warnings] =
            [Severity::Error, Severity::Warning].map(|severity| report.count_findings(severity));
        let failed = errors > 0 || (self.arguments.fail_on == FailOn::Warning && warnings > 0);
        let outcome = if report.verdict() == DocumentVerdict::Undecided {
            Outcome::Undecided
        } else if failed {
            Outcome::Errors
        } else {
            Outcome::Clean
        };
        let page = self.arguments.page.as_ref().map(|_| {
            let page = cn_budget_report::page(report, &name, self.lang);
            (page, Listed::read(report, String::new()))
        });
        Done {
            outcome,
            verdict: Some(report.verdict()),
            errors,
            warnings,
            text: self.text(&name, report, notes),
            line: self.line(report, errors, warnings),
            page,
            name,
        }
    }

    fn text(&self, name: &str, report: &Report, notes: &[Message]) -> String {
        if self.arguments.json {
            let view =
                report.view().file(name).full(self.arguments.full).proof(self.arguments.proof);
            return serde_json::to_string(&view).unwrap_or_default() + "\n";
        }
        let text = report.text(self.lang);
        let mut told = format!("{name}{}{text}\n", self.lang.pick("：", ": "));
        if self.arguments.full {
            told += &detail::equations(report, self.lang);
        }
        if self.arguments.proof {
            told += &detail::proof(report, self.lang);
        }
        for note in notes {
            told +=
                &format!("{}{}\n", self.lang.pick("读取说明：", "note: "), note.text(self.lang));
        }
        told
    }

    /// The verdict with what it rests on.
    fn line(&self, report: &Report, errors: usize, warnings: usize) -> String {
        let verdict = report.verdict().name(self.lang);
        let (covered, figures) = (report.covered(), report.figures());
        match self.lang {
            Lang::Zh => format!(
                "{verdict}；{covered}/{figures} 个数已核对，{errors} 处错误，{warnings} 处提醒"
            ),
            Lang::En => format!(
                "{verdict}; {covered} of {} checked, {}, {}",
                self.lang.counted(figures, "", "figure"),
                self.lang.counted(errors, "", "error"),
                self.lang.counted(warnings, "", "warning")
            ),
        }
    }

    fn unreadable(&self, name: String, message: &Message) -> Done {
        let line = message.text(self.lang).to_owned();
        let text = if self.arguments.json {
            serde_json::json!({ "file": name, "error": message }).to_string() + "\n"
        } else {
            format!("{name}{}{line}\n", self.lang.pick("：", ": "))
        };
        let outcome = Outcome::Unreadable;
        let page = self
            .arguments
            .page
            .as_ref()
            .map(|_| (String::new(), Listed::Unreadable(message.clone())));
        Done { name, outcome, verdict: None, errors: 0, warnings: 0, text, line, page }
    }
}

/// A text file of the user's own.
fn text(path: &Path) -> Result<String, Failure> {
    let told = |message: &Message| Failure::of(&path.display().to_string(), message);
    let bytes = document::bytes(path).map_err(|message| told(&message))?;
    cn_budget_files::text(&bytes).ok_or_else(|| {
        told(&Message::new("不是文本文件（UTF-8 或 GBK）", "not a text file (UTF-8 or GBK)"))
    })
}

/// The folder of pages.
struct Pages<'a> {
    folder: &'a Path,
    lines: Vec<index::Line>,
}

impl<'a> Pages<'a> {
    fn new(folder: &'a Path) -> Result<Self, Failure> {
        fs::create_dir_all(folder).map_err(|error| {
            Failure::of(&folder.display().to_string(), &crate::failure::message(&error))
        })?;
        Ok(Self { folder, lines: Vec::new() })
    }

    fn write(&mut self, name: &str, page: &str, listed: Listed) -> Result<(), Failure> {
        let file = page_name(self.lines.len() + 1, name);
        let outcome = match listed {
            Listed::Unreadable(message) => Listed::Unreadable(message),
            read => {
                fs::write(self.folder.join(&file), page)?;
                read.at(file)
            }
        };
        self.lines.push(index::Line { file: name.into(), outcome });
        Ok(())
    }

    fn write_index(self, lang: Lang) -> Result<(), Failure> {
        let index = index::render(&self.lines, lang);
        Ok(fs::write(self.folder.join("index.html"), index)?)
    }
}

/// The name of a page: its number, and what the file's name has in letters and digits, so that
/// neither a file system nor a link can trip over it.
fn page_name(number: usize, file: &str) -> String {
    let stem = Path::new(file).file_stem().unwrap_or_default().to_string_lossy();
    let plain = |c: char| if c.is_alphanumeric() || c == '-' { c } else { '_' };
    let stem: String = stem.chars().take(48).map(plain).collect();
    format!("{number:05}-{stem}.html")
}
