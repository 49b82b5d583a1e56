//! A ledger as people keep it (预算明细表): headings and rows of text, from CSV or a sheet.
//!
//! What is read here is summed up afterwards, so that whatever would be counted twice is told with
//! the number of its row and never added in silence: rows of totals, codes of several levels side by
//! side, one line given twice.

use alloc::{
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec::Vec,
};
use core::str::FromStr;

use crate::code::{AnyCode, Code, FunctionalCode, Level, Scheme, levels};
use crate::error::Error;
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::Kind;
use crate::label::Vocabulary;
use crate::lang::Lang;
use crate::ledger::{BudgetLine, Ledger, Procurement};
use crate::num::amount::{Amount, Unit};
use crate::payer::Payer;
use crate::scope::{Dimension, Scope};
use crate::text;

mod error;
mod heading;

pub use error::{LedgerError, LedgerWarning};
use heading::Field;

/// Words of a row that adds up others.
const TOTALS: [&str; 5] = ["合计", "总计", "小计", "总合计", "total"];

/// So many lines are remembered to tell that one is given twice; a longer ledger is not searched
/// further. A million lines take about 150 MB.
const REMEMBERED: usize = 1_000_000;

/// So many problems are kept with their rows; the rest are counted.
const KEPT: usize = 1_000;

/// One row of a ledger: what it is about, and its amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct LedgerRow {
    /// What the row tells; a blank field, as a column that is not there, leaves its dimension open.
    pub scope: Scope,
    /// 三公经费 and the like, where the row says so.
    pub item: Option<Item>,
    /// 政府采购, where the row says so.
    pub procurement: Option<Procurement>,
    /// 金额.
    pub amount: Amount,
}

impl LedgerRow {
    /// The row as a budget line.
    ///
    /// # Errors
    /// [`LedgerError::Open`] where the row tells no flow or no fund.
    pub fn line(&self) -> Result<BudgetLine, LedgerError> {
        let flow = self.scope.flow().ok_or(LedgerError::Open { what: "收支" })?;
        let fund = self.scope.fund().ok_or(LedgerError::Open { what: "资金来源" })?;
        Ok(BudgetLine {
            entity: self.scope.entity(),
            functional: self.scope.functional(),
            department: self.scope.department(),
            government: self.scope.government(),
            kind: self.scope.kind(),
            item: self.item,
            project: self.scope.project(),
            procurement: self.procurement,
            ..BudgetLine::new(flow, fund, self.amount)
        })
    }
}

