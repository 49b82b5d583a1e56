//! Causes: each mistake on its own, against enumeration and on documents with many mistakes.

use std::collections::BTreeSet;

use cn_budget::system::{
    Cause, Causes, Explanation, GroupId, Groups, Limits, PrintId, System, VariableId,
    check_conflict,
};
use proptest::prelude::*;

use crate::common::document::{Document, Random};

/// A small document: up to 12 prints of 3 to 6 amounts, up to 4 of them wrong, and sums between them, some
/// of which may be doubted.
struct Small {
    system: System,
    groups: Groups,
    prints: Vec<PrintId>,
}

impl Small {
    fn new(random: &mut Random) -> Self {
        let mut system = System::new();
        let signed = |random: &mut Random, most: u64| {
            i128::from(random.below(2 * most + 1)) - i128::from(most)
        };
        let count = 3 + random.index(4);
        let variables: Vec<VariableId> = (0..count).map(|_| system.variable()).collect();
        let mut amounts: Vec<i128> = variables.iter().map(|_| signed(random, 30)).collect();
        let mut rows: Vec<(Vec<(VariableId, i64)>, i128)> = Vec::new();
        for _ in 0..2 + random.below(4) {
            let total = random.index(count);
            let mut terms = vec![(total, 1)];
            terms.extend((0..count).filter(|&part| part != total).filter_map(|part| {
                let a = [0, -1, -1, 1, -2][random.index(5)];
                (a != 0).then_some((part, a))
            }));
            if rows.is_empty() {
                let rest = terms[1..].iter().map(|&(x, a)| i128::from(a) * amounts[x]);
                amounts[total] = -rest.sum::<i128>();
            }
            let sum = terms.iter().map(|&(x, a)| i128::from(a) * amounts[x]).sum();
            rows.push((terms.into_iter().map(|(x, a)| (variables[x], a)).collect(), sum));
        }
        let mut prints = Vec::new();
        for _ in 0..4 + random.index(7) {
            let x = random.index(count);
            let half = i128::from(random.below(2));
            prints.push((variables[x], amounts[x] - half, amounts[x] + half));
        }
        for _ in 0..random.below(5) {
            let (_, low, high) = &mut prints[random.index(4)];
            let off = match random.below(3) {
                0 => signed(random, 2),
                _ => signed(random, 50),
            };
            (*low, *high) = (*low + off, *high + off);
        }
        let mut ids = Vec::new();
        for (x, low, high) in prints {
            let high = (random.below(12) > 0).then_some(high);
            ids.push(system.print(x, Some(low), high).unwrap());
        }
        for (terms, sum) in rows {
            let high = (random.below(5) > 0).then_some(sum);
            if ids.len() < 12 && random.below(4) == 0 {
                ids.push(system.presume(terms, Some(sum), high).unwrap());
            } else {
                system.row(terms, Some(sum), high).unwrap();
            }
        }
        let mut groups = system.groups();
        if random.below(3) == 0 {
            groups.join([ids[random.index(ids.len())], ids[random.index(ids.len())]]).unwrap();
        }
        for &id in &ids {
            match random.below(8) {
                0 => groups.set_weight(id, 2).unwrap(),
                1 => groups.set_weight(id, 3).unwrap(),
                _ => {}
            }
        }
        if random.below(6) == 0 {
            groups.trust(ids[random.index(ids.len())]);
        }
        Self { system, groups, prints: ids }
    }

    /// All lightest sets of groups without which the system is feasible, and their weight.
    fn enumerate(&self) -> Option<(u64, BTreeSet<BTreeSet<GroupId>>)> {
        let groups: BTreeSet<GroupId> =
            self.prints.iter().filter_map(|&print| self.groups.group_of(print)).collect();
        let groups: Vec<GroupId> = groups.into_iter().collect();
        let mut by_weight: Vec<(u64, BTreeSet<GroupId>)> = (0..1_u32 << groups.len())
            .map(|choice| {
                let chosen = (0..groups.len()).filter(|bit| choice >> bit & 1 == 1);
                let chosen: BTreeSet<GroupId> = chosen.map(|bit| groups[bit]).collect();
                (weight(&self.groups, &chosen), chosen)
            })
            .collect();
        by_weight.sort();
        let mut found: Option<(u64, BTreeSet<BTreeSet<GroupId>>)> = None;
        for (weight, chosen) in by_weight {
            if found.as_ref().is_some_and(|(lightest, _)| weight > *lightest) {
                break;
            }
            let freed = chosen.iter().flat_map(|&group| self.groups.prints(group)).copied();
            if self.system.solve_without(freed, &Limits::default()).is_feasible() {
                found.get_or_insert_with(|| (weight, BTreeSet::new())).1.insert(chosen);
            }
        }
        found
    }
}

fn weight(groups: &Groups, set: &BTreeSet<GroupId>) -> u64 {
    set.iter().map(|&group| u64::from(groups.weight(group))).sum()
}

