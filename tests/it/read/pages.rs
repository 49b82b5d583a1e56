//! What the ends of pages, covers and the writers of pages do to a table.

use cn_budget::read::{Block, Hint, Line, read};

use super::{assert_read, form, grid, reading, tables};

#[test]
fn a_row_that_a_page_broke_in_two_is_one() {
    for (first, rest) in [
        ("| 20805 | 行政事业单位养 | 2.00 |", "| | 老支出 | |"),
        ("| 208 | 行政事业单位养老支出 | 2.00 |", "| 05 | | |"),
    ] {
        assert_read(
            &format!(
                "支出总表
                 单位：万元
                 | 科目编码 | 科目名称 | 合计 |
                 | 合计 | < | 3.00 |
                 | 208 | 社会保障和就业支出 | 3.00 |
                 {first}
                 ---
                 {rest}
                 | 20899 | 其他支出 | 1.00 |"
            ),
            "1 支出总表 万元
             : 合计
             合计 = 3.00
             208 社会保障和就业支出 = 3.00
             20805 行政事业单位养老支出 = 2.00
             20899 其他支出 = 1.00",
        );
    }
}

#[test]
fn a_row_without_amounts_at_the_top_of_a_page_is_a_row() {
    // The names of this table are not all of rows with codes.
    let read = tables(
        "支出总表
         单位：万元
         | 科目编码 | 科目名称 | 合计 |
         | | 人员经费 | 3.00 |
         | 301 | 工资福利支出 | 3.00 |
         ---
         | | 公用经费 | |
         | 302 | 商品和服务支出 | |",
    );
    assert!(read.contains("公用经费 ="), "{read}");
}

#[test]
fn radicals_in_place_of_characters() {
    assert_read(
        "部⻔收⽀总表
         单位：万元
         | 收⼊ | < | ⽀出 | < |
         | 项⽬ | 预算数 | 项⽬ | 预算数 |
         | ⼀、事业收⼊ | 1.00 | ⼀、农林⽔⽀出 | 1.00 |",
        "1 部门收支总表 收入 万元
         : 预算数
         一、事业收入 = 1.00
         1 部门收支总表 支出 万元
         : 预算数
         一、农林水支出 = 1.00",
    );
}

#[test]
fn a_number_before_a_title_does_not_take_its_first_word() {
    for line in ["表一：单位收支总表", "附件1 单位收支总表", "预算01表单位收支总表"]
    {
        let read = tables(&format!(
            "{line}
             单位：万元
             | 项目 | 预算数 |
             | 合计 | 1.00 |"
        ));
        assert!(read.starts_with("1 单位收支总表 万元"), "{read}");
    }
}

#[test]
fn a_cover_in_a_sheet_is_no_table() {
    let reading = reading(
        "| | |
         | | 某局2026年部门预算 |
         ---
         收支总表
         单位：万元
         | 项目 | 预算数 |
         | 合计 | 1.00 |",
    );
    assert_eq!(reading.raw.tables.len(), 1);
    assert_eq!(reading.raw.narrative[0].text, "某局2026年部门预算");
}

#[test]
fn a_project_may_be_called_funds() {
    let reading = reading(
        "项目支出绩效目标表
         | 项目名称 | 乡村振兴衔接资金 | < | < |
         | 主管部门 | 某局 | 实施单位 | 某中心 |
         | 项目资金（万元） | 年度资金总额 | 12.00 | < |
         | ^ | 其中：财政拨款 | 12.00 | < |
         | 年度目标 | 完成任务 | < | < |
         | 一级指标 | 二级指标 | 三级指标 | 指标值 |
         | 产出指标 | 数量指标 | 批次 | ≥4批 |",
    );
    let target = &reading.raw.performance[0];
    assert_eq!(
        (target.project.as_str(), target.total.as_deref()),
        ("乡村振兴衔接资金", Some("12.00"))
    );
}

#[test]
fn a_heading_that_a_page_broke_in_two_is_one() {
    let page = |edges: &[i32], text: &str| {
        let mut grid = grid(&form::flush(text));
        grid.edges = edges.to_vec();
        Block::Grid(grid)
    };
    let lines = ["收入决算表", "单位：万元"].map(|line| Line::new(line).into());
    let upper = page(&[0, 2_000, 3_000, 4_000], "| 项目 | 本年收入 | 财政拨款 |");
    let lower = page(
        &[0, 1_000, 2_000, 3_000, 4_000],
        "| 科目编码 | 科目名称 | 合计 | 收入 |
         | 合计 | < | 3.00 | 2.00 |
         | 208 | 社会保障和就业支出 | 3.00 | 2.00 |",
    );
    let blocks: Vec<Block> = lines.into_iter().chain([upper, Block::PageEnd, lower]).collect();
    let read = read(&blocks, &Hint::default()).raw.tables;
    let [table] = read.as_slice() else { panic!("{read:?}") };
    assert_eq!(table.columns, ["本年收入合计", "财政拨款收入"]);
    assert_eq!(table.rows.len(), 2);
}

