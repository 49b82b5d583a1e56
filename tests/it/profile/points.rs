//! Every point of the national profile on four documents: one that has it, one that lacks it, one
//! that has it in other words, and one where it cannot be told.

use std::collections::BTreeSet;

use super::*;

/// One point: the complete document has it.
struct Case {
    key: &'static str,
    kind: FindingKind,
    severity: Severity,
    stage: Stage,
    lacks: RawDisclosure,
    in_other_words: Vec<RawDisclosure>,
    untold: RawDisclosure,
}

const BUDGET: Stage = Stage::Budget;
const FINAL: Stage = Stage::Final;

/// The same document, of which somebody handed on only what follows the first part of the prose.
fn later_part(mut raw: RawDisclosure) -> RawDisclosure {
    raw.narrative.retain(|paragraph| !paragraph.section.contains("第一部分"));
    raw
}

/// A table that goes by other titles; an unread title may be its.
fn table_case(key: &'static str, title: &str, others: &[&str]) -> Case {
    let mut lacks = without_table(title);
    for fund in ["政府性基金", "国有资本经营"].into_iter().filter(|fund| title.contains(fund))
    {
        lacks.narrative.retain(|paragraph| !paragraph.text.contains(fund));
    }
    Case {
        key,
        kind: FindingKind::MissingTable,
        severity: Severity::Warning,
        stage: BUDGET,
        lacks,
        in_other_words: others.iter().map(|other| reworded(BUDGET, title, other)).collect(),
        untold: reworded(BUDGET, title, "附件甲乙丙"),
    }
}

/// A part of the prose that goes by other words; what was not handed on may tell it.
fn prose_case(
    key: &'static str,
    (kind, severity, stage): (FindingKind, Severity, Stage),
    lacks: RawDisclosure,
    others: &[(&str, &str)],
) -> Case {
    let in_other_words = others.iter().map(|(from, to)| reworded(stage, from, to)).collect();
    let untold = later_part(lacks.clone());
    Case { key, kind, severity, stage, lacks, in_other_words, untold }
}

fn tables() -> Vec<Case> {
    [
        ("balance", "部门收支预算总表", &["收入支出总体情况表", "2024年收支总表"][..]),
        ("income", "部门收入预算总表", &["2024年单位收入总表", "收入总体情况表"]),
        ("expenditure", "部门支出预算总表", &["支出总体情况表", "单位支出总表"]),
        ("fiscal_balance", "财政拨款收支预算总表", &["财政拨款收入支出总表"]),
        (
            "general_expenditure",
            "一般公共预算支出预算表",
            &["一般公共预算财政拨款支出明细表", "财政拨款支出预算表"],
        ),
        (
            "basic_expenditure",
            "一般公共预算基本支出预算表",
            &["一般公共预算财政拨款基本支出表（部门预算支出经济分类科目）"],
        ),
        ("three_public", "一般公共预算“三公”经费支出预算表", &["财政拨款三公经费支出表"]),
        ("government_fund", "政府性基金预算支出预算表", &["政府性基金预算财政拨款收入支出表"]),
        ("state_capital", "国有资本经营预算支出预算表", &["国有资本经营预算财政拨款支出表"]),
    ]
    .map(|(key, title, others)| table_case(key, title, others))
    .into()
}

fn sections() -> Vec<Case> {
    let section = (FindingKind::MissingSection, Severity::Warning, BUDGET);
    let mut trips = reworded(BUDGET, "“三公”经费9.00万元", "出国、用车和公务接待共9.00万元");
    trips.narrative[4].section = "（三）".into();
    let three_public_told =
        prose_case("three_public_told", section, without_paragraph(BUDGET, "三公"), &[]);
    let organisation = "机构设置：内设办公室等三个机构";
    vec![
        prose_case(
            "duties",
            section,
            reworded(BUDGET, "主要职责：", ""),
            &[("主要职责", "主要职能")],
        ),
        prose_case(
            "organisation",
            section,
            reworded(BUDGET, organisation, ""),
            &[(organisation, "部门预算单位构成：本级")],
        ),
        prose_case(
            "terms",
            section,
            without_paragraph(BUDGET, "名词解释"),
            &[("名词解释", "专业名词说明")],
        ),
        prose_case(
            "agency_operation",
            section,
            without_paragraph(BUDGET, "机关运行经费"),
            &[("机关运行经费", "机构运转经费")],
        ),
        prose_case(
            "procurement",
            section,
            without_paragraph(BUDGET, "政府采购"),
            &[("政府采购总额", "采购预算总额")],
        ),
        Case { in_other_words: vec![trips], ..three_public_told },
        prose_case(
            "assets",
            section,
            without_paragraph(BUDGET, "国有资产"),
            &[("国有资产中车辆2辆", "单位共有车辆2辆")],
        ),
        prose_case(
            "performance",
            section,
            without_paragraph(BUDGET, "绩效"),
            &[("对全部项目开展了绩效管理", "绩效目标随项目申报")],
        ),
    ]
}

fn notes() -> Vec<Case> {
    let said = "没有使用政府性基金预算拨款安排的支出";
    vec![prose_case(
        "empty_tables",
        (FindingKind::MissingNote, Severity::Warning, BUDGET),
        reworded(BUDGET, said, "编制了政府性基金预算表"),
        &[
            (said, "政府性基金预算支出0万元"),
            (said, "政府性基金预算支出表为空表"),
            (said, "不涉及政府性基金"),
        ],
    )]
}

