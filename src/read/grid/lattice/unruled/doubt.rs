//! What shows that rows or columns were guessed wrongly. A table that is left out is told; one that is
//! misread accuses an honest document.

use alloc::vec::Vec;

use super::bands::Band;
use super::column::Column;
use super::heading::Heading;
use super::lanes::Content;
use super::text::Span;
use crate::index;
use crate::read::grid::GridCell;
use crate::read::grid::shape;
use crate::read::grid::words;

/// How far the edges of amounts below each other may differ: 1.5 points.
const RAGGED: i64 = 150;

/// Why a guess is to be doubted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Headings and columns do not match one to one.
    Columns,
    /// What a heading over several columns covers cannot be told.
    Groups,
    /// A text stands across a lane, over others.
    Crossing,
    /// An amount is glued to a name, or to another.
    Glued,
    /// Amounts stand under the heading of a key, or words among amounts.
    Misplaced,
    /// Two columns have the same headings.
    Twins,
    /// The amounts of a column are not aligned.
    Ragged,
}

/// Checks a guess; `cells` are all cells, the heading's above row `head`.
pub(super) fn check(
    heading: &Heading,
    columns: &[Column],
    bands: &[Band],
    cells: &[GridCell],
    head: u32,
) -> Result<(), Doubt> {
    let body = || cells.iter().filter(|cell| cell.row >= head);
    if body().any(|cell| is_glued(&cell.text) || holds_two(&cell.text)) {
        return Err(Doubt::Glued);
    }
    if is_misplaced(heading, columns, body()) {
        return Err(Doubt::Misplaced);
    }
    if has_twins(columns.len(), cells, head) {
        return Err(Doubt::Twins);
    }
    if has_levels_apart(columns.len(), cells, head) {
        return Err(Doubt::Groups);
    }
    if (0..columns.len()).any(|column| is_ragged(column, columns, bands)) {
        return Err(Doubt::Ragged);
    }
    Ok(())
}

/// Whether an amount stands in a text with words.
fn is_glued(text: &str) -> bool {
    if shape::amount(text).is_some() {
        return false;
    }
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    text.split(|c: char| !is_part(c)).any(|part| {
        let plain = shape::amount(part).is_some_and(|amount| amount.plain);
        // 1.5 in a name is no amount; those have two decimals or separators.
        let decimals = part.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        plain && (decimals >= 2 || part.contains(','))
    })
}

/// Whether two numbers stand in one text, which white space would glue to another.
fn holds_two(text: &str) -> bool {
    let mut parts = text.split_whitespace();
    let all = |parts: &mut core::str::SplitWhitespace| {
        parts.all(|part| shape::amount(part).is_some() || shape::is_dash(part))
    };
    text.split_whitespace().count() > 1 && all(&mut parts)
}

/// Whether amounts stand under the heading of a key, or words among amounts.
fn is_misplaced<'a>(
    heading: &Heading,
    columns: &[Column],
    mut body: impl Iterator<Item = &'a GridCell>,
) -> bool {
    body.any(|cell| {
        let Some(column) = columns.get(index::index(cell.column)) else { return true };
        let over =
            column.leaf.and_then(|leaf| heading.cells.get(leaf)).map(|cell| cell.text.as_str());
        let plain = shape::amount(&cell.text).is_some_and(|amount| amount.plain);
        let keys = over.is_some_and(|text| words::is_key_heading(&shape::clean(text)));
        let words = !cell.text.is_empty()
            && cell.column_span == 1
            && shape::amount(&cell.text).is_none()
            && !shape::is_dash(&cell.text);
        let numbered =
            words::is_row_number_heading(&cell.text) || shape::clean(&cell.text) == "栏次";
        let texts = over.is_some_and(|text| words::is_text_heading(&shape::clean(text)));
        plain && keys || words && !numbered && !texts && column.content == Some(Content::Amounts)
    })
}

/// The headings over a column from top to bottom.
fn path(column: usize, cells: &[GridCell], head: u32) -> Vec<&str> {
    let over = cells.iter().filter(|cell| {
        let from = index::index(cell.column);
        cell.row < head && (from..from + index::index(cell.column_span)).contains(&column)
    });
    over.map(|cell| cell.text.as_str()).collect()
}

/// Whether 类, 款 and 项 beside each other stand under different headings: they are one code.
fn has_levels_apart(columns: usize, cells: &[GridCell], head: u32) -> bool {
    let above = |column: usize| {
        let path = path(column, cells, head);
        let (leaf, above) = path.split_last()?;
        matches!(*leaf, "类" | "款" | "项").then(|| above.to_vec())
    };
    (1..columns).any(|column| {
        let both = above(column - 1).zip(above(column));
        both.is_some_and(|(left, right)| left != right)
    })
}

/// Whether two columns of one side have the same headings from top to bottom.
fn has_twins(columns: usize, cells: &[GridCell], head: u32) -> bool {
    let mut side: Vec<Vec<&str>> = Vec::new();
    let mut amounts = false;
    for path in (0..columns).map(|column| path(column, cells, head)) {
        let key = path.last().is_some_and(|text| words::is_key_heading(&shape::clean(text)));
        if key && amounts {
            side.clear();
        }
        amounts = !key;
        // A heading over a code and a name is no twin.
        if !key && !path.is_empty() && side.contains(&path) {
            return true;
        }
        side.push(path);
    }
    false
}

/// Whether the amounts of a column are aligned neither right, left nor by their middles: they may
/// be those of two.
fn is_ragged(column: usize, columns: &[Column], bands: &[Band]) -> bool {
    let Some(own) = columns.get(column).filter(|c| c.content == Some(Content::Amounts)) else {
        return false;
    };
    let lines = bands.iter().filter(|band| !band.numbers_columns()).flat_map(|band| &band.lines);
    let pieces = lines.flat_map(|line| &line.pieces);
    let amounts: Vec<Span> = pieces
        .filter(|piece| piece.is_figure() && own.across.overlap(piece.across) > 0)
        .map(|piece| piece.across)
        .collect();
    let differ = |place: fn(&Span) -> i64| {
        let (least, most) = (amounts.iter().map(place).min(), amounts.iter().map(place).max());
        least.zip(most).is_some_and(|(least, most)| most - least > RAGGED)
    };
    differ(|span| span.to) && differ(|span| span.from) && differ(|span| span.middle())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_of_a_code_stand_under_one_heading() {
        let cells = |span: u32| {
            let mut cells = alloc::vec![
                GridCell::spanning(0, 0, 1, span, "科目编码"),
                GridCell::spanning(0, 3, 2, 1, "合计"),
            ];
            let leaves = ["类", "款", "项"].into_iter().zip(0..);
            cells.extend(leaves.map(|(leaf, column)| GridCell::new(1, column, leaf)));
            cells
        };
        assert!(!has_levels_apart(4, &cells(3), 2));
        assert!(has_levels_apart(4, &cells(2), 2));
    }
}
