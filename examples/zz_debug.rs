use cn_budget::*;
fn main() {
    let mut l = Ledger::new(2026, Stage::Budget);
    let u = l.entity("某区某某中心", "102003", Some(Payer::Institution));
    l.push(
        BudgetLine::expenditure(FundSource::General, Amount::from_fen(1))
            .with_entity(u)
            .with_functional("2010101".parse().unwrap())
            .with_department("30212".parse().unwrap())
            .with_kind(Kind::Personnel)
            .with_item(Item::Abroad)
            .with_procurement(Procurement::Goods),
    );
    l.push(
        BudgetLine::expenditure(FundSource::General, Amount::from_fen(6180000))
            .with_entity(u)
            .with_functional("2010101".parse().unwrap())
            .with_department("30218".parse().unwrap())
            .with_kind(Kind::Personnel)
            .with_procurement(Procurement::Goods),
    );
    l.push(
        BudgetLine::income(FundSource::General, Amount::from_fen(6180001))
            .with_entity(u)
            .with_functional("2010101".parse().unwrap()),
    );
    let c = compile(&l, &Template::chongqing_unit_budget()).unwrap();
    let d = c.read();
    for f in d.findings() {
        println!("{:?} {:?}", f.kind, f);
    }
    for t in c.raw().tables.iter() {
        println!("{} {:?}", t.title, t.side);
        for r in &t.rows {
            println!("   {:?} {} {:?}", r.code, r.name, r.cells);
        }
    }
}
