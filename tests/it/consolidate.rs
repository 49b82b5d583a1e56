//! Departments: units added up, internal money left out, whatever the order and the grouping.

use cn_budget::{
    Amount, BudgetLine, Dimension, Disclosure, DocumentVerdict, Flow, FundSource, Kind, Ledger,
    Options, Payer, Place, RawDisclosure, Scope, Stage, Template, Unit, compile, consolidate,
    consolidate::{Agreement, Consolidation, Transfer, check_department},
    num::Quantity,
    raw::RawTable,
    reconcile, strategies,
};
use proptest::prelude::*;

/// What a unit pays to its subordinate, with the same amount received and spent there.
fn subsidy(payer: &mut Ledger, receiver: &mut Ledger, fen: i64) {
    let amount = Amount::from_fen(fen);
    let function = "2050202".parse().unwrap();
    let spent = |ledger: &mut Ledger, fund, kind| {
        let unit = ledger.entity(&ledger.entities()[0].name.clone(), "", Some(Payer::Institution));
        let income = BudgetLine::income(fund, amount).with_functional(function).with_entity(unit);
        let line = BudgetLine::expenditure(fund, amount)
            .with_functional(function)
            .with_department("30299".parse().unwrap())
            .with_kind(kind)
            .with_entity(unit);
        ledger.extend([income, line]);
    };
    spent(payer, FundSource::Operations, Kind::SubordinateSubsidy);
    spent(receiver, FundSource::SuperiorSubsidy, Kind::Project);
}

fn unit(name: &str) -> Ledger {
    let mut ledger = Ledger::new(2026, Stage::Budget);
    ledger.entity(name, "", Some(Payer::Institution));
    ledger
}

#[test]
fn a_subsidy_within_the_department_is_neither_income_nor_expenditure() {
    let (mut bureau, mut school) = (unit("教育局"), unit("某小学"));
    subsidy(&mut bureau, &mut school, 9_000_000);
    let department = consolidate([&bureau, &school]).unwrap();

    let [subsidies, remittances] = department.eliminations() else { panic!() };
    assert_eq!(subsidies.transfer(), Transfer::Subsidy);
    assert_eq!(subsidies.eliminated(), Amount::from_fen(9_000_000));
    assert!(subsidies.is_matched());
    assert!(remittances.eliminated().is_zero());
    assert!(department.proof().iter().all(cn_budget::consolidate::ProofLine::holds));

    let income = Scope::ALL.with_flow(Flow::Income);
    assert_eq!(department.ledger().sum(income).unwrap(), Amount::from_fen(9_000_000));
    let tables = compile(department.ledger(), &Template::chongqing_unit_budget()).unwrap();
    let report = reconcile(&tables.read(), &Options::new());
    assert_eq!(report.verdict(), DocumentVerdict::Consistent, "{report}");
}

#[test]
fn what_comes_from_outside_stays() {
    let (mut bureau, mut school) = (unit("教育局"), unit("某小学"));
    subsidy(&mut bureau, &mut school, 900);
    school.push(BudgetLine::income(FundSource::SuperiorSubsidy, Amount::from_fen(50)));
    let department = consolidate([&school, &bureau]).unwrap();
    let [subsidies, _] = department.eliminations() else { panic!() };
    assert!(!subsidies.is_matched());
    assert_eq!(subsidies.received(), Amount::from_fen(950));
    let received = Scope::ALL.with_flow(Flow::Income).with_fund(FundSource::SuperiorSubsidy);
    assert_eq!(department.ledger().sum(received).unwrap(), Amount::from_fen(50));
}

