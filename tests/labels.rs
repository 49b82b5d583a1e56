//! What the labels of a table say of its cells. A label that nobody understands is reported, and
//! raises no false alarm.
#![cfg(feature = "serde")]

use cn_budget::{
    Dimension, Disclosure, FindingKind, Lang, MAX_COLUMNS, Options, Place, RawDisclosure, Severity,
    Stage, Unit, Verdict, Vintage, raw::RawTable, reconcile,
};

mod common;

const NONSENSE: &str = "饕餮貔貅";

/// Each copy of a document with one label replaced by nonsense, and which label it was.
fn mutations(raw: &RawDisclosure) -> Vec<(String, RawDisclosure)> {
    let mut all = Vec::new();
    let mut push = |what: String, change: &dyn Fn(&mut RawDisclosure)| {
        let mut copy = raw.clone();
        change(&mut copy);
        all.push((what, copy));
    };
    for (t, table) in raw.tables.iter().enumerate() {
        push(format!("title {t} {}", table.title), &|raw| raw.tables[t].title = NONSENSE.into());
        if table.side.is_some() {
            push(format!("side {t}"), &|raw| raw.tables[t].side = Some(NONSENSE.into()));
        }
        push(format!("unit {t}"), &|raw| raw.tables[t].unit = Some(NONSENSE.into()));
        if table.code_heading.is_some() {
            push(format!("code heading {t}"), &|raw| {
                raw.tables[t].code_heading = Some(NONSENSE.into());
            });
            push(format!("name heading {t}"), &|raw| {
                raw.tables[t].name_heading = Some(NONSENSE.into());
            });
        }
        for (c, column) in table.columns.iter().enumerate() {
            push(format!("column {t} {column}"), &|raw| {
                let table = &mut raw.tables[t];
                let old = std::mem::replace(&mut table.columns[c], NONSENSE.into());
                for (heading, _) in table.rows.iter_mut().flat_map(|row| row.cells.iter_mut()) {
                    if *heading == old {
                        *heading = NONSENSE.into();
                    }
                }
            });
        }
        for (r, row) in table.rows.iter().enumerate() {
            push(format!("row {t} {r} {}", row.name), &|raw| {
                raw.tables[t].rows[r].name = NONSENSE.into();
            });
            if row.code.is_some() {
                push(format!("code {t} {r} {}", row.name), &|raw| {
                    raw.tables[t].rows[r].code = Some(NONSENSE.into());
                });
            }
        }
    }
    all
}

#[test]
fn one_label_of_nonsense_is_reported_and_raises_no_false_alarm() {
    let mut alarms = Vec::new();
    let mut silent = Vec::new();
    let mut count = 0;
    for name in common::DOCUMENTS {
        let mut raw = common::raw(name);
        raw.narrative.clear();
        for (what, copy) in mutations(&raw) {
            count += 1;
            let report = reconcile(&Disclosure::read(copy), &Options::new());
            let broken =
                report.equations().iter().any(|judged| judged.judgement.verdict == Verdict::Broken);
            if broken || report.count_findings(Severity::Error) > 0 {
                alarms.push(format!("{name} {what}: {}", report.findings()[0].message.zh));
            }
            if !report.findings().iter().any(|finding| finding.message.zh.contains(NONSENSE)) {
                silent.push(format!("{name} {what}"));
            }
        }
    }
    assert!(count > 500, "{count}");
    assert!(alarms.is_empty(), "{} of {count}:\n{}", alarms.len(), alarms.join("\n"));
    assert!(silent.is_empty(), "{} of {count}:\n{}", silent.len(), silent.join("\n"));
}

#[test]
fn every_label_of_the_documents_is_understood() {
    for name in common::DOCUMENTS {
        let disclosure = Disclosure::read(common::raw(name));
        let unread: Vec<&str> = disclosure
            .findings()
            .iter()
            .filter(|finding| finding.kind == FindingKind::UnrecognisedLabel)
            .map(|finding| finding.message.zh.as_str())
            .collect();
        assert!(unread.is_empty(), "{name}: {unread:?}");
    }
}

