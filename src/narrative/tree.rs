//! The tree of a narrative: what it mentions, what it says of each mention, and which mentions it
//! lists as parts of which.
//!
//! A node is a mention, understood or not, and not a number: amounts, changes, rates and shares hang
//! on it as measures. Children hang in a list under a head. Nothing else is kept between phrases.

use alloc::vec::Vec;
use core::ops::Range;

use super::number::Percent;
use super::phrase::{Direction, Relation};
use super::subject::Subject;
pub(crate) use super::words::{Narrow, Opening};
use crate::kind::Stage;
use crate::num::figure::Figure;
use crate::scope::Scope;

mod add;
mod again;
mod attach;
mod change;
mod deal;
mod frame;
mod grow;
mod heading;
mod member;
mod part;
mod place;
mod time;
mod whole;

pub(super) use grow::grow;

/// A place in the narrative: the paragraph, and bytes of its text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, PartialOrd, Ord)]
pub(crate) struct Span {
    pub(crate) paragraph: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// The number of a mention.
pub(crate) type MentionId = usize;

/// The number of a list.
pub(crate) type ListId = usize;

/// How it is known what a mention is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Origin {
    /// The words of the mention say so.
    Printed,
    /// The head of its list does.
    Inherited,
    /// The heading above does, or the sentence before.
    Presumed,
}

/// Something that the narrative speaks of.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    pub(crate) subject: Subject,
    /// The bytes of its words.
    pub(crate) span: Span,
    /// What it is about, with what it inherits; `None` where that is not understood.
    pub(crate) scope: Option<Scope>,
    /// How the scope came to be.
    pub(crate) origin: Origin,
    /// Narrowing words, with those of its head.
    pub(crate) narrow: Vec<Narrow>,
    /// The list that it is a member of.
    pub(crate) list: Option<ListId>,
    /// Which of several readings is meant was told by the place alone.
    pub(crate) guessed: bool,
    /// Some head above is not understood.
    pub(crate) below_unread: bool,
    /// The section that it stands in.
    pub(crate) section: u32,
    /// The sentence that it stands in.
    pub(crate) sentence: u32,
    pub(crate) measures: Vec<Measure>,
    /// What its last change was compared with.
    pub(crate) base: Option<Base>,
}

/// What is said of a mention.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Measure {
    pub(crate) what: What,
    /// The bytes of the number, or of the words where there is none.
    pub(crate) span: Span,
    /// The bytes of the clause.
    pub(crate) clause: Span,
    pub(crate) sentence: u32,
    /// The other mention that it may be of.
    pub(crate) or: Option<MentionId>,
    /// The number has no unit of its own.
    pub(crate) bare: bool,
}

/// The kinds of measures.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum What {
    Level {
        figure: Figure,
        year: Option<u16>,
        stage: Option<Stage>,
        about: bool,
    },
    /// The amount that is compared with.
    Prior {
        figure: Figure,
        base: Base,
    },
    Change {
        figure: Figure,
        direction: Direction,
        base: Base,
    },
    Rate {
        percent: Percent,
        direction: Direction,
        base: Base,
    },
    Flat {
        nearly: bool,
        base: Base,
        chosen: bool,
    },
    Difference {
        figure: Figure,
    },
    DifferenceRate {
        percent: Percent,
    },
    Compare {
        relation: Relation,
        base: Base,
    },
    Share {
        percent: Percent,
        of: Whole,
        amount: Option<Figure>,
    },
    Completion {
        percent: Percent,
        stage: Option<Stage>,
        year: Option<u16>,
        foreign: bool,
    },
    Count {
        number: i64,
        measure: &'static str,
    },
}

/// What a share is of.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Whole {
    /// A mention that the words or the list point to.
    Mention(MentionId),
    /// What the words name, where nothing mentions it.
    Named(Subject),
    Unknown,
}

/// What something is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Base {
    pub(crate) year: Option<u16>,
    pub(crate) stage: Option<Stage>,
    pub(crate) printed_year: bool,
    /// The words name something else than what changed.
    pub(crate) foreign: bool,
    /// No words: the base of the head, or last year.
    pub(crate) presumed: bool,
}

/// What a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Parts of the amount of the head.
    Parts(Opening),
    /// Why it changed.
    Causes { certain: bool },
    /// What it is used for.
    Uses,
}

/// Mentions listed under a head.
#[derive(Debug, Clone)]
pub(crate) struct List {
    pub(crate) head: MentionId,
    /// What was told right before it, where that is not the head: the shares may be of that.
    pub(crate) beside: Option<MentionId>,
    pub(crate) role: Role,
    pub(crate) children: Vec<MentionId>,
    /// A number in the list of which it is not known what it is.
    pub(crate) open: bool,
    /// It was opened right behind an amount.
    pub(crate) behind: bool,
    /// 支出包括: the flow of the children, where the words before the opener name it.
    pub(crate) scope: Scope,
}

/// Names without amounts: 主要包括：基本工资、津贴补贴.
#[derive(Debug, Clone)]
pub(crate) struct Listing {
    pub(crate) of: MentionId,
    pub(crate) names: Vec<Span>,
    pub(crate) open: bool,
}

/// What is said not to be.
#[derive(Debug, Clone)]
pub(crate) struct Nil {
    pub(crate) scope: Option<Scope>,
    pub(crate) year: Option<u16>,
    pub(crate) span: Span,
}

/// All that a narrative says.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tree {
    pub(crate) mentions: Vec<Mention>,
    pub(crate) lists: Vec<List>,
    pub(crate) listings: Vec<Listing>,
    pub(crate) nils: Vec<Nil>,
    /// Numbers of which it is not known what they are.
    pub(crate) lost: Vec<Span>,
    /// Those among them that have more digits than a figure holds.
    pub(crate) too_long: Vec<Span>,
    /// Places that were not filled in.
    pub(crate) placeholders: Vec<Span>,
}

impl Tree {
    pub(crate) fn mention(&self, id: MentionId) -> Option<&Mention> {
        self.mentions.get(id)
    }

    pub(crate) fn list(&self, id: ListId) -> Option<&List> {
        self.lists.get(id)
    }

    /// The head of the list that a mention is in.
    pub(crate) fn head(&self, id: MentionId) -> Option<MentionId> {
        let list = self.mention(id)?.list?;
        self.list(list).map(|list| list.head)
    }

    /// A mention and the heads above it, from the inside.
    pub(crate) fn ancestors(&self, id: MentionId) -> impl Iterator<Item = MentionId> {
        let mut steps = 0_u32;
        core::iter::successors(Some(id), move |&id| {
            steps += 1;
            self.head(id).filter(|&head| head != id && steps < 32)
        })
    }
}

impl Mention {
    /// Whether it is known what it is about, be it only some part of something.
    pub(crate) fn is_known(&self) -> bool {
        self.scope.is_some() || !self.narrow.is_empty()
    }

    pub(crate) fn levels(&self) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(|measure| matches!(measure.what, What::Level { .. }))
    }

    pub(crate) fn has_change(&self) -> bool {
        self.measures.iter().any(|measure| {
            matches!(measure.what, What::Change { .. } | What::Rate { .. } | What::Flat { .. })
        })
    }
}

impl Span {
    pub(crate) fn new(paragraph: u32, range: Range<usize>) -> Self {
        Self {
            paragraph,
            start: crate::index::number(range.start),
            end: crate::index::number(range.end),
        }
    }
}
