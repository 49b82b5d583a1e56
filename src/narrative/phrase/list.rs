//! What opens a list, and what stands aside.

use alloc::vec::Vec;
use core::ops::Range;

use super::{Grammar, Kind, What};
use crate::code::Level;
use crate::narrative::number::Number;
use crate::narrative::words::{Aside, Opening, Word};

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
    while grammar.is_mark(end, &[':', ',', '、']) || matches!(grammar.text(end), "主要" | "有")
    {
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

/// 主要包括：基本工资、津贴补贴: names without amounts. Of 主要用于 only the economic items count that
/// it names, as examples.
pub(super) fn listing(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    let used = match grammar.word(at)? {
        Word::Open(Opening::Include) => false,
        Word::Aside(Aside::Use) => true,
        _ => return None,
    };
    if has_amounts(grammar, at + 1) {
        return None;
    }
    let start = grammar.skip_copula(at + 1);
    let mut end = start;
    while grammar.token(end).is_some_and(|token| !token.is_mark(&['。', ';', ')', ':', '('])) {
        let ends = grammar.is_mark(end, &[','])
            && grammar.phrase(end + 1).is_some_and(|(what, _)| !matches!(what, What::Mark(_)));
        if ends {
            break;
        }
        end += 1;
    }
    let (mut names, mut open) = names(grammar, start..end);
    if used {
        names = names.into_iter().filter_map(|name| economic_item(grammar, name)).collect();
        open = true;
    }
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
    let marks = text.match_indices(['、', ',']).map(|(at, mark)| (at, mark.len()));
    for (at, length) in marks.chain([(text.len(), 0)]) {
        let part = text.get(from..at).unwrap_or_default();
        let bare = part.split('等').next().unwrap_or_default();
        open |= part.contains('等');
        // 办公费和手续费 are two names, 政策和法规 may be one.
        let joint = bare.find(['和', '及']).filter(|_| grammar.lexicon.codes(bare).is_empty());
        let pieces = match joint {
            Some(cut) => [(0, cut), (cut + '和'.len_utf8(), bare.len())].to_vec(),
            None => [(0, bare.len())].to_vec(),
        };
        for (piece, until) in pieces {
            if piece < until {
                names.push(start + from + piece..start + from + until);
            }
        }
        from = at + length;
    }
    (names, open)
}

/// The economic item (款) that a name ends with: 离休费 of 离休人员离休费.
fn economic_item(grammar: &Grammar<'_>, name: Range<usize>) -> Option<Range<usize>> {
    // The longest name has about 14 characters, the shortest that says enough has three.
    let text = grammar.line.text(name.clone());
    let starts: Vec<usize> = text.char_indices().rev().skip(2).take(16).map(|(at, _)| at).collect();
    starts.into_iter().rev().find_map(|at| {
        let codes = grammar.lexicon.codes(text.get(at..)?).department;
        let item = codes.iter().any(|code| code.level() != Level::Class);
        item.then_some(name.start + at..name.end)
    })
}
