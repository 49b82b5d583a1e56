//! What is wrong with a table of points, and in which line.

use alloc::{format, string::String};

use crate::lang::Message;

/// A table of points that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
pub struct ProfileError {
    pub(super) line: usize,
    pub(super) fault: Fault,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// Not ten columns.
    Columns(usize),
    /// A word that a column does not know: the column, and the word.
    Word(&'static str, String),
}

impl ProfileError {
    /// The line of the table, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The message in both languages.
    pub fn message(&self) -> Message {
        let line = self.line;
        let (zh, en) = match &self.fault {
            Fault::Columns(found) => (
                format!("应有 10 列，只有 {found} 列"),
                format!("10 columns wanted, {found} found"),
            ),
            Fault::Word(column, word) => {
                (format!("{column} 一栏不认识“{word}”"), format!("unknown {word:?} in {column}"))
            }
        };
        Message::new(format!("公开要求第 {line} 行：{zh}"), format!("profile, line {line}: {en}"))
    }
}
