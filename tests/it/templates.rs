//! The words and layouts of many regions' templates: read in full, closed by the right laws, and no
//! alarm about figures that are right. Small tables, restated.

use cn_budget::{
    Disclosure, Finding, FindingKind, Flow, FundSource, Item, Kind, Law, Options, RawDisclosure,
    Report, Stage, Unit, Vintage, check::Verdict, raw::RawTable, reconcile,
};

fn budget(tables: impl IntoIterator<Item = RawTable>) -> RawDisclosure {
    of(Stage::Budget, tables)
}

fn of(stage: Stage, tables: impl IntoIterator<Item = RawTable>) -> RawDisclosure {
    tables.into_iter().fold(RawDisclosure::new(2025, stage), RawDisclosure::table)
}

fn table<const N: usize>(title: &str, columns: [&str; N]) -> RawTable {
    RawTable::new(title, Unit::WanYuan, columns)
}

fn report(raw: RawDisclosure) -> Report {
    reconcile(&Disclosure::read(raw), &Options::new())
}

/// Nothing is unread, nothing is broken, and every figure stands in an equation or bound.
#[track_caller]
fn closes(raw: RawDisclosure) -> Report {
    let report = report(raw);
    assert!(report.findings().is_empty(), "{:#?}", report.findings());
    assert_eq!(report.count(Verdict::Broken), 0);
    assert!(report.uncovered().is_empty(), "{:?}", report.uncovered());
    assert_eq!(report.covered(), report.figures());
    report
}

/// With one figure of the last table changed, some equation cannot hold.
#[track_caller]
fn breaks(raw: &RawDisclosure, row: usize, column: &str, text: &str) {
    let mut raw = raw.clone();
    let row = &mut raw.tables.last_mut().unwrap().rows[row];
    let cell = row.cells.iter_mut().find(|(heading, _)| heading == column).unwrap();
    cell.1 = text.into();
    assert!(report(raw).count(Verdict::Broken) > 0, "{column} {text}");
}

#[test]
fn column_numbers_are_no_amounts() {
    let income = table("收入决算表", ["本年收入合计", "财政拨款收入", "其他收入"])
        .row("", "栏次", ["1", "2", "3"])
        .row("", "合计", ["12.00", "10.00", "2.00"])
        .row("201", "一般公共服务支出", ["12.00", "10.00", "2.00"]);
    let mut totals = table("收入支出决算总表", ["行次", "金额"])
        .side("收入")
        .row("", "栏　　次", ["", "1"])
        .row("", "一、一般公共预算财政拨款收入", ["1", "10.00"])
        .row("", "二、其他收入", ["2", "2.00"])
        .row("", "本年收入合计", ["3", "12.00"])
        .row("", "总计", ["4", "12.00"]);
    totals.name_heading = Some("项目".into());
    let report = closes(of(Stage::Final, [totals, income]));
    assert_eq!(report.figures(), 10);
}

#[test]
fn money_of_this_year_beside_carried_money() {
    let raw =
        budget([table("一般公共预算支出预算表", ["合计", "当年财政拨款安排", "上年结转安排"])
            .row("", "合计", ["10.00", "7.00", "3.00"])
            .row("201", "一般公共服务支出", ["10.00", "7.00", "3.00"])]);
    closes(raw.clone());
    breaks(&raw, 1, "上年结转安排", "5.00");
    let disclosure = Disclosure::read(raw);
    let vintages: Vec<_> = disclosure.facts().iter().map(|fact| fact.scope().vintage()).collect();
    let expected = [None, Some(Vintage::Current), Some(Vintage::Carried)];
    assert_eq!(vintages, [expected, expected].concat());
    let flow = disclosure.facts()[2].scope().flow();
    assert_eq!(flow, Some(Flow::CurrentExpenditure));
}

