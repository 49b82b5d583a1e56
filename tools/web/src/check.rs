//! A disclosure checked: its report as a page and as JSON.

use cn_budget::{
    Catalogue, Disclosure, Lang, Message, Options, RawDisclosure, Report, Severity, Vocabulary,
    read::Reading,
};
use serde_json::{Value, json};

use crate::File;

/// What all disclosures are checked with.
#[derive(Debug, Clone)]
pub struct Checker {
    vocabulary: Vocabulary,
    catalogue: Catalogue,
    options: Options,
}

impl Checker {
    /// With the standard vocabulary, and nothing known of last year.
    pub fn new() -> Self {
        Self {
            vocabulary: Vocabulary::standard(),
            catalogue: Catalogue::builtin(),
            options: Options::new(),
        }
    }

    /// Adds the words of a file of the user's own.
    ///
    /// # Errors
    /// A message where the file is no text, or a line of it no word.
    pub fn words(mut self, file: &File) -> Result<Self, Message> {
        let Some(text) = cn_budget_files::text(&file.bytes) else {
            return Err(file.told(&Message::new(
                "不是文本文件（UTF-8 或 GBK）",
                "not a text file (UTF-8 or GBK)",
            )));
        };
        let extended = self.vocabulary.extend(&text);
        extended.map_err(|error| file.told(&error.message()))?;
        Ok(self)
    }

    /// Adds last year's disclosure of the same body.
    #[must_use]
    pub fn last_year(mut self, raw: RawDisclosure) -> Self {
        self.options = self.options.last_year(Disclosure::read(raw));
        self
    }

    /// Checks what was read; `name` is how the report calls the document.
    ///
    /// ```
    /// use cn_budget::Lang;
    /// use cn_budget_web::{Checker, File, read};
    ///
    /// let text = "某某局2026年部门预算\n支出总表\n单位：万元\n\t项目\n\t预算数\n\n\t合计\n\t12.30\n";
    /// let file = File { name: "budget.txt".into(), bytes: text.into() };
    /// let checked = Checker::new().check(read(&[file])?, "budget.txt");
    /// assert_eq!(checked.summary()["verdict"], "unchecked"); // one figure is held against nothing
    /// assert!(checked.page(Lang::Zh).starts_with("<!DOCTYPE html>"));
    /// # Ok::<(), cn_budget::Message>(())
    /// ```
    pub fn check(&self, reading: Reading, name: &str) -> Checked {
        let disclosure = Disclosure::read_with(reading.raw, &self.vocabulary, &self.catalogue);
        let report = cn_budget::reconcile(&disclosure, &self.options);
        let notes = reading.notes.into_iter().map(|note| note.message).collect();
        Checked { name: name.into(), report, notes }
    }
}

impl Default for Checker {
    fn default() -> Self {
        Self::new()
    }
}

/// A disclosure that was checked.
#[derive(Debug, Clone)]
pub struct Checked {
    name: String,
    report: Report,
    notes: Vec<Message>,
}

impl Checked {
    /// The page of the report.
    pub fn page(&self, lang: Lang) -> String {
        cn_budget_report::page(&self.report, &self.name, lang)
    }

    /// The report as JSON, as the command prints it.
    pub fn report(&self) -> String {
        serde_json::to_string(&self.report.view().file(&self.name)).unwrap_or_default()
    }

    /// The neutral form as JSON.
    pub fn neutral(&self) -> String {
        serde_json::to_string(self.report.raw()).unwrap_or_default()
    }

    /// What a list of documents says of this one, and the notes of what was not read.
    pub fn summary(&self) -> Value {
        let report = &self.report;
        let verdict = report.verdict();
        json!({
            "title": report.raw().title,
            "year": report.raw().year,
            "stage": [report.raw().stage.name(Lang::Zh), report.raw().stage.name(Lang::En)],
            "verdict": verdict,
            "verdict_name": { "zh": verdict.name(Lang::Zh), "en": verdict.name(Lang::En) },
            "figures": report.figures(),
            "covered": report.covered(),
            "errors": report.count_findings(Severity::Error),
            "warnings": report.count_findings(Severity::Warning),
            "notes": self.notes,
        })
    }
}
