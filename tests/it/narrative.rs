//! The narrative: claims read out of prose, and held against the tables.

use cn_budget::{
    Disclosure, FindingKind, Flow, FundSource, Kind, Law, Options, Place, RawDisclosure, Report,
    Scope, Severity, Stage, Unit,
    narrative::{self, By, Claim, ClaimKind, Comparison, Context, Narrative, Style},
    raw::RawTable,
    reconcile,
};
#[cfg(feature = "serde")]
use cn_budget::{check::Verdict, system::Limits};
use proptest::prelude::*;

#[cfg(feature = "serde")]
use crate::common;

fn budget(text: &str) -> Narrative {
    narrative::read_text(text, &Context::new(2026, Stage::Budget))
}

fn accounts(text: &str) -> Narrative {
    narrative::read_text(text, &Context::new(2024, Stage::Final))
}

fn scopes(narrative: &Narrative) -> Vec<String> {
    narrative.mentions().filter_map(|mention| Some(mention.scope?.to_string())).collect()
}

/// How many claims there are, and how many numbers of which it is not known what they are of.
fn counts(narrative: &Narrative) -> (usize, usize) {
    (narrative.claims().count(), narrative.unread().count())
}

/// A unit with basic and project expenditure, of one fund.
fn unit() -> RawDisclosure {
    let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
        .row("", "合计", ["100.00", "60.00", "40.00"])
        .row("201", "一般公共服务支出", ["90.00", "50.00", "40.00"])
        .row("221", "住房保障支出", ["10.00", "10.00", ""]);
    RawDisclosure::new(2026, Stage::Budget).table(table)
}

fn report(raw: RawDisclosure) -> Report {
    reconcile(&Disclosure::read(raw), &Options::new())
}

fn said(text: &str) -> Report {
    report(unit().paragraph("支出", text))
}

fn kinds(report: &Report) -> Vec<(FindingKind, Option<Law>)> {
    report.findings().iter().map(|finding| (finding.kind, finding.law)).collect()
}

#[track_caller]
fn right(text: &str) {
    let report = said(text);
    assert_eq!(kinds(&report), [], "{text}: {report}");
    assert_eq!(report.claims().1, 0, "{text}");
}

#[track_caller]
fn wrong(text: &str, kind: FindingKind, law: Law) {
    let report = said(text);
    assert_eq!(kinds(&report), [(kind, Some(law))], "{text}: {report}");
}

#[test]
fn a_subject_inherits_its_list() {
    let claims = budget(
        "本年支出合计100万元，其中：基本支出60万元，其中：人员经费50万元、公用经费10万元；\
         项目支出40万元。",
    );
    assert_eq!(
        scopes(&claims),
        [
            "本年支出",
            "本年支出·基本支出",
            "本年支出·人员经费",
            "本年支出·公用经费",
            "本年支出·项目支出",
        ]
    );
}

#[test]
fn words_of_the_templates_that_are_no_others() {
    for text in [
        "财政拨款收入100万元，比2025年（上一年度，下同）预算增加5万元。",
        "（二）公务车购置及运行费5万元，其中：公务用车购置费0万元；公务车用车运行费5万元。",
    ] {
        let told = budget(text);
        assert_eq!(told.unread().count(), 0, "{text}: {told:?}");
    }
}

#[test]
fn a_text_inherits_the_headings_above() {
    let raw = RawDisclosure::new(2024, Stage::Final)
        .paragraph("", "五、一般公共预算财政拨款支出决算情况说明")
        .paragraph("", "（一）支出结构情况。基本支出60万元。");
    let told = narrative::read(&raw.narrative, &Context::new(2024, Stage::Final));
    assert_eq!(scopes(&told), ["支出·一般公共预算资金·基本支出"]);
}