#[test]
fn of_the_greater_side_each_line_loses_its_part() {
    let (mut bureau, mut one, mut other) = (unit("教育局"), unit("一小"), unit("二小"));
    subsidy(&mut bureau, &mut one, 100);
    let received = |ledger: &mut Ledger, fen| {
        let unit = ledger.entity(&ledger.entities()[0].name.clone(), "", Some(Payer::Institution));
        let line = BudgetLine::income(FundSource::SuperiorSubsidy, Amount::from_fen(fen));
        ledger.push(line.with_functional("2050202".parse().unwrap()).with_entity(unit));
    };
    received(&mut other, 101);
    received(&mut other, -1);
    let department = consolidate([&other, &bureau, &one]).unwrap();
    let [subsidies, _] = department.eliminations() else { panic!() };
    assert_eq!((subsidies.received().fen(), subsidies.paid().fen()), (200, 100));
    let left = department.ledger().lines().iter();
    let left = left.filter(|line| line.flow == Flow::CurrentIncome);
    let left: Vec<i64> =
        left.filter(|l| l.fund == FundSource::SuperiorSubsidy).map(|l| l.amount.fen()).collect();
    // 100 · 100/201 = 49.75 and 100 · 101/201 = 50.25: of each its part, 分 for 分.
    assert_eq!(left, [50, -1, 51]);
    assert!(department.proof().iter().all(cn_budget::consolidate::ProofLine::holds));
}

#[test]
fn units_of_different_years_are_not_added_up() {
    let (one, other) = (unit("甲"), Ledger::new(2025, Stage::Budget));
    let error = consolidate([&one, &other]).unwrap_err();
    assert_eq!(error.to_string(), "units of 2026·budget and 2025·budget cannot be added up");
    assert!(consolidate([]).is_err());
    let mut rich = unit("乙");
    rich.push(BudgetLine::income(FundSource::General, Amount::from_fen(i64::MAX)));
    assert!(consolidate([&rich, &rich]).is_err());
}

/// A unit's ledger under another name.
fn named(ledger: &Ledger, name: &str) -> Ledger {
    let payer = ledger.entities()[0].payer;
    let mut own = Ledger::new(ledger.year(), ledger.stage());
    let unit = own.entity(name, "", payer);
    own.extend(ledger.lines().iter().map(|line| line.with_entity(unit)));
    own
}

fn units() -> impl Strategy<Value = Vec<Ledger>> {
    let units = prop::collection::vec(strategies::ledger(Stage::Budget), 2..5);
    units.prop_map(|units| {
        let names = ["甲", "乙", "丙", "丁"];
        units.iter().zip(names).map(|(unit, name)| named(unit, name)).collect()
    })
}

/// Units, and the same with their lines in another order.
fn shuffled() -> impl Strategy<Value = (Vec<Ledger>, Vec<Ledger>)> {
    units().prop_flat_map(|units| {
        let lines: Vec<_> =
            units.iter().map(|unit| Just(unit.lines().to_vec()).prop_shuffle()).collect();
        lines.prop_map(move |lines| {
            let of = |(unit, lines): (&Ledger, Vec<BudgetLine>)| {
                let mut turned = Ledger::new(unit.year(), unit.stage());
                let own = &unit.entities()[0];
                turned.entity(&own.name, &own.code, own.payer);
                for project in unit.projects() {
                    turned.project(&project.name, &project.code);
                }
                turned.extend(lines);
                turned
            };
            (units.clone(), units.iter().zip(lines).map(of).collect())
        })
    })
}

