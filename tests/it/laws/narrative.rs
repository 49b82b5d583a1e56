//! What the narrative says, held against itself and the tables.

use cn_budget::{
    Catalogue, Edition, FindingKind, Law, Level, RawDisclosure, Severity, Stage,
    code::Functional,
    narrative::{self, Context},
};

use super::{
    budget,
    common::print::{document, equations, report},
};

/// What is found in a budget, but for rows and labels that are not understood.
fn found(text: &str) -> Vec<(FindingKind, Severity)> {
    let report = report(document(Stage::Budget, text));
    let other = |kind| matches!(kind, FindingKind::UnrecognisedLabel | FindingKind::EmptyTable);
    let findings = report.findings().iter().filter(|finding| !other(finding.kind));
    findings.map(|finding| (finding.kind, finding.severity)).collect()
}

#[test]
fn what_is_said_to_be_nil_is_told_once() {
    budget(
        Law::Nil,
        "政府性基金预算财政拨款支出表 | 合计
         合计 | 5

         无政府性基金预算财政拨款支出。本单位2026年无政府性基金预算财政拨款支出。",
        &["5 = 0"],
    );
    // No expenditure says nothing of income.
    budget(
        Law::Nil,
        "部门收入总表 | 合计 政府性基金预算
         合计 | 5 5

         无政府性基金预算财政拨款支出。",
        &[],
    );
}

#[test]
fn an_amount_is_not_of_a_fund_whose_table_prints_nothing() {
    let empty = "政府性基金预算财政拨款支出表 | 合计";
    let contradicted = [(FindingKind::NilContradicted, Severity::Error)];
    for rows in ["", "\n212 城乡社区支出 | -"] {
        let text = format!("{empty}{rows}\n\n政府性基金预算财政拨款支出5.00万元。");
        assert_eq!(found(&text), contradicted, "{text}");
    }
    for (rows, said) in [
        ("", "政府性基金预算财政拨款支出0.00万元"),
        // Of another year, of money that was not spent, of a part of the fund.
        ("", "2025年政府性基金预算财政拨款支出5.00万元"),
        ("", "政府性基金预算财政拨款收入5.00万元"),
        ("", "政府性基金预算财政拨款项目支出5.00万元"),
        // The table prints something, or may do so in a row that was not understood.
        ("\n212 城乡社区支出 | 5", "政府性基金预算财政拨款支出5.00万元"),
        ("\n甲乙丙丁 | 5", "政府性基金预算财政拨款支出5.00万元"),
        // It is the table of another fund.
        ("", "国有资本经营预算财政拨款支出5.00万元"),
    ] {
        let text = format!("{empty}{rows}\n\n{said}。");
        assert_eq!(found(&text), [], "{text}");
    }
}

#[test]
fn a_list_is_full_by_the_kinds_it_names_and_the_tables_print() {
    budget(
        Law::Parts,
        "支出预算100.00万元，其中：人员经费60.00万元，公用经费30.00万元。",
        &["100.00 ≥ 60.00 + 30.00"],
    );
    budget(
        Law::Parts,
        "部门支出总表 | 合计 基本支出 项目支出 经营支出
         合计 | 100 60 30 10

         支出预算100.00万元，其中：基本支出60.00万元，项目支出30.00万元。",
        &["100.00 ≥ 60.00 + 30.00"],
    );
    // Business expenditure is of other funds.
    budget(
        Law::Parts,
        "部门支出总表 | 合计 基本支出 项目支出 经营支出
         合计 | 110 60 40 10

         一般公共预算财政拨款支出表 | 合计 基本支出 项目支出
         合计 | 100 60 40

         一般公共预算财政拨款支出100.00万元，其中：基本支出60.00万元，项目支出40.00万元。",
        &["100.00 = 60.00 + 40.00"],
    );
    // Parts that overlap, and parts that differ in more than their kind, are no split.
    budget(
        Law::Parts,
        "部门支出总表 | 合计 基本支出 项目支出
         合计 | 100 60 40

         支出预算100.00万元，其中：基本支出60.00万元，人员经费50.00万元，项目支出40.00万元。",
        &[],
    );
    budget(
        Law::Parts,
        "支出预算100.00万元，其中：基本支出60.00万元，一般公共预算项目支出30.00万元。",
        &["100.00 ≥ 60.00"],
    );
}