#[test]
fn what_is_not_understood_makes_no_claim_of_anything_else() {
    for text in [
        "某某专项经费5万元",
        "会议室改造，支出决算为5万元",
        "5万元",
        "占80%",
        "占支出合计的80%",
        "完成80%",
        "减少5万元",
    ] {
        let told = budget(text);
        assert_eq!((scopes(&told).len(), told.unread().count()), (0, 1), "{text}: {told:?}");
    }
    // Words that leave a part only are kept with what they narrow.
    for text in ["局本级支出合计5万元", "下属事业单位支出合计5万元", "某专项，涉及金额5万元，占80%"]
    {
        let told = budget(text);
        assert!(
            told.mentions().all(|mention| mention.is_narrowed || mention.scope.is_none()),
            "{text}"
        );
    }
}

#[test]
fn each_kind_of_claim() {
    let text = "支出决算为50万元，比2023年度减少5万元，下降9.09%，占本年支出合计的50.0%。\
                决算数小于预算数。无政府性基金预算财政拨款支出。公务用车3辆。";
    let told = accounts(text);
    let claims: Vec<Claim> = told.claims().collect();
    let numbers: Vec<&str> = claims.iter().map(|claim| &text[claim.number.clone()]).collect();
    assert_eq!(numbers, ["50万元", "5万元", "9.09%", "50.0%", "小于预算数", "3辆"]);
    let [_, amount, rate, share, less, count] = claims.as_slice() else { panic!() };
    let ClaimKind::Change { by: By::Amount(by), base } = amount.kind else { panic!("{amount:?}") };
    assert_eq!((by.to_text_with_unit().as_str(), base.year), ("-5万元", Some(2023)));
    let ClaimKind::Change { by: By::Percent(percent), .. } = rate.kind else { panic!("{rate:?}") };
    assert_eq!(percent.to_string(), "-9.09%");
    assert!(matches!(share.kind, ClaimKind::Share { percent, .. } if percent.decimals() == 1));
    assert!(matches!(less.kind, ClaimKind::Comparison { relation: Comparison::Less, .. }));
    assert!(matches!(count.kind, ClaimKind::Count { number: 3, measure: "辆" }));

    let told = accounts("年初预算为10万元，支出决算为5万元，完成年初预算的50%。");
    assert_eq!(told.claims().count(), 3);
    let told = accounts("基本支出年初预算为10万元，支出决算为5万元，完成年初预算的50%。");
    assert!(matches!(told.claims().last().unwrap().kind, ClaimKind::Completion { .. }));
    assert_eq!(counts(&told), (3, 0));
}

#[test]
fn values_against_the_tables() {
    right("本年支出合计100.00万元，其中：基本支出60.00万元，项目支出40.00万元。");
    right("支出预算100.00万元，其中：一般公共服务支出90.00万元，住房保障支出10.00万元。");
    wrong("支出预算100.10万元。", FindingKind::BrokenEquation, Law::Identity);
    wrong("基本支出预算6.00万元。", FindingKind::BrokenEquation, Law::Identity);
    // Not meant exactly, of another year, of something else.
    right("支出预算约99.00万元。2025年支出预算90.00万元。面向中小企业预留支出预算99.00万元。");
}

#[test]
fn parts_of_a_total() {
    // Neither is printed in a table.
    right("政府采购预算12.00万元，其中：货物5.00万元、工程0.00万元、服务7.00万元。");
    wrong(
        "政府采购预算13.00万元，其中：货物5.00万元、工程0.00万元、服务7.00万元。",
        FindingKind::BrokenEquation,
        Law::Parts,
    );
    // 其中 alone is no full list; it is too much for its total all the same.
    right("政府采购预算12.00万元，其中：货物5.00万元。");
    wrong("政府采购预算12.00万元，其中：货物15.00万元。", FindingKind::BrokenEquation, Law::Parts);
}