fn table<const N: usize>(title: &str, columns: [&str; N]) -> RawTable {
    RawTable::new(title, Unit::WanYuan, columns)
}

/// The budget of 某局 for 2026.
fn budget(tables: impl IntoIterator<Item = RawTable>) -> Disclosure {
    let mut raw = RawDisclosure::new(2026, Stage::Budget);
    raw.entity.name = Some("某局".into());
    raw.tables.extend(tables);
    Disclosure::read(raw)
}

/// What each cell of the first table is about, apart from the document's own year and stage; `?`
/// where that is not known.
fn cells(disclosure: &Disclosure) -> Vec<Vec<String>> {
    let table = &disclosure.raw().tables[0];
    let mut cells = vec![vec![String::from("?"); table.columns.len()]; table.rows.len()];
    for fact in disclosure.facts() {
        let Place::Cell { table: 0, row, column } = fact.place() else { continue };
        let mut scope = fact.scope().without(Dimension::Stage);
        if scope.year() == Some(2026) {
            scope = scope.without(Dimension::Year);
        }
        cells[row as usize][column as usize] = disclosure.describe(scope, Lang::Zh);
    }
    cells
}

/// What the rows are about, by their first column of amounts.
fn rows(disclosure: &Disclosure) -> Vec<String> {
    let known = |row: Vec<String>| row.into_iter().find(|cell| cell != "?");
    cells(disclosure).into_iter().map(|row| known(row).unwrap_or_else(|| "?".into())).collect()
}

/// What the columns are about, in the first row.
fn columns(disclosure: &Disclosure) -> Vec<String> {
    cells(disclosure).swap_remove(0)
}

#[track_caller]
fn found(disclosure: &Disclosure, kinds: &[FindingKind]) {
    let findings = disclosure.findings();
    let found: Vec<FindingKind> = findings.iter().map(|finding| finding.kind).collect();
    assert_eq!(found, kinds, "{findings:#?}");
}

#[test]
fn a_table_of_one_row_is_what_the_row_says() {
    let one = |code, name| {
        let numbers = table("部门收支总表", ["总计"]).row("", "栏次", ["1"]);
        budget([numbers.row("", "", [""]).row(code, name, ["5.00"])])
    };
    for (code, name, says) in [
        ("", "", "收支总计"),
        ("201", "一般公共服务支出", "本年支出·201"),
        ("", "某局", "本年支出·某局"),
    ] {
        let disclosure = one(code, name);
        assert_eq!(rows(&disclosure), ["?", "?", says]);
        found(&disclosure, &[]);
    }
    // Of two rows without a name nobody knows which is which.
    let two = table("部门收支总表", ["总计"]).row("", "", ["5.00"]).row("", "", ["6.00"]);
    assert_eq!(rows(&budget([two])), ["?", "?"]);
}

#[test]
fn rows_of_words_hold_no_amounts() {
    let words = table("部门支出总表", ["合计", "基本支出"])
        .row("", "科目名称", ["合计", "基本支出"])
        .row("", "栏次", ["1", "2"])
        .row("", "合计", ["5.00", "5.00"]);
    let disclosure = budget([words]);
    assert_eq!(rows(&disclosure), ["?", "?", "本年支出"]);
    assert_eq!(disclosure.figure_count(), 2);
    found(&disclosure, &[]);
    // A row with a code is about that code, whatever its name.
    let coded = table("部门支出总表", ["合计"]).row("201", "说明", ["5.00"]);
    let disclosure = budget([coded]);
    assert_eq!(rows(&disclosure), ["本年支出·201"]);
    found(&disclosure, &[FindingKind::NameMismatch]);
}

/// Rows of units, each with its code.
fn units<const N: usize>(title: &str, rows: [(&str, &str); N]) -> RawTable {
    let mut units = table(title, ["总计", "基本支出"]);
    units.name_heading = Some("单位名称".into());
    units.code_heading = Some("单位代码".into());
    rows.into_iter().fold(units, |table, (code, name)| {
        let texts = if name == "栏次" { ["1", "2"] } else { ["5.00", "4.00"] };
        table.row(code, name, texts)
    })
}

