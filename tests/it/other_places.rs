//! Sentences of places that the templates were not written for: honest ones are called right, and a
//! mistake in those that tell something is found.

use cn_budget::{
    Disclosure, Options, RawDisclosure, Severity, Stage, Unit, raw::RawTable, reconcile,
};

fn budget(text: &str) -> RawDisclosure {
    let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
        .row("", "合计", ["100.00", "60.00", "40.00"])
        .row("204", "公共安全支出", ["90.00", "55.00", "35.00"])
        .row("20402", "公安", ["90.00", "55.00", "35.00"])
        .row("2040201", "行政运行", ["55.00", "55.00", ""])
        .row("2040202", "一般行政管理事务", ["35.00", "", "35.00"])
        .row("221", "住房保障支出", ["10.00", "5.00", "5.00"])
        .row("22102", "住房改革支出", ["10.00", "5.00", "5.00"])
        .row("2210201", "住房公积金", ["10.00", "5.00", "5.00"]);
    text.split('\n').fold(RawDisclosure::new(2026, Stage::Budget).table(table), |raw, line| {
        raw.paragraph("二、支出情况", line)
    })
}

/// What is found with a text, of some severity and more, in Chinese.
fn found(least: Severity, text: &str) -> Vec<String> {
    let report = reconcile(&Disclosure::read(budget(text)), &Options::new());
    let findings = report.findings().iter().filter(|finding| finding.severity >= least);
    findings.map(|finding| finding.message.zh.clone()).collect()
}

fn errors(text: &str) -> Vec<String> {
    found(Severity::Error, text)
}

#[track_caller]
fn is_right(text: &str) {
    assert_eq!(errors(text), [""; 0], "{text}");
}

#[track_caller]
fn is_wrong(text: &str) {
    assert_ne!(errors(text), [""; 0], "{text}");
}

#[test]
fn an_amount_of_last_year_dates_no_other() {
    is_right(
        "公共安全支出90.00万元，其中：行政运行55.00万元，上年50.00万元，增长10.00%；\
         一般行政管理事务35.00万元，上年30.00万元，增长16.67%。",
    );
    is_right(
        "基本支出60.00万元（上年50.00万元），增加10.00万元；项目支出40.00万元（上年45.00万元），减少5.00万元。",
    );
    is_wrong(
        "公共安全支出90.00万元，其中：行政运行56.00万元，上年50.00万元；一般行政管理事务35.00万元，上年30.00万元。",
    );
}

#[test]
fn parts_behind_a_change_are_of_this_year() {
    is_right(
        "“三公”经费预算26.50万元（上年4.12万元），增加22.38万元，增长543.20%，\
         其中公务用车购置费21.56万元；公务用车运行费4.94万元。",
    );
}

#[test]
fn an_average_is_not_what_a_change_is_of() {
    is_right(
        "机关运行经费198.36万元，按55人计算，人均3.61万元，比2025年减少19.26万元，下降8.85%。",
    );
    is_right("公务接待费3.18万元，预计61批、672人次，批均521.31元、人均47.32元。");
    is_wrong(
        "机关运行经费198.36万元，按55人计算，人均3.61万元，比2025年减少19.26万元，下降18.85%。",
    );
}

#[test]
fn a_code_behind_its_name_is_no_amount() {
    is_right(
        "公共安全（类）公安（款）行政运行（项）2040201，2026年预算数为55.00万元，\
         比上年预算数50.00万元增加5.00万元，增长10.00%。",
    );
    is_wrong("公共安全（类）公安（款）行政运行（项）2040201，2026年预算数为65.00万元。");
}

#[test]
fn a_total_in_its_own_line_is_not_of_the_last_item() {
    is_right(
        "1、公共安全支出90.00万元，占90.00%；\n2、住房保障支出10.00万元，占10.00%。\n以上合计100.00万元。",
    );
    is_right("1、公共安全支出90.00万元；\n2、住房保障支出10.00万元。\n合计100.00万元。");
}

#[test]
fn what_nobody_understood_contradicts_nothing() {
    is_right(
        "支出预算100.00万元，增减构成为办公用房维修项目完工减少4.00万元、差旅等支出压降减少3.00万元。",
    );
    is_right(
        "部门整体纳入绩效管理，涉及财政性资金100.00万元；20个项目纳入绩效管理，涉及财政性资金合计40.00万元。",
    );
    is_right("行政运行：上年预算50.00万元→本年预算55.00万元（-5.00万元，-10.00%）。");
}

