//! What a word means.

use crate::code::{Level, SchemeKind};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::{Kind, Stage};
use crate::num::amount::Unit;

/// What a word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Meaning {
    Fund(FundSource),
    Flow(Flow),
    Kind(Kind),
    Item(Item),
    Stage(Stage),
    /// 上年: the year before that of the document.
    LastYear,
    /// 本年: the flow beside it is that of the year.
    Current,
    /// 结转和结余: a word that needs a carrying flow from elsewhere.
    Carry,
    /// 合计, 总计, 小计.
    Total,
    /// 收支: both sides.
    TwoSided,
    /// A classification that the table spreads along.
    Spread(SchemeKind),
    /// 金额: an amount, of whatever the rest says.
    Amount,
    /// 元, 万元: the unit of the amounts.
    Unit(Unit),
    /// A column of text.
    Text(TextColumn),
    /// A scope that a caller gave to a label of their own, by its number.
    Given(u16),
}

/// What a column says that holds no amounts of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
#[non_exhaustive]
pub enum TextColumn {
    /// A code of a classification, with or without its name.
    Code(SchemeKind),
    /// The unit (单位) whose money it is.
    Entity,
    /// The name of a project.
    Project,
    /// The code of a project.
    ProjectCode,
    /// The kind of spending (基本支出, 项目支出) that the row is about.
    Kind,
    /// One level of a code that is printed in several columns: 类, 款, 项.
    Level(Level),
    /// By how much another column rose (增减额).
    Change,
    /// The same in per cent (增减%).
    ChangeRate,
    /// Anything else: remarks, states, counts.
    Other,
}

impl Meaning {
    /// From the form of the tables: `fund:11`, `kind:basic`, `total`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (what, value) = text.split_once(':').unwrap_or((text, ""));
        Some(match what {
            "fund" => Self::Fund(value.parse().ok()?),
            "flow" => Self::Flow(value.parse().ok()?),
            "kind" => Self::Kind(value.parse().ok()?),
            "item" => Self::Item(value.parse().ok()?),
            "stage" => Self::Stage(value.parse().ok()?),
            "unit" => Self::Unit(value.parse().ok()?),
            "spread" => Self::Spread(value.parse().ok()?),
            "text" => Self::Text(match value {
                "entity" => TextColumn::Entity,
                "project" => TextColumn::Project,
                "kind" => TextColumn::Kind,
                "class" | "section" | "item" => TextColumn::Level(value.parse().ok()?),
                "project_code" => TextColumn::ProjectCode,
                "change" => TextColumn::Change,
                "change_rate" => TextColumn::ChangeRate,
                "other" => TextColumn::Other,
                _ => return None,
            }),
            _ if !value.is_empty() => return None,
            "last_year" => Self::LastYear,
            "current" => Self::Current,
            "carry" => Self::Carry,
            "total" => Self::Total,
            "two_sided" => Self::TwoSided,
            "amount" => Self::Amount,
            _ => return None,
        })
    }
}