#[test]
fn units_by_name() {
    let disclosure = budget([units("部门支出总表", [("", "栏次"), ("", "合计"), ("", "某局")])]);
    assert_eq!(rows(&disclosure), ["?", "本年支出", "本年支出·某局"]);
    found(&disclosure, &[]);
    // Beside other units the department may be their sum, or its own office.
    let disclosure = budget([units("部门支出总表", [("", "合计"), ("", "某局"), ("", "某中心")])]);
    assert_eq!(rows(&disclosure), ["本年支出", "?", "本年支出·某中心"]);
    found(&disclosure, &[FindingKind::UnrecognisedLabel]);
}

#[test]
fn units_by_code() {
    // A code tells the office from the department.
    let coded = [("028001", "某局"), ("028002", "某中心"), ("028003", "某站")];
    let disclosure = budget([units("部门支出总表", coded)]);
    assert_eq!(rows(&disclosure), ["本年支出·某局", "本年支出·某中心", "本年支出·某站"]);
    // One that begins all others is the total, which of a table of both sides is the balance.
    let above_all = [("028", "某局"), ("028001", "某局（本级）"), ("028002", "某中心")];
    let disclosure = budget([units("部门收支总表", above_all)]);
    assert_eq!(rows(&disclosure)[..2], ["收支总计", "本年支出·某局(本级)"]);
    found(&disclosure, &[]);
    // One that begins some of them may or may not be counted beside them.
    let above_some = [("028", "某局"), ("028001", "某局（本级）"), ("029", "某委")];
    let disclosure = budget([units("部门支出总表", above_some)]);
    assert_eq!(rows(&disclosure), ["?", "本年支出·某局(本级)", "本年支出·某委"]);
    found(&disclosure, &[FindingKind::UnrecognisedLabel]);
}

#[test]
fn projects_by_name_and_by_the_code_they_are_spent_on() {
    let mut projects = table("项目支出表", ["金额"])
        .row("", "合计", ["12.00"])
        .row("", "信息化运维", ["3.00"])
        .row("2010302", "一般行政管理事务", ["9.00"])
        .row("2010302", "办公用房维修", ["9.00"]);
    projects.name_heading = Some("项目名称".into());
    let disclosure = budget([projects]);
    assert_eq!(
        rows(&disclosure),
        [
            "本年支出·项目支出",
            "本年支出·项目支出·信息化运维",
            "本年支出·2010302·项目支出",
            "本年支出·2010302·项目支出·办公用房维修",
        ]
    );
    found(&disclosure, &[]);
}

#[test]
fn a_list_of_projects_with_its_totals() {
    let list = table("项目支出明细表", ["项目名称", "功能科目", "金额"])
        .row("", "合计", ["合计", "", "9.00"])
        .row("", "信息化运维", ["信息化运维", "2010302-一般行政管理事务", "5.00"])
        // Words of the templates, which as names of projects are no labels.
        .row("", "结转资金", ["结转资金", "2010302-一般行政管理事务", "3.00"])
        .row("2010399", "其他政府办公厅（室）及相关机构事务支出", ["维修", "", "1.00"])
        .row("", "总计", ["总计", "", "9.00"]);
    let disclosure = budget([list]);
    assert_eq!(
        rows(&disclosure),
        [
            "本年支出·项目支出",
            "本年支出·2010302·项目支出·信息化运维",
            "本年支出·2010302·项目支出·结转资金",
            "本年支出·2010399·项目支出·维修",
            "本年支出·项目支出",
        ]
    );
    found(&disclosure, &[]);
}