#[test]
fn of_several_readings_of_a_share_one_fits() {
    is_right(
        "支出预算100.00万元，其中：基本支出60.00万元，占60.00%（人员经费50.00万元，占50.00%；公用经费10.00万元，占10.00%）；项目支出40.00万元，占40.00%。",
    );
    is_right(
        "支出预算100.00万元，其中：基本支出60.00万元（上年45.00万元），占60.00%；项目支出40.00万元，占40.00%。",
    );
    is_wrong(
        "支出预算100.00万元，其中：基本支出60.00万元，占61.00%；项目支出40.00万元，占40.00%。",
    );
}

#[test]
fn a_second_way_to_cut_is_of_the_whole() {
    let cut = |behind: &str| {
        format!(
            "支出预算100.00万元，其中：基本支出60.00万元，项目支出40.00万元，占40.00%。{behind}"
        )
    };
    // Of the project expenditure, which is not all of the class.
    let project = "项目支出40.00万元，比2025年增加4.00万元，增长11.11%。";
    for by in ["按功能分类：", "按支出功能分类分：", "按支出功能分类分为："]
    {
        is_right(&format!("{project}{by}公共安全支出35.00万元，住房保障支出5.00万元。"));
        is_wrong(&format!("{project}{by}公共安全支出36.00万元，住房保障支出5.00万元。"));
        // Of all expenditure, not of its last part.
        is_right(&cut(&format!("{by}公共安全支出90.00万元，住房保障支出10.00万元。")));
        is_wrong(&cut(&format!("{by}公共安全支出91.00万元，住房保障支出10.00万元。")));
    }
    for by in ["按资金来源分：", "按经费来源分，包括：", "资金来源：", "支出按资金性质分为："]
    {
        is_right(&format!("{project}{by}一般公共预算30.00万元，政府性基金预算10.00万元。"));
        is_wrong(&format!("{project}{by}一般公共预算31.00万元，政府性基金预算10.00万元。"));
    }
}

#[test]
fn a_whole_printed_beside_its_share_is_held_against_it() {
    for told in ["占支出合计（100.00万元）的60.00%", "占本年支出合计100.00万元的60.00%"]
    {
        is_right(&format!("基本支出60.00万元，{told}。"));
        is_wrong(&format!("基本支出60.00万元，{}。", told.replace("100.00万元", "10.00万元")));
        is_wrong(&format!("基本支出60.00万元，{}。", told.replace("60.00%", "66.00%")));
    }
    let restated = |whole: &str| {
        format!("一般公共预算支出30.00万元，占本年支出合计的30.00%（本年支出合计{whole}万元）。")
    };
    is_right(&restated("100.00"));
    is_wrong(&restated("110.00"));
}

#[test]
fn the_last_of_a_list_stands_behind_and() {
    let told = |part: &str| {
        format!("其中基本支出60.00万元，包括人员经费{part}万元和日常公用经费10.00万元。")
    };
    is_right(&format!("支出预算100.00万元，{}", told("50.00")));
    is_wrong(&format!("支出预算100.00万元，{}", told("51.00")));
}

/// The parts of what nobody understood: where they make up the whole, or would but for one slip, they
/// are all of it.
#[test]
fn a_list_that_makes_up_its_whole_names_all_of_it() {
    let told = |part: &str, other: &str| {
        format!("固定资产5123.33万元，其中：房屋622.79万元，设备{part}万元，图书{other}万元。")
    };
    let warned = |text: &str| found(Severity::Warning, text).len();
    assert_eq!(warned(&told("1419.11", "3081.43")), 0);
    assert_eq!(warned(&told("1491.11", "3081.43")), 1);
    assert_eq!(warned(&told("119.11", "3081.43")), 1);
    // What is left out is no slip of any of them.
    assert_eq!(warned(&told("1419.11", "2716.85")), 0);
    // Of round figures it looks like one.
    assert_eq!(warned("固定资产50.00万元，其中：房屋20.00万元，设备10.00万元，图书10.00万元。"), 0);
}

#[test]
fn numbering_runs_in_behind_a_heading() {
    let told = |amount: &str| {
        format!(
            "（一）公共安全支出（类）1.公安（款）行政运行（项）支出{amount}万元，与上年相比增加5.00万元。\
             2.公安（款）一般行政管理事务（项）支出35.00万元。"
        )
    };
    is_right(&told("55.00"));
    is_wrong(&told("56.00"));
}

