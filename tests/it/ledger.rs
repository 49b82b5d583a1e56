//! The ledger: names, filters, columns, and how it travels.

use cn_budget::{
    Amount, BudgetLine, Catalogue, Flow, FundSource, Item, Kind, Ledger, Payer, Scope, Stage,
    ledger::Procurement,
};

fn ledger() -> Ledger {
    let mut ledger = Ledger::new(2026, Stage::Budget);
    let office = ledger.entity("某办公室", "101001", Some(Payer::Administrative));
    let center = ledger.entity("某中心", "", Some(Payer::Institution));
    let works = ledger.project("修缮", "P-1");
    ledger.extend([
        BudgetLine::income(FundSource::General, Amount::from_fen(300)).with_entity(office),
        BudgetLine::expenditure(FundSource::General, Amount::from_fen(100))
            .with_entity(office)
            .with_functional("2010301".parse().unwrap())
            .with_department("30101".parse().unwrap())
            .with_government("50101".parse().unwrap())
            .with_kind(Kind::Personnel),
        BudgetLine::expenditure(FundSource::General, Amount::from_fen(200))
            .with_entity(center)
            .with_kind(Kind::Project)
            .with_item(Item::Meetings)
            .with_project(works)
            .with_procurement(Procurement::Works),
    ]);
    ledger
}

#[test]
fn names_are_given_out_once() {
    let mut ledger = ledger();
    let again = ledger.entity("某中心", "", Some(Payer::Institution));
    assert_eq!(ledger.entity_of(again).unwrap().name, "某中心");
    assert_eq!(ledger.entities().len(), 2);
    let other = ledger.entity("某中心", "", None);
    assert_ne!(again, other, "a unit of an unknown payer is another one");
    assert_eq!(ledger.project("修缮", "P-1"), ledger.lines()[2].project.unwrap());
}

#[test]
fn a_scope_selects_lines_of_its_own_year_only() {
    let ledger = ledger();
    let spent = Scope::ALL.with_flow(Flow::Expenditure);
    assert_eq!(ledger.sum(spent).unwrap(), Amount::from_fen(300));
    assert_eq!(ledger.sum(spent.with_year(2026)).unwrap(), Amount::from_fen(300));
    assert_eq!(ledger.sum(spent.with_year(2025)).unwrap(), Amount::from_fen(0));
    assert_eq!(ledger.sum(spent.with_stage(Stage::Final)).unwrap(), Amount::from_fen(0));
    let procured = Scope::ALL.with_item(Item::Procurement);
    assert_eq!(ledger.within(procured).count(), 1);
}

#[test]
fn a_sum_beyond_an_amount_is_an_error() {
    let mut ledger = Ledger::new(2026, Stage::Budget);
    let line = BudgetLine::income(FundSource::General, Amount::from_fen(i64::MAX));
    ledger.extend([line, line]);
    assert!(ledger.sum(Scope::ALL).is_err());
}

#[test]
fn appending_numbers_names_anew() {
    let (mut one, two) = (Ledger::new(2026, Stage::Budget), ledger());
    one.entity("别的单位", "", None);
    one.append(&two);
    let line = one.lines()[2];
    assert_eq!(one.entity_of(line.entity.unwrap()).unwrap().name, "某中心");
    assert_eq!(one.project_of(line.project.unwrap()).unwrap().code, "P-1");
}

#[test]
fn a_hundred_thousand_units_are_found_at_once() {
    let mut ledger = Ledger::new(2026, Stage::Budget);
    for round in 0..2 {
        for number in 0..100_000 {
            let unit = ledger.entity(&format!("单位{number}"), "", None);
            assert_eq!(unit.0, number, "round {round}");
        }
    }
}

#[test]
fn the_crosswalk_fills_what_is_absent_only() {
    let catalogue = Catalogue::builtin();
    let mut ledger = Ledger::new(2026, Stage::Budget);
    let office = ledger.entity("某办公室", "", Some(Payer::Administrative));
    let center = ledger.entity("某中心", "", Some(Payer::Institution));
    let wages = BudgetLine::expenditure(FundSource::General, Amount::from_fen(100))
        .with_department("30101".parse().unwrap());
    ledger.extend([
        wages.with_entity(office),
        wages.with_entity(center),
        wages.with_entity(center).with_government("50999".parse().unwrap()),
        wages, // 501 or 505: the payer is not known
        BudgetLine::income(FundSource::General, Amount::from_fen(400)),
    ]);
    assert_eq!(ledger.fill_government(&catalogue), 1);
    let found: Vec<_> = ledger.lines().iter().map(|line| line.government).collect();
    let code = |text: &str| Some(text.parse().unwrap());
    assert_eq!(found, [code("50101"), code("50501"), code("50999"), None, None]);
    for line in ledger.lines() {
        assert_eq!(ledger.government(line, &catalogue), line.government);
    }
}

#[test]
fn columns_keep_every_line() {
    let ledger = ledger();
    let columns = ledger.columns();
    assert_eq!(columns.len(), 3);
    assert!(columns.iter().eq(ledger.lines().iter().copied()));
    assert_eq!(columns.line(3), None);
}

#[cfg(feature = "serde")]
#[test]
fn a_ledger_travels_as_it_is() {
    let ledger = ledger();
    let json = serde_json::to_string(&ledger).unwrap();
    assert!(json.contains("\"entity\":{\"name\":\"某办公室\",\"code\":\"101001\""), "{json}");
    assert_eq!(serde_json::from_str::<Ledger>(&json).unwrap(), ledger);
    assert!(serde_json::from_str::<Ledger>(&json.replace("2010301", "9910301")).is_err());
    let misspelt = json.replacen("\"functional\"", "\"functonal\"", 1);
    assert!(serde_json::from_str::<Ledger>(&misspelt).is_err(), "nothing is dropped unsaid");
}

#[test]
fn ledgers_of_other_names_are_other_ledgers() {
    let ledger = |name: &str| {
        let mut ledger = Ledger::new(2026, Stage::Budget);
        ledger.entity(name, "", None);
        ledger
    };
    assert_eq!(ledger("某中心"), ledger("某中心"));
    assert_ne!(ledger("某中心"), ledger("某学校"));
}

#[test]
fn columns_are_empty_until_a_line_comes() {
    let mut columns = cn_budget::ledger::Columns::new();
    assert!(columns.is_empty());
    columns.push(BudgetLine::income(FundSource::General, Amount::ZERO));
    assert!(!columns.is_empty());
}
