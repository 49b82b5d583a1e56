//! Why a template cannot be filled, and why a ledger does not fill it.

use alloc::{format, string::String};

use crate::code::SchemeKind;
use crate::error::Error;
use crate::lang::{Lang, Message};
use crate::scope::Dimension;

/// Why a ledger does not fill a template. Each names the table by its title; a line has its number
/// in [`Ledger::lines`](crate::Ledger::lines), counted from 0, while messages count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
#[non_exhaustive]
pub enum CompileError {
    /// The table prints its amounts along a dimension that the line does not tell, or not as finely
    /// as other lines do.
    Open {
        /// The title of the table.
        table: String,
        /// The line, counted from 0.
        line: usize,
        /// The dimension.
        dimension: Dimension,
    },
    /// The table splits a total along a dimension, and has no row or column for what the line is.
    Unplaced {
        /// The title of the table.
        table: String,
        /// The line, counted from 0.
        line: usize,
        /// The dimension.
        dimension: Dimension,
    },
    /// A sum is beyond what can be printed.
    Amount {
        /// The title of the table.
        table: String,
        /// What is wrong with it.
        error: Error,
    },
    /// The template cannot be filled by any ledger.
    Template(#[from] TemplateError),
}

impl CompileError {
    /// The message in both languages.
    pub fn message(&self) -> Message {
        match self {
            Self::Open { table, line, dimension } => {
                let ([zh, en], line) = (names(*dimension), line.saturating_add(1));
                Message::new(
                    format!("“{table}”按{zh}列示，第 {line} 条明细没有写到"),
                    format!("“{table}” prints the {en}, which line {line} does not tell as finely"),
                )
            }
            Self::Unplaced { table, line, dimension } => {
                let ([zh, en], line) = (names(*dimension), line.saturating_add(1));
                Message::new(
                    format!("“{table}”没有列出第 {line} 条明细的{zh}"),
                    format!("“{table}” has no place for the {en} of line {line}"),
                )
            }
            Self::Amount { table, error } => about(table, &error.message()),
            Self::Template(error) => error.message(),
        }
    }
}

/// Why a [`Template`](crate::Template) cannot be filled, whatever the ledger. Each names the table
/// by its title in the template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
#[non_exhaustive]
pub enum TemplateError {
    /// Title, row and column fix a dimension differently.
    Contradiction {
        /// The title of the table.
        table: String,
        /// The dimension.
        dimension: Dimension,
    },
    /// No figure can be printed in this unit with that number of decimals.
    Printing {
        /// The title of the table.
        table: String,
        /// What is wrong with them.
        error: Error,
    },
    /// Two columns have the same heading.
    SameHeading {
        /// The title of the table.
        table: String,
        /// The heading.
        heading: String,
    },
    /// Rows of a classification that no budget line has.
    Scheme {
        /// The title of the table.
        table: String,
        /// The classification.
        scheme: SchemeKind,
    },
    /// A class (类) that is always to be printed is none of the classification.
    Class {
        /// The title of the table.
        table: String,
        /// The classification.
        scheme: SchemeKind,
        /// The number of the class.
        class: u16,
    },
    /// Rows times columns are more than [`MAX_CELLS`](crate::disclosure::MAX_CELLS).
    TooLarge {
        /// The title of the table.
        table: String,
    },
}

impl TemplateError {
    /// The message in both languages.
    pub fn message(&self) -> Message {
        match self {
            Self::Contradiction { table, dimension } => {
                let [zh, en] = names(*dimension);
                Message::new(
                    format!("表样“{table}”的表题、行和列对{zh}的说法不一致"),
                    format!("title, row and column of template “{table}” disagree on the {en}"),
                )
            }
            Self::Printing { table, error } => about(table, &error.message()),
            Self::SameHeading { table, heading } => Message::new(
                format!("表样“{table}”有两个“{heading}”栏"),
                format!("template “{table}” has two columns “{heading}”"),
            ),
            Self::Scheme { table, scheme } => Message::new(
                format!("表样“{table}”按{}列行，预算明细没有这一分类", scheme.name(Lang::Zh)),
                format!(
                    "template “{table}” has rows of the {}, which no budget line tells",
                    scheme.name(Lang::En)
                ),
            ),
            Self::Class { table, scheme, class } => Message::new(
                format!("表样“{table}”中的 {class} 不是{}的类", scheme.name(Lang::Zh)),
                format!(
                    "{class} in template “{table}” is no class of the {}",
                    scheme.name(Lang::En)
                ),
            ),
            Self::TooLarge { table } => Message::new(
                format!("表样“{table}”的单元格过多"),
                format!("template “{table}” has too many cells"),
            ),
        }
    }
}

fn names(dimension: Dimension) -> [&'static str; 2] {
    [Lang::Zh, Lang::En].map(|lang| dimension.name(lang))
}

fn about(table: &str, message: &Message) -> Message {
    Message::new(format!("“{table}”：{}", message.zh), format!("“{table}”: {}", message.en))
}
