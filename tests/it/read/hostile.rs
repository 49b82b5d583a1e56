//! Grids, pages and texts that no document holds: reading is bounded, loses nothing in silence and
//! never fails.

use std::fmt::Write;
use std::time::{Duration, Instant};

use cn_budget::read::{
    Block, Glyph, Grid, GridCell, Hint, Line, NoteKind, Page, Reading, Ruling, page_blocks, read,
    text_blocks,
};

/// What a slow machine takes for an unoptimised build; what grows with the square takes hours.
const PATIENCE: Duration = Duration::from_secs(300);

#[track_caller]
fn read_in_time(blocks: &[Block]) -> Reading {
    let start = Instant::now();
    let reading = read(blocks, &Hint::default());
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
    reading
}

fn has(reading: &Reading, kind: NoteKind) -> bool {
    reading.notes.iter().any(|note| note.kind == kind)
}

#[test]
fn spans_beyond_the_sheet_are_cut() {
    let grid = Grid::new([
        GridCell::spanning(0, 0, 1, u32::MAX, "支出总表（万元）"),
        GridCell::spanning(1, 0, 1, 1, "项目"),
        GridCell::spanning(1, 1, u32::MAX, u32::MAX, "预算数"),
        GridCell::spanning(2, 0, 0, 0, "合计"),
        GridCell::spanning(u32::MAX, u32::MAX, u32::MAX, u32::MAX, "3.00"),
    ]);
    let reading = read_in_time(&[grid.into()]);
    assert!(has(&reading, NoteKind::GridLeftOut));
}

#[test]
fn cells_that_lie_over_others_are_told() {
    let mut grid = Grid::from_rows([["项目", "预算数"], ["合计", "3.00"]]);
    grid.cells.push(GridCell::new(1, 1, "4.00"));
    let blocks = [Line::new("支出总表（万元）").into(), grid.into()];
    let reading = read_in_time(&blocks);
    let note = reading.notes.iter().find(|note| note.kind == NoteKind::CellsLeftOut).unwrap();
    assert!(note.message.en.ends_with("4.00"), "{}", note.message.en);
    assert_eq!(reading.raw.tables[0].rows[0].cell("预算数"), Some("3.00"));
}

#[test]
fn all_cells_over_each_other() {
    let cells = (0..100_000).map(|_| GridCell::spanning(0, 0, 500, 500, "3.00"));
    read_in_time(&[Grid::new(cells).into()]);
}

#[test]
fn a_million_cells() {
    let cells = (0..1_000_000_u32).map(|at| GridCell::new(at / 50, at % 50, "3.00"));
    let blocks = ["支出总表", "单位：万元"].map(|text| Block::from(Line::new(text)));
    let blocks: Vec<Block> = blocks.into_iter().chain([Grid::new(cells).into()]).collect();
    read_in_time(&blocks);
}

#[test]
fn ten_thousand_columns() {
    let cells = (0..10_000)
        .flat_map(|column| [GridCell::new(0, column, "预算数"), GridCell::new(1, column, "3.00")]);
    let reading = read_in_time(&[Grid::new(cells).into()]);
    assert!(has(&reading, NoteKind::GridLeftOut));
    read_in_time(&[Grid::from_ragged(vec![vec!["3.00"; 10_000]; 20]).into()]);
}

#[test]
fn a_hundred_thousand_rulings() {
    let start = Instant::now();
    for step in [1, 37, 600] {
        let mut page = Page::new(1);
        for at in 0..50_000 {
            let (x, y) = (at * step % 60_000, at * step % 84_000);
            page.rulings.push(Ruling { x0: x, y0: 0, x1: x, y1: 84_000 });
            page.rulings.push(Ruling { x0: 0, y0: y, x1: 60_000, y1: y });
        }
        page_blocks(&page);
    }
    assert!(start.elapsed() < PATIENCE);
}

#[test]
fn a_hundred_thousand_glyphs() {
    let start = Instant::now();
    for (columns, step) in [(1, 0), (100_000, 3), (300, 700), (2, 40_000)] {
        let glyphs = (0..100_000).map(|at: i32| {
            let (left, top) = (at % columns * step, at / columns * 10);
            Glyph { text: '3', left, top, right: left + 500, bottom: top + 1000 }
        });
        let mut page = Page::new(1);
        page.glyphs = glyphs.collect();
        read(&page_blocks(&page), &Hint::default());
    }
    let extreme =
        Glyph { text: '3', left: i32::MIN, top: i32::MAX, right: i32::MAX, bottom: i32::MIN };
    let mut page = Page::new(u32::MAX);
    page.glyphs = vec![extreme; 9];
    page_blocks(&page);
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn texts_of_a_megabyte() {
    let start = Instant::now();
    for piece in ["\t3.00\n", "\t\n\n", "表\n", "a,b,c\n", "|a|b|\n", "1.支出总表\n", "\"", "一、"]
    {
        let mut text = String::new();
        while text.len() < 1 << 20 {
            text.write_str(piece).unwrap();
        }
        if let Ok(blocks) = text_blocks(&text) {
            read(&blocks, &Hint::default());
        }
    }
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}
