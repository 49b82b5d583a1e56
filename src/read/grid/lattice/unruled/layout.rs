//! A heading over a body → a grid: each heading beside the column it is nearest to, each text in the
//! column it stands in.

use alloc::{string::String, vec, vec::Vec};

use super::bands::{self, Band};
use super::doubt;
use super::floors::Floors;
use super::groups::{self, Group, Headed};
use super::heading::Heading;
use super::lanes::{self, Content};
use super::text::{self, Piece, Row, Span};
use crate::index;
use crate::read::grid::shape;
use crate::read::grid::words;
use crate::read::grid::{Grid, GridCell};

/// How many columns of the body one heading may stand over that has no others below it: 科目 over a
/// code and a name.
const MOST_SHARED: usize = 3;

/// What it costs, in tenths of a character, that a heading has no amounts below it.
const NO_BODY: i64 = 6;

/// A column of the table.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// From where to where its texts reach.
    pub(super) across: Span,
    pub(super) content: Option<Content>,
    /// The heading right over it, by its place among the leaves.
    pub(super) leaf: Option<usize>,
}

/// The grid of some lines; a doubtful one where they do not fit together.
pub(super) fn grid(rows: &[Row], floors: &Floors, at: &str) -> Grid {
    let size = size(rows);
    let head = head(rows, size);
    let (heading, body) = rows.split_at_checked(head).unwrap_or((rows, &[]));
    let across = Span::over(rows.iter().flat_map(|row| &row.pieces).map(|piece| piece.across));
    let down = Span::over(body.iter().map(|row| row.down));
    let parts = across.zip(down).map(|(across, down)| floors.wide(across, down));
    let bands = bands::bands(body, &parts.unwrap_or_default(), size);
    let lanes = lanes::columns(&bands, size);
    let heading = Heading::new(heading, &lanes, floors, size);
    let columns = columns(&heading, &lanes, size);
    let found = columns.and_then(|columns| {
        let reaches = reaches(&columns, across?);
        let headed = reaches.iter().zip(&columns).map(|(&across, column)| Headed {
            across,
            down: column.leaf.and_then(|leaf| heading.leaf(leaf)).map_or(across, |cell| cell.down),
        });
        let headed: Vec<Headed> = headed.collect();
        let groups = if heading.cells.is_empty() {
            Vec::new()
        } else {
            groups::groups(&heading, &headed, floors, size)?
        };
        Some(Table { heading, columns, reaches, groups, bands: &bands, size })
    });
    found.and_then(|table| table.grid(at)).unwrap_or_else(|| doubtful(rows, at))
}

/// The usual height of a character.
fn size(rows: &[Row]) -> i64 {
    let mut heights: Vec<i64> =
        rows.iter().flat_map(|row| &row.glyphs).map(|glyph| i64::from(glyph.height())).collect();
    heights.sort_unstable();
    heights.get(heights.len() / 2).copied().unwrap_or(0).max(1)
}

/// How many lines the heading has: those above the first row with numbers, and above the names that
/// stand right over that.
fn head(rows: &[Row], size: i64) -> usize {
    let is_year = |text: &str| text.len() == 4 && text.starts_with("20");
    let number = |piece: &Piece| shape::amount(&piece.text).is_some() && !is_year(&piece.text);
    let is_body =
        |row: &Row| row.numbers_columns() || row.figures() > 0 || row.pieces.iter().any(number);
    let found = rows.iter().position(is_body);
    let mut head = found.unwrap_or(rows.len());
    let first_number = found.and_then(|row| rows.get(row)).and_then(|row| {
        row.pieces.iter().find(|piece| piece.is_figure()).map(|piece| piece.across.from)
    });
    while let Some(above) = head.checked_sub(1).and_then(|above| rows.get(above)) {
        let left = |piece: &Piece| first_number.is_none_or(|first| piece.across.to < first);
        let named = above.pieces.iter().all(|piece| {
            shape::is_numbered(&piece.text) && !piece.text.starts_with("其中")
                || words::is_total(&piece.text) && above.pieces.len() == 1 && left(piece)
        });
        if !named && rows.iter().take(head).any(Row::heads) {
            break;
        }
        head -= 1;
    }
    // Amounts stand in the middle beside the lines of a name, the first of which is above them.
    while let Some(first) = rows.get(head) {
        let above = head.checked_sub(1).and_then(|above| rows.get(above));
        let Some(above) = above.filter(|above| !above.heads()) else { break };
        let gap = first.down.from - above.down.to;
        let before = head.checked_sub(2).and_then(|before| rows.get(before));
        let gap_before = before.map_or(i64::MAX, |before| above.down.from - before.down.to);
        if gap * 10 > size * 3 || gap_before < gap + size / 5 {
            break;
        }
        head -= 1;
    }
    head
}

