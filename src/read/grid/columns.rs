//! What the columns of a grid are: keys, amounts and words; and the halves they make.

use alloc::{string::String, vec, vec::Vec};
use core::ops::Range;

use super::cells::Sheet;
use super::header::{Header, Label};
use super::shape;
use super::words::{self, Side};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    /// 行次, 序号.
    RowNumber,
    /// Codes of a classification; of 类 款 项 in columns of their own one part.
    Code,
    /// Names of rows.
    Name,
    /// Other words.
    Text,
    /// Amounts.
    Amount,
    /// Neither heading nor text.
    Blank,
}

/// A half of a grid, or all of it: keys in front, then what they are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Half {
    pub(super) columns: Range<usize>,
    pub(super) side: Option<Side>,
    /// The columns whose texts make up the code.
    pub(super) codes: Vec<usize>,
    /// The column of the names.
    pub(super) name: Option<usize>,
    /// The columns that become columns of the table, with their headings.
    pub(super) cells: Vec<(usize, String)>,
    /// Whether the name is one of several descriptions, all of which are kept.
    pub(super) listing: bool,
    pub(super) code_heading: Option<String>,
    pub(super) name_heading: Option<String>,
}

/// The kind of each column, by its heading and by what stands in it.
pub(super) fn kinds(header: &Header, bodies: &[Sheet]) -> Vec<Column> {
    let mut kinds: Vec<Column> = header
        .paths
        .iter()
        .enumerate()
        .map(|(column, path)| kind(path, &Content::of(bodies, column)))
        .collect();
    // A column without a heading left of everything else names the rows if it holds words.
    if let (Some(first), Some(path)) = (kinds.first_mut(), header.paths.first()) {
        if path.is_empty() && *first == Column::Text {
            *first = Column::Name;
        }
    }
    kinds
}

/// What stands in a column, counted.
#[derive(Debug, Default)]
struct Content {
    amounts: usize,
    /// Whole numbers that could be codes.
    codes: usize,
    words: usize,
    /// Words that begin with a number as names of rows do: 一、 （一） 1.
    numbered: usize,
}

impl Content {
    fn of(bodies: &[Sheet], column: usize) -> Self {
        let mut content = Self::default();
        for sheet in bodies {
            for row in 0..sheet.rows() {
                let Some(cell) = sheet.cell(row, column) else { continue };
                if words::is_note(&cell.text) {
                    continue;
                }
                // A cell over several columns says nothing about one of them.
                if cell.column_span == 1 && cell.row == row {
                    content.count(&cell.text);
                }
            }
        }
        content
    }

    fn count(&mut self, text: &str) {
        match shape::amount(text) {
            Some(amount) if amount.plain => self.amounts = self.amounts.saturating_add(1),
            Some(_) if shape::is_full_code(text) => self.codes = self.codes.saturating_add(1),
            Some(_) => self.amounts = self.amounts.saturating_add(1),
            None if text.is_empty() || shape::is_dash(text) || text == "无" => {}
            None if words::is_total(text) => {}
            None if shape::code(text).is_some() => self.codes = self.codes.saturating_add(1),
            None => {
                self.words = self.words.saturating_add(1);
                let numbered = usize::from(words::numbering(text).is_some());
                self.numbered = self.numbered.saturating_add(numbered);
            }
        }
    }

    fn numbers(&self) -> usize {
        self.amounts.saturating_add(self.codes)
    }
}

fn kind(path: &[Label], content: &Content) -> Column {
    let leaf = path.last().map_or("", |label| label.text.as_str());
    if path.is_empty() && content.words == 0 && content.numbers() == 0 {
        return Column::Blank;
    }
    if path.iter().any(|label| words::is_row_number_heading(&label.text)) {
        return Column::RowNumber;
    }
    let words = content.words > content.numbers();
    let of_units = words::is_unit_heading(leaf)
        || shape::fold(leaf).contains("项目编")
        || shape::fold(leaf).contains("项目代");
    if words::is_code_heading(leaf) {
        return match (of_units, words) {
            (true, _) => Column::Text,
            (false, true) => Column::Name,
            (false, false) => Column::Code,
        };
    }
    let key = words::is_key_heading(leaf);
    if content.numbers() > content.words {
        // A heading like 科目 over codes; over amounts 项目 is short for 项目支出.
        let coded = content.codes > content.amounts && key && !of_units;
        return if coded { Column::Code } else { Column::Amount };
    }
    if words {
        let names = key || content.numbered >= 2;
        return if names && !of_units { Column::Name } else { Column::Text };
    }
    match (key, of_units) {
        (true, false) => Column::Name,
        _ if words::is_text_heading(leaf) => Column::Text,
        _ => Column::Amount,
    }
}

