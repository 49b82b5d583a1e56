//! Two figures of a table that changed places.
//!
//! ```text
//!          基本     项目
//! 行政运行   187.47  1,154.43   each lies where the other must lie
//! 事业运行   475.26  1,658.16
//! ```

use alloc::{collections::BTreeMap, format, vec::Vec};

use super::{Ground, Hypothesis, best_first};
use crate::causes::cause::CauseKind;
use crate::causes::joint::{Joint, Source};
use crate::facts::FactId;
use crate::lang::{Lang, Message};
use crate::num::figure::{Interval, Quantity};
use crate::system::{Cause, Causes, Explanation, Range};

/// Dearer than one wrong figure and cheaper than two.
const PRICE: u32 = 3;

/// A range tells where a figure came from only if few figures lie in it: at most so many times what
/// one print may stand for.
const NARROW: i64 = 16;

/// The most pairs that are weighed.
const MOST: usize = 12;

/// The most suspects that are held against each other, which takes work with the square of them. A
/// document with more of them has worse than two figures in each other's place.
const MOST_SUSPECTS: usize = 1_000;

/// A suspect, and where its true value must lie.
struct Freed {
    fact: FactId,
    own: Interval,
    range: Interval,
}

pub(super) fn find(ground: &Ground<'_>, joint: &Joint, causes: &Causes) -> Vec<Hypothesis> {
    let facts = ground.facts;
    let mut seen: BTreeMap<FactId, Freed> = BTreeMap::new();
    let explanations = causes.all().iter().flat_map(Cause::explanations);
    for suspect in explanations.flat_map(Explanation::suspects) {
        let Some(Source::Fact(fact)) = joint.source(suspect.print()) else { continue };
        if seen.contains_key(&fact) || facts.table_of(fact).is_none() {
            continue;
        }
        let range = interval(joint, &suspect.range());
        if let (Some(own), Some(range)) = (facts.interval(fact), range) {
            if own.intersection(range).is_none() {
                seen.insert(fact, Freed { fact, own, range });
            }
        }
    }
    let all: Vec<Freed> = seen.into_values().take(MOST_SUSPECTS).collect();
    let mut pairs = Vec::new();
    for (number, one) in all.iter().enumerate() {
        for other in all.iter().skip(number + 1) {
            let beside = facts.table_of(one.fact) == facts.table_of(other.fact);
            if beside && one.may_be(other) && other.may_be(one) {
                let narrow =
                    [one, other].map(|freed| freed.range.width().unwrap_or(Quantity::ZERO));
                let width = narrow.into_iter().max().unwrap_or(Quantity::ZERO);
                pairs.push((core::cmp::Reverse(width), [one.fact, other.fact]));
            }
        }
    }
    best_first(pairs, MOST).into_iter().map(|pair| hypothesis(ground, pair)).collect()
}

impl Freed {
    /// Whether this should be what is printed at another place.
    fn may_be(&self, other: &Self) -> bool {
        let width = |interval: Interval| interval.width().unwrap_or(Quantity::ZERO);
        let coarse = width(self.own).max(width(other.own)).checked_mul(NARROW);
        self.range.intersection(other.own).is_some()
            && coarse.is_some_and(|coarse| width(self.range) <= coarse)
    }
}

fn interval(joint: &Joint, range: &Range) -> Option<Interval> {
    Interval::new(joint.ceil(range.low()?)?, joint.floor(range.high()?)?)
}

fn hypothesis(ground: &Ground<'_>, [one, other]: [FactId; 2]) -> Hypothesis {
    let [a, b] = [one, other].map(|fact| ground.facts.disclosure().cell(ground.facts.place(fact)));
    let message = Message::new(
        format!(
            "{}印作“{}”，{}印作“{}”：两数对调了。",
            a.describe(Lang::Zh),
            a.text(),
            b.describe(Lang::Zh),
            b.text()
        ),
        format!(
            "{} is printed as “{}” and {} as “{}”: the two changed places.",
            a.describe(Lang::En),
            a.text(),
            b.describe(Lang::En),
            b.text()
        ),
    );
    Hypothesis {
        kind: CauseKind::Swap,
        price: PRICE,
        attested: false,
        ties: false,
        tied: false,
        figures: [(one, Some(other)), (other, Some(one))].into(),
        lacking: Vec::new(),
        place: None,
        message,
    }
}
