//! The text of a page as it lies: spans, pieces of lines, lines.

use alloc::{string::String, vec::Vec};

use crate::read::grid::lattice::lines;
use crate::read::grid::page::Glyph;
use crate::read::grid::shape;
use crate::read::grid::words;

/// The most pieces of a line; a real table has some twenty columns.
const MAX_PIECES: usize = 64;

/// The narrowest lane between two columns, in tenths of a character: the space inside cells leaves 2
/// points or more.
pub(super) const LANE: i64 = 2;

/// The longest name of a row without figures, in characters.
const LONGEST_NAME: usize = 30;

/// Farther than anything on a page is from anything else, and what costs as much as that.
pub(super) const FAR: i64 = 1 << 48;

/// From where to where something reaches, across the page or down it, in hundredths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub(super) from: i64,
    pub(super) to: i64,
}

impl Span {
    pub(super) fn new(from: impl Into<i64>, to: impl Into<i64>) -> Self {
        Self { from: from.into(), to: to.into() }
    }

    pub(super) fn middle(self) -> i64 {
        (self.from + self.to) / 2
    }

    pub(super) fn length(self) -> i64 {
        self.to - self.from
    }

    /// How far two spans lie over each other; below zero, how far they are apart.
    pub(super) fn overlap(self, other: Self) -> i64 {
        self.to.min(other.to) - self.from.max(other.from)
    }

    /// How far two spans are apart, 0 where they touch.
    pub(super) fn distance(self, other: Self) -> i64 {
        (-self.overlap(other)).max(0)
    }

    pub(super) fn holds(self, place: i64) -> bool {
        (self.from..=self.to).contains(&place)
    }

    /// The span of both and what is between them.
    pub(super) fn with(self, other: Self) -> Self {
        Self { from: self.from.min(other.from), to: self.to.max(other.to) }
    }

    /// The span of all, `None` of none.
    pub(super) fn over(spans: impl Iterator<Item = Self>) -> Option<Self> {
        spans.reduce(Self::with)
    }
}

/// A part of a line with no wide gap in it.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) across: Span,
    pub(super) down: Span,
    pub(super) text: String,
}

impl Piece {
    pub(super) fn new(glyphs: &[Glyph]) -> Option<Self> {
        let across = Span::over(glyphs.iter().map(|glyph| Span::new(glyph.left, glyph.right)))?;
        let down = Span::over(glyphs.iter().map(|glyph| Span::new(glyph.top, glyph.bottom)))?;
        Some(Self { across, down, text: lines::text(glyphs) })
    }

    /// Whether it is an amount, and no code or number.
    pub(super) fn is_figure(&self) -> bool {
        shape::amount(&self.text).is_some_and(|amount| amount.plain)
    }

    /// Whether it is any number or a dash in place of one.
    pub(super) fn is_number(&self) -> bool {
        shape::amount(&self.text).is_some() || shape::is_dash(&self.text)
    }
}

/// The pieces of a line, apart where `splits` says so of the gap between two glyphs.
pub(super) fn pieces(line: &[Glyph], splits: impl Fn(Span, i64) -> bool) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut end = line.first().map_or(0, |glyph| i64::from(glyph.right));
    for (at, glyph) in line.iter().enumerate().skip(1) {
        let gap = Span::new(end, glyph.left);
        if gap.length() > 0 && splits(gap, i64::from(glyph.height())) && pieces.len() < MAX_PIECES {
            pieces.extend(Piece::new(line.get(start..at).unwrap_or_default()));
            start = at;
        }
        end = end.max(i64::from(glyph.right));
    }
    pieces.extend(Piece::new(line.get(start..).unwrap_or_default()));
    pieces
}

/// A line of a page, taken apart where its gaps are wider than a character.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) down: Span,
    pub(super) pieces: Vec<Piece>,
    figures: usize,
}

impl Row {
    pub(super) fn new(line: &[Glyph]) -> Self {
        let pieces = pieces(line, |gap, height| gap.length() > height);
        let down = Span::over(pieces.iter().map(|piece| piece.down));
        Self {
            glyphs: line.to_vec(),
            down: down.unwrap_or(Span::new(0, 0)),
            // An amount may stand close before a name.
            figures: self::pieces(line, |gap, height| gap.length() * 10 >= height * LANE)
                .iter()
                .filter(|piece| piece.is_figure())
                .count(),
            pieces,
        }
    }

