//! The indicators of a form: a table with 一级指标, 二级指标, 三级指标 and what is printed of each.

use alloc::{string::String, vec, vec::Vec};

use super::{label, money, some};
use crate::raw::{RawIndicator, RawTarget};
use crate::read::grid::cells::Sheet;
use crate::read::grid::shape;
use crate::read::grid::words;

/// What a column of the indicators holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Project,
    Department,
    Total,
    Source,
    Objective,
    ExecutionWeight,
    Level1,
    Level2,
    Level3,
    Nature,
    Reference,
    Target,
    Measure,
    Weight,
    Note,
    Actual,
    Score,
}

fn field(heading: &str) -> Option<Field> {
    let label = label(heading);
    let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
    Some(match label.as_str() {
        // 单位名称、项目名称: both in one column, each in rows of its own.
        "项目" | "二级项目" => Field::Project,
        _ if has(&["项目名称"]) => Field::Project,
        "主管部门" | "单位名称" | "部门名称" | "预算单位" => Field::Department,
        "符号" | "运算符" | "计算符号" | "运算符号" | "指标方向" => Field::Nature,
        "单位" => Field::Measure,
        "值" => Field::Target,
        _ if has(&["一级指标", "指标类型", "指标类别"]) => Field::Level1,
        _ if has(&["二级指标"]) => Field::Level2,
        _ if has(&["三级指标", "四级指标"]) => Field::Level3,
        _ if is_any_level(&label) => Field::Level3,
        _ if has(&["指标性质"]) => Field::Nature,
        _ if has(&["历史参考值", "历史值", "上年完成"]) => Field::Reference,
        _ if has(&["度量单位", "计量单位", "指标单位", "单位名"]) => Field::Measure,
        _ if has(&["偏差", "改进", "备注", "说明", "解释", "标准", "来源", "原因"]) => {
            Field::Note
        }
        _ if has(&["完成值", "完成情况", "完成数", "实际值"]) => Field::Actual,
        _ if has(&["得分"]) => Field::Score,
        _ if has(&["执行率权重"]) => Field::ExecutionWeight,
        _ if has(&["权重", "分值", "分数"]) => Field::Weight,
        _ if has(&["指标值", "目标值", "预期值", "计划值", "参考值"]) => {
            Field::Target
        }
        _ if has(&["目标"]) => Field::Objective,
        _ if money::is_source(heading) => Field::Source,
        _ if money::is_total(heading) => Field::Total,
        _ if has(&["金额", "预算", "资金"]) => Field::Total,
        _ => return None,
    })
}

/// Whether a row is the upper one of a heading: it names the column of the projects, and has nothing
/// but headings.
fn is_upper_heading(sheet: &Sheet, row: usize) -> bool {
    let heads = |text: &str| field(text).is_some() || words::is_row_number_heading(text);
    let mut cells = sheet.row_cells(row);
    let names = sheet.row_cells(row).any(|cell| field(&cell.text) == Some(Field::Project));
    names && sheet.row_cells(row).count() > 2 && cells.all(|cell| heads(&cell.text))
}

/// Whether a row is the heading of indicators without levels: 指标名称 | 指标性质 | 指标值 | 计量单位.
pub(super) fn is_heading_without_levels(sheet: &Sheet, row: usize) -> bool {
    let fields: Vec<Field> = sheet.row_cells(row).filter_map(|cell| field(&cell.text)).collect();
    let has = |wanted| fields.contains(&wanted);
    let told = [Field::Weight, Field::Measure, Field::Nature].into_iter().filter(|&told| has(told));
    has(Field::Level3) && has(Field::Target) && told.count() >= 2
}

/// Whether a heading is that of the indicators without their level.
fn is_any_level(label: &str) -> bool {
    words::is(label, "指标 绩效指标 具体指标") || words::ends(label, "指标名称 指标内容")
}

/// The columns of the indicators, and where their rows begin.
pub(super) struct Columns {
    fields: Vec<Option<Field>>,
    pub(super) body: usize,
}

/// What stands in the rows of the indicators.
#[derive(Default)]
pub(super) struct Below {
    pub(super) indicators: Vec<RawIndicator>,
    pub(super) total_score: Option<String>,
    pub(super) execution_weight: Option<String>,
    pub(super) execution_score: Option<String>,
}

