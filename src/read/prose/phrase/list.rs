//! What opens a list, and what stands aside.

use alloc::vec::Vec;
use core::ops::Range;

use super::{Grammar, Kind, What};
use crate::read::prose::number::Number;
use crate::read::prose::words::{Aside, Opening, Word};

/// The most tokens that are looked ahead for the amounts of a list.
const AHEAD: usize = 40;

/// 支出决算中，: the words before are the head.
pub(super) fn within(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    if grammar.word(at)? != Word::Within || !grammar.is_mark(at + 1, &[',', ':']) {
        return None;
    }
    Some((What::Open(Opening::Within), 2))
}

pub(super) fn opener(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    let Word::Open(opening) = grammar.word(at)? else { return None };
    let holds = match opening {
        Opening::Include | Opening::MadeOf => has_amounts(grammar, at + 1),
        _ => true,
    };
    let mut end = at + 1;
    while grammar.is_mark(end, &[':', ',', '、']) || matches!(grammar.text(end), "主要" | "有") {
        end += 1;
    }
    // 具体情况如下。
    if opening == Opening::Below && grammar.is_mark(end, &['。']) {
        end += 1;
    }
    holds.then_some((What::Open(opening), end - at))
}

/// Whether amounts stand between here and the end of the list.
fn has_amounts(grammar: &Grammar<'_>, at: usize) -> bool {
    let ahead = (at..at + AHEAD).map_while(|next| grammar.token(next));
    let mut ahead = ahead.take_while(|token| !token.is_mark(&[';', '。', ')']));
    ahead.any(|token| matches!(token.kind, Kind::Number(Number::Money(_) | Number::Count(..))))
}

pub(super) fn step(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    (grammar.word(at)? == Word::Step).then_some((What::Step, 1))
}

pub(super) fn aside(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    let Word::Aside(aside) = grammar.word(at)? else { return None };
    // 系统, 成因: a syllable of a word that is not known.
    let syllable = grammar.text(at).chars().count() == 1;
    let before = at.checked_sub(1).and_then(|before| grammar.token(before));
    let apart = before.is_none_or(|token| {
        matches!(token.kind, Kind::Mark(_) | Kind::Number(_))
            || token.word().is_some_and(|word| word != Word::Neutral)
    });
    if syllable && !apart {
        return None;
    }
    let end = grammar.skip_copula(at + 1);
    Some((What::Aside(aside), end - at))
}

/// 主要包括：基本工资、津贴补贴: names without amounts.
pub(super) fn listing(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    let includes = match grammar.word(at)? {
        Word::Open(Opening::Include) => true,
        Word::Aside(Aside::Use) => grammar.text(at).contains("包括") || grammar.text(at).contains("包含"),
        _ => false,
    };
    if !includes || has_amounts(grammar, at + 1) {
        return None;
    }
    let start = grammar.skip_copula(at + 1);
    let mut end = start;
    while grammar.token(end).is_some_and(|token| !token.is_mark(&['。', ';', ')', ':'])) {
        end += 1;
    }
    let (names, open) = names(grammar, start..end);
    (!names.is_empty()).then_some((What::Listing { names, open }, end - at))
}

/// The names between the marks, and whether 等 ends them.
fn names(grammar: &Grammar<'_>, tokens: Range<usize>) -> (Vec<Range<usize>>, bool) {
    let start = grammar.token(tokens.start).map_or(0, |token| token.start);
    let last = tokens.end.checked_sub(1).and_then(|last| grammar.token(last));
    let end = last.map_or(start, |token| token.end).max(start);
    let text = grammar.line.text(start..end);
    let mut names = Vec::new();
    let mut open = false;
    let mut from = 0;
    let parts = text.match_indices(['、', ',', '和', '及']).map(|(at, mark)| (at, mark.len()));
    for (at, length) in parts.chain([(text.len(), 0)]) {
        let part = text.get(from..at).unwrap_or_default();
        let bare = part.split('等').next().unwrap_or_default();
        open |= part.contains('等');
        // 办公费和手续费 are two names, 政策和法规 may be one: whoever looks them up decides.
        if !bare.is_empty() {
            names.push(start + from..start + from + bare.len());
        }
        from = at + length;
    }
    (names, open)
}
