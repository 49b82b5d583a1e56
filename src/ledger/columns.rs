//! Lines in columns: what bulk work reads, one slice per dimension.

use alloc::vec::Vec;

use super::{BudgetLine, Procurement};
use crate::code::{DepartmentCode, FunctionalCode, GovernmentCode};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::Kind;
use crate::num::amount::Amount;
use crate::scope::NameId;

macro_rules! columns {
    ($($field:ident: $type:ty, $doc:literal;)*) => {
        /// Budget lines as parallel columns: the n-th entry of each is of the n-th line.
        ///
        /// ```
        /// use cn_budget::{Amount, BudgetLine, FundSource, ledger::Columns};
        ///
        /// let line = BudgetLine::income(FundSource::General, Amount::from_fen(100));
        /// let columns: Columns = [line, line].into_iter().collect();
        /// assert_eq!(columns.amounts(), [Amount::from_fen(100); 2]);
        /// assert_eq!(columns.line(1), Some(line));
        /// ```
        #[derive(Debug, Clone, PartialEq, Eq, Default)]
        pub struct Columns {
            $($field: Vec<$type>,)*
        }

        impl Columns {
            $(
                #[doc = $doc]
                pub fn $field(&self) -> &[$type] {
                    &self.$field
                }
            )*
        }
    };
}

columns! {
    flows: Flow, "收支方向与期间.";
    funds: FundSource, "资金来源.";
    amounts: Amount, "金额.";
    entities: Option<NameId>, "单位.";
    functionals: Option<FunctionalCode>, "支出功能分类.";
    departments: Option<DepartmentCode>, "部门预算支出经济分类.";
    governments: Option<GovernmentCode>, "政府预算支出经济分类.";
    kinds: Option<Kind>, "支出性质.";
    items: Option<Item>, "三公经费 and the like.";
    projects: Option<NameId>, "项目.";
    procurements: Option<Procurement>, "政府采购.";
}

impl Columns {
    /// No lines.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.amounts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.amounts.is_empty()
    }

    /// Adds a line.
    pub fn push(&mut self, line: BudgetLine) {
        self.flows.push(line.flow);
        self.funds.push(line.fund);
        self.amounts.push(line.amount);
        self.entities.push(line.entity);
        self.functionals.push(line.functional);
        self.departments.push(line.department);
        self.governments.push(line.government);
        self.kinds.push(line.kind);
        self.items.push(line.item);
        self.projects.push(line.project);
        self.procurements.push(line.procurement);
    }

    /// The line of a number, counted from 0.
    pub fn line(&self, index: usize) -> Option<BudgetLine> {
        Some(BudgetLine {
            flow: *self.flows.get(index)?,
            fund: *self.funds.get(index)?,
            amount: *self.amounts.get(index)?,
            entity: *self.entities.get(index)?,
            functional: *self.functionals.get(index)?,
            department: *self.departments.get(index)?,
            government: *self.governments.get(index)?,
            kind: *self.kinds.get(index)?,
            item: *self.items.get(index)?,
            project: *self.projects.get(index)?,
            procurement: *self.procurements.get(index)?,
        })
    }

    /// The lines, one after another.
    pub fn iter(&self) -> impl Iterator<Item = BudgetLine> {
        (0..self.len()).filter_map(|index| self.line(index))
    }
}

impl Extend<BudgetLine> for Columns {
    fn extend<I: IntoIterator<Item = BudgetLine>>(&mut self, lines: I) {
        for line in lines {
            self.push(line);
        }
    }
}

impl FromIterator<BudgetLine> for Columns {
    fn from_iter<I: IntoIterator<Item = BudgetLine>>(lines: I) -> Self {
        let mut columns = Self::new();
        columns.extend(lines);
        columns
    }
}
