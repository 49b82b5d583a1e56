//! What a report tells of its equations, place by place, and of the mistakes behind them.

use cn_budget::{
    Disclosure, FindingKind, Options, RawDisclosure, Report, Severity, Stage, Unit,
    catalogue::Attestation, causes::CauseKind, check::Verdict, raw::RawTable, reconcile,
    report::CellVerdict,
};

use crate::common;

fn report(raw: RawDisclosure) -> Report {
    reconcile(&Disclosure::read(raw), &Options::new())
}

/// The tables of 九龙坡 with 31.05 for 30.15, two digits transposed.
fn damaged() -> Report {
    let mut raw = common::raw("jiulongpo-2026");
    raw.narrative.clear();
    raw.tables[2].rows[5].cells[0].1 = "31.05".into();
    report(raw)
}

#[test]
fn a_mistake_is_one_cause_with_its_sentence_and_its_equations() {
    let report = damaged();
    let causes = report.causes();
    assert_eq!(causes.len(), 1);
    assert_eq!(causes[0].suspects(), report.suspects()[0].suspects());
    assert_eq!(causes[0].equations().len(), report.count(Verdict::Broken));
    let message = causes[0].message();
    assert_eq!(
        message.zh,
        "表2 208 社会保障和就业支出 [小计]印作“31.05”，其余数字要求它在 30.145 至 30.155 万元之间，\
         很可能应为 30.15（两位数字颠倒）。4 个不符的关系式由此而来。"
    );
    assert!(message.en.contains("put it between 30.145 and 30.155 万元"));
    assert!(message.en.contains("30.15 was probably meant (two digits transposed)"));
    let mut raw = common::raw("jiulongpo-2026");
    raw.narrative.clear();
    assert!(self::report(raw).causes().is_empty());
}

#[test]
fn two_mistakes_are_two_causes_that_share_the_broken_equations_out() {
    let mut raw = common::raw("jiulongpo-2026");
    raw.narrative.clear();
    raw.tables[2].rows[5].cells[0].1 = "31.05".into();
    let cell = &mut raw.tables[3].rows[2].cells[0].1;
    assert_eq!(cell, "29.62");
    *cell = "92.62".into();
    let report = report(raw);
    let causes = report.causes();
    assert_eq!(causes.len(), 2);
    let mut all: Vec<usize> = causes.iter().flat_map(|cause| cause.equations().to_vec()).collect();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all, report.suspects()[0].explained());
}

#[test]
fn findings_know_their_equations_and_equations_their_places() {
    let report = damaged();
    let by_place = report.equations_by_place();
    for (number, judged) in report.equations().iter().enumerate() {
        for &term in judged.equation.terms() {
            assert!(by_place[&report.place(term).unwrap()].contains(&number));
        }
    }
    let broken = report.findings().iter().filter(|f| f.kind == FindingKind::BrokenEquation);
    let numbers: Vec<usize> = broken.map(|finding| finding.equation.unwrap()).collect();
    let judged = |number: &usize| report.equations()[*number].judgement.verdict;
    assert!(numbers.iter().all(|number| judged(number) == Verdict::Broken));
    assert_eq!(numbers.len(), report.count(Verdict::Broken));
}

#[test]
fn a_share_of_the_prose_has_a_verdict() {
    let report = report(common::raw("putuo-czj-2024-final"));
    let claims = report.claim_verdicts();
    let of = |text: &str| {
        let found = claims.iter().find(|(place, _)| report.cell(**place).text() == text);
        found.map(|(_, verdict)| *verdict)
    };
    assert_eq!(of("79.49%"), Some(CellVerdict::Exact));
    assert!(of("71.73%") >= Some(CellVerdict::Broken));
}

#[test]
fn every_code_is_counted_by_its_attestation() {
    for (name, codes, seen) in [("jiulongpo-2026", 44, 44), ("putuo-czj-2024-final", 105, 94)] {
        let counts = report(common::raw(name)).attestations();
        assert_eq!(counts.values().sum::<usize>(), codes, "{name}");
        assert_eq!(counts[&Some(Attestation::Seen)], seen, "{name}");
    }
}

#[test]
fn what_is_only_presumed_accuses_no_figure_beside_a_mistake() {
    let told = |security: &str| {
        let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
            .row("", "合计", ["100.00", "60.00", "40.00"])
            .row("204", "公共安全支出", [security, "55.00", "35.00"])
            .row("221", "住房保障支出", ["10.00", "5.00", "5.00"]);
        // The projects may be paid out of more than 项目支出 of the year.
        let text = "项目支出40.00万元，其中：平安乡村专项30.00万元，雪亮工程专项20.00万元。";
        report(RawDisclosure::new(2026, Stage::Budget).table(table).paragraph("二、支出", text))
    };
    let honest = told("90.00");
    assert!(honest.findings().iter().all(|finding| finding.severity < Severity::Error));
    assert!(honest.causes().iter().all(|cause| cause.kind() == CauseKind::Presumption));

    let damaged = told("91.00");
    let [figure, presumption] = damaged.causes() else { panic!("{:?}", damaged.causes()) };
    assert_eq!(figure.kind(), CauseKind::Figure);
    assert_eq!(presumption.kind(), CauseKind::Presumption);
    let sets = presumption.alternatives();
    assert!(!sets.is_empty() && sets.iter().all(|set| set.suspects().is_empty()), "{sets:?}");
}
