//! Flows (收支方向与期间): which way the money goes, and in which period it came or is left.

use strum::VariantArray;

use crate::lang::Lang;
use crate::named::named;

/// Direction and period in one tree.
///
/// ```text
/// Balance 总计 ─┬─ Income 收入 ──────┬─ CurrentIncome 本年收入
///               │                    ├─ CarriedIn 年初（上年）结转和结余
///               │                    └─ SurplusUsed 使用非财政拨款结余
///               └─ Expenditure 支出 ─┬─ CurrentExpenditure 本年支出
///                                    ├─ Distributed 结余分配
///                                    └─ CarriedOver 年末结转和结余（结转下年）
/// ```
///
/// A balance (收支总计) has no direction: it equals the sum of its income flows *and* the sum of
/// its expenditure flows. That is the law of a two-sided table, not an accident of print.
///
/// ```
/// use cn_budget::Flow;
///
/// assert_eq!(Flow::CarriedIn.parent(), Some(Flow::Income));
/// assert!(Flow::CarriedOver.is_within(Flow::Expenditure));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray)]
#[non_exhaustive]
pub enum Flow {
    /// 收支总计, both sides.
    Balance,
    /// 收入, of all periods.
    Income,
    /// 本年收入.
    CurrentIncome,
    /// 上年结转, 年初结转和结余.
    CarriedIn,
    /// 使用非财政拨款结余, 用事业基金弥补收支差额.
    SurplusUsed,
    /// 支出, of all periods.
    Expenditure,
    /// 本年支出.
    CurrentExpenditure,
    /// 结余分配.
    Distributed,
    /// 结转下年, 年末结转和结余.
    CarriedOver,
}

impl Flow {
    /// All nodes, a parent right before its descendants.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The node above, `None` for the balance.
    #[must_use]
    pub const fn parent(self) -> Option<Self> {
        match self {
            Self::Balance => None,
            Self::Income | Self::Expenditure => Some(Self::Balance),
            Self::CurrentIncome | Self::CarriedIn | Self::SurplusUsed => Some(Self::Income),
            Self::CurrentExpenditure | Self::Distributed | Self::CarriedOver => {
                Some(Self::Expenditure)
            }
        }
    }

    /// Whether this is `other` or stands below it.
    pub fn is_within(self, other: Self) -> bool {
        core::iter::successors(Some(self), |node| node.parent()).any(|node| node == other)
    }

    /// Whether the flow takes money over from or into another period.
    pub const fn is_carry(self) -> bool {
        matches!(self, Self::CarriedIn | Self::SurplusUsed | Self::Distributed | Self::CarriedOver)
    }

    /// The Chinese term, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Balance => lang.pick("收支总计", "balance"),
            Self::Income => lang.pick("收入", "income"),
            Self::CurrentIncome => lang.pick("本年收入", "income of the year"),
            Self::CarriedIn => lang.pick("上年结转和结余", "carried in"),
            Self::SurplusUsed => lang.pick("使用非财政拨款结余", "surplus used"),
            Self::Expenditure => lang.pick("支出", "expenditure"),
            Self::CurrentExpenditure => lang.pick("本年支出", "expenditure of the year"),
            Self::Distributed => lang.pick("结余分配", "surplus distributed"),
            Self::CarriedOver => lang.pick("结转下年", "carried over"),
        }
    }

    /// The stable name, as it stands in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Balance => "balance",
            Self::Income => "income",
            Self::CurrentIncome => "current_income",
            Self::CarriedIn => "carried_in",
            Self::SurplusUsed => "surplus_used",
            Self::Expenditure => "expenditure",
            Self::CurrentExpenditure => "current_expenditure",
            Self::Distributed => "distributed",
            Self::CarriedOver => "carried_over",
        }
    }
}

named!(Flow, "the name of a flow");
