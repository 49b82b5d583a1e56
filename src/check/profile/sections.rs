//! The sections of prose that a profile asks for, by any of the words that they go by.

use alloc::{format, vec::Vec};

use super::{Document, missing, untold};
use crate::finding::{Finding, FindingKind};
use crate::lang::Message;
use crate::profile::{Demand, Point};

pub(super) fn check(document: &Document<'_>, points: &[&Point], findings: &mut Vec<Finding>) {
    let kind = FindingKind::MissingSection;
    let [mut lacking, plain] = [false, true].map(|plain| lacking(document, points, plain));
    if let Some(why) = &document.prose_doubt {
        lacking.extend(plain);
        findings.extend(untold(kind, &lacking, why));
        return;
    }
    // Sections without amounts are often not handed on at all.
    if plain.len() < wanted(points, true).count() {
        lacking.extend(plain);
    } else {
        let why = Message::new("没有给出不含数字的说明", "prose without amounts is not given");
        findings.extend(untold(kind, &plain, &why));
    }
    for point in lacking {
        let (zh, en) = (&point.name.zh, &point.name.en);
        findings.push(missing(
            kind,
            point,
            Vec::new(),
            format!("没有“{zh}”：标题、正文和表中都未提到"),
            format!("nothing on {en}: no heading, sentence or label speaks of it"),
        ));
    }
}

/// The points of sections: those without amounts, or the others.
fn wanted<'a>(points: &[&'a Point], plain_only: bool) -> impl Iterator<Item = &'a Point> {
    points.iter().copied().filter(move |point| match &point.demand {
        Demand::Section { plain, .. } => *plain == plain_only,
        _ => false,
    })
}

fn lacking<'a>(document: &Document<'_>, points: &[&'a Point], plain: bool) -> Vec<&'a Point> {
    let is_there = |point: &Point| match &point.demand {
        Demand::Section { words, told: true, .. } => document.prose.tells(words),
        Demand::Section { words, .. } => document.prose.mentions(words),
        _ => true,
    };
    wanted(points, plain).filter(|point| !is_there(point)).collect()
}

/// Why nobody can say that something is not told in the prose: it is not given, or only in part.
pub(super) fn doubt(document: &Document<'_>, points: &[&Point]) -> Option<Message> {
    if document.prose.is_empty() {
        return Some(Message::new("没有给出文字说明", "no prose is given"));
    }
    // Prose that lacks most of what all prose has is an extract.
    let few = 2 * lacking(document, points, false).len() > wanted(points, false).count();
    (document.prose.is_part || few)
        .then(|| Message::new("只给出了部分文字说明", "the prose is only a part"))
}
