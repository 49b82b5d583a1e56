//! Templates (公开表样): which tables a region publishes, as data.

use alloc::{string::String, vec::Vec};

use crate::code::{Level, SchemeKind};
use crate::num::amount::Unit;
use crate::scope::{Dimension, Scope};
use crate::words::TextColumn;

/// The tables that a region publishes (公开表样): data that [`compile`](crate::compile()) fills.
///
/// The crate brings those of Chongqing and Shanghai; a new region is a new value and no new code.
///
/// ```
/// use cn_budget::{Flow, FundSource, Kind, Level, Scope, code::SchemeKind};
/// use cn_budget::{Template, compile::TableTemplate};
///
/// let spending = Scope::ALL.with_flow(Flow::CurrentExpenditure);
/// let template = Template::new().table(
///     TableTemplate::new("{year}年{body}一般公共预算支出表", spending.with_fund(FundSource::General))
///         .column("合计", Scope::ALL)
///         .column("基本支出", Scope::ALL.with_kind(Kind::Basic))
///         .column("项目支出", Scope::ALL.with_kind(Kind::Project))
///         .row("合计", Scope::ALL)
///         .codes(SchemeKind::Functional, Level::Item),
/// );
/// assert_eq!(template.tables().len(), 1);
/// assert!(template.check().is_ok());
/// ```
///
/// With the feature `serde` a template can be kept in a file. A scope names the dimensions that it
/// fixes, a fund source by its code (11 is 一般公共预算资金); a row is one of `scope`, `balance`,
/// `codes` and `"lines"`, a column prints one of `amount`, `text` and `constant`. `shown` is
/// `"always"` where it is left out, else `"when_filled"` or `"when_carried"`; without `unit` and
/// `decimals` a table is in 万元 with two. What [`check`] refuses cannot be read, nor can a key that
/// is none of these.
///
/// ```
/// # #[cfg(feature = "serde")] {
/// use cn_budget::{Template, Unit};
///
/// let template: Template = serde_json::from_str(r#"{"tables": [
///     {
///         "no": 1,
///         "title": "{year}年{body}收支总表",
///         "side": "收入",
///         "root": {"flow": "income"},
///         "columns": [{"heading": "预算数", "prints": {"amount": {}}}],
///         "rows": [
///             {"scope": {"label": "一般公共预算", "scope": {"flow": "current_income", "fund": "11"}}},
///             {"scope": {"label": "上年结转", "scope": {"flow": "carried_in"}, "shown": "when_carried"}},
///             {"balance": {"label": "收入总计"}}
///         ]
///     },
///     {
///         "title": "{year}年{body}基本支出表",
///         "code_heading": "科目编码",
///         "name_heading": "科目名称",
///         "root": {"flow": "current_expenditure", "kind": "basic"},
///         "columns": [
///             {"heading": "合计", "prints": {"amount": {}}},
///             {"heading": "人员经费", "prints": {"amount": {"kind": "personnel"}}},
///             {"heading": "公用经费", "prints": {"amount": {"kind": "operating"}}, "shown": "when_filled"}
///         ],
///         "rows": [
///             {"scope": {"label": "合计"}},
///             {"codes": {"scheme": "department", "deepest": "section"}}
///         ]
///     }
/// ]}"#)?;
/// assert_eq!(template.tables()[1].unit(), Unit::WanYuan);
/// let json = serde_json::to_string(&template)?;
/// assert_eq!(serde_json::from_str::<Template>(&json)?, template);
///
/// let error = serde_json::from_str::<Template>(&json.replace("personnel", "project")).unwrap_err();
/// assert!(error.to_string().contains("title, row and column"), "{error}");
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// [`check`]: Template::check
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(try_from = "Unchecked"))]
pub struct Template {
    tables: Vec<TableTemplate>,
}

/// A template as it stands in a file.
#[cfg(feature = "serde")]
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Unchecked {
    tables: Vec<TableTemplate>,
}

#[cfg(feature = "serde")]
impl TryFrom<Unchecked> for Template {
    type Error = super::TemplateError;

    fn try_from(Unchecked { tables }: Unchecked) -> Result<Self, Self::Error> {
        let template = Self { tables };
        template.check().map(|()| template)
    }
}

impl Template {
    /// A template without tables.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The template with one more table.
    #[must_use]
    pub fn table(mut self, table: TableTemplate) -> Self {
        self.tables.push(table);
        self
    }

    /// The tables. A two-sided table counts as two.
    pub fn tables(&self) -> &[TableTemplate] {
        &self.tables
    }