#[test]
fn funds_of_this_year_where_a_column_carries() {
    let columns = ["合计", "一般公共预算", "政府性基金预算", "上年财政拨款资金结转"];
    let raw = budget([
        table("财政拨款收支预算总表", ["预算数"])
            .side("收入")
            .row("", "一、本年收入", ["8.00"])
            .row("", "一般公共预算拨款收入", ["7.00"])
            .row("", "政府性基金预算拨款收入", ["1.00"])
            .row("", "二、上年结转", ["3.00"])
            .row("", "收入总计", ["11.00"]),
        table("财政拨款收支预算总表", columns)
            .side("支出")
            .row("", "一、本年支出", ["11.00", "7.00", "1.00", "3.00"])
            .row("", "一般公共服务支出", ["10.00", "7.00", "", "3.00"])
            .row("", "城乡社区支出", ["1.00", "", "1.00", ""])
            .row("", "二、结转下年", ["", "", "", ""])
            .row("", "支出总计", ["11.00", "7.00", "1.00", "3.00"]),
    ]);
    closes(raw.clone());
    breaks(&raw, 1, "一般公共预算", "7.50");
}

#[test]
fn a_total_over_funds_that_are_cut_by_vintage_in_part() {
    let columns = [
        "合计",
        "本年拨款/一般公共预算",
        "本年拨款/政府性基金预算",
        "财政拨款结转结余/一般公共预算",
        "单位资金",
    ];
    let raw = budget([table("项目支出表", columns)
        .row("", "合计", ["10.00", "4.00", "1.00", "2.00", "3.00"])
        .row("201", "一般公共服务支出", ["9.00", "4.00", "", "2.00", "3.00"])
        .row("212", "城乡社区支出", ["1.00", "", "1.00", "", ""])]);
    closes(raw.clone());
    breaks(&raw, 0, "单位资金", "3.40");
}

#[test]
fn economic_classes_under_kinds() {
    let raw = budget([
        table("收支总体情况表", ["预算数"])
            .side("收入")
            .row("", "一、一般公共预算拨款", ["12.00"])
            .row("", "收入总计", ["12.00"]),
        table("收支总体情况表", ["预算数"])
            .side("支出")
            .row("", "一、基本支出", ["9.00"])
            .row("", "工资福利支出", ["7.00"])
            .row("", "商品和服务支出", ["2.00"])
            .row("", "二、项目支出", ["3.00"])
            .row("", "支出总计", ["12.00"]),
    ]);
    closes(raw.clone());
    breaks(&raw, 1, "预算数", "6.00");
}

#[test]
fn economic_classes_and_items_by_name() {
    let raw = budget([table("一般公共预算支出表（按部门预算经济分类）", ["合计"])
        .row("", "合计", ["12.00"])
        .row("", "工资福利支出", ["7.00"])
        .row("", "商品和服务支出", ["3.00"])
        .row("", "办公费", ["2.00"])
        .row("", "会议费", ["1.00"])
        .row("", "其他支出", ["2.00"])]);
    closes(raw.clone());
    breaks(&raw, 4, "合计", "1.50");
    breaks(&raw, 5, "合计", "1.50");
}

#[test]
fn other_expenditure_as_a_column() {
    let raw = budget([table("支出总体情况表", ["合计", "基本支出", "项目支出", "其他支出"])
        .row("", "合计", ["12.00", "9.00", "2.00", "1.00"])
        .row("201", "一般公共服务支出", ["12.00", "9.00", "2.00", "1.00"])]);
    closes(raw.clone());
    let kind = Disclosure::read(raw).facts()[3].scope().kind();
    assert_eq!(kind, Some(Kind::Other));
}

#[test]
fn three_siblings_in_a_title_fix_none() {
    let columns = ["“三公”经费/合计", "“三公”经费/公务接待费", "会议费", "培训费"];
    let raw = budget([table("一般公共预算“三公”经费、会议费、培训费支出预算表", columns).row(
        "",
        "合计",
        ["1.00", "1.00", "0.50", "0.30"],
    )]);
    let disclosure = Disclosure::read(raw);
    let items: Vec<_> = disclosure.facts().iter().map(|fact| fact.scope().item()).collect();
    let expected = [Item::ThreePublic, Item::Reception, Item::Meetings, Item::Training];
    assert_eq!(items, expected.map(Some));
    assert!(disclosure.findings().is_empty());
}

#[test]
fn a_table_of_two_kinds_is_not_all_spending() {
    let raw = budget([
        table("部门支出总表", ["合计"]).row("", "合计", ["20.00"]).row(
            "201",
            "一般公共服务支出",
            ["20.00"],
        ),
        table("部门预算项目支出及其他支出预算表", ["总计"]).row("", "合计", ["5.00"]).row(
            "201",
            "一般公共服务支出",
            ["5.00"],
        ),
    ]);
    closes(raw);
}