/// Reads a ledger that stands in a table of text, row by row.
///
/// Where the rows come from (a CSV file, a sheet, a query) is the caller's business. The columns stand
/// in any order and are known by their headings, in Chinese as people write them or by the English key:
///
/// | key | headings, among others | what a field holds |
/// |---|---|---|
/// | `amount` | 金额, 预算数, 决算数, with or without a year and a unit: 2026年预算数（万元） | an amount; the only column that must be there |
/// | `flow` | 收支, 收支类型 | 收入 and 支出 (of the year), or the name or key of a [`Flow`]: 本年收入, 上年结转, 使用非财政拨款结余, 本年支出, 结余分配, 结转下年 |
/// | `fund` | 资金来源, 资金性质 | a fund as tables print it, or its code: 一般公共预算, 11 |
/// | `code` | 科目编码, 科目 | a code of whichever classification its digits are |
/// | | 类, 款, 项 | a code of which each level stands in a column of its own: 205, 02, 03 |
/// | `functional` | 功能分类, 功能科目编码 | a functional code; a name may stand behind it: 2010350-事业运行 |
/// | `department` | 部门经济分类, 经济科目编码 | a department economic code |
/// | `government` | 政府经济分类, 政府经济科目编码 | a government economic code |
/// | `kind` | 支出性质, 支出类型 | the name or key of a [`Kind`]: 人员经费, `project` |
/// | `item` | 三公经费, 专项 | the name or key of an [`Item`]: 公务接待费 |
/// | `entity`, `entity_code` | 单位, 单位编码 | a unit and its code, in any words |
/// | `payer` | 单位性质 | what kind of body the unit is ([`Payer`]): 事业单位 |
/// | `project`, `project_code` | 项目, 项目编码 | a project and its code, in any words |
/// | `procurement` | 政府采购, 采购类型 | the name or key of a [`Procurement`]: 政府采购货物 or 货物, 工程, 服务 |
/// | `name` | 科目名称 | not read: the code tells it |
///
/// A blank field is open. Any other column is [`unused`](Self::unused). A row is a budget line
/// ([`LedgerRow::line`]) where it tells flow and fund.
///
/// ```
/// use cn_budget::{Ledger, LedgerReader, Stage, Unit};
///
/// let mut ledger = Ledger::new(2026, Stage::Budget);
/// let mut reader = LedgerReader::new(&["收支", "资金性质", "功能科目编码", "金额（万元）"], Unit::Yuan)?;
/// let row = reader.row(2, &["支出", "一般公共预算", "2010350-事业运行", "115.78"], &mut ledger)?;
/// ledger.push(row.line()?);
/// assert_eq!(ledger.lines()[0].amount.to_string(), "1157800元");
///
/// let total = reader.row(3, &["", "", "合计", "115.78"], &mut ledger).unwrap_err();
/// assert_eq!(total.message().zh, "“合计”是合计行，与明细相加会重复计算");
/// # Ok::<(), cn_budget::ledger::LedgerError>(())
/// ```
#[derive(Debug, Clone)]
pub struct LedgerReader {
    /// Per field the number of its column.
    columns: BTreeMap<Field, usize>,
    headings: Vec<String>,
    unused: Vec<String>,
    unit: Unit,
    vocabulary: Vocabulary,
    /// Per code the first row that has it.
    codes: BTreeMap<(u8, u32), (AnyCode, u64)>,
    lines: BTreeMap<(Scope, Option<Item>, Option<Procurement>, Amount), u64>,
    same: Vec<LedgerWarning>,
}

impl LedgerReader {
    /// Reads the headings. An amount without a unit of its own is in the unit that its heading
    /// names (金额（万元）), else in `unit`.
    ///
    /// # Errors
    /// [`NoAmountColumn`](LedgerError::NoAmountColumn), [`TwoColumns`](LedgerError::TwoColumns) or
    /// [`UnitInHeading`](LedgerError::UnitInHeading).
    pub fn new(headings: &[&str], unit: Unit) -> Result<Self, LedgerError> {
        let mut reader = Self {
            columns: BTreeMap::new(),
            headings: headings.iter().map(|heading| heading.trim().to_string()).collect(),
            unused: Vec::new(),
            unit,
            vocabulary: Vocabulary::standard(),
            codes: BTreeMap::new(),
            lines: BTreeMap::new(),
            same: Vec::new(),
        };
        for (index, heading) in headings.iter().enumerate() {
            reader.heading(index, heading)?;
        }
        if !reader.columns.contains_key(&Field::Amount) {
            return Err(LedgerError::NoAmountColumn);
        }
        Ok(reader)
    }

    fn heading(&mut self, index: usize, heading: &str) -> Result<(), LedgerError> {
        let folded = text::fold(heading);
        let (name, unit) = match folded.split_once('(') {
            Some((name, unit)) => (name, Some(unit.trim_end_matches(')'))),
            None => (folded.as_str(), None),
        };
        let Some(field) = heading::field(name) else {
            self.unused.push(heading.trim().into());
            return Ok(());
        };
        if let (Field::Amount, Some(unit)) = (field, unit) {
            let unknown = || LedgerError::UnitInHeading { heading: heading.into() };
            self.unit = unit.parse().map_err(|_| unknown())?;
        }
        match self.columns.insert(field, index) {
            Some(before) if field != Field::Name => {
                let before = self.headings.get(before).cloned().unwrap_or_default();
                Err(LedgerError::TwoColumns { headings: [before, heading.into()] })
            }
            _ => Ok(()),
        }
    }

    /// The headings that tell nothing here.
    pub fn unused(&self) -> &[String] {
        &self.unused
    }

