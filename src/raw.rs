//! The neutral form of a printed disclosure: tables of text, exactly as printed.
//!
//! Whatever extracts a disclosure from Word, Excel, PDF or HTML hands on a [`RawDisclosure`].
//! Nothing in it is interpreted.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use crate::kind::Stage;
use crate::lang::Message;
use crate::num::amount::Unit;
use crate::payer::Payer;

#[cfg(feature = "serde")]
mod read;
#[cfg(feature = "serde")]
mod value;
#[cfg(feature = "serde")]
mod write;

#[cfg(feature = "serde")]
pub use {
    read::{MAX_PROBLEMS, RawError},
    value::{MAX_DEPTH, Value},
};

/// A disclosure as printed: text only.
///
/// With feature `serde` it is read from and written to any self-describing format. Reading is
/// tolerant: only `year`, `stage`, `tables`, a table's `title`, `columns`, `rows` and a row's
/// `name` are required; anything else that is missing or of the wrong type becomes one of the
/// [`problems`](Self::problems), and the rest is kept.
///
/// ```
/// # #[cfg(feature = "serde")] {
/// use cn_budget::RawDisclosure;
///
/// let json = r#"{ "year": 2026, "stage": "budget", "tables": [
///     { "title": "部门支出总表", "unit": "万元", "columns": ["合计"],
///       "rows": [{ "code": "201", "name": "一般公共服务支出", "cells": { "合计": "1,002.71" } }] }
/// ] }"#;
/// let raw: RawDisclosure = serde_json::from_str(json)?;
/// assert_eq!(raw.tables[0].rows[0].cell("合计"), Some("1,002.71"));
///
/// let error = serde_json::from_str::<RawDisclosure>(r#"{ "year": 2026, "stage": "budget" }"#);
/// assert!(error.unwrap_err().to_string().contains("tables is missing"));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawDisclosure {
    /// Where the document was published.
    pub source: Option<String>,
    /// The title of the document.
    pub title: Option<String>,
    /// 年度.
    pub year: u16,
    /// 预算 or 决算.
    pub stage: Stage,
    /// The body whose money it is.
    pub entity: RawEntity,
    /// The tables, each half of a two-sided table (收支总表) for itself.
    pub tables: Vec<RawTable>,
    /// The performance targets (绩效目标表).
    pub performance: Vec<RawTarget>,
    /// The prose (情况说明), paragraph by paragraph.
    pub narrative: Vec<RawParagraph>,
    /// What was wrong in the form itself, in the order of the document.
    pub problems: Vec<RawProblem>,
}

/// Whose budget it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawEntity {
    /// The name of the unit or department.
    pub name: Option<String>,
    /// Its budget code (预算单位编码).
    pub code: Option<String>,
    /// 行政, 事业 or both; `None` where unknown.
    pub payer: Option<Payer>,
}

/// One printed table, or one half of a two-sided one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawTable {
    /// The number of the table in the document.
    pub no: Option<u32>,
    /// The title over the table.
    pub title: String,
    /// 收入 or 支出 for half of a two-sided table.
    pub side: Option<String>,
    /// The unit over the table (元, 万元 …).
    pub unit: Option<String>,
    /// The heading over the column of codes.
    pub code_heading: Option<String>,
    /// The heading over the column of names.
    pub name_heading: Option<String>,
    /// The headings of the other columns; levels of a heading are joined by `/`.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<RawRow>,
}

/// One printed row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawRow {
    /// The code as printed.
    pub code: Option<String>,
    /// The name as printed.
    pub name: String,
    /// The cells with text, by column heading, in the order given; a heading may stand twice.
    pub cells: Vec<(String, String)>,
    /// Where the row stands in the source (page, sheet, box).
    pub at: Option<String>,
}

