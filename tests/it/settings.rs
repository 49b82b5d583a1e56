//! What a caller sets changes what is read and judged, and values that differ are not equal.

use cn_budget::{
    Amount, Catalogue, Cube, Dimension, Disclosure, DocumentVerdict, Edition, FindingKind, Flow,
    FunctionalCode, FundSource, Kind, Law, Options, Place, RawDisclosure, Report, Rollup, Scope,
    Severity, Stage, Unit, Vocabulary,
    check::{Equation, Relation, Term, Verdict},
    label::TextColumn,
    num::Rounding,
    performance::IndicatorNature,
    raw::RawTable,
    reconcile,
    system::Limits,
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

#[test]
fn each_setting_leaves_the_others_as_they_are() {
    let odd = || table([["-5.00", "-5.00", ""], ["-5.00", "-5.00", ""]]);
    let off = || Options::new().without_law(Law::NonNegative);
    let settings = [
        off().catalogue(Catalogue::builtin()),
        off().edition(Edition::new(2026)),
        off().severity(FindingKind::UnitSlip, Severity::Info),
        off().limits(Limits::default()),
        off().weight(|_| 1),
        off().rounding(Rounding::Nearest),
        off().accept("none"),
        off().max_terms(1_000),
    ];
    for (number, options) in settings.iter().enumerate() {
        let report = report(odd(), options);
        assert!(!report.count_by_law().contains_key(&Law::NonNegative), "setting {number}");
        assert!(report.problem().is_some());
    }
}

#[test]
fn a_trusted_figure_is_suspected_last() {
    // 合计 is 12.00, its parts 10.00 and 3.00: any one of the three may be wrong.
    let wrong = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"]).row(
        "201",
        "一般公共服务支出",
        ["12.00", "10.00", "3.00"],
    );
    let suspects = |weight: u32| {
        let trusted = Place::Cell { table: 0, row: 0, column: 1 };
        let options = Options::new().weight(move |place| if place == trusted { weight } else { 2 });
        let report = report(wrong.clone(), &options);
        let mut columns: Vec<u32> = report
            .suspects()
            .iter()
            .flat_map(cn_budget::causes::SuspectSet::suspects)
            .filter_map(|suspect| match suspect.place() {
                Place::Cell { column, .. } => Some(column),
                _ => None,
            })
            .collect();
        columns.sort_unstable();
        columns
    };
    assert_eq!(suspects(5), [0, 2]);
    assert_eq!(suspects(2), [0, 1, 2]);
    assert_eq!(suspects(1), [1]);
    assert_eq!(suspects(0), [1], "nothing weighs nothing");
}

#[test]
fn findings_of_one_name_are_numbered() {
    let thrice = |_: &Disclosure| {
        let equation = || Equation::custom(Relation::Equal, [Term::new(1, 0), Term::new(-2, 1)]);
        vec![equation(), equation(), equation()]
    };
    let sound = || table([["5.00", "5.00", "0.00"], ["5.00", "5.00", "0.00"]]);
    let found = report(sound(), &Options::new().law(thrice));
    let ids: Vec<&str> = found.findings().iter().map(|finding| finding.id.as_str()).collect();
    let [first, second, third] = ids.as_slice() else { panic!("{ids:?}") };
    assert_eq!([*second, *third], [format!("{first}-2"), format!("{first}-3")]);
    let accepted = report(sound(), &Options::new().law(thrice).accept(*second));
    assert_eq!(accepted.findings().len(), 2);
}

/// A caller's law that speaks of what is not there would pass in silence.
#[test]
fn a_law_of_a_fact_that_is_not_there_is_told() {
    let law = |disclosure: &Disclosure| {
        let behind = disclosure.facts().len();
        vec![Equation::custom(Relation::Equal, [Term::new(1, 0), Term::new(-1, behind)])]
    };
    let sound = table([["5.00", "5.00", "0.00"], ["5.00", "5.00", "0.00"]]);
    let equations = report(sound.clone(), &Options::new()).equations().len();
    let found = report(sound, &Options::new().law(law));
    let kinds: Vec<FindingKind> = found.findings().iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [FindingKind::UnknownFact]);
    assert!(found.findings()[0].message.en.contains("fact 6, which the document does not have"));
    assert_eq!(found.equations().len(), equations);
}

#[test]
fn a_figure_that_no_equation_holds_is_listed() {
    let alone = RawTable::new("部门支出总表", Unit::WanYuan, ["合计"]).row("201", "", ["5.00"]);
    let report = report(alone, &Options::new());
    assert_eq!((report.figures(), report.covered()), (1, 0));
    assert_eq!(report.uncovered(), [Place::Cell { table: 0, row: 0, column: 0 }]);
    let code: FunctionalCode = "201".parse().unwrap();
    assert_eq!(report.official_name(code), Some("一般公共服务支出"));
    let unknown: FunctionalCode = "2999999".parse().unwrap();
    assert_eq!(report.official_name(unknown), None);
}

/// Each way of being cut short or printed in a wrong unit is told by a finding alone.
#[test]
fn accepting_findings_leaves_the_verdict() {
    let spent =
        |unit| {
            RawTable::new("部门支出总表", unit, ["合计"])
                .row("201", "一般公共服务支出", ["12.30"])
                .row("205", "教育支出", ["4.50"])
        };
    let raw = RawDisclosure::new(2026, Stage::Budget)
        .table(spent(Unit::WanYuan))
        .table(spent(Unit::WanYuan))
        .table(spent(Unit::Yuan));
    let slipped = Disclosure::read(raw);
    let sound = table([["5.00", "5.00", "0.00"], ["5.00", "5.00", "0.00"]]);
    let sound = Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(sound));
    let cases = [
        (&slipped, Options::new(), FindingKind::UnitSlip, DocumentVerdict::Inconsistent),
        (&sound, Options::new().max_terms(3), FindingKind::WorkLimit, DocumentVerdict::Undecided),
    ];
    for (disclosure, options, kind, verdict) in cases {
        let report = reconcile(disclosure, &options);
        assert!(report.findings().iter().any(|finding| finding.kind == kind), "{report}");
        assert_eq!(report.verdict(), verdict);
        let ids = report.findings().iter().map(|finding| finding.id.clone());
        let accepted = reconcile(disclosure, &ids.fold(options, Options::accept));
        assert!(accepted.findings().is_empty());
        assert_eq!(accepted.verdict(), verdict);
    }
}
