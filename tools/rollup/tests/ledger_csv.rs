//! The reader of the roll-up example: good rows become scopes and amounts, bad ones say what is wrong.

use cn_budget::{Amount, Flow, FundSource, Item, Kind, Ledger, Payer, Scope, Stage, Unit};
use csv::{ByteRecord, ReaderBuilder};

#[path = "../src/ledger_csv.rs"]
mod reader;

use reader::Header;

fn records(csv: &[u8]) -> Vec<ByteRecord> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv);
    reader.byte_records().map(Result::unwrap).collect()
}

type Row = Result<(Scope, Amount), String>;

fn read(csv: &[u8]) -> (Ledger, Vec<Row>) {
    let mut ledger = Ledger::new(2026, Stage::Budget);
    let records = records(csv);
    let header = Header::read(&records[0], Unit::Yuan).unwrap();
    let lines = records[1..].iter().map(|record| header.row(record, &mut ledger)).collect();
    (ledger, lines)
}

#[test]
fn a_row_has_a_scope_and_an_amount() {
    let csv = "\u{feff}单位,单位性质,收支,功能分类,部门经济分类,资金来源,支出性质,专项口径,政府采购,金额（万元）\n\
        某小学,事业单位,本年支出,2050202,30201,一般公共预算,公用经费,会议费,政府采购服务,\"1,051.74\"\n\n\
        ,,current_income,,,11,,,,-3元\n";
    let (ledger, lines) = read(csv.as_bytes());
    let (scope, amount) = lines[0].clone().unwrap();
    let unit = ledger.entity_of(scope.entity().unwrap()).unwrap();
    assert_eq!((unit.name.as_str(), unit.payer), ("某小学", Some(Payer::Institution)));
    let wanted = Scope::ALL
        .with_entity(scope.entity().unwrap())
        .with_flow(Flow::CurrentExpenditure)
        .with_functional("2050202".parse().unwrap())
        .with_department("30201".parse().unwrap())
        .with_fund(FundSource::General)
        .with_kind(Kind::Operating)
        .with_item(Item::Meetings);
    assert_eq!((scope, amount), (wanted, "1051.74万元".parse().unwrap()));
    let income = Scope::ALL.with_flow(Flow::CurrentIncome).with_fund(FundSource::General);
    let wanted = Ok((income, Amount::from_fen(-300)));
    assert_eq!(lines[1], wanted, "a blank row is no row, a blank field is open");
}

#[track_caller]
fn fails(csv: &[u8], wanted: &str) {
    let error = read(csv).1[0].clone().unwrap_err();
    assert!(error.contains(wanted), "{error}");
}

#[test]
fn a_bad_row_says_what_is_wrong() {
    fails(b"functional,amount\n301,1", "functional: a department economic classification code");
    fails(b"functional,amount\n20x,1", "not a digit");
    fails(b"functional,amount\n201,", "no amount");
    fails(b"functional,amount\n201,12a", "amount: not an amount");
    fails(b"functional,amount\n201,0.001", "amount: not exact");
    fails(b"functional,amount\n201,1,1", "3 fields instead of 2");
    fails(b"functional,amount\n201", "1 fields instead of 2");
    fails(b"kind,amount\n\xbb\xf9\xb1\xbe,1", "kind is not UTF-8");
    let endless = format!("functional,amount\n\"{}", "2".repeat(2 << 20));
    fails(endless.as_bytes(), "a quotation mark not closed");
}

#[test]
fn a_bad_heading_is_refused() {
    let refused = |csv: &[u8]| Header::read(&records(csv)[0], Unit::Yuan).err().unwrap();
    assert!(refused(b"functional,sum").contains("no column is called"));
    assert!(refused(b"amount,functional,amount").contains("two columns"));
    assert!(refused("金额（美元）".as_bytes()).contains("金额（美元）"));
    assert!(refused(b"\xbd\xf0\xb6\xee").contains("not UTF-8"));
    let header = Header::read(&records("金额,备注".as_bytes())[0], Unit::Yuan).unwrap();
    assert_eq!(header.unused(), ["备注"]);
}
