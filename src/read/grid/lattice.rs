//! A page's glyphs and rulings → its lines and merged grids, by plain arithmetic.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use super::block::Block;
use super::cells::{Grid, GridCell};
use super::page::{Glyph, Page};

mod frame;
mod lines;
mod rulings;
mod unruled;

use frame::Frame;
use rulings::Straight;

/// A glyph with the row and the column of the cell that it stands in.
type Placed = (u32, u32, Glyph);

/// The lines and grids of a page, from top to bottom, and the end of the page.
///
/// Rulings that lie within 2 points of each other are one line, and so are pieces with a gap of up
/// to 3 points. What hangs together is a grid; its cells are what walls enclose. Glyphs inside a
/// grid belong to the cell that holds their middle; the others make lines. Lines whose pieces stand
/// in columns, figures among them, are a grid too, with [guessed](Grid::guessed) spans, or a
/// [doubtful](Grid::doubtful) one.
///
/// ```
/// use cn_budget::read::{Block, Glyph, Page, Ruling, page_blocks};
///
/// let glyph = |text, left| Glyph { text, left, top: 1000, right: left + 1000, bottom: 2000 };
/// let mut page = Page::new(1);
/// page.glyphs = vec![glyph('表', 2000), glyph('收', 1000)];
/// let blocks = page_blocks(&page);
/// assert!(matches!(&blocks[0], Block::Line(line) if line.text == "收表"));
/// ```
pub fn page_blocks(page: &Page) -> Vec<Block> {
    let (horizontal, vertical) = rulings::lines(&page.rulings);
    let mut frames: Vec<(Frame, Vec<Placed>)> =
        Frame::all(&horizontal, &vertical).into_iter().map(|frame| (frame, Vec::new())).collect();
    let mut outside = Vec::new();
    for glyph in lines::without_copies(&page.glyphs) {
        let (x, y) = glyph.middle();
        let found = frames.iter_mut().find_map(|(frame, inside)| {
            let (row, column) = frame.cell(x, y)?;
            Some((inside, row, column))
        });
        match found {
            Some((inside, row, column)) => inside.push((row, column, glyph)),
            None => outside.push(glyph),
        }
    }
    frames.retain(|(frame, inside)| {
        let open = is_open(frame, inside);
        if open {
            outside.extend(inside.iter().map(|&(_, _, glyph)| glyph));
        }
        !open
    });
    let free = |ruling: &Straight| !frames.iter().any(|(frame, _)| frame.owns(ruling));
    let floors: Vec<Straight> = horizontal.into_iter().filter(free).collect();
    let at = page.at();
    let mut pieces: Vec<(i32, Block)> = Vec::new();
    for (frame, glyphs) in frames {
        pieces.push((frame.top(), Block::Grid(grid(&frame, glyphs, &at))));
    }
    let (tables, lines) = unruled::split(lines::lines(outside), &floors, &at);
    pieces.extend(tables.into_iter().map(|table| (table.top, table.grid.into())));
    let lines = lines::page_lines(&lines, &at).into_iter();
    pieces.extend(lines.map(|(top, line)| (top, line.into())));
    pieces.sort_by_key(|&(top, _)| top);
    let mut blocks: Vec<Block> = pieces.into_iter().map(|(_, block)| block).collect();
    blocks.push(Block::PageEnd);
    blocks
}

/// Whether a frame encloses several columns in its cells: it has no lines between these. Two cells
/// show it in which two amounts stand side by side, or a name and an amount where there is but one column.
fn is_open(frame: &Frame, glyphs: &[Placed]) -> bool {
    let mut cells: BTreeMap<(u32, u32), Vec<Glyph>> = BTreeMap::new();
    for &(row, column, glyph) in glyphs {
        cells.entry((row, column)).or_default().push(glyph);
    }
    let needed = if frame.columns() == 1 { 1 } else { 2 };
    let open = cells.into_values().filter(|cell| {
        let lines = lines::lines(cell.clone());
        lines.iter().any(|line| unruled::figures(line).is_some_and(|figures| figures >= needed))
    });
    open.take(2).count() == 2
}

/// The grid of a frame, with the text of each cell.
fn grid(frame: &Frame, mut glyphs: Vec<Placed>, at: &str) -> Grid {
    glyphs.sort_by_key(|&(row, column, _)| (row, column));
    let mut cells: Vec<GridCell> = frame.cells();
    for cell in &mut cells {
        let from = glyphs.partition_point(|&(r, c, _)| (r, c) < (cell.row, cell.column));
        let to = glyphs.partition_point(|&(r, c, _)| (r, c) <= (cell.row, cell.column));
        let own = glyphs.get(from..to).unwrap_or_default();
        let own = own.iter().map(|&(_, _, glyph)| glyph).collect();
        cell.text = cell_text(own);
    }
    Grid {
        rows: frame.rows(),
        columns: frame.columns(),
        cells,
        at: Some(at.into()),
        name: None,
        edges: frame.edges(),
        ..Grid::default()
    }
}

/// The lines of a cell in one text, each on a line of its own.
fn cell_text(glyphs: Vec<Glyph>) -> String {
    let mut text = String::new();
    for line in lines::lines(glyphs) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&lines::text(&line));
    }
    text
}
