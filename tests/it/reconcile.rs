//! The real documents judged as their truth files say, and bad input survived.

use cn_budget::{
    Disclosure, DocumentVerdict, FindingKind, Law, Options, RawDisclosure, Report, Severity, Stage,
    Unit,
    check::Verdict,
    raw::{RawRow, RawTable},
    reconcile,
    report::CellVerdict,
    system::{self, Constraint},
};

use crate::common;

fn report(raw: RawDisclosure) -> Report {
    reconcile(&Disclosure::read(raw), &Options::new())
}

fn truth(name: &str) -> Vec<serde_json::Value> {
    serde_json::from_str(&common::text(&format!("{name}.truth.json"))).unwrap()
}

/// The equations within rounding whose first figure and difference are those of a truth entry.
fn rounding(report: &Report, first: &str, difference: &str) -> usize {
    let equations = report.equations().iter().filter(|judged| {
        let first_place = report.place(judged.equation.terms()[0]).unwrap();
        let left = report.cell(first_place);
        let printed = judged.judgement.difference.to_decimal_string(Unit::WanYuan, 2);
        judged.judgement.verdict == Verdict::Rounding
            && left.text().replace(',', "") == first.replace(',', "")
            && printed.trim_start_matches('-') == difference.trim_start_matches('-')
    });
    equations.count()
}

#[test]
fn every_truth_of_the_tables_is_judged_as_it_says() {
    for name in common::DOCUMENTS {
        let mut raw = common::raw(name);
        raw.narrative.clear();
        let report = report(raw);
        assert_eq!(report.count(Verdict::Broken), 0, "{name}");
        assert_eq!(report.count_findings(Severity::Error), 0, "{name}");
        for entry in truth(name).iter().filter(|entry| entry["scope"] == "table") {
            assert_eq!(entry["kind"], "rounding");
            let equation = entry["equation"].as_str().unwrap();
            let first = equation.split_whitespace().next().unwrap();
            let found = rounding(&report, first, entry["diff"].as_str().unwrap());
            assert!(found > 0, "{name}: {equation}");
        }
        let boundaries = truth(name).iter().filter(|entry| entry["boundary"] == true).count();
        let kind = |finding: &&cn_budget::Finding| finding.kind == FindingKind::BoundaryFigure;
        assert_eq!(report.findings().iter().filter(kind).count(), boundaries, "{name}");
    }
}

#[test]
fn every_figure_is_covered_and_a_witness_exists() {
    for name in common::DOCUMENTS {
        let mut raw = common::raw(name);
        raw.narrative.clear();
        let report = report(raw);
        assert_eq!(report.covered(), report.figures(), "{name}");
        assert_eq!(report.verdict(), DocumentVerdict::Rounding);
        assert_eq!(report.cell_verdicts().count(), report.figures());
        let json = serde_json::to_value(report.view().proof(true)).unwrap();
        assert!(json["witness"].as_array().unwrap().len() > 50, "{name}");
    }
}

#[test]
fn no_law_is_lost() {
    let laws = |name| report(common::raw(name)).count_by_law();
    for name in common::DOCUMENTS {
        let counts = laws(name);
        for law in [Law::Identity, Law::Hierarchy, Law::Alias, Law::Nested, Law::FunctionBalance] {
            assert!(counts.get(&law).is_some_and(|&count| count > 0), "{name}: {law}");
        }
    }
    assert_eq!(laws("jiulongpo-2026")[&Law::Crosswalk], 3);
    assert_eq!(laws("putuo-czj-2024-final")[&Law::Balance], 6);
    assert_eq!(laws("putuo-zfb-2025-dept-budget")[&Law::ThreePublic], 4);
}

#[test]
fn the_heading_of_table_10_is_found() {
    let report = report(common::raw("jiulongpo-2026"));
    let found = report.findings().iter().find(|f| f.kind == FindingKind::WrongScheme).unwrap();
    assert_eq!(found.places[0].table(), Some(11));
}

#[test]
fn the_mistakes_of_the_narrative_are_found() {
    let report = report(common::raw("jiulongpo-2026"));
    let errors: Vec<_> =
        report.findings().iter().filter(|f| f.severity == Severity::Error).collect();
    let kinds: Vec<FindingKind> = errors.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds.len(), 2);
    assert!(kinds.contains(&FindingKind::WrongYear));
    assert!(kinds.contains(&FindingKind::BrokenEquation));
    let broken = errors.iter().find(|f| f.kind == FindingKind::BrokenEquation).unwrap();
    assert_eq!(broken.difference.unwrap().to_decimal_string(Unit::WanYuan, 2), "1129.80");
    let putuo = self::report(common::raw("putuo-zfb-2025-dept-budget"));
    assert_eq!(putuo.count_findings(Severity::Error), 0);
}

