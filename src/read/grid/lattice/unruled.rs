//! Tables without rulings: lines of a page whose pieces stand in columns.

use alloc::{string::String, vec::Vec};

use super::lines;
use crate::index;
use crate::read::grid::page::{Glyph, midpoint};
use crate::read::grid::shape;
use crate::read::grid::words;
use crate::read::grid::{Grid, GridCell};

/// How many rows without figures may stand between two with figures.
const MAX_BLANK_ROWS: usize = 6;

/// How many lines a heading may have.
const MAX_HEADING: usize = 6;

/// The most pieces of a line; a real table has some twenty columns.
const MAX_PIECES: usize = 64;

/// The longest name of a row without figures, in characters.
const LONGEST_NAME: usize = 30;

/// A table, and where it begins on the page.
pub(super) struct Table {
    pub(super) top: i32,
    pub(super) grid: Grid,
}

/// A line of a page, taken apart where its gaps are wider than a character.
struct Row {
    top: i32,
    pieces: Vec<Piece>,
    figures: usize,
}

#[derive(Debug, Clone)]
struct Piece {
    left: i32,
    right: i32,
    text: String,
}

impl Row {
    fn new(line: &[Glyph]) -> Self {
        let mut pieces = Vec::new();
        let mut start = 0;
        let mut end = line.first().map_or(0, |glyph| glyph.right);
        for (at, glyph) in line.iter().enumerate() {
            if glyph.left.saturating_sub(end) > glyph.height() && pieces.len() < MAX_PIECES {
                pieces.extend(Piece::new(line.get(start..at).unwrap_or_default()));
                start = at;
            }
            end = end.max(glyph.right);
        }
        pieces.extend(Piece::new(line.get(start..).unwrap_or_default()));
        let is_figure = |piece: &&Piece| shape::amount(&piece.text).is_some_and(|a| a.plain);
        Self {
            top: line.iter().map(|glyph| glyph.top).min().unwrap_or(0),
            figures: pieces.iter().filter(is_figure).count(),
            pieces,
        }
    }

    /// Whether this is a row with figures: words and figures apart, or figures apart.
    fn has_figures(&self) -> bool {
        self.figures > 0 && self.pieces.len() > 1
    }

    /// Whether the line stands over or between tables: a title, a unit, who made it.
    fn stands_apart(&self) -> bool {
        let alone = self.pieces.len() == 1;
        self.pieces.iter().any(|piece| {
            let text = &piece.text;
            // A code beside other texts is no number of a page.
            let noise = words::is_noise(text) && (alone || !words::is_page_number(text));
            noise
                || words::title(text).is_some()
                || words::unit(text).is_some()
                || words::is_sentence(text)
                || words::is_note(text)
        })
    }

    /// Whether the line may be a row whose amounts are all blank.
    fn names_a_row(&self) -> bool {
        let [piece] = self.pieces.as_slice() else { return !self.stands_apart() };
        !self.stands_apart() && piece.text.chars().count() <= LONGEST_NAME
    }
}

impl Piece {
    fn new(glyphs: &[Glyph]) -> Option<Self> {
        let left = glyphs.first()?.left;
        let right = glyphs.iter().map(|glyph| glyph.right).max()?;
        Some(Self { left, right, text: lines::text(glyphs) })
    }

    fn overlaps(&self, column: (i32, i32)) -> i32 {
        self.right.min(column.1).saturating_sub(self.left.max(column.0))
    }
}

/// The tables that some lines make, and the other lines.
pub(super) fn split(lines: Vec<Vec<Glyph>>, at: &str) -> (Vec<Table>, Vec<Vec<Glyph>>) {
    let rows: Vec<Row> = lines.iter().map(|line| Row::new(line)).collect();
    let mut tables = Vec::new();
    let mut taken = alloc::vec![false; lines.len()];
    let mut next = 0;
    while let Some(first) = (next..rows.len()).find(|&row| has_figures(&rows, row)) {
        let last = last_row(&rows, first);
        let start = heading_start(&rows, first, next);
        next = last.saturating_add(1);
        let Some(found) = rows.get(start..next) else { break };
        if let Some(grid) = grid(found, first.saturating_sub(start), at) {
            taken.get_mut(start..next).unwrap_or_default().fill(true);
            tables.push(Table { top: found.first().map_or(0, |row| row.top), grid });
        }
    }
    let others = lines.into_iter().zip(taken).filter(|(_, taken)| !taken);
    (tables, others.map(|(line, _)| line).collect())
}

fn has_figures(rows: &[Row], row: usize) -> bool {
    rows.get(row).is_some_and(|row| row.has_figures() && !row.stands_apart())
}

/// The last row with figures that hangs together with the first one by rows of names.
fn last_row(rows: &[Row], first: usize) -> usize {
    let mut last = first;
    let mut blank = 0;
    for (number, row) in rows.iter().enumerate().skip(first.saturating_add(1)) {
        if has_figures(rows, number) {
            last = number;
            blank = 0;
        } else if blank < MAX_BLANK_ROWS && row.names_a_row() {
            blank = blank.saturating_add(1);
        } else {
            break;
        }
    }
    last
}

