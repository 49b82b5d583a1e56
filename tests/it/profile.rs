//! Profiles: what a document must contain is found in whatever words it stands, missed where it is
//! not there, and left open where the document was not understood well enough.

use cn_budget::{
    Disclosure, FindingKind, Options, Profile, RawDisclosure, Severity, Stage, Unit,
    profile::DocumentKind,
    raw::{RawIndicator, RawTable, RawTarget},
    reconcile,
};

mod points;

/// The findings about what is missing or left over: kind, severity, message.
fn found_by(profile: &str, raw: RawDisclosure) -> Vec<(FindingKind, Severity, String)> {
    use FindingKind as K;
    let options = Options::new().profile(Profile::by_key(profile).unwrap());
    let report = reconcile(&Disclosure::read(raw), &options);
    let kinds =
        [K::MissingTable, K::MissingSection, K::MissingNote, K::MissingItem, K::Placeholder];
    let found = report.findings().iter().filter(|finding| kinds.contains(&finding.kind));
    found.map(|finding| (finding.kind, finding.severity, finding.message.zh.clone())).collect()
}

fn found(raw: RawDisclosure) -> Vec<(FindingKind, Severity, String)> {
    found_by("national", raw)
}

fn table(title: &str, columns: &[&str], rows: &[(&str, &str, &[&str])]) -> RawTable {
    let table = RawTable::new(title, Unit::WanYuan, columns.iter().copied());
    rows.iter()
        .fold(table, |table, (code, name, texts)| table.row(code, *name, texts.iter().copied()))
}

/// A complete budget of a department, or its final accounts: nine tables, and all that must be told.
fn complete(stage: Stage) -> RawDisclosure {
    let word = if stage == Stage::Budget { "预算" } else { "决算" };
    let number = format!("{word}数");
    let mut raw = RawDisclosure::new(2024, stage);
    raw.title = Some(format!("某某市统计局2024年部门{word}"));
    let both = |title: &str| {
        let title = title.replace('#', word);
        let income =
            [("", "一般公共预算财政拨款收入", &["100.00"][..]), ("", "收入总计", &["100.00"])];
        let expenditure =
            [("", "一般公共服务支出", &["100.00"][..]), ("", "支出总计", &["100.00"])];
        [
            table(&title, &[&number], &income).side("收入"),
            table(&title, &[&number], &expenditure).side("支出"),
        ]
    };
    let by_function = |title: &str, columns: &[&str], texts: &[&str]| {
        let rows = [("", "合计", texts), ("201", "一般公共服务支出", texts)];
        table(&title.replace('#', word), columns, &rows)
    };
    let kinds = ["合计", "基本支出", "项目支出"];
    raw.tables.extend(both("部门收支#总表"));
    raw.tables.push(by_function("部门收入#总表", &["合计", "财政拨款收入"], &["100.00", "100.00"]));
    raw.tables.push(by_function("部门支出#总表", &kinds, &["100.00", "80.00", "20.00"]));
    raw.tables.extend(both("财政拨款收支#总表"));
    raw.tables.push(by_function("一般公共预算支出#表", &kinds, &["100.00", "80.00", "20.00"]));
    raw.tables.push(table(
        &format!("一般公共预算基本支出{word}表"),
        &["合计"],
        &[("", "合计", &["80.00"]), ("301", "工资福利支出", &["80.00"])],
    ));
    raw.tables.push(table(
        &format!("一般公共预算“三公”经费支出{word}表"),
        &[
            "合计",
            "因公出国（境）费",
            "公务用车购置及运行费/小计",
            "公务用车购置及运行费/公务用车购置费",
            "公务用车购置及运行费/公务用车运行费",
            "公务接待费",
        ],
        &[("", "合计", &["9.00", "3.00", "4.00", "1.00", "3.00", "2.00"])],
    ));
    raw.tables.push(by_function("政府性基金预算支出#表", &kinds, &["", "", ""]));
    raw.tables.push(by_function("国有资本经营预算支出#表", &kinds, &["", "", ""]));
    for (section, text) in [
        ("第一部分 概况", "主要职责：组织全市统计调查。机构设置：内设办公室等三个机构。"),
        (
            "第二部分 情况说明",
            "收入支出总计100.00万元，比上年增加20.00万元，增长25%，主要原因是人员增加。",
        ),
        ("（一）", "本部门2024年没有使用政府性基金预算拨款安排的支出。"),
        ("（二）", "本部门2024年没有使用国有资本经营预算拨款安排的支出。"),
        (
            "（三）“三公”经费",
            "“三公”经费9.00万元。因公出国（境）费3.00万元，出国团组1个，累计2人次；公务用车购置费1.00万元，\
             公务用车运行费3.00万元，车辆保有量2辆；公务接待费2.00万元，国内接待5批次，40人次。",
        ),
        ("（四）", "机关运行经费12.00万元。"),
        (
            "（五）",
            "政府采购总额8.00万元，其中：货物采购5.00万元、工程采购1.00万元、服务采购2.00万元，\
             授予中小企业合同金额6.00万元。",
        ),
        ("（六）", "截至年末，国有资产中车辆2辆。"),
        ("（七）", "对全部项目开展了绩效管理。印发专题材料。"),
        ("第三部分 名词解释", "基本支出：为保障机构正常运转而发生的支出。"),
    ] {
        raw = raw.paragraph(section, text);
    }
    raw
}

