//! Forms of targets and self-evaluations: of a project, and of a whole body.

use cn_budget::raw::RawTarget;

use super::reading;

fn target(form: &str) -> RawTarget {
    let targets = reading(form).raw.performance;
    let [target] = targets.as_slice() else { panic!("{targets:?}") };
    target.clone()
}

#[test]
fn the_form_of_a_whole_body_names_no_project() {
    let target = target(
        "2026年部门整体支出绩效目标表
         | 部门（单位）名称 | 某某市统计局 | < | < | < |
         | 部门预算总额（万元） | < | 130.00 | < | < |
         | 1、资金来源：（1）财政拨款 | < | 120.00 | < | < |
         | （2）其他资金 | < | 10.00 | < | < |
         | （1）基本支出 | < | 80.00 | < | < |
         | （2）项目支出 | < | 50.00 | < | < |
         | 年度总体目标 | 完成各项统计调查。 | < | < | < |
         | 一级指标 | 二级指标 | 三级指标 | 指标值 | 权重 |
         | 产出指标 | 数量指标 | 调查项数 | ≥12项 | 60 |
         | 效益指标 | 社会效益指标 | 数据及时率 | ≥95% | 40 |",
    );
    assert!(target.project.contains("整体"), "{target:?}");
    assert_eq!(target.department.as_deref(), Some("某某市统计局"));
    assert_eq!(target.total.as_deref(), Some("130.00"));
    assert_eq!(target.unit.as_deref(), Some("万元"));
    let has = |label: &str, amount: &str| {
        target.sources.iter().any(|(found, text)| found.contains(label) && text == amount)
    };
    for (label, amount) in [("基本支出", "80.00"), ("项目支出", "50.00"), ("其他资金", "10.00")]
    {
        assert!(has(label, amount), "{label}: {:?}", target.sources);
    }
    assert_eq!(target.indicators.len(), 2);
}

#[test]
fn the_self_evaluation_of_a_whole_body() {
    let target = target(
        "| 部门整体支出绩效自评表（2025年度） | < | < | < | < | < | < |
         | 部门名称 | 某某市统计局 | < | < | < | < | < |
         | 预算执行情况（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
         | ^ | 年度资金总额 | 120.00 | 130.00 | 117.00 | 10 | 90.00% | 9.00 |
         | ^ | 基本支出 | 80.00 | 80.00 | 80.00 | | | |
         | ^ | 项目支出 | 40.00 | 50.00 | 37.00 | | | |
         | 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 |
         | 产出指标 | 数量指标 | 调查项数 | ≥12项 | 12项 | 50 | 50 |
         | 效益指标 | 社会效益指标 | 数据及时率 | ≥95% | 96% | 40 | 40 |
         | 总分 | < | < | < | < | 100 | 99.00 |",
    );
    assert!(target.project.contains("整体"), "{target:?}");
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    assert_eq!(
        [&target.budget, &target.executed, &target.rate, &target.score, &target.total_score]
            .map(text),
        ["130.00", "117.00", "90.00%", "9.00", "99.00"]
    );
    assert_eq!(target.sources.len(), 2, "{:?}", target.sources);
    assert_eq!(target.indicators.len(), 2);
}
