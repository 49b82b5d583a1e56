//! The columns of a body: what white lanes part in every row.

use alloc::vec::Vec;

use super::bands::Band;
use super::text::{self, LANE, Span};
use crate::read::grid::shape;

/// What the texts of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    Codes,
    Amounts,
    Words,
}

/// A column of the body.
#[derive(Debug, Clone)]
pub(super) struct Lane {
    pub(super) across: Span,
    pub(super) content: Content,
}

/// The columns of a body, from left to right.
pub(super) fn columns(bands: &[Band], size: i64) -> Vec<Lane> {
    let mut texts: Vec<(Span, Content)> = Vec::new();
    let plain = |band: &Band| band.has_figures() && !band.is_total();
    let only_totals = !bands.iter().any(plain);
    for band in bands.iter().filter(|band| !band.numbers_columns()) {
        // The name of a sum may lie over several columns, and so may a name without amounts.
        let partly = !(plain(band) || only_totals && band.has_figures());
        for line in &band.lines {
            let pieces = text::pieces(&line.glyphs, |gap, _| gap.length() * 10 >= size * LANE);
            let pieces = pieces.into_iter().filter(|piece| !partly || piece.is_number());
            texts.extend(pieces.map(|piece| {
                let content = match () {
                    () if piece.is_figure() => Content::Amounts,
                    () if shape::code(&piece.text).is_some() => Content::Codes,
                    () if piece.is_number() => Content::Amounts,
                    () => Content::Words,
                };
                (piece.across, content)
            }));
        }
    }
    texts.sort_by_key(|(across, _)| *across);
    let mut columns: Vec<(Span, [usize; 3])> = Vec::new();
    for (across, content) in texts {
        let apart = |last: &(Span, [usize; 3])| (across.from - last.0.to) * 10 >= size * LANE;
        if columns.last().is_none_or(apart) {
            columns.push((across, [0; 3]));
        }
        if let Some((span, counts)) = columns.last_mut() {
            *span = span.with(across);
            if let Some(count) = counts.get_mut(content as usize) {
                *count += 1;
            }
        }
    }
    let column = |(across, [codes, amounts, words]): (Span, [usize; 3])| {
        // Amounts without decimals look like codes; a name may be a number.
        let content = match () {
            () if words > codes.max(amounts) => Content::Words,
            () if amounts > 0 => Content::Amounts,
            () if codes > 0 => Content::Codes,
            () => Content::Words,
        };
        Lane { across, content }
    };
    columns.into_iter().map(column).collect()
}
