//! The lines of a heading → its cells: words side by side are apart where a lane of the body runs
//! between them, lines below each other are one cell where they lie close.

use alloc::{string::String, vec::Vec};

use super::floors::Floors;
use super::lanes::Lane;
use super::text::{self, Piece, Row, Span};
use crate::read::grid::words;

/// The words that writers stretch to fill a cell.
const STRETCHED: [&str; 11] =
    ["合计", "小计", "总计", "收入", "支出", "项目", "名称", "金额", "单位", "科目", "备注"];

/// A cell of a heading, as far as its text reaches.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) across: Span,
    pub(super) down: Span,
    pub(super) text: String,
    /// Where the last line of the text lies.
    last: (Span, Span),
}

impl Cell {
    fn new(piece: Piece) -> Self {
        let last = (piece.across, piece.down);
        Self { across: piece.across, down: piece.down, text: piece.text, last }
    }

    fn go_on(&mut self, piece: &Piece) {
        self.across = self.across.with(piece.across);
        self.down = self.down.with(piece.down);
        self.last = (piece.across, piece.down);
        self.text.push('\n');
        self.text.push_str(&piece.text);
    }
}

/// A heading: its cells from top to bottom.
#[derive(Debug, Clone, Default)]
pub(super) struct Heading {
    pub(super) cells: Vec<Cell>,
    /// Which cells seem to have no other below them, from left to right.
    pub(super) leaves: Vec<usize>,
}

impl Heading {
    pub(super) fn new(lines: &[Row], columns: &[Lane], floors: &Floors, size: i64) -> Self {
        let mut cells: Vec<Cell> = Vec::new();
        for line in lines {
            let pieces = pieces(line, columns, size);
            let above = cells.len();
            for piece in &pieces {
                let open = cells.iter_mut().take(above);
                let open = open.filter(|cell| goes_on(cell, piece, &pieces, floors, size));
                match open.min_by_key(|cell| (cell.last.0.middle() - piece.across.middle()).abs()) {
                    Some(cell) => cell.go_on(piece),
                    None => cells.push(Cell::new(piece.clone())),
                }
            }
        }
        let down = Span::over(cells.iter().map(|cell| cell.down));
        let leaf = |cell: &Cell| down.is_some_and(|down| is_leaf(cell, &cells, down, floors, size));
        let mut leaves: Vec<usize> =
            (0..cells.len()).filter(|&cell| cells.get(cell).is_some_and(leaf)).collect();
        leaves.sort_by_key(|&leaf| cells.get(leaf).map(|cell| cell.across));
        Self { cells, leaves }
    }

    /// Whether a cell may stand over two lower ones although it is too short to reach over them: it
    /// lies between two of one line.
    pub(super) fn may_be_over_others(&self, leaf: usize, size: i64) -> bool {
        let at = self.leaves.iter().position(|&other| other == leaf);
        let beside =
            |at: Option<usize>| self.leaves.get(at?).and_then(|&cell| self.cells.get(cell));
        let (Some(cell), Some(left), Some(right)) = (
            self.cells.get(leaf),
            beside(at.and_then(|at| at.checked_sub(1))),
            beside(at.map(|at| at + 1)),
        ) else {
            return false;
        };
        let lower = |other: &Cell| other.down.from * 10 >= cell.down.to * 10 - size * 3;
        lower(left) && lower(right) && left.down.overlap(right.down) > 0
    }
}

/// The pieces of a line of the heading.
fn pieces(line: &Row, columns: &[Lane], size: i64) -> Vec<Piece> {
    let lanes = || columns.iter().zip(columns.iter().skip(1));
    let in_lane = |gap: Span| {
        lanes().any(|(a, b)| Span::new(a.across.to, b.across.from).overlap(gap) > 0)
            || columns.first().is_some_and(|first| gap.from < first.across.from)
            || columns.last().is_some_and(|last| gap.to > last.across.to)
    };
    let found = text::pieces(&line.glyphs, |gap, _| {
        gap.length() > size || gap.length() * 10 > size * 2 && in_lane(gap)
    });
    let mut pieces: Vec<Piece> = Vec::with_capacity(found.len());
    for piece in found {
        match pieces.last_mut().filter(|last| is_stretched(last, &piece, columns)) {
            Some(last) => {
                last.across = last.across.with(piece.across);
                last.down = last.down.with(piece.down);
                last.text.push_str(&piece.text);
            }
            None => pieces.push(piece),
        }
    }
    pieces
}

/// Whether two characters are one word: 合　　计. 项 and 目 may also head a column each.
fn is_stretched(left: &Piece, right: &Piece, columns: &[Lane]) -> bool {
    let both = left.text.clone() + &right.text;
    let one = |text: &str| text.chars().count() == 1;
    let under =
        |piece: &Piece| columns.iter().position(|column| column.across.overlap(piece.across) > 0);
    let apart = under(left).zip(under(right)).is_some_and(|(a, b)| a != b);
    one(&left.text)
        && one(&right.text)
        && STRETCHED.contains(&both.as_str())
        && !(words::code_part(&left.text).is_some() && apart)
}

/// Whether a piece is the next line of a cell above it.
fn goes_on(cell: &Cell, piece: &Piece, line: &[Piece], floors: &Floors, size: i64) -> bool {
    let (across, down) = cell.last;
    let gap = Span { from: down.to, to: piece.down.from };
    let aligned = (across.middle() - piece.across.middle()).abs() * 4 <= size * 3
        || (across.from - piece.across.from).abs() * 10 <= size * 3;
    // A text over two others is a heading over both.
    let below = line.iter().filter(|other| other.across.overlap(across) > 0).count();
    gap.length() * 10 > -size * 3
        && gap.length() * 10 <= size * 6
        && aligned
        && below == 1
        // 款 below 科目编码 heads a column of its own.
        && words::code_part(&piece.text).is_none()
        && floors.below(piece.across.middle(), gap).is_none()
}

/// Whether no other cell stands below this one. One over all rows of the heading lies in its middle;
/// one that lies above the middle heads others, even if its text is too short to reach over them.
fn is_leaf(cell: &Cell, cells: &[Cell], heading: Span, floors: &Floors, size: i64) -> bool {
    let covers = |other: &Cell| {
        other.down.from * 10 >= cell.down.to * 10 - size * 3
            && other.across.overlap(cell.across) > 0
    };
    let lower = Span { from: cell.down.to, to: heading.to };
    !cells.iter().any(covers)
        && floors.below(cell.across.middle(), lower).is_none()
        && cell.down.middle() * 10 >= heading.middle() * 10 - size * 4
}
