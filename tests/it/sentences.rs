//! What is read in the sentences of disclosures, how it is told again, and what is said against a
//! small table.

use cn_budget::{
    Disclosure, FunctionalCode, Options, Place, RawDisclosure, Scope, Stage, Unit,
    narrative::{self, Context},
    raw::RawTable,
    reconcile,
};

use serde_json::json;

use crate::common::{golden, print::sum, told::told};

/// The table that a sentence is held against.
fn table() -> RawTable {
    let columns = ["合计", "基本支出", "项目支出"];
    RawTable::new("部门支出总表", Unit::WanYuan, columns)
        .row("", "合计", ["100.00", "60.00", "40.00"])
        .row("201", "一般公共服务支出", ["90.00", "50.00", "40.00"])
        .row("20106", "财政事务", ["90.00", "50.00", "40.00"])
        .row("221", "住房保障支出", ["10.00", "10.00", ""])
}

/// What is read in a sentence, the sentence told again, what it states about the table (as sums of
/// printed figures), and what is found wrong with that.
fn record(text: &str, (year, stage): (u16, Stage)) -> Vec<String> {
    let context = Context::new(year, stage).body("某局");
    let narrative = narrative::read_text(text, &context);
    let mut lines = told(&[text], &narrative, (year, stage));
    let mut raw = RawDisclosure::new(year, stage).table(table()).paragraph("二", text);
    raw.entity.name = Some("某局".into());
    let last = RawDisclosure::new(year - 1, stage).table(table());
    let options = Options::new().last_year(Disclosure::read(last));
    let report = reconcile(&Disclosure::read(raw), &options);
    for judged in report.equations() {
        let of_prose = |place: Place| matches!(place, Place::Prose { .. });
        let terms = judged.equation.terms().iter().filter_map(|&term| report.place(term));
        if terms.chain(judged.equation.claim()).any(of_prose) {
            let (law, verdict) = (judged.equation.law(), judged.judgement.verdict);
            lines.push(format!("{law} {verdict:?}: {}", sum(&report, &judged.equation)));
        }
    }
    for finding in report.findings() {
        lines.push(format!("{:?}: {}", finding.kind, finding.message.zh));
    }
    lines
}

#[test]
fn sentences_are_read_told_and_held_against_a_table_as_before() {
    let mut all = serde_json::Map::new();
    for text in SENTENCES {
        all.insert(
            (*text).into(),
            json!({ "2026预算": record(text, BUDGET), "2024决算": record(text, ACCOUNTS) }),
        );
    }
    golden::check("sentences", &all.into());
}

