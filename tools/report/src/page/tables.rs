//! The tables as printed, each cell with its mark.

use std::{collections::HashMap, ops::Range};

use cn_budget::{
    Place,
    disclosure::MAX_COLUMNS,
    raw::{RawRow, RawTable},
    report::CellVerdict,
};
use maud::{Markup, html};

use super::{
    document::{Document, number, printed},
    figures::swipe,
    place,
};

pub(crate) mod fold;
mod head;

use head::Head;

pub(crate) fn render(document: &Document<'_>) -> Markup {
    let tables = &document.report.raw().tables;
    let sheets = sheets(document);
    html! {
        section #tables {
            h2 { (document.pick("表格", "Tables")) " " span.of { (sheets.len()) } }
            (contents(document))
            @for sheet in sheets { div.sheet {
                @for index in sheet {
                    @if let Some(table) = tables.get(index) { (one(document, table, index)) }
                }
            } }
        }
    }
}

/// The list of tables, with how many figures of each are not simply right.
pub(crate) fn contents(document: &Document<'_>) -> Markup {
    let tables = &document.report.raw().tables;
    html! {
        nav.contents aria-label=(document.pick("表格目录", "list of tables")) { ol {
            @for sheet in sheets(document) {
                @let first = sheet.start;
                @if let Some(table) = tables.get(first) { li {
                    @if let Some(label) = label(document, table) { span.no { (label) } }
                    a href={ "#t" (first) } { (table_title(document, table)) }
                    (worst(document, &sheet))
                } }
            }
        } }
    }
}

/// The tables sheet by sheet: the two halves of a two-sided table stand side by side.
fn sheets(document: &Document<'_>) -> Vec<Range<usize>> {
    let tables = document.report.disclosure().tables();
    let mut sheets: Vec<Range<usize>> = Vec::new();
    for (index, table) in tables.iter().enumerate() {
        match sheets.last_mut() {
            Some(last) if tables.get(last.start).is_some_and(|t| t.sheet() == table.sheet()) => {
                last.end = index + 1;
            }
            _ => sheets.push(index..index + 1),
        }
    }
    sheets
}

/// `表3`, where the table has a number.
fn label(document: &Document<'_>, table: &RawTable) -> Option<String> {
    table.no.map(|number| format!("{}{number}", document.pick("表", "Table ")))
}

/// The title as printed, or that there is none.
fn table_title(document: &Document<'_>, table: &RawTable) -> Markup {
    if table.title.trim().is_empty() {
        html! { span.untitled { (document.pick("未命名的表", "untitled table")) } }
    } else {
        printed(&table.title)
    }
}

/// How many figures of a sheet are not simply right.
fn worst(document: &Document<'_>, sheet: &Range<usize>) -> Markup {
    let count = |verdict: CellVerdict| -> usize {
        let tables =
            sheet.clone().map(|table| document.tally.get(&(place::number(table), verdict)));
        tables.flatten().sum()
    };
    html! {
        @for &verdict in CellVerdict::ALL.iter().rev().filter(|verdict| **verdict != CellVerdict::Exact) {
            @let found = count(verdict);
            @if found > 0 { " " span class={ "tally v" (number(verdict)) } title=(verdict.name(document.lang)) { (found) } }
        }
    }
}

/// The heading over codes or names, of which the last part is enough.
fn key_heading(heading: Option<&str>) -> Markup {
    let heading = heading.unwrap_or_default();
    html! { bdi title=(heading) { (heading.rsplit('/').next().unwrap_or(heading)) } }
}

/// The headings of the columns that are shown: those that are checked.
fn columns(table: &RawTable) -> &[String] {
    table.columns.get(..MAX_COLUMNS).unwrap_or(&table.columns)
}

/// The texts of a row, column by column: one pass, however many columns there are.
fn texts<'a>(table: &RawTable, row: &'a RawRow) -> Vec<Option<&'a str>> {
    let mut by_heading: HashMap<&str, &str> = HashMap::with_capacity(row.cells.len());
    for (heading, text) in &row.cells {
        // Of a heading that stands twice the first cell counts.
        by_heading.entry(heading).or_insert(text);
    }
    columns(table).iter().map(|heading| by_heading.get(heading.as_str()).copied()).collect()
}

/// That a table is wider than what is shown.
fn cut(document: &Document<'_>, table: &RawTable) -> Markup {
    let all = table.columns.len();
    html! {
        @if all > MAX_COLUMNS { p.empty {
            (document.pick("只列出前 ", "columns shown: ")) (MAX_COLUMNS) (document.pick(" 列，共 ", " of ")) (all) (document.pick(" 列", ""))
        } }
    }
}

