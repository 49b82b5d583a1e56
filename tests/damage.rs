//! Seeded damage on the real documents: noticed, located and corrected?
#![cfg(feature = "serde")]

use std::collections::BTreeMap;

use cn_budget::{
    Disclosure, DocumentVerdict, Figure, Finding, FindingKind, Interval, Options, Place,
    RawDisclosure, Report, Rounding, Slip, SuspectSet, Unit, reconcile,
    strategies::{SLIPS, slipped},
};
use common::damage::{self, Random};

mod common;

/// A copy of a document with some figures damaged.
struct Damaged {
    raw: RawDisclosure,
    name: &'static str,
    /// Place, text before, text after.
    cells: Vec<(Place, String, String)>,
    slip: Slip,
}

/// Copies of a document with `cells` figures damaged by one kind of slip each; what prints alike
/// within rounding is left out, for no arithmetic could see it.
fn damaged(name: &'static str, count: usize, cells: usize, seed: u64) -> Vec<Damaged> {
    let mut raw = common::raw(name);
    raw.narrative.clear();
    let places = damage::figures(&raw);
    let mut random = Random::new(seed);
    let mut copies = Vec::new();
    while copies.len() < count {
        let slip = SLIPS[random.below(SLIPS.len())];
        let mut copy = raw.clone();
        let mut changed: Vec<(Place, String, String)> = Vec::new();
        while changed.len() < cells {
            let place = places[random.below(places.len())];
            let slip = if changed.is_empty() { slip } else { SLIPS[random.below(SLIPS.len())] };
            let beside = damage::neighbours(&places, place);
            if beside.is_empty() || changed.iter().any(|(other, ..)| *other == place) {
                continue;
            }
            let neighbour = damage::text_mut(&mut copy, beside[random.below(beside.len())]).clone();
            let text = damage::text_mut(&mut copy, place);
            let old = text.clone();
            let choose = |count| random.below(count);
            let Some(new) = slipped(&old, slip, &neighbour, choose) else { continue };
            if interval(&old).zip(interval(&new)).is_some_and(|(a, b)| a.intersection(b).is_some())
            {
                continue;
            }
            text.clone_from(&new);
            changed.push((place, old, new));
        }
        copies.push(Damaged { raw: copy, name, cells: changed, slip });
    }
    copies
}

fn interval(text: &str) -> Option<Interval> {
    let figure = Figure::parse(text, Unit::WanYuan).ok().flatten()?;
    Some(figure.interval(Rounding::Nearest))
}

/// What became of the damaged copies of one kind.
#[derive(Default, Clone, Copy)]
struct Tally {
    all: usize,
    noticed: usize,
    explained: usize,
    among: usize,
    unique: usize,
    first: usize,
    corrected: usize,
}

impl Tally {
    fn add(&mut self, damaged: &Damaged, report: &Report) {
        // What may be a figure cut off instead of rounded is told as such.
        let cut = |finding: &Finding| finding.kind == FindingKind::TruncatedFigure;
        if report.findings().iter().any(cut) {
            return;
        }
        self.all += 1;
        if report.verdict() != DocumentVerdict::Inconsistent {
            return;
        }
        self.noticed += 1;
        let is_right = |set: &SuspectSet| {
            set.suspects().len() == damaged.cells.len()
                && damaged.cells.iter().all(|(place, ..)| set.contains(*place))
        };
        let sets = report.suspects();
        let few = |set: &SuspectSet| set.suspects().len() <= damaged.cells.len();
        self.explained += usize::from(sets.iter().any(few));
        self.among += usize::from(sets.iter().any(is_right));
        self.unique += usize::from(sets.len() == 1);
        let first = sets.first().is_some_and(is_right);
        self.first += usize::from(first);
        self.corrected += usize::from(first && has_originals(damaged, &sets[0]));
    }

    fn sum(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            noticed: self.noticed + other.noticed,
            explained: self.explained + other.explained,
            among: self.among + other.among,
            unique: self.unique + other.unique,
            first: self.first + other.first,
            corrected: self.corrected + other.corrected,
        }
    }

    fn row(&self, name: &str) -> String {
        let Self { all, noticed, explained, among, unique, first, corrected } = self;
        format!(
            "{name:13} {all:4} {noticed:7} {explained:9} {among:5} {unique:6} {first:5} {corrected:9}"
        )
    }
}

const HEAD: &str = "slip           all noticed explained among unique first corrected";

/// Whether the first correction of each suspect is the original figure.
fn has_originals(damaged: &Damaged, set: &SuspectSet) -> bool {
    set.suspects().iter().all(|suspect| {
        let (_, old, _) =
            damaged.cells.iter().find(|(place, ..)| *place == suspect.place()).unwrap();
        let original = Figure::parse(old, suspect.unit()).unwrap().unwrap();
        suspect.corrections().first().is_some_and(|best| best.figure().same_value(original))
    })
}

/// Damages copies of all documents and prints the table by kind of slip.
fn study(copies: usize, cells: usize) -> Tally {
    let mut tallies: BTreeMap<Slip, Tally> = BTreeMap::new();
    for (seed, name) in common::DOCUMENTS.into_iter().enumerate() {
        for damaged in damaged(name, copies, cells, seed as u64 + 100 * cells as u64) {
            let report = reconcile(&Disclosure::read(damaged.raw.clone()), &Options::new());
            let tally = tallies.entry(damaged.slip).or_default();
            let before = *tally;
            tally.add(&damaged, &report);
            let told = [
                (tally.noticed == before.noticed, "unnoticed"),
                (tally.among == before.among, "not among the sets"),
                (tally.unique == before.unique, "not unique"),
                (tally.corrected == before.corrected, "not corrected"),
            ];
            if let Some((_, what)) = told.into_iter().find(|(missed, _)| *missed) {
                println!("{what}: {} {:?}", damaged.name, damaged.cells);
            }
        }
    }
    println!("{HEAD}");
    for (slip, tally) in &tallies {
        println!("{}", tally.row(&format!("{slip:?}")));
    }
    let all = tallies.into_values().fold(Tally::default(), Tally::sum);
    println!("{}", all.row("all"));
    all
}

#[track_caller]
fn at_least(percent: usize, part: usize, whole: usize) {
    assert!(part * 100 >= percent * whole, "{part} of {whole}, less than {percent} %");
}

#[test]
fn one_damaged_figure() {
    let tally = study(340, 1);
    at_least(98, tally.noticed, tally.all);
    at_least(100, tally.explained, tally.noticed);
    at_least(100, tally.among, tally.noticed);
    at_least(94, tally.unique, tally.noticed);
    at_least(98, tally.first, tally.noticed);
    at_least(94, tally.corrected, tally.noticed);
}

#[test]
fn two_damaged_figures() {
    let tally = study(100, 2);
    at_least(98, tally.noticed, tally.all);
    at_least(94, tally.among, tally.noticed);
}
