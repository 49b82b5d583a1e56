//! Clauses: a text cut at its punctuation.

use alloc::vec::Vec;
use core::ops::Range;

use super::token::Token;

/// A piece of text between two marks of punctuation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) range: Range<usize>,
    /// What ends it.
    pub(super) end: End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Comma,
    Colon,
    Semicolon,
    Sentence,
}

/// A bracket longer than this is read like the text around it.
const MAX_BRACKET: usize = 90;

/// Cuts a text at its punctuation, but not within a number, nor within a short bracket; linear in
/// its length.
pub(super) fn clauses(text: &str, tokens: &[Token]) -> Vec<Clause> {
    let mut clauses = Vec::new();
    let mut numbers = tokens.iter().map(|token| &token.range).peekable();
    let (mut start, mut skip) = (0, 0);
    for (at, mark) in text.char_indices() {
        while numbers.next_if(|number| number.end <= at).is_some() {}
        if at < skip || numbers.peek().is_some_and(|number| number.start <= at) {
            continue;
        }
        let end = match mark {
            '（' | '(' => {
                skip = bracket_end(text, at).unwrap_or(at);
                continue;
            }
            '，' | ',' => End::Comma,
            '：' | ':' => End::Colon,
            '；' | ';' => End::Semicolon,
            '。' | '！' | '？' | '\n' => End::Sentence,
            _ => continue,
        };
        clauses.push(Clause { range: start..at, end });
        start = at + mark.len_utf8();
    }
    clauses.push(Clause { range: start..text.len(), end: End::Sentence });
    clauses
}

/// Where the bracket that opens at `at` closes, if it does so soon.
fn bracket_end(text: &str, at: usize) -> Option<usize> {
    let end =
        (at..=text.len().min(at + MAX_BRACKET)).rev().find(|&end| text.is_char_boundary(end))?;
    let inside = text.get(at..end)?;
    Some(at + inside.find(['）', ')'])?)
}

#[cfg(test)]
mod tests {
    use alloc::format;

    use super::*;
    use crate::narrative::token;

    #[test]
    fn numbers_and_brackets_stay_whole() {
        let text = "收入1,202.95万元，因公出国（境，外）费0万元；合计：（其中";
        let cut = clauses(text, &token::tokens(text));
        let texts: Vec<&str> = cut.iter().map(|clause| &text[clause.range.clone()]).collect();
        assert_eq!(texts, ["收入1,202.95万元", "因公出国（境，外）费0万元", "合计", "（其中"]);
        assert_eq!(cut[1].end, End::Semicolon);
    }

    #[test]
    fn a_bracket_is_whole_where_it_is_short_wherever_it_stands() {
        let count = |text: &str| clauses(text, &token::tokens(text)).len();
        assert_eq!(count("（注，略）收入5万元"), 1);
        assert_eq!(count("收（注，略）入5万元"), 1);
        let long = "注，".repeat(MAX_BRACKET);
        assert_eq!(count(&format!("（{long}）")), MAX_BRACKET + 1);
        assert_eq!(count(&format!("收入（{long}）")), MAX_BRACKET + 1);
    }
}
