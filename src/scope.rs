//! Scope (口径): what a figure is about.
//!
//! A budget is one cube. A scope is a box in it: each [`Dimension`] is fixed at a node of its tree
//! or left at *all*. A table's title, a row's label and a column's heading each give a part of the
//! scope of a cell; [`Scope::merge`] puts the parts together.

use alloc::{string::String, vec::Vec};
use core::fmt;

use crate::code::{DepartmentCode, FunctionalCode, GovernmentCode};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::{Kind, Stage};
use crate::lang::{Lang, Message};
use crate::vintage::Vintage;

mod dimension;
pub(crate) mod partition;
#[cfg(feature = "serde")]
mod serde;

pub(crate) use dimension::{
    DIMENSIONS, Node, SUMMED, key_at, key_is_within, key_of_number, parent_key,
};
pub use dimension::{Dimension, NameId};

/// What a figure is about: each dimension fixed at a node of its tree, or *all*.
///
/// ```
/// use cn_budget::{Flow, FundSource, Kind, Scope};
///
/// let table = Scope::ALL.with_flow(Flow::CurrentExpenditure).with_fund(FundSource::General);
/// let column = Scope::ALL.with_kind(Kind::Basic);
/// let row = Scope::ALL.with_functional("2010350".parse()?);
/// let cell = table.merge(column)?.merge(row)?;
/// assert_eq!(cell.to_string(), "本年支出·一般公共预算资金·2010350·基本支出");
/// assert!(cell.is_within(table));
///
/// let elsewhere = Scope::ALL.with_fund(FundSource::StateCapital);
/// assert!(cell.merge(elsewhere).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Scope {
    /// Per dimension: 0 is *all*, any other number a node (see [`Node`]).
    keys: [u32; DIMENSIONS],
}

macro_rules! accessors {
    ($($dimension:ident, $type:ty, $get:ident, $with:ident, $doc:literal;)*) => {
        impl Scope {$(
            #[doc = $doc]
            #[doc = ", `None` for all."]
            pub fn $get(self) -> Option<$type> {
                <$type as Node>::of_key(self.key(Dimension::$dimension))
            }

            /// The scope with this dimension fixed.
            #[must_use]
            pub fn $with(self, value: $type) -> Self {
                self.with_key(Dimension::$dimension, Node::key(value))
            }
        )*}
    };
}

accessors! {
    Year, u16, year, with_year, "年度";
    Stage, Stage, stage, with_stage, "预算数 or 决算数";
    Flow, Flow, flow, with_flow, "收支方向与期间";
    Fund, FundSource, fund, with_fund, "资金来源";
    Functional, FunctionalCode, functional, with_functional, "支出功能分类";
    Department, DepartmentCode, department, with_department, "部门预算支出经济分类";
    Government, GovernmentCode, government, with_government, "政府预算支出经济分类";
    Kind, Kind, kind, with_kind, "支出性质";
    Item, Item, item, with_item, "三公经费, 政府采购 …";
    Entity, NameId, entity, with_entity, "单位";
    Project, NameId, project, with_project, "项目";
    Change, u16, change, with_change, "增减: the year compared with";
    Vintage, Vintage, vintage, with_vintage, "资金年度";
    Part, NameId, part, with_part, "部分: the words that leave a part";
    Variant, NameId, variant, with_variant, "another measure, or one of several prints, of the same";
    Table, NameId, table, with_table, "the table that the figure is about, if about it alone";
}

impl Scope {
    /// Everything: no dimension fixed.
    pub const ALL: Self = Self { keys: [0; DIMENSIONS] };

    /// The key of a dimension; 0 is *all*. Order within a dimension is the tree's pre-order.
    #[inline]
    pub(crate) fn key(self, dimension: Dimension) -> u32 {
        self.keys.get(dimension as usize).copied().unwrap_or(0)
    }

    #[inline]
    pub(crate) fn with_key(mut self, dimension: Dimension, key: u32) -> Self {
        self.set_key(dimension, key);
        self
    }

    #[inline]
    pub(crate) fn set_key(&mut self, dimension: Dimension, key: u32) {
        if let Some(slot) = self.keys.get_mut(dimension as usize) {
            *slot = key;
        }
    }

    /// A hash, of which the high half is the better mixed one. Two keys at a time: half the steps.
    pub(crate) fn hash64(self) -> u64 {
        self.keys.chunks_exact(2).fold(0_u64, |hash, pair| {
            let pair = pair.iter().fold(0_u64, |pair, &key| pair << 32 | u64::from(key));
            (hash.rotate_left(23) ^ pair).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        })
    }

    /// The scope with a dimension left at *all*.
    #[must_use]
    pub fn without(self, dimension: Dimension) -> Self {
        self.with_key(dimension, 0)
    }

