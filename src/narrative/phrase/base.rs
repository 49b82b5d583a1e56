//! What something is compared with: 比上年, 与2023年度620万元相比, 小于预算数.

use super::{Base, Grammar, Move, Relation, What};
use super::{Direction, Kind};
use crate::kind::Stage;
use crate::narrative::number::Number;
use crate::narrative::words::Word;

/// The most tokens that a base may take.
const MOST: usize = 24;

/// 比上年, 较2023年决算数400.00万元, 与年初预算相比，.
pub(super) fn base(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    let lead = grammar.word(at)?;
    if !matches!(lead, Word::Than | Word::With) {
        return None;
    }
    let (base, end, compared) = read(grammar, at + 1);
    let named = base.year.is_some() || base.stage.is_some();
    let told = named || base.amount.is_some();
    let flat = matches!(
        grammar.word(end),
        Some(Word::Flat | Word::NearlyFlat | Word::Equal | Word::Either)
    ) || (grammar.word(end) == Some(Word::Up)
        && grammar.word(end + 1) == Some(Word::Flat));
    let holds = match lead {
        Word::Than => told || compared,
        _ => told && (compared || flat) || (compared && base.subject.is_some()),
    };
    if !holds {
        return None;
    }
    // A comma behind 相比 parts nothing; neither does one behind the base alone.
    let end = if grammar.is_mark(end, &[',']) { end + 1 } else { end };
    Some((What::Base(base), end - at))
}

/// 由2023年的920.55万元减至871.3万元: where a change starts from.
pub(super) fn from(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    if !matches!(grammar.text(at), "由" | "从") {
        return None;
    }
    let (base, end, _) = read(grammar, at + 1);
    let told = base.amount.is_some() && base.subject.is_none();
    (told && grammar.word(end) == Some(Word::To)).then_some((What::Base(base), end - at))
}

/// What stands from here to the verb: the base, where it ends, whether 相比 closes it.
fn read(grammar: &Grammar<'_>, start: usize) -> (Base, usize, bool) {
    let mut base = Base::default();
    let (mut at, mut compared) = (start, false);
    let mut words = None;
    while let Some(token) = grammar.token(at).filter(|_| at < start + MOST) {
        match token.kind {
            Kind::Number(Number::Year(year)) if base.year.is_none() => {
                base.year = Some(year);
                base.printed_year = true;
            }
            Kind::Number(Number::Money(_) | Number::Bare(..)) if grammar.is_amount(at) => {
                // 较上年回落12万元: an unknown word before the amount is a verb, not a name.
                if at > start && is_unread_verb(grammar, at - 1, start) {
                    at -= 1;
                    break;
                }
                base.amount = Some(at);
                at += 1;
                while matches!(grammar.word(at), Some(Word::Compared | Word::Than))
                    || matches!(grammar.text(at), "的" | "时")
                {
                    compared |= grammar.word(at).is_some_and(|word| word != Word::Neutral);
                    at += 1;
                }
                break;
            }
            Kind::Word(word) => match word {
                Word::LastYear => base.year = grammar.year.checked_sub(1),
                Word::Stage(stage, _) => base.stage = Some(stage),
                Word::Compared | Word::Than => {
                    compared = true;
                    at += 1;
                    break;
                }
                // 与上年执行比: with what was spent.
                Word::Neutral if grammar.text(at) == "执行" && base.year.is_some() => {
                    base.stage = Some(Stage::Final);
                }
                Word::Neutral | Word::Body | Word::Copula | Word::Approx | Word::Total => {}
                Word::Flow(_)
                | Word::Fund(_)
                | Word::Kind(_)
                | Word::Item(_)
                | Word::Narrow(_)
                | Word::ThisYear
                | Word::BothSides
                | Word::Carry => {
                    words.get_or_insert(at..at).end = at + 1;
                }
                _ => break,
            },
            Kind::Name => words.get_or_insert(at..at).end = at + 1,
            Kind::Note => {}
            Kind::Unknown => {
                let named = base.year.is_some() || base.stage.is_some();
                if named && is_unread_verb(grammar, at, start) {
                    break;
                }
                words.get_or_insert(at..at).end = at + 1;
            }
            _ => break,
        }
        at += 1;
    }
    base.subject = words
        .map(|words| grammar.read_subject(words))
        .filter(|subject| !subject.is_empty() || !subject.narrow.is_empty());
    (base, at, compared)
}

/// Whether a short word that is not known stands right before an amount: a verb.
fn is_unread_verb(grammar: &Grammar<'_>, at: usize, start: usize) -> bool {
    let short = grammar.text(at).chars().count() <= 3;
    let unknown = grammar.token(at).is_some_and(|token| token.kind == Kind::Unknown);
    at > start && short && unknown && grammar.is_amount(at + 1)
}

/// 同比, 同口径: against last year.
pub(super) fn year_on_year(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    let first = grammar.word(at)?;
    if first != Word::YearOnYear {
        return None;
    }
    let year = grammar.year.checked_sub(1);
    let base = Base { year, ..Base::default() };
    let mut end = at + 1;
    // 同口径比2024年: the base says more.
    if let Some((What::Base(told), length)) = self::base(grammar, end) {
        return Some((What::Base(told), length + 1));
    }
    if grammar.is_mark(end, &[',']) {
        end += 1;
    }
    Some((What::Base(base), end - at))
}

/// 小于预算数, 超过年初预算; 低于预算数3万元 is a change.
pub(super) fn compare(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    let relation = match grammar.word(at)? {
        Word::Less => Relation::Less,
        Word::Greater => Relation::Greater,
        Word::Equal => Relation::Equal,
        _ => return None,
    };
    let (base, end, _) = read(grammar, at + 1);
    if base.stage.is_none() && base.year.is_none() {
        return None;
    }
    let number = grammar.skip_copula(end);
    if base.amount.is_none() && (grammar.is_amount(number) || grammar.is_percent(number)) {
        let direction = if relation == Relation::Less { Direction::Down } else { Direction::Up };
        let (base, further) = (Some(base), alloc::vec::Vec::new());
        let moved = Move { direction, number, subject: None, base, each: false, further };
        return (relation != Relation::Equal).then_some((What::Move(moved), number + 1 - at));
    }
    // 小于预算数12万元 reads its amount as the base's: the change is what it is.
    if let Some(number) = base.amount {
        let direction = if relation == Relation::Less { Direction::Down } else { Direction::Up };
        let base = Base { amount: None, ..base };
        let (base, further) = (Some(base), alloc::vec::Vec::new());
        let moved = Move { direction, number, subject: None, base, each: false, further };
        return (relation != Relation::Equal).then_some((What::Move(moved), number + 1 - at));
    }
    Some((What::Compare { relation, base }, end - at))
}
