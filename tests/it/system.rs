//! The joint system: verdicts, proofs and localisation, against brute force (and, in `tests/oracle`,
//! against another solver).

use std::collections::{BTreeMap, BTreeSet};

use cn_budget::system::{
    Cause, Causes, CheckError, Constraint, Explanation, Limits, MAX_BOUND, MAX_COEFFICIENT, Method,
    Part, PrintId, Ratio, Side, Solution, Suspect, System, SystemError, Undecided, VariableId,
    Verdict, check_conflict, check_witness,
};
use proptest::prelude::*;

use crate::common::document::{Document, Random, Row, long_sum};

type Ends = (Option<i128>, Option<i128>);

/// A system as plain data, to be permuted, thinned out and rebuilt.
#[derive(Debug, Clone)]
struct Plain {
    bounds: Vec<Ends>,
    prints: Vec<(usize, Ends)>,
    rows: Vec<Row>,
}

impl Plain {
    fn build(&self) -> System {
        self.build_without(&BTreeSet::new())
    }

    fn build_without(&self, freed: &BTreeSet<usize>) -> System {
        let mut system = System::new();
        let variables: Vec<VariableId> = self.bounds.iter().map(|_| system.variable()).collect();
        for (&variable, &(low, high)) in variables.iter().zip(&self.bounds) {
            system.bound(variable, low, high).unwrap();
        }
        for (index, &(variable, (low, high))) in self.prints.iter().enumerate() {
            if !freed.contains(&index) {
                system.print(variables[variable], low, high).unwrap();
            }
        }
        for (terms, low, high) in &self.rows {
            let terms = terms.iter().map(|&(variable, a)| (variables[variable], a));
            system.row(terms, *low, *high).unwrap();
        }
        system
    }
}

/// A random system. Around a solution if `truth`, so that it is feasible; else its prints and rows
/// may be off by a little.
fn random_system(random: &mut Random, truth: bool) -> Plain {
    let mut signed = |bound: u64| i128::from(random.below(2 * bound + 1)) - i128::from(bound);
    let count = usize::try_from(signed(2) + 4).unwrap();
    let values: Vec<i128> = (0..count).map(|_| signed(20)).collect();
    let around = |value: i128, signed: &mut dyn FnMut(u64) -> i128| -> Ends {
        let off = if truth || signed(3) != 0 { 0 } else { signed(6) };
        let (low, high) = (value + off - signed(1).abs(), value + off + signed(1).abs());
        match signed(4) {
            4 => (None, Some(high)),
            -4 => (Some(low), None),
            _ => (Some(low), Some(high)),
        }
    };
    let bounds = values
        .iter()
        .map(|&value| if value >= 0 && signed(1) == 0 { (Some(0), None) } else { (None, None) })
        .collect();
    let mut prints = Vec::new();
    for (variable, &value) in values.iter().enumerate() {
        for _ in 0..(signed(2) + 2) / 2 {
            prints.push((variable, around(value, &mut signed)));
        }
    }
    let mut rows = Vec::new();
    for _ in 0..signed(2) + 4 {
        let large = if signed(2) == 2 { 5 } else { 1 };
        let terms: Vec<(usize, i64)> = (0..count)
            .filter_map(|variable| {
                let a = i64::try_from(signed(large)).unwrap();
                (a != 0).then_some((variable, a))
            })
            .collect();
        let sum = terms.iter().map(|&(variable, a)| i128::from(a) * values[variable]).sum();
        let (low, high) = around(sum, &mut signed);
        rows.push((terms, low, high));
    }
    Plain { bounds, prints, rows }
}

/// Checks the certificate; no small system may stay undecided.
#[track_caller]
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

fn causes(system: &System) -> Causes {
    system.causes(&system.groups(), &Limits::default().size(20).sets(1000))
}