    /// Whether a dimension is fixed.
    pub fn fixes(self, dimension: Dimension) -> bool {
        self.key(dimension) != 0
    }

    /// The dimensions that are fixed.
    pub fn fixed(self) -> impl Iterator<Item = Dimension> {
        Dimension::ALL.iter().copied().filter(move |&dimension| self.fixes(dimension))
    }

    /// One step up along a dimension: the parent node, or *all* above a top node. `None` where the
    /// dimension is already at *all*.
    ///
    /// ```
    /// use cn_budget::{Dimension, Scope};
    ///
    /// let scope = Scope::ALL.with_functional("20103".parse()?);
    /// let class = scope.parent(Dimension::Functional).unwrap();
    /// assert_eq!(class.functional().unwrap().number(), 201);
    /// assert_eq!(class.parent(Dimension::Functional), Some(Scope::ALL));
    /// assert_eq!(Scope::ALL.parent(Dimension::Functional), None);
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    #[must_use]
    pub fn parent(self, dimension: Dimension) -> Option<Self> {
        match self.key(dimension) {
            0 => None,
            key => Some(self.with_key(dimension, parent_key(dimension, key))),
        }
    }

    /// Whether `self` is `other` or a part of it, in every dimension. Another measure of the same is
    /// no part of it.
    pub fn is_within(self, other: Self) -> bool {
        self.keys == other.keys
            || self.key(Dimension::Variant) == other.key(Dimension::Variant)
                && Dimension::ALL.iter().all(|&dimension| {
                    key_is_within(dimension, self.key(dimension), other.key(dimension))
                })
    }

    /// Whether money of another scope is of this one; `None` where it is not told of all of it.
    pub(crate) fn holds(self, part: Self) -> Option<bool> {
        let within = part.is_within(self);
        (within || part.merge(self).is_err()).then_some(within)
    }

    /// The scope that both describe together: in each dimension the deeper of the two nodes.
    ///
    /// ```
    /// use cn_budget::{FundSource, Kind, Scope};
    ///
    /// let (fiscal, project) = (Scope::ALL.with_fund(FundSource::Fiscal), Scope::ALL.with_kind(Kind::Project));
    /// let general = Scope::ALL.with_fund(FundSource::General);
    /// assert_eq!(fiscal.merge(general)?, general);
    /// assert_eq!(general.merge(project)?, general.with_kind(Kind::Project));
    /// assert!(general.merge(Scope::ALL.with_fund(FundSource::Unit)).is_err());
    /// # Ok::<(), cn_budget::scope::ScopeConflict>(())
    /// ```
    ///
    /// # Errors
    /// [`ScopeConflict`] names the first dimension in which neither node stands within the other.
    pub fn merge(self, other: Self) -> Result<Self, ScopeConflict> {
        let mut merged = self;
        for &dimension in Dimension::ALL {
            let (left, right) = (self.key(dimension), other.key(dimension));
            if key_is_within(dimension, right, left) {
                merged = merged.with_key(dimension, right);
            } else if !key_is_within(dimension, left, right) {
                return Err(ScopeConflict { dimension, left, right });
            }
        }
        Ok(merged)
    }

    /// `self` where it is fixed, else `below`, dimension by dimension; never a conflict.
    #[must_use]
    pub fn or(self, below: Self) -> Self {
        let mut scope = self;
        for &dimension in Dimension::ALL {
            if !scope.fixes(dimension) {
                scope = scope.with_key(dimension, below.key(dimension));
            }
        }
        scope
    }

    /// The narrowest scope that both are part of.
    pub(crate) fn common(self, other: Self) -> Self {
        let mut common = self;
        for &dimension in Dimension::ALL {
            let wanted = other.key(dimension);
            let mut key = self.key(dimension);
            while key != 0 && !key_is_within(dimension, wanted, key) {
                key = parent_key(dimension, key);
            }
            common = common.with_key(dimension, key);
        }
        common
    }

