//! Damage measured: how much of it is noticed, listed among the causes, put first, and put right.
//!
//! `cargo test --release --test it measured -- --ignored --nocapture` prints the tables of
//! `docs/measured.md`.

#![allow(clippy::cast_precision_loss, reason = "shares in per cent")]

use std::collections::BTreeMap;

use cn_budget::{
    Disclosure, DocumentVerdict, Figure, Options, Place, RawDisclosure, Report, Unit,
    causes::{Cause, CauseKind, Correction, Slip},
    num::Rounding,
    raw::RawTable,
    reconcile,
    strategies::{self, SLIPS, slipped},
};
use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::TestRunner,
};

use crate::common::{
    self,
    damage::{self, Random},
};

/// The documents of the tree without their prose, and made-up ones.
fn documents(made_up: usize) -> Vec<RawDisclosure> {
    let mut all: Vec<RawDisclosure> = common::DOCUMENTS.into_iter().map(common::raw).collect();
    for raw in &mut all {
        raw.narrative.clear();
    }
    let mut runner = TestRunner::deterministic();
    while all.len() < common::DOCUMENTS.len() + made_up {
        let raw = strategies::disclosure().new_tree(&mut runner).unwrap().current();
        if damage::figures(&raw).len() >= 40 {
            all.push(raw);
        }
    }
    all
}

fn judged(raw: &RawDisclosure) -> Report {
    reconcile(&Disclosure::read(raw.clone()), &Options::new())
}

/// One figure changed: where, what stood there, what stands there, how.
struct Change {
    place: Place,
    before: String,
    slip: Slip,
}

/// Changes figures such that none prints alike within rounding.
fn change(
    raw: &mut RawDisclosure,
    places: &[Place],
    random: &mut Random,
    count: usize,
) -> Vec<Change> {
    let mut changes: Vec<Change> = Vec::new();
    for _ in 0..1_000 {
        if changes.len() == count {
            break;
        }
        let place = places[random.below(places.len())];
        let slip = SLIPS[random.below(SLIPS.len())];
        let beside = damage::neighbours(places, place);
        if beside.is_empty() || changes.iter().any(|other| other.place == place) {
            continue;
        }
        let neighbour = damage::text_mut(raw, beside[random.below(beside.len())]).clone();
        let text = damage::text_mut(raw, place);
        let before = text.clone();
        let Some(after) = slipped(&before, slip, &neighbour, |n| random.below(n)) else { continue };
        if alike(&before, &after) {
            continue;
        }
        *text = after;
        changes.push(Change { place, before, slip });
    }
    changes
}

fn alike(one: &str, other: &str) -> bool {
    let interval = |text: &str| {
        let figure = Figure::parse(text, Unit::WanYuan).ok().flatten()?;
        Some(figure.interval(Rounding::Nearest))
    };
    interval(one).zip(interval(other)).is_some_and(|(a, b)| a.intersection(b).is_some())
}

/// What became of damaged figures.
#[derive(Default, Clone, Copy)]
struct Tally {
    figures: usize,
    noticed: usize,
    listed: usize,
    first: usize,
    original: usize,
}

impl Tally {
    fn add(&mut self, change: &Change, report: &Report) {
        self.figures += 1;
        if report.verdict() != DocumentVerdict::Inconsistent {
            return;
        }
        self.noticed += 1;
        let causes = report.causes();
        let lists =
            |cause: &Cause| cause.alternatives().iter().any(|set| set.contains(change.place));
        self.listed += usize::from(causes.iter().any(lists));
        let suspects = causes.iter().flat_map(Cause::suspects);
        let Some(suspect) = suspects.into_iter().find(|s| s.place() == change.place) else {
            return;
        };
        self.first += 1;
        let meant = suspect.corrections().first().map(Correction::figure).or(suspect.implied());
        let before = Figure::parse(&change.before, suspect.unit()).ok().flatten();
        let same = meant.zip(before).is_some_and(|(meant, before)| meant.same_value(before));
        self.original += usize::from(same);
    }

    fn row(self, name: &str) -> String {
        let Self { figures, noticed, listed, first, original } = self;
        let of = |part: usize, whole: usize| {
            format!("{part} ({:.1} %)", 100.0 * part as f64 / whole.max(1) as f64)
        };
        format!(
            "| {name} | {figures} | {} | {} | {} | {} |",
            of(noticed, figures),
            of(listed, noticed),
            of(first, noticed),
            of(original, noticed)
        )
    }
}