/// The forms that the narratives of disclosures use, sound and unsound.
const SENTENCES: &[&str] = &[
    "财政拨款收入100万元，比2025年（上一年度，下同）预算增加5万元。",
    "（二）公务车购置及运行费5万元，其中：公务用车购置费0万元；公务车用车运行费5万元。",
    "（一）支出结构情况。基本支出60万元。",
    "会议室改造，支出决算为5万元",
    "某专项，涉及金额5万元，占80%",
    "本年收入合计100万元，其中：事业单位经营",
    "收入5万元。本年支出合计100万元。",
    "人员经费5万元，主要包括：基本工资、津贴补贴等。",
    "年初预算为10万元，支出决算为5万元，完成年初预算的50%。",
    "基本支出年初预算为10万元，支出决算为5万元，完成年初预算的50%。",
    "本年支出合计100.00万元，其中：基本支出60.00万元，项目支出40.00万元。",
    "支出预算100.00万元，其中：一般公共服务支出90.00万元，住房保障支出10.00万元。",
    "支出预算100.10万元。",
    "基本支出预算6.00万元。",
    "支出预算约99.00万元。2025年支出预算90.00万元。面向中小企业预留支出预算99.00万元。",
    "政府采购预算12.00万元，其中：货物5.00万元、工程0.00万元、服务7.00万元。",
    "政府采购预算13.00万元，其中：货物5.00万元、工程0.00万元、服务7.00万元。",
    "政府采购预算12.00万元，其中：货物5.00万元。",
    "政府采购预算12.00万元，其中：货物15.00万元。",
    "支出预算100.00万元，比2025年减少10.00万元，下降9.09%。",
    "支出预算100.00万元，比2025年减少10.00万元，下降9.1%。",
    "支出预算100.00万元，比2025年减少10.00万元，下降9.5%。",
    "支出预算100.00万元，比2025年减少10.00万元，增长9.09%。",
    "支出预算较2025年减少3.00万元，主要是基本支出增加2.00万元，项目支出减少5.00万元。",
    "支出预算较2025年减少4.00万元，主要是基本支出增加2.00万元，项目支出减少5.00万元。",
    "支出预算较2025年减少3.00万元，主要是基本支出减少2.00万元，项目支出减少5.00万元。",
    "支出预算较2025年减少3.00万元，主要是基本支出减少2.00万元。",
    "“三公”经费0.00万元，比2025年增加0.00万元，与2025年持平。",
    "基本支出60.00万元，比2025年增加60.00万元，增长100%。",
    "支出预算较2025年减少3.00万元。",
    "支出预算较上年减少3.00万元。",
    "支出预算较2026年减少3.00万元。",
    "支出预算较2023年减少3.00万元。",
    "支出预算100.00万元，比2025年减少10.00万元。",
    "支出预算100.00万元，比2025年下降9.09%。",
    "基本支出60.00万元，与2025年持平。",
    "项目支出40.00万元，比上年减少10.00万元。",
    "支出预算100.00万元，比2025年减少11.00万元。",
    "支出预算100.00万元，比2025年增加10.00万元。",
    "支出预算100.00万元，比2025年下降9.5%。",
    "项目支出40.00万元，与2025年持平。",
    "项目支出40.00万元，与2025年基本持平。",
    "支出预算100.00万元，其中：基本支出60.00万元，占60%；项目支出40.00万元，占40.00%。",
    "支出预算100.00万元，其中：基本支出60.00万元，占60.0%；项目支出40.00万元，占40.2%。",
    "基本支出年初预算为9,000.00万元，支出决算为6,000.00万元，完成年初预算的66.67%。",
    "基本支出年初预算为9,000.00万元，支出决算为6,000.00万元，完成年初预算的66.66%。",
    "基本支出年初预算为9,000.00万元，支出决算为6,000.00万元，完成年初预算的67.66%。",
    "基本支出年初预算为0.00万元，支出决算为0.00万元，完成年初预算的100%。",
    "2026年无政府性基金预算财政拨款支出。",
    "政府性基金预算财政拨款支出5.00万元。",
    "一般公共预算财政拨款基本支出60.00万元，其中：人员经费50.00万元，主要包括：",
    "一般公共预算财政拨款基本支出60.00万元，主要用于离休人员离休费，日常办公费等。",
    "某某专项经费5万元，增长3%。",
    "支出预算100.00万元，其中：基本支出60.00万元，占61%。",
    "本年支出合计110.00万元。",
    "支出预算100.00万元，其中：基本支出60.00万元，占60%，项目支出40.00万元，占40%，主要是设备购置增加。",
    "本年支出合计100.00万元，其中：基本支出60.00万元；项目支出40.00万元。其中：人员经费50.00万元，公用经费10.00万元。",
    "财政拨款收入100.00万元，其中：一般公共预算90.00万元、政府性基金预算10.00万元、国有资本经营预算0.00万元。",
    "一般公共预算财政拨款支出90.00万元，占本年支出合计的90%。与上年相比，增加3.00万元，增长3.4%。",
    "“三公”经费财政拨款支出预算12.00万元，其中：因公出国（境）费2.00万元，公务接待费1.00万元，公务用车购置及运行费9.00万元。",
    "公务用车购置及运行费9.00万元，其中：公务用车购置费0.00万元；公务用车运行费9.00万元，与上年基本持平。",
    "年初预算为10.00万元，调整预算为12.00万元，支出决算为11.00万元，完成年初预算的110%，决算数大于预算数。",
    "基本支出年初预算为10.00万元，支出决算为10.00万元，完成年初预算的100%。基本支出决算数与年初预算数持平。",
    "基本支出年初预算为12.00万元，支出决算为10.00万元，完成年初预算的83.33%，决算数小于年初预算数。",
    "支出预算较2025年增加5.00万元，主要是基本支出增加2.00万元，项目支出增加3.00万元。",
    "支出预算较2025年减少1.00万元，其中：基本支出增加2.00万元，项目支出减少3.00万元，下降7%。",
    "比2023年决算数减少3.00万元，下降3%，主要原因是项目减少。",
    "支出决算为90.00万元，比2023年决算数减少10.00万元，下降10%。",
    "本年收入合计100.00万元，上年结转10.00万元，本年支出合计105.00万元，结转下年5.00万元。",
    "2024年度收入总计110.00万元，支出总计110.00万元，与上年相比各增加10.00万元，增长10%。",
    "机关运行经费10.00万元，比上年增加1.00万元，增长11.1%，主要用于办公费、印刷费、水费、电费等。",
    "政府采购支出总额12.00万元，其中：货物支出5.00万元、工程支出0.00万元、服务支出7.00万元，授予中小企业合同金额12.00万元，占政府采购支出总额的100%。",
    "2026年无国有资本经营预算财政拨款支出，无因公出国（境）费。",
    "截至2024年12月31日，共有车辆3辆，单价50万元以上设备2台。",
    "一般公共服务支出（类）90.00万元，占90%；住房保障支出（类）10.00万元，占10%。",
    "一般公共服务（类）财政事务（款）行政运行（项）30.00万元，比上年增加0.50万元。",
    "基本支出60.00万元，包括：人员经费50.00万元，主要包括：基本工资、津贴补贴、奖金；公用经费10.00万元，主要包括：办公费、印刷费。",
    "实行绩效目标管理的项目2个，涉及金额40.00万元，其中一般公共预算40.00万元。",
    "支出预算约100万元，基本支出约60万元，项目支出四十万元。",
    "支出预算1,000,000元，比2025年增加1%，其中基本支出增加0.6万元。",
];

