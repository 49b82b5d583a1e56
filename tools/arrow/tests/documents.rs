//! Columns of documents: what the columns say is what the report says, whatever stands beside.

use std::{fs, path::Path, time::Instant};

use arrow_array::{
    Array, BinaryArray, RecordBatch, StringArray,
    cast::AsArray,
    types::{Decimal128Type, Int32Type, Int64Type},
};
use cn_budget::{Disclosure, Options, RawDisclosure, Report};
use cn_budget_arrow::{Documents, Settings, facts, reconcile};
use serde_json::Value;

/// The real documents in the tree.
fn documents() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/documents");
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| !path.to_string_lossy().contains("truth"));
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

/// A document of so many rows, each with a total that its parts do not make.
fn broken(rows: usize) -> String {
    let mut raw = RawDisclosure::new(2026, cn_budget::Stage::Budget);
    let mut table = cn_budget::raw::RawTable::new(
        "部门支出总表",
        cn_budget::Unit::WanYuan,
        ["合计", "基本支出", "项目支出"],
    );
    for row in 0..rows {
        let code = (2_010_101 + row).to_string();
        table = table.row(&code, "某支出", ["12.30", "10.00", "3.30"]);
    }
    raw.tables.push(table);
    serde_json::to_string(&raw).unwrap()
}

fn report(json: &str) -> Report {
    let raw: RawDisclosure = serde_json::from_str(json).unwrap();
    cn_budget::reconcile(&Disclosure::read(raw), &Options::new())
}

fn run(column: &dyn Array, settings: &Settings) -> RecordBatch {
    reconcile(&Documents::new(column).unwrap(), settings).unwrap()
}

fn texts<'a>(batch: &'a RecordBatch, name: &str) -> Vec<Option<&'a str>> {
    batch.column_by_name(name).unwrap().as_string::<i64>().iter().collect()
}

fn numbers(batch: &RecordBatch, name: &str) -> Vec<Option<i64>> {
    batch.column_by_name(name).unwrap().as_primitive::<Int64Type>().iter().collect()
}

#[test]
fn columns_say_what_the_reports_say() {
    let mut all = documents();
    all.push(broken(1));
    all.push(broken(3));
    let batch = run(&StringArray::from(all.clone()), &Settings::new().reports(true));
    for (row, document) in all.iter().enumerate() {
        let report = report(document);
        let json = serde_json::to_string(&report).unwrap();
        assert_eq!(texts(&batch, "report")[row], Some(&*json));
        let json: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(texts(&batch, "verdict")[row], json["verdict"].as_str());
        for name in ["figures", "covered"] {
            assert_eq!(numbers(&batch, name)[row], json[name].as_i64(), "{name}");
        }
        for name in ["read", "bound", "unread"] {
            let column = format!("claims_{name}");
            assert_eq!(numbers(&batch, &column)[row], json["claims"][name].as_i64(), "{name}");
        }
        for name in ["exact", "rounding", "broken"] {
            assert_eq!(numbers(&batch, name)[row], json["equations"][name].as_i64(), "{name}");
        }
        let causes = batch.column_by_name("causes").unwrap().as_list::<i32>().value(row);
        let causes = causes.as_struct();
        assert_eq!(causes.len(), json["causes"].as_array().unwrap().len());
        for (number, cause) in json["causes"].as_array().unwrap().iter().enumerate() {
            let told = |name| causes.column_by_name(name).unwrap().as_string::<i64>();
            assert_eq!(Some(told("kind").value(number)), cause["kind"].as_str());
            assert_eq!(Some(told("message").value(number)), cause["message"]["zh"].as_str());
            let rows = causes.column_by_name("row").unwrap().as_primitive::<Int32Type>();
            let row = rows.is_valid(number).then(|| i64::from(rows.value(number)));
            assert_eq!(row, cause["cells"][0]["row"].as_i64());
        }
    }
    assert!(texts(&batch, "error").iter().all(Option::is_none));
    assert!(texts(&batch, "verdict").contains(&Some("inconsistent")));
}

#[test]
fn threads_change_nothing() {
    let column: StringArray = (0..9).map(|rows| Some(broken(rows))).chain([None]).collect();
    let alone = run(&column, &Settings::new().reports(true));
    assert_eq!(run(&column, &Settings::new().reports(true).threads(3)), alone);
    assert_eq!(run(&column.slice(2, 5), &Settings::new().reports(true)), alone.slice(2, 5));
}

