//! The weights of a target: execution and indicators together make 100.

use super::{Number, PerformanceTarget, Weight};

/// What the weights of a target add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Weights {
    /// The sum.
    pub(crate) total: Number,
    /// How far rounding can have moved it, in millionths.
    slack: i128,
}

impl Weights {
    /// Whether they make 100, rounding aside.
    pub(crate) fn is_whole(self) -> bool {
        (self.total.micro() - Number::from(100).micro()).abs() <= self.slack
    }

    /// Whether they make 100 as they stand.
    pub(crate) fn is_exact(self) -> bool {
        self.total == Number::from(100)
    }
}

impl PerformanceTarget {
    /// The sum of the indicators' weights and this weight of execution.
    ///
    /// A weight of two decimals or more (33.33, 16.67) is a rounded share; others are what was set.
    pub(crate) fn weights(&self, execution: Option<Weight>) -> Weights {
        let weights = self.indicators.iter().filter_map(|indicator| indicator.weight);
        let mut sum = Weights { total: Number::ZERO, slack: 0 };
        for weight in weights.chain(execution) {
            let percent = weight.percent();
            sum.total = sum.total.checked_add(percent).unwrap_or(sum.total);
            if percent.decimals() >= 2 {
                sum.slack += 10_i128.pow(6 - u32::from(percent.decimals())) / 2;
            }
        }
        sum
    }
}
