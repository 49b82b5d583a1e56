//! What the pictures share: lengths in whole thousandths of a pixel, amounts as text, labels that
//! fit.

use cn_budget::{Unit, num::Quantity};
use maud::{Markup, html};

use super::document::Document;

/// A length in thousandths of a pixel: pictures are laid out without floating point.
pub(crate) type Length = i128;

/// The size of the text in pictures, and how far apart its lines stand.
pub(crate) const SIZE: Length = px(12);
pub(crate) const LINE: Length = px(18);

/// So many pixels.
pub(crate) const fn px(pixels: Length) -> Length {
    pixels * 1000
}

/// `part` of `whole`, along a length.
pub(crate) fn share(length: Length, part: Quantity, whole: Quantity) -> Length {
    match whole.nano() {
        ..=0 => 0,
        whole => length.saturating_mul(part.nano()) / whole,
    }
}

/// A length as an attribute of SVG.
pub(crate) fn attribute(length: Length) -> String {
    let sign = if length < 0 { "-" } else { "" };
    let (whole, part) = (length.unsigned_abs() / 1000, length.unsigned_abs() % 1000 / 10);
    match part {
        0 => format!("{sign}{whole}"),
        part => format!("{sign}{whole}.{part:02}"),
    }
}

/// An amount with separators and at least two decimals in 万元: `1,051.74 万元`.
pub(crate) fn money(amount: Quantity, unit: Unit) -> String {
    let plain = amount.to_decimal_string(unit, 2);
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain.as_str()), |rest| ("−", rest));
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{rest} {unit}")
}

/// About how wide a character is set: one em, or less where it is ASCII. Estimates err
/// on the wide side, so that what fits by them fits in any font.
fn width(c: char) -> Length {
    if c.is_ascii() { SIZE * 65 / 100 } else { SIZE }
}

/// As much of a text as fits into a width, cut with `…`; `None` where not even a few characters do.
pub(crate) fn fit(text: &str, room: Length) -> Option<String> {
    let all: Length = text.chars().map(width).sum();
    if all <= room {
        return Some(text.into());
    }
    let mut left = room - width('…');
    let cut: String = text
        .chars()
        .take_while(|&c| {
            left -= width(c);
            left >= 0
        })
        .collect();
    (cut.chars().count() >= 3).then(|| format!("{}…", cut.trim_end()))
}

/// A text broken into at most so many lines that fit into a width; `None` where it needs more. It
/// may break between any two characters but within a run of ASCII, which may be a number.
pub(crate) fn wrap(text: &str, room: Length, lines: usize) -> Option<Vec<String>> {
    let mut broken = vec![String::new()];
    let mut left = room;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run = |c: char| c.is_ascii_graphic();
        let end = if run(first) { rest.find(|c| !run(c)) } else { Some(first.len_utf8()) };
        let (piece, behind) = rest.split_at(end.unwrap_or(rest.len()));
        rest = behind;
        let wide: Length = piece.chars().map(width).sum();
        if wide > left {
            broken.push(String::new());
            left = room;
            if first == ' ' {
                continue;
            }
        }
        left -= wide;
        broken.last_mut()?.push_str(piece);
        if left < 0 || broken.len() > lines {
            return None;
        }
    }
    (broken.len() <= lines).then_some(broken)
}

/// What a narrow page says over a picture that is wider than itself.
pub(crate) fn swipe(document: &Document<'_>) -> Markup {
    html! { p.swipe { (document.pick("← 左右滑动看全 →", "← swipe to see all of it →")) } }
}

/// A cell's link around a part of a picture.
pub(crate) fn linked(cell: Option<&str>, content: &Markup) -> Markup {
    match cell {
        Some(cell) => html! { a href={ "#" (cell) } data-cell=(cell) { (content) } },
        None => html! { g { (content) } },
    }
}
