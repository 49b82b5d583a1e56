//! Goldens: what the crate says of the documents in the tree, in `tests/data/goldens`, which
//! changes only where a change is meant. `UPDATE_GOLDENS=1 cargo test --test it` writes it anew;
//! the difference is for review.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::PathBuf,
};

use serde_json::Value;

/// So many differences tell what has changed; more only hide the first.
const SHOWN: usize = 40;

/// Compares a value with the golden of a name, key by key, or writes it.
#[track_caller]
pub(crate) fn check(name: &str, now: &Value) {
    let root = env!("CARGO_MANIFEST_DIR");
    let path: PathBuf = [root, "tests/data/goldens", &format!("{name}.json")].iter().collect();
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        fs::write(&path, serde_json::to_string_pretty(now).unwrap() + "\n").unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let kept: Value = serde_json::from_str(&kept).unwrap_or_default();
    let mut told = Vec::new();
    differences("", &kept, now, &mut told);
    let more = told.len().saturating_sub(SHOWN);
    told.truncate(SHOWN);
    assert!(
        told.is_empty(),
        "{name} differs from its golden ({more} more differences); if that is meant, run \
         UPDATE_GOLDENS=1 cargo test --test it\n{}",
        told.join("\n")
    );
}

/// What differs, each with the path of keys that leads to it.
fn differences(path: &str, kept: &Value, now: &Value, told: &mut Vec<String>) {
    match (kept, now) {
        (Value::Object(kept), Value::Object(now)) => {
            let keys: BTreeSet<&String> = kept.keys().chain(now.keys()).collect();
            for key in keys {
                let path = format!("{path}/{key}");
                match (kept.get(key), now.get(key)) {
                    (Some(kept), Some(now)) => differences(&path, kept, now, told),
                    (Some(kept), None) => told.push(format!("{path} is gone: {kept}")),
                    (None, Some(now)) => told.push(format!("{path} is new: {now}")),
                    (None, None) => {}
                }
            }
        }
        (Value::Array(kept), Value::Array(now)) if lines(kept) && lines(now) => {
            moved_lines(path, kept, now, told);
        }
        (Value::Array(kept), Value::Array(now)) => {
            for index in 0..kept.len().max(now.len()) {
                let path = format!("{path}/{index}");
                let [kept, now] = [kept, now].map(|list| list.get(index).unwrap_or(&Value::Null));
                differences(&path, kept, now, told);
            }
        }
        _ if kept == now => {}
        _ => told.push(format!("{path}\n  kept {kept}\n  now  {now}")),
    }
}

fn lines(list: &[Value]) -> bool {
    list.iter().all(Value::is_string)
}

/// Lists of lines are compared as bags, so that one line more does not shift all others.
fn moved_lines(path: &str, kept: &[Value], now: &[Value], told: &mut Vec<String>) {
    let mut counts: BTreeMap<&str, i32> = BTreeMap::new();
    for line in now.iter().filter_map(Value::as_str) {
        *counts.entry(line).or_default() += 1;
    }
    for line in kept.iter().filter_map(Value::as_str) {
        *counts.entry(line).or_default() -= 1;
    }
    let changed = counts.iter().filter(|(_, count)| **count != 0);
    let before = told.len();
    told.extend(changed.map(|(line, count)| {
        let sign = if *count > 0 { '+' } else { '-' };
        format!("{path}\n  {sign} {line}")
    }));
    if told.len() == before && kept != now {
        told.push(format!("{path} stands in another order"));
    }
}

/// A report's JSON in short: a cell is a line, and so are the verdict on a cell and an equation,
/// which stand sorted. What a line does not tell of a cell is in the document already.
///
/// ```text
/// 2/5 208 [小计] 30.15
/// hierarchy exact 0.00 of 0.015: +2/0 合计 [小计] 1,051.74 −2/1 201 [小计] 1,020.59 −…
/// ```
pub(crate) fn folded(json: Value) -> Value {
    match json {
        Value::Array(list) => {
            let mut list: Vec<Value> = list.into_iter().map(folded).collect();
            if list.first().is_some_and(is_equation) {
                list = list.iter().map(|one| equation(one).into()).collect();
                list.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
            } else if list.first().is_some_and(is_cell_verdict) {
                list = list.iter().map(|one| cell_verdict(one).into()).collect();
            }
            list.into()
        }
        Value::Object(map) if map.contains_key("text") => cell(&Value::Object(map)).into(),
        Value::Object(map) => map.into_iter().map(|(key, value)| (key, folded(value))).collect(),
        other => other,
    }
}

