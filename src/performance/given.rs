//! What the rules give: the least and the most marks that a self-evaluation may print.

use super::{
    Actual, Equality, Excess, Goal, Indicator, Number, Reason, ScoringRules, Weight,
    rules::range_of,
    worth::{self, Worth},
};
use crate::num::ratio::Ratio;

/// The marks that the rules give, from the least to the most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) low: Ratio,
    pub(crate) high: Ratio,
    pub(crate) reason: Reason,
}

impl Given {
    /// So large a share of a weight.
    fn shares(weight: Weight, low: Ratio, high: Ratio, reason: Reason) -> Option<Self> {
        Some(Self { low: part(weight, low)?, high: part(weight, high)?, reason })
    }

    /// The marks for a rate of execution between two bounds: 10 points × the rate, at most all.
    pub(crate) fn for_execution(weight: Weight, low: Ratio, high: Ratio) -> Option<Self> {
        let whole = Ratio::from(1);
        let reason = if high < whole { Reason::Short } else { Reason::Met };
        Self::shares(weight, low.min(whole), high.min(whole), reason)
    }
}

/// `share` of a weight, exact.
fn part(weight: Weight, share: Ratio) -> Option<Ratio> {
    let numerator = weight.percent().micro().checked_mul(share.numerator())?;
    Ratio::new(numerator, share.denominator().checked_mul(1_000_000)?)
}

impl Indicator {
    /// The marks that the rules give; `None` where they leave it to the evaluator: no weight, no
    /// goal, a goal surpassed by far, or words that do not say how far it was reached.
    pub(crate) fn given(&self, rules: &ScoringRules) -> Option<Given> {
        let (weight, goal, actual) = (self.weight?, self.goal.as_ref()?, self.actual.as_ref()?);
        let Worth { share, reason, .. } = worth::of(goal, actual, rules).ok()?;
        // A grade is a judgement already, and far above the target the notice leaves it to one.
        let judged = matches!(goal, Goal::Rating(_))
            || matches!(actual, Actual::Rating(_))
            || matches!(reason, Reason::WellAbove | Reason::Deducted);
        if judged {
            return None;
        }
        let (low, high) = match (goal, reason) {
            (Goal::Text(_), Reason::Achievement(achievement)) => {
                let bounds = [0, 60, 80, 100].map(|percent| Ratio::new(percent, 100));
                let [nothing, partly, most, all] = bounds.map(|bound| bound.unwrap_or(share));
                match range_of(rules.bands.mark(achievement)) {
                    super::Achievement::Missed => (nothing, partly),
                    super::Achievement::Partly => (partly, most),
                    super::Achievement::Achieved => (most, all),
                }
            }
            _ => (share, share),
        };
        Given::shares(weight, low, high, reason)
    }
}

impl ScoringRules {
    /// The notice's rules with every usual reading of what it leaves open: what a maximum that is
    /// exceeded is worth, and whether more than ＝ is as good.
    pub(crate) fn readings() -> impl Iterator<Item = Self> {
        let excesses = [Excess::Inverse, Excess::Linear, Excess::Nothing];
        excesses.into_iter().flat_map(|excess| {
            [Equality::AtLeast, Equality::Exact]
                .map(|equality| Self::new().excess(excess).equality(equality))
        })
    }
}

impl Number {
    /// The number as a fraction.
    pub(crate) fn ratio(self) -> Ratio {
        Ratio::new(self.micro(), 1_000_000).unwrap_or(Ratio::from(0))
    }
}
