//! The facts of a document, frozen: numbered, with their tables, rows and scopes.
//!
//! A fact is a cell of a table, a change that a table prints (增减额), or an amount of the narrative.
//! [`Builder`] puts them together; what comes out of it no law changes.

use alloc::{collections::BTreeSet, string::String, vec::Vec};

use crate::catalogue::{Catalogue, Edition, NameMatch};
use crate::code::{Code, Scheme};
use crate::disclosure::{Content, Disclosure, Fact, Table};
use crate::finding::FindingKind;
use crate::index;
use crate::num::figure::{Figure, Interval, Quantity, Rounding};
use crate::place::Place;
use crate::scope::{Dimension, Scope};
use crate::text;

mod builder;
mod cut_off;
mod families;
mod headings;
mod id;
mod other_budgets;
mod prose;
mod scopes;
mod summed;
mod this_year;

pub(crate) use builder::Builder;
pub(crate) use families::{Family, Group, is_code};
pub(crate) use id::{FactId, RowId, ScopeId, TableId};
use other_budgets::OtherBudgets;
pub(crate) use other_budgets::Printed;
pub(crate) use prose::{before, place, stage_of, when};
pub(crate) use scopes::Scopes;

/// The facts of a document: first the cells of its tables, behind them the changes that tables
/// print, then the amounts of the narrative, each in the order of print.
pub(crate) struct Facts<'a> {
    disclosure: &'a Disclosure,
    rounding: Rounding,
    all: Vec<Fact>,
    /// How many of them are cells of tables.
    cells: usize,
    /// By fact: the values that print as it does.
    intervals: Vec<Option<Interval>>,
    /// By fact: its scope.
    scope_of: Vec<ScopeId>,
    /// By fact: the next print of its scope.
    next: Vec<Option<FactId>>,
    scopes: Scopes,
    /// How many scopes the cells have.
    cell_scopes: usize,
    /// By scope: its first and its last print.
    ends: Vec<[FactId; 2]>,
    /// By cell: its row.
    row_of: Vec<Option<RowId>>,
    rows: Vec<Row<'a>>,
    /// By fact: left out of all laws (a heading whose cells are blank).
    muted: Vec<bool>,
    /// By fact: cut off instead of rounded, as far as one can tell.
    cut_off: Vec<bool>,
    /// By change that a table prints: its fact, if it prints an amount.
    changes: Vec<Option<FactId>>,
    claims: prose::Claimed,
    last_year: Option<LastYear>,
    groups: Vec<Group>,
    other_budgets: OtherBudgets,
    negative: bool,
}

/// A printed row.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(crate) table: TableId,
    /// Its number in the table.
    pub(crate) number: u32,
    /// The code as printed.
    pub(crate) code: Option<&'a str>,
    /// The name as printed.
    pub(crate) name: &'a str,
    /// Its first cell, and how many it has.
    first: FactId,
    cells: u32,
}

impl Row<'_> {
    /// How the printed name relates to the official names of a code.
    pub(crate) fn name_match<S: Scheme>(
        self,
        catalogue: &Catalogue,
        code: Code<S>,
        edition: Edition,
    ) -> NameMatch {
        catalogue.match_name(code, &text::normalise(self.name), edition)
    }

    /// What tells the row from others: its code, else its name, in normal form.
    pub(crate) fn label(self) -> String {
        text::normalise(self.code.unwrap_or(self.name))
    }

    pub(crate) fn place(self) -> Place {
        Place::Row { table: self.table.number(), row: self.number }
    }

    /// Its cells that were understood, in the order of print.
    pub(crate) fn facts(self) -> impl DoubleEndedIterator<Item = FactId> + Clone {
        let first = self.first.number();
        (first..first.saturating_add(self.cells)).map(FactId::of)
    }
}

/// The figures of last year's disclosure of the same body.
struct LastYear {
    scopes: Scopes,
    /// By scope: its first print.
    figures: Vec<Option<Figure>>,
}

