//! Amounts, percentages and counts by themselves, and what is said to be nil.

use super::{Grammar, Kind, What};
use crate::narrative::number::Number;
use crate::narrative::words::Word;

/// An amount, 均为 before it.
pub(super) fn level(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    let each = grammar.word(at) == Some(Word::Each);
    let amount = if each { grammar.skip_copula(at + 1) } else { at };
    grammar.is_amount(amount).then_some((What::Level { amount, each }, amount + 1 - at))
}

/// 增加到5万元: the level, not the change.
pub(super) fn level_after_verb(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    if grammar.word(at)? != Word::To {
        return None;
    }
    let amount = grammar.skip_copula(at + 1);
    grammar.is_amount(amount).then_some((What::Level { amount, each: false }, amount + 1 - at))
}

pub(super) fn percent(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    grammar.is_percent(at).then_some((What::Percent(at), 1))
}

pub(super) fn count(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    // 下属1家机关和1家事业单位财政拨款的…: how many bodies the words are of.
    let bodies = matches!(grammar.text(at + 1), "机关" | "单位" | "预算单位" | "部门")
        || matches!(grammar.word(at + 1), Some(Word::Narrow(_)));
    let within = at
        .checked_sub(1)
        .is_some_and(|before| matches!(grammar.word(before), Some(Word::Narrow(_) | Word::With)));
    let counts = matches!(grammar.token(at)?.number()?, Number::Count(..));
    (counts && !(bodies && within)).then_some((What::Count(at), 1))
}

/// An amount of more digits than a figure holds.
pub(super) fn too_long(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    matches!(grammar.token(at)?.number()?, Number::TooLong).then_some((What::Lost(at), 1))
}

/// A number that is no amount. A bare one within words belongs to them.
pub(super) fn other(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    matches!(grammar.token(at)?.number()?, Number::Other).then_some((What::Other, 1))
}

pub(super) fn placeholder(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    (grammar.token(at)?.kind == Kind::Placeholder).then_some((What::Placeholder, 1))
}

/// 无政府性基金预算财政拨款支出, 没有使用…安排的支出: words to the next mark, and no number.
pub(super) fn nil(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    if grammar.word(at)? != Word::Nil {
        return None;
    }
    // 无线电: a syllable of a word that is not known.
    let before = at.checked_sub(1).and_then(|before| grammar.token(before));
    if before.is_some_and(|token| token.kind == Kind::Unknown) {
        return None;
    }
    let mut end = at + 1;
    while grammar
        .token(end)
        .is_some_and(|token| !matches!(token.kind, Kind::Mark(',' | ';' | '。' | ':' | '(' | ')')))
    {
        if grammar.token(end).is_some_and(|token| {
            token.is_figure()
                || matches!(token.number(), Some(Number::Count(..) | Number::Bare(..)))
        }) {
            return None;
        }
        end += 1;
    }
    let subject = grammar.read_subject(at + 1..end);
    (!subject.is_empty()).then_some((What::Nil(subject), end - at))
}
