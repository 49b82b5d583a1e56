//! The neutral form: tolerant reading, faithful writing.

use cn_budget::{Disclosure, Place, RawDisclosure, Stage};
use serde_json::{Value, json};

use crate::common;

#[test]
fn real_documents_survive_the_round_trip() {
    for name in common::DOCUMENTS {
        let raw = common::raw(name);
        assert!(raw.problems.is_empty(), "{name}: {:?}", raw.problems);
        let text = serde_json::to_string(&raw).unwrap();
        assert_eq!(serde_json::from_str::<RawDisclosure>(&text).unwrap(), raw, "{name}");
    }
}

fn minimal() -> Value {
    json!({ "year": 2026, "stage": "budget", "tables": [
        { "title": "部门支出总表", "columns": ["合计"], "rows": [{ "name": "合计", "cells": {} }] }
    ] })
}

#[track_caller]
fn refused(value: &Value, message: &str) {
    let error = serde_json::from_value::<RawDisclosure>(value.clone()).unwrap_err();
    assert_eq!(error.to_string(), message);
}

#[test]
fn required_keys_are_errors_that_name_table_and_row() {
    assert!(serde_json::from_value::<RawDisclosure>(minimal()).is_ok());
    for (pointer, key, message) in [
        ("", "year", "year is missing"),
        ("", "stage", "stage is missing"),
        ("", "tables", "tables is missing"),
        ("/tables/0", "title", "table 1: title is missing"),
        ("/tables/0", "columns", "table 1: columns is missing"),
        ("/tables/0", "rows", "table 1: rows is missing"),
        ("/tables/0/rows/0", "name", "table 1, row 1: name is missing"),
    ] {
        let mut value = minimal();
        value.pointer_mut(pointer).unwrap().as_object_mut().unwrap().remove(key);
        refused(&value, message);
        *value.pointer_mut(pointer).unwrap() = json!(7);
        assert!(serde_json::from_value::<RawDisclosure>(value).is_err());
    }
    let mut value = minimal();
    value["stage"] = json!("forecast");
    refused(&value, "stage “forecast” is none of: budget, adjusted, final");
    for (text, stage) in [("预算", Stage::Budget), ("决算", Stage::Final), ("决算数", Stage::Final)]
    {
        value["stage"] = json!(text);
        assert_eq!(serde_json::from_value::<RawDisclosure>(value.clone()).unwrap().stage, stage);
    }
}

#[test]
fn an_error_names_table_row_and_key() {
    fn error(value: Value) -> cn_budget::raw::RawError {
        let value: cn_budget::raw::Value = serde_json::from_value(value).unwrap();
        RawDisclosure::try_from(value).unwrap_err()
    }
    let mut value = minimal();
    let table = value["tables"][0].clone();
    value["tables"] = json!([table, table, { "title": "t", "columns": [], "rows": [
        { "name": "r" }, { "name": "r" }, { "name": "r" }, { "code": "201" }
    ] }]);
    let error_of_row = error(value.clone());
    assert_eq!((error_of_row.table(), error_of_row.row()), (Some(2), Some(3)));
    assert_eq!(error_of_row.key(), "name");
    assert!(error_of_row.message().zh.contains("name"), "{}", error_of_row.message().zh);
    assert_eq!(error_of_row.message().en, error_of_row.to_string());
    value["tables"][2].as_object_mut().unwrap().remove("rows");
    let error_of_table = error(value.clone());
    assert_eq!((error_of_table.table(), error_of_table.row()), (Some(2), None));
    assert_eq!(error_of_table.key(), "rows");
    value.as_object_mut().unwrap().remove("year");
    let error_of_document = error(value);
    assert_eq!((error_of_document.table(), error_of_document.row()), (None, None));
    assert_eq!(error_of_document.key(), "year");
}

