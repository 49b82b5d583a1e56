//! From lines and grids to the neutral form: what any extractor of PDF, Excel, Word or HTML hands on.

use alloc::string::String;
use alloc::vec::Vec;

use crate::kind::Stage;
use crate::raw::RawDisclosure;

mod block;
mod columns;
mod contents;
mod context;
mod document;
mod form;
mod grid;
mod header;
mod heads;
mod lattice;
mod meta;
mod note;
mod page;
mod prose;
mod ragged;
mod remerge;
mod rows;
mod shape;
mod table;
mod text;
mod words;

pub use block::{Block, Flow, Line};
pub use grid::{Grid, GridCell, MAX_GRID_COLUMNS, MAX_PLACES, MAX_ROWS};
pub use lattice::page_blocks;
pub use note::{Note, NoteKind};
pub use page::{Glyph, Page, Ruling};
pub use text::{TextError, text_blocks};

/// What was read of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The neutral form.
    ///
    /// Its year is 0 where the document does not tell it and no [`Hint`] does; a note says so.
    pub raw: RawDisclosure,
    /// What was left out or guessed.
    pub notes: Vec<Note>,
}

/// What is known of a document beside what it says; it goes before what the document says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hint {
    /// 年度.
    pub year: Option<u16>,
    /// 预算 or 决算.
    pub stage: Option<Stage>,
    /// Where the document was published, or the name of its file; a year or a stage in it counts
    /// where the document says nothing.
    pub source: Option<String>,
}

/// Reads the blocks of a document.
///
pub fn read(blocks: &[Block], hint: &Hint) -> Reading {
    let mut notes = Vec::new();
    let blocks = heads::without_running_heads(blocks, &mut notes);
    let (blocks, contents) = contents::Contents::split(&blocks);
    let walk = document::Walk::over(&blocks);
    notes.extend(walk.notes);
    let mut raw = RawDisclosure::new(0, Stage::Budget);
    let mut number = 0_u32;
    for draft in &walk.drafts {
        let entry = draft.context.title.as_deref().and_then(|title| contents.entry(title));
        let counted = number.saturating_add(1);
        number = draft.context.number.or(entry.map(|entry| entry.number)).unwrap_or(counted);
        let title = entry.and_then(|entry| entry.fuller_than(draft.context.title.as_deref()));
        let tables = draft.tables(number, &mut notes).into_iter();
        raw.tables.extend(tables.map(|mut table| {
            if let Some(title) = &title {
                table.title.clone_from(title);
            }
            table
        }));
    }
    raw.narrative = prose::paragraphs(&walk.prose);
    meta::complete(&mut raw, &blocks, hint, &mut notes);
    Reading { raw, notes }
}
