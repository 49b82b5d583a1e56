//! Disclosures taken apart into lines and compiled again: the most detailed figures stay, sums agree
//! within rounding.

mod common;

use std::collections::BTreeMap;

use cn_budget::{Catalogue, Compiled, Disclosure, Figure, OpenLine, Restored, Template, restore};

/// The real documents, each with the template that it follows.
fn documents() -> Vec<(&'static str, Disclosure, Template)> {
    [
        ("jiulongpo-2026", Template::chongqing_unit_budget()),
        ("putuo-zfb-2025-dept-budget", Template::shanghai_department_budget()),
        ("putuo-czj-2024-final", Template::shanghai_department_final()),
    ]
    .map(|(name, template)| (name, Disclosure::read(common::raw(name)), template))
    .into()
}

/// The printed figures of each scope.
fn prints(disclosure: &Disclosure) -> BTreeMap<String, Vec<Figure>> {
    let mut prints: BTreeMap<String, Vec<Figure>> = BTreeMap::new();
    for fact in disclosure.facts() {
        if let Some(figure) = fact.figure() {
            let scope = disclosure.describe(fact.scope(), cn_budget::Lang::Zh);
            prints.entry(scope).or_default().push(figure);
        }
    }
    prints
}

fn compiled(restored: &Restored, template: &Template) -> Compiled {
    restored.compile(template, &Catalogue::builtin()).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn the_most_detailed_figures_are_kept_and_sums_agree_within_rounding() {
    for (name, disclosure, template) in documents() {
        let restored = restore(&disclosure);
        let again = compiled(&restored, &template).read();
        let (old, new) = (prints(&disclosure), prints(&again));
        let lines: Vec<&OpenLine> = restored.windows().iter().flat_map(|w| w.lines()).collect();
        for line in &lines {
            let scope = disclosure.describe(line.scope(), cn_budget::Lang::Zh);
            let figure = Figure::parse(disclosure.cell(line.place()).text(), old[&scope][0].unit());
            let kept = new.get(&scope).is_some_and(|new| {
                new.iter().any(|new| new.same_value(figure.clone().unwrap().unwrap()))
            });
            assert!(line.is_rest() || kept, "{name}: {scope} {:?} {:?}", figure, new.get(&scope));
        }
        for (scope, old) in &old {
            let Some(new) = new.get(scope) else { panic!("{name}: {scope} is lost") };
            for figure in new {
                let off = figure.value().nano() - old[0].value().nano();
                let allowed = 60 * old[0].last_place().nano() / 2;
                assert!(off.abs() <= allowed, "{name}: {scope} {figure} {}", old[0]);
            }
        }
    }
}

#[test]
fn with_an_exact_budget_every_figure_is_kept() {
    for (name, disclosure, template) in documents() {
        let report = cn_budget::reconcile(&disclosure, &cn_budget::Options::new());
        let limits = cn_budget::system::Limits::default();
        let budget = report.exact_budget(&limits).unwrap_or_else(|| panic!("{name} has a budget"));
        // 326.71 here and 326.72 there: the half between them rounds to one of the two.
        let halves = budget.halves().iter();
        let halves: Vec<String> =
            halves.map(|&scope| disclosure.describe(scope, cn_budget::Lang::Zh)).collect();
        assert_eq!(budget.halves().is_empty(), name != "putuo-czj-2024-final", "{name}");
        let restored = restore(&disclosure).with_amounts(|scope| budget.amount(scope)).unwrap();
        let again = compiled(&restored, &template).read();
        let (old, new) = (prints(&disclosure), prints(&again));
        for (scope, old) in &old {
            let Some(new) = new.get(scope) else { panic!("{name}: {scope} is lost") };
            let alike = new.iter().all(|new| old.iter().any(|old| old.same_value(*new)));
            let next = |new: &Figure| {
                let off = new.value().nano() - old[0].value().nano();
                off.abs() <= old[0].last_place().nano()
            };
            let half = halves.contains(scope) && new.iter().all(next);
            assert!(alike || half, "{name}: {scope} {old:?} {new:?}");
        }
    }
}
