//! Codes: shape, order and text.

use std::hash::{BuildHasher, RandomState};

use cn_budget::{
    AnyCode, Code, DepartmentCode, Dimension, ErrorKind, FunctionalCode, Level, RevenueCode, Scope,
    code::{Department, Functional, Government, Revenue, Scheme, SchemeKind},
    strategies::{any_code, functional_code},
};
use proptest::prelude::*;

/// Every number of three, five and seven digits that is a code reads back from its own text.
fn reads_back<S: Scheme>(first: u32) {
    let mut last: Option<Code<S>> = None;
    for number in (first * 100..first * 100 + 100).chain(first * 10_000..first * 10_000 + 10_000) {
        let Ok(code) = number.to_string().parse::<Code<S>>() else { continue };
        assert_eq!(code.to_string(), number.to_string());
        assert_eq!(code.number(), number);
        assert!(last.is_none_or(|last| last != code));
        last = Some(code);
    }
    assert!(last.is_some());
}

#[test]
fn all_classes_and_sections_read_back() {
    reads_back::<Revenue>(1);
    reads_back::<Functional>(2);
    reads_back::<Department>(3);
    reads_back::<Government>(5);
}

#[test]
fn a_number_of_another_scheme_is_told_by_its_first_digit() {
    use SchemeKind as K;
    for (number, found) in [
        (301, K::Department),
        (30_101, K::Department),
        (3_010_101, K::Department),
        (501, K::Government),
        (50_501, K::Government),
        (103, K::Revenue),
        (1_030_148, K::Revenue),
        (103_014_801, K::Revenue),
        // Of a length that no code has.
        (30, K::Department),
        (3_010, K::Department),
        (301_010, K::Department),
    ] {
        let kind = FunctionalCode::try_from(number).unwrap_err().kind();
        assert_eq!(kind, ErrorKind::OtherScheme { expected: K::Functional, found }, "{number}");
    }
    for number in [4, 401, 9_010, 901_010] {
        let kind = FunctionalCode::try_from(number).unwrap_err().kind();
        assert!(!matches!(kind, ErrorKind::OtherScheme { .. }), "{number}: {kind:?}");
    }
    assert_eq!(
        FunctionalCode::try_from(0).unwrap_err().kind(),
        ErrorKind::CodeLength(K::Functional)
    );
    assert_eq!(RevenueCode::try_from(103_014_801).map(Code::number), Ok(103_014_801));
}

#[test]
fn a_code_is_its_own_ancestor_at_its_own_level() {
    let code = FunctionalCode::literal("2010350");
    let at = |level| code.at(level).map(Code::number);
    assert_eq!(Level::ALL.map(at), [Some(201), Some(20103), Some(2_010_350), None]);
    assert_eq!(code.section(), Some(FunctionalCode::literal("20103")));
    assert_eq!(code.section().unwrap().section(), code.section());
    assert_eq!(code.class().section(), None);
}

#[test]
fn other_codes_have_other_hashes() {
    let state = RandomState::new();
    let hash = |digits: &str| state.hash_one(FunctionalCode::literal(digits));
    assert_eq!(hash("20103"), hash("20103"));
    assert!(["201", "2010301", "20104"].iter().any(|other| hash(other) != hash("20103")));
}

#[test]
fn groups_of_digits_are_cut_between_the_levels() {
    let fails = |text: &str, position| {
        let error = FunctionalCode::parse_printed(text).unwrap_err();
        assert_eq!((error.kind(), error.position()), (ErrorKind::NotADigit, position), "{text}");
    };
    for (text, position) in
        [("2 0103", 2), ("20 103", 3), ("2010 350", 5), ("201-0-3", 6), ("事业", 0)]
    {
        fails(text, position);
    }
    for text in ["201 0350", "201 03 50", "20103 50", " 2010350 ", "201.03.50"] {
        assert_eq!(FunctionalCode::parse_printed(text).map(Code::number), Ok(2_010_350));
    }
}

#[test]
fn a_column_holds_as_many_digits_as_its_level() {
    let read = |class: &str, section: &str, item: &str| {
        FunctionalCode::from_parts(class, section, item).map(Code::number)
    };
    assert_eq!(read("２０１", " 03", "50"), Ok(2_010_350));
    assert_eq!(read("201", "03", ""), Ok(20_103));
    let length = ErrorKind::CodeLength(SchemeKind::Functional);
    for (class, section, item) in [
        ("20", "103", "50"),
        ("2010", "3", "50"),
        ("201", "3", "50"),
        ("201", "031", ""),
        ("201", "03", "5"),
        ("201", "", "50"),
        (&*"2".repeat(40), "03", "50"),
    ] {
        assert_eq!(
            read(class, section, item).unwrap_err().kind(),
            length,
            "{class} {section} {item}"
        );
    }
    assert_eq!(read("2x1", "", "").unwrap_err().kind(), ErrorKind::NotADigit);
    assert_eq!(DepartmentCode::from_parts("302", "01", "").map(Code::number), Ok(30_201));
}

