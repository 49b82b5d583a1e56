//! Performance targets: read in their printed variants, checked along with the document, scored.

use cn_budget::{
    Cell, Disclosure, ErrorKind, Finding, FindingKind, Lang, Law, Options, RawDisclosure, Report,
    RoundingMode, Severity, Stage, Unit,
    performance::{
        self, Achievement, Bands, Equality, Evaluation, Excess, Execution, Goal, Grade, Indicator,
        Outcome, PerformanceTarget, PrimaryIndicator, ProjectSource, Reason, ScoringError,
        ScoringRules, SecondaryIndicator, Surplus, Unscored, Weight,
    },
    raw::{RawIndicator, RawTable, RawTarget},
    reconcile,
};

#[cfg(feature = "serde")]
mod common;

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
    finds(Kind, Severity::Warning, "0.nature", goal(0, "≥", "优"));
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
fn a_target_written_and_read_back_is_the_same() {
    let (targets, _) = performance::read(&document([sound()]));
    let again = performance::read(&document([RawTarget::from(&targets[0])]));
    assert_eq!(again, (targets, vec![]));
}

/// 60 + 20 for numbers, 10 for satisfaction, 10 for execution.
fn target(goals: [(&str, &str); 3]) -> PerformanceTarget {
    let weights = [60, 20, 10].map(Weight::whole);
    let indicators = goals.iter().zip(weights).map(|((goal, actual), weight)| {
        let indicator = Indicator::new("指标", goal.parse().unwrap(), weight);
        match *actual {
            "" => indicator,
            actual => indicator.reached(actual.parse().unwrap()),
        }
    });
    PerformanceTarget {
        project: "项目".into(),
        execution_weight: Some(Weight::whole(10)),
        indicators: indicators.collect(),
        ..PerformanceTarget::default()
    }
}

fn spent(percent: i64) -> Option<Execution> {
    let yuan = |yuan| cn_budget::Amount::from_yuan(yuan).unwrap();
    Some(Execution::new(yuan(100), yuan(percent)).unwrap())
}

fn evaluate(goals: [(&str, &str); 3], rules: &ScoringRules) -> Evaluation {
    target(goals).evaluate(spent(100), rules).unwrap()
}

/// The score of an indicator of weight 60 and its reason.
fn score_by(goal: &str, actual: &str, rules: &ScoringRules) -> (String, Reason) {
    let evaluation = evaluate([(goal, actual), ("1", "1"), ("1", "1")], rules);
    match evaluation.indicators()[0].outcome {
        Outcome::Scored { score, reason, .. } => (score.to_string(), reason),
        Outcome::Unscored(reason) => panic!("{goal} {actual}: {reason:?}"),
    }
}

#[track_caller]
fn scores(goal: &str, actual: &str, score: &str, reason: Reason) {
    assert_eq!(score_by(goal, actual, &ScoringRules::new()), (score.into(), reason));
}

#[test]
fn scores_by_the_notice() {
    scores("≥90%", "90%", "60", Reason::Met);
    scores("≥90%", "100%", "60", Reason::Met);
    scores("≥90%", "45%", "30", Reason::Short);
    scores("＝31个", "29个", "56.13", Reason::Short);
    scores("＝31个", "32个", "60", Reason::Met);
    scores("＝31个", "60个", "60", Reason::WellAbove);
    scores("＝0起", "0起", "60", Reason::Met);
    scores("＝0起", "1起", "0", Reason::Beyond);
    scores("＞90%", "90%", "60", Reason::Short);
    scores("≥-5%", "-4%", "60", Reason::Met);
    scores("≥-5%", "-6%", "48", Reason::Short);
    scores("≥0", "-1", "0", Reason::Short);
    scores("≤30天", "25天", "60", Reason::Met);
    scores("≤30天", "40天", "45", Reason::Beyond);
    scores("≤0起", "1起", "0", Reason::Beyond);
    scores("≤90万元", "1200000元", "45", Reason::Beyond);
    scores("80~90%", "85%", "60", Reason::Met);
    scores("80~90%", "40%", "30", Reason::Short);
    scores("80~90%", "100%", "54", Reason::Beyond);
    scores("≥50个", "达成预期指标", "60", Reason::Achievement(Achievement::Achieved));
    scores("效果明显", "效果明显", "60", Reason::Achievement(Achievement::Achieved));
    scores("效果明显", "部分达成", "42", Reason::Achievement(Achievement::Partly));
    scores("效果明显", "未达成", "0", Reason::Achievement(Achievement::Missed));
    scores("效果明显", "85%", "51", Reason::Assessed(Achievement::Achieved));
    scores("效果明显", "79.99", "47.99", Reason::Assessed(Achievement::Partly));
    scores("优", "优", "60", Reason::Achievement(Achievement::Achieved));
    scores("优", "良", "42", Reason::Achievement(Achievement::Partly));
    scores("优", "中", "0", Reason::Achievement(Achievement::Missed));
}

