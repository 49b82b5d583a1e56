//! Forms of performance targets (项目支出绩效目标表, 绩效自评表), by their labels.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use super::cells::Sheet;
use super::context::Context;
use super::shape;
use super::words;
use crate::raw::RawTarget;

mod indicators;
mod labels;
mod left;
mod money;

use indicators::Columns;

/// Whether a grid is such a form.
pub(super) fn is_form(sheet: &Sheet) -> bool {
    (0..sheet.rows()).any(|row| is_indicator_heading(sheet, row))
}

/// Whether a row is the heading of the indicators.
fn is_indicator_heading(sheet: &Sheet, row: usize) -> bool {
    let has = |word: &str| {
        (0..sheet.columns()).any(|column| shape::fold(sheet.own(row, column)).contains(word))
    };
    has("一级指标") && (has("二级指标") || has("三级指标"))
        || indicators::is_heading_without_levels(sheet, row)
}

/// Whether a grid is the top of such a form, whose indicators stand on the next page: it names a project
/// and an objective beside their labels, and labels begin three of its rows.
pub(super) fn is_head(sheet: &Sheet) -> bool {
    let target = labels::target(sheet, 0, sheet.rows());
    let labelled =
        |row: &usize| sheet.row_cells(*row).next().is_some_and(|cell| labels::is_field(&cell.text));
    !target.project.is_empty()
        && target.objective.is_some()
        && (0..sheet.rows().min(3)).any(|row| labels::begins_form(sheet, row))
        && (0..sheet.rows()).filter(labelled).count() >= 3
}

/// A form with the rows that a grid on the next page adds to it, `None` where that is no part of it.
pub(super) fn gone_on(form: &Sheet, below: &Sheet) -> Option<Sheet> {
    let heading = |sheet: &Sheet| (0..sheet.rows()).find(|&row| is_indicator_heading(sheet, row));
    let (own, again) = (heading(form), heading(below));
    let begins = (0..below.rows()).any(|row| labels::begins_form(below, row));
    let (form, below) = form.aligned(below)?;
    let below = match (own, again) {
        // A heading that is printed again on each page goes.
        (Some(own), Some(0)) if reads_as(&form, own, &below) => below.part(1, below.rows()),
        (Some(_), None) | (None, _) if !begins => below,
        _ => return None,
    };
    let broken = form.rows();
    let mut whole = form.above(&below);
    if let Some(columns) = own.map(|own| Columns::of(&form, own)) {
        columns.join_broken(&mut whole, broken);
    }
    Some(whole)
}

/// Whether the first row of a sheet reads as a row of another one.
fn reads_as(form: &Sheet, row: usize, below: &Sheet) -> bool {
    let fold = |text: &str| shape::fold(text);
    (0..form.columns()).all(|column| fold(form.text(row, column)) == fold(below.text(0, column)))
}

/// The targets of a form: one for each project.
///
/// Above the heading of the indicators stand labels with their values, below it the indicators. Of
/// several forms in one grid each begins with its labels; a form that lists projects has the name of
/// the project in a column beside the indicators.
pub(super) fn targets(sheet: &Sheet, context: &Context) -> Vec<RawTarget> {
    let sheet = &super::remerge::form(sheet);
    let mut targets = Vec::new();
    let headings: Vec<usize> =
        (0..sheet.rows()).filter(|&row| is_indicator_heading(sheet, row)).collect();
    let mut start = 0;
    for (index, &heading) in headings.iter().enumerate() {
        let next = headings.get(index.saturating_add(1)).copied().unwrap_or(sheet.rows());
        let columns = Columns::of(sheet, heading);
        let body = columns.body;
        if columns.lists_projects() {
            targets.extend(columns.projects(
                sheet,
                body,
                next,
                unit(context, sheet, start, heading).as_ref(),
            ));
            start = next;
            continue;
        }
        let end = (body..next).find(|&row| labels::begins_form(sheet, row)).unwrap_or(next);
        let mut target = labels::target(sheet, start, heading);
        money::read(sheet, start, heading, &mut target);
        if target.project.is_empty() {
            target.project = whole_body(context, sheet, start, heading).unwrap_or_default();
        }
        if target.unit.is_none() {
            target.unit = unit(context, sheet, start, heading);
        }
        let below = columns.read(sheet, body, end);
        target.indicators = below.indicators;
        target.total_score = below.total_score;
        // The execution of the budget may be a row of the indicators.
        target.score = target.score.or(below.execution_score);
        target.execution_weight = target.execution_weight.or(below.execution_weight);
        targets.push(target);
        start = end;
    }
    targets
}

/// The title of the form of a whole body (部门整体支出绩效自评表), which names no project.
fn whole_body(context: &Context, sheet: &Sheet, from: usize, to: usize) -> Option<String> {
    let inside =
        (from..to).flat_map(|row| (0..sheet.columns()).map(move |column| sheet.own(row, column)));
    let mut titles = context.title.as_deref().into_iter().chain(inside);
    titles.find(|text| is_whole_title(text)).map(shape::clean)
}

fn is_whole_title(text: &str) -> bool {
    let folded = shape::fold(text);
    let bare = words::without_brackets(&folded);
    bare.contains("整体")
        && bare.contains("绩效")
        && ["表", "目标", "自评"].iter().any(|end| bare.ends_with(end))
        && !labels::is_label(text)
}

/// The amounts of a form that no field of its targets holds.
pub(super) fn left_out<'a>(sheet: &'a Sheet, targets: &[RawTarget]) -> Vec<&'a str> {
    left::out(sheet, targets)
}

/// The unit of the amounts where no label tells it: what stands above the form.
fn unit(context: &Context, sheet: &Sheet, from: usize, to: usize) -> Option<String> {
    let inside =
        (from..to).flat_map(|row| (0..sheet.columns()).map(move |column| sheet.own(row, column)));
    let inside = { inside }.find_map(words::unit).map(ToString::to_string);
    inside.or_else(|| context.unit.clone())
}

/// The text right of a label. Where a carrier has lost all merges, the blanks of a wide label stand
/// between.
fn right_of(sheet: &Sheet, row: usize, column: usize) -> Option<&str> {
    let merged = sheet.cells().iter().any(|cell| cell.column_span > 1);
    let last = if merged { column.saturating_add(1) } else { sheet.columns() };
    (column..last).map(|column| sheet.text(row, column)).find(|text| !text.is_empty())
}

/// A value that is printed, `None` for a blank.
fn some(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(String::from)
}

/// A label as it is known: without spaces, brackets, numbering and the colon behind it.
fn label(text: &str) -> String {
    let folded = shape::fold(text);
    let bare = folded.trim_end_matches(':');
    let bare = words::without_brackets(bare).trim_end_matches(':');
    crate::text::strip_numbering(bare).into()
}
