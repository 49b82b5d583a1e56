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
    let raw = document.raw;
    let prose = document
        .prose
        .sentences()
        .iter()
        .filter_map(|sentence| Some((sentence.place(), left(&sentence.text, texts)?)));
    let titles = raw.tables.iter().enumerate().filter_map(|(number, table)| {
        let place = Place::Table { table: index::number(number) };
        Some((place, left(&text::fold(&table.title), texts)?))
    });
    let rows = raw.tables.iter().enumerate().flat_map(|(number, table)| {
        table.rows.iter().enumerate().filter_map(move |(row, printed)| {
            let place = Place::Row { table: index::number(number), row: index::number(row) };
            Some((place, left(&text::fold(&printed.name), texts)?))
        })
    });
    for (place, found) in titles.chain(rows).chain(prose).take(MOST) {
        let (zh, en) = (&point.name.zh, &point.name.en);
        findings.push(missing(
            FindingKind::Placeholder,
            point,
            [place].into(),
            format!("“{found}”：{zh}"),
            format!("{found:?}: {en}"),
        ));
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