#[test]
fn rules_are_data() {
    let rules = ScoringRules::new();
    let by = |rules: &ScoringRules, goal, actual| score_by(goal, actual, rules).0;
    let linear = rules.clone().excess(Excess::Linear);
    assert_eq!(by(&linear, "≤30天", "40天"), "40");
    assert_eq!(by(&linear, "≤30天", "60天"), "0");
    let none = rules.clone().excess(Excess::Nothing);
    assert_eq!(by(&none, "≤30天", "31天"), "0");
    let exact = rules.clone().equality(Equality::Exact);
    assert_eq!(by(&exact, "＝100%", "110%"), "54");
    assert_eq!(by(&exact, "＝100%", "300%"), "0");
    let deduct = rules.clone().surplus(Surplus::Deduct(Weight::whole(30)));
    assert_eq!(by(&deduct, "≥100个", "130个"), "60");
    assert_eq!(by(&deduct, "≥100个", "150个"), "48");
    assert_eq!(by(&deduct, "≥100个", "500个"), "0");
    let bands = Bands { partly: Weight::whole(60), ..Bands::default() };
    assert_eq!(by(&rules.clone().bands(bands), "显著", "部分达成"), "36");
    let cut = rules.clone().rounding(1, RoundingMode::Truncate);
    assert_eq!(by(&cut, "＝31个", "29个"), "56.1");
}

#[test]
fn the_total_is_explained() {
    let rules = ScoringRules::new();
    let goals = [("＝31个", "29个"), ("≥90%", "95%"), ("≥80%", "76%")];
    let evaluation = target(goals).evaluate(spent(97), &rules).unwrap();
    assert_eq!(evaluation.total().unwrap().to_string(), "95.33");
    assert_eq!(evaluation.grade(), Some(Grade::Excellent));
    let Outcome::Scored { attainment, share, .. } = evaluation.indicators()[1].outcome else {
        panic!("unscored")
    };
    assert_eq!(attainment.unwrap().to_string(), "19/18");
    assert_eq!(share.to_string(), "1");
    assert_eq!(
        evaluation.to_string(),
        "项目：95.33 分，优\n  \
         预算执行率：9.7 / 10（97/100），未达到指标值，按比例记分\n  \
         指标 ＝31个 → 29个：56.13 / 60（29/31），未达到指标值，按比例记分\n  \
         指标 ≥90% → 95%：20 / 20（1），达到指标值，记满分\n  \
         指标 ≥80% → 76%：9.5 / 10（19/20），未达到指标值，按比例记分\n"
    );
    assert!(
        evaluation.text(Lang::En).to_string().contains("95.33 points, excellent\n  budget exec")
    );
}

#[test]
fn without_a_value_there_is_no_total() {
    let rules = ScoringRules::new();
    for (goal, actual, reason) in [
        ("≥90%", "", Unscored::NoActual),
        ("≥90%", "较好", Unscored::NotANumber),
        ("≥90%", "90个", Unscored::OtherMeasure),
        ("效果明显", "尚可", Unscored::NotUnderstood),
        ("效果明显", "120%", Unscored::NotAMark),
        ("效果明显", "3次", Unscored::NotAMark),
    ] {
        let evaluation = evaluate([(goal, actual), ("1", "1"), ("1", "1")], &rules);
        assert_eq!(
            evaluation.indicators()[0].outcome,
            Outcome::Unscored(reason),
            "{goal} {actual}"
        );
        assert_eq!((evaluation.total(), evaluation.grade()), (None, None));
    }
    let goals = [("1", "1"), ("1", "1"), ("1", "1")];
    assert_eq!(target(goals).evaluate(None, &rules).unwrap().total(), None);
    let mut alone = target(goals);
    alone.execution_weight = None;
    assert_eq!(alone.evaluate(spent(50), &rules).unwrap().total().unwrap().to_string(), "95");
    alone.indicators[0].weight = Some(Weight::whole(70));
    assert_eq!(alone.evaluate(None, &rules).unwrap().total().unwrap().to_string(), "100");
    alone.indicators[0].weight = Some(Weight::whole(71));
    let error = alone.evaluate(None, &rules).unwrap_err();
    assert_eq!(error, ScoringError::WeightsTotal { total: 101.into() });
    assert_eq!(error.message(Lang::Zh), "权重合计为 101，不是 100");
}

