//! Whether a subject is a part of another: yes, no, or nobody knows.

use crate::flow::Flow;
use crate::narrative::subject::Subject;
use crate::narrative::words::Narrow;
use crate::scope::{Dimension, Scope, key_is_within};

/// The answer to whether one thing is a part of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Yes,
    No,
    Unknown,
}

/// Whether what some words mean is a part of a mention.
pub(super) fn of(subject: &Subject, head: Option<Scope>, above: &[Narrow]) -> Part {
    if subject.readings.is_empty() {
        return Part::Unknown;
    }
    let Some(whole) = head else { return Part::Unknown };
    let mut answer = Part::No;
    for &reading in &subject.readings {
        match scope_of(reading, &subject.narrow, whole, above) {
            Part::Yes => return Part::Yes,
            Part::Unknown => answer = Part::Unknown,
            Part::No => {}
        }
    }
    answer
}

/// Whether a scope is a part of another.
pub(super) fn scope_of(part: Scope, narrow: &[Narrow], whole: Scope, above: &[Narrow]) -> Part {
    let mut narrower = false;
    for &dimension in Dimension::ALL {
        let (own, of) = (part.key(dimension), whole.key(dimension));
        if own == of || own == 0 {
            continue;
        }
        if dimension == Dimension::Flow {
            match (part.flow(), whole.flow()) {
                (Some(own), Some(of)) if own.is_within(of) => narrower = true,
                // 支出 of a project within 本年支出.
                (Some(own), Some(of)) if of.is_within(own) => {}
                // Income is told as what it is spent on: 收入 …，其中：基本支出.
                (Some(Flow::Expenditure), Some(of))
                    if of.is_within(Flow::Income) && part.fixes(Dimension::Kind) => {}
                (Some(_), None) => narrower = true,
                _ => return Part::No,
            }
        } else if key_is_within(dimension, own, of) {
            narrower = true;
        } else {
            return Part::No;
        }
    }
    let more_narrow = narrow.iter().any(|word| !above.contains(word));
    match (narrower, more_narrow) {
        (true, false) => Part::Yes,
        (_, true) => Part::Unknown,
        (false, false) => Part::No,
    }
}

/// Whether two scopes are cut along the same dimension of the same whole.
pub(super) fn is_sibling(one: Scope, other: Scope) -> bool {
    let cut = |scope: Scope| {
        Dimension::ALL
            .iter()
            .copied()
            .filter(|&dimension| dimension != Dimension::Flow && scope.fixes(dimension))
            .collect::<alloc::vec::Vec<_>>()
    };
    let (mine, theirs) = (cut(one), cut(other));
    !mine.is_empty() && mine.iter().any(|dimension| theirs.contains(dimension))
}
