//! Performance targets: read in their printed variants, checked along with the document.

use cn_budget::{
    Disclosure, Finding, FindingKind, Lang, Law, Options, RawDisclosure, Report, Severity, Stage,
    Unit,
    performance::{self, PrimaryIndicator, SecondaryIndicator},
    place::Cell,
    raw::{RawIndicator, RawTable, RawTarget},
    reconcile,
};
use proptest::prelude::*;

#[cfg(feature = "serde")]
use crate::common;

fn some(text: &str) -> Option<String> {
    Some(text.to_owned()).filter(|text| !text.is_empty())
}

/// An indicator by its printed columns: level 1, level 2, level 3, nature, target, measure, weight.
fn indicator(columns: [&str; 7]) -> RawIndicator {
    let [level1, level2, level3, nature, target, measure, weight] = columns.map(some);
    RawIndicator { level1, level2, level3, nature, target, measure, weight, ..Default::default() }
}

/// A target without fault: weights 10 + 50 + 30 + 10.
fn sound() -> RawTarget {
    RawTarget {
        project: "数据中心运行".into(),
        unit: some("万元"),
        total: some("120.00"),
        sources: [("财政资金", "100.00"), ("单位资金", "20.00"), ("银行贷款", "0")]
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .into(),
        execution_weight: some("10"),
        indicators: vec![
            indicator(["产出指标", "数量指标", "服务器数量", "＝", "31", "个", "50"]),
            indicator(["效益指标", "社会效益指标", "群众知晓率", "≥", "90", "%", "30"]),
            indicator(["满意度指标", "服务对象满意度指标", "使用者满意度", "≥", "80", "%", "10"]),
        ],
        ..RawTarget::default()
    }
}

fn document(targets: impl IntoIterator<Item = RawTarget>) -> RawDisclosure {
    let mut raw = RawDisclosure::new(2026, Stage::Budget);
    raw.performance.extend(targets);
    raw
}

fn report(raw: RawDisclosure) -> Report {
    reconcile(&Disclosure::read(raw), &Options::new())
}

/// The findings about a changed sound target, each as kind, severity, and field of its first place.
fn found(change: impl FnOnce(&mut RawTarget)) -> Vec<(FindingKind, Severity, String)> {
    let mut target = sound();
    change(&mut target);
    let report = report(document([target]));
    report.findings().iter().map(|finding| told(&report, finding)).collect()
}

fn told(report: &Report, finding: &Finding) -> (FindingKind, Severity, String) {
    let field = match report.cell(finding.places[0]) {
        Cell::Target { indicator, field, .. } => match indicator {
            Some(indicator) => format!("{indicator}.{field}"),
            None => field,
        },
        cell => panic!("{cell:?}"),
    };
    (finding.kind, finding.severity, field)
}

#[track_caller]
fn finds(kind: FindingKind, severity: Severity, field: &str, change: impl FnOnce(&mut RawTarget)) {
    assert_eq!(found(change), [(kind, severity, field.to_owned())]);
}

#[track_caller]
fn finds_nothing(change: impl FnOnce(&mut RawTarget)) {
    assert_eq!(found(change), []);
}

#[test]
fn a_sound_target_has_no_findings_and_reads_in_full() {
    finds_nothing(|_| {});
    let (targets, findings) = performance::read(&document([sound()]));
    assert!(findings.is_empty());
    let target = &targets[0];
    assert_eq!(target.total.unwrap().to_text_with_unit(), "120.00万元");
    let sources: Vec<String> =
        target.sources.iter().map(|(source, figure)| format!("{source} {figure}")).collect();
    assert_eq!(sources, ["财政资金 100.00", "单位资金 20.00", "银行贷款 0"]);
    let goals: Vec<String> =
        target.indicators.iter().map(|i| i.goal.as_ref().unwrap().to_string()).collect();
    assert_eq!(goals, ["＝31个", "≥90%", "≥80%"]);
    assert_eq!(target.indicators[1].secondary, Some(SecondaryIndicator::SocialBenefit));
}

#[test]
fn what_was_reached_is_read_or_reported() {
    let mut target = sound();
    target.indicators[0].actual = some("29个");
    target.indicators[1].actual = some("—");
    target.indicators[2].actual = some("8.5.0%");
    let (targets, findings) = performance::read(&document([target]));
    let actual =
        |index: usize| targets[0].indicators[index].actual.as_ref().map(ToString::to_string);
    assert_eq!([0, 1, 2].map(actual), [some("29个"), None, None]);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].kind, FindingKind::UnreadableFigure);
}

