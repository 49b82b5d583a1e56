//! The narrative (情况说明) as a tree of what it mentions.
//!
//! [`read`] takes a whole narrative in three steps. Its lines become tokens by one lexicon, the
//! longest word first. Phrases, a table of clause shapes, are read from left to right. They grow a
//! tree: a node is a [`Mention`], understood or not; levels, changes, rates and shares hang on it as
//! [`Claim`]s; 其中, brackets and numbered items list mentions under a head. Words that are not
//! understood make a mention that is not understood, and never a claim about something else.
//!
//! ```
//! use cn_budget::{Kind, Stage, narrative::{self, By, ClaimKind, Context}};
//!
//! let context = Context::new(2026, Stage::Budget);
//! let text = "支出预算200.00万元，其中：基本支出164.81万元，比2025年增加20.21万元。";
//! let narrative = narrative::read_text(text, &context);
//!
//! let basic = narrative.mentions().find(|mention| mention.part_of.is_some()).unwrap();
//! assert_eq!(basic.scope.unwrap().kind(), Some(Kind::Basic));
//! let changed = narrative.claims().last().unwrap();
//! assert_eq!(changed.of, basic.id);
//! assert_eq!(&text[changed.number], "20.21万元");
//! let ClaimKind::Change { by: By::Amount(by), base } = changed.kind else { panic!() };
//! assert_eq!((base.year, by.to_string().as_str()), (Some(2025), "20.21"));
//! ```

use alloc::string::String;

mod claim;
mod context;
mod fold;
mod lex;
mod number;
mod numbering;
mod phrase;
mod restate;
mod subject;
pub(crate) mod tree;
mod words;

pub use claim::{Base, By, Claim, ClaimKind, Comparison, Mention, Origin};
pub use context::Context;
pub use number::Percent;
pub(crate) use phrase::{Direction, Relation};
pub use restate::{Style, restate};
pub(crate) use subject::Misnamed;

use crate::raw::RawParagraph;
use tree::Tree;

/// What a narrative says.
#[derive(Debug, Clone, Default)]
pub struct Narrative {
    pub(crate) tree: Tree,
}

/// Reads a narrative, in time linear in its length.
#[must_use]
pub fn read(paragraphs: &[RawParagraph], context: &Context) -> Narrative {
    let Context { year, lexicon, .. } = context;
    Narrative { tree: tree::grow(paragraphs, lexicon, *year) }
}

/// Reads one text.
///
/// ```
/// use cn_budget::{Stage, narrative::{self, Context}};
///
/// let context = Context::new(2024, Stage::Final);
/// let told = narrative::read_text("支出合计5万元，其中：基本支出4万元，占80%；杂项1万元。", &context);
/// assert_eq!(told.claims().count(), 4);
/// assert_eq!(told.unread().count(), 1); // 杂项 is no word of the tables
/// ```
#[must_use]
pub fn read_text(text: &str, context: &Context) -> Narrative {
    read(&[RawParagraph { section: String::new(), text: text.into() }], context)
}
