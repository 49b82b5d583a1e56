//! What the rows of a table are about: codes, units, projects, and rows of words.

use cn_budget::{DocumentVerdict, FindingKind, Options, raw::RawTable, reconcile};

use super::{NONSENSE, budget, found, rows, table};

#[test]
fn a_table_of_one_row_is_what_the_row_says() {
    let one = |code, name| {
        let numbers = table("部门收支总表", ["总计"]).row("", "栏次", ["1"]);
        budget([numbers.row("", "", [""]).row(code, name, ["5.00"])])
    };
    for (code, name, says) in [
        ("", "", "收支总计"),
        ("201", "一般公共服务支出", "本年支出·201"),
        ("", "某局", "本年支出·某局"),
    ] {
        let disclosure = one(code, name);
        assert_eq!(rows(&disclosure), ["?", "?", says]);
        found(&disclosure, &[]);
    }
    // Of two rows without a name nobody knows which is which.
    let two = table("部门收支总表", ["总计"]).row("", "", ["5.00"]).row("", "", ["6.00"]);
    assert_eq!(rows(&budget([two])), ["?", "?"]);
}

#[test]
fn rows_of_words_hold_no_amounts() {
    let words = table("部门支出总表", ["合计", "基本支出"])
        .row("", "科目名称", ["合计", "基本支出"])
        .row("", "栏次", ["1", "2"])
        .row("", "合计", ["5.00", "5.00"]);
    let disclosure = budget([words]);
    assert_eq!(rows(&disclosure), ["?", "?", "本年支出"]);
    assert_eq!(disclosure.figure_count(), 2);
    found(&disclosure, &[]);
    // A row with a code is about that code, whatever its name.
    let coded = table("部门支出总表", ["合计"]).row("201", "说明", ["5.00"]);
    let disclosure = budget([coded]);
    assert_eq!(rows(&disclosure), ["本年支出·201"]);
    found(&disclosure, &[FindingKind::NameMismatch]);
}

