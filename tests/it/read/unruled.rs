//! Tables of pages without full rulings: three-line tables, horizontal rulings alone, none at all.

use cn_budget::read::{Block, Glyph, Hint, NoteKind, Page, Reading, Ruling, page_blocks, read};

use super::form::{flush, printed};

/// The height of a line, and what cells have above and below it.
const LINE: i32 = 1250;
const SPACE: i32 = 350;

/// What cells have on either side.
const PAD: i32 = 200;

/// A page of one table, drawn cell by cell. `columns` are their widths in characters, `r` before those
/// whose amounts stand right; each row is its cells between `|`, those of the heading after `#`. `<` goes
/// on with the cell before, `^` with the one above, `/` breaks a line. `---` is a ruling over all
/// columns, `--- 2 4` one over the columns from 2 to before 4. Other lines stand alone.
fn page(number: u32, columns: &str, lines: &str) -> Page {
    let mut page = Page::new(number);
    let mut edges = vec![(1000, false)];
    for column in columns.split_whitespace() {
        let width: i32 = column.trim_start_matches('r').parse().unwrap();
        let right = column.starts_with('r');
        edges.last_mut().unwrap().1 = right;
        edges.push((edges.last().unwrap().0 + width * 1000, false));
    }
    let mut top = 1000;
    // The cells of the heading that may go on below: column, span, top, height, text.
    let mut open: Vec<(usize, usize, i32, i32, String)> = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(span) = line.strip_prefix("---") {
            let ends: Vec<usize> = span.split_whitespace().map(|n| n.parse().unwrap()).collect();
            let (from, to) =
                if ends.is_empty() { (0, edges.len() - 1) } else { (ends[0], ends[1]) };
            page.rulings.push(Ruling { x0: edges[from].0, y0: top, x1: edges[to].0, y1: top });
        } else if line.contains('|') {
            let heads = line.starts_with('#');
            let texts: Vec<&str> = line.trim_start_matches('#').split('|').map(str::trim).collect();
            let count = texts.iter().map(|text| text.split('/').count()).max().unwrap();
            let height = i32::try_from(count).unwrap() * LINE + 2 * SPACE;
            for (column, text) in texts.iter().enumerate() {
                match *text {
                    "<" => open.last_mut().unwrap().1 += 1,
                    "^" => {
                        let above = open.iter_mut().rev().find(|cell| cell.0 == column);
                        above.unwrap().3 += height;
                    }
                    text => open.push((column, 1, top, height, text.into())),
                }
            }
            top += height;
            if !heads {
                // The row of the body; what is above it of the heading is complete.
                let drawn = open.len() - texts.iter().filter(|text| **text != "<").count();
                let body = open.split_off(drawn);
                draw(&mut page, &edges, &open, true);
                draw(&mut page, &edges, &body, false);
                open.clear();
            }
        } else {
            text(&mut page, line, 1000, top);
            top += 2000;
        }
    }
    draw(&mut page, &edges, &open, true);
    page
}

fn draw(
    page: &mut Page,
    edges: &[(i32, bool)],
    cells: &[(usize, usize, i32, i32, String)],
    heads: bool,
) {
    for (column, span, top, height, words) in cells {
        let (left, right) = (edges[*column].0 + PAD, edges[column + span].0 - PAD);
        let lines: Vec<&str> = words.split('/').collect();
        let rest = height - i32::try_from(lines.len()).unwrap() * LINE;
        for (line, number) in lines.iter().zip(0..) {
            let width = width(line);
            let left = match (heads || *span > 1, edges[*column].1) {
                (true, _) => left + (right - left - width) / 2,
                (false, true) => right - width,
                (false, false) => left,
            };
            text(page, line, left, top + rest / 2 + number * LINE + 125);
        }
    }
}

fn width(text: &str) -> i32 {
    text.chars().map(|text| if text.is_ascii() { 500 } else { 1000 }).sum()
}

fn text(page: &mut Page, line: &str, mut left: i32, top: i32) {
    for text in line.chars() {
        let right = left + width(text.encode_utf8(&mut [0; 4]));
        if text != ' ' {
            page.glyphs.push(Glyph { text, left, top, right, bottom: top + 1000 });
        }
        left = right;
    }
}

fn reading(columns: &str, pages: &[&str]) -> Reading {
    let pages = (1..).zip(pages).map(|(number, lines)| page(number, columns, lines));
    let blocks: Vec<Block> = pages.flat_map(|page| page_blocks(&page)).collect();
    read(&blocks, &Hint::default())
}