    /// The template with every table printed in this unit and with this number of decimals.
    ///
    /// ```
    /// use cn_budget::{Template, Unit};
    ///
    /// let template = Template::chongqing_unit_budget().in_unit(Unit::Yuan, 2);
    /// // Two of the twelve tables have two sides.
    /// assert_eq!(template.tables().len(), 14);
    /// assert!(template.tables().iter().all(|table| table.unit() == Unit::Yuan));
    /// ```
    #[must_use]
    pub fn in_unit(mut self, unit: Unit, decimals: u8) -> Self {
        for table in &mut self.tables {
            (table.unit, table.decimals) = (unit, decimals);
        }
        self
    }
}

/// One table of a [`Template`], or one half of a two-sided one.
///
/// A cell prints the sum of the lines within *root ∪ row ∪ column*.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub struct TableTemplate {
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub(super) no: Option<u32>,
    pub(super) title: String,
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub(super) side: Option<String>,
    #[cfg_attr(feature = "serde", serde(default = "usual_unit"))]
    pub(super) unit: Unit,
    #[cfg_attr(feature = "serde", serde(default = "usual_decimals"))]
    pub(super) decimals: u8,
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub(super) code_heading: Option<String>,
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub(super) name_heading: Option<String>,
    pub(super) root: Scope,
    pub(super) columns: Vec<ColumnTemplate>,
    pub(super) rows: Vec<RowTemplate>,
}

/// The unit of most tables.
const fn usual_unit() -> Unit {
    Unit::WanYuan
}

/// The decimals of most tables.
const fn usual_decimals() -> u8 {
    2
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(deny_unknown_fields))]
pub(super) struct ColumnTemplate {
    pub(super) heading: String,
    #[cfg_attr(feature = "serde", serde(rename = "prints"))]
    pub(super) content: ColumnContent,
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Shown::is_always"))]
    pub(super) shown: Shown,
}

/// What a column prints.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub(super) enum ColumnContent {
    /// Amounts of a scope.
    Amount(Scope),
    /// What a line says, in a list.
    Text(TextColumn),
    /// The same text in every line of a list.
    Constant(String),
}

/// When a row or a column is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub(super) enum Shown {
    #[default]
    Always,
    /// If any line stands in it.
    WhenFilled,
    /// If the sheet has money carried in or over.
    WhenCarried,
}

#[cfg(feature = "serde")]
impl Shown {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
    fn is_always(&self) -> bool {
        *self == Self::Always
    }
}

/// One row of a table, or many.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case", deny_unknown_fields))]
pub(super) enum RowTemplate {
    /// A row of a scope.
    Scope {
        label: String,
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "is_open"))]
        scope: Scope,
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Shown::is_always"))]
        shown: Shown,
    },
    /// 收入总计, 支出总计: all flows of this side. In a sheet that prints no money carried in or
    /// over it is the total of the year.
    Balance { label: String },
    /// A row for each node of a classification that has lines, and for the classes in `always`.
    Codes {
        scheme: SchemeKind,
        deepest: Level,
        #[cfg_attr(feature = "serde", serde(default))]
        style: CodeStyle,
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "is_open"))]
        scope: Scope,
        #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Vec::is_empty"))]
        always: Vec<u16>,
    },
    /// A row for each unit, and a row for each line of it: a list (明细表).
    Lines,
}

impl RowTemplate {
    /// The dimension along which the rows of a classification lie; revenue has none.
    pub(super) fn dimension_of(scheme: SchemeKind) -> Option<Dimension> {
        match scheme {
            SchemeKind::Functional => Some(Dimension::Functional),
            SchemeKind::Department => Some(Dimension::Department),
            SchemeKind::Government => Some(Dimension::Government),
            SchemeKind::Revenue => None,
        }
    }
}

#[cfg(feature = "serde")]
fn is_open(scope: &Scope) -> bool {
    *scope == Scope::ALL
}

/// How the rows of a classification are labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "snake_case"))]
pub(super) enum CodeStyle {
    #[default]
    /// The code in the column of codes, the name beside it.
    Coded,
    /// The name alone.
    Named,
    /// The name behind a number: 一、一般公共服务支出.
    Numbered,
}