#[test]
fn a_list_of_functions_is_full_if_one_closed_table_prints_no_other() {
    budget(
        Law::Parts,
        "部门支出总表 | 合计
         合计 | 100
         201 一般公共服务支出 | 60
         208 社会保障和就业支出 | 40
         221 住房保障支出 | -

         支出预算100.00万元，其中：一般公共服务支出60.00万元，社会保障和就业支出40.00万元。",
        &["100.00 = 60.00 + 40.00"],
    );
    budget(
        Law::Parts,
        "部门支出总表 | 合计
         合计 | 100
         201 一般公共服务支出 | 60
         208 社会保障和就业支出 | 30
         221 住房保障支出 | 10

         支出预算100.00万元，其中：一般公共服务支出60.00万元，社会保障和就业支出30.00万元。",
        &["100.00 ≥ 60.00 + 30.00"],
    );
    budget(
        Law::Parts,
        "部门支出总表 | 合计
         合计 | 100
         201 一般公共服务支出 | 60
         208 社会保障和就业支出 | 30
         甲乙丙丁 | 10

         支出预算100.00万元，其中：一般公共服务支出60.00万元，社会保障和就业支出30.00万元。",
        &["100.00 ≥ 60.00 + 30.00"],
    );
    // Where no table tells, that it adds up is presumed to be no chance.
    budget(
        Law::Parts,
        "部门收入总表 | 合计
         合计 | 100

         支出预算100.00万元，其中：一般公共服务支出60.00万元，社会保障和就业支出40.00万元。",
        &["100.00 = 60.00 + 40.00", "100.00 ≥ 60.00 + 40.00"],
    );
    budget(
        Law::Parts,
        "部门支出总表 | 合计
         201 一般公共服务支出 | 60
         208 社会保障和就业支出 | 40

         支出预算100.00万元，其中：一般公共服务支出60.00万元，社会保障和就业支出40.00万元。",
        &["100.00 = 60.00 + 40.00", "100.00 ≥ 60.00 + 40.00"],
    );
    budget(
        Law::Parts,
        "部门支出总表 | 合计
         合计 | 100

         支出预算100.00万元，其中：一般公共服务支出60.00万元，社会保障和就业支出40.00万元。",
        &["100.00 = 60.00 + 40.00", "100.00 ≥ 60.00 + 40.00"],
    );
    budget(
        Law::Parts,
        "部门支出总表 | 合计
         合计 | 100

         部门支出明细表 | 合计
         201 一般公共服务支出 | 60
         208 社会保障和就业支出 | 40

         支出预算100.00万元，其中：一般公共服务支出60.00万元，社会保障和就业支出40.00万元。",
        &["100.00 = 60.00 + 40.00", "100.00 ≥ 60.00 + 40.00"],
    );
}

#[test]
fn funds_of_the_year_are_not_all_income_where_money_is_carried_in() {
    budget(
        Law::Parts,
        "部门收入总表 | 合计 上年结转 一般公共预算 单位资金
         合计 | 120 20 80 20

         收入预算120.00万元，其中：一般公共预算收入80.00万元，单位资金收入20.00万元。",
        &["120.00 ≥ 80.00 + 20.00"],
    );
}

/// What is carried over is no basic and no project expenditure, but a part of the total.
#[test]
fn kinds_are_not_all_of_a_total_that_carries_money_over() {
    let sheet = |spent: &str, over: &str, project: &str| {
        format!(
            "部门收支总表@收入 | 预算数
             本年收入合计 | 100
             上年结转 | 20
             收入总计 | 120

             部门收支总表@支出 | 预算数
             本年支出合计 | {spent}
             结转下年 | {over}
             支出总计 | 120

             支出预算120.00万元，其中：基本支出80.00万元，项目支出{project}.00万元。"
        )
    };
    budget(Law::Parts, &sheet("115", "5", "35"), &["120.00 ≥ 80.00 + 35.00"]);
    budget(Law::Parts, &sheet("120", "-", "40"), &["120.00 = 80.00 + 40.00"]);
}

