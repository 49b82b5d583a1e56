//! Plain text → lines and grids: one cell a line behind a TAB, rows with TABs, CSV, rows of bars, or
//! columns laid out by spaces.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use super::block::{Block, Line};
use super::cells::Grid;
use super::shape;
use super::words;
use crate::lang::Message;

mod laid;

/// Why a text was not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.message().en)]
#[non_exhaustive]
pub enum TextError {
    /// Cells stand one a line without TABs: which of them make a row is lost.
    RowsLost,
    /// More than [`MAX_TEXT_CELLS`] lines and cells, or 64 MiB.
    TooLong,
}

/// The largest plain text that is read, in bytes.
const MAX_TEXT: usize = 64 << 20;

/// The most lines and cells of a plain text that is read, prose and tables together: the longest
/// disclosures have some 200,000.
pub const MAX_TEXT_CELLS: usize = 1 << 20;

impl TextError {
    /// The message in both languages.
    pub fn message(self) -> Message {
        match self {
            Self::RowsLost => Message::new(
                "文本一行一个单元格且没有制表符，已无法知道哪些单元格同属一行；请另存为 Word、Excel 或 PDF",
                "the text has one cell a line and no TABs, so its rows are lost; save it as Word, Excel or PDF",
            ),
            Self::TooLong => Message::new(
                "文本过长，不像一份公开；请按单位分成几份",
                "the text is too long for one disclosure; split it by body",
            ),
        }
    }
}

/// The lines and grids of a plain text.
///
/// Five forms are known, by what most lines look like: one cell a line, each behind a TAB, with a
/// blank line after each row (what is left of a Word file or a web page); rows with TABs between
/// cells; CSV; rows between bars (`| 科目 | 金额 |`); columns laid out by spaces (a PDF as text), of
/// which a table is left out where its columns do not stand below each other. Spans are lost in all
/// of them, and put back when the grids are [read](super::read).
///
/// # Errors
/// [`TextError::RowsLost`] where figures stand one a line without any of these marks,
/// [`TextError::TooLong`] beyond [`MAX_TEXT_CELLS`].
///
/// ```
/// use cn_budget::read::{Block, text_blocks};
///
/// let blocks = text_blocks("收支总表\n单位：万元\n\t项目\n\t预算数\n\n\t合计\n\t12.30\n")?;
/// assert!(matches!(&blocks[2], Block::Grid(grid) if (grid.rows, grid.columns) == (2, 2)));
/// # Ok::<(), cn_budget::read::TextError>(())
/// ```
pub fn text_blocks(text: &str) -> Result<Vec<Block>, TextError> {
    if text.len() > MAX_TEXT || text.matches(['\n', '\t', '|', ',']).nth(MAX_TEXT_CELLS).is_some() {
        return Err(TextError::TooLong);
    }
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_end_matches('\r')).collect();
    match Form::of(&lines) {
        Form::CellLines => Ok(cell_lines(&lines)),
        Form::Rows(mark) => Ok(rows(&lines, mark)),
        Form::Csv => Ok(csv_blocks(&csv(text))),
        Form::Laid => Ok(laid::blocks(&lines)),
        Form::Prose => {
            let filled = || lines.iter().filter(|line| !line.trim().is_empty());
            let amounts =
                filled().filter(|line| shape::amount(line.trim()).is_some_and(|a| a.plain)).count();
            // A narrative has its figures inside sentences; a lone one may be anything.
            if amounts >= 8 && amounts.saturating_mul(10) >= filled().count() {
                return Err(TextError::RowsLost);
            }
            Ok(filled().map(|line| Line::new(*line).into()).collect())
        }
    }
}

/// How a text marks its cells.
enum Form {
    CellLines,
    Rows(char),
    Csv,
    /// Columns stand below each other by spaces alone.
    Laid,
    Prose,
}

impl Form {
    fn of(lines: &[&str]) -> Self {
        let count = |fits: &dyn Fn(&str) -> bool| lines.iter().filter(|line| fits(line)).count();
        let cells = count(&|line| line.starts_with('\t') && !line.trim_start().contains('\t'));
        let tabs = count(&|line| line.trim().contains('\t'));
        let bars = count(&|line| line.starts_with('|') && line.matches('|').count() >= 3);
        let commas = count(&|line| line.matches(',').count() >= 2);
        let filled = count(&|line| !line.trim().is_empty());
        if cells > tabs {
            Self::CellLines
        } else if tabs > 0 {
            Self::Rows('\t')
        } else if bars > 1 {
            Self::Rows('|')
        } else if commas >= 2 && commas.saturating_mul(2) > filled {
            Self::Csv
        } else if laid::is_laid(lines) {
            Self::Laid
        } else {
            Self::Prose
        }
    }
}