    /// What a row is about, and its amount; `number` is the row's own in the file and comes back in
    /// what is told of it. The names of units and projects are kept in `ledger`.
    ///
    /// # Errors
    /// What is wrong with the row ([`LedgerError`]). It is then not counted, and the rows behind it
    /// may be read all the same.
    pub fn row(
        &mut self,
        number: u64,
        fields: &[&str],
        ledger: &mut Ledger,
    ) -> Result<LedgerRow, LedgerError> {
        let (found, wanted) = (fields.len(), self.headings.len());
        if found != wanted {
            return Err(LedgerError::Fields { found, wanted });
        }
        let total = fields.iter().find(|field| TOTALS.contains(&text::fold(field).as_str()));
        if let Some(total) = total {
            return Err(LedgerError::Total { text: total.trim().into() });
        }
        let row = self.read(&Fields { reader: self, fields }, ledger)?;
        self.note(number, &row);
        Ok(row)
    }

    fn read(&self, fields: &Fields<'_>, ledger: &mut Ledger) -> Result<LedgerRow, LedgerError> {
        let mut scope = Scope::ALL;
        if let Some(flow) = fields.get(Field::Flow, |text| self.flow(text))? {
            scope = scope.with_flow(flow);
        }
        if let Some(fund) = fields.get(Field::Fund, |text| self.fund(text))? {
            scope = scope.with_fund(fund);
        }
        let code = fields.get(Field::Code, AnyCode::parse_printed)?;
        let levels = |class: &str| {
            let [section, item] =
                [Level::Section, Level::Item].map(|level| fields.text(Field::Level(level)));
            of_levels(class, section.unwrap_or_default(), item.unwrap_or_default())
        };
        match code.or(fields.get(Field::Level(Level::Class), levels)?) {
            Some(AnyCode::Functional(code)) => scope = scope.with_functional(code),
            Some(AnyCode::Department(code)) => scope = scope.with_department(code),
            Some(AnyCode::Government(code)) => scope = scope.with_government(code),
            Some(AnyCode::Revenue(_)) | None => {}
        }
        if let Some(code) = fields.get(Field::Functional, Code::parse_printed)? {
            scope = scope.with_functional(code);
        }
        if let Some(code) = fields.get(Field::Department, Code::parse_printed)? {
            scope = scope.with_department(code);
        }
        if let Some(code) = fields.get(Field::Government, Code::parse_printed)? {
            scope = scope.with_government(code);
        }
        if let Some(kind) = fields.get(Field::Kind, |text| self.kind(text))? {
            scope = scope.with_kind(kind);
        }
        let item = fields.get(Field::Item, |text| named(text, Item::ALL, Item::name))?;
        let procurement = fields.get(Field::Procurement, procurement)?;
        // A scope has one item: of a row that is one and procured, the former.
        if let Some(item) = item.or(procurement.map(Procurement::item)) {
            scope = scope.with_item(item);
        }
        let payer = fields.get(Field::Payer, |text| named(text, Payer::ALL, Payer::name))?;
        if let Some(name) = fields.text(Field::Entity) {
            let code = fields.text(Field::EntityCode).unwrap_or_default();
            scope = scope.with_entity(ledger.entity(name, code, payer));
        }
        if let Some(name) = fields.text(Field::Project) {
            let code = fields.text(Field::ProjectCode).unwrap_or_default();
            scope = scope.with_project(ledger.project(name, code));
        }
        let amount = fields.get(Field::Amount, |text| Amount::parse(text, self.unit))?;
        let amount = amount.ok_or(LedgerError::NoAmount)?;
        Ok(LedgerRow { scope, item, procurement, amount })
    }

    /// A flow by its name, its key, or a label that tables print (上年结转).
    fn flow(&self, text: &str) -> Result<Flow, Error> {
        // 收入 and 支出 without more are those of the year: a ledger books what comes in and goes out.
        match text {
            "收入" => return Ok(Flow::CurrentIncome),
            "支出" => return Ok(Flow::CurrentExpenditure),
            _ => {}
        }
        named(text, Flow::ALL, Flow::name).or_else(|error| {
            let reading = self.vocabulary.read(text).filter(|reading| !reading.is_narrowed());
            let scope = reading.ok_or_else(|| error.clone())?.scope();
            let alone = scope.without(Dimension::Flow) == Scope::ALL;
            scope.flow().filter(|_| alone).ok_or(error)
        })
    }