#[test]
fn numbers_of_the_columns_are_no_amounts() {
    let numbered = |code, name, numbers: [&str; 2]| {
        let table = table("部门支出总表", ["合计", "基本支出"]).row(code, name, numbers);
        budget([table.row("", "合计", ["5.00", "5.00"])])
    };
    for (code, name) in [("", "栏次"), ("**", "**"), ("", "**"), ("", "—"), ("", "")] {
        for numbers in [["1", "2"], ["4", "5"]] {
            let disclosure = numbered(code, name, numbers);
            assert_eq!((rows(&disclosure)[0].as_str(), disclosure.figure_count()), ("?", 2));
            found(&disclosure, &[]);
        }
        // A label that says nothing hides no amounts.
        let amounts = if name == "栏次" { ["", ""] } else { ["5.00", "4.00"] };
        let disclosure = numbered(code, name, amounts);
        assert_eq!(disclosure.findings().is_empty(), name == "栏次", "{code} {name}");
    }
    // One number is none of a row of numbers.
    let disclosure = numbered("", "", ["5", ""]);
    assert_eq!(disclosure.figure_count(), 3);
    found(&disclosure, &[FindingKind::UnrecognisedLabel]);
    // The one row of amounts below it is the total.
    let three = |texts: [[&'static str; 2]; 2]| {
        let table = table("“三公”经费支出表", ["合计", "公务接待费"]);
        budget([table.row("", "", texts[0]).row("", "", texts[1])])
    };
    let disclosure = three([["1", "2"], ["5.00", "5.00"]]);
    assert_eq!(rows(&disclosure)[0], "?");
    assert_eq!(rows(&disclosure)[1], "本年支出·财政拨款·“三公”经费");
    found(&disclosure, &[]);
    let disclosure = three([["1", ""], ["5.00", "5.00"]]);
    assert_eq!(rows(&disclosure)[1], "本年支出·财政拨款·“三公”经费");
    // Alone, the numbers may be amounts.
    let disclosure = three([["1", "2"], ["", ""]]);
    assert_eq!(disclosure.figure_count(), 2);
    found(&disclosure, &[FindingKind::UnrecognisedLabel]);
}

/// Rows of units, each with its code.
fn units<const N: usize>(title: &str, rows: [(&str, &str); N]) -> RawTable {
    let mut units = table(title, ["总计", "基本支出"]);
    units.name_heading = Some("单位名称".into());
    units.code_heading = Some("单位代码".into());
    rows.into_iter().fold(units, |table, (code, name)| {
        let texts = if name == "栏次" { ["1", "2"] } else { ["5.00", "4.00"] };
        table.row(code, name, texts)
    })
}

#[test]
fn units_by_name() {
    let disclosure = budget([units("部门支出总表", [("", "栏次"), ("", "合计"), ("", "某局")])]);
    assert_eq!(rows(&disclosure), ["?", "本年支出", "本年支出·某局"]);
    found(&disclosure, &[]);
    // Beside other units the department may be their sum, or its own office.
    let disclosure = budget([units("部门支出总表", [("", "合计"), ("", "某局"), ("", "某中心")])]);
    assert_eq!(rows(&disclosure), ["本年支出", "?", "本年支出·某中心"]);
    found(&disclosure, &[FindingKind::UnrecognisedLabel]);
}

#[test]
fn units_by_code() {
    // A code tells the office from the department.
    let coded = [("028001", "某局"), ("028002", "某中心"), ("028003", "某站")];
    let disclosure = budget([units("部门支出总表", coded)]);
    assert_eq!(rows(&disclosure), ["本年支出·某局", "本年支出·某中心", "本年支出·某站"]);
    // One that begins all others is the total, which of a table of both sides is the balance.
    let above_all = [("028", "某局"), ("028001", "某局（本级）"), ("028002", "某中心")];
    let disclosure = budget([units("部门收支总表", above_all)]);
    assert_eq!(rows(&disclosure)[..2], ["收支总计", "本年支出·某局(本级)"]);
    found(&disclosure, &[]);
    // One that begins some of them may or may not be counted beside them.
    let above_some = [("028", "某局"), ("028001", "某局（本级）"), ("029", "某委")];
    let disclosure = budget([units("部门支出总表", above_some)]);
    assert_eq!(rows(&disclosure), ["?", "本年支出·某局(本级)", "本年支出·某委"]);
    found(&disclosure, &[FindingKind::UnrecognisedLabel]);
}

#[test]
fn the_code_of_a_unit_may_be_one_of_a_classification_too() {
    let names = ["某市教育局", "某市教育局本级", "某市第一小学"];
    let expected = ["本年支出", "本年支出·某市教育局本级", "本年支出·某市第一小学"];
    let coded = [("205", names[0]), ("205001", names[1]), ("205002", names[2])];
    for (code_heading, name_heading) in
        [(Some("单位代码"), "单位名称"), (Some("代码"), "名称"), (None, "单位名称")]
    {
        let mut table = units("部门支出总表", coded);
        table.code_heading = code_heading.map(ToString::to_string);
        table.name_heading = Some(name_heading.into());
        let disclosure = budget([table]);
        assert_eq!(rows(&disclosure), expected, "{code_heading:?}");
        found(&disclosure, &[]);
    }
    // The code may stand before the name.
    let before = coded.map(|(code, name)| format!("{code}-{name}"));
    let before = [before[0].as_str(), &before[1], &before[2]].map(|name| ("", name));
    let mut table = units("部门支出总表", before);
    table.code_heading = None;
    let disclosure = budget([table]);
    assert_eq!(rows(&disclosure), expected);
    // Under 科目编码 it is a class with a wrong name.
    let mut table = units("部门支出总表", [("205", names[0]), ("20502", "普通教育")]);
    table.code_heading = Some("科目编码".into());
    found(&budget([table]), &[FindingKind::NameMismatch]);
}

#[test]
fn a_department_above_its_office_may_be_their_sum() {
    let named = [("", "合计"), ("", "别市教育局"), ("", "别市教育局本级"), ("", "别市小学")];
    let disclosure = budget([units("部门支出总表", named)]);
    assert_eq!(rows(&disclosure)[1], "?");
    found(&disclosure, &[FindingKind::UnrecognisedLabel]);
}

#[test]
fn projects_by_name_and_by_the_code_they_are_spent_on() {
    let mut projects = table("项目支出表", ["金额"])
        .row("", "合计", ["12.00"])
        .row("", "信息化运维", ["3.00"])
        .row("2010302", "一般行政管理事务", ["9.00"])
        .row("2010302", "办公用房维修", ["9.00"]);
    projects.name_heading = Some("项目名称".into());
    let disclosure = budget([projects]);
    assert_eq!(
        rows(&disclosure),
        [
            "本年支出·项目支出",
            "本年支出·项目支出·信息化运维",
            "本年支出·2010302·项目支出",
            "本年支出·2010302·项目支出·办公用房维修",
        ]
    );
    found(&disclosure, &[]);
}

#[test]
fn a_list_of_projects_with_its_totals() {
    let list = table("项目支出明细表", ["项目名称", "功能科目", "金额"])
        .row("", "合计", ["合计", "", "9.00"])
        .row("", "信息化运维", ["信息化运维", "2010302-一般行政管理事务", "5.00"])
        // Words of the templates, which as names of projects are no labels.
        .row("", "结转资金", ["结转资金", "2010302-一般行政管理事务", "3.00"])
        .row("2010399", "其他政府办公厅（室）及相关机构事务支出", ["维修", "", "1.00"])
        .row("", "总计", ["总计", "", "9.00"]);
    let disclosure = budget([list]);
    assert_eq!(
        rows(&disclosure),
        [
            "本年支出·项目支出",
            "本年支出·2010302·项目支出·信息化运维",
            "本年支出·2010302·项目支出·结转资金",
            "本年支出·2010399·项目支出·维修",
            "本年支出·项目支出",
        ]
    );
    found(&disclosure, &[]);
}

#[test]
fn rows_that_repeat_one_another_stand_each_for_itself() {
    let twice = |between: &str| {
        let table = table("部门支出总表", ["合计"]).row("", "合计", ["5.00"]);
        let table = table.row("", "人员经费", ["3.00"]).row("", between, ["4.00"]);
        budget([table.row("", "人员经费", ["2.00"])])
    };
    let disclosure = twice("公用经费");
    assert_eq!(
        rows(&disclosure)[1..],
        [
            "本年支出·人员经费·人员经费（第2行）",
            "本年支出·公用经费",
            "本年支出·人员经费·人员经费（第4行）"
        ]
    );
    found(&disclosure, &[FindingKind::DuplicateRow]);
    // What is not understood may be a heading, below which the row is no mistake.
    let disclosure = twice(NONSENSE);
    assert_eq!(
        rows(&disclosure)[1..],
        ["本年支出·人员经费·人员经费（第2行）", "?", "本年支出·人员经费·人员经费（第4行）"]
    );
    found(&disclosure, &[FindingKind::UnrecognisedLabel]);
}

#[test]
fn a_wrong_code_is_put_right_by_its_name() {
    // Every section has a 行政运行; only one has 事业单位医疗.
    let wrong = table("部门支出总表", ["合计"])
        .row("20103", "政府办公厅（室）及相关机构事务", ["5.00"])
        .row("3010301", "行政运行", ["5.00"])
        .row("71102", "事业单位医疗", ["1.00"]);
    let disclosure = budget([wrong]);
    assert_eq!(rows(&disclosure), ["本年支出·20103", "本年支出·2010301", "本年支出·2101102"]);
    found(&disclosure, &[FindingKind::UnknownCode, FindingKind::UnknownCode]);
    for (finding, meant) in disclosure.findings().iter().zip(["2010301", "2101102"]) {
        assert!(finding.message.zh.contains(meant), "{}", finding.message.zh);
    }
}

/// The codes of rows in a table that names its classification.
fn economic<const N: usize>(scheme: &str, names: [&str; N]) -> Vec<String> {
    let classes = table(&format!("部门支出总表（按{scheme}）"), ["合计"]);
    let classes = names.into_iter().fold(classes, |table, name| table.row("", name, ["3.00"]));
    let disclosure = budget([classes]);
    found(&disclosure, &[]);
    let code = |row: String| row.strip_prefix("本年支出·").map(String::from).unwrap();
    rows(&disclosure).into_iter().map(code).collect()
}

#[test]
fn economic_classes_by_name() {
    let names = ["工资福利支出", "基本工资", "商品和服务支出"];
    assert_eq!(economic("部门预算经济分类", names), ["301", "30101", "302"]);
    let names = ["机关工资福利支出", "工资奖金津补贴", "机关商品和服务支出"];
    assert_eq!(economic("政府预算经济分类", names), ["501", "50101", "502"]);
}

#[test]
fn names_of_the_classification_win_over_words_of_other_tables() {
    let names = ["商品和服务支出", "会议费", "公务接待费", "其他支出"];
    assert_eq!(economic("部门预算经济分类", names), ["302", "30215", "30217", "399"]);
    assert_eq!(economic("政府预算经济分类", names)[1..], ["50202", "50206", "599"]);
}

#[test]
fn only_economic_classes_below_a_kind_are_its_parts() {
    let kinds = table("支出总体情况表", ["预算数"])
        .row("", "一、基本支出", ["7.00"])
        .row("", "工资福利支出", ["6.00"])
        .row("", "（二）商品和服务支出", ["1.00"])
        .row("", "二、项目支出", ["3.00"])
        .row("", "三、债务利息及费用支出", ["2.00"])
        .row("", "住房公积金", ["1.00"]);
    assert_eq!(
        rows(&budget([kinds])),
        [
            "本年支出·基本支出",
            "本年支出·301·基本支出",
            "本年支出·302·基本支出",
            "本年支出·项目支出",
            "本年支出·307",
            "本年支出·30113",
        ]
    );
}

#[test]
fn a_row_of_two_siblings_is_about_both() {
    let siblings = table("部门支出总表", ["合计"]).row("", "会议费", ["1.00"]).row(
        "",
        "会议费和培训费",
        ["3.00"],
    );
    let disclosure = budget([siblings]);
    let tables: Vec<_> = disclosure.facts().iter().map(|fact| fact.scope().table()).collect();
    assert!(matches!(tables[..], [None, Some(_)]), "{tables:?}");
}

#[test]
fn numbers_of_columns_are_no_amounts_whatever_the_remarks_say() {
    let numbered = table("部门支出总表", ["合计", "基本支出", "项目支出", "备注"])
        .row("", "栏次", ["1", "2", "3", "含上年结转"])
        .row("", "合计", ["5.00", "3.00", "2.00", ""]);
    assert_eq!(rows(&budget([numbered])), ["?", "本年支出"]);
}

#[test]
fn classes_below_a_heading_that_is_not_understood_are_of_no_known_kind() {
    let spent = table("部门收支总表", ["预算数"])
        .side("支出")
        .row("", "一、基本支出", ["9.00"])
        .row("", "1.工资福利支出", ["6.00"])
        .row("", "2.商品和服务支出", ["3.00"])
        .row("", format!("二、{NONSENSE}"), ["4.00"])
        .row("", "1.商品和服务支出", ["4.00"])
        .row("", "支出合计", ["13.00"]);
    let rows = rows(&budget([spent]));
    assert_eq!(rows[1], "本年支出·301·基本支出");
    assert!(rows[4].contains(NONSENSE) && !rows[4].contains("基本支出"), "{}", rows[4]);
}

#[test]
fn items_alone_tell_the_classification_of_their_table() {
    let names = ["基本工资", "津贴补贴", "差旅费", "培训费", "公务接待费"];
    let basic = names
        .into_iter()
        .fold(table("一般公共预算基本支出表", ["合计"]), |table, name| {
            table.row("", name, ["1.00"])
        });
    let rows = rows(&budget([basic]));
    assert!(rows[3].contains("30216") && rows[4].contains("30217"), "{rows:?}");
}

#[test]
fn a_unit_without_its_code_stands_beside_those_with_theirs() {
    let units = table("部门支出总表", ["合计"])
        .row("", "合计", ["3.00"])
        .row("101001", "青禾县水务局本级", ["1.00"])
        .row("", "青禾县水文站", ["2.00"]);
    let rows = rows(&budget([units]));
    assert!(rows[2].contains("青禾县水文站"), "{rows:?}");
}

#[test]
fn a_note_below_a_table_is_no_row_whatever_codes_it_names() {
    for note in
        ["注：20102．本表说明", "备注：201 含上年结转", "说明：2010302不含下属单位", "注：205"]
    {
        let raw = table("部门支出总表", ["合计", "基本支出", "项目支出"])
            .row("", "合计", ["3.00", "1.00", "2.00"])
            .row("201", "一般公共服务支出", ["2.00", "1.00", "1.00"])
            .row("205", "教育支出", ["1.00", "", "1.00"])
            .row("", note, ["", "", ""]);
        let disclosure = budget([raw]);
        let report = reconcile(&disclosure, &Options::new());
        assert_eq!(report.verdict(), DocumentVerdict::Consistent, "{note}: {report}");
        assert!(disclosure.findings().is_empty(), "{note}");
    }
}