/// One cell a line behind a TAB, a blank line after each row.
fn cell_lines(lines: &[&str]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut table: Vec<Vec<String>> = Vec::new();
    let mut row: Vec<String> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some(cells) = line.strip_prefix('\t') {
            row.extend(cells.split('\t').map(String::from));
            continue;
        }
        if line.trim().is_empty() {
            if !row.is_empty() {
                table.push(core::mem::take(&mut row));
            }
            continue;
        }
        let next = lines.get(index.saturating_add(1));
        if next.is_some_and(|next| next.starts_with('\t')) {
            // The second line of a cell: its row goes on.
            if let Some(cell) = row.last_mut() {
                cell.push('\n');
                cell.push_str(line);
                continue;
            }
        }
        if !row.is_empty() {
            table.push(core::mem::take(&mut row));
        }
        end_table(&mut blocks, &mut table);
        blocks.push(Line::new(*line).into());
    }
    if !row.is_empty() {
        table.push(row);
    }
    end_table(&mut blocks, &mut table);
    blocks
}

fn end_table(blocks: &mut Vec<Block>, table: &mut Vec<Vec<String>>) {
    if !table.is_empty() {
        blocks.push(Grid::from_ragged(core::mem::take(table)).into());
    }
}

/// A row a line, its cells between marks.
fn rows(lines: &[&str], mark: char) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut table: Vec<Vec<String>> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let bare = if mark == '|' {
            line.trim().trim_start_matches('|').trim_end_matches('|')
        } else {
            line
        };
        if line.contains(mark) {
            let is_rule = mark == '|' && bare.chars().all(|c| matches!(c, '-' | ':' | '|' | ' '));
            if !is_rule {
                table.push(bare.split(mark).map(|cell| cell.trim().to_string()).collect());
            }
            continue;
        }
        if line.trim().is_empty() {
            continue;
        }
        // A row of one cell, unless the line says what stands above a table.
        let within = lines.get(index.saturating_add(1)).is_some_and(|next| next.contains(mark));
        let above =
            words::title(line).is_some() || words::unit(line).is_some() || words::is_noise(line);
        if within && !table.is_empty() && !above && !words::is_sentence(line) {
            table.push(Vec::from([line.trim().to_string()]));
            continue;
        }
        end_rows(&mut blocks, &mut table);
        blocks.push(Line::new(*line).into());
    }
    end_rows(&mut blocks, &mut table);
    blocks
}

fn end_rows(blocks: &mut Vec<Block>, table: &mut Vec<Vec<String>>) {
    if !table.is_empty() {
        blocks.push(Grid::from_rows(core::mem::take(table)).into());
    }
}

/// The blocks of a CSV: rows of cells, and lines of prose between tables, whose commas part nothing.
fn csv_blocks(rows: &[Vec<String>]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut table: Vec<Vec<String>> = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let line = row.join(",");
        let is_row = |row: &[String], table: &[Vec<String>]| {
            let as_wide = table.last().is_some_and(|last| last.len() == row.len());
            // The comma of an amount: 1,051.74.
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            let cut = row.windows(2).any(
                |pair| matches!(pair, [a, b] if digit(a.chars().last()) && digit(b.chars().next())),
            );
            row.len() > 1 && (as_wide && !cut || !words::is_sentence(&row.join(",")))
        };
        // A row of one cell stands between others, and says nothing of what is below it.
        let next = rows.get(index.saturating_add(1)).map(Vec::as_slice).unwrap_or_default();
        let within = !table.is_empty() && row.len() == 1 && is_row(next, &table);
        let above =
            words::title(&line).is_some() || words::unit(&line).is_some() || words::is_noise(&line);
        if is_row(row, &table) || within && !above && !words::is_sentence(&line) {
            table.push(row.clone());
        } else if !line.trim().is_empty() {
            end_rows(&mut blocks, &mut table);
            blocks.push(Line::new(line).into());
        }
    }
    end_rows(&mut blocks, &mut table);
    blocks
}

