//! Disclosures taken apart into lines and compiled again: the most detailed figures stay, sums agree
//! within rounding.
#![cfg(feature = "serde")]

mod common;

use std::collections::BTreeMap;

use cn_budget::{
    Amount, Catalogue, Compiled, Disclosure, Figure, OpenLine, Restored, Scope, Stage, Template,
    compile, restore, strategies,
};
use proptest::prelude::*;

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
        let lines: Vec<&OpenLine> =
            restored.windows().iter().flat_map(cn_budget::Window::lines).collect();
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, ..ProptestConfig::default() })]

    /// A document compiled from a ledger, taken apart, given the ledger's own exact amounts and
    /// compiled again is printed as it was.
    #[test]
    fn with_the_true_amounts_every_figure_is_kept(ledger in strategies::ledger(Stage::Budget)) {
        let template = Template::chongqing_unit_budget();
        let original = compile(&ledger, &template).unwrap();
        let disclosure = original.read();
        let amounts: BTreeMap<Scope, Amount> = disclosure
            .facts()
            .iter()
            .zip(original.cells())
            .filter_map(|(fact, cell)| Some((fact.scope(), cell.amount()?)))
            .collect();
        let restored = restore(&disclosure).with_amounts(|scope| amounts.get(&scope).copied());
        let again = compiled(&restored.unwrap(), &template);
        for (old, new) in original.raw().tables.iter().zip(&again.raw().tables) {
            prop_assert_eq!(old.rows.len(), new.rows.len(), "{}", &old.title);
            for (old_row, new_row) in old.rows.iter().zip(&new.rows) {
                for column in &old.columns {
                    let texts = (old_row.cell(column), new_row.cell(column));
                    // Codes of projects and units are read as names only.
                    let figure = texts.0.is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()));
                    let text = column.contains("编码") || column.contains("单位");
                    if figure && !text {
                        prop_assert_eq!(texts.0, texts.1, "{} {} {}", &old.title, &old_row.name, column);
                    }
                }
            }
        }
    }
}