    /// The scope in words, with names of units and projects looked up by `name`.
    pub fn describe<'a>(self, lang: Lang, name: impl Fn(NameId) -> Option<&'a str>) -> String {
        let mut parts: Vec<String> = Vec::new();
        let mut put = |part: fmt::Arguments<'_>| parts.push(alloc::fmt::format(part));
        let named = |id: NameId, kind: &str| match name(id) {
            Some(name) => String::from(name),
            None => alloc::format!("{kind}#{}", id.0),
        };
        if let Some(year) = self.year() {
            put(format_args!("{year}{}", lang.pick("年", "")));
        }
        if let Some(stage) = self.stage() {
            put(format_args!("{}", stage.name(lang)));
        }
        if let Some(flow) = self.flow() {
            put(format_args!("{}", flow.name(lang)));
        }
        if let Some(fund) = self.fund() {
            put(format_args!("{}", fund.name(lang)));
        }
        if let Some(code) = self.functional() {
            put(format_args!("{code}"));
        }
        if let Some(code) = self.department() {
            put(format_args!("{code}"));
        }
        if let Some(code) = self.government() {
            put(format_args!("{code}"));
        }
        if let Some(kind) = self.kind() {
            put(format_args!("{}", kind.name(lang)));
        }
        if let Some(item) = self.item() {
            put(format_args!("{}", item.name(lang)));
        }
        if let Some(entity) = self.entity() {
            put(format_args!("{}", named(entity, lang.pick("单位", "entity "))));
        }
        if let Some(project) = self.project() {
            put(format_args!("{}", named(project, lang.pick("项目", "project "))));
        }
        if let Some(year) = self.change() {
            put(format_args!(
                "{}{year}{}",
                lang.pick("较", "change from "),
                lang.pick("年增减", "")
            ));
        }
        if let Some(vintage) = self.vintage() {
            put(format_args!("{}", vintage.name(lang)));
        }
        if let Some(part) = self.part() {
            put(format_args!("{}", named(part, lang.pick("部分", "part "))));
        }
        if let Some(variant) = self.variant() {
            put(format_args!("{}", named(variant, lang.pick("另计", "variant "))));
        }
        if let Some(table) = self.table() {
            put(format_args!("{}{}", lang.pick("第", "table "), table.0));
        }
        if parts.is_empty() { lang.pick("全部", "everything").into() } else { parts.join("·") }
    }
}

/// One scope for what different documents say in different words: the three public expenses and
/// the agency operating costs are fiscal money, whether or not the table says so.
pub(crate) fn canonical(scope: Scope) -> Scope {
    let fiscal = scope
        .item()
        .is_some_and(|item| item.is_within(Item::ThreePublic) || item == Item::AgencyOperation);
    if fiscal && !scope.fixes(Dimension::Fund) {
        return scope.with_fund(FundSource::Fiscal);
    }
    scope
}

impl fmt::Display for Scope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe(Lang::Zh, |_| None))
    }
}

crate::named::debug_as_printed!(Scope);

/// Two scopes that no figure can have together, and the dimension in which they part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
pub struct ScopeConflict {
    dimension: Dimension,
    left: u32,
    right: u32,
}

impl ScopeConflict {
    /// The dimension in which the scopes part.
    pub fn dimension(&self) -> Dimension {
        self.dimension
    }

    /// What the two scopes fix in that dimension, in the order of the merge.
    pub fn scopes(&self) -> (Scope, Scope) {
        let only = |key| Scope::ALL.with_key(self.dimension, key);
        (only(self.left), only(self.right))
    }

    /// The message in both languages.
    pub fn message(&self) -> Message {
        let (left, right) = self.scopes();
        Message::new(
            alloc::format!(
                "{}不一致：{}，{}",
                self.dimension.name(Lang::Zh),
                left.describe(Lang::Zh, |_| None),
                right.describe(Lang::Zh, |_| None)
            ),
            alloc::format!(
                "conflicting {}: {} and {}",
                self.dimension.name(Lang::En),
                left.describe(Lang::En, |_| None),
                right.describe(Lang::En, |_| None)
            ),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dimension_has_its_key() {
        assert_eq!(Dimension::ALL.len(), DIMENSIONS);
    }

    #[test]
    fn merging_takes_the_deeper_node() {
        let fiscal = Scope::ALL.with_fund(FundSource::Fiscal);
        let general = Scope::ALL.with_fund(FundSource::General);
        let basic = Scope::ALL.with_kind(Kind::Basic);
        assert_eq!(fiscal.merge(general), Ok(general));
        assert_eq!(general.merge(fiscal), Ok(general));
        assert_eq!(general.merge(basic), Ok(general.with_kind(Kind::Basic)));
        let conflict = basic.merge(Scope::ALL.with_kind(Kind::Project)).unwrap_err();
        assert_eq!(conflict.dimension(), Dimension::Kind);
        assert_eq!(conflict.scopes(), (basic, Scope::ALL.with_kind(Kind::Project)));
        assert_eq!(conflict.message().zh, "支出性质不一致：基本支出，项目支出");
    }

    #[test]
    fn values_come_back() {
        let code = FunctionalCode::literal("2010350");
        let scope = Scope::ALL.with_functional(code).with_year(2026).with_project(NameId(0));
        assert_eq!(scope.functional(), Some(code));
        assert_eq!(scope.year(), Some(2026));
        assert_eq!(scope.project(), Some(NameId(0)));
        assert_eq!(scope.entity(), None);
    }
}
