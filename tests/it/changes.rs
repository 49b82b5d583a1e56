//! Columns of changes in tables (增减额, 增减%), as the departments of the central government and
//! many provinces print them.

use cn_budget::{
    Disclosure, DocumentVerdict, FindingKind, Law, Options, Place, RawDisclosure, Report, Stage,
    Unit,
    check::Verdict,
    narrative::{By, Percent},
    raw::RawTable,
    reconcile,
    report::CellVerdict,
};
use proptest::prelude::*;

const HEADINGS: [&str; 6] = [
    "2025年执行数",
    "2026年预算数/小计",
    "2026年预算数/基本支出",
    "2026年预算数/项目支出",
    "2026年预算数比2025年执行数/增减额",
    "2026年预算数比2025年执行数/增减%",
];

fn disclosure(table: RawTable) -> Disclosure {
    Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table))
}

fn report(table: RawTable) -> Report {
    reconcile(&disclosure(table), &Options::new())
}

/// 一般公共预算支出表 of a department of the central government.
fn central() -> RawTable {
    RawTable::new("一般公共预算支出表", Unit::WanYuan, HEADINGS)
        .row("", "合计", ["120.00", "150.00", "100.00", "50.00", "30.00", "25.00"])
        .row("201", "一般公共服务支出", ["80.00", "90.00", "70.00", "20.00", "10.00", "12.50"])
        .row("208", "社会保障和就业支出", ["40.00", "60.00", "30.00", "30.00", "20.00", "50.00%"])
}

fn changed(row: usize, column: usize, text: &str) -> RawTable {
    let mut table = central();
    let cell = table.rows[row].cells.iter_mut().find(|(heading, _)| heading == HEADINGS[column]);
    text.clone_into(&mut cell.unwrap().1);
    table
}

fn cell(row: u32, column: u32) -> Place {
    Place::Cell { table: 0, row, column }
}

#[test]
fn a_change_names_the_two_amounts_that_it_compares() {
    let disclosure = disclosure(central());
    assert!(disclosure.findings().is_empty(), "{:?}", disclosure.findings());
    assert_eq!(disclosure.changes().len(), 6);
    for change in disclosure.changes() {
        let (after, before) = change.facts();
        let (after, before) = (disclosure.facts()[after], disclosure.facts()[before]);
        assert_eq!(
            (after.scope().year(), after.scope().stage()),
            (Some(2026), Some(Stage::Budget))
        );
        assert_eq!(
            (before.scope().year(), before.scope().stage()),
            (Some(2025), Some(Stage::Final))
        );
        assert_eq!(after.scope().kind(), None);
        assert_eq!(after.scope().functional(), before.scope().functional());
        assert_eq!(change.scope().change(), Some(2025));
    }
    assert_eq!(disclosure.changes()[3].by(), By::Percent(Percent::new(1250, 2)));
}

#[test]
fn amounts_and_percentages_that_agree_are_checked_and_hold() {
    let report = report(central());
    assert_eq!(report.verdict(), DocumentVerdict::Consistent, "{report}");
    assert_eq!((report.figures(), report.covered()), (15, 15));
    let changes = report.equations().iter().filter(|judged| judged.equation.law() == Law::Change);
    // Each percentage is held from both sides.
    assert_eq!(changes.count(), 3 + 2 * 3);
}

#[test]
fn a_wrong_change_is_the_only_suspect() {
    let report = report(changed(1, 4, "11.00"));
    assert_eq!(report.verdict(), DocumentVerdict::Inconsistent);
    assert_eq!(report.suspects().len(), 1);
    assert!(report.suspects()[0].contains(cell(1, 4)));
    assert!(
        report
            .cell_verdicts()
            .any(|cell_verdict| cell_verdict == (cell(1, 4), CellVerdict::Suspect))
    );
    let corrected = report.corrected(&Options::new());
    assert!(corrected.is_whole());
    assert_eq!(
        reconcile(&corrected.disclosure, &Options::new()).verdict(),
        DocumentVerdict::Consistent
    );
}

#[test]
fn a_change_of_the_wrong_sign_is_told_as_such() {
    let report = report(changed(1, 4, "-10.00"));
    let kinds: Vec<FindingKind> = report.findings().iter().map(|finding| finding.kind).collect();
    assert!(kinds.contains(&FindingKind::WrongDirection), "{report}");
}

#[test]
fn a_wrong_percentage_is_found_at_its_cell() {
    let report = report(changed(1, 5, "21.50"));
    assert_eq!(report.verdict(), DocumentVerdict::Inconsistent);
    let broken: Vec<Place> =
        report.findings().iter().flat_map(|finding| finding.places.clone()).collect();
    assert!(broken.contains(&cell(1, 5)), "{report}");
}

#[test]
fn a_wrong_amount_is_told_from_its_parts_by_the_change() {
    // Alone, 小计 = 基本支出 + 项目支出 would leave three suspects.
    let report = report(changed(1, 1, "99.00"));
    assert_eq!(report.suspects().len(), 1, "{report}");
    assert!(report.suspects()[0].contains(cell(1, 1)));
}

