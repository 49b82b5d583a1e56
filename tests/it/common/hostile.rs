//! A document whose texts would break a page that took them for anything but text.

use cn_budget::{
    RawDisclosure, Stage, Unit,
    raw::{RawIndicator, RawTable, RawTarget},
};

/// A label that ends a script, opens a comment, quotes, loads and turns the direction of print.
pub(crate) const LABEL: &str = "</script><script>window.hacked = 1</script><!-- \"double\" 'single' & \
    <img src=x onerror=\"window.hacked = 1\"> \u{202e}مرحبا";

/// The document: hostile texts wherever a text may stand, a name of 10,000 characters, a table of
/// 5,000 rows, and a mistake so that there are causes to show.
pub(crate) fn document() -> RawDisclosure {
    let mut raw = RawDisclosure::new(2026, Stage::Budget)
        .table(spending())
        .table(long())
        .table(
            RawTable::new(LABEL, Unit::WanYuan, ["合计", LABEL])
                .row("", "合计", ["12.30", LABEL])
                .row("2x1", LABEL, ["abc", "99"]),
        )
        .paragraph(
            LABEL,
            format!("支出较2026年增加1051.74万元，主要是基本支出预算增加20.21万元，项目支出预算减少98.27万元。{LABEL}"),
        );
    raw.title = Some(format!("{LABEL}{}", "长".repeat(10_000)));
    raw.source = Some("javascript:window.hacked=1".into());
    raw.entity.name = Some(LABEL.into());
    let indicator = RawIndicator { level1: Some(LABEL.repeat(40)), ..RawIndicator::default() };
    raw.performance.push(RawTarget {
        project: LABEL.into(),
        total: Some(LABEL.into()),
        indicators: vec![indicator],
        ..RawTarget::default()
    });
    raw
}

/// 31.05 is printed for 30.15.
fn spending() -> RawTable {
    RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
        .row("", "合计", ["1,051.74", "164.81", "886.93"])
        .row("201", LABEL, ["1,020.59", "133.66", "886.93"])
        .row("208", "长".repeat(10_000), ["31.05", "30.15", ""])
        .row("210", "x".repeat(10_000), ["1.00", "1.00", ""])
}

fn long() -> RawTable {
    let table =
        RawTable::new("政府采购预算明细表", Unit::WanYuan, ["项目名称", "总计", "一般公共预算"]);
    (0..5_000).fold(table, |table, row| {
        let name = format!("项目{row}{}", if row % 1000 == 7 { LABEL } else { "" });
        table.row("", name.clone(), [name.as_str(), "1.00", "1.00"])
    })
}