#[test]
fn weights_make_100() {
    use FindingKind::WeightsTotal as Kind;
    let weight = |index: usize, text: &'static str| {
        move |target: &mut RawTarget| target.indicators[index].weight = some(text)
    };
    finds(Kind, Severity::Error, "execution_weight", weight(0, "51"));
    finds(Kind, Severity::Error, "execution_weight", weight(0, "5"));
    finds(Kind, Severity::Warning, "execution_weight", weight(0, ""));
    finds(Kind, Severity::Error, "execution_weight", |target| {
        target.indicators[0].weight = some("");
        target.indicators[1].weight = some("81");
    });
    // Without a weight of execution the indicators have 100 or 90; less may lack what is not printed.
    finds_nothing(|target| target.execution_weight = None);
    finds_nothing(|target| {
        target.execution_weight = None;
        target.indicators[0].weight = some("60%");
    });
    finds(Kind, Severity::Warning, "0.weight", |target| {
        target.execution_weight = None;
        target.indicators[0].weight = some("45分");
    });
    finds(Kind, Severity::Error, "0.weight", |target| {
        target.execution_weight = None;
        target.indicators[0].weight = some("61");
    });
    // A third of 100, three times over, is 100 only within rounding; 30.1 is not rounded.
    finds(Kind, Severity::Info, "execution_weight", |target| {
        target.execution_weight = some("0");
        target.indicators.iter_mut().for_each(|i| i.weight = some("33.33"));
    });
    finds(Kind, Severity::Error, "execution_weight", |target| {
        target.indicators.iter_mut().for_each(|i| i.weight = some("30.1"));
    });
    // No weights at all say nothing.
    finds_nothing(|target| {
        target.execution_weight = None;
        target.indicators.iter_mut().for_each(|i| i.weight = None);
    });
    let off = Options::new().without_law(Law::Weights);
    let mut target = sound();
    target.indicators[0].weight = some("51");
    assert!(reconcile(&Disclosure::read(document([target])), &off).findings().is_empty());
}

#[test]
fn a_weight_that_is_none_is_found_where_it_stands() {
    let weight =
        |text: &'static str| move |target: &mut RawTarget| target.indicators[0].weight = some(text);
    finds(FindingKind::WeightsTotal, Severity::Error, "0.weight", weight("101"));
    finds(FindingKind::WeightsTotal, Severity::Error, "0.weight", weight("-50"));
    finds(FindingKind::UnreadableFigure, Severity::Warning, "0.weight", weight("5.0.0"));
    finds(FindingKind::UnreadableFigure, Severity::Warning, "0.weight", weight("五十"));
    finds(FindingKind::UnreadableFigure, Severity::Warning, "execution_weight", |target| {
        target.execution_weight = some("十");
    });
}

#[test]
fn sources_add_up_to_the_total() {
    use FindingKind::SourcesTotal as Kind;
    let source = |name: &'static str, text: &'static str| {
        move |target: &mut RawTarget| target.sources.push((name.into(), text.into()))
    };
    finds(Kind, Severity::Error, "total", |target| target.total = some("121.00"));
    finds(Kind, Severity::Error, "total", source("社会投入资金", "2.00"));
    finds_nothing(source("社会投入资金", ""));
    // Parts of 财政资金 are not added once more, and are not more than it.
    finds_nothing(source("其中：一般公共预算拨款", "60"));
    finds(Kind, Severity::Error, "财政资金", source("政府性基金预算资金", "101"));
    // 元 against 万元; rounding explains half a last place each.
    finds_nothing(|target| target.total = some("1200000.00元"));
    finds_nothing(|target| target.total = some("1200099元"));
    finds(Kind, Severity::Error, "total", |target| target.total = some("120元"));
    // An unknown source may hold the rest, but not less than nothing.
    let unknown = |text: &'static str| {
        move |target: &mut RawTarget| {
            target.sources.push(("彩票公益金".into(), "5".into()));
            target.total = some(text);
        }
    };
    finds(FindingKind::UnrecognisedLabel, Severity::Warning, "sources", unknown("125"));
    assert_eq!(found(unknown("100")).len(), 2);
    finds(FindingKind::DuplicateCell, Severity::Warning, "单位资金", source("单位资金", "20.00"));
    finds_nothing(|target| target.sources.clear());
    finds_nothing(|target| target.total = None);

    let mut target = sound();
    target.total = some("121.00");
    let report = report(document([target]));
    let finding = &report.findings()[0];
    assert_eq!(finding.law, Some(Law::Sources));
    assert_eq!(finding.difference.unwrap().to_decimal_string(Unit::WanYuan, 2), "1.00");
    assert_eq!(
        finding.message.text(Lang::Zh),
        "资金来源合计不符：121.00 ≠ 100.00 + 20.00 + 0 = 120 万元"
    );
    assert_eq!(finding.terms, [(0, 1), (1, -1), (2, -1), (3, -1)]);
}

