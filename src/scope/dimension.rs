//! The dimensions of the cube, and the nodes of their trees as numbers.

use core::iter;

use strum::VariantArray;

use crate::code::{
    Code, Department, DepartmentCode, Functional, FunctionalCode, Government, GovernmentCode,
    Level, Scheme,
};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::{Kind, Stage};
use crate::lang::Lang;
use crate::named::named;
use crate::vintage::Vintage;

/// One way to cut the cube.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[repr(u8)]
#[non_exhaustive]
pub enum Dimension {
    /// 年度.
    Year,
    /// 预算数 / 决算数.
    Stage,
    /// 收支方向与期间.
    Flow,
    /// 资金来源.
    Fund,
    /// 支出功能分类.
    Functional,
    /// 部门预算支出经济分类.
    Department,
    /// 政府预算支出经济分类.
    Government,
    /// 支出性质: 基本 / 项目.
    Kind,
    /// 三公经费, 政府采购 ….
    Item,
    /// 单位.
    Entity,
    /// 项目.
    Project,
    /// 增减: the change against an earlier year instead of the amount itself.
    Change,
    /// 资金年度: money of this year or carried money.
    Vintage,
    /// 部分: the part that words leave of what is meant (行政单位, 本级, 新增): never more than all of it.
    Part,
    /// 另计: another measure of the same (计划, 执行, 编制), or a print that shares its label with
    /// another one: no law ties it to what bears no such mark.
    Variant,
    /// A table whose title nobody understood, and whose figures are therefore about it alone.
    Table,
}

/// The number of dimensions.
pub(crate) const DIMENSIONS: usize = 16;

impl Dimension {
    /// All dimensions.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The Chinese term, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Year => lang.pick("年度", "year"),
            Self::Stage => lang.pick("预算或决算", "stage"),
            Self::Flow => lang.pick("收支", "flow"),
            Self::Fund => lang.pick("资金来源", "fund source"),
            Self::Functional => lang.pick("功能分类", "function"),
            Self::Department => lang.pick("部门经济分类", "department economic class"),
            Self::Government => lang.pick("政府经济分类", "government economic class"),
            Self::Kind => lang.pick("支出性质", "kind"),
            Self::Item => lang.pick("专项口径", "item"),
            Self::Entity => lang.pick("单位", "entity"),
            Self::Project => lang.pick("项目", "project"),
            Self::Change => lang.pick("增减", "change"),
            Self::Vintage => lang.pick("资金年度", "vintage"),
            Self::Part => lang.pick("部分", "part"),
            Self::Variant => lang.pick("另计", "variant"),
            Self::Table => lang.pick("表", "table"),
        }
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

named!(Dimension, "the name of a dimension");

/// A name (of a unit, a project, a part) as a small number, given out by whoever keeps the names: a
/// disclosure or a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(::serde::Serialize, ::serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct NameId(pub u32);

/// A value of a dimension as a number above zero whose order is the tree's pre-order.
pub(crate) trait Node: Copy {
    fn key(self) -> u32;
    fn of_key(key: u32) -> Option<Self>;
    /// The node above; there is none where the dimension is no tree.
    fn up(self) -> Option<Self> {
        None
    }
}

macro_rules! enum_node {
    ($($type:ident: $parent:expr;)*) => {$(
        impl Node for $type {
            fn key(self) -> u32 {
                self as u32 + 1
            }
            fn of_key(key: u32) -> Option<Self> {
                Self::ALL.get(usize::try_from(key.checked_sub(1)?).ok()?).copied()
            }
            fn up(self) -> Option<Self> {
                let parent: fn(Self) -> Option<Self> = $parent;
                parent(self)
            }
        }
    )*};
}

enum_node! {
    Flow: Flow::parent;
    FundSource: FundSource::parent;
    Kind: Kind::parent;
    Item: Item::parent;
    Stage: |_| None;
    Vintage: |_| None;
}

impl<S: Scheme> Node for Code<S> {
    fn key(self) -> u32 {
        self.to_raw()
    }
    fn of_key(key: u32) -> Option<Self> {
        Self::of_raw(key)
    }
    fn up(self) -> Option<Self> {
        self.parent()
    }
}

impl Node for NameId {
    fn key(self) -> u32 {
        self.0.saturating_add(1)
    }
    fn of_key(key: u32) -> Option<Self> {
        key.checked_sub(1).map(Self)
    }
}

impl Node for u16 {
    fn key(self) -> u32 {
        u32::from(self) + 1
    }
    fn of_key(key: u32) -> Option<Self> {
        key.checked_sub(1)?.try_into().ok()
    }
}

