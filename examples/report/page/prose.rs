//! The prose with its claims underlined, each linked to a cell that it speaks of.

use std::collections::BTreeSet;

use cn_budget::Place;
use maud::{Markup, html};

use super::{
    document::{Document, printed},
    place,
};

/// A piece of a paragraph that something is known of, by bytes.
type Piece = (usize, usize);

pub(crate) fn render(document: &Document<'_>) -> Markup {
    let paragraphs = &document.report.raw().narrative;
    if paragraphs.is_empty() {
        return html! {};
    }
    let mut section = "";
    html! {
        section #prose {
            h2 { (document.pick("文字说明", "Narrative")) }
            div.prose lang="zh-CN" { @for (index, paragraph) in paragraphs.iter().enumerate() {
                @if paragraph.section != section {
                    @let _ = section = &paragraph.section;
                    h3 { (printed(&paragraph.section)) }
                }
                p id={ "p" (index) } dir="auto" {
                    (pieces(document, place::number(index), &paragraph.text))
                }
            } }
        }
    }
}

fn pieces(document: &Document<'_>, paragraph: u32, text: &str) -> Markup {
    let known: Vec<Piece> = places(document, paragraph)
        .filter(|&(start, end)| text.get(start..end).is_some_and(|piece| !piece.is_empty()))
        .collect();
    nest(document, paragraph, text, 0, text.len(), &known)
}

/// The places of a paragraph that are facts or stand in a finding, outer before inner.
fn places(document: &Document<'_>, paragraph: u32) -> impl Iterator<Item = Piece> {
    let facts = document.verdicts.keys();
    let equations = document.equations.keys();
    let findings = document.report.findings().iter().flat_map(|finding| &finding.places);
    let all = facts.chain(equations).chain(findings);
    let here = all.filter_map(move |place| match *place {
        Place::Prose { paragraph: p, start, end } if p == paragraph => {
            Some((start as usize, std::cmp::Reverse(end as usize)))
        }
        _ => None,
    });
    here.collect::<BTreeSet<_>>().into_iter().map(|(start, end)| (start, end.0))
}

/// The text from `from` to `to` with the pieces in it; a piece inside another is nested in it, one
/// that only overlaps another begins behind it.
fn nest(
    document: &Document<'_>,
    paragraph: u32,
    text: &str,
    from: usize,
    to: usize,
    known: &[Piece],
) -> Markup {
    let mut at = from;
    let mut rest = known;
    html! {
        @while let Some((&(start, end), behind)) = rest.split_first() {
            @let begin = start.max(at);
            @let stop = end.min(to);
            @let inner = behind.iter().take_while(|(start, _)| *start < stop).count();
            @let (inside, outside) = behind.split_at(inner);
            (printed(text.get(at..begin).unwrap_or_default()))
            (piece(document, Place::Prose { paragraph, start: place::number(start), end: place::number(end) },
                nest(document, paragraph, text, begin, stop, inside)))
            @let _ = { at = at.max(stop); rest = outside; };
        }
        (printed(text.get(at..to).unwrap_or_default()))
    }
}

fn piece(document: &Document<'_>, here: Place, content: Markup) -> Markup {
    let mark = document.mark(here);
    let class = mark.map(|mark| format!("claim v{mark}"));
    html! {
        a class=(class.as_deref().unwrap_or("claim")) id=(place::id(here)) href=[target(document, here)] { (content) }
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
