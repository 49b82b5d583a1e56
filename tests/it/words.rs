//! A province's words are added from a file, without touching the crate.

use cn_budget::{Catalogue, Disclosure, Kind, Law, Options, Stage, Vocabulary, reconcile};

use crate::common::print::{document, equations};

/// The words of one province, as they come with the program that needs them.
fn words() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/words/province.tsv");
    std::fs::read_to_string(path).expect("the words")
}

const TABLE: &str = "部门支出总表 | 合计 人员经费 机关运转保障经费 河湖管护
     合计 | 100 60 15 25
     213 农林水支出 | 100 60 15 25";

#[test]
fn a_table_in_words_of_a_province_is_understood_with_them() {
    let mut vocabulary = Vocabulary::standard();
    vocabulary.extend(&words()).unwrap();
    assert_eq!(vocabulary.read("河湖管护经费").unwrap().scope().kind(), Some(Kind::Project));
    let raw = document(Stage::Budget, TABLE);
    let disclosure = Disclosure::read_with(raw.clone(), &vocabulary, &Catalogue::builtin());
    let report = reconcile(&disclosure, &Options::new());
    assert!(report.findings().is_empty(), "{report}");
    let sums = equations(&report, Law::Hierarchy);
    assert!(sums.contains(&"100 = 60 + 15 + 25".to_owned()), "{sums:?}");
    // Without them the columns are left open, and said to be.
    let report = reconcile(&Disclosure::read(raw), &Options::new());
    assert_eq!(report.findings().len(), 2, "{report}");
    assert!(!equations(&report, Law::Hierarchy).contains(&"100 = 60 + 15 + 25".to_owned()));
}

#[test]
fn a_wrong_line_is_named() {
    let table = words() + "河湖\tsense\t\thr\t\n";
    let error = Vocabulary::standard().extend(&table).unwrap_err();
    assert_eq!(error.line(), 5);
    assert!(error.message().zh.contains("sense"), "{error}");
}
