//! What is wrong with a table of words, and in which line.

use alloc::{format, string::String};

use crate::lang::Message;

/// A table of words that could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
pub struct WordsError {
    pub(super) line: usize,
    pub(super) fault: Fault,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// Fewer than four columns.
    Columns(usize),
    /// A role that there is not.
    Role(String),
    /// A meaning that there is not, or none where the role needs one.
    Meaning(String),
    /// A letter that stands for no place, or none at all.
    Spots(String),
    /// Brackets that do not match, or a pattern that may be empty.
    Pattern(String),
    /// More texts than are kept.
    TooMany,
}

impl WordsError {
    /// The line of the table, from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The message in both languages.
    pub fn message(&self) -> Message {
        let line = self.line;
        let (zh, en) = match &self.fault {
            Fault::Columns(found) => (
                format!("应有 4 至 5 列（词、作用、含义、位置、出处），只有 {found} 列"),
                format!(
                    "4 or 5 columns wanted (pattern, role, meaning, where, seen), {found} found"
                ),
            ),
            Fault::Role(role) => {
                let allowed = super::role::names();
                (
                    format!("没有“{role}”这种作用；可用：{allowed}"),
                    format!("no role {role:?}; allowed: {allowed}"),
                )
            }
            Fault::Meaning(meaning) => (
                format!("没有“{meaning}”这种含义；应如 fund:11、kind:basic、total"),
                format!("no meaning {meaning:?}; wanted: fund:11, kind:basic, total …"),
            ),
            Fault::Spots(spots) => (
                format!("“{spots}”不是位置；可用：t 表题，h 栏目，r 行名，p 正文"),
                format!("{spots:?} is no place; allowed: t title, h heading, r row, p prose"),
            ),
            Fault::Pattern(pattern) => (
                format!("“{pattern}”的括号不配对，或可为空"),
                format!("brackets of {pattern:?} do not match, or it may be empty"),
            ),
            Fault::TooMany => ("词条太多".into(), "too many words".into()),
        };
        Message::new(format!("词表第 {line} 行：{zh}"), format!("words, line {line}: {en}"))
    }
}