/// 伙食补助费 (30106) is printed as 公用经费 here and there: its column says so, whatever its class.
#[test]
fn a_listed_item_is_of_the_kind_of_its_column() {
    let mismatches = |personnel: &str, operating: &str| {
        let text = format!(
            "一般公共预算财政拨款基本支出表 | 合计 人员经费 公用经费
             合计 | 55 40 15
             301 工资福利支出 | 45 40 5
             30101 基本工资 | 40 40 -
             30106 伙食补助费 | 5 - 5
             302 商品和服务支出 | 10 - 10
             30201 办公费 | 10 - 10

             一般公共预算财政拨款基本支出55.00万元，其中：\
             人员经费40.00万元，主要包括：{personnel}；\
             公用经费15.00万元，主要包括：{operating}。"
        );
        let report = report(document(Stage::Budget, &text));
        let mut findings = report.findings().iter();
        assert!(findings.all(|finding| finding.kind == FindingKind::ListingMismatch), "{report}");
        report.findings().len()
    };
    assert_eq!(mismatches("基本工资", "办公费、伙食补助费"), 0);
    assert_eq!(mismatches("基本工资", "办公费"), 1);
    assert_eq!(mismatches("奖金", "办公费、伙食补助费"), 2);
}

#[test]
fn listed_items_are_of_the_same_year_and_of_a_fund_that_holds_the_other() {
    let mismatches = |fund: &str, listed: &str| {
        let text = format!(
            "{fund}基本支出表 | 本年预算数 上年预算数
             合计 | 40 50
             301 工资福利支出 | 40 50
             30101 基本工资 | 40 40
             30103 奖金 | - 10

             一般公共预算财政拨款基本支出40.00万元，其中：\
             人员经费40.00万元，主要包括：{listed}。"
        );
        let report = report(document(Stage::Budget, &text));
        let kinds = report.findings().iter().map(|finding| finding.kind);
        kinds.filter(|kind| *kind == FindingKind::ListingMismatch).count()
    };
    for fund in ["一般公共预算财政拨款", "财政拨款", ""] {
        assert_eq!(mismatches(fund, "基本工资"), 0, "{fund}");
        // 奖金 were paid last year only.
        assert_eq!(mismatches(fund, "基本工资、奖金"), 1, "{fund}");
    }
    assert_eq!(mismatches("政府性基金预算财政拨款", "基本工资、奖金"), 0);
}

#[test]
fn three_public_expenses_are_full_by_their_names() {
    budget(
        Law::Parts,
        "“三公”经费10.00万元，其中：公务接待费3.00万元，公务用车运行费2.00万元。",
        &["10.00 ≥ 3.00 + 2.00"],
    );
    budget(
        Law::Parts,
        "“三公”经费10.00万元，其中：因公出国（境）费1.00万元，公务接待费3.00万元，公务用车运行费2.00万元，公务用车购置费4.00万元。",
        &["10.00 = 1.00 + 3.00 + 2.00 + 4.00"],
    );
}

