//! Codes and names beside their plainest peers.

use cn_budget::{Catalogue, Edition, FunctionalCode};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const TEXTS: [&str; 8] =
    ["2010350", "20805", "201", "2210203", "2101102", "20103", "2080505", "2299999"];

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    bencher.bench(|| black_box(TEXTS).map(|text| text.parse::<FunctionalCode>().ok()));
}

/// The peer: digits to a number in a byte loop, with the same checks of length and class.
#[divan::bench]
fn parse_by_hand(bencher: Bencher<'_, '_>) {
    bencher.bench(|| {
        black_box(TEXTS).map(|text| {
            let mut number = 0_u32;
            for byte in text.bytes() {
                if !byte.is_ascii_digit() {
                    return None;
                }
                number = number * 10 + u32::from(byte - b'0');
            }
            let scale = match text.len() {
                3 => 1_000_000,
                5 => 10_000,
                7 => 100,
                _ => return None,
            };
            (200..300).contains(&(number * scale / 1_000_000)).then_some(number * scale)
        })
    });
}

fn codes() -> Vec<FunctionalCode> {
    Catalogue::builtin().entries(Edition::new(2026)).map(|entry| entry.code()).collect()
}

#[divan::bench]
fn look_up(bencher: Bencher<'_, '_>) {
    let (catalogue, codes, edition) = (Catalogue::builtin(), codes(), Edition::new(2026));
    let mut next = codes.iter().cycle().step_by(97);
    bencher.bench_local(|| black_box(catalogue.name(*next.next().unwrap(), edition)).is_some());
}

/// The peer: a bare binary search over the same codes.
#[divan::bench]
fn binary_search(bencher: Bencher<'_, '_>) {
    let codes = codes();
    let mut next = codes.iter().cycle().step_by(97);
    bencher.bench_local(|| black_box(codes.binary_search(next.next().unwrap())).is_ok());
}
