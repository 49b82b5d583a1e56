//! What a document is: its title, year, stage, and the body whose money it is.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::Hint;
use super::block::Block;
use super::cells::Grid;
use super::note::{Note, NoteKind};
use super::shape;
use super::words;
use crate::kind::Stage;
use crate::raw::RawDisclosure;

/// How many texts the cover of a workbook has at most.
const FEW: usize = 12;

/// How many lines at the beginning may hold the title.
const COVER: usize = 40;

/// Fills in what the tables do not tell.
pub(super) fn complete(
    raw: &mut RawDisclosure,
    blocks: &[Block],
    hint: &Hint,
    notes: &mut Vec<Note>,
) {
    let cover = cover(blocks);
    raw.source.clone_from(&hint.source);
    raw.title = title(&cover, blocks);
    let year = hint.year.or_else(|| raw.title.as_deref().and_then(year_in));
    let year = year.or_else(|| guessed_year(raw, &cover, blocks, hint, notes));
    let stage = hint.stage.or_else(|| raw.title.as_deref().and_then(stage_in));
    let stage = stage.or_else(|| guessed_stage(raw, &cover, hint, notes));
    let missing = |zh: &str, en: &str| {
        Note::new(
            NoteKind::MetaMissing,
            None,
            format!("文中未说明{zh}，请指明"),
            format!("the {en} is not told; say it"),
        )
    };
    if year.is_none() {
        notes.push(missing("年度", "year"));
    }
    if stage.is_none() {
        notes.push(missing("是预算还是决算", "stage (budget or final)"));
    }
    raw.year = year.unwrap_or(0);
    raw.stage = stage.unwrap_or(Stage::Budget);
    entity(raw, blocks, notes);
}

/// The lines before the first grid with figures; in a workbook the cover is a sheet with a few texts.
fn cover(blocks: &[Block]) -> Vec<String> {
    let is_cover = |grid: &Grid| {
        let texts = || grid.cells.iter().filter(|cell| !cell.text.trim().is_empty());
        grid.name.is_some() && texts().count() <= FEW
    };
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Line(line) => lines.push(line.text.as_str()),
            Block::Grid(grid) if is_cover(grid) => {
                lines.extend(grid.cells.iter().map(|cell| cell.text.as_str()));
            }
            Block::Grid(grid) if has_figures(grid) => break,
            Block::Grid(_) | Block::PageEnd => {}
        }
    }
    let short = lines.into_iter().filter(|text| text.len() < 1_000).map(shape::clean);
    short.filter(|text| !text.is_empty()).take(COVER).collect()
}

/// Whether a grid is a table; what lays out the links of a web page is none.
fn has_figures(grid: &Grid) -> bool {
    grid.cells.iter().any(|cell| {
        words::is_key_heading(&cell.text) || shape::amount(&cell.text).is_some_and(|a| a.plain)
    })
}

/// The title: the first line that tells a year and a stage, and the name of a body in the lines above
/// it; or what the few lines of the first page say together.
fn title(cover: &[String], blocks: &[Block]) -> Option<String> {
    let is_title = |text: &str| {
        year_in(text).is_some()
            && stage_in(text).is_some()
            && !words::is_sentence(text)
            && words::title(text).is_none()
            && text.chars().count() <= LONGEST_TITLE
    };
    let first = first_page(blocks);
    let at = cover.iter().position(|text| is_title(text));
    let of_first = at.is_some_and(|at| cover.get(at).is_some_and(|title| first.contains(title)));
    let whole = first.concat();
    if !of_first && !first.is_empty() && is_title(&whole) {
        return Some(whole);
    }
    let at = at?;
    let title = cover.get(at)?;
    let begins = title.starts_with("20") && at <= 3;
    let above = cover.get(..at).unwrap_or_default().iter().rev();
    let names: Vec<&String> = above.take_while(|above| begins && is_body(above)).collect();
    Some(names.into_iter().rev().chain([title]).map(String::as_str).collect())
}

/// The longest title of a document, in characters.
const LONGEST_TITLE: usize = 60;

/// How many lines a title page has at most.
const TITLE_PAGE: usize = 6;

/// The lines of the first page, if it is a title page: a few short ones; its date is left out.
fn first_page(blocks: &[Block]) -> Vec<String> {
    let mut lines = Vec::new();
    for block in blocks {
        match block {
            Block::Line(line) if line.text.len() < 200 && lines.len() < TITLE_PAGE => {
                let text = shape::clean(&line.text);
                let is_date =
                    text.ends_with(['月', '日']) || text.chars().all(|c| !shape::is_chinese(c));
                if !is_date {
                    lines.push(text);
                }
            }
            Block::PageEnd => return lines,
            Block::Line(_) | Block::Grid(_) => break,
        }
    }
    Vec::new()
}

