//! Laws on random budgets: tables printed from one truth reconcile, and damage to them shows.
//! Laws on small made-up disclosures: which equations follow from what is printed, and which do not.

use cn_budget::{
    Catalogue, Disclosure, DocumentVerdict, Edition, FindingKind, Functional, Law, Level, Options,
    Payer, Place, RawDisclosure, Severity, Stage, Verdict,
    narrative::{self, Claim, ClaimKind, Context},
    reconcile,
    strategies::{disclosure, mistake},
};
use common::print::{document, equations, report};
use proptest::prelude::*;

mod common;

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

/// What is found in a budget, but for rows and labels that are not understood.
fn found(text: &str) -> Vec<(FindingKind, Severity)> {
    let report = report(document(Stage::Budget, text));
    let other = |kind| matches!(kind, FindingKind::UnrecognisedLabel | FindingKind::EmptyTable);
    let findings = report.findings().iter().filter(|finding| !other(finding.kind));
    findings.map(|finding| (finding.kind, finding.severity)).collect()
}

#[test]
fn income_of_a_function_is_not_its_expenditure() {
    budget(
        Law::Alias,
        "部门收支总表 | 收入 支出
         合计 | 10 10
         201 一般公共服务支出 | 4 5
         208 社会保障和就业支出 | 6 5",
        &["10 = 10"],
    );
}

#[test]
fn fiscal_money_is_the_sum_of_the_three_budgets() {
    budget(
        Law::Alias,
        "财政拨款支出总表 | 合计
         合计 | 100
         201 一般公共服务支出 | 60
         212 城乡社区支出 | 30
         223 国有资本经营预算支出 | 10

         一般公共预算财政拨款支出表 | 合计
         合计 | 60
         201 一般公共服务支出 | 60

         政府性基金预算财政拨款支出表 | 合计
         合计 | 30
         212 城乡社区支出 | 30

         国有资本经营预算财政拨款支出表 | 合计
         合计 | 10
         223 国有资本经营预算支出 | 10",
        &["100 = 60 + 30 + 10", "60 = 60"],
    );
}

#[test]
fn a_budget_whose_figures_are_not_printed_may_be_anything() {
    budget(
        Law::Alias,
        "财政拨款支出总表 | 合计
         合计 | 90
         201 一般公共服务支出 | 60

         一般公共预算财政拨款支出表 | 合计
         合计 | 60
         201 一般公共服务支出 | 60

         政府性基金预算财政拨款支出表 | 合计
         合计 | 30
         212 城乡社区支出 | 30",
        &[],
    );
    budget(
        Law::Alias,
        "财政拨款支出总表 | 合计
         合计 | 100
         201 一般公共服务支出 | 60
         212 城乡社区支出 | 30
         223 国有资本经营预算支出 | 10

         一般公共预算财政拨款支出表 | 合计
         合计 | 60
         201 一般公共服务支出 | 60

         政府性基金预算财政拨款支出表 | 合计
         合计 | 30
         212 城乡社区支出 | 30

         国有资本经营预算财政拨款支出表 | 合计
         223 国有资本经营预算支出 | 10",
        &["60 = 60"],
    );
}

#[test]
fn the_sum_of_budgets_in_one_table_is_its_hierarchy() {
    budget(
        Law::Alias,
        "财政拨款支出总表 | 合计 一般公共预算 政府性基金预算 国有资本经营预算
         合计 | 100 60 30 10",
        &[],
    );
}

#[test]
fn what_is_not_understood_may_be_another_budget() {
    budget(
        Law::Alias,
        "财政拨款支出总表 | 合计
         合计 | 60
         201 一般公共服务支出 | 60

         一般公共预算财政拨款支出表 | 合计
         合计 | 60
         201 一般公共服务支出 | 60",
        &["60 = 60", "60 = 60"],
    );
    budget(
        Law::Alias,
        "财政拨款支出总表 | 合计
         合计 | 60
         201 一般公共服务支出 | 60

         一般公共预算财政拨款支出表 | 合计
         合计 | 60
         201 一般公共服务支出 | 60
         甲乙丙丁 | -",
        &[],
    );
    budget(
        Law::Alias,
        "财政拨款支出总表 | 合计 甲乙
         合计 | 60 2
         201 一般公共服务支出 | 60 -

         一般公共预算财政拨款支出表 | 合计
         合计 | 60
         201 一般公共服务支出 | 60",
        &[],
    );
}