/// The complete document with the words of its prose, headings and labels changed.
fn reworded(stage: Stage, from: &str, to: &str) -> RawDisclosure {
    let mut raw = complete(stage);
    let mut times = 0;
    let mut change = |text: &mut String| {
        times += text.matches(from).count();
        *text = text.replace(from, to);
    };
    for paragraph in &mut raw.narrative {
        change(&mut paragraph.section);
        change(&mut paragraph.text);
    }
    for table in &mut raw.tables {
        change(&mut table.title);
    }
    assert!(times > 0, "{from}");
    raw
}

fn without_paragraph(stage: Stage, word: &str) -> RawDisclosure {
    let mut raw = complete(stage);
    let before = raw.narrative.len();
    raw.narrative.retain(|p| !p.section.contains(word) && !p.text.contains(word));
    assert!(raw.narrative.len() < before, "{word}");
    raw
}

fn without_table(word: &str) -> RawDisclosure {
    let mut raw = complete(Stage::Budget);
    let before = raw.tables.len();
    raw.tables.retain(|table| !table.title.contains(word));
    assert!(raw.tables.len() < before, "{word}");
    raw
}

#[track_caller]
fn misses(kind: FindingKind, severity: Severity, name: &str, raw: RawDisclosure) {
    let found = found(raw);
    let told = matches!(found.as_slice(), [(k, s, message)]
        if *k == kind && *s == severity && message.contains(name));
    assert!(told, "{kind} {severity} {name}: {found:?}");
}

#[track_caller]
fn misses_nothing(raw: RawDisclosure) {
    assert_eq!(found(raw), []);
}

#[test]
fn a_complete_document_lacks_nothing() {
    for stage in [Stage::Budget, Stage::Final] {
        misses_nothing(complete(stage));
        for kind in DocumentKind::ALL {
            let national = Options::new().profile(Profile::national(*kind));
            let report = reconcile(&Disclosure::read(complete(stage)), &national);
            let lacking = report.findings().iter().filter(|f| f.kind == FindingKind::MissingTable);
            assert_eq!(lacking.count(), 0);
        }
    }
}

#[test]
fn without_a_profile_nothing_is_missing() {
    let raw = RawDisclosure::new(2024, Stage::Budget).paragraph("", "XX部门增加（减少）0万元。");
    let report = reconcile(&Disclosure::read(raw), &Options::new());
    let kinds = [FindingKind::MissingTable, FindingKind::MissingSection];
    assert!(!report.findings().iter().any(|finding| kinds.contains(&finding.kind)));
}