impl Columns {
    /// The columns that a heading tells; it may have a second row for the parts of a value.
    pub(super) fn of(sheet: &Sheet, heading: usize) -> Self {
        let mut body = heading.saturating_add(1);
        // Without merges the headings of the other columns stand in the row above.
        let upper = heading.checked_sub(1).filter(|&above| is_upper_heading(sheet, above));
        let text = |column: usize| match (sheet.text(heading, column), upper) {
            ("", Some(above)) => sheet.text(above, column),
            (text, _) => text,
        };
        let mut fields: Vec<Option<Field>> =
            (0..sheet.columns()).map(|column| field(text(column))).collect();
        let under = |column: usize| sheet.own(body, column);
        let parts = (0..sheet.columns()).filter(|&column| {
            !under(column).is_empty()
                && sheet.cell(heading, column).is_some_and(|cell| cell.row_end() == body)
        });
        let parts: Vec<usize> = parts.collect();
        let heads =
            |column: &usize| matches!(field(under(*column)), Some(found) if found != Field::Total);
        if !parts.is_empty() && parts.iter().all(heads) {
            for column in parts {
                if let Some(place) = fields.get_mut(column) {
                    *place = field(under(column));
                }
            }
            body = body.saturating_add(1);
        }
        // Beside 三级指标 the 指标内容 tells what it means.
        let leaf = |column: usize| label(sheet.text(body.saturating_sub(1), column));
        let mut columns = 0..sheet.columns();
        if let Some(third) = columns.find(|&column| leaf(column).contains("三级指标")) {
            for (column, field) in fields.iter_mut().enumerate() {
                if is_any_level(&leaf(column)) {
                    *field = (column > third).then_some(Field::Note);
                }
            }
        }
        Self { fields: without_earlier_years(fields), body }
    }

    /// Gives the cells that a page broke in two their text in both parts, where it stands in the lower
    /// one: the project, what is told of it, and the levels, which no row lacks.
    pub(super) fn join_broken(&self, sheet: &mut Sheet, broken: usize) {
        let Some(last) = broken.checked_sub(1) else { return };
        let whole = |field: Field| {
            matches!(
                field,
                Field::Project
                    | Field::Department
                    | Field::Total
                    | Field::Source
                    | Field::Objective
                    | Field::ExecutionWeight
                    | Field::Level1
                    | Field::Level2
            )
        };
        for (column, field) in self.fields.iter().enumerate() {
            if field.is_some_and(whole) {
                let text = String::from(sheet.own(broken, column));
                sheet.fill(last, column, &text);
            }
        }
    }

    /// Whether the rows name the project that an indicator belongs to.
    pub(super) fn lists_projects(&self) -> bool {
        self.column(Field::Project).is_some()
    }

    fn column(&self, wanted: Field) -> Option<usize> {
        self.fields.iter().position(|field| *field == Some(wanted))
    }

    fn text(&self, sheet: &Sheet, row: usize, wanted: Field) -> Option<String> {
        some(sheet.text(row, self.column(wanted)?))
    }

    /// The indicators of some rows.
    pub(super) fn read(&self, sheet: &Sheet, from: usize, to: usize) -> Below {
        let mut below = Below::default();
        let mut levels = Levels::default();
        for row in from..to {
            let first =
                sheet.row_cells(row).map(|cell| label(&cell.text)).find(|text| !text.is_empty());
            let Some(first) = first else { continue };
            if matches!(
                first.as_str(),
                "总分" | "合计" | "总计" | "得分合计" | "自评总分" | "总得分"
            ) {
                below.total_score =
                    self.text(sheet, row, Field::Score).or_else(|| last_number(sheet, row));
                continue;
            }
            if words::is_note(&first) || words::is_sentence(&first) {
                continue;
            }
            let second = self.text(sheet, row, Field::Level2);
            if is_execution(second.as_deref())
                || is_execution(self.text(sheet, row, Field::Level1).as_deref())
            {
                below.execution_weight = self.text(sheet, row, Field::Weight);
                below.execution_score = self.text(sheet, row, Field::Score);
                continue;
            }
            below.indicators.extend(self.indicator(sheet, row, &mut levels));
        }
        below
    }

