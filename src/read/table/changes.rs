//! Columns of changes (增减额, 增减%): what they say of two other columns of the table.
//!
//! 2026年预算数 | 2025年执行数 | 增减额 | 增减%: a change is the amount of the document's own year
//! and stage minus the one other amount that the table prints of the same. Where there are several
//! others, the heading must name the year or the stage (比2025年执行数增减额). A column whose two
//! amounts are not certain stays a column of text.

use alloc::{collections::BTreeMap, vec::Vec};

use super::{Draft, columns::Column, content, sink::Sink};
use crate::disclosure::{Content, Fact, TableChange};
use crate::index;
use crate::kind::Stage;
use crate::label::Reading;
use crate::narrative::{By, Percent};
use crate::num::amount::Unit;
use crate::num::figure::Figure;
use crate::place::Place;
use crate::raw::RawTable;
use crate::scope::{Dimension, NameId, Scope};
use crate::text;
use crate::words::TextColumn;

/// The most amounts that differ in year and stage alone among which a column of changes looks for
/// its two: tables compare two or three.
const MAX_CANDIDATES: usize = 8;

/// A column of changes, and the columns that it compares.
pub(super) struct ChangeColumn {
    column: usize,
    after: usize,
    before: usize,
    /// Whether it prints percentages (增减%) and no amounts.
    rate: bool,
    /// Whether its heading says that bare numbers are per cent.
    percent: bool,
}

/// A column of amounts, told by its year and stage.
struct Candidate {
    column: usize,
    year: u16,
    stage: Stage,
}

/// The columns of changes whose two amounts are certain.
pub(super) fn columns(
    raw: &RawTable,
    columns: &[Column],
    (year, stage): (u16, Stage),
) -> Vec<ChangeColumn> {
    let readings = || columns.iter().filter_map(|column| Some((column.number, column.reading?)));
    let is_change = |reading: &Reading| {
        matches!(reading.text_column(), Some(TextColumn::Change | TextColumn::ChangeRate))
    };
    if !readings().any(|(_, reading)| is_change(&reading)) {
        return Vec::new();
    }
    let dated = |reading: &Reading| {
        let last = reading.is_last_year().then(|| year.saturating_sub(1));
        (reading.scope().year().or(last), reading.scope().stage())
    };
    let mut amounts: BTreeMap<Scope, Vec<Candidate>> = BTreeMap::new();
    for (column, reading) in readings().filter(|(_, reading)| reading.text_column().is_none()) {
        let (own_year, own_stage) = dated(&reading);
        let (year, stage) = (own_year.unwrap_or(year), own_stage.unwrap_or(stage));
        amounts.entry(undated(reading.scope())).or_default().push(Candidate {
            column,
            year,
            stage,
        });
    }
    let find = |(column, reading): (usize, Reading)| {
        let candidates = amounts.get(&undated(reading.scope()))?;
        if candidates.len() > MAX_CANDIDATES {
            return None;
        }
        let is_own = |candidate: &&Candidate| (candidate.year, candidate.stage) == (year, stage);
        let (told_year, told_stage) = dated(&reading);
        let is_base = |candidate: &&Candidate| {
            !is_own(candidate)
                && told_year.is_none_or(|told| told == candidate.year)
                && told_stage.is_none_or(|told| told == candidate.stage)
        };
        let after = only(candidates.iter().filter(is_own))?;
        let before = only(candidates.iter().filter(is_base))?;
        let percent =
            raw.columns.get(column).is_some_and(|heading| text::fold(heading).contains('%'));
        let rate = reading.text_column() == Some(TextColumn::ChangeRate);
        Some(ChangeColumn { column, after: after.column, before: before.column, percent, rate })
    };
    readings().filter(|(_, reading)| is_change(reading)).filter_map(find).collect()
}

fn undated(scope: Scope) -> Scope {
    scope.without(Dimension::Year).without(Dimension::Stage)
}

/// The one item of an iterator that has no other.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    items.next().filter(|_| items.next().is_none())
}

/// Adds the changes that a row prints; `facts` ends with the row's own, which begin at `first`.
pub(super) fn of_row(
    sink: &mut Sink,
    draft: &Draft<'_>,
    (row, first): (usize, usize),
    facts: &[Fact],
    changes: &mut Vec<TableChange>,
) {
    let own = facts.get(first..).unwrap_or_default();
    let fact = |column: usize| {
        let found = own.binary_search_by_key(&column, |fact| column_of(fact.place())).ok()?;
        Some((first + found, own.get(found)?))
    };
    for column in &draft.changes {
        let text = draft.grid.text(row, column.column);
        let (Some((after, own)), Some((before, base))) = (fact(column.after), fact(column.before))
        else {
            continue;
        };
        let (Some(text), Place::Cell { table, row, .. }) = (text, own.place()) else { continue };
        let place = Place::Cell { table, row, column: index::number(column.column) };
        let by = if column.rate {
            percent(text, column.percent).map(By::Percent)
        } else {
            match content::read(sink, Some(text), draft.title.unit, place, true) {
                Content::Figure(figure) => Some(By::Amount(figure)),
                Content::Blank | Content::Unreadable => None,
            }
        };
        if let (Some(by), Some(year)) = (by, base.scope().year()) {
            // What a table compares with is its own affair: no other need print the same change.
            let scope = own.scope().with_change(year).with_table(NameId(table));
            changes.push(TableChange::new(scope, by, place, (after, before)));
        }
    }
}

fn column_of(place: Place) -> usize {
    match place {
        Place::Cell { column, .. } => index::index(column),
        _ => usize::MAX,
    }
}

/// A percentage; a bare number is one only under a heading that says so.
fn percent(text: &str, bare: bool) -> Option<Percent> {
    let text = text::fold(text);
    let number = match text.strip_suffix('%') {
        Some(number) => number,
        None if bare => &text,
        None => return None,
    };
    let figure = Figure::parse(number, Unit::Yuan).ok()??;
    Some(Percent::new(figure.mantissa(), figure.decimals()))
}