#[test]
fn years_as_rows_and_columns() {
    let raw =
        budget([table("一般公共预算“三公”经费支出表", ["合计", "公务接待费", "因公出国（境）费"])
            .row("", "2024年", ["3.00", "1.00", "2.00"])
            .row("", "2025年", ["2.00", "1.00", "1.00"])]);
    closes(raw.clone());
    let years: Vec<_> = Disclosure::read(raw).facts().iter().map(|f| f.scope().year()).collect();
    assert_eq!(years[..4], [Some(2024), Some(2024), Some(2024), Some(2025)]);
}

#[test]
fn last_year_and_the_change_beside_this_year() {
    let columns = [
        "2024年执行数",
        "2025年预算数/小计",
        "2025年预算数/基本支出",
        "2025年预算数/项目支出",
        "2025年预算数比2024年执行数/增减额",
    ];
    let raw = budget([table("一般公共预算支出表", columns)
        .row("", "合计", ["9.00", "8.00", "6.00", "2.00", "-1.00"])
        .row("201", "一般公共服务支出", ["9.00", "8.00", "6.00", "2.00", "-1.00"])]);
    let report = closes(raw.clone());
    assert_eq!(report.figures(), 10);
    breaks(&raw, 0, columns[4], "1.00");
}

#[test]
fn a_table_of_one_nameless_row() {
    let columns = ["合计", "因公出国（境）费", "公务用车购置及运行维护费/小计", "公务接待费"];
    let raw = budget([table("财政拨款“三公”经费支出表", columns).row(
        "",
        "",
        ["6.00", "1.00", "3.00", "2.00"],
    )]);
    closes(raw.clone());
    breaks(&raw, 0, "公务接待费", "3.00");
}

#[test]
fn units_with_codes_of_their_own() {
    let mut units = table("部门收入总表", ["合计", "一般公共预算", "其他收入"])
        .row("", "合计", ["9.00", "7.00", "2.00"])
        .row("028", "某局", ["9.00", "7.00", "2.00"])
        .row("028001", "某局（本级）", ["5.00", "5.00", ""])
        .row("028002", "某中心", ["4.00", "2.00", "2.00"]);
    units.code_heading = Some("单位代码".into());
    units.name_heading = Some("单位名称".into());
    let raw = budget([units]);
    closes(raw.clone());
    breaks(&raw, 3, "一般公共预算", "3.00");
}

#[test]
fn codes_of_projects_are_no_items() {
    for code in ["50011326", "102003001", "201003001", "50011326T000000012"] {
        let mut projects = table("项目支出表", ["金额"])
            .row("", "合计", ["9.00"])
            .row(&format!("{code}7"), "信息化运维", ["5.00"])
            .row(&format!("{code}8"), "设备更新", ["4.00"]);
        projects.code_heading = Some("项目编码".into());
        let raw = budget([projects]);
        closes(raw.clone());
        breaks(&raw, 2, "金额", "3.00");
    }
}

#[test]
fn a_code_with_a_digit_too_many_is_one_still() {
    use cn_budget::FindingKind;
    let kinds = |code: &str, name: &str| -> Vec<FindingKind> {
        let above = table("部门支出总表", ["合计"]).row("208", "社会保障和就业支出", ["9.00"]);
        let raw = budget([above.row(code, name, ["9.00"])]);
        Disclosure::read(raw).findings().iter().map(|finding| finding.kind).collect()
    };
    assert_eq!(kinds("20805055", "机关事业单位基本养老保险缴费支出"), [FindingKind::UnknownCode]);
    // The code of a unit of another system, and of a unit by its name.
    assert_eq!(kinds("20805055", "信息化运维"), [FindingKind::UnrecognisedLabel]);
    assert_eq!(kinds("201003001", "某局（本级）"), []);
}

#[test]
fn projects_with_the_codes_that_they_are_spent_on() {
    let mut projects = table("一般公共预算项目支出预算表", ["金额"])
        .row("", "合计", ["9.00"])
        .row("2010302", "信息化运维", ["5.00"])
        .row("2010302", "办公用房维修", ["4.00"]);
    projects.name_heading = Some("单位名称（项目）".into());
    let raw = budget([projects]);
    closes(raw.clone());
    breaks(&raw, 2, "金额", "3.00");
}

