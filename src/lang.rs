//! The two languages in which the crate speaks: 中文 and English.

use alloc::{format, string::String};

/// A language of messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum Lang {
    /// 中文, the language of the documents.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The Chinese text for [`Lang::Zh`], the English one for [`Lang::En`].
    #[must_use]
    pub const fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// A count with what is counted: `3 份文件`, `3 documents`, `1 document`.
    ///
    /// The English noun is given in the singular, and takes an `s`.
    ///
    /// ```
    /// use cn_budget::Lang;
    ///
    /// assert_eq!(Lang::Zh.counted(1, "份文件", "document"), "1 份文件");
    /// assert_eq!(Lang::En.counted(1, "份文件", "document"), "1 document");
    /// assert_eq!(Lang::En.counted(0, "份文件", "document"), "0 documents");
    /// ```
    pub fn counted(self, count: usize, zh: &str, en: &str) -> String {
        match self {
            Lang::Zh => format!("{count} {zh}"),
            Lang::En => counted(count, en),
        }
    }
}

/// A count with its English noun: `1 figure`, `2 figures`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

/// One message in both languages.
///
/// ```
/// use cn_budget::{Lang, Message};
///
/// let message = Message::new("合计不符", "the total does not add up");
/// assert_eq!(message.text(Lang::En), "the total does not add up");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Message {
    /// 中文.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Message {
    /// A message from its two texts.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The text in one language.
    pub fn text(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}
