//! Flat rows: one fact a line, for spreadsheets, data frames and databases.

use alloc::string::{String, ToString};

use super::{Content, Disclosure, Fact};
use crate::code::{DepartmentCode, FunctionalCode, GovernmentCode};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::{Kind, Stage};
use crate::place::Cell;

/// One fact with everything spelled out; serialises as one flat record.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct FlatFact {
    /// The table, counted from 0.
    pub table: u32,
    /// Its title.
    pub title: String,
    /// The row, counted from 0.
    pub row: u32,
    /// The code as printed.
    pub code: Option<String>,
    /// The name as printed.
    pub name: String,
    /// The heading of the column.
    pub column: String,
    /// The text as printed, empty for a blank.
    pub text: String,
    /// The exact amount in 元, `None` where the text is no amount; `0` for a blank.
    pub yuan: Option<String>,
    /// 年度.
    pub year: Option<u16>,
    /// 预算数 or 决算数.
    pub stage: Option<Stage>,
    /// 收支方向与期间.
    pub flow: Option<Flow>,
    /// 资金来源.
    pub fund: Option<FundSource>,
    /// 支出功能分类.
    pub functional: Option<FunctionalCode>,
    /// 部门预算支出经济分类.
    pub department: Option<DepartmentCode>,
    /// 政府预算支出经济分类.
    pub government: Option<GovernmentCode>,
    /// 支出性质.
    pub kind: Option<Kind>,
    /// 三公经费, 政府采购 ….
    pub item: Option<Item>,
    /// 单位.
    pub entity: Option<String>,
    /// 项目.
    pub project: Option<String>,
}

impl Disclosure {
    /// The facts as flat records, in the order of print.
    ///
    /// ```
    /// use cn_budget::{Disclosure, RawDisclosure, Stage, Unit, raw::RawTable};
    ///
    /// let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计"]).row("201", "", ["1.50"]);
    /// let disclosure = Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table));
    /// let flat = disclosure.flat().next().unwrap();
    /// assert_eq!(flat.yuan.as_deref(), Some("15000"));
    /// ```
    pub fn flat(&self) -> impl Iterator<Item = FlatFact> {
        self.facts().iter().filter_map(|fact| self.flatten(fact))
    }

    fn flatten(&self, fact: &Fact) -> Option<FlatFact> {
        let Cell::Table { index, title, row, code, name, column, text, .. } =
            self.cell(fact.place())
        else {
            return None;
        };
        let scope = fact.scope();
        let named = |id| self.name(id).map(ToString::to_string);
        let yuan = match fact.content() {
            Content::Figure(figure) => {
                Some(figure.value().to_decimal_string(crate::num::amount::Unit::Yuan, 0))
            }
            Content::Blank => Some("0".into()),
            Content::Unreadable => None,
        };
        Some(FlatFact {
            table: index,
            title,
            row: row?,
            code,
            name: name.unwrap_or_default(),
            column: column.unwrap_or_default(),
            text,
            yuan,
            year: scope.year(),
            stage: scope.stage(),
            flow: scope.flow(),
            fund: scope.fund(),
            functional: scope.functional(),
            department: scope.department(),
            government: scope.government(),
            kind: scope.kind(),
            item: scope.item(),
            entity: scope.entity().and_then(named),
            project: scope.project().and_then(named),
        })
    }
}
