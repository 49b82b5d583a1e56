//! Ledgers: sums agree however they are made, and compiled tables print them.

use std::collections::BTreeMap;

use cn_budget::{
    Amount, Catalogue, Cube, Dimension, DocumentVerdict, Edition, Figure, Flow, Kind, Law, Ledger,
    Options, Rollup, Scope, Template, Unit, check::Verdict, code::Functional,
    compare::compare_ledgers, compile, reconcile, system::Limits,
};

/// Any JSON that is a ledger travels unchanged; roll-up, cube and ledger come to the same sums, in
/// one go or in parts; each compiled cell prints its exact sum, and no two of them contradict.
pub(crate) fn ledger(data: &[u8]) {
    let Ok(ledger) = serde_json::from_slice::<Ledger>(data) else { return };
    super::form::travels(&ledger);
    sums_agree(&ledger);
    for template in [
        Template::chongqing_unit_budget(),
        Template::shanghai_department_budget(),
        Template::shanghai_department_final().in_unit(Unit::Yuan, 2),
    ] {
        compiles(&ledger, &template);
    }
}

fn sums_agree(ledger: &Ledger) {
    const AXES: [Dimension; 4] =
        [Dimension::Functional, Dimension::Fund, Dimension::Flow, Dimension::Kind];
    let columns = ledger.columns();
    let mut rollup = Rollup::<Functional>::new();
    rollup.extend_columns(columns.functionals(), columns.amounts()).expect("columns of one ledger");
    let mut cube = Cube::new(AXES);
    cube.extend_columns(&columns);

    let (first, second) = ledger.lines().split_at(ledger.lines().len() / 2);
    let pairs = |lines: &[cn_budget::BudgetLine]| -> Rollup<Functional> {
        lines.iter().map(|line| (line.functional, line.amount)).collect()
    };
    let mut parts = pairs(second);
    parts.merge(&pairs(first)).expect("few lines");
    assert_eq!(parts, rollup);
    let (mut cubes, mut more) = (Cube::new(AXES), Cube::new(AXES));
    cubes.extend(first.iter().copied());
    more.extend(second.iter().copied());
    cubes.merge(&more).expect("few lines");
    assert_eq!(cubes, cube);

    let lines = ledger.lines().iter();
    let open = lines.filter(|line| line.functional.is_none()).map(|line| line.amount);
    assert_eq!(rollup.open().ok(), Amount::try_sum(open).ok());
    assert_eq!(rollup.total().ok(), ledger.sum(Scope::ALL).ok());
    for line in ledger.lines() {
        let Some(code) = line.functional else { continue };
        for code in code.ancestors().chain([code]) {
            let scope = Scope::ALL.with_functional(code);
            let sum = ledger.sum(scope).ok();
            assert_eq!(rollup.get(code).ok(), sum);
            assert_eq!(cube.get(scope).ok(), sum);
            let scope = scope.with_fund(line.fund).with_flow(line.flow);
            assert_eq!(cube.get(scope).ok(), ledger.sum(scope).ok());
        }
    }
    if let Ok(tree) = rollup.tree() {
        assert_eq!(Ok(tree.total()), rollup.total());
        assert!(tree.nodes().iter().all(|node| Ok(node.amount()) == rollup.get(node.code())));
        let edition = Edition::new(ledger.year());
        assert!(!tree.display(&Catalogue::builtin(), edition).to_string().is_empty());
    }
    if let Ok(same) = compare_ledgers(ledger, ledger, &AXES, &Catalogue::builtin()) {
        assert!(same.only_before().is_empty() && same.only_after().is_empty());
    }
}

fn compiles(ledger: &Ledger, template: &Template) {
    let compiled = match compile(ledger, template) {
        Ok(compiled) => compiled,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let disclosure = compiled.read();
    for cell in compiled.cells() {
        let cn_budget::Place::Cell { table, .. } = cell.place() else { panic!("{cell:?}") };
        let text = disclosure.cell(cell.place());
        let unit = template.tables()[usize::try_from(table).expect("an index")].unit();
        let printed = Figure::parse(text.text(), unit).expect("a figure or nothing");
        match (cell.amount(), printed) {
            (None | Some(Amount::ZERO), None) => {}
            (Some(amount), Some(figure)) => {
                assert_eq!(Figure::of_amount(amount, unit, figure.decimals()), Ok(figure));
            }
            other => panic!("{other:?}"),
        }
    }
    let options = Options::new().limits(Limits::default().work(100_000));
    let report = reconcile(&disclosure, &options);
    if is_plain_and_balanced(ledger) {
        let broken = report.equations().iter().find(|judged| {
            judged.judgement.verdict == Verdict::Broken
                && matches!(judged.equation.law(), Law::Identity | Law::Hierarchy | Law::Balance)
        });
        assert!(broken.is_none(), "{:?} {report}", broken.map(|judged| judged.equation.law()));
    }
    assert!(
        report.count(Verdict::Broken) == 0 || report.verdict() == DocumentVerdict::Inconsistent
    );
}

/// Whether the ledger could be a true budget, fund by fund and function by function what comes in
/// goes out, and has no names that might be taken for other labels.
fn is_plain_and_balanced(ledger: &Ledger) -> bool {
    let mut sums = BTreeMap::new();
    for line in ledger.lines() {
        let signed = match line.flow {
            Flow::CurrentIncome | Flow::CarriedIn | Flow::SurplusUsed => line.amount.fen(),
            Flow::CurrentExpenditure | Flow::Distributed | Flow::CarriedOver => -line.amount.fen(),
            _ => return false,
        };
        *sums.entry((line.fund, line.functional)).or_insert(0_i128) += i128::from(signed);
    }
    let positive = ledger.lines().iter().all(|line| line.amount >= Amount::ZERO);
    // In final accounts 301 and 303 are 人员经费 and all other classes 公用经费.
    let usual = |line: &cn_budget::BudgetLine| match (line.department, line.kind) {
        (Some(code), Some(kind @ (Kind::Personnel | Kind::Operating))) => {
            matches!(code.class().number(), 301 | 303) == (kind == Kind::Personnel)
        }
        _ => true,
    };
    let positive = positive && ledger.lines().iter().all(usual);
    let named = !ledger.entities().is_empty() || !ledger.projects().is_empty();
    positive && !named && sums.values().all(|&sum| sum == 0)
}
