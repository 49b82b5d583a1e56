//! Self-evaluations scored: by the notice, by a caller's rules, and the properties of any score.

use cn_budget::{
    ErrorKind, Lang, RawDisclosure, Stage, Unit,
    num::RoundingMode,
    performance::{
        self, Achievement, Bands, Equality, Evaluation, Excess, Execution, Goal, Grade, Grades,
        Indicator, Outcome, PerformanceTarget, PrimaryIndicator, ProjectSource, Reason,
        ScoringError, ScoringRules, SecondaryIndicator, Surplus, Unscored, Weight,
    },
    raw::RawTarget,
};

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

fn spent(percent: i64) -> Execution {
    let yuan = |yuan| cn_budget::Amount::from_yuan(yuan).unwrap();
    Execution::new(yuan(100), yuan(percent)).unwrap()
}

fn evaluate(goals: [(&str, &str); 3], rules: &ScoringRules) -> Evaluation {
    target(goals).evaluate(Some(spent(100)), rules).unwrap()
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
    scores("≤-5%", "-4%", "48", Reason::Beyond);
    scores("≤-5%", "-6%", "60", Reason::Met);
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

/// What published self-evaluations print, computed again.
#[test]
fn published_scores() {
    let indicator = |goal: &str, actual: &str, weight| {
        Indicator::new("指标", goal.parse().unwrap(), Weight::whole(weight))
            .reached(actual.parse().unwrap())
    };
    let evaluate = |indicators: Vec<Indicator>, budget: &str, spent: &str| {
        let execution_weight = Some(Weight::whole(10));
        let target = PerformanceTarget { execution_weight, indicators, ..Default::default() };
        let execution = Execution::new(budget.parse().unwrap(), spent.parse().unwrap()).unwrap();
        let evaluation = target.evaluate(Some(execution), &ScoringRules::new()).unwrap();
        let rate = evaluation.execution().unwrap().score().unwrap();
        (rate.to_string(), evaluation.total().unwrap().to_string())
    };
    // 上海市普陀区体育事业管理中心 2022: 普陀体育中心与委托运营方结算费用.
    let shanghai = vec![
        indicator("=100%", "100%", 10),
        indicator("=100%", "100%", 20),
        indicator("及时", "及时", 20),
        indicator("=100%", "100%", 30),
        indicator(">=90%", "100%", 10),
    ];
    let (rate, total) = evaluate(shanghai.clone(), "250000.00元", "215457.6元");
    assert_eq!((rate.as_str(), total.as_str()), ("8.62", "98.62"));
    // The same body, 援滇对口支援及结对帮扶经费: the rate of 45.17 %.
    assert_eq!(evaluate(shanghai, "20000.00元", "9034元").0, "4.52");
    // 池州市贵池区棠溪镇 2022: 委托业务项目.
    let anhui = vec![
        indicator("≥50个", "50", 8),
        indicator("≥100百分比", "100", 8),
        indicator("严格执行相关制度规定", "达成预期指标", 8),
        indicator("在项目计划完成时间内完成", "达成预期指标", 8),
        indicator("≤90万元", "90", 8),
        indicator("符合相关规定", "达成预期指标", 10),
        indicator("效果明显", "达成预期指标", 30),
        indicator("≥90%", "90%", 10),
    ];
    assert_eq!(evaluate(anhui, "90万元", "90万元").1, "100");
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
    for (actual, score, reason) in
        [("90%", "54", Reason::Short), ("100%", "60", Reason::Met), ("110%", "54", Reason::Beyond)]
    {
        assert_eq!(score_by("＝100%", actual, &exact), (score.into(), reason));
    }
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
    let evaluation = target(goals).evaluate(Some(spent(97)), &rules).unwrap();
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
    assert_eq!(alone.evaluate(Some(spent(50)), &rules).unwrap().total().unwrap().to_string(), "95");
    alone.indicators[0].weight = Some(Weight::whole(70));
    assert_eq!(alone.evaluate(None, &rules).unwrap().total().unwrap().to_string(), "100");
    alone.indicators[0].weight = Some(Weight::whole(71));
    let error = alone.evaluate(None, &rules).unwrap_err();
    assert_eq!(error, ScoringError::WeightsTotal { total: 101.into() });
    assert_eq!(error.message().zh, "权重合计为 101，不是 100");
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
#[test]
fn targets_rules_and_evaluations_travel() {
    let targets = [target([("＝31个", "29个"), ("效果明显", "部分达成"), ("80~90%", "")])];
    let text = serde_json::to_string(&targets).unwrap();
    assert_eq!(serde_json::from_str::<[PerformanceTarget; 1]>(&text).unwrap(), targets);

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
                target.evaluate(Some(super::spent(spent)), &rules).unwrap().total().unwrap()
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
            let mut raw = RawDisclosure::new(2026, Stage::Budget);
            raw.performance.push(RawTarget::from(&target));
            let (targets, findings) = performance::read(&raw);
            prop_assert_eq!(targets, vec![target]);
            prop_assert_eq!(findings, vec![]);
        }
    }
}