#[test]
fn what_was_spent_last_year_is_another_base_than_what_was_planned() {
    let told = |rate: &str| {
        format!(
            "支出预算100.00万元，上年预算为95.00万元，上年执行为110.00万元。与上年预算比，增加5.00万元，\
             增幅5.26%；与上年执行比，减少10.00万元，降幅{rate}。"
        )
    };
    is_right(&told("9.09%"));
    is_wrong(&told("9.90%"));
}

#[test]
fn a_fund_before_a_colon_is_that_of_its_line() {
    is_right(
        "政府性基金预算：本年支出3.00万元，年末结转和结余2.00万元；收支各计5.00万元。本年支出比上年增加1.00万元，增长50.00%。",
    );
    is_wrong(
        "政府性基金预算：本年支出3.00万元；收支各计5.00万元。本年支出比上年增加1.00万元，增长60.00%。",
    );
}

#[test]
fn amounts_of_several_that_only_one_word_names_are_of_none() {
    is_right("三本预算本年支出依次为60.00万元、30.00万元、10.00万元，总额100.00万元。");
}

#[test]
fn behind_numbered_items_a_paragraph_may_speak_of_all() {
    is_right(
        "1.住房保障支出10.00万元。\n2.公共安全支出90.00万元。\n本年预算100.00万元，比上年预算低2.00万元。",
    );
}

#[test]
fn digits_behind_the_names_of_a_path_are_its_code() {
    let told = |amount: &str| {
        format!(
            "1）公共安全支出204/公安02/行政运行01：年初预算50.00万元，本年预算{amount}万元。\n\
             2）公共安全支出204/公安02/其他公安支出99：年初预算5.00万元。"
        )
    };
    is_right(&told("55.00"));
    is_right("2）住房保障支出221/住房改革支出02/住房公积金01：年初预算10.00万元，完成80.00%。");
}

#[test]
fn what_is_not_there_is_what_stands_before_it() {
    is_right("支出预算100.00万元。政府性基金、国有资本经营预算没有收支。");
    is_right("支出预算100.00万元。政府性基金预算没有支出。");
    is_wrong("项目支出预算没有支出。");
}

#[test]
fn of_several_parts_one_behind_another_the_next_may_be_of_all() {
    let told = |share: &str| {
        format!(
            "政府采购支出20.00万元，货物8.00万元，工程7.00万元，服务5.00万元，\
             其中从中小企业采购10.00万元，占{share}。"
        )
    };
    is_right(&told("50.00%"));
    is_wrong(&told("55.00%"));
}

#[test]
fn both_sides_of_a_fund_are_of_the_heading_that_names_it() {
    let raw = |heading: &str| {
        let mut raw = budget("收支总计3.00万元，本年支出3.00万元。");
        raw.narrative[0].section = heading.into();
        let balance = RawTable::new("部门收支总表", Unit::WanYuan, ["预算数"]);
        raw.table(balance.row("", "收支总计", ["100.00"]))
    };
    let errors = |heading: &str| {
        let report = reconcile(&Disclosure::read(raw(heading)), &Options::new());
        report.findings().iter().filter(|f| f.severity == Severity::Error).count()
    };
    assert_eq!(errors("七、政府性基金预算财政拨款收支"), 0);
    assert_ne!(errors("二、收支情况"), 0);
}

#[test]
fn a_share_ends_where_the_next_begins() {
    let told = |amount: &str| {
        format!(
            "支出预算100.00万元，各类支出的占比：公共安全支出占90.00%，计{amount}万元；\
             住房保障支出占10.00%，计10.00万元。"
        )
    };
    is_right(&told("90.00"));
    is_wrong(&told("96.00"));
}

#[test]
fn money_that_nobody_knows_is_that_of_its_line() {
    is_right("其他资金：本年收入3.00万元（占3.00%），本年支出2.00万元，年末结转1.00万元。");
    is_wrong("合计：本年支出2.00万元，年末结转1.00万元。本年支出102.00万元。");
}

/// A project may bear the name of an item; an amount that no slip leads to is then of the project.
#[test]
fn a_project_may_bear_the_name_of_an_item() {
    is_right("项目支出用在两处。住房公积金27.50万元，慰问困难职工12.50万元。");
    is_wrong("住房公积金10.10万元。");
    is_wrong("住房保障（类）住房改革支出（款）住房公积金（项）支出27.50万元。");
}