#[test]
fn changes() {
    right("支出预算100.00万元，比2025年减少10.00万元，下降9.09%。");
    right("支出预算100.00万元，比2025年减少10.00万元，下降9.1%。");
    wrong(
        "支出预算100.00万元，比2025年减少10.00万元，下降9.5%。",
        FindingKind::BrokenEquation,
        Law::Change,
    );
    wrong(
        "支出预算100.00万元，比2025年减少10.00万元，增长9.09%。",
        FindingKind::WrongDirection,
        Law::Change,
    );
    right("支出预算较2025年减少3.00万元，主要是基本支出增加2.00万元，项目支出减少5.00万元。");
    wrong(
        "支出预算较2025年减少4.00万元，主要是基本支出增加2.00万元，项目支出减少5.00万元。",
        FindingKind::BrokenEquation,
        Law::Change,
    );
    // The sign alone is wrong.
    wrong(
        "支出预算较2025年减少3.00万元，主要是基本支出减少2.00万元，项目支出减少5.00万元。",
        FindingKind::WrongDirection,
        Law::Change,
    );
    // The parts that are named are not all.
    right("支出预算较2025年减少3.00万元，主要是基本支出减少2.00万元。");
    // 增加0 and 持平 are one; from nothing there is no rate, though many print 100 %.
    right("“三公”经费0.00万元，比2025年增加0.00万元，与2025年持平。");
    let new = said("基本支出60.00万元，比2025年增加60.00万元，增长100%。");
    assert_eq!(kinds(&new), [(FindingKind::SelfContradiction, None)]);
    assert_eq!(new.findings()[0].severity, Severity::Warning);
}

#[test]
fn a_change_compares_with_the_year_before() {
    for (text, severity) in [
        ("支出预算较2025年减少3.00万元。", None),
        ("支出预算较上年减少3.00万元。", None),
        ("支出预算较2026年减少3.00万元。", Some(Severity::Error)),
        ("支出预算较2023年减少3.00万元。", Some(Severity::Warning)),
    ] {
        let found = said(text);
        let found = found.findings().iter().find(|finding| finding.kind == FindingKind::WrongYear);
        assert_eq!(found.map(|finding| finding.severity), severity, "{text}");
    }
}

#[test]
fn changes_against_last_year() {
    let last = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"]).row(
        "",
        "合计",
        ["110.00", "60.00", "50.00"],
    );
    let last = Disclosure::read(RawDisclosure::new(2025, Stage::Budget).table(last));
    let options = Options::new().last_year(last);
    let said = |text: &str| reconcile(&Disclosure::read(unit().paragraph("支出", text)), &options);
    for text in [
        "支出预算100.00万元，比2025年减少10.00万元。",
        "支出预算100.00万元，比2025年下降9.09%。",
        "基本支出60.00万元，与2025年持平。",
        "项目支出40.00万元，比上年减少10.00万元。",
    ] {
        let report = said(text);
        assert_eq!(kinds(&report), [], "{text}");
        assert!(report.count_by_law().contains_key(&Law::Change), "{text}");
    }
    for (text, kind) in [
        ("支出预算100.00万元，比2025年减少11.00万元。", FindingKind::BrokenEquation),
        ("支出预算100.00万元，比2025年增加10.00万元。", FindingKind::WrongDirection),
        ("支出预算100.00万元，比2025年下降9.5%。", FindingKind::BrokenEquation),
        ("项目支出40.00万元，与2025年持平。", FindingKind::BrokenEquation),
        ("项目支出40.00万元，与2025年基本持平。", FindingKind::WrongDirection),
    ] {
        assert_eq!(kinds(&said(text)), [(kind, said(text).findings()[0].law)], "{text}");
    }
    let nearly = said("项目支出40.00万元，与2025年基本持平。");
    assert_eq!(nearly.findings()[0].severity, Severity::Warning);
}

