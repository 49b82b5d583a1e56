//! The fuzz targets in small: on the seeds in the tree, and on seeds changed at random.
//!
//! `cargo fuzz` runs the same targets for longer (see `fuzz/README.md`); what it finds becomes a seed.
#![cfg(feature = "serde")]

use std::{fs, path::Path};

#[path = "fuzzing/targets.rs"]
mod targets;

/// How many changed inputs each target is run on.
const ROUNDS: usize = 300;

fn seeds(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzzing/seeds").join(target);
    let mut paths: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    assert!(!paths.is_empty(), "{target} has no seeds");
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// A small generator of pseudo-random numbers (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap() % bound.max(1)
    }
}

/// An input with a few pieces dropped, repeated, swapped in from another or overwritten. Pieces are
/// cut between characters as a rule, so that texts stay texts.
fn changed(input: &[u8], other: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = input.to_vec();
    for _ in 0..=random.below(4) {
        let cut = |bytes: &[u8], random: &mut Random| {
            let starts: Vec<usize> =
                (0..bytes.len()).filter(|&i| bytes[i] & 0xC0 != 0x80).collect();
            let at = *starts.get(random.below(starts.len())).unwrap_or(&0);
            let end = starts.iter().copied().find(|&s| s >= at + 1 + random.below(12));
            at..end.unwrap_or(bytes.len())
        };
        let here = cut(&bytes, random);
        let there = cut(other, random);
        match random.below(5) {
            0 => drop(bytes.drain(here)),
            1 => drop(bytes.splice(here.start..here.start, other[there].to_vec())),
            2 => drop(bytes.splice(here, other[there].to_vec())),
            3 => {
                let piece = bytes[here.clone()].repeat(1 + random.below(8));
                drop(bytes.splice(here, piece));
            }
            _ => {
                let byte = u8::try_from(random.below(256)).unwrap();
                if let Some(old) = bytes.get_mut(here.start) {
                    *old = byte;
                }
            }
        }
    }
    bytes
}

fn run(name: &str) {
    let (_, target) = targets::TARGETS.into_iter().find(|(known, _)| *known == name).unwrap();
    let seeds = seeds(name);
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for seed in &seeds {
        target(seed);
    }
    for _ in 0..ROUNDS {
        let seed = &seeds[random.below(seeds.len())];
        let other = &seeds[random.below(seeds.len())];
        let input = changed(seed, other, &mut random);
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