#[test]
fn a_row_that_repeats_another_is_about_nothing() {
    let twice = |between: &str| {
        let table = table("部门支出总表", ["合计"]).row("", "合计", ["5.00"]);
        let table = table.row("", "人员经费", ["3.00"]).row("", between, ["4.00"]);
        budget([table.row("", "人员经费", ["2.00"])])
    };
    let disclosure = twice("公用经费");
    assert_eq!(rows(&disclosure)[1..], ["本年支出·人员经费", "本年支出·公用经费", "?"]);
    found(&disclosure, &[FindingKind::DuplicateRow]);
    // What is not understood may be a heading, below which the row is no mistake.
    let disclosure = twice(NONSENSE);
    assert_eq!(rows(&disclosure)[1..], ["本年支出·人员经费", "?", "?"]);
    found(&disclosure, &[FindingKind::UnrecognisedLabel]);
}

#[test]
fn a_wrong_code_is_put_right_by_its_name() {
    // Every section has a 行政运行; only one has 事业单位医疗.
    let wrong = table("部门支出总表", ["合计"])
        .row("20103", "政府办公厅（室）及相关机构事务", ["5.00"])
        .row("3010301", "行政运行", ["5.00"])
        .row("71102", "事业单位医疗", ["1.00"]);
    let disclosure = budget([wrong]);
    assert_eq!(rows(&disclosure), ["本年支出·20103", "本年支出·2010301", "本年支出·2101102"]);
    found(&disclosure, &[FindingKind::UnknownCode, FindingKind::UnknownCode]);
    for (finding, meant) in disclosure.findings().iter().zip(["2010301", "2101102"]) {
        assert!(finding.message.zh.contains(meant), "{}", finding.message.zh);
    }
}

/// The codes of rows in a table that names its classification.
fn economic<const N: usize>(scheme: &str, names: [&str; N]) -> Vec<String> {
    let classes = table(&format!("部门支出总表（按{scheme}）"), ["合计"]);
    let classes = names.into_iter().fold(classes, |table, name| table.row("", name, ["3.00"]));
    let disclosure = budget([classes]);
    found(&disclosure, &[]);
    let code = |row: String| row.strip_prefix("本年支出·").map(String::from).unwrap();
    rows(&disclosure).into_iter().map(code).collect()
}

#[test]
fn economic_classes_by_name() {
    let names = ["工资福利支出", "基本工资", "商品和服务支出"];
    assert_eq!(economic("部门预算经济分类", names), ["301", "30101", "302"]);
    let names = ["机关工资福利支出", "工资奖金津补贴", "机关商品和服务支出"];
    assert_eq!(economic("政府预算经济分类", names), ["501", "50101", "502"]);
}

#[test]
fn names_of_the_classification_win_over_words_of_other_tables() {
    let names = ["商品和服务支出", "会议费", "公务接待费", "其他支出"];
    assert_eq!(economic("部门预算经济分类", names), ["302", "30215", "30217", "399"]);
    assert_eq!(economic("政府预算经济分类", names)[1..], ["50202", "50206", "599"]);
}

#[test]
fn only_economic_classes_below_a_kind_are_its_parts() {
    let kinds = table("支出总体情况表", ["预算数"])
        .row("", "一、基本支出", ["7.00"])
        .row("", "工资福利支出", ["6.00"])
        .row("", "（二）商品和服务支出", ["1.00"])
        .row("", "二、项目支出", ["3.00"])
        .row("", "三、债务利息及费用支出", ["2.00"])
        .row("", "住房公积金", ["1.00"]);
    assert_eq!(
        rows(&budget([kinds])),
        [
            "本年支出·基本支出",
            "本年支出·301·基本支出",
            "本年支出·302·基本支出",
            "本年支出·项目支出",
            "本年支出·307",
            "本年支出·2210201",
        ]
    );
}

#[test]
fn a_row_of_two_siblings_is_about_both() {
    let siblings = table("部门支出总表", ["合计"]).row("", "会议费", ["1.00"]).row(
        "",
        "会议费和培训费",
        ["3.00"],
    );
    let disclosure = budget([siblings]);
    let tables: Vec<_> = disclosure.facts().iter().map(|fact| fact.scope().table()).collect();
    assert!(matches!(tables[..], [None, Some(_)]), "{tables:?}");
}

