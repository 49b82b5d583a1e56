//! Hypotheses: larger mistakes, of which many figures are wrong at once.
//!
//! A hypothesis says what some figures should print instead, or which sums lack a part, and has a price. It
//! is taken where its price and what is wrong besides weigh less than single figures do. That is asked of
//! the same exact search as single figures, so no hypothesis can hide a mistake that it does not explain.

use alloc::vec::Vec;
use core::cmp::Reverse;

use super::broken::Broken;
use super::cause::{Cause, CauseKind};
use super::evidence::Scene;
use super::joint::{FIGURE, Joint};
use super::slip::{Correction, Slip};
use super::suspect::{Doubt, Suspect, SuspectSet};
use crate::check::Judged;
use crate::facts::{FactId, Facts};
use crate::lang::Message;
use crate::num::amount::Unit;
use crate::num::figure::Figure;
use crate::place::Place;
use crate::system::{Causes, Groups, Limits};

mod omitted;
mod shift;
mod swap;

/// The most hypotheses that are taken for one document.
const TAKEN: usize = 8;

/// What weighing all hypotheses may take, and one of them: as much as locating some dozen figures.
const WORK: u64 = 2_000_000;
const WORK_OF_ONE: u64 = 300_000;

/// A larger mistake that may have been made.
#[derive(Debug, Clone)]
pub(super) struct Hypothesis {
    kind: CauseKind,
    /// What it costs, as the weights of the joint problem: in halves of a figure.
    price: u32,
    /// Whether something else speaks for it: where figures cost the same they are not listed beside it.
    attested: bool,
    /// Whether it is taken where figures cost the same.
    ties: bool,
    /// Whether it was.
    tied: bool,
    /// Figures that should be what is printed at another place; `None` is not known.
    figures: Vec<(FactId, Option<FactId>)>,
    /// The equations that lack a part, by number.
    lacking: Vec<usize>,
    /// Where it is: the table or the row, if not the figures themselves.
    place: Option<Place>,
    message: Message,
}

/// What hypotheses are drawn from.
pub(super) struct Ground<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) judged: &'a [Judged],
    pub(super) limits: &'a Limits,
}

/// The hypotheses that explain more cheaply than the figures of `causes` do, with the problem as it is under
/// all of them.
pub(super) fn take(
    ground: &Ground<'_>,
    joint: &Joint,
    groups: &Groups,
    causes: &Causes,
) -> Option<(Vec<Hypothesis>, Joint)> {
    let mut taken: Vec<Hypothesis> = Vec::new();
    let mut now = joint.clone();
    let mut weight = causes.weight();
    let mut left = WORK;
    let mut candidates = candidates(ground, joint, causes);
    while taken.len() < TAKEN {
        let mut best: Option<(u64, usize, Joint)> = None;
        for (number, hypothesis) in candidates.iter().enumerate() {
            let least = best.as_ref().map_or(weight, |(rest, ..)| *rest);
            let wins_ties = best.is_none() && hypothesis.ties;
            let below = (least + u64::from(wins_ties)).saturating_sub(hypothesis.price.into());
            if below == 0 {
                continue;
            }
            let changed = hypothesis.applied(ground.facts, &now);
            let limits = ground.limits.work(left.min(WORK_OF_ONE));
            let (rest, work) = changed.system.least_weight(groups, &limits, below);
            left = left.saturating_sub(work);
            if let Some(rest) = rest {
                best = Some((rest.saturating_add(hypothesis.price.into()), number, changed));
            }
        }
        let Some((total, number, changed)) = best else { break };
        let mut hypothesis = candidates.swap_remove(number);
        hypothesis.tied = total == weight;
        weight = total.saturating_sub(hypothesis.price.into());
        now = changed;
        candidates.retain(|other| !other.meets(&hypothesis));
        taken.push(hypothesis);
        if weight == 0 {
            break;
        }
    }
    (!taken.is_empty()).then_some((taken, now))
}

/// All that is worth weighing, the likeliest kinds first.
fn candidates(ground: &Ground<'_>, joint: &Joint, causes: &Causes) -> Vec<Hypothesis> {
    let mut all = omitted::find(ground);
    // One wrong figure is no larger mistake.
    if causes.weight() > FIGURE.into() {
        all.extend(shift::find(ground, joint, causes));
        all.extend(swap::find(ground, joint, causes));
    }
    all
}

impl Hypothesis {
    fn applied(&self, facts: &Facts<'_>, joint: &Joint) -> Joint {
        let figures = self
            .figures
            .iter()
            .map(|&(fact, source)| (fact, source.and_then(|source| facts.interval(source))));
        joint.with(figures, &self.lacking)
    }

    /// Whether figures cost the same, and nothing speaks for either.
    pub(super) fn is_tied(&self) -> bool {
        self.tied && !self.attested
    }

