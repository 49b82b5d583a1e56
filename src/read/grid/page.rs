//! Pages: boxes of glyphs and ruling lines, as any extractor of PDF can hand them over.

use alloc::{format, string::String, vec::Vec};

/// A printed character and its box, in hundredths of a point from the top left of the page.
///
/// The box reaches from the origin of the glyph to that of the next one, and over the height of
/// the font; the outline itself does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Glyph {
    /// The character.
    pub text: char,
    /// The left edge.
    pub left: i32,
    /// The top edge.
    pub top: i32,
    /// The right edge.
    pub right: i32,
    /// The bottom edge.
    pub bottom: i32,
}

/// A ruling line, horizontal or vertical, in hundredths of a point from the top left.
///
/// Strokes, thin filled rectangles and the edges of stroked rectangles are rulings; what is
/// neither horizontal nor vertical is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Ruling {
    /// One end.
    pub x0: i32,
    /// One end.
    pub y0: i32,
    /// The other end.
    pub x1: i32,
    /// The other end.
    pub y1: i32,
}

/// A page: what is visible on it.
///
/// Glyphs that the page box or a clip hides are not to be handed over: a cell that breaks over a
/// page is often drawn on both, and once of it invisibly.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(default))]
#[non_exhaustive]
pub struct Page {
    /// The number of the page, counted from 1.
    pub number: u32,
    /// The glyphs, in any order.
    pub glyphs: Vec<Glyph>,
    /// The rulings, in any order.
    pub rulings: Vec<Ruling>,
}

impl Page {
    /// A page without anything on it; the number counts from 1.
    ///
    /// ```
    /// let page = cn_budget::read::Page::new(1);
    /// assert!(page.glyphs.is_empty() && page.rulings.is_empty());
    /// ```
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self { number, glyphs: Vec::new(), rulings: Vec::new() }
    }

    /// The place of the page in words: `p4`.
    pub(super) fn at(&self) -> String {
        format!("p{}", self.number)
    }
}

impl Glyph {
    pub(super) fn middle(&self) -> (i32, i32) {
        (midpoint(self.left, self.right), midpoint(self.top, self.bottom))
    }

    pub(super) fn height(&self) -> i32 {
        self.bottom.saturating_sub(self.top)
    }

    pub(super) fn width(&self) -> i32 {
        self.right.saturating_sub(self.left)
    }
}

/// The middle between two numbers, whatever they are.
pub(super) fn midpoint(a: i32, b: i32) -> i32 {
    a.min(b).saturating_add(i32::try_from(a.abs_diff(b) / 2).unwrap_or(i32::MAX))
}
