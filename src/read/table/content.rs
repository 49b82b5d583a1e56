//! The text of a cell → what it prints.

use alloc::format;

use super::sink::Sink;
use crate::disclosure::Content;
use crate::error::ErrorKind;
use crate::finding::{Finding, FindingKind, Severity};
use crate::lang::Message;
use crate::num::amount::Unit;
use crate::num::figure::Figure;
use crate::num::lex;
use crate::place::Place;

/// The text of a cell. One that is no amount is reported, unless its column is not understood
/// either: then it may well be a column of text. So is one whose separators stand in odd places,
/// for a digit may be lost or doubled.
pub(super) fn read(
    sink: &mut Sink,
    text: Option<&str>,
    unit: Unit,
    place: Place,
    known: bool,
) -> Content {
    let Some(text) = text else { return Content::Blank };
    match Figure::parse_cell(text, unit) {
        Ok(Some(figure)) => {
            if known && lex::has_odd_groups(text) {
                let message = Message::new(
                    format!("“{text}”的分节符位置不对，可能多写或漏写了数字"),
                    format!(
                        "the separators of “{text}” stand in odd places; a digit may be lost or doubled"
                    ),
                );
                let mut finding =
                    Finding::new(FindingKind::UnreadableFigure, [place].into(), message);
                finding.severity = Severity::Warning;
                sink.findings.push(finding);
            }
            Content::Figure(figure)
        }
        Ok(None) => Content::Blank,
        Err(error) => {
            if known {
                let Message { zh, en } = error.message();
                sink.find(FindingKind::UnreadableFigure, place, zh, en);
            }
            Content::Unreadable
        }
    }
}

/// What to say of a text that is a number of more digits than any budget has.
pub(super) fn too_many_digits(text: &str, unit: Unit) -> Option<Message> {
    let error = Figure::parse_cell(text, unit).err()?;
    let is_number = matches!(error.kind(), ErrorKind::TooPrecise | ErrorKind::Overflow);
    is_number.then(|| error.message())
}