/// The columns of a table: each heading with the column of the body that is nearest, in their order.
fn columns(heading: &Heading, lanes: &[lanes::Column], size: i64) -> Option<Vec<Column>> {
    if heading.cells.is_empty() {
        let column = |lane: &lanes::Column| Column {
            across: lane.across,
            content: Some(lane.content),
            leaf: None,
        };
        return Some(lanes.iter().map(column).collect());
    }
    let pairs = pairs(heading, lanes, size)?;
    let mut columns: Vec<Column> = Vec::new();
    for (leaf, own) in pairs.into_iter().enumerate() {
        let cell = heading.leaf(leaf)?;
        match own.as_slice() {
            [] => columns.push(Column { across: cell.across, content: None, leaf: Some(leaf) }),
            [lane] => columns.push(Column {
                across: lane.across.with(cell.across),
                content: Some(lane.content),
                leaf: Some(leaf),
            }),
            several => {
                // Two columns where a code stands before a name; else a name with a gap in it.
                let apart = several.iter().any(|lane| lane.content == Content::Codes);
                if several.iter().any(|lane| lane.content == Content::Amounts) {
                    return None;
                }
                let whole = Span::over(several.iter().map(|lane| lane.across))?;
                if apart {
                    columns.extend(several.iter().map(|lane| Column {
                        across: lane.across,
                        content: Some(lane.content),
                        leaf: Some(leaf),
                    }));
                } else {
                    columns.push(Column {
                        across: whole.with(cell.across),
                        content: Some(Content::Words),
                        leaf: Some(leaf),
                    });
                }
            }
        }
    }
    let ordered =
        columns.iter().zip(columns.iter().skip(1)).all(|(a, b)| a.across.to <= b.across.from);
    ordered.then_some(columns)
}

/// The columns of the body below each heading, so that all have one and all lie as near as can be.
fn pairs<'a>(
    heading: &Heading,
    lanes: &'a [lanes::Column],
    size: i64,
) -> Option<Vec<Vec<&'a lanes::Column>>> {
    let (leaves, width) = (heading.leaves.len(), lanes.len());
    // For the first headings over the first columns: the cost, and how many the last one has.
    let mut best = vec![vec![(i64::MAX, 0_usize); width + 1]; leaves + 1];
    *best.first_mut()?.first_mut()? = (0, 0);
    for leaf in 0..leaves {
        let cell = heading.leaf(leaf)?;
        for end in 0..=width {
            for count in 0..=MOST_SHARED.min(end) {
                let (before, _) = *best.get(leaf)?.get(end - count)?;
                let own = lanes.get(end - count..end)?;
                let cost = match Span::over(own.iter().map(|lane| lane.across)) {
                    None if lanes.iter().any(|lane| lane.across.overlap(cell.across) > 0) => {
                        continue;
                    }
                    None => size * NO_BODY / 10,
                    Some(across) if count > 1 && !across.holds(cell.across.middle()) => continue,
                    Some(across) => {
                        across.distance(cell.across)
                            + (across.middle() - cell.across.middle()).abs() / 64
                            + i64::try_from(count - 1).unwrap_or(0) * size
                    }
                };
                let slot = best.get_mut(leaf + 1)?.get_mut(end)?;
                if before < i64::MAX && before + cost < slot.0 {
                    *slot = (before + cost, count);
                }
            }
        }
    }
    let mut pairs = Vec::with_capacity(leaves);
    let mut end = width;
    for leaf in (1..=leaves).rev() {
        let (cost, count) = *best.get(leaf)?.get(end)?;
        if cost == i64::MAX {
            return None;
        }
        pairs.push(lanes.get(end - count..end)?.iter().collect());
        end -= count;
    }
    pairs.reverse();
    (end == 0).then_some(pairs)
}

