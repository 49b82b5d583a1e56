//! A total and its parts, in rows and in columns.

use cn_budget::{Disclosure, Law, Options, Place, Stage, reconcile};

use super::{
    accounts, budget,
    common::print::{document, equations, report},
};

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
         合计 | 105 65 20 20
         甲乙丙丁 | 5 5 - -",
        &["105 = 65 + 20 + 20", "105 ≥ 20"],
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
fn an_amount_that_is_not_understood_opens_only_the_sums_of_its_line() {
    budget(
        Law::Hierarchy,
        "部门支出总表 | 合计 基本支出 饕餮 项目支出
         合计 | 100 70 5 25
         201 一般公共服务支出 | 60 40 5 15
         208 社会保障和就业支出 | 40 30 - 10",
        // Down the columns nothing is open, nor along the row in which 饕餮 prints nothing.
        &[
            "100 = 60 + 40",
            "100 ≥ 70 + 25",
            "25 = 15 + 10",
            "40 = 30 + 10",
            "60 ≥ 40 + 15",
            "70 = 40 + 30",
        ],
    );
    budget(
        Law::Hierarchy,
        "部门支出总表 | 合计 基本支出 项目支出
         合计 | 100 70 30
         201 一般公共服务支出 | 60 40 20
         饕餮 | 30 30 -",
        &["100 = 70 + 30", "100 ≥ 60", "30 = 20", "60 = 40 + 20", "70 ≥ 40"],
    );
    // A row of totals alone is not cut: nobody knows what of it belongs to which column.
    budget(
        Law::Hierarchy,
        "部门支出总表 | 合计 基本支出 项目支出
         合计 | 100 70 30
         201 一般公共服务支出 | 90 60 30
         饕餮 | 10 - -",
        &["100 = 70 + 30", "100 ≥ 90", "30 ≥ 30", "70 ≥ 60", "90 = 60 + 30"],
    );
}

#[test]
fn what_sums_close_without_is_no_part_of_them() {
    budget(
        Law::Hierarchy,
        "部门支出总表 | 合计 基本支出 项目支出 饕餮
         201 一般公共服务支出 | 60 40 20 7
         205 教育支出 | 30 20 10 8
         208 社会保障和就业支出 | 40 30 9 1",
        &["30 = 20 + 10", "40 = 30 + 9", "60 = 40 + 20"],
    );
    // One sum may close by accident.
    budget(
        Law::Hierarchy,
        "部门支出总表 | 合计 基本支出 项目支出 饕餮
         201 一般公共服务支出 | 60 40 20 7
         205 教育支出 | 30 20 8 2",
        &["30 ≥ 20 + 8", "60 ≥ 40 + 20"],
    );
}

#[test]
fn money_carried_in_alone_is_not_all_income() {
    budget(
        Law::Hierarchy,
        "部门收入总表 | 收入合计 上年结转 使用非财政拨款结余 财政拨款 单位资金
         205 教育支出 | 30 4 1 20 5",
        &["30 = 4 + 1 + 20 + 5"],
    );
}

#[test]
fn classes_stand_for_personnel_beside_operating_funds() {
    budget(
        Law::Hierarchy,
        "部门收支总表@支出 | 预算数
         一、基本支出 | 120
         1.工资福利支出 | 90
         2.对个人和家庭的补助 | 10
         3.公用经费 | 20
         二、项目支出 | 30
         本年支出合计 | 150",
        &["120 = 90 + 10 + 20", "120 ≥ 20", "120 ≥ 90 + 10", "150 = 120 + 30"],
    );
    // 302 is 公用经费 itself, or a part of it: the classes alone are all.
    budget(
        Law::Hierarchy,
        "部门收支总表@支出 | 预算数
         一、基本支出 | 120
         1.工资福利支出 | 90
         2.商品和服务支出 | 30
         3.公用经费 | 30",
        &["120 = 90 + 30", "120 ≥ 30"],
    );
}

#[test]
fn blocks_that_stop_at_the_class_leave_sums_over_blocks_open() {
    budget(
        Law::Hierarchy,
        "部门支出总表 | 一般公共预算
         人员经费 | 40
         205 教育支出 | 40
         公用经费 | 10
         205 教育支出 | 10
         20502 普通教育 | 10
         项目支出 | 5
         205 教育支出 | 5
         20502 普通教育 | 5

         一般公共预算支出表 | 合计
         205 教育支出 | 55
         20502 普通教育 | 55",
        &[
            "10 = 10",
            "10 = 10",
            "40 = 40",
            "5 = 5",
            "5 = 5",
            "55 = 40 + 10 + 5",
            "55 = 55",
            "55 ≥ 10 + 5",
        ],
    );
}
