//! Weights: execution and indicators together make 100.

use alloc::{format, vec::Vec};

use super::{field, finding, indicator_field};
use crate::finding::{Finding, FindingKind, Severity};
use crate::law::Law;
use crate::performance::{PerformanceTarget, Weight, printed};
use crate::place::Place;
use crate::raw::RawTarget;

/// The weight of execution that every form sets unless it prints another (财预〔2020〕10号: 10 %).
const USUAL_EXECUTION: u8 = 10;

pub(super) fn check(target: &PerformanceTarget, raw: &RawTarget, number: u32) -> Option<Finding> {
    let unread =
        |text: Option<&_>, weight: Option<Weight>| printed(text).is_some() && weight.is_none();
    let indicators = || target.indicators.iter().zip(&raw.indicators);
    if indicators().all(|(indicator, _)| indicator.weight.is_none())
        || unread(raw.execution_weight.as_ref(), target.execution_weight)
        || indicators().any(|(indicator, raw)| unread(raw.weight.as_ref(), indicator.weight))
    {
        return None;
    }
    let with = |execution| target.weights(execution);
    let (sum, possible) = match target.execution_weight {
        Some(weight) => (with(Some(weight)), Vec::from([with(Some(weight))])),
        None => (with(None), Vec::from([with(None), with(Some(Weight::whole(USUAL_EXECUTION)))])),
    };
    if possible.iter().any(|sum| sum.is_exact()) {
        return None;
    }
    let total = sum.total;
    let missing = indicators()
        .filter(|(indicator, _)| indicator.weight.is_none() && indicator.goal.is_some())
        .count();
    let open = missing > 0 || target.execution_weight.is_none();
    let (severity, zh, en) = if possible.iter().any(|sum| sum.is_whole()) {
        (
            Severity::Info,
            format!("权重合计为 {total}，只在舍入之内等于 100"),
            format!("the weights total {total}, 100 only within rounding"),
        )
    } else if open && total < 100.into() {
        (
            Severity::Warning,
            format!("已列权重合计为 {total}，不足 100，有权重未列"),
            format!("the weights printed total {total}, short of 100; some are not printed"),
        )
    } else {
        (
            Severity::Error,
            format!("权重合计为 {total}，不是 100"),
            format!("the weights total {total}, not 100"),
        )
    };
    let finding = finding(FindingKind::WeightsTotal, severity, places(target, number), zh, en);
    Some(Finding { law: Some(Law::Weights), ..finding })
}

/// All printed weights, that of execution first.
fn places(target: &PerformanceTarget, number: u32) -> Vec<Place> {
    let execution = target.execution_weight.map(|_| field(number, "execution_weight"));
    let indicators = target.indicators.iter().enumerate();
    let weighted = indicators.filter(|(_, indicator)| indicator.weight.is_some());
    execution
        .into_iter()
        .chain(weighted.map(|(index, _)| indicator_field(number, index, "weight")))
        .collect()
}