#[test]
fn names_of_earlier_editions() {
    let raw = budget([
        table("部门收支总表", ["预算数"])
            .side("收入")
            .row("", "一、一般公共预算拨款收入", ["9.00"])
            .row("", "收入总计", ["9.00"]),
        table("部门收支总表", ["预算数"])
            .side("支出")
            .row("", "一、一般公共服务支出", ["5.00"])
            .row("", "二、医疗卫生与计划生育支出", ["4.00"])
            .row("", "支出总计", ["9.00"]),
    ]);
    closes(raw.clone());
    let health = Disclosure::read(raw).facts()[3].scope().functional();
    assert_eq!(health.map(cn_budget::Code::number), Some(210));
}

#[test]
fn what_is_distributed_and_what_is_carried_over_in_part() {
    let raw = of(
        Stage::Final,
        [
            table("收入支出决算总表", ["决算数"])
                .side("收入")
                .row("", "一、财政拨款收入", ["10.00"])
                .row("", "本年收入合计", ["10.00"])
                .row("", "用事业基金弥补收支差额", ["1.00"])
                .row("", "年初结转和结余", ["4.00"])
                .row("", "其中：项目支出结转和结余", ["3.00"])
                .row("", "总计", ["15.00"]),
            table("收入支出决算总表", ["决算数"])
                .side("支出")
                .row("", "一、一般公共服务支出", ["9.00"])
                .row("", "本年支出合计", ["9.00"])
                .row("", "结余分配", ["2.00"])
                .row("", "其中：交纳所得税", ["0.50"])
                .row("", "提取职工福利基金", ["0.50"])
                .row("", "转入事业基金", ["1.00"])
                .row("", "年末结转和结余", ["4.00"])
                .row("", "其中：项目支出结转和结余", ["2.00"])
                .row("", "经营结余", [""])
                .row("", "总计", ["15.00"]),
        ],
    );
    closes(raw.clone());
    breaks(&raw, 2, "决算数", "2.50");
}

#[test]
fn procurement_by_its_classes() {
    let raw = budget([table("政府采购支出预算表", ["总计"])
        .row("", "合计", ["6.00"])
        .row("", "一、货物A", ["1.00"])
        .row("", "二、工程B", [""])
        .row("", "三、服务C", ["5.00"])]);
    closes(raw.clone());
    breaks(&raw, 3, "总计", "4.00");
}

#[test]
fn titles_of_many_regions() {
    let vocabulary = cn_budget::Vocabulary::standard();
    for (title, fund) in [
        ("部门收支总体情况表", None),
        ("一般公共预算支出情况表（按功能分类科目）", Some(FundSource::General)),
        ("一般公共预算基本支出情况表（按支出经济分类科目）", Some(FundSource::General)),
        ("财政拨款收支总体情况表", Some(FundSource::Fiscal)),
        ("财政拨款支出预算表（部门经济分类科目）", Some(FundSource::Fiscal)),
        ("政府性基金预算财政拨款收入支出决算表", Some(FundSource::GovernmentFund)),
        ("国有资本经营预算财政拨款支出决算表", Some(FundSource::StateCapital)),
        ("一般公共预算财政拨款基本支出决算明细表", Some(FundSource::General)),
    ] {
        let reading = vocabulary.read(title).unwrap_or_else(|| panic!("{title}"));
        assert_eq!(reading.scope().fund(), fund, "{title}");
    }
}

/// A document of four tables that agree, in 万元.
fn agreeing() -> RawDisclosure {
    let columns = ["合计", "基本支出", "项目支出"];
    budget([
        table("部门收支总表", ["预算数"])
            .side("收入")
            .row("", "一、一般公共预算拨款收入", ["120.50"])
            .row("", "收入总计", ["120.50"]),
        table("部门收支总表", ["预算数"])
            .side("支出")
            .row("", "一、一般公共服务支出", ["100.25"])
            .row("", "二、住房保障支出", ["20.25"])
            .row("", "支出总计", ["120.50"]),
        table("部门支出总表", columns)
            .row("", "合计", ["120.50", "90.50", "30.00"])
            .row("201", "一般公共服务支出", ["100.25", "70.25", "30.00"])
            .row("221", "住房保障支出", ["20.25", "20.25", ""]),
        table("一般公共预算支出表", columns)
            .row("", "合计", ["120.50", "90.50", "30.00"])
            .row("201", "一般公共服务支出", ["100.25", "70.25", "30.00"])
            .row("221", "住房保障支出", ["20.25", "20.25", ""]),
    ])
}

