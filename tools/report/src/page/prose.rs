//! The prose with its claims underlined, each linked to a cell that it speaks of.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use cn_budget::{Place, raw::RawParagraph};
use maud::{Markup, html};

use super::{
    document::{Document, printed},
    place,
};

/// A piece of a paragraph that something is known of, by bytes.
type Piece = (usize, usize);

/// What was read out of the prose.
struct Read<'a> {
    document: &'a Document<'a>,
    /// What is a claim, a fact, or in a finding, by paragraph; outer pieces before inner.
    pieces: BTreeMap<u32, BTreeSet<(usize, Reverse<usize>)>>,
    /// The numbers that were not understood.
    unread: BTreeSet<(u32, Piece)>,
}

impl<'a> Read<'a> {
    fn new(document: &'a Document<'a>) -> Self {
        let narrative = document.report.disclosure().narrative();
        let piece = |range: Range<usize>| (range.start, range.end);
        let unread = narrative.unread().map(|(paragraph, range)| (paragraph, piece(range)));
        let unread: BTreeSet<(u32, Piece)> = unread.collect();
        let mut pieces: BTreeMap<u32, BTreeSet<(usize, Reverse<usize>)>> = BTreeMap::new();
        let mut add = |paragraph: u32, (start, end): Piece| {
            pieces.entry(paragraph).or_default().insert((start, Reverse(end)));
        };
        for claim in narrative.claims() {
            add(claim.paragraph, piece(claim.number));
        }
        for &(paragraph, piece) in &unread {
            add(paragraph, piece);
        }
        let findings = document.report.findings().iter().flat_map(|finding| &finding.places);
        let facts = document.verdicts.keys().chain(document.equations.keys());
        for place in facts.chain(findings) {
            if let Place::Prose { paragraph, start, end } = *place {
                add(paragraph, (start as usize, end as usize));
            }
        }
        Self { document, pieces, unread }
    }
}

pub(crate) fn render(document: &Document<'_>) -> Markup {
    let paragraphs = &document.report.raw().narrative;
    if paragraphs.is_empty() {
        return html! {};
    }
    let read = Read::new(document);
    let section = |index: usize| paragraphs.get(index).map(|paragraph| paragraph.section.as_str());
    html! {
        section #prose {
            h2 { (document.pick("文字说明", "Narrative")) }
            div.prose lang="zh-CN" { @for (index, paragraph) in paragraphs.iter().enumerate() {
                @if index.checked_sub(1).and_then(section) != Some(&paragraph.section) {
                    h3 { (printed(&paragraph.section)) }
                }
                p id={ "p" (index) } dir="auto" {
                    (pieces(&read, place::number(index), paragraph))
                }
            } }
        }
    }
}

fn pieces(read: &Read<'_>, paragraph: u32, printed: &RawParagraph) -> Markup {
    let text = printed.text.as_str();
    let known: Vec<Piece> = places(read, paragraph)
        .filter(|&(start, end)| text.get(start..end).is_some_and(|piece| !piece.is_empty()))
        .collect();
    let first = known.first().map_or(text.len(), |&(start, _)| start);
    let begin = body(printed).filter(|&begin| begin <= first).unwrap_or(0);
    nest(read, paragraph, text, begin, text.len(), &known)
}

/// Where a paragraph begins that prints its heading once more in a line of its own.
fn body(paragraph: &RawParagraph) -> Option<usize> {
    let (line, _) = paragraph.text.split_once('\n')?;
    (line.trim() == paragraph.section.trim()).then_some(line.len() + 1)
}

/// The places of a paragraph that something is known of, outer before inner.
fn places(read: &Read<'_>, paragraph: u32) -> impl Iterator<Item = Piece> {
    let pieces = read.pieces.get(&paragraph).into_iter().flatten();
    pieces.map(|&(start, Reverse(end))| (start, end))
}

/// Whether a piece is a number that was not understood.
fn is_unread(read: &Read<'_>, here: Place) -> bool {
    let Place::Prose { paragraph, start, end } = here else { return false };
    read.unread.contains(&(paragraph, (start as usize, end as usize)))
}

/// The text from `from` to `to` with the pieces in it; a piece inside another is nested in it, one
/// that only overlaps another begins behind it.
fn nest(
    read: &Read<'_>,
    paragraph: u32,
    text: &str,
    from: usize,
    to: usize,
    known: &[Piece],
) -> Markup {
    let (mut at, mut rest, mut shown) = (from, known, Vec::new());
    while let Some((&(start, end), behind)) = rest.split_first() {
        let (begin, stop) = (start.max(at), end.min(to));
        let (inside, outside) =
            behind.split_at(behind.iter().take_while(|(start, _)| *start < stop).count());
        let here = Place::Prose { paragraph, start: place::number(start), end: place::number(end) };
        shown.push(printed(text.get(at..begin).unwrap_or_default()));
        let inner = nest(read, paragraph, text, begin, stop, inside);
        shown.push(piece(read, here, &inner));
        (at, rest) = (at.max(stop), outside);
    }
    shown.push(printed(text.get(at..to).unwrap_or_default()));
    html! { @for part in shown { (part) } }
}

fn piece(read: &Read<'_>, here: Place, content: &Markup) -> Markup {
    let document = read.document;
    let mark = document.mark(here).map(|mark| format!(" v{mark}"));
    let title = is_unread(read, here)
        .then(|| document.pick("这一数额没有读懂，未核对", "this amount was not understood"));
    let class = if title.is_some() { " unread" } else { "" };
    html! {
        a class={ "claim" (class) (mark.unwrap_or_default()) } id=(place::id(here)) title=[title] href=(target(document, here).unwrap_or_else(|| format!("#{}", place::id(here)))) { (content) }
    }
}

/// The first cell of a table that shares an equation with a claim.
fn target(document: &Document<'_>, here: Place) -> Option<String> {
    let numbers = document.equations.get(&here)?;
    let judged = numbers.iter().filter_map(|&number| document.report.equations().get(number));
    let terms = judged.flat_map(|judged| judged.equation.terms());
    let mut places = terms.filter_map(|&term| document.report.place(term));
    places.find(|place| place.table().is_some()).map(|place| format!("#{}", place::id(place)))
}
