//! Reading: lines and grids → the neutral form; its tables → facts.
//!
//! [`read()`] makes the neutral form of a document of whatever extractor hands over its lines and
//! grids; [`Disclosure::read`] tells what the tables of the neutral form say.

use alloc::{sync::Arc, vec::Vec};

use crate::catalogue::Catalogue;
use crate::disclosure::{Disclosure, Parts};
use crate::finding::{Finding, FindingKind, Severity};
use crate::index;
use crate::label::Vocabulary;
use crate::place::Place;
use crate::raw::{RawDisclosure, RawProblem};

mod grid;
pub(crate) mod table;

pub use grid::{
    Block, Flow, Glyph, Grid, GridCell, Hint, Line, MAX_GRID_COLUMNS, MAX_PLACES, MAX_ROWS,
    MAX_TEXT_CELLS, Note, NoteKind, Page, Reading, Ruling, TextError, page_blocks, read,
    text_blocks,
};

impl Disclosure {
    /// Reads a disclosure with the standard vocabulary and the built-in catalogue.
    #[must_use]
    pub fn read(raw: RawDisclosure) -> Self {
        Self::read_with(raw, &Vocabulary::standard(), &Catalogue::builtin())
    }

    /// Reads a disclosure with a vocabulary and a catalogue of the caller's own.
    #[must_use]
    pub fn read_with(raw: RawDisclosure, vocabulary: &Vocabulary, catalogue: &Catalogue) -> Self {
        let raw = Arc::new(raw);
        let tables = table::read(&table::Input::new(&raw, vocabulary, catalogue));
        let mut findings = problems(&raw);
        findings.extend(tables.findings);
        let parts = Parts {
            tables: tables.all,
            facts: tables.facts,
            changes: tables.changes,
            findings,
            names: tables.names,
            unplaced: tables.unplaced,
        };
        Self::of_parts(raw, parts, vocabulary, catalogue)
    }
}

/// What was wrong with the form that was read.
fn problems(raw: &RawDisclosure) -> Vec<Finding> {
    let problem = |problem: &RawProblem| {
        let row = problem.row.map(index::number);
        let table = problem.table.map(index::number);
        // What is wrong outside the tables has no place but the path that the message begins with.
        let place = table.map(|table| match row {
            Some(row) => Place::Row { table, row },
            None => Place::Table { table },
        });
        let kind = FindingKind::UnreadableFigure;
        let mut finding = Finding::new(kind, place.into_iter().collect(), problem.message.clone());
        finding.severity = Severity::Warning;
        finding
    };
    raw.problems.iter().map(problem).collect()
}
