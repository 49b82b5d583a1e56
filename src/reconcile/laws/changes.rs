//! Changes told in prose: a change is the sum of its parts, and compares with a year gone by.

use alloc::{format, vec::Vec};

use super::Context;
use crate::{
    Content, Fact, Finding, FindingKind, Message, NameId, Place, Scope, Severity, narrative,
    narrative::Claims,
    place,
    reconcile::{Equation, Law, Relation},
};

/// Reads every paragraph; returns how many amounts and percentages are read, and how many not.
pub(in crate::reconcile) fn derive(context: &mut Context<'_, '_>) -> (usize, usize) {
    let disclosure = context.facts.disclosure;
    let (mut read, mut unread) = (0, 0);
    for (paragraph, printed) in disclosure.raw().narrative.iter().enumerate() {
        let claims = narrative::read(&printed.text);
        read += claims.read;
        unread += claims.unread;
        check(context, place::number(paragraph), &claims);
    }
    (read, unread)
}

fn check(context: &mut Context<'_, '_>, paragraph: u32, claims: &Claims) {
    let year = context.facts.disclosure.raw().year;
    for change in &claims.changes {
        let prose = |range: &core::ops::Range<usize>| Place::Prose {
            paragraph,
            start: place::number(range.start),
            end: place::number(range.end),
        };
        let here = prose(&change.range);
        if change.base_year.checked_add(1) != Some(year) {
            context.findings.push(wrong_year(here, change.base_year, year));
        }
        if change.parts.is_empty() || context.off.contains(&Law::Change) {
            continue;
        }
        let mut add = |figure, place| {
            // Nothing else is the same change: each is about itself alone.
            let number = place::number(context.facts.len());
            let own =
                Scope::ALL.with_change(change.base_year).with_table(NameId(u32::MAX - number));
            context.facts.extend([Fact::new(own, Content::Figure(figure), place)]);
            number
        };
        let whole = add(change.figure, here);
        let parts: Vec<u32> =
            change.parts.iter().map(|part| add(part.figure, prose(&part.range))).collect();
        context.push(Equation::sum(Law::Change, Relation::Equal, whole, &parts));
    }
}

/// A comparison with the document's own year, or a later one, cannot be meant; one with an earlier
/// year than the last may be.
fn wrong_year(here: Place, base: u16, year: u16) -> Finding {
    let message = Message::new(
        format!("与{base}年比较，{year}年的文件应与{}年比较", year.saturating_sub(1)),
        format!("compares with {base}; a document of {year} compares with the year before"),
    );
    let mut finding = Finding::new(FindingKind::WrongYear, [here].into(), message);
    if base < year {
        finding.severity = Severity::Warning;
    }
    finding
}
