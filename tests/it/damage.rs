//! Seeded damage on the real documents: noticed, located and corrected?

use std::collections::BTreeMap;

use cn_budget::{
    Disclosure, DocumentVerdict, Figure, Finding, FindingKind, Options, Place, RawDisclosure,
    Report, Unit,
    causes::{Slip, SuspectSet},
    num::{Interval, Rounding},
    reconcile,
    reconcile::NoCorrection,
    strategies::{SLIPS, slipped},
    system::Method,
};
use common::damage::{self, Random};

use crate::common;

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
    /// Not an error, but a warning at that very figure: it may have been cut off.
    warned: usize,
    explained: usize,
    among: usize,
    unique: usize,
    first: usize,
    corrected: usize,
    /// Noticed, all damaged figures in two equalities at least; and the set unique.
    strong: usize,
    strong_unique: usize,
}

impl Tally {
    fn add(&mut self, damaged: &Damaged, weak: &[Place], report: &Report) {
        self.all += 1;
        if report.verdict() != DocumentVerdict::Inconsistent {
            self.warned += usize::from(is_warned(damaged, report));
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
        let unique = usize::from(sets.len() == 1);
        self.unique += unique;
        if !damaged.cells.iter().any(|(place, ..)| weak.contains(place)) {
            self.strong += 1;
            self.strong_unique += unique;
        }
        let first = sets.first().is_some_and(is_right);
        self.first += usize::from(first);
        self.corrected += usize::from(first && has_originals(damaged, &sets[0]));
    }

    fn sum(self, other: Self) -> Self {
        Self {
            all: self.all + other.all,
            noticed: self.noticed + other.noticed,
            warned: self.warned + other.warned,
            explained: self.explained + other.explained,
            among: self.among + other.among,
            unique: self.unique + other.unique,
            first: self.first + other.first,
            corrected: self.corrected + other.corrected,
            strong: self.strong + other.strong,
            strong_unique: self.strong_unique + other.strong_unique,
        }
    }

    fn row(&self, name: &str) -> String {
        let Self { all, noticed, warned, explained, among, unique, first, corrected, .. } = self;
        format!(
            "{name:13} {all:5} {noticed:7} {warned:6} {explained:9} {among:5} {unique:6} {first:5} \
             {corrected:9}"
        )
    }
}

const HEAD: &str = "slip           all noticed warned explained among unique first corrected";

fn is_warned(damaged: &Damaged, report: &Report) -> bool {
    report.findings().iter().any(|finding| {
        finding.kind == FindingKind::TruncatedFigure
            && finding.places.iter().any(|p| damaged.cells.iter().any(|(place, ..)| place == p))
    })
}

/// Whether the first correction of each suspect is the original figure.
fn has_originals(damaged: &Damaged, set: &SuspectSet) -> bool {
    set.suspects().iter().all(|suspect| {
        let (_, old, _) =
            damaged.cells.iter().find(|(place, ..)| *place == suspect.place()).unwrap();
        let original = Figure::parse(old, suspect.unit()).unwrap().unwrap();
        suspect.corrections().first().is_some_and(|best| best.figure().same_value(original))
    })
}

/// The figures of a document in fewer than two equalities, where a mistake can hide or tie.
fn weak(name: &str) -> Vec<Place> {
    let mut raw = common::raw(name);
    raw.narrative.clear();
    reconcile(&Disclosure::read(raw), &Options::new()).weak().to_vec()
}

/// What a study found.
struct Study {
    tally: Tally,
    methods: BTreeMap<Method, usize>,
    corrections: BTreeMap<String, usize>,
}

/// Damages copies of all documents and prints the table by kind of slip.
fn study(copies: usize, cells: usize) -> Study {
    let mut tallies: BTreeMap<Slip, Tally> = BTreeMap::new();
    let mut methods: BTreeMap<Method, usize> = BTreeMap::new();
    let mut corrections: BTreeMap<String, usize> = BTreeMap::new();
    for (seed, name) in common::DOCUMENTS.into_iter().enumerate() {
        let weak = weak(name);
        let damaged = damaged(name, copies, cells, seed as u64 + 100 * cells as u64);
        for (number, damaged) in damaged.into_iter().enumerate() {
            let report = reconcile(&Disclosure::read(damaged.raw.clone()), &Options::new());
            *methods.entry(report.solution().unwrap().method()).or_default() += 1;
            let tally = tallies.entry(damaged.slip).or_default();
            let before = *tally;
            tally.add(&damaged, &weak, &report);
            let told = [
                (tally.warned > before.warned, "told as cut off"),
                (tally.noticed == before.noticed, "within rounding"),
                (tally.among == before.among, "not among the sets"),
                (tally.unique == before.unique, "not unique"),
                (tally.corrected == before.corrected, "not corrected"),
            ];
            if let Some((_, what)) = told.into_iter().find(|(missed, _)| *missed) {
                println!("{what}: {} {:?}", damaged.name, damaged.cells);
            }
            if number % 4 == 0 {
                *corrections.entry(outcome(&report)).or_default() += 1;
            }
        }
    }
    println!("{HEAD}");
    for (slip, tally) in &tallies {
        println!("{}", tally.row(&format!("{slip:?}")));
    }
    let tally = tallies.into_values().fold(Tally::default(), Tally::sum);
    println!("{}", tally.row("all"));
    println!("in two equalities or more: {} of {} sets unique", tally.strong_unique, tally.strong);
    println!("decided by: {methods:?}");
    println!("corrected(): {corrections:?}");
    Study { tally, methods, corrections }
}

/// What `corrected` gives reconciles; or it says why there is nothing.
fn outcome(report: &Report) -> String {
    let corrected = report.corrected(&Options::new());
    let again = reconcile(&corrected.disclosure, &Options::new());
    // The texts say the same as the figures.
    let reread = Disclosure::read(corrected.disclosure.raw().clone());
    assert_eq!(reconcile(&reread, &Options::new()).verdict(), again.verdict());
    match corrected.left.first() {
        Some((_, reason)) => reason.to_string(),
        None => {
            assert_ne!(again.verdict(), DocumentVerdict::Inconsistent);
            "reconciles".into()
        }
    }
}

#[track_caller]
fn at_least(permille: usize, part: usize, whole: usize) {
    assert!(part * 1000 >= permille * whole, "{part} of {whole}, less than {permille} ‰");
}

#[test]
fn one_damaged_figure() {
    let Study { tally, methods, corrections } = study(340, 1);
    assert!(tally.all >= 1_000);
    at_least(980, tally.noticed, tally.all);
    at_least(1000, tally.noticed + tally.warned, tally.all - 5);
    at_least(1000, tally.explained, tally.noticed);
    at_least(1000, tally.among, tally.noticed);
    at_least(950, tally.unique, tally.noticed);
    at_least(970, tally.strong_unique, tally.strong);
    at_least(980, tally.first, tally.noticed);
    at_least(940, tally.corrected, tally.noticed);
    assert_eq!(methods.get(&Method::Simplex), None, "propagation and diving decide all");
    // A figure copied from beside, in a table of one column, may as well be a row left out.
    at_least(960, corrections["reconciles"], corrections.values().sum());
}

#[test]
fn two_damaged_figures() {
    let Study { tally, corrections, .. } = study(110, 2);
    assert!(tally.all >= 300);
    at_least(980, tally.noticed, tally.all);
    at_least(940, tally.among, tally.noticed);
    at_least(940, tally.first, tally.noticed);
    at_least(900, tally.corrected, tally.noticed);
    at_least(900, corrections["reconciles"], corrections.values().sum());
    assert!(!corrections.contains_key(&NoCorrection::NoSuspects.to_string()));
}

/// A figure left out, and one put where nothing was: the cell is found; what stood there cannot be
/// told by a slip.
#[test]
fn figures_left_out_or_put_in() {
    let mut random = Random::new(8);
    let mut rows = [[0_usize; 4]; 2];
    for name in common::DOCUMENTS {
        let mut raw = common::raw(name);
        raw.narrative.clear();
        let disclosure = Disclosure::read(raw.clone());
        let blank = |fact: &&cn_budget::disclosure::Fact| {
            fact.content() == cn_budget::disclosure::Content::Blank
        };
        let blanks: Vec<Place> = disclosure
            .facts()
            .iter()
            .filter(blank)
            .map(cn_budget::disclosure::Fact::place)
            .collect();
        let figures = damage::figures(&raw);
        for trial in 0..60 {
            let put_in = trial % 2;
            let mut copy = raw.clone();
            let place = if put_in == 1 {
                let place = blanks[random.below(blanks.len())];
                put(&mut copy, place, "77.77");
                place
            } else {
                let place = figures[random.below(figures.len())];
                damage::text_mut(&mut copy, place).clear();
                place
            };
            let report = reconcile(&Disclosure::read(copy), &Options::new());
            let right = |set: &SuspectSet| set.suspects().len() == 1 && set.contains(place);
            let [all, noticed, among, unique] = &mut rows[put_in];
            *all += 1;
            // A total left out over filled rows is told, and no sum is held against it.
            let told = |finding: &Finding| finding.places == [place];
            if report.findings().iter().any(told) {
                *noticed += 1;
                *among += 1;
                continue;
            }
            if report.verdict() != DocumentVerdict::Inconsistent {
                println!("unnoticed: {name} {place:?} {}", disclosure.cell(place).text());
                continue;
            }
            *noticed += 1;
            *among += usize::from(report.suspects().iter().any(right));
            *unique += usize::from(report.suspects().len() == 1);
        }
    }
    println!("[all, noticed, among, unique]: left out {:?}, put in {:?}", rows[0], rows[1]);
    for [all, noticed, among, _] in rows {
        at_least(900, noticed, all);
        at_least(900, among, noticed);
    }
}

/// Puts a text into a blank cell.
fn put(raw: &mut RawDisclosure, place: Place, text: &str) {
    let Place::Cell { table, row, column } = place else { panic!("{place:?}") };
    let table = &mut raw.tables[table as usize];
    let heading = table.columns[column as usize].clone();
    let cells = &mut table.rows[row as usize].cells;
    cells.retain(|(name, _)| *name != heading);
    cells.push((heading, text.into()));
}

#[test]
fn last_years_figure_is_recognised() {
    let mut random = Random::new(4);
    let [mut all, mut right, mut named] = [0; 3];
    for name in common::DOCUMENTS {
        let mut raw = common::raw(name);
        raw.narrative.clear();
        // Last year everything was three times as much and a little more.
        let mut last = raw.clone();
        last.year -= 1;
        for table in &mut last.tables {
            let [now, then] = [raw.year, last.year].map(|year| year.to_string());
            table.title = table.title.replace(&now, &then);
        }
        let places = damage::figures(&raw);
        for &place in &places {
            let text = damage::text_mut(&mut last, place);
            let figure = Figure::parse(text, Unit::Yuan).unwrap().unwrap();
            let mantissa = 3 * figure.mantissa() + 1;
            *text = Figure::new(mantissa, figure.decimals(), Unit::Yuan).unwrap().to_string();
        }
        let options = Options::new().last_year(Disclosure::read(last.clone()));
        for _ in 0..40 {
            let place = places[random.below(places.len())];
            let mut copy = raw.clone();
            let old = damage::text_mut(&mut copy, place).clone();
            damage::text_mut(&mut copy, place).clone_from(damage::text_mut(&mut last, place));
            let report = reconcile(&Disclosure::read(copy), &options);
            all += 1;
            let Some(set) = report.suspects().first().filter(|set| set.contains(place)) else {
                println!("not first: {name} {place:?} {old}");
                continue;
            };
            let suspect = &set.suspects()[0];
            let original = Figure::parse(&old, suspect.unit()).unwrap().unwrap();
            let Some(best) = suspect.corrections().first() else { continue };
            right += usize::from(best.figure().same_value(original));
            named += usize::from(best.slip() == Slip::LastYear);
        }
    }
    println!("last year's figure in {all} copies: original first in {right}, so named in {named}");
    at_least(900, right, all);
    at_least(900, named, all);
}

#[test]
fn the_documents_themselves_are_decided_by_diving() {
    for name in common::DOCUMENTS {
        let mut raw = common::raw(name);
        let with = reconcile(&Disclosure::read(raw.clone()), &Options::new());
        raw.narrative.clear();
        let without = reconcile(&Disclosure::read(raw), &Options::new());
        let [with, without] = [&with, &without].map(|report| report.solution().unwrap().method());
        println!("{name}: tables by {without:?}, with the narrative by {with:?}");
        assert_eq!(without, Method::Diving);
        assert_ne!(with, Method::Simplex);
    }
}
