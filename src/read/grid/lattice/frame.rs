//! Lines that hang together → frames: columns, rows, and the cells that walls enclose.

use alloc::{string::String, vec, vec::Vec};

use super::rulings::{GAP, Straight};
use crate::read::grid::GridCell;
use crate::read::grid::page::midpoint;

/// The most places of a frame; a real page has some thousand.
const MAX_PLACES: usize = 100_000;

/// A grid of rulings on a page.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    xs: Vec<i32>,
    ys: Vec<i32>,
    /// The cells in the order of print, and for each place the cell that covers it.
    cells: Vec<(u32, u32, u32, u32)>,
    owners: Vec<u32>,
}

impl Frame {
    /// The frames of a page; of nested ones the outer, unless it is but a border around them.
    pub(super) fn all(horizontal: &[Straight], vertical: &[Straight]) -> Vec<Self> {
        let mut frames: Vec<Self> = components(horizontal, vertical)
            .into_iter()
            .filter_map(|(horizontal, vertical)| Self::new(&horizontal, &vertical))
            .collect();
        frames.sort_by_key(|frame| core::cmp::Reverse(frame.area()));
        let mut kept: Vec<Self> = Vec::new();
        for (index, frame) in frames.iter().enumerate() {
            let behind = index.saturating_add(1);
            let smaller = frames.get(behind..).unwrap_or_default();
            let border = frame.cells.len() == 1 && smaller.iter().any(|small| frame.holds(small));
            if !border && !kept.iter().any(|large| large.holds(frame)) {
                kept.push(frame.clone());
            }
        }
        kept
    }

    fn new(horizontal: &[Straight], vertical: &[Straight]) -> Option<Self> {
        let xs = places(vertical, horizontal);
        let ys = places(horizontal, vertical);
        let columns = xs.len().checked_sub(1).filter(|&columns| columns > 0)?;
        let rows = ys.len().checked_sub(1).filter(|&rows| rows > 0)?;
        let count = rows.checked_mul(columns).filter(|&count| count <= MAX_PLACES)?;
        let mut frame = Self { xs, ys, cells: Vec::new(), owners: vec![u32::MAX; count] };
        frame.enclose(rows, columns, &Walls::new(horizontal), &Walls::new(vertical));
        Some(frame)
    }

    /// Finds the cells: from each free place as far right as no wall stands, then as far down.
    fn enclose(&mut self, rows: usize, columns: usize, floors: &Walls, walls: &Walls) {
        let middle = |edges: &[i32], index: usize| {
            let near = edges.get(index).copied().unwrap_or_default();
            midpoint(near, edges.get(index.saturating_add(1)).copied().unwrap_or(near))
        };
        let (xs, ys) = (self.xs.clone(), self.ys.clone());
        let edge = |edges: &[i32], index: usize| edges.get(index).copied().unwrap_or_default();
        // Whether a wall stands left of a place, and whether one stands above it.
        let wall = |row: usize, column: usize| walls.stands(edge(&xs, column), middle(&ys, row));
        let floor = |row: usize, column: usize| floors.stands(edge(&ys, row), middle(&xs, column));
        let place = |row: usize, column: usize| row.saturating_mul(columns).saturating_add(column);
        for row in 0..rows {
            for column in 0..columns {
                if self.owners.get(place(row, column)).is_none_or(|&owner| owner != u32::MAX) {
                    continue;
                }
                let free = |owners: &[u32], row: usize, column: usize| {
                    owners.get(place(row, column)).is_some_and(|&owner| owner == u32::MAX)
                };
                let right = (column.saturating_add(1)..columns)
                    .find(|&next| wall(row, next) || !free(&self.owners, row, next))
                    .unwrap_or(columns);
                let below = (row.saturating_add(1)..rows)
                    .find(|&next| {
                        (column..right)
                            .any(|column| floor(next, column) || !free(&self.owners, next, column))
                            || (column.saturating_add(1)..right).any(|column| wall(next, column))
                    })
                    .unwrap_or(rows);
                let number = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
                for row in row..below {
                    for column in column..right {
                        if let Some(owner) = self.owners.get_mut(place(row, column)) {
                            *owner = number;
                        }
                    }
                }
                let size = |size: usize| u32::try_from(size).unwrap_or(u32::MAX);
                let spans = (below.saturating_sub(row), right.saturating_sub(column));
                self.cells.push((size(row), size(column), size(spans.0), size(spans.1)));
            }
        }
    }

