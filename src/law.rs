//! The laws by which the figures of a disclosure hang together (勾稽关系).

use strum::VariantArray;

use crate::lang::Lang;
use crate::named::named;

/// A law. Its instances, with cells in the places of its terms, are [equations](crate::check::Equation).
///
/// None of them names a table: all follow from the scopes of the facts.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum Law {
    /// One scope printed several times is one amount.
    Identity,
    /// A node is the sum of its nearest printed descendants along one dimension.
    Hierarchy,
    /// Two scopes are one because what lies between them is nil (财政拨款 and 一般公共预算 where the
    /// other budgets print nothing; 本年收入 and 本年支出 where nothing is carried).
    Alias,
    /// 总计 is the sum of the income flows and of the expenditure flows.
    Balance,
    /// What a part lacks to its wider scope is no more than what the whole lacks.
    Nested,
    /// By function, income and expenditure differ by no more than what is carried in or over.
    FunctionBalance,
    /// An economic item is no more than its 三公 item; 机关运行经费 no more than 公用经费.
    ThreePublic,
    /// A government economic node is the sum of the department economic nodes that map to it.
    Crosswalk,
    /// No amount is below zero.
    NonNegative,
    /// A change is this year's amount minus the other year's.
    Change,
    /// A share is a part divided by its whole.
    Share,
    /// A ratio of two figures, as of final accounts to budget (完成年初预算的 x%).
    Ratio,
    /// One figure is said to be greater than, less than or equal to another.
    Comparison,
    /// A figure is the sum of the parts listed with it.
    Parts,
    /// What is said to be nil is nil.
    Nil,
    /// The weights of a performance target add up to 100.
    Weights,
    /// The sources of a performance target add up to its total.
    Sources,
    /// A law of the caller's own.
    Custom,
}

impl Law {
    /// All laws.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// What the law is called.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Identity => lang.pick("同一口径", "identity"),
            Self::Hierarchy => lang.pick("上下级合计", "hierarchy"),
            Self::Alias => lang.pick("口径等同", "alias"),
            Self::Balance => lang.pick("收支平衡", "balance"),
            Self::Nested => lang.pick("口径包含", "nested scopes"),
            Self::FunctionBalance => lang.pick("分功能收支", "balance by function"),
            Self::ThreePublic => lang.pick("“三公”经费", "three public expenses"),
            Self::Crosswalk => lang.pick("经济分类对应", "economic crosswalk"),
            Self::NonNegative => lang.pick("金额非负", "non-negative"),
            Self::Change => lang.pick("增减", "change"),
            Self::Share => lang.pick("占比", "share"),
            Self::Ratio => lang.pick("完成比例", "ratio"),
            Self::Comparison => lang.pick("大小比较", "comparison"),
            Self::Parts => lang.pick("分项合计", "parts"),
            Self::Nil => lang.pick("无此项", "nil"),
            Self::Weights => lang.pick("权重", "weights"),
            Self::Sources => lang.pick("资金来源", "sources"),
            Self::Custom => lang.pick("自定义", "custom"),
        }
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }

    /// Whether an equation of this law, where it is an equality, counts towards coverage.
    pub(super) fn covers(self) -> bool {
        self != Self::NonNegative
    }
}

named!(Law, "the name of a law");
