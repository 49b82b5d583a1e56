//! Tables → facts, step by step; each step adds what it learned and none looks back:
//! a grid of texts → its halves → title, columns and rows of each half (a draft) → labels that are
//! not the only ones of their kind → sheets, which tell totals apart → cells.

use alloc::{format, vec::Vec};

use crate::disclosure::{Fact, MAX_CELLS, MAX_COLUMNS, Names, Table, TableChange};
use crate::finding::{Finding, FindingKind};
use crate::index;
use crate::lang::{Message, counted};
use crate::place::Place;
use crate::raw::RawTable;

mod apart;
mod blocks;
mod body;
mod cells;
mod changes;
mod classes;
mod code;
mod coded;
mod columns;
mod company;
mod content;
mod flows;
mod grid;
mod halves;
mod input;
mod labels;
mod line;
mod list;
mod numbering;
mod repeats;
mod rows;
mod scope;
mod sheets;
mod side;
mod sink;
mod title;
mod total;

use columns::Column;
use grid::Grid;
pub(crate) use input::Input;
use line::Layout;
use rows::Row;
pub(crate) use sink::Sink;
use title::Title;

/// One half of a table, or the whole of one, whose labels are read before its cells are.
struct Draft<'a> {
    /// The number of the table.
    table: usize,
    grid: &'a Grid<'a>,
    title: Title,
    columns: Vec<Column>,
    /// The changes that columns 增减额 print of two others.
    changes: Vec<changes::ChangeColumn>,
    rows: Vec<Row>,
    /// Whether the sheet may print carried money.
    carries: bool,
}

/// What the tables of a disclosure say.
pub(crate) struct Tables {
    /// One for each table of the neutral form.
    pub(crate) all: Vec<Table>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) changes: Vec<TableChange>,
    /// The places of amounts that are no fact.
    pub(crate) unplaced: Vec<Place>,
    pub(crate) names: Names,
    pub(crate) findings: Vec<Finding>,
}

/// Reads all tables.
pub(crate) fn read(input: &Input<'_>) -> Tables {
    let mut sink = Sink::default();
    let grids = grids(input, &mut sink);
    let mut drafts: Vec<Draft<'_>> = Vec::with_capacity(grids.len());
    for (table, grid) in grids.iter().enumerate() {
        for half in halves::split(input, grid) {
            drafts.push(draft(input, &mut sink, table, grid, &half));
        }
    }
    sheets::settle(input, &mut drafts);
    cells::read(input, &drafts, sink)
}

/// The grids of the tables, an empty one where there is no room.
fn grids<'a>(input: &Input<'a>, sink: &mut Sink) -> Vec<Grid<'a>> {
    let (mut room, mut unread) = (MAX_CELLS, 0_usize);
    let mut grids = Vec::with_capacity(input.raw.tables.len());
    for (table, raw) in input.raw.tables.iter().enumerate() {
        let columns = raw.columns.len().min(MAX_COLUMNS).saturating_add(4);
        let cells = raw.rows.len().saturating_add(4).saturating_mul(columns);
        match room.checked_sub(cells) {
            Some(left) => {
                room = left;
                tell_of(raw, index::number(table), sink);
                grids.push(Grid::new(raw, index::number(table), sink));
            }
            None => {
                unread += 1;
                grids.push(Grid::unread(raw));
            }
        }
    }
    if unread > 0 {
        let message = Message::new(
            format!("各表合计超过 {MAX_CELLS} 个单元格，{unread} 张表未核对"),
            format!("more than {MAX_CELLS} cells: {} not checked", counted(unread, "table")),
        );
        sink.findings.push(Finding::new(FindingKind::WorkLimit, Vec::new(), message));
    }
    grids
}

/// What is odd about a table at first sight.
fn tell_of(raw: &RawTable, table: u32, sink: &mut Sink) {
    let here = Place::Table { table };
    if raw.columns.len() > MAX_COLUMNS {
        sink.find(
            FindingKind::WorkLimit,
            here,
            format!("{} 列中只核对前 {MAX_COLUMNS} 列", raw.columns.len()),
            format!("of {} columns the first {MAX_COLUMNS} are checked", raw.columns.len()),
        );
    }
    if raw.rows.is_empty() {
        sink.find(
            FindingKind::EmptyTable,
            here,
            format!("“{}”没有任何行", raw.title),
            format!("“{}” has no rows", raw.title),
        );
    }
}

/// Reads title, columns and rows of a half.
fn draft<'a>(
    input: &Input<'_>,
    sink: &mut Sink,
    table: usize,
    grid: &'a Grid<'a>,
    half: &halves::Half,
) -> Draft<'a> {
    if grid.is_unread() {
        return Draft {
            table,
            grid,
            title: Title::unread(table),
            columns: Vec::new(),
            changes: Vec::new(),
            rows: Vec::new(),
            carries: false,
        };
    }
    let mut title = title::read(input, sink, table, half);
    let columns = columns::read(input, sink, table, half, title.side);
    title.settle_unit(sink, &grid.raw.title, columns::all_name_units(&columns));
    let layout = Layout { table, grid, half, title: &title, columns: &columns };
    let mut rows = rows::read(input, sink, &layout);
    blocks::settle(&layout, &mut rows);
    repeats::part(sink, &layout, &mut rows);
    rows::open(&mut rows);
    let changes = changes::columns(grid.raw, &columns, (input.raw.year, input.raw.stage));
    Draft { table, grid, title, columns, changes, rows, carries: false }
}
