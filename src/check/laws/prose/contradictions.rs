//! What a narrative says against itself, whatever the tables print: 0 that grew, a fall by more than
//! all there was, a budget that was overspent and undershot.
//!
//! Why: no amounts at all fit such words.
//!
//! ```text
//! 公务接待费0万元，比上年增加2万元        what grew by 2 is no 0
//! ```

use alloc::format;
use alloc::vec::Vec;

use super::node::{Node, is_one_base};
use crate::check::{Context, Linear};
use crate::facts;
use crate::finding::{Finding, FindingKind, Severity};
use crate::flow::Flow;
use crate::kind::Stage;
use crate::lang::Message;
use crate::narrative::tree::{Measure, Mention, MentionId, Tree, What};
use crate::narrative::{Direction, Percent, Relation};
use crate::num::figure::Quantity;
use crate::place::Place;

pub(super) fn check(context: &mut Context<'_>, tree: &Tree) {
    for (id, mention) in tree.mentions.iter().enumerate() {
        for (number, measure) in mention.measures.iter().enumerate() {
            let found = [
                fell_too_far(mention, measure),
                rose_too_far(context, tree, id, number, measure),
                not_chosen(context, id, number, measure),
                flat_and_changed(mention, measure),
                done_against_words(context, tree, id, measure),
                wrong_year(context, mention, measure),
            ];
            context.findings.extend(found.into_iter().flatten());
        }
    }
}

fn contradiction(places: Vec<Place>, severity: Severity, zh: &str, en: &str) -> Finding {
    let mut finding = Finding::new(FindingKind::SelfContradiction, places, Message::new(zh, en));
    finding.severity = severity;
    finding
}

/// 下降150%.
fn fell_too_far(mention: &Mention, measure: &Measure) -> Option<Finding> {
    let What::Rate { percent, .. } = measure.what else { return None };
    let hundred = 10_i64.checked_pow(u32::from(percent.decimals()))?.checked_mul(100)?;
    if percent.mantissa() >= -hundred {
        return None;
    }
    // What is left over may fall below nil.
    let left = mention.scope.and_then(crate::scope::Scope::flow).is_some_and(Flow::is_carry);
    let severity =
        if left || mention.scope.is_none() { Severity::Warning } else { Severity::Error };
    Some(contradiction(
        [facts::place(&measure.span)].into(),
        severity,
        &format!("下降不可能超过 100%，文中为 {percent}"),
        &format!("nothing falls by more than 100%, printed as {percent}"),
    ))
}

/// 0.80万元，比上年增加2.00万元: last year would be −1.20.
fn rose_too_far(
    context: &Context<'_>,
    tree: &Tree,
    id: MentionId,
    number: usize,
    measure: &Measure,
) -> Option<Finding> {
    let What::Change { figure, base, .. } = measure.what else { return None };
    let facts = context.facts;
    let node = Node::new(tree, id)?;
    let now = node.now(context, base).filter(|now| now.certain)?;
    if base.foreign || node.then(context, base).is_some() || measure.or.is_some() {
        return None;
    }
    let change = facts.claimed().fact(id, number)?;
    let before = Linear::of(now.fact).plus(-1, &Linear::of(change))?;
    let (now_range, by) = (facts.interval(now.fact)?, facts.interval(change)?);
    if now_range.high() >= by.low() || facts.value(now.fact)? < Quantity::ZERO {
        return None;
    }
    let unit = figure.unit();
    let before = before.value(facts)?.to_decimal_string(unit, figure.decimals());
    Some(contradiction(
        [facts::place(&measure.span), facts.place(now.fact)].into(),
        Severity::Warning,
        &format!("增加额大于增加后的数：上年会是 {before} {unit}"),
        &format!("the rise is above the amount itself: last year would be {before} {unit}"),
    ))
}

/// 增加（减少）18.00万元: the template's choice was not made. Of nil there is none to make.
fn not_chosen(
    context: &Context<'_>,
    id: MentionId,
    number: usize,
    measure: &Measure,
) -> Option<Finding> {
    let nil = match measure.what {
        What::Change { direction: Direction::Either, .. } => {
            context.facts.claimed().fact(id, number).is_some_and(|fact| context.facts.is_nil(fact))
        }
        What::Rate { direction: Direction::Either, percent, .. } => percent.mantissa() == 0,
        What::Flat { chosen: false, .. } => false,
        _ => return None,
    };
    if nil {
        return None;
    }
    let message = Message::new(
        "模板中的选择没有填：增加还是减少",
        "a choice of the template was not made: increase or decrease",
    );
    let places = [facts::place(&measure.clause), facts::place(&measure.span)].into();
    Some(Finding::new(FindingKind::Placeholder, places, message))
}

