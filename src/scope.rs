//! Scope (口径): what a figure is about.
//!
//! A budget is one cube. A scope is a box in it: each [`Dimension`] is fixed at a node of its tree
//! or left at *all*. A table's title, a row's label and a column's heading each give a part of the
//! scope of a cell; [`Scope::merge`] puts the parts together.

use alloc::{string::String, vec::Vec};
use core::{fmt, iter};

use strum::VariantArray;

use crate::{
    Code, Department, DepartmentCode, Flow, Functional, FunctionalCode, FundSource, Government,
    GovernmentCode, Item, Kind, Lang, Level, Message, Scheme, Stage, Vintage,
};

#[cfg(feature = "serde")]
mod serde;

/// One way to cut the cube.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray)]
#[cfg_attr(feature = "serde", derive(::serde::Serialize, ::serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
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
    /// A table whose title nobody understood, and whose figures are therefore about it alone.
    Table,
}

/// The number of dimensions.
pub(crate) const DIMENSIONS: usize = 14;

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
            Self::Table => lang.pick("表", "table"),
        }
    }
}

/// A name (of a unit or a project) as a small number, given out by whoever keeps the names: a
/// disclosure or a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(::serde::Serialize, ::serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(transparent))]
pub struct NameId(pub u32);

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

/// A value of a dimension as a number above zero whose order is the tree's pre-order.
pub(crate) trait Node: Copy {
    fn key(self) -> u32;
    fn of_key(key: u32) -> Option<Self>;
    fn up(self) -> Option<Self>;
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
    fn up(self) -> Option<Self> {
        None
    }
}

impl Node for u16 {
    fn key(self) -> u32 {
        u32::from(self) + 1
    }
    fn of_key(key: u32) -> Option<Self> {
        key.checked_sub(1)?.try_into().ok()
    }
    fn up(self) -> Option<Self> {
        None
    }
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

    /// Whether `self` is `other` or a part of it, in every dimension.
    pub fn is_within(self, other: Self) -> bool {
        self.keys == other.keys
            || Dimension::ALL.iter().all(|&dimension| {
                key_is_within(dimension, self.key(dimension), other.key(dimension))
            })
    }

    /// The scope that both describe together: in each dimension the deeper of the two nodes.
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
                return Err(ScopeConflict { dimension, left: self, right: other });
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
        if let Some(table) = self.table() {
            put(format_args!("{}{}", lang.pick("第", "table "), table.0));
        }
        if parts.is_empty() { lang.pick("全部", "everything").into() } else { parts.join("·") }
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

/// Whether so many parts of a node that a table prints along a dimension are all of it.
pub(crate) fn splits_whole(dimension: Dimension, parent: u32, parts: usize) -> bool {
    match dimension {
        // 三公经费 and 政府采购 are parts of spending, whatever else is printed beside them.
        Dimension::Item => parent != 0 && parts >= 1,
        // 其中：财政拨款 alone under 合计 is a part; with siblings it is a full split.
        Dimension::Fund | Dimension::Kind | Dimension::Vintage => parts >= 2,
        _ => parts >= 1,
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
    left: Scope,
    right: Scope,
}

impl ScopeConflict {
    /// The dimension in which the scopes part.
    pub fn dimension(&self) -> Dimension {
        self.dimension
    }

    /// The two scopes, in the order of the merge.
    pub fn scopes(&self) -> (Scope, Scope) {
        (self.left, self.right)
    }

    /// The message in both languages.
    pub fn message(&self) -> Message {
        let only = |scope: Scope| Scope::ALL.with_key(self.dimension, scope.key(self.dimension));
        let (left, right) = (only(self.left), only(self.right));
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