const BUDGET: (u16, Stage) = (2026, Stage::Budget);
const ACCOUNTS: (u16, Stage) = (2024, Stage::Final);

/// The claims of sentences that each begin a document.
#[track_caller]
fn says(cases: &[((u16, Stage), &str, &[&str])]) {
    for &(document, text, expected) in cases {
        let narrative = narrative::read_text(text, &Context::new(document.0, document.1));
        let now = told(&[text], &narrative, document);
        if std::env::var_os("SHOW").is_some() {
            println!("@@{text}\n  now {}", serde_json::to_string(&now).unwrap());
            continue;
        }
        assert_eq!(now, expected, "{text}");
    }
}

/// The claims of several paragraphs of one document.
fn paragraphs(document: (u16, Stage), texts: &[(&str, &str)]) -> Vec<String> {
    let raw =
        texts.iter().fold(RawDisclosure::new(document.0, document.1), |raw, (section, text)| {
            raw.paragraph(*section, *text)
        });
    let narrative = narrative::read(&raw.narrative, &Context::new(document.0, document.1));
    let texts: Vec<&str> = texts.iter().map(|(_, text)| *text).collect();
    told(&texts, &narrative, document)
}

#[test]
fn a_subject_lasts_as_long_as_its_sentence() {
    says(&[
        (
            ACCOUNTS,
            "公务接待费，年初预算为5.00万元，支出决算为3.00万元。",
            &["预算数支出·公务接待费 5.00万元", "支出·公务接待费 3.00万元"],
        ),
        // When is no subject.
        (ACCOUNTS, "公务接待费，2024年，支出决算为3.00万元。", &["支出·公务接待费 3.00万元"]),
        // A sentence that is nothing but a subject is what the text is about.
        (
            ACCOUNTS,
            "公务接待费。年初预算为5.00万元。支出决算为3.00万元。",
            &["预算数支出·公务接待费 5.00万元", "支出·公务接待费 3.00万元"],
        ),
        (
            ACCOUNTS,
            "公务接待费，支出决算为3.00万元。支出决算为100.00万元。",
            &["支出·公务接待费 3.00万元", "支出 100.00万元"],
        ),
        // What is not understood may be the subject of what follows; a reason is not.
        (
            ACCOUNTS,
            "公务接待费3.00万元，信息化建设，年初预算5.00万元。",
            &["支出·公务接待费 3.00万元", "预算数别物 5.00万元", "? 5.00万元"],
        ),
        (
            ACCOUNTS,
            "公务接待费年初预算为5.00万元，主要是压减开支，支出决算为3.00万元。",
            &["预算数支出·公务接待费 5.00万元", "支出·公务接待费 3.00万元"],
        ),
        // What stands right behind 其中 is of the list, not a new subject.
        (
            ACCOUNTS,
            "公务接待费年初预算为5.00万元，其中：厉行节约，支出决算为3.00万元。",
            &["预算数支出·公务接待费 5.00万元", "支出·公务接待费 3.00万元"],
        ),
    ]);
}