#[test]
fn tables_that_need_not_be_there() {
    use {FindingKind::MissingTable as Kind, Severity::Info};
    // A fund of which the prose says that there is nothing need not have a table of its own.
    for (word, name) in
        [("政府性基金", "政府性基金预算支出表"), ("国有资本经营", "国有资本经营预算支出表")]
    {
        misses(Kind, Info, name, without_table(word));
    }
    // The forms of older years do not have the table of state capital.
    let mut older = without_table("国有资本经营");
    older.narrative.retain(|paragraph| !paragraph.text.contains("国有资本经营"));
    older.year = 2020;
    misses_nothing(older);
    // Tables 1, 2 and 5: the others were not handed on. Or most are not there.
    let mut gap = without_table("部门收入");
    for (table, no) in gap.tables.iter_mut().zip([1, 1, 3, 4, 4, 5, 6, 7, 8, 9]) {
        table.no = Some(no);
    }
    misses(Kind, Info, "部分表", gap);
    let mut few = complete(Stage::Budget);
    few.tables.truncate(2);
    assert!(found(few).iter().all(|(_, severity, _)| *severity == Info));
    let mut none = complete(Stage::Budget);
    none.tables.clear();
    assert!(found(none).iter().all(|(_, severity, _)| *severity == Info));
    // A fund that other tables print as nil needs no table of its own.
    let mut nil = without_table("国有资本经营");
    let column = "国有资本经营预算".to_owned();
    for table in nil.tables.iter_mut().filter(|table| table.title.contains("财政拨款收支")) {
        table.columns = vec!["合计".into(), "一般公共预算".into(), column.clone()];
        for row in &mut table.rows {
            row.cells =
                vec![("合计".into(), "100.00".into()), ("一般公共预算".into(), "100.00".into())];
        }
    }
    misses_nothing(nil);
}

#[test]
fn sections_of_an_extract_are_not_missed() {
    use {FindingKind::MissingSection as Kind, Severity::Info};
    let budget = Stage::Budget;
    // Nothing was handed on of the sections without amounts.
    let mut amounts = complete(budget);
    amounts.narrative.remove(9);
    amounts.narrative.remove(0);
    amounts.narrative[0].section = "情况说明".into();
    misses(Kind, Info, "名词解释", amounts);
    // Prose that speaks of one thing only is an extract.
    let mut one = complete(budget);
    one.narrative.retain(|paragraph| paragraph.section.contains("三公"));
    assert!(found(one).iter().all(|(_, severity, _)| *severity == Info));
    // Only the second part of the prose was, or none of it.
    let mut part = without_paragraph(budget, "机关运行经费");
    part.narrative.remove(0);
    misses(Kind, Info, "机关运行经费", part);
    let mut none = complete(budget);
    none.narrative.clear();
    assert!(found(none).iter().all(|(_, severity, _)| *severity == Info));
}

#[test]
fn empty_tables_say_so() {
    use {
        FindingKind::MissingNote as Kind,
        Severity::{Info, Warning},
    };
    let budget = Stage::Budget;
    misses(Kind, Warning, "政府性基金", without_paragraph(budget, "政府性基金"));
    misses(Kind, Warning, "国有资本", without_paragraph(budget, "国有资本经营"));
    let said = "没有使用政府性基金预算拨款安排的支出";
    misses(Kind, Warning, "政府性基金", reworded(budget, said, "编制了政府性基金预算表"));
    for other in [
        "政府性基金预算支出0万元",
        "政府性基金预算支出表为空表",
        "不涉及政府性基金",
        "未安排政府性基金预算支出",
    ] {
        misses_nothing(reworded(budget, said, other));
    }
    // A note below the table.
    let mut noted = without_paragraph(budget, "政府性基金");
    let table = noted.tables.iter_mut().find(|table| table.title.contains("政府性基金")).unwrap();
    *table = table.clone().row("", "注：本表无数据", [""; 0]);
    assert!(found(noted).iter().all(|(kind, ..)| *kind != Kind));
    // Only a part of the prose is given.
    let mut part = without_paragraph(budget, "政府性基金");
    part.narrative.remove(0);
    let found = found(part);
    assert!(
        found.iter().any(|(kind, severity, _)| (*kind, *severity) == (Kind, Info)),
        "{found:?}"
    );
    assert!(found.iter().all(|(_, severity, _)| *severity == Info), "{found:?}");
}

