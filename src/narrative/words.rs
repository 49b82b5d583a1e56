//! The words of the lexicon, each with the part that it plays in a sentence.

use crate::code::Level;
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::{Kind, Stage};
use crate::words::{self, Meaning, Role, Sense};

/// The part that a word plays in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Flow(Flow),
    Fund(FundSource),
    /// 医疗收入 of 事业收入.
    PartOfFund(FundSource),
    Kind(Kind),
    Item(Item),
    /// 预算数, 支出决算; the flow that it names by the way.
    Stage(Stage, Option<Flow>),
    /// 合计, 总额.
    Total,
    /// 收支: both sides.
    BothSides,
    /// 本年, 当年.
    ThisYear,
    /// 结转和结余.
    Carry,
    /// A scope of the caller's own.
    Given(u16),
    /// 本级, 新增: some part of what is meant.
    Narrow(Narrow),
    Neutral,
    /// 本部门: the body that publishes.
    Body,
    /// 按支出功能分类: how, not what.
    Classification,
    /// 情况说明: ends a heading.
    HeadingEnd,
    /// （类）, （款）, （项）: the level of the name before it.
    Rank(Level),
    LastYear,
    Up,
    Down,
    /// 增加（减少）.
    Either,
    Difference,
    Flat,
    NearlyFlat,
    /// 比, 较.
    Than,
    /// 与, 和, 同: a comparison only where the words behind it say so.
    With,
    /// 比较 behind a base.
    Compared,
    /// 同比.
    YearOnYear,
    Share,
    Completion,
    Less,
    Greater,
    Equal,
    Open(Opening),
    Aside(Aside),
    /// 一是.
    Step,
    Each,
    Nil,
    Copula,
    Approx,
    /// 到, 至 behind a verb: what follows is the level.
    To,
    /// 中: the head before it, if a list follows.
    Within,
    /// 绩效, 项目概述: not about the budget.
    NotBudget,
    Placeholder,
}

/// How a list begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opening {
    /// 其中.
    Among,
    /// 包括.
    Include,
    /// 由…组成.
    MadeOf,
    /// 具体情况如下.
    Below,
    /// 支出决算中，.
    Within,
    /// 分别为: amounts in the order of the names before.
    Deal,
    /// A colon behind an amount.
    Colon,
    /// A bracket.
    Bracket,
}

/// Why something stands aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    /// 主要用于: what it is spent on.
    Use,
    /// 原因是: why it changed.
    Cause,
}

/// A word that speaks of some part only: a narrowing word of the lexicon.
pub(crate) type Narrow = Sense;

impl Word {
    /// What a word of the lexicon does in a sentence; `None` for what does nothing there.
    pub(super) fn of(word: words::Word, text: &str) -> Option<Self> {
        let sense = match word.meaning {
            Some(Meaning::Sense(sense)) => Some(sense),
            _ => None,
        };
        Some(match (word.role, sense) {
            (Role::Meaning, _) => return Self::of_meaning(word.meaning?, text),
            (Role::Narrowing, Some(sense)) => Self::Narrow(sense),
            (Role::Narrowing, None) => match word.meaning {
                // 教育收费 of 事业收入: a part of that.
                Some(Meaning::Fund(fund)) => Self::PartOfFund(fund),
                _ => Self::Narrow(Sense::Added),
            },
            (Role::Neutral, Some(Sense::HeadingEnd)) => Self::HeadingEnd,
            (Role::Neutral, Some(Sense::Approx)) => Self::Approx,
            (Role::Neutral, Some(Sense::NotBudget)) => Self::NotBudget,
            (Role::Neutral, _) => Self::Neutral,
            (Role::Rise, _) => Self::Up,
            (Role::Fall, _) => Self::Down,
            (Role::Flat, Some(Sense::Nearly)) => Self::NearlyFlat,
            (Role::Flat, _) => Self::Flat,
            (Role::Share, _) => Self::Share,
            (Role::Completion, _) => Self::Completion,
            (Role::Difference, _) => Self::Difference,
            (Role::Greater, _) => Self::Greater,
            (Role::Less, _) => Self::Less,
            (Role::Equal, _) => Self::Equal,
            (Role::Opener, Some(Sense::Include)) => Self::Open(Opening::Include),
            (Role::Opener, Some(Sense::MadeOf)) => Self::Open(Opening::MadeOf),
            (Role::Opener, Some(Sense::Below)) => Self::Open(Opening::Below),
            (Role::Opener, Some(Sense::Deal)) => Self::Open(Opening::Deal),
            (Role::Opener, Some(Sense::Within)) => Self::Within,
            (Role::Opener, _) => Self::Open(Opening::Among),
            (Role::Use, _) => Self::Aside(Aside::Use),
            (Role::Cause, _) => Self::Aside(Aside::Cause),
            (Role::Each, _) => Self::Each,
            (Role::Nil, _) => Self::Nil,
            (Role::Copula, Some(Sense::To)) => Self::To,
            (Role::Copula, _) => Self::Copula,
            (Role::Base, Some(Sense::With)) => Self::With,
            (Role::Base, Some(Sense::Compared)) => Self::Compared,
            (Role::Base, Some(Sense::YearOnYear)) => Self::YearOnYear,
            (Role::Base, _) => Self::Than,
            (Role::Year, _) => Self::LastYear,
            (Role::Body, _) => Self::Body,
            (Role::Classification, _) => Self::Classification,
            (Role::Numbering, Some(Sense::Class)) => Self::Rank(Level::Class),
            (Role::Numbering, Some(Sense::Section)) => Self::Rank(Level::Section),
            (Role::Numbering, Some(Sense::Item)) => Self::Rank(Level::Item),
            (Role::Numbering, _) => Self::Step,
            (Role::Placeholder, Some(Sense::Either)) => Self::Either,
            (Role::Placeholder, _) => Self::Placeholder,
            // Units and numerals are read with their numbers; a variant is a word of tables.
            (Role::Unit | Role::Numeral | Role::Variant, _) => return None,
        })
    }

    fn of_meaning(meaning: Meaning, text: &str) -> Option<Self> {
        Some(match meaning {
            Meaning::Fund(fund) => Self::Fund(fund),
            Meaning::Flow(flow) => Self::Flow(flow),
            Meaning::Kind(kind) => Self::Kind(kind),
            Meaning::Item(item) => Self::Item(item),
            Meaning::Stage(stage) => {
                let flow = match (text.contains("收入"), text.contains("支出")) {
                    (true, false) => Some(Flow::Income),
                    (false, true) => Some(Flow::Expenditure),
                    _ => None,
                };
                Self::Stage(stage, flow)
            }
            Meaning::LastYear => Self::LastYear,
            Meaning::Current => Self::ThisYear,
            Meaning::Carry => Self::Carry,
            Meaning::Total => Self::Total,
            Meaning::TwoSided => Self::BothSides,
            Meaning::Given(number) => Self::Given(number),
            Meaning::Amount => Self::Neutral,
            Meaning::Spread(_) => Self::Classification,
            Meaning::Text(_) | Meaning::Unit(_) | Meaning::Sense(_) => return None,
        })
    }
}
