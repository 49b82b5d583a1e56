//! 收支总表 and the three budgets: what goes out is what comes in, or is carried.

use cn_budget::Law;

use super::budget;

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
    // A table without its total says nothing of the total.
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
         201 一般公共服务支出 | 60

         政府性基金预算财政拨款支出表 | 合计
         合计 | -",
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
         甲乙丙丁 | -

         政府性基金预算财政拨款支出表 | 合计
         合计 | -",
        &[],
    );
    budget(
        Law::Alias,
        "财政拨款支出总表 | 合计 甲乙
         合计 | 60 2
         201 一般公共服务支出 | 60 -

         一般公共预算财政拨款支出表 | 合计
         合计 | 60
         201 一般公共服务支出 | 60

         政府性基金预算财政拨款支出表 | 合计
         合计 | -",
        &[],
    );
}

#[test]
fn a_budget_of_which_nothing_is_printed_may_hold_anything() {
    let tables = "财政拨款支出总表 | 合计
         合计 | 60

         一般公共预算财政拨款支出表 | 合计
         合计 | 60";
    budget(Law::Alias, tables, &[]);
    // A printed nought is less than half of its last place.
    let zero = "政府性基金预算财政拨款支出表 | 合计
         合计 | 0.00";
    budget(Law::Alias, &format!("{tables}\n\n{zero}"), &["60 = 60 + 0.00"]);
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
    // A row of the sheet that is not understood may have been one that carries money.
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
    // A row elsewhere that is not understood carries nothing of this sheet.
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