#[test]
fn what_names_no_fund_may_be_of_the_fund_told_before() {
    let funds = RawTable::new("部门支出预算表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
        .row("", "合计", ["100.00", "60.00", "40.00"]);
    let general = RawTable::new(
        "一般公共预算支出表",
        Unit::WanYuan,
        ["合计", "基本支出", "项目支出"],
    )
    .row("", "合计", ["80.00", "51.45", "28.55"]);
    let errors = |amount: &str| {
        let raw = RawDisclosure::new(2026, Stage::Budget)
            .table(funds.clone())
            .table(general.clone())
            .paragraph("七、支出说明", "一般公共预算支出80.00万元。")
            .paragraph("七、支出说明", format!("基本支出{amount}万元。"));
        let report = reconcile(&Disclosure::read(raw), &Options::new());
        report.findings().iter().filter(|f| f.severity == Severity::Error).count()
    };
    assert_eq!(errors("51.45"), 0);
    assert_eq!(errors("60.00"), 0);
    assert_eq!(errors("66.00"), 1);
}

#[test]
fn changes_of_earlier_years_are_of_their_amounts() {
    let told = |rate: &str| {
        format!(
            "近三年“三公”经费：2024年5.90万元，2025年4.36万元，2026年4.13万元。\
             2025年比2024年减少1.54万元，下降26.10%，2026年比2025年减少0.23万元，下降{rate}。"
        )
    };
    is_right(&told("5.28%"));
    // The amounts in a sentence of their own are only presumed to be those that are compared.
    assert_ne!(found(Severity::Warning, &told("15.28%")), found(Severity::Warning, &told("5.28%")));
}

#[test]
fn a_member_that_goes_on_stays_the_member() {
    is_right(
        "公共安全支出90.00万元，较上年增加5.00万元。具体包括：①行政运行55.00万元，上年50.00万元；\
         ②一般行政管理事务35.00万元，上年30.00万元。",
    );
    is_right(
        "“三公”经费预算6.75万元，比上年增加0.93万元。一是公务接待费3.18万元，比上年增加0.39万元，\
         主要用于接待；二是公务用车运行费3.57万元，比上年增加0.54万元。",
    );
}

#[test]
fn what_parts_the_head_from_its_parts_goes_on_with_the_head() {
    // A change, a rate and a share of the whole behind the funds that it is made of.
    let told = |rate: &str, share: &str| {
        format!(
            "支出预算100.00万元，为一般公共预算拨款70.00万元和政府性基金预算拨款30.00万元，\
             较上年预算减少25.00万元，下降{rate}。基本支出60.00万元，为人员经费40.00万元和公用经费\
             20.00万元，占支出预算的{share}。"
        )
    };
    is_right(&told("20.00%", "60.00%"));
    is_wrong(&told("21.00%", "60.00%"));
    is_wrong(&told("20.00%", "61.00%"));
}

#[test]
fn a_semicolon_ends_the_parts_where_none_of_them_has_the_like() {
    let told = |change: &str| {
        format!(
            "“三公”经费18.00万元，其中公务用车运行维护费12.00万元，公务接待费6.00万元；\
             同比减少3.00万元；比上年21.00万元节约{change}万元。"
        )
    };
    is_right(&told("3.00"));
    is_wrong(&told("4.00"));
    let told = |percent: &str| {
        format!(
            "支出决算90.00万元，其中：基本支出50.00万元，项目支出40.00万元；年初预算80.00万元，完成年初预算的{percent}。"
        )
    };
    assert_eq!(errors_of_accounts(&told("112.50%")), [""; 0]);
    assert_ne!(errors_of_accounts(&told("122.50%")), [""; 0]);
    // Where each part has its own, the last has it too.
    let each = "支出决算90.00万元，其中：基本支出50.00万元；年初预算40.00万元，完成年初预算的125.00%；\
                项目支出40.00万元；年初预算40.00万元，完成年初预算的100.00%。";
    assert_eq!(errors_of_accounts(each), [""; 0]);
}

/// The errors of final accounts without tables.
fn errors_of_accounts(text: &str) -> Vec<String> {
    let raw = RawDisclosure::new(2024, Stage::Final).paragraph("二、支出情况", text);
    let report = reconcile(&Disclosure::read(raw), &Options::new());
    let errors = report.findings().iter().filter(|f| f.severity >= Severity::Error);
    errors.map(|finding| finding.message.zh.clone()).collect()
}

#[test]
fn what_was_done_last_year_is_held_against_the_plan_of_last_year() {
    let told = |percent: &str| {
        format!(
            "2024年度支出年初预算数为80.00万元，决算数为90.00万元，完成年初预算的112.50%。\
             上年（2023年度）年初预算数70.00万元，决算数77.00万元，完成年初预算的{percent}。"
        )
    };
    assert_eq!(errors_of_accounts(&told("110.00%")), [""; 0]);
    assert_ne!(errors_of_accounts(&told("111.00%")), [""; 0]);
}

#[test]
fn one_change_is_told_once() {
    // The sentence behind a part goes on with the part, for the change of the whole is told.
    is_right(
        "“三公”经费预算6.75万元，比2025年减少10.21万元，其中：（一）因公出国（境）费预算数为0.00万元。\
         预算数比2025年增加0.00万元；（二）公务接待费6.75万元，比2025年减少4.95万元。",
    );
}

#[test]
fn shares_dealt_out_are_in_the_order_of_the_amounts() {
    let told = |shares: &str| {
        format!("支出预算100.00万元中，基本支出60.00万元、项目支出40.00万元，分别占{shares}。")
    };
    is_right(&told("60.00%、40.00%"));
    is_right(&told("60.00%和40.00%"));
    is_wrong(&told("60.00%、41.00%"));
    is_wrong(&told("40.00%、60.00%"));
}

#[test]
fn a_clause_about_last_year_dates_no_other() {
    let told = |rate: &str| {
        format!(
            "公务用车购置及运行维护费24.25万元，其中：公务用车购置费14.53万元，2025年未安排；\
             公务用车运行维护费9.72万元，比2025年预算增加1.10万元，增长{rate}。"
        )
    };
    is_right(&told("12.76%"));
    is_wrong(&told("13.76%"));
}

#[test]
fn what_is_left_over_is_not_all() {
    is_right("收入预算100.00万元，其中：财政拨款收入100.00万元；其余各项收入均为0.00万元。");
    is_right("年初结转69.18万元，本年收入30.82万元，两项合计100.00万元。");
    is_right("支出预算100.00万元（其中：上年结转30.00万元，本年拨款70.00万元）。");
}

#[test]
fn a_name_in_heavy_brackets_is_a_name() {
    is_right(
        "【公共安全支出】90.00万元，占90.00%。\n其中：2040201行政运行55.00万元。\n【住房保障支出】10.00万元。",
    );
    is_wrong("【公共安全支出】91.00万元，占91.00%。");
}

#[test]
fn parts_behind_other_words_than_last_years_amount_are_of_this_year() {
    let told = |works: &str| {
        format!(
            "政府采购预算25.00万元，上年为7.00万元，增长较多，主要是新开工项目较多；其中：\
             政府采购货物预算2.00万元、政府采购工程预算{works}万元、政府采购服务预算20.00万元。"
        )
    };
    is_right(&told("3.00"));
}

#[test]
fn changes_dealt_out_are_in_the_order_of_the_names() {
    let told = |changes: &str, rates: &str| {
        format!(
            "支出预算100.00万元，其中：基本支出60.00万元，项目支出40.00万元。与2025年相比，基本支出、项目支出\
             分别增加{changes}，分别增长{rates}。"
        )
    };
    is_right(&told("10.00万元、8.00万元", "20.00%、25.00%"));
    is_wrong(&told("10.00万元、8.00万元", "20.00%、26.00%"));
    is_wrong(&told("10.00万元、9.00万元", "20.00%、25.00%"));
}

#[test]
fn amounts_dealt_out_again_are_of_the_names_before() {
    let told = |done: &str| {
        format!(
            "“三公”经费预算20.00万元，决算{done}万元。公务接待费、公务用车运行维护费预算分别为8.00万元、\
             12.00万元，决算分别为6.00万元、9.00万元。"
        )
    };
    assert_eq!(errors_of_accounts(&told("15.00")), [""; 0]);
}

#[test]
fn amounts_of_last_year_in_the_middle_are_of_last_year() {
    let told = |percent: &str| {
        format!(
            "2024年度支出预算127.00万元，支出决算90.40万元，完成预算的71.18%；\
             上年度预算144.97万元，决算111.52万元，完成预算的{percent}。"
        )
    };
    assert_eq!(errors_of_accounts(&told("76.93%")), [""; 0]);
    assert_ne!(errors_of_accounts(&told("79.63%")), [""; 0]);
    is_right(
        "2026年“三公”经费预算18.00万元，其中：公务用车运行维护费12.00万元、公务接待费6.00万元；\
         2025年预算16.00万元，其中：公务用车运行维护费11.00万元、公务接待费5.00万元。同比，\
         公务用车运行维护费增加1.00万元，增长9.09%。",
    );
}

#[test]
fn what_is_told_by_the_way_is_not_what_follows() {
    let told = |percent: &str| {
        format!(
            "2024年度支出90.00万元，年初预算80.00万元，完成年初预算的112.50%。年度执行中追加预算40.00万元，\
             全年调整预算120.00万元，完成调整预算的{percent}。"
        )
    };
    assert_eq!(errors_of_accounts(&told("75.00%")), [""; 0]);
    let told = |saved: &str| {
        format!(
            "政府采购预算100.00万元，实际支出90.00万元，其中货物30.00万元、工程20.00万元、服务40.00万元；\
             节约资金10.00万元，占采购预算的{saved}。"
        )
    };
    assert_eq!(errors_of_accounts(&told("10.00%")), [""; 0]);
}

#[test]
fn without_what_came_once_nothing_is_held_against_the_print() {
    is_right(
        "支出预算100.00万元，比上年增加20.00万元，增长25.00%；扣除本年一次性安排的采购资金30.00万元后，\
         同口径减少10.00万元，下降12.50%。",
    );
    is_right("支出预算由上年的125.00万元减少至100.00万元，变动额25.00万元，变动幅度20.00%。");
}

#[test]
fn figures_that_no_slip_makes_one_are_of_two_things() {
    // Nobody errs so far in one breath: the second is of something that was not understood.
    let told = |again: &str| {
        format!("2024年度乡村驿站建设经费90.40万元。2024年度乡村驿站建设经费{again}万元。")
    };
    assert_eq!(errors_of_accounts(&told("17.32")), [""; 0]);
    let slipped = "2024年度支出90.40万元，其中：基本支出50.40万元。2024年度支出94.00万元。";
    assert_ne!(errors_of_accounts(slipped), [""; 0]);
}

#[test]
fn what_is_left_of_a_kind_is_not_what_was_spent() {
    is_right("年末结转结余中，基本支出结转3.00万元，项目支出结转4.00万元。");
}

#[test]
fn a_choice_left_open_goes_the_way_of_the_amount() {
    let told = |rate: &str| {
        format!("支出预算100.00万元，比2025年的125.00万元减少25.00万元，下降（增长）{rate}。")
    };
    is_right(&told("20.00%"));
    is_wrong(&told("21.00%"));
}

#[test]
fn shares_whose_whole_is_not_named_have_one_in_common() {
    let told = |share: &str| {
        format!(
            "经费按用途安排：教师培训10.00万元，占10%；校舍维修20.00万元，占20%；图书购置30.00万元，占30%；\
             实验耗材25.00万元，占25%；活动组织15.00万元，占{share}。"
        )
    };
    assert_eq!(errors_of_accounts(&told("15%")), [""; 0]);
    assert_ne!(errors_of_accounts(&told("51%")), [""; 0]);
}

#[test]
fn a_share_may_be_a_last_place_off_so_that_all_are_a_hundred() {
    let told = |shares: [&str; 3]| {
        let [basic, project, business] = shares;
        format!(
            "2024年度支出合计99.99万元，其中：基本支出33.33万元，占{basic}；项目支出33.33万元，占{project}；\
             经营支出33.33万元，占{business}。"
        )
    };
    assert_eq!(errors_of_accounts(&told(["33.3%", "33.3%", "33.4%"])), [""; 0]);
    // Two places off, or with the other shares in another print, it is wrong.
    assert_ne!(errors_of_accounts(&told(["33.3%", "33.2%", "33.5%"])), [""; 0]);
    assert_ne!(errors_of_accounts(&told(["33.3%", "33.3%", "33.5%"])), [""; 0]);
}

#[test]
fn a_change_told_again_keeps_its_direction() {
    use cn_budget::narrative::{Context, Style, read_text, restate};
    let context = Context::new(2026, Stage::Budget);
    for (verb, rate) in [("减少", "下降"), ("增加", "增长")] {
        let text = format!("支出预算100.00万元，比2025年{verb}25.00万元，{rate}20.00%。");
        let told = restate(&read_text(&text, &context), Style::Among, &context).unwrap();
        assert!(told[0].text.contains(&format!("{verb}25.00万元")), "{}", told[0].text);
        assert!(told[0].text.contains(&format!("{rate}20.00%")), "{}", told[0].text);
    }
}
