//! The contents of a document: numbers and titles of its tables, told before they are printed.

use alloc::{string::String, vec::Vec};

use super::block::Block;
use super::shape;
use super::words;

/// The entries of the contents.
#[derive(Debug, Default)]
pub(super) struct Contents {
    entries: Vec<Entry>,
}

/// A table that the contents list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) number: u32,
    title: String,
}

impl Entry {
    /// The title as the contents print it, where it is the one over the table and a bracket more.
    pub(super) fn fuller_than(&self, title: Option<&str>) -> Option<String> {
        let title = title?;
        let longer = self.title.len() > title.len() && self.title.starts_with(title);
        longer.then(|| self.title.clone())
    }
}

impl Contents {
    /// The blocks without the contents, and what these list.
    pub(super) fn split(blocks: &[Block]) -> (Vec<Block>, Self) {
        let entries: Vec<Option<(Option<Entry>, bool)>> = blocks.iter().map(line_entry).collect();
        let listed = |index: usize| matches!(entries.get(index), Some(Some((Some(_), _))));
        let mut contents = Self::default();
        let mut kept = Vec::with_capacity(blocks.len());
        for (index, (block, entry)) in blocks.iter().zip(&entries).enumerate() {
            let Some((entry, led)) = entry else {
                kept.push(block.clone());
                continue;
            };
            // Without dots a numbered title is an entry beside others only: else it stands over
            // its table.
            let beside =
                index.checked_sub(1).is_some_and(listed) || listed(index.saturating_add(1));
            if *led || beside && !stands_over_table(blocks, index) {
                contents.entries.extend(entry.clone());
            } else {
                kept.push(block.clone());
            }
        }
        (kept, contents)
    }

    /// The entry of a title, read without regard to brackets at its end.
    pub(super) fn entry(&self, title: &str) -> Option<&Entry> {
        let folded = shape::fold(title);
        let exact = self.entries.iter().find(|entry| shape::fold(&entry.title) == folded);
        exact.or_else(|| {
            let bare = words::without_brackets(&folded);
            let mut found = self
                .entries
                .iter()
                .filter(|entry| words::without_brackets(&shape::fold(&entry.title)) == bare);
            // Two titles that differ by their brackets alone are not told apart without them.
            found.next().filter(|_| found.next().is_none())
        })
    }
}

/// Whether a line stands over a grid, with nothing between but the unit and the like.
fn stands_over_table(blocks: &[Block], index: usize) -> bool {
    let tells =
        |text: &str| text.trim().is_empty() || words::unit(text).is_some() || words::is_noise(text);
    let mut below = blocks.iter().skip(index.saturating_add(1));
    let next = below.find(|block| !matches!(block, Block::Line(line) if tells(&line.text)));
    matches!(next, Some(Block::Grid(_)))
}

/// A line of the contents: the table it lists, if any, and whether dots lead to a page.
fn line_entry(block: &Block) -> Option<(Option<Entry>, bool)> {
    let Block::Line(line) = block else { return None };
    // Longer than any entry with its dots.
    if line.text.len() > 2_000 {
        return None;
    }
    let text = shape::clean(&line.text);
    let bare = without_leaders(&text);
    let led = bare.len() < text.len();
    let entry = numbered(bare.trim_start_matches("附表：").trim_start_matches("附表:"));
    (led || entry.is_some()).then_some((entry, led))
}

/// A line without the dots at its end and the number of the page behind them.
fn without_leaders(text: &str) -> &str {
    let is_dot = |c: char| matches!(c, '.' | '…' | '·' | '．' | '—' | '-' | '_' | ' ');
    let bare = text.trim_end_matches(|c: char| {
        c.is_ascii_digit() || is_dot(c) || matches!(c, '（' | '）' | '(' | ')')
    });
    let behind = text.get(bare.len()..).unwrap_or_default();
    let dots = behind.chars().filter(|&c| is_dot(c) && c != ' ').count();
    let ellipsis = behind.contains("……") || behind.matches('…').count() >= 2;
    if dots >= 4 || ellipsis { bare } else { text }
}

/// `8.2026年部门收入总表`, `一、收入总表`, `表3 支出总表`.
fn numbered(text: &str) -> Option<Entry> {
    let title = words::title(text)?;
    let number = match title.number {
        Some(number) => number,
        // 第二部分 预算表 is the heading of all tables.
        None => words::numbering(text).filter(|(level, _)| *level > 0)?.1,
    };
    Some(Entry { number, title: title.text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::grid::Grid;
    use crate::read::grid::block::Line;

    fn split(lines: &[&str]) -> (usize, Contents) {
        let blocks: Vec<Block> = lines.iter().map(|line| Line::new(*line).into()).collect();
        let (kept, contents) = Contents::split(&blocks);
        (kept.len(), contents)
    }

    #[test]
    fn contents_give_tables_their_numbers() {
        let (kept, contents) = split(&[
            "目录",
            "一、部门主要职能 …………………… 3",
            "1. 2025年收支总表 ........ 8",
            "2．2025年收入总表 ………… 9",
            "第二部分 说明",
        ]);
        assert_eq!(kept, 2);
        assert_eq!(contents.entry("2025年收入总表").map(|entry| entry.number), Some(2));
    }

    #[test]
    fn a_list_of_tables_without_dots() {
        let (kept, contents) =
            split(&["附表：1.收支总表", "2.支出总表（功能科目分类到项）", "收支总表"]);
        assert_eq!(kept, 1);
        let entry = contents.entry("支出总表").unwrap();
        assert_eq!(entry.number, 2);
        assert_eq!(
            entry.fuller_than(Some("支出总表")).as_deref(),
            Some("支出总表（功能科目分类到项）")
        );
    }

    #[test]
    fn a_numbered_title_over_its_table_is_no_entry() {
        assert_eq!(split(&["情况如下：", "一、收支总表", "单位：万元"]).0, 3);
        // The heading of all tables above it lists nothing.
        assert_eq!(split(&["第二部分 2025年部门预算表", "表一 收支总表", "单位：万元"]).0, 3);
        assert_eq!(split(&["一、2025年部门预算表", "表一 收支总表", "单位：万元"]).0, 1);
        let lines = ["一、2025年部门预算表", "表一 收支总表", "单位：万元"];
        let mut blocks: Vec<Block> = lines.iter().map(|line| Line::new(*line).into()).collect();
        blocks.push(Block::Grid(Grid::from_rows([["合计", "1.00"]])));
        assert_eq!(Contents::split(&blocks).0.len(), 3);
    }
}
