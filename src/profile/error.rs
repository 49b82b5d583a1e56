//! What is wrong with a table of points, and in which line.

use alloc::{format, string::String, vec::Vec};

use super::{DocumentKind, point::Sureness};
use crate::finding::Severity;
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
                let (zh, en) = match known(column) {
                    Some(known) => (format!("（可填 {known}）"), format!("; it may be {known}")),
                    None => (String::new(), String::new()),
                };
                (
                    format!("{column} 一栏不认识“{word}”{zh}"),
                    format!("unknown {word:?} in {column}{en}"),
                )
            }
        };
        Message::new(format!("公开要求第 {line} 行：{zh}"), format!("profile, line {line}: {en}"))
    }
}

/// The words that a column knows, where these are few.
fn known(column: &str) -> Option<String> {
    let words: Vec<&str> = match column {
        "of" => {
            let groups = ["all", "budget", "final", "department", "unit"];
            groups.into_iter().chain(DocumentKind::ALL.iter().map(|kind| kind.key())).collect()
        }
        "point" => {
            ["table", "section", "note", "item", "detail", "reason", "placeholder", "off"].into()
        }
        "severity" => Severity::ALL.iter().map(|severity| severity.key()).collect(),
        "sure" => Sureness::ALL.iter().map(|sure| sure.key()).collect(),
        _ => return None,
    };
    Some(words.join(", "))
}
