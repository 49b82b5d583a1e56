//! Reading of what carriers hand over: blocks, pages, plain text.

use std::collections::BTreeSet;

use cn_budget::RawDisclosure;
use cn_budget::read::{
    Block, Grid, Hint, MAX_GRID_COLUMNS, MAX_ROWS, NoteKind, Page, Reading, page_blocks, read,
    text_blocks,
};

/// Blocks, as JSON: every amount of a grid stands in what was read, or a note tells of it.
pub(crate) fn grid(data: &[u8]) {
    let Ok(blocks) = serde_json::from_slice::<Vec<Block>>(data) else { return };
    let reading = read(&blocks, &Hint::default());
    if tells_of_losses(&reading) {
        return;
    }
    let held = texts(&reading.raw);
    for block in &blocks {
        let Block::Grid(grid) = block else { continue };
        let lost = amounts(grid).into_iter().find(|text| !held.contains(text.as_str()));
        assert!(lost.is_none(), "{lost:?} is neither read nor told");
    }
}

/// A page, as JSON: its blocks are read.
pub(crate) fn page(data: &[u8]) {
    let Ok(page) = serde_json::from_slice::<Page>(data) else { return };
    let blocks = page_blocks(&page);
    assert!(matches!(blocks.last(), Some(Block::PageEnd)));
    read(&blocks, &Hint::default());
}

/// Plain text.
pub(crate) fn text(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(blocks) = text_blocks(text) {
        read(&blocks, &Hint::default());
    }
}

fn tells_of_losses(reading: &Reading) -> bool {
    use NoteKind::{CellsLeftOut, ColumnsAlike, FiguresOutsideTables, GridLeftOut};
    // Figures in rows that are read as text run into each other there, which is told.
    let kinds = [CellsLeftOut, GridLeftOut, ColumnsAlike, FiguresOutsideTables];
    reading.notes.iter().any(|note| kinds.contains(&note.kind))
}

/// The plain amounts of a grid, each once.
fn amounts(grid: &Grid) -> BTreeSet<String> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let fits = |text: &str| {
        let (whole, decimals) = text.split_once('.').unwrap_or_default();
        digits(whole) && digits(decimals) && text.len() < 20
    };
    let inside =
        |row: u32, column: u32| (row as usize) < MAX_ROWS && (column as usize) < MAX_GRID_COLUMNS;
    let cells = grid.cells.iter().filter(|cell| inside(cell.row, cell.column));
    cells.map(|cell| cell.text.trim().to_string()).filter(|text| fits(text)).collect()
}

/// All texts of a disclosure, and the numbers in them.
fn texts(raw: &RawDisclosure) -> BTreeSet<String> {
    fn walk(value: &serde_json::Value, out: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::String(text) => {
                out.insert(text.trim().into());
                let parts = text.split(|c: char| !c.is_ascii_digit() && c != '.');
                out.extend(parts.map(String::from));
            }
            serde_json::Value::Array(list) => list.iter().for_each(|value| walk(value, out)),
            serde_json::Value::Object(map) => {
                out.extend(map.keys().cloned());
                map.values().for_each(|value| walk(value, out));
            }
            _ => {}
        }
    }
    let mut out = BTreeSet::new();
    walk(&serde_json::to_value(raw).unwrap(), &mut out);
    out
}
