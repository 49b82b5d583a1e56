//! Names of classes, sections and items in prose, against the tables and the edition.

use cn_budget::{
    Disclosure, FindingKind, Options, RawDisclosure, Severity, Stage, Unit, raw::RawTable,
    reconcile,
};

fn document(text: &str) -> RawDisclosure {
    let table = RawTable::new("一般公共预算支出表", Unit::WanYuan, ["合计"])
        .row("", "合计", ["90.00"])
        .row("201", "一般公共服务支出", ["60.00"])
        .row("20103", "政府办公厅（室）及相关机构事务", ["60.00"])
        .row("2010301", "行政运行", ["60.00"])
        .row("207", "文化旅游体育与传媒支出", ["30.00"])
        .row("20703", "体育", ["30.00"])
        .row("2070308", "群众体育", ["30.00"]);
    RawDisclosure::new(2024, Stage::Budget).table(table).paragraph("支出预算", text)
}

/// The findings about names, in Chinese.
fn found(raw: RawDisclosure) -> Vec<String> {
    let report = reconcile(&Disclosure::read(raw), &Options::new());
    let kinds = [FindingKind::NameInProse, FindingKind::NameMismatch];
    let found = report.findings().iter().filter(|finding| kinds.contains(&finding.kind));
    let found = found.map(|finding| {
        assert_eq!(finding.severity, Severity::Warning);
        finding.message.zh.clone()
    });
    found.collect()
}

#[track_caller]
fn finds(text: &str, told: &[&str]) {
    let found = found(document(text));
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    for word in told {
        assert!(found[0].contains(word), "{text}: {found:?}");
    }
}

#[test]
fn right_names_are_nothing_to_tell() {
    for text in [
        "文化旅游体育与传媒支出（类）体育（款）群众体育（项）30.00万元。",
        "2010301-行政运行60.00万元。",
        "行政运行（2010301）60.00万元。",
        "一般公共服务支出60.00万元，占66.67%；文化旅游体育与传媒支出30.00万元，占33.33%。",
        // A name that nobody knows is no other code's.
        "2010301-机关日常运转60.00万元。",
    ] {
        assert_eq!(found(document(text)), [""; 0], "{text}");
    }
}

#[test]
fn a_name_of_an_earlier_edition() {
    let old = "文化体育与传媒支出（类）体育（款）群众体育（项）30.00万元。";
    finds(old, &["207", "文化旅游体育与传媒支出"]);
    // In its own edition it is right.
    let mut own = document(old);
    own.year = 2018;
    own.tables.clear();
    assert_eq!(found(own), [""; 0]);
}

#[test]
fn a_section_that_does_not_belong_to_its_class() {
    let wrong = "卫生健康支出（类）体育（款）群众体育（项）30.00万元。";
    finds(wrong, &["20703"]);
}

#[test]
fn a_code_beside_the_name_of_another() {
    for text in ["2010301-群众体育60.00万元。", "群众体育（2010301）60.00万元。"] {
        finds(text, &["2010301", "行政运行", "群众体育"]);
    }
}

#[test]
fn one_code_under_the_names_of_two_editions() {
    let two = |name: &str| {
        let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计"])
            .row("201", "一般公共服务支出", ["60.00"])
            .row("207", name, ["30.00"]);
        let raw = RawDisclosure::new(2024, Stage::Budget).table(table);
        document("").tables.into_iter().fold(raw, RawDisclosure::table)
    };
    assert_eq!(found(two("文化旅游体育与传媒支出")), [""; 0]);
    assert_eq!(found(two("文化 旅游体育 与传媒支出")), [""; 0]);
    let found = found(two("文化体育与传媒支出"));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("两个名称"), "{found:?}");
}