    /// How many amounts stand in the row.
    pub(super) fn figures(&self) -> usize {
        self.figures
    }

    /// Whether this is a row with figures: words and figures apart, or figures apart.
    pub(super) fn has_figures(&self) -> bool {
        self.figures > 0 && self.pieces.len() > 1 && !self.stands_apart()
    }

    /// Whether the line stands over or between tables: a title, a unit, who made it, prose.
    pub(super) fn stands_apart(&self) -> bool {
        let alone = self.pieces.len() == 1;
        let apart = |piece: &&Piece| {
            let text = &piece.text;
            // A code beside other texts is no number of a page, 单位名称 without a name is a heading.
            let heads = words::is_unit_heading(text) && !text.contains([':', '：']);
            let noise = words::is_noise(text) && !heads && (alone || !words::is_page_number(text));
            noise
                || words::title(text).is_some()
                || words::unit(text).is_some() && (alone || !words::is_money(text))
                || words::is_sentence(text)
                || words::is_note(text)
        };
        // A heading of many columns may have a word like these among others.
        self.pieces.iter().filter(apart).count() * 2 >= self.pieces.len()
    }

    /// Whether the line says in what its table counts.
    pub(super) fn tells_unit(&self) -> bool {
        self.stands_apart() && self.pieces.iter().any(|piece| words::unit(&piece.text).is_some())
    }

    /// Whether the line is but the name of a sum.
    pub(super) fn is_total(&self) -> bool {
        matches!(self.pieces.as_slice(), [piece] if words::is_total(&piece.text))
    }

    /// Whether the line may be a row whose amounts are all blank.
    pub(super) fn names_a_row(&self) -> bool {
        let short = |piece: &Piece| piece.text.chars().count() <= LONGEST_NAME;
        !self.stands_apart() && (self.pieces.len() > 1 || self.pieces.iter().all(short))
    }

    /// Whether the line is one of a heading: half of its pieces speak of keys or of money, none is a
    /// number.
    pub(super) fn heads(&self) -> bool {
        let heads = |piece: &&Piece| {
            let text = &piece.text;
            !shape::is_numbered(text)
                && (words::is_key_heading(text)
                    || words::is_row_number_heading(text)
                    || words::is_unit_heading(text)
                    || words::is_money(text))
        };
        !self.pieces.iter().any(|piece| shape::amount(&piece.text).is_some())
            && self.pieces.iter().filter(heads).count() * 2 >= self.pieces.len()
    }

    /// Whether the line is one of a heading for its words: one is of keys, none a number.
    pub(super) fn has_keys(&self) -> bool {
        let long = |piece: &&Piece| piece.text.chars().count() > 1;
        let alone = self.pieces.iter().filter(long).count() == 1;
        let is_key = |piece: &Piece| {
            let text = piece.text.as_str();
            let key = words::is_key_heading(text) || words::is_unit_heading(text);
            // Alone, a name may end like the heading of a key.
            key && !shape::is_numbered(text)
                && (!alone || text == "项目" || words::ends(text, "名称 编码 科目"))
        };
        !self.stands_apart()
            && self.pieces.iter().filter(long).any(is_key)
            && !self.pieces.iter().any(|piece| shape::amount(&piece.text).is_some())
    }

    /// Whether another table must begin with the line: it has keys, and half of it reads like a heading.
    pub(super) fn begins_heading(&self) -> bool {
        self.pieces.len() > 1 && self.has_keys() && self.heads()
    }

    /// Whether the line numbers the columns: 栏次 1 2 3.
    pub(super) fn numbers_columns(&self) -> bool {
        let numbers = |text: &str| {
            let bare = text.trim_end_matches('栏');
            bare.len() <= 2 && bare.parse::<u8>().is_ok()
                || bare.len() == 1 && bare.starts_with(|c: char| c.is_ascii_uppercase())
                || words::is(bare, "甲 乙 丙 栏次 行次 —")
                || bare.contains('=') && bare.starts_with(|c: char| c.is_ascii_digit())
        };
        self.pieces.len() > 1
            && self.pieces.iter().all(|piece| numbers(&shape::fold(&piece.text)))
            && self.pieces.iter().any(|piece| shape::amount(&piece.text).is_some())
    }
}
