//! The economic classifications: the crosswalk between them, and the 三公 items.

use cn_budget::{Law, Payer, Stage};

use super::{budget, says};

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
    // 312 goes to 507 and to 508; its parts say how much to which.
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
    // An administrative body pays no performance wages: nothing says where they would go.
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
