//! What reading left out or guessed, each with its place.

use alloc::{format, string::String, vec::Vec};

use crate::lang::{Message, counted};

/// What was left out or guessed on the way from a document to its neutral form.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Note {
    /// What kind of thing it is.
    pub kind: NoteKind,
    /// Where it stands: page, sheet or line of the source, as far as it is known.
    pub at: Option<String>,
    /// The note in both languages.
    pub message: Message,
}

/// The kinds of [`Note`]s.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NoteKind {
    /// A grid that is no table of a disclosure, or beyond the [limits](crate::read#limits).
    GridLeftOut,
    /// Figures of a table that its rows and columns do not hold, and cells that lie over others.
    CellsLeftOut,
    /// Figures in rows, but in no table: they are handed on as prose.
    FiguresOutsideTables,
    /// A table whose title is not printed over it.
    TitleGuessed,
    /// A table over which no unit is printed.
    UnitMissing,
    /// A table whose rulings do not part its rows or columns, and whose texts do not either: it is
    /// left out, with all its pages.
    ColumnsUncertain,
    /// A grid whose lost merges were put back.
    MergesRestored,
    /// Cells that were merged, which their carrier does not tell: laid out by what fits best.
    SpansGuessed,
    /// Two columns under one heading.
    ColumnsAlike,
    /// Year, stage or body, where the document does not say it plainly.
    MetaGuessed,
    /// Year or stage that could not be found at all.
    MetaMissing,
    /// A form of performance targets that was understood in part.
    FormInPart,
    /// What is printed in Excel cannot be known: the number format is missing.
    FormatMissing,
    /// A page that is a picture.
    PictureLeftOut,
    /// Short lines that stand on many pages (页眉页脚), and contents pages.
    RunningHead,
}

impl Note {
    /// A note of an extractor's own: what was left out or guessed, where, in both languages.
    ///
    /// ```
    /// use cn_budget::read::{Note, NoteKind};
    ///
    /// let note = Note::new(NoteKind::PictureLeftOut, Some("p3".into()), "第3页是图片，未读", "page 3 is a picture");
    /// assert_eq!(note.at.as_deref(), Some("p3"));
    /// ```
    pub fn new(
        kind: NoteKind,
        at: Option<String>,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self { kind, at, message: Message::new(zh, en) }
    }

    /// A note of texts in a table that were left out, with the first few of them.
    pub(super) fn left_out<'a>(at: Option<String>, texts: impl Iterator<Item = &'a str>) -> Self {
        let texts: Vec<&str> = texts.collect();
        let (zh, en) = (shown(&texts, "、", "等"), shown(&texts, ", ", " …"));
        let count = texts.len();
        Self::new(
            NoteKind::CellsLeftOut,
            at,
            format!("表中 {count} 个单元格未能归入行列，未读：{zh}"),
            format!(
                "left out, without a row or column: {} of a table: {en}",
                counted(count, "cell")
            ),
        )
    }
}

/// How many texts a note shows, and how much of each.
const SHOWN: usize = 5;
const LONGEST: usize = 20;

fn shown(texts: &[&str], comma: &str, more: &str) -> String {
    let mut out = String::new();
    for text in texts.iter().take(SHOWN) {
        if !out.is_empty() {
            out.push_str(comma);
        }
        out.extend(text.chars().take(LONGEST));
    }
    if texts.len() > SHOWN {
        out.push_str(more);
    }
    out
}