    fn indicator(&self, sheet: &Sheet, row: usize, levels: &mut Levels) -> Option<RawIndicator> {
        let text = |field| self.text(sheet, row, field);
        levels.go_on(text(Field::Level1), text(Field::Level2));
        let indicator = RawIndicator {
            level1: levels.first.clone(),
            level2: levels.second.clone(),
            level3: text(Field::Level3),
            nature: text(Field::Nature),
            reference: text(Field::Reference),
            target: text(Field::Target),
            measure: text(Field::Measure),
            weight: text(Field::Weight),
            note: text(Field::Note),
            actual: text(Field::Actual),
            score: text(Field::Score),
        };
        // Levels alone are but the frame of a form that was not filled in.
        let filled = [&indicator.level3, &indicator.target, &indicator.weight, &indicator.actual];
        filled.iter().any(|field| field.is_some()).then_some(indicator)
    }

    /// The targets of a form that lists projects, each as long as its name stands.
    pub(super) fn projects(
        &self,
        sheet: &Sheet,
        from: usize,
        to: usize,
        unit: Option<&String>,
    ) -> Vec<RawTarget> {
        let mut targets: Vec<RawTarget> = Vec::new();
        let mut levels = Levels::default();
        for row in from..to {
            let project = self.text(sheet, row, Field::Project);
            let begins = project.is_some()
                && targets.last().is_none_or(|last| Some(&last.project) != project.as_ref());
            if begins {
                levels = Levels::default();
                targets.push(RawTarget {
                    project: project.unwrap_or_default(),
                    department: self.text(sheet, row, Field::Department),
                    objective: self.text(sheet, row, Field::Objective),
                    total: self
                        .text(sheet, row, Field::Total)
                        .filter(|text| shape::amount(text).is_some()),
                    sources: self.sources(sheet, row),
                    execution_weight: self.text(sheet, row, Field::ExecutionWeight),
                    unit: unit.cloned(),
                    ..RawTarget::default()
                });
            }
            let Some(target) = targets.last_mut() else { continue };
            target.indicators.extend(self.indicator(sheet, row, &mut levels));
        }
        // Where units and projects stand in one column, what has neither money nor indicators is a
        // unit over its projects.
        targets.retain(|target| !target.indicators.is_empty() || target.total.is_some());
        targets
    }

    /// The sources of a project in a row, each under its heading.
    fn sources(&self, sheet: &Sheet, row: usize) -> Vec<(String, String)> {
        let own = |column: usize| self.fields.get(column) == Some(&Some(Field::Source));
        let columns = (0..sheet.columns()).filter(|&column| own(column));
        let source = |column: usize| {
            let heading = label(sheet.own(self.body.saturating_sub(1), column));
            // A heading over several columns heads one amount.
            if heading.is_empty() {
                return None;
            }
            let amount = some(sheet.text(row, column))?;
            shape::amount(&amount).map(|_| (heading, amount))
        };
        columns.filter_map(source).collect()
    }
}

/// The levels of an indicator: where a row leaves one blank, that of the row above goes on.
#[derive(Default)]
struct Levels {
    first: Option<String>,
    second: Option<String>,
}

impl Levels {
    fn go_on(&mut self, first: Option<String>, second: Option<String>) {
        if first.is_some() && first != self.first {
            self.first = first;
            self.second = None;
        }
        self.second = second.or_else(|| self.second.take());
    }
}

/// Where a form prints the indicators of all years beside those of the year, the last ones count.
fn without_earlier_years(fields: Vec<Option<Field>>) -> Vec<Option<Field>> {
    let mut kept = vec![None; fields.len()];
    for wanted in
        [Field::Level2, Field::Level3, Field::Target, Field::Nature, Field::Measure, Field::Weight]
    {
        let last = fields.iter().rposition(|field| *field == Some(wanted));
        if let Some(place) = last.and_then(|last| kept.get_mut(last)) {
            *place = Some(wanted);
        }
    }
    let repeated =
        [Field::Level2, Field::Level3, Field::Target, Field::Nature, Field::Measure, Field::Weight];
    for (place, field) in kept.iter_mut().zip(fields) {
        if field.is_some_and(|field| !repeated.contains(&field)) {
            *place = field;
        }
    }
    kept
}

/// Whether a level is the execution of the budget, which is scored beside the indicators.
fn is_execution(level: Option<&str>) -> bool {
    level.is_some_and(|level| {
        matches!(label(level).as_str(), "预算执行率" | "预算执行" | "预算执行情况" | "资金执行率")
    })
}

/// The last number of a row.
fn last_number(sheet: &Sheet, row: usize) -> Option<String> {
    let numbers = sheet.row_cells(row).filter(|cell| shape::amount(&cell.text).is_some());
    numbers.last().map(|cell| cell.text.clone())
}