#[test]
fn what_is_left_blank_or_is_no_percentage_is_left_alone() {
    for (column, text) in [(4, ""), (4, "—"), (5, ""), (5, "-"), (5, "#DIV/0!")] {
        let report = report(changed(2, column, text));
        assert_eq!(report.verdict(), DocumentVerdict::Consistent, "{text}: {report}");
        assert!(report.findings().is_empty(), "{text}: {report}");
    }
    let report = report(changed(2, 4, "2O.00"));
    assert_eq!(report.findings()[0].kind, FindingKind::UnreadableFigure);
}

#[test]
fn from_nothing_there_is_no_rate_and_a_fall_is_negative() {
    let table = RawTable::new(
        "一般公共预算支出表",
        Unit::WanYuan,
        ["上年预算数", "本年预算数", "增减额", "增减幅度(%)"],
    )
    .row("201", "一般公共服务支出", ["0.00", "9.00", "9.00", "100.00"])
    .row("208", "社会保障和就业支出", ["30.00", "20.00", "-10.00", "-33.33"]);
    let report = report(table);
    assert_eq!(report.count(Verdict::Broken), 0, "{report}");
    assert!(report.findings().is_empty(), "{report}");
}

/// The column that a change is counted from, beside two others and this year's budget.
fn base(first: &str, second: &str, change: &str) -> Option<usize> {
    let own = "2026年预算数";
    let table = RawTable::new("一般公共预算支出表", Unit::WanYuan, [first, second, own, change])
        .row("201", "一般公共服务支出", ["10.00", "20.00", "50.00", "1.00"]);
    let disclosure = disclosure(table);
    assert_eq!(disclosure.facts().len(), 3, "{first} {second}");
    disclosure.changes().first().map(|change| change.facts().1)
}

#[test]
fn among_several_columns_the_heading_must_name_the_one_compared_with() {
    let (planned, spent) = ("2025年预算数", "2025年执行数");
    assert_eq!(base(planned, spent, "增减额"), None);
    assert_eq!(base(planned, spent, "比2025年执行数增减额"), Some(1));
    assert_eq!(base(planned, spent, "比2025年预算数/增减额"), Some(0));
    assert_eq!(base("2024年决算数", spent, "比2024年增减额"), Some(0));
    assert_eq!(base("2024年决算数", spent, "比上年增减额"), Some(1));
    assert_eq!(base("2024年决算数", spent, "比2023年增减额"), None);
}

#[test]
fn final_accounts_may_compare_with_their_own_budget() {
    let table = RawTable::new(
        "财政拨款“三公”经费支出决算表",
        Unit::WanYuan,
        ["预算数", "决算数", "增减额"],
    )
    .row("", "公务接待费", ["5.00", "3.20", "-1.80"])
    .row("", "公务用车运行维护费", ["7.00", "6.00", "1.00"]);
    let disclosure = Disclosure::read(RawDisclosure::new(2024, Stage::Final).table(table));
    assert_eq!(disclosure.changes().len(), 2);
    let report = reconcile(&disclosure, &Options::new());
    let broken: Vec<Place> = report
        .equations()
        .iter()
        .filter(|judged| judged.judgement.verdict == Verdict::Broken)
        .filter_map(|judged| report.place(*judged.equation.terms().last()?))
        .collect();
    assert_eq!(broken, [cell(1, 2)]);
}

#[test]
fn a_change_without_two_amounts_is_text() {
    let table = RawTable::new("部门支出总表", Unit::WanYuan, ["2026年预算数", "增减额", "增减%"])
        .row("201", "一般公共服务支出", ["50.00", "略增", "2"]);
    let disclosure = disclosure(table);
    assert!(disclosure.changes().is_empty() && disclosure.findings().is_empty());
    assert_eq!(disclosure.figure_count(), 1);
}

proptest! {
    /// What is printed from one truth holds, however it is rounded; off by more than the three
    /// roundings, it does not.
    #[test]
    fn printed_changes_hold_exactly_where_they_may(
        after in 0_i64..1_000_000_000,
        before in 0_i64..1_000_000_000,
        off in -40_000_i64..40_000,
    ) {
        let wan = |fen: i64| {
            let rounded = (fen.abs() + 5_000) / 10_000;
            format!("{}{}.{:02}", if fen < 0 && rounded > 0 { "-" } else { "" }, rounded / 100, rounded % 100)
        };
        let cells = |change: i64| [wan(before), wan(after), wan(change)];
        let table = |change: i64| {
            RawTable::new("部门支出总表", Unit::WanYuan, ["上年预算数", "本年预算数", "增减额"])
                .row("201", "一般公共服务支出", cells(change))
        };
        prop_assert_eq!(report(table(after - before)).count(Verdict::Broken), 0);
        let hundredths = |text: String| text.replace('.', "").parse::<i64>().unwrap();
        let [base, own, printed] = cells(after - before + off).map(hundredths);
        let within = 2 * (own - base - printed).abs() <= 3;
        let broken = report(table(after - before + off)).count(Verdict::Broken) > 0;
        prop_assert_eq!(broken, !within);
    }
}
