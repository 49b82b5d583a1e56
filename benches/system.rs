//! Feasibility and localisation on real and on synthetic documents; growth to 100,000 figures.

use cn_budget::{
    Disclosure, Options, RawDisclosure, Report, reconcile,
    system::{Limits, System},
};
use divan::{Bencher, black_box};

#[path = "../tests/it/common/document.rs"]
mod document;
use document::{Document, Random, long_sum};

fn main() {
    divan::main();
}

/// The tables of 九龙坡, with the first few of these cells wrong.
fn jiulongpo(wrong: usize) -> Report {
    let text = include_str!("../tests/data/documents/jiulongpo-2026.json");
    let mut raw: RawDisclosure = serde_json::from_str(text).unwrap();
    raw.narrative.clear();
    for (table, row, old, new) in
        [(2, 5, "30.15", "31.05"), (9, 10, "6.32", "63.2")].into_iter().take(wrong)
    {
        let cell = &mut raw.tables[table].rows[row].cells[0].1;
        assert_eq!(cell, old);
        *cell = new.into();
    }
    reconcile(&Disclosure::read(raw), &Options::new())
}

#[divan::bench]
fn feasible_jiulongpo(bencher: Bencher) {
    let report = jiulongpo(0);
    let system = report.problem().unwrap();
    assert!(system.solve(&Limits::default()).is_feasible());
    bencher.bench(|| black_box(system).solve(&Limits::default()));
}

#[divan::bench(args = [1, 2])]
fn causes_jiulongpo(bencher: Bencher, wrong: usize) {
    let report = jiulongpo(wrong);
    let system = report.problem().unwrap();
    let groups = system.groups();
    let causes = system.causes(&groups, &Limits::default());
    assert!(causes.is_complete() && causes.weight() == wrong as u64);
    bencher.bench(|| black_box(system).causes(&groups, &Limits::default()));
}

#[divan::bench(args = [1_000, 10_000, 100_000])]
fn feasible_long_sum(bencher: Bencher, parts: usize) {
    let system = long_sum(parts, 0);
    assert!(system.solve(&Limits::default()).is_feasible());
    bencher.bench(|| black_box(&system).solve(&Limits::default()));
}

/// The children per level of the tree, for about so many figures.
fn levels(figures: usize) -> &'static [usize] {
    match figures {
        200 => &[3, 3, 4],
        600 => &[4, 4, 8],
        1_000 => &[5, 6, 7],
        10_000 => &[8, 16, 18],
        _ => &[16, 30, 50],
    }
}

/// So many figures wrong by a million of their last places, which no rounding hides.
fn system(figures: usize, wrong: usize) -> System {
    let mut document = Document::new(levels(figures), &mut Random(7));
    for number in 0..wrong {
        document.prints[37 * number + 5].value += 1_000_000;
    }
    document.system()
}

#[divan::bench(args = [200, 600, 1_000, 10_000, 100_000])]
fn feasible(bencher: Bencher, figures: usize) {
    let system = system(figures, 0);
    assert!(system.solve(&Limits::default()).is_feasible());
    bencher.bench(|| black_box(&system).solve(&Limits::default()));
}

#[divan::bench(args = [200, 600, 1_000, 10_000, 100_000])]
fn infeasible(bencher: Bencher, figures: usize) {
    let system = system(figures, 1);
    assert!(system.solve(&Limits::default()).is_infeasible());
    bencher.bench(|| black_box(&system).solve(&Limits::default()));
}

#[divan::bench(args = [(200, 1), (200, 2), (200, 3), (600, 1), (600, 2), (10_000, 1)])]
fn causes(bencher: Bencher, (figures, wrong): (usize, u64)) {
    let system = system(figures, usize::try_from(wrong).unwrap());
    let groups = system.groups();
    let causes = system.causes(&groups, &Limits::default());
    assert!(causes.is_complete() && causes.weight() == wrong);
    bencher.bench(|| black_box(&system).causes(&groups, &Limits::default()));
}
