//! A column of a guessed table: a lane of its body with the heading over it.

use super::lanes::Content;
use super::text::Span;

/// A column of the table.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// From where to where its texts reach.
    pub(super) across: Span,
    pub(super) content: Option<Content>,
    /// The heading right over it, by its place among the cells.
    pub(super) leaf: Option<usize>,
}
