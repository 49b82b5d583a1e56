//! The tree of a narrative: what it mentions, what it says of each mention, and which mentions it
//! lists as parts of which.
//!
//! A node is a mention, understood or not, and not a number: amounts, changes, rates and shares hang
//! on it as measures. Children hang in a list under a head. Nothing else is kept between phrases.

use alloc::vec::Vec;
use core::ops::Range;

use super::claim::Percent;
use super::phrase::{Direction, Relation};
use super::subject::Subject;
use super::words::{Narrow, Opening};
use crate::kind::Stage;
use crate::num::figure::Figure;
use crate::scope::Scope;

mod attach;
mod frame;
mod grow;
mod heading;
mod part;
mod place;

pub(super) use grow::grow;

/// A place in the narrative: the paragraph, and bytes of its text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, PartialOrd, Ord)]
pub(super) struct Span {
    pub(super) paragraph: u32,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// The number of a mention.
pub(super) type MentionId = usize;

/// The number of a list.
pub(super) type ListId = usize;

/// How it is known what a mention is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// The words of the mention say so.
    Printed,
    /// The head of its list does.
    Inherited,
    /// The heading above does, or the sentence before.
    Presumed,
}

/// Something that the narrative speaks of.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    pub(super) subject: Subject,
    /// The bytes of its words.
    pub(super) span: Span,
    /// What it is about, with what it inherits; `None` where that is not understood.
    pub(super) scope: Option<Scope>,
    /// How the scope came to be.
    pub(super) origin: Origin,
    /// Narrowing words, with those of its head.
    pub(super) narrow: Vec<Narrow>,
    /// The list that it is a member of.
    pub(super) list: Option<ListId>,
    /// Some head above is not understood.
    pub(super) below_unread: bool,
    /// The section that it stands in.
    pub(super) section: u32,
    /// The sentence that it stands in.
    pub(super) sentence: u32,
    pub(super) measures: Vec<Measure>,
    /// What its last change was compared with.
    pub(super) base: Option<Base>,
}

/// What is said of a mention.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measure {
    pub(super) what: What,
    /// The bytes of the number, or of the words where there is none.
    pub(super) span: Span,
    /// The bytes of the clause.
    pub(super) clause: Span,
    pub(super) sentence: u32,
    /// The other mention that it may be of.
    pub(super) or: Option<MentionId>,
    /// The number has no unit of its own.
    pub(super) bare: bool,
}

/// The kinds of measures.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    Level { figure: Figure, year: Option<u16>, stage: Option<Stage>, about: bool },
    /// The amount that is compared with.
    Prior { figure: Figure, base: Base },
    Change { figure: Figure, direction: Direction, base: Base },
    Rate { percent: Percent, direction: Direction, base: Base },
    Flat { nearly: bool, base: Base, chosen: bool },
    Difference { figure: Figure },
    DifferenceRate { percent: Percent },
    Compare { relation: Relation, base: Base },
    Share { percent: Percent, of: Whole, amount: Option<Figure> },
    Completion { percent: Percent, stage: Option<Stage>, amount: Option<Figure> },
    Count { number: i64, measure: &'static str },
    /// A number that was read for what it is, and is no amount of a budget.
    Aside,
}

/// What a share is of.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Whole {
    /// A mention that the words or the list point to.
    Mention(MentionId),
    /// What the words name, where nothing mentions it.
    Named(Subject),
    Unknown,
}

/// What something is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Base {
    pub(super) year: Option<u16>,
    pub(super) stage: Option<Stage>,
    pub(super) printed_year: bool,
    /// The words name something else than what changed.
    pub(super) foreign: bool,
    /// No words: the base of the head, or last year.
    pub(super) presumed: bool,
}

/// What a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Parts of the amount of the head.
    Parts(Opening),
    /// Why it changed.
    Causes { certain: bool },
    /// What it is used for.
    Uses,
}

/// Mentions listed under a head.
#[derive(Debug, Clone)]
pub(super) struct List {
    pub(super) head: MentionId,
    pub(super) role: Role,
    pub(super) children: Vec<MentionId>,
    /// A number in the list of which it is not known what it is.
    pub(super) open: bool,
    /// 支出包括: the flow of the children, where the words before the opener name it.
    pub(super) scope: Scope,
}

/// Names without amounts: 主要包括：基本工资、津贴补贴.
#[derive(Debug, Clone)]
pub(super) struct Listing {
    pub(super) of: MentionId,
    pub(super) names: Vec<Span>,
    pub(super) open: bool,
}

/// What is said not to be.
#[derive(Debug, Clone)]
pub(super) struct Nil {
    pub(super) scope: Option<Scope>,
    pub(super) year: Option<u16>,
    pub(super) span: Span,
}

/// All that a narrative says.
#[derive(Debug, Clone, Default)]
pub(super) struct Tree {
    pub(super) mentions: Vec<Mention>,
    pub(super) lists: Vec<List>,
    pub(super) listings: Vec<Listing>,
    pub(super) nils: Vec<Nil>,
    /// Numbers of which it is not known what they are.
    pub(super) lost: Vec<Span>,
    /// Places that were not filled in.
    pub(super) placeholders: Vec<Span>,
}

impl Tree {
    pub(super) fn mention(&self, id: MentionId) -> Option<&Mention> {
        self.mentions.get(id)
    }

    pub(super) fn list(&self, id: ListId) -> Option<&List> {
        self.lists.get(id)
    }

    /// The head of the list that a mention is in.
    pub(super) fn head(&self, id: MentionId) -> Option<MentionId> {
        let list = self.mention(id)?.list?;
        self.list(list).map(|list| list.head)
    }

    /// A mention and the heads above it, from the inside.
    pub(super) fn ancestors(&self, id: MentionId) -> impl Iterator<Item = MentionId> {
        let mut steps = 0_u32;
        core::iter::successors(Some(id), move |&id| {
            steps += 1;
            self.head(id).filter(|&head| head != id && steps < 32)
        })
    }
}

impl Mention {
    pub(super) fn levels(&self) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(|measure| matches!(measure.what, What::Level { .. }))
    }

    pub(super) fn has_change(&self) -> bool {
        self.measures.iter().any(|measure| {
            matches!(measure.what, What::Change { .. } | What::Rate { .. } | What::Flat { .. })
        })
    }
}

impl Span {
    pub(super) fn new(paragraph: u32, range: Range<usize>) -> Self {
        Self {
            paragraph,
            start: crate::index::number(range.start),
            end: crate::index::number(range.end),
        }
    }
}
