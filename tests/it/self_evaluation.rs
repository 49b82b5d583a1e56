//! Self-evaluations (绩效自评表): rate, marks and total are what money, targets and rules give.

use cn_budget::{
    Disclosure, FindingKind, Options, RawDisclosure, Report, Severity, Stage,
    performance::{Excess, ScoringRules},
    place::Cell,
    raw::{RawIndicator, RawTarget},
    reconcile,
};
use proptest::prelude::*;

fn some(text: impl Into<String>) -> Option<String> {
    Some(text.into()).filter(|text: &String| !text.is_empty())
}

/// An indicator: name, target, actual value, weight, marks.
fn indicator([name, target, actual, weight, score]: [&str; 5]) -> RawIndicator {
    RawIndicator {
        level1: some(if name.contains("满意") { "满意度指标" } else { "产出指标" }),
        level3: some(name),
        target: some(target),
        actual: some(actual),
        weight: some(weight),
        score: some(score),
        ..RawIndicator::default()
    }
}

/// A form of 上海市普陀区 (2022), scored to the digit: 10 × 215,457.6 ÷ 250,000 = 8.62.
fn sheet() -> RawTarget {
    RawTarget {
        project: "结算费用".into(),
        unit: some("元"),
        execution_weight: some("10"),
        budget: some("250000.00"),
        executed: some("215457.6"),
        rate: some("86.18%"),
        score: some("8.62"),
        total_score: some("98.62"),
        indicators: vec![
            indicator(["设施完好率", "=100%", "100%", "10", "10"]),
            indicator(["开放场次", "≥50场", "60场", "20", "20.00"]),
            indicator(["结算及时性", "及时", "及时", "20", "20"]),
            indicator(["验收合格率", "=100%", "100%", "30", "30"]),
            indicator(["使用者满意度", ">=90%", "100%", "10", "10"]),
        ],
        ..RawTarget::default()
    }
}

fn report_with(sheet: RawTarget, options: &Options) -> Report {
    let mut raw = RawDisclosure::new(2022, Stage::Final);
    raw.performance.push(sheet);
    reconcile(&Disclosure::read(raw), options)
}

/// Each mismatch as severity, field of its first place, and message.
fn mismatches(report: &Report) -> Vec<(Severity, String, String)> {
    let all = report.findings().iter().filter(|f| f.kind == FindingKind::ScoreMismatch);
    all.map(|finding| {
        let Cell::Target { indicator, field, .. } = report.cell(finding.places[0]) else {
            panic!("{finding:?}")
        };
        let field = indicator.map_or(field.clone(), |indicator| format!("{indicator}.{field}"));
        (finding.severity, field, finding.message.zh.clone())
    })
    .collect()
}

fn found(change: impl FnOnce(&mut RawTarget)) -> Vec<(Severity, String, String)> {
    let mut sheet = sheet();
    change(&mut sheet);
    mismatches(&report_with(sheet, &Options::new()))
}

#[track_caller]
fn finds(severity: Severity, field: &str, value: &str, change: impl FnOnce(&mut RawTarget)) {
    let found = found(change);
    let told =
        found.iter().any(|(s, f, message)| *s == severity && f == field && message.contains(value));
    assert!(told, "{severity} {field} {value}: {found:?}");
}

#[track_caller]
fn finds_nothing(change: impl FnOnce(&mut RawTarget)) {
    assert_eq!(found(change), []);
}

#[test]
fn a_form_scored_by_the_rules_has_no_mismatch() {
    finds_nothing(|_| {});
    // Less exactly printed, as a share, or cut off instead of rounded.
    finds_nothing(|sheet| {
        sheet.rate = some("86.2");
        sheet.score = some("8.6");
        sheet.total_score = some("98.6");
    });
    finds_nothing(|sheet| sheet.rate = some("0.8618"));
    finds_nothing(|sheet| {
        sheet.score = some("8.61");
        sheet.total_score = some("98.61");
    });
    // The marks may follow the printed rate, which is rounded.
    finds_nothing(|sheet| {
        sheet.rate = some("86%");
        sheet.score = some("8.60");
        sheet.total_score = some("98.60");
    });
    // What is not printed is not checked.
    finds_nothing(|sheet| (sheet.rate, sheet.score) = (None, None));
    finds_nothing(|sheet| sheet.indicators[1].score = None);
}

#[test]
fn the_rate_is_spending_over_budget() {
    finds(Severity::Error, "rate", "86.18%", |sheet| sheet.rate = some("81.68%"));
    finds(Severity::Error, "rate", "93.68%", |sheet| sheet.budget = some("230000.00"));
    finds(Severity::Error, "rate", "0.8618", |sheet| sheet.rate = some("0.8168"));
}