/// The halves of a grid: a key column behind an amount column begins a new one.
pub(super) fn halves(header: &Header, kinds: &[Column], title: &str) -> Vec<Half> {
    let mut starts = vec![0_usize];
    for column in 1..kinds.len() {
        let start = starts.last().copied().unwrap_or(0);
        let amount =
            |range: Range<usize>| kinds.get(range).unwrap_or_default().contains(&Column::Amount);
        let begins = match kinds.get(column) {
            Some(Column::Name | Column::Code) => true,
            Some(Column::Text) => begins_group(header, start, column),
            _ => false,
        };
        if begins && amount(start..column) && amount(column..kinds.len()) {
            starts.push(column);
        }
    }
    starts.push(kinds.len());
    let ranges: Vec<Range<usize>> = starts
        .windows(2)
        .filter_map(|pair| match pair {
            [from, to] => Some(*from..*to),
            _ => None,
        })
        .collect();
    let mut sides: Vec<Option<Side>> = ranges.iter().map(|range| side(header, range)).collect();
    if ranges.len() == 1 {
        sides = vec![None];
    } else if sides.iter().all(Option::is_none) && title.contains('收') && title.contains('支') {
        // 收支总表 without a word over its halves: income stands first.
        for (index, side) in sides.iter_mut().enumerate() {
            *side = Some(if index == 0 { Side::Income } else { Side::Expenditure });
        }
    }
    ranges.into_iter().zip(sides).map(|(range, side)| half(header, kinds, range, side)).collect()
}

/// Whether a column of words begins a half as the first one does: under the same heading, or as the
/// first column of a group of headings.
fn begins_group(header: &Header, start: usize, column: usize) -> bool {
    let path = |column: usize| header.paths.get(column).map(Vec::as_slice).unwrap_or_default();
    let leaf = |column: usize| path(column).last().map(|label| &label.text);
    let before = column.saturating_sub(1);
    let group = path(column).len() > 1 && path(column).first() != path(before).first();
    leaf(column).is_some() && leaf(column) == leaf(start) || group
}

/// The side that the headings over a half tell: the top one first, else that of its key column.
fn side(header: &Header, range: &Range<usize>) -> Option<Side> {
    let paths = header.paths.get(range.clone())?;
    let common = paths.first()?.first().filter(|top| {
        paths.iter().all(|path| path.first().is_none_or(|label| label.place == top.place))
    });
    let leaf = paths.first()?.last();
    common
        .and_then(|label| Side::of(&label.text))
        .or_else(|| leaf.and_then(|label| Side::of(&label.text)))
}

/// Sorts out the columns of one half.
fn half(header: &Header, kinds: &[Column], range: Range<usize>, side: Option<Side>) -> Half {
    let kind = |column: usize| kinds.get(column).copied().unwrap_or(Column::Amount);
    let first_amount = range.clone().find(|&column| kind(column) == Column::Amount);
    let keys = range.start..first_amount.unwrap_or(range.end);
    let codes = code_columns(header, keys.clone().filter(|&column| kind(column) == Column::Code));
    let described = keys.filter(|column| matches!(kind(*column), Column::Name | Column::Text));
    let described: Vec<usize> = described.collect();
    let listing = codes.is_empty() && described.len() >= LISTING;
    let name = name_column(header, kinds, &codes, &described);
    // Where nothing but units is listed, their codes are those of the rows.
    let units = unit_columns(header, &described).filter(|(code, unit)| {
        codes.is_empty() && !listing && name.is_some_and(|name| name == *code || name == *unit)
    });
    let (codes, name) = match units {
        Some((code, unit)) => (vec![code], Some(unit)),
        None => (codes, name),
    };
    let mut cells: Vec<usize> = Vec::new();
    for column in range.clone() {
        let is_key = codes.contains(&column) || (Some(column) == name && !listing);
        if !is_key && !matches!(kind(column), Column::RowNumber | Column::Blank) {
            cells.push(column);
        }
    }
    let all: Vec<usize> = range
        .clone()
        .filter(|&column| !matches!(kind(column), Column::RowNumber | Column::Blank))
        .collect();
    let over_all = if all.len() > 1 { shared(header, &all) } else { 0 };
    let over_cells = if cells.len() > 1 { shared(header, &cells) } else { 0 };
    let dropped = over_all.max(over_cells);
    Half {
        side,
        code_heading: code_heading(header, &codes, over_all),
        name_heading: name
            .map(|column| heading(header, column, over_all))
            .filter(|text| !text.is_empty()),
        cells: cells.iter().map(|&column| (column, heading(header, column, dropped))).collect(),
        columns: range,
        codes,
        name,
        listing,
    }
}

