//! What each printed target says of each printed result.

use cn_budget::performance::{
    Actual, Equality, Excess, Execution, Goal, Indicator, Outcome, PerformanceTarget, ScoringRules,
    Weight,
};

use crate::common::golden;

const GOALS: [&str; 24] = [
    "≥95%",
    "≥50个",
    "≥-5%",
    "≥0",
    "＞90%",
    "＞0",
    "≤30天",
    "≤0起",
    "≤-2%",
    "＜10次",
    "＜0",
    "＝31个",
    "=100%",
    "＝0起",
    "＝-3个",
    "80~90%",
    "0~5天",
    "-5~-1%",
    "12",
    "100万元",
    "效果明显",
    "优",
    "及时",
    "2026年12月底前",
];

const ACTUALS: [&str; 26] = [
    "95%",
    "96.5%",
    "94%",
    "100%",
    "90%",
    "50个",
    "25个",
    "150个",
    "-4%",
    "-6%",
    "0",
    "0起",
    "1起",
    "30天",
    "31天",
    "40天",
    "31",
    "85%",
    "0.95",
    "1200000元",
    "优",
    "良",
    "未达成",
    "部分达成预期指标",
    "效果明显",
    "及时",
];

/// The marks out of 90 and why, or why there are none.
fn told(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Scored { score, reason, .. } => format!("{score} {reason:?}"),
        Outcome::Unscored(reason) => format!("- {reason:?}"),
    }
}

/// By target and result, under three rules: as printed, by the inverse, by proportion.
#[test]
fn targets_and_results_score_as_before() {
    let rules = [
        (Excess::Nothing, Equality::Exact),
        (Excess::Inverse, Equality::AtLeast),
        (Excess::Linear, Equality::AtLeast),
    ];
    let rules =
        rules.map(|(excess, equality)| ScoringRules::new().excess(excess).equality(equality));
    let spent = Execution::new("100万元".parse().unwrap(), "95万元".parse().unwrap()).ok();
    let mut all = serde_json::Map::new();
    for text in GOALS {
        let goal: Goal = text.parse().unwrap();
        let mut scores = serde_json::Map::new();
        for text in ACTUALS {
            let actual: Actual = text.parse().unwrap();
            let told = rules.clone().map(|rules| {
                let indicator = Indicator::new("指标", goal.clone(), Weight::whole(90));
                let target = PerformanceTarget {
                    execution_weight: Some(Weight::whole(10)),
                    indicators: vec![indicator.reached(actual.clone())],
                    ..PerformanceTarget::default()
                };
                let evaluation = target.evaluate(spent, &rules).unwrap();
                // Of the execution 95 of 100 are spent: 9.5 marks of 10.
                let sum = evaluation.indicators()[0].score().map(|score| score.to_string());
                assert_eq!(sum.is_some(), evaluation.total().is_some());
                told(&evaluation.indicators()[0].outcome)
            });
            let told = if told.iter().all(|one| *one == told[0]) {
                told[0].clone()
            } else {
                told.join(" | ")
            };
            scores.insert(text.into(), told.into());
        }
        all.insert(text.into(), scores.into());
    }
    golden::check("scores", &all.into());
}
