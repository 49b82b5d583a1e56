//! Puts the facts of a document together.

use alloc::vec::Vec;

use super::{
    FactId, Facts, LastYear, Row, RowId, Scopes, TableId, cut_off, families, headings,
    other_budgets::OtherBudgets, prose, this_year,
};
use crate::disclosure::{Content, Disclosure, Fact};
use crate::finding::Finding;
use crate::narrative::By;
use crate::num::figure::{Interval, Quantity, Rounding};
use crate::place::Place;
use crate::scope::Dimension;
use crate::vintage::Vintage;

/// Takes the facts in their order: those of the tables, what mutes them, then those of the
/// narrative, which are read with an eye to what the tables print.
pub(crate) struct Builder<'a> {
    pub(super) facts: Facts<'a>,
}

impl<'a> Builder<'a> {
    /// Begins with the cells of all tables and the changes that they print.
    pub(crate) fn new(disclosure: &'a Disclosure, rounding: Rounding) -> Self {
        let cells = disclosure.facts();
        let facts = Facts {
            disclosure,
            rounding,
            all: Vec::with_capacity(cells.len()),
            cells: cells.len(),
            intervals: Vec::with_capacity(cells.len()),
            scope_of: Vec::with_capacity(cells.len()),
            next: Vec::with_capacity(cells.len()),
            scopes: Scopes::default(),
            cell_scopes: 0,
            ends: Vec::new(),
            row_of: Vec::with_capacity(cells.len()),
            rows: Vec::new(),
            muted: Vec::with_capacity(cells.len()),
            cut_off: Vec::new(),
            changes: Vec::with_capacity(disclosure.changes().len()),
            claims: prose::Claimed::default(),
            last_year: None,
            groups: Vec::new(),
            other_budgets: OtherBudgets::default(),
            negative: cells.iter().any(is_negative),
        };
        let mut builder = Self { facts };
        let this_year = this_year::tables(disclosure, rounding);
        for &fact in cells {
            let id = builder.add(match fact.place().table() {
                Some(table)
                    if this_year.contains(&TableId::of(table)) && this_year::is_spent(&fact) =>
                {
                    let scope = fact.scope().with_vintage(Vintage::Current);
                    Fact::new(scope, fact.content(), fact.place())
                }
                _ => fact,
            });
            builder.add_to_row(id, fact.place());
        }
        builder.facts.cell_scopes = builder.facts.scopes.len();
        for change in disclosure.changes() {
            let fact = match change.by() {
                By::Amount(figure) => {
                    let content = Content::Figure(figure);
                    Some(builder.add(Fact::new(change.scope(), content, change.place())))
                }
                _ => None,
            };
            builder.facts.changes.push(fact);
        }
        builder
    }

    /// The figures of last year's disclosure of the same body.
    #[must_use]
    pub(crate) fn last_year(mut self, disclosure: Option<&Disclosure>) -> Self {
        self.facts.last_year = disclosure.map(|disclosure| {
            let mut last = LastYear { scopes: Scopes::default(), figures: Vec::new() };
            for fact in disclosure.facts() {
                let id = last.scopes.intern(fact.scope());
                if id.index() == last.figures.len() {
                    last.figures.push(fact.figure());
                }
            }
            last
        });
        self
    }

    /// Leaves out blanks that are no nil, and says so: headings, and totals that were forgotten.
    #[must_use]
    pub(crate) fn mute_blanks(mut self, findings: &mut Vec<Finding>) -> Self {
        for fact in headings::find(&self.facts, findings) {
            if let Some(muted) = self.facts.muted.get_mut(fact.index()) {
                *muted = true;
            }
        }
        self
    }

    /// Looks over what the tables print, before what is told is held against it.
    fn settle_tables(&mut self) {
        self.facts.groups = families::all_groups(&self.facts);
        self.facts.other_budgets = OtherBudgets::new(&self.facts);
    }

    /// Adds the amounts of the narrative.
    #[must_use]
    pub(crate) fn narrative(mut self) -> Self {
        self.settle_tables();
        prose::add(&mut self);
        self
    }

    /// The facts, with those figures taken for cut off that must have been.
    pub(crate) fn build(mut self) -> Facts<'a> {
        if self.facts.groups.is_empty() {
            self.settle_tables();
        }
        self.facts.cut_off.resize(self.facts.len(), false);
        for fact in cut_off::find(&self.facts) {
            self.facts.cut_off(fact);
        }
        if self.facts.rounding == Rounding::Summed {
            self.facts.widen_totals();
        }
        self.facts
    }

    /// Adds one fact behind those that are there.
    pub(super) fn add(&mut self, fact: Fact) -> FactId {
        let facts = &mut self.facts;
        let id = FactId::at(facts.all.len());
        facts.all.push(fact);
        facts.muted.push(false);
        facts.next.push(None);
        facts.intervals.push(interval(fact.content(), facts.rounding));
        let scope = facts.scopes.intern(fact.scope());
        facts.scope_of.push(scope);
        match facts.ends.get_mut(scope.index()) {
            Some([_, last]) => {
                if let Some(next) = facts.next.get_mut(last.index()) {
                    *next = Some(id);
                }
                *last = id;
            }
            None => facts.ends.push([id, id]),
        }
        id
    }

    /// Files a cell under its row; the cells of a row stand together.
    fn add_to_row(&mut self, fact: FactId, place: Place) {
        let facts = &mut self.facts;
        let Place::Cell { table, row: number, .. } = place else {
            facts.row_of.push(None);
            return;
        };
        let table = TableId::of(table);
        let open = facts.rows.last_mut().filter(|row| row.table == table && row.number == number);
        if let Some(row) = open {
            row.cells += 1;
        } else {
            let printed = facts.disclosure.raw().tables.get(table.index());
            let printed = printed.and_then(|table| table.rows.get(crate::index::index(number)));
            let code = printed.and_then(|row| row.code.as_deref());
            let name = printed.map_or("", |row| row.name.as_str());
            facts.rows.push(Row { table, number, code, name, first: fact, cells: 1 });
        }
        facts.row_of.push(facts.rows.len().checked_sub(1).map(RowId::at));
    }
}

impl Facts<'_> {
    /// Takes a figure for cut off: what prints as it does reaches a whole last place beyond it.
    fn cut_off(&mut self, fact: FactId) {
        let Some(figure) = self.figure(fact) else { return };
        let cut = figure.interval(Rounding::Truncated);
        let (intervals, flags) = (&mut self.intervals, &mut self.cut_off);
        let slots = intervals.get_mut(fact.index()).zip(flags.get_mut(fact.index()));
        if let Some((Some(interval), flag)) =
            slots.map(|(interval, flag)| (interval.as_mut(), flag))
        {
            let (low, high) = (interval.low().min(cut.low()), interval.high().max(cut.high()));
            if let Some(wider) = Interval::new(low, high) {
                *interval = wider;
                *flag = true;
            }
        }
    }
}

/// The values that print as a content does.
fn interval(content: Content, rounding: Rounding) -> Option<Interval> {
    match content {
        Content::Figure(figure) => Some(figure.interval(rounding)),
        Content::Blank => Some(Interval::point(Quantity::ZERO)),
        Content::Unreadable => None,
    }
}

fn is_negative(fact: &Fact) -> bool {
    fact.figure().is_some_and(|figure| figure.mantissa() < 0)
        && !fact.scope().fixes(Dimension::Change)
}