#[test]
fn the_income_of_all_periods_is_the_balance() {
    budget(
        Law::Balance,
        "部门收支总表@收入 | 预算数
         本年收入合计 | 100
         上年结转 | 20
         收入总计 | 120

         部门收支总表@支出 | 预算数
         本年支出合计 | 115
         结转下年 | 5
         支出总计 | 120

         部门收入总表 | 合计 上年结转 一般公共预算
         合计 | 120 20 100
         201 一般公共服务支出 | 120 20 100",
        &["120 = 100 + 20", "120 = 115 + 5", "120 = 120"],
    );
}

#[test]
fn a_sheet_that_is_not_understood_in_full_balances_nothing() {
    budget(
        Law::Balance,
        "部门收支总表@收入 | 预算数
         本年收入合计 | 100
         上年结转 | 20
         收入总计 | 120

         部门收支总表@支出 | 预算数
         本年支出合计 | 115
         甲乙丙丁 | -
         结转下年 | 5
         支出总计 | 120",
        &[],
    );
    budget(
        Law::Balance,
        "部门收支总表@收入 | 预算数
         本年收入合计 | 100
         上年结转 | 20
         收入总计 | 120

         部门收支总表@支出 | 预算数 甲乙
         本年支出合计 | 115 1
         结转下年 | 5 -
         支出总计 | 120 -",
        &[],
    );
    budget(
        Law::Balance,
        "甲乙丙丁总表 | 预算数
         本年收入合计 | 100
         上年结转 | 20
         收入总计 | 120",
        &[],
    );
}

#[test]
fn income_and_expenditure_of_a_function_differ_by_what_is_carried() {
    budget(
        Law::FunctionBalance,
        "部门收支总表@收入 | 预算数
         本年收入合计 | 100
         上年结转 | 20
         收入总计 | 120

         部门收支总表@支出 | 预算数
         本年支出合计 | 115
         结转下年 | 5
         支出总计 | 120

         部门收入总表 | 合计
         201 一般公共服务支出 | 100

         部门支出总表 | 合计
         201 一般公共服务支出 | 115",
        &["20 + 100 ≥ 115", "5 + 115 ≥ 100"],
    );
    budget(
        Law::FunctionBalance,
        "部门收支总表@收入 | 预算数
         本年收入合计 | 100
         上年结转 | 20
         收入总计 | 120

         部门收支总表@支出 | 预算数
         本年支出合计 | 115
         甲乙丙丁 | -
         结转下年 | 5
         支出总计 | 120

         部门收入总表 | 合计
         201 一般公共服务支出 | 100

         部门支出总表 | 合计
         201 一般公共服务支出 | 115",
        &[],
    );
    budget(
        Law::FunctionBalance,
        "部门收支总表@收入 | 预算数
         本年收入合计 | 100
         上年结转 | 20
         收入总计 | 120

         部门收支总表@支出 | 预算数
         本年支出合计 | 115
         结转下年 | 5
         支出总计 | 120

         部门收入总表 | 合计
         201 一般公共服务支出 | 100
         甲乙丙丁 | -

         部门支出总表 | 合计
         201 一般公共服务支出 | 115",
        &["20 + 100 ≥ 115", "5 + 115 ≥ 100"],
    );
}

#[test]
fn one_half_of_a_sheet_does_not_say_that_nothing_is_carried() {
    budget(
        Law::FunctionBalance,
        "部门收支总表@收入 | 预算数
         本年收入合计 | 100

         部门收入总表 | 合计
         201 一般公共服务支出 | 100

         部门支出总表 | 合计
         201 一般公共服务支出 | 115",
        &[],
    );
    budget(
        Law::FunctionBalance,
        "部门收支总表@收入 | 预算数
         本年收入合计 | 115

         部门收支总表@支出 | 预算数
         本年支出合计 | 115

         部门收入总表 | 合计
         201 一般公共服务支出 | 100

         部门支出总表 | 合计
         201 一般公共服务支出 | 115",
        &["100 ≥ 115", "115 ≥ 100"],
    );
}

