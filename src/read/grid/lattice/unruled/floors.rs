//! The horizontal rulings of tables that have no others: what they part and what they enclose.

use alloc::vec::Vec;

use super::text::{Row, Span};
use crate::read::grid::lattice::rulings::Straight;

/// How much of a table a ruling must cover that parts its rows, in tenths; it may break at columns.
const WIDE: i64 = 6;

/// The rulings at one height.
#[derive(Debug, Clone)]
struct Floor {
    height: i64,
    pieces: Vec<Span>,
}

impl Floor {
    fn covered(&self) -> i64 {
        self.pieces.iter().map(|piece| piece.length()).sum()
    }
}

/// The horizontal rulings of a page that belong to no frame.
#[derive(Debug, Clone, Default)]
pub(super) struct Floors {
    floors: Vec<Floor>,
    /// From the first to the last wide ruling of each table.
    blocks: Vec<Span>,
}

impl Floors {
    pub(super) fn new(rulings: &[Straight], rows: &[Row]) -> Self {
        let mut floors: Vec<Floor> = Vec::new();
        for ruling in rulings {
            let (height, piece) = (i64::from(ruling.across), Span::new(ruling.from, ruling.to));
            match floors.last_mut().filter(|floor| floor.height == height) {
                Some(floor) => floor.pieces.push(piece),
                None => floors.push(Floor { height, pieces: Vec::from([piece]) }),
            }
        }
        let mut found = Self { floors, blocks: Vec::new() };
        found.blocks = found.find_blocks(rows);
        found
    }

    /// The rulings that hang together: wide ones with nothing but rows of a table between them.
    fn find_blocks(&self, rows: &[Row]) -> Vec<Span> {
        let widest = self.floors.iter().map(Floor::covered).max().unwrap_or(0);
        let wide = || self.floors.iter().filter(|floor| floor.covered() * 10 >= widest * WIDE);
        let mut blocks: Vec<Span> = Vec::new();
        for (upper, lower) in wide().zip(wide().skip(1)) {
            let between = Span::new(upper.height, lower.height);
            let mut inside = rows.iter().filter(|row| between.holds(row.down.middle())).peekable();
            let joined = inside.peek().is_some() && inside.all(|row| !row.stands_apart());
            match blocks.last_mut().filter(|block| joined && block.to == between.from) {
                Some(block) => block.to = between.to,
                None if joined => blocks.push(between),
                None => {}
            }
        }
        blocks
    }

    /// Whether a row stands between the rulings of a table.
    pub(super) fn enclose(&self, row: &Row) -> bool {
        self.block(row).is_some()
    }

    fn block(&self, row: &Row) -> Option<usize> {
        self.blocks.iter().position(|block| block.holds(row.down.middle()))
    }

    /// Whether two rows belong to different tables.
    pub(super) fn part(&self, above: &Row, below: &Row) -> bool {
        self.block(above).zip(self.block(below)).is_some_and(|(a, b)| a != b)
    }

    /// The heights of the rulings inside a place that go over the most of it.
    pub(super) fn wide(&self, across: Span, down: Span) -> Vec<i64> {
        let inside = self.floors.iter().filter(|floor| down.holds(floor.height));
        let covers = |floor: &&Floor| {
            let covered: i64 = floor.pieces.iter().map(|piece| piece.overlap(across).max(0)).sum();
            covered * 10 >= across.length() * WIDE
        };
        inside.filter(covers).map(|floor| floor.height).collect()
    }

    /// The ruling nearest below a place that goes under it, down to some height.
    pub(super) fn below(&self, place: i64, down: Span) -> Option<Span> {
        let inside = self.floors.iter().filter(|floor| down.holds(floor.height));
        inside
            .filter_map(|floor| floor.pieces.iter().find(|piece| piece.holds(place)))
            .copied()
            .next()
    }
}