fn one(document: &Document<'_>, table: &RawTable, index: usize) -> Markup {
    let index_u32 = place::number(index);
    let coded = table.code_heading.is_some() || table.rows.iter().any(|row| row.code.is_some());
    let head = Head::new(columns(table));
    let unit =
        document.report.disclosure().tables().get(index).map(cn_budget::disclosure::Table::unit);
    html! {
        figure.table id={ "t" (index) } {
            figcaption data-name=(document.report.cell(Place::Table { table: index_u32 }).describe(document.lang)) {
                @if let Some(label) = label(document, table) { span.no { (label) } " " }
                (table_title(document, table))
                @if let Some(side) = &table.side { " · " (printed(side)) }
                span.unit { (document.pick("单位：", "unit: ")) @match (&table.unit, unit) {
                    (Some(printed), _) => bdi { (printed) },
                    (None, Some(unit)) => { "(" (unit) ")" },
                    (None, None) => {},
                } }
            }
            (swipe(document))
            div.scroll { table lang="zh-CN" role="grid" data-table=(index) data-unit=[unit] {
                thead { @for (level, headings) in head.rows().iter().enumerate() { tr {
                    @if level == 0 {
                        @if coded { th.code scope="col" rowspan=(head.height()) { (key_heading(table.code_heading.as_deref())) } }
                        th.name scope="col" rowspan=(head.height()) { (key_heading(table.name_heading.as_deref())) }
                    }
                    @for heading in headings {
                        th scope="col" colspan=[(heading.width > 1).then_some(heading.width)]
                            rowspan=[(heading.height > 1).then_some(heading.height)]
                            id=[heading.leaf.map(|column| format!("k{index}.{column}"))] { (printed(heading.text)) }
                    }
                } } }
                tbody { @for part in fold::parts(document, table, index) {
                    @if part.folded {
                        (folded(document, &part.rows, index, columns(table).len() + 1 + usize::from(coded)))
                    } @else {
                        @for number in part.rows { @if let Some(row) = table.rows.get(number) {
                            (line(document, table, row, Place::Row { table: index_u32, row: place::number(number) }, coded))
                        } }
                    }
                } }
            } }
            (cut(document, table))
            @if table.rows.is_empty() { p.empty { (document.pick("本表为空", "nothing is printed in this table")) } }
        }
    }
}

/// A row that stands for folded ones, and opens them.
fn folded(document: &Document<'_>, rows: &Range<usize>, table: usize, width: usize) -> Markup {
    html! {
        tr.fold data-fold=(table) data-from=(rows.start) data-to=(rows.end) {
            td colspan=(width) { button.more type="button" {
                (document.pick("已折叠 ", "folded rows: ")) b { (rows.len()) } (document.pick(" 行，点开再看", ", open some"))
            } }
        }
    }
}

fn line(
    document: &Document<'_>,
    table: &RawTable,
    row: &RawRow,
    here: Place,
    coded: bool,
) -> Markup {
    let Place::Row { table: index, row: number } = here else { return html! {} };
    let code = row.code.as_deref().unwrap_or_default();
    // A section stands two digits below its class, an item two below its section.
    let depth = code.trim().len().clamp(3, 9) / 2 - 1;
    html! {
        tr id=(place::id(here)) {
            @if coded { th.code scope="row" { (printed(code)) } }
            th.name scope="row" style=[(depth > 0).then(|| format!("--depth:{depth}"))] title=(row_title(row)) {
                div { (printed(&row.name)) }
            }
            @for (column, text) in texts(table, row).into_iter().enumerate() {
                (cell(document, text, Place::Cell { table: index, row: number, column: place::number(column) }))
            }
        }
    }
}

/// The whole name of a row, of which a narrow page shows the beginning, and where it stands.
fn row_title(row: &RawRow) -> String {
    match &row.at {
        Some(at) => format!("{}（{at}）", row.name),
        None => row.name.clone(),
    }
}

fn cell(document: &Document<'_>, text: Option<&str>, here: Place) -> Markup {
    let mark = document.mark(here);
    let text = text.unwrap_or_default();
    html! {
        @match mark {
            Some(mark) => td class={ "n v" (mark) } id=(place::id(here)) { (printed(text)) },
            None if text.is_empty() => td id=(place::id(here)) {},
            None => td.text id=(place::id(here)) { div { (printed(text)) } },
        }
    }
}