#[test]
fn a_parent_in_another_table_is_the_sum_of_what_one_table_prints() {
    budget(
        Law::Hierarchy,
        "部门支出总表 | 合计
         合计 | 100
         201 一般公共服务支出 | 60
         208 社会保障和就业支出 | 40

         部门支出明细表 | 合计
         20101 人大事务 | 45
         20103 政府办公厅（室）及相关机构事务 | 15
         20805 行政事业单位养老支出 | 40",
        &["100 = 45 + 15 + 40", "100 = 60 + 40", "40 = 40", "60 = 45 + 15"],
    );
    budget(
        Law::Hierarchy,
        "部门支出总表 | 合计
         合计 | 100

         部门支出明细表 | 基本支出 项目支出
         合计 | 70 30",
        &["100 = 70 + 30"],
    );
    budget(
        Law::Hierarchy,
        "部门支出总表 | 合计
         201 一般公共服务支出 | 60

         部门支出明细表 | 合计
         20101 人大事务 | 45
         20103 政府办公厅（室）及相关机构事务 | 14
         甲乙丙丁 | 1",
        &["60 ≥ 45 + 14"],
    );
}

#[test]
fn a_part_of_spending_does_not_add_up_to_all_of_it() {
    budget(
        Law::Hierarchy,
        "部门支出总表 | 合计
         合计 | 100

         部门支出明细表 | 项目支出 经营支出
         合计 | 30 20",
        &[],
    );
    budget(
        Law::Hierarchy,
        "部门支出总表 | 合计
         合计 | 100

         基本支出表 | 合计
         201 一般公共服务支出 | 30
         208 社会保障和就业支出 | 20",
        &[],
    );
}

#[test]
fn a_part_that_cannot_be_read_leaves_a_bound() {
    budget(
        Law::Hierarchy,
        "部门支出总表 | 合计
         合计 | 100
         201 一般公共服务支出 | 60
         208 社会保障和就业支出 | 4x",
        &["100 ≥ 60"],
    );
}

#[test]
fn what_is_carried_in_and_the_funds_of_the_year_are_all_there_is() {
    budget(
        Law::Hierarchy,
        "部门收入总表 | 合计 上年结转 财政拨款 一般公共预算 单位资金
         合计 | 135 20 100 100 15
         201 一般公共服务支出 | 135 20 100 100 15",
        &[
            "100 = 100",
            "100 = 100",
            "100 ≥ 100",
            "100 ≥ 100",
            "135 = 135",
            "135 = 20 + 100 + 15",
            "135 = 20 + 100 + 15",
            "15 = 15",
            "20 = 20",
        ],
    );
    budget(
        Law::Hierarchy,
        "部门收入总表 | 合计 上年结转 一般公共预算 单位资金 甲乙
         合计 | 120 20 80 15 5",
        &["120 ≥ 20 + 80 + 15"],
    );
}

#[test]
fn personnel_and_operating_funds_are_sums_of_classes() {
    accounts(
        Law::Hierarchy,
        "一般公共预算财政拨款基本支出决算表 | 决算数
         301 工资福利支出 | 60
         30101 基本工资 | 60
         303 对个人和家庭的补助 | 10
         人员经费合计 | 70
         302 商品和服务支出 | 25
         310 资本性支出 | 5
         公用经费合计 | 30",
        &["30 = 25 + 5", "60 = 60", "70 = 60 + 10"],
    );
    accounts(
        Law::Hierarchy,
        "一般公共预算财政拨款基本支出决算表 | 决算数
         301 工资福利支出 | 60
         人员经费合计 | 70
         甲乙丙丁 | 10
         公用经费合计 | 5",
        &["70 ≥ 60"],
    );
}

#[test]
fn a_total_over_funds_and_vintages_is_the_sum_of_its_columns() {
    budget(
        Law::Hierarchy,
        "部门支出总表 | 合计 本年拨款/一般公共预算 上年结转/一般公共预算 财政专户管理资金 单位资金
         合计 | 100 60 20 15 5
         201 一般公共服务支出 | 100 60 20 15 5",
        &[
            "100 = 100",
            "100 = 60 + 20 + 15 + 5",
            "100 = 60 + 20 + 15 + 5",
            "100 ≥ 15 + 5",
            "100 ≥ 15 + 5",
            "15 = 15",
            "20 = 20",
            "5 = 5",
            "60 = 60",
        ],
    );
    budget(
        Law::Hierarchy,
        "部门支出总表 | 合计 本年拨款/一般公共预算 上年结转/一般公共预算 单位资金 甲乙
         合计 | 105 60 20 20 5",
        &["105 ≥ 20", "105 ≥ 60 + 20 + 20"],
    );
    budget(
        Law::Hierarchy,
        "部门支出总表 | 合计 本年拨款/一般公共预算 上年结转/一般公共预算 单位资金
         合计 | 105 60 20 20
         甲乙丙丁 | 5 5 - -",
        &["105 ≥ 20", "105 ≥ 60 + 20 + 20"],
    );
}

