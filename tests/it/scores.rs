//! What each printed target says of each printed result: `tests/data/records/scores.txt`.
//!
//! `UPDATE_RECORDS=1 cargo test --test it scores` writes it anew; the difference is for review.

use std::fmt::Write;

use cn_budget::performance::{
    Actual, Equality, Excess, Execution, Goal, Indicator, PerformanceTarget, ScoringRules, Weight,
};

use crate::common;

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

#[test]
fn targets_and_results_score_as_recorded() {
    let mut out = String::new();
    for goal in GOALS {
        let goal: Goal = goal.parse().unwrap();
        writeln!(out, "== {goal} {goal:?}").unwrap();
        for text in ACTUALS {
            let actual: Actual = text.parse().unwrap();
            for (excess, equality) in [
                (Excess::Nothing, Equality::Exact),
                (Excess::Inverse, Equality::AtLeast),
                (Excess::Linear, Equality::AtLeast),
            ] {
                let rules = ScoringRules::new().excess(excess).equality(equality);
                let indicator = Indicator::new("指标", goal.clone(), Weight::whole(90));
                let target = PerformanceTarget {
                    execution_weight: Some(Weight::whole(10)),
                    indicators: vec![indicator.reached(actual.clone())],
                    ..PerformanceTarget::default()
                };
                let spent =
                    Execution::new("100万元".parse().unwrap(), "95万元".parse().unwrap()).ok();
                let evaluation = target.evaluate(spent, &rules).unwrap();
                let scored = &evaluation.indicators()[0];
                let (score, total) = (scored.score(), evaluation.total());
                write!(out, "{text} {score:?} {:?} ", scored.outcome).unwrap();
                writeln!(out, "{total:?} {:?}", evaluation.grade()).unwrap();
            }
        }
    }
    common::record::check("scores.txt", &out);
}