const HEAD: &str = "| | figures | noticed | listed in a cause | first | original offered first |\n|---|---|---|---|---|---|";

#[test]
#[ignore = "a measure that takes minutes"]
fn independent_figures() {
    let documents = documents(20);
    let mut by_slip: BTreeMap<Slip, Tally> = BTreeMap::new();
    println!("{HEAD}");
    for count in [1, 2, 3, 5, 8] {
        let mut tally = Tally::default();
        let mut nameless = 0;
        for (number, raw) in documents.iter().enumerate() {
            let places = damage::figures(raw);
            let copies = if number < 3 { 60 } else { 9 };
            let mut random = Random::new((1_000 * count + number) as u64);
            for _ in 0..copies {
                let mut copy = raw.clone();
                let changes = change(&mut copy, &places, &mut random, count);
                let report = judged(&copy);
                for change in &changes {
                    tally.add(change, &report);
                    if count == 1 {
                        by_slip.entry(change.slip).or_default().add(change, &report);
                    }
                }
                let inconsistent = report.verdict() == DocumentVerdict::Inconsistent;
                nameless += usize::from(inconsistent && report.suspects().is_empty());
            }
        }
        println!("{} documents without a suspect: {nameless}", tally.row(&format!("k = {count}")));
    }
    for (slip, tally) in by_slip {
        println!("{}", tally.row(&format!("{slip:?}")));
    }
}

/// A larger mistake made in a copy: the kind, and the table that it is in.
type Made = Option<(CauseKind, u32)>;

/// The tables that print at least so many rows with figures.
fn tables(raw: &RawDisclosure, rows: usize) -> Vec<u32> {
    let mut filled: BTreeMap<u32, std::collections::BTreeSet<u32>> = BTreeMap::new();
    for place in damage::figures(raw) {
        if let Place::Cell { table, row, .. } = place {
            filled.entry(table).or_default().insert(row);
        }
    }
    filled.into_iter().filter(|(_, own)| own.len() >= rows).map(|(table, _)| table).collect()
}

fn cells(table: &RawTable, row: usize) -> Vec<String> {
    let columns = table.columns.iter();
    columns.map(|column| table.rows[row].cell(column).unwrap_or("").to_owned()).collect()
}

fn set(table: &mut RawTable, row: usize, texts: Vec<(usize, String)>) {
    for (column, text) in texts {
        let heading = table.columns[column].clone();
        let cells = &mut table.rows[row].cells;
        match cells.iter_mut().find(|(name, _)| *name == heading) {
            Some(cell) => cell.1 = text,
            None => cells.push((heading, text)),
        }
    }
}

/// Two figures of one column or row, or any two of a table.
fn swap(raw: &mut RawDisclosure, random: &mut Random) -> Made {
    let places = damage::figures(raw);
    let one = places[random.below(places.len())];
    let beside: Vec<Place> = places
        .iter()
        .copied()
        .filter(|&other| match (one, other) {
            (Place::Cell { table, row, column }, Place::Cell { table: t, row: r, column: c }) => {
                table == t && (row == r) != (column == c)
            }
            _ => false,
        })
        .collect();
    let other = *beside.get(random.below(beside.len()))?;
    let [a, b] = [one, other].map(|place| damage::text_mut(raw, place).clone());
    if alike(&a, &b) {
        return None;
    }
    *damage::text_mut(raw, one) = b;
    *damage::text_mut(raw, other) = a;
    Some((CauseKind::Swap, one.table()?))
}

/// A row without parts of its own, that is not the only part of the row above it.
fn leaf(raw: &RawDisclosure, random: &mut Random) -> Option<(u32, usize)> {
    let tables = tables(raw, 5);
    let number = *tables.get(random.below(tables.len()))?;
    let table = &raw.tables[number as usize];
    let code =
        |row: usize| table.rows.get(row).and_then(|row| row.code.clone()).unwrap_or_default();
    let row = random.below(table.rows.len());
    let own = code(row);
    let is_leaf =
        own.len() >= 5 && !(0..table.rows.len()).any(|r| r != row && code(r).starts_with(&own));
    let above = |other: &str| !other.is_empty() && other != own && own.starts_with(other);
    let level = own.len().checked_sub(2)?;
    let brothers = (0..table.rows.len())
        .filter(|&r| code(r).len() == own.len() && code(r)[..level] == own[..level])
        .count();
    let has_parent = (0..table.rows.len()).any(|r| above(&code(r)));
    let filled =
        cells(table, row).iter().any(|text| text.chars().any(|c| ('1'..='9').contains(&c)));
    (is_leaf && has_parent && brothers >= 2 && filled).then_some((number, row))
}