#[test]
fn columns_that_overlap_are_no_sum() {
    budget(
        Law::Hierarchy,
        "部门支出总表 | 合计 本年拨款 单位资金 上年结转/一般公共预算
         合计 | 100 70 50 20",
        &["100 ≥ 50", "100 ≥ 70"],
    );
    budget(
        Law::Hierarchy,
        "部门支出总表 | 合计 本年拨款/小计 本年拨款/一般公共预算 本年拨款/政府性基金预算 上年结转/一般公共预算 单位资金
         合计 | 90 70 60 10 10 15",
        &["70 = 60 + 10", "90 ≥ 15", "90 ≥ 70"],
    );
}

#[test]
fn lines_of_a_list_are_no_rows_of_a_classification() {
    budget(
        Law::Hierarchy,
        "项目支出预算表 | 项目名称 功能科目 金额
         合计 | - - 30
         201 一般公共服务支出 | - - 30
         办公楼维修 | 办公楼维修 2010301 20
         设备购置 | 设备购置 2010302 10",
        &["30 = 20 + 10", "30 ≥ 30"],
    );
    budget(
        Law::Hierarchy,
        "项目支出预算表 | 项目名称 部门经济科目 金额
         合计 | - - 30
         302 商品和服务支出 | - - 30
         办公楼维修 | 办公楼维修 30213 20
         设备购置 | 设备购置 30201 10",
        &["30 = 20 + 10", "30 ≥ 30"],
    );
    budget(
        Law::Hierarchy,
        "项目支出预算表 | 项目名称 功能科目 金额
         办公楼维修 | 办公楼维修 2010301 20
         设备购置 | 设备购置 2080102 10
         201 一般公共服务支出 | - - 20
         208 社会保障和就业支出 | - - 10
         合计 | - - 30",
        &["30 = 20 + 10", "30 ≥ 20 + 10"],
    );
}

#[test]
fn a_class_maps_to_the_class_of_its_payer() {
    let says = |payer, text, expected: &[&str]| {
        says(Stage::Budget, payer, Law::Crosswalk, text, expected);
    };
    says(
        Some(Payer::Institution),
        "部门预算支出经济分类表 | 合计
         301 工资福利支出 | 60
         302 商品和服务支出 | 25
         303 对个人和家庭的补助 | 10

         政府预算支出经济分类表 | 合计
         505 对事业单位经常性补助 | 85
         50501 工资福利支出 | 60
         50502 商品和服务支出 | 25
         509 对个人和家庭的补助 | 10",
        &["10 = 10", "25 = 25", "60 = 60"],
    );
    says(
        Some(Payer::Administrative),
        "部门预算支出经济分类表 | 合计
         301 工资福利支出 | 60
         30101 基本工资 | 40
         30113 住房公积金 | 20
         302 商品和服务支出 | 25

         政府预算支出经济分类表 | 合计
         501 机关工资福利支出 | 60
         50101 工资奖金津补贴 | 40
         50103 住房公积金 | 20
         502 机关商品和服务支出 | 25",
        &["25 = 25", "60 = 60"],
    );
}

#[test]
fn nodes_of_the_other_payer_make_the_payer_mixed_unless_they_are_nil() {
    let says = |payer, text, expected: &[&str]| {
        says(Stage::Budget, payer, Law::Crosswalk, text, expected);
    };
    says(
        Some(Payer::Administrative),
        "部门预算支出经济分类表 | 合计
         301 工资福利支出 | 60

         政府预算支出经济分类表 | 合计
         501 机关工资福利支出 | 40
         505 对事业单位经常性补助 | 20",
        &[],
    );
    says(
        Some(Payer::Administrative),
        "部门预算支出经济分类表 | 合计
         301 工资福利支出 | 60

         政府预算支出经济分类表 | 合计
         501 机关工资福利支出 | 60
         505 对事业单位经常性补助 | -",
        &["60 = 60"],
    );
    says(
        Some(Payer::Institution),
        "部门预算支出经济分类表 | 合计
         301 工资福利支出 | 60

         政府预算支出经济分类表 | 合计
         50501 工资福利支出 | 40
         501 机关工资福利支出 | 20",
        &[],
    );
    says(
        Some(Payer::Institution),
        "部门预算支出经济分类表 | 合计
         301 工资福利支出 | 60

         政府预算支出经济分类表 | 合计
         50501 工资福利支出 | 60
         503 机关资本性支出（一） | 20",
        &[],
    );
}