/// The prints of each alternative of each cause.
fn sets(causes: &Causes) -> BTreeSet<BTreeSet<usize>> {
    let prints =
        |suspects: &[Suspect]| suspects.iter().map(|suspect| suspect.print().index()).collect();
    explanations(causes).map(|explanation| prints(explanation.suspects())).collect()
}

fn explanations(causes: &Causes) -> impl Iterator<Item = &Explanation> {
    causes.all().iter().flat_map(Cause::explanations)
}

/// All prints that are suspected.
fn suspected(causes: &Causes) -> BTreeSet<usize> {
    sets(causes).into_iter().flatten().collect()
}

/// The prints of one explanation, and all that other causes suspect: what its ranges leave open.
fn open(causes: &Causes, cause: &Cause, explanation: &Explanation) -> BTreeSet<usize> {
    let print = |suspect: &Suspect| suspect.print().index();
    let others = causes.all().iter().filter(|other| *other != cause);
    let others = others.flat_map(Cause::explanations).flat_map(Explanation::suspects).map(print);
    others.chain(explanation.suspects().iter().map(print)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 1_000, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn a_system_around_a_solution_is_feasible(seed: u64) {
        let plain = random_system(&mut Random(seed), true);
        prop_assert!(proved(&plain.build()).is_feasible());
    }

    #[test]
    fn every_verdict_is_proved(seed: u64) {
        proved(&random_system(&mut Random(seed), false).build());
    }

    #[test]
    fn conflicts_are_irreducible(seed: u64) {
        let plain = random_system(&mut Random(seed), false);
        let Verdict::Infeasible(conflict) = proved(&plain.build()).into_verdict() else {
            return Ok(());
        };
        let system = plain.build();
        let rows: Vec<Row> = conflict.parts().iter().map(|part| inequality(&system, *part)).collect();
        let only = |rows: Vec<Row>| {
            let bounds = vec![(None, None); plain.bounds.len()];
            proved(&Plain { bounds, prints: Vec::new(), rows }.build()).is_feasible()
        };
        prop_assert!(!only(rows.clone()));
        for without in 0..rows.len() {
            let mut rows = rows.clone();
            rows.remove(without);
            prop_assert!(only(rows));
        }
    }

    #[test]
    fn widening_keeps_it_feasible(seed: u64) {
        let mut random = Random(seed);
        let mut plain = random_system(&mut random, false);
        if proved(&plain.build()).is_feasible() {
            for (_, (low, high)) in &mut plain.prints {
                *low = low.map(|low| low - i128::from(random.below(3)));
                *high = high.filter(|_| random.below(3) > 0);
            }
            for (_, low, high) in &mut plain.rows {
                *low = low.filter(|_| random.below(3) > 0);
                *high = high.map(|high| high + i128::from(random.below(3)));
            }
            prop_assert!(proved(&plain.build()).is_feasible());
        }
    }

    #[test]
    fn large_numbers_change_nothing(seed: u64) {
        let mut plain = random_system(&mut Random(seed), false);
        let small = plain.build();
        let large = |ends: [&mut Option<i128>; 2]| {
            for end in ends.into_iter().flatten() {
                *end *= 1_000_000_000_000_000_000;
            }
        };
        for (low, high) in &mut plain.bounds {
            large([low, high]);
        }
        for (_, (low, high)) in &mut plain.prints {
            large([low, high]);
        }
        for (_, low, high) in &mut plain.rows {
            large([low, high]);
        }
        // An odd one out, lest the common factor be divided out again.
        plain.bounds.push((Some(1), Some(1)));
        let large = plain.build();
        prop_assert_eq!(proved(&small).is_feasible(), proved(&large).is_feasible());
        let [small, large] = [small, large].map(|system| causes(&system));
        prop_assert_eq!(small.weight(), large.weight());
        prop_assert_eq!(suspected(&small), suspected(&large));
    }

    #[test]
    fn extreme_numbers_are_decided_or_given_up(seed: u64) {
        let mut random = Random(seed);
        let mut plain = random_system(&mut random, false);
        let factor = [1, 1_000, MAX_COEFFICIENT / 6];
        let bound = [1, 1_000_000_007, 1_000_000_000_000_000, MAX_BOUND / 50];
        for (terms, low, high) in &mut plain.rows {
            let by = bound[random.index(bound.len())];
            for end in [low, high].into_iter().flatten() {
                *end = (*end * by).clamp(-MAX_BOUND, MAX_BOUND);
            }
            for (_, a) in terms {
                *a *= factor[random.index(factor.len())];
                *a += i64::try_from(random.below(3)).unwrap();
            }
        }
        for (_, (low, high)) in &mut plain.prints {
            let by = bound[random.index(bound.len())];
            for end in [low, high].into_iter().flatten() {
                *end = *end * by + i128::from(random.below(2));
            }
        }
        plain.prints.retain(|(_, ends)| !matches!(ends, (Some(low), Some(high)) if low > high));
        let system = plain.build();
        match system.solve(&Limits::default().work(1_000_000)).verdict() {
            Verdict::Feasible(witness) => prop_assert_eq!(check_witness(&system, witness), Ok(())),
            Verdict::Infeasible(conflict) => prop_assert_eq!(check_conflict(&system, conflict), Ok(())),
            Verdict::Undecided(reason) => prop_assert_ne!(*reason, Undecided::Unproved),
        }
        let causes = system.causes(&system.groups(), &Limits::default().work(1_000_000));
        if causes.is_proven() {
            let freed = explanations(&causes).flat_map(Explanation::suspects).map(Suspect::print);
            prop_assert!(!system.solve_without(freed, &Limits::default()).is_infeasible());
        }
    }

    #[test]
    fn ranges_are_exact(seed: u64) {
        let plain = random_system(&mut Random(seed), false);
        let causes = causes(&plain.build());
        let all = causes.all().iter();
        let all = all.flat_map(|cause| cause.explanations().iter().map(move |one| (cause, one)));
        for (cause, explanation) in all.take(4) {
            let freed = open(&causes, cause, explanation);
            for suspect in explanation.suspects() {
                let range = suspect.range();
                prop_assert!(range.is_exact());
                let variable = suspect.variable().index();
                let feasible = |factor: i64, low: Option<i128>, high: Option<i128>| {
                    let mut more = plain.clone();
                    more.rows.push((vec![(variable, factor)], low, high));
                    proved(&more.build_without(&freed)).is_feasible()
                };
                let split = |end: Ratio| {
                    (i64::try_from(end.denominator()).unwrap() * 1000, end.numerator() * 1000)
                };
                match range.low().map(split) {
                    Some((factor, low)) => {
                        prop_assert!(feasible(factor, None, Some(low)));
                        prop_assert!(!feasible(factor, None, Some(low - 1)));
                    }
                    None => prop_assert!(feasible(1, None, Some(-1_000_000_000))),
                }
                match range.high().map(split) {
                    Some((factor, high)) => {
                        prop_assert!(feasible(factor, Some(high), None));
                        prop_assert!(!feasible(factor, Some(high + 1), None));
                    }
                    None => prop_assert!(feasible(1, Some(1_000_000_000), None)),
                }
            }
        }
    }

    #[test]
    fn order_does_not_matter(seed: u64) {
        let mut random = Random(seed);
        let plain = random_system(&mut random, false);
        let mut order: Vec<usize> = (0..plain.prints.len()).collect();
        for last in (1..order.len()).rev() {
            order.swap(last, random.index(last + 1));
        }
        let mut shuffled = plain.clone();
        shuffled.prints = order.iter().map(|&index| plain.prints[index]).collect();
        shuffled.rows.reverse();
        let (one, other) = (plain.build(), shuffled.build());
        prop_assert_eq!(proved(&one).is_feasible(), proved(&other).is_feasible());
        let (one, other) = (causes(&one), causes(&other));
        prop_assert_eq!(one.contradiction().is_some(), other.contradiction().is_some());
        // Where no print is to blame, or a limit was met, a weight is only a bound.
        if one.is_proven() && other.is_proven() {
            prop_assert_eq!(one.weight(), other.weight());
            let there: BTreeSet<usize> =
                suspected(&other).into_iter().map(|print| order[print]).collect();
            prop_assert_eq!(suspected(&one), there);
        }
    }
}

/// A part of a conflict as a row of its own.
fn inequality(system: &System, part: Part) -> Row {
    let (terms, ends) = match part.constraint() {
        Constraint::Row(id) => {
            let row = system.get_row(id).unwrap();
            (row.terms().iter().map(|&(x, a)| (x.index(), a)).collect(), [row.low(), row.high()])
        }
        Constraint::Print(id) => {
            let print = system.get_print(id).unwrap();
            (vec![(print.variable().index(), 1)], [print.low(), print.high()])
        }
        Constraint::Bound(x) => (vec![(x.index(), 1)], system.bounds_of(x)),
    };
    match part.side() {
        Side::Low => (terms, ends[0], None),
        Side::High => (terms, None, ends[1]),
    }
}

#[test]
fn damage_is_explained_by_no_more_than_was_done() {
    let mut random = Random(11);
    let [mut noticed, mut right, mut by_one] = [0; 3];
    for trial in 0..300 {
        let mut document = Document::new(&[3, 3], &mut random);
        document.thin(&mut random, 80);
        let clean = document.prints.clone();
        let wrong: BTreeSet<usize> =
            (0..=trial % 3).map(|_| document.damage(&mut random)).collect();
        let wrong: BTreeSet<usize> =
            wrong.into_iter().filter(|&place| clean[place] != document.prints[place]).collect();
        let causes = causes(&document.system());
        assert!(causes.is_complete());
        assert!(causes.weight() <= wrong.len() as u64);
        if causes.weight() == wrong.len() as u64 {
            // Of each cause one alternative is what was done.
            assert!(wrong.is_subset(&suspected(&causes)));
            let alternatives = sets(&causes);
            let done = alternatives.iter().filter(|set| set.is_subset(&wrong)).flatten();
            assert_eq!(done.copied().collect::<BTreeSet<_>>(), wrong);
            right += 1;
            by_one += u32::from(alternatives.len() == causes.all().len());
        }
        noticed += u32::from(causes.weight() > 0);
        // The true value of a damaged figure lies in its range.
        for (cause, explanation) in causes
            .all()
            .iter()
            .flat_map(|cause| cause.explanations().iter().map(move |one| (cause, one)))
        {
            let open = open(&causes, cause, explanation);
            for suspect in explanation.suspects().iter().filter(|_| wrong.is_subset(&open)) {
                let [low, high] = clean[suspect.print().index()].interval().map(Ratio::from);
                assert!(suspect.range().is_exact());
                assert!(suspect.range().low().is_none_or(|least| least <= high));
                assert!(suspect.range().high().is_none_or(|most| low <= most));
            }
        }
    }
    println!("300 documents: {noticed} noticed, {right} by the damaged set, {by_one} by it alone");
}

#[test]
fn random_systems_by_method() {
    let mut random = Random(5);
    let mut methods: BTreeMap<(bool, Method), u32> = BTreeMap::new();
    for _ in 0..3_000 {
        let solution = proved(&random_system(&mut random, false).build());
        *methods.entry((solution.is_feasible(), solution.method())).or_default() += 1;
    }
    println!("random systems, (feasible, method): {methods:?}");
    assert_eq!(methods.len(), 4, "a conflict and a witness by either way: {methods:?}");
}

#[test]
fn an_empty_system_is_feasible() {
    let system = System::new();
    assert!(proved(&system).is_feasible());
    let causes = causes(&system);
    assert_eq!((causes.weight(), causes.all().len()), (0, 0));
    assert!(causes.is_complete());
}

#[test]
fn a_row_without_terms_can_be_a_contradiction() {
    let mut system = System::new();
    let x = system.variable();
    system.row([(x, 1), (x, -1)], Some(0), None).unwrap();
    assert!(proved(&system).is_feasible());
    system.row([], Some(1), None).unwrap();
    assert!(proved(&system).is_infeasible());
    let causes = causes(&system);
    assert!(causes.contradiction().is_some() && causes.all().is_empty());
}

#[test]
fn fixed_bounds_can_contradict_each_other() {
    let mut system = System::new();
    let x = system.variable();
    system.bound(x, Some(1), None).unwrap();
    system.bound(x, None, Some(0)).unwrap();
    assert!(proved(&system).is_infeasible());
    assert!(causes(&system).all().is_empty());
}

#[test]
fn each_copy_of_a_figure_counts() {
    let mut system = System::new();
    let [x, y] = [system.variable(), system.variable()];
    // x is printed as 10 three times, and once as 20; y is 10 too, and x = y.
    for _ in 0..3 {
        system.print(x, Some(10), Some(10)).unwrap();
    }
    let wrong = system.print(x, Some(20), Some(20)).unwrap();
    system.print(y, Some(10), Some(10)).unwrap();
    system.row([(x, 1), (y, -1)], Some(0), Some(0)).unwrap();
    let causes = causes(&system);
    assert_eq!(sets(&causes), BTreeSet::from([BTreeSet::from([wrong.index()])]));
    let range = explanations(&causes).next().unwrap().suspects()[0].range();
    assert_eq!(range.to_string(), "[10, 10]");
    assert_eq!(causes.solves(), 1);
}

#[test]
fn rows_in_a_cycle_do_not_narrow_for_ever() {
    // 2x ≤ y + 1 and 2y ≤ x + 1 with x, y ≥ 0 halves the intervals without end.
    let mut system = System::new();
    let [x, y] = [system.variable(), system.variable()];
    for (a, b) in [(x, y), (y, x)] {
        system.print(a, Some(0), Some(MAX_BOUND)).unwrap();
        system.row([(a, 2), (b, -1)], None, Some(1)).unwrap();
    }
    assert!(proved(&system).is_feasible());
    // x = y + 1 and y = x: each round moves by one.
    let mut system = System::new();
    let [x, y] = [system.variable(), system.variable()];
    system.print(x, Some(0), Some(MAX_BOUND)).unwrap();
    system.row([(x, 1), (y, -1)], Some(1), Some(1)).unwrap();
    system.row([(x, 1), (y, -1)], Some(0), Some(0)).unwrap();
    assert!(proved(&system).is_infeasible());
    // Growth instead: x ≥ 2y, y ≥ 2x, x ≥ 1.
    let mut system = System::new();
    let [x, y] = [system.variable(), system.variable()];
    system.print(x, Some(1), None).unwrap();
    system.row([(x, 1), (y, -2)], Some(0), None).unwrap();
    system.row([(y, 1), (x, -2)], Some(0), None).unwrap();
    let solution = proved(&system);
    assert!(solution.is_infeasible());
    assert_eq!(solution.method(), Method::Simplex);
}

#[test]
fn numbers_near_the_limits_are_decided_or_given_up() {
    let a = MAX_COEFFICIENT;
    for (b, feasible) in [(0, true), (1, false)] {
        let mut system = System::new();
        let [x, y] = [system.variable(), system.variable()];
        system.print(x, Some(MAX_BOUND - 1), Some(MAX_BOUND)).unwrap();
        system.print(y, Some(MAX_BOUND - 1), Some(MAX_BOUND - b)).unwrap();
        system.row([(x, a), (y, -a)], Some(0), Some(0)).unwrap();
        system.row([(x, a), (y, -(a - 1))], Some(MAX_BOUND), None).unwrap();
        assert_eq!(proved(&system).is_feasible(), feasible);
    }
    // A chain that multiplies by a billion in each link leaves every width.
    let mut system = System::new();
    let variables: Vec<VariableId> = (0..40).map(|_| system.variable()).collect();
    for pair in variables.windows(2) {
        system.row([(pair[0], a), (pair[1], 1 - a)], Some(1), Some(1)).unwrap();
        system.row([(pair[0], a - 2), (pair[1], 7 - a)], Some(-3), Some(5)).unwrap();
    }
    system.print(variables[0], Some(1), Some(2)).unwrap();
    match system.solve(&Limits::default()).verdict() {
        Verdict::Undecided(reason) => assert_eq!(*reason, Undecided::Overflow),
        Verdict::Feasible(witness) => check_witness(&system, witness).unwrap(),
        Verdict::Infeasible(conflict) => check_conflict(&system, conflict).unwrap(),
    }
}

#[test]
fn a_degenerate_program_does_not_cycle() {
    // Beale's example, whose textbook simplex method cycles, with its objective as a row.
    let mut system = System::new();
    let x: Vec<VariableId> = (0..4).map(|_| system.variable()).collect();
    for &x in &x {
        system.bound(x, Some(0), None).unwrap();
    }
    let terms = |a: [i64; 4]| x.clone().into_iter().zip(a).collect::<Vec<_>>();
    system.row(terms([25, -6000, -4, 900]), None, Some(0)).unwrap();
    system.row(terms([50, -9000, -2, 300]), None, Some(0)).unwrap();
    system.row(terms([0, 0, 1, 0]), None, Some(1)).unwrap();
    let objective = [75, -15_000, 2, -600];
    let mut best = system.clone();
    best.row(terms(objective), Some(5), None).unwrap();
    assert!(proved(&best).is_feasible());
    system.row(terms(objective), Some(6), None).unwrap();
    assert!(proved(&system).is_infeasible());
}

#[test]
fn many_equal_rows_are_one() {
    let mut system = System::new();
    let [x, y] = [system.variable(), system.variable()];
    system.print(x, Some(1), Some(1)).unwrap();
    system.print(y, Some(2), Some(2)).unwrap();
    for factor in 1..=50_000 {
        system.row([(x, 2 * factor), (y, -factor)], Some(0), Some(0)).unwrap();
        system.row([(y, factor), (x, -2 * factor)], Some(0), Some(0)).unwrap();
    }
    let solution = proved(&system);
    assert!(solution.is_feasible());
    assert!(solution.work() < 100);
}

#[test]
fn a_long_chain_is_decided() {
    for (end, feasible) in [(5, true), (6, false)] {
        let mut system = System::new();
        let variables: Vec<VariableId> = (0..100_000).map(|_| system.variable()).collect();
        for pair in variables.windows(2) {
            system.row([(pair[0], 1), (pair[1], -1)], Some(0), Some(0)).unwrap();
        }
        system.print(variables[0], Some(5), Some(5)).unwrap();
        system.print(variables[99_999], Some(end), Some(end)).unwrap();
        assert_eq!(proved(&system).is_feasible(), feasible);
    }
}

#[test]
fn a_long_sum_of_rounded_figures_takes_work_in_proportion() {
    for parts in [1_000, 10_000, 100_000] {
        let solution = proved(&long_sum(parts, 0));
        assert!(solution.is_feasible());
        assert_eq!(solution.method(), Method::Diving);
        assert!(solution.work() < 1_000 * parts as u64, "{} for {parts}", solution.work());
    }
    // Off by more than the halves of all parts: the total alone, or a part that was larger.
    let off = long_sum(2_000, 1_500);
    let solution = proved(&off);
    assert!(solution.is_infeasible());
    assert!(solution.work() < 100_000, "{}", solution.work());
    let causes = off.causes(&off.groups(), &Limits::default());
    assert_eq!(causes.weight(), 1);
    let [cause] = causes.all() else { panic!() };
    assert_eq!(cause.explanations().len(), 64);
    assert!(!cause.is_complete() && cause.more() > 1_000, "more sets than the limit lists");
}

#[test]
fn hostile_rows_are_bounded_by_the_limit_on_work() {
    // Each variable pushes the next up by one, round and round, towards an end far away.
    let mut system = System::new();
    let ring: Vec<VariableId> = (0..200).map(|_| system.variable()).collect();
    for (index, &x) in ring.iter().enumerate() {
        system.print(x, Some(0), Some(MAX_BOUND)).unwrap();
        let next = ring[(index + 1) % ring.len()];
        system.row([(next, 1), (x, -1)], Some(1), None).unwrap();
    }
    let solution = proved(&system);
    assert!(solution.is_infeasible());
    for work in [0, 1_000, 10_000, 100_000] {
        let limits = Limits::default().work(work);
        let solution = system.solve(&limits);
        assert!(solution.work() <= work, "{} of {work}", solution.work());
        if let Verdict::Undecided(reason) = solution.verdict() {
            assert_eq!(*reason, Undecided::Work);
        }
        let causes = system.causes(&system.groups(), &limits);
        assert!(!causes.is_complete() || causes.all().is_empty());
    }
}

#[test]
fn limits_are_kept() {
    let mut document = Document::new(&[3, 3], &mut Random(1));
    let nothing = Limits::default().work(0);
    let verdict = document.system().solve(&nothing).into_verdict();
    assert_eq!(verdict, Verdict::Undecided(Undecided::Work));
    for _ in 0..2 {
        document.damage(&mut Random(3));
    }
    let system = document.system();
    let none = system.causes(&system.groups(), &nothing);
    assert!(!none.is_complete() && explanations(&none).next().is_none());
    let all = causes(&system);
    for work in (0..6_000).step_by(50) {
        let part = system.causes(&system.groups(), &Limits::default().work(work));
        assert!(part.weight() <= all.weight());
        assert!(!part.is_complete() || suspected(&part) == suspected(&all));
        if part.is_proven() {
            assert!(suspected(&part).is_subset(&suspected(&all)), "work {work}");
        }
    }
    let one = system.causes(&system.groups(), &Limits::default().sets(1));
    assert!(one.all().iter().all(|cause| cause.explanations().len() == 1));
    let none = system.causes(&system.groups(), &Limits::default().size(0));
    assert!(!none.is_complete() && explanations(&none).next().is_none());
}

#[test]
fn nonsense_is_refused() {
    let mut other = System::new();
    let foreign = [other.variable(), other.variable()][1];
    let mut system = System::new();
    let x = system.variable();
    assert_eq!(system.print(foreign, None, None), Err(SystemError::UnknownVariable));
    assert_eq!(system.bound(foreign, None, None), Err(SystemError::UnknownVariable));
    assert_eq!(system.row([(x, 1), (foreign, 1)], None, None), Err(SystemError::UnknownVariable));
    assert_eq!(system.print(x, Some(2), Some(1)), Err(SystemError::EmptyInterval));
    assert_eq!(system.bound(x, Some(MAX_BOUND + 1), None), Err(SystemError::TooLarge));
    assert_eq!(system.row([(x, i64::MIN)], None, None), Err(SystemError::TooLarge));
    let most = [(x, MAX_COEFFICIENT), (x, 1)];
    assert_eq!(system.row(most, None, None), Err(SystemError::TooLarge));
    assert_eq!(system.rows().len(), 0);
    let print = system.print(x, None, None).unwrap();
    let mut groups = System::new().groups();
    assert_eq!(groups.join([print]), Err(SystemError::UnknownPrint));
    assert_eq!(system.groups().set_weight(print, 0), Err(SystemError::NoWeight));
}

#[test]
fn whole_numbers_around_a_fraction() {
    for (sum, below, above) in [(1, 0, 1), (-1, -1, 0), (6, 2, 2), (-6, -2, -2), (7, 2, 3)] {
        let mut system = System::new();
        let x = system.variable();
        system.row([(x, 3)], Some(sum), Some(sum)).unwrap();
        let solution = system.solve(&Limits::default());
        let Verdict::Feasible(witness) = solution.verdict() else { panic!("{sum}") };
        let third = witness.value(x).unwrap();
        assert_eq!((third.floor(), third.ceil()), (below, above), "{sum} / 3");
    }
}

/// x is printed, y is printed as 4, and 2x = y.
fn doubled(x_is: i128) -> System {
    let mut system = System::new();
    let [x, y] = [system.variable(), system.variable()];
    system.print(x, Some(x_is), Some(x_is)).unwrap();
    system.print(y, Some(4), Some(4)).unwrap();
    system.row([(x, 2), (y, -1)], Some(0), Some(0)).unwrap();
    system
}

#[test]
fn a_conflict_proves_nothing_of_a_system_without_it() {
    let (wrong, right) = (doubled(3), doubled(2));
    let solution = proved(&wrong);
    let Verdict::Infeasible(conflict) = solution.verdict() else { panic!() };
    // 2x − y = 0, twice x = 3, once y = 4.
    assert_eq!(conflict.rows().map(cn_budget::system::RowId::index).collect::<Vec<_>>(), [0]);
    assert_eq!(conflict.prints().map(PrintId::index).collect::<Vec<_>>(), [0, 1]);
    let multipliers: Vec<i128> = conflict.parts().iter().map(Part::multiplier).collect();
    assert_eq!(multipliers, [1, 2, 1]);
    assert_eq!(check_conflict(&right, conflict), Err(CheckError::NoContradiction));
    assert_eq!(check_conflict(&System::new(), conflict), Err(CheckError::Foreign));
    let solution = proved(&right);
    assert!(!solution.is_infeasible() && solution.work() > 0);
    let Verdict::Feasible(witness) = solution.verdict() else { panic!() };
    let values: Vec<i128> = witness.values().iter().map(|value| value.floor()).collect();
    assert_eq!(values, [2, 4]);
}

#[test]
fn either_of_two_figures_may_be_wrong() {
    let system = doubled(3);
    let causes = causes(&system);
    assert_eq!(sets(&causes), BTreeSet::from([BTreeSet::from([0]), BTreeSet::from([1])]));
    assert!(causes.is_complete());
    assert!(explanations(&causes).all(|explanation| explanation.groups().len() == 1));
    let one = system.causes(&system.groups(), &Limits::default().sets(1));
    assert_eq!((explanations(&one).count(), one.is_complete()), (1, false));
}

#[test]
fn every_refusal_says_why_in_both_languages() {
    let x = System::new().variable();
    let messages = [
        (SystemError::EmptyInterval.message(), "区间为空", "lower end"),
        (SystemError::NoWeight.message(), "权重", "weight"),
        (CheckError::NoContradiction.message(), "并不矛盾", "no contradiction"),
        (CheckError::Remains(x).message(), "变量 0 未能消去", "variable 0"),
        (Undecided::Work.message(), "计算上限", "work limit"),
        (Undecided::Overflow.message(), "数值过大", "too large"),
    ];
    for (message, zh, en) in messages {
        assert!(message.zh.contains(zh) && message.en.contains(en), "{zh}, {en}");
    }
}

#[test]
fn a_row_of_another_system_is_none_of_this() {
    let mut system = System::new();
    let x = system.variable();
    let row = system.row([(x, 1)], None, None).unwrap();
    assert!(system.get_row(row).is_some());
    assert!(System::new().get_row(row).is_none());
}