#[test]
fn what_is_no_document_is_told_in_its_row() {
    let all: Vec<Option<&[u8]>> = vec![
        Some(b"{"),
        None,
        Some(b""),
        Some(b"\xff\xfe\x00"),
        Some(b"%PDF-1.7 nothing"),
        Some(br#"{"year": 2026}"#),
    ];
    let column = BinaryArray::from(all.clone());
    let batch = run(&column, &Settings::new().reports(true));
    assert_eq!(batch.num_rows(), all.len());
    for (row, document) in all.iter().enumerate() {
        assert_eq!(texts(&batch, "error")[row].is_some(), document.is_some(), "row {row}");
        assert_eq!(texts(&batch, "verdict")[row], None);
        assert_eq!(numbers(&batch, "figures")[row], None);
        assert!(batch.column_by_name("causes").unwrap().is_null(row));
        assert!(batch.column_by_name("report").unwrap().is_null(row));
    }
    let rows =
        facts(&Documents::new(&column).unwrap().numbered_from(10), &Settings::new()).unwrap();
    assert_eq!(numbers(&rows, "document"), [10, 12, 13, 14, 15].map(Some));
    let errors: Vec<_> = texts(&batch, "error").into_iter().flatten().map(Some).collect();
    assert_eq!(texts(&rows, "error"), errors);
}

#[test]
fn facts_are_the_flat_rows_of_the_documents() {
    let all = documents();
    let column = StringArray::from(all.clone());
    let rows = facts(&Documents::new(&column).unwrap(), &Settings::new().threads(2)).unwrap();
    let mut row = 0;
    for (number, document) in all.iter().enumerate() {
        let disclosure = Disclosure::read(serde_json::from_str(document).unwrap());
        for fact in disclosure.flat() {
            assert_eq!(numbers(&rows, "document")[row], i64::try_from(number).ok());
            let json = serde_json::to_value(&fact).unwrap();
            for name in ["title", "code", "name", "column", "text", "stage", "flow", "fund", "kind"]
            {
                assert_eq!(texts(&rows, name)[row], json[name].as_str(), "{name}");
            }
            let code = json["functional"].as_str().map(String::from);
            let code = code.or_else(|| json["functional"].as_u64().map(|n| n.to_string()));
            assert_eq!(texts(&rows, "functional")[row], code.as_deref());
            let yuan = rows.column_by_name("yuan").unwrap().as_primitive::<Decimal128Type>();
            let told = fact.yuan.map(|text| text.parse::<rust_decimal::Decimal>().unwrap());
            let read = yuan
                .is_valid(row)
                .then(|| rust_decimal::Decimal::from_i128_with_scale(yuan.value(row), 6));
            assert_eq!(read, told);
            row += 1;
            // A few hundred of each document tell of the rest.
            if row % 500 == 499 {
                break;
            }
        }
        row = (row..rows.num_rows())
            .find(|&row| numbers(&rows, "document")[row] != i64::try_from(number).ok())
            .unwrap_or(rows.num_rows());
    }
    assert_eq!(row, rows.num_rows());
}

#[test]
fn the_name_of_a_file_tells_the_year_where_the_document_does_not() {
    let text = "支出总表\n单位：万元\n\t项目\n\t预算数\n\n\t合计\n\t12.30\n".as_bytes();
    let column = BinaryArray::from(vec![text, text]);
    let names = StringArray::from(vec![Some("/data/某局2024年部门预算.txt"), None]);
    let documents = Documents::new(&column).unwrap().named(&names).unwrap();
    let rows = facts(&documents, &Settings::new()).unwrap();
    let years: Vec<_> =
        rows.column_by_name("year").unwrap().as_primitive::<Int32Type>().iter().collect();
    assert_eq!(years.first(), Some(&Some(2024)));
    assert_ne!(years.last(), Some(&Some(2024)));
    let batch = reconcile(&documents, &Settings::new().reports(true)).unwrap();
    let report: Value = serde_json::from_str(texts(&batch, "report")[0].unwrap()).unwrap();
    assert_eq!(report["file"], "某局2024年部门预算.txt");
}

#[test]
fn a_document_that_asks_for_too_much_does_not_hold_up_the_rest() {
    let limits = cn_budget::system::Limits::default().work(10_000);
    let settings = Settings::new().options(Options::new().limits(limits)).longest(200_000);
    let mut all: Vec<String> = (0..4).map(|_| broken(2)).collect();
    all.push(broken(300));
    all.push(broken(10_000));
    let start = Instant::now();
    let batch = run(&StringArray::from(all), &settings);
    assert_eq!(texts(&batch, "verdict")[0], Some("inconsistent"));
    // What is told of a limit that was met: no verdict that it did not reach.
    assert_ne!(texts(&batch, "verdict")[4], Some("consistent"));
    assert!(texts(&batch, "error")[5].unwrap().contains("字节"));
    let settings = Settings::new().most_figures(800);
    let batch = run(&StringArray::from(vec![broken(2), broken(300)]), &settings);
    assert_eq!(texts(&batch, "verdict"), [Some("inconsistent"), None]);
    assert!(texts(&batch, "error")[1].unwrap().contains("900"));
    // Unoptimised and on a busy machine; without bounds it would be hours.
    assert!(start.elapsed().as_secs() < 60);
}