#[test]
fn an_item_that_may_map_elsewhere_in_part_leaves_the_sum_open() {
    let says = |payer, text, expected: &[&str]| {
        says(Stage::Budget, payer, Law::Crosswalk, text, expected);
    };
    says(
        None,
        "部门预算支出经济分类表 | 合计
         311 对企业补助（基本建设） | 30
         312 对企业补助 | 20

         政府预算支出经济分类表 | 合计
         508 对企业资本性支出 | 30",
        &[],
    );
    says(
        None,
        "部门预算支出经济分类表 | 合计
         311 对企业补助（基本建设） | 30
         312 对企业补助 | 25
         31201 资本金注入 | 20
         31204 费用补贴 | 5

         政府预算支出经济分类表 | 合计
         508 对企业资本性支出 | 50
         50701 费用补贴 | 5",
        &["5 = 5", "50 = 30 + 20"],
    );
    says(
        Some(Payer::Administrative),
        "部门预算支出经济分类表 | 合计
         30101 基本工资 | 60
         30107 绩效工资 | 5

         政府预算支出经济分类表 | 合计
         50101 工资奖金津补贴 | 60",
        &[],
    );
    says(
        Some(Payer::Administrative),
        "部门预算支出经济分类表 | 合计
         30101 基本工资 | 60
         30107 绩效工资 | -

         政府预算支出经济分类表 | 合计
         50101 工资奖金津补贴 | 60",
        &["60 = 60"],
    );
}

#[test]
fn only_a_closed_table_maps() {
    let says = |payer, text, expected: &[&str]| {
        says(Stage::Budget, payer, Law::Crosswalk, text, expected);
    };
    says(
        Some(Payer::Institution),
        "部门预算支出经济分类表 | 合计
         301 工资福利支出 | 60
         甲乙丙丁 | 3

         政府预算支出经济分类表 | 合计
         50501 工资福利支出 | 60",
        &[],
    );
    says(
        Some(Payer::Institution),
        "部门预算支出经济分类表 | 合计 甲乙
         301 工资福利支出 | 60 3

         政府预算支出经济分类表 | 合计
         50501 工资福利支出 | 60",
        &[],
    );
    // A table that cuts one classification by the other maps nothing by itself.
    says(
        Some(Payer::Administrative),
        "政府预算支出经济分类表 | 合计 工资福利支出 商品和服务支出
         501 机关工资福利支出 | 60 60 -
         502 机关商品和服务支出 | 25 - 25",
        &[],
    );
}

#[test]
fn a_row_under_a_name_of_its_own_is_not_the_item_of_its_code() {
    budget(
        Law::ThreePublic,
        "一般公共预算财政拨款基本支出表 | 合计
         30217 公务接待费 | 2
         30231 咨询费 | 3

         一般公共预算财政拨款三公经费表 | 合计
         三公经费 | 9
         公务接待费 | 3
         公务用车购置及运行费 | 6",
        &["3 ≥ 2"],
    );
}

/// A blank row above figures is a heading, or its own figures were forgotten: it is told, and
/// nothing is added up to it.
#[test]
fn a_blank_row_above_figures_is_a_heading() {
    let headings = |text: &str| -> Vec<Place> {
        let report = report(document(Stage::Budget, text));
        assert_eq!(equations(&report, Law::Hierarchy), [] as [&str; 0], "{text}");
        let findings = report.findings().iter().map(|finding| finding.places[0]);
        findings.filter(|place| matches!(place, Place::Row { .. })).collect()
    };
    let row = |row| Place::Row { table: 0, row };
    let classes = "部门支出总表 | 合计
         合计 | -
         201 一般公共服务支出 | 60
         208 社会保障和就业支出 | -
         20805 行政事业单位养老支出 | 40";
    assert_eq!(headings(classes), [row(0), row(2)]);
    let items = "三公经费支出表 | 合计
         公务接待费 | 2
         三公经费 | -";
    assert_eq!(headings(items), [row(1)]);
    // 三公经费 are no part that makes up the total.
    let beside = "部门支出总表 | 合计
         合计 | -
         三公经费 | 5";
    assert_eq!(headings(beside), []);
}

