//! The tree of indicators (绩效指标): first level (一级指标) and second level (二级指标).

use strum::VariantArray;

use crate::lang::Lang;
use crate::named::named;
use crate::text;

/// The first level of the tree of indicators (一级指标).
///
/// 成本 became a first level of its own with 财预〔2021〕101号 (《中央部门项目支出核心绩效目标和指标设置
/// 及取值指引（试行）》); before, 财预〔2020〕10号 kept it below 产出.
///
/// ```
/// use cn_budget::performance::PrimaryIndicator;
///
/// let primary = PrimaryIndicator::from_label("一、产出指标（50分）");
/// assert_eq!(primary, Some(PrimaryIndicator::Output));
/// assert_eq!(primary.unwrap().to_string(), "产出指标");
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum PrimaryIndicator {
    /// 成本指标.
    Cost,
    /// 产出指标.
    Output,
    /// 效益指标.
    Benefit,
    /// 满意度指标.
    Satisfaction,
}

impl PrimaryIndicator {
    /// The whole level.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The Chinese term, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Cost => lang.pick("成本指标", "cost indicators"),
            Self::Output => lang.pick("产出指标", "output indicators"),
            Self::Benefit => lang.pick("效益指标", "benefit indicators"),
            Self::Satisfaction => lang.pick("满意度指标", "satisfaction indicators"),
        }
    }

    /// The node that a printed label names: with or without 指标, numbering, and marks in brackets.
    pub fn from_label(label: &str) -> Option<Self> {
        Some(match bare(label).as_str() {
            "成本" | "项目成本" => Self::Cost,
            "产出" | "项目产出" => Self::Output,
            "效益" | "效果" | "项目效益" | "项目效果" => Self::Benefit,
            satisfaction if satisfaction.contains("满意") => Self::Satisfaction,
            _ => return None,
        })
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

named!(PrimaryIndicator, "the name of a first-level indicator");

/// The second level of the tree of indicators (二级指标).
///
/// ```
/// use cn_budget::performance::{PrimaryIndicator, SecondaryIndicator};
///
/// let cost = SecondaryIndicator::from_label("成本").unwrap();
/// assert_eq!(cost.primary(), PrimaryIndicator::Output);
/// assert!(cost.belongs_to(PrimaryIndicator::Cost));
/// assert!(!cost.belongs_to(PrimaryIndicator::Benefit));
/// ```
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum SecondaryIndicator {
    /// 数量指标.
    Quantity,
    /// 质量指标.
    Quality,
    /// 时效指标.
    Timeliness,
    /// 成本指标, below 产出 or 成本.
    OutputCost,
    /// 经济成本指标.
    EconomicCost,
    /// 社会成本指标.
    SocialCost,
    /// 生态环境成本指标.
    EcologicalCost,
    /// 经济效益指标.
    EconomicBenefit,
    /// 社会效益指标.
    SocialBenefit,
    /// 生态效益指标.
    EcologicalBenefit,
    /// 可持续影响指标.
    SustainableImpact,
    /// 服务对象满意度指标.
    ServiceSatisfaction,
}

impl SecondaryIndicator {
    /// The whole level.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The Chinese term, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Quantity => lang.pick("数量指标", "quantity"),
            Self::Quality => lang.pick("质量指标", "quality"),
            Self::Timeliness => lang.pick("时效指标", "timeliness"),
            Self::OutputCost => lang.pick("成本指标", "cost"),
            Self::EconomicCost => lang.pick("经济成本指标", "economic cost"),
            Self::SocialCost => lang.pick("社会成本指标", "social cost"),
            Self::EcologicalCost => lang.pick("生态环境成本指标", "ecological cost"),
            Self::EconomicBenefit => lang.pick("经济效益指标", "economic benefit"),
            Self::SocialBenefit => lang.pick("社会效益指标", "social benefit"),
            Self::EcologicalBenefit => lang.pick("生态效益指标", "ecological benefit"),
            Self::SustainableImpact => lang.pick("可持续影响指标", "sustainable impact"),
            Self::ServiceSatisfaction => {
                lang.pick("服务对象满意度指标", "satisfaction of those served")
            }
        }
    }

    /// The node that a printed label names: with or without 指标, numbering, and marks in brackets.
    pub fn from_label(label: &str) -> Option<Self> {
        Some(match bare(label).as_str() {
            "数量" | "产出数量" => Self::Quantity,
            "质量" | "产出质量" => Self::Quality,
            "时效" | "产出时效" | "进度" | "产出进度" => Self::Timeliness,
            "成本" | "产出成本" => Self::OutputCost,
            "经济成本" => Self::EconomicCost,
            "社会成本" => Self::SocialCost,
            "生态环境成本" | "生态成本" | "环境成本" => Self::EcologicalCost,
            "经济效益" => Self::EconomicBenefit,
            "社会效益" => Self::SocialBenefit,
            "生态效益" | "环境效益" | "生态环境效益" => Self::EcologicalBenefit,
            "可持续影响" | "可持续性影响" | "可持续" | "可持续性" | "可持续发展" => {
                Self::SustainableImpact
            }
            satisfaction if satisfaction.contains("满意") => Self::ServiceSatisfaction,
            _ => return None,
        })
    }

    /// The first level that it stands below.
    #[must_use]
    pub const fn primary(self) -> PrimaryIndicator {
        match self {
            Self::Quantity | Self::Quality | Self::Timeliness | Self::OutputCost => {
                PrimaryIndicator::Output
            }
            Self::EconomicCost | Self::SocialCost | Self::EcologicalCost => PrimaryIndicator::Cost,
            Self::EconomicBenefit
            | Self::SocialBenefit
            | Self::EcologicalBenefit
            | Self::SustainableImpact => PrimaryIndicator::Benefit,
            Self::ServiceSatisfaction => PrimaryIndicator::Satisfaction,
        }
    }

    /// Whether it may stand below this first level. 成本 may below two: 产出 (财预〔2020〕10号) and
    /// 成本 (财预〔2021〕101号).
    #[must_use]
    pub fn belongs_to(self, primary: PrimaryIndicator) -> bool {
        let also_cost = self == Self::OutputCost && primary == PrimaryIndicator::Cost;
        self.primary() == primary || also_cost
    }

    /// Whether it is about what something costs.
    pub(crate) fn is_cost(self) -> bool {
        matches!(
            self,
            Self::OutputCost | Self::EconomicCost | Self::SocialCost | Self::EcologicalCost
        )
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

named!(SecondaryIndicator, "the name of a second-level indicator");

/// A label without numbering, without a mark in brackets behind it, and without 指标 or 目标.
fn bare(label: &str) -> alloc::string::String {
    let folded = text::normalise(label);
    let bare = folded.split('(').next().unwrap_or_default();
    let bare = bare.strip_suffix("指标").or_else(|| bare.strip_suffix("目标")).unwrap_or(bare);
    bare.into()
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn names_are_read_back() {
        for &node in PrimaryIndicator::ALL {
            assert_eq!(PrimaryIndicator::from_label(&node.to_string()), Some(node));
            assert_eq!(node.key().parse(), Ok(node));
        }
        for &node in SecondaryIndicator::ALL {
            assert_eq!(SecondaryIndicator::from_label(&node.to_string()), Some(node));
            assert!(node.belongs_to(node.primary()));
        }
    }

    #[test]
    fn printed_variants() {
        use SecondaryIndicator as S;
        for (label, node) in [
            ("数量", Some(S::Quantity)),
            ("数 量 指 标", Some(S::Quantity)),
            ("（二）质量指标", Some(S::Quality)),
            ("时效指标(20分)", Some(S::Timeliness)),
            ("社会成本指标", Some(S::SocialCost)),
            ("经济效益\n指标", Some(S::EconomicBenefit)),
            ("可持续影响", Some(S::SustainableImpact)),
            ("满意度指标", Some(S::ServiceSatisfaction)),
            ("社会公众或服务对象满意度指标", Some(S::ServiceSatisfaction)),
            ("效益指标", None),
            ("", None),
            ("(50分)", None),
        ] {
            assert_eq!(S::from_label(label), node, "{label}");
        }
        assert_eq!(PrimaryIndicator::from_label("产 出 指 标"), Some(PrimaryIndicator::Output));
        assert_eq!(
            PrimaryIndicator::from_label("服务对象满意度指标"),
            Some(PrimaryIndicator::Satisfaction)
        );
        assert_eq!(PrimaryIndicator::from_label("管理指标"), None);
    }
}
