//! A small ledger, line by line, compiled into the tables that a unit in Chongqing publishes; then
//! read back and reconciled like any other document.
//!
//! `cargo run --example compile`

use std::error::Error;

use cn_budget::{
    BudgetLine, FundSource, Kind, Ledger, Options, Payer, Stage, Template, compile,
    ledger::Procurement, raw::RawTable, reconcile,
};
use unicode_width::UnicodeWidthStr;

fn main() -> Result<(), Box<dyn Error>> {
    let compiled = compile(&ledger()?, &Template::chongqing_unit_budget())?;
    for table in &compiled.raw().tables {
        print(table);
    }
    let report = reconcile(&compiled.read(), &Options::new());
    println!("{report}");
    Ok(())
}

/// The budget of a small institution: wages, an office, and one project that is bought.
fn ledger() -> Result<Ledger, Box<dyn Error>> {
    let mut ledger = Ledger::new(2026, Stage::Budget);
    let unit = ledger.entity("某区电子政务中心", "102003", Some(Payer::Institution));
    let network = ledger.project("政务外网运行维护", "P-2026-001");
    // (功能, 部门经济, 性质, 金额)
    let spent = [
        ("2010350", "30101", Kind::Personnel, "29.6187万元"),
        ("2010350", "30107", Kind::Personnel, "55.3712万元"),
        ("2010350", "30201", Kind::Operating, "3.2146万元"),
        ("2080505", "30108", Kind::Personnel, "20.1049万元"),
        ("2210201", "30113", Kind::Personnel, "10.3094万元"),
        ("2010399", "30214", Kind::Project, "410.0000万元"),
    ];
    for (function, department, kind, amount) in spent {
        let (function, amount) = (function.parse()?, amount.parse()?);
        let income = BudgetLine::income(FundSource::General, amount);
        ledger.push(income.with_entity(unit).with_functional(function));
        let mut line = BudgetLine::expenditure(FundSource::General, amount)
            .with_entity(unit)
            .with_functional(function)
            .with_department(department.parse()?)
            .with_kind(kind);
        if kind == Kind::Project {
            line = line.with_project(network).with_procurement(Procurement::Services);
        }
        ledger.push(line);
    }
    Ok(ledger)
}

/// A table on the screen, without its empty columns.
fn print(table: &RawTable) {
    let side = table.side.as_deref().map(|side| format!("（{side}）")).unwrap_or_default();
    println!("\n表{} {}{side}", table.no.unwrap_or_default(), table.title);
    let printed = |column: &&String| table.rows.iter().any(|row| row.cell(column).is_some());
    let columns: Vec<&String> = table.columns.iter().filter(printed).collect();
    let coded = table.rows.iter().any(|row| row.code.is_some());
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut head: Vec<String> = Vec::new();
    head.extend(coded.then(|| "编码".into()));
    head.push("名称".into());
    head.extend(columns.iter().map(|column| column.rsplit('/').next().unwrap_or(column).into()));
    rows.push(head);
    for row in &table.rows {
        let mut texts: Vec<String> = Vec::new();
        texts.extend(coded.then(|| row.code.clone().unwrap_or_default()));
        texts.push(row.name.clone());
        texts.extend(columns.iter().map(|column| row.cell(column).unwrap_or_default().into()));
        rows.push(texts);
    }
    let labels = 1 + usize::from(coded);
    let widths: Vec<usize> = (0..labels + columns.len())
        .map(|column| rows.iter().map(|row| row[column].width()).max().unwrap_or(0))
        .collect();
    for row in rows {
        let texts = row.iter().zip(&widths).enumerate();
        let line: String = texts
            .map(|(column, (text, wanted))| {
                let space = " ".repeat(wanted - text.width());
                // Labels to the left, amounts to the right.
                if column < labels {
                    format!("  {text}{space}")
                } else {
                    format!("  {space}{text}")
                }
            })
            .collect();
        println!("{}", line.trim_end());
    }
}
