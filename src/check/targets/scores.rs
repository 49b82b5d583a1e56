//! Scores of a self-evaluation (绩效自评得分), computed again: the rate from the money, the marks
//! from goals and actual values, the total from the marks.
//!
//! | severity | when |
//! |---|---|
//! | error | arithmetic: a rate that its two amounts do not give, marks above their weight, a total that is not the sum of its marks |
//! | warning | the rules give other marks: those of the caller, else 财预〔2020〕10号 in any of its usual readings |
//! | info | so, but the form states a rule of its own beside the indicator |

use alloc::{format, string::String, vec::Vec};

use super::{field, finding, indicator_field};
use crate::finding::{Finding, FindingKind, Severity};
use crate::lang::Lang;
use crate::num::figure::{Interval, Rounding};
use crate::num::ratio::Ratio;
use crate::performance::{
    Given, Indicator, Mark, Number, PerformanceTarget, Reason, ScoringRules, Weight,
};
use crate::place::Place;

pub(super) fn check(
    target: &PerformanceTarget,
    number: u32,
    rules: Option<&ScoringRules>,
    rounding: Rounding,
) -> Vec<Finding> {
    let rules = match rules {
        Some(rules) => [rules.clone()].into(),
        None => ScoringRules::readings().collect(),
    };
    let sheet = Sheet { target, number, rules, rounding };
    let mut findings = Vec::new();
    findings.extend(sheet.rate());
    findings.extend(sheet.execution());
    for (index, indicator) in target.indicators.iter().enumerate() {
        findings.extend(sheet.indicator(index, indicator));
    }
    findings.extend(sheet.total());
    findings
}

/// A self-evaluation with the rules that it may follow.
struct Sheet<'a> {
    target: &'a PerformanceTarget,
    number: u32,
    rules: Vec<ScoringRules>,
    rounding: Rounding,
}

impl Sheet<'_> {
    fn field(&self, name: &'static str) -> Place {
        field(self.number, name)
    }

    fn mismatch(
        severity: Severity,
        places: Vec<Place>,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Finding {
        finding(FindingKind::ScoreMismatch, severity, places, zh, en)
    }

    /// The least and the largest rate that budget and spending give.
    fn rate_of_money(&self) -> Option<(Ratio, Ratio)> {
        let printed = &self.target.evaluation;
        let budget = printed.budget?.interval(self.rounding);
        let spent = printed.executed?.interval(self.rounding);
        rate_between(budget, spent)
    }

    /// The rate printed against the rate of the money.
    fn rate(&self) -> Option<Finding> {
        let printed = &self.target.evaluation;
        let (rate, (low, high)) = (printed.rate?, self.rate_of_money()?);
        if readings(rate).any(|(least, most)| least <= high && low <= most) {
            return None;
        }
        let right = if rate.is_percentage() || rate.number() > Number::from(1) { 100 } else { 1 };
        let exact = printed.execution()?.rate();
        let exact = Ratio::new(exact.numerator().checked_mul(right)?, exact.denominator())?;
        let right = rate.printing(exact)?;
        let (budget, executed) = (printed.budget?, printed.executed?);
        let sum = format!("{} ÷ {}", executed.to_text_with_unit(), budget.to_text_with_unit());
        Some(Self::mismatch(
            Severity::Error,
            ["rate", "executed", "budget"].map(|name| self.field(name)).into(),
            format!("执行率 {rate} 不符：{sum} = {right}"),
            format!("the rate of execution {rate} is not {sum} = {right}"),
        ))
    }

    /// The marks for the execution of the budget.
    fn execution(&self) -> Option<Finding> {
        let printed = &self.target.evaluation;
        let score = printed.score?;
        let weight = self.target.execution_weight.or_else(|| self.implied_weight())?;
        let place = self.field("score");
        if let Some(beyond) = above(score, weight, place) {
            return Some(beyond);
        }
        let by_rate = printed.rate.into_iter().flat_map(readings);
        let rates = self.rate_of_money().into_iter().chain(by_rate);
        let given: Vec<Given> =
            rates.filter_map(|(low, high)| Given::for_execution(weight, low, high)).collect();
        let places = [place, self.field("rate"), self.field("executed"), self.field("budget")];
        against(score, weight, &given, "预算执行", "execution of the budget", places.into())
    }

    /// The weight that the rules give to execution where the form prints none.
    fn implied_weight(&self) -> Option<Weight> {
        let rules = self.rules.first()?;
        self.target.weight_of_execution(rules).ok().filter(|&weight| weight > Weight::ZERO)
    }

    fn indicator(&self, index: usize, indicator: &Indicator) -> Option<Finding> {
        let (score, weight) = (indicator.score?, indicator.weight?);
        let place = |name| indicator_field(self.number, index, name);
        if let Some(beyond) = above(score, weight, place("score")) {
            return Some(beyond);
        }
        let given: Vec<Given> =
            self.rules.iter().filter_map(|rules| indicator.given(rules)).collect();
        let places = [place("score"), place("actual"), place("target"), place("weight")];
        let name = &indicator.name;
        let found = against(score, weight, &given, name, name, places.into())?;
        let own_rule = indicator.note.as_ref().is_some_and(|note| states_a_rule(note));
        Some(if own_rule { Finding { severity: Severity::Info, ..found } } else { found })
    }

    /// The total against the sum of the marks, where all of them are printed.
    fn total(&self) -> Option<Finding> {
        let total = self.target.evaluation.total_score?;
        let weighs = |weight: Option<Weight>| weight.is_none_or(|weight| weight > Weight::ZERO);
        let mut marks = Vec::new();
        match (self.target.evaluation.score, self.target.execution_weight) {
            (Some(score), _) => marks.push((self.field("score"), score)),
            (None, Some(Weight::ZERO)) => {}
            // The rest may be that of an execution whose marks are not printed.
            (None, None) if self.implied_weight().is_none() && self.weights_are_whole() => {}
            (None, _) => return None,
        }
        for (index, indicator) in self.target.indicators.iter().enumerate() {
            match indicator.score {
                Some(score) => {
                    marks.push((indicator_field(self.number, index, "score"), score));
                }
                None if weighs(indicator.weight) => return None,
                None => {}
            }
        }
        let (places, marks): (Vec<Place>, Vec<Mark>) = marks.into_iter().unzip();
        let sum =
            marks.iter().try_fold(Number::ZERO, |sum, mark| sum.checked_add(mark.number()))?;
        let (low, high) = sum_range(sum, &marks)?;
        let (least, most) = total.range();
        if marks.is_empty() || least <= high && low <= most {
            return None;
        }
        let places = core::iter::once(self.field("total_score")).chain(places).collect();
        Some(Self::mismatch(
            Severity::Error,
            places,
            format!("总分 {total} 不等于各项得分之和 {sum}"),
            format!("the total score of {total} is not the sum of the marks, {sum}"),
        ))
    }

    fn weights_are_whole(&self) -> bool {
        self.target.weights(None).is_whole()
    }
}

