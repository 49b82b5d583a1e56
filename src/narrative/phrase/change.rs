//! Changes: 减少5.00万元, 下降3.1%, 持平, 差值为0.80万元.

use super::{Direction, Grammar, Kind, Move, What};
use crate::narrative::words::Word;

/// The most tokens of what changed, where it stands behind the verb.
const MOST_WORDS: usize = 5;

/// 减少5.00万元, 各增加3%, （减少）0万元, 增加公用经费3万元.
pub(super) fn change(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    let each = grammar.word(at) == Some(Word::Each);
    let first = at + usize::from(each);
    let (direction, behind) = direction(grammar, first)?;
    let number = grammar.skip_copula(behind);
    let moved = |number, subject| {
        let further = if each { alloc::vec::Vec::new() } else { grammar.joined(number) };
        let end = further.last().copied().unwrap_or(number);
        let what = What::Move(Move { direction, number, subject, base: None, each, further });
        (what, end + 1 - at)
    };
    if grammar.is_amount(number) || grammar.is_percent(number) {
        return Some(moved(number, None));
    }
    // What changed may stand behind the verb: 增加公用经费3万元.
    let end = (number..=number + MOST_WORDS)
        .find(|&end| grammar.is_amount(end) || !is_name(grammar, end))?;
    if end == number || !grammar.is_amount(end) {
        return None;
    }
    let subject = grammar.read_subject(number..end);
    (!subject.is_empty() && !subject.readings.is_empty()).then(|| moved(end, Some(subject)))
}

fn is_name(grammar: &Grammar<'_>, at: usize) -> bool {
    grammar.token(at).is_some_and(|token| match token.kind {
        Kind::Name => true,
        Kind::Word(word) => matches!(
            word,
            Word::Kind(_) | Word::Item(_) | Word::Fund(_) | Word::Flow(_) | Word::Neutral
        ),
        _ => false,
    })
}

/// The direction of a verb, and where it ends: 增加（减少） is either.
fn direction(grammar: &Grammar<'_>, at: usize) -> Option<(Direction, usize)> {
    let first = match grammar.word(at)? {
        Word::Up => Direction::Up,
        Word::Down => Direction::Down,
        // 增减额: which way the sign says, or the rate.
        Word::Either => return Some((Direction::Unread, at + 1)),
        _ => return None,
    };
    let joined = matches!(grammar.text(at + 1), "或" | "/" | "、" | "(或");
    let second = at + 1 + usize::from(joined);
    let other = matches!(
        (first, grammar.word(second)),
        (Direction::Up, Some(Word::Down)) | (Direction::Down, Some(Word::Up))
    );
    Some(if other { (Direction::Either, second + 1) } else { (first, at + 1) })
}

/// 较上年回落12万元: a short word between what is compared with and an amount is a verb.
pub(super) fn unread_verb(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    let before = at.checked_sub(1)?;
    let unknown = grammar.token(at)?.kind == Kind::Unknown;
    let based = matches!(
        grammar.token(before)?.kind,
        Kind::Word(Word::LastYear | Word::Stage(..) | Word::Compared | Word::Than)
            | Kind::Number(super::Number::Year(_))
    ) || grammar.is_mark(before, &[',']);
    let compares = (at.saturating_sub(8)..at).rev().any(|before| {
        matches!(grammar.word(before), Some(Word::Than | Word::With | Word::YearOnYear))
    });
    let short = grammar.text(at).chars().count() <= 3;
    if !(unknown && based && compares && short && grammar.is_amount(at + 1)) {
        return None;
    }
    let direction = Direction::Unread;
    let (number, further) = (at + 1, alloc::vec::Vec::new());
    let moved = Move { direction, number, subject: None, base: None, each: false, further };
    Some((What::Move(moved), 2))
}

/// 增加的主要原因: a verb without a number says nothing, and is no name.
pub(super) fn verb(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    let (_, behind) = direction(grammar, at)?;
    // 增值税, 减灾: a syllable within a name that is not known.
    let syllable = grammar.text(at).chars().count() == 1;
    let inside = syllable
        && (grammar.token(behind).is_some_and(|token| token.kind == Kind::Unknown)
            || at
                .checked_sub(1)
                .and_then(|before| grammar.token(before))
                .is_some_and(|token| token.kind == Kind::Unknown));
    // 增加持平: the choice was not made.
    if grammar.word(behind) == Some(Word::Flat) {
        return Some((What::Flat { nearly: false, chosen: false }, behind + 1 - at));
    }
    (!inside).then_some((What::Verb, behind - at))
}

pub(super) fn difference(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    if grammar.word(at)? != Word::Difference {
        return None;
    }
    let number = grammar.skip_copula(at + 1);
    (grammar.is_amount(number) || grammar.is_percent(number))
        .then_some((What::Difference(number), number + 1 - at))
}

pub(super) fn flat(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    match grammar.word(at)? {
        Word::Flat => Some((What::Flat { nearly: false, chosen: true }, 1)),
        Word::NearlyFlat => Some((What::Flat { nearly: true, chosen: true }, 1)),
        _ => None,
    }
}