/// The complete document with another three public expenses: the prose says nothing of them.
fn three_public(columns: &[&str], texts: &[&str]) -> RawDisclosure {
    let mut raw = without_paragraph(Stage::Budget, "三公").paragraph("（三）", "“三公”经费见表。");
    raw.narrative.swap(4, 9);
    let place = raw.tables.iter().position(|table| table.title.contains("三公")).unwrap();
    raw.tables[place] = table("一般公共预算“三公”经费支出预算表", columns, &[("", "合计", texts)]);
    raw
}

#[test]
fn each_of_the_four_items_is_told() {
    use {
        FindingKind::MissingItem as Kind,
        Severity::{Info, Warning},
    };
    let all = ["合计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"];
    misses_nothing(three_public(&all, &["6.00", "1.00", "2.00", "1.00", "2.00"]));
    for (lacking, name) in
        [(1, "因公出国（境）费"), (2, "公务用车购置费"), (3, "公务用车运行费"), (4, "公务接待费")]
    {
        let mut columns = all.to_vec();
        columns.remove(lacking);
        misses(Kind, Warning, name, three_public(&columns, &["6.00", "1.00", "2.00", "1.00"]));
    }
    // Vehicles that cost nothing have no parts to tell.
    let whole = ["合计", "因公出国（境）费", "公务用车购置及运行费", "公务接待费"];
    misses_nothing(three_public(&whole, &["3.00", "1.00", "", "2.00"]));
    // The prose may tell it.
    let mut told = three_public(&all[..4], &["6.00", "1.00", "2.00", "3.00"]);
    told.narrative[4].text.push_str("其中公务接待费0万元。");
    misses_nothing(told);
    // A column that nobody reads may be it.
    let unread = ["合计", "因公出国（境）费", "公务用车购置费", "公务用车运行费", "甲乙丙"];
    misses(
        Kind,
        Info,
        "公务接待费",
        three_public(&unread, &["6.00", "1.00", "2.00", "1.00", "2.00"]),
    );
}

#[test]
fn final_accounts_tell_how_many_and_of_which_kinds() {
    use {
        FindingKind::MissingItem as Kind,
        Severity::{Info, Warning},
    };
    let last = Stage::Final;
    misses(Kind, Warning, "批次、人次", reworded(last, "国内接待5批次，40人次", "用于公务往来"));
    misses(Kind, Warning, "团组", reworded(last, "，出国团组1个，累计2人次", ""));
    // How many vehicles there are may stand with the assets.
    let mut vehicles = reworded(last, "，车辆保有量2辆", "");
    misses_nothing(vehicles.clone());
    for paragraph in &mut vehicles.narrative {
        paragraph.text = paragraph.text.replace("国有资产中车辆2辆", "国有资产使用正常");
    }
    misses(Kind, Warning, "保有量", vehicles);
    misses(Kind, Warning, "货物、工程、服务", reworded(last, "、工程采购1.00万元", ""));
    misses(Kind, Warning, "中小企业", reworded(last, "授予中小企业合同金额6.00万元", "合同已签订"));
    for (from, to) in [
        ("国内接待5批次，40人次", "共接待来访5批、40人数"),
        ("授予中小企业合同金额6.00万元", "其中小微企业合同6.00万元"),
        ("车辆保有量2辆", "实有车2台"),
    ] {
        misses_nothing(reworded(last, from, to));
    }
    // What costs nothing has no batches.
    let mut nil = reworded(last, "公务接待费2.00万元，国内接待5批次，40人次", "公务接待费0万元");
    for table in nil.tables.iter_mut().filter(|table| table.title.contains("三公")) {
        table.rows[0].cells.retain(|(column, _)| column != "公务接待费");
    }
    misses_nothing(nil);
    // A budget need not tell them yet.
    misses_nothing(reworded(Stage::Budget, "国内接待5批次，40人次", "用于公务往来"));
    // Only a part of the prose is given.
    let mut part = reworded(last, "国内接待5批次，40人次", "用于公务往来");
    part.narrative.remove(0);
    assert!(found(part).iter().all(|(_, severity, _)| *severity == Info));
}