fn consolidated(units: &[Ledger]) -> Consolidation {
    consolidate(units).unwrap_or_else(|error| panic!("{error}"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn neither_order_nor_grouping_matters(units in units(), cut in 1..4_usize, by in 0..4_usize) {
        let whole = consolidated(&units);
        let mut turned = units.clone();
        let length = turned.len();
        turned.rotate_left(by % length);
        prop_assert_eq!(&consolidated(&turned), &whole);
        let cut = cut.min(units.len() - 1);
        let (some, others) = (consolidated(&units[..cut]), consolidated(&units[cut..]));
        prop_assert_eq!(&some.merge(&others).unwrap(), &whole);
        prop_assert_eq!(&others.merge(&some).unwrap(), &whole);
    }

    #[test]
    fn the_order_of_lines_does_not_matter((units, shuffled) in shuffled()) {
        prop_assert_eq!(consolidated(&shuffled), consolidated(&units));
    }

    #[test]
    fn the_proof_holds_and_the_department_balances(units in units()) {
        let whole = consolidated(&units);
        for line in whole.proof() {
            prop_assert!(line.holds(), "{}", line);
        }
        let [income, expenditure] = whole.proof();
        prop_assert_eq!(income.consolidated(), expenditure.consolidated());
    }

}

proptest! {
    // Each case compiles and reads several documents.
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    /// A department's published tables agree with those of its units, scope by scope.
    #[test]
    fn published_tables_of_department_and_units_agree(units in units()) {
        let template = Template::chongqing_unit_budget();
        let read = |ledger: &Ledger| -> Disclosure { compile(ledger, &template).unwrap().read() };
        let department = read(consolidated(&units).ledger());
        let parts: Vec<Disclosure> = units.iter().map(read).collect();
        let check = check_department(&department, &parts);
        let broken: Vec<_> = check.broken().collect();
        prop_assert!(broken.is_empty(), "{:?}", broken);
        // Units of nil amounts alone print nothing.
        let nil = units.iter().flat_map(Ledger::lines).all(|line| line.amount.is_zero());
        prop_assert!(nil || check.count(Agreement::Exact) + check.count(Agreement::Rounding) > 0);
    }
}

#[test]
fn a_figure_of_the_department_that_is_off_is_found() {
    let mut ledger = unit("某中心");
    let function = "2010350".parse().unwrap();
    let amount = Amount::from_fen(123_456_700);
    ledger.push(BudgetLine::income(FundSource::General, amount).with_functional(function));
    ledger.push(
        BudgetLine::expenditure(FundSource::General, amount)
            .with_functional(function)
            .with_department("30101".parse().unwrap())
            .with_government("50501".parse().unwrap())
            .with_kind(Kind::Personnel),
    );
    let template = Template::chongqing_unit_budget();
    let own = compile(&ledger, &template).unwrap();
    let units = [own.read(), own.read()];
    let both = compile(consolidate([&ledger, &ledger]).unwrap().ledger(), &template).unwrap();
    assert_eq!(check_department(&both.read(), &units).broken().count(), 0);
    let mut raw = both.into_raw();
    raw.tables[2].rows[3].cells[0].1 = "246.99".into();
    let check = check_department(&Disclosure::read(raw), &units);
    assert_eq!(check.broken().count(), 1);
    assert!(check.to_string().contains("2010350"), "{check}");
}

/// A document of one table, whose rows have one column 合计.
fn printed(title: &str, rows: &[(&str, &str, &str)]) -> Disclosure {
    let mut table = RawTable::new(title, Unit::WanYuan, ["合计"]);
    for (code, name, text) in rows {
        table = table.row(code, *name, [*text]);
    }
    Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table))
}

#[test]
fn each_scope_is_told_with_both_sides_and_how_they_agree() {
    let cases = [
        ("15.00", Agreement::Exact),
        // 10.00 and 5.00 may each be off by 0.005, and so may 15.01.
        ("15.01", Agreement::Rounding),
        ("15.02", Agreement::Broken),
        ("14.97", Agreement::Broken),
    ];
    for (text, agreement) in cases {
        let of = |text: &str| printed("部门支出总表", &[("201", "一般公共服务支出", text)]);
        let check = check_department(&of(text), &[of("10.00"), of("5.00")]);
        let [only] = check.scopes() else { panic!("{check}") };
        assert_eq!(only.agreement(), agreement, "{text}");
        assert_eq!(only.scope().functional(), Some("201".parse().unwrap()));
        assert_eq!(only.place(), Place::Cell { table: 0, row: 0, column: 0 });
        assert_eq!(only.department().to_decimal_string(Unit::WanYuan, 2), text);
        assert_eq!(only.units().to_string(), "150000元");
        assert_eq!(only.internal(), Quantity::ZERO);
        for &other in Agreement::ALL {
            assert_eq!(check.count(other), usize::from(other == agreement), "{text} {other}");
        }
        assert!(check.unmatched().is_empty());
    }
    let nil = printed("部门支出总表", &[("201", "一般公共服务支出", "0.00")]);
    assert!(check_department(&nil, std::slice::from_ref(&nil)).scopes().is_empty());
}