#[test]
fn everything_else_is_a_problem_and_the_rest_is_kept() {
    let mut value = minimal();
    value["entity"] = json!({ "name": ["x"], "payer": "nobody" });
    value["tables"][0]["no"] = json!("first");
    value["tables"][0]["unknown"] = json!({ "ignored": true });
    value["tables"][0]["rows"][0]["cells"] = json!({ "合计": 1.5, "数": 3, "列": [1] });
    value["narrative"] = json!([7, { "section": "一", "text": "正文" }]);
    value["performance"] = json!({});
    let raw: RawDisclosure = serde_json::from_value(value).unwrap();
    let paths: Vec<&str> = raw.problems.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "entity.payer",
            "entity.name",
            "tables[0].rows[0].cells.列",
            "tables[0].rows[0].cells.合计",
            "tables[0].no",
            "performance",
            "narrative[0]",
        ]
    );
    assert_eq!(raw.tables[0].rows[0].cell("数"), Some("3"));
    assert_eq!(raw.narrative[1].text, "正文");
}

#[test]
fn a_problem_outside_the_tables_is_in_none_of_them() {
    let mut value = minimal();
    value["performance"] = json!({});
    value["tables"][0]["no"] = json!("first");
    let disclosure = Disclosure::read(serde_json::from_value(value).unwrap());
    let places: Vec<_> = disclosure.findings().iter().map(|f| f.places.first()).collect();
    assert!(matches!(places[..], [Some(Place::Table { table: 0 }), None, ..]), "{places:?}");
}

#[test]
fn a_key_given_twice_is_kept_twice() {
    let json = r#"{ "year": 2026, "stage": "final", "tables": [{ "title": "t", "columns": ["a"],
        "rows": [{ "name": "r", "cells": { "a": "1", "a": "2" } }] }] }"#;
    let raw: RawDisclosure = serde_json::from_str(json).unwrap();
    assert_eq!(raw.tables[0].rows[0].cells.len(), 2);
}

#[test]
fn nesting_is_bounded() {
    let depth = 100;
    let json = format!(
        r#"{{ "year": 2026, "stage": "budget", "tables": [], "x": {}{} }}"#,
        "[".repeat(depth),
        "]".repeat(depth)
    );
    assert!(serde_json::from_str::<RawDisclosure>(&json).is_ok());
}

#[test]
fn numbers_of_any_precision_are_numbers() {
    use cn_budget::raw::Value as Read;
    use serde::{
        Deserialize,
        de::value::{Error, MapDeserializer},
    };
    // What serde_json hands on where some crate has switched on `arbitrary_precision`.
    let read = |digits: &str| {
        let entries = [("$serde_json::private::Number", digits)];
        let map = MapDeserializer::<_, Error>::new(entries.into_iter());
        Read::deserialize(map).unwrap()
    };
    assert_eq!(read("-2026"), Read::Integer("-2026".into()));
    assert_eq!(read("1051.740"), Read::Fraction("1051.740".into()));
}

#[test]
fn what_nests_too_deep_is_nothing() {
    use cn_budget::raw::{MAX_DEPTH, Value};
    let nested = |depth: usize| {
        let json = "[".repeat(depth) + "7" + &"]".repeat(depth);
        let mut value: Value = serde_json::from_str(&json).unwrap();
        let mut levels = 0;
        while let Value::List(mut inner) = value {
            value = inner.pop().unwrap_or(Value::Null);
            levels += 1;
        }
        (levels, value)
    };
    // Maps count as lists do.
    let json = r#"{"a":"#.repeat(MAX_DEPTH + 1) + "7" + &"}".repeat(MAX_DEPTH + 1);
    let mut value: Value = serde_json::from_str(&json).unwrap();
    while let Value::Map(mut inner) = value {
        value = inner.pop().unwrap().1;
    }
    assert_eq!(value, Value::Null);
    assert_eq!(nested(MAX_DEPTH), (MAX_DEPTH, Value::Integer("7".into())));
    assert_eq!(nested(MAX_DEPTH + 1), (MAX_DEPTH + 1, Value::Null));
    assert_eq!(nested(100_000).0, MAX_DEPTH + 1);
}