    /// The row and column of the cell that a point lies in.
    pub(super) fn cell(&self, x: i32, y: i32) -> Option<(u32, u32)> {
        let column = interval(&self.xs, x)?;
        let row = interval(&self.ys, y)?;
        let columns = self.xs.len().saturating_sub(1);
        let owner = self.owners.get(row.saturating_mul(columns).saturating_add(column))?;
        let cell = self.cells.get(crate::index::index(*owner))?;
        Some((cell.0, cell.1))
    }

    /// All cells, without text.
    pub(super) fn cells(&self) -> Vec<GridCell> {
        let cell = |&(row, column, rows, columns): &(u32, u32, u32, u32)| {
            GridCell::spanning(row, column, rows, columns, String::new())
        };
        self.cells.iter().map(cell).collect()
    }

    pub(super) fn rows(&self) -> u32 {
        crate::index::number(self.ys.len().saturating_sub(1))
    }

    pub(super) fn columns(&self) -> u32 {
        crate::index::number(self.xs.len().saturating_sub(1))
    }

    pub(super) fn edges(&self) -> Vec<i32> {
        self.xs.clone()
    }

    pub(super) fn top(&self) -> i32 {
        self.ys.first().copied().unwrap_or_default()
    }

    /// Whether a horizontal line lies in the frame.
    pub(super) fn owns(&self, line: &Straight) -> bool {
        let within = |edges: &[i32], from: i32, to: i32| match edges {
            [first, .., last] => {
                to >= first.saturating_sub(GAP) && from <= last.saturating_add(GAP)
            }
            _ => false,
        };
        within(&self.xs, line.from, line.to) && within(&self.ys, line.across, line.across)
    }

    fn area(&self) -> i64 {
        let length = |edges: &[i32]| match edges {
            [first, .., last] => i64::from(*last).saturating_sub(i64::from(*first)),
            _ => 0,
        };
        length(&self.xs).saturating_mul(length(&self.ys))
    }

    /// Whether another frame lies inside this one.
    fn holds(&self, other: &Self) -> bool {
        let within = |outer: &[i32], inner: &[i32]| match (outer, inner) {
            ([first, .., last], [start, .., end]) => {
                start.saturating_add(GAP) >= *first && end.saturating_sub(GAP) <= *last
            }
            _ => false,
        };
        within(&self.xs, &other.xs) && within(&self.ys, &other.ys)
    }
}

/// The interval between two edges that a value lies in.
fn interval(edges: &[i32], value: i32) -> Option<usize> {
    let behind = edges.partition_point(|&edge| edge <= value);
    behind.checked_sub(1).filter(|_| behind < edges.len())
}

/// The places of some lines, with the ends of the lines that cross them where these reach further:
/// a table may have no line at its sides.
fn places(lines: &[Straight], crossing: &[Straight]) -> Vec<i32> {
    let mut places: Vec<i32> = lines.iter().map(|line| line.across).collect();
    places.sort_unstable();
    places.dedup();
    let start = crossing.iter().map(|line| line.from).min();
    let end = crossing.iter().map(|line| line.to).max();
    if let Some(start) = start {
        if places.first().is_none_or(|&first| first.saturating_sub(start) > 2 * GAP) {
            places.insert(0, start);
        }
    }
    if let Some(end) = end {
        if places.last().is_none_or(|&last| end.saturating_sub(last) > 2 * GAP) {
            places.push(end);
        }
    }
    places
}

/// The lines of one direction by their place across, to ask whether one stands somewhere.
struct Walls(Vec<Straight>);

impl Walls {
    fn new(lines: &[Straight]) -> Self {
        let mut lines = lines.to_vec();
        lines.sort_unstable();
        Self(lines)
    }

    fn stands(&self, across: i32, along: i32) -> bool {
        let behind = self.0.partition_point(|line| (line.across, line.from) <= (across, along));
        let before = behind.checked_sub(1).and_then(|index| self.0.get(index));
        before.is_some_and(|line| line.across == across && line.to >= along)
    }
}