/// From where to where the columns may reach: to the middle of the lanes between them.
fn reaches(columns: &[Column], across: Span) -> Vec<Span> {
    let middle = |a: &Column, b: &Column| i64::midpoint(a.across.to, b.across.from);
    let inner = columns.iter().zip(columns.iter().skip(1)).map(|(a, b)| middle(a, b));
    let mut edges = vec![across.from];
    edges.extend(inner);
    edges.push(across.to);
    edges.iter().zip(edges.iter().skip(1)).map(|(&from, &to)| Span { from, to }).collect()
}

/// A table before its cells are laid out.
struct Table<'a> {
    heading: Heading,
    columns: Vec<Column>,
    reaches: Vec<Span>,
    groups: Vec<Group>,
    bands: &'a [Band<'a>],
    size: i64,
}

impl Table<'_> {
    fn grid(&self, at: &str) -> Option<Grid> {
        if self.columns.len() < 2 {
            return None;
        }
        let (depth, mut cells) = self.heading_cells()?;
        for (band, row) in self.bands.iter().zip(depth..) {
            cells.extend(self.body_cells(band, row)?);
        }
        if doubt::doubtful(&self.heading, &self.columns, self.bands, &cells, depth) {
            return None;
        }
        let edge = |edge: i64| i32::try_from(edge).unwrap_or(i32::MAX);
        let mut edges: Vec<i32> = self.reaches.iter().map(|reach| edge(reach.from)).collect();
        edges.extend(self.reaches.last().map(|reach| edge(reach.to)));
        let lanes = self.columns.iter().map(|c| (edge(c.across.from), edge(c.across.to)));
        Some(Grid {
            rows: depth.saturating_add(index::number(self.bands.len())),
            columns: index::number(self.columns.len()),
            cells,
            at: Some(at.into()),
            edges,
            lanes: lanes.collect(),
            guessed: true,
            ..Grid::default()
        })
    }

    /// The cells of the heading: over each column its groups from top to bottom, then its own.
    fn heading_cells(&self) -> Option<(u32, Vec<GridCell>)> {
        let path = |column: usize| -> Vec<usize> {
            let groups = self.groups.iter().filter(|group| group.columns.contains(&column));
            let leaf = self.columns.get(column).and_then(|column| column.leaf);
            let leaf = leaf.and_then(|leaf| self.heading.leaves.get(leaf));
            groups.map(|group| group.cell).chain(leaf.copied()).collect()
        };
        let paths: Vec<Vec<usize>> = (0..self.columns.len()).map(path).collect();
        let depth = paths.iter().map(Vec::len).max().unwrap_or(0);
        let mut cells: Vec<GridCell> = Vec::new();
        for level in 0..depth {
            let mut last: Option<&[usize]> = None;
            for (path, column) in paths.iter().zip(0..) {
                let Some(&own) = path.get(level) else {
                    last = None;
                    continue;
                };
                let so_far = path.get(..=level)?;
                if last == Some(so_far) {
                    let cell = cells.last_mut()?;
                    cell.column_span = cell.column_span.saturating_add(1);
                    continue;
                }
                last = Some(so_far);
                let rows = if level + 1 == path.len() { depth - level } else { 1 };
                let text = self.heading.cells.get(own)?.text.clone();
                let (row, rows) = (index::number(level), index::number(rows));
                cells.push(GridCell::spanning(row, column, rows, 1, text));
            }
        }
        Some((index::number(depth), cells))
    }

    /// The cells of a row of the body; `None` where an amount stands across a lane or a text lies over
    /// another.
    fn body_cells(&self, band: &Band, row: u32) -> Option<Vec<GridCell>> {
        let column = |place: i64| {
            let behind = self.reaches.partition_point(|reach| reach.to < place);
            behind.min(self.reaches.len().saturating_sub(1))
        };
        let mut texts: Vec<Vec<(Piece, usize)>> = vec![Vec::new(); self.columns.len()];
        let mut lines = band.lines.clone();
        lines.sort_by_key(|line| line.down.from);
        for line in lines {
            let cut = |gap: Span, _: i64| {
                gap.length() * 10 >= self.size * 2
                    && (gap.length() > self.size || column(gap.from) != column(gap.to))
            };
            for piece in text::pieces(&line.glyphs, cut) {
                let (from, to) = (column(piece.across.from + 1), column(piece.across.to - 1));
                if from != to && piece.is_number() {
                    return None;
                }
                texts.get_mut(from)?.push((piece, to));
            }
        }
        if band.is_total() && !band.numbers_columns() {
            self.widen_total(&mut texts);
        }
        let mut cells: Vec<GridCell> = Vec::new();
        let mut free = 0;
        for (own, place) in texts.iter().zip(0_usize..) {
            let end = own.iter().map(|(_, to)| *to).max().unwrap_or(place) + 1;
            if place < free {
                if !own.is_empty() {
                    return None;
                }
                continue;
            }
            free = end;
            let mut text = String::new();
            let mut last: Option<&Piece> = None;
            for (piece, _) in own {
                if let Some(last) = last {
                    text.push(if last.down.overlap(piece.down) > 0 { ' ' } else { '\n' });
                }
                text.push_str(&piece.text);
                last = Some(piece);
            }
            let span = index::number(end - place);
            cells.push(GridCell::spanning(row, index::number(place), 1, span, text));
        }
        Some(cells)
    }

    /// Lays the name of a sum over all the columns of keys around it that are blank.
    fn widen_total(&self, texts: &mut [Vec<(Piece, usize)>]) {
        let is_key = |column: usize| {
            let column = self.columns.get(column);
            column.is_some_and(|c| matches!(c.content, Some(Content::Codes | Content::Words)))
        };
        let named = texts.iter().position(|own| {
            own.len() == 1 && own.iter().all(|(piece, _)| words::is_total(&piece.text))
        });
        let Some(named) = named.filter(|&named| is_key(named)) else { return };
        let blank = |texts: &[Vec<(Piece, usize)>], column: usize| {
            is_key(column) && texts.get(column).is_some_and(Vec::is_empty)
        };
        let own_end = texts.get(named).and_then(|own| own.first()).map_or(named, |(_, to)| *to);
        let first = (0..named).rev().take_while(|&column| blank(texts, column)).last();
        let last = (own_end + 1..texts.len()).take_while(|&column| blank(texts, column)).last();
        let (first, last) = (first.unwrap_or(named), last.unwrap_or(own_end));
        let own = texts.get_mut(named).map(core::mem::take).unwrap_or_default();
        if let Some(texts) = texts.get_mut(first) {
            *texts = own.into_iter().map(|(piece, _)| (piece, last)).collect();
        }
    }
}

/// The lines as they stand, for a grid that is told and not read.
fn doubtful(rows: &[Row], at: &str) -> Grid {
    let cells = rows.iter().zip(0..).flat_map(|(row, number)| {
        let pieces = row.pieces.iter().zip(0..);
        pieces.map(move |(piece, column)| GridCell::new(number, column, piece.text.clone()))
    });
    Grid { guessed: true, doubtful: true, at: Some(at.into()), ..Grid::new(cells) }
}
