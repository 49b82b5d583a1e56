//! Forms of targets and self-evaluations: of a project, and of a whole body.

use cn_budget::raw::RawTarget;
use cn_budget::read::{Block, Hint, read};

use super::{form, grid, reading};

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

/// The rows of two indicators.
const INDICATORS: &str = "| 一级指标 | 二级指标 | 三级指标 | 指标值 | 度量单位 |
         | 产出指标 | 数量指标 | 调查项数 | ≥12 | 项 |
         | 效益指标 | 社会效益指标 | 数据及时率 | ≥95 | % |";

#[test]
fn the_money_of_the_year_beside_that_of_all_years() {
    let form = |total: &str, year: &str, all: &str| {
        target(&format!(
            "| 项目名称 | 统计调查 | < | 项目代码 | 42001 |
             | 项目主管部门 | 某某局 | < | 项目执行单位 | 某某局 |
             | 项目资金（万元） | {total} | {all} | {year} | 40.20 |
             | ^ | 其中：财政拨款 | 40.00 | 其他资金 | 0.20 |
             | 项目绩效总目标 | 完成调查。 | < | < | < |
             {INDICATORS}"
        ))
    };
    for (total, year) in [("总预算", "年度预算"), ("项目资金总额", "年度资金申请总额")]
    {
        let read = form(total, year, "40.20");
        assert_eq!(read.total.as_deref(), Some("40.20"), "{total}");
        assert_eq!(read.unit.as_deref(), Some("万元"));
        assert_eq!(read.sources.len(), 2, "{:?}", read.sources);
        assert_eq!(read.objective.as_deref(), Some("完成调查。"));
        // Where the two differ, it is not said which one the sources make up.
        let read = form(total, year, "120.60");
        assert_eq!((read.total.as_deref(), read.sources.len()), (Some("40.20"), 0), "{total}");
    }
}

#[test]
fn headings_of_the_executed_money_in_other_words() {
    for (budget, executed, total) in [
        ("预算数（A）", "执行数（B）", "年度财政资金总额"),
        ("全年预算金额", "全年执行金额", "年度资金总额："),
        ("调整后预算数", "实际支出数", "合计"),
    ] {
        let read = target(&format!(
            "| 单位名称 | 某某局 | < | 填报日期 | 2025年3月 |
             | 项目名称 | 统计调查 | < | < | < |
             | 预算执行情况（万元）（10分） | | {budget} | {executed} | 执行率（B/A） |
             | ^ | {total} | 94.06 | 90.46 | 96.17% |
             {INDICATORS}"
        ));
        assert_eq!(read.project, "统计调查");
        assert_eq!(read.budget.as_deref(), Some("94.06"), "{budget}");
        assert_eq!(read.executed.as_deref(), Some("90.46"), "{budget}");
        assert_eq!(read.rate.as_deref(), Some("96.17%"), "{budget}");
        assert_eq!(read.execution_weight.as_deref(), Some("10"));
    }
}

#[test]
fn projects_one_below_the_other_with_their_money() {
    let read = reading(
        "项目支出绩效目标表
         单位：万元
         | 单位名称、项目名称 | 年度资金总额 | 财政拨款 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标内容 |
         | 某某局 | | | | | | | |
         | 统计调查 | 3.00 | 2.00 | 产出指标 | 数量指标 | 调查项数 | ≥12 | 反映数量 |
         | ^ | ^ | ^ | | | 入户数 | ≥90 | 反映数量 |
         | ^ | ^ | ^ | 效益指标 | 社会效益指标 | 数据及时率 | ≥95 | 反映及时 |
         | 设备更新 | 1.00 | 1.00 | 产出指标 | 数量指标 | 台数 | ≥2 | 反映数量 |",
    )
    .raw
    .performance;
    let [survey, devices] = read.as_slice() else { panic!("{read:?}") };
    assert_eq!((survey.project.as_str(), survey.total.as_deref()), ("统计调查", Some("3.00")));
    assert_eq!(survey.sources, [("财政拨款".to_string(), "2.00".to_string())]);
    let names: Vec<_> = survey
        .indicators
        .iter()
        .map(|indicator| {
            [&indicator.level1, &indicator.level2, &indicator.level3].map(Clone::clone)
        })
        .collect();
    let levels = |first: &str, second: &str, third: &str| {
        [first, second, third].map(|level| Some(level.to_string()))
    };
    assert_eq!(
        names,
        [
            levels("产出指标", "数量指标", "调查项数"),
            levels("产出指标", "数量指标", "入户数"),
            levels("效益指标", "社会效益指标", "数据及时率"),
        ]
    );
    assert_eq!((devices.project.as_str(), devices.indicators.len()), ("设备更新", 1));
}

#[test]
fn a_form_goes_on_over_pages() {
    let heading = "| 项目名称 | 预算数 | 一级指标 | 二级指标 | 三级指标 | 指标值 |";
    // The page breaks the cells of a project in two; their texts stand in the lower part, or in the
    // upper one.
    for (upper, lower) in [("| | |", "| 设备更新 | 1.00 |"), ("| 设备更新 | 1.00 |", "| | |")]
    {
        for repeated in [heading, ""] {
            let read = reading(&format!(
                "项目支出绩效目标表
                 单位：万元
                 {heading}
                 | 统计调查 | 3.00 | 产出指标 | 数量指标 | 调查项数 | ≥12 |
                 {upper} 产出指标 | 数量指标 | 台数 | ≥2 |
                 ---
                 {repeated}
                 {lower} 效益指标 | 社会效益指标 | 及时率 | ≥95 |"
            ));
            let read = read.raw.performance;
            let [survey, devices] = read.as_slice() else { panic!("{read:?}") };
            assert_eq!((survey.project.as_str(), survey.indicators.len()), ("统计调查", 1));
            assert_eq!((devices.project.as_str(), devices.indicators.len()), ("设备更新", 2));
            assert_eq!(devices.total.as_deref(), Some("1.00"));
        }
    }
}

