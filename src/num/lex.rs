//! The lexer of printed numbers: cells of tables, and numbers that begin inside prose.
//!
//! Half and full width, separators, the many minus signs and the printed unit are understood;
//! exponents, underscores and letters are not. One pass, no allocation, and no more digits are
//! read than 64 bits hold.

use crate::error::{Error, ErrorKind};
use crate::num::unit::Unit;

/// What is wrong with a text, and the byte at which the trouble starts.
pub(crate) type Fault = (ErrorKind, usize);

/// The error about `text`, off the path of correct input.
#[cold]
pub(crate) fn error(text: &str, (kind, position): Fault) -> Error {
    Error::new(kind, text, position)
}

/// A number as printed: `mantissa` × 10^−`decimals`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    pub(crate) mantissa: i64,
    pub(crate) decimals: u8,
}

/// A number in a cell, with the unit printed behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell {
    pub(crate) number: Number,
    pub(crate) unit: Option<Unit>,
}

/// The number that a whole cell holds, `None` where it holds nothing: blank, dashes, slashes.
#[inline]
pub(crate) fn cell(text: &str) -> Result<Option<Cell>, Fault> {
    let mut cursor = Cursor { text, at: 0 };
    let (mut sign, mut open, mut currency) = (None, false, false);
    loop {
        let (glyph, length) = cursor.peek();
        match glyph {
            Glyph::Digit(_) | Glyph::Point => break,
            Glyph::Space => {}
            Glyph::Minus | Glyph::Triangle if sign.is_none() => sign = Some(true),
            Glyph::Plus if sign.is_none() => sign = Some(false),
            Glyph::Open if sign.is_none() => (sign, open) = (Some(true), true),
            Glyph::Currency if !currency => currency = true,
            _ if is_absent(text) => return Ok(None),
            glyph => return Err((glyph.out_of_place(), cursor.at)),
        }
        cursor = cursor.after(length);
    }
    let digits = cursor.digits()?;
    let number = digits.number(sign == Some(true)).ok_or((ErrorKind::TooPrecise, cursor.at))?;
    let mut unit = None;
    loop {
        let (glyph, length) = cursor.peek();
        match glyph {
            Glyph::End if open => return Err((ErrorKind::NotAnAmount, cursor.at)),
            Glyph::End => return Ok(Some(Cell { number, unit })),
            Glyph::Space => {}
            Glyph::Close if open => open = false,
            Glyph::Other if unit.is_none() => {
                unit = Unit::starting(cursor.rest());
                cursor.at += unit.ok_or((ErrorKind::NotAnAmount, cursor.at))?.label().len();
                continue;
            }
            glyph => return Err((glyph.out_of_place(), cursor.at)),
        }
        cursor = cursor.after(length);
    }
}

/// The number at the beginning of a piece of prose, and its length in bytes.
///
/// A minus counts where it stands right before the first digit. A comma (half or full width)
/// belongs to the number only where it cuts groups of three, since in prose it may end a clause;
/// so does a point only before a digit. `None` without a digit, or with more than 64 bits hold.
pub(crate) fn number(text: &str) -> Option<(Number, usize)> {
    let mut cursor = Cursor { text, at: 0 };
    let (first, length) = cursor.peek();
    let negative = first == Glyph::Minus;
    if negative {
        cursor = cursor.after(length);
    }
    let mut digits = Digits::default();
    let mut group = cursor.run(&mut digits).filter(|&group| group > 0)?;
    while let (Glyph::Comma, length) = cursor.peek() {
        let (mut ahead, mut more) = (cursor.after(length), digits);
        if group > 3 || ahead.run(&mut more) != Some(3) {
            break;
        }
        (cursor, digits, group) = (ahead, more, 3);
    }
    if let (Glyph::Point, length) = cursor.peek() {
        let (mut ahead, mut more) = (cursor.after(length), digits);
        let decimals = ahead.run(&mut more)?;
        if decimals > 0 {
            more.decimals = decimals;
            (cursor, digits) = (ahead, more);
        }
    }
    Some((digits.number(negative)?, cursor.at))
}

