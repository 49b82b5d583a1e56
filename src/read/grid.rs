//! From lines and grids to the neutral form: what any extractor of PDF, Excel, Word or HTML hands on.
//!
//! Pure, without files or networks. An extractor hands over the document as a sequence of
//! [`Block`]s, lines of text and grids of cells in their order, and [`read()`] makes the neutral form
//! of it: titles, units and numbers from the lines around a grid, headings as paths, rows with codes
//! and names, tables put together over page breaks, the prose by headings, targets from their forms,
//! and what the document says of its year, stage and body. Nothing is left out silently: see
//! [`Reading::notes`].
//!
//! Carriers that know no grids come with readers of their own: [`page_blocks`] makes lines and grids
//! of the glyphs and rulings of a page, [`text_blocks`] of plain text, [`Grid::from_ragged`] of rows
//! whose spans are lost.
//!
//! All types travel by serde, so that an extractor in any language can hand them over as JSON.
//!
//! ```
//! use cn_budget::read::{Block, Grid, GridCell, Hint, Line, read};
//!
//! let grid = Grid::new([
//!     GridCell::new(0, 0, "科目编码"), GridCell::new(0, 1, "科目名称"), GridCell::new(0, 2, "合计"),
//!     GridCell::new(1, 0, "201"), GridCell::new(1, 1, "一般公共服务支出"), GridCell::new(1, 2, "12.30"),
//! ]);
//! let blocks = [Line::new("某局2026年部门预算支出总表").into(), Line::new("单位：万元").into(), grid.into()];
//! let reading = read(&blocks, &Hint::default());
//!
//! let table = &reading.raw.tables[0];
//! assert_eq!((table.title.as_str(), table.unit.as_deref()), ("某局2026年部门预算支出总表", Some("万元")));
//! assert_eq!(table.rows[0].code.as_deref(), Some("201"));
//! assert_eq!(reading.raw.year, 2026);
//! ```
//!
//! # Limits
//!
//! Of a grid [`MAX_ROWS`] rows, [`MAX_GRID_COLUMNS`] columns and [`MAX_PLACES`] places are read, fewer
//! of one with few cells; what is beyond is left out with a note. A plain text of more than
//! [`MAX_TEXT_CELLS`] lines and cells is refused. A page with more than some thousand
//! straight lines, or a frame with more than a hundred thousand places, is drawing and no table.

use alloc::string::String;
use alloc::vec::Vec;

use crate::kind::Stage;
use crate::raw::RawDisclosure;

mod block;
mod broken;
mod cells;
mod columns;
mod contents;
mod context;
mod document;
mod form;
mod header;
mod heads;
mod lattice;
mod meta;
mod note;
mod outside;
mod page;
mod prose;
mod radicals;
mod ragged;
mod remerge;
mod rows;
mod shape;
mod shared;
mod table;
mod text;
mod words;

pub use block::{Block, Flow, Line};
pub use cells::{Grid, GridCell, MAX_GRID_COLUMNS, MAX_PLACES, MAX_ROWS};
pub use lattice::page_blocks;
pub use note::{Note, NoteKind};
pub use page::{Glyph, Page, Ruling};
pub use text::{MAX_TEXT_CELLS, TextError, text_blocks};

/// What was read of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reading {
    /// The neutral form.
    ///
    /// Its year is 0 where the document does not tell it and no [`Hint`] does; a note says so.
    pub raw: RawDisclosure,
    /// What was left out or guessed.
    pub notes: Vec<Note>,
}

/// What was handed over in the neutral form: read as it is, with nothing left out.
impl From<RawDisclosure> for Reading {
    fn from(raw: RawDisclosure) -> Self {
        Self { raw, notes: Vec::new() }
    }
}

/// What is known of a document beside what it says; it goes before what the document says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Hint {
    /// 年度.
    pub year: Option<u16>,
    /// 预算 or 决算.
    pub stage: Option<Stage>,
    /// Where the document was published, or the name of its file; a year or a stage in it counts
    /// where the document says nothing.
    pub source: Option<String>,
}

impl Hint {
    /// The year (年度), whatever the document says.
    ///
    /// ```
    /// use cn_budget::{Stage, read::Hint};
    ///
    /// let hint = Hint::default().year(2026).stage(Stage::Budget).source("某某局预算.pdf".to_string());
    /// assert_eq!(hint.source.as_deref(), Some("某某局预算.pdf"));
    /// ```
    #[must_use]
    pub const fn year(mut self, year: u16) -> Self {
        self.year = Some(year);
        self
    }

    /// 预算 or 决算, whatever the document says.
    #[must_use]
    pub const fn stage(mut self, stage: Stage) -> Self {
        self.stage = Some(stage);
        self
    }

    /// Where the document was published, or the name of its file.
    #[must_use]
    pub fn source(mut self, source: impl Into<Option<String>>) -> Self {
        self.source = source.into();
        self
    }
}

/// Reads the blocks of a document.
///
/// Never fails: what cannot be read is left out, and a note says so.
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
    for (sheet, context, at) in &walk.forms {
        let targets = form::targets(sheet, context);
        if targets.iter().any(|target| target.project.is_empty()) {
            notes.push(Note::new(
                NoteKind::FormInPart,
                at.clone(),
                "绩效表中没有读到项目名称",
                "no name of a project was found in a form of targets",
            ));
        }
        let left = form::left_out(sheet, &targets);
        if !left.is_empty() {
            notes.push(Note::left_out(at.clone(), left.into_iter()));
        }
        raw.performance.extend(targets);
    }
    raw.narrative = prose::paragraphs(&walk.prose);
    meta::complete(&mut raw, &blocks, hint, &mut notes);
    Reading { raw, notes }
}
