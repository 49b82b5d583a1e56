//! The labels of a form and the values beside or below them.

use alloc::string::String;

use super::{label, some};
use crate::raw::RawTarget;
use crate::read::grid::cells::{Sheet, SheetCell};
use crate::read::grid::shape;
use crate::read::grid::words;

/// What a label tells of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Project,
    Department,
    Activity,
    Objective,
    ExecutionWeight,
    /// Known, and of no use: who fills the form in, when, for which unit.
    Other,
}

fn field(text: &str) -> Option<Field> {
    let label = label(text);
    let known = KNOWN.iter().find(|(_, words)| words::is(&label, words)).map(|&(field, _)| field);
    // 项目绩效总目标, 本年度绩效目标; what is not of the year stands among the others above.
    let objective = || {
        let fits = label.ends_with("目标") && label.chars().count() <= LONGEST_OBJECTIVE;
        fits.then_some(Field::Objective)
    };
    known.or_else(objective)
}

/// The longest label of an objective, in characters.
const LONGEST_OBJECTIVE: usize = 10;

/// The labels of each field.
const KNOWN: [(Field, &str); 6] = [
    (
        Field::Project,
        "项目名称 项目 项目(政策)名称 政策和项目名称 政策(项目)名称 专项名称 二级项目名称 \
            预算项目名称 专项资金名称 项目支出名称",
    ),
    (
        Field::Department,
        "部门(单位)名称 单位(部门)名称 主管部门 主管部门及代码 主管部门名称 预算主管部门 项目主管部门 部门名称 \
            主管单位 省级主管部门 市级主管部门 区级主管部门",
    ),
    (Field::Activity, "职能职责与活动 绩效活动 活动 职能职责及活动"),
    (
        Field::Objective,
        "整体目标 总体目标 年度目标 年度总体目标 绩效目标 年度绩效目标 \
            总体绩效目标 项目目标 项目绩效目标 预期目标 年度总体绩效目标 项目总体目标 \
            项目年度目标 年初设定目标",
    ),
    (Field::ExecutionWeight, "预算执行率权重"),
    (
        Field::Other,
        "单位信息 项目经办人 项目经办人电话 实施单位 项目单位 项目属性 项目期 \
            项目类型 项目类别 资金用途 项目负责人 联系人 联系电话 填报单位 项目编码 \
            项目代码 实施期限 项目概况 立项依据 实际完成情况 实施期目标 中期目标 \
            长期目标 中期绩效目标 长期绩效目标 三年目标 实施期绩效目标 实施期总目标 \
            年度实际完成情况 其中 预算单位 项目起止时间 项目实施单位 \
            单位名称 填报日期 项目执行单位 具体实施处室 计划开始日期 计划结束日期 项目总投资",
    ),
];

/// Whether a text is a label of what a form tells beside its money.
pub(super) fn is_field(text: &str) -> bool {
    field(text).is_some()
}

/// Whether a text is a label of a form.
pub(super) fn is_label(text: &str) -> bool {
    field(text).is_some() || super::money::is_label(text)
}

/// Whether a form begins in a row: it has the label of a project.
pub(super) fn begins_form(sheet: &Sheet, row: usize) -> bool {
    (0..sheet.columns()).any(|column| {
        let text = sheet.own(row, column);
        field(text) == Some(Field::Project)
            || split(text).is_some_and(|(front, _)| field(front) == Some(Field::Project))
    })
}

/// The target that the labels of some rows tell.
pub(super) fn target(sheet: &Sheet, from: usize, to: usize) -> RawTarget {
    let mut target = RawTarget::default();
    for row in from..to {
        for cell in sheet.row_cells(row).filter(|cell| cell.row == row) {
            let (found, value) = match field(&cell.text) {
                Some(found) => (Some(found), value(sheet, cell, to)),
                None => match split(&cell.text) {
                    Some((front, value)) => (field(front), some(value)),
                    None => (None, None),
                },
            };
            let (Some(found), Some(value)) = (found, value) else { continue };
            put(&mut target, found, value);
        }
    }
    target
}

/// `项目名称：某项目` in one cell.
fn split(text: &str) -> Option<(&str, &str)> {
    let (front, value) = text.split_once(['：', ':'])?;
    Some((front, value.trim())).filter(|(_, value)| !value.is_empty())
}

fn put(target: &mut RawTarget, field: Field, value: String) {
    let place = match field {
        Field::Project if target.project.is_empty() => {
            target.project = value;
            return;
        }
        Field::Department => &mut target.department,
        Field::Activity => &mut target.activity,
        // 年度目标 stands behind the one of all years and counts.
        Field::Objective => {
            target.objective = Some(value);
            return;
        }
        Field::ExecutionWeight => &mut target.execution_weight,
        Field::Project | Field::Other => return,
    };
    if place.is_none() {
        *place = Some(value);
    }
}

/// The value of a label: the cell right of it, unless that is a label too; else the one below.
fn value(sheet: &Sheet, cell: &SheetCell, to: usize) -> Option<String> {
    match super::right_of(sheet, cell.row, cell.column_end()) {
        Some(right) if !labels(sheet, cell.row, right) => some(right),
        _ => below(sheet, cell, to),
    }
}

/// Whether a text of a row is a label there. What speaks of money is one beside an amount only: else
/// it may name a project (乡村振兴补助资金).
fn labels(sheet: &Sheet, row: usize, text: &str) -> bool {
    let mut behind = sheet.row_cells(row).skip_while(|cell| cell.text != text).skip(1);
    field(text).is_some()
        || super::money::is_label(text)
            && behind.next().is_some_and(|cell| shape::amount(&cell.text).is_some())
}

/// What stands below a label over columns of its own, as in 年度目标 | 实际完成情况 over two texts.
fn below(sheet: &Sheet, cell: &SheetCell, to: usize) -> Option<String> {
    let below = sheet.cell(cell.row_end(), cell.column).filter(|below| below.row < to)?;
    let fits = below.column == cell.column
        && !is_label(&below.text)
        && shape::amount(&below.text).is_none()
        && !words::is_key_heading(&below.text);
    some(&below.text).filter(|_| fits)
}
