//! A heading over a body → a grid: each heading beside the column it is nearest to, each text in the
//! column it stands in.

use alloc::{string::String, vec, vec::Vec};

use super::bands::{self, Band};
use super::column::Column;
use super::doubt::{self, Doubt};
use super::floors::Floors;
use super::groups::{self, Group, Headed};
use super::heading::{Cell, Heading};
use super::lanes::{self, Content, Lane};
use super::text::{self, FAR, Piece, Row, Span};
use crate::index;
use crate::read::grid::shape;
use crate::read::grid::words;
use crate::read::grid::{Grid, GridCell};

/// How many columns of the body one heading may stand over that has no others below it: 科目 over a
/// code and a name.
const MOST_SHARED: usize = 3;

/// What it costs, in tenths of a character, that a heading has no amounts below it, no keys, or other
/// headings although it does not reach over them.
const NO_AMOUNTS: i64 = 6;
const NO_KEYS: i64 = 40;
const OVER_OTHERS: i64 = 3;

/// The grid of some lines; a [`Doubt`] where they do not fit together.
pub(super) fn grid(rows: &[Row], floors: &Floors, at: &str) -> Result<Grid, Doubt> {
    let size = size(rows);
    let head = head(rows, size);
    let (heading, body) = rows.split_at_checked(head).unwrap_or((rows, &[]));
    let across = Span::over(rows.iter().flat_map(|row| &row.pieces).map(|piece| piece.across));
    let across = across.ok_or(Doubt::Columns)?;
    let down = Span::over(body.iter().map(|row| row.down));
    let parts = down.map(|down| floors.wide(across, down)).unwrap_or_default();
    let bands = bands::bands(body, &parts, size);
    let lanes = lanes::columns(&bands, size);
    let heading = Heading::new(heading, &lanes, floors, size);
    let columns = columns(&heading, &lanes, size).ok_or(Doubt::Columns)?;
    if columns.len() < 2 {
        return Err(Doubt::Columns);
    }
    let reaches = reaches(&columns, across);
    let headed = |(&across, column): (&Span, &Column)| {
        let own = column.leaf.and_then(|leaf| heading.cells.get(leaf));
        Headed {
            across,
            down: own.map_or(across, |cell| cell.down),
            cell: column.leaf,
            level: own.is_some_and(|cell| words::code_part(&cell.text).is_some()),
        }
    };
    let headed: Vec<Headed> = reaches.iter().zip(&columns).map(headed).collect();
    let groups = if heading.cells.is_empty() {
        Vec::new()
    } else {
        groups::groups(&heading, &headed, floors, size).ok_or(Doubt::Groups)?
    };
    Table { heading, columns, reaches, groups, bands: &bands, size }.grid(at)
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
        if !named && rows.iter().take(head).any(Row::has_keys) {
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
        let gap_before = before.map_or(FAR, |before| above.down.from - before.down.to);
        if gap * 10 > size * 3 || gap_before < gap + size / 5 {
            break;
        }
        head -= 1;
    }
    head
}