/// The rates of spending over budget, `None` where the budget may be nil.
fn rate_between(budget: Interval, spent: Interval) -> Option<(Ratio, Ratio)> {
    let rate = |spent: crate::num::figure::Quantity, budget: crate::num::figure::Quantity| {
        Ratio::new(spent.nano(), budget.nano()).filter(|_| budget.nano() > 0)
    };
    Some((rate(spent.low(), budget.high())?, rate(spent.high(), budget.low())?))
}

/// The shares that a printed rate may mean: 99.43 without a sign is 99.43 %, 0.9943 may be a share.
fn readings(rate: Mark) -> impl Iterator<Item = (Ratio, Ratio)> {
    let (low, high) = rate.range();
    let hundredth = |ratio: Ratio| {
        let denominator = ratio.denominator().checked_mul(100);
        denominator.and_then(|denominator| Ratio::new(ratio.numerator(), denominator))
    };
    let percent = hundredth(low).zip(hundredth(high));
    let share = Some((low, high)).filter(|_| !rate.is_percentage() && low <= Ratio::from(1));
    percent.into_iter().chain(share)
}

/// Marks above their weight, or below nought.
fn above(score: Mark, weight: Weight, place: Place) -> Option<Finding> {
    let fits = Number::ZERO <= score.number() && score.number() <= weight.percent();
    (!fits).then(|| {
        Sheet::mismatch(
            Severity::Error,
            [place].into(),
            format!("得分 {score} 不在 0 至分值 {weight} 之间"),
            format!("the marks of {score} are not from 0 to the weight of {weight}"),
        )
    })
}

/// Printed marks against what the rules give in any of their readings.
fn against(
    score: Mark,
    weight: Weight,
    given: &[Given],
    zh: &str,
    en: &str,
    places: Vec<Place>,
) -> Option<Finding> {
    let (least, most) = score.range();
    if given.iter().any(|given| least <= given.high && given.low <= most) {
        return None;
    }
    let Given { low, high, reason } = *given.first()?;
    let right = match (score.printing(low)?, score.printing(high)?) {
        (low, high) if low == high || reason == Reason::Short || reason == Reason::Met => {
            format!("{high}")
        }
        (low, high) => format!("{low}～{high}"),
    };
    let why = |lang| reason.name(lang);
    Some(Sheet::mismatch(
        Severity::Warning,
        places,
        format!("“{zh}”得分 {score}，按规则应为 {right}（分值 {weight}；{}）", why(Lang::Zh)),
        format!(
            "the marks of {en:?} are {score}, the rules give {right} of {weight} ({})",
            why(Lang::En)
        ),
    ))
}

/// Whether a remark states how this indicator is scored.
fn states_a_rule(note: &str) -> bool {
    ["扣", "得分", "计分", "记分", "评分", "满分"].iter().any(|word| note.contains(word))
}

/// What the exact marks may add up to. Marks of two decimals or more are rounded; others are what
/// was given.
fn sum_range(sum: Number, marks: &[Mark]) -> Option<(Ratio, Ratio)> {
    let sum = sum.ratio();
    let rounded = marks.iter().filter(|mark| mark.decimals() >= 2);
    let slack: i128 = rounded.map(|mark| 10_i128.pow(6 - u32::from(mark.decimals())) / 2).sum();
    let moved = |by: i128| {
        let step = sum.denominator().checked_mul(by)?;
        let numerator = sum.numerator().checked_mul(1_000_000)?.checked_add(step)?;
        Ratio::new(numerator, sum.denominator().checked_mul(1_000_000)?)
    };
    Some((moved(-slack)?, moved(slack)?))
}
