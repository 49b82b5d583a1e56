//! Rulings → straight lines: near ones drawn together, pieces joined.

use alloc::vec::Vec;

use crate::read::grid::page::{Ruling, midpoint};

/// How far apart two rulings of one line may lie across it: 2 points.
const NEAR: i32 = 200;

/// The widest gap between two pieces of one line: 3 points.
pub(super) const GAP: i32 = 300;

/// What is shorter is a dot or a part of a drawing: 5 points.
const SHORT: i32 = 500;

/// What is no longer is a dot, which may be one of a line across or of one down: 2 points.
const DOT: i32 = 200;

/// How far across the dots of one line may lie: a tenth of a point, less than between rows of dots.
const STRAY: u32 = 10;

/// How far from straight a ruling may be: 1 point.
const SLANT: i32 = 100;

/// The most lines of one direction that are looked at; a real page has some hundred.
const MAX_LINES: usize = 3_000;

/// A straight line: its place across, and from where to where it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Straight {
    pub(super) across: i32,
    pub(super) from: i32,
    pub(super) to: i32,
}

/// The horizontal and the vertical lines of a page, sorted by their place across.
pub(super) fn lines(rulings: &[Ruling]) -> (Vec<Straight>, Vec<Straight>) {
    let mut horizontal = Vec::new();
    let mut vertical = Vec::new();
    let mut dots = (Vec::new(), Vec::new());
    for ruling in rulings {
        let (x0, x1) = (ruling.x0.min(ruling.x1), ruling.x0.max(ruling.x1));
        let (y0, y1) = (ruling.y0.min(ruling.y1), ruling.y0.max(ruling.y1));
        let (width, height) = (x1.saturating_sub(x0), y1.saturating_sub(y0));
        let across = Straight { across: midpoint(y0, y1), from: x0, to: x1 };
        let down = Straight { across: midpoint(x0, x1), from: y0, to: y1 };
        if width <= DOT && height <= DOT {
            dots.0.push(across);
            dots.1.push(down);
        }
        if height <= SLANT && height <= width {
            horizontal.push(across);
        } else if width <= SLANT {
            vertical.push(down);
        }
    }
    horizontal.extend(dotted(dots.0));
    vertical.extend(dotted(dots.1));
    (joined(horizontal), joined(vertical))
}

/// The lines that dots make: many at one place across.
fn dotted(mut dots: Vec<Straight>) -> Vec<Straight> {
    dots.sort_unstable();
    let mut lines: Vec<Straight> = Vec::new();
    for dot in dots {
        match lines.last_mut() {
            Some(line)
                if dot.across.abs_diff(line.across) <= STRAY
                    && dot.from.saturating_sub(line.to) <= GAP =>
            {
                line.to = line.to.max(dot.to);
            }
            _ => lines.push(dot),
        }
    }
    lines.retain(|line| line.to.saturating_sub(line.from) >= SHORT);
    lines
}

/// The lines that pieces make: near ones moved to one place across, then joined end to end.
fn joined(mut pieces: Vec<Straight>) -> Vec<Straight> {
    pieces.sort_unstable();
    let mut first = None;
    for piece in &mut pieces {
        let start = first.filter(|&start: &i32| piece.across.saturating_sub(start) <= NEAR);
        let across = start.unwrap_or(piece.across);
        first = Some(across);
        piece.across = across;
    }
    pieces.sort_unstable();
    let mut lines: Vec<Straight> = Vec::new();
    for piece in pieces {
        match lines.last_mut() {
            Some(line)
                if line.across == piece.across && piece.from.saturating_sub(line.to) <= GAP =>
            {
                line.to = line.to.max(piece.to);
            }
            _ => lines.push(piece),
        }
    }
    lines.retain(|line| line.to.saturating_sub(line.from) >= SHORT);
    if lines.len() > MAX_LINES {
        lines.clear();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ruling(x0: i32, y0: i32, x1: i32, y1: i32) -> Ruling {
        Ruling { x0, y0, x1, y1 }
    }

    #[test]
    fn pieces_of_a_line_are_joined() {
        let (horizontal, vertical) = lines(&[
            ruling(1000, 500, 2000, 510),
            ruling(4000, 650, 2250, 650),
            ruling(4500, 500, 6000, 500),
            ruling(700, 0, 700, 9000),
            ruling(0, 0, 300, 0),
            ruling(0, 0, 5000, 5000),
        ]);
        let straight = |across, from, to| Straight { across, from, to };
        assert_eq!(horizontal, [straight(500, 1000, 4000), straight(500, 4500, 6000)]);
        assert_eq!(vertical, [straight(700, 0, 9000)]);
    }

    #[test]
    fn dots_make_lines_both_ways() {
        let dot = |x: i32, y: i32| ruling(x, y, x + 75, y);
        let across = (0..40).map(|step| dot(1000 + 150 * step, 500));
        let down = (0..40).map(|step| dot(1000, 500 + 150 * step));
        let (horizontal, vertical) = lines(&across.chain(down).collect::<Vec<_>>());
        assert_eq!(horizontal, [Straight { across: 500, from: 1000, to: 6925 }]);
        assert_eq!(vertical, [Straight { across: 1037, from: 500, to: 6350 }]);
    }
}