/// What was planned and never spent may be missing from a list of final accounts, so that a gap in
/// its budgets is worth a warning only.
#[test]
fn a_gap_between_the_budgets_of_spent_items_is_a_warning() {
    let told = |rows: &str, planned: &str| {
        let text = format!(
            "一般公共预算财政拨款支出决算表 | 合计
             合计 | 90
             201 一般公共服务支出 | 60
             {rows}

             一般公共预算财政拨款支出年初预算为100.00万元，支出决算为90.00万元，其中：\
             一般公共服务支出年初预算为70.00万元，支出决算为60.00万元；\
             住房保障支出年初预算为{planned}万元，支出决算为20.00万元。"
        );
        let report = report(document(Stage::Final, &text));
        let broken = report.findings().iter().filter(|f| f.law == Some(Law::Parts));
        let broken: Vec<_> = broken.map(|finding| (finding.kind, finding.severity)).collect();
        (broken, equations(&report, Law::Parts))
    };
    let spent = "221 住房保障支出 | 20";
    let warning = (FindingKind::Presumption, Severity::Warning);
    // The tables print no other item: the accounts must add up, and the budgets should.
    let all = "221 住房保障支出 | 20\n208 社会保障和就业支出 | 10";
    let (broken, _) = told(spent, "20.00");
    assert!(broken.contains(&warning), "{broken:?}");
    let (broken, _) = told(spent, "30.00");
    assert!(!broken.contains(&warning), "{broken:?}");
    // They print another one: then neither list is full.
    let bounds = ["100.00 ≥ 70.00 + 20.00", "90.00 ≥ 60.00 + 20.00"].map(String::from);
    assert_eq!(told(all, "20.00"), (vec![], bounds.into()));
}

/// The longest list that is checked has [`MAX_PARTS`] parts.
#[test]
fn a_list_beyond_the_limit_is_not_checked() {
    const MAX_PARTS: usize = 500;
    let catalogue = Catalogue::builtin();
    let edition = Edition::new(2026);
    let items = catalogue.entries::<Functional>(edition);
    let items = items.filter(|entry| entry.code().level() == Level::Item);
    let context = Context::new(2026, Stage::Budget);
    let is_part = |name: &&str| {
        let text = format!("支出预算9.00万元，其中：{name}1.00万元，{name}1.00万元。");
        let told = narrative::read_text(&text, &context);
        let parts = told.mentions().filter(|mention| mention.part_of.is_some());
        catalogue.find_name::<Functional>(name, edition).count() == 1
            && parts.filter(|mention| mention.scope.is_some()).count() == 1
            && told.claims().count() == 3
    };
    let names: Vec<&str> =
        items.map(|entry| entry.name()).filter(is_part).take(MAX_PARTS + 1).collect();
    let checked = |parts: usize| {
        let list: Vec<String> =
            names[..parts].iter().map(|name| format!("{name}1.00万元")).collect();
        let text = format!("支出预算900.00万元，其中：{}。", list.join("，"));
        let report = report(RawDisclosure::new(2026, Stage::Budget).paragraph("支出", text));
        assert_eq!(report.claims(), (parts + 1, 0));
        equations(&report, Law::Parts).len()
    };
    assert_eq!(checked(MAX_PARTS), 1);
    assert_eq!(checked(MAX_PARTS + 1), 0);
}

#[test]
fn a_change_is_the_sum_of_the_changes_of_its_parts() {
    budget(
        Law::Change,
        "支出预算较2025年减少3.00万元，主要是基本支出增加2.00万元，项目支出减少5.00万元。",
        &["-3.00 = 2.00 + -5.00"],
    );
    // Income, too, is told as what it is spent on.
    budget(
        Law::Change,
        "收入预算较2025年减少3.00万元，主要是基本支出增加2.00万元，项目支出减少5.00万元。",
        &["-3.00 = 2.00 + -5.00"],
    );
}

#[test]
fn a_part_of_a_part_is_not_added_twice() {
    budget(
        Law::Change,
        "支出预算较2025年减少3.00万元，主要是基本支出增加2.00万元，人员经费增加1.00万元，项目支出减少5.00万元。",
        &["-3.00 = 2.00 + -5.00"],
    );
}