/// A character by the part it can play in a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Glyph {
    Digit(u8),
    Point,
    Comma,
    Space,
    Minus,
    /// △ ▲: a minus as Chinese accounts print it, never a dash.
    Triangle,
    /// A long dash: nothing is there.
    Dash,
    Slash,
    Plus,
    Open,
    Close,
    Currency,
    Percent,
    Other,
    End,
}

impl Glyph {
    /// The glyphs of the ASCII bytes.
    #[expect(clippy::indexing_slicing, reason = "checked when it is compiled")]
    const ASCII: [Self; 128] = {
        let mut glyphs = [Self::Other; 128];
        let mut byte = 0;
        while byte < 128 {
            glyphs[byte as usize] = Self::of_ascii(byte);
            byte += 1;
        }
        glyphs
    };

    const fn of_ascii(byte: u8) -> Self {
        match byte {
            b'0'..=b'9' => Self::Digit(byte - b'0'),
            b'.' => Self::Point,
            b',' => Self::Comma,
            b' ' | b'\t'..=b'\r' => Self::Space,
            b'-' => Self::Minus,
            b'/' | b'\\' => Self::Slash,
            b'+' => Self::Plus,
            b'(' => Self::Open,
            b')' => Self::Close,
            b'%' => Self::Percent,
            _ => Self::Other,
        }
    }

    fn of_wide(character: char) -> Self {
        match character {
            '！'..='～' => {
                u8::try_from(u32::from(character) - 0xFEE0).map_or(Self::Other, Self::of_ascii)
            }
            '−' | '–' | '‐' | '‑' | '‒' | '﹣' => Self::Minus,
            '△' | '▲' => Self::Triangle,
            '—' | '―' | '─' => Self::Dash,
            '¥' | '￥' => Self::Currency,
            '\u{feff}' | '\u{200b}' => Self::Space,
            _ if character.is_whitespace() => Self::Space,
            _ => Self::Other,
        }
    }

    /// Why a number may not have this glyph here.
    fn out_of_place(self) -> ErrorKind {
        match self {
            Self::Percent => ErrorKind::Percent,
            Self::Point => ErrorKind::SecondPoint,
            Self::Comma | Self::Space | Self::Digit(_) => ErrorKind::Separator,
            _ => ErrorKind::NotAnAmount,
        }
    }
}

/// Whether a cell holds nothing but spaces, dashes and slashes.
#[inline(never)]
fn is_absent(text: &str) -> bool {
    let mut cursor = Cursor { text, at: 0 };
    loop {
        match cursor.peek() {
            (Glyph::End, _) => return true,
            (Glyph::Space | Glyph::Minus | Glyph::Dash | Glyph::Slash, length) => {
                cursor = cursor.after(length);
            }
            _ => return false,
        }
    }
}

/// The digits read so far.
#[derive(Debug, Clone, Copy, Default)]
struct Digits {
    magnitude: u64,
    count: u8,
    decimals: u8,
}

impl Digits {
    /// As many as are sure to fit; the largest amount has 19.
    const MOST: u8 = 19;

    #[inline]
    fn push(&mut self, digit: u8) -> Option<()> {
        if self.count == Self::MOST {
            return None;
        }
        self.magnitude = self.magnitude * 10 + u64::from(digit);
        self.count += 1;
        Some(())
    }

    #[inline]
    fn number(self, negative: bool) -> Option<Number> {
        let mantissa = if negative {
            0_i64.checked_sub_unsigned(self.magnitude)?
        } else {
            i64::try_from(self.magnitude).ok()?
        };
        Some(Number { mantissa, decimals: self.decimals })
    }
}

