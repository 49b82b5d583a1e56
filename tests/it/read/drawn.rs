//! Pages as programs draw them, with all rulings, with some and with none: where the cells are.

use std::{collections::BTreeMap, fmt::Write, fs, path::PathBuf};

use cn_budget::read::{Block, Glyph, Grid, Hint, Page, Ruling, page_blocks, read};
use serde::Deserialize;

use super::form::printed;
use crate::common::golden;

/// A page with its characters in runs, each as wide as the others of its run.
#[derive(Deserialize)]
struct Drawn {
    runs: Vec<(i32, i32, i32, i32, String)>,
    rulings: Vec<(i32, i32, i32, i32)>,
}

impl Drawn {
    fn page(&self) -> Page {
        let mut page = Page::new(1);
        for (left, top, right, bottom, text) in &self.runs {
            let count = i32::try_from(text.chars().count()).unwrap();
            let edge = |number: i32| left + (right - left) * number / count;
            page.glyphs.extend((0..).zip(text.chars()).map(|(number, text)| Glyph {
                text,
                left: edge(number),
                top: *top,
                right: edge(number + 1),
                bottom: *bottom,
            }));
        }
        let ruling = |&(x0, y0, x1, y1): &(i32, i32, i32, i32)| Ruling { x0, y0, x1, y1 };
        page.rulings = self.rulings.iter().map(ruling).collect();
        page
    }
}

fn pages() -> BTreeMap<String, Drawn> {
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "tests/data/pages"].iter().collect();
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
    };
    files.map(read).collect()
}

/// A grid row by row: the cells between `|`, the spans of those that have any behind `×`.
fn rows(grid: &Grid) -> Vec<String> {
    let mut rows = vec![String::new(); grid.rows as usize];
    for cell in grid.cells.iter().filter(|cell| !cell.text.is_empty()) {
        let row = &mut rows[cell.row as usize];
        write!(row, "|{} {}", cell.column, cell.text.replace('\n', "/")).unwrap();
        if (cell.row_span, cell.column_span) != (1, 1) {
            write!(row, " ×{},{}", cell.row_span, cell.column_span).unwrap();
        }
    }
    rows
}

fn told(block: &Block) -> Vec<String> {
    match block {
        Block::Line(line) => vec![format!("“{}”", line.text)],
        Block::Grid(grid) => {
            let how = ["", ", guessed"][usize::from(grid.guessed)];
            let how = [how, ", doubtful"][usize::from(grid.doubtful)];
            let mut lines = vec![format!("{} × {}{how}", grid.rows, grid.columns)];
            lines.extend(rows(grid));
            lines
        }
        Block::PageEnd => Vec::new(),
    }
}

#[test]
fn pages_of_many_programs_are_laid_out_as_before() {
    for (name, drawn) in pages() {
        let blocks = page_blocks(&drawn.page());
        let laid: Vec<String> = blocks.iter().flat_map(told).collect();
        let reading = read(&blocks, &Hint::default());
        let tables: Vec<String> = reading.raw.tables.iter().map(printed).collect();
        let tables: Vec<&str> = tables.iter().flat_map(|table| table.lines()).collect();
        let notes: Vec<&str> = reading.notes.iter().map(|note| &*note.message.zh).collect();
        let told = serde_json::json!({ "laid out": laid, "tables": tables, "notes": notes });
        golden::check(&format!("pages/{name}"), &told);
    }
}

/// However a page is laid out, each of its digits is in one of its lines or cells, once.
#[test]
fn no_digit_of_a_page_is_lost_or_read_twice() {
    let count = |text: &str, counts: &mut BTreeMap<char, i64>, by: i64| {
        for character in text.chars().filter(char::is_ascii_digit) {
            *counts.entry(character).or_default() += by;
        }
    };
    for (name, drawn) in pages() {
        let mut counts = BTreeMap::new();
        for (.., text) in &drawn.runs {
            count(text, &mut counts, 1);
        }
        for block in page_blocks(&drawn.page()) {
            match block {
                Block::Line(line) => count(&line.text, &mut counts, -1),
                Block::Grid(grid) => {
                    grid.cells.iter().for_each(|cell| count(&cell.text, &mut counts, -1));
                }
                Block::PageEnd => {}
            }
        }
        counts.retain(|_, count| *count != 0);
        assert!(counts.is_empty(), "{name}: {counts:?}");
    }
}
