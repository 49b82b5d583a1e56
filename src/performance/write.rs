//! [`PerformanceTarget`]s → the neutral form, as they would be printed.

use alloc::string::{String, ToString};

use super::{Goal, Indicator, PerformanceTarget};
use crate::num::figure::Figure;
use crate::raw::{RawIndicator, RawTarget};

impl From<&PerformanceTarget> for RawTarget {
    /// The target as it would be printed; [`read`](super::read) reads it back.
    ///
    /// ```
    /// use cn_budget::{
    ///     RawDisclosure, Stage,
    ///     performance::{self, Indicator, PerformanceTarget, SecondaryIndicator, Weight},
    /// };
    ///
    /// let indicator = Indicator::new("服务器数量", "＝31个".parse()?, Weight::whole(90))
    ///     .below(SecondaryIndicator::Quantity);
    /// let target = PerformanceTarget {
    ///     project: "电子政务保障经费".into(),
    ///     indicators: vec![indicator],
    ///     ..PerformanceTarget::default()
    /// };
    /// let mut raw = RawDisclosure::new(2026, Stage::Budget);
    /// raw.performance.push((&target).into());
    /// assert_eq!(performance::read(&raw), (vec![target], vec![]));
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    fn from(target: &PerformanceTarget) -> Self {
        let sources = target.sources.iter().map(|(source, figure)| (source.to_string(), figure));
        let phases = target.phases.iter().map(|(label, figure)| (label.clone(), figure));
        Self {
            project: target.project.clone(),
            department: target.department.clone(),
            activity: target.activity.clone(),
            objective: target.objective.clone(),
            unit: target.total.map(|total| total.unit().to_string()),
            total: target.total.map(Figure::to_text_with_unit),
            sources: sources
                .chain(phases)
                .map(|(label, figure)| (label, figure.to_text_with_unit()))
                .collect(),
            execution_weight: target.execution_weight.map(|weight| weight.to_string()),
            budget: target.evaluation.budget.map(Figure::to_text_with_unit),
            executed: target.evaluation.executed.map(Figure::to_text_with_unit),
            rate: target.evaluation.rate.map(|rate| rate.to_string()),
            score: target.evaluation.score.map(|score| score.to_string()),
            total_score: target.evaluation.total_score.map(|score| score.to_string()),
            indicators: target.indicators.iter().map(RawIndicator::from).collect(),
        }
    }
}

impl From<&Indicator> for RawIndicator {
    fn from(indicator: &Indicator) -> Self {
        let (nature, target, measure) = match &indicator.goal {
            Some(goal) => columns(goal),
            None => (None, None, None),
        };
        Self {
            level1: indicator.primary.map(|primary| primary.to_string()),
            level2: indicator.secondary.map(|secondary| secondary.to_string()),
            level3: Some(indicator.name.clone()).filter(|name| !name.is_empty()),
            nature,
            reference: indicator.reference.clone(),
            target,
            measure,
            weight: indicator.weight.map(|weight| weight.to_string()),
            note: indicator.note.clone(),
            actual: indicator.actual.as_ref().map(ToString::to_string),
            score: indicator.score.map(|score| score.to_string()),
        }
    }
}

/// A goal in the three columns of the form: 指标性质, 指标值, 度量单位.
fn columns(goal: &Goal) -> (Option<String>, Option<String>, Option<String>) {
    match goal.value() {
        Some(value) => (
            Some(goal.nature().to_string()),
            Some(value.number().to_string()),
            value.measure().map(String::from),
        ),
        None => (None, Some(goal.to_string()), None),
    }
}