/// The rows of a CSV: cells may stand in quotes and hold commas and line ends.
fn csv(text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(character) = chars.next() {
        match character {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted || cell.is_empty() => quoted = !quoted,
            ',' if !quoted => row.push(core::mem::take(&mut cell)),
            '\n' if !quoted => {
                row.push(core::mem::take(&mut cell));
                rows.push(core::mem::take(&mut row));
            }
            '\r' if !quoted => {}
            _ => cell.push(character),
        }
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grids(text: &str) -> Vec<Grid> {
        let blocks = text_blocks(text).unwrap();
        blocks
            .into_iter()
            .filter_map(|block| match block {
                Block::Grid(grid) => Some(grid),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn one_cell_a_line() {
        let grids = grids(
            "收支总表\n\t项目\n\t预算\n数\n\t决算数\n\n\t合计\n\t1.00\n支出总表\n\n\t项目\n\t\n",
        );
        assert_eq!(grids.len(), 2);
        assert_eq!((grids[0].rows, grids[0].columns), (2, 3));
        assert_eq!(grids[0].cells[1].text, "预算\n数");
    }

    #[test]
    fn a_text_without_end_is_refused_before_anything_is_made_of_it() {
        let many = |line: &str| line.repeat(MAX_TEXT_CELLS / 2 + 2);
        for line in ["\n\n", "项目\t3.00\n", "|\n", "a,\n"] {
            assert_eq!(text_blocks(&many(line)), Err(TextError::TooLong), "{line:?}");
        }
        assert!(text_blocks(&"我局认真贯彻落实各项工作要求".repeat(10_000)).is_ok());
    }

    #[test]
    fn rows_with_marks() {
        for text in [
            "收支总表\n项目\t预算数\n合计\t1.00\n",
            "收支总表\n| 项目 | 预算数 |\n|---|---|\n| 合计 | 1.00 |\n",
        ] {
            let grids = grids(text);
            assert_eq!((grids[0].rows, grids[0].columns), (2, 2), "{text}");
        }
        let grids = grids("收支总表,,\n项目,预算数,决算数\n合计,\"1,051.74\",\"a\"\"b\"\n");
        assert_eq!(grids[0].cells[7].text, "1,051.74");
        assert_eq!(grids[0].cells[8].text, "a\"b");
    }

    #[test]
    fn prose_between_the_tables_of_a_csv() {
        let table = "项目,预算数,决算数\n合计,\"1,051.74\",1.00\n";
        let prose = "二、说明\n收入1,051.74万元，比上年增加1,000.00万元。\n";
        let text = alloc::format!("收支总表\n{table}{prose}支出总表\n{table}{table}");
        let blocks = text_blocks(&text).unwrap();
        let lines = blocks.iter().filter(|block| matches!(block, Block::Line(_)));
        assert_eq!((lines.count(), grids(&text).len()), (4, 2));
    }

    #[test]
    fn columns_laid_out_by_spaces() {
        let row = |name: &str, amounts: [&str; 2]| {
            let wide: usize = name.chars().count() * 2;
            let gap = " ".repeat(30_usize.saturating_sub(wide));
            alloc::format!("{name}{gap}{:>12}{:>12}\n", amounts[0], amounts[1])
        };
        let names = ["合计", "教育支出", "国防支出", "外交支出", "科学技术支出"];
        let names = names.into_iter().chain(["公共安全支出", "卫生健康支出", "住房保障支出"]);
        let rows: String = names.clone().map(|name| row(name, ["1,234.00", "2.00"])).collect();
        let heading = row("项目", ["预算数", "决算数"]).replace("      预", "   预");
        let text = alloc::format!("支出总表\n{heading}{rows}\u{c}第二页\n");
        let blocks = text_blocks(&text).unwrap();
        let grid = grids(&text).pop().unwrap();
        assert_eq!((grid.rows, grid.columns, grid.doubtful), (9, 3, false), "{grid:?}");
        assert!(blocks.iter().filter(|block| **block == Block::PageEnd).count() == 2);
        // Where the columns drift, the table is left out.
        let drift = |(at, name): (usize, &str)| {
            alloc::format!("{name}{}1.00{}2.00\n", " ".repeat(4 + at * 3), " ".repeat(2 + at * 2))
        };
        let drifting: String = names.enumerate().map(drift).collect();
        let text = alloc::format!("支出总表\n项目    预算数    决算数\n{drifting}");
        assert!(grids(&text).iter().all(|grid| grid.doubtful), "{:?}", grids(&text));
    }

    #[test]
    fn rows_that_are_lost() {
        let text = "项目\n12.50\n".repeat(20);
        assert_eq!(text_blocks(&text), Err(TextError::RowsLost));
        assert_eq!(text_blocks("收入12.30万元。\n支出12.30万元。").unwrap().len(), 2);
    }
}