    /// A fund by a label that tables print, or by its code.
    fn fund(&self, text: &str) -> Result<FundSource, Error> {
        let read = self.vocabulary.read(text).and_then(|reading| reading.scope().fund());
        read.map_or_else(|| text.parse(), Ok)
    }

    /// A kind by its name, its key, or a label that tables print (日常公用经费).
    fn kind(&self, text: &str) -> Result<Kind, Error> {
        named(text, Kind::ALL, Kind::name).or_else(|error| {
            let read = self.vocabulary.read(text).and_then(|reading| reading.scope().kind());
            read.ok_or(error)
        })
    }

    /// Remembers a row, to tell what would be counted twice.
    fn note(&mut self, number: u64, row: &LedgerRow) {
        if let Some(code) = row.scope.functional() {
            self.note_code(0, AnyCode::Functional(code), code.number(), number);
        }
        if let Some(code) = row.scope.department() {
            self.note_code(1, AnyCode::Department(code), code.number(), number);
        }
        if let Some(code) = row.scope.government() {
            self.note_code(2, AnyCode::Government(code), code.number(), number);
        }
        let key = (row.scope, row.item, row.procurement, row.amount);
        match self.lines.get(&key) {
            Some(&first) if self.same.len() < KEPT => {
                self.same.push(LedgerWarning::SameLine { first, again: number });
            }
            None if self.lines.len() < REMEMBERED => {
                self.lines.insert(key, number);
            }
            _ => {}
        }
    }

    fn note_code(&mut self, scheme: u8, code: AnyCode, digits: u32, number: u64) {
        self.codes.entry((scheme, digits)).or_insert((code, number));
    }

    /// What is odd about the rows read so far: codes of several levels below each other, and lines
    /// given twice (looked for among the first million).
    ///
    /// ```
    /// use cn_budget::{Ledger, LedgerReader, Stage, Unit};
    ///
    /// let mut ledger = Ledger::new(2026, Stage::Budget);
    /// let mut reader = LedgerReader::new(&["科目编码", "金额"], Unit::Yuan)?;
    /// reader.row(2, &["201", "5"], &mut ledger)?;
    /// reader.row(3, &["2010350", "5"], &mut ledger)?;
    /// let warnings = reader.warnings();
    /// assert!(warnings[0].message().en.starts_with("row 2 has 201, row 3 has 2010350 below it"));
    /// # Ok::<(), cn_budget::ledger::LedgerError>(())
    /// ```
    pub fn warnings(&self) -> Vec<LedgerWarning> {
        let mut warnings = Vec::new();
        for (code, row) in self.codes.values() {
            let above = match *code {
                AnyCode::Functional(code) => self.above(0, code),
                AnyCode::Department(code) => self.above(1, code),
                AnyCode::Government(code) => self.above(2, code),
                AnyCode::Revenue(_) => None,
            };
            if let Some(above) = above.filter(|_| warnings.len() < KEPT) {
                let below = (code.to_string(), *row);
                warnings.push(LedgerWarning::MixedLevels { above, below });
            }
        }
        warnings.extend(self.same.iter().cloned());
        warnings
    }

    /// The nearest code above one that a row has too.
    fn above<S: Scheme>(&self, scheme: u8, code: Code<S>) -> Option<(String, u64)> {
        let found = code.ancestors().find_map(|above| self.codes.get(&(scheme, above.number())));
        found.map(|(above, row)| (above.to_string(), *row))
    }
}

/// The fields of one row.
struct Fields<'a> {
    reader: &'a LedgerReader,
    fields: &'a [&'a str],
}