#[test]
fn amounts_need_a_unit() {
    finds(FindingKind::UnreadAmount, Severity::Info, "unit", |target| target.unit = None);
    finds(FindingKind::UnrecognisedLabel, Severity::Warning, "unit", |target| {
        target.unit = some("美元");
    });
    finds(FindingKind::UnreadableFigure, Severity::Warning, "total", |target| {
        target.total = some("120.0.0");
    });
    finds_nothing(|target| {
        target.unit = None;
        target.total = some("120万元");
        target.sources.clear();
    });
}

#[test]
fn levels() {
    use FindingKind::{IndicatorLevel as Kind, UnrecognisedLabel};
    let level2 = |index: usize, text: &'static str| {
        move |target: &mut RawTarget| target.indicators[index].level2 = some(text)
    };
    finds(Kind, Severity::Warning, "0.level2", level2(0, "社会效益指标"));
    finds_nothing(level2(0, "成本"));
    finds(UnrecognisedLabel, Severity::Warning, "0.level2", level2(0, "规模指标"));
    finds(UnrecognisedLabel, Severity::Warning, "0.level1", |target| {
        target.indicators[0].level1 = some("投入指标");
    });
    finds(Kind, Severity::Warning, "project", |target| {
        target.indicators[1].level1 = some("产出指标");
        target.indicators[1].level2 = some("质量");
    });
    // Where levels are absent nothing is missing; blanks in merged cells take the level above.
    finds_nothing(|target| {
        for indicator in &mut target.indicators {
            (indicator.level1, indicator.level2) = (None, None);
        }
    });
    finds_nothing(|target| {
        let mut second = indicator(["", "", "机柜数量", "=", "12", "个", "20"]);
        second.level1 = None;
        target.indicators.insert(1, second);
        target.indicators[0].weight = some("30");
    });
    let mut target = sound();
    target.indicators.insert(1, indicator(["", "时效指标", "及时率", "", "100%", "", "0"]));
    target.indicators.insert(2, indicator(["", "经济效益", "节约率", "", "5%以上", "", "0"]));
    let (targets, findings) = performance::read(&document([target]));
    assert!(findings.is_empty());
    let primary = |index: usize| targets[0].indicators[index].primary;
    assert_eq!(primary(1), Some(PrimaryIndicator::Output));
    assert_eq!(primary(2), Some(PrimaryIndicator::Benefit));
}

#[test]
fn natures_against_targets() {
    use FindingKind::{IndicatorNature as Kind, UnreadableFigure, UnrecognisedLabel};
    let goal = |index: usize, nature: &'static str, text: &'static str| {
        move |target: &mut RawTarget| {
            target.indicators[index].nature = some(nature);
            target.indicators[index].target = some(text);
        }
    };
    finds(UnrecognisedLabel, Severity::Warning, "0.nature", goal(0, "≈", "31"));
    finds(UnreadableFigure, Severity::Warning, "0.target", goal(0, "=", "3.1.0"));
    finds(UnreadableFigure, Severity::Warning, "0.target", goal(0, "", "3.1.0"));
    finds(UnreadableFigure, Severity::Warning, "0.target", goal(0, "≥", "若干"));
    finds(Kind, Severity::Warning, "0.nature", goal(0, "＝", "≥31"));
    finds(Kind, Severity::Info, "0.nature", goal(0, "≥", "优"));
    finds_nothing(goal(0, "≤", "2026年12月31日"));
    finds(Kind, Severity::Info, "0.nature", goal(0, "定性", "31"));
    finds_nothing(goal(0, "定性", "优"));
    finds_nothing(goal(0, "定性", "效果明显"));
    finds_nothing(goal(0, "", "效果明显"));
    finds_nothing(goal(0, "定量", "31"));
    finds_nothing(goal(0, "≥", "≥31"));
    finds_nothing(goal(0, "大于等于", "３１"));
    finds_nothing(goal(0, "", "31个以上"));
    finds(Kind, Severity::Info, "0.target", goal(0, "≥", ""));
    // A satisfaction rate is a minimum.
    finds(Kind, Severity::Info, "2.nature", goal(2, "＝", "80"));
    finds_nothing(goal(2, "＝", "100"));
    finds(Kind, Severity::Warning, "2.nature", goal(2, "≤", "80"));
    // Without a sign nothing says that more would be wrong.
    finds_nothing(goal(2, "", "80%"));
    finds(Kind, Severity::Info, "2.nature", goal(2, "", "＝80%"));
    finds_nothing(goal(0, "═", "31"));
    finds_nothing(goal(0, "﹦", "31"));
    // Percentages above 100.
    finds(Kind, Severity::Warning, "2.target", goal(2, "≥", "180"));
    finds(Kind, Severity::Info, "1.target", goal(1, "≥", "120"));
    finds_nothing(goal(1, "", "80~100%"));
}