fn leave_out(raw: &mut RawDisclosure, random: &mut Random) -> Made {
    let (table, row) = leaf(raw, random)?;
    raw.tables[table as usize].rows.remove(row);
    Some((CauseKind::Omitted, table))
}

fn print_twice(raw: &mut RawDisclosure, random: &mut Random) -> Made {
    let (table, row) = leaf(raw, random)?;
    let rows = &mut raw.tables[table as usize].rows;
    let copy = rows[row].clone();
    rows.insert(row + 1, copy);
    Some((CauseKind::Doubled, table))
}

/// A block of figures slides down or up: all columns or one, to the end of the table.
fn slide(raw: &mut RawDisclosure, random: &mut Random, steps: usize) -> Made {
    let tables = tables(raw, 8);
    let number = *tables.get(random.below(tables.len()))?;
    let table = &mut raw.tables[number as usize];
    let (rows, columns) = (table.rows.len(), table.columns.len());
    let first = random.below(rows / 2);
    let column = (random.below(2) == 0).then(|| random.below(columns));
    let own = |column_of: usize| column.is_none_or(|only| only == column_of);
    let down = random.below(2) == 0;
    let before: Vec<Vec<String>> = (0..rows).map(|row| cells(table, row)).collect();
    let turned = random.below(2) == 0;
    let length = rows - first;
    let mut different = 0;
    for row in first..rows {
        let place = row - first;
        let source = if down { place.checked_sub(steps) } else { Some(place + steps) };
        let source = match source.filter(|&source| source < length) {
            Some(source) => Some(source),
            None if turned && down => Some(place + length - steps),
            None if turned => Some(place + steps - length),
            None => None,
        };
        let texts: Vec<(usize, String)> = (0..columns)
            .filter(|&column| own(column))
            .map(|column| {
                (column, source.map_or(String::new(), |s| before[first + s][column].clone()))
            })
            .collect();
        different += texts.iter().filter(|(column, text)| before[row][*column] != *text).count();
        set(table, row, texts);
    }
    (different >= 5).then_some((CauseKind::Shift, number))
}

#[test]
#[ignore = "a measure that takes minutes"]
fn larger_mistakes() {
    type Make = fn(&mut RawDisclosure, &mut Random) -> Made;
    let kinds: [(&str, Make); 5] = [
        ("two figures changed places", swap),
        ("a row left out", leave_out),
        ("a row printed twice", print_twice),
        ("slid by one row", |raw, random| slide(raw, random, 1)),
        ("slid by two rows", |raw, random| slide(raw, random, 2)),
    ];
    println!("| | copies | noticed | named as such |\n|---|---|---|---|");
    for (name, make) in kinds {
        let [mut copies, mut noticed, mut named] = [0_usize; 3];
        for (number, raw) in documents(12).iter().enumerate() {
            let mut random = Random::new(77 + number as u64);
            let wanted = if number < 3 { 25 } else { 6 };
            let mut made = 0;
            for _ in 0..2_000 {
                let mut copy = raw.clone();
                let Some((kind, table)) = make(&mut copy, &mut random) else { continue };
                let report = judged(&copy);
                copies += 1;
                made += 1;
                let found = report.verdict() == DocumentVerdict::Inconsistent;
                noticed += usize::from(found || kind == CauseKind::Doubled);
                let is_it = |cause: &Cause| {
                    cause.kind() == kind && cause.places().iter().any(|p| p.table() == Some(table))
                };
                let told = report.causes().iter().any(is_it);
                named += usize::from(told);
                if found && !told && std::env::var_os("SHOW").is_some() {
                    println!(
                        "{name} in table {table} of {number}: {} causes",
                        report.causes().len()
                    );
                    for cause in report.causes().iter().take(4) {
                        println!("    {:?} {}", cause.kind(), cause.message().zh);
                    }
                }
                if made == wanted {
                    break;
                }
            }
        }
        println!(
            "| {name} | {copies} | {noticed} | {named} ({:.1} %) |",
            100.0 * named as f64 / noticed.max(1) as f64
        );
    }
}