impl<'a> Facts<'a> {
    pub(crate) fn disclosure(&self) -> &'a Disclosure {
        self.disclosure
    }

    /// How the document's figures were rounded.
    pub(crate) fn rounding(&self) -> Rounding {
        self.rounding
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }

    /// All facts.
    pub(crate) fn all(&self) -> impl Iterator<Item = FactId> + use<> {
        ids(0..self.all.len())
    }

    /// Whether a fact is a cell of a table.
    pub(crate) fn is_cell(&self, fact: FactId) -> bool {
        fact.index() < self.cells
    }

    /// The cells of all tables.
    pub(crate) fn cells(&self) -> impl Iterator<Item = FactId> + use<> {
        ids(0..self.cells)
    }

    /// The tables.
    pub(crate) fn tables(&self) -> impl Iterator<Item = (TableId, &'a Table)> + use<'a> {
        let tables = self.disclosure.tables().iter().enumerate();
        tables.map(|(index, table)| (TableId::at(index), table))
    }

    pub(crate) fn table(&self, table: TableId) -> Option<&'a Table> {
        self.disclosure.tables().get(table.index())
    }

    /// The cells of a table that take part in the laws.
    pub(crate) fn of_table(&self, table: &Table) -> impl Iterator<Item = FactId> + Clone + use<'_> {
        let facts = table.fact_range();
        (index::number(facts.start)..index::number(facts.end))
            .map(FactId::of)
            .filter(|&fact| !self.is_muted(fact))
    }

    /// The table of a fact; of none for prose.
    pub(crate) fn table_of(&self, fact: FactId) -> Option<TableId> {
        self.place(fact).table().map(TableId::of)
    }

    /// The table of a fact, as it was read.
    pub(crate) fn read_table_of(&self, fact: FactId) -> Option<&'a Table> {
        self.table(self.table_of(fact)?)
    }

    /// The rows that hold facts, in the order of print.
    pub(crate) fn rows(&self) -> &[Row<'a>] {
        &self.rows
    }

    /// The rows of a table that hold facts, in the order of print.
    pub(crate) fn rows_of(&self, table: &Table) -> &[Row<'a>] {
        let ends = table.fact_range();
        let first = self.row_id(FactId::at(ends.start));
        let last = ends.end.checked_sub(1).and_then(|last| self.row_id(FactId::at(last)));
        match (first, last) {
            (Some(first), Some(last)) => {
                self.rows.get(first.index()..=last.index()).unwrap_or_default()
            }
            _ => &[],
        }
    }

    /// The cells of a cell's row, itself among them, in the order of print.
    pub(crate) fn beside(&self, fact: FactId) -> Vec<FactId> {
        self.row(fact).map(|row| row.facts().collect()).unwrap_or_default()
    }

    /// The row of a cell.
    pub(crate) fn row(&self, fact: FactId) -> Option<Row<'a>> {
        self.rows.get(self.row_id(fact)?.index()).copied()
    }

    pub(crate) fn row_id(&self, fact: FactId) -> Option<RowId> {
        self.row_of.get(fact.index()).copied().flatten()
    }

    pub(crate) fn is_muted(&self, fact: FactId) -> bool {
        self.muted.get(fact.index()).copied().unwrap_or(true)
    }

    pub(crate) fn get(&self, fact: FactId) -> Option<&Fact> {
        self.all.get(fact.index())
    }

    pub(crate) fn scope(&self, fact: FactId) -> Scope {
        self.get(fact).map_or(Scope::ALL, Fact::scope)
    }

    pub(crate) fn scope_id(&self, fact: FactId) -> Option<ScopeId> {
        self.scope_of.get(fact.index()).copied()
    }

    pub(crate) fn place(&self, fact: FactId) -> Place {
        self.get(fact).map_or(Place::Table { table: 0 }, Fact::place)
    }

    pub(crate) fn figure(&self, fact: FactId) -> Option<Figure> {
        self.get(fact).and_then(Fact::figure)
    }

    pub(crate) fn is_readable(&self, fact: FactId) -> bool {
        self.get(fact).is_some_and(|fact| fact.content() != Content::Unreadable)
    }

    /// Whether some cell holds digits that make no number, or the narrative an amount that is too long.
    pub(crate) fn has_unreadable_digits(&self) -> bool {
        if !self.disclosure.narrative().tree.too_long.is_empty() {
            return true;
        }
        let unreadable =
            self.cells().filter(|&fact| !self.is_readable(fact) && !self.is_muted(fact));
        let digits = unreadable.into_iter().any(|fact| {
            self.disclosure.cell(self.place(fact)).text().contains(|c: char| c.is_ascii_digit())
        });
        digits || self.has_unplaced_digits()
    }

    /// Whether some number that is no fact has more digits than can be read.
    fn has_unplaced_digits(&self) -> bool {
        let unplaced: BTreeSet<&Place> = self.disclosure.unplaced().iter().collect();
        let findings = self.disclosure.findings().iter();
        findings
            .filter(|finding| finding.kind == FindingKind::UnreadableFigure)
            .flat_map(|finding| &finding.places)
            .any(|place| unplaced.contains(place))
    }

    pub(crate) fn is_blank(&self, fact: FactId) -> bool {
        self.get(fact).is_some_and(|fact| fact.content() == Content::Blank)
    }

    /// The printed value, zero for a blank, `None` for an unreadable cell.
    pub(crate) fn value(&self, fact: FactId) -> Option<Quantity> {
        match self.get(fact)?.content() {
            Content::Figure(figure) => Some(figure.value()),
            Content::Blank => Some(Quantity::ZERO),
            Content::Unreadable => None,
        }
    }

    /// Whether a fact is printed as nil, or not printed at all.
    pub(crate) fn is_nil(&self, fact: FactId) -> bool {
        match self.get(fact).map(Fact::content) {
            Some(Content::Figure(figure)) => figure.is_zero(),
            Some(Content::Blank) => true,
            Some(Content::Unreadable) | None => false,
        }
    }

    /// The values that print as this fact does, `None` for an unreadable cell.
    pub(crate) fn interval(&self, fact: FactId) -> Option<Interval> {
        self.intervals.get(fact.index()).copied().flatten()
    }

    /// Whether a figure is taken for cut off: the true value may lie a whole last place beyond it.
    pub(crate) fn is_cut_off(&self, fact: FactId) -> bool {
        self.cut_off.get(fact.index()).copied().unwrap_or(false)
    }

    /// The coarsest figure among some facts.
    pub(crate) fn coarsest(&self, facts: impl Iterator<Item = FactId>) -> Option<Figure> {
        facts.filter_map(|fact| self.figure(fact)).max_by_key(|figure| figure.last_place())
    }

    /// How many scopes there are.
    pub(crate) fn scope_count(&self) -> usize {
        self.scopes.len()
    }

    /// The scopes that cells of tables have, in the order of their first print.
    pub(crate) fn printed_scopes(&self) -> &[Scope] {
        self.scopes.all().get(..self.cell_scopes).unwrap_or_default()
    }

    /// All prints of a scope in tables and prose, unreadable ones too, in the order of print.
    pub(crate) fn prints(&self, scope: ScopeId) -> impl Iterator<Item = FactId> + use<'_> {
        let first = self.ends.get(scope.index()).map(|&[first, _]| first);
        core::iter::successors(first, |fact| self.next.get(fact.index()).copied().flatten())
            .filter(|&fact| !self.is_muted(fact))
    }

    /// The readable prints of a scope in tables and prose, in the order of print.
    pub(crate) fn find_all(&self, scope: Scope) -> impl Iterator<Item = FactId> + use<'_> {
        let prints = self.scopes.find(scope).into_iter().flat_map(|scope| self.prints(scope));
        prints.filter(|&fact| self.is_readable(fact))
    }

    /// The first readable cell of a table that prints a scope.
    pub(crate) fn find(&self, scope: Scope) -> Option<FactId> {
        self.find_all(scope).next().filter(|&fact| self.is_cell(fact))
    }

    /// The first readable print of a scope, in a table or in prose.
    pub(crate) fn find_anywhere(&self, scope: Scope) -> Option<FactId> {
        self.find_all(scope).next()
    }

    /// The first readable cell that prints a scope in any table but one.
    pub(crate) fn find_elsewhere(&self, scope: Scope, table: TableId) -> Option<FactId> {
        let cells = self.find_all(scope).take_while(|&fact| self.is_cell(fact));
        let mut elsewhere = cells.filter(|&fact| self.table_of(fact) != Some(table));
        elsewhere.next()
    }

    /// The fact of a change that a table prints, by its number among them.
    pub(crate) fn change(&self, number: usize) -> Option<FactId> {
        self.changes.get(number).copied().flatten()
    }

    /// What the narrative claims.
    pub(crate) fn claimed(&self) -> &prose::Claimed {
        &self.claims
    }

    /// The clause of the narrative that a fact is read out of.
    pub(crate) fn clause(&self, fact: FactId) -> Option<Place> {
        self.claims.clause(fact)
    }

    /// Last year's figure of a scope of this year, as last year's disclosure prints it.
    pub(crate) fn last_year(&self, scope: Scope) -> Option<Figure> {
        let last = self.last_year.as_ref()?;
        let then = scope.with_year(scope.year()?.checked_sub(1)?).without(Dimension::Change);
        last.figures.get(last.scopes.find(then)?.index()).copied().flatten()
    }

    /// The cells of the tables along each dimension that adds up, table by table.
    pub(crate) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// Whether the document prints an amount below zero that is no change.
    pub(crate) fn prints_negative(&self) -> bool {
        self.negative
    }

    /// What is known of the two budgets beside 一般公共预算.
    pub(crate) fn other_budgets(&self) -> &OtherBudgets {
        &self.other_budgets
    }

    /// Whether 政府性基金 and 国有资本经营预算 are known to be nil at the time of a scope, so that 财政拨款 is
    /// 一般公共预算.
    pub(crate) fn general_only(&self, scope: Scope) -> bool {
        let nil = |printed| matches!(printed, Printed::Nil | Printed::Zero(_));
        self.other_budgets.at(scope).into_iter().all(nil)
    }
}

