//! What sheets and columns are about: sides and their totals, flows, vintages, units.

use cn_budget::{
    Disclosure, FindingKind, RawDisclosure, Stage, Unit, Vintage, disclosure::MAX_COLUMNS,
    raw::RawTable,
};

use super::{NONSENSE, budget, cells, columns, found, rows, table};

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
fn what_is_left_at_the_end_of_the_year_is_no_spending() {
    // 年终结余 is a name of the classification too (23009), for the budgets of governments.
    let spent = side("支出", ["基本支出", "年终结余", "支出总计"]);
    assert_eq!(rows(&budget([spent])), ["本年支出·基本支出", "结转下年", "收支总计"]);
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
        let mut headings = vec!["备注"; count];
        headings[0] = "合计";
        let wide = RawTable::new("部门支出总表", Unit::WanYuan, headings);
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
        // Where nothing is printed, nothing is said.
        found(&disclosure, if text.is_empty() { &[] } else { &[FindingKind::UnrecognisedLabel] });
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
    // The unit of another table says nothing of one that states none, but for the other half of a
    // sheet; headings and the title may name it as well.
    let with_other = |title: &str| {
        let mut other = RawTable { unit: Some("元".into()), ..own.clone() };
        other.title = title.into();
        let mut silent = own.clone();
        silent.unit = None;
        let disclosure = budget([other, silent]);
        (disclosure.tables()[1].is_apart(), disclosure.tables()[1].unit())
    };
    assert_eq!(with_other(&own.title), (false, Unit::Yuan));
    assert_eq!(with_other("部门收入总表"), (true, Unit::WanYuan));
    assert!(!apart(|table| (table.unit, table.title) = (None, "部门收支总表（千元）".into())));
    let heading = table("部门支出总表", ["2026年支出（元）"]);
    let heading = RawTable { unit: None, ..heading };
    let disclosure = budget([heading.row("", "合计", ["5.00"])]);
    assert!(!disclosure.tables()[0].is_apart());
    assert_eq!(disclosure.facts()[0].figure().unwrap().unit(), Unit::Yuan);
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
    let narrative = disclosure.narrative();
    assert_eq!((narrative.claims().count(), narrative.unread().count()), (1, 0), "{narrative:?}");
}

#[test]
fn a_total_of_income_tells_what_a_table_is_about() {
    let headings = ["收入合计", "上年结转", "一般公共预算", "单位资金"];
    let unread = table(NONSENSE, headings).row("205", "教育支出", ["6.00", "1.00", "3.00", "2.00"]);
    let disclosure = budget([unread]);
    let flows = ["收入", "上年结转和结余", "本年收入", "本年收入"];
    for (cell, flow) in columns(&disclosure).iter().zip(flows) {
        assert!(cell.starts_with(flow), "{cell}");
    }
}