#[test]
fn shares_and_ratios_are_intervals() {
    right("支出预算100.00万元，其中：基本支出60.00万元，占60%；项目支出40.00万元，占40.00%。");
    let cut =
        said("支出预算100.00万元，其中：基本支出60.00万元，占60.0%；项目支出40.00万元，占40.2%。");
    let errors = cut.findings().iter().filter(|f| f.severity == Severity::Error);
    // The share itself, and the sum of both.
    assert_eq!(errors.map(|f| f.law).collect::<Vec<_>>(), [Some(Law::Share); 2]);
    let report = accounts_report(
        "基本支出年初预算为9,000.00万元，支出决算为6,000.00万元，完成年初预算的66.67%。",
    );
    assert_eq!(kinds(&report), []);
    assert_eq!(report.count_by_law()[&Law::Ratio], 2);
    let report = accounts_report(
        "基本支出年初预算为9,000.00万元，支出决算为6,000.00万元，完成年初预算的66.66%。",
    );
    assert_eq!(kinds(&report), [(FindingKind::TruncatedFigure, Some(Law::Ratio))]);
    let report = accounts_report(
        "基本支出年初预算为9,000.00万元，支出决算为6,000.00万元，完成年初预算的67.66%。",
    );
    assert_eq!(kinds(&report), [(FindingKind::BrokenEquation, Some(Law::Ratio))]);
    // Nothing of nothing.
    let report =
        accounts_report("基本支出年初预算为0.00万元，支出决算为0.00万元，完成年初预算的100%。");
    assert_eq!(kinds(&report), []);
}

fn accounts_report(text: &str) -> Report {
    report(RawDisclosure::new(2024, Stage::Final).paragraph("支出", text))
}

#[test]
fn comparisons() {
    let said = |relation: &str| {
        accounts_report(&format!(
            "基本支出年初预算为9.00万元，支出决算为6.00万元。基本支出决算数{relation}。"
        ))
    };
    for relation in ["小于预算数的主要原因：节约", "低于年初预算数"] {
        assert_eq!(kinds(&said(relation)), [], "{relation}");
        assert_eq!(said(relation).count_by_law()[&Law::Comparison], 1);
    }
    for relation in ["大于预算数", "与预算数持平", "等于预算数"] {
        let expected = [(FindingKind::BrokenEquation, Some(Law::Comparison))];
        assert_eq!(kinds(&said(relation)), expected, "{relation}");
    }
    let nearly = said("与预算数基本持平");
    assert_eq!(nearly.findings()[0].severity, Severity::Warning);
}

#[test]
fn what_is_said_to_be_nil() {
    let table = |total: &str| {
        RawTable::new("政府性基金预算财政拨款支出预算表", Unit::WanYuan, ["合计"]).row(
            "",
            "合计",
            [total],
        )
    };
    let raw = |total: &str, text: &str| report(unit().table(table(total)).paragraph("基金", text));
    let none = "2026年无政府性基金预算财政拨款支出。";
    assert!(!kinds(&raw("", none)).iter().any(|(kind, _)| *kind == FindingKind::NilContradicted));
    let broken = raw("5.00", none);
    let found = broken.findings().iter().find(|f| f.kind == FindingKind::NilContradicted).unwrap();
    assert_eq!(found.severity, Severity::Error);
    assert!(matches!(found.places[0], Place::Cell { table: 1, .. }));
    assert!(matches!(found.places[1], Place::Prose { .. }));

    let empty = RawTable::new("政府性基金预算财政拨款支出预算表", Unit::WanYuan, ["合计"]);
    let raw = unit().table(empty).paragraph("基金", "政府性基金预算财政拨款支出5.00万元。");
    let report = report(raw);
    let errors = report.findings().iter().filter(|f| f.severity == Severity::Error);
    assert_eq!(errors.map(|f| f.kind).collect::<Vec<_>>(), [FindingKind::NilContradicted]);
}