#[test]
fn what_units_pay_each_other_may_be_missing_from_the_department() {
    // The school's 3.00 are paid by the bureau: the department has 10.00 of its own.
    let income = |subsidy: &str, total: &str| {
        let rows = [("", "收入合计", total), ("", "上级补助收入", subsidy)];
        printed("部门收入总表", &rows)
    };
    let of = |department: &str| {
        let units = [income("", "10.00"), income("3.00", "3.00")];
        let check = check_department(&income("", department), &units);
        let total = check.scopes().iter().find(|check| !check.scope().fixes(Dimension::Fund));
        *total.unwrap()
    };
    assert_eq!(of("13.00").agreement(), Agreement::Exact);
    assert_eq!(of("10.00").agreement(), Agreement::Internal);
    assert_eq!(of("11.50").agreement(), Agreement::Internal);
    assert_eq!(of("9.90").agreement(), Agreement::Broken);
    assert_eq!(of("14.00").agreement(), Agreement::Broken);
    // Printed as 3.00, it is 3.005 at the most.
    assert_eq!(of("10.00").internal().to_decimal_string(Unit::WanYuan, 2), "3.005");
}

#[test]
fn a_scope_that_one_side_does_not_tell_is_unmatched() {
    let services = [("201", "一般公共服务支出", "5.00")];
    let schools = [("205", "教育支出", "5.00")];
    // A table that is not wholly understood may leave out anything.
    let unread = [("201", "一般公共服务支出", "5.00"), ("", "不明之物", "1.00")];
    let (of, department) = (|rows| printed("部门支出总表", rows), &schools);
    let check = check_department(&of(department), &[of(&schools), of(&unread)]);
    let school = |unmatched: &&cn_budget::consolidate::Unmatched| {
        unmatched.scope.functional() == Some("205".parse().unwrap())
    };
    let found: Vec<_> = check.unmatched().iter().filter(school).map(|found| found.unit).collect();
    assert_eq!(found, [Some(1)]);
    let check = check_department(&of(&unread), &[of(&services), of(&schools)]);
    let found: Vec<_> = check.unmatched().iter().filter(school).map(|found| found.unit).collect();
    assert_eq!(found, [None]);
    assert_eq!(Agreement::Internal.name(cn_budget::Lang::En), "within what units pay each other");
}

#[test]
fn the_proof_tells_units_eliminations_and_the_department() {
    let (mut bureau, mut school) = (unit("教育局"), unit("某小学"));
    subsidy(&mut bureau, &mut school, 900);
    let department = consolidate([&bureau, &school]).unwrap();
    for line in department.proof() {
        let amounts = [line.units(), line.eliminated(), line.consolidated()].map(Amount::fen);
        assert_eq!(amounts, [1_800, 900, 900], "{line}");
    }
    let spent = |kind| department.ledger().sum(Scope::ALL.with_kind(kind)).unwrap().fen();
    assert_eq!([spent(Kind::SubordinateSubsidy), spent(Kind::Project)], [0, 900]);
}

#[test]
fn projects_of_one_department_stand_in_order_of_code_and_name() {
    let with = |names: [(&str, &str); 3]| {
        let mut ledger = unit("某中心");
        for (code, name) in names {
            let project = ledger.project(name, code);
            let line = BudgetLine::expenditure(FundSource::General, Amount::from_fen(100));
            ledger.push(line.with_project(project));
        }
        ledger
    };
    let (a, b, c) = (("1", "修路"), ("1", "架桥"), ("0", "植树"));
    let orders = [[a, b, c], [c, b, a], [b, a, c]].map(with);
    let all = orders.each_ref().map(|ledger| consolidate([ledger]).unwrap());
    let names: Vec<&str> =
        all[0].ledger().projects().iter().map(|project| project.name.as_str()).collect();
    assert_eq!(names, ["植树", "修路", "架桥"]);
    assert_eq!(all[0], all[1]);
    assert_eq!(all[0], all[2]);
}