/// One side of 部门收支总表, with these rows.
fn side<const N: usize>(side: &str, names: [&str; N]) -> RawTable {
    let half = table("部门收支总表", ["预算数"]).side(side);
    names.into_iter().fold(half, |table, name| table.row("", name, ["5.00"]))
}

#[test]
fn totals_of_a_side() {
    let income = ["一、财政拨款收入", "收入合计", "上年结转", "收入总计"];
    assert_eq!(
        rows(&budget([side("收入", income)])),
        ["本年收入·财政拨款", "本年收入", "上年结转和结余", "收支总计"]
    );
    let income = ["一、财政拨款收入", "本年收入合计", "上年结转", "合计"];
    assert_eq!(
        rows(&budget([side("收入", income)]))[1..],
        ["本年收入", "上年结转和结余", "收支总计"]
    );
    // Nothing is carried: all totals are those of the year.
    for [plain, grand] in [["收入合计", "收入总计"], ["合计", "总计"]] {
        let disclosure = budget([side("收入", ["一、财政拨款收入", plain, grand])]);
        assert_eq!(rows(&disclosure)[1..], ["本年收入", "本年收入"]);
        found(&disclosure, &[]);
    }
    let disclosure = budget([side("支出", ["人员经费小计", "公用经费小计", "支出总计"])]);
    assert_eq!(rows(&disclosure), ["本年支出·人员经费", "本年支出·公用经费", "本年支出"]);
    // What one side carries, the other's total holds too.
    let both = [side("收入", ["财政拨款收入", "收入总计"]), side("支出", ["结转下年", "支出总计"])];
    assert_eq!(rows(&budget(both)), ["本年收入·财政拨款", "收支总计"]);
}

#[test]
fn an_unread_label_may_be_of_carried_money() {
    let read = side("收入", ["财政拨款收入", "收入总计"]);
    assert_eq!(rows(&budget([read.clone()]))[1], "本年收入");
    let row = side("收入", ["财政拨款收入", NONSENSE, "收入总计"]);
    assert_eq!(rows(&budget([row]))[2], "收支总计");
    let mut column = read.clone();
    column.columns.push(NONSENSE.into());
    assert_eq!(rows(&budget([column]))[1], "收支总计");
    let mut unit = read;
    unit.unit = Some(NONSENSE.into());
    assert!(rows(&budget([unit]))[1].starts_with("收支总计"));
}

#[test]
fn of_two_plain_totals_the_later_is_the_wider() {
    let disclosure = budget([side("收入", ["财政拨款收入", "收入合计", "合计"])]);
    assert_eq!(rows(&disclosure), ["本年收入·财政拨款", "?", "本年收入"]);
}

#[test]
fn plain_totals_of_two_sides_are_not_two_of_one() {
    let both = ["一般公共预算", "收入合计", "基本支出", "支出合计", "总计"];
    let both = both.iter().fold(table("部门收支总表", ["预算数"]), |table, name| {
        table.row("", *name, ["5.00"])
    });
    assert_eq!(
        rows(&budget([both])),
        ["本年收入·一般公共预算资金", "本年收入", "本年支出·基本支出", "本年支出", "收支总计"]
    );
}

#[test]
fn where_the_title_names_no_side_rows_and_columns_do() {
    for title in ["部门收支总表", NONSENSE] {
        let both = table(title, ["预算数", "一般公共预算"])
            .row("", "一般公共预算", ["5.00", ""])
            .row("", "教育支出", ["2.00", "2.00"])
            .row("", "项目支出", ["3.00", "3.00"])
            .row("", "收入总计", ["5.00", ""])
            .row("", "支出总计", ["5.00", ""])
            .row("", "总计", ["5.00", ""]);
        let disclosure = budget([both]);
        let flow = |cell: String| cell.split('·').next().map(String::from).unwrap();
        let flows: Vec<Vec<String>> =
            cells(&disclosure).into_iter().map(|row| row.into_iter().map(flow).collect()).collect();
        assert_eq!(flows[0][0], "本年收入");
        assert_eq!(flows[1..3], [["本年支出"; 2], ["本年支出"; 2]]);
        assert_eq!([&flows[3][0], &flows[4][0]], ["本年收入", "本年支出"]);
        assert_eq!(flows[5][0], "收支总计");
        assert_eq!(disclosure.tables()[0].is_apart(), title == NONSENSE);
    }
}