#[test]
fn listings_against_the_rows() {
    let table = RawTable::new("一般公共预算财政拨款基本支出预算表", Unit::WanYuan, ["合计"])
        .row("301", "工资福利支出", ["50.00"])
        .row("30101", "基本工资", ["40.00"])
        .row("30102", "津贴补贴", ["10.00"])
        .row("302", "商品和服务支出", ["10.00"])
        .row("30201", "办公费", ["10.00"]);
    let said = |text: &str| report(unit().table(table.clone()).paragraph("六", text));
    let listed = |text: &str| {
        let report = said(text);
        let found = report.findings().iter().filter(|f| f.kind == FindingKind::ListingMismatch);
        assert!(found.clone().all(|finding| finding.severity == Severity::Warning));
        found.count()
    };
    let lead = "一般公共预算财政拨款基本支出60.00万元，其中：人员经费50.00万元，主要包括：";
    assert_eq!(listed(&format!("{lead}基本工资、津贴补贴。")), 0);
    assert_eq!(listed(&format!("{lead}基本工资、津贴补贴、奖金。")), 1);
    assert_eq!(listed(&format!("{lead}基本工资。")), 1);
    assert_eq!(listed(&format!("{lead}基本工资等。")), 0);
    assert_eq!(
        listed("一般公共预算财政拨款基本支出60.00万元，主要用于离休人员离休费，日常办公费等。"),
        1
    );
}

#[test]
fn unread_amounts_are_told() {
    let report = said("某某专项经费5万元，增长3%。");
    assert_eq!(report.claims(), (0, 2));
    let unread: Vec<String> =
        report.findings().iter().map(|f| report.cell(f.places[0]).text().into()).collect();
    assert_eq!(unread, ["5万元", "3%"]);
    assert!(report.findings().iter().all(|f| f.severity == Severity::Info));
}

#[test]
fn a_law_of_the_narrative_can_be_switched_off() {
    let raw = unit().paragraph("支出", "支出预算100.00万元，其中：基本支出60.00万元，占61%。");
    let options = Options::new().without_law(Law::Share);
    assert!(reconcile(&Disclosure::read(raw.clone()), &options).findings().is_empty());
    assert_eq!(report(raw).findings().len(), 1);
}

#[test]
fn a_wrong_amount_of_the_prose_is_the_suspect() {
    let table = RawTable::new("部门收支总表", Unit::WanYuan, ["预算数"]);
    let income = table.clone().side("收入").row("", "本年收入合计", ["100.00"]);
    let spent = table.side("支出").row("", "本年支出合计", ["100.00"]);
    let raw = unit().table(income).table(spent).paragraph("支出", "本年支出合计110.00万元。");
    let report = report(raw);
    let set = &report.suspects()[0];
    assert_eq!(set.suspects().len(), 1);
    assert_eq!(report.cell(set.suspects()[0].place()).text(), "110.00万元");
    assert_eq!(report.suspects().len(), 1);
}

#[cfg(feature = "serde")]
mod documents {
    use super::*;

    fn errors(report: &Report) -> Vec<String> {
        let errors = report.findings().iter().filter(|f| f.severity == Severity::Error);
        errors.map(|finding| finding.message.zh.clone()).collect()
    }

    #[test]
    fn their_amounts_are_read() {
        for name in common::DOCUMENTS {
            let report = report(common::raw(name));
            let (read, unread) = report.claims();
            assert!(read >= 40, "{name}: {read}");
            assert_eq!(unread, 0, "{name}");
        }
    }

    #[test]
    fn jiulongpo_compares_with_the_wrong_year_by_the_wrong_amount() {
        let report = report(common::raw("jiulongpo-2026"));
        let errors = errors(&report);
        assert_eq!(errors.len(), 2, "{errors:?}");
        assert!(errors[0].contains("与2026年比较"), "{errors:?}");
        assert!(errors[1].contains("支出预算较2026年增加1051.74万元"), "{errors:?}");
        assert!(errors[1].contains("1,051.74 ≠ 20.21 + -98.27 = -78.06"), "{errors:?}");
        let warnings: Vec<_> = report
            .findings()
            .iter()
            .filter(|f| f.kind == FindingKind::ListingMismatch)
            .map(|finding| report.cell(finding.places[0]).text().to_string())
            .collect();
        assert_eq!(warnings, ["离休费"]);
        let suspect = report.suspects()[0].suspects()[0].place();
        assert!(matches!(suspect, Place::Prose { .. }));
        assert_eq!(report.cell(suspect).text(), "1051.74万元");
    }

