//! The sections of prose that a profile asks for, by any of the words that they go by.

use alloc::{format, vec::Vec};

use super::{Document, missing, untold};
use crate::finding::{Finding, FindingKind};
use crate::profile::{Demand, Point};

pub(super) fn check(document: &Document<'_>, points: &[&Point], findings: &mut Vec<Finding>) {
    let prose = &document.prose;
    let wanted = |plain_only: bool| {
        points.iter().copied().filter(move |point| match &point.demand {
            Demand::Section { plain, .. } => *plain == plain_only,
            _ => false,
        })
    };
    let is_there = |point: &&Point| match &point.demand {
        Demand::Section { words, .. } => prose.mentions(words),
        _ => true,
    };
    let lacking = |plain| -> Vec<&Point> { wanted(plain).filter(|p| !is_there(p)).collect() };
    let kind = FindingKind::MissingSection;
    if prose.is_empty() || prose.is_part {
        let (zh, en) = if prose.is_empty() {
            ("没有给出文字说明", "no prose is given")
        } else {
            ("只给出了部分文字说明", "the prose is only a part")
        };
        let all: Vec<&Point> = lacking(false).into_iter().chain(lacking(true)).collect();
        findings.extend(untold(kind, &all, zh, en));
        return;
    }
    // Sections without amounts are often not handed on at all.
    let plain = lacking(true);
    let handed_on = plain.len() < wanted(true).count();
    if !handed_on {
        let (zh, en) = ("没有给出不含数字的说明", "prose without amounts is not given");
        findings.extend(untold(kind, &plain, zh, en));
    }
    for point in lacking(false).into_iter().chain(plain.into_iter().filter(|_| handed_on)) {
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
