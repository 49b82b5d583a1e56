//! What stands around the figures of a grid: title, unit, number of the table, notes.

use alloc::{string::String, vec::Vec};

use super::cells::Sheet;
use super::shape;
use super::words;

/// What the lines over a table tell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Context {
    pub(super) title: Option<String>,
    pub(super) unit: Option<String>,
    pub(super) number: Option<u32>,
}

/// How many lines over a table may stand between it and its title.
const REACH: usize = 8;

impl Context {
    /// Takes what belongs to a table off the end of the lines above it; the rest stays.
    pub(super) fn take<T: AsRef<str>>(lines: &mut Vec<T>) -> Self {
        let mut context = Self::default();
        let mut kept: Vec<T> = Vec::new();
        let mut taken = 0_usize;
        while let Some(line) = lines.pop() {
            let text = line.as_ref();
            // Behind the title only what speaks of the same table: 附件3, 公开03表, the unit.
            let done = context.title.is_some();
            if !context.tell(text) {
                if done || taken >= REACH || words::is_sentence(text) {
                    lines.push(line);
                    break;
                }
                kept.push(line);
            }
            taken = taken.saturating_add(1);
        }
        if context.title.is_none() {
            // Nothing was found: what was set aside is no part of a title.
            lines.extend(kept.into_iter().rev());
            return context;
        }
        context.complete(lines, &mut kept);
        lines.extend(kept.into_iter().rev());
        context
    }

    /// What one line tells of the table below it; false where it tells nothing.
    pub(super) fn tell(&mut self, text: &str) -> bool {
        let unit = words::unit(text);
        if self.title.is_none() {
            if let Some(title) = words::title(text) {
                self.title = Some(title.text);
                self.number = title.number.or(self.number);
                self.unit = self.unit.take().or(unit.map(String::from));
                return true;
            }
        }
        let noise = words::is_noise(text);
        if unit.is_some()
            && !words::is_sentence(text)
            && (self.title.is_none() || self.unit.is_none())
        {
            self.unit = self.unit.take().or(unit.map(String::from));
            self.number = self.number.or(words::table_number(text));
            return true;
        }
        if noise {
            self.number = self.number.or(words::table_number(text));
        }
        noise
    }

    /// Completes a title that was broken over two lines: a bracket behind it, its beginning above.
    fn complete<T: AsRef<str>>(&mut self, above: &mut Vec<T>, between: &mut Vec<T>) {
        let Some(title) = self.title.clone() else { return };
        let bracket =
            between.last().map(|line| shape::clean(line.as_ref())).filter(|line| is_bracket(line));
        if let Some(bracket) = bracket {
            between.pop();
            self.title = Some(title.clone() + &bracket);
        }
        let starts = |line: &T| {
            let text = shape::clean(line.as_ref());
            begins_title(&text) && !has_year(&title)
        };
        if let Some(text) =
            above.last().filter(|line| starts(line)).map(|line| shape::clean(line.as_ref()))
        {
            above.pop();
            self.title = self.title.take().map(|title| text + &title);
        }
    }
}

/// Whether a line is but a bracket: the second line of a title.
fn is_bracket(text: &str) -> bool {
    text.starts_with(['（', '('])
        && words::without_brackets(text).is_empty()
        && words::unit(text).is_none()
}

/// Whether a line is the beginning of a title whose end stands on the next one: it begins with a
/// year, and ends like no title of a document.
fn begins_title(text: &str) -> bool {
    let ends = ["预算", "决算", "说明", "情况", "公开", "目录", "报告", "年度", "年", "表"];
    has_year(text)
        && text.starts_with("20")
        && !words::is_sentence(text)
        && !ends.iter().any(|end| text.ends_with(end))
}

fn has_year(text: &str) -> bool {
    text.split('年').next().is_some_and(|front| {
        front.len() < text.len()
            && front.len() >= 4
            && front.bytes().rev().take(4).all(|b| b.is_ascii_digit())
    })
}

/// The row behind the rows at the top that hold nothing but title, unit, prose and the like.
pub(super) fn context_rows(sheet: &Sheet) -> usize {
    let over = |row: usize| tells(sheet, row) || stands_over(sheet, row);
    (0..sheet.rows()).find(|&row| !over(row)).unwrap_or(sheet.rows())
}

/// Whether a row says what stands around a table: each text is title, unit or noise, or stands beside
/// the unit and heads no column, as the year does in 部门：… | 2024年度 | 金额单位：…. A blank row tells as
/// little as these.
fn tells(sheet: &Sheet, row: usize) -> bool {
    let around = |text: &str| {
        (words::title(text).is_some() || words::unit(text).is_some() || words::is_noise(text))
            && !words::is_key_heading(text)
    };
    let heads = |text: &str| {
        words::is_key_heading(text) || words::is_money(text) || shape::amount(text).is_some()
    };
    let labelled = sheet
        .row_cells(row)
        .any(|cell| around(&cell.text) && shape::fold(&cell.text).contains(':'));
    sheet.row_cells(row).all(|cell| around(&cell.text) || labelled && !heads(&cell.text))
}

/// Whether a row at the top holds but one text, from the first column on, that is no heading of
/// keys: a line of prose, or a text over all columns, which says the same of all.
fn stands_over(sheet: &Sheet, row: usize) -> bool {
    let mut cells = sheet.row_cells(row);
    let Some(first) = cells.next().filter(|_| cells.next().is_none()) else { return false };
    first.column == 0
        && first.row == row
        && first.row_span == 1
        && !words::is_key_heading(&first.text)
        && !words::is_total(&first.text)
}

/// The rows where a new table begins inside a sheet: a title, with a heading below it.
pub(super) fn title_rows(sheet: &Sheet) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut row = 0;
    while row < sheet.rows() {
        let behind = (row..sheet.rows()).find(|&row| !tells(sheet, row)).unwrap_or(sheet.rows());
        let titled = (row..behind)
            .any(|row| sheet.row_cells(row).any(|cell| words::title(&cell.text).is_some()));
        let headed = (behind..sheet.rows().min(behind.saturating_add(3))).any(|row| {
            sheet
                .row_cells(row)
                .any(|cell| words::is_key_heading(&cell.text) || words::is_money(&cell.text))
        });
        if titled && headed {
            starts.push(row);
        }
        row = behind.max(row.saturating_add(1));
    }
    starts
}

/// The texts of some rows, cell by cell.
pub(super) fn row_texts(sheet: &Sheet, from: usize, to: usize) -> Vec<String> {
    (from..to).flat_map(|row| sheet.row_cells(row).map(|cell| cell.text.clone())).collect()
}