    #[test]
    fn putuo_final_accounts_break_where_their_truth_says() {
        let report = report(common::raw("putuo-czj-2024-final"));
        let errors = errors(&report);
        assert_eq!(errors.len(), 3, "{errors:?}");
        for told in ["2,961.68 ≠ 0.3", "71.65%，文中为 71.73%", "= 100.07%"] {
            assert!(errors.iter().any(|error| error.contains(told)), "{told}: {errors:?}");
        }
        let rounding = |law: Law, difference: &str| {
            report.equations().iter().any(|judged| {
                judged.equation.law() == law
                    && judged.judgement.verdict == Verdict::Rounding
                    && judged.judgement.difference.to_decimal_string(Unit::WanYuan, 2) == difference
            })
        };
        // 五（二）, 五（三） and 十一（二）: sums of rounded parts.
        assert!(rounding(Law::Parts, "-0.01"));
        let texts: Vec<&str> = report
            .findings()
            .iter()
            .filter(|f| f.kind == FindingKind::ListingMismatch)
            .map(|f| f.message.zh.as_str())
            .collect();
        assert_eq!(texts.len(), 2, "{texts:?}");
        assert!(texts[0].contains("个人农业生产补贴") && texts[1].contains("奖励金"));
    }

    #[test]
    fn putuo_budget_has_no_error() {
        let report = report(common::raw("putuo-zfb-2025-dept-budget"));
        assert_eq!(errors(&report), [""; 0]);
        assert_eq!(report.count_findings(Severity::Warning), 0);
    }

    /// Every digit of every amount and percentage of the prose in turn. What nothing else speaks of
    /// (the budget of one item, agency operating costs) may hide.
    #[test]
    fn a_wrong_digit_is_noticed() {
        let (mut damaged, mut noticed) = (0, 0);
        for name in common::DOCUMENTS {
            let raw = common::raw(name);
            let options = Options::new().limits(Limits::default().work(1_000));
            let known = ids(&reconcile(&Disclosure::read(raw.clone()), &options));
            let disclosure = Disclosure::read(raw.clone());
            let mentions: Vec<_> = disclosure.narrative().mentions().collect();
            for claim in disclosure.narrative().claims() {
                let elsewhere =
                    mentions[claim.of].is_narrowed || mentions[claim.of].scope.is_none();
                let counted = matches!(claim.kind, ClaimKind::Count { .. });
                let paragraph = claim.paragraph as usize;
                let range = claim.number.clone();
                let text = &raw.narrative[paragraph].text;
                let first = text[range.clone()].find(|c: char| c.is_ascii_digit());
                let Some(first) = first.filter(|_| !elsewhere && !counted) else { continue };
                let at = range.start + first;
                let digit = if text.as_bytes()[at] == b'9' { "3" } else { "9" };
                let mut changed = raw.clone();
                changed.narrative[paragraph].text.replace_range(at..=at, digit);
                damaged += 1;
                let found = ids(&reconcile(&Disclosure::read(changed), &options));
                noticed += usize::from(found.iter().any(|id| !known.contains(id)));
            }
        }
        assert!(damaged > 140 && noticed * 100 >= damaged * 80, "{noticed} of {damaged}");
    }

    fn ids(report: &Report) -> Vec<String> {
        report.findings().iter().map(|finding| finding.id.clone()).collect()
    }
}

