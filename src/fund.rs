//! Fund sources (资金性质, 资金来源): where the money of a line comes from.

use strum::VariantArray;

use crate::lang::Lang;
use crate::named::named;

/// A node of the tree of fund sources (资金性质) of the 预算管理一体化 systems.
///
/// Each official node has a code ([`code`](Self::code)); `Display` is the Chinese name.
/// [`Fiscal`](Self::Fiscal) (财政拨款) has none: it groups the three budgets that disclosures print
/// together.
///
/// ```
/// use cn_budget::FundSource;
///
/// let fund = FundSource::General;
/// assert_eq!(fund.code(), Some("11"));
/// assert_eq!(fund.parent(), Some(FundSource::Fiscal));
/// assert!(fund.is_within(FundSource::Government));
/// assert_eq!("11".parse::<FundSource>()?, fund);
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray)]
#[non_exhaustive]
pub enum FundSource {
    /// 1 政府预算资金.
    Government,
    /// 财政拨款: 11, 12 and 13 together; no official code.
    Fiscal,
    /// 11 一般公共预算资金.
    General,
    /// 111 一般公共预算资金, without bonds, loans and grants.
    GeneralOwn,
    /// 112 一般债券.
    GeneralBonds,
    /// 113 外国政府和国际组织贷款.
    ForeignLoans,
    /// 114 外国政府和国际组织赠款.
    ForeignGrants,
    /// 12 政府性基金预算资金.
    GovernmentFund,
    /// 121 政府性基金预算资金, without bonds.
    GovernmentFundOwn,
    /// 122 专项债券.
    SpecialBonds,
    /// 13 国有资本经营预算资金.
    StateCapital,
    /// 14 社会保险基金预算资金.
    SocialInsurance,
    /// 2 财政专户管理资金.
    SpecialAccount,
    /// 3 单位资金.
    Unit,
    /// 31 事业收入资金.
    Operations,
    /// 32 上级补助收入资金.
    SuperiorSubsidy,
    /// 33 附属单位上缴收入资金.
    SubordinateRemittance,
    /// 34 事业单位经营收入资金.
    Business,
    /// 39 其他收入资金.
    Other,
}

impl FundSource {
    /// All nodes, a parent right before its descendants.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The official code, `None` for the grouping node 财政拨款.
    pub const fn code(self) -> Option<&'static str> {
        Some(match self {
            Self::Government => "1",
            Self::General => "11",
            Self::GeneralOwn => "111",
            Self::GeneralBonds => "112",
            Self::ForeignLoans => "113",
            Self::ForeignGrants => "114",
            Self::GovernmentFund => "12",
            Self::GovernmentFundOwn => "121",
            Self::SpecialBonds => "122",
            Self::StateCapital => "13",
            Self::SocialInsurance => "14",
            Self::SpecialAccount => "2",
            Self::Unit => "3",
            Self::Operations => "31",
            Self::SuperiorSubsidy => "32",
            Self::SubordinateRemittance => "33",
            Self::Business => "34",
            Self::Other => "39",
            Self::Fiscal => return None,
        })
    }

    /// The official Chinese name, or an English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Government => lang.pick("政府预算资金", "government budget funds"),
            Self::Fiscal => lang.pick("财政拨款", "fiscal appropriation"),
            Self::General => lang.pick("一般公共预算资金", "general public budget"),
            Self::GeneralOwn => {
                lang.pick("一般公共预算资金（本级）", "general public budget, own funds")
            }
            Self::GeneralBonds => lang.pick("一般债券", "general bonds"),
            Self::ForeignLoans => lang.pick("外国政府和国际组织贷款", "foreign loans"),
            Self::ForeignGrants => lang.pick("外国政府和国际组织赠款", "foreign grants"),
            Self::GovernmentFund => lang.pick("政府性基金预算资金", "government funds"),
            Self::GovernmentFundOwn => {
                lang.pick("政府性基金预算资金（本级）", "government funds, own funds")
            }
            Self::SpecialBonds => lang.pick("专项债券", "special bonds"),
            Self::StateCapital => lang.pick("国有资本经营预算资金", "state capital operations"),
            Self::SocialInsurance => lang.pick("社会保险基金预算资金", "social insurance funds"),
            Self::SpecialAccount => lang.pick("财政专户管理资金", "special fiscal accounts"),
            Self::Unit => lang.pick("单位资金", "own funds of units"),
            Self::Operations => lang.pick("事业收入资金", "income from public services"),
            Self::SuperiorSubsidy => lang.pick("上级补助收入资金", "subsidies from superiors"),
            Self::SubordinateRemittance => {
                lang.pick("附属单位上缴收入资金", "remittances of subordinates")
            }
            Self::Business => lang.pick("事业单位经营收入资金", "business income"),
            Self::Other => lang.pick("其他收入资金", "other income"),
        }
    }

    /// The node above, `None` for a node right below all funds.
    #[must_use]
    pub const fn parent(self) -> Option<Self> {
        match self {
            Self::Government | Self::SpecialAccount | Self::Unit => None,
            Self::Fiscal | Self::SocialInsurance => Some(Self::Government),
            Self::General | Self::GovernmentFund | Self::StateCapital => Some(Self::Fiscal),
            Self::GeneralOwn | Self::GeneralBonds | Self::ForeignLoans | Self::ForeignGrants => {
                Some(Self::General)
            }
            Self::GovernmentFundOwn | Self::SpecialBonds => Some(Self::GovernmentFund),
            Self::Operations
            | Self::SuperiorSubsidy
            | Self::SubordinateRemittance
            | Self::Business
            | Self::Other => Some(Self::Unit),
        }
    }

    /// Whether this is `other` or stands below it.
    pub fn is_within(self, other: Self) -> bool {
        core::iter::successors(Some(self), |node| node.parent()).any(|node| node == other)
    }

    /// The part of a fund that bears its name again: 111 of 11, 121 of 12.
    pub(crate) const fn own_part(self) -> Option<Self> {
        match self {
            Self::General => Some(Self::GeneralOwn),
            Self::GovernmentFund => Some(Self::GovernmentFundOwn),
            _ => None,
        }
    }
}

impl FundSource {
    /// The stable name, as it stands in JSON: its code, or `fiscal`.
    pub const fn key(self) -> &'static str {
        match self.code() {
            Some(code) => code,
            None => "fiscal",
        }
    }
}

named!(FundSource, "the code of a fund source");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parents_come_right_before_their_descendants() {
        for (position, fund) in FundSource::ALL.iter().enumerate() {
            if let Some(parent) = fund.parent() {
                let above = FundSource::ALL.iter().position(|node| *node == parent).unwrap();
                assert!(above < position);
                assert!(FundSource::ALL[above..=position].iter().all(|n| n.is_within(parent)));
            }
        }
    }

    #[test]
    fn codes_read_back() {
        for &fund in FundSource::ALL {
            assert_eq!(fund.key().parse(), Ok(fund));
        }
        assert!("15".parse::<FundSource>().is_err());
    }
}
