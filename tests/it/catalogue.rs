//! The embedded catalogue against its tables, and the laws that names must keep.

use cn_budget::{
    Catalogue, Code, DepartmentCode, Edition, FunctionalCode, GovernmentCode, Payer,
    catalogue::{Attestation, Book, ChangeKind, Crosswalk, NameMatch},
    code::{Department, Functional, Government, Revenue, Scheme},
};

#[cfg(feature = "serde")]
use crate::common;

/// The rows of a table of `data/catalogue`, by column.
fn table(file: &str) -> Vec<Vec<String>> {
    let path = format!("{}/data/catalogue/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().skip(1).map(|line| line.split('\t').map(String::from).collect()).collect()
}

/// Every row of a table is in the catalogue with its name, years and attestation, and, names of
/// older editions aside, nothing else is.
fn matches_its_table<S: Scheme>(file: &str, since: usize) {
    let catalogue = Catalogue::builtin();
    let rows = table(file);
    for row in &rows {
        let code: Code<S> = row[0].parse().unwrap();
        let year = |text: &str| if text.is_empty() { None } else { Some(text.parse().unwrap()) };
        let (first, last): (Option<u16>, Option<u16>) = (year(&row[since]), year(&row[since + 1]));
        let edition = last.map_or(Edition::LAST, Edition::new);
        let entry = catalogue.entry(code, edition).unwrap_or_else(|| panic!("{code}"));
        assert_eq!(entry.name(), row[1]);
        // A code without years of its own begins and ends with the code above it.
        assert!(entry.since() == first || entry.since() > first, "{code}");
        assert!(entry.until() == last || last.is_none(), "{code}");
        let tags: Vec<&str> = row.last().unwrap().split('+').collect();
        let recalled = tags.iter().all(|tag| *tag == "recall");
        assert_eq!(entry.attestation() == Attestation::Recalled, recalled, "{code}");
        if let Some(before) = first.filter(|&first| first > 2018) {
            let older = catalogue.name(code, Edition::new(before - 1));
            assert_ne!(older, Some(row[1].as_str()), "{code}");
        }
        let found = catalogue.find_name::<S>(&row[1], edition);
        assert!(found.into_iter().any(|entry| entry.code() == code), "{code} by name");
    }
    let now = catalogue
        .entries::<S>(Edition::new(2026))
        .filter(|entry| !rows.iter().any(|row| row[0] == entry.code().to_string()));
    // What the table lacks can only be an old code whose end is not known.
    assert!(now.into_iter().all(|entry| entry.until().is_none()));
}

#[test]
fn the_catalogue_is_its_tables() {
    matches_its_table::<Functional>("functional.tsv", 3);
    matches_its_table::<Revenue>("revenue.tsv", 3);
    matches_its_table::<Department>("economic_department.tsv", 2);
    matches_its_table::<Government>("economic_government.tsv", 2);
}

fn parents_exist<S: Scheme>() {
    let catalogue = Catalogue::builtin();
    for year in 2018..=2026 {
        let edition = Edition::new(year);
        for entry in catalogue.entries::<S>(edition) {
            if let Some(parent) = entry.code().parent() {
                assert!(catalogue.entry(parent, edition).is_some(), "{} in {year}", entry.code());
            }
        }
    }
}

#[test]
fn a_parent_exists_wherever_its_child_does() {
    parents_exist::<Functional>();
    parents_exist::<Revenue>();
    parents_exist::<Department>();
    parents_exist::<Government>();
}

#[test]
fn names_change_with_the_edition() {
    let catalogue = Catalogue::builtin();
    let code = FunctionalCode::literal("210");
    assert_eq!(catalogue.name(code, Edition::new(2018)), Some("医疗卫生与计划生育支出"));
    assert_eq!(catalogue.name(code, Edition::new(2019)), Some("卫生健康支出"));
    let old = catalogue.match_name(code, "医疗卫生与计划生育支出", Edition::new(2026));
    assert_eq!(old, NameMatch::OtherEdition);
}

#[test]
fn a_caller_overrides() {
    let code = DepartmentCode::literal("30101");
    let catalogue = Catalogue::builder().name_in(code, "基本薪金", Some(2027), None).build();
    assert_eq!(catalogue.name(code, Edition::new(2026)), Some("基本工资"));
    assert_eq!(catalogue.name(code, Edition::new(2027)), Some("基本薪金"));
    let found = catalogue.find_name::<Department>("基本薪金", Edition::new(2027)).next().unwrap();
    assert_eq!(found.code(), code);
    assert!(catalogue.find_name::<Department>("基本工资", Edition::new(2027)).next().is_none());
}

#[cfg(feature = "serde")]
#[test]
fn every_printed_pair_is_recognised() {
    let catalogue = Catalogue::builtin();
    let mut pairs = 0;
    for name in common::DOCUMENTS {
        let raw = common::raw(name);
        let edition = Edition::new(raw.year);
        for row in raw.tables.iter().flat_map(|table| &table.rows) {
            let Some(code) = &row.code else { continue };
            let found = match code.as_bytes()[0] {
                b'2' => {
                    catalogue.match_name::<Functional>(code.parse().unwrap(), &row.name, edition)
                }
                b'3' => {
                    catalogue.match_name::<Department>(code.parse().unwrap(), &row.name, edition)
                }
                _ => catalogue.match_name::<Government>(code.parse().unwrap(), &row.name, edition),
            };
            assert_eq!(found, NameMatch::Official, "{name} {code} {}", row.name);
            pairs += 1;
        }
    }
    assert!(pairs > 200);
}

#[test]
fn given_names_are_found_by_name_in_their_editions() {
    let code = FunctionalCode::literal("2019998");
    let catalogue = Catalogue::builder()
        .name_in(code, "测试事务（新）", Some(2024), Some(2025))
        .name(FunctionalCode::literal("20103"), "另一个名称")
        .build();
    let find = |name: &str, year| {
        let found = catalogue.find_name::<Functional>(name, Edition::new(year));
        found.map(|entry| entry.code().number()).collect::<Vec<_>>()
    };
    assert_eq!(find("测试事务(新)", 2024), [2_019_998]);
    assert_eq!(find("测试事务（新）", 2025), [2_019_998]);
    assert!(find("测试事务（新）", 2023).is_empty() && find("测试事务（新）", 2026).is_empty());
    assert_eq!(find("另一个名称", 2026), [20103]);
    // A given name stands in the place of the built-in one.
    assert!(find("政府办公厅（室）及相关机构事务", 2026).is_empty());
}

#[test]
fn a_given_name_is_the_official_one_and_tells_its_years() {
    let code = FunctionalCode::literal("20103");
    let catalogue =
        Catalogue::builder().name_in(code, "综合（办公）事务", Some(2024), None).build();
    let now = Edition::new(2026);
    assert_eq!(catalogue.match_name(code, "综合 (办公)事务", now), NameMatch::Official);
    let built_in = "政府办公厅（室）及相关机构事务";
    assert_eq!(catalogue.match_name(code, built_in, now), NameMatch::Different);
    assert_eq!(catalogue.match_name(code, built_in, Edition::new(2023)), NameMatch::Official);
    let entry = catalogue.entry(code, now).unwrap();
    assert_eq!((entry.since(), entry.until()), (Some(2024), None));
    let ended = Catalogue::builder().name_in(code, "综合事务", None, Some(2025)).build();
    let entry = ended.entry(code, Edition::new(2025)).unwrap();
    assert_eq!((entry.since(), entry.until()), (None, Some(2025)));
}

#[test]
fn given_entries_stand_among_those_of_their_own_scheme() {
    let edition = Edition::new(2026);
    let catalogue = Catalogue::builder()
        .name(FunctionalCode::literal("2019998"), "测试事务")
        .name(DepartmentCode::literal("30101"), "基本薪金")
        .build();
    let builtin = Catalogue::builtin();
    let names = |code: &str| -> Vec<String> {
        let entries = catalogue.entries::<Functional>(edition);
        let own = entries.filter(|entry| entry.code().to_string() == code);
        own.map(|entry| entry.name().to_owned()).collect()
    };
    assert_eq!(names("2019998"), ["测试事务"]);
    let count = |catalogue: &Catalogue| catalogue.entries::<Functional>(edition).count();
    assert_eq!(count(&catalogue), count(&builtin) + 1);
    let wages: Vec<&str> =
        catalogue.entries::<Department>(edition).map(|entry| entry.name()).collect();
    assert!(wages.contains(&"基本薪金") && !wages.contains(&"基本工资"));
    assert_eq!(wages.len(), builtin.entries::<Department>(edition).count());
}

#[test]
fn a_functional_code_belongs_to_one_of_the_four_budgets() {
    let catalogue = Catalogue::builtin();
    for (code, book) in [
        ("20103", Some(Book::General)),
        ("21208", Some(Book::GovernmentFund)),
        ("223", Some(Book::StateCapital)),
        ("209", Some(Book::SocialInsurance)),
        ("2019998", None),
    ] {
        let found = catalogue.book(FunctionalCode::literal(code), Edition::new(2026));
        assert_eq!(found, book, "{code}");
    }
}

/// 财预〔2017〕98号: 机关 pay through 501 and 502, 事业单位 through 505.
#[test]
fn who_pays_decides_where_the_crosswalk_leads() {
    let catalogue = Catalogue::builtin();
    let back = |code: &str, payer| catalogue.department(GovernmentCode::literal(code), payer);
    assert_eq!(back("505", Some(Payer::Administrative)), Crosswalk::None);
    assert_eq!(back("501", Some(Payer::Institution)), Crosswalk::None);
    let wages = DepartmentCode::literal("30101");
    assert!(back("501", Some(Payer::Administrative)).codes().contains(&wages));
    assert!(back("505", Some(Payer::Institution)).codes().contains(&wages));
    assert_eq!(catalogue.government(DepartmentCode::literal("304"), None), Crosswalk::None);
}

#[test]
fn what_a_code_was_before_is_on_record() {
    let catalogue = Catalogue::builtin();
    let market = FunctionalCode::literal("20138");
    let merged: Vec<u32> = catalogue
        .predecessors(market)
        .filter(|change| change.kind == ChangeKind::Merge)
        .map(|change| {
            assert_eq!((change.year, change.new.unwrap().0), (Some(2019), market));
            change.old.unwrap().0.number()
        })
        .collect();
    // 工商行政管理, 质量技术监督与检验检疫, 食品和药品监督管理.
    assert_eq!(merged, [20115, 20117, 21010]);
    assert_eq!(catalogue.predecessors(FunctionalCode::literal("2019998")).count(), 0);
    // The year of this renaming is not known.
    let school = catalogue.predecessors(FunctionalCode::literal("2050702")).next().unwrap();
    assert_eq!((school.kind, school.year), (ChangeKind::Rename, None));
}
