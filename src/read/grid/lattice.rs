//! A page's glyphs and rulings → its lines and merged grids, by plain arithmetic.

use alloc::{string::String, vec::Vec};

use super::block::Block;
use super::cells::{Grid, GridCell};
use super::page::{Glyph, Page};

mod frame;
mod lines;
mod rulings;
mod unruled;

use frame::Frame;

/// The lines and grids of a page, from top to bottom, and the end of the page.
///
/// Rulings that lie within 2 points of each other are one line, and so are pieces with a gap of up
/// to 3 points. What hangs together is a grid; its cells are what walls enclose. Glyphs inside a
/// grid belong to the cell that holds their middle; the others make lines. Lines whose pieces stand
/// in columns, figures among them, are a grid too, with [guessed](Grid::guessed) spans.
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
    let frames = Frame::all(&page.rulings);
    let glyphs = lines::without_copies(&page.glyphs);
    let mut inside: Vec<Vec<(u32, u32, Glyph)>> = frames.iter().map(|_| Vec::new()).collect();
    let mut outside = Vec::new();
    for glyph in glyphs {
        let (x, y) = glyph.middle();
        let found = frames.iter().zip(&mut inside).find_map(|(frame, inside)| {
            let (row, column) = frame.cell(x, y)?;
            Some((inside, row, column))
        });
        match found {
            Some((inside, row, column)) => inside.push((row, column, glyph)),
            None => outside.push(glyph),
        }
    }
    let at = page.at();
    let mut pieces: Vec<(i32, Block)> = Vec::new();
    for (frame, glyphs) in frames.iter().zip(inside) {
        pieces.push((frame.top(), Block::Grid(grid(frame, glyphs, &at))));
    }
    let (tables, lines) = unruled::split(lines::lines(outside), &at);
    pieces.extend(tables.into_iter().map(|table| (table.top, table.grid.into())));
    let lines = lines::page_lines(&lines, &at).into_iter();
    pieces.extend(lines.map(|(top, line)| (top, line.into())));
    pieces.sort_by_key(|&(top, _)| top);
    let mut blocks: Vec<Block> = pieces.into_iter().map(|(_, block)| block).collect();
    blocks.push(Block::PageEnd);
    blocks
}

/// The grid of a frame, with the text of each cell.
fn grid(frame: &Frame, mut glyphs: Vec<(u32, u32, Glyph)>, at: &str) -> Grid {
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
        guessed: false,
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
