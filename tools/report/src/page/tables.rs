//! The tables as printed, each cell with its mark.

use std::ops::Range;

use cn_budget::{
    Place,
    raw::{RawRow, RawTable},
    report::CellVerdict,
};
use maud::{Markup, html};

use super::{
    document::{Document, number, printed},
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
                    span.no { (label(document, table, first)) }
                    a href={ "#t" (first) } { (printed(&table.title)) }
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

fn label(document: &Document<'_>, table: &RawTable, index: usize) -> String {
    let number = table.no.map_or_else(|| format!("#{index}"), |no| no.to_string());
    format!("{}{number}", document.pick("表", "Table "))
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

fn one(document: &Document<'_>, table: &RawTable, index: usize) -> Markup {
    let index_u32 = place::number(index);
    let coded = table.code_heading.is_some() || table.rows.iter().any(|row| row.code.is_some());
    let head = Head::new(&table.columns);
    let unit =
        document.report.disclosure().tables().get(index).map(cn_budget::disclosure::Table::unit);
    html! {
        figure.table id={ "t" (index) } {
            figcaption {
                span.no { (label(document, table, index)) } " " (printed(&table.title))
                @if let Some(side) = &table.side { " · " (printed(side)) }
                span.unit { (document.pick("单位：", "unit: ")) @match (&table.unit, unit) {
                    (Some(printed), _) => bdi { (printed) },
                    (None, Some(unit)) => { "(" (unit) ")" },
                    (None, None) => {},
                } }
            }
            div.scroll { table lang="zh-CN" role="grid" data-table=(index) data-unit=[unit] {
                thead { @for (level, headings) in head.rows().iter().enumerate() { tr {
                    @if level == 0 {
                        @if coded { th.code scope="col" rowspan=(head.height()) { (printed(table.code_heading.as_deref().unwrap_or(""))) } }
                        th.name scope="col" rowspan=(head.height()) { (printed(table.name_heading.as_deref().unwrap_or(""))) }
                    }
                    @for heading in headings {
                        th scope="col" colspan=[(heading.width > 1).then_some(heading.width)]
                            rowspan=[(heading.height > 1).then_some(heading.height)]
                            id=[heading.leaf.map(|column| format!("k{index}.{column}"))] { (printed(heading.text)) }
                    }
                } } }
                tbody { @for part in fold::parts(document, table, index) {
                    @if part.folded {
                        (folded(document, &part.rows, index, table.columns.len() + 1 + usize::from(coded)))
                    } @else {
                        @for number in part.rows { @if let Some(row) = table.rows.get(number) {
                            (line(document, table, row, Place::Row { table: index_u32, row: place::number(number) }, coded))
                        } }
                    }
                } }
            } }
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
            th.name scope="row" style=[(depth > 0).then(|| format!("--depth:{depth}"))] title=(title(row)) {
                div { (printed(&row.name)) }
            }
            @for (column, heading) in table.columns.iter().enumerate() {
                (cell(document, row.cell(heading), Place::Cell { table: index, row: number, column: place::number(column) }))
            }
        }
    }
}

/// The whole name of a row, of which a narrow page shows the beginning, and where it stands.
fn title(row: &RawRow) -> String {
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
