//! What a template left behind: XX, 增加（减少）, hints for whoever fills it in.

use alloc::{format, string::String, vec::Vec};

use super::{Document, missing};
use crate::finding::{Finding, FindingKind};
use crate::index;
use crate::place::Place;
use crate::profile::Point;
use crate::text;

/// The most of one kind that are told; a template nobody filled in has thousands.
const MOST: usize = 50;

pub(super) fn check(
    document: &Document<'_>,
    point: &Point,
    texts: &[String],
    findings: &mut Vec<Finding>,
) {
    let printed = printed(document);
    let known = |place: Place| document.left_over.iter().any(|&told| lies_in(told, place));
    let all = printed.iter().filter(|(place, _)| !place.is_some_and(known));
    let found = all.filter_map(|(place, text)| Some((*place, left(text, texts)?)));
    for (place, found) in found.take(MOST) {
        let (zh, en) = (&point.name.zh, &point.name.en);
        findings.push(missing(
            FindingKind::Placeholder,
            point,
            Vec::from_iter(place),
            format!("“{found}”：{zh}"),
            format!("{found:?}: {en}"),
        ));
    }
}

/// All that is printed but for the cells, folded; only the title of the document has no place.
fn printed(document: &Document<'_>) -> Vec<(Option<Place>, String)> {
    let raw = document.raw;
    let mut all = Vec::new();
    all.extend(raw.title.as_deref().map(|title| (None, text::fold(title))));
    for (table, printed) in raw.tables.iter().enumerate() {
        let table = index::number(table);
        all.push((Some(Place::Table { table }), text::fold(&printed.title)));
        for (row, printed) in printed.rows.iter().enumerate() {
            let place = Place::Row { table, row: index::number(row) };
            all.push((Some(place), text::fold(&printed.name)));
        }
    }
    let mut heading = "";
    for (paragraph, printed) in raw.narrative.iter().enumerate() {
        if printed.section != heading {
            heading = &printed.section;
            let place = Place::Prose { paragraph: index::number(paragraph), start: 0, end: 0 };
            all.push((Some(place), text::fold(heading)));
        }
    }
    let sentences = document.prose.sentences().iter();
    all.extend(sentences.map(|sentence| (Some(sentence.place()), sentence.text.clone())));
    all
}

/// Whether a place of the prose lies in a sentence.
fn lies_in(inner: Place, sentence: Place) -> bool {
    match (inner, sentence) {
        (
            Place::Prose { paragraph, start, .. },
            Place::Prose { paragraph: other, start: first, end },
        ) => paragraph == other && (first..end).contains(&start),
        _ => false,
    }
}

/// The first of the texts that a folded text holds, with what repeats its last character. A text of
/// Latin letters is no part of a word, an address or a code.
fn left(text: &str, texts: &[String]) -> Option<String> {
    texts.iter().find_map(|wanted| {
        let found = text.match_indices(wanted.as_str()).find(|(at, _)| {
            let rest = text.get(at + wanted.len()..).unwrap_or_default();
            let repeated = wanted.chars().next_back();
            let next = rest.trim_start_matches(|c| Some(c) == repeated).chars().next();
            let before = text.get(..*at).unwrap_or_default().chars().next_back();
            stands_alone(wanted, before, next)
        });
        let (at, _) = found?;
        Some(text::excerpt(text.get(at..)?.get(..wanted.len())?, 60))
    })
}

fn stands_alone(wanted: &str, before: Option<char>, next: Option<char>) -> bool {
    let lower = wanted.starts_with(|c: char| c.is_ascii_lowercase());
    let joins = |c: char| c.is_ascii_alphabetic() || lower && "./:-_@0123456789".contains(c);
    let latin = wanted.starts_with(|c: char| c.is_ascii_alphabetic());
    !latin || !before.is_some_and(joins) && !next.is_some_and(joins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_over_stands_alone() {
        let texts: Vec<String> = ["XX", "xx", "X年", "**"].map(String::from).into();
        for (text, found) in [
            ("XX部门收支总表", Some("XX")),
            ("20XX年预算", Some("XX")),
            ("XXX万元", Some("XX")),
            ("xx局", Some("xx")),
            ("202X年", Some("X年")),
            ("****支出", Some("**")),
            ("http://www.xx.gov.cn/xxgk/", None),
            ("MAXX型设备", None),
            ("XXL号", None),
            ("预算收支", None),
        ] {
            assert_eq!(left(text, &texts).as_deref(), found, "{text}");
        }
    }
}
