//! Rectangles in proportion to amounts, as near to squares as can be (Bruls, Huizing and van Wijk,
//! *Squarified Treemaps*, 2000), in whole numbers.

use super::Length;

/// A rectangle.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Area {
    pub(crate) x: Length,
    pub(crate) y: Length,
    pub(crate) width: Length,
    pub(crate) height: Length,
}

/// A rectangle for each of some numbered amounts above zero, within one that stands for `whole`.
/// Where the amounts are less than the whole, a part of it stays empty; where they are more, they
/// share it.
pub(crate) fn squarify(amounts: &[(usize, i128)], whole: i128, area: Area) -> Vec<(usize, Area)> {
    let mut left: Vec<(usize, i128)> = amounts.to_vec();
    left.sort_by_key(|&(number, amount)| (std::cmp::Reverse(amount), number));
    let mut rest = left.iter().map(|&(_, amount)| amount).sum::<i128>().max(whole);
    let (mut area, mut done) = (area, Vec::with_capacity(amounts.len()));
    let mut left = left.as_slice();
    while !left.is_empty() && rest > 0 {
        let count = best_row(left, rest, area);
        let (row, behind) = left.split_at(count);
        let sum: i128 = row.iter().map(|&(_, amount)| amount).sum();
        area = place_row(row, sum, rest, area, &mut done);
        rest -= sum;
        left = behind;
    }
    done
}

/// How many of the amounts make a row whose rectangles are nearest to squares.
fn best_row(amounts: &[(usize, i128)], rest: i128, area: Area) -> usize {
    let (mut sum, mut best) = (0, i128::MAX);
    for (count, &(_, amount)) in amounts.iter().enumerate() {
        sum += amount;
        let (short, long) = (area.width.min(area.height), area.width.max(area.height));
        let depth = (long * sum / rest).max(1);
        let ratio = |amount: i128| {
            let side = (short * amount / sum).max(1);
            side.max(depth) * 1000 / side.min(depth)
        };
        let first = amounts.first().map_or(amount, |&(_, first)| first);
        let worst = ratio(first).max(ratio(amount));
        if worst > best {
            return count;
        }
        best = worst;
    }
    amounts.len()
}

/// Places a row along the short side; gives what is left of the rectangle.
fn place_row(
    row: &[(usize, i128)],
    sum: i128,
    rest: i128,
    area: Area,
    done: &mut Vec<(usize, Area)>,
) -> Area {
    let Area { x, y, width, height } = area;
    let wide = width >= height;
    let depth = width.max(height) * sum / rest;
    let along = width.min(height);
    let mut before = 0;
    for &(number, amount) in row {
        let (from, to) = (along * before / sum, along * (before + amount) / sum);
        let (x, y, width, height) =
            if wide { (x, y + from, depth, to - from) } else { (x + from, y, to - from, depth) };
        done.push((number, Area { x, y, width, height }));
        before += amount;
    }
    if wide {
        Area { x: x + depth, width: width - depth, ..area }
    } else {
        Area { y: y + depth, height: height - depth, ..area }
    }
}
