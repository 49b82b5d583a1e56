//! Partitions: which parts make up a whole, said once for every law, list and table.
//!
//! ```text
//! 三公经费 = 因公出国（境）费 + 公务用车购置及运行费 + 公务接待费
//! 财政拨款 = 一般公共预算 + 政府性基金预算 + 国有资本经营预算
//! 支出     = 基本支出 + 项目支出 (+ 经营支出, 上缴上级支出 … where there are any)
//! ```

use super::dimension::{Dimension, Node, key_is_within};
use crate::code::DepartmentCode;
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::Kind;

/// A whole and parts of it along one dimension that do not overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Partition {
    pub(crate) dimension: Dimension,
    /// The key of the whole; 0 is all.
    whole: u32,
    /// The keys of the parts that every such whole has.
    parts: &'static [u32],
    /// Whether a whole may have further parts, of which most bodies have none.
    and_others: bool,
}

const fn item(item: Item) -> u32 {
    item as u32 + 1
}

const fn kind(kind: Kind) -> u32 {
    kind as u32 + 1
}

const fn fund(fund: FundSource) -> u32 {
    fund as u32 + 1
}

const fn all(dimension: Dimension, whole: u32, parts: &'static [u32]) -> Partition {
    Partition { dimension, whole, parts, and_others: false }
}

const ALL: [Partition; 8] = [
    all(
        Dimension::Fund,
        fund(FundSource::Fiscal),
        &[
            fund(FundSource::General),
            fund(FundSource::GovernmentFund),
            fund(FundSource::StateCapital),
        ],
    ),
    // 经营支出, 上缴上级支出, 对附属单位补助支出: few bodies have them.
    Partition {
        and_others: true,
        ..all(Dimension::Kind, 0, &[kind(Kind::Basic), kind(Kind::Project)])
    },
    all(Dimension::Kind, kind(Kind::Basic), &[kind(Kind::Personnel), kind(Kind::Operating)]),
    all(
        Dimension::Item,
        item(Item::ThreePublic),
        &[item(Item::Abroad), item(Item::Vehicles), item(Item::Reception)],
    ),
    all(
        Dimension::Item,
        item(Item::Vehicles),
        &[item(Item::VehiclePurchase), item(Item::VehicleOperation)],
    ),
    all(
        Dimension::Item,
        item(Item::Reception),
        &[item(Item::DomesticReception), item(Item::ForeignReception)],
    ),
    all(
        Dimension::Item,
        item(Item::Procurement),
        &[
            item(Item::ProcurementGoods),
            item(Item::ProcurementWorks),
            item(Item::ProcurementServices),
        ],
    ),
    all(
        Dimension::Item,
        item(Item::Procurement),
        &[item(Item::ProcurementCentralised), item(Item::ProcurementDecentralised)],
    ),
];

impl Partition {
    /// The partitions of a node.
    pub(crate) fn of(dimension: Dimension, whole: u32) -> impl Iterator<Item = &'static Self> {
        ALL.iter().filter(move |own| own.dimension == dimension && own.whole == whole)
    }

    /// The keys of the parts that every such whole has.
    pub(crate) fn parts(self) -> &'static [u32] {
        self.parts
    }
}

/// The flows that make up 总计 on either side, all that there are.
pub(crate) const BALANCE: [[Flow; 3]; 2] = [
    [Flow::CurrentIncome, Flow::CarriedIn, Flow::SurplusUsed],
    [Flow::CurrentExpenditure, Flow::Distributed, Flow::CarriedOver],
];

/// The budgets of 财政拨款 beside 一般公共预算, which most bodies have nothing of.
pub(crate) const OTHER_BUDGETS: [FundSource; 2] =
    [FundSource::GovernmentFund, FundSource::StateCapital];

/// Whether money of a department economic code is 人员经费 where 基本支出 is told as 人员经费 and 公用经费
/// by its classes: 301 and 303; all other classes are 公用经费.
pub(crate) fn is_personnel(code: DepartmentCode) -> bool {
    matches!(code.class().number(), 301 | 303)
}

/// Whether nodes below a whole are certainly all of it by what they are: every part is named, or
/// all parts of it are.
pub(crate) fn names_all(dimension: Dimension, whole: u32, named: &[u32]) -> bool {
    let inside = |&key: &u32| key != whole && key_is_within(dimension, key, whole);
    let covered = |part: u32| named.contains(&part) || names_all(dimension, part, named);
    let mut partitions = Partition::of(dimension, whole);
    partitions.any(|partition| {
        let named_parts = named.iter().filter(|key| inside(key));
        let of_it = |&key: &u32| {
            partition.and_others
                || partition.parts.iter().any(|&part| key_is_within(dimension, key, part))
        };
        partition.parts.iter().all(|&part| covered(part))
            && named_parts.copied().all(|key| of_it(&key))
    })
}

