//! Larger mistakes: many figures that one slip made wrong are one cause of their own kind.

use cn_budget::{
    Disclosure, DocumentVerdict, FindingKind, Message, Options, Place, RawDisclosure, Report,
    Severity, Stage, Unit,
    causes::{Cause, CauseKind},
    check::{Equation, Relation, Term},
    num::Rounding,
    raw::RawTable,
    reconcile,
};

/// Items with 基本支出 and 项目支出, in hundredths of 万元.
const ITEMS: [(&str, &str, i64, i64); 9] = [
    ("2010301", "行政运行", 3111, 807),
    ("2010302", "一般行政管理事务", 1243, 391),
    ("2010350", "事业运行", 636, 52),
    ("2080502", "事业单位离退休", 217, 0),
    ("2080505", "机关事业单位基本养老保险缴费支出", 545, 0),
    ("2080506", "机关事业单位职业年金缴费支出", 272, 0),
    ("2101101", "行政单位医疗", 418, 0),
    ("2101102", "事业单位医疗", 209, 17),
    ("2101103", "公务员医疗补助", 196, 84),
];

const ABOVE: [(&str, &str); 6] = [
    ("201", "一般公共服务支出"),
    ("20103", "政府办公厅（室）及相关机构事务"),
    ("208", "社会保障和就业支出"),
    ("20805", "行政事业单位养老支出"),
    ("210", "卫生健康支出"),
    ("21011", "行政事业单位医疗"),
];

fn text(fen: i64) -> String {
    if fen == 0 { String::new() } else { format!("{}.{:02}", fen / 100, fen % 100) }
}

/// A table by function: what each column prints of an item.
fn table(title: &str, columns: &[&str], of: fn(i64, i64) -> Vec<i64>) -> RawTable {
    let mut rows: Vec<(&str, &str)> = ITEMS.iter().map(|&(code, name, ..)| (code, name)).collect();
    rows.extend(ABOVE);
    rows.sort_unstable();
    rows.insert(0, ("", "合计"));
    let mut table = RawTable::new(title, Unit::WanYuan, columns.iter().copied());
    for (code, name) in rows {
        let mut sums = vec![0; columns.len()];
        for (_, _, basic, project) in ITEMS.iter().filter(|item| item.0.starts_with(code)) {
            sums.iter_mut().zip(of(*basic, *project)).for_each(|(sum, part)| *sum += part);
        }
        let texts: Vec<String> = sums.into_iter().map(text).collect();
        table = table.row(code, name, texts.iter().map(String::as_str));
    }
    table
}

/// Two tables that agree: by kind of spending, and in one column.
fn document() -> RawDisclosure {
    let kinds = |basic, project| vec![basic + project, basic, project];
    let totals = |basic, project| vec![basic + project];
    RawDisclosure::new(2026, Stage::Budget)
        .table(table("部门支出总表", &["合计", "基本支出", "项目支出"], kinds))
        .table(table("部门收入总表", &["合计"], totals))
}

/// The half of 部门收支总表 that prints spending by class, in 元: `more` is added to each item.
fn classes(more: i64) -> RawTable {
    let mut half = RawTable::new("部门收支总表", Unit::Yuan, ["预算数"]);
    half.side = Some("支出".into());
    let of = |code: &str| -> i64 {
        let items = ITEMS.iter().filter(|item| item.0.starts_with(code));
        items.map(|item| (item.2 + item.3) * 10_000 + more).sum()
    };
    for (code, name) in ABOVE.iter().filter(|(code, _)| code.len() == 3) {
        half = half.row("", *name, [text(of(code)).as_str()]);
    }
    half.row("", "支出总计", [text(of("")).as_str()])
}

/// The text of a cell of the first table.
fn set(raw: &mut RawDisclosure, row: usize, column: usize, text: &str) {
    let table = &mut raw.tables[0];
    let heading = table.columns[column].clone();
    let cells = &mut table.rows[row].cells;
    cells.retain(|(name, _)| *name != heading);
    cells.push((heading, text.into()));
}

fn judged(raw: RawDisclosure) -> Report {
    reconcile(&Disclosure::read(raw), &Options::new())
}