proptest! {
    #[test]
    fn every_scheme_reads_its_own_text(code in any_code()) {
        prop_assert_eq!(code.to_string().parse(), Ok(code));
        prop_assert_eq!(AnyCode::parse_printed(&format!("{code}-名称")), Ok(code));
    }

    #[test]
    fn parse_is_the_inverse_of_display(code in functional_code()) {
        prop_assert_eq!(code.to_string().parse::<FunctionalCode>(), Ok(code));
        prop_assert_eq!(code.to_string().parse::<AnyCode>(), Ok(AnyCode::Functional(code)));
    }

    #[test]
    fn ancestors_are_above_and_before(code in functional_code()) {
        let above: Vec<_> = code.ancestors().collect();
        prop_assert!(above.len() <= 2);
        for ancestor in above {
            prop_assert!(ancestor.is_ancestor_of(code) && ancestor < code);
            prop_assert_eq!(ancestor.class(), code.class());
        }
        prop_assert!(code.contains(code) && !code.is_ancestor_of(code));
    }

    #[test]
    fn a_parent_stands_right_before_its_descendants(mut codes in prop::collection::vec(functional_code(), 2..60)) {
        codes.extend(codes.clone().into_iter().flat_map(Code::ancestors));
        codes.sort_unstable();
        codes.dedup();
        for (position, code) in codes.iter().enumerate() {
            let below = codes[position..].iter().take_while(|other| code.contains(**other)).count();
            prop_assert_eq!(below, codes.iter().filter(|other| code.contains(**other)).count());
        }
    }

    #[test]
    fn printed_forms_are_one_code(number in 2_000_000..3_000_000_u32) {
        let text = number.to_string();
        let code: FunctionalCode = text.parse().unwrap();
        let (class, section, item) = (&text[..3], &text[3..5], &text[5..]);
        let wide: String =
            text.chars().map(|c| char::from_u32(c as u32 - 0x30 + 0xFF10).unwrap()).collect();
        for printed in [format!("{class}{section} {item}"), format!("{class}-{section}-{item}"), wide, format!("{text}-名称")] {
            prop_assert_eq!(FunctionalCode::parse_printed(&printed), Ok(code));
        }
        prop_assert_eq!(FunctionalCode::from_parts(class, section, item), Ok(code));
    }

    #[test]
    fn any_text_is_a_code_or_an_error(text in ".*") {
        let _ = FunctionalCode::parse_printed(&text);
        let _ = AnyCode::parse_printed(&text);
        let _ = text.parse::<AnyCode>();
    }

    #[test]
    fn a_scope_lies_within_what_it_was_merged_from(code in functional_code(), level in 0..3_usize) {
        let above = code.at(Level::ALL[level]).unwrap_or(code);
        let (wide, deep) = (Scope::ALL.with_functional(above), Scope::ALL.with_functional(code));
        prop_assert_eq!(wide.merge(deep), Ok(deep));
        prop_assert_eq!(deep.merge(wide), Ok(deep));
        prop_assert!(deep.is_within(wide));
        prop_assert_eq!(deep.functional(), Some(code));
        prop_assert!(wide.parent(Dimension::Functional).is_some_and(|parent| wide.is_within(parent)));
    }
}

#[cfg(feature = "serde")]
#[test]
fn a_scope_travels_as_its_fixed_dimensions() {
    let scope = Scope::ALL.with_functional(FunctionalCode::literal("201")).with_year(2026);
    let json = serde_json::to_string(&scope).unwrap();
    assert_eq!(json, r#"{"year":2026,"functional":"201"}"#);
    assert_eq!(serde_json::from_str::<Scope>(&json).unwrap(), scope);
}

#[cfg(feature = "serde")]
#[test]
fn serde_uses_the_digits_and_takes_numbers() {
    let code = FunctionalCode::literal("2010350");
    assert_eq!(serde_json::to_string(&code).unwrap(), "\"2010350\"");
    assert_eq!(serde_json::from_str::<FunctionalCode>("\"2010350\"").unwrap(), code);
    assert_eq!(serde_json::from_str::<FunctionalCode>("2010350").unwrap(), code);
    assert!(serde_json::from_str::<FunctionalCode>("30101").is_err());
}