impl RawDisclosure {
    /// A disclosure without tables, to be built by hand.
    pub fn new(year: u16, stage: Stage) -> Self {
        Self {
            source: None,
            title: None,
            year,
            stage,
            entity: RawEntity::default(),
            tables: Vec::new(),
            performance: Vec::new(),
            narrative: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// The disclosure with one more table.
    #[must_use]
    pub fn table(mut self, table: RawTable) -> Self {
        self.tables.push(table);
        self
    }

    /// The disclosure with one more paragraph of prose.
    #[must_use]
    pub fn paragraph(mut self, section: impl Into<String>, text: impl Into<String>) -> Self {
        self.narrative.push(RawParagraph { section: section.into(), text: text.into() });
        self
    }
}

impl RawTable {
    /// A table without rows, to be built by hand.
    ///
    /// ```
    /// use cn_budget::{Unit, raw::RawTable};
    ///
    /// let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出"])
    ///     .row("201", "一般公共服务支出", ["12.30", ""]);
    /// assert_eq!(table.rows[0].cell("合计"), Some("12.30"));
    /// assert_eq!(table.rows[0].cell("基本支出"), None);
    /// ```
    pub fn new<C: Into<String>>(
        title: impl Into<String>,
        unit: Unit,
        columns: impl IntoIterator<Item = C>,
    ) -> Self {
        Self {
            title: title.into(),
            unit: Some(unit.to_string()),
            columns: columns.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }

    /// The table as one half of a two-sided one: 收入 or 支出.
    #[must_use]
    pub fn side(mut self, side: impl Into<String>) -> Self {
        self.side = Some(side.into());
        self
    }

    /// The table with one more row: code (empty for none), name, and the texts of the columns in
    /// their order (empty for a blank; texts beyond the last column are left out).
    #[must_use]
    pub fn row<T: Into<String>>(
        mut self,
        code: &str,
        name: impl Into<String>,
        texts: impl IntoIterator<Item = T>,
    ) -> Self {
        let texts = texts.into_iter().map(Into::into);
        let cells = self.columns.iter().cloned().zip(texts);
        let cells = cells.filter(|(_, text): &(String, String)| !text.is_empty()).collect();
        let code = Some(String::from(code)).filter(|code| !code.is_empty());
        self.rows.push(RawRow { code, name: name.into(), cells, at: None });
        self
    }
}

impl RawRow {
    /// The text of the first cell under this heading.
    pub fn cell(&self, column: &str) -> Option<&str> {
        self.cells.iter().find(|(name, _)| name == column).map(|(_, text)| text.as_str())
    }
}

/// A paragraph of the narrative.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawParagraph {
    /// The heading that the paragraph stands under.
    pub section: String,
    /// The text.
    pub text: String,
}

/// One printed performance target (绩效目标表).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawTarget {
    /// 项目名称.
    pub project: String,
    /// 主管部门.
    pub department: Option<String>,
    /// 绩效活动.
    pub activity: Option<String>,
    /// 绩效目标.
    pub objective: Option<String>,
    /// The unit of the amounts.
    pub unit: Option<String>,
    /// 项目资金总额.
    pub total: Option<String>,
    /// Its sources, by name, in the order given.
    pub sources: Vec<(String, String)>,
    /// 预算执行率权重.
    pub execution_weight: Option<String>,
    /// 全年预算数, in a self-evaluation (绩效自评).
    pub budget: Option<String>,
    /// 全年执行数, in a self-evaluation.
    pub executed: Option<String>,
    /// 执行率, in a self-evaluation.
    pub rate: Option<String>,
    /// 得分 of the execution of the budget, in a self-evaluation.
    pub score: Option<String>,
    /// 总分, in a self-evaluation.
    pub total_score: Option<String>,
    /// The indicators.
    pub indicators: Vec<RawIndicator>,
}

/// One printed indicator; every field as printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawIndicator {
    /// 一级指标.
    pub level1: Option<String>,
    /// 二级指标.
    pub level2: Option<String>,
    /// 三级指标.
    pub level3: Option<String>,
    /// 指标性质.
    pub nature: Option<String>,
    /// 历史参考值.
    pub reference: Option<String>,
    /// 指标值.
    pub target: Option<String>,
    /// 度量单位.
    pub measure: Option<String>,
    /// 权重.
    pub weight: Option<String>,
    /// 备注.
    pub note: Option<String>,
    /// 实际完成值, in a self-evaluation (绩效自评).
    pub actual: Option<String>,
    /// 得分, in a self-evaluation.
    pub score: Option<String>,
}

/// Something wrong in the neutral form that did not keep the rest from being read.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RawProblem {
    /// The table, counted from 0, if the trouble is in one.
    pub table: Option<usize>,
    /// The row of that table, counted from 0.
    pub row: Option<usize>,
    /// The path of the key (`tables[2].rows[5].cells.小计`).
    pub path: String,
    /// What is wrong, in both languages.
    pub message: Message,
}
