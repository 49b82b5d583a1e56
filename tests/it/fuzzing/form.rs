//! Forms: every type that travels by serde, read from any JSON.

use std::fmt::Debug;

use cn_budget::{
    Amount, AnyCode, Cube, Figure, Message, Rollup, Scope, Unit,
    code::{Department, Functional, Revenue, Scheme},
    compare::Comparison,
    cube::Axis,
    num::{Interval, Quantity},
    performance::{Execution, PerformanceTarget, ScoringRules},
};
use serde::{Serialize, de::DeserializeOwned};

/// What is read travels unchanged, and what is computed from it agrees with itself.
pub(crate) fn form(data: &[u8]) {
    fn read<T: Serialize + DeserializeOwned + PartialEq + Debug>(data: &[u8]) -> Option<T> {
        let value = serde_json::from_slice(data).ok()?;
        travels(&value);
        Some(value)
    }
    read::<Amount>(data);
    read::<Quantity>(data);
    read::<Figure>(data);
    read::<Interval>(data);
    read::<Unit>(data);
    read::<AnyCode>(data);
    read::<Scope>(data);
    read::<Message>(data);
    if let Some(comparison) = read::<Comparison>(data) {
        assert!(!comparison.to_string().is_empty());
    }
    if let Some(cube) = read::<Cube>(data) {
        a_cube(&cube);
    }
    a_rollup(read::<Rollup<Functional>>(data));
    a_rollup(read::<Rollup<Department>>(data));
    a_rollup(read::<Rollup<Revenue>>(data));
    let rules = read::<ScoringRules>(data).unwrap_or_default();
    if let Some(target) = read::<PerformanceTarget>(data) {
        a_score(&target, &rules);
    }
    if let Some((target, rules)) = read::<(PerformanceTarget, ScoringRules)>(data) {
        a_score(&target, &rules);
    }
}

/// What is written reads as the same, and is then written alike.
pub(super) fn travels<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let text = serde_json::to_string(value).expect("what was read is written");
    let again: T = serde_json::from_str(&text).expect("what was written is read");
    assert_eq!(&again, value);
    assert_eq!(serde_json::to_string(&again).expect("the same"), text);
}

fn a_cube(cube: &Cube) {
    let total = cube.get(Scope::ALL);
    let one: [Axis; 0] = [];
    let all = cube.group_by(one).expect("no axis is missing");
    assert_eq!((all.get(Scope::ALL), all.lines()), (total.clone(), cube.lines()));
    assert_eq!(cube.slice(Scope::ALL), *cube);
    let mut twice = cube.clone();
    match twice.merge(cube) {
        Ok(()) => assert_eq!(twice.lines(), 2 * cube.lines()),
        Err(_) => assert_eq!(twice, *cube, "nothing is added"),
    }
    for &axis in cube.axes() {
        let Ok(pivot) = cube.pivot(axis, axis) else { continue };
        assert_eq!(Ok(pivot.total()), total);
    }
}

fn a_rollup<S: Scheme>(rollup: Option<Rollup<S>>) {
    let Some(rollup) = rollup else { return };
    let mut twice = rollup.clone();
    match twice.merge(&rollup) {
        Ok(()) => assert_eq!(twice.lines(), 2 * rollup.lines()),
        Err(_) => assert_eq!(twice, rollup, "nothing is added"),
    }
    let Ok(tree) = rollup.tree() else { return };
    let classes = tree.classes().map(cn_budget::rollup::Node::amount);
    let sum = Amount::try_sum(classes.chain([tree.open()]));
    assert_eq!((Ok(tree.total()), rollup.total()), (sum.clone(), sum));
}

fn a_score(target: &PerformanceTarget, rules: &ScoringRules) {
    let execution = Execution::new(Amount::from_fen(10_000), Amount::from_fen(9_500)).ok();
    let Ok(evaluation) = target.evaluate(execution, rules) else { return };
    assert_eq!(evaluation.indicators().len(), target.indicators.len());
    assert_eq!(evaluation.total().is_some(), evaluation.grade().is_some());
    if let Some(total) = evaluation.total() {
        assert!(total <= 100.into());
    }
    assert!(!evaluation.to_string().is_empty());
}
