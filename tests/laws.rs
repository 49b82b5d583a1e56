//! Laws on random budgets: tables printed from one truth reconcile, and damage to them shows.

use cn_budget::{
    Disclosure, DocumentVerdict, Options, RawDisclosure, Report, Verdict, reconcile,
    strategies::{disclosure, mistake},
};
use proptest::prelude::*;

fn report(raw: RawDisclosure) -> Report {
    reconcile(&Disclosure::read(raw), &Options::new())
}

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