#[test]
fn a_corrected_document_reconciles() {
    let mut raw = common::raw("jiulongpo-2026");
    raw.narrative.clear();
    let cells = &mut raw.tables[2].rows[5].cells;
    assert_eq!(cells[0].1, "30.15");
    cells[0].1 = "31.05".into();
    let report = report(raw);
    let suspect = &report.suspects()[0].suspects()[0];
    let verdicts: Vec<_> =
        report.cell_verdicts().filter(|(_, v)| *v == CellVerdict::Suspect).collect();
    assert_eq!(verdicts, [(suspect.place(), CellVerdict::Suspect)]);
    assert!(report.unexplained().is_empty());
    assert_eq!(report.correct(suspect.place()).as_deref(), Some("30.15"));
    let corrected = report.corrected(&Options::new()).disclosure;
    assert_eq!(corrected.cell(suspect.place()).text(), "30.15");
}

#[test]
fn ids_are_stable_and_can_be_accepted() {
    let disclosure = Disclosure::read(common::raw("putuo-czj-2024-final"));
    let first = reconcile(&disclosure, &Options::new());
    let again = reconcile(&disclosure, &Options::new());
    let ids = |report: &Report| -> Vec<String> {
        report.findings().iter().map(|finding| finding.id.clone()).collect()
    };
    assert_eq!(ids(&first), ids(&again));
    let options = ids(&first).into_iter().fold(Options::new(), Options::accept);
    assert!(reconcile(&disclosure, &options).findings().is_empty());
}

#[test]
fn bad_input_is_told_and_the_rest_checked() {
    let mut table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
        .row("", "合计", ["12.30", "10.00", "2.30"])
        .row("201", "一般公共服务支出", ["12.30", "1x.00", "2.30"])
        .row("2010", "错码", ["1.00", "", ""])
        .row("208", "社会保障和就业支出", [] as [&str; 0]);
    table.rows[1].cells.push(("无此列".into(), "1.00".into()));
    table.rows.push(RawRow { cells: vec![("合计".into(), "1".into()); 2], ..RawRow::default() });
    let raw = RawDisclosure::new(2026, Stage::Budget).table(table.clone()).table(table);
    let report = report(raw);
    let kinds: Vec<FindingKind> = report.findings().iter().map(|finding| finding.kind).collect();
    for kind in [
        FindingKind::UnreadableFigure,
        FindingKind::UnknownCode,
        FindingKind::UnrecognisedLabel,
        FindingKind::DuplicateCell,
    ] {
        assert!(kinds.contains(&kind), "{kind}: {kinds:?}");
    }
    assert!(report.count(Verdict::Exact) > 0);
}

#[test]
fn ten_thousand_rows_are_decided() {
    let rows = 10_000;
    let mut table = RawTable::new("政府采购预算明细表", Unit::WanYuan, ["项目名称", "金额"]);
    table = table.row("", "合计", [String::new(), format!("{rows}.00")]);
    for row in 0..rows {
        let name = format!("项目{row}");
        table = table.row("", name.clone(), [name, "1.00".into()]);
    }
    let report = report(RawDisclosure::new(2026, Stage::Budget).table(table));
    assert_eq!(report.verdict(), DocumentVerdict::Consistent);
    assert_eq!((report.figures(), report.covered()), (rows + 1, rows + 1));
}

#[test]
fn ten_thousand_rounded_rows_are_decided() {
    let mut table = RawTable::new("政府采购预算明细表", Unit::WanYuan, ["项目名称", "金额"]);
    let amounts: Vec<u64> = (0..10_000).map(|row| row * 7_919 % 1_000_003).collect();
    let printed = |yuan: u64| {
        let hundredths = (yuan + 50) / 100;
        format!("{}.{:02}", hundredths / 100, hundredths % 100)
    };
    table = table.row("", "合计", [String::new(), printed(amounts.iter().sum())]);
    for (row, &yuan) in amounts.iter().enumerate() {
        let name = format!("项目{row}");
        table = table.row("", name.clone(), [name, printed(yuan)]);
    }
    let report = report(RawDisclosure::new(2026, Stage::Budget).table(table));
    assert_eq!(report.verdict(), DocumentVerdict::Rounding);
    assert!(report.solution().unwrap().work() < 5_000_000);
}

