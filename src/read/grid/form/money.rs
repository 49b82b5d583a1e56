//! The money of a form: the total and its sources, beside their labels or in a table of their own.

use alloc::string::{String, ToString};

use super::{label, some};
use crate::raw::RawTarget;
use crate::read::grid::cells::Sheet;
use crate::read::grid::shape;
use crate::read::grid::words;

/// Whether a text is the label of money.
pub(super) fn is_label(text: &str) -> bool {
    is_total(text) || is_source(text)
}

/// The labels of all money of a project.
const TOTALS: &str = "项目总额 资金总额 年度资金总额 项目资金总额 年度预算总额 项目总金额 年度预算金额 预算金额 \
    项目金额 年度资金 预算总额 项目预算 年度项目资金总额 总金额 年度预算资金总额 \
    部门预算总额 单位预算总额 部门预算资金总额 整体支出总额 部门整体支出总额 金额合计 资金合计";

/// Whether a label is that of all money of a project.
fn is_total(text: &str) -> bool {
    words::is(&label(text), TOTALS)
}

/// Whether a label is that of a source: it speaks of money, and of none of the measures.
fn is_source(text: &str) -> bool {
    let label = label(text);
    // The two kinds of spending, in the form of a whole body.
    if words::is(&label, "基本支出 项目支出") {
        return true;
    }
    let speaks =
        ["资金", "拨款", "贷款", "收入", "债券", "结转"].iter().any(|word| label.contains(word));
    speaks
        && label.chars().count() <= 16
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
            let place = match label(&cell.text).as_str() {
                "年初预算数" | "年初预算" | "预算数" => &mut columns.first,
                "全年预算数" | "全年预算" | "调整后预算数" | "调整预算数" => {
                    &mut columns.budget
                }
                "全年执行数" | "执行数" | "全年执行" | "实际执行数" | "实际支出数" => {
                    &mut columns.executed
                }
                "分值" | "权重" => &mut columns.weight,
                "执行率" | "预算执行率" => &mut columns.rate,
                "得分" => &mut columns.score,
                _ => continue,
            };
            *place = Some(cell.column);
        }
        (columns.executed.is_some() && (columns.budget.is_some() || columns.first.is_some()))
            .then_some(columns)
    }
}

/// Fills in the money that some rows tell.
pub(super) fn read(sheet: &Sheet, from: usize, to: usize, target: &mut RawTarget) {
    let heading = (from..to).find_map(|row| Columns::of(sheet, row).map(|columns| (row, columns)));
    if let Some((row, columns)) = heading {
        target.unit = row_unit(sheet, from, row);
        table(sheet, row.saturating_add(1), to, &columns, target);
        return;
    }
    let year = year_begins(sheet, from, to);
    for row in from..to {
        for cell in sheet.row_cells(row).filter(|cell| cell.row == row) {
            if !is_label(&cell.text) || cell.column < year {
                continue;
            }
            let Some(value) = amount_right_of(sheet, row, cell.column_end()) else { continue };
            if target.unit.is_none() {
                target.unit = words::unit(&cell.text)
                    .map(ToString::to_string)
                    .or_else(|| row_unit(sheet, from, row));
            }
            if is_total(&cell.text) {
                target.total = target.total.take().or(Some(value));
            } else {
                target.sources.push((label(&cell.text), value));
            }
        }
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
    cells.filter(|cell| is_total(&cell.text)).map(|cell| cell.column).next().unwrap_or(0)
}

/// The rows of a table of money: the total first, then the sources.
fn table(sheet: &Sheet, from: usize, to: usize, columns: &Columns, target: &mut RawTarget) {
    for row in from..to {
        let text = |column: Option<usize>| column.and_then(|column| some(sheet.own(row, column)));
        let name =
            sheet.row_cells(row).filter(|cell| cell.row == row).find(|cell| is_label(&cell.text));
        let Some(name) = name else {
            if sheet.row_cells(row).any(|cell| super::labels::is_label(&cell.text)) {
                break;
            }
            continue;
        };
        let budget = text(columns.budget).or_else(|| text(columns.first));
        if is_total(&name.text) && target.total.is_none() {
            target.total.clone_from(&budget);
            target.budget = text(columns.budget);
            target.executed = text(columns.executed);
            target.rate = text(columns.rate);
            target.score = text(columns.score);
            target.execution_weight =
                target.execution_weight.take().or_else(|| text(columns.weight));
        } else if let Some(budget) = budget.filter(|text| shape::amount(text).is_some()) {
            target.sources.push((label(&name.text), budget));
        }
    }
}

/// The amount right of a label.
fn amount_right_of(sheet: &Sheet, row: usize, column: usize) -> Option<String> {
    let text = super::right_of(sheet, row, column)?;
    let bare = ["万元", "元"].iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text);
    shape::amount(bare).map(|_| bare.trim().to_string())
}

/// The unit of the money: in the label of the group left of it or above it.
fn row_unit(sheet: &Sheet, from: usize, row: usize) -> Option<String> {
    let rows = (from..=row).rev();
    let mut cells = rows.flat_map(|row| sheet.row_cells(row));
    cells.find_map(|cell| words::unit(&cell.text)).map(ToString::to_string)
}
