//! Claims: what prose says of money, typed.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use core::{fmt, ops::Range};

use crate::kind::Stage;
use crate::num::decimal;
use crate::num::figure::Figure;
use crate::scope::Scope;

/// The number of a claim: its text among the texts read one after another, and its place in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimId {
    /// The text (a paragraph of the narrative), counted from 0.
    pub text: u32,
    /// The claim within the text, counted from 0.
    pub index: u32,
}

/// What one clause says, and where it says so.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Claim {
    /// The bytes of the clause: from its subject to its unit.
    pub range: Range<usize>,
    /// The bytes of the amount or percentage, with its unit; `None` where the claim has none.
    pub amount: Option<Range<usize>>,
    /// What it says.
    pub kind: ClaimKind,
}

/// What a claim is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Subject {
    /// A scope of the budget.
    Scope(Scope),
    /// Something that no table of a disclosure prints: money reserved for small enterprises, the
    /// amounts of evaluated projects, the price from which equipment counts.
    Elsewhere,
}

impl Subject {
    /// The scope, `None` for something that no table prints.
    pub fn scope(self) -> Option<Scope> {
        match self {
            Self::Scope(scope) => Some(scope),
            Self::Elsewhere => None,
        }
    }
}

/// A figure that a claim refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reference {
    /// The value of another claim.
    Claim(ClaimId),
    /// Whatever is said or printed of a scope.
    Scope(Scope),
}

/// The kinds of claims.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClaimKind {
    /// 本年收入合计 2946.25 万元.
    Value {
        /// What it is the amount of.
        subject: Subject,
        /// The amount.
        figure: Figure,
        /// 约, 近, 左右, 以上: the amount is not meant exactly.
        approximate: bool,
        /// The value whose list (其中：…) this one stands in.
        part_of: Option<ClaimId>,
    },
    /// 比 2025 年减少 78.06 万元, 下降 1.87%, 持平.
    Change {
        /// What changed.
        subject: Subject,
        /// The value after the change, where it is told.
        of: Option<ClaimId>,
        /// The year compared with.
        base_year: Option<u16>,
        /// The stage compared with, where the words name one (比年初预算).
        base_stage: Option<Stage>,
        /// By how much.
        by: By,
        /// The change that this one is named as a part of (主要是 …).
        part_of: Option<ClaimId>,
    },
    /// 占 79.49%.
    Share {
        /// The part.
        part: ClaimId,
        /// The whole, where it is told.
        whole: Option<Reference>,
        /// Part divided by whole.
        percent: Percent,
    },
    /// 完成年初预算的 98.20%.
    Ratio {
        /// What was done.
        of: Reference,
        /// What was planned.
        to: Reference,
        /// The former divided by the latter.
        percent: Percent,
    },
    /// 决算数小于预算数.
    Comparison {
        /// The left side.
        left: Reference,
        /// How it is said to relate to the right side.
        relation: Comparison,
        /// The right side.
        right: Reference,
    },
    /// 主要包括：基本工资、津贴补贴、….
    Listing {
        /// What consists of the things listed.
        subject: Subject,
        /// The bytes of each name.
        names: Vec<Range<usize>>,
        /// Whether the list ends with 等: it names examples.
        open: bool,
    },
    /// 公务用车 0 辆: a number of things, not of money.
    Count {
        /// How many.
        number: i64,
        /// 辆, 个, 台 …
        measure: &'static str,
    },
    /// 无政府性基金预算财政拨款支出.
    Nil {
        /// What there is none of.
        subject: Subject,
    },
}

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

/// How one figure is said to relate to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Comparison {
    /// 小于, 低于, 少于.
    Less,
    /// 大于, 高于, 超过.
    Greater,
    /// 等于, 持平, 一致.
    Equal,
    /// 基本持平.
    NearlyEqual,
}

impl Comparison {
    /// The words of the templates.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Less => "小于",
            Self::Greater => "大于",
            Self::Equal => "等于",
            Self::NearlyEqual => "基本持平于",
        }
    }
}

/// A percentage as printed, exact.
///
/// ```
/// use cn_budget::narrative::Percent;
///
/// assert_eq!(Percent::new(7173, 2).to_string(), "71.73%");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Percent {
    mantissa: i64,
    decimals: u8,
}

impl Percent {
    /// `mantissa` × 10^−`decimals` percent.
    pub const fn new(mantissa: i64, decimals: u8) -> Self {
        Self { mantissa, decimals }
    }

    /// The digits without the point.
    pub const fn mantissa(self) -> i64 {
        self.mantissa
    }

    /// The digits behind the point.
    pub const fn decimals(self) -> u8 {
        self.decimals
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", decimal::text(i128::from(self.mantissa), self.decimals, false))
    }
}

crate::named::debug_as_printed!(Percent);

/// What was read out of one text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Claims {
    /// The number of the text.
    pub text: u32,
    /// The claims, in the order of the text.
    pub claims: Vec<Claim>,
    /// How many amounts and percentages stand in a claim.
    pub read: usize,
    /// The bytes of the amounts and percentages that do not.
    pub unread: Vec<Range<usize>>,
    /// What the text leaves implied for the one behind it.
    pub(super) after: super::state::State,
}

impl Claims {
    /// The claim of a number, if it is of this text.
    pub fn get(&self, id: ClaimId) -> Option<&Claim> {
        (id.text == self.text).then(|| self.claims.get(crate::index::index(id.index)))?
    }

    /// The claims with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (ClaimId, &Claim)> {
        let text = self.text;
        let numbered = self.claims.iter().enumerate();
        numbered.map(move |(index, claim)| {
            (ClaimId { text, index: crate::index::number(index) }, claim)
        })
    }

    /// The values listed as parts of another one, in the order of the text.
    pub fn parts(&self, whole: ClaimId) -> impl Iterator<Item = (ClaimId, &Claim)> {
        self.iter().filter(move |(_, claim)| {
            matches!(claim.kind, ClaimKind::Value { part_of, .. } if part_of == Some(whole))
        })
    }
}

impl By {
    /// 增加 1.00 万元, 下降 3.1%, 持平: the words of the templates.
    pub(super) fn words(self) -> String {
        let verb = |mantissa: i64, up: &'static str, down| if mantissa < 0 { down } else { up };
        match self {
            Self::Amount(figure) => {
                let text = figure.to_text_with_unit();
                let verb = verb(figure.mantissa(), "增加", "减少");
                verb.to_string() + text.trim_start_matches('-')
            }
            Self::Percent(percent) => {
                let text = percent.to_string();
                let verb = verb(percent.mantissa, "增长", "下降");
                verb.to_string() + text.trim_start_matches('-')
            }
            Self::Flat => "持平".to_string(),
            Self::NearlyFlat => "基本持平".to_string(),
        }
    }
}