#[test]
fn totals_of_two_sides_in_one_table_that_carries() {
    let both = table("部门收支总表", ["预算数"])
        .row("", "财政拨款收入", ["5.00"])
        .row("", "上年结转", ["1.00"])
        .row("", "收入总计", ["6.00"])
        .row("", "基本支出", ["6.00"])
        .row("", "支出总计", ["6.00"]);
    let disclosure = budget([both]);
    assert_eq!([&rows(&disclosure)[2], &rows(&disclosure)[4]], ["收支总计"; 2]);
}

#[test]
fn columns_of_economic_classes_and_of_last_year() {
    let headings = ["合计", "工资福利支出", "上年预算数/合计", "上年预算数/商品和服务支出"];
    let classes = table("一般公共预算基本支出表", headings).row("", "合计", ["1.00"; 4]);
    let disclosure = budget([classes]);
    let own = "本年支出·一般公共预算资金";
    assert_eq!(
        columns(&disclosure),
        [
            format!("{own}·基本支出"),
            format!("{own}·301·基本支出"),
            format!("2025年·{own}·基本支出"),
            format!("2025年·{own}·302·基本支出"),
        ]
    );
    found(&disclosure, &[]);
}

#[test]
fn a_total_column_beside_carried_money_is_of_all_periods() {
    let income = table("部门收入总表", ["合计", "一般公共预算/小计", "本年收入/小计", "上年结转"])
        .row("", "合计", ["5.00"; 4]);
    assert_eq!(
        columns(&budget([income])),
        ["收入", "本年收入·一般公共预算资金", "本年收入", "上年结转和结余"]
    );
    let spent = table("部门支出总表", ["合计", "基本支出/小计", "结转下年"]);
    assert_eq!(
        columns(&budget([spent.row("", "合计", ["5.00"; 3])])),
        ["支出", "本年支出·基本支出", "结转下年"]
    );
}

#[test]
fn money_of_the_year_beside_carried_money_in_expenditure() {
    for (headings, expected) in [
        (["合计", "本年安排", "上年结转"], [None, Some(Vintage::Current), Some(Vintage::Carried)]),
        (
            ["基本支出", "上年结转", "单位资金"],
            [None, Some(Vintage::Carried), Some(Vintage::Current)],
        ),
        // Where one says 本年, the others mean all years.
        (
            ["本年安排", "上年结转", "单位资金"],
            [Some(Vintage::Current), Some(Vintage::Carried), None],
        ),
    ] {
        let spent = table("部门支出总表", headings).row("", "合计", ["5.00"; 3]);
        let disclosure = budget([spent]);
        let vintages: Vec<_> = disclosure.facts().iter().map(|f| f.scope().vintage()).collect();
        assert_eq!(vintages, expected, "{headings:?}");
    }
}

#[test]
fn columns_of_one_heading_are_told_apart_by_their_order() {
    let twice = table("部门支出总表", ["合计", "小计", "小计", "项目支出"]);
    let disclosure = budget([twice.row("", "合计", ["1.00", "2.00", "3.00", "4.00"])]);
    let texts: Vec<_> =
        disclosure.facts().iter().map(|f| f.figure().unwrap().to_string()).collect();
    assert_eq!(texts, ["1.00", "2.00", "3.00", "4.00"]);
    found(&disclosure, &[]);
}

