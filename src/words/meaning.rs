//! What a word means.

use crate::code::{Level, SchemeKind};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::{Kind, Stage};
use crate::num::amount::Unit;

use strum::VariantArray;

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
    /// What a word of prose does more precisely than its role says.
    Sense(Sense),
}

/// What a word of prose does more precisely than its role says: how a list opens, what a comparison
/// needs beside it, which part a narrowing word leaves.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Sense {
    /// 其中.
    Among,
    /// 包括.
    Include,
    /// 由…组成.
    MadeOf,
    /// 具体情况如下.
    Below,
    /// 分别为: amounts in the order of the names before.
    Deal,
    /// 中: the words before it are the head, if a list follows.
    Within,
    /// 基本持平.
    Nearly,
    /// 增加（减少）: the template's choice, not made.
    Either,
    /// 与, 和, 同: a comparison only where the words behind it say so.
    With,
    /// 相比, behind what is compared with.
    Compared,
    /// 同比: with last year, in one word.
    YearOnYear,
    /// 到, 至 behind a verb: what follows is the level.
    To,
    /// 一是.
    Step,
    /// 情况说明: ends a heading.
    HeadingEnd,
    /// （类）, （款）, （项): the level of the name before.
    Class,
    /// （款）.
    Section,
    /// （项）.
    Item,
    /// 约, 左右.
    Approx,
    /// 绩效, 项目概述: not about the budget.
    NotBudget,
    /// 中小企业.
    Small,
    /// 小微企业.
    Micro,
    /// 本级.
    OwnLevel,
    /// 行政单位.
    Administrative,
    /// 事业单位.
    Institution,
    /// 下属.
    Subordinate,
    /// 新增.
    Added,
    /// 车辆, 房屋: things, not money.
    Asset,
    /// 涉及 …: the money of what is evaluated.
    Performance,
    /// 合同金额, 成交.
    Contract,
    /// 人均, 单价.
    Average,
    /// 医疗收入: a part of a fund.
    PartOfFund,
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
            "sense" => {
                let known = |sense: &&Sense| <&str>::from(**sense) == value;
                Self::Sense(*Sense::VARIANTS.iter().find(known)?)
            }
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
