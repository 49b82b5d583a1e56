//! Why a file was not read, and what to do instead.

use cn_budget::Message;
use cn_budget::read::TextError;

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
#[non_exhaustive]
pub enum Error {
    /// The file is encrypted or asks for a password.
    Encrypted,
    /// The pages are pictures: a scan has no text.
    Scan,
    /// The text of a PDF is drawn in fonts that do not say which characters they show.
    UnknownCharacters,
    /// There is no table of a disclosure in it.
    NoTable,
    /// A format that is not read.
    NotSupported(&'static str),
    /// No format that is known: a program, an archive of another kind.
    Unknown,
    /// A plain text that has lost its rows.
    Text(TextError),
    /// The file is damaged.
    Broken {
        /// What kind of file it seems to be.
        format: &'static str,
        /// What the reader of that format says.
        detail: String,
    },
    /// What looks like the neutral form and is no JSON.
    Json {
        /// The line, counted from 1, where it stops being JSON.
        line: usize,
        /// The column, in bytes, counted from 1.
        column: usize,
        /// Whether it ends there, before all brackets are closed.
        cut: bool,
    },
    /// A document in the neutral form that lacks a required key.
    Neutral(Message),
    /// A file, or what is packed in it, is larger than what is read.
    TooLarge,
}

impl Error {
    pub(crate) fn broken(format: &'static str, detail: impl std::fmt::Display) -> Self {
        Self::Broken { format, detail: detail.to_string() }
    }

    /// The message in both languages.
    pub fn message(&self) -> Message {
        match self {
            Self::Encrypted => Message::new(
                "文件已加密；请解除密码后再读",
                "the file is encrypted; remove its password first",
            ),
            Self::Scan => Message::new(
                "文件是扫描图片，没有文字；请用文字版，或先做文字识别",
                "the file is a scan and has no text; take the original, or recognise its text first",
            ),
            Self::UnknownCharacters => Message::new(
                "PDF 的字体没有说明显示的是哪些字；请用原来的 Word 或 Excel 文件",
                "the fonts of the PDF do not tell their characters; take the Word or Excel file it was made of",
            ),
            Self::NoTable => {
                Message::new("文件中没有找到预决算表", "no table of a disclosure was found")
            }
            Self::NotSupported(format) => Message::new(
                format!("不读 {format}；请另存为 docx、xlsx 或 PDF"),
                format!("{format} is not read; save it as docx, xlsx or PDF"),
            ),
            Self::Unknown => Message::new(
                "不是可读的格式（PDF、Excel、Word、网页、文本）；文件是否选错，或改过扩展名？",
                "none of the formats that are read (PDF, Excel, Word, HTML, text); is it the right file?",
            ),
            Self::Text(error) => error.message(),
            Self::Broken { format, detail } => Message::new(
                format!("{format} 文件已损坏或不完整；请重新下载，或用原软件打开后另存"),
                format!(
                    "the {format} file is damaged or cut off ({detail}); download it again, or open and save it anew"
                ),
            ),
            Self::Json { line, column, cut: true } => Message::new(
                format!("JSON 不完整，止于第 {line} 行第 {column} 列"),
                format!("the JSON is cut off at line {line}, column {column}"),
            ),
            Self::Json { line, column, cut: false } => Message::new(
                format!("第 {line} 行第 {column} 列不是 JSON"),
                format!("no JSON at line {line}, column {column}"),
            ),
            Self::Neutral(message) => message.clone(),
            Self::TooLarge => Message::new(
                "文件（或其中压缩的内容）过大，不像预决算公开",
                "the file, or what is packed in it, is too large for a disclosure",
            ),
        }
    }
}

impl From<TextError> for Error {
    fn from(error: TextError) -> Self {
        Self::Text(error)
    }
}