#[test]
fn what_an_amount_is_of() {
    says(&[
        (BUDGET, "当年财政拨款安排5.00万元。", &["财政拨款·当年安排 5.00万元"]),
        (
            BUDGET,
            "办公费5.00万元，比上年减少1.00万元。",
            &["支出·30201 5.00万元", "支出·30201 比2025 -1.00万元"],
        ),
        // The last name of a path must be known; the class alone stands for those below it.
        (
            BUDGET,
            "一般公共服务支出（类）财政事务（款）胡说（项）5.00万元。",
            &["别物 5.00万元", "? 5.00万元"],
        ),
        (BUDGET, "一般公共服务支出（类）胡说（款）5.00万元。", &["别物 5.00万元", "? 5.00万元"]),
        (BUDGET, "一般公共服务支出（类）财政事务（款）5.00万元。", &["支出·20106 5.00万元"]),
        // A change is not what changed, and a part of the body not the body.
        (BUDGET, "基本支出增减额5.00万元。", &["支出·基本支出 比2025 5.00万元"]),
        (BUDGET, "本级支出合计5.00万元。", &["〔支出〕 5.00万元"]),
        (BUDGET, "事业单位基本支出5.00万元。", &["〔支出·基本支出〕 5.00万元"]),
        (BUDGET, "事业单位经营支出5.00万元。", &["支出·经营支出 5.00万元"]),
        (
            BUDGET,
            "实行绩效目标管理的项目2个，资金40.00万元。",
            &["2个", "别物 40.00万元", "? 40.00万元"],
        ),
        // 收入 and 支出 each for itself; 支出 of what 本年支出 was told of.
        (
            ACCOUNTS,
            "财政拨款收入100.00万元，支出90.00万元。",
            &["收入·财政拨款 100.00万元", "支出·财政拨款 90.00万元"],
        ),
        (
            ACCOUNTS,
            "一般公共预算财政拨款本年支出年初预算为80.00万元，支出决算为90.00万元。",
            &["预算数本年支出·一般公共预算资金 80.00万元", "本年支出·一般公共预算资金 90.00万元"],
        ),
        (
            ACCOUNTS,
            "一般公共预算财政拨款支出90.00万元，本年支出80.00万元。",
            &["支出·一般公共预算资金 90.00万元", "本年支出·一般公共预算资金 80.00万元"],
        ),
    ]);
}

#[test]
fn what_is_a_part_of_what() {
    says(&[
        (
            BUDGET,
            "政府采购预算12.00万元：货物5.00万元、服务7.00万元。",
            &[
                "支出·政府采购 12.00万元",
                "支出·政府采购货物 5.00万元 ∈#0",
                "支出·政府采购服务 7.00万元 ∈#0",
            ],
        ),
        (
            BUDGET,
            "本年支出合计100.00万元，其中基本支出60.00万元。",
            &["本年支出 100.00万元", "本年支出·基本支出 60.00万元 ∈#0"],
        ),
        // Of the last value alone, of which vehicles are no part.
        (
            ACCOUNTS,
            "“三公”经费12.00万元，公务接待费3.00万元，其中：公务用车运行费9.00万元。",
            &[
                "支出·“三公”经费 12.00万元",
                "支出·公务接待费 3.00万元",
                "支出·公务用车运行费 9.00万元",
            ],
        ),
        (
            ACCOUNTS,
            "“三公”经费年初预算为12.00万元，公务接待费决算为3.00万元，其中：公务用车运行费年初预算为9.00万元。",
            &[
                "预算数支出·“三公”经费 12.00万元",
                "支出·公务接待费 3.00万元",
                "预算数支出·公务用车运行费 9.00万元",
            ],
        ),
        // Of both values of one subject, each of its own stage.
        (
            ACCOUNTS,
            "基本支出年初预算为60.00万元，支出决算为50.00万元，其中：人员经费年初预算为40.00万元。",
            &[
                "预算数支出·基本支出 60.00万元",
                "支出·基本支出 50.00万元",
                "预算数支出·人员经费 40.00万元 ∈#0",
            ],
        ),
        // Beside the total of the list, of the same fund.
        (
            ACCOUNTS,
            "一般公共预算财政拨款基本支出60.00万元，其中：人员经费50.00万元；项目支出40.00万元。",
            &[
                "支出·一般公共预算资金·基本支出 60.00万元",
                "支出·一般公共预算资金·人员经费 50.00万元 ∈#0",
                "支出·一般公共预算资金·项目支出 40.00万元",
            ],
        ),
        (
            ACCOUNTS,
            "收入支出总计110.00万元，其中：基本支出60.00万元。",
            &["收支总计 110.00万元", "支出·基本支出 60.00万元 ∈#0"],
        ),
        // Income is no part of spending.
        (
            ACCOUNTS,
            "本年支出合计100.00万元，其中：财政拨款收入90.00万元。",
            &["本年支出 100.00万元", "收入·财政拨款 90.00万元"],
        ),
        // Wider than the total in one respect.
        (
            ACCOUNTS,
            "一般公共预算财政拨款支出90.00万元，其中：财政拨款基本支出60.00万元。",
            &["支出·一般公共预算资金 90.00万元", "支出·财政拨款·基本支出 60.00万元"],
        ),
        // Parts of what no table prints.
        (
            ACCOUNTS,
            "绩效自评涉及金额40.00万元。其中：一般公共预算财政拨款支出40.00万元。",
            &["〔〕 40.00万元", "〔支出·一般公共预算资金〕 40.00万元 ∈#0"],
        ),
        (
            BUDGET,
            "人员经费50.00万元，主要包括：基本工资、津贴补贴，奖金等。",
            &["支出·人员经费 50.00万元"],
        ),
    ]);
}

