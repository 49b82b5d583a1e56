//! What an actual value is worth against its goal: the exact share of the indicator's marks.

use core::cmp::Ordering;

use super::{
    Achievement, Actual, Equality, Excess, Goal, IndicatorValue, Number, Rating, Reason,
    ScoringRules, Surplus, Unscored, Weight, rules::range_of,
};
use crate::num::ratio::Ratio;
use crate::text;

/// The share of the marks, between 0 and 1, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Worth {
    pub(super) attainment: Option<Ratio>,
    pub(super) share: Ratio,
    pub(super) reason: Reason,
}

impl Worth {
    /// `numerator` / `denominator` of the marks, cut to what lies between nothing and all.
    pub(super) fn part(numerator: i128, denominator: i128, reason: Reason) -> Self {
        let share = Ratio::new(numerator.max(0), denominator).unwrap_or(Ratio::from(0));
        Self { attainment: None, share: share.min(Ratio::from(1)), reason }
    }

    fn all(reason: Reason) -> Self {
        Self::part(1, 1, reason)
    }

    fn nothing(reason: Reason) -> Self {
        Self::part(0, 1, reason)
    }
}

/// What `actual` is worth against `goal`.
pub(super) fn of(goal: &Goal, actual: &Actual, rules: &ScoringRules) -> Result<Worth, Unscored> {
    match (goal, actual) {
        (Goal::Text(_) | Goal::Rating(_), _) => qualitative(goal, actual, rules),
        (_, Actual::Achievement(Achievement::Achieved)) => {
            Ok(Worth::all(Reason::Achievement(Achievement::Achieved)))
        }
        (_, Actual::Value(actual)) => quantitative(goal, actual, rules),
        _ => Err(Unscored::NotANumber),
    }
}

fn quantitative(
    goal: &Goal,
    actual: &IndicatorValue,
    rules: &ScoringRules,
) -> Result<Worth, Unscored> {
    if let Goal::Within(range) = goal {
        let number = actual.in_measure_of(range.low()).ok_or(Unscored::OtherMeasure)?;
        return Ok(match number {
            number if number < range.low().number() => short_of(number, range.low().number()),
            number if number > range.high() => beyond(number, range.high(), rules),
            _ => Worth::all(Reason::Met),
        });
    }
    let target = goal.value().ok_or(Unscored::NotANumber)?;
    let number = actual.in_measure_of(target).ok_or(Unscored::OtherMeasure)?;
    let target = target.number();
    let worth = match goal {
        Goal::AtMost(_) if number <= target => Worth::all(Reason::Met),
        Goal::LessThan(_) if number < target => Worth::all(Reason::Met),
        Goal::AtMost(_) | Goal::LessThan(_) => beyond(number, target, rules),
        Goal::MoreThan(_) if number <= target => short_of(number, target),
        Goal::Equal(_) if exact(target, rules) => deviating(number, target),
        _ if number < target => short_of(number, target),
        _ => above(number, target, rules),
    };
    Ok(Worth { attainment: Ratio::new(number.micro(), target.micro()), ..worth })
}

/// Whether ＝ this target is missed from above as well: by the rules, or because no proportion
/// to the target exists.
fn exact(target: Number, rules: &ScoringRules) -> bool {
    rules.equal == Equality::Exact || target <= Number::ZERO
}

/// A minimum that is missed: by the distance to it, which above zero is in proportion to it.
fn short_of(actual: Number, target: Number) -> Worth {
    by_distance(actual, target, Reason::Short)
}

/// A maximum that is exceeded: as the rules say; a maximum below zero by the distance to it.
fn beyond(actual: Number, target: Number, rules: &ScoringRules) -> Worth {
    match rules.excess {
        Excess::Nothing => Worth::nothing(Reason::Beyond),
        Excess::Inverse if target > Number::ZERO => {
            Worth::part(target.micro(), actual.micro(), Reason::Beyond)
        }
        Excess::Inverse | Excess::Linear => by_distance(actual, target, Reason::Beyond),
    }
}

fn deviating(actual: Number, target: Number) -> Worth {
    match actual.cmp(&target) {
        Ordering::Less => by_distance(actual, target, Reason::Short),
        Ordering::Equal => Worth::all(Reason::Met),
        Ordering::Greater => by_distance(actual, target, Reason::Beyond),
    }
}

/// 1 − |actual − target| ÷ |target|; nothing where the target is nought.
fn by_distance(actual: Number, target: Number, reason: Reason) -> Worth {
    let (actual, target) = (actual.micro(), target.micro());
    match target.abs() {
        0 => Worth::nothing(reason),
        whole => Worth::part(whole - (actual - target).abs(), whole, reason),
    }
}

/// A minimum that is met: all of the marks, unless it is surpassed by far and that costs marks.
fn above(actual: Number, target: Number, rules: &ScoringRules) -> Worth {
    /// 100 % in ten-thousandths of a percent, in which weights are whole.
    const WHOLE: i128 = 1_000_000;
    let (Surplus::Remark(limit) | Surplus::Deduct(limit)) = rules.surplus;
    let (actual, target) = (actual.micro(), target.micro());
    let limit = limit.percent().micro() / 100;
    if target <= 0 || (actual - target) * WHOLE <= target * limit {
        return Worth::all(Reason::Met);
    }
    match rules.surplus {
        Surplus::Remark(_) => Worth::all(Reason::WellAbove),
        Surplus::Deduct(_) => Worth::part(
            (2 * target - actual) * WHOLE + target * limit,
            target * WHOLE,
            Reason::Deducted,
        ),
    }
}

fn qualitative(goal: &Goal, actual: &Actual, rules: &ScoringRules) -> Result<Worth, Unscored> {
    let achievement = match (goal, actual) {
        (_, &Actual::Achievement(achievement)) => achievement,
        (_, Actual::Value(value)) => {
            let mark = match value.measure() {
                None | Some("%" | "分") => Weight::new(value.number()).ok(),
                Some(_) => None,
            };
            let mark = mark.ok_or(Unscored::NotAMark)?;
            return Ok(of_mark(mark, Reason::Assessed(range_of(mark))));
        }
        (Goal::Rating(target), &Actual::Rating(rating)) => achieved_rating(rating, *target),
        (_, &Actual::Rating(rating)) => achieved_rating(rating, Rating::Good),
        (Goal::Text(target), Actual::Text(text)) if text::fold(target) == text::fold(text) => {
            Achievement::Achieved
        }
        _ => return Err(Unscored::NotUnderstood),
    };
    Ok(of_mark(rules.bands.mark(achievement), Reason::Achievement(achievement)))
}

fn of_mark(mark: Weight, reason: Reason) -> Worth {
    Worth::part(mark.percent().micro(), Number::from(100).micro(), reason)
}

/// A grade achieves a target grade, one grade below it in part, any lower one not.
fn achieved_rating(rating: Rating, target: Rating) -> Achievement {
    match (rating as u8, target as u8) {
        (rating, target) if rating >= target => Achievement::Achieved,
        (rating, target) if rating + 1 == target => Achievement::Partly,
        _ => Achievement::Missed,
    }
}