fn text<'a>(json: &'a Value, key: &str) -> &'a str {
    json[key].as_str().unwrap_or_default()
}

fn cell(cell: &Value) -> String {
    format!("{} {}", cell_at(cell), text(cell, "text")).trim_end().to_owned()
}

fn cell_at(cell: &Value) -> String {
    if let Some(entry) = cell["narrative"].as_u64() {
        return format!("文{entry}:{}-{}", cell["start"], cell["end"]);
    }
    if let Some(target) = cell["target"].as_u64() {
        let indicator = cell["indicator"].as_u64().map_or(String::new(), |n| format!("/{n}"));
        return format!("绩效{target}{indicator} {}", text(cell, "field"));
    }
    let mut told = cell["index"].to_string();
    if let Some(row) = cell["row"].as_u64() {
        let label = cell["code"].as_str().unwrap_or(text(cell, "name"));
        write!(told, "/{row} {label}").unwrap();
    }
    if let Some(column) = cell["column"].as_str() {
        write!(told, " [{column}]").unwrap();
    }
    told
}

fn is_cell_verdict(json: &Value) -> bool {
    json.as_object().is_some_and(|map| map.len() == 2 && map.contains_key("cell"))
        && json["verdict"].is_string()
}

fn cell_verdict(json: &Value) -> String {
    format!("{} {}", text(json, "verdict"), text(json, "cell"))
}

fn is_equation(json: &Value) -> bool {
    ["law", "terms", "cells", "verdict"].iter().all(|key| json.get(key).is_some())
}

fn equation(json: &Value) -> String {
    let [law, verdict] = ["law", "verdict"].map(|key| text(json, key));
    let mut told = format!("{law} {verdict}");
    if let (Some(difference), Some(allowed)) =
        (json["difference"].as_str(), json["allowed"].as_str())
    {
        write!(told, " {difference} of {allowed}").unwrap();
    }
    told += ":";
    let empty = Vec::new();
    let terms = json["terms"].as_array().unwrap_or(&empty);
    for (number, cell) in json["cells"].as_array().unwrap_or(&empty).iter().enumerate() {
        // A cell without a term is the place that states the equation.
        let term = terms.iter().find(|term| term["cell"] == number);
        let sign = match term.map(|term| term["coefficient"].as_i64()) {
            Some(Some(1)) => "+".into(),
            Some(Some(-1)) => "−".into(),
            Some(Some(times)) => format!("{times}·"),
            Some(None) | None => "@".into(),
        };
        write!(told, " {sign}{}", cell.as_str().unwrap_or_default()).unwrap();
    }
    let known = ["law", "verdict", "difference", "allowed", "terms", "cells", "unit"];
    let added = json.as_object().into_iter().flatten();
    for (key, value) in added.filter(|(key, _)| !known.contains(&key.as_str())) {
        write!(told, " {key} {value}").unwrap();
    }
    told
}

/// A joint problem in short: each variable is the line of its first cell, and a row its terms.
pub(crate) fn folded_system(json: &Value) -> Value {
    let empty = Vec::new();
    let list = |key: &str| json[key].as_array().unwrap_or(&empty);
    let end = |json: &Value| json.as_str().unwrap_or("∞").to_owned();
    let range = |json: &Value| format!("[{}, {}]", end(&json["low"]), end(&json["high"]));
    // Without the text, for the range tells it.
    let place = |cell: &Value| cell_at(cell).trim_end().to_owned();
    let cells = |variable: &Value| -> Vec<String> {
        variable["cells"].as_array().unwrap_or(&empty).iter().map(place).collect()
    };
    let names: BTreeMap<u64, String> = list("variables")
        .iter()
        .map(|variable| {
            let id = variable["id"].as_u64().unwrap_or_default();
            (id, cells(variable).first().cloned().unwrap_or_else(|| format!("#{id}")))
        })
        .collect();
    let variables = list("variables");
    let mut variables: Vec<String> =
        variables.iter().map(|v| format!("{} {}", cells(v).join(" = "), range(v))).collect();
    let mut rows: Vec<String> = list("rows")
        .iter()
        .map(|row| {
            let mut told = text(row, "law").to_owned();
            for term in row["terms"].as_array().unwrap_or(&empty) {
                let name = &names[&term[0].as_u64().unwrap_or_default()];
                write!(told, " {}·{name}", end(&term[1])).unwrap();
            }
            format!("{told} ∈ {}", range(row))
        })
        .collect();
    variables.sort_unstable();
    rows.sort_unstable();
    serde_json::json!({ "unit": json["unit"], "variables": variables, "rows": rows })
}