#[test]
fn what_a_change_is_of_and_against_what() {
    says(&[
        (ACCOUNTS, "债务支出比上年增加5.00万元。", &["别物 比2023 5.00万元", "? 5.00万元"]),
        (BUDGET, "信息化经费比上年增加5.00万元。", &["别物 比2025 5.00万元", "? 5.00万元"]),
        // A part of a change that no table prints is a part all the same.
        (
            BUDGET,
            "支出预算较2025年减少3.00万元，主要是信息化经费减少3.00万元。",
            &["支出 比2025 -3.00万元", "别物 比2025 -3.00万元 ∈#0", "? 3.00万元"],
        ),
        (
            BUDGET,
            "支出预算较2025年减少3.00万元，下降2.9%，基本支出下降5%。",
            &["支出 比2025 -3.00万元", "支出 比2025 -2.9%", "支出·基本支出 比2025 -5%"],
        ),
        (
            ACCOUNTS,
            "支出决算为90.00万元，2024年度较2023年度减少10.00万元。",
            &["支出 90.00万元", "支出 比2023 -10.00万元"],
        ),
        (ACCOUNTS, "支出同2022年相比减少5.00万元。", &["支出 比2022 -5.00万元"]),
        (ACCOUNTS, "支出同比增加5.00万元。", &["支出 比2023 5.00万元"]),
        // Final accounts compare with their own budget, a budget with another year.
        (
            ACCOUNTS,
            "支出决算为90.00万元，比年初预算减少10.00万元。",
            &["支出 90.00万元", "支出 比2024预算数 -10.00万元"],
        ),
        (
            ACCOUNTS,
            "支出决算为90.00万元，与往年相比，减少5.00万元。",
            &["支出 90.00万元", "支出 比何时 -5.00万元"],
        ),
        (
            BUDGET,
            "支出预算100.00万元，与年初预算相比，减少5.00万元。",
            &["支出 100.00万元", "支出 比2026预算数 -5.00万元"],
        ),
    ]);
}

#[test]
fn what_is_compared_is_of_one_year_and_one_subject() {
    says(&[
        (
            ACCOUNTS,
            "基本支出决算为50.00万元，完成2024年年初预算的50%。",
            &["支出·基本支出 50.00万元", "#0完成预算数 50%"],
        ),
        (
            ACCOUNTS,
            "基本支出决算为50.00万元，完成2023年年初预算的50%。",
            &["支出·基本支出 50.00万元", "#0完成预算数 50%"],
        ),
        (
            ACCOUNTS,
            "公务接待费决算为3.00万元，完成财政拨款预算的50%。",
            &["支出·公务接待费 3.00万元", "#0完成预算数 50%"],
        ),
        (
            ACCOUNTS,
            "公务接待费决算为3.00万元，完成支出预算的50%。",
            &["支出·公务接待费 3.00万元", "#0完成预算数 50%"],
        ),
        (
            ACCOUNTS,
            "基本支出预算数为50.00万元，完成预算的50%。",
            &["预算数支出·基本支出 50.00万元", "#0完成预算 50%"],
        ),
        (
            BUDGET,
            "支出预算100.00万元，其中：基本支出60.00万元，2026年占支出预算的60%。",
            &["支出 100.00万元", "支出·基本支出 60.00万元 ∈#0", "#1占#0 60%"],
        ),
        // The percentage is of another part than the last.
        (
            BUDGET,
            "支出预算100.00万元，其中：项目支出40.00万元，基本支出占60%。",
            &["支出 100.00万元", "支出·项目支出 40.00万元 ∈#0", "#2占#0 60%"],
        ),
    ]);
}