#[test]
fn a_body_behind_a_whole_heading_is_no_heading() {
    let page = |text: &str| {
        let mut grid = grid(&form::flush(text));
        grid.edges = vec![0, 1_000, 2_000, 3_000];
        Block::Grid(grid)
    };
    let lines = ["支出决算表", "单位：万元"].map(|line| Line::new(line).into());
    for first in ["| 一、教育支出 | | |", "| 合计 | 3.00 | 3.00 |"] {
        let body = format!("{first}\n| 二、国防支出 | 3.00 | 3.00 |");
        let pages = [page("| 项目 | 决算数 | 预算数 |"), Block::PageEnd, page(&body)];
        let blocks: Vec<Block> = lines.clone().into_iter().chain(pages).collect();
        let read = read(&blocks, &Hint::default()).raw.tables;
        let [table] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!(table.columns, ["决算数", "预算数"]);
        assert_eq!(table.rows.len(), 2);
    }
}

#[test]
fn hidden_rows_and_columns_are_not_read() {
    let text = "| F_00 | F_01 | F_02 |
         | 项目 | < | < |
         | 科目名称 | 合计 | |
         | 教育支出 | 3.00 | 1007 |
         | 校验 | 12345.67 | |
         | 国防支出 | 3.00 | 1008 |";
    let mut grid = grid(&form::flush(text));
    (grid.hidden_rows, grid.hidden_columns) = (vec![0, 4], vec![2]);
    let lines = ["支出总表", "单位：万元"].map(|line| Line::new(line).into());
    let blocks: Vec<Block> = lines.into_iter().chain([Block::Grid(grid)]).collect();
    let reading = read(&blocks, &Hint::default());
    let [table] = reading.raw.tables.as_slice() else { panic!("{:?}", reading.raw.tables) };
    assert_eq!(table.columns, ["合计"]);
    let rows: Vec<_> =
        table.rows.iter().map(|row| (row.name.as_str(), row.at.as_deref())).collect();
    // A place counts the rows as the sheet numbers them.
    assert_eq!(rows, [("教育支出", Some("r4")), ("国防支出", Some("r6"))]);
    assert!(reading.notes.iter().any(|note| note.message.zh.contains("隐藏")));
}

#[test]
fn the_year_beside_the_unit_is_no_heading() {
    let read = reading(
        "| 支出决算表 | < | < |
         | 部门：某某局 | 2024年度 | 金额单位：万元 |
         | 项目 | 基本支出 | 项目支出 |
         | 合计 | 2.00 | 1.00 |
         | 注：1.本表反映支出。 | < | < |
         | 2.尾数有差异。 | < | < |",
    )
    .raw;
    let [table] = read.tables.as_slice() else { panic!("{:?}", read.tables) };
    assert_eq!(table.columns, ["基本支出", "项目支出"]);
    assert_eq!((table.rows.len(), read.year), (1, 2024));
}

#[test]
fn links_of_a_web_page_do_not_end_its_cover() {
    let read = reading(
        "| 首页 | 政务公开 | 政务服务 |
         某某局2023年度部门决算
         支出决算表
         单位：万元
         | 项目 | 决算数 |
         | 合计 | 3.00 |",
    );
    assert_eq!(read.raw.year, 2023);
}

#[test]
fn headings_beside_the_total_row() {
    // The last line of the heading stands in the row of the total, which an empty table leaves blank.
    assert_read(
        "支出决算表
         单位：万元
         | 项目 | < | 年初结转 | 本年支出 | < | < |
         | 科目编码 | 科目名称 | ^ | ^ | ^ | ^ |
         | 合计 | < | | 合计 | 基本支出 | 项目支出 |
         | | | | | | |",
        "1 支出决算表 万元
         : 年初结转 | 本年支出/合计 | 本年支出/基本支出 | 本年支出/项目支出
         合计 =",
    );
}

#[test]
fn nothing_said_aloud_is_no_row() {
    assert_read(
        "支出预算表
         单位：元
         | 科目编码 | < | < | 科目名称 | 合计 |
         | 类 | 款 | 项 | ^ | ^ |
         | 无 | | | | |
         | 合计 | < | < | < | |",
        "1 支出预算表 元
         : 合计
         合计 =",
    );
}

#[test]
fn headings_that_return_on_every_page_are_no_running_heads() {
    let page = |number: usize| {
        format!(
            "某某局预算公开
             项目{number}
             一、立项依据
             有关文件第{number}号。
             二、实施周期
             2025年全年
             三、其他
             无其他事项{number}。
             实施内容见附件{number}。"
        )
    };
    let pages: Vec<String> = (1..=5).map(page).collect();
    let read = reading(&pages.join("\n---\n"));
    let text: String = read.raw.narrative.iter().map(|entry| entry.text.as_str()).collect();
    assert_eq!(text.matches("二、实施周期").count(), 5, "{text}");
    assert_eq!(text.matches("2025年全年").count(), 5);
    assert_eq!(text.matches("某某局预算公开").count(), 0);
}