/// The columns of a table: each heading with the column of the body that is nearest, in their order.
fn columns(heading: &Heading, lanes: &[Lane], size: i64) -> Option<Vec<Column>> {
    if heading.cells.is_empty() {
        let column =
            |lane: &Lane| Column { across: lane.across, content: Some(lane.content), leaf: None };
        return Some(lanes.iter().map(column).collect());
    }
    let pairs = pairs(heading, lanes, size)?;
    let mut columns: Vec<Column> = Vec::new();
    for (leaf, own) in pairs {
        let cell = heading.cells.get(leaf)?;
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
    lanes: &'a [Lane],
    size: i64,
) -> Option<Vec<(usize, Vec<&'a Lane>)>> {
    let (leaves, width) = (heading.leaves.len(), lanes.len());
    // For the first headings over the first columns: the cost, and what the last one has.
    let mut best = vec![vec![(FAR, Below::Others); width + 1]; leaves + 1];
    best.first_mut()?.first_mut()?.0 = 0;
    for (number, &leaf) in heading.leaves.iter().enumerate() {
        let cell = heading.cells.get(leaf)?;
        for end in 0..=width {
            let mut ways = Vec::with_capacity(MOST_SHARED + 2);
            for count in 0..=MOST_SHARED.min(end) {
                let own = lanes.get(end - count..end)?;
                ways.extend(
                    distance(cell, own, lanes, size).map(|cost| (cost, Below::Columns(count))),
                );
            }
            if heading.may_be_over_others(leaf, size) {
                ways.push((size * OVER_OTHERS / 10, Below::Others));
            }
            for (cost, below) in ways {
                let all = best.get(number)?.get(end - below.count())?.0 + cost;
                let slot = best.get_mut(number + 1)?.get_mut(end)?;
                if all < slot.0 {
                    *slot = (all, below);
                }
            }
        }
    }
    let mut pairs = Vec::with_capacity(leaves);
    let mut end = width;
    for (number, &leaf) in heading.leaves.iter().enumerate().rev() {
        let (cost, below) = *best.get(number + 1)?.get(end)?;
        if cost >= FAR {
            return None;
        }
        if let Below::Columns(count) = below {
            pairs.push((leaf, lanes.get(end - count..end)?.iter().collect()));
        }
        end -= below.count();
    }
    pairs.reverse();
    (end == 0).then_some(pairs)
}

/// What stands below a heading.
#[derive(Debug, Clone, Copy)]
enum Below {
    /// So many columns of the body.
    Columns(usize),
    /// Other headings.
    Others,
}

impl Below {
    fn count(self) -> usize {
        match self {
            Self::Columns(count) => count,
            Self::Others => 0,
        }
    }
}

/// How far a heading lies from columns of the body; `None` where it cannot be theirs.
fn distance(cell: &Cell, own: &[Lane], all: &[Lane], size: i64) -> Option<i64> {
    let Some(across) = Span::over(own.iter().map(|lane| lane.across)) else {
        // A column of amounts may be blank, one of keys is not.
        let key = words::is_key_heading(&shape::clean(&cell.text));
        let free = !all.iter().any(|lane| lane.across.overlap(cell.across) > 0);
        return free.then_some(size * if key { NO_KEYS } else { NO_AMOUNTS } / 10);
    };
    let amounts = own.iter().any(|lane| lane.content == Content::Amounts);
    if own.len() > 1 && (amounts || !across.holds(cell.across.middle())) {
        return None;
    }
    let shared = i64::try_from(own.len() - 1).unwrap_or(0) * size;
    let middles = (across.middle() - cell.across.middle()).abs() / 64;
    Some(across.distance(cell.across) + middles + shared)
}

/// From where to where the columns may reach: to the middle of the lanes between them.
fn reaches(columns: &[Column], across: Span) -> Vec<Span> {
    let middle = |a: &Column, b: &Column| Span { from: a.across.to, to: b.across.from }.middle();
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
    fn grid(&self, at: &str) -> Result<Grid, Doubt> {
        let (depth, mut cells) = self.heading_cells().ok_or(Doubt::Groups)?;
        for (band, row) in self.bands.iter().zip(depth..) {
            cells.extend(self.body_cells(band, row).ok_or(Doubt::Crossing)?);
        }
        doubt::check(&self.heading, &self.columns, self.bands, &cells, depth)?;
        let edge = |edge: i64| i32::try_from(edge).unwrap_or(i32::MAX);
        let mut edges: Vec<i32> = self.reaches.iter().map(|reach| edge(reach.from)).collect();
        edges.extend(self.reaches.last().map(|reach| edge(reach.to)));
        let lanes = self.columns.iter().map(|c| (edge(c.across.from), edge(c.across.to)));
        Ok(Grid {
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
            groups.map(|group| group.cell).chain(leaf).collect()
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
                // A character may be narrower than what is cut off its ends.
                let from = column(piece.across.from + 1);
                let to = column(piece.across.to - 1).max(from);
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