#[test]
fn what_a_heading_leaves_to_its_text() {
    let below = |heading: &str, text: &str| {
        let raw = RawDisclosure::new(2024, Stage::Final)
            .table(table())
            .paragraph("", heading)
            .paragraph("", text);
        let report = reconcile(&Disclosure::read(raw), &Options::new());
        (told_last(heading, text), report.bound_claims())
    };
    // It does not speak of money: what follows is of the whole.
    for heading in ["一、机构设置", "一、机构设置情况"] {
        let told = below(heading, "基本支出60.00万元。");
        assert_eq!(told, (vec!["支出·基本支出 60.00万元".to_owned()], 1), "{heading}");
    }
    // It may speak of some of the money only: the text is held against no table.
    let told = below("一、教育费附加专项资金", "基本支出60.00万元。");
    assert_eq!(told, (vec!["支出·基本支出 60.00万元".to_owned()], 0));
    for (text, expected) in [
        ("政府性基金预算财政拨款支出5.00万元。", "支出·政府性基金预算资金 5.00万元"),
        ("政府采购支出5.00万元。", "支出·政府采购 5.00万元"),
    ] {
        assert_eq!(told_last("一、教育费附加专项资金", text), [expected], "{text}");
    }
    let told = told_last("一、政府性基金预算财政拨款支出决算情况", "基本支出5.00万元。");
    assert_eq!(told, ["支出·政府性基金预算资金·基本支出 5.00万元"]);
}

fn told_last(heading: &str, text: &str) -> Vec<String> {
    paragraphs(ACCOUNTS, &[("", heading), ("", text)])
}

#[test]
fn a_heading_ends_with_the_next_of_its_level_or_with_its_section() {
    let fund = "一、政府性基金预算财政拨款支出决算情况";
    let text = "基本支出5.00万元。";
    let of_fund = "支出·政府性基金预算资金·基本支出 5.00万元";
    for (last, expected) in [
        (("预算收支情况", text), of_fund),
        (("其他情况", text), "支出·基本支出 5.00万元"),
        (("二、其他重要事项", text), "支出·基本支出 5.00万元"),
    ] {
        let told = paragraphs(ACCOUNTS, &[("预算收支情况", fund), last]);
        assert_eq!(told, [expected], "{last:?}");
    }
}

/// The section of an entry is a heading as one inside the text is.
#[test]
fn headings_in_the_section_and_in_the_text_say_the_same() {
    let heading = "五、一般公共预算财政拨款支出决算情况说明";
    let text = "1.基本支出60.00万元，占66.67%。";
    let expected = ["支出·一般公共预算资金·基本支出 60.00万元", "#0占别处 66.67%"];
    for texts in [
        &[("", heading), ("", text)][..],
        &[(heading, text)],
        &[(heading, heading), (heading, text)],
        &[(heading, heading), ("1.基本支出60.00万元，占", text)],
    ] {
        assert_eq!(paragraphs(ACCOUNTS, texts), expected, "{texts:?}");
    }
}

#[test]
fn names_that_the_tables_print_are_understood() {
    let [one, two] = ["2019998", "20106"]
        .map(|digits| Scope::ALL.with_functional(FunctionalCode::literal(digits)));
    let context = Context::new(2026, Stage::Budget)
        .name("创新支出（一期-二期）", one)
        .name("创新支出（一期-二期）", one)
        .name("特别补贴", Scope::ALL.with_department("30102".parse().unwrap()))
        .name("同名事务", one)
        .name("同名事务", two);
    for (text, expected) in [
        ("创新支出（一期-二期）5.00万元。", &["支出·2019998 5.00万元"][..]),
        ("特别补贴5.00万元。", &["支出·30102 5.00万元"]),
        // Of one of two codes, nobody knows which.
        ("同名事务5.00万元。", &["别物 5.00万元", "? 5.00万元"]),
    ] {
        let narrative = narrative::read_text(text, &context);
        assert_eq!(told(&[text], &narrative, BUDGET), expected, "{text}");
    }
}
