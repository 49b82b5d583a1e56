//! Another solver, to be asked for its verdict on a joint system.

use cn_budget::system::{System, VariableId};
use microlp::{ComparisonOp, LinearExpr, OptimizationDirection, Problem};

/// The verdict of a published solver in floating point.
pub fn feasible_in_floats(system: &System) -> bool {
    #[allow(clippy::cast_precision_loss)]
    let float = |end: Option<i128>, open: f64| end.map_or(open, |end| end as f64);
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let variables: Vec<_> = system
        .variables()
        .map(|_| problem.add_var(0.0, (f64::NEG_INFINITY, f64::INFINITY)))
        .collect();
    let mut range = |expression: LinearExpr, low: Option<i128>, high: Option<i128>| {
        if low.is_some() {
            problem.add_constraint(expression.clone(), ComparisonOp::Ge, float(low, 0.0));
        }
        if high.is_some() {
            problem.add_constraint(expression, ComparisonOp::Le, float(high, 0.0));
        }
    };
    let single = |variable: VariableId| {
        let mut expression = LinearExpr::empty();
        expression.add(variables[variable.index()], 1.0);
        expression
    };
    for variable in system.variables() {
        let [low, high] = system.bounds_of(variable);
        range(single(variable), low, high);
    }
    for print in system.prints() {
        range(single(print.variable()), print.low(), print.high());
    }
    for row in system.rows() {
        let mut expression = LinearExpr::empty();
        for &(variable, a) in row.terms() {
            #[allow(clippy::cast_precision_loss)]
            expression.add(variables[variable.index()], a as f64);
        }
        range(expression, row.low(), row.high());
    }
    problem.solve().is_ok()
}
