//! Documents out of a column: neutral JSON as text, or files as bytes.

use arrow_array::{Array, cast::AsArray};
use arrow_schema::{ArrowError, DataType};
use cn_budget::{
    Catalogue, Disclosure, Lang, Message, Options, Vocabulary, read::Hint, system::Limits,
};

/// A longer document is not read: none may hold up the rest of its batch. The largest disclosure
/// that was seen has 2 MB as neutral JSON and 30 MB as a PDF.
const LONGEST: usize = 64 << 20;

/// The work that one document may ask of the solver, in the units of [`Limits::work`]: some two
/// seconds at most; real documents take a few thousandths of it.
const WORK: u64 = 20_000_000;

/// With what documents are read and reconciled.
#[derive(Debug, Clone)]
pub struct Settings {
    pub(crate) vocabulary: Vocabulary,
    pub(crate) catalogue: Catalogue,
    pub(crate) options: Options,
    pub(crate) lang: Lang,
    pub(crate) reports: bool,
    pub(crate) longest: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self::new()
    }
}

impl Settings {
    /// The standard words and catalogue, all laws, messages in Chinese, no whole reports, and a
    /// bound on the work of each document.
    #[must_use]
    pub fn new() -> Self {
        Self {
            vocabulary: Vocabulary::standard(),
            catalogue: Catalogue::builtin(),
            options: Options::new().limits(Limits::default().work(WORK)),
            lang: Lang::Zh,
            reports: false,
            longest: LONGEST,
        }
    }

    /// Reconciles by these options; they carry the bound on the work of a document.
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

    /// The longest document that is read, in bytes.
    #[must_use]
    pub fn longest(mut self, bytes: usize) -> Self {
        self.longest = bytes;
        self
    }

    pub(crate) fn disclosure(&self, document: &[u8]) -> Result<Disclosure, Message> {
        if document.len() > self.longest {
            return Err(Message::new(
                format!("文档有 {} 字节，最长 {} 字节", document.len(), self.longest),
                format!("{} bytes; at most {} are read", document.len(), self.longest),
            ));
        }
        let reading = cn_budget_files::read(document, &Hint::default())
            .map_err(|error| error.message())?;
        Ok(Disclosure::read_with(reading.raw, &self.vocabulary, &self.catalogue))
    }
}

/// Visits the documents of a column of text or bytes, nulls too.
pub(crate) fn for_each(
    documents: &dyn Array,
    mut visit: impl FnMut(Option<&[u8]>),
) -> Result<(), ArrowError> {
    match documents.data_type() {
        DataType::Utf8 => {
            documents.as_string::<i32>().iter().for_each(|text| visit(text.map(str::as_bytes)));
        }
        DataType::LargeUtf8 => {
            documents.as_string::<i64>().iter().for_each(|text| visit(text.map(str::as_bytes)));
        }
        DataType::Utf8View => {
            documents.as_string_view().iter().for_each(|text| visit(text.map(str::as_bytes)));
        }
        DataType::Binary => documents.as_binary::<i32>().iter().for_each(visit),
        DataType::LargeBinary => documents.as_binary::<i64>().iter().for_each(visit),
        DataType::BinaryView => documents.as_binary_view().iter().for_each(visit),
        other => {
            return Err(ArrowError::InvalidArgumentError(format!(
                "documents are text (neutral JSON) or bytes (files), not {other}"
            )));
        }
    }
    Ok(())
}
