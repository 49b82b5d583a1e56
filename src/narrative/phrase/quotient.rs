//! Percentages of something: 占本年支出合计的79.49%, 完成年初预算的98.20%.

use super::{Grammar, Kind, What};
use crate::kind::Stage;
use crate::narrative::number::Number;
use crate::narrative::words::Word;

/// The most tokens between 占 and its percentage.
const MOST: usize = 24;

/// What stands between here and a percentage: its token, and the amount named on the way.
fn ahead(grammar: &Grammar<'_>, start: usize) -> Option<(usize, Option<usize>)> {
    let mut amount = None;
    for at in start..start + MOST {
        let token = grammar.token(at)?;
        match token.kind {
            Kind::Number(Number::Percent(_)) => return Some((at, amount)),
            Kind::Number(Number::Money(_)) if amount.is_none() => amount = Some(at),
            // 占本年支出合计（100万元）的60%.
            Kind::Mark('(') if amount.is_none() && grammar.is_amount(at + 1) => {}
            Kind::Mark(')') if amount.is_some() && amount == at.checked_sub(1) => {}
            Kind::Number(Number::Year(_))
            | Kind::Name
            | Kind::Unknown
            | Kind::Note
            | Kind::Mark('、' | ':') => {}
            Kind::Word(
                Word::Up
                | Word::Down
                | Word::Than
                | Word::Open(_)
                | Word::Aside(_)
                | Word::Flat
                | Word::Share,
            )
            | Kind::Mark(_)
            | Kind::Number(_) => return None,
            _ => {}
        }
    }
    None
}

/// 占80%, 占比为80%, 占“三公”经费支出总额100万元的80%.
pub(super) fn share(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    if grammar.word(at)? != Word::Share {
        return None;
    }
    let Some((percent, amount)) = ahead(grammar, at + 1) else {
        // 占65.20: a share whose sign is lacking.
        let number = grammar.skip_copula(at + 1);
        let bare = matches!(grammar.token(number)?.number(), Some(Number::Bare(..)));
        let ends =
            grammar.token(number + 1).is_none_or(|token| matches!(token.kind, Kind::Mark(_)));
        return (bare && ends).then_some((What::Lost(number), number + 1 - at));
    };
    let end = amount.unwrap_or(percent);
    let of = grammar.read_subject(at + 1..end - usize::from(grammar.is_mark(end - 1, &['('])));
    let named = !of.is_empty() || !of.narrow.is_empty();
    // 占年初预算的95%: a stage is no whole, but what was planned.
    if !named && of.stage.is_some() {
        let what = What::Completion { stage: of.stage, year: of.year, amount, percent, with: None };
        return Some((what, percent + 1 - at));
    }
    let of = named.then_some(of);
    let further = grammar.joined(percent);
    let end = further.last().copied().unwrap_or(percent);
    Some((What::Share { of, amount, percent, further }, end + 1 - at))
}

/// 完成年初预算的98.20%, 完成预算27万元的63.2%, 预算完成率为95%, 完成80%.
pub(super) fn completion(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    let alone = grammar.text(at) == "完成" || grammar.text(at) == "执行";
    if grammar.word(at)? != Word::Completion && !alone {
        return None;
    }
    let (percent, amount) = ahead(grammar, at + 1)?;
    let between = grammar.read_subject(at..percent);
    let text = grammar.text(at);
    let stage = between.stage.or_else(|| {
        let adjusted = text.contains("全年") || text.contains("调整");
        if adjusted {
            Some(Stage::Adjusted)
        } else {
            text.contains("年初").then_some(Stage::Budget)
        }
    });
    let with = between.scope();
    let what = What::Completion { stage, year: between.year, amount, percent, with };
    // 完成96%、100%: of which of several nobody says.
    let further = grammar.joined(percent);
    Some((if further.is_empty() { what } else { What::Lost(percent) }, percent + 1 - at))
}

/// 为年初预算的95%, 是预算数的95%.
pub(super) fn of_budget(grammar: &Grammar<'_>, at: usize) -> Option<(What, usize)> {
    if grammar.word(at)? != Word::Copula {
        return None;
    }
    let mut next = at + 1;
    let year = match grammar.token(next)?.number() {
        Some(Number::Year(year)) => {
            next += 1;
            Some(year)
        }
        _ => None,
    };
    let Some(Word::Stage(stage @ (Stage::Budget | Stage::Adjusted), _)) = grammar.word(next) else {
        return None;
    };
    let percent = grammar.skip_copula(next + 1);
    let what = What::Completion { stage: Some(stage), year, amount: None, percent, with: None };
    grammar.is_percent(percent).then_some((what, percent + 1 - at))
}