#[test]
fn a_mistake_is_told_once_with_what_it_breaks_below_it() {
    let mut raw = common::raw("jiulongpo-2026");
    raw.narrative.clear();
    raw.tables[2].rows[5].cells[0].1 = "31.05".into();
    let report = report(raw);
    let text = report.to_string();
    assert!(text.contains("很可能应为 30.15（两位数字颠倒）"), "{text}");
    let broken = report.count(Verdict::Broken);
    assert!(broken > 1);
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["suspects"][0]["slip"], "transposed_digits");
    assert_eq!(json["suspects"][0]["correction"], "30.15");
    assert_eq!(json["suspects"][0]["explains"].as_array().unwrap().len(), broken);
    assert_eq!(json["unexplained"].as_array().unwrap().len(), 0);
    for finding in report.findings().iter().filter(|f| f.kind == FindingKind::BrokenEquation) {
        assert_eq!(text.matches(&finding.message.zh).count(), 1, "{text}");
    }
}

#[test]
fn a_document_without_a_title_is_told_by_its_body() {
    let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计"]).row("", "合计", ["1.00"]);
    let mut raw = RawDisclosure::new(2026, Stage::Budget).table(table);
    let first = |raw: &RawDisclosure| {
        let text = report(raw.clone()).to_string();
        text.lines().next().unwrap().to_owned()
    };
    assert_eq!(first(&raw), "2026年·预算数 — 未核对");
    raw.entity.name = Some("某小学".into());
    assert_eq!(first(&raw), "某小学 2026年·预算数 — 未核对");
    raw.title = Some("某小学2026年预算".into());
    assert_eq!(first(&raw), "某小学2026年预算 — 未核对");
}

#[test]
fn a_clause_of_the_narrative_is_corrected() {
    // 20.21 − 98.27 = −78.06, and the sentence says −87.06.
    let text = "支出预算较2025年减少87.06万元，主要是基本支出预算增加20.21万元，项目支出预算减少98.27万元。";
    let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"]).row(
        "",
        "合计",
        ["12.30", "10.00", "2.30"],
    );
    let raw = RawDisclosure::new(2026, Stage::Budget).table(table).paragraph("二", text);
    let report = report(raw);
    assert_eq!(report.verdict(), DocumentVerdict::Inconsistent);
    let corrected = report.corrected(&Options::new()).disclosure;
    assert_eq!(corrected.raw().narrative[0].text, text.replace("87.06", "78.06"));
}

#[test]
fn a_limit_on_terms_is_told() {
    let disclosure = Disclosure::read(common::raw("jiulongpo-2026"));
    let report = reconcile(&disclosure, &Options::new().max_terms(10));
    assert_eq!(report.verdict(), DocumentVerdict::Undecided);
    assert!(report.findings().iter().any(|f| f.kind == FindingKind::WorkLimit));
}

#[test]
fn the_proof_points_into_the_document_and_findings_are_counted() {
    let report = report(common::raw("jiulongpo-2026"));
    let system::Verdict::Infeasible(conflict) = report.solution().unwrap().verdict() else {
        panic!()
    };
    let printed: Vec<_> = conflict
        .parts()
        .iter()
        .filter_map(|part| match part.constraint() {
            Constraint::Print(print) => Some(report.printed_at(print).unwrap()),
            _ => None,
        })
        .collect();
    assert!(printed.len() > 1);
    assert!(printed.iter().any(|&place| report.cell(place).text().contains("1051.74")));
    assert!(printed.iter().all(|&place| !report.cell(place).text().is_empty()));
    let counts = Severity::ALL.iter().map(|&severity| report.count_findings(severity));
    assert_eq!(counts.sum::<usize>(), report.findings().len());
    assert!(report.count_findings(Severity::Error) > 0);
}

#[test]
fn a_number_too_long_to_be_read_is_told_whatever_its_row_is_called() {
    let report_of = |name: &str, figure: &str| {
        let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
            .row("", "合计", ["3.00", "1.00", "2.00"])
            .row("", name, [figure, "1.00", "2.00"]);
        report(RawDisclosure::new(2026, Stage::Budget).table(table))
    };
    for name in ["一般公共服务支出", "饕餮貔貅"] {
        for digits in [19, 24, 60] {
            let report = report_of(name, &("9".repeat(digits) + ".00"));
            assert_ne!(report.verdict(), DocumentVerdict::Consistent, "{name} {digits}");
            assert_ne!(report.verdict(), DocumentVerdict::Rounding, "{name} {digits}");
            let told = report.findings().iter().any(|f| f.kind == FindingKind::UnreadableFigure);
            assert!(told, "{name} {digits}");
        }
    }
    assert_eq!(report_of("饕餮貔貅", "3.00").verdict(), DocumentVerdict::Consistent);
}
