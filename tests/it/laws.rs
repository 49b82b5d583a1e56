//! Laws on random budgets: tables printed from one truth reconcile, and damage to them shows.
//! Laws on small made-up disclosures: which equations follow from what is printed, and which do not.

use cn_budget::{
    DocumentVerdict, Law, Payer, Stage,
    check::Verdict,
    strategies::{disclosure, mistake},
};
use common::print::{document, equations, report};
use proptest::prelude::*;

use crate::common;

mod economic;
mod hierarchy;
mod narrative;
mod sheets;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_printed_from_one_truth_reconciles(raw in disclosure()) {
        let report = report(raw);
        prop_assert!(report.findings().is_empty(), "{report}");
        prop_assert_eq!(report.count(Verdict::Broken), 0);
        prop_assert_ne!(report.verdict(), DocumentVerdict::Inconsistent);
        prop_assert_ne!(report.verdict(), DocumentVerdict::Undecided);
        prop_assert_eq!(report.covered(), report.figures());
    }

    #[test]
    fn damage_beyond_rounding_breaks_and_is_located(raw in disclosure(), mistake in mistake()) {
        let damaged = mistake.apply(&raw).filter(cn_budget::strategies::Damaged::shows);
        prop_assume!(damaged.is_some());
        let damaged = damaged.unwrap();
        let what = format!("{:?}: {} for {}", damaged.place, damaged.after, damaged.before);
        let report = report(damaged.raw);
        prop_assert_eq!(report.verdict(), DocumentVerdict::Inconsistent, "{}", what);
        let found = report.suspects().iter().any(|set| set.contains(damaged.place));
        prop_assert!(found, "{}", what);
    }
}

/// The document, of which the law must say just these equations.
#[track_caller]
fn says(stage: Stage, payer: Option<Payer>, law: Law, text: &str, expected: &[&str]) {
    let mut raw = document(stage, text);
    raw.entity.payer = payer;
    assert_eq!(equations(&report(raw), law), expected, "{text}");
}

#[track_caller]
fn budget(law: Law, text: &str, expected: &[&str]) {
    says(Stage::Budget, None, law, text, expected);
}

#[track_caller]
fn accounts(law: Law, text: &str, expected: &[&str]) {
    says(Stage::Final, None, law, text, expected);
}
