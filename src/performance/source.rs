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
            _ => return None,
        })
    }

    fn key(self) -> &'static str {
        self.into()
    }
}

named!(ProjectSource, "the name of a source of a project's money");

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
}