#[test]
fn changes_told_apart_add_up_by_what_they_are_of() {
    budget(
        Law::Change,
        "支出预算较2025年减少3.00万元。基本支出预算较2025年减少1.00万元。项目支出预算较2025年减少2.00万元。",
        &["-3.00 = -1.00 + -2.00"],
    );
    budget(
        Law::Change,
        "基本支出较2025年减少3.00万元。人员经费较2025年减少1.00万元。公用经费较2025年减少2.00万元。",
        &["-3.00 = -1.00 + -2.00"],
    );
    budget(
        Law::Change,
        "“三公”经费较2025年减少6.00万元。因公出国（境）费较2025年减少1.00万元。公务用车购置及运行费较2025年减少2.00万元。公务接待费较2025年减少3.00万元。",
        &["-6.00 = -1.00 + -2.00 + -3.00"],
    );
    budget(
        Law::Change,
        "公务用车购置及运行费较2025年减少3.00万元。公务用车购置费较2025年减少1.00万元。公务用车运行费较2025年减少2.00万元。",
        &["-3.00 = -1.00 + -2.00"],
    );
    budget(
        Law::Change,
        "政府采购预算较2025年减少6.00万元。政府采购货物预算较2025年减少1.00万元。政府采购工程预算较2025年减少2.00万元。政府采购服务预算较2025年减少3.00万元。",
        &["-6.00 = -1.00 + -2.00 + -3.00"],
    );
    budget(
        Law::Change,
        "财政拨款支出较2025年减少6.00万元。一般公共预算财政拨款支出较2025年减少1.00万元。政府性基金预算财政拨款支出较2025年减少2.00万元。国有资本经营预算财政拨款支出较2025年减少3.00万元。",
        &["-6.00 = -1.00 + -2.00 + -3.00"],
    );
    // There is a third kind, of which nothing is told.
    budget(
        Law::Change,
        "部门支出总表 | 合计 基本支出 项目支出 经营支出
         合计 | 110 60 40 10

         支出预算较2025年减少3.00万元。基本支出预算较2025年减少1.00万元。项目支出预算较2025年减少2.00万元。",
        &[],
    );
}

#[test]
fn no_change_has_no_direction() {
    let text = "支出预算100.00万元，比2025年增加0.00万元，增长0.00%。";
    assert_eq!(found(text), []);
    budget(Law::Change, text, &["100.00 ≥ 20001·0.00", "19999·0.00 + 100.00 ≥ 0"]);
}

#[test]
fn final_accounts_compare_with_the_budget_of_their_year() {
    let years = |stage, text: &str| {
        let report = report(document(stage, text));
        report.findings().iter().filter(|f| f.kind == FindingKind::WrongYear).count()
    };
    assert_eq!(years(Stage::Final, "支出决算为100.00万元，比2026年度预算减少3.00万元。"), 0);
    assert_eq!(years(Stage::Budget, "支出预算100.00万元，比2026年度预算减少3.00万元。"), 1);
}

#[test]
fn a_percentage_is_cut_off_towards_nil() {
    let cut = [(FindingKind::TruncatedFigure, Severity::Warning)];
    // 6.66 of 100.00 is 6.66 %, 0.70 of 10,000.00 is 0.007 %.
    assert_eq!(found("支出预算93.34万元，比2025年减少6.66万元，下降6.6%。"), cut);
    assert_eq!(found("支出预算93.34万元，比2025年减少6.66万元，下降6.7%。"), []);
    assert_eq!(found("支出预算10000.00万元，其中：基本支出0.70万元，占0.00%。"), cut);
}

#[test]
fn amounts_a_twentieth_apart_are_nearly_equal() {
    let findings = |spent: &str| {
        let text = format!(
            "基本支出年初预算为100.00万元，支出决算为{spent}万元。基本支出决算数与预算数基本持平。"
        );
        report(document(Stage::Final, &text)).findings().len()
    };
    assert_eq!(findings("95.00"), 0);
    assert_eq!(findings("94.99"), 1);
    assert_eq!(findings("105.26"), 0);
    assert_eq!(findings("105.27"), 1);
}

#[test]
fn nothing_is_no_share_and_tells_of_no_whole() {
    let text = "2026年收入预算120.00万元。其中：

                上年结转结余20.00万元，占16.7%；

                一般公共预算拨款收入100.00万元，占83.3%；

                政府性基金预算拨款收入0.00万元，占0.0%；

                财政专户管理资金收入0.00万元，占0.0%；

                单位资金收入0.00万元，占0.0%。";
    let report = report(document(Stage::Budget, text));
    assert_eq!(report.count(cn_budget::check::Verdict::Broken), 0, "{report}");
}
