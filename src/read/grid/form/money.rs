//! The money of a form: the total and its sources, beside their labels or in a table of their own.

use alloc::string::{String, ToString};

use super::some;
use crate::raw::RawTarget;
use crate::read::grid::cells::{Sheet, SheetCell};
use crate::read::grid::shape;
use crate::read::grid::words;

/// A label as it is known; of 按支出性质分：基本支出 the last part.
fn label(text: &str) -> String {
    let whole = super::label(text);
    match whole.rsplit_once(':') {
        Some((_, last)) => super::label(last),
        None => whole,
    }
}

/// Whether a text is the label of money.
pub(super) fn is_label(text: &str) -> bool {
    is_total(text) || is_source(text)
}

/// The labels of all money of a project that do not speak of a sum.
const TOTALS: &str = "年度预算金额 预算金额 项目金额 年度资金 项目预算 金额合计 资金合计 总预算 项目总预算 年度预算 \
    项目年度预算 当年预算 项目当年预算 本年预算 全年预算 项目资金合计 预算合计 资金总计 资金总量";

/// Whether a label is that of all money of a project: 项目资金总额, 年度资金申请总额, 总预算.
pub(super) fn is_total(text: &str) -> bool {
    let label = label(text);
    let speaks_of_a_sum = words::has(&label, "总额 总金额")
        && label.chars().count() <= LONGEST
        && !words::has(&label, "其中 其他 用途")
        && !words::is_sentence(&label);
    speaks_of_a_sum || words::is(&label, TOTALS)
}

/// Whether a total is that of the year, where a form tells that of all years beside it.
fn is_of_year(text: &str) -> bool {
    words::has(&label(text), "年度 当年 本年 全年")
}

/// The longest label of money, in characters.
const LONGEST: usize = 16;

/// Whether a label is that of a source: it speaks of money, and of none of the measures.
pub(super) fn is_source(text: &str) -> bool {
    let label = label(text);
    // The two kinds of spending, in the form of a whole body.
    if words::is(&label, "基本支出 项目支出") {
        return true;
    }
    let speaks = words::has(&label, "资金 拨款 贷款 收入 债券 结转 公共预算 基金预算 资本经营预算");
    speaks
        && label.chars().count() <= LONGEST
        && !is_total(text)
        && !words::is_sentence(&label)
        && label != "项目资金"
        && !label.contains("用途")
        && !label.contains("管理办法")
}

/// The columns of the table of money in a self-evaluation.
#[derive(Default)]
struct Columns {
    first: Option<usize>,
    budget: Option<usize>,
    executed: Option<usize>,
    weight: Option<usize>,
    rate: Option<usize>,
    score: Option<usize>,
}

impl Columns {
    /// The columns that a row heads, `None` where it heads no table of money.
    fn of(sheet: &Sheet, row: usize) -> Option<Self> {
        let mut columns = Self::default();
        for cell in sheet.row_cells(row).filter(|cell| cell.row == row) {
            if let Some(place) = columns.place(&label(&cell.text)) {
                *place = Some(cell.column);
            }
        }
        if columns.budget.is_none() {
            columns.budget = columns.first.take();
        }
        (columns.executed.is_some() && columns.budget.is_some()).then_some(columns)
    }

    /// Whether the values stand beside the labels, 全年预算数 | 100.00 | 执行数 | 90.00, which are then read.
    fn beside(&self, sheet: &Sheet, row: usize, target: &mut RawTarget) -> bool {
        let value = |column: Option<usize>| {
            let cell = sheet.cell(row, column?)?;
            amount_right_of(sheet, row, cell.column_end())
        };
        let (Some(budget), Some(executed)) = (value(self.budget), value(self.executed)) else {
            return false;
        };
        target.total = Some(budget.clone());
        target.budget = Some(budget);
        target.executed = Some(executed);
        target.rate = value(self.rate);
        target.score = value(self.score);
        true
    }

    /// The column that a label heads.
    fn place(&mut self, label: &str) -> Option<&mut Option<usize>> {
        if label.chars().count() > LONGEST {
            return None;
        }
        let has = |words| words::has(label, words);
        Some(match label {
            "分值" | "权重" => &mut self.weight,
            "得分" => &mut self.score,
            _ if label.ends_with('率') => return has("执行").then_some(&mut self.rate),
            _ if has("执行数 执行金额 全年执行 实际支出 支出数 支出金额 实际执行") => {
                &mut self.executed
            }
            _ if !has("预算 计划安排") || is_source(label) => return None,
            _ if has("年初") => &mut self.first,
            "预算数" | "预算金额" => &mut self.first,
            _ if has("数 金额") || words::ends(label, "预算") => &mut self.budget,
            _ => return None,
        })
    }
}

