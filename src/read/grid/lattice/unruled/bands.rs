//! Lines of the body of a table → its rows: what stands between two rulings, else lines that gaps
//! narrower than those between rows tie together.

use alloc::vec::Vec;

use super::text::{FAR, Row, Span};
use crate::read::grid::shape;
use crate::read::grid::words;

/// A row of a table: its lines.
#[derive(Debug, Clone)]
pub(super) struct Band<'a> {
    pub(super) lines: Vec<&'a Row>,
    pub(super) down: Span,
}

impl<'a> Band<'a> {
    fn new(line: &'a Row) -> Self {
        Self { lines: Vec::from([line]), down: line.down }
    }

    fn join(&mut self, other: Self) {
        self.down = self.down.with(other.down);
        self.lines.extend(other.lines);
    }

    /// Whether amounts stand in the row.
    pub(super) fn has_figures(&self) -> bool {
        self.lines.iter().any(|line| line.figures() > 0)
    }

    /// Whether the row numbers the columns.
    pub(super) fn numbers_columns(&self) -> bool {
        self.lines.iter().all(|line| line.numbers_columns())
    }

    /// Whether the row is named as a sum, whose name may lie over several columns.
    pub(super) fn is_total(&self) -> bool {
        let mut pieces = self.lines.iter().flat_map(|line| &line.pieces);
        pieces.find(|piece| !piece.is_number()).is_some_and(|piece| words::is_total(&piece.text))
    }

    fn begins_with(&self, is: impl Fn(&str) -> bool) -> bool {
        let pieces = self.lines.iter().flat_map(|line| &line.pieces);
        pieces.min_by_key(|piece| piece.across.from).is_some_and(|piece| is(&piece.text))
    }

    fn is_coded(&self) -> bool {
        self.begins_with(|text| shape::code(text).is_some() || shape::code_and_name(text).is_some())
    }

    fn is_numbered(&self) -> bool {
        self.begins_with(|text| shape::is_numbered(text) || words::is_total(text))
    }
}

/// The rows that the lines of a body make; `floors` are the heights of the rulings that part them,
/// `size` that of a character.
pub(super) fn bands<'a>(lines: &'a [Row], floors: &[i64], size: i64) -> Vec<Band<'a>> {
    let interval = |down: Span| floors.partition_point(|&floor| floor < down.middle());
    let mut bands: Vec<Band> = Vec::new();
    for line in lines {
        // Amounts in the middle beside two lines of a name reach into both.
        let over = |band: &&mut Band| {
            band.down.overlap(line.down) * 10 > size && interval(band.down) == interval(line.down)
        };
        match bands.last_mut().filter(over) {
            Some(band) => band.join(Band::new(line)),
            None => bands.push(Band::new(line)),
        }
    }
    if is_ruled(&bands, &interval) {
        return joined(bands, |above, below| interval(above.down) == interval(below.down));
    }
    let ties = Ties::new(&bands, size);
    let mut on: Vec<bool> = Vec::with_capacity(bands.len());
    for (number, band) in bands.iter().enumerate() {
        let above = number.checked_sub(1).and_then(|above| bands.get(above));
        let below = bands.get(number + 1);
        on.push(above.is_some_and(|above| {
            interval(above.down) == interval(band.down)
                && (ties.goes_on(above, band, below) || ties.begins(above, band, number, &bands))
        }));
    }
    let mut on = on.into_iter().skip(1);
    joined(bands, |_, _| on.next().unwrap_or(false))
}

/// Whether rulings part all rows: there are some, and between two of them is one row of figures.
fn is_ruled(bands: &[Band], interval: &impl Fn(Span) -> usize) -> bool {
    let first = bands.first().map(|band| interval(band.down));
    let last = bands.last().map(|band| interval(band.down));
    let with_figures = || bands.iter().filter(|band| band.has_figures());
    let mut pairs = with_figures().zip(with_figures().skip(1));
    first < last && pairs.all(|(above, below)| interval(above.down) < interval(below.down))
}

/// The bands, each joined with the one above where `tied` says so.
fn joined(bands: Vec<Band<'_>>, mut tied: impl FnMut(&Band, &Band) -> bool) -> Vec<Band<'_>> {
    let mut rows: Vec<Band> = Vec::new();
    for band in bands {
        let with = rows.last().is_some_and(|above| tied(above, &band));
        match rows.last_mut().filter(|_| with) {
            Some(above) => above.join(band),
            None => rows.push(band),
        }
    }
    rows
}

/// What ties lines to a row.
struct Ties {
    size: i64,
    /// The narrowest gap between two rows.
    row_gap: i64,
    /// Whether all rows with figures begin with a code, and whether all are numbered.
    coded: bool,
    numbered: bool,
}

impl Ties {
    fn new(bands: &[Band], size: i64) -> Self {
        let rows = bands.iter().zip(bands.iter().skip(1));
        let rows = rows.filter(|(above, below)| above.has_figures() && below.has_figures());
        let row_gap = rows.map(|(above, below)| below.down.from - above.down.to).min();
        let figured = || bands.iter().filter(|band| band.has_figures() && !band.is_total());
        Self {
            size,
            row_gap: row_gap.unwrap_or(size * 6 / 10),
            coded: figured().all(Band::is_coded),
            numbered: figured().all(Band::is_numbered),
        }
    }

    /// Whether a gap is clearly narrower than those between rows.
    fn is_close(&self, gap: i64) -> bool {
        gap < self.size && gap * 10 < self.row_gap * 7
    }

    /// Whether a line without figures goes on with the row above it.
    fn goes_on(&self, above: &Band, band: &Band, below: Option<&Band>) -> bool {
        if band.has_figures() || band.is_coded() {
            return false;
        }
        let gap = band.down.from - above.down.to;
        let gap_below = below.map_or(FAR, |below| below.down.from - band.down.to);
        let alone = band.lines.iter().all(|line| line.pieces.len() == 1);
        // Where rows lie as close as lines, codes and numbering tell where a row begins.
        let unnamed = (self.coded || self.numbered && !band.is_numbered()) && !band.is_total();
        let tight = self.row_gap * 2 < self.size && gap <= gap_below;
        self.is_close(gap) && gap <= gap_below || alone && unnamed && tight
    }

    /// Whether the line above is the first of a name that a row with figures ends.
    fn begins(&self, above: &Band, band: &Band, number: usize, bands: &[Band]) -> bool {
        let before = number.checked_sub(2).and_then(|before| bands.get(before));
        let gap = band.down.from - above.down.to;
        let gap_before = before.map_or(FAR, |before| above.down.from - before.down.to);
        !above.has_figures() && self.is_close(gap) && gap < gap_before
    }
}