/// Where the heading over the first row begins: lines of several pieces, and single ones between.
fn heading_start(rows: &[Row], first: usize, from: usize) -> usize {
    let mut start = first;
    for number in (from..first).rev().take(MAX_HEADING) {
        let Some(row) = rows.get(number) else { break };
        if row.stands_apart() || !row.names_a_row() {
            break;
        }
        if row.pieces.len() > 1 || row.pieces.iter().any(|piece| words::is_money(&piece.text)) {
            start = number;
        }
    }
    start
}

/// The grid of some rows, `None` where they stand in no columns.
fn grid(rows: &[Row], head: usize, at: &str) -> Option<Grid> {
    let body = rows.get(head..)?;
    let with_figures = || body.iter().filter(|row| row.has_figures());
    let figures: usize = with_figures().map(|row| row.figures).sum();
    if with_figures().count() < 2 || figures < 3 {
        return None;
    }
    let columns = columns(rows, head);
    if columns.len() < 2 {
        return None;
    }
    let pitch = pitch(body);
    let mut cells: Vec<Vec<GridCell>> = Vec::new();
    let mut above = None;
    for (number, row) in rows.iter().enumerate() {
        let close = above.is_some_and(|top| row.top.saturating_sub(top) < pitch);
        above = Some(row.top);
        if let ([piece], true, true) = (row.pieces.as_slice(), number > head, close) {
            // The second line of a name.
            let column = index::number(column_of(piece, &columns));
            let over =
                cells.last_mut().and_then(|over| over.iter_mut().find(|c| c.column == column));
            if let Some(over) = over {
                over.text.push('\n');
                over.text.push_str(&piece.text);
                continue;
            }
        }
        let own = index::number(cells.len());
        let below = rows.get(number.saturating_add(1)..head).unwrap_or_default();
        cells.push(if number < head {
            heading_cells(row, below, &columns, own)
        } else {
            body_cells(row, &columns, own)
        });
    }
    let mut edges: Vec<i32> = columns.iter().map(|column| column.0).collect();
    edges.extend(columns.last().map(|column| column.1));
    Some(Grid {
        rows: index::number(cells.len()),
        columns: index::number(columns.len()),
        cells: cells.into_iter().flatten().collect(),
        at: Some(at.into()),
        name: None,
        edges,
        guessed: true,
    })
}

/// The columns, from left to right: where pieces of the rows with figures lie below each other, and
/// what stands in the heading beside these.
fn columns(rows: &[Row], head: usize) -> Vec<(i32, i32)> {
    let body = rows.get(head..).unwrap_or_default().iter().filter(|row| row.has_figures());
    let mut spans: Vec<(i32, i32)> =
        body.flat_map(|row| &row.pieces).map(|piece| (piece.left, piece.right)).collect();
    let mut columns = united(&mut spans);
    for row in rows.get(..head).unwrap_or_default() {
        for piece in &row.pieces {
            if columns.iter().all(|column| piece.overlaps(*column) <= 0) {
                columns.push((piece.left, piece.right));
                columns.sort_unstable();
            }
        }
    }
    columns
}

/// Spans that overlap, drawn together.
fn united(spans: &mut [(i32, i32)]) -> Vec<(i32, i32)> {
    spans.sort_unstable();
    let mut columns: Vec<(i32, i32)> = Vec::new();
    for &(left, right) in spans.iter() {
        match columns.last_mut().filter(|last| left < last.1) {
            Some(last) => last.1 = last.1.max(right),
            None => columns.push((left, right)),
        }
    }
    columns
}

/// Three quarters of the usual distance between two rows; what follows sooner goes on with its cell.
fn pitch(rows: &[Row]) -> i32 {
    let tops = rows.iter().filter(|row| row.has_figures()).map(|row| row.top);
    let tops: Vec<i32> = tops.collect();
    let mut steps: Vec<i32> =
        tops.iter().zip(tops.iter().skip(1)).map(|(a, b)| b.saturating_sub(*a)).collect();
    steps.sort_unstable();
    let usual = steps.get(steps.len() / 2).copied().unwrap_or(0);
    usual.saturating_sub(usual / 4)
}

/// The column that a piece lies in most, or nearest to.
fn column_of(piece: &Piece, columns: &[(i32, i32)]) -> usize {
    let found = columns.iter().enumerate().max_by_key(|(_, column)| piece.overlaps(**column));
    found.map_or(0, |(column, _)| column)
}

fn body_cells(row: &Row, columns: &[(i32, i32)], number: u32) -> Vec<GridCell> {
    let mut cells: Vec<GridCell> = Vec::with_capacity(columns.len());
    let mut texts: Vec<String> = alloc::vec![String::new(); columns.len()];
    for piece in &row.pieces {
        if let Some(text) = texts.get_mut(column_of(piece, columns)) {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&piece.text);
        }
    }
    cells.extend((0..).zip(texts).map(|(column, text)| GridCell::new(number, column, text)));
    cells
}

