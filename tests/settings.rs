//! What a caller sets changes what is read and judged, and values that differ are not equal.

use cn_budget::{
    Amount, Cube, Dimension, Disclosure, Flow, FunctionalCode, FundSource, Kind, Law, Options,
    RawDisclosure, Report, Rollup, Rounding, Scope, Severity, Stage, TextColumn, Unit, Verdict,
    Vocabulary, performance::IndicatorNature, raw::RawTable, reconcile,
};

fn table(rows: [[&str; 3]; 2]) -> RawTable {
    let [total, row] = rows;
    RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
        .row("", "合计", total)
        .row("201", "一般公共服务支出", row)
}

fn report(table: RawTable, options: &Options) -> Report {
    let raw = RawDisclosure::new(2026, Stage::Budget).table(table);
    reconcile(&Disclosure::read(raw), options)
}

/// Two parts that were cut off may be 0.01 each below what they were; rounded to the nearest, 0.005.
#[test]
fn the_way_of_rounding_decides_how_far_figures_may_differ() {
    let broken = |total: &str, rounding| {
        let printed = table([[total, "5.02", "5.02"], [total, "5.02", "5.02"]]);
        report(printed, &Options::new().rounding(rounding)).count(Verdict::Broken) > 0
    };
    assert!(!broken("10.04", Rounding::Exact));
    assert!(broken("10.05", Rounding::Exact));
    assert!(!broken("10.05", Rounding::Nearest));
    assert!(broken("10.06", Rounding::Nearest));
    assert!(!broken("10.06", Rounding::Truncated));
    assert!(broken("10.07", Rounding::Truncated));
}

#[test]
fn a_budget_below_zero_breaks_its_bound() {
    let odd = table([["-5.00", "-5.00", ""], ["-5.00", "-5.00", ""]]);
    let bounds = |options: &Options| {
        let report = report(odd.clone(), options);
        let bounds =
            report.equations().iter().filter(|judged| judged.equation.law() == Law::NonNegative);
        bounds.map(|judged| judged.judgement.verdict).collect::<Vec<_>>()
    };
    assert_eq!(bounds(&Options::new()), [Verdict::Broken; 4]);
    assert_eq!(bounds(&Options::new().without_law(Law::NonNegative)), []);
    let sound = table([["5.00", "5.00", "0.00"], ["5.00", "5.00", "0.00"]]);
    let report = report(sound, &Options::new());
    assert!(!report.count_by_law().contains_key(&Law::NonNegative));
    assert_eq!(report.count_findings(Severity::Error), 0);
}

#[test]
fn a_vocabulary_takes_labels_of_its_own() {
    let mut words = Vocabulary::standard();
    assert_eq!(words.read("第九类开支"), None);
    assert_eq!(words.read("甲乙丙"), None);
    words.add_label("第九类开支", Scope::ALL.with_kind(Kind::Project));
    words.add_text_column("甲乙丙", TextColumn::Other);
    let read = words.read("第九类开支").unwrap();
    assert_eq!(read.scope().kind(), Some(Kind::Project));
}

#[test]
fn what_differs_is_not_equal() {
    let code: FunctionalCode = "2010101".parse().unwrap();
    let other: FunctionalCode = "2010102".parse().unwrap();
    let rollup = |code, fen| {
        let mut rollup = Rollup::default();
        rollup.add(code, Amount::from_fen(fen));
        rollup
    };
    assert_eq!(rollup(code, 1), rollup(code, 1));
    assert_ne!(rollup(code, 1), rollup(code, 2));
    assert_ne!(rollup(code, 1), rollup(other, 1));
    let cube = |axes: &[Dimension], fund, fen| {
        let mut cube = Cube::new(axes.iter().copied());
        cube.add(Scope::ALL.with_flow(Flow::Expenditure).with_fund(fund), Amount::from_fen(fen));
        cube
    };
    let (flow, fund) = (Dimension::Flow, Dimension::Fund);
    let general = cube(&[flow, fund], FundSource::General, 1);
    assert_eq!(general, cube(&[flow, fund], FundSource::General, 1));
    assert_ne!(general, cube(&[flow, fund], FundSource::General, 2));
    assert_ne!(general, cube(&[flow, fund], FundSource::Other, 1));
    assert_ne!(general, cube(&[flow], FundSource::General, 1));
    let mut two = cube(&[flow, fund], FundSource::General, 1);
    two.add(Scope::ALL.with_flow(Flow::Expenditure), Amount::from_fen(1));
    assert_ne!(general, two);
    assert_ne!(two, general);
}

#[test]
fn the_nature_of_an_indicator_has_several_labels() {
    for label in ["反向", "反向指标", "逆向指标", "负向指标"] {
        assert_eq!(IndicatorNature::from_label(label), Some(IndicatorNature::AtMost), "{label}");
    }
    assert_eq!(IndicatorNature::from_label("正向指标"), Some(IndicatorNature::AtLeast));
}