/// 增加3万元 … 持平, of one base in one sentence.
fn flat_and_changed(mention: &Mention, measure: &Measure) -> Option<Finding> {
    let What::Flat { base, nearly: false, chosen: true } = measure.what else { return None };
    let changed = mention.measures.iter().find(|other| match other.what {
        What::Change { base: of, figure, .. } => {
            other.sentence == measure.sentence && is_one_base(of, base) && !figure.is_zero()
        }
        _ => false,
    })?;
    Some(contradiction(
        [facts::place(&measure.span), facts::place(&changed.span)].into(),
        Severity::Warning,
        "既说持平，又说有增减",
        "said not to have changed, and by how much it did",
    ))
}

/// 完成年初预算120%，决算数小于预算数, where the budget itself is not told.
fn done_against_words(
    context: &Context<'_>,
    tree: &Tree,
    id: MentionId,
    measure: &Measure,
) -> Option<Finding> {
    let What::Completion { percent, .. } = measure.what else { return None };
    let mention = tree.mention(id)?;
    let compared = mention.measures.iter().find_map(|other| match other.what {
        What::Compare { relation, base }
            if matches!(base.stage, Some(Stage::Budget | Stage::Adjusted)) =>
        {
            Some((relation, other, base))
        }
        _ => None,
    });
    let (relation, other, base) = compared?;
    // With the budget printed the word is held against it.
    let node = Node::new(tree, id)?;
    if node.then(context, base).is_some() && node.now(context, base).is_some() {
        return None;
    }
    let hundred = hundred(percent)?;
    let against = match relation {
        Relation::Less => percent.mantissa() > hundred,
        Relation::Greater => percent.mantissa() < hundred,
        Relation::Equal => percent.mantissa() != hundred,
    };
    against.then(|| {
        contradiction(
            [facts::place(&measure.span), facts::place(&other.span)].into(),
            Severity::Warning,
            &format!("完成预算的 {percent}，与“大于”“小于”的说法矛盾"),
            &format!("{percent} of the budget, and words that say otherwise"),
        )
    })
}

fn hundred(percent: Percent) -> Option<i64> {
    10_i64.checked_pow(u32::from(percent.decimals()))?.checked_mul(100)
}

/// A document compares with the year before. With its own year or a later one it cannot mean to;
/// with an earlier one it may.
fn wrong_year(context: &Context<'_>, mention: &Mention, measure: &Measure) -> Option<Finding> {
    let (What::Change { base, .. } | What::Flat { base, .. } | What::Rate { base, .. }) =
        measure.what
    else {
        return None;
    };
    if !base.printed_year || base.presumed || base.foreign {
        return None;
    }
    // Told once for all that follows.
    let first = mention.measures.iter().find(|other| match other.what {
        What::Change { base: of, .. }
        | What::Flat { base: of, .. }
        | What::Rate { base: of, .. } => {
            of.printed_year && of.year == base.year && other.sentence == measure.sentence
        }
        _ => false,
    })?;
    if first != measure {
        return None;
    }
    let raw = context.facts.disclosure().raw();
    let own = mention.subject.year.unwrap_or(raw.year);
    let year = base.year?;
    let own_plan = year == own
        && raw.stage == Stage::Final
        && matches!(base.stage, Some(Stage::Budget | Stage::Adjusted));
    // A level of another year leads up to this one: 2023年5万元，比2022年.
    let other = mention.levels().any(|level| {
        matches!(level.what, What::Level { year: Some(of), .. } if of != own && of == year.saturating_add(1))
    });
    if year.checked_add(1) == Some(own) || own_plan || other {
        return None;
    }
    let message = Message::new(
        format!("与{year}年比较，{own}年的文件应与{}年比较", own.saturating_sub(1)),
        format!("compares with {year}; a document of {own} compares with the year before"),
    );
    let mut finding =
        Finding::new(FindingKind::WrongYear, [facts::place(&measure.clause)].into(), message);
    if year < own {
        finding.severity = Severity::Warning;
    }
    Some(finding)
}