    /// Whether two say something of the same figure or sum.
    fn meets(&self, other: &Self) -> bool {
        let same = |&(fact, _): &(FactId, _)| other.figures.iter().any(|&(f, _)| f == fact);
        self.figures.iter().any(same) || self.lacking.iter().any(|e| other.lacking.contains(e))
    }

    /// The hypothesis as a cause.
    pub(super) fn cause(
        &self,
        scene: &mut Scene<'_>,
        judged: &[Judged],
        broken: &Broken,
        limits: &Limits,
    ) -> Cause {
        let mut set = SuspectSet::default();
        for (number, &(fact, source)) in self.figures.iter().enumerate() {
            let suspect = match source {
                Some(source) => moved(scene.facts, fact, source, number),
                None => lost(scene, fact, number, limits),
            };
            set.suspects.extend(suspect);
        }
        set.doubts = self.lacking.iter().filter_map(|&number| doubt(judged, number)).collect();
        set.explain(broken);
        let lacking =
            self.lacking.iter().filter(|&&e| judged.get(e).is_some_and(Judged::is_broken));
        set.explained.extend(lacking);
        set.explained.sort_unstable();
        set.explained.dedup();
        let places = match self.place {
            Some(place) => [place].into(),
            None => set.suspects.iter().map(Suspect::place).collect(),
        };
        Cause {
            kind: self.kind,
            places,
            equations: set.explained.clone(),
            message: self.message.clone(),
            alternatives: [set].into(),
            more: 0,
            complete: true,
        }
    }
}

/// A hypothesis that costs as much as figures do, beside these: a figure that was mistyped before it, one
/// that was not behind it. The only figure that may be wrong needs nothing beside it.
pub(super) fn beside(larger: Cause, figures: &Cause) -> Cause {
    let [first, others @ ..] = figures.alternatives.as_slice() else { return larger };
    // One slip of the hand makes no two columns wrong by the same amount.
    let columns = larger.alternatives.first().map_or(0, |set| set.doubts.len());
    if others.is_empty() && columns < 2 {
        return figures.clone();
    }
    let slip = |suspect: &Suspect| suspect.corrections.first().map(Correction::slip);
    let slipped = |set: &SuspectSet| {
        set.doubts.is_empty() && set.suspects.iter().all(|suspect| slip(suspect).is_some())
    };
    // A figure may seem to be copied from beside wherever two are alike.
    let copied =
        |suspect: &Suspect| matches!(slip(suspect), Some(Slip::Neighbour | Slip::LastYear));
    let typed = slipped(first) && !first.suspects.iter().any(copied);
    let likely = columns < 2 && (typed || (slipped(first) && !others.iter().any(slipped)));
    let (mut first, second) = if likely { (figures.clone(), &larger) } else { (larger, figures) };
    first.alternatives.extend(second.alternatives.iter().cloned());
    first
}

/// A figure that should be the one printed at another place; `None` where both print the same.
pub(super) fn moved(
    facts: &Facts<'_>,
    fact: FactId,
    source: FactId,
    group: usize,
) -> Option<Suspect> {
    let interval = facts.interval(source)?;
    if facts.interval(fact) == Some(interval) {
        return None;
    }
    let printed = facts.figure(fact);
    let nil = || {
        let figure = printed?;
        Figure::new(0, figure.decimals(), figure.unit()).ok()
    };
    let meant = facts.figure(source).or_else(nil);
    let correction = meant.map(|figure| Correction::certain(figure, Slip::Neighbour));
    Some(Suspect {
        fact: Some(fact),
        printed,
        unit: meant.map_or(Unit::Yuan, Figure::unit),
        low: Some(interval.low()),
        high: Some(interval.high()),
        corrections: correction.into_iter().collect(),
        implied: meant,
        ..Suspect::claim(facts.place(fact), group)
    })
}

/// A figure of which only the rest of the document tells what it should be.
fn lost(scene: &mut Scene<'_>, fact: FactId, group: usize, limits: &Limits) -> Option<Suspect> {
    let variable = scene.joint.variable(fact)?;
    let range = scene.joint.system.range_without(&[], variable, limits);
    Some(scene.figure(fact, group, &range))
}

/// What a sum of printed figures lacks.
fn doubt(judged: &[Judged], equation: usize) -> Option<Doubt> {
    let judgement = judged.get(equation)?.judgement;
    let [low, high] = judgement.lacking();
    Some(Doubt { equation, low, high })
}

/// The candidates that promise most, the best first.
fn best_first<K: Ord, T>(mut all: Vec<(K, T)>, most: usize) -> Vec<T> {
    all.sort_by(|(a, _), (b, _)| Reverse(a).cmp(&Reverse(b)));
    all.truncate(most);
    all.into_iter().map(|(_, candidate)| candidate).collect()
}
