//! Figures in rows that stand in no grid: a table without rulings that was not seen as one.

use alloc::{format, string::String, vec::Vec};

use super::note::{Note, NoteKind};
use super::prose::Prose;
use super::shape;
use super::words;
use crate::lang::counted;

/// A note for each page on which such rows were handed on as prose.
pub(super) fn notes(prose: &[Prose]) -> Vec<Note> {
    let mut notes: Vec<(Option<&String>, usize)> = Vec::new();
    for piece in prose {
        let Prose::Line(line) = piece else { continue };
        let count = figures(&line.text);
        if count == 0 {
            continue;
        }
        match notes.last_mut().filter(|(at, _)| *at == line.at.as_ref()) {
            Some((_, sum)) => *sum = sum.saturating_add(count),
            None => notes.push((line.at.as_ref(), count)),
        }
    }
    let note = |(at, count): (Option<&String>, usize)| {
        Note::new(
            NoteKind::FiguresOutsideTables,
            at.cloned(),
            format!("{count} 个数字成行排列，却不在表格里，作为文字读出"),
            format!("{} in rows but in no table, read as prose", counted(count, "figure")),
        )
    };
    notes.into_iter().map(note).collect()
}

/// The figures of a line that is a row of a table: amounts with space around them, and no sentence.
fn figures(text: &str) -> usize {
    if words::is_sentence(text) || words::is_page_number(text) {
        return 0;
    }
    // No space is left between Chinese and digits.
    let amount = |word: &str| shape::amount(word.trim_start_matches(shape::is_chinese));
    let plain = |word: &&str| {
        !word.ends_with(['%', '％']) && amount(word).is_some_and(|amount| amount.plain)
    };
    text.split_whitespace().filter(plain).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_figures() {
        for (text, expected) in [
            ("合计1,051.74 164.81", 2),
            ("1,051.74", 1),
            ("收入1,051.74万元，支出 164.81 万元。", 0),
            ("2026年部门预算", 0),
            ("— 10 —", 0),
            ("≥ 95.00%", 0),
        ] {
            assert_eq!(figures(text), expected, "{text}");
        }
    }
}
