//! The narrative (情况说明) as a tree of what it mentions.

mod claim;
mod context;
mod fold;
mod lex;
mod number;
mod numbering;
mod phrase;
mod subject;
pub(crate) mod tree;
mod words;

pub use claim::{By, Percent};
pub use context::Context;
pub(crate) use phrase::{Direction, Relation};
pub(crate) use subject::Misnamed;

use tree::Tree;

use crate::kind::Stage;
use crate::raw::RawParagraph;

/// What a narrative says.
#[derive(Debug, Clone, Default)]
pub struct Narrative {
    pub(crate) tree: Tree,
}

/// Reads a narrative, in time linear in its length.
#[must_use]
pub fn read(paragraphs: &[RawParagraph], context: &Context) -> Narrative {
    let Context { year, stage, lexicon } = context;
    Narrative { tree: tree::grow(paragraphs, lexicon, *year, *stage) }
}

/// The stage that the amounts of a document are of, where the words do not say.
pub(crate) fn stage_of(stage: Option<Stage>, document: Stage) -> Stage {
    stage.unwrap_or(document)
}