#[test]
fn typed_errors() {
    assert_eq!("101".parse::<Weight>().unwrap_err().kind(), ErrorKind::OutOfRange);
    assert_eq!("≥9.5.0%".parse::<Goal>().unwrap_err().kind(), ErrorKind::SecondPoint);
    let yuan = |yuan| cn_budget::Amount::from_yuan(yuan).unwrap();
    assert!(Execution::new(yuan(0), yuan(0)).is_err());
    assert!(Execution::new(yuan(1), yuan(-1)).is_err());
    assert_eq!(ProjectSource::from_label("不明"), None);
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
        let percents = weights.chain(target.execution_weight).map(Weight::percent);
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

    #[test]
    fn targets_rules_and_evaluations_travel() {
        let (targets, _) = performance::read(&common::raw("jiulongpo-2026"));
        let text = serde_json::to_string(&targets).unwrap();
        assert_eq!(serde_json::from_str::<Vec<PerformanceTarget>>(&text).unwrap(), targets);

        let rules = ScoringRules::new().excess(Excess::Linear).rounding(1, RoundingMode::Truncate);
        let text = serde_json::to_string(&rules).unwrap();
        assert_eq!(serde_json::from_str::<ScoringRules>(&text).unwrap(), rules);
        let some = r#"{ "grades": { "excellent": "90", "good": "75", "fair": "60" } }"#;
        let shanghai: ScoringRules = serde_json::from_str(some).unwrap();
        let evaluation = evaluate([("≥2", "1"), ("1", "1"), ("1", "1")], &shanghai);
        assert_eq!(evaluation.grade(), Some(Grade::Fair));

        let json = serde_json::to_value(&evaluation).unwrap();
        assert_eq!(json["total"], "70");
        assert_eq!(json["indicators"][0]["outcome"]["scored"]["share"], "1/2");
        assert_eq!(json["indicators"][0]["goal"], "≥2");
        let wrong = r#"{ "grades": { "excellent": "90", "good": "95", "fair": "60" } }"#;
        assert!(serde_json::from_str::<ScoringRules>(wrong).is_err());
    }
}

mod properties {
    use cn_budget::performance::{
        Actual, IndicatorNature, IndicatorRange, IndicatorValue, Number, Rating,
    };
    use proptest::{prelude::*, sample};

    use super::*;

    fn number() -> impl Strategy<Value = Number> {
        (-1_000_000_000_000_i64..1_000_000_000_000, 0_u8..=6)
            .prop_map(|(mantissa, decimals)| Number::new(mantissa, decimals).unwrap())
    }

    fn value() -> impl Strategy<Value = IndicatorValue> {
        const MEASURES: &[&str] =
            &["", "个", "%", "天", "个月", "万元", "人次", "m2", "元/人", "平方米"];
        (number(), sample::select(MEASURES))
            .prop_map(|(number, measure)| IndicatorValue::new(number, measure).unwrap())
    }

    fn goal() -> impl Strategy<Value = Goal> {
        let compared = (sample::select(IndicatorNature::ALL), value())
            .prop_map(|(nature, value)| Goal::new(nature, value));
        let range = (value(), number()).prop_filter_map("in order", |(low, high)| {
            IndicatorRange::new(low, high).map(Goal::Within)
        });
        let rating = sample::select(Rating::ALL).prop_map(Goal::Rating);
        let text = sample::select(&["效果明显", "12月底前完成", "3年内完成"][..])
            .prop_map(|text| Goal::Text(text.into()));
        prop_oneof![4 => compared, 1 => range, 1 => rating, 1 => text]
    }

    fn rules() -> impl Strategy<Value = ScoringRules> {
        let excess = sample::select(&[Excess::Inverse, Excess::Linear, Excess::Nothing][..]);
        let mode = sample::select(&[RoundingMode::HalfUp, RoundingMode::Truncate][..]);
        (excess, 0_u8..=4, mode).prop_map(|(excess, decimals, mode)| {
            ScoringRules::new().excess(excess).rounding(decimals, mode)
        })
    }

    /// Whether more is better, less is better, or neither.
    fn direction(goal: &Goal) -> Option<bool> {
        match goal {
            Goal::Equal(value) => (value.number() > Number::ZERO).then_some(true),
            Goal::AtLeast(_) | Goal::MoreThan(_) => Some(true),
            Goal::AtMost(_) | Goal::LessThan(_) => Some(false),
            _ => None,
        }
    }

    fn score_of(goal: &Goal, number: Number, rules: &ScoringRules) -> Number {
        let measure = goal.value().and_then(IndicatorValue::measure).unwrap_or_default();
        let actual = Actual::Value(IndicatorValue::new(number, measure).unwrap());
        let indicator = Indicator::new("", goal.clone(), Weight::whole(100)).reached(actual);
        let target = PerformanceTarget { indicators: vec![indicator], ..Default::default() };
        target.evaluate(None, rules).unwrap().total().unwrap()
    }