fn shown(reading: &Reading) -> String {
    reading.raw.tables.iter().map(printed).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn assert_read(columns: &str, pages: &[&str], expected: &str) {
    let reading = reading(columns, pages);
    assert_eq!(shown(&reading), flush(expected), "{:?}", reading.notes);
}

/// Nothing is read of these pages, and a note says so.
#[track_caller]
fn assert_left_out(columns: &str, pages: &[&str]) {
    let reading = reading(columns, pages);
    assert_eq!(shown(&reading), "");
    let told = reading.notes.iter().any(|note| note.kind == NoteKind::ColumnsUncertain);
    assert!(told, "{:?}", reading.notes);
}

const COLUMNS: &str = "5 10 r6 r6 r6";

const EXPENDITURE: &str = "1 支出总表 万元
     : 合计 | 基本支出 | 项目支出
     合计 = 1051.74 | 164.81 | 886.93
     201 一般公共服务支出 = 1021.59 | 134.66 | 886.93
     208 社会保障和就业支出（含离退休） = 30.15 | 30.15 |";

/// The table with a ruling where `row` says so after each row.
fn expenditure(row: &str) -> String {
    format!(
        "支出总表
         单位：万元
         ---
         # 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
         ---
         合计 | < | 1051.74 | 164.81 | 886.93
         {row}
         201 | 一般公共服务支出 | 1021.59 | 134.66 | 886.93
         {row}
         208 | 社会保障和就业支/出（含离退休） | 30.15 | 30.15 |
         ---"
    )
}

#[test]
fn a_three_line_table() {
    assert_read(COLUMNS, &[&expenditure("")], EXPENDITURE);
}

#[test]
fn horizontal_rulings_alone() {
    assert_read(COLUMNS, &[&expenditure("---")], EXPENDITURE);
}

#[test]
fn no_rulings_at_all() {
    assert_read(COLUMNS, &[&expenditure("").replace("---", "")], EXPENDITURE);
}

#[test]
fn a_frame_without_lines_between_its_columns() {
    let mut page = page(1, COLUMNS, &expenditure("---"));
    let (top, bottom) = (page.rulings[0].y0, page.rulings.last().unwrap().y0);
    for x in [1000, 34_000] {
        page.rulings.push(Ruling { x0: x, y0: top, x1: x, y1: bottom });
    }
    let reading = read(&page_blocks(&page), &Hint::default());
    assert_eq!(shown(&reading), flush(EXPENDITURE), "{:?}", reading.notes);
}

#[test]
fn rows_of_names_alone_stay_rows() {
    assert_read(
        "5 6 r6 r6",
        &["支出总表
           单位：万元
           # 科目编码 | 科目名称 | 合计 | 基本支出
           201 | 一般服务 | 3.00 | 3.00
           202 | 外交支出 | |
           203 | 国防支出/（含民兵） | 1.00 | 1.00"],
        "1 支出总表 万元
         : 合计 | 基本支出
         201 一般服务 = 3.00 | 3.00
         202 外交支出 = |
         203 国防支出（含民兵） = 1.00 | 1.00",
    );
}

#[test]
fn headings_over_the_columns_below_them() {
    // Told by rulings under them, or by standing in the middle of what is below.
    for rulings in ["--- 3 5\n--- 5 7", ""] {
        let page = format!(
            "支出总表
             单位：万元
             # 科目编码 | 科目名称 | 合计 | 财政拨款 | < | 其他资金 | <
             {rulings}
             # ^ | ^ | ^ | 小计 | 基本支出 | 小计 | 基本支出
             201 | 一般公共服务支出 | 9.00 | 5.00 | 5.00 | 4.00 | 3.00
             202 | 外交支出 | 8.00 | 8.00 | 1.00 | | "
        );
        assert_read(
            "5 10 r6 r6 r6 r6 r6",
            &[&page],
            "1 支出总表 万元
             : 合计 | 财政拨款/小计 | 财政拨款/基本支出 | 其他资金/小计 | 其他资金/基本支出
             201 一般公共服务支出 = 9.00 | 5.00 | 5.00 | 4.00 | 3.00
             202 外交支出 = 8.00 | 8.00 | 1.00 | |",
        );
    }
}

#[test]
fn amounts_close_before_names() {
    assert_read(
        "8 r4 10 r6",
        &["收支总表
           单位：万元
           # 收入 | < | 支出 | <
           # 项目 | 预算数 | 项目 | 预算数
           一、拨款 | 1100.00 | 一、教育支出 | 30.00
           二、事业收入 | 2.00 | 二、其他支出 | 1072.00
           合计 | 1102.00 | 合计 | 1102.00"],
        "1 收支总表 收入 万元
         : 预算数
         一、拨款 = 1100.00
         二、事业收入 = 2.00
         合计 = 1102.00
         1 收支总表 支出 万元
         : 预算数
         一、教育支出 = 30.00
         二、其他支出 = 1072.00
         合计 = 1102.00",
    );
}

#[test]
fn a_table_of_one_row() {
    assert_read(
        "8 r6 r6 r6 r6 r6",
        &["三公经费支出表
           单位：万元
           # 单位名称 | 合计 | 因公出国/（境）费 | 公务用车购置及运行费 | < | 公务接/待费
           # ^ | ^ | ^ | 小计 | 运行费 | ^
           某某市某某局 | 9.04 | 0.00 | 6.10 | 6.10 | 2.94"],
        "1 三公经费支出表 万元
         : 合计 | 因公出国（境）费 | 公务用车购置及运行费/小计 | 公务用车购置及运行费/运行费 | 公务接待费
         某某市某某局 = 9.04 | 0.00 | 6.10 | 6.10 | 2.94",
    );
}

const FIRST_PAGE: &str = "支出总表
    单位：万元
    # 科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出
    201 | 一般公共服务支出 | 1021.59 | 134.66 | 886.93
    202 | 外交支出 | 1.00 | 0.50 | 0.50";

#[test]
fn a_page_that_goes_on_may_lack_columns_that_are_blank_there() {
    assert_read(
        COLUMNS,
        &[
            FIRST_PAGE,
            "203 | 国防支出 | 2.00 | | 2.00
             204 | 公共安全支出 | 3.00 | | 3.00",
        ],
        "1 支出总表 万元
         : 合计 | 基本支出 | 项目支出
         201 一般公共服务支出 = 1021.59 | 134.66 | 886.93
         202 外交支出 = 1.00 | 0.50 | 0.50
         203 国防支出 = 2.00 |  | 2.00
         204 公共安全支出 = 3.00 |  | 3.00",
    );
}

#[test]
fn a_table_one_page_of_which_is_in_doubt_is_left_out() {
    // The name of the second page runs on into the amount.
    assert_left_out(COLUMNS, &[FIRST_PAGE, "203 | 国防支出和其他各项支出2.00 | | 1.00 | 1.00"]);
}

#[test]
fn amounts_that_are_not_below_each_other_are_left_out() {
    assert_left_out(
        "5 10 r9 r6",
        &["支出总表
           单位：万元
           # 科目编码 | 科目名称 | 合计 | 基本支出
           201 | 一般公共服务支出 | 31.00   1.00 | 30.15
           202 | 外交支出 | 2.00        | 1.00
           203 | 国防支出 | 1.00 | 1.00"],
    );
}

#[test]
fn a_name_that_runs_on_into_an_amount_is_left_out() {
    assert_left_out(
        "5 10 r6 r6",
        &["支出总表
           单位：万元
           # 科目编码 | 科目名称 | 合计 | 基本支出
           201 | 一般公共服务支出 | 31.00 | 30.15
           202 | 外交支出和其他各项支出1.00 | | 1.00
           203 | 国防支出 | 1.00 | 1.00"],
    );
}

#[test]
fn levels_of_a_code_below_one_heading() {
    assert_eq!(
        shown(&reading(
            "4 4 4 17 r6 r6",
            &["支出总表
               单位：万元
               # 科目编码 | < | < | 科目名称 | 合计 | 基本支出
               # 类 | 款 | 项 | ^ | ^ | ^
               201 | | | 一般公共服务支出 | 31.00 | 30.15
               | 03 | | 政府办公厅（室）及相关机构事务 | 31.00 | 30.15
               | | 01 | 行政运行 | 31.00 | 30.15"],
        )),
        "1 支出总表 万元\n: 合计 | 基本支出\n201 一般公共服务支出 = 31.00 | 30.15\n\
         20103 政府办公厅（室）及相关机构事务 = 31.00 | 30.15\n2010301 行政运行 = 31.00 | 30.15"
    );
}
