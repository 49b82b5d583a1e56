//! Every named choice has a name of its own in both languages, and a key that reads back.

use std::collections::BTreeSet;
#[cfg(feature = "serde")]
use std::{
    fmt::{Debug, Display},
    str::FromStr,
};

use cn_budget::{
    Dimension, DocumentVerdict, FindingKind, Flow, FundSource, Item, Kind, Lang, Law, Level, Payer,
    Severity, Stage, Vintage,
    catalogue::Attestation,
    causes::Slip,
    check::Verdict,
    code::SchemeKind,
    consolidate::Agreement,
    ledger::Procurement,
    narrative::Comparison,
    performance::{
        Achievement, Grade, IndicatorNature, PrimaryIndicator, ProjectSource, Rating,
        SecondaryIndicator, Unscored,
    },
    profile::{DocumentKind, Sureness},
    report::CellVerdict,
};
#[cfg(feature = "serde")]
use serde::{Serialize, de::DeserializeOwned};

/// No text is empty, and none is another's.
#[track_caller]
fn distinct<'a>(texts: impl IntoIterator<Item = &'a str>) {
    let mut seen = BTreeSet::new();
    for text in texts {
        assert!(!text.is_empty());
        assert!(seen.insert(text), "{text} twice");
    }
    assert!(seen.len() > 1, "{seen:?}");
}

/// The names are distinct in each language, and others in the one than in the other.
#[track_caller]
fn named<T: Copy>(all: &[T], name: impl Fn(T, Lang) -> &'static str) {
    for lang in [Lang::Zh, Lang::En] {
        distinct(all.iter().map(|one| name(*one, lang)));
    }
    for one in all {
        assert_ne!(name(*one, Lang::Zh), name(*one, Lang::En));
    }
}

/// Keys are distinct and read back, from text as from JSON.
#[cfg(feature = "serde")]
#[track_caller]
fn keyed<T>(all: &[T])
where
    T: Copy + PartialEq + Debug + Display + FromStr<Err: Debug> + Serialize + DeserializeOwned,
{
    let json = |one: &T| serde_json::to_string(one).unwrap();
    let keys: Vec<String> = all.iter().map(json).collect();
    distinct(keys.iter().map(|key| key.trim_matches('"')));
    for (one, key) in all.iter().zip(&keys) {
        assert_eq!(key.trim_matches('"').parse::<T>().unwrap(), *one);
        assert_eq!(serde_json::from_str::<T>(key).unwrap(), *one);
        // In text the Chinese term is understood too, in JSON it is not.
        assert_eq!(one.to_string().parse::<T>().unwrap(), *one);
    }
    assert!("no such key".parse::<T>().is_err());
    assert!(serde_json::from_str::<T>("1").is_err());
}

#[test]
fn names_are_distinct_in_both_languages() {
    named(FundSource::ALL, FundSource::name);
    named(Flow::ALL, Flow::name);
    named(Kind::ALL, Kind::name);
    named(Stage::ALL, Stage::name);
    named(Item::ALL, Item::name);
    named(Payer::ALL, Payer::name);
    named(Procurement::ALL, Procurement::name);
    named(Dimension::ALL, Dimension::name);
    named(Vintage::ALL, Vintage::name);
    named(Law::ALL, Law::name);
    named(Slip::ALL, Slip::name);
    named(Verdict::ALL, Verdict::name);
    named(Severity::ALL, Severity::name);
    named(FindingKind::ALL, FindingKind::name);
    named(CellVerdict::ALL, CellVerdict::name);
    named(PrimaryIndicator::ALL, PrimaryIndicator::name);
    named(SecondaryIndicator::ALL, SecondaryIndicator::name);
    // Some are signs, alike in both.
    for lang in [Lang::Zh, Lang::En] {
        distinct(IndicatorNature::ALL.iter().map(|one| one.name(lang)));
    }
    named(Rating::ALL, Rating::name);
    named(Grade::ALL, Grade::name);
    named(Achievement::ALL, Achievement::name);
    named(ProjectSource::ALL, ProjectSource::name);
    named(DocumentKind::ALL, DocumentKind::name);
    named(Sureness::ALL, Sureness::name);
}

#[test]
fn reasons_and_verdicts_are_distinct_in_both_languages() {
    named(DocumentVerdict::ALL, DocumentVerdict::name);
    let attestations =
        [Attestation::Recalled, Attestation::Listed2010, Attestation::Seen, Attestation::Given];
    for lang in [Lang::Zh, Lang::En] {
        distinct(attestations.map(|one| one.name(lang)));
    }
    let unscored = [
        Unscored::NoGoal,
        Unscored::NoActual,
        Unscored::NotANumber,
        Unscored::OtherMeasure,
        Unscored::NotAMark,
        Unscored::NotUnderstood,
    ];
    for lang in [Lang::Zh, Lang::En] {
        distinct(unscored.map(|one| one.name(lang)));
    }
    let comparisons = [Comparison::Less, Comparison::Greater, Comparison::Equal];
    assert_eq!(comparisons.map(Comparison::words), ["小于", "大于", "等于"]);
}

#[cfg(feature = "serde")]
#[test]
fn keys_are_distinct_and_read_back() {
    keyed(FundSource::ALL);
    keyed(Flow::ALL);
    keyed(Kind::ALL);
    keyed(Stage::ALL);
    keyed(Item::ALL);
    keyed(Payer::ALL);
    keyed(Procurement::ALL);
    keyed(Vintage::ALL);
    keyed(PrimaryIndicator::ALL);
    keyed(SecondaryIndicator::ALL);
    keyed(IndicatorNature::ALL);
    keyed(ProjectSource::ALL);
    keyed(DocumentKind::ALL);
    keyed(Sureness::ALL);
    keyed(Rating::ALL);
    keyed(Grade::ALL);
    keyed(Achievement::ALL);
    keyed(Agreement::ALL);
    keyed(CellVerdict::ALL);
    keyed(Dimension::ALL);
    keyed(DocumentVerdict::ALL);
    keyed(&Level::ALL);
    keyed(SchemeKind::ALL);
    keyed(Verdict::ALL);
    assert_eq!("functional".parse(), Ok(SchemeKind::Functional));
}

/// What is printed is the Chinese name.
#[test]
fn named_choices_print_their_chinese_names() {
    fn printed<T: Copy + ToString>(all: &[T], name: impl Fn(T, Lang) -> &'static str) {
        for one in all {
            assert_eq!(one.to_string(), name(*one, Lang::Zh));
        }
    }
    printed(Agreement::ALL, Agreement::name);
    printed(CellVerdict::ALL, CellVerdict::name);
    printed(Dimension::ALL, Dimension::name);
    printed(DocumentVerdict::ALL, DocumentVerdict::name);
    printed(&Level::ALL, Level::name);
    printed(SchemeKind::ALL, SchemeKind::name);
    printed(Verdict::ALL, Verdict::name);
    assert_eq!(Level::Class.to_string(), "类");
}