#[test]
fn measures_costs_and_duplicates() {
    use FindingKind::{DuplicateIndicator, IndicatorCost, IndicatorNature};
    finds(IndicatorNature, Severity::Info, "0.measure", |target| {
        target.indicators[0].measure = None;
    });
    finds(IndicatorNature, Severity::Info, "0.measure", |target| {
        target.indicators[0].target = some("31台");
    });
    finds_nothing(|target| {
        target.indicators[0].target = some("31 个");
    });
    let cost = |text: &'static str, measure: &'static str| {
        move |target: &mut RawTarget| {
            target.indicators[0] =
                indicator(["产出指标", "成本指标", "总成本", "≤", text, measure, "50"]);
        }
    };
    finds(IndicatorCost, Severity::Warning, "0.target", cost("121", "万元"));
    // Only what it costs is held against the project's money.
    finds_nothing(|target| {
        target.indicators[0] =
            indicator(["产出指标", "数量指标", "发放金额", "＝", "121", "万元", "50"]);
    });
    finds_nothing(cost("1200000", "元"));
    finds_nothing(cost("121", "元/人"));
    finds(DuplicateIndicator, Severity::Warning, "0.level3", |target| {
        let twice = target.indicators[0].clone();
        target.indicators.insert(1, RawIndicator { weight: some("0"), ..twice });
    });
    let twice = report(document([sound(), sound()]));
    assert_eq!(twice.findings().len(), 1);
    assert_eq!(twice.findings()[0].kind, DuplicateIndicator);
}

/// A document whose project expenditure is 500 万元, with one target of 120 万元 and this prose.
fn covered(total: &str, prose: &str) -> Vec<(FindingKind, Severity)> {
    let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
        .row("", "合计", ["600.00", "100.00", "500.00"])
        .row("201", "一般公共服务支出", ["600.00", "100.00", "500.00"]);
    let mut target = sound();
    target.total = some(total);
    target.sources.clear();
    let mut raw = document([target]).table(table);
    if !prose.is_empty() {
        raw = raw.paragraph("绩效目标", prose);
    }
    let report = report(raw);
    let about = report.findings().iter().filter(|f| f.kind == FindingKind::TargetCoverage);
    about.map(|finding| (finding.kind, finding.severity)).collect()
}

#[test]
fn coverage_is_a_warning_only_where_the_prose_says_all() {
    use FindingKind::TargetCoverage as Kind;
    let all = "2026年项目支出均实行了绩效目标管理，涉及财政拨款500.00万元。";
    assert_eq!(covered("120.00", all), [(Kind, Severity::Warning)]);
    assert_eq!(covered("500.00", all), []);
    assert_eq!(covered("5000000元", all), []);
    let all_without_amount = "本单位所有项目均编报绩效目标，实行绩效目标管理。";
    assert_eq!(covered("120.00", all_without_amount), [(Kind, Severity::Warning)]);
    assert_eq!(covered("500.00", all_without_amount), []);
    let some = "编报绩效目标的项目11个，涉及项目预算资金500万元。";
    assert_eq!(covered("120.00", some), [(Kind, Severity::Info)]);
    assert_eq!(covered("500.00", some), []);
    let chosen = "所有项目均实行绩效目标管理，涉及500万元，现选取部分项目公开。";
    assert_eq!(covered("120.00", chosen), []);
    assert_eq!(covered("120.00", ""), []);
    assert_eq!(covered("120.00", "绩效目标详见附表。"), []);
    // More than all projects together.
    assert_eq!(covered("501.00", ""), [(Kind, Severity::Info)]);
}

