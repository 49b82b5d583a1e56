//! Kinds of spending (支出性质) and the stage of a figure (预算数, 决算数).

use strum::VariantArray;

use crate::lang::Lang;
use crate::named::named;

/// What kind of spending an amount is: the columns 基本支出, 项目支出 and their like.
///
/// ```
/// use cn_budget::Kind;
///
/// assert_eq!(Kind::Personnel.parent(), Some(Kind::Basic));
/// assert!(!Kind::Project.is_within(Kind::Basic));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray)]
#[non_exhaustive]
pub enum Kind {
    /// 基本支出.
    Basic,
    /// 人员经费.
    Personnel,
    /// （日常）公用经费.
    Operating,
    /// 运转类: operating funds and the projects that keep an office running.
    Running,
    /// 项目支出.
    Project,
    /// 其他运转类项目, a part of 项目支出.
    OtherRunning,
    /// 特定目标类项目, a part of 项目支出.
    Targeted,
    /// 上缴上级支出.
    RemittedToSuperior,
    /// 经营支出, 事业单位经营支出.
    Business,
    /// 对附属单位补助支出.
    SubordinateSubsidy,
    /// 其他支出, as a column beside 基本支出 and 项目支出.
    Other,
}

impl Kind {
    /// All kinds, a parent right before its descendants.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// 基本支出 for 人员 and 公用经费, 项目支出 for its classes, `None` for a kind right below all spending.
    #[must_use]
    pub const fn parent(self) -> Option<Self> {
        match self {
            Self::Personnel | Self::Operating => Some(Self::Basic),
            Self::OtherRunning | Self::Targeted => Some(Self::Project),
            _ => None,
        }
    }

    /// Whether this is `other` or stands below it.
    pub fn is_within(self, other: Self) -> bool {
        self == other || self.parent() == Some(other)
    }

    /// What a kind means under the heading of another one: 运转类 under 基本支出 is 公用经费, under
    /// 项目支出 the projects of that class.
    pub(crate) const fn below(self, above: Self) -> Self {
        match (self, above) {
            (Self::Running, Self::Basic) => Self::Operating,
            (Self::Running, Self::Project) => Self::OtherRunning,
            _ => self,
        }
    }

    /// The Chinese term, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Basic => lang.pick("基本支出", "basic expenditure"),
            Self::Personnel => lang.pick("人员经费", "personnel funds"),
            Self::Operating => lang.pick("公用经费", "operating funds"),
            Self::Running => lang.pick("运转类", "running costs"),
            Self::OtherRunning => lang.pick("其他运转类项目", "projects of running costs"),
            Self::Targeted => lang.pick("特定目标类项目", "projects with a target"),
            Self::Project => lang.pick("项目支出", "project expenditure"),
            Self::RemittedToSuperior => lang.pick("上缴上级支出", "remitted to superiors"),
            Self::Business => lang.pick("经营支出", "business expenditure"),
            Self::SubordinateSubsidy => {
                lang.pick("对附属单位补助支出", "subsidies to subordinates")
            }
            Self::Other => lang.pick("其他支出", "other expenditure"),
        }
    }

    /// The stable name, as it stands in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Personnel => "personnel",
            Self::Operating => "operating",
            Self::Running => "running",
            Self::Project => "project",
            Self::OtherRunning => "other_running",
            Self::Targeted => "targeted",
            Self::RemittedToSuperior => "remitted_to_superior",
            Self::Business => "business",
            Self::SubordinateSubsidy => "subordinate_subsidy",
            Self::Other => "other",
        }
    }
}

/// The stage that a figure belongs to: planned or final.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray)]
#[non_exhaustive]
pub enum Stage {
    /// 预算数: the budget at the beginning of the year (年初预算数).
    Budget,
    /// 调整预算数, 全年预算数: the budget after the changes of the year.
    Adjusted,
    /// 决算数: the final accounts.
    Final,
}

impl Stage {
    /// All stages, in the order of the year.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The Chinese term, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Budget => lang.pick("预算数", "budget"),
            Self::Adjusted => lang.pick("调整预算数", "adjusted budget"),
            Self::Final => lang.pick("决算数", "final accounts"),
        }
    }

    /// The stable name, as it stands in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Budget => "budget",
            Self::Adjusted => "adjusted",
            Self::Final => "final",
        }
    }
}

named!(Kind, "the name of a kind of spending");
named!(Stage, "the name of a stage");