#[test]
fn a_wrong_unit_is_told_once() {
    closes(agreeing());
    for slipped in [&[0_usize, 1][..], &[2]] {
        for unit in ["元", "千元", "亿元"] {
            let mut raw = agreeing();
            for &table in slipped {
                raw.tables[table].unit = Some(unit.into());
            }
            let report = report(raw);
            let [Finding { kind: FindingKind::UnitSlip, places, .. }] = report.findings() else {
                panic!("{slipped:?} {unit}: {:#?}", report.findings());
            };
            let tables: Vec<usize> = places
                .iter()
                .filter_map(|place| place.table().and_then(|table| usize::try_from(table).ok()))
                .collect();
            assert_eq!(tables, slipped, "{unit}");
            assert_eq!(report.verdict(), cn_budget::DocumentVerdict::Inconsistent);
        }
    }
}

#[test]
fn one_figure_in_another_unit_is_no_wrong_unit_of_the_table() {
    let mut raw = agreeing();
    raw.tables[2].rows[1].cells[0].1 = "1,002,500".into();
    let report = report(raw);
    assert!(report.findings().iter().all(|finding| finding.kind != FindingKind::UnitSlip));
    assert!(report.count(Verdict::Broken) > 0);
}

#[test]
fn a_negative_part_under_an_unread_heading_bounds_nothing() {
    let columns = ["本年收入合计", "财政拨款收入", "事业收入", "其他收入"];
    let mut raw =
        of(
            Stage::Final,
            [table("收入决算表", columns)
                .row("", "合计", ["12.00", "10.00", "-3.00", "5.00"])
                .row("201", "一般公共服务支出", ["12.00", "10.00", "-3.00", "5.00"])],
        );
    closes(raw.clone());
    let income = &mut raw.tables[0];
    income.columns[2] = "某某".into();
    for row in &mut income.rows {
        row.cells[2].0 = "某某".into();
    }
    assert_eq!(report(raw).count(Verdict::Broken), 0);
}

#[test]
fn the_order_of_the_tables_loses_no_balance_by_function() {
    let sheet = |side, first: &str, total: &str| {
        table("部门收支总表", ["预算数"]).side(side).row("", first, ["12.00"]).row(
            "",
            total,
            ["12.00"],
        )
    };
    let mut raw =
        budget([
            sheet("收入", "一般公共预算资金", "收入总计"),
            sheet("支出", "一般公共服务支出", "支出总计"),
            table("部门收入总表", ["合计", "一般公共预算"])
                .row("", "合计", ["12.00", "12.00"])
                .row("201", "一般公共服务支出", ["12.00", "12.00"]),
            table("部门支出总表", ["合计", "基本支出", "项目支出"])
                .row("", "合计", ["12.00", "12.00", ""])
                .row("201", "一般公共服务支出", ["12.00", "12.00", ""]),
        ]);
    let count = |raw: RawDisclosure| {
        let report = closes(raw);
        report
            .equations()
            .iter()
            .filter(|judged| judged.equation.law() == Law::FunctionBalance)
            .count()
    };
    let in_order = count(raw.clone());
    raw.tables.reverse();
    assert!(in_order > 0);
    assert_eq!(count(raw), in_order);
}

#[test]
fn the_total_column_may_stand_behind_its_parts() {
    let headings = ["合计", "一般公共预算", "政府性基金预算", "上年结转"];
    let cells = [
        ["16.00", "10.00", "2.00", "4.00"],
        ["9.00", "8.00", "", "1.00"],
        ["7.00", "2.00", "2.00", "3.00"],
    ];
    for shift in 0..headings.len() {
        let turned = |mut texts: [&'static str; 4]| {
            texts.rotate_left(shift);
            texts
        };
        let raw = budget([table("部门收入总表", turned(headings))
            .row("", "合计", turned(cells[0]))
            .row("201", "一般公共服务支出", turned(cells[1]))
            .row("212", "城乡社区支出", turned(cells[2]))]);
        closes(raw.clone());
        breaks(&raw, 1, "上年结转", "5.00");
    }
}