/// The four of the three public expenses: a column, the column under another name, one unread.
fn items() -> Vec<Case> {
    const ALL: [&str; 5] =
        ["合计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"];
    const TEXTS: [&str; 5] = ["6.00", "1.00", "2.00", "1.00", "2.00"];
    let named = |at: usize, name: &'static str| {
        let mut columns = ALL;
        columns[at] = name;
        three_public(&columns, &TEXTS)
    };
    [
        ("abroad", 1, "因公出国（境）经费"),
        ("vehicle_purchase", 2, "车辆购置费"),
        ("vehicle_operation", 3, "公务用车运行维护费"),
        ("reception", 4, "接待费"),
    ]
    .map(|(key, at, other)| {
        let mut columns = ALL.to_vec();
        columns.remove(at);
        Case {
            key,
            kind: FindingKind::MissingItem,
            severity: Severity::Warning,
            stage: BUDGET,
            lacks: three_public(&columns, &["6.00", "1.00", "2.00", "1.00"]),
            in_other_words: vec![named(at, other)],
            untold: named(at, "甲乙丙"),
        }
    })
    .into()
}

fn details() -> Vec<Case> {
    let detail = (FindingKind::MissingItem, Severity::Warning, FINAL);
    let reception = "国内接待5批次，40人次";
    let small = "授予中小企业合同金额6.00万元";
    let mut vehicles = reworded(FINAL, "，车辆保有量2辆", "");
    for paragraph in &mut vehicles.narrative {
        paragraph.text = paragraph.text.replace("国有资产中车辆2辆", "国有资产使用正常");
    }
    let works = "、工程采购1.00万元";
    let kinds = "货物采购5.00万元、工程采购1.00万元、服务采购2.00万元";
    let other_kinds = "采购货物5.00万元、工程1.00万元和服务2.00万元";
    vec![
        prose_case(
            "abroad_persons",
            detail,
            reworded(FINAL, "，出国团组1个，累计2人次", ""),
            &[("出国团组1个，累计2人次", "组织1个团次，人数2人")],
        ),
        prose_case(
            "reception_persons",
            detail,
            reworded(FINAL, reception, "用于公务往来"),
            &[(reception, "共接待来访5批、40人数")],
        ),
        prose_case("vehicles_held", detail, vehicles, &[("车辆保有量2辆", "实有车2台")]),
        prose_case(
            "procurement_kinds",
            detail,
            reworded(FINAL, works, ""),
            &[(kinds, other_kinds)],
        ),
        prose_case(
            "procurement_kinds_planned",
            (FindingKind::MissingItem, Severity::Info, BUDGET),
            reworded(BUDGET, works, ""),
            &[(kinds, other_kinds)],
        ),
        prose_case(
            "small_firms",
            detail,
            reworded(FINAL, small, "合同已签订"),
            &[(small, "其中小微企业合同6.00万元")],
        ),
    ]
}

fn reasons() -> Vec<Case> {
    let reason = "，主要原因是人员增加";
    vec![prose_case(
        "reasons",
        (FindingKind::MissingItem, Severity::Info, BUDGET),
        reworded(BUDGET, reason, ""),
        &[(reason, "，系政策调整"), ("增长25%，主要原因是人员增加", "增长9.99%")],
    )]
}

/// What must not be there: other words are those that only look like it.
fn placeholders() -> Vec<Case> {
    let left = |key, severity, left: &str, others: &[&str]| Case {
        key,
        kind: FindingKind::Placeholder,
        severity,
        stage: BUDGET,
        lacks: reworded(BUDGET, "专题", left),
        in_other_words: others.iter().map(|other| reworded(BUDGET, "专题", other)).collect(),
        // Stars may stand for a name that is secret.
        untold: reworded(BUDGET, "专题", "********"),
    };
    let warning = Severity::Warning;
    vec![
        left("blanks", warning, "XX", &["MAXX", "www.xx.gov.cn"]),
        left("stars", Severity::Info, "**", &["《甲》"]),
        left("hints", warning, "（请填写）", &["填写报表"]),
        left("choices", Severity::Info, "增加（减少）", &["增加或减少"]),
    ]
}

#[test]
fn every_point_on_four_documents() {
    let all = [tables(), sections(), notes(), items(), details(), reasons(), placeholders()];
    let mut tried = BTreeSet::new();
    for case in all.into_iter().flatten() {
        let Case { key, kind, severity, .. } = case;
        tried.insert(key);
        assert_eq!(found(complete(case.stage)), [], "{key}: there");
        let lacking = found(case.lacks);
        let told = |(k, s, _): &(FindingKind, Severity, String)| (*k, *s) == (kind, severity);
        assert!(lacking.iter().any(told), "{key}: lacking: {lacking:?}");
        assert_eq!(lacking.len(), 1, "{key}: lacking: {lacking:?}");
        for other in case.in_other_words {
            assert_eq!(found(other), [], "{key}: in other words");
        }
        let untold = found(case.untold);
        assert!(untold.iter().any(|(k, ..)| *k == kind), "{key}: untold: {untold:?}");
        let accused = untold.iter().any(|(_, severity, _)| *severity > Severity::Info);
        assert!(!accused, "{key}: untold: {untold:?}");
    }
    let points = include_str!("../../../data/profiles/national.tsv").lines();
    let points = points.filter(|line| !line.starts_with(['#', ' ']) && !line.starts_with("key\t"));
    let points: BTreeSet<&str> = points.filter_map(|line| line.split('\t').next()).collect();
    assert_eq!(tried, points);
}
