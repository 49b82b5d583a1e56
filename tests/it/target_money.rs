//! The money of targets (绩效目标) against the tables, and its parts against its whole.

use cn_budget::{
    Disclosure, FindingKind, Options, RawDisclosure, Severity, Stage, Unit, performance,
    raw::{RawTable, RawTarget},
    reconcile,
};

fn target(project: &str, total: &str, sources: &[(&str, &str)]) -> RawTarget {
    RawTarget {
        project: project.into(),
        unit: Some("万元".into()),
        total: Some(total.into()),
        sources: sources.iter().map(|(name, text)| ((*name).into(), (*text).into())).collect(),
        ..RawTarget::default()
    }
}

/// Two projects of 30.00 and 20.00 in a table, and all expenditure: 80.00 + 50.00 = 130.00.
fn document(stage: Stage, target: RawTarget) -> RawDisclosure {
    let mut projects = RawTable::new("项目支出表", Unit::WanYuan, ["合计", "一般公共预算"])
        .row("", "合计", ["50.00", "45.00"])
        .row("", "电子政务保障经费", ["30.00", "25.00"])
        .row("", "设备更新", ["20.00", "20.00"]);
    projects.name_heading = Some("项目名称".into());
    let all = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
        .row("", "合计", ["130.00", "80.00", "50.00"])
        .row("201", "一般公共服务支出", ["130.00", "80.00", "50.00"]);
    let mut raw = RawDisclosure::new(2026, stage).table(all).table(projects);
    raw.performance.push(target);
    raw
}

/// The findings about money, as severity and message.
fn found(raw: RawDisclosure) -> Vec<(Severity, String)> {
    let report = reconcile(&Disclosure::read(raw), &Options::new());
    let kinds = [FindingKind::TargetCoverage, FindingKind::SourcesTotal];
    let found = report.findings().iter().filter(|finding| kinds.contains(&finding.kind));
    found.map(|finding| (finding.severity, finding.message.zh.clone())).collect()
}

#[track_caller]
fn finds(severity: Severity, told: &str, raw: RawDisclosure) {
    let found = found(raw);
    let one = matches!(found.as_slice(), [(s, text)] if *s == severity && text.contains(told));
    assert!(one, "{severity} {told}: {found:?}");
}

#[test]
fn a_project_has_the_money_of_its_row() {
    let budget = |target| document(Stage::Budget, target);
    let name = "电子政务保障经费";
    assert_eq!(found(budget(target(name, "30.00", &[]))), []);
    // In yuan, of one fund, with its number: the same money.
    let yuan = RawTarget { unit: Some("元".into()), ..target(name, "300000", &[]) };
    assert_eq!(found(budget(yuan)), []);
    assert_eq!(found(budget(target(name, "25.00", &[]))), []);
    finds(Severity::Warning, "30.00万元", budget(target(name, "28.00", &[])));
    // More may be the money of several years, unless this year's is told.
    finds(Severity::Info, "30.00万元", budget(target(name, "40.00", &[])));
    assert_eq!(
        found(budget(target(name, "40.00", &[("2026年", "30.00"), ("2027年", "10.00")]))),
        []
    );
    // A project that the tables do not list may be one of a larger row.
    assert_eq!(found(budget(target("网络安全", "7.00", &[]))), []);
}

#[test]
fn several_targets_of_one_name_share_its_row() {
    let mut raw = document(Stage::Budget, target("电子政务保障经费", "18.00", &[]));
    raw.performance.push(target("电子政务保障经费", "12.00", &[]));
    assert_eq!(found(raw), []);
}

#[test]
fn final_accounts_print_what_was_spent() {
    let spent = |executed: &str| {
        let evaluated = target("设备更新", "25.00", &[]);
        document(Stage::Final, RawTarget { executed: Some(executed.into()), ..evaluated })
    };
    assert_eq!(found(spent("20.00")), []);
    finds(Severity::Warning, "20.00万元", spent("19.00"));
}

#[test]
fn the_whole_body_has_the_money_of_a_total() {
    let whole = |total, sources: &[(&str, &str)]| {
        document(Stage::Budget, target("部门整体支出绩效目标", total, sources))
    };
    assert_eq!(found(whole("130.00", &[("基本支出", "80.00"), ("项目支出", "50.00")])), []);
    finds(Severity::Warning, "130.00万元", whole("140.00", &[]));
    let found = found(whole("130.00", &[("基本支出", "70.00"), ("项目支出", "50.00")]));
    // 70 + 50 is not 130, and no table prints 70 of basic expenditure.
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().any(|(severity, _)| *severity == Severity::Error), "{found:?}");
}

#[test]
fn the_whole_body_is_held_against_tables_of_the_whole_alone() {
    // Of one budget alone no table tells what the body has in all.
    let mut raw = document(Stage::Budget, target("部门整体支出绩效目标", "140.00", &[]));
    raw.tables = vec![
        RawTable::new("一般公共预算支出表", Unit::WanYuan, ["合计"])
            .row("", "合计", ["125.00"])
            .row("201", "一般公共服务支出", ["125.00"]),
    ];
    assert_eq!(found(raw), []);
    // A self-evaluation tells its parts of the budget, the tables print what was spent.
    let kinds = [("基本支出", "85.00"), ("项目支出", "55.00")];
    let evaluated = target("部门整体支出绩效自评表", "140.00", &kinds);
    let spent = |executed: &str| {
        document(Stage::Final, RawTarget { executed: Some(executed.into()), ..evaluated.clone() })
    };
    assert_eq!(found(spent("130.00")), []);
    finds(Severity::Warning, "131.00万元", spent("131.00"));
}

#[test]
fn one_source_alone_is_a_part() {
    let alone =
        |text| document(Stage::Budget, target("电子政务保障经费", "30.00", &[("财政拨款", text)]));
    assert_eq!(found(alone("25.00")), []);
    finds(Severity::Error, "31.00", alone("31.00"));
}

#[test]
fn sources_and_kinds_cut_the_total_each_for_itself() {
    let both = [
        ("财政拨款", "120.00"),
        ("其他资金", "10.00"),
        ("基本支出", "80.00"),
        ("项目支出", "50.00"),
    ];
    let raw = document(Stage::Budget, target("整体支出", "130.00", &both));
    assert_eq!(found(raw), []);
}

#[test]
fn phases_are_no_more_than_the_whole() {
    let phased = |last| {
        let phases = [("第一年", "10.00"), ("第二年", last), ("财政资金", "10.00")];
        document(Stage::Budget, target("网络安全", "30.00", &phases))
    };
    assert_eq!(found(phased("20.00")), []);
    assert_eq!(found(phased("15.00")), []);
    finds(Severity::Warning, "35.00", phased("25.00"));
    let (targets, findings) = performance::read(&phased("20.00"));
    assert!(findings.is_empty());
    assert_eq!(targets[0].phases.len(), 2);
}
