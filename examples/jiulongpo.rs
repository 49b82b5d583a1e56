//! The main job: the 2026 budget of one unit of 九龙坡区, read from the text that was published (one
//! cell a line), rolled up by function, and reconciled; its real mistakes found. Finding them is its
//! job, so it exits with 0.

use std::collections::BTreeMap;

use cn_budget::read::{Hint, read, text_blocks};
use cn_budget::{
    Catalogue, Disclosure, Edition, Flow, FunctionalCode, FundSource, Lang, Options, Report, Scope,
    Severity, check::Verdict, reconcile,
};

/// Tables and numbers as published; names of people and telephones are replaced, and prose without
/// numbers is left out.
const DOCUMENT: &str = include_str!("data/jiulongpo-2026.txt");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reading = read(&text_blocks(DOCUMENT)?, &Hint::default());
    for note in &reading.notes {
        eprintln!("{}", note.message.text(Lang::Zh));
    }
    let disclosure = Disclosure::read(reading.raw);
    println!("{}\n", disclosure.raw().title.as_deref().unwrap_or_default());
    tree(&disclosure);

    let report = reconcile(&disclosure, &Options::new());
    counts(&report);
    println!("{}", report.text(Lang::Zh));
    Ok(())
}

/// Expenditure of the general budget by function, as an indented tree.
fn tree(disclosure: &Disclosure) {
    let catalogue = Catalogue::builtin();
    let edition = Edition::new(disclosure.raw().year);
    let whole = Scope::ALL
        .with_year(disclosure.raw().year)
        .with_stage(disclosure.raw().stage)
        .with_flow(Flow::CurrentExpenditure)
        .with_fund(FundSource::General);
    let mut amounts: BTreeMap<FunctionalCode, String> = BTreeMap::new();
    for fact in disclosure.facts() {
        let (Some(code), Some(figure)) = (fact.scope().functional(), fact.figure()) else {
            continue;
        };
        if fact.scope() == whole.with_functional(code) {
            amounts.entry(code).or_insert_with(|| figure.to_text_with_unit());
        }
    }
    println!("一般公共预算支出，按功能分类：");
    for (code, amount) in amounts {
        let indent = 2 * code.ancestors().count() + 2;
        let name = catalogue.name(code, edition).unwrap_or("（未知科目）");
        println!("{:indent$}{code} {name}  {amount}", "");
    }
    println!();
}

fn counts(report: &Report) {
    println!(
        "关系式 {}：准确 {}，舍入 {}，不符 {}",
        report.equations().len(),
        report.count(Verdict::Exact),
        report.count(Verdict::Rounding),
        report.count(Verdict::Broken)
    );
    for (law, count) in report.count_by_law() {
        println!("  {}  {count}", law.name(Lang::Zh));
    }
    println!("覆盖 {} / {} 个数字", report.covered(), report.figures());
    println!(
        "发现：错误 {}，警告 {}，提示 {}\n",
        report.count_findings(Severity::Error),
        report.count_findings(Severity::Warning),
        report.count_findings(Severity::Info)
    );
}
