//! With what documents are read and reconciled, and how much work one may make.

use cn_budget::{Catalogue, Disclosure, Lang, Message, Options, Vocabulary, read::Hint};

/// A longer document is not read unless asked for. The largest disclosure that was seen has 2 MB in
/// the neutral form and 30 MB as a PDF.
const LONGEST: usize = 64 << 20;

/// With what documents are read and reconciled.
///
/// Three bounds keep one document from holding up its batch: its [length](Self::longest), and in the
/// [options](Self::options) the terms of its equations and the work of deciding them, each told in the
/// report where it is met.
#[derive(Debug, Clone)]
pub struct Settings {
    vocabulary: Vocabulary,
    catalogue: Catalogue,
    pub(crate) options: Options,
    pub(crate) lang: Lang,
    pub(crate) reports: bool,
    pub(crate) threads: usize,
    longest: usize,
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
        let hint = Hint { source: name.map(Into::into), ..Hint::default() };
        let reading = cn_budget_files::read(bytes, &hint).map_err(|error| error.message())?;
        Ok(Disclosure::read_with(reading.raw, &self.vocabulary, &self.catalogue))
    }
}