#[test]
fn large_changes_have_a_reason() {
    use {FindingKind::MissingItem as Kind, Severity::Info};
    let budget = Stage::Budget;
    let reason = "，主要原因是人员增加";
    misses(Kind, Info, "25%", reworded(budget, reason, ""));
    misses_nothing(reworded(budget, reason, "，系政策调整"));
    misses_nothing(reworded(budget, "增长25%，主要原因是人员增加", "增长9.99%"));
    // The profile names the share.
    let row = "reasons\tall\treason\t30\t原因\t增减原因\twhy\twarning\tcertain\t某市通知";
    let own = Profile::by_key("national").unwrap().extend("own", row).unwrap();
    let report =
        reconcile(&Disclosure::read(reworded(budget, reason, "")), &Options::new().profile(own));
    assert!(!report.findings().iter().any(|finding| finding.kind == Kind));
}

#[test]
fn what_a_template_left_behind() {
    use {
        FindingKind::Placeholder as Kind,
        Severity::{Info, Warning},
    };
    let budget = Stage::Budget;
    // Where a number should stand it is told without a profile, and told once.
    misses(Kind, Warning, "没有填写", reworded(budget, "机关运行经费12.00", "机关运行经费XX"));
    misses(Kind, Warning, "没有填写", reworded(budget, "全部项目", "××项目"));
    misses(Kind, Warning, "××", reworded(budget, "名词解释", "××解释及名词解释"));
    misses(Kind, Warning, "请填写", reworded(budget, "全部项目", "（请填写）项目"));
    misses(Kind, Info, "没有填写", reworded(budget, "全部项目", "********项目"));
    misses(Kind, Warning, "增加还是减少", reworded(budget, "比上年增加20", "比上年增加（减少）20"));
    misses(Kind, Info, "增加(减少)", reworded(budget, "人员增加", "人员增加（减少）"));
    misses(Kind, Warning, "XX", reworded(budget, "部门收入预算总表", "XX局收入总表"));
    misses_nothing(reworded(budget, "全部项目", "MAXX型设备项目（http://www.xx.gov.cn/xxgk/）"));
}

#[test]
fn regions_ask_for_more_or_less() {
    // 重庆 prints no table of state capital, and one by government economic classification.
    let lacking = |profile: &str, raw: RawDisclosure| -> Vec<String> {
        found_by(profile, raw).into_iter().map(|(_, _, message)| message).collect()
    };
    let all = lacking("chongqing", without_table("国有资本经营"));
    assert!(all.iter().any(|message| message.contains("政府预算支出经济分类")), "{all:?}");
    assert!(!all.iter().any(|message| message.contains("国有资本")), "{all:?}");
    // 上海 asks what budgets set aside for small firms.
    let none = reworded(Stage::Budget, "授予中小企业合同金额6.00万元", "合同已签订");
    assert!(lacking("shanghai", none.clone()).iter().any(|message| message.contains("中小")));
    assert!(!lacking("national", none).iter().any(|message| message.contains("中小")));
    // Targets of projects stand beside the tables.
    let targets =
        |raw| lacking("beijing", raw).iter().any(|message| message.contains("绩效目标表"));
    let mut with_target = complete(Stage::Budget);
    assert!(targets(with_target.clone()));
    let indicators = vec![RawIndicator::default()];
    with_target.performance.push(RawTarget { indicators, ..RawTarget::default() });
    assert!(!targets(with_target));
}

/// Nothing is called missing in published documents that have it.
#[cfg(feature = "serde")]
#[test]
fn published_documents_lack_nothing() {
    for name in crate::common::DOCUMENTS {
        for region in ["national", if name.starts_with("jiu") { "chongqing" } else { "shanghai" }] {
            let found = found_by(region, crate::common::raw(name));
            // The text of this document that is kept here leaves its explanations of terms out.
            let left_out = |message: &str| name.starts_with("jiu") && message.contains("名词解释");
            let accused = found
                .iter()
                .filter(|(_, severity, message)| *severity > Severity::Info && !left_out(message));
            assert_eq!(accused.count(), 0, "{name} {region}: {found:?}");
        }
    }
}
