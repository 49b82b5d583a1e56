//! What `--full` and `--proof` add to a report in text: every equation, and the proof of the verdict.

use std::fmt::Write;

use cn_budget::{
    Lang, Report, Unit,
    check::{Equation, Relation, Verdict},
    place::Cell,
};

/// Every equation with its verdict, its terms as printed: what is added on the left, what is taken
/// off on the right.
pub(crate) fn equations(report: &Report, lang: Lang) -> String {
    let heading = lang.pick("全部关系式：", "all equations:");
    let mut told = format!("\n{heading}\n");
    for judged in report.equations() {
        let equation = &judged.equation;
        let verdict = judged.judgement.verdict;
        let relation = match (verdict, equation.relation()) {
            (Verdict::Broken, Relation::AtLeast) => "<",
            (_, Relation::AtLeast) => "≥",
            (Verdict::Exact, _) => "=",
            (Verdict::Rounding, _) => "≈",
            (Verdict::Broken, _) => "≠",
        };
        let left = side(report, equation, 1, lang) + &constant(equation);
        let right = side(report, equation, -1, lang);
        let (verdict, law) = (verdict.name(lang), equation.law().name(lang));
        let colon = lang.pick("：", ": ");
        let presumed = match equation.presumption() {
            Some(_) => lang.pick("（推定）", " (presumed)"),
            None => "",
        };
        let _ = writeln!(told, "  [{verdict}] {law}{presumed}{colon}{left} {relation} {right}");
    }
    told
}

/// The terms of one sign as a sum, `0` where there is none.
fn side(report: &Report, equation: &Equation, sign: i64, lang: Lang) -> String {
    let terms = equation.terms().iter().filter(|term| term.coefficient().signum() == sign);
    let told: Vec<String> = terms
        .filter_map(|&term| {
            let cell = report.cell(report.place(term)?);
            let name = cell.describe(lang);
            // The name of a piece of prose is its text.
            let text = match cell {
                Cell::Prose { .. } => String::new(),
                _ if cell.text().is_empty() => " —".into(),
                _ => format!(" {}", cell.text()),
            };
            Some(match term.coefficient().unsigned_abs() {
                1 => name + &text,
                times => format!("{times} × {name}{text}"),
            })
        })
        .collect();
    if told.is_empty() { "0".into() } else { told.join(" + ") }
}

/// What an equation adds to its terms: an amount that a sentence states, within its rounding.
fn constant(equation: &Equation) -> String {
    let ends = [equation.constant().low(), equation.constant().high()];
    let [low, high] = ends.map(|end| end.to_decimal_string(Unit::Yuan, 2));
    match (low == high, low == "0.00") {
        (true, true) => String::new(),
        (true, false) => format!(" + {low} 元"),
        (false, _) => format!(" + [{low}, {high}] 元"),
    }
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