/// Horizontal and vertical lines that hang together.
type Component = (Vec<Straight>, Vec<Straight>);

/// The lines in groups that hang together, each with at least two horizontal lines.
fn components(horizontal: &[Straight], vertical: &[Straight]) -> Vec<Component> {
    let mut parents: Vec<usize> = (0..horizontal.len().saturating_add(vertical.len())).collect();
    for (h, across) in horizontal.iter().enumerate() {
        let left = vertical.partition_point(|line| line.across < across.from.saturating_sub(GAP));
        for (v, down) in vertical.iter().enumerate().skip(left) {
            if down.across > across.to.saturating_add(GAP) {
                break;
            }
            let meets = down.from.saturating_sub(GAP) <= across.across
                && across.across <= down.to.saturating_add(GAP);
            if meets {
                let (a, b) = (root(&mut parents, h), root(&mut parents, horizontal.len() + v));
                if let Some(parent) = parents.get_mut(a.max(b)) {
                    *parent = a.min(b);
                }
            }
        }
    }
    let mut groups: Vec<Option<Component>> = parents.iter().map(|_| None).collect();
    for (index, line) in horizontal.iter().chain(vertical).enumerate() {
        let root = root(&mut parents, index);
        let Some(group) = groups.get_mut(root) else { continue };
        let group = group.get_or_insert_with(Component::default);
        if index < horizontal.len() { group.0.push(*line) } else { group.1.push(*line) }
    }
    let groups = groups.into_iter().flatten();
    groups.filter(|(horizontal, vertical)| horizontal.len() >= 2 && !vertical.is_empty()).collect()
}

/// The first line of the group that a line belongs to.
fn root(parents: &mut [usize], mut index: usize) -> usize {
    while let Some(&parent) = parents.get(index) {
        if parent == index {
            break;
        }
        let grandparent = parents.get(parent).copied().unwrap_or(parent);
        if let Some(own) = parents.get_mut(index) {
            *own = grandparent;
        }
        index = parent;
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::grid::lattice::rulings;
    use crate::read::grid::page::Ruling;

    fn frames(lines: &[(i32, i32, i32, i32)]) -> Vec<Frame> {
        let ruling = |&(x0, y0, x1, y1): &(i32, i32, i32, i32)| Ruling { x0, y0, x1, y1 };
        let (horizontal, vertical) = rulings::lines(&lines.iter().map(ruling).collect::<Vec<_>>());
        Frame::all(&horizontal, &vertical)
    }

    #[test]
    fn walls_that_are_missing_merge_cells() {
        let frames = frames(&[
            (0, 0, 9000, 0),
            (0, 2000, 9000, 2000),
            (0, 4000, 9000, 4000),
            (0, 0, 0, 4000),
            (3000, 0, 3000, 4000),
            (6000, 2000, 6000, 4000),
            (9000, 0, 9000, 4000),
        ]);
        let [frame] = frames.as_slice() else { panic!("one frame") };
        let cells = [(0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1)];
        assert_eq!(frame.cells, cells);
        assert_eq!(frame.cell(7000, 1000), Some((0, 1)));
        assert_eq!(frame.cell(7000, 5000), None);
    }

    #[test]
    fn sides_without_a_line_end_where_the_others_end() {
        let frames = frames(&[(0, 0, 9000, 0), (0, 2000, 9000, 2000), (3000, 0, 3000, 2000)]);
        assert_eq!(frames[0].cells, [(0, 0, 1, 1), (0, 1, 1, 1)]);
    }

    #[test]
    fn a_border_around_a_table_is_no_table() {
        let frames = frames(&[
            (0, 0, 50_000, 0),
            (0, 80_000, 50_000, 80_000),
            (0, 0, 0, 80_000),
            (50_000, 0, 50_000, 80_000),
            (1000, 1000, 9000, 1000),
            (1000, 3000, 9000, 3000),
            (1000, 1000, 1000, 3000),
            (9000, 1000, 9000, 3000),
        ]);
        let [frame] = frames.as_slice() else { panic!("one frame") };
        assert_eq!(frame.xs, [1000, 9000]);
    }
}
