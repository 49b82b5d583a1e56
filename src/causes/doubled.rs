//! A row that was printed twice: counted once, the sum above it closes in every column.
//!
//! ```text
//! 20805   行政事业单位养老支出   1,971.66
//! 2080502 事业单位离退休           97.38
//! 2080505 基本养老保险缴费支出   1,257.59
//! 2080505 基本养老保险缴费支出   1,257.59   1,971.66 = 97.38 + 1,257.59 + 616.69
//! 2080506 职业年金缴费支出         616.69
//! ```
//!
//! Rows that repeat each other may each be right, once for every unit or kind; then their sum is what
//! the row above holds besides.

use alloc::{collections::BTreeMap, format, string::String, vec::Vec};

use super::cause::{Cause, CauseKind};
use super::hypothesis::moved;
use super::suspect::{Suspect, SuspectSet};
use crate::check::{Judged, Relation};
use crate::facts::{FactId, Facts, Row, TableId, is_code};
use crate::finding::{Finding, FindingKind, Severity};
use crate::lang::{Lang, Message};
use crate::law::Law;
use crate::num::figure::Interval;
use crate::place::Place;
use crate::scope::{Dimension, key_is_within};

/// The most pairs of rows that are looked at.
const MOST: usize = 16;

/// Adds the rows that were printed twice, each with what is broken within the copy alone. The findings on
/// them become errors.
pub(crate) fn add(
    causes: &mut Vec<Cause>,
    facts: &Facts<'_>,
    judged: &[Judged],
    findings: &mut [Finding],
) {
    for (copy, mut cause) in find(facts, judged, findings) {
        let copied = |fact| facts.row(fact).is_some_and(|row| row.place() == copy.place());
        let within = |&equation: &usize| {
            let terms = judged.get(equation).map(|judged| judged.equation.terms());
            terms.is_some_and(|terms| {
                !terms.is_empty() && terms.iter().all(|term| copied(term.fact))
            })
        };
        causes.retain(|other| {
            let explained = other.kind == CauseKind::Figure
                && !other.equations.is_empty()
                && other.equations.iter().all(within);
            if explained {
                cause.equations.extend(&other.equations);
            }
            !explained
        });
        causes.push(cause);
    }
}

/// The rows that were printed twice: the copy of each, and the cause.
fn find<'a>(
    facts: &Facts<'a>,
    judged: &[Judged],
    findings: &mut [Finding],
) -> Vec<(Row<'a>, Cause)> {
    let mut causes = Vec::new();
    let repeated = findings.iter_mut().filter(|finding| finding.kind == FindingKind::DuplicateRow);
    for finding in repeated.take(MOST) {
        let Some([first, second]) = finding.places.first().and_then(|&place| pair(facts, place))
        else {
            continue;
        };
        let Some(sums) = sums(facts, judged, first) else { continue };
        let [one, other] = [first, second].map(|row| sums.iter().all(|sum| sum.lacks(facts, row)));
        let [right, copy] = match (one, other) {
            (true, _) => [first, second],
            (false, true) => [second, first],
            (false, false) => continue,
        };
        // A label that is printed again without figures repeats none of them.
        if copy.facts().all(|fact| facts.is_blank(fact)) {
            continue;
        }
        let cause = cause(facts, right, copy);
        finding.severity = Severity::Error;
        finding.message = cause.message.clone();
        finding.places.clone_from(&cause.places);
        causes.push((copy, cause));
    }
    causes
}

/// A row and the only other one of its table that reads alike.
fn pair<'a>(facts: &Facts<'a>, place: Place) -> Option<[Row<'a>; 2]> {
    let Place::Row { table, row } = place else { return None };
    let rows = facts.rows_of(facts.table(TableId::of(table))?);
    let label = rows.iter().find(|own| own.number == row)?.label();
    let mut alike = rows.iter().copied().filter(|own| own.label() == label);
    let (first, second) = (alike.next()?, alike.next()?);
    alike.next().is_none().then_some([first, second])
}

/// A sum that lacks the rows that repeat each other, and how much it is short.
struct Sum {
    column: u32,
    short: Interval,
}

