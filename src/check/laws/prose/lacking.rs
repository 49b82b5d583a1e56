//! Lists that lack an item: what the list falls short of its whole is just what the tables print for parts that it
//! does not name.
//!
//! ```text
//! 支出预算9,681.55万元，包括：一般公共服务支出6,303.04万元，社会保障和就业支出1,248.06万元，住房保障支出783.59万元。
//! 9,681.55 − 6,303.04 − 1,248.06 − 783.59 = 1,346.86, which is 210 卫生健康支出
//! ```
//!
//! No figure is wrong. Where the words say that the list is the whole it is a warning, else worth knowing.

use alloc::{format, string::String, vec::Vec};

use super::split;
use crate::check::{Context, Equation, Relation, Verdict};
use crate::facts::{FactId, is_code};
use crate::finding::{Finding, FindingKind, Severity};
use crate::lang::{Lang, Message};
use crate::law::Law;
use crate::narrative::tree::Opening;
use crate::num::figure::Figure;
use crate::scope::{Dimension, Scope, key_is_within};

/// A list that leaves out more than this was not meant to be one of all.
const MOST: usize = 2;

/// Says which parts a list of parts lacks, if these are just what it falls short of.
pub(super) fn tell(
    context: &mut Context<'_>,
    (whole, scope): (FactId, Scope),
    dimension: Dimension,
    (keys, parts): (&[u32], &[FactId]),
    opening: Opening,
) {
    // A row is named by its code or its class; a kind or a fund may be a column.
    if !is_code(dimension) {
        return;
    }
    let facts = context.facts;
    let Some(absent) = absent(context, scope, dimension, keys) else { return };
    let mut all = parts.to_vec();
    all.extend(&absent);
    let closes = |parts: &[FactId]| {
        let sum = Equation::sum(Law::Parts, Relation::Equal, whole, parts);
        sum.judge(facts).is_some_and(|judgement| judgement.verdict != Verdict::Broken)
    };
    if absent.is_empty() || closes(parts) || !closes(&all) {
        return;
    }
    let names: Vec<String> = absent
        .iter()
        .map(|&fact| {
            let row = facts.row(fact);
            let code = row.and_then(|row| row.code).unwrap_or_default();
            let name = row.map_or("", |row| row.name);
            let figure = facts.figure(fact).map(Figure::to_text_with_unit);
            format!("“{}” {}", format!("{code} {name}").trim(), figure.unwrap_or_default())
        })
        .collect();
    let clause = facts.disclosure().cell(facts.place(whole));
    let told = |lang: Lang| {
        let (clause, names) = (clause.describe(lang), names.join(lang.pick("、", ", ")));
        match lang {
            Lang::Zh => format!("{clause}：所列各项合计不足，未列{names}"),
            Lang::En => {
                format!("{clause}: the parts that are listed fall short; not listed: {names}")
            }
        }
    };
    let places = core::iter::once(whole).chain(absent).map(|fact| facts.place(fact)).collect();
    let message = Message::new(told(Lang::Zh), told(Lang::En));
    let mut finding = Finding::new(FindingKind::ListingMismatch, places, message);
    if !matches!(opening, Opening::MadeOf | Opening::Below | Opening::Deal) {
        finding.severity = Severity::Info;
    }
    context.findings.push(finding);
}

/// The highest printed parts of a whole that are not nil and have nothing to do with those that are listed;
/// `None` if there are many.
fn absent(
    context: &Context<'_>,
    whole: Scope,
    dimension: Dimension,
    keys: &[u32],
) -> Option<Vec<FactId>> {
    let facts = context.facts;
    let of = whole.key(dimension);
    let mut found: Vec<(u32, FactId)> = Vec::new();
    for &scope in facts.printed_scopes() {
        let key = scope.key(dimension);
        let part = key != of
            && key_is_within(dimension, key, of)
            && scope.without(dimension) == whole.without(dimension)
            && !keys.iter().any(|&own| split::overlap(dimension, own, key));
        if !part {
            continue;
        }
        let Some(fact) = facts.find(scope).filter(|&fact| !facts.is_nil(fact)) else { continue };
        if found.iter().any(|&(above, _)| key_is_within(dimension, key, above)) {
            continue;
        }
        found.retain(|&(other, _)| !key_is_within(dimension, other, key));
        found.push((key, fact));
        if found.len() > 4 * MOST {
            return None;
        }
    }
    (found.len() <= MOST).then(|| found.into_iter().map(|(_, fact)| fact).collect())
}
