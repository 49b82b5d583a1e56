//! Why a ledger cannot be compiled.

use alloc::{format, string::String};

use crate::{Dimension, Error, Lang, Message};

/// Why a ledger does not fill a template. Each names the table, and the line by its number in the
/// ledger, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
#[non_exhaustive]
pub enum CompileError {
    /// The table prints its amounts along a dimension that the line does not tell, or not as finely
    /// as other lines do.
    Open {
        /// The title of the table.
        table: String,
        /// The line.
        line: usize,
        /// The dimension.
        dimension: Dimension,
    },
    /// The table splits a total along a dimension, and has no row or column for what the line is.
    Unplaced {
        /// The title of the table.
        table: String,
        /// The line.
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
    /// The template itself contradicts itself: table, row and column fix a dimension differently.
    Template {
        /// The title of the table.
        table: String,
        /// The dimension.
        dimension: Dimension,
    },
}

impl CompileError {
    /// The message in both languages.
    pub fn message(&self) -> Message {
        let names = |dimension: &Dimension| (dimension.name(Lang::Zh), dimension.name(Lang::En));
        match self {
            Self::Open { table, line, dimension } => {
                let (zh, en) = names(dimension);
                Message::new(
                    format!("“{table}”按{zh}列示，第 {line} 条明细没有写到"),
                    format!("“{table}” prints the {en}, which line {line} does not tell as finely"),
                )
            }
            Self::Unplaced { table, line, dimension } => {
                let (zh, en) = names(dimension);
                Message::new(
                    format!("“{table}”没有列出第 {line} 条明细的{zh}"),
                    format!("“{table}” has no place for the {en} of line {line}"),
                )
            }
            Self::Amount { table, error } => Message::new(
                format!("“{table}”：{}", error.message(Lang::Zh)),
                format!("“{table}”: {}", error.message(Lang::En)),
            ),
            Self::Template { table, dimension } => {
                let (zh, en) = names(dimension);
                Message::new(
                    format!("表样“{table}”的表题、行和列对{zh}的说法不一致"),
                    format!("title, row and column of template “{table}” disagree on the {en}"),
                )
            }
        }
    }
}
