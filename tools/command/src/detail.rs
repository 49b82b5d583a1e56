//! What `--full` and `--proof` add to a report in text: every equation, and the proof of the verdict.

use std::fmt::Write;

use cn_budget::{Lang, Report};
use serde_json::Value;

/// Every equation with its verdict, its terms as printed.
pub(crate) fn equations(report: &Report, lang: Lang) -> String {
    let json = serde_json::to_value(report.view().full(true)).unwrap_or_default();
    let mut told = String::new();
    for equation in list(&json["equation_list"]) {
        let [verdict, law] =
            ["verdict", "law"].map(|key| equation[key].as_str().unwrap_or_default());
        let relation = equation["relation"].as_str().unwrap_or("=");
        let presumed = if equation["presumed"] == true {
            lang.pick("（推定）", " (presumed)")
        } else {
            ""
        };
        let _ = write!(told, "[{verdict}] {law}{presumed}{}", lang.pick("：", ": "));
        let cells = list(&equation["cells"]);
        for (number, term) in list(&equation["terms"]).iter().enumerate() {
            let cell =
                term["cell"].as_u64().and_then(|index| cells.get(usize::try_from(index).ok()?));
            let sign = match term["coefficient"].as_i64() {
                Some(1) if number == 0 => String::new(),
                Some(1) => " + ".into(),
                Some(-1) => " − ".into(),
                Some(times) => format!(" + {times} × "),
                None => " + ".into(),
            };
            told += &sign;
            told += &cell.map(name).unwrap_or_default();
        }
        let _ = writeln!(told, " {relation} 0");
    }
    told
}

/// The witness (a value for every scope) or the conflict (rows with their multipliers), as JSON: it
/// is for another program to check.
pub(crate) fn proof(report: &Report, lang: Lang) -> String {
    let json = serde_json::to_value(report.view().proof(true)).unwrap_or_default();
    let known = [
        ("witness", lang.pick("满足全部关系的一份预算", "a budget that meets every equation")),
        (
            "conflict",
            lang.pick(
                "互相矛盾的关系式及其乘数",
                "equations that contradict each other, with multipliers",
            ),
        ),
    ];
    let mut told = String::new();
    for (key, what) in known {
        if !json[key].is_null() {
            let _ = writeln!(told, "{what}{}{}", lang.pick("：", ": "), json[key]);
        }
    }
    told
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

/// A cell in short: its row, its column and its text.
fn name(cell: &Value) -> String {
    let text = |key: &str| cell[key].as_str().filter(|text| !text.is_empty());
    let row = text("name").or_else(|| text("code")).or_else(|| text("section")).unwrap_or_default();
    let column = text("column").map(|column| format!("/{column}")).unwrap_or_default();
    format!("{row}{column} {}", text("text").unwrap_or("—"))
}