#[test]
fn work_grows_with_the_document_alone() {
    let mut target = sound();
    for index in 0..4_000 {
        let mut indicator = target.indicators[0].clone();
        indicator.level3 = Some(format!("指标{}", index % 2_000));
        target.indicators.push(indicator);
        target.sources.push((format!("来源{index}"), "1".into()));
        target.sources.push(("单位资金".into(), "1".into()));
    }
    let findings = report(document([target])).findings().len();
    // 4,000 unknown and 4,000 repeated sources, 2,000 repeated indicators, the weights, the sources.
    assert_eq!(findings, 10_001);
}

#[test]
fn a_target_written_and_read_back_is_the_same() {
    let (targets, _) = performance::read(&document([sound()]));
    let again = performance::read(&document([RawTarget::from(&targets[0])]));
    assert_eq!(again, (targets, vec![]));
}

#[cfg(feature = "serde")]
mod documents {
    use super::*;

    #[test]
    fn the_real_target_reads_in_full() {
        let raw = common::raw("jiulongpo-2026");
        let (targets, findings) = performance::read(&raw);
        assert!(findings.is_empty());
        let target = &targets[0];
        assert_eq!(target.total.unwrap().to_text_with_unit(), "1,086,000元");
        assert_eq!(target.sources.len(), 5);
        let goals: Vec<String> =
            target.indicators.iter().map(|i| i.goal.as_ref().unwrap().to_string()).collect();
        assert_eq!(goals, ["＝31个", "＝100%", "＝100%", "＝100%", "＝100%", "＝80%"]);
        assert!(target.indicators.iter().all(|i| i.primary.is_some() && i.secondary.is_some()));
        let weights = target.indicators.iter().filter_map(|i| i.weight);
        let percents = weights.chain(target.execution_weight).map(performance::Weight::percent);
        let total = percents.fold(0.into(), |a: performance::Number, b| a.checked_add(b).unwrap());
        assert_eq!(total, 100.into());
    }

    #[test]
    fn the_real_targets_are_short_of_what_the_prose_says() {
        let report = report(common::raw("jiulongpo-2026"));
        let of = |kind| report.findings().iter().filter(move |f| f.kind == kind);
        let coverage: Vec<_> = of(FindingKind::TargetCoverage).collect();
        assert_eq!(coverage.len(), 1);
        let finding = coverage[0];
        assert_eq!(finding.severity, Severity::Warning);
        let difference = finding.difference.unwrap().to_decimal_string(Unit::WanYuan, 2);
        assert_eq!(difference, "-778.33");
        let texts: Vec<String> =
            finding.places.iter().map(|&place| report.cell(place).text().to_owned()).collect();
        assert_eq!(texts, ["1086000", "886.93万元"]);
        // ＝ 80 % for a satisfaction rate.
        let natures: Vec<_> = of(FindingKind::IndicatorNature).collect();
        assert_eq!(natures.len(), 1);
        assert_eq!(natures[0].severity, Severity::Info);
        for kind in [FindingKind::WeightsTotal, FindingKind::SourcesTotal] {
            assert_eq!(of(kind).count(), 0);
        }
    }

    #[test]
    fn the_report_tells_the_field() {
        let mut raw = common::raw("jiulongpo-2026");
        raw.performance[0].indicators[3].weight = some("20");
        let report = report(raw);
        let json = serde_json::to_value(report.view()).unwrap();
        let findings = json["findings"].as_array().unwrap();
        let finding = findings.iter().find(|f| f["kind"] == "weights_total").unwrap();
        assert_eq!((&finding["severity"], &finding["law"]), (&"error".into(), &"weights".into()));
        let cells = finding["cells"].as_array().unwrap();
        let cell = serde_json::json!(
            { "target": 0, "indicator": 3, "field": "weight", "text": "20" });
        assert!(cells.contains(&cell));
    }
}

proptest! {
    #[test]
    fn no_printed_target_is_too_odd(texts in prop::collection::vec("\\PC{0,8}", 12)) {
        let some = |index: usize| some(&texts[index]);
        let target = RawTarget {
            project: texts[0].clone(),
            unit: some(1),
            total: some(2),
            sources: vec![(texts[3].clone(), texts[4].clone())],
            execution_weight: some(5),
            indicators: vec![RawIndicator {
                actual: some(4),
                ..indicator([6, 7, 8, 9, 10, 11, 5].map(|index: usize| texts[index].as_str()))
            }],
            ..RawTarget::default()
        };
        let report = report(document([target]).paragraph("绩效目标", texts.concat()));
        for finding in report.findings() {
            prop_assert!(!finding.message.zh.is_empty() && !finding.message.en.is_empty());
        }
    }
}