#[test]
fn execution_scores_its_weight_times_the_rate() {
    finds(Severity::Warning, "score", "8.62", |sheet| {
        sheet.score = some("9.62");
        sheet.total_score = some("99.62");
    });
    // More spent than budgeted is no more than all marks.
    finds_nothing(|sheet| {
        sheet.executed = some("260000");
        sheet.rate = some("104.00%");
        sheet.score = some("10.00");
        sheet.total_score = some("100.00");
    });
    finds(Severity::Error, "score", "分值", |sheet| sheet.score = some("11.62"));
}

#[test]
fn an_indicator_scores_what_the_notice_gives() {
    // Reached: all marks. Missed: in proportion, 20 × 40 ÷ 50.
    finds(Severity::Warning, "1.score", "20.00", |sheet| {
        sheet.indicators[1].score = some("18.00");
    });
    finds(Severity::Warning, "1.score", "16.00", |sheet| {
        sheet.indicators[1].actual = some("40场");
    });
    finds(Severity::Error, "1.score", "分值", |sheet| {
        sheet.indicators[1].score = some("21.00");
    });
    // Far above the target the evaluator may take marks off.
    finds_nothing(|sheet| {
        sheet.indicators[1].actual = some("90场");
        sheet.indicators[1].score = some("18");
        sheet.total_score = some("96.62");
    });
    // A description that was reached has 80 to 100 % of its marks.
    finds_nothing(|sheet| {
        sheet.indicators[2].score = some("17");
        sheet.total_score = some("95.62");
    });
    finds(Severity::Warning, "2.score", "16～20", |sheet| {
        sheet.indicators[2].score = some("12");
        sheet.total_score = some("90.62");
    });
    // A rule of the form's own, stated beside the indicator.
    finds(Severity::Info, "1.score", "20.00", |sheet| {
        sheet.indicators[1].note = some("每少一场扣1分，未按期另扣2分");
        sheet.indicators[1].score = some("18.00");
        sheet.total_score = some("96.62");
    });
}

#[test]
fn a_maximum_may_be_exceeded_in_several_ways_unless_the_caller_says_how() {
    let exceeded = |score: &str, total: &str| {
        let mut sheet = sheet();
        sheet.indicators[1] = indicator(["工期", "≤100天", "125天", "20", score]);
        sheet.total_score = some(total);
        sheet
    };
    for (score, total) in [("16", "94.62"), ("15", "93.62"), ("0", "78.62")] {
        let report = report_with(exceeded(score, total), &Options::new());
        assert_eq!(mismatches(&report), [], "{score}");
    }
    let linear = Options::new().scoring(ScoringRules::new().excess(Excess::Linear));
    let found = mismatches(&report_with(exceeded("16", "94.62"), &linear));
    assert_eq!(found.len(), 1);
    assert!(found[0].2.contains("15"), "{}", found[0].2);
}

#[test]
fn the_total_is_the_sum_of_the_marks() {
    finds(Severity::Error, "total_score", "98.62", |sheet| sheet.total_score = some("96.82"));
    finds(Severity::Error, "total_score", "98.62", |sheet| sheet.total_score = some("98.82"));
}

