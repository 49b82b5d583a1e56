//! What must be told of an item that is not nil: how many groups and persons, of which kinds, from
//! whom.

use alloc::{format, string::String, vec::Vec};

use super::{
    Document, missing,
    prose::{Sentence, amounts},
};
use crate::finding::{Finding, FindingKind, Severity};
use crate::item::Item;
use crate::profile::{Details, Point};

pub(super) fn check(document: &Document<'_>, point: &Point, details: &Details) -> Option<Finding> {
    let Details { item, subject, groups } = details;
    if is_nil(document, *item, subject)? {
        return None;
    }
    let prose = &document.prose;
    let told = |group: &Vec<String>| {
        prose.about(subject).any(|sentence| sentence.says(group)) || prose.labelled(group)
    };
    let untold: Vec<&Vec<String>> = groups.iter().filter(|group| !told(group)).collect();
    if untold.is_empty() {
        return None;
    }
    let words: Vec<String> = untold.iter().map(|group| group.join("/")).collect();
    let (zh, en, words) = (&point.name.zh, &point.name.en, words.join("、"));
    let place = prose.about(subject).find(|sentence| sentence.says(subject));
    let places = place.map(Sentence::place).into_iter().collect();
    let finding = missing(
        FindingKind::MissingItem,
        point,
        places,
        format!("没有说明“{zh}”：未提到{words}"),
        format!("{en} are not told: {words} is not mentioned"),
    );
    Some(if document.prose_doubt.is_some() {
        Finding { severity: Severity::Info, ..finding }
    } else {
        finding
    })
}

/// Whether an item is nil: by the tables, else by the amounts of the sentences that speak of it.
/// `None` where neither says.
fn is_nil(document: &Document<'_>, item: Item, subject: &[String]) -> Option<bool> {
    let facts = document.facts;
    let (year, stage) = (document.raw.year, document.raw.stage);
    let printed = facts.cells().filter(|&fact| {
        let scope = facts.scope(fact);
        scope.item().is_some_and(|found| found.is_within(item))
            && scope.year().is_none_or(|found| found == year)
            && scope.stage().is_none_or(|found| found == stage)
    });
    let printed: Vec<bool> = printed.map(|fact| facts.is_nil(fact)).collect();
    if !printed.is_empty() {
        return Some(printed.into_iter().all(|nil| nil));
    }
    let sentences = document.prose.sentences().iter().filter(|sentence| sentence.says(subject));
    let amounts: Vec<bool> = sentences.flat_map(|sentence| amounts(&sentence.text)).collect();
    (!amounts.is_empty()).then(|| amounts.into_iter().all(|nil| nil))
}
