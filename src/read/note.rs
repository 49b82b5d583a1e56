//! What reading left out or guessed, each with its place.

use alloc::string::String;

use crate::lang::Message;

/// What was left out or guessed on the way from a document to its neutral form.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// Cells of a table that stand under no heading, or rows that could not be told apart.
    CellsLeftOut,
    /// Figures of a page that stand in no table.
    FiguresOutsideTables,
    /// A table whose title is not printed over it.
    TitleGuessed,
    /// A table over which no unit is printed.
    UnitMissing,
    /// A grid whose lost merges were put back.
    MergesRestored,
    /// Spans of a heading that its carrier had lost.
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
    pub(crate) fn new(
        kind: NoteKind,
        at: Option<String>,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        Self { kind, at, message: Message::new(zh, en) }
    }
}
