//! Disclosures taken apart into lines and compiled again: the most detailed figures stay, sums agree
//! within rounding.

use crate::common;

use std::collections::BTreeMap;

use cn_budget::{
    Amount, Catalogue, Disclosure, Figure, FundSource, Place, RawDisclosure, Scope, Stage,
    Template, Unit, compile,
    compile::Compiled,
    ledger::Procurement,
    raw::RawTable,
    restore,
    restore::{OpenLine, Restored},
    strategies,
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
            restored.windows().iter().flat_map(cn_budget::restore::Window::lines).collect();
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

fn read(title: &str, columns: &[&str], rows: &[(&str, &str, &[&str])]) -> Disclosure {
    let mut table = RawTable::new(title, Unit::WanYuan, columns.iter().copied());
    for (code, name, texts) in rows {
        table = table.row(code, *name, texts.iter().copied());
    }
    Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table))
}

fn amounts(window: &cn_budget::restore::Window) -> Vec<(i64, bool)> {
    window.lines().iter().map(|line| (line.amount().fen(), line.is_rest())).collect()
}

#[test]
fn of_a_figure_and_a_part_of_it_the_part_and_the_rest_are_lines() {
    let rows: [(&str, &str, &[&str]); 2] =
        [("201", "一般公共服务支出", &["10.00", "4.00"]), ("205", "教育支出", &["5.00", "5.00"])];
    let restored = restore(&read("部门支出总表", &["合计", "基本支出"], &rows));
    let [window] = restored.windows() else { panic!() };
    assert!(window.is_closed() && window.left_out().is_empty());
    // Of 201 6.00 is left beside 基本支出, of 205 nothing.
    assert_eq!(amounts(window), [(6_000_000, true), (4_000_000, false), (5_000_000, false)]);
    let [rest, part, other] = window.lines() else { panic!() };
    assert_eq!(window.within(rest.scope()), Some(vec![rest, part]));
    assert_eq!(window.within(other.scope()), Some(vec![other]));
    // Of 10.004 in all and 4.003 for the part, exactly 6.001 is left.
    let exact = |scope: Scope| match (scope.functional()?.number(), scope.kind()) {
        (201, None) => Some(Amount::from_fen(10_004_000)),
        (201, Some(_)) => Some(Amount::from_fen(4_003_000)),
        _ => None,
    };
    let exact = restored.clone().with_amounts(exact).unwrap();
    let exact: Vec<i64> =
        exact.windows()[0].lines().iter().map(|line| line.amount().fen()).collect();
    assert_eq!(exact, [6_001_000, 4_003_000, 5_000_000]);
}

#[test]
fn a_figure_less_than_its_parts_is_left_out() {
    let rows: [(&str, &str, &[&str]); 1] = [("201", "一般公共服务支出", &["3.00", "4.00"])];
    let restored = restore(&read("部门支出总表", &["合计", "基本支出"], &rows));
    let window = &restored.windows()[0];
    assert_eq!(amounts(window), [(4_000_000, false)]);
    assert_eq!(window.left_out(), [Place::Cell { table: 0, row: 0, column: 0 }]);
}

#[test]
fn an_amount_below_nil_is_a_line_unless_it_is_a_rest() {
    let disclosure = read("部门支出总表", &["合计"], &[("201", "一般公共服务支出", &["-3.00"])]);
    let restored = restore(&disclosure);
    assert_eq!(amounts(&restored.windows()[0]), [(-3_000_000, false)]);
}

#[test]
fn a_table_that_is_not_wholly_understood_is_open() {
    for (columns, row) in [(["合计", "基本支出"], "不明之物"), (["合计", "不明之列"], "教育支出")]
    {
        let code = if row == "教育支出" { "205" } else { "" };
        let rows: [(&str, &str, &[&str]); 2] =
            [("201", "一般公共服务支出", &["3.00", "1.00"]), (code, row, &["2.00", "1.00"])];
        let restored = restore(&read("部门支出总表", &columns, &rows));
        let window = &restored.windows()[0];
        assert!(!window.is_closed(), "{columns:?} {row}");
        assert_eq!(window.within(window.root()), None);
    }
}

#[test]
fn kinds_split_a_table_whole_beside_its_total() {
    let rows: [(&str, &str, &[&str]); 1] =
        [("201", "一般公共服务支出", &["12.31", "10.00", "2.30"])];
    let columns = ["合计", "基本支出", "项目支出"];
    // 12.31 = 10.00 + 2.30 within rounding: the total tells no line of its own.
    let restored = restore(&read("部门支出总表", &columns, &rows));
    assert_eq!(amounts(&restored.windows()[0]), [(10_000_000, false), (2_300_000, false)]);
    // In a table that is not understood the difference may be money.
    let columns = ["合计", "基本支出", "项目支出", "不明之列"];
    let rows: [(&str, &str, &[&str]); 1] =
        [("201", "一般公共服务支出", &["12.31", "10.00", "2.30", "1.00"])];
    let restored = restore(&read("部门支出总表", &columns, &rows));
    assert_eq!(restored.windows()[0].lines().len(), 3);
}

#[test]
fn a_window_is_a_ledger_where_its_lines_tell_flow_and_fund() {
    let columns = ["单位名称", "项目名称", "一般公共预算", "政府性基金预算"];
    let rows: [(&str, &str, &[&str]); 1] = [("", "", &["某某中心", "修路", "3.00", "1.00"])];
    let disclosure = read("项目支出表", &columns, &rows);
    let restored = restore(&disclosure);
    let ledger = restored.ledger(0).unwrap();
    let lines: Vec<_> = ledger.lines().iter().map(|line| (line.fund, line.amount.fen())).collect();
    assert_eq!(lines, [(FundSource::General, 3_000_000), (FundSource::GovernmentFund, 1_000_000)]);
    let line = &restored.windows()[0].lines()[0];
    let named =
        [line.scope().entity(), line.scope().project()].map(|id| restored.name(id.unwrap()));
    assert_eq!(named, [Some("某某中心"), Some("修路")]);
    assert_eq!(ledger.entity_of(ledger.lines()[0].entity.unwrap()).unwrap().name, "某某中心");
    assert_eq!(restored.name(cn_budget::scope::NameId(99)), None);
    // A total of all funds does not say whose money it is.
    let rows: [(&str, &str, &[&str]); 1] = [("201", "一般公共服务支出", &["3.00"])];
    assert!(restore(&read("部门支出总表", &["合计"], &rows)).ledger(0).is_none());
    assert!(restored.ledger(9).is_none());
}

#[test]
fn what_is_procured_is_told_by_its_procurement() {
    let rows: [(&str, &str, &[&str]); 1] = [("201", "一般公共服务支出", &["3.00"])];
    let disclosure = read("一般公共预算政府采购支出预算表", &["货物类"], &rows);
    let ledger = restore(&disclosure).ledger(0).unwrap();
    assert_eq!(ledger.lines()[0].procurement, Some(Procurement::Goods));
    assert_eq!(ledger.lines()[0].item, None);
}
