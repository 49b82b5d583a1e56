//! Verdicts on synthetic documents against another solver.

use std::collections::BTreeMap;

use cn_budget::system::{Limits, Method, Solution, System, Verdict, check_conflict, check_witness};
use cn_budget_oracle::feasible_in_floats;

#[path = "../../it/common/document.rs"]
mod document;

use document::{Document, Random};

/// Solves a system and checks the certificate; no small system may stay undecided.
fn proved(system: &System) -> Solution {
    let solution = system.solve(&Limits::default());
    match solution.verdict() {
        Verdict::Feasible(witness) => assert_eq!(check_witness(system, witness), Ok(())),
        Verdict::Infeasible(conflict) => {
            assert_eq!(check_conflict(system, conflict), Ok(()));
        }
        Verdict::Undecided(reason) => panic!("undecided: {reason}"),
    }
    solution
}

/// The shapes of documents that are solved by both solvers.
const SHAPES: [&[usize]; 5] = [&[2, 2], &[3, 3], &[2, 2, 2], &[4], &[2, 3]];

#[test]
fn agrees_with_another_solver_on_documents() {
    let mut random = Random(2026);
    let [mut feasible, mut infeasible, mut differ] = [0_u32; 3];
    let mut methods: [BTreeMap<Method, u32>; 4] = Default::default();
    let total = 2_400;
    for trial in 0..total {
        let mut document = Document::new(SHAPES[random.index(SHAPES.len())], &mut random);
        if random.below(2) == 0 {
            document.thin(&mut random, 60);
        }
        for _ in 0..trial % 4 {
            document.damage(&mut random);
        }
        let system = document.system();
        let solution = proved(&system);
        if trial % 4 == 0 {
            assert!(solution.is_feasible());
        }
        feasible += u32::from(solution.is_feasible());
        infeasible += u32::from(solution.is_infeasible());
        *methods[trial % 4].entry(solution.method()).or_default() += 1;
        // Where floating point disagrees, the certificate checked above has the last word.
        differ += u32::from(feasible_in_floats(&system) != solution.is_feasible());
    }
    println!("{total} documents: {feasible} feasible, {infeasible} not, {differ} differ");
    for (wrong, methods) in methods.iter().enumerate() {
        println!("{wrong} figures damaged: {methods:?}");
    }
    assert!(differ <= 24, "{differ} of {total} verdicts differ");
    assert!(infeasible >= 1_000, "{infeasible} are infeasible");
    let simplex: u32 = methods.iter().filter_map(|methods| methods.get(&Method::Simplex)).sum();
    assert!(simplex <= 120, "{simplex} of {total} by the simplex method");
}