fn row(raw: &RawDisclosure, code: &str) -> usize {
    let rows = &raw.tables[0].rows;
    rows.iter().position(|row| row.code.as_deref() == Some(code)).unwrap()
}

fn only(report: &Report) -> &Cause {
    let [cause] = report.causes() else { panic!("{report}") };
    cause
}

#[test]
fn the_document_itself_reconciles() {
    assert_eq!(judged(document()).verdict(), DocumentVerdict::Consistent);
}

#[test]
fn two_figures_that_changed_places_are_one_mistake() {
    let mut raw = document();
    let [one, other] = ["2010301", "2010302"].map(|code| row(&raw, code));
    let rows = &mut raw.tables[0].rows;
    let basic = rows[one].cells[1].1.clone();
    rows[one].cells[1].1 = rows[other].cells[1].1.clone();
    rows[other].cells[1].1 = basic;
    let report = judged(raw);
    let cause = only(&report);
    assert_eq!(cause.kind(), CauseKind::Swap);
    let meant: Vec<String> =
        cause.suspects().iter().map(|s| s.corrections()[0].figure().to_string()).collect();
    assert_eq!(meant, ["31.11", "12.43"]);
    assert!(report.corrected(&Options::new()).is_whole());
}

#[test]
fn a_row_that_was_left_out_is_named_and_no_figure_suspected() {
    let mut raw = document();
    let left_out = row(&raw, "2080506");
    raw.tables[0].rows.remove(left_out);
    let report = judged(raw);
    let cause = only(&report);
    assert_eq!(cause.kind(), CauseKind::Omitted);
    assert!(cause.message().zh.contains("2080506") && cause.message().zh.contains("2.72"));
    assert!(report.suspects().is_empty());
    let named = |kind| report.findings().iter().any(|finding| finding.kind == kind);
    assert!(named(FindingKind::OmittedRow));
}

#[test]
fn a_row_that_was_printed_twice_is_named() {
    for wrong in [None, Some("2.75")] {
        let mut raw = document();
        let at = row(&raw, "2080506");
        let mut copy = raw.tables[0].rows[at].clone();
        if let Some(wrong) = wrong {
            copy.cells[0].1 = wrong.into();
        }
        raw.tables[0].rows.insert(at + 1, copy);
        let report = judged(raw);
        let cause = only(&report);
        assert_eq!(cause.kind(), CauseKind::Doubled);
        assert_eq!(cause.places()[0], Place::Row { table: 0, row: u32::try_from(at).unwrap() + 1 });
        assert_eq!(cause.suspects().len(), usize::from(wrong.is_some()));
        assert_eq!(report.verdict(), DocumentVerdict::Inconsistent);
    }
}

/// Rows may repeat, once for each unit: then they are parts of what stands above them.
#[test]
fn rows_that_add_up_together_are_not_doubled() {
    let mut raw = document();
    let at = row(&raw, "2080506");
    let mut copy = raw.tables[0].rows[at].clone();
    for row in [&mut raw.tables[0].rows[at], &mut copy] {
        row.cells[0].1 = "1.36".into();
        row.cells[1].1 = "1.36".into();
    }
    raw.tables[0].rows.insert(at + 1, copy);
    raw.tables.truncate(1);
    let report = judged(raw);
    assert!(report.causes().is_empty(), "{report}");
    assert_eq!(report.count_findings(Severity::Error), 0);
}

#[test]
fn a_block_that_slid_is_one_mistake() {
    for (first, step, columns) in [("2010301", 1, 0..3), ("20103", 2, 0..3), ("2010302", 1, 0..1)] {
        let mut raw = document();
        let first = row(&raw, first);
        let before = raw.tables[0].rows.clone();
        let rows = raw.tables[0].rows.len();
        for at in first + step..rows {
            for column in columns.clone() {
                let heading = &raw.tables[0].columns[column];
                let text = before[at - step].cell(heading).unwrap_or_default().to_owned();
                set(&mut raw, at, column, &text);
            }
        }
        let report = judged(raw);
        let cause = &report.causes()[0];
        assert_eq!(cause.kind(), CauseKind::Shift, "{report}");
        assert_eq!(cause.places(), [Place::Table { table: 0 }]);
        assert!(cause.message().zh.contains(&format!("下移了 {step} 行")), "{report}");
    }
}