/// The glyph of a character beyond ASCII and its length. Out of line, with what registers hold, so
/// that the loops over ASCII stay tight.
#[inline(never)]
fn wide(text: &str, at: usize) -> (Glyph, u8) {
    let character = text.get(at..).and_then(|rest| rest.chars().next());
    character.map_or((Glyph::End, 0), |character| {
        (Glyph::of_wide(character), u8::try_from(character.len_utf8()).unwrap_or(1))
    })
}

#[derive(Debug, Clone, Copy)]
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    #[inline]
    fn after(self, length: u8) -> Self {
        Self { at: self.at + usize::from(length), ..self }
    }

    /// The glyph here and its length in bytes.
    #[inline]
    fn peek(self) -> (Glyph, u8) {
        match self.text.as_bytes().get(self.at) {
            Some(&byte) => match Glyph::ASCII.get(usize::from(byte)) {
                Some(&glyph) => (glyph, 1),
                None => wide(self.text, self.at),
            },
            None => (Glyph::End, 0),
        }
    }

    /// The value of the digit here and its length in bytes.
    #[inline]
    fn digit(self) -> Option<(u8, u8)> {
        let byte = *self.text.as_bytes().get(self.at)?;
        if byte.is_ascii() {
            return byte.is_ascii_digit().then(|| (byte - b'0', 1));
        }
        match wide(self.text, self.at) {
            (Glyph::Digit(digit), length) => Some((digit, length)),
            _ => None,
        }
    }

    /// A run of digits and how many they are, `None` where they are too many.
    #[inline]
    fn run(&mut self, digits: &mut Digits) -> Option<u8> {
        let before = digits.count;
        while let Some((digit, length)) = self.digit() {
            digits.push(digit)?;
            *self = self.after(length);
        }
        Some(digits.count - before)
    }

    /// The digits of a cell, grouped in any way, with or without a fraction.
    #[inline]
    fn digits(&mut self) -> Result<Digits, Fault> {
        let mut digits = Digits::default();
        let glyph = loop {
            self.run(&mut digits).ok_or((ErrorKind::TooPrecise, self.at))?;
            let (glyph, length) = self.peek();
            if !matches!(glyph, Glyph::Comma | Glyph::Space) {
                break glyph;
            }
            let behind = self.after(length);
            match (glyph, behind.peek().0) {
                (_, Glyph::Digit(_)) => *self = behind,
                // Spaces may follow a number, but stand neither beside a comma nor before the point.
                (Glyph::Comma, _) | (_, Glyph::Comma | Glyph::Point) => {
                    return Err((ErrorKind::Separator, self.at));
                }
                _ => break glyph,
            }
        };
        if glyph == Glyph::Point {
            *self = self.after(self.peek().1);
            digits.decimals = self.run(&mut digits).ok_or((ErrorKind::TooPrecise, self.at))?;
            if digits.decimals == 0 {
                return Err((self.peek().0.out_of_place(), self.at));
            }
        }
        Ok(digits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(text: &str, mantissa: i64, decimals: u8, length: usize) {
        assert_eq!(number(text), Some((Number { mantissa, decimals }, length)), "{text}");
    }

    #[test]
    fn numbers_in_prose() {
        reads("1,051.74万元", 105_174, 2, 8);
        reads("1051.74万元，", 105_174, 2, 7);
        reads("-3.5%", -35, 1, 4);
        reads("−3.5%", -35, 1, 6);
        reads("１２．５％", 125, 1, 12);
        reads("2026，", 2026, 0, 4);
        reads("2026,100", 2026, 0, 4);
        reads("100,2000", 100, 0, 3);
        reads("1，051，200元", 1_051_200, 0, 13);
        reads("5.", 5, 0, 1);
        reads("1.2.3", 12, 1, 3);
        reads("0.00元", 0, 2, 4);
        for text in ["", "-", "元", ".5", ",500", "- 5", &"1".repeat(1_000_000)] {
            assert_eq!(number(text), None);
        }
    }
}