#[test]
fn the_indicators_of_a_form_may_stand_on_the_next_page() {
    // The labels have three columns, the indicators five; the edges of both tell which are the same.
    let page = |edges: &[i32], text: &str| {
        let mut grid = grid(&form::flush(text));
        grid.edges = edges.to_vec();
        Block::Grid(grid)
    };
    let labels = "| 项目名称 | 统计调查 | < |
         | 主管部门 | 某某局 | < |
         | 项目资金（万元） | 年度资金总额 | 40.20 |
         | 年度目标 | 完成调查。 | < |";
    let blocks = [
        page(&[0, 2_000, 4_000, 9_000], labels),
        Block::PageEnd,
        page(&[0, 2_000, 4_000, 6_000, 8_000, 9_000], INDICATORS),
    ];
    let read = read(&blocks, &Hint::default()).raw.performance;
    let [target] = read.as_slice() else { panic!("{read:?}") };
    assert_eq!((target.project.as_str(), target.total.as_deref()), ("统计调查", Some("40.20")));
    assert_eq!(target.indicators.len(), 2);
    assert_eq!(target.indicators[1].measure.as_deref(), Some("%"));
}

#[test]
fn the_money_of_the_year_in_a_column_of_its_own() {
    let read = target(
        "| 项目名称 | 统计调查 | < | < | < |
         | 项目资金（万元） | 中期资金总额： | 300.00 | 年度资金总额： | 100.00 |
         | ^ | 其中：财政拨款 | 300.00 | 其中：财政拨款 | 90.00 |
         | ^ | 其他资金 | 0.00 | 其他资金 | 10.00 |
         | 绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值 |
         | ^ | 产出指标 | 数量指标 | 调查数 | ≥12项 |",
    );
    assert_eq!(read.total.as_deref(), Some("100.00"));
    let amounts: Vec<&str> = read.sources.iter().map(|(_, amount)| amount.as_str()).collect();
    assert_eq!(amounts, ["90.00", "10.00"]);
    // The name of the block left of the indicators is none of their texts.
    assert_eq!(read.indicators[0].note, None);
}

#[test]
fn labels_and_values_in_one_row() {
    let read = target(&format!(
        "| 项目名称 | 统计调查 | < | < | < |
         | 项目资金（万元） | 全年预算数 | 100.00 | 执行数 | 90.00 |
         {INDICATORS}"
    ));
    assert_eq!(read.total.as_deref(), Some("100.00"));
    assert_eq!(read.executed.as_deref(), Some("90.00"));
    let read = target(&format!(
        "| 项目名称 | 统计调查 | < | < | < |
         | 项目资金（万元） | 年度资金总额： | 100.00 | 按来源分：财政拨款 | 90.00 |
         | ^ | 其他资金：10.00 | < | < | < |
         {INDICATORS}"
    ));
    let sources = [("财政拨款", "90.00"), ("其他资金", "10.00")];
    assert_eq!(read.sources, sources.map(|(name, amount)| (name.to_string(), amount.to_string())));
}

#[test]
fn indicators_without_levels() {
    let read = target(
        "| 项目名称 | 统计调查 | < | < | < |
         | 当年预算(万元) | 100 | < | 主管部门 | 某某局 |
         | 绩效指标名称 | 指标权重 | 计量单位 | 指标性质 | 指标值 |
         | 调查数 | 50 | 项 | ≥ | 12 |
         | 合格率 | 50 | % | ≥ | 90 |",
    );
    assert_eq!((read.project.as_str(), read.total.as_deref()), ("统计调查", Some("100")));
    let first = &read.indicators[0];
    assert_eq!(
        [&first.level3, &first.weight, &first.measure, &first.nature, &first.target]
            .map(|text| text.as_deref().unwrap_or_default()),
        ["调查数", "50", "项", "≥", "12"]
    );
}

#[test]
fn a_list_of_projects_whose_heading_has_lost_its_merges() {
    let read = reading(
        "项目绩效目标表
         单位：万元
         | 序号 | 项目名称 | 项目总额 | 绩效目标 | 绩效指标 | | |
         | | | | | 一级指标 | 二级指标 | 指标值 |
         | 1 | 统计调查 | 100.00 | 完成调查 | 产出指标 | 数量指标 | ≥12项 |
         | | | | | | 质量指标 | ≥90% |
         | 2 | 设备更新 | 20.00 | 完成更新 | 产出指标 | 数量指标 | ≥2台 |",
    )
    .raw
    .performance;
    let [survey, devices] = read.as_slice() else { panic!("{read:?}") };
    assert_eq!((survey.project.as_str(), survey.total.as_deref()), ("统计调查", Some("100.00")));
    assert_eq!((devices.project.as_str(), devices.total.as_deref()), ("设备更新", Some("20.00")));
    assert_eq!(survey.indicators[1].level1.as_deref(), Some("产出指标"));
}
