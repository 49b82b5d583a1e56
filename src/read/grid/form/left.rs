//! What a form prints and no target holds.

use alloc::{collections::BTreeSet, vec::Vec};

use crate::raw::RawTarget;
use crate::read::grid::cells::Sheet;
use crate::read::grid::shape;

/// The amounts of a form that no field of its targets holds.
pub(super) fn out<'a>(sheet: &'a Sheet, targets: &[RawTarget]) -> Vec<&'a str> {
    let held: BTreeSet<&str> = targets.iter().flat_map(texts).collect();
    let amounts = sheet.cells().iter().map(|cell| cell.text.as_str());
    let plain = |text: &&str| shape::amount(text).is_some_and(|amount| amount.plain);
    amounts.filter(plain).filter(|text| !held.contains(text)).collect()
}

/// The texts of a target.
fn texts(target: &RawTarget) -> Vec<&str> {
    let of_target = [
        &target.department,
        &target.activity,
        &target.objective,
        &target.total,
        &target.execution_weight,
        &target.budget,
        &target.executed,
        &target.rate,
        &target.score,
        &target.total_score,
    ];
    let mut texts: Vec<&str> = of_target.into_iter().flatten().map(|text| text.trim()).collect();
    texts.push(&target.project);
    texts.extend(target.sources.iter().map(|(_, text)| text.trim()));
    for indicator in &target.indicators {
        let of_indicator = [
            &indicator.level1,
            &indicator.level2,
            &indicator.level3,
            &indicator.reference,
            &indicator.target,
            &indicator.weight,
            &indicator.note,
            &indicator.actual,
            &indicator.score,
        ];
        texts.extend(of_indicator.into_iter().flatten().map(|text| text.trim()));
    }
    texts
}