    /// Weights that total 100, the first for execution.
    fn weights(cuts: &mut [i64]) -> Vec<Weight> {
        cuts.sort_unstable();
        let ends = cuts.iter().copied().chain([10_000]);
        let starts = [0].into_iter().chain(cuts.iter().copied());
        let widths = ends.zip(starts).map(|(end, start)| Number::new(end - start, 2).unwrap());
        widths.map(|width| Weight::new(width).unwrap()).collect()
    }

    proptest! {
        #[test]
        fn goals_are_read_back(goal in goal()) {
            prop_assert_eq!(goal.to_string().parse::<Goal>(), Ok(goal));
        }

        #[test]
        fn any_text_is_read_or_refused_and_read_back(text in "[≥≤＞=<0-9０-９.,，%个天元~\\- 优良m以上内至不低于完成]{0,12}") {
            if let Ok(goal) = text.parse::<Goal>() {
                prop_assert_eq!(goal.to_string().parse::<Goal>(), Ok(goal));
            }
            if let Ok(actual) = text.parse::<Actual>() {
                prop_assert_eq!(actual.to_string().parse::<Actual>(), Ok(actual));
            }
        }

        #[test]
        fn values_and_numbers_are_read_back(value in value()) {
            prop_assert_eq!(value.number().to_string().parse(), Ok(value.number()));
            prop_assert_eq!(value.to_string().parse::<IndicatorValue>(), Ok(value));
        }

        #[test]
        fn scores_rise_in_the_good_direction(
            goal in goal(), a in number(), b in number(), near in -3_i32..=3, rules in rules(),
        ) {
            let Some(up) = direction(&goal) else { return Ok(()) };
            let target = goal.value().unwrap().number();
            let close = target.checked_add(near.into()).unwrap_or(target);
            for (a, b) in [(a, b), (a, close), (close, target)] {
                let (worse, better) = if (a < b) == up { (a, b) } else { (b, a) };
                let (low, high) = (score_of(&goal, worse, &rules), score_of(&goal, better, &rules));
                prop_assert!(low <= high, "{goal}: {worse} {low}, {better} {high}");
                prop_assert!(low >= Number::ZERO && high <= Number::from(100));
            }
        }

        #[test]
        fn totals_lie_within_100_in_any_order(
            items in prop::collection::vec((goal(), number(), 0..10_000_i64), 1..6),
            spent in 0..300_i64,
            rotate in 0_usize..6,
            rules in rules(),
        ) {
            let mut cuts: Vec<i64> = items.iter().map(|&(_, _, cut)| cut).collect();
            let weights = weights(&mut cuts);
            let indicators = items.iter().zip(&weights[1..]).map(|((goal, actual, _), &weight)| {
                let measure = match goal {
                    Goal::Within(range) => range.low().measure(),
                    goal => goal.value().and_then(IndicatorValue::measure),
                };
                let mark = matches!(goal, Goal::Rating(_) | Goal::Text(_));
                let number = if mark { Number::from(73) } else { *actual };
                let value = IndicatorValue::new(number, measure.unwrap_or_default()).unwrap();
                Indicator::new("", goal.clone(), weight).reached(Actual::Value(value))
            });
            let mut target = PerformanceTarget {
                execution_weight: Some(weights[0]),
                indicators: indicators.collect(),
                ..Default::default()
            };
            let total = |target: &PerformanceTarget| {
                target.evaluate(super::spent(spent), &rules).unwrap().total().unwrap()
            };
            let before = total(&target);
            prop_assert!(before >= Number::ZERO && before <= Number::from(100));
            let by = rotate % target.indicators.len();
            target.indicators.rotate_left(by);
            prop_assert_eq!(total(&target), before);
            target.indicators.reverse();
            prop_assert_eq!(total(&target), before);
        }

        #[test]
        fn targets_are_written_and_read_back(
            goals in prop::collection::vec((goal(), sample::select(SecondaryIndicator::ALL)), 0..5),
            cents in 0..10_i64.pow(14),
        ) {
            let indicators = goals.into_iter().map(|(goal, secondary)| {
                Indicator::new("指标", goal, Weight::whole(20)).below(secondary)
            });
            let figure = cn_budget::Figure::new(cents, 2, Unit::Yuan).unwrap();
            let target = PerformanceTarget {
                project: "项目".into(),
                total: Some(figure),
                sources: vec![(ProjectSource::Fiscal, figure)],
                indicators: indicators.collect(),
                ..Default::default()
            };
            let (targets, findings) = performance::read(&document([RawTarget::from(&target)]));
            prop_assert_eq!(targets, vec![target]);
            prop_assert_eq!(findings, vec![]);
        }

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
}