/// Whether a line is the name of a body.
fn is_body(text: &str) -> bool {
    let count = text.chars().count();
    (3..=30).contains(&count)
        && !words::is_sentence(text)
        && !text.contains(['：', ':', '（', '('])
        && text.chars().all(|c| shape::is_chinese(c) || c == '·')
}

/// The first year that a text tells: 2026年.
pub(super) fn year_in(text: &str) -> Option<u16> {
    let folded = shape::fold(text);
    folded.match_indices('年').find_map(|(at, _)| {
        let digits = folded.get(at.checked_sub(4)?..at)?;
        let longer = at
            .checked_sub(5)
            .and_then(|start| folded.get(start..))
            .and_then(|rest| rest.chars().next());
        let year: u16 = digits.parse().ok()?;
        let fits = (1990..=2100).contains(&year) && !longer.is_some_and(|c| c.is_ascii_digit());
        fits.then_some(year)
    })
}

/// The stage that a text tells.
fn stage_in(text: &str) -> Option<Stage> {
    match (text.contains("决算"), text.contains("预算")) {
        (true, _) => Some(Stage::Final),
        (false, true) => Some(Stage::Budget),
        (false, false) => None,
    }
}

/// The year that most titles and headings of tables tell; of two as frequent the later one.
fn guessed_year(
    raw: &RawDisclosure,
    cover: &[String],
    blocks: &[Block],
    hint: &Hint,
    notes: &mut Vec<Note>,
) -> Option<u16> {
    let titles = raw.tables.iter().map(|table| table.title.as_str());
    let headings = raw.tables.iter().flat_map(|table| table.columns.iter().map(String::as_str));
    let found = most(titles.filter_map(year_in).collect())
        .or_else(|| most(years_alone(blocks)))
        .or_else(|| most(headings.filter_map(year_in).collect()))
        .or_else(|| cover.iter().find_map(|text| year_in(text)))
        .or_else(|| hint.source.as_deref().and_then(year_of_file));
    let year = found?;
    notes.push(Note::new(
        NoteKind::MetaGuessed,
        None,
        format!("标题未写年度，按表格与正文取 {year} 年"),
        format!("the title tells no year; {year} is taken from tables and text"),
    ));
    Some(year)
}

/// The years that stand alone above the grids: 部门：… | 2024年度 | 金额单位：….
fn years_alone(blocks: &[Block]) -> Vec<u16> {
    let alone = |text: &str| {
        let short = text.len() <= 40 && text.trim().ends_with("年度");
        let text = if short { shape::fold(text) } else { String::new() };
        year_in(&text).filter(|_| text.chars().count() == 6)
    };
    let mut years = Vec::new();
    for block in blocks {
        match block {
            Block::Line(line) => years.extend(alone(&line.text)),
            Block::Grid(grid) => {
                years.extend(grid.cells.iter().take(32).filter_map(|cell| alone(&cell.text)));
            }
            Block::PageEnd => {}
        }
    }
    years
}

fn most(mut years: Vec<u16>) -> Option<u16> {
    years.sort_unstable();
    let count = |year: u16| years.iter().filter(|&&other| other == year).count();
    years.iter().copied().max_by_key(|&year| (count(year), year))
}

/// A year in the name of a file: four digits that are no part of a longer number.
fn year_of_file(name: &str) -> Option<u16> {
    let parts = name.split(|c: char| !c.is_ascii_digit());
    parts
        .filter(|part| part.len() == 4)
        .filter_map(|part| part.parse().ok())
        .find(|year| (1990..=2100).contains(year))
}

fn guessed_stage(
    raw: &RawDisclosure,
    cover: &[String],
    hint: &Hint,
    notes: &mut Vec<Note>,
) -> Option<Stage> {
    let titles = || raw.tables.iter().filter_map(|table| stage_in(&table.title));
    let finals = titles().filter(|stage| *stage == Stage::Final).count();
    let of_titles = (titles().count() > 0)
        .then(|| if finals * 2 > titles().count() { Stage::Final } else { Stage::Budget });
    let heading = || {
        let columns = raw.tables.iter().flat_map(|table| &table.columns);
        columns.filter_map(|column| stage_in(column)).max()
    };
    let found = of_titles
        .or_else(heading)
        .or_else(|| cover.iter().find_map(|text| stage_in(text)))
        .or_else(|| hint.source.as_deref().and_then(stage_in));
    let stage = found?;
    let (zh, en) =
        if stage == Stage::Final { ("决算", "final accounts") } else { ("预算", "a budget") };
    notes.push(Note::new(
        NoteKind::MetaGuessed,
        None,
        format!("标题未写预算或决算，按表格取{zh}"),
        format!("the title tells no stage; by its tables it is {en}"),
    ));
    Some(stage)
}

