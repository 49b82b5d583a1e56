//! What `--system` and `--proof` print is enough to check the verdict with nothing but arithmetic.

use std::collections::BTreeMap;

use cn_budget::{
    Disclosure, DocumentVerdict, Options, RawDisclosure, Report, reconcile,
    strategies::{SLIPS, slipped},
};
use common::damage::{self, Random};
use serde_json::Value;

use crate::common;

/// An exact number: numerator and positive denominator.
#[derive(Debug, Clone, Copy)]
struct Number(i128, i128);

impl Number {
    /// A decimal (`-12.345`) or a fraction (`1/3`).
    fn parse(value: &Value) -> Self {
        let text = value.as_str().expect("numbers are strings");
        if let Some((numerator, denominator)) = text.split_once('/') {
            return Self(numerator.parse().unwrap(), denominator.parse().unwrap());
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let digits = format!("{whole}{fraction}");
        Self(digits.parse().unwrap(), 10_i128.pow(u32::try_from(fraction.len()).unwrap()))
    }

    fn plus(self, other: Self) -> Self {
        let gcd = gcd(self.1, other.1);
        let numerator = self.0 * (other.1 / gcd) + other.0 * (self.1 / gcd);
        Self(numerator, self.1 / gcd * other.1)
    }

    fn times(self, factor: i128) -> Self {
        Self(self.0 * factor, self.1)
    }

    fn at_most(self, other: Self) -> bool {
        self.plus(other.times(-1)).0 <= 0
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

fn integer(value: &Value) -> i128 {
    value.as_str().unwrap().parse().unwrap()
}

fn index(value: &Value) -> usize {
    usize::try_from(value.as_u64().unwrap()).unwrap()
}

fn within(value: Number, ends: &Value) -> bool {
    let low = ends["low"].is_null() || Number::parse(&ends["low"]).at_most(value);
    let high = ends["high"].is_null() || value.at_most(Number::parse(&ends["high"]));
    low && high
}

/// Checks what is printed about a report; whether it was a witness.
fn checked(report: &Report) -> bool {
    let system = serde_json::to_value(report.system().unwrap()).unwrap();
    let proof = serde_json::to_value(report.view().proof(true)).unwrap();
    assert_eq!(system["unit"], "元");
    let variables = system["variables"].as_array().unwrap();
    for (id, variable) in variables.iter().enumerate() {
        assert_eq!(index(&variable["id"]), id);
        assert!(!variable["cells"].as_array().unwrap().is_empty());
    }
    if let Some(witness) = proof["witness"].as_array() {
        check_witness(&system, witness);
        return true;
    }
    check_conflict(&system, proof["conflict"].as_array().expect("a witness or a conflict"));
    false
}

/// A value for every variable, within all bounds and rows.
fn check_witness(system: &Value, witness: &[Value]) {
    let variables = system["variables"].as_array().unwrap();
    assert_eq!(witness.len(), variables.len());
    let mut values = Vec::new();
    for (variable, given) in variables.iter().zip(witness) {
        assert_eq!((&given["id"], &given["unit"]), (&variable["id"], &system["unit"]));
        assert_eq!(given["cells"], variable["cells"]);
        let value = Number::parse(&given["value"]);
        assert!(within(value, variable), "{given} in {variable}");
        values.push(value);
    }
    for row in system["rows"].as_array().unwrap() {
        let terms = row["terms"].as_array().unwrap().iter();
        let sum = terms.fold(Number(0, 1), |sum, term| {
            sum.plus(values[index(&term[0])].times(integer(&term[1])))
        });
        assert!(within(sum, row), "{row}");
    }
}

/// Inequalities of the system, each as `expression ≥ bound`, multiplied and added up: no variable
/// is left, and the bound is positive.
fn check_conflict(system: &Value, conflict: &[Value]) {
    let mut left: BTreeMap<usize, i128> = BTreeMap::new();
    let mut right = Number(0, 1);
    for part in conflict {
        let multiplier = integer(&part["multiplier"]);
        assert!(multiplier > 0);
        let low = part["side"] == "low";
        let factor = if low { multiplier } else { -multiplier };
        let bound = Number::parse(&part["bound"]);
        right = right.plus(bound.times(factor));
        if part["of"] == "row" {
            let row = &system["rows"][index(&part["row"])];
            assert_eq!((&part["terms"], &part["law"]), (&row["terms"], &row["law"]));
            assert_eq!(part["bound"], row[part["side"].as_str().unwrap()]);
            for term in row["terms"].as_array().unwrap() {
                *left.entry(index(&term[0])).or_default() += factor * integer(&term[1]);
            }
            continue;
        }
        // The variable's bounds, the intersection of all its prints, imply this one.
        let variable = &system["variables"][index(&part["variable"])];
        let tightest = Number::parse(&variable[part["side"].as_str().unwrap()]);
        assert!(if low { bound.at_most(tightest) } else { tightest.at_most(bound) });
        if part["of"] == "print" {
            assert!(variable["cells"].as_array().unwrap().contains(&part["cell"]));
        }
        *left.entry(index(&part["variable"])).or_default() += factor;
    }
    assert!(left.values().all(|&sum| sum == 0), "{conflict:?}");
    assert!(right.0 > 0, "{conflict:?}");
}

fn report(raw: RawDisclosure) -> Report {
    reconcile(&Disclosure::read(raw), &Options::new())
}

#[test]
fn the_proofs_of_the_documents_can_be_checked_by_anyone() {
    for name in common::DOCUMENTS {
        let mut raw = common::raw(name);
        checked(&report(raw.clone()));
        raw.narrative.clear();
        assert!(checked(&report(raw)), "{name}");
    }
}

#[test]
fn the_proofs_of_damaged_copies_can_be_checked_by_anyone() {
    let mut random = Random::new(99);
    let [mut witnesses, mut conflicts] = [0; 2];
    for name in common::DOCUMENTS {
        let mut raw = common::raw(name);
        raw.narrative.clear();
        let places = damage::figures(&raw);
        for trial in 0..60 {
            let mut copy = raw.clone();
            for _ in 0..=trial % 3 {
                let place = places[random.below(places.len())];
                let slip = SLIPS[random.below(SLIPS.len())];
                let text = damage::text_mut(&mut copy, place);
                if let Some(new) = slipped(text, slip, "7.77", |count| random.below(count)) {
                    *text = new;
                }
            }
            let report = report(copy);
            let witness = checked(&report);
            assert_eq!(witness, report.verdict() != DocumentVerdict::Inconsistent);
            *if witness { &mut witnesses } else { &mut conflicts } += 1;
        }
    }
    println!("{witnesses} witnesses, {conflicts} conflicts");
    assert!(conflicts > 150);
}
