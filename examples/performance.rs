//! The performance target of a real budget (九龙坡区电子政务中心 2026, table 13): shown, checked, and
//! scored as it would be at the end of the year — with actual values that are INVENTED here.

use cn_budget::{
    Disclosure, FindingKind, Lang, Options, RawDisclosure,
    performance::{self, Execution, PerformanceTarget, ScoringRules},
    reconcile,
};
use unicode_width::UnicodeWidthStr;

const DOCUMENT: &str = include_str!("../tests/data/documents/jiulongpo-2026.json");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let raw: RawDisclosure = serde_json::from_str(DOCUMENT)?;
    let (targets, _) = performance::read(&raw);
    for target in &targets {
        show(target);
    }
    check(raw);
    for target in targets {
        score(target)?;
    }
    Ok(())
}

/// The target as the form prints it.
fn show(target: &PerformanceTarget) {
    println!("项目支出绩效目标表：{}", target.project);
    if let Some(total) = target.total {
        println!("项目资金总额 {}", total.to_text_with_unit());
    }
    for (source, figure) in &target.sources {
        println!("  {} {}", padded(&source.to_string(), 16), figure.to_text_with_unit());
    }
    println!();
    row(["一级指标", "二级指标", "三级指标", "指标值", "权重"]);
    if let Some(weight) = target.execution_weight {
        row(["", "", "预算执行率", "", &weight.to_string()]);
    }
    for indicator in &target.indicators {
        row([
            &indicator.primary.map(|node| node.to_string()).unwrap_or_default(),
            &indicator.secondary.map(|node| node.to_string()).unwrap_or_default(),
            &indicator.name,
            &indicator.goal.as_ref().map(ToString::to_string).unwrap_or_default(),
            &indicator.weight.map(|weight| weight.to_string()).unwrap_or_default(),
        ]);
    }
    println!();
}

/// What reconciling the whole document says of its targets.
fn check(raw: RawDisclosure) {
    let report = reconcile(&Disclosure::read(raw), &Options::new());
    let kinds = [
        FindingKind::WeightsTotal,
        FindingKind::SourcesTotal,
        FindingKind::TargetCoverage,
        FindingKind::IndicatorLevel,
        FindingKind::IndicatorNature,
        FindingKind::DuplicateIndicator,
        FindingKind::IndicatorCost,
    ];
    println!("核对：");
    for finding in report.findings().iter().filter(|finding| kinds.contains(&finding.kind)) {
        println!("  {}：{}", finding.severity, finding.message.text(Lang::Zh));
    }
    println!();
}

/// The score of the year, had it gone as invented here.
fn score(mut target: PerformanceTarget) -> Result<(), Box<dyn std::error::Error>> {
    let invented = ["29个", "100%", "96.5%", "100%", "100%", "92%"];
    for (indicator, actual) in target.indicators.iter_mut().zip(invented) {
        indicator.actual = Some(actual.parse()?);
    }
    let execution = Execution::new("1086000元".parse()?, "1031700元".parse()?)?;
    let evaluation = target.evaluate(Some(execution), &ScoringRules::new())?;
    println!("绩效自评（实际完成值与支出均为虚构，仅作演示 / all actual values are invented）：");
    println!("{}", evaluation.text(Lang::Zh));
    println!("{}", evaluation.text(Lang::En));
    Ok(())
}

fn row(cells: [&str; 5]) {
    let widths = [12, 20, 62, 8, 4];
    let cells = cells.iter().zip(widths).map(|(text, width)| padded(text, width));
    println!("{}", cells.collect::<Vec<_>>().join(" ").trim_end());
}

/// The text with spaces behind, a Chinese character as wide as two.
fn padded(text: &str, width: usize) -> String {
    format!("{text}{:1$}", "", width.saturating_sub(text.width()))
}
