//! Frames: what a phrase stands in, innermost last. Nothing but frames and the tree has a memory.

use super::{ListId, MentionId, Role};
use crate::fund::FundSource;
use crate::narrative::subject::Subject;
use crate::num::amount::Unit;

/// What a phrase stands in, within one line.
#[derive(Debug, Clone)]
pub(super) enum Frame {
    /// A list that the sentence opened.
    /// `joined`: its last member stands behind 、.
    List { list: ListId, sentence: u32, semicolon: bool, joined: bool },
    /// A bracket, with what held before it.
    Bracket { before: Held, list: Option<ListId> },
    /// 主要用于, 原因是, with what held before it; `stepped`: 一是 stands in it.
    Aside { before: Held, list: Option<ListId>, role: Role, stepped: bool },
}

/// What a bracket or an aside leaves as it was.
#[derive(Debug, Clone, Default)]
pub(super) struct Held {
    pub(super) focus: Option<MentionId>,
    pub(super) pending: Option<Pending>,
    pub(super) base: Option<super::grow::Compared>,
    pub(super) alternative: Option<MentionId>,
}

/// A subject that waits for its number.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    pub(super) subject: Subject,
    pub(super) span: super::Span,
}

/// To whom the next amount of several is dealt (A、B分别为3万元、2万元): a name, or a mention told before.
#[derive(Debug, Clone)]
pub(super) enum Dealt {
    Name(Subject),
    Mention(MentionId),
    /// The words name all of them together.
    Unnamed,
}

/// A list whose members stand in the paragraphs below its head.
#[derive(Debug, Clone)]
pub(super) struct Over {
    pub(super) list: ListId,
    /// The numbering of the head's paragraph: the same or a higher one closes the list.
    pub(super) level: Option<u8>,
    /// The numbering of the members.
    pub(super) members: Option<u8>,
}

/// A heading, and what it says for all below it.
#[derive(Debug, Clone)]
pub(super) struct Heading {
    pub(super) level: u8,
    pub(super) fund: Option<FundSource>,
    /// 基本支出: its economic classes are those of basic expenditure.
    pub(super) basic: bool,
    pub(super) subject: Subject,
    /// （单位：万元）: the unit of amounts that are printed without one.
    pub(super) unit: Option<Unit>,
    /// It may speak of some of the money only, or of none of the budget: what stands below it is
    /// held against no table unless its own words say what it is.
    pub(super) apart: bool,
}