impl Sum {
    /// Whether it lacks just what a row prints.
    fn lacks(&self, facts: &Facts<'_>, row: Row<'_>) -> bool {
        let own = at(facts, row, self.column).and_then(|fact| facts.interval(fact));
        own.is_some_and(|own| own.intersection(self.short).is_some())
    }
}

/// The sums right above a row, if some of them are short of something.
fn sums(facts: &Facts<'_>, judged: &[Judged], row: Row<'_>) -> Option<Vec<Sum>> {
    let table = Some(row.table);
    let mut by_parent: BTreeMap<(Dimension, u32), Vec<Sum>> = BTreeMap::new();
    let mut nearest: Option<(Dimension, u32)> = None;
    for Judged { equation, judgement, .. } in judged {
        let open = equation.law() == Law::Hierarchy && equation.relation() == Relation::AtLeast;
        let Some(whole) = equation.terms().first().filter(|_| open) else { continue };
        let (row_of, parts) =
            (facts.row_id(whole.fact), equation.terms().get(1..).unwrap_or_default());
        let within = parts
            .iter()
            .all(|part| facts.table_of(part.fact) == table && facts.row_id(part.fact) != row_of)
            && facts.table_of(whole.fact) == table;
        let Place::Cell { column, .. } = facts.place(whole.fact) else { continue };
        let Some(own) = at(facts, row, column).filter(|_| within) else { continue };
        let (scope, above) = (facts.scope(own), facts.scope(whole.fact));
        let below = |dimension: Dimension| {
            let (key, over) = (scope.key(dimension), above.key(dimension));
            key != over && key_is_within(dimension, key, over)
        };
        let Some(dimension) = Dimension::ALL.iter().copied().find(|&d| is_code(d) && below(d))
        else {
            continue;
        };
        let [Some(low), Some(high)] = judgement.lacking() else { continue };
        let Some(short) = Interval::new(low, high) else { continue };
        let parent = (dimension, above.key(dimension));
        let nearer =
            nearest.is_none_or(|(d, key)| d == dimension && key_is_within(d, parent.1, key));
        if nearer {
            nearest = Some(parent);
        }
        by_parent.entry(parent).or_default().push(Sum { column, short });
    }
    let sums = by_parent.remove(&nearest?)?;
    let short = |sum: &Sum| sum.short.low().nano() > 0;
    sums.iter().any(short).then_some(sums)
}

/// The cell of a row in a column.
fn at(facts: &Facts<'_>, row: Row<'_>, column: u32) -> Option<FactId> {
    row.facts()
        .find(|&fact| matches!(facts.place(fact), Place::Cell { column: c, .. } if c == column))
}

fn cause(facts: &Facts<'_>, right: Row<'_>, copy: Row<'_>) -> Cause {
    // Where the two differ it is the copy that is wrong.
    let wrong: Vec<Suspect> = copy
        .facts()
        .enumerate()
        .filter_map(|(group, fact)| {
            let Place::Cell { column, .. } = facts.place(fact) else { return None };
            moved(facts, fact, at(facts, right, column)?, group)
        })
        .collect();
    let told = |lang: Lang| {
        let name = facts.disclosure().cell(copy.place()).describe(lang);
        let (first, again) = (right.number + 1, copy.number + 1);
        let mut text = match lang {
            Lang::Zh => {
                format!("{name}：第 {again} 行重复了第 {first} 行，只计一次则上级合计相符。")
            }
            Lang::En => format!(
                "{name}: row {again} repeats row {first}; counted once, the sum above closes."
            ),
        };
        for suspect in &wrong {
            let cell = facts.disclosure().cell(suspect.place());
            let meant = suspect.implied().map_or_else(String::new, |meant| format!("{meant}"));
            let told = match lang {
                Lang::Zh => format!("重复行印作“{}”，应为 {meant}。", cell.text()),
                Lang::En => format!(" The copy prints “{}” for {meant}.", cell.text()),
            };
            text.push_str(&told);
        }
        text
    };
    let message = Message::new(told(Lang::Zh), told(Lang::En));
    let places = core::iter::once(copy.place()).chain(wrong.iter().map(Suspect::place)).collect();
    let set = SuspectSet { suspects: wrong, ..SuspectSet::default() };
    Cause {
        kind: CauseKind::Doubled,
        places,
        alternatives: [set].into(),
        more: 0,
        complete: true,
        equations: Vec::new(),
        message,
    }
}
