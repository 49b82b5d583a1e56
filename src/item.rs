//! Items that disclosures print beside the classifications: 三公经费, 机关运行经费, 政府采购.

use strum::VariantArray;

use crate::lang::Lang;
use crate::named::named;

/// A part of spending that is printed for its own sake, across all classifications.
///
/// The three public expenses (“三公”经费) are a tree whose parts add up; none of the items adds up
/// to all spending: each is only a part of it.
///
/// ```
/// use cn_budget::Item;
///
/// assert_eq!(Item::VehiclePurchase.parent(), Some(Item::Vehicles));
/// assert!(Item::VehiclePurchase.is_within(Item::ThreePublic));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray)]
#[non_exhaustive]
pub enum Item {
    /// “三公”经费.
    ThreePublic,
    /// 因公出国（境）费.
    Abroad,
    /// 公务用车购置及运行费.
    Vehicles,
    /// 公务用车购置费.
    VehiclePurchase,
    /// 公务用车运行（维护）费.
    VehicleOperation,
    /// 公务接待费.
    Reception,
    /// 国内接待费.
    DomesticReception,
    /// 国（境）外接待费, 外事接待费.
    ForeignReception,
    /// 会议费.
    Meetings,
    /// 培训费.
    Training,
    /// 机关运行经费.
    AgencyOperation,
    /// 行政经费, as it was told until the 机关运行经费 took its place.
    Administration,
    /// 政府采购.
    Procurement,
    /// 政府采购货物.
    ProcurementGoods,
    /// 政府采购工程.
    ProcurementWorks,
    /// 政府采购服务.
    ProcurementServices,
    /// 政府集中采购.
    ProcurementCentralised,
    /// 政府分散采购.
    ProcurementDecentralised,
    /// 交纳所得税, out of 结余分配.
    IncomeTax,
    /// 提取职工福利基金, out of 结余分配.
    WelfareFund,
    /// 转入事业基金, out of 结余分配.
    InstitutionFund,
}

impl Item {
    /// All items, a parent right before its descendants.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The item that this one is a part of.
    #[must_use]
    pub const fn parent(self) -> Option<Self> {
        match self {
            Self::Abroad | Self::Vehicles | Self::Reception => Some(Self::ThreePublic),
            Self::VehiclePurchase | Self::VehicleOperation => Some(Self::Vehicles),
            Self::DomesticReception | Self::ForeignReception => Some(Self::Reception),
            Self::ProcurementGoods
            | Self::ProcurementWorks
            | Self::ProcurementServices
            | Self::ProcurementCentralised
            | Self::ProcurementDecentralised => Some(Self::Procurement),
            _ => None,
        }
    }

    /// Whether this is `other` or stands below it.
    pub fn is_within(self, other: Self) -> bool {
        core::iter::successors(Some(self), |node| node.parent()).any(|node| node == other)
    }

    /// The Chinese term, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::ThreePublic => lang.pick("“三公”经费", "three public expenses"),
            Self::Abroad => lang.pick("因公出国（境）费", "travel abroad"),
            Self::Vehicles => lang.pick("公务用车购置及运行费", "official vehicles"),
            Self::VehiclePurchase => lang.pick("公务用车购置费", "vehicle purchase"),
            Self::VehicleOperation => lang.pick("公务用车运行费", "vehicle operation"),
            Self::Reception => lang.pick("公务接待费", "official reception"),
            Self::DomesticReception => lang.pick("国内接待费", "reception at home"),
            Self::ForeignReception => lang.pick("国（境）外接待费", "reception of foreigners"),
            Self::Meetings => lang.pick("会议费", "meetings"),
            Self::Training => lang.pick("培训费", "training"),
            Self::AgencyOperation => lang.pick("机关运行经费", "agency operating costs"),
            Self::Administration => lang.pick("行政经费", "administrative funds"),
            Self::Procurement => lang.pick("政府采购", "government procurement"),
            Self::ProcurementGoods => lang.pick("政府采购货物", "procurement of goods"),
            Self::ProcurementWorks => lang.pick("政府采购工程", "procurement of works"),
            Self::ProcurementServices => lang.pick("政府采购服务", "procurement of services"),
            Self::ProcurementCentralised => lang.pick("政府集中采购", "centralised procurement"),
            Self::ProcurementDecentralised => {
                lang.pick("政府分散采购", "decentralised procurement")
            }
            Self::IncomeTax => lang.pick("交纳所得税", "income tax paid"),
            Self::WelfareFund => lang.pick("提取职工福利基金", "put into the welfare fund"),
            Self::InstitutionFund => lang.pick("转入事业基金", "put into the institution's fund"),
        }
    }

    /// The stable name, as it stands in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::ThreePublic => "three_public",
            Self::Abroad => "abroad",
            Self::Vehicles => "vehicles",
            Self::VehiclePurchase => "vehicle_purchase",
            Self::VehicleOperation => "vehicle_operation",
            Self::Reception => "reception",
            Self::DomesticReception => "domestic_reception",
            Self::ForeignReception => "foreign_reception",
            Self::Meetings => "meetings",
            Self::Training => "training",
            Self::AgencyOperation => "agency_operation",
            Self::Administration => "administration",
            Self::Procurement => "procurement",
            Self::ProcurementGoods => "procurement_goods",
            Self::ProcurementWorks => "procurement_works",
            Self::ProcurementServices => "procurement_services",
            Self::ProcurementCentralised => "procurement_centralised",
            Self::ProcurementDecentralised => "procurement_decentralised",
            Self::IncomeTax => "income_tax",
            Self::WelfareFund => "welfare_fund",
            Self::InstitutionFund => "institution_fund",
        }
    }
}

named!(Item, "the name of an item");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parent_holds_its_parts_and_nothing_else() {
        let parts = |parent: Item| -> alloc::vec::Vec<Item> {
            Item::ALL.iter().copied().filter(|item| item.parent() == Some(parent)).collect()
        };
        assert_eq!(parts(Item::ThreePublic), [Item::Abroad, Item::Vehicles, Item::Reception]);
        assert_eq!(parts(Item::Vehicles), [Item::VehiclePurchase, Item::VehicleOperation]);
        assert_eq!(parts(Item::Reception), [Item::DomesticReception, Item::ForeignReception]);
        assert_eq!(
            parts(Item::Procurement),
            [
                Item::ProcurementGoods,
                Item::ProcurementWorks,
                Item::ProcurementServices,
                Item::ProcurementCentralised,
                Item::ProcurementDecentralised
            ]
        );
        assert_eq!(Item::ALL.iter().filter(|item| item.parent().is_some()).count(), 3 + 2 + 2 + 5);
        assert!(Item::ForeignReception.is_within(Item::ThreePublic));
        assert!(!Item::Meetings.is_within(Item::ThreePublic));
    }
}
