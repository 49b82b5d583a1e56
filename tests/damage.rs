//! Seeded damage on the real documents: is it noticed?
#![cfg(feature = "serde")]

use std::collections::BTreeMap;

use cn_budget::{
    Disclosure, Figure, Interval, Options, RawDisclosure, Rounding, Unit, Verdict, reconcile,
};
use common::damage::{self, Random, SLIPS, Slip};

mod common;

struct Damaged {
    raw: RawDisclosure,
    what: String,
    slip: Slip,
}

/// Copies of a document with one figure damaged; slips that leave the value alone are left out.
fn damaged(name: &str, count: usize, seed: u64) -> Vec<Damaged> {
    let mut raw = common::raw(name);
    raw.narrative.clear();
    let places = damage::figures(&raw);
    let mut random = Random::new(seed);
    let mut copies = Vec::new();
    while copies.len() < count {
        let place = places[random.below(places.len())];
        let slip = SLIPS[random.below(SLIPS.len())];
        let neighbour = damage::text_mut(&mut raw, places[random.below(places.len())]).clone();
        let mut copy = raw.clone();
        let text = damage::text_mut(&mut copy, place);
        let old = text.clone();
        let Some(new) = damage::slipped(&old, slip, &neighbour, &mut random) else { continue };
        // What prints alike within rounding is no damage that arithmetic could see.
        if interval(&old).zip(interval(&new)).is_some_and(|(a, b)| a.intersection(b).is_some()) {
            continue;
        }
        *text = new.clone();
        copies.push(Damaged { raw: copy, what: format!("{name} {place:?} {old} → {new}"), slip });
    }
    copies
}

fn interval(text: &str) -> Option<Interval> {
    let figure = Figure::parse(text, Unit::WanYuan).ok().flatten()?;
    Some(figure.interval(Rounding::Nearest))
}

#[test]
fn damage_is_noticed() {
    let mut by_slip: BTreeMap<Slip, (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    for (seed, name) in common::DOCUMENTS.into_iter().enumerate() {
        for damaged in damaged(name, 150, seed as u64 + 1) {
            let report = reconcile(&Disclosure::read(damaged.raw), &Options::new());
            let broken = report.count(Verdict::Broken) > 0;
            let (noticed, all) = by_slip.entry(damaged.slip).or_default();
            *noticed += usize::from(broken);
            *all += 1;
            if !broken {
                missed.push(damaged.what);
            }
        }
    }
    for (slip, (noticed, all)) in &by_slip {
        println!("{slip:?}: {noticed} of {all}");
    }
    println!("missed:\n{}", missed.join("\n"));
    let all: usize = by_slip.values().map(|(_, all)| all).sum();
    assert!(missed.len() * 100 <= all * 2, "{} of {all} missed", missed.len());
}
