//! With what documents are read and reconciled, and how much work one may make.

use cn_budget::{Catalogue, Disclosure, Lang, Message, Options, Report, Vocabulary, read::Hint};

/// A longer document is not read unless asked for. The largest disclosure that was seen has 2 MB in
/// the neutral form and 30 MB as a PDF.
const LONGEST: usize = 64 << 20;

/// A document that prints more figures is not reconciled unless asked for: where all of so many are wrong,
/// telling the causes apart takes some ten seconds, and grows with the square of their number. The largest
/// disclosure that was seen prints a fifth of it.
const MOST_FIGURES: usize = 100_000;

/// With what documents are read and reconciled.
///
/// Bounds keep one document from holding up its batch: its [length](Self::longest), how many
/// [figures](Self::most_figures) it prints, and in the [options](Self::options) the terms of its equations and
/// the work of deciding them. A bound that is met is told: as an error of the document, or in its report.
#[derive(Debug, Clone)]
pub struct Settings {
    vocabulary: Vocabulary,
    catalogue: Catalogue,
    options: Options,
    pub(crate) lang: Lang,
    pub(crate) reports: bool,
    pub(crate) threads: usize,
    longest: usize,
    most_figures: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self::new()
    }
}

impl Settings {
    /// The standard words and catalogue, all laws, messages in Chinese, no whole reports, one
    /// thread: engines make their own.
    #[must_use]
    pub fn new() -> Self {
        Self {
            vocabulary: Vocabulary::standard(),
            catalogue: Catalogue::builtin(),
            options: Options::new(),
            lang: Lang::Zh,
            reports: false,
            threads: 1,
            longest: LONGEST,
            most_figures: MOST_FIGURES,
        }
    }

    /// Reconciles by these options; they carry the bounds on the work of a document.
    #[must_use]
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Reads labels with words of the caller's own.
    #[must_use]
    pub fn vocabulary(mut self, vocabulary: Vocabulary) -> Self {
        self.vocabulary = vocabulary;
        self
    }

    /// The language of messages.
    #[must_use]
    pub fn lang(mut self, lang: Lang) -> Self {
        self.lang = lang;
        self
    }

    /// Whether the whole report of each document is given as JSON too.
    #[must_use]
    pub fn reports(mut self, reports: bool) -> Self {
        self.reports = reports;
        self
    }

    /// How many documents are worked on at once.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// The longest document that is read, in bytes.
    #[must_use]
    pub fn longest(mut self, bytes: usize) -> Self {
        self.longest = bytes;
        self
    }

    /// The most figures that a document may print to be reconciled.
    #[must_use]
    pub fn most_figures(mut self, figures: usize) -> Self {
        self.most_figures = figures;
        self
    }

    /// Reads a document and reconciles it.
    pub(crate) fn reconcile(&self, bytes: &[u8], name: Option<&str>) -> Result<Report, Message> {
        let disclosure = self.read(bytes, name)?;
        let (figures, most) = (disclosure.figure_count(), self.most_figures);
        if figures > most {
            return Err(Message::new(
                format!("数字太多（{figures} 个），最多核对 {most} 个"),
                format!("too many figures ({figures}); at most {most} are reconciled"),
            ));
        }
        Ok(cn_budget::reconcile(&disclosure, &self.options))
    }

    /// Reads a document; its name may tell the year where the document does not.
    pub(crate) fn read(&self, bytes: &[u8], name: Option<&str>) -> Result<Disclosure, Message> {
        if bytes.len() > self.longest {
            let (length, longest) = (bytes.len(), self.longest);
            return Err(Message::new(
                format!("文件太大（{length} 字节），最大 {longest} 字节"),
                format!("too large ({length} bytes); at most {longest} are read"),
            ));
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Err(Message::new("文件是空的", "the file is empty"));
        }
        let hint = Hint::default().source(name.map(Into::into));
        let reading = cn_budget_files::read(bytes, &hint).map_err(|error| error.message())?;
        Ok(Disclosure::read_with(reading.raw, &self.vocabulary, &self.catalogue))
    }
}
