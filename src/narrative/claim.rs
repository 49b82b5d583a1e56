//! What prose says of money, typed: mentions, and claims about them.

use alloc::string::String;
use core::ops::Range;

use super::number::Percent;
use super::tree::{self, What, Whole};
use super::{Narrative, Relation};
use crate::index;
use crate::kind::Stage;
use crate::num::figure::Figure;
use crate::scope::Scope;

pub use super::tree::Origin;

/// By how much something changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum By {
    /// An amount, negative for 减少 and 下降.
    Amount(Figure),
    /// A percentage of the earlier value, negative for 减少 and 下降.
    Percent(Percent),
    /// 持平, 无变化.
    Flat,
    /// 基本持平.
    NearlyFlat,
}

/// How one amount is said to relate to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Comparison {
    /// 小于, 低于, 未超.
    Less,
    /// 大于, 高于, 超过.
    Greater,
    /// 等于.
    Equal,
}

impl Comparison {
    /// The words of the templates.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Less => "小于",
            Self::Greater => "大于",
            Self::Equal => "等于",
        }
    }
}

/// What something is compared with: a year, a stage, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Base {
    /// The year, where one is told or implied.
    pub year: Option<u16>,
    /// The stage, where the words name one (比年初预算).
    pub stage: Option<Stage>,
    /// The words name no base: it is that of the head, or last year.
    pub presumed: bool,
}

/// Something that a narrative speaks of, understood or not.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mention {
    /// Its number.
    pub id: usize,
    /// The paragraph, counted from 0.
    pub paragraph: u32,
    /// The bytes of its words.
    pub range: Range<usize>,
    /// What it is about, without year and stage; `None` where that was not understood.
    pub scope: Option<Scope>,
    /// How the scope came to be.
    pub origin: Origin,
    /// Whether words leave some part of the scope only: 本级, 中小企业.
    pub is_narrowed: bool,
    /// The number of the mention that lists it as one of its parts.
    pub part_of: Option<usize>,
    /// The words that say what it is, in half width and without quotes.
    pub words: String,
}

/// One thing that a narrative says of a mention.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Claim {
    /// The number of the mention.
    pub of: usize,
    /// The paragraph, counted from 0.
    pub paragraph: u32,
    /// The bytes of the clause.
    pub range: Range<usize>,
    /// The bytes of the number with its unit, or of the words where there is none (持平).
    pub number: Range<usize>,
    /// What it says.
    pub kind: ClaimKind,
}

/// The kinds of claims.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClaimKind {
    /// 支出决算为5万元.
    Level {
        /// The amount.
        figure: Figure,
        /// The year, `None` for that of the document.
        year: Option<u16>,
        /// The stage, `None` for that of the document.
        stage: Option<Stage>,
        /// 约, 近: the amount is not meant exactly.
        approximate: bool,
    },
    /// 与2023年620万元相比: the amount compared with.
    Prior {
        /// The amount.
        figure: Figure,
        /// Of when it is.
        base: Base,
    },
    /// 减少5万元, 下降3.1%, 持平.
    Change {
        /// By how much.
        by: By,
        /// Against what.
        base: Base,
    },
    /// 差值为0.80万元, 差异率11%: a difference without a sign.
    Difference(By),
    /// 占79.49%.
    Share {
        /// The part divided by the whole.
        percent: Percent,
        /// The mention that is the whole, where the narrative has it.
        whole: Option<usize>,
    },
    /// 完成年初预算的98.20%.
    Completion {
        /// What was done divided by what was planned.
        percent: Percent,
        /// The plan, where the words name it.
        stage: Option<Stage>,
    },
    /// 小于预算数.
    Comparison {
        /// How it relates.
        relation: Comparison,
        /// To what.
        base: Base,
    },
    /// 3辆.
    Count {
        /// How many.
        number: i64,
        /// 辆, 个, 台 …
        measure: &'static str,
    },
}

impl Narrative {
    /// What the narrative speaks of, in its order.
    pub fn mentions(&self) -> impl Iterator<Item = Mention> + use<'_> {
        self.tree.mentions.iter().enumerate().map(|(id, mention)| Mention {
            id,
            paragraph: mention.span.paragraph,
            range: range(&mention.span),
            scope: mention.scope,
            origin: mention.origin,
            is_narrowed: !mention.narrow.is_empty(),
            part_of: self.tree.head(id),
            words: mention.subject.words.clone(),
        })
    }

    /// What it says, mention by mention.
    pub fn claims(&self) -> impl Iterator<Item = Claim> + use<'_> {
        self.tree.mentions.iter().enumerate().flat_map(|(of, mention)| {
            mention.measures.iter().map(move |measure| Claim {
                of,
                paragraph: measure.span.paragraph,
                range: range(&measure.clause),
                number: range(&measure.span),
                kind: kind(&measure.what),
            })
        })
    }

    /// The numbers of which it is not known what they are of: paragraph and bytes.
    pub fn unread(&self) -> impl Iterator<Item = (u32, Range<usize>)> + use<'_> {
        let lost = self.tree.lost.iter();
        let unknown = self.tree.mentions.iter().filter(|mention| !mention.is_known());
        let of_unknown = unknown.flat_map(|mention| {
            mention.measures.iter().filter(|measure| {
                !matches!(
                    measure.what,
                    What::Count { .. } | What::Flat { .. } | What::Compare { .. }
                )
            })
        });
        let all = lost.chain(of_unknown.map(|measure| &measure.span));
        all.map(|span| (span.paragraph, range(span)))
    }
}

fn range(span: &tree::Span) -> Range<usize> {
    index::index(span.start)..index::index(span.end)
}

fn base(base: tree::Base) -> Base {
    Base { year: base.year, stage: base.stage, presumed: base.presumed }
}

fn kind(what: &What) -> ClaimKind {
    match *what {
        What::Level { figure, year, stage, about } => {
            ClaimKind::Level { figure, year, stage, approximate: about }
        }
        What::Prior { figure, base: of } => ClaimKind::Prior { figure, base: base(of) },
        What::Change { figure, base: of, .. } => {
            ClaimKind::Change { by: By::Amount(figure), base: base(of) }
        }
        What::Rate { percent, base: of, .. } => {
            ClaimKind::Change { by: By::Percent(percent), base: base(of) }
        }
        What::Flat { nearly, base: of, .. } => {
            let by = if nearly { By::NearlyFlat } else { By::Flat };
            ClaimKind::Change { by, base: base(of) }
        }
        What::Difference { figure } => ClaimKind::Difference(By::Amount(figure)),
        What::DifferenceRate { percent } => ClaimKind::Difference(By::Percent(percent)),
        What::Compare { relation, base: of } => {
            let relation = match relation {
                Relation::Less => Comparison::Less,
                Relation::Greater => Comparison::Greater,
                Relation::Equal => Comparison::Equal,
            };
            ClaimKind::Comparison { relation, base: base(of) }
        }
        What::Share { percent, ref of, .. } => {
            let whole = match of {
                Whole::Mention(id) => Some(*id),
                Whole::Named(_) | Whole::Unknown => None,
            };
            ClaimKind::Share { percent, whole }
        }
        What::Completion { percent, stage, .. } => ClaimKind::Completion { percent, stage },
        What::Count { number, measure } => ClaimKind::Count { number, measure },
    }
}