/// Fills in the money that some rows tell.
pub(super) fn read(sheet: &Sheet, from: usize, to: usize, target: &mut RawTarget) {
    let heading = (from..to).find_map(|row| Columns::of(sheet, row).map(|columns| (row, columns)));
    if let Some((row, columns)) = heading {
        target.unit = row_unit(sheet, from, row);
        if columns.beside(sheet, row, target) {
            return;
        }
        table(sheet, row.saturating_add(1), to, &columns, target);
        let points = || sheet.row_cells(row).find_map(|cell| points(&cell.text));
        target.execution_weight = target.execution_weight.take().or_else(points);
        return;
    }
    let year = year_begins(sheet, from, to);
    let mut total: Option<(bool, String)> = None;
    let mut of_whose = true;
    for row in from..to {
        for cell in sheet.row_cells(row).filter(|cell| cell.row == row) {
            // 其他资金：0.00 stands in one cell.
            let bare = amount_within(&cell.text).and_then(|_| cell.text.rsplit_once(['：', ':']));
            let text = bare.map_or(cell.text.as_str(), |(label, _)| label);
            if !is_label(text) || cell.column < year {
                continue;
            }
            let value = amount_within(&cell.text);
            let value = value.or_else(|| amount_right_of(sheet, row, cell.column_end()));
            let Some(value) = value else { continue };
            if target.unit.is_none() {
                target.unit = words::unit(text)
                    .map(ToString::to_string)
                    .or_else(|| row_unit(sheet, from, row));
            }
            if !is_total(text) {
                target.sources.push((label(text), value));
                continue;
            }
            // 总预算 | 300.00 | 年度预算 | 100.00: the year counts, and whose the sources are is not said.
            let of_year = is_of_year(text);
            of_whose &= total.as_ref().is_none_or(|(_, other)| *other == value);
            if total.as_ref().is_none_or(|(other, _)| !other && of_year) {
                total = Some((of_year, value));
            }
        }
    }
    if !of_whose {
        target.sources.clear();
    }
    if let Some((_, value)) = total {
        target.total = target.total.take().or(Some(value));
    }
}

/// The column where the money of the year begins, where that of all years stands left of it.
fn year_begins(sheet: &Sheet, from: usize, to: usize) -> usize {
    let of_all_years = |text: &str| {
        let label = label(text);
        ["实施期", "中期", "总期"].iter().any(|word| label.starts_with(word))
            && label.contains("资金")
    };
    let row = (from..to).find(|&row| sheet.row_cells(row).any(|cell| of_all_years(&cell.text)));
    let cells = row.into_iter().flat_map(|row| sheet.row_cells(row));
    let of_year = |cell: &&SheetCell| is_total(&cell.text) && !of_all_years(&cell.text);
    cells.filter(of_year).map(|cell| cell.column).next().unwrap_or(0)
}

/// The rows of a table of money: the total first, then the sources.
fn table(sheet: &Sheet, from: usize, to: usize, columns: &Columns, target: &mut RawTarget) {
    for row in from..to {
        let text = |column: Option<usize>| {
            let cell = sheet.cell(row, column?).filter(|cell| cell.row == row)?;
            some(&cell.text)
        };
        let is_amount = |column| text(column).is_some_and(|text| shape::amount(&text).is_some());
        let name =
            sheet.row_cells(row).filter(|cell| cell.row == row).find(|cell| is_label(&cell.text));
        // The first row may have no name, or but 合计.
        let nameless = || is_amount(columns.budget) && is_amount(columns.executed);
        if name.is_none() && !nameless() {
            if sheet.row_cells(row).any(|cell| super::labels::is_label(&cell.text)) {
                break;
            }
            continue;
        }
        let budget = text(columns.budget).or_else(|| text(columns.first));
        if name.is_none_or(|name| is_total(&name.text)) {
            if target.total.is_some() {
                continue;
            }
            target.total.clone_from(&budget);
            target.budget = text(columns.budget);
            target.executed = text(columns.executed);
            target.rate = text(columns.rate);
            target.score = text(columns.score);
            target.execution_weight =
                target.execution_weight.take().or_else(|| text(columns.weight));
        } else if let (Some(name), Some(budget)) =
            (name, budget.filter(|text| shape::amount(text).is_some()))
        {
            target.sources.push((label(&name.text), budget));
        }
    }
}

/// The points for the execution of the budget, which its heading may tell: 预算执行情况（10分）.
fn points(text: &str) -> Option<String> {
    let folded = shape::fold(text);
    folded.match_indices('分').find_map(|(at, _)| {
        let (_, points) = folded.get(..at)?.rsplit_once('(')?;
        let fits = !points.is_empty() && points.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| points.to_string())
    })
}

/// The amount behind a label in its own cell: 其他资金：0.00.
fn amount_within(text: &str) -> Option<String> {
    let (_, value) = text.rsplit_once(['：', ':'])?;
    as_amount(value)
}

/// The amount right of a label.
fn amount_right_of(sheet: &Sheet, row: usize, column: usize) -> Option<String> {
    let text = super::right_of(sheet, row, column)?;
    as_amount(text)
}

/// An amount without its unit.
fn as_amount(text: &str) -> Option<String> {
    let bare = ["万元", "元"].iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text);
    shape::amount(bare).map(|_| bare.trim().to_string())
}

/// The unit of the money: in the label of the group left of it or above it.
fn row_unit(sheet: &Sheet, from: usize, row: usize) -> Option<String> {
    let rows = (from..=row).rev();
    let mut cells = rows.flat_map(|row| sheet.row_cells(row));
    cells.find_map(|cell| words::unit(&cell.text)).map(ToString::to_string)
}