#[test]
fn no_more_columns_are_read_than_any_table_has() {
    for (count, open) in [(MAX_COLUMNS, false), (MAX_COLUMNS + 1, true)] {
        let wide = RawTable::new("部门支出总表", Unit::WanYuan, vec!["合计"; count]);
        let disclosure = budget([wide.row("", "合计", ["1.00"])]);
        assert_eq!(disclosure.tables()[0].has_open_columns(), open);
        found(&disclosure, if open { &[FindingKind::WorkLimit] } else { &[] });
    }
}

#[test]
fn a_cell_of_which_row_and_column_disagree_opens_both() {
    for (text, open) in [("1.00", true), ("", false), ("0.00", false)] {
        let kinds = table("部门支出总表", ["合计", "项目支出"]);
        let disclosure = budget([kinds.row("", "基本支出", ["1.00", text])]);
        let table = &disclosure.tables()[0];
        assert_eq!((table.has_open_rows(), table.has_open_columns()), (open, open), "{text}");
        found(&disclosure, &[FindingKind::UnrecognisedLabel]);
    }
}

#[test]
fn text_under_an_unread_heading_is_no_unreadable_figure() {
    let texts = table("部门支出总表", ["合计", NONSENSE]).row("", "合计", ["5.00", "如上"]).row(
        "",
        "饕餮",
        ["如上", "如上"],
    );
    found(&budget([texts]), &[FindingKind::UnrecognisedLabel, FindingKind::UnrecognisedLabel]);
    let texts = table("部门支出总表", ["合计"]).row("", "合计", ["如上"]);
    found(&budget([texts]), &[FindingKind::UnreadableFigure]);
}

#[test]
fn a_table_of_which_side_or_unit_are_unread_keeps_to_itself() {
    let own = side("收入", ["收入总计"]);
    let apart = |change: fn(&mut RawTable)| {
        let mut table = own.clone();
        change(&mut table);
        budget([table]).tables()[0].is_apart()
    };
    assert!(!apart(|_| ()));
    assert!(apart(|table| table.side = Some(NONSENSE.into())));
    assert!(apart(|table| table.unit = Some(NONSENSE.into())));
    assert!(apart(|table| table.unit = None));
    // The unit of all other tables is that of one that states none.
    for (units, apart) in [(["元", "元"], false), (["元", "万元"], true)] {
        let mut unit = own.clone();
        unit.unit = None;
        let others = units.map(|unit| RawTable { unit: Some(unit.into()), ..own.clone() });
        let disclosure = budget(others.into_iter().chain([unit]));
        let table = &disclosure.tables()[2];
        assert_eq!(table.is_apart(), apart);
        assert_eq!(table.unit(), if apart { Unit::WanYuan } else { Unit::Yuan });
    }
}

#[test]
fn headings_and_titles_may_name_the_classification_of_the_codes() {
    let wrong = FindingKind::WrongScheme;
    let unread = FindingKind::UnrecognisedLabel;
    for (title, heading, kinds) in [
        ("部门支出总表", "功能分类科目/科目编码", &[][..]),
        ("部门支出总表（按功能分类）", "科目编码", &[]),
        ("部门支出总表", "经济分类科目", &[wrong]),
        ("部门支出总表（按经济分类）", "科目编码", &[wrong]),
        ("部门支出总表", NONSENSE, &[unread]),
    ] {
        let mut codes = table(title, ["合计"]).row("201", "一般公共服务支出", ["5.00"]);
        codes.code_heading = Some(heading.into());
        found(&budget([codes]), kinds);
    }
}

#[test]
fn names_that_the_tables_print_are_understood_in_the_prose() {
    // Every section of the classification has a 行政运行, this budget but one.
    let table = table("部门支出总表", ["合计"]).row("2010301", "行政运行", ["5.00"]).row(
        "2010302",
        "一般行政管理事务",
        ["4.00"],
    );
    let raw = RawDisclosure::new(2026, Stage::Budget).table(table);
    let disclosure = Disclosure::read(raw.paragraph("支出情况", "行政运行5.00万元。"));
    let claims = &disclosure.claims()[0];
    assert_eq!((claims.claims.len(), claims.unread.len()), (1, 0), "{claims:?}");
}