#[test]
fn grades_are_read_as_printed() {
    for (label, grade) in [
        ("优秀", Grade::Excellent),
        ("优", Grade::Excellent),
        ("良好", Grade::Good),
        ("合格", Grade::Fair),
        ("不合格", Grade::Poor),
    ] {
        assert_eq!(Grade::from_label(label), Some(grade), "{label}");
    }
    assert_eq!(Grade::from_label("一般"), None);
}

#[test]
fn execution_tells_its_rate_and_is_met_at_100_percent() {
    let goals = [("1", "1"), ("1", "1"), ("1", "1")];
    for (percent, rate, score, reason) in [
        (97, "97/100", "9.7", Reason::Short),
        (100, "1", "10", Reason::Met),
        (103, "103/100", "10", Reason::Met),
        (0, "0", "0", Reason::Short),
    ] {
        let evaluation =
            target(goals).evaluate(Some(spent(percent)), &ScoringRules::new()).unwrap();
        let execution = evaluation.execution().unwrap();
        assert_eq!(execution.score().unwrap().to_string(), score);
        let Outcome::Scored { attainment, reason: told, .. } = execution.outcome else {
            panic!("unscored")
        };
        assert_eq!((attainment.unwrap().to_string().as_str(), told), (rate, reason));
    }
}

#[test]
fn what_carries_no_weight_is_not_missed() {
    let mut alone = target([("1", "1"), ("1", "1"), ("1", "1")]);
    alone.execution_weight = None;
    alone.indicators[0].weight = Some(Weight::whole(70));
    // One more that is merely told, without a weight and without a result.
    alone.indicators.push(Indicator { name: "另".into(), ..Indicator::default() });
    let evaluation = alone.evaluate(None, &ScoringRules::new()).unwrap();
    assert!(evaluation.execution().is_none());
    assert_eq!(evaluation.items().count(), 4);
    assert_eq!(evaluation.total(), Some(100.into()));
}

#[test]
fn a_caller_sets_the_weight_of_execution_and_the_grades() {
    let mut open = target([("2", "1"), ("1", "1"), ("1", "1")]);
    open.execution_weight = None;
    open.indicators[0].weight = Some(Weight::whole(50));
    // 50 + 20 + 10 leave 20, not the notice's 10.
    assert!(open.evaluate(Some(spent(50)), &ScoringRules::new()).is_err());
    let rules = ScoringRules::new().execution_weight(Weight::whole(20));
    let evaluation = open.evaluate(Some(spent(50)), &rules).unwrap();
    assert_eq!(evaluation.execution().unwrap().weight, Weight::whole(20));
    assert_eq!((evaluation.total(), evaluation.grade()), (Some(65.into()), Some(Grade::Fair)));
    let grades = Grades::new(60.into(), 50.into(), 40.into()).unwrap();
    let evaluation = open.evaluate(Some(spent(50)), &rules.grades(grades)).unwrap();
    assert_eq!(evaluation.grade(), Some(Grade::Excellent));
}

#[test]
fn rounded_weights_may_miss_100_by_their_rounding_alone() {
    let thirds = |weight: &str| {
        let indicator = || {
            Indicator::new("指标", "1".parse().unwrap(), weight.parse().unwrap())
                .reached("1".parse().unwrap())
        };
        let indicators = vec![indicator(), indicator(), indicator()];
        PerformanceTarget { indicators, ..Default::default() }
            .evaluate(None, &ScoringRules::new())
            .map(|evaluation| evaluation.total().unwrap().to_string())
    };
    assert_eq!(thirds("33.33"), Ok("99.99".into()));
    // Each is at most 0.005 from what it was, three of them 0.015.
    let total = |text: &str| Err(ScoringError::WeightsTotal { total: text.parse().unwrap() });
    assert_eq!(thirds("33.32"), total("99.96"));
    assert_eq!(thirds("33.35"), total("100.05"));
    assert_eq!(thirds("33.3"), total("99.9"));
}

#[test]
fn an_indicator_stands_below_both_its_levels() {
    let indicator = Indicator::new("群众知晓率", "≥90%".parse().unwrap(), Weight::whole(30))
        .below(SecondaryIndicator::SocialBenefit);
    assert_eq!(indicator.name, "群众知晓率");
    assert_eq!(indicator.weight, Some(Weight::whole(30)));
    assert_eq!(indicator.primary, Some(PrimaryIndicator::Benefit));
    assert_eq!(indicator.secondary, Some(SecondaryIndicator::SocialBenefit));
}

#[test]
fn words_of_achievement() {
    for (label, achievement) in [
        ("未达成年度指标且效果较差", Achievement::Missed),
        ("未达成", Achievement::Missed),
        ("未完成", Achievement::Missed),
        ("没有完成", Achievement::Missed),
        ("部分达成", Achievement::Partly),
        ("部分完成", Achievement::Partly),
        ("已完成", Achievement::Achieved),
        ("达成 年度指标", Achievement::Achieved),
    ] {
        assert_eq!(Achievement::from_label(label), Some(achievement), "{label}");
    }
    assert_eq!(Achievement::from_label("较好"), None);
}