/// Pieces of prose that meet in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "一、",
        "（一）",
        "1.",
        "情况说明",
        "收入",
        "支出",
        "本年",
        "合计",
        "总计",
        "预算",
        "决算",
        "基本支出",
        "项目支出",
        "财政拨款",
        "一般公共预算",
        "政府性基金",
        "其中：",
        "主要是",
        "占",
        "完成年初预算的",
        "比2025年",
        "与上年",
        "持平",
        "减少",
        "增长",
        "100.00",
        "1,051.74",
        "万元",
        "元",
        "%",
        "，",
        "。",
        "；",
        "：",
        "、",
        "（",
        "）",
        "无",
        "主要包括：",
        "基本工资",
        "等",
        "“三公”经费",
        "公务接待费",
        "为",
        "某局",
        "２０２６",
        "-",
        "年",
        "\n",
        "其中",
        "0",
        "辆",
        "小于",
        "原因",
        "用于",
        "一般公共服务支出（类）",
        "科目",
        "政府采购",
        "\u{feff}",
        "𝟙",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn check_invariants(text: &str) {
    for stage in [Stage::Budget, Stage::Final] {
        let context = Context::new(2026, stage).body("某局");
        let raw = RawDisclosure::new(2026, stage).paragraph("一", text).paragraph("二、", text);
        let told = narrative::read(&raw.narrative, &context);
        let claims: Vec<Claim> = told.claims().collect();
        for claim in &claims {
            assert!(text.get(claim.range.clone()).is_some(), "{text}");
            assert!(text.get(claim.number.clone()).is_some(), "{text}");
            assert!(claim.of < told.mentions().count(), "{text}");
        }
        for (_, range) in told.unread() {
            assert!(text.get(range).is_some(), "{text}");
        }
        for &style in Style::ALL {
            let _ = narrative::restate(&told, style, &context);
        }
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC*") {
        check_invariants(&text);
    }

    #[test]
    fn no_prose_makes_it_panic(text in pieces()) {
        check_invariants(&text);
    }

    #[test]
    fn no_narrative_makes_reconciliation_panic(text in pieces(), other in pieces()) {
        let report = report(unit().paragraph("一", text).paragraph("二", other));
        prop_assert!(report.claims().0 < 1000);
    }

    #[test]
    fn claims_in_the_template_s_words_read_back(
        whole in 1_i64..10_000_000, basic in 0_i64..10_000_000, change in -1_000_000_i64..1_000_000,
        fund in prop::sample::select(vec![
            None,
            Some(FundSource::Fiscal),
            Some(FundSource::General),
            Some(FundSource::GovernmentFund),
        ]),
        flow in prop::sample::select(vec![Flow::Expenditure, Flow::CurrentExpenditure]),
        percent in 0_i64..20_000,
    ) {
        let (yuan, context) = (Unit::WanYuan, Context::new(2024, Stage::Final));
        let figure = |mantissa| cn_budget::Figure::new(mantissa, 2, yuan).unwrap().to_text_with_unit();
        let lead = fund.map_or("", |fund| match fund {
            FundSource::General => "一般公共预算财政拨款",
            FundSource::GovernmentFund => "政府性基金预算财政拨款",
            _ => "财政拨款",
        });
        let spent = if flow == Flow::Expenditure { "支出" } else { "本年支出" };
        let verb = if change < 0 { "减少" } else { "增加" };
        let text = format!(
            "{lead}{spent}合计{}，比上年{verb}{}，其中：基本支出{}，占{percent}.0%；项目支出{}。",
            figure(whole), figure(change.abs()), figure(basic), figure(whole),
        );
        let told = narrative::read_text(&text, &context);
        prop_assert_eq!(counts(&told), (5, 0), "{}", &text);
        let scope = Scope::ALL.with_flow(flow);
        let scope = fund.map_or(scope, |fund| scope.with_fund(fund)).with_kind(Kind::Basic);
        let basic = told.mentions().any(|mention| mention.scope == Some(scope));
        prop_assert!(basic);
    }
}