impl<'a> Fields<'a> {
    /// What a row has in a field, `None` where it is blank or there is no such column.
    fn text(&self, field: Field) -> Option<&'a str> {
        let column = *self.reader.columns.get(&field)?;
        self.fields.get(column).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    fn get<T>(
        &self,
        field: Field,
        read: impl Fn(&str) -> Result<T, Error>,
    ) -> Result<Option<T>, LedgerError> {
        let Some(text) = self.text(field) else { return Ok(None) };
        read(text).map(Some).map_err(|error| {
            let column = self.reader.columns.get(&field).copied().unwrap_or_default();
            let heading = self.reader.headings.get(column).cloned().unwrap_or_default();
            LedgerError::Field { heading, error }
        })
    }
}

/// The code that 类, 款 and 项 make in columns of their own.
fn of_levels(class: &str, section: &str, item: &str) -> Result<AnyCode, Error> {
    if section.is_empty() && !item.is_empty() {
        return FunctionalCode::from_parts(class, section, item).map(AnyCode::Functional);
    }
    let parts = [(Level::Class, class), (Level::Section, section), (Level::Item, item)];
    let code = levels::joined(parts.into_iter().filter(|(_, part)| !part.is_empty()));
    AnyCode::parse_printed(&code.unwrap_or_else(|| format!("{class}{section}{item}")))
}

/// What is procured by its name, its key, or the Chinese term alone (货物).
fn procurement(text: &str) -> Result<Procurement, Error> {
    let node = |text: &str| named(text, Procurement::ALL, Procurement::name);
    node(text).or_else(|error| node(&alloc::format!("政府采购{text}")).map_err(|_| error))
}

