//! The narrative (情况说明) as a tree of what it mentions.

mod claim;
mod fold;
mod lex;
mod number;
mod numbering;
mod phrase;
mod subject;
mod tree;
mod words;

pub use claim::Percent;