/// The dimensions along which amounts add up.
pub(crate) const SUMMED: [Dimension; 9] = [
    Dimension::Fund,
    Dimension::Functional,
    Dimension::Department,
    Dimension::Government,
    Dimension::Kind,
    Dimension::Item,
    Dimension::Entity,
    Dimension::Project,
    Dimension::Vintage,
];

/// The key of a value as columns of plain numbers hold it: a code by its digits, a year as it is, a
/// name by its number, and any other value by its place among all of its kind, counted from 0.
#[inline]
pub(crate) fn key_of_number(dimension: Dimension, number: u32) -> Option<u32> {
    fn code<S: Scheme>(number: u32) -> Option<u32> {
        Code::<S>::try_from(number).ok().map(Code::to_raw)
    }
    fn value<T: Node>(number: u32) -> Option<u32> {
        T::of_key(number.checked_add(1)?).map(Node::key)
    }
    match dimension {
        Dimension::Functional => code::<Functional>(number),
        Dimension::Department => code::<Department>(number),
        Dimension::Government => code::<Government>(number),
        Dimension::Flow => value::<Flow>(number),
        Dimension::Fund => value::<FundSource>(number),
        Dimension::Kind => value::<Kind>(number),
        Dimension::Item => value::<Item>(number),
        Dimension::Stage => value::<Stage>(number),
        Dimension::Vintage => value::<Vintage>(number),
        Dimension::Year | Dimension::Change => value::<u16>(number),
        Dimension::Entity
        | Dimension::Project
        | Dimension::Part
        | Dimension::Variant
        | Dimension::Table => value::<NameId>(number),
    }
}

/// The key one step up; 0 above a top node.
pub(crate) fn parent_key(dimension: Dimension, key: u32) -> u32 {
    fn up<T: Node>(key: u32) -> u32 {
        T::of_key(key).and_then(Node::up).map_or(0, Node::key)
    }
    match dimension {
        Dimension::Flow => up::<Flow>(key),
        Dimension::Fund => up::<FundSource>(key),
        Dimension::Functional => up::<FunctionalCode>(key),
        Dimension::Department => up::<DepartmentCode>(key),
        Dimension::Government => up::<GovernmentCode>(key),
        Dimension::Kind => up::<Kind>(key),
        Dimension::Item => up::<Item>(key),
        Dimension::Year
        | Dimension::Stage
        | Dimension::Entity
        | Dimension::Project
        | Dimension::Change
        | Dimension::Vintage
        | Dimension::Part
        | Dimension::Variant
        | Dimension::Table => 0,
    }
}

/// The key of the node at a level of a code tree; the node itself where it is not below that level
/// and in every other dimension.
pub(crate) fn key_at(dimension: Dimension, key: u32, level: Level) -> u32 {
    fn at<S: Scheme>(key: u32, level: Level) -> u32 {
        Code::<S>::of_raw(key).and_then(|code| code.at(level)).map_or(key, Code::to_raw)
    }
    match dimension {
        Dimension::Functional => at::<Functional>(key, level),
        Dimension::Department => at::<Department>(key, level),
        Dimension::Government => at::<Government>(key, level),
        _ => key,
    }
}

/// Whether the node `inner` is `outer` or stands below it.
pub(crate) fn key_is_within(dimension: Dimension, inner: u32, outer: u32) -> bool {
    outer == 0
        || iter::successors(Some(inner), |&key| match key {
            0 => None,
            key => Some(parent_key(dimension, key)),
        })
        .any(|key| key == outer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_alone_have_levels() {
        fn at<S: Scheme>(dimension: Dimension, deep: &str, class: &str) {
            let [deep, class] = [deep, class].map(|text| text.parse::<Code<S>>().unwrap().to_raw());
            assert_eq!(key_at(dimension, deep, Level::Class), class);
            // A class stands above the level of sections: it stays.
            assert_eq!(key_at(dimension, class, Level::Section), class);
        }
        at::<Functional>(Dimension::Functional, "2010350", "201");
        at::<Department>(Dimension::Department, "30101", "301");
        at::<Government>(Dimension::Government, "50501", "505");
        let vehicles = Node::key(Item::VehiclePurchase);
        assert_eq!(key_at(Dimension::Item, vehicles, Level::Class), vehicles);
    }

    #[test]
    fn years_and_names_have_nothing_above() {
        for (dimension, key) in [
            (Dimension::Year, 2026_u16.key()),
            (Dimension::Entity, NameId(3).key()),
            (Dimension::Stage, Node::key(Stage::Final)),
            (Dimension::Vintage, Node::key(Vintage::ALL[0])),
        ] {
            assert_eq!(parent_key(dimension, key), 0);
        }
        assert_eq!((2026_u16.up(), NameId(3).up(), Stage::Final.up()), (None, None, None));
        assert_eq!(Item::VehiclePurchase.up(), Some(Item::Vehicles));
    }
}