#[test]
fn comparisons_count_against_the_limit_on_terms() {
    let counted = |text: &str| {
        let disclosure = Disclosure::read(document(Stage::Budget, text));
        let all = reconcile(&disclosure, &Options::new());
        let equations = all.equations().iter();
        let terms: usize = equations.map(|judged| judged.equation.terms().len()).sum();
        let limited = reconcile(&disclosure, &Options::new().max_terms(terms + 1));
        limited.equations().len() == all.equations().len()
    };
    assert!(counted("部门支出总表 | 合计\n 合计 | 5\n 201 一般公共服务支出 | 5"));
    assert!(!counted("部门支出总表 | 合计 本年拨款/一般公共预算 单位资金\n 合计 | 9 5 4"));
}

#[test]
fn what_is_said_to_be_nil_is_told_once() {
    budget(
        Law::Nil,
        "政府性基金预算财政拨款支出表 | 合计
         合计 | 5

         无政府性基金预算财政拨款支出。本单位2026年无政府性基金预算财政拨款支出。",
        &["5 = nil"],
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
    budget(
        Law::Parts,
        "部门支出总表 | 合计 基本支出 项目支出 经营支出
         合计 | 110 60 40 10

         一般公共预算财政拨款支出表 | 合计 基本支出 项目支出
         合计 | 100 60 40

         一般公共预算财政拨款支出100.00万元，其中：基本支出60.00万元，项目支出40.00万元。",
        &["100.00 = 60.00 + 40.00"],
    );
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
        &[],
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
    budget(
        Law::Parts,
        "部门收入总表 | 合计
         合计 | 100

         支出预算100.00万元，其中：一般公共服务支出60.00万元，社会保障和就业支出40.00万元。",
        &["100.00 ≥ 60.00 + 40.00"],
    );
    budget(
        Law::Parts,
        "部门支出总表 | 合计
         201 一般公共服务支出 | 60
         208 社会保障和就业支出 | 40

         支出预算100.00万元，其中：一般公共服务支出60.00万元，社会保障和就业支出40.00万元。",
        &["100.00 ≥ 60.00 + 40.00"],
    );
    budget(
        Law::Parts,
        "部门支出总表 | 合计
         合计 | 100

         支出预算100.00万元，其中：一般公共服务支出60.00万元，社会保障和就业支出40.00万元。",
        &["100.00 ≥ 60.00 + 40.00"],
    );
    budget(
        Law::Parts,
        "部门支出总表 | 合计
         合计 | 100

         部门支出明细表 | 合计
         201 一般公共服务支出 | 60
         208 社会保障和就业支出 | 40

         支出预算100.00万元，其中：一般公共服务支出60.00万元，社会保障和就业支出40.00万元。",
        &["100.00 ≥ 60.00 + 40.00"],
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
        let broken = report.findings().iter().filter(|f| f.kind == FindingKind::BrokenEquation);
        let broken: Vec<_> = broken.map(|finding| (finding.law, finding.severity)).collect();
        (broken, equations(&report, Law::Parts))
    };
    let spent = "221 住房保障支出 | 20";
    let warning = (Some(Law::Parts), Severity::Warning);
    // The tables print no other item: the accounts must add up, and the budgets should.
    let all = "221 住房保障支出 | 20\n208 社会保障和就业支出 | 10";
    let (broken, _) = told(spent, "20.00");
    assert!(broken.contains(&warning), "{broken:?}");
    let (broken, _) = told(spent, "30.00");
    assert!(!broken.contains(&warning), "{broken:?}");
    // They print another one: then neither list is full.
    assert_eq!(told(all, "20.00"), (vec![], vec![]));
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
        let claims = narrative::read(&text, &context).claims;
        let part = |claim: &Claim| matches!(claim.kind, ClaimKind::Value { part_of: Some(_), .. });
        catalogue.find_name::<Functional>(name, edition).count() == 1
            && claims.iter().filter(|claim| part(claim)).count() == 2
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
