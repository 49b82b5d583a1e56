//! The fuzz targets in small: on the seeds in the tree, and on seeds changed at random.
//!
//! `cargo fuzz` runs the same targets for longer (see `fuzz/README.md`); what it finds becomes a seed.

use std::{fs, path::Path};

mod changes;
// Named by its path as in `fuzz/`, so that the folder of its modules is the same.
#[path = "fuzzing/targets.rs"]
mod targets;

use changes::Random;

/// How many changed inputs each target is run on.
const ROUNDS: usize = 300;

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/seeds").join(target);
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "{target} has no seeds");
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

fn run(name: &str) {
    let (_, target) = targets::TARGETS.into_iter().find(|(known, _)| *known == name).unwrap();
    let seeds = seeds(name);
    let mut random = Random::new(0);
    for seed in &seeds {
        target(seed);
    }
    for _ in 0..ROUNDS {
        let seed = &seeds[random.below(seeds.len())];
        let other = &seeds[random.below(seeds.len())];
        let by_structure = (random.below(4) > 0).then(|| changes::of_json(seed, &mut random));
        let by_pieces = |random| changes::of_text(seed, other, random);
        let input = by_structure.flatten().unwrap_or_else(|| by_pieces(&mut random));
        // A panic prints the input, to be kept as a seed.
        let outcome = std::panic::catch_unwind(|| target(&input));
        assert!(outcome.is_ok(), "{name}: {:?}", String::from_utf8_lossy(&input));
    }
}

#[test]
fn codes() {
    run("code");
}

#[test]
fn figures() {
    run("figure");
}

#[test]
fn labels() {
    run("label");
}

#[test]
fn disclosures() {
    run("disclosure");
}

#[test]
fn narratives() {
    run("narrative");
}

#[test]
fn systems() {
    run("system");
}

#[test]
fn ledgers() {
    run("ledger");
}

#[test]
fn forms() {
    run("form");
}

#[test]
fn grids() {
    run("grid");
}

#[test]
fn pages() {
    run("page");
}

#[test]
fn texts() {
    run("text");
}