/// What is wrong in two unrelated places stays two mistakes.
#[test]
fn single_slips_are_no_larger_mistake() {
    let mut raw = document();
    let [one, other] = ["2010301", "2101103"].map(|code| row(&raw, code));
    raw.tables[0].rows[one].cells[1].1 = "13.11".into();
    raw.tables[0].rows[other].cells[2].1 = "8.40".into();
    let report = judged(raw);
    assert_eq!(report.causes().len(), 2);
    assert!(report.causes().iter().all(|cause| cause.kind() == CauseKind::Figure));
}

#[test]
fn what_cannot_be_read_is_implied() {
    for text in [",39.18", ",9.18"] {
        let mut raw = document();
        let at = row(&raw, "2010301");
        set(&mut raw, at, 0, text);
        let report = judged(raw);
        assert_eq!(report.verdict(), DocumentVerdict::Undecided);
        let mut findings = report.findings().iter();
        let finding = findings.find(|f| f.kind == FindingKind::UnreadableFigure).unwrap();
        assert_eq!(finding.severity, Severity::Error);
        assert!(finding.message.zh.contains("应为 39.18"), "{}", finding.message.zh);
    }
}

/// A blank that must hold something tells what, in the unit of its table.
#[test]
fn a_blank_says_what_is_lacking() {
    let mut raw = document().table(classes(0));
    let at = row(&raw, "20103");
    set(&mut raw, at, 0, "");
    let report = judged(raw);
    let suspect = &only(&report).suspects()[0];
    assert_eq!(suspect.unit(), Unit::WanYuan);
    assert_eq!(suspect.implied().unwrap().to_string(), "62.40");
}

/// A table of totals that add up the rounded parts, beside one that rounds the amounts themselves.
#[test]
fn totals_of_rounded_parts_are_told_once() {
    // 40 元 more in each item, which rounding drops.
    let report = judged(document().table(classes(4_000)));
    assert_eq!(report.count_findings(Severity::Error), 0, "{report}");
    let told = |report: &Report| {
        report.findings().iter().filter(|f| f.kind == FindingKind::SummedTotals).count()
    };
    assert_eq!(told(&report), 1);
    assert_eq!(told(&judged(document().table(classes(0)))), 0);
    // More than the rounding of all parts together.
    let report = judged(document().table(classes(9_000)));
    assert_eq!((report.verdict(), told(&report)), (DocumentVerdict::Inconsistent, 0));
    let summed = Options::new().rounding(Rounding::Summed);
    let raw = document().table(classes(4_000));
    let report = reconcile(&Disclosure::read(raw), &summed);
    assert_ne!(report.verdict(), DocumentVerdict::Inconsistent);
}

/// A label that is printed again without figures repeats none of them.
#[test]
fn a_blank_row_of_the_same_name_is_no_copy() {
    let told = |again: &str| {
        let table = RawTable::new("部门支出总表", Unit::WanYuan, ["预算数"])
            .row("", "社会保障和就业支出", ["38.00"])
            .row("", "卫生健康支出", ["12.00"])
            .row("", "本年支出合计", ["50.00"])
            .row("", "社会保障和就业支出", [again]);
        judged(RawDisclosure::new(2026, Stage::Budget).table(table))
    };
    assert_eq!(told("").verdict(), DocumentVerdict::Consistent);
    assert!(told("").causes().is_empty());
    assert!(!told("38.00").causes().is_empty());
}

/// A policy can fail without any figure being wrong.
#[test]
fn a_policy_has_a_name_and_accuses_no_figure() {
    let options = Options::new().law(|_: &Disclosure| {
        let terms = [Term::new(1, 2), Term::new(-1, 1)];
        let name = Message::new("项目不少于基本", "projects are no less");
        vec![Equation::custom(Relation::AtLeast, terms).named(name).policy()]
    });
    let report = reconcile(&Disclosure::read(document()), &options);
    assert_eq!(report.verdict(), DocumentVerdict::Consistent);
    assert!(report.causes().is_empty());
    let finding = report.findings().iter().find(|f| f.kind == FindingKind::Policy).unwrap();
    assert!(finding.message.zh.contains("项目不少于基本"));
    assert!(finding.message.en.contains("projects are no less"));
}