/// The cells of a line of the heading: each over the columns below it, and over those beside these
/// that no other piece stands nearer to, where a lower line heads them.
fn heading_cells(row: &Row, below: &[Row], columns: &[(i32, i32)], number: u32) -> Vec<GridCell> {
    let headed = |column: (i32, i32)| {
        let pieces = below.iter().flat_map(|row| &row.pieces);
        pieces.into_iter().find(|piece| piece.overlaps(column) > 0)
    };
    let over = |column: (i32, i32)| -> Option<usize> {
        let direct = row.pieces.iter().enumerate().filter(|(_, p)| p.overlaps(column) > 0);
        if let Some((piece, _)) = direct.max_by_key(|(_, piece)| piece.overlaps(column)) {
            return Some(piece);
        }
        let lower = headed(column)?;
        let middle = midpoint(column.0, column.1);
        let distance = |piece: &Piece| {
            piece.left.saturating_sub(middle).max(middle.saturating_sub(piece.right))
        };
        let near = row.pieces.iter().enumerate().min_by_key(|(_, piece)| distance(piece));
        // A key belongs under none but a heading of keys.
        let fits = |piece: &Piece| {
            words::is_key_heading(&piece.text) == words::is_key_heading(&lower.text)
        };
        near.filter(|(_, piece)| fits(piece)).map(|(piece, _)| piece)
    };
    let mut cells: Vec<GridCell> = Vec::new();
    let mut last = None;
    for (column, &span) in columns.iter().enumerate() {
        let piece = over(span);
        match cells.last_mut().filter(|_| piece.is_some() && piece == last) {
            Some(cell) => cell.column_span = cell.column_span.saturating_add(1),
            None => {
                let text = piece.and_then(|piece| row.pieces.get(piece));
                let text = text.map(|piece| piece.text.clone()).unwrap_or_default();
                cells.push(GridCell::new(number, index::number(column), text));
            }
        }
        last = piece;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines in which a character stands for half of one, so that Chinese takes two places.
    fn lines_of(text: &[&str]) -> Vec<Vec<Glyph>> {
        let mut out = Vec::new();
        for (row, line) in (0..).zip(text) {
            let mut left = 0;
            let mut glyphs = Vec::new();
            for text in line.chars() {
                let width = if text.is_ascii() { 500 } else { 1000 };
                if text != ' ' {
                    let (top, right) = (row * 2000, left + width);
                    glyphs.push(Glyph { text, left, top, right, bottom: top + 1000 });
                }
                left += width;
            }
            out.push(glyphs);
        }
        out
    }

    #[test]
    fn columns_of_figures_make_a_grid() {
        let (tables, others) = split(
            lines_of(&[
                "某局收支预算总表",
                "                                         单位：万元",
                "        科目                      2026年预算数",
                "科目编码   科目名称            合计    基本支出   项目支出",
                "201        一般公共服务支出   1,051.74    164.81     886.93",
                "20103      政府办公厅         1,002.71    115.78     886.93",
                "208        社会保障和就业支出    30.15     30.15",
                "注：本表不含结转。",
            ]),
            "p1",
        );
        let [table] = tables.as_slice() else { panic!("one table") };
        assert_eq!(others.len(), 3);
        let cell = |row: u32, column: u32| {
            let mut cells = table.grid.cells.iter();
            cells.find(|cell| (cell.row, cell.column) == (row, column)).cloned().unwrap()
        };
        assert_eq!((table.grid.rows, table.grid.columns), (5, 5));
        assert_eq!((cell(0, 0).text.as_str(), cell(0, 0).column_span), ("科目", 2));
        assert_eq!((cell(0, 2).text.as_str(), cell(0, 2).column_span), ("2026年预算数", 3));
        assert_eq!(cell(4, 4).text, "");
        assert_eq!(cell(4, 3).text, "30.15");
    }

    #[test]
    fn prose_is_no_table() {
        let lines = lines_of(&[
            "一、收支情况",
            "2026年收入1,051.74万元，支出 1,051.74 万元。",
            "1,051.74",
            "某局  2026年1月1日",
        ]);
        let (tables, others) = split(lines, "p1");
        assert!(tables.is_empty());
        assert_eq!(others.len(), 4);
    }

    #[test]
    fn a_name_over_two_lines_is_one_row() {
        let mut lines = lines_of(&[
            "项目              预算数    决算数",
            "合计                3.00      3.00",
            "一般公共服务支出    1.00      1.00",
            "社会保障和就业      2.00      2.00",
        ]);
        // The second line of the second name, closely below it.
        let mut second = lines_of(&["（含结转）"]).remove(0);
        for glyph in &mut second {
            (glyph.top, glyph.bottom) = (5100, 6000);
        }
        lines.insert(3, second);
        let (tables, _) = split(lines, "p1");
        let texts: Vec<&str> = tables[0].grid.cells.iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(tables[0].grid.rows, 4);
        assert!(texts.contains(&"一般公共服务支出\n（含结转）"), "{texts:?}");
    }
}