/// The body: what a line calls it (预算主管部门：某局), else what stands before the year of the title.
fn entity(raw: &mut RawDisclosure, blocks: &[Block], notes: &mut Vec<Note>) {
    let lines = blocks.iter().filter_map(|block| match block {
        Block::Line(line) if line.text.len() < 1_000 => Some(line.text.as_str()),
        _ => None,
    });
    let cells = blocks.iter().filter_map(|block| match block {
        Block::Grid(grid) => Some(grid.cells.iter().take(32).map(|cell| cell.text.as_str())),
        _ => None,
    });
    let called = lines.clone().chain(cells.flatten()).find_map(called);
    let from_title = raw.title.as_deref().and_then(before_year);
    let guessed = called.is_none() && from_title.is_some();
    raw.entity.name = called.or(from_title);
    if let Some((code, name)) = raw.entity.name.as_deref().and_then(coded) {
        raw.entity.code = Some(code);
        raw.entity.name = Some(name);
    } else if let Some(name) = &raw.entity.name {
        // A listing may print the code beside the name: 102003-某中心.
        let texts = raw.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells);
        let found = texts.filter_map(|(_, text)| coded(text)).find(|(_, other)| name == other);
        raw.entity.code = found.map(|(code, _)| code);
    }
    if guessed {
        let name = raw.entity.name.clone().unwrap_or_default();
        notes.push(Note::new(
            NoteKind::MetaGuessed,
            None,
            format!("单位名称“{name}”取自标题"),
            format!("the name of the body, {name:?}, is taken from the title"),
        ));
    }
}

/// `编制部门：某局 单位：元` → 某局.
fn called(text: &str) -> Option<String> {
    let spaced = text.trim();
    for label in [
        "预算主管部门",
        "编制部门",
        "编制单位",
        "编报单位",
        "填报单位",
        "填报部门",
        "公开部门",
        "部门名称",
        "单位名称",
        "预算单位",
        "部门",
    ] {
        let Some(rest) = spaced.strip_prefix(label) else { continue };
        let Some(rest) = rest.trim_start().strip_prefix(['：', ':']) else { continue };
        let name =
            rest.trim_start().split([' ', '\u{3000}', '\t', '\n']).next().unwrap_or_default();
        let name = name.split("单位：").next().unwrap_or_default();
        let name = name.split("金额").next().unwrap_or_default();
        if name.chars().count() >= 3 {
            return Some(shape::clean(name));
        }
    }
    None
}

/// What stands before the year of a title.
fn before_year(title: &str) -> Option<String> {
    let year = year_in(title)?.to_string();
    let (front, _) = title.split_once(&year)?;
    (front.chars().count() >= 3).then(|| front.to_string())
}

/// `102003-某中心` → code and name.
fn coded(text: &str) -> Option<(String, String)> {
    let digits = text.trim().bytes().take_while(u8::is_ascii_digit).count();
    let (code, rest) = text.trim().split_at_checked(digits)?;
    let name = rest.trim_start().strip_prefix(['-', '—', '－'])?.trim();
    let fits = (3..=9).contains(&digits) && name.chars().next().is_some_and(shape::is_chinese);
    fits.then(|| (code.to_string(), name.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::grid::block::Line;

    #[test]
    fn years() {
        for (text, expected) in [
            ("某局2026年部门预算", Some(2026)),
            ("二〇二六年", None),
            ("12026年", None),
            ("５年", None),
            ("２０２５年度", Some(2025)),
        ] {
            assert_eq!(year_in(text), expected, "{text}");
        }
        assert_eq!(year_of_file("putuo-2024-final.pdf"), Some(2024));
    }

    #[test]
    fn titles_over_several_lines() {
        let found = |lines: &[&str]| {
            let lines = lines.iter().map(|line| Block::from(Line::new(*line)));
            let blocks: Vec<Block> = lines.chain([Block::PageEnd]).collect();
            title(&cover(&blocks), &blocks)
        };
        let whole = Some("某某市规划和自然资源局2024年度部门决算".to_string());
        for lines in [
            &["某某市规划和自然", "资源局", "2024年度部门决算"][..],
            &["某某市规划和自然", "资源局2024年度", "部门决算", "2025年8月"],
            &["某某市规划和自然资源局2024年度部门决算", "目录"],
        ] {
            assert_eq!(found(lines), whole, "{lines:?}");
        }
        assert_eq!(found(&["我局2024年度完成部门决算，", "收入3.00万元。"]), None);
    }

    #[test]
    fn bodies_by_what_lines_call_them() {
        for (text, expected) in [
            ("预算主管部门：某市某局", Some("某市某局")),
            ("编制部门：某某局 单位：元", Some("某某局")),
            ("部门：某某局　　金额单位：万元", Some("某某局")),
            ("部门：", None),
            ("部门支出：某某局", None),
        ] {
            assert_eq!(called(text).as_deref(), expected, "{text}");
        }
    }
}