fn alternatives(cause: &Cause) -> BTreeSet<BTreeSet<GroupId>> {
    let groups = |explanation: &Explanation| explanation.groups().iter().copied().collect();
    cause.explanations().iter().map(groups).collect()
}

/// The groups of a cause's alternatives.
fn support(cause: &Cause) -> BTreeSet<GroupId> {
    alternatives(cause).into_iter().flatten().collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Each cause lists what the lightest explanations of the whole system have in its part, and these
    /// consist of nothing else.
    #[test]
    fn causes_agree_with_enumeration(seed: u64) {
        let small = Small::new(&mut Random(seed));
        let causes = small.system.causes(&small.groups, &Limits::default());
        let Some((lightest, sets)) = small.enumerate() else {
            prop_assert!(causes.contradiction().is_some());
            prop_assert!(!causes.is_proven());
            return Ok(());
        };
        prop_assert!(causes.is_complete(), "{causes:?}");
        prop_assert_eq!(causes.weight(), lightest);
        let mut all = BTreeSet::new();
        for cause in causes.all() {
            let own = support(cause);
            prop_assert!(all.is_disjoint(&own), "causes share a group");
            all.extend(own.clone());
            let parts: BTreeSet<BTreeSet<GroupId>> =
                sets.iter().map(|set| set.intersection(&own).copied().collect()).collect();
            prop_assert_eq!(alternatives(cause), parts);
            for set in alternatives(cause) {
                prop_assert_eq!(weight(&small.groups, &set), cause.weight());
            }
            for conflict in cause.conflicts() {
                prop_assert_eq!(check_conflict(&small.system, conflict), Ok(()));
            }
        }
        prop_assert!(sets.iter().all(|set| set.is_subset(&all)));
    }
}

/// The prints that a cause suspects.
fn suspects(causes: &Causes) -> BTreeSet<usize> {
    let explanations = causes.all().iter().flat_map(Cause::explanations);
    let suspects = explanations.flat_map(Explanation::suspects);
    suspects.map(|suspect| suspect.print().index()).collect()
}

/// Of all figures that are noticed when the others are right, how many are listed.
#[test]
fn however_many_mistakes_there_are_each_is_found() {
    let mut random = Random(5);
    for wrong in [1, 3, 8, 12] {
        let [mut noticed, mut listed, mut solves] = [0; 3];
        for _ in 0..20 {
            let mut document = Document::new(&[4, 3, 3], &mut random);
            let clean = document.prints.clone();
            let places: BTreeSet<usize> =
                (0..wrong).map(|_| document.damage(&mut random)).collect();
            let system = document.system();
            let causes = system.causes(&system.groups(), &Limits::default());
            assert!(causes.is_proven());
            solves += causes.solves();
            let suspects = suspects(&causes);
            for &place in &places {
                let mut alone = document.clone();
                for &other in places.iter().filter(|&&other| other != place) {
                    alone.prints[other] = clean[other].clone();
                }
                if alone.system().solve(&Limits::default()).is_infeasible() {
                    noticed += 1;
                    listed += usize::from(suspects.contains(&place));
                }
            }
        }
        println!("{wrong} wrong: {listed} of {noticed} listed, {solves} systems solved");
        assert!(listed * 100 >= noticed * 99);
        assert!(solves <= 20 * (2 + wrong));
    }
}

/// The alternatives of one mistake say nothing of another in another part of the document.
#[test]
fn a_mistake_that_is_beyond_the_limits_leaves_the_others_whole() {
    let mut system = System::new();
    // A chain of ten amounts that are all the same, and printed differently.
    let chain: Vec<VariableId> = (0..10).map(|_| system.variable()).collect();
    for (&x, value) in chain.iter().zip(0..) {
        system.print(x, Some(10 * value), Some(10 * value)).unwrap();
    }
    for pair in chain.windows(2) {
        system.row([(pair[0], 1), (pair[1], -1)], Some(0), Some(0)).unwrap();
    }
    let x = system.variable();
    system.print(x, Some(1), Some(1)).unwrap();
    let wrong = system.print(x, Some(2), Some(2)).unwrap();
    system.print(x, Some(1), Some(1)).unwrap();
    let all = system.causes(&system.groups(), &Limits::default());
    assert!(all.is_complete());
    assert_eq!((all.weight(), all.all().len()), (10, 2));
    let few = system.causes(&system.groups(), &Limits::default().size(4));
    assert!(!few.is_proven() && !few.is_complete());
    assert!((5..=10).contains(&few.weight()));
    let of_wrong = few
        .all()
        .iter()
        .find(|cause| cause.explanations().iter().any(|one| one.suspects()[0].print() == wrong));
    assert!(of_wrong.unwrap().is_complete());
    let beyond = few.all().iter().filter(|cause| cause.explanations().is_empty());
    assert!(beyond.map(|cause| assert!(!cause.is_complete())).count() > 0);
}