/// Whether the parts of a node that a table prints along a dimension are all of it. A table prints
/// every row and column of what it splits, so that a few parts tell that it does.
pub(crate) fn prints_all(
    dimension: Dimension,
    whole: u32,
    parts: impl Iterator<Item = u32> + Clone,
) -> bool {
    let count = parts.clone().count();
    match dimension {
        // 三公经费 and 政府采购 are parts of spending, whatever else is printed beside them.
        Dimension::Item => whole != 0 && count >= 1,
        // 其中：项目支出结转和结余 and 经营结余 alone are not all: 基本支出, or a part of it, is always there.
        Dimension::Kind if whole == 0 => {
            let mut parts = parts;
            count >= 2 && parts.any(|key| key_is_within(dimension, key, Node::key(Kind::Basic)))
        }
        // 财政拨款 beside 政府性基金 and 国有资本经营 is 一般公共预算: together they are all of nothing.
        Dimension::Fund if whole == Node::key(FundSource::Fiscal) => {
            let mut parts = parts;
            let general = Node::key(FundSource::General);
            count >= 2 && parts.any(|key| key_is_within(dimension, key, general))
        }
        // 上年结转 alone is not 收入合计: what comes in and goes out in the year is always there.
        Dimension::Flow => {
            let current = [
                (Flow::Income, Flow::CurrentIncome),
                (Flow::Expenditure, Flow::CurrentExpenditure),
            ];
            let current = current.into_iter().find(|&(flow, _)| whole == Node::key(flow));
            let mut parts = parts;
            count >= 1
                && current.is_none_or(|(_, current)| {
                    parts.any(|key| key_is_within(dimension, key, Node::key(current)))
                })
        }
        // 其中：财政拨款 alone under 合计 is a part; with siblings it is a full split.
        Dimension::Fund | Dimension::Kind | Dimension::Vintage => count >= 2,
        _ => count >= 1,
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec::Vec;

    use super::*;

    fn items(items: &[Item]) -> Vec<u32> {
        items.iter().copied().map(Node::key).collect()
    }

    #[test]
    fn parts_stand_right_below_their_whole_and_apart() {
        for partition in &ALL {
            for (index, &part) in partition.parts.iter().enumerate() {
                let dimension = partition.dimension;
                assert!(key_is_within(dimension, part, partition.whole), "{partition:?}");
                for &other in partition.parts.iter().skip(index + 1) {
                    assert!(!key_is_within(dimension, part, other));
                    assert!(!key_is_within(dimension, other, part));
                }
            }
        }
    }

    #[test]
    fn a_list_names_all_if_it_names_every_part_or_all_parts_of_it() {
        use Item::{Abroad, Reception, ThreePublic, VehicleOperation, VehiclePurchase, Vehicles};
        let all =
            |named: &[Item]| names_all(Dimension::Item, Node::key(ThreePublic), &items(named));
        assert!(all(&[Abroad, Vehicles, Reception]));
        assert!(all(&[Reception, VehiclePurchase, VehicleOperation, Abroad]));
        assert!(!all(&[Abroad, Vehicles]));
        assert!(!all(&[Abroad, VehiclePurchase, Reception]));
        let kinds = |named: &[Kind]| {
            let named: Vec<u32> = named.iter().copied().map(Node::key).collect();
            names_all(Dimension::Kind, 0, &named)
        };
        assert!(kinds(&[Kind::Basic, Kind::Project]));
        assert!(kinds(&[Kind::Personnel, Kind::Operating, Kind::Project, Kind::Business]));
        assert!(!kinds(&[Kind::Basic, Kind::Business]));
    }

    #[test]
    fn one_whole_may_be_split_in_two_ways_that_do_not_mix() {
        use Item::{
            Procurement, ProcurementCentralised, ProcurementDecentralised, ProcurementGoods,
            ProcurementServices, ProcurementWorks,
        };
        let all =
            |named: &[Item]| names_all(Dimension::Item, Node::key(Procurement), &items(named));
        assert!(all(&[ProcurementGoods, ProcurementWorks, ProcurementServices]));
        assert!(all(&[ProcurementCentralised, ProcurementDecentralised]));
        assert!(!all(&[ProcurementGoods, ProcurementWorks, ProcurementCentralised]));
        assert_eq!(Partition::of(Dimension::Item, Node::key(Procurement)).count(), 2);
    }

    #[test]
    fn one_fund_is_a_part_and_two_are_a_split() {
        use Dimension as D;
        let basic = Node::key(Kind::Basic);
        let project = Node::key(Kind::Project);
        for (dimension, parent, parts, whole) in [
            // 其中：财政拨款.
            (D::Fund, 0, &[1][..], false),
            (D::Fund, Node::key(FundSource::Fiscal), &[1], false),
            (D::Fund, 0, &[1, 2], true),
            (D::Kind, 0, &[basic], false),
            (D::Kind, 0, &[basic, project], true),
            (D::Kind, 0, &[project, Node::key(Kind::Business)], false),
            (D::Vintage, 0, &[1], false),
            (D::Vintage, 0, &[1, 2], true),
            (D::Flow, Node::key(Flow::Income), &[Node::key(Flow::CarriedIn)], false),
            (
                D::Flow,
                Node::key(Flow::Income),
                &[Node::key(Flow::CarriedIn), Node::key(Flow::CurrentIncome)],
                true,
            ),
            // A class may have one section alone.
            (D::Functional, 0, &[1], true),
            (D::Department, 0, &[1], true),
            (D::Entity, 0, &[1], true),
            // “三公”经费 and 政府采购 are not all spending; their items are all of them.
            (D::Item, 0, &[1, 2, 3], false),
            (D::Item, Node::key(Item::Vehicles), &[1, 2], true),
        ] {
            let printed = prints_all(dimension, parent, parts.iter().copied());
            assert_eq!(printed, whole, "{dimension:?} {parts:?}");
        }
    }

    #[test]
    fn people_are_paid_out_of_two_classes() {
        let is = |code: &str| is_personnel(DepartmentCode::literal(code));
        assert!(is("30101") && is("303"));
        assert!(!is("30201") && !is("310"));
    }
}
