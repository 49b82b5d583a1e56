//! A row that was left out: the parts of a node fall short of it in every column.
//!
//! ```text
//! 20805   行政事业单位养老支出             2,352.86
//! 2080502 事业单位离退休                     924.21
//! 2080505 机关事业单位基本养老保险缴费支出    730.45    2,352.86 − 924.21 − 730.45 = 698.20, which is
//!                                                  2080506 elsewhere
//! ```

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
    vec::Vec,
};

use super::{Ground, Hypothesis, best_first};
use crate::causes::cause::{CauseKind, between};
use crate::check::{Judged, Relation};
use crate::facts::{FactId, Facts, RowId, is_code};
use crate::lang::{Lang, Message};
use crate::law::Law;
use crate::num::amount::Unit;
use crate::num::figure::{Figure, Quantity};
use crate::scope::{Dimension, key_is_within};

/// As much as one wrong figure.
const PRICE: u32 = 2;

/// The most rows that are weighed.
const MOST: usize = 12;

pub(super) fn find(ground: &Ground<'_>) -> Vec<Hypothesis> {
    let facts = ground.facts;
    let mut short: BTreeMap<RowId, Vec<usize>> = BTreeMap::new();
    for (number, judged) in ground.judged.iter().enumerate() {
        if let Some(row) = short_of_parts(facts, judged) {
            short.entry(row).or_default().push(number);
        }
    }
    short.retain(|_, lacking| is_row(ground, lacking));
    let found = short.into_iter().map(|(row, lacking)| {
        let hypothesis = hypothesis(ground, row, lacking);
        ((hypothesis.attested, hypothesis.lacking.len()), hypothesis)
    });
    best_first(found.collect(), MOST)
}

/// Whether what the columns lack can stand in one row: no part of it is more than its whole.
fn is_row(ground: &Ground<'_>, lacking: &[usize]) -> bool {
    let facts = ground.facts;
    let column = |&number: &usize| {
        let judged = ground.judged.get(number)?;
        let whole = judged.equation.terms().first()?;
        let [low, high] = judged.judgement.lacking();
        Some((facts.scope(whole.fact), low?, high?))
    };
    let columns: Vec<_> = lacking.iter().filter_map(column).collect();
    columns.iter().all(|(scope, low, _)| {
        columns.iter().all(|(wider, _, high)| !scope.is_within(*wider) || low <= high)
    })
}

/// The row of a whole whose parts, in rows of their own, are too little.
fn short_of_parts(facts: &Facts<'_>, judged: &Judged) -> Option<RowId> {
    let equation = &judged.equation;
    let short = judged.is_broken()
        && equation.law() == Law::Hierarchy
        && equation.relation() == Relation::Equal
        && judged.judgement.difference > Quantity::ZERO;
    let (whole, parts) = equation.terms().split_first().filter(|_| short)?;
    let own = facts.row_id(whole.fact)?;
    let table = facts.table_of(whole.fact);
    let below = |part: FactId| facts.table_of(part) == table && facts.row_id(part) != Some(own);
    let is_sum = whole.coefficient == 1
        && parts.iter().all(|part| part.coefficient == -1 && below(part.fact));
    is_sum.then_some(own)
}

fn hypothesis(ground: &Ground<'_>, row: RowId, lacking: Vec<usize>) -> Hypothesis {
    let facts = ground.facts;
    let printed = facts.rows().get(row.index());
    let absent = absent(ground, &lacking);
    let place = printed.map(|row| row.place());
    let told = |lang: Lang| {
        let row =
            place.map_or_else(String::new, |place| facts.disclosure().cell(place).describe(lang));
        let amount = amount(ground, &lacking, lang);
        match (&absent, lang) {
            (Some(name), Lang::Zh) => format!("{row}：下级各项之和少 {amount}，漏列“{name}”一行。"),
            (None, Lang::Zh) => format!("{row}：下级各项之和少 {amount}，像是漏列一行。"),
            (Some(name), Lang::En) => {
                format!("{row}: its parts are {amount} short: the row “{name}” was left out.")
            }
            (None, Lang::En) => {
                format!("{row}: its parts are {amount} short; a row seems to have been left out.")
            }
        }
    };
    Hypothesis {
        kind: CauseKind::Omitted,
        price: PRICE,
        attested: absent.is_some(),
        ties: true,
        tied: false,
        figures: Vec::new(),
        message: Message::new(told(Lang::Zh), told(Lang::En)),
        lacking,
        place,
    }
}

/// How much the first column lacks.
fn amount(ground: &Ground<'_>, lacking: &[usize], lang: Lang) -> String {
    let judged = lacking.first().and_then(|&number| ground.judged.get(number));
    let Some(Judged { equation, judgement, .. }) = judged else { return String::new() };
    let coarsest = ground.facts.coarsest(equation.terms().iter().map(|term| term.fact));
    let (unit, decimals) =
        coarsest.map_or((Unit::Yuan, 2), |figure| (figure.unit(), figure.decimals()));
    let short = Some(judgement.difference);
    between(short, short, unit, decimals, lang)
}

/// The row of another table that is not printed here and has just the amount that is lacking: its code
/// and name. `None` where there is no such row, or more than one.
fn absent(ground: &Ground<'_>, lacking: &[usize]) -> Option<String> {
    let facts = ground.facts;
    let mut found: BTreeMap<(Dimension, u32), String> = BTreeMap::new();
    for judged in lacking.iter().filter_map(|&number| ground.judged.get(number)) {
        let terms = judged.equation.terms();
        let (whole, parts) = terms.split_first()?;
        let scope = facts.scope(whole.fact);
        let cut = parts.iter().map(|part| facts.scope(part.fact));
        let dimension =
            cut.flat_map(|part| part.fixed().filter(move |&d| part.key(d) != scope.key(d)));
        let dimension = dimension.into_iter().find(|&dimension| is_code(dimension))?;
        let parent = scope.key(dimension);
        let table = facts.table_of(whole.fact);
        let here: BTreeSet<u32> = facts
            .cells()
            .filter(|&fact| facts.table_of(fact) == table)
            .map(|fact| facts.scope(fact).key(dimension))
            .collect();
        let [low, high] = judged.judgement.lacking();
        let fits = |figure: Figure| {
            low.is_none_or(|low| low <= figure.value())
                && high.is_none_or(|high| figure.value() <= high)
        };
        for fact in facts.cells().filter(|&fact| facts.table_of(fact) != table) {
            let other = facts.scope(fact);
            let key = other.key(dimension);
            let below = key != parent && key_is_within(dimension, key, parent);
            if below && !here.contains(&key) && facts.figure(fact).is_some_and(fits) {
                if let Some(row) = facts.row(fact) {
                    let name = format!("{} {}", row.code.unwrap_or_default(), row.name);
                    found.entry((dimension, key)).or_insert_with(|| name.trim().into());
                }
            }
        }
    }
    // The level above may have the very amount of its only part.
    let keys: Vec<(Dimension, u32)> = found.keys().copied().collect();
    let lowest = |&&(dimension, key): &&(Dimension, u32)| {
        keys.iter().all(|&(d, other)| {
            d == dimension && (other == key || key_is_within(dimension, key, other))
        })
    };
    let only = keys.iter().find(lowest)?;
    found.remove(only)
}