impl TableTemplate {
    /// A table in 万元 with two decimals, without rows and columns. In the title `{year}` and
    /// `{body}` stand for the year and the name of the body; `root` is what the title fixes, and
    /// which way the money goes.
    #[must_use]
    pub fn new(title: impl Into<String>, root: Scope) -> Self {
        Self {
            no: None,
            title: title.into(),
            side: None,
            unit: usual_unit(),
            decimals: usual_decimals(),
            code_heading: None,
            name_heading: None,
            root,
            columns: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// The unit that the table prints.
    pub fn unit(&self) -> Unit {
        self.unit
    }

    /// What the title fixes.
    pub fn root(&self) -> Scope {
        self.root
    }

    /// What the title fixes, but for the year and the stage that a column fixes.
    pub(super) fn root_beside(root: Scope, column: Scope) -> Scope {
        [Dimension::Year, Dimension::Stage]
            .into_iter()
            .filter(|&dimension| column.fixes(dimension))
            .fold(root, Scope::without)
    }

    /// Whether it prints line by line.
    pub(super) fn is_list(&self) -> bool {
        self.rows.contains(&RowTemplate::Lines)
    }

    /// The table with its number in the document.
    #[must_use]
    pub fn no(mut self, no: u32) -> Self {
        self.no = Some(no);
        self
    }

    /// The table as one half of a two-sided one: 收入 or 支出.
    #[must_use]
    pub fn side(mut self, side: impl Into<String>) -> Self {
        self.side = Some(side.into());
        self
    }

    /// The table in another unit and with other decimals.
    #[must_use]
    pub fn in_unit(mut self, unit: Unit, decimals: u8) -> Self {
        (self.unit, self.decimals) = (unit, decimals);
        self
    }

    /// The table with headings over its codes and its names.
    #[must_use]
    pub fn headings(mut self, code: impl Into<String>, name: impl Into<String>) -> Self {
        self.code_heading = Some(code.into());
        self.name_heading = Some(name.into());
        self
    }

    /// The table with one more column of amounts.
    #[must_use]
    pub fn column(self, heading: impl Into<String>, scope: Scope) -> Self {
        self.push_column(heading, ColumnContent::Amount(scope), Shown::Always)
    }

    /// The table with one more column of amounts, printed only where it is not empty.
    #[must_use]
    pub fn column_when_filled(self, heading: impl Into<String>, scope: Scope) -> Self {
        self.push_column(heading, ColumnContent::Amount(scope), Shown::WhenFilled)
    }

    /// The list with one more column of text.
    #[must_use]
    pub fn text_column(self, heading: impl Into<String>, column: TextColumn) -> Self {
        self.push_column(heading, ColumnContent::Text(column), Shown::Always)
    }

    /// The list with one more column that says the same in every line; empty for a blank.
    #[must_use]
    pub fn constant_column(self, heading: impl Into<String>, text: impl Into<String>) -> Self {
        self.push_column(heading, ColumnContent::Constant(text.into()), Shown::Always)
    }

    /// The table with one more row.
    #[must_use]
    pub fn row(self, label: impl Into<String>, scope: Scope) -> Self {
        self.push_row(label, scope, Shown::Always)
    }

    /// The table with one more row, printed only where it is not empty.
    #[must_use]
    pub fn row_when_filled(self, label: impl Into<String>, scope: Scope) -> Self {
        self.push_row(label, scope, Shown::WhenFilled)
    }

    /// The table with one more row, printed only where the sheet has money carried in or over.
    #[must_use]
    pub fn row_when_carried(self, label: impl Into<String>, scope: Scope) -> Self {
        self.push_row(label, scope, Shown::WhenCarried)
    }

    /// The half with the row of its grand total (总计).
    #[must_use]
    pub fn balance(mut self, label: impl Into<String>) -> Self {
        self.rows.push(RowTemplate::Balance { label: label.into() });
        self
    }

    /// The table with the rows of a classification down to a level, codes beside the names.
    #[must_use]
    pub fn codes(self, scheme: SchemeKind, deepest: Level) -> Self {
        self.push_codes(scheme, deepest, CodeStyle::Coded, Scope::ALL, &[])
    }

    /// The half with the classes of the functional classification that have lines, by name.
    #[must_use]
    pub fn functional_classes(self, spending: Scope) -> Self {
        self.push_codes(SchemeKind::Functional, Level::Class, CodeStyle::Named, spending, &[])
    }

    /// The half with classes of the functional classification as a numbered list: those that have
    /// lines, and these in any case.
    #[must_use]
    pub fn numbered_classes(self, spending: Scope, always: &[u16]) -> Self {
        self.push_codes(SchemeKind::Functional, Level::Class, CodeStyle::Numbered, spending, always)
    }

    /// The table as a list: a row for each unit, and one for each of its lines.
    #[must_use]
    pub fn lines(mut self) -> Self {
        self.rows.push(RowTemplate::Lines);
        self
    }

    pub(super) fn push_column(
        mut self,
        heading: impl Into<String>,
        content: ColumnContent,
        shown: Shown,
    ) -> Self {
        self.columns.push(ColumnTemplate { heading: heading.into(), content, shown });
        self
    }

    pub(super) fn push_row(mut self, label: impl Into<String>, scope: Scope, shown: Shown) -> Self {
        self.rows.push(RowTemplate::Scope { label: label.into(), scope, shown });
        self
    }

    pub(super) fn push_codes(
        mut self,
        scheme: SchemeKind,
        deepest: Level,
        style: CodeStyle,
        scope: Scope,
        always: &[u16],
    ) -> Self {
        let always = always.to_vec();
        self.rows.push(RowTemplate::Codes { scheme, deepest, style, scope, always });
        self
    }
}