/// A number with two decimals, 四舍五入: `numerator` ÷ `denominator`.
fn two_decimals(numerator: u64, denominator: u64) -> String {
    let hundredths = (200 * numerator + denominator) / (2 * denominator);
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

fn hundredths(text: &str) -> u64 {
    text.replace('.', "").parse().unwrap()
}

/// A form of random weights, targets and actual values, scored by the notice.
fn scored() -> impl Strategy<Value = RawTarget> {
    let item = (1_u64..500, 0_u64..=130);
    let money = (100_000_u64..100_000_000, 1_u64..=1_000);
    (proptest::collection::vec(item, 3), money).prop_map(|(items, (budget, permille))| {
        let weights = [40, 30, 20];
        let spent = budget * permille / 1_000;
        let mut total = 0;
        let score = two_decimals(10 * spent, budget);
        total += hundredths(&score);
        let mut indicators = Vec::new();
        for ((target, percent), weight) in items.into_iter().zip(weights) {
            let actual = target * percent / 100;
            let marks = two_decimals(weight * actual.min(target), target);
            total += hundredths(&marks);
            indicators.push(indicator([
                &format!("数量{weight}"),
                &format!("≥{target}个"),
                &format!("{actual}个"),
                &weight.to_string(),
                &marks,
            ]));
        }
        RawTarget {
            project: "项目".into(),
            unit: some("元"),
            execution_weight: some("10"),
            budget: some(budget.to_string()),
            executed: some(spent.to_string()),
            rate: some(two_decimals(100 * spent, budget) + "%"),
            score: some(score),
            total_score: some(two_decimals(total, 100)),
            indicators,
            ..RawTarget::default()
        }
    })
}

/// Another number in place of a printed one: one digit changed.
fn slipped(text: &str, at: usize, by: u8) -> String {
    let digits: Vec<usize> =
        text.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    // Not the last of two decimals, which rounding may move.
    let rounded = usize::from(text.contains('.'));
    let at = digits[at % (digits.len() - rounded).max(1)];
    let digit = (text.as_bytes()[at] - b'0' + 1 + by % 9) % 10;
    format!("{}{digit}{}", &text[..at], &text[at + 1..])
}

/// The numbers of a form: those of its money and marks, and four of each indicator.
fn number(sheet: &mut RawTarget, which: usize) -> &mut Option<String> {
    match which {
        0 => &mut sheet.budget,
        1 => &mut sheet.executed,
        2 => &mut sheet.rate,
        3 => &mut sheet.score,
        4 => &mut sheet.total_score,
        5 => &mut sheet.execution_weight,
        n => {
            let indicator = &mut sheet.indicators[(n - 6) / 4];
            match (n - 6) % 4 {
                0 => &mut indicator.score,
                1 => &mut indicator.weight,
                2 => &mut indicator.target,
                _ => &mut indicator.actual,
            }
        }
    }
}

fn digits(text: Option<&str>) -> u64 {
    let text = text.unwrap_or_default();
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

/// Whether a result lies so far above its target that the evaluator may take marks off.
fn is_far_above(indicator: &RawIndicator) -> bool {
    5 * digits(indicator.actual.as_deref()) > 6 * digits(indicator.target.as_deref())
}

/// The marks that an indicator earns, and the rate of the money, as they would be printed.
fn due(sheet: &RawTarget) -> Vec<String> {
    let marks = sheet.indicators.iter().map(|indicator| {
        let (target, actual) =
            (digits(indicator.target.as_deref()), digits(indicator.actual.as_deref()));
        if target == 0 {
            return String::new();
        }
        two_decimals(digits(indicator.weight.as_deref()) * actual.min(target), target)
    });
    let (budget, executed) = (digits(sheet.budget.as_deref()), digits(sheet.executed.as_deref()));
    let rate = if budget == 0 { String::new() } else { two_decimals(100 * executed, budget) };
    marks.chain([rate]).collect()
}

/// Whether a number lies two last places off or more.
fn is_moved(now: &[String], before: &[String]) -> bool {
    now.iter().zip(before).any(|(now, before)| {
        now.is_empty() != before.is_empty()
            || !now.is_empty() && digits(Some(now)).abs_diff(digits(Some(before))) > 1
    })
}

/// All findings about the numbers of a form.
fn told(sheet: RawTarget) -> usize {
    let report = report_with(sheet, &Options::new());
    let kinds = [FindingKind::ScoreMismatch, FindingKind::WeightsTotal];
    report.findings().iter().filter(|finding| kinds.contains(&finding.kind)).count()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    /// Of a project or of a whole body, whatever number is changed.
    #[test]
    fn one_changed_number_of_a_form_is_found(
        sheet in scored(), whole in any::<bool>(), which in 0_usize..18, at in 0_usize..8, by in 0_u8..9,
    ) {
        let project = if whole { "部门整体支出绩效自评表" } else { "某项目" };
        let sheet = RawTarget { project: project.into(), ..sheet };
        prop_assert_eq!(told(sheet.clone()), 0);
        let mut changed = sheet.clone();
        let field = number(&mut changed, which);
        let text = field.take().unwrap();
        *field = Some(slipped(&text, at, by));
        // Money, targets and results whose change moves a printed number by one last place at most
        // leave a form right that was rounded, or cut off.
        let of_a_result = which < 2 || which > 5 && (which - 6) % 4 > 1;
        prop_assume!(!of_a_result || is_moved(&due(&changed), &due(&sheet)));
        let result = which.checked_sub(6).map(|n| &changed.indicators[n / 4]);
        prop_assume!(!of_a_result || !result.is_some_and(is_far_above));
        prop_assert!(told(changed) > 0, "{} in place of {text}", slipped(&text, at, by));
    }
}
