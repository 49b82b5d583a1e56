//! Glyphs → lines of text: by vertical overlap, with gaps as spaces.

use alloc::{string::String, vec::Vec};

use crate::read::grid::block::{Flow, Line};
use crate::read::grid::page::Glyph;
use crate::read::grid::radicals::ideograph;

/// How far apart two prints of one glyph may lie that is drawn twice to look bold: 1 point.
const COPY: i32 = 100;

/// How many glyphs of one kind a line may hold; further ones are not held against the first.
const LINE: usize = 256;

/// How many lines a glyph is held against: those on either side of a ragged line.
const LOOK_BACK: usize = 3;

/// The glyphs without white space, each once.
pub(super) fn without_copies(glyphs: &[Glyph]) -> Vec<Glyph> {
    let mut kept: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut sorted: Vec<Glyph> = glyphs
        .iter()
        .filter(|glyph| !glyph.text.is_whitespace() && !glyph.text.is_control())
        .map(|glyph| Glyph { text: ideograph(glyph.text), ..*glyph })
        .collect();
    sorted.sort_by_key(|glyph| (glyph.text, glyph.top, glyph.left));
    for glyph in sorted {
        let line = kept.iter().rev().take_while(|other| {
            other.text == glyph.text && glyph.top.saturating_sub(other.top) <= COPY
        });
        let mut line = line.take(LINE);
        let copied = line.any(|other| glyph.left.abs_diff(other.left) <= COPY.unsigned_abs());
        if !copied {
            kept.push(glyph);
        }
    }
    kept
}

/// The lines that glyphs make, from top to bottom, each from left to right.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    glyphs.sort_by_key(|glyph| (glyph.middle().1, glyph.left));
    let mut lines: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        let near = lines.iter_mut().rev().take(LOOK_BACK);
        let own = near.filter(|line| line.first().is_some_and(|first| beside(first, &glyph)));
        let own = own.max_by_key(|line| line.first().map_or(0, |first| overlap(first, &glyph)));
        match own {
            Some(line) => line.push(glyph),
            None => lines.push(Vec::from([glyph])),
        }
    }
    for line in &mut lines {
        line.sort_by_key(|glyph| glyph.left);
    }
    lines
}

/// How far two glyphs overlap vertically.
fn overlap(a: &Glyph, b: &Glyph) -> i32 {
    a.bottom.min(b.bottom).saturating_sub(a.top.max(b.top))
}

/// Whether two glyphs stand on one line: more than half of the lower one is beside the other.
/// The distance of their middles would not do: digits often come from a lower font.
fn beside(a: &Glyph, b: &Glyph) -> bool {
    overlap(a, b).saturating_mul(2) > a.height().min(b.height())
}

/// The text of a line; a gap wider than a third of the height of its glyphs is a space.
pub(super) fn text(line: &[Glyph]) -> String {
    let mut text = String::with_capacity(line.len().saturating_mul(3));
    let mut end: Option<i32> = None;
    for glyph in line {
        let gap = end.map_or(0, |end| glyph.left.saturating_sub(end));
        if gap.saturating_mul(3) > glyph.height() {
            text.push(' ');
        }
        text.push(glyph.text);
        end = Some(end.unwrap_or(glyph.right).max(glyph.right));
    }
    text
}

/// The lines of a page outside its grids, each with its top.
pub(super) fn page_lines(lines: &[Vec<Glyph>], at: &str) -> Vec<(i32, Line)> {
    let edge = |line: &[Glyph]| (line.first().map(|g| g.left), line.last().map(|g| g.right));
    // The margins are those of the lines that are long enough to be prose.
    let prose = || lines.iter().filter(|line| line.len() >= 20).map(|line| edge(line));
    let left = prose().filter_map(|(left, _)| left).min();
    let right = prose().filter_map(|(_, right)| right).max();
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let Some(first) = line.first() else { continue };
        let width = line.iter().map(Glyph::width).max().unwrap_or(0);
        let (start, end) = edge(line);
        let top = line.iter().map(|glyph| glyph.top).min().unwrap_or(first.top);
        let beyond =
            |a: Option<i32>, b: Option<i32>| a.zip(b).map_or(0, |(a, b)| a.saturating_sub(b));
        out.push((
            top,
            Line {
                text: text(line),
                at: Some(at.into()),
                flow: Some(Flow {
                    full: right.is_some() && beyond(right, end) < width.saturating_mul(2),
                    indented: beyond(start, left) > width,
                }),
            },
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyph(text: char, left: i32, top: i32, height: i32) -> Glyph {
        Glyph { text, left, top, right: left + 500, bottom: top + height }
    }

    #[test]
    fn a_glyph_printed_twice_counts_once() {
        let once = without_copies(&[
            glyph('合', 0, 0, 1000),
            glyph('合', 30, 20, 1000),
            glyph('合', 900, 0, 1000),
            glyph(' ', 0, 0, 1000),
        ]);
        assert_eq!(once.len(), 2);
    }

    #[test]
    fn digits_of_a_lower_font_stand_on_their_line() {
        let lines = lines(Vec::from([
            glyph('1', 1500, 500, 600),
            glyph('年', 2000, 0, 1000),
            glyph('计', 0, 1300, 1000),
            glyph('预', 0, 100, 1000),
        ]));
        let texts: Vec<String> = lines.iter().map(|line| text(line)).collect();
        assert_eq!(texts, ["预 1年", "计"]);
    }
}
