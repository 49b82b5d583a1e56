//! Tables printed as grids, the way carriers print them: merged headings, sides beside each other,
//! page breaks, repeated headings, rows of column numbers, codes in columns of their own.

use cn_budget::raw::{RawRow, RawTable};
use cn_budget::read::{Block, Grid, GridCell, Line};

/// How a carrier prints.
#[derive(Debug, Clone, Copy)]
pub(super) struct Print {
    /// How many rows stand on a page.
    pub(super) page: usize,
    /// Whether the heading is printed again on each page.
    pub(super) again: bool,
    /// Whether a row numbers the columns: 栏次 1 2 3.
    pub(super) numbered: bool,
    /// Whether codes stand in columns of 类, 款 and 项.
    pub(super) parts: bool,
    /// What is left of merged cells.
    pub(super) merges: Merges,
}

/// What a carrier hands on of merged cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Merges {
    Kept,
    /// The text in the first cell, blanks in the others.
    First,
    /// The text in every cell.
    Repeated,
}

/// A half of a grid: the columns of a table, each with the texts over it.
struct Half<'a> {
    table: &'a RawTable,
    /// How many columns hold codes.
    codes: usize,
    paths: Vec<Vec<String>>,
}

impl<'a> Half<'a> {
    fn new(table: &'a RawTable, two_sided: bool, print: Print) -> Self {
        let has_codes = table.rows.iter().any(|row| row.code.is_some());
        let side = table.side.iter().filter(|_| two_sided).cloned();
        let side: Vec<String> = side.collect();
        let split = |path: &str| path.split('/').map(String::from).collect::<Vec<_>>();
        let with_side = |path: Vec<String>| [side.clone(), path].concat();
        let mut paths = Vec::new();
        let codes = match (has_codes, print.parts) {
            (true, true) => {
                for part in ["类", "款", "项"] {
                    paths.push(with_side(["科目编码", part].map(String::from).to_vec()));
                }
                3
            }
            (true, false) => {
                paths.push(with_side(split("科目编码")));
                1
            }
            (false, _) => 0,
        };
        paths.push(with_side(split(if has_codes { "科目名称" } else { "项目" })));
        paths.extend(table.columns.iter().map(|column| with_side(split(column))));
        Self { table, codes, paths }
    }

    fn texts(&self, row: Option<&RawRow>) -> Vec<String> {
        let Some(row) = row else { return vec![String::new(); self.paths.len()] };
        let code = row.code.as_deref().unwrap_or_default();
        let mut texts = match self.codes {
            3 => {
                let part = |from: usize, to: usize| code.get(from..to).unwrap_or_default().into();
                vec![part(0, 3), part(3, 5), part(5, 7)]
            }
            1 => vec![code.into()],
            _ => Vec::new(),
        };
        texts.push(row.name.clone());
        let cell = |column: &String| row.cell(column).unwrap_or_default().to_string();
        texts.extend(self.table.columns.iter().map(cell));
        texts
    }
}

/// The tables of a document as lines and grids; those of one number stand side by side.
pub(super) fn printed(tables: &[RawTable], print: Print) -> Vec<Block> {
    let mut blocks = Vec::new();
    for group in tables.chunk_by(|a, b| a.no == b.no && a.side.is_some() && b.side.is_some()) {
        let halves: Vec<Half> =
            group.iter().map(|table| Half::new(table, group.len() > 1, print)).collect();
        let no = group[0].no.unwrap_or_default();
        blocks.push(Line::new(format!("公开{no:02}表")).into());
        blocks.push(Line::new(&group[0].title).into());
        blocks.push(Line::new(format!("单位：{}", group[0].unit.as_deref().unwrap())).into());
        pages(&halves, print, &mut blocks);
        blocks.push(Block::PageEnd);
    }
    blocks
}

fn pages(halves: &[Half], print: Print, blocks: &mut Vec<Block>) {
    let head = heading(halves, print);
    let count = halves.iter().map(|half| half.table.rows.len()).max().unwrap_or(0).max(1);
    let rows: Vec<Vec<String>> = (0..count)
        .map(|row| halves.iter().flat_map(|half| half.texts(half.table.rows.get(row))).collect())
        .collect();
    for (number, rows) in rows.chunks(print.page).enumerate() {
        let mut cells = if number == 0 || print.again { head.clone() } else { Vec::new() };
        let from = cells.iter().map(|cell| cell.row + cell.row_span).max().unwrap_or(0);
        for (row, texts) in (from..).zip(rows) {
            for (column, text) in (0..).zip(texts) {
                cells.push(GridCell::new(row, column, text.clone()));
            }
        }
        if number > 0 {
            blocks.push(Block::PageEnd);
        }
        blocks.push(Grid::new(without_merges(cells, print.merges)).into());
    }
}

/// The heading: each text over all neighbours that stand under it, the last one down to the body.
fn heading(halves: &[Half], print: Print) -> Vec<GridCell> {
    let paths: Vec<&Vec<String>> = halves.iter().flat_map(|half| &half.paths).collect();
    let depth = paths.iter().map(|path| path.len()).max().unwrap_or(0);
    let mut cells: Vec<GridCell> = Vec::new();
    for level in 0..depth {
        let mut column = 0;
        while column < paths.len() {
            let path = paths[column];
            let Some(text) = path.get(level) else {
                column += 1;
                continue;
            };
            let is_last = path.len() == level + 1;
            let same = |other: &&&Vec<String>| {
                !is_last && other.len() > level + 1 && other[..=level] == path[..=level]
            };
            let span = 1 + paths[column + 1..].iter().take_while(same).count();
            let rows = if is_last { depth - level } else { 1 };
            let place = [level, column, rows, span].map(|number| u32::try_from(number).unwrap());
            cells.push(GridCell::spanning(place[0], place[1], place[2], place[3], text));
            column += span;
        }
    }
    if print.numbered {
        numbers(halves, u32::try_from(depth).unwrap(), &mut cells);
    }
    cells
}

/// 栏次, and the amounts counted from 1.
fn numbers(halves: &[Half], row: u32, cells: &mut Vec<GridCell>) {
    let mut number = 0;
    let mut column = 0;
    for half in halves {
        let keys = half.codes + 1;
        for at in 0..half.paths.len() {
            let text = match at {
                _ if at + 1 == keys => "栏次".to_string(),
                _ if at < keys => String::new(),
                _ => {
                    number += 1;
                    number.to_string()
                }
            };
            cells.push(GridCell::new(row, column, text));
            column += 1;
        }
    }
}

fn without_merges(cells: Vec<GridCell>, merges: Merges) -> Vec<GridCell> {
    if merges == Merges::Kept {
        return cells;
    }
    let mut out = Vec::new();
    for cell in cells {
        for row in 0..cell.row_span {
            for column in 0..cell.column_span {
                let first = row == 0 && column == 0;
                let shown = first || merges == Merges::Repeated;
                let text = if shown { cell.text.clone() } else { String::new() };
                out.push(GridCell::new(cell.row + row, cell.column + column, text));
            }
        }
    }
    out
}