fn ids(range: core::ops::Range<usize>) -> impl Iterator<Item = FactId> {
    (index::number(range.start)..index::number(range.end)).map(FactId::of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Stage;
    use crate::num::amount::Unit;
    use crate::raw::{RawDisclosure, RawTable};

    fn table(title: &str, texts: &[&str]) -> RawTable {
        let rows = texts.iter().enumerate();
        rows.fold(RawTable::new(title, Unit::WanYuan, ["合计"]), |table, (number, text)| {
            table.row(&alloc::format!("{}", 203 + number), "", [*text])
        })
    }

    fn read(tables: impl IntoIterator<Item = RawTable>) -> Disclosure {
        let raw = RawDisclosure::new(2026, Stage::Budget);
        Disclosure::read(tables.into_iter().fold(raw, RawDisclosure::table))
    }

    #[test]
    fn a_heading_is_found_no_more() {
        let own = RawTable::new("部门支出总表", Unit::WanYuan, ["合计"])
            .row("205", "教育支出", [""])
            .row("20502", "普通教育", ["2.00"]);
        let disclosure = read([own]);
        let mut findings = Vec::new();
        let facts = Builder::new(&disclosure, Rounding::Nearest).mute_blanks(&mut findings);
        let facts = facts.build();
        let [one, other] = [0, 1].map(FactId::at);
        assert_eq!([one, other, FactId::at(9)].map(|f| facts.is_muted(f)), [true, false, true]);
        assert_eq!([one, other].map(|fact| facts.find(facts.scope(fact))), [None, Some(other)]);
        assert!(facts.prints(facts.scope_id(one).unwrap()).next().is_none());
        assert_eq!(findings.len(), 1);
    }

    #[test]
    fn a_figure_that_was_cut_off_reaches_further() {
        let mut yuan = table("部门支出总表", &["103456", "3456"]);
        yuan.unit = Some("元".into());
        let disclosure = read([table("部门支出总表", &["10.34", "0.34", "10.3"]), yuan]);
        let facts = Builder::new(&disclosure, Rounding::Nearest).build();
        let ends = |fact: usize| {
            let interval = facts.interval(FactId::at(fact)).unwrap();
            [interval.low(), interval.high()].map(|end| end.to_decimal_string(Unit::WanYuan, 3))
        };
        assert_eq!(ends(0), ["10.335", "10.350"]);
        assert_eq!(ends(2), ["10.250", "10.350"]);
    }
}
