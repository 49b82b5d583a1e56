//! What a ledger cannot be read for, and what is told beside it.

use alloc::{format, string::String};

use crate::error::Error;
use crate::lang::{Message, counted};

/// Why a ledger, or a row of it, is refused; a row is named by its number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
#[non_exhaustive]
pub enum LedgerError {
    /// No column holds amounts.
    NoAmountColumn,
    /// Two columns say the same.
    TwoColumns {
        /// The headings as given.
        headings: [String; 2],
    },
    /// The unit in the heading of the amounts is none.
    UnitInHeading {
        /// The heading as given.
        heading: String,
    },
    /// A row has more or fewer fields than there are headings.
    Fields {
        /// How many.
        found: usize,
        /// As many as there are headings.
        wanted: usize,
    },
    /// A field cannot be read.
    Field {
        /// The heading of its column.
        heading: String,
        /// What is wrong with it.
        error: Error,
    },
    /// A row without an amount.
    NoAmount,
    /// A row of totals (合计): with its parts in the ledger it would be counted twice.
    Total {
        /// The text that says so.
        text: String,
    },
    /// A line that does not tell its flow (收支) or fund (资金来源), without which it is no budget line.
    Open {
        /// Which one.
        what: &'static str,
    },
}

impl LedgerError {
    /// The message in both languages.
    pub fn message(&self) -> Message {
        match self {
            Self::NoAmountColumn => Message::new(
                "没有“金额”列（可写作 金额、金额（万元）、预算数、amount）",
                "no column is called 金额 or amount",
            ),
            Self::TwoColumns { headings: [one, other] } => Message::new(
                format!("“{one}”和“{other}”两列说的是同一件事"),
                format!("the columns {one} and {other} say the same"),
            ),
            Self::UnitInHeading { heading } => Message::new(
                format!("“{heading}”中的单位不认识，应为元、万元或亿元"),
                format!("the unit in {heading} is unknown: 元, 万元 or 亿元"),
            ),
            Self::Fields { found, wanted } => Message::new(
                format!("这一行有 {found} 列，表头有 {wanted} 列"),
                format!("{} instead of {wanted}", counted(*found, "field")),
            ),
            Self::Field { heading, error } => {
                let Message { zh, en } = error.message();
                Message::new(format!("{heading}：{zh}"), format!("{heading}: {en}"))
            }
            Self::NoAmount => Message::new("没有金额", "no amount"),
            Self::Total { text } => Message::new(
                format!("“{text}”是合计行，与明细相加会重复计算"),
                format!("“{text}” is a row of totals, which would be counted twice"),
            ),
            Self::Open { what } => Message::new(
                format!("没有写明{what}"),
                format!("the line does not tell its {what}"),
            ),
        }
    }
}

/// What sums would hide about rows that were read all the same, with the numbers of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum LedgerWarning {
    /// A code and one below it (201 and 2010350): the sums below the former are counted twice if
    /// it is a subtotal.
    MixedLevels {
        /// The upper code, and the first row that has it.
        above: (String, u64),
        /// The code below it, and the first row that has it.
        below: (String, u64),
    },
    /// Two rows that are the same in every column.
    SameLine {
        /// The first of them.
        first: u64,
        /// The other.
        again: u64,
    },
}

impl LedgerWarning {
    /// The message in both languages.
    pub fn message(&self) -> Message {
        match self {
            Self::MixedLevels { above: (above, first), below: (below, other) } => Message::new(
                format!(
                    "第 {first} 行是 {above}，第 {other} 行是其下级 {below}：上级若为小计，会重复计算"
                ),
                format!(
                    "row {first} has {above}, row {other} has {below} below it: if the former is a subtotal it is counted twice"
                ),
            ),
            Self::SameLine { first, again } => Message::new(
                format!("第 {again} 行与第 {first} 行完全相同"),
                format!("row {again} is the same as row {first}"),
            ),
        }
    }
}