/// A node by its Chinese name or by its stable key.
fn named<T: Copy + FromStr<Err = Error>>(
    text: &str,
    all: &[T],
    name: impl Fn(T, Lang) -> &'static str,
) -> Result<T, Error> {
    let found = all.iter().copied().find(|&node| name(node, Lang::Zh) == text);
    found.map_or_else(|| text.parse(), Ok)
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::kind::Stage;

    fn read(headings: &[&str], rows: &[&[&str]]) -> (Ledger, Vec<Result<LedgerRow, LedgerError>>) {
        let mut ledger = Ledger::new(2026, Stage::Budget);
        let mut reader = LedgerReader::new(headings, Unit::Yuan).unwrap();
        let numbered = rows.iter().zip(2..);
        let rows = numbered.map(|(row, number)| reader.row(number, row, &mut ledger)).collect();
        (ledger, rows)
    }

    #[test]
    fn words_that_tables_print_are_understood() {
        let headings = ["收支", "政府采购", "2026年预算数（万元）"];
        let rows: [&[&str]; 4] = [
            &["上年结转", "", "5"],
            &["支出", "货物", "3"],
            &["支出", "采购", "3"],
            &["财政拨款收入", "", "3"],
        ];
        let (_, read) = read(&headings, &rows);
        let row = read[0].as_ref().unwrap();
        assert_eq!(row.scope.flow(), Some(Flow::CarriedIn));
        assert_eq!(row.amount, Amount::from_fen(5_000_000));
        assert_eq!(read[1].as_ref().unwrap().procurement, Some(Procurement::Goods));
        // What says more than the column asks for would lose it.
        assert!(read[2].is_err() && read[3].is_err());
    }

    #[test]
    fn a_row_has_a_scope_and_an_amount() {
        let headings = [
            "单位",
            "单位性质",
            "收支",
            "功能分类",
            "部门经济分类",
            "资金来源",
            "支出性质",
            "专项口径",
            "政府采购",
            "金额（万元）",
        ];
        let full = [
            "某小学",
            "事业单位",
            "本年支出",
            "2050202",
            "30201",
            "一般公共预算",
            "公用经费",
            "会议费",
            "政府采购服务",
            "1,051.74",
        ];
        let short = ["", "", "current_income", "", "", "11", "", "", "", "-3元"];
        let (ledger, rows) = read(&headings, &[&full, &short]);
        let row = rows[0].clone().unwrap();
        let unit = ledger.entity_of(row.scope.entity().unwrap()).unwrap();
        assert_eq!((unit.name.as_str(), unit.payer), ("某小学", Some(Payer::Institution)));
        assert_eq!(row.scope.functional(), Some("2050202".parse().unwrap()));
        assert_eq!(row.scope.department(), Some("30201".parse().unwrap()));
        assert_eq!(
            (row.item, row.procurement),
            (Some(Item::Meetings), Some(Procurement::Services))
        );
        assert_eq!(row.amount, "1051.74万元".parse().unwrap());
        let line = row.line().unwrap();
        assert_eq!((line.flow, line.fund), (Flow::CurrentExpenditure, FundSource::General));
        let income = rows[1].clone().unwrap();
        assert_eq!(income.amount, Amount::from_fen(-300));
        assert_eq!(income.scope.fixed().count(), 2, "a blank field is open");
    }

    #[test]
    fn headings_as_people_write_them() {
        for heading in
            ["金额", "金额（万元）", " 金 额 ", "预算数", "Amount".to_lowercase().as_str()]
        {
            assert!(LedgerReader::new(&[heading], Unit::Yuan).is_ok(), "{heading}");
        }
        let (_, rows) = read(
            &["科目编码", "科目名称", "收支", "金额"],
            &[&["201 03 50", "事业运行", "支出", "5"], &["30101", "基本工资", "收入", "5"]],
        );
        let scopes: Vec<Scope> = rows.into_iter().map(|row| row.unwrap().scope).collect();
        let functional = Scope::ALL.with_functional("2010350".parse().unwrap());
        let department = Scope::ALL.with_department("30101".parse().unwrap());
        assert_eq!(
            scopes,
            [
                functional.with_flow(Flow::CurrentExpenditure),
                department.with_flow(Flow::CurrentIncome)
            ]
        );
    }

    #[test]
    fn bad_headings_are_refused() {
        let refused = |headings: &[&str]| LedgerReader::new(headings, Unit::Yuan).unwrap_err();
        assert_eq!(refused(&["functional", "sum"]), LedgerError::NoAmountColumn);
        assert!(matches!(refused(&["金额", "预算数"]), LedgerError::TwoColumns { .. }));
        assert!(matches!(refused(&["金额（美元）"]), LedgerError::UnitInHeading { .. }));
        let reader = LedgerReader::new(&["金额", "备注"], Unit::Yuan).unwrap();
        assert_eq!(reader.unused(), ["备注"]);
    }

    #[test]
    fn a_bad_row_says_what_is_wrong() {
        let wrong =
            |headings: &[&str], row: &[&str]| read(headings, &[row]).1[0].clone().unwrap_err();
        let codes = ["functional", "amount"];
        assert!(matches!(wrong(&codes, &["301", "1"]), LedgerError::Field { .. }));
        assert!(matches!(wrong(&codes, &["20x", "1"]), LedgerError::Field { .. }));
        assert_eq!(wrong(&codes, &["201", ""]), LedgerError::NoAmount);
        assert_eq!(wrong(&codes, &["201"]), LedgerError::Fields { found: 1, wanted: 2 });
        for total in ["合计", "总 计", "小计"] {
            assert!(matches!(wrong(&codes, &[total, "1"]), LedgerError::Total { .. }), "{total}");
        }
        let row = read(&codes, &[&["201", "1"]]).1[0].clone().unwrap();
        assert_eq!(row.line(), Err(LedgerError::Open { what: "收支" }));
    }

    #[test]
    fn what_would_be_counted_twice_is_told() {
        let mut ledger = Ledger::new(2026, Stage::Budget);
        let mut reader = LedgerReader::new(&["科目编码", "项目", "金额"], Unit::Yuan).unwrap();
        for (number, row) in [
            (2, ["2010350", "甲", "5"]),
            (3, ["2010350", "乙", "5"]),
            (4, ["20103", "", "10"]),
            (5, ["2010350", "甲", "5"]),
            (6, ["20203", "", "10"]),
        ] {
            reader.row(number, &row, &mut ledger).unwrap();
        }
        assert_eq!(
            reader.warnings(),
            vec![
                LedgerWarning::MixedLevels {
                    above: ("20103".into(), 4),
                    below: ("2010350".into(), 2)
                },
                LedgerWarning::SameLine { first: 2, again: 5 },
            ]
        );
    }
}
