//! The one error of parsing and arithmetic: what is wrong, in which text, and where in it.

use alloc::{borrow::ToOwned, boxed::Box, format, string::String};
use core::fmt;

use crate::code::SchemeKind;
use crate::lang::{Lang, Message};
use crate::text;

/// Why a text or an operation was refused.
///
/// Every fallible function of the small types (codes, amounts, figures, labels) returns this type.
/// It keeps the offending text and the byte at which the trouble starts, so that a message can
/// point at it; [`kind`](Error::kind) is for programs, [`message`](Error::message) for people.
///
/// ```
/// use cn_budget::{ErrorKind, FunctionalCode};
///
/// let error = "20x".parse::<FunctionalCode>().unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::NotADigit);
/// assert_eq!((error.text(), error.position()), ("20x", 2));
/// assert_eq!(error.message().zh, "“20x”第 3 个字符：不是数字");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
pub struct Error {
    kind: ErrorKind,
    text: Box<str>,
    position: usize,
}

/// The longest piece of an offending text that an [`Error`] keeps, in bytes.
const KEPT: usize = 120;

impl Error {
    pub(crate) fn new(kind: ErrorKind, text: &str, position: usize) -> Self {
        Self { kind, text: text::excerpt(text, KEPT).into(), position }
    }

    /// What is wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The offending text; of a text longer than 120 bytes its beginning, followed by `…`.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte offset into the full text at which the trouble starts.
    pub fn position(&self) -> usize {
        self.position
    }

    /// The message in both languages.
    pub fn message(&self) -> Message {
        let Self { kind, text, position } = self;
        let (zh, en) = (kind.message(Lang::Zh), kind.message(Lang::En));
        // People count characters. What is wrong from its beginning is wrong as a whole.
        match text.get(..*position).map(|before| before.chars().count()) {
            None | Some(0) => Message::new(format!("“{text}”：{zh}"), format!("{en}: {text:?}")),
            Some(before) => {
                let at = before.saturating_add(1);
                Message::new(
                    format!("“{text}”第 {at} 个字符：{zh}"),
                    format!("{en} in {text:?} at character {at}"),
                )
            }
        }
    }
}

/// What kind of trouble an [`Error`] reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// Nothing was there where something is required.
    Empty,
    /// A character that is not a digit where only digits may stand.
    NotADigit,
    /// A code with a number of digits that its scheme does not have.
    CodeLength(SchemeKind),
    /// A code whose first three digits are outside its scheme's classes (类).
    CodeClass(SchemeKind),
    /// A code of another scheme than the one asked for.
    OtherScheme {
        /// The scheme that was asked for.
        expected: SchemeKind,
        /// The scheme that the code belongs to.
        found: SchemeKind,
    },
    /// A character that cannot stand in an amount.
    NotAnAmount,
    /// A percentage where an amount is wanted.
    Percent,
    /// A second decimal point.
    SecondPoint,
    /// A thousands separator where none can stand.
    Separator,
    /// An amount without a unit.
    MissingUnit,
    /// More digits or decimals than a figure can hold (18 digits; the last place at least 10⁻⁸ 元).
    TooPrecise,
    /// An amount outside ±9.2·10¹⁶ 元.
    Overflow,
    /// A number outside the range that it must lie in.
    OutOfRange,
    /// An amount with a fraction of a 分, or a conversion that would have to round.
    Inexact,
    /// A name or label that the vocabulary asked for does not hold.
    UnknownName,
    /// Columns of different lengths where the n-th entries belong together.
    ColumnLengths,
    /// More lines than a partial sum can have, or a sum that so few lines cannot make.
    LineCount,
    /// Axes that a cube does not have, or has otherwise.
    Axes,
}

impl ErrorKind {
    fn message(self, lang: Lang) -> String {
        let plain = |zh: &str, en: &str| lang.pick(zh, en).to_owned();
        match self {
            Self::Empty => plain("没有内容", "nothing is there"),
            Self::NotADigit => plain("不是数字", "not a digit"),
            Self::CodeLength(scheme) => match lang {
                Lang::Zh => format!("{}编码的位数不对", scheme.name(lang)),
                Lang::En => format!("wrong number of digits for a {} code", scheme.name(lang)),
            },
            Self::CodeClass(scheme) => match lang {
                Lang::Zh => format!("不是{}的类", scheme.name(lang)),
                Lang::En => format!("not a class of the {}", scheme.name(lang)),
            },
            Self::OtherScheme { expected, found } => match lang {
                Lang::Zh => {
                    format!("应为{}编码，却是{}编码", expected.name(lang), found.name(lang))
                }
                Lang::En => {
                    format!(
                        "a {} code where a {} one is meant",
                        found.name(lang),
                        expected.name(lang)
                    )
                }
            },
            Self::NotAnAmount => plain("不是金额", "not an amount"),
            Self::Percent => plain("百分比不是金额", "a percentage where an amount is meant"),
            Self::SecondPoint => plain("多了一个小数点", "a second decimal point"),
            Self::Separator => plain("分隔符的位置不对", "a separator out of place"),
            Self::MissingUnit => plain("缺少单位", "no unit"),
            Self::TooPrecise => plain("位数过多", "too many digits"),
            Self::Overflow => plain("金额超出范围", "an amount out of range"),
            Self::OutOfRange => plain("数值超出允许的范围", "a number out of its range"),
            Self::Inexact => plain("不能精确表示", "not exact"),
            Self::UnknownName => plain("不认识的名称", "an unknown name"),
            Self::ColumnLengths => plain("各列长度不一", "columns of different lengths"),
            Self::LineCount => plain("行数不符", "a wrong number of lines"),
            Self::Axes => plain("维度不符", "axes that do not fit"),
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}
