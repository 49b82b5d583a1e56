//! Budget lines (预算明细): the atoms of the cube.

use strum::VariantArray;

use crate::code::{DepartmentCode, FunctionalCode, GovernmentCode};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::Kind;
use crate::lang::Lang;
use crate::named::named;
use crate::num::amount::Amount;
use crate::scope::{NameId, Scope};

/// What is bought by government procurement (政府采购).
///
/// ```
/// use cn_budget::{Item, ledger::Procurement};
///
/// assert_eq!(Procurement::Goods.item(), Item::ProcurementGoods);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray)]
pub enum Procurement {
    /// 货物.
    Goods,
    /// 工程.
    Works,
    /// 服务.
    Services,
}

impl Procurement {
    /// All three.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The node of the tree of items.
    pub const fn item(self) -> Item {
        match self {
            Self::Goods => Item::ProcurementGoods,
            Self::Works => Item::ProcurementWorks,
            Self::Services => Item::ProcurementServices,
        }
    }

    /// The Chinese term, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        self.item().name(lang)
    }

    /// The stable name, as it stands in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Goods => "goods",
            Self::Works => "works",
            Self::Services => "services",
        }
    }
}

named!(Procurement, "what is procured: goods, works or services");

/// One line of a budget (预算明细): one amount, and for each dimension what it is known to be.
///
/// A dimension that a line leaves at `None` is *open*: an income has no economic class, and a line
/// taken back from a printed table knows only what the table tells. Units and projects are numbers
/// given out by the [`Ledger`](crate::Ledger) that the line belongs to.
///
/// ```
/// use cn_budget::{Amount, BudgetLine, Flow, FundSource, Kind, Scope};
///
/// let line = BudgetLine::expenditure(FundSource::General, "115.78万元".parse()?)
///     .with_functional("2010350".parse()?)
///     .with_department("30101".parse()?)
///     .with_kind(Kind::Personnel);
/// assert!(line.is_within(Scope::ALL.with_kind(Kind::Basic).with_functional("201".parse()?)));
/// assert!(!line.is_within(Scope::ALL.with_flow(Flow::Income)));
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct BudgetLine {
    /// 收支方向与期间.
    pub flow: Flow,
    /// 资金来源.
    pub fund: FundSource,
    /// 金额.
    pub amount: Amount,
    /// 单位.
    pub entity: Option<NameId>,
    /// 支出功能分类.
    pub functional: Option<FunctionalCode>,
    /// 部门预算支出经济分类.
    pub department: Option<DepartmentCode>,
    /// 政府预算支出经济分类; where absent the crosswalk may tell it.
    pub government: Option<GovernmentCode>,
    /// 支出性质.
    pub kind: Option<Kind>,
    /// 三公经费, 会议费, 培训费, 机关运行经费.
    pub item: Option<Item>,
    /// 项目.
    pub project: Option<NameId>,
    /// 政府采购, `None` for money that is not spent by procurement.
    pub procurement: Option<Procurement>,
}

macro_rules! with {
    ($($name:ident, $field:ident, $type:ty, $doc:literal;)*) => {
        impl BudgetLine {$(
            #[doc = concat!("The line with its ", $doc, ".")]
            #[must_use]
            pub const fn $name(mut self, $field: $type) -> Self {
                self.$field = Some($field);
                self
            }
        )*}
    };
}

with! {
    with_entity, entity, NameId, "unit (单位)";
    with_functional, functional, FunctionalCode, "functional code (功能分类)";
    with_department, department, DepartmentCode, "department economic code (部门经济分类)";
    with_government, government, GovernmentCode, "government economic code (政府经济分类)";
    with_kind, kind, Kind, "kind of spending (支出性质)";
    with_item, item, Item, "item (三公经费 …)";
    with_project, project, NameId, "project (项目)";
    with_procurement, procurement, Procurement, "kind of procurement (政府采购)";
}

impl BudgetLine {
    /// A line with flow, fund and amount; everything else is left open.
    pub const fn new(flow: Flow, fund: FundSource, amount: Amount) -> Self {
        Self {
            flow,
            fund,
            amount,
            entity: None,
            functional: None,
            department: None,
            government: None,
            kind: None,
            item: None,
            project: None,
            procurement: None,
        }
    }

    /// A line of 本年收入.
    pub const fn income(fund: FundSource, amount: Amount) -> Self {
        Self::new(Flow::CurrentIncome, fund, amount)
    }

    /// A line of 本年支出.
    pub const fn expenditure(fund: FundSource, amount: Amount) -> Self {
        Self::new(Flow::CurrentExpenditure, fund, amount)
    }

    /// The scope of the line. A scope has one item: of a line that is both an item and procured it
    /// tells the former; [`is_within`](Self::is_within) knows both.
    pub fn scope(&self) -> Scope {
        let mut scope = Scope::ALL.with_flow(self.flow).with_fund(self.fund);
        if let Some(entity) = self.entity {
            scope = scope.with_entity(entity);
        }
        if let Some(code) = self.functional {
            scope = scope.with_functional(code);
        }
        if let Some(code) = self.department {
            scope = scope.with_department(code);
        }
        if let Some(code) = self.government {
            scope = scope.with_government(code);
        }
        if let Some(kind) = self.kind {
            scope = scope.with_kind(kind);
        }
        if let Some(item) = self.item.or(self.procurement.map(Procurement::item)) {
            scope = scope.with_item(item);
        }
        if let Some(project) = self.project {
            scope = scope.with_project(project);
        }
        scope
    }

    /// Whether the line is a part of a scope. Year and stage are the ledger's, not the line's, and
    /// are not looked at; a dimension that the scope fixes and the line leaves open is no part.
    pub fn is_within(&self, scope: Scope) -> bool {
        let wide = scope
            .without(crate::scope::Dimension::Item)
            .without(crate::scope::Dimension::Year)
            .without(crate::scope::Dimension::Stage);
        let items = [self.item, self.procurement.map(Procurement::item)];
        let has_item = |wanted| items.iter().flatten().any(|item: &Item| item.is_within(wanted));
        self.scope().is_within(wide) && scope.item().is_none_or(has_item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_be_an_item_and_procured() {
        let line = BudgetLine::expenditure(FundSource::General, Amount::from_fen(100))
            .with_item(Item::VehiclePurchase)
            .with_procurement(Procurement::Goods);
        for item in [Item::ThreePublic, Item::Vehicles, Item::Procurement, Item::ProcurementGoods] {
            assert!(line.is_within(Scope::ALL.with_item(item)), "{item}");
        }
        assert!(!line.is_within(Scope::ALL.with_item(Item::Reception)));
        assert!(line.is_within(Scope::ALL.with_year(2026)));
        assert!(!line.is_within(Scope::ALL.with_kind(Kind::Basic)));
    }
}
