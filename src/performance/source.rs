//! Where the money of a project comes from (项目资金来源).

use strum::VariantArray;

use crate::lang::Lang;
use crate::named::named;
use crate::text;

/// A source of a project's money, as the performance forms (绩效目标表, 绩效自评表) list them.
///
/// The forms have a list of their own, coarser than [`FundSource`](crate::FundSource) and with two
/// sources that no budget has: 社会投入资金 and 银行贷款.
///
/// ```
/// use cn_budget::performance::ProjectSource;
///
/// let source = ProjectSource::from_label("其中：本年财政拨款").unwrap();
/// assert_eq!(source, ProjectSource::Fiscal);
/// assert_eq!(ProjectSource::General.parent(), Some(source));
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum ProjectSource {
    /// 财政资金, 财政拨款.
    Fiscal,
    /// 一般公共预算资金, a part of 财政资金.
    General,
    /// 政府性基金预算资金, a part of 财政资金.
    GovernmentFund,
    /// 国有资本经营预算资金, a part of 财政资金.
    StateCapital,
    /// 财政专户管理资金.
    SpecialAccount,
    /// 单位资金.
    Unit,
    /// 社会投入资金.
    Social,
    /// 银行贷款.
    BankLoan,
    /// 上年结转资金.
    CarriedIn,
    /// 其他资金.
    Other,
    /// 基本支出, in a target of the whole body (部门整体): with 项目支出 another cut of the total.
    Basic,
    /// 项目支出, in a target of the whole body.
    Project,
}

impl ProjectSource {
    /// All sources, a parent right before its parts.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The Chinese term, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Fiscal => lang.pick("财政资金", "fiscal funds"),
            Self::General => lang.pick("一般公共预算资金", "general public budget"),
            Self::GovernmentFund => lang.pick("政府性基金预算资金", "government funds"),
            Self::StateCapital => lang.pick("国有资本经营预算资金", "state capital operations"),
            Self::SpecialAccount => lang.pick("财政专户管理资金", "special fiscal account"),
            Self::Unit => lang.pick("单位资金", "the unit's own funds"),
            Self::Social => lang.pick("社会投入资金", "private investment"),
            Self::BankLoan => lang.pick("银行贷款", "bank loans"),
            Self::CarriedIn => lang.pick("上年结转资金", "carried in"),
            Self::Other => lang.pick("其他资金", "other funds"),
            Self::Basic => lang.pick("基本支出", "basic expenditure"),
            Self::Project => lang.pick("项目支出", "project expenditure"),
        }
    }

    /// 财政资金 for the three budgets that it consists of.
    #[must_use]
    pub const fn parent(self) -> Option<Self> {
        match self {
            Self::General | Self::GovernmentFund | Self::StateCapital => Some(Self::Fiscal),
            _ => None,
        }
    }

    /// Whether it is no source but a kind of spending, which the total is cut by once more.
    #[must_use]
    pub const fn is_kind(self) -> bool {
        matches!(self, Self::Basic | Self::Project)
    }

    /// The source that a printed label names.
    pub fn from_label(label: &str) -> Option<Self> {
        let folded = text::normalise(label);
        let bare = folded.split('(').next().unwrap_or_default();
        let bare = ["本年", "当年", "年度"]
            .iter()
            .find_map(|lead| bare.strip_prefix(lead))
            .unwrap_or(bare);
        Some(match bare {
            "财政资金" | "财政拨款" | "财政拨款资金" | "财政性资金" | "财政预算资金" => {
                Self::Fiscal
            }
            "一般公共预算" | "一般公共预算资金" | "一般公共预算拨款" | "一般公共预算财政拨款" => {
                Self::General
            }
            "政府性基金"
            | "政府性基金预算"
            | "政府性基金预算资金"
            | "政府性基金预算拨款"
            | "政府性基金预算财政拨款" => Self::GovernmentFund,
            "国有资本经营预算"
            | "国有资本经营预算资金"
            | "国有资本经营预算拨款"
            | "国有资本经营预算财政拨款" => Self::StateCapital,
            "财政专户管理资金" | "财政专户资金" => Self::SpecialAccount,
            "单位资金" | "单位自有资金" | "自有资金" => Self::Unit,
            "社会投入资金" | "社会投入" | "社会资金" => Self::Social,
            "银行贷款" | "银行贷款资金" => Self::BankLoan,
            "上年结转资金" | "上年结转" | "结转资金" | "上年结转和结余" | "上年结转结余" => {
                Self::CarriedIn
            }
            "其他资金" | "其它资金" => Self::Other,
            "基本支出" | "基本支出预算" => Self::Basic,
            "项目支出" | "项目支出预算" => Self::Project,
            _ => return None,
        })
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

named!(ProjectSource, "the name of a source of a project's money");

/// Whether a printed label names a part of a project's time: 2026年, 第二年, 一期, 年度资金总额.
pub(super) fn is_phase(label: &str) -> bool {
    let label = text::normalise(label);
    let money = ["资金总额", "资金", "预算", "投资", "投入", "安排", "支出"];
    let bare = money.iter().find_map(|word| label.strip_suffix(word)).unwrap_or(&label);
    let bare = bare.trim_end_matches(['度', '总', '计', '划']);
    let year = |text: &str| text.chars().count() == 4 && text.chars().all(|c| c.is_ascii_digit());
    let nth = |text: &str| {
        let text = text.strip_prefix('第').unwrap_or(text);
        text.chars().count() == 1 && text.chars().all(|c| "一二三四五六七八九".contains(c))
    };
    match (bare.strip_suffix('年'), bare.strip_suffix('期')) {
        (Some(before), _) => {
            year(before)
                || nth(before) && before.starts_with('第')
                || matches!(before, "本" | "当") && label.contains("资金总额")
                || before.is_empty() && label.starts_with("年度资金")
        }
        (_, Some(before)) => nth(before),
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn names_are_read_back() {
        for &source in ProjectSource::ALL {
            assert_eq!(ProjectSource::from_label(&source.to_string()), Some(source));
            assert_eq!(source.key().parse(), Ok(source));
        }
        assert_eq!(ProjectSource::from_label("上年结转资金"), Some(ProjectSource::CarriedIn));
        assert_eq!(ProjectSource::from_label("彩票"), None);
    }

    #[test]
    fn phases_are_years_and_stages() {
        for label in [
            "2026年",
            "2026年度预算",
            "第二年",
            "一期",
            "二期投资",
            "年度资金总额",
            "本年度资金总额",
        ] {
            assert!(is_phase(label), "{label}");
        }
        for label in ["财政资金", "上年结转资金", "本年财政拨款", "实施期资金总额", "定期", "年"]
        {
            assert!(!is_phase(label), "{label}");
        }
    }
}