/// How many columns of words before the amounts make a listing, of which nothing is left out.
const LISTING: usize = 4;

/// The columns of the code: 类 款 项, or columns under one heading; else the first one alone.
fn code_columns(header: &Header, columns: impl Iterator<Item = usize>) -> Vec<usize> {
    let columns: Vec<usize> = columns.collect();
    let path = |column: usize| header.paths.get(column);
    let is_part = |column: usize| {
        path(column)
            .and_then(|path| path.last())
            .is_some_and(|leaf| words::code_part(&leaf.text).is_some())
    };
    let Some(&first) = columns.first() else { return Vec::new() };
    let belongs = |column: usize| is_part(first) && is_part(column) || path(column) == path(first);
    let mut own = vec![first];
    for &column in columns.iter().skip(1) {
        if !belongs(column) || own.last().is_none_or(|&last| column != last.saturating_add(1)) {
            break;
        }
        own.push(column);
    }
    own
}

/// The column that names the rows: behind the code the next one; else what its heading calls
/// 科目名称 or 项目名称, rather than a unit; else the first one.
fn name_column(
    header: &Header,
    kinds: &[Column],
    codes: &[usize],
    described: &[usize],
) -> Option<usize> {
    let leaf = |column: usize| {
        let path = header.paths.get(column);
        path.and_then(|path| path.last()).map_or("", |label| label.text.as_str())
    };
    let named = |&&column: &&usize| kinds.get(column) == Some(&Column::Name);
    let behind = codes
        .last()
        .and_then(|&last| described.iter().filter(named).find(|&&column| column > last));
    let called = |words: &'static [&'static str]| {
        described.iter().find(move |&&column| words.iter().any(|word| leaf(column).contains(word)))
    };
    let first =
        || described.iter().find(named).or_else(|| called(&["名称"])).or_else(|| described.first());
    let by_heading = || called(&["科目名称", "项目名称"]);
    let found = match behind {
        Some(behind) => Some(behind),
        None if codes.is_empty() => by_heading().or_else(first),
        None => by_heading().or_else(|| called(&["名称"])).or_else(first),
    };
    found.copied()
}

/// The code and the name of the unit (单位代码, 单位名称), if they stand side by side.
fn unit_columns(header: &Header, described: &[usize]) -> Option<(usize, usize)> {
    let is = |column: usize, code: bool| {
        let leaf = header.paths.get(column).and_then(|path| path.last());
        leaf.is_some_and(|leaf| {
            words::is_unit_heading(&leaf.text)
                && !leaf.text.contains("科目")
                && words::is_code_heading(&leaf.text) == code
        })
    };
    described.windows(2).find_map(|pair| match *pair {
        [code, unit] if is(code, true) && is(unit, false) => Some((code, unit)),
        _ => None,
    })
}

/// How many headings from the top all of some columns stand under, each keeping one of its own.
fn shared(header: &Header, columns: &[usize]) -> usize {
    let paths = || columns.iter().filter_map(|&column| header.paths.get(column));
    let shortest = paths().map(Vec::len).min().unwrap_or(0);
    let Some(first) = paths().next() else { return 0 };
    let is_shared = |depth: usize| {
        let label = first.get(depth);
        label.is_some() && paths().all(|path| path.get(depth) == label)
    };
    (0..shortest.saturating_sub(1)).take_while(|&depth| is_shared(depth)).count()
}

/// The heading of a column as a path, without the topmost headings that say the same of all.
fn heading(header: &Header, column: usize, skip: usize) -> String {
    let path = header.paths.get(column).map(Vec::as_slice).unwrap_or_default();
    let skip = skip.min(path.len().saturating_sub(1));
    join(path.get(skip..).unwrap_or_default())
}

fn join(path: &[Label]) -> String {
    let mut text = String::new();
    for label in path {
        if !text.is_empty() {
            text.push('/');
        }
        text.push_str(&label.text);
    }
    text
}

/// The heading over the code: of several parts what stands over all of them.
fn code_heading(header: &Header, codes: &[usize], skip: usize) -> Option<String> {
    let first = codes.first()?;
    let path = header.paths.get(*first)?;
    let depth = if codes.len() > 1 { shared(header, codes).max(1) } else { path.len() };
    let text = join(path.get(skip.min(depth)..depth).unwrap_or_default());
    Some(text).filter(|text| !text.is_empty())
}
