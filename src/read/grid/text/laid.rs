//! Text laid out by spaces, as programs print a PDF as text: pages of characters of one width, Chinese
//! ones twice as wide.

use alloc::vec::Vec;

use crate::read::grid::block::Block;
use crate::read::grid::lattice;
use crate::read::grid::page::{Glyph, Page};
use crate::read::grid::shape;

/// How wide a character is, how high, and how far apart lines are, in hundredths of a point.
const WIDTH: i32 = 500;
const HEIGHT: i32 = 1_000;
const LINE: i32 = 1_500;

/// How many rows show that a text is laid out so.
const ROWS: usize = 8;

/// The longest text that is, in bytes, and the most lines of a page.
const MAX_BYTES: usize = 4 << 20;
const MAX_LINES: usize = 1_000;

/// Whether a text is laid out by spaces.
pub(super) fn is_laid(lines: &[&str]) -> bool {
    let bytes = lines.iter().fold(0_usize, |sum, line| sum.saturating_add(line.len()));
    bytes <= MAX_BYTES && lines.iter().filter(|line| is_row(line)).take(ROWS).count() == ROWS
}

/// Whether a line is a row: an amount stands behind a wide gap.
fn is_row(line: &str) -> bool {
    let pieces = line.trim().split("  ").map(str::trim).filter(|piece| !piece.is_empty());
    let is_amount = |piece: &str| shape::amount(piece).is_some_and(|amount| amount.plain);
    pieces.skip(1).any(is_amount)
}

/// The lines and grids of the pages, each of which ends with a form feed.
pub(super) fn blocks(lines: &[&str]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut page = Page::new(1);
    let mut count = 0_usize;
    for line in lines {
        let mut parts = line.split('\u{c}');
        draw(&mut page, parts.next().unwrap_or_default(), count);
        count = count.saturating_add(1);
        for part in parts {
            blocks.extend(lattice::page_blocks(&page));
            page = Page::new(page.number.saturating_add(1));
            draw(&mut page, part, 0);
            count = 1;
        }
        if count >= MAX_LINES {
            blocks.extend(lattice::page_blocks(&page));
            page = Page::new(page.number.saturating_add(1));
            count = 0;
        }
    }
    blocks.extend(lattice::page_blocks(&page));
    blocks
}

/// Puts the characters of a line on a page.
fn draw(page: &mut Page, line: &str, number: usize) {
    let top = i32::try_from(number).unwrap_or(0).saturating_mul(LINE);
    let bottom = top.saturating_add(HEIGHT);
    let mut left = 0_i32;
    for text in line.chars() {
        let width = if text.is_ascii() { WIDTH } else { 2 * WIDTH };
        let right = left.saturating_add(width);
        if !text.is_whitespace() {
            page.glyphs.push(Glyph { text, left, top, right, bottom });
        }
        left = right;
    }
}
