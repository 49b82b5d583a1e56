//! Small made-up disclosures written as they are printed, and their equations written as sums.

use cn_budget::{
    Disclosure, Law, Options, RawDisclosure, Report, Stage, Unit, check::Equation, num::Quantity,
    raw::RawTable, reconcile,
};

/// A disclosure of 2026 written as it is printed:
///
/// ```text
/// 部门收支总表@收入 | 预算数
/// 本年收入合计 | 100
/// 201 一般公共服务支出 | -
///
/// 支出预算 100.00 万元。
/// ```
///
/// Blocks stand between blank lines. The first line of a table holds its title, its side behind
/// `@`, and its columns; the others a code, a name and the texts of the columns, `-` for a blank
/// cell. A block without `|` is a paragraph.
pub(crate) fn document(stage: Stage, text: &str) -> RawDisclosure {
    let mut raw = RawDisclosure::new(2026, stage);
    let text: Vec<&str> = text.lines().map(str::trim).collect();
    for block in text.join("\n").split("\n\n").map(str::trim).filter(|block| !block.is_empty()) {
        raw = match block.split_once('|') {
            Some(_) => raw.table(table(block)),
            None => raw.paragraph("情况说明", block.replace(char::is_whitespace, "")),
        };
    }
    raw
}

fn table(block: &str) -> RawTable {
    let mut lines = block.lines().map(|line| line.split_once('|').unwrap_or((line, "")));
    let (title, columns) = lines.next().expect("a title");
    let (title, side) = title.trim().split_once('@').unwrap_or((title.trim(), ""));
    let mut table = RawTable::new(title, Unit::WanYuan, columns.split_whitespace());
    table.side = Some(side.to_owned()).filter(|side| !side.is_empty());
    for (label, texts) in lines {
        let label = label.trim();
        let (code, name) = match label.split_once(' ') {
            Some((code, name)) => (code, name.trim()),
            None => ("", label),
        };
        let texts = texts.split_whitespace().map(|text| if text == "-" { "" } else { text });
        table = table.row(code, name, texts);
    }
    table
}

pub(crate) fn report(raw: RawDisclosure) -> Report {
    reconcile(&Disclosure::read(raw), &Options::new())
}

/// The equations of a law as sums of printed figures, a blank as `nil`; sorted.
///
/// ```text
/// 100 = 60 + 40
/// 100 ≥ 60
/// ```
pub(crate) fn equations(report: &Report, law: Law) -> Vec<String> {
    let of_law = report.equations().iter().filter(|judged| judged.equation.law() == law);
    let mut told: Vec<String> = of_law.map(|judged| sum(report, &judged.equation)).collect();
    told.sort_unstable();
    told
}

/// An equation as sums of printed figures.
pub(crate) fn sum(report: &Report, equation: &Equation) -> String {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for term in equation.terms() {
        let figure = report.figure(*term);
        let figure = figure.map_or("nil".into(), |figure| figure.to_string());
        let text = match term.coefficient().unsigned_abs() {
            1 => figure,
            times => format!("{times}·{figure}"),
        };
        if term.coefficient() < 0 { right.push(text) } else { left.push(text) }
    }
    // What no fact prints: last year's figure, the nil of 持平.
    let ends = [equation.constant().low(), equation.constant().high()].map(Quantity::nano);
    if ends != [0, 0] {
        let middle = Quantity::from_nano((ends[0] + ends[1]) / 2);
        let side = if middle < Quantity::ZERO { &mut right } else { &mut left };
        let middle = middle.max(Quantity::from_nano(-middle.nano()));
        side.push(format!("({})", middle.to_decimal_string(Unit::WanYuan, 2)));
    }
    let sign = equation.relation().sign();
    let side =
        |terms: Vec<String>| if terms.is_empty() { String::from("0") } else { terms.join(" + ") };
    format!("{} {sign} {}", side(left), side(right))
}
