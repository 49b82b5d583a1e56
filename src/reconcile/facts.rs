//! The facts of a document, numbered and looked up by scope.

use crate::index;
use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec,
    vec::Vec,
};

use crate::disclosure::{Content, Disclosure, Fact};
use crate::fund::FundSource;
use crate::num::figure::{Figure, Interval, Quantity, Rounding};
use crate::place::Place;
use crate::scope::Scope;

/// The facts of a document (those of its tables, and behind them those of its narrative), each with
/// the number of its variable: facts of one scope share one.
pub(super) struct Facts<'a> {
    pub(super) disclosure: &'a Disclosure,
    all: Vec<Fact>,
    rounding: Rounding,
    /// By fact.
    variable: Vec<u32>,
    /// By variable: its scope, and its facts in the order of print.
    scopes: Vec<Scope>,
    prints: Vec<Vec<u32>>,
    /// By variable: those of its facts that hold an amount or nil.
    readable: Vec<Vec<u32>>,
    by_scope: BTreeMap<Scope, u32>,
    /// By fact: left out of all laws (a heading whose cells are blank).
    muted: Vec<bool>,
    /// Figures that were cut off instead of rounded, as far as one can tell.
    cut_off: BTreeSet<u32>,
    /// By fact of the narrative: its clause.
    clauses: BTreeMap<u32, Place>,
    general_only: bool,
}

impl<'a> Facts<'a> {
    pub(super) fn new(disclosure: &'a Disclosure, rounding: Rounding) -> Self {
        let all = disclosure.facts().to_vec();
        let muted = vec![false; all.len()];
        let mut facts = Self {
            disclosure,
            all,
            rounding,
            variable: Vec::new(),
            scopes: Vec::new(),
            prints: Vec::new(),
            readable: Vec::new(),
            by_scope: BTreeMap::new(),
            muted,
            cut_off: BTreeSet::new(),
            clauses: BTreeMap::new(),
            general_only: general_only(disclosure.facts()),
        };
        facts.number(0);
        facts
    }

    /// Adds facts that are not printed in a table.
    pub(super) fn extend(&mut self, facts: impl IntoIterator<Item = Fact>) {
        let first = self.all.len();
        self.all.extend(facts);
        self.muted.resize(self.all.len(), false);
        self.number(first);
    }

    fn number(&mut self, first: usize) {
        for (index, fact) in self.all.iter().enumerate().skip(first) {
            let next = index::number(self.scopes.len());
            let variable = *self.by_scope.entry(fact.scope()).or_insert(next);
            if variable == next {
                self.scopes.push(fact.scope());
                self.prints.push(Vec::new());
                self.readable.push(Vec::new());
            }
            self.variable.push(variable);
            let readable = fact.content() != Content::Unreadable;
            let lists = [Some(&mut self.prints), Some(&mut self.readable).filter(|_| readable)];
            for list in lists.into_iter().flatten() {
                if let Some(facts) = list.get_mut(index::index(variable)) {
                    facts.push(index::number(index));
                }
            }
        }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Leaves facts out of all laws.
    pub(super) fn mute(&mut self, facts: impl IntoIterator<Item = u32>) {
        let mut variables = BTreeSet::new();
        for fact in facts {
            if let Some(muted) = self.muted.get_mut(index::index(fact)) {
                *muted = true;
                variables.insert(index::index(self.variable(fact)));
            }
        }
        for variable in variables {
            for list in [&mut self.prints, &mut self.readable] {
                let Some(facts) = list.get_mut(variable) else { continue };
                facts.retain(|&fact| !self.muted.get(index::index(fact)).is_some_and(|&m| m));
            }
        }
    }

    pub(super) fn is_muted(&self, fact: u32) -> bool {
        self.muted.get(index::index(fact)).copied().unwrap_or(true)
    }

    pub(super) fn get(&self, fact: u32) -> Option<&Fact> {
        self.all.get(index::index(fact))
    }

    pub(super) fn scope(&self, fact: u32) -> Scope {
        self.get(fact).map_or(Scope::ALL, Fact::scope)
    }

    pub(super) fn place(&self, fact: u32) -> Place {
        self.get(fact).map_or(Place::Table { table: 0 }, Fact::place)
    }

    pub(super) fn figure(&self, fact: u32) -> Option<Figure> {
        self.get(fact).and_then(Fact::figure)
    }

    pub(super) fn is_readable(&self, fact: u32) -> bool {
        self.get(fact).is_some_and(|fact| fact.content() != Content::Unreadable)
    }

    /// The printed value, zero for a blank, `None` for an unreadable cell.
    pub(super) fn value(&self, fact: u32) -> Option<Quantity> {
        match self.get(fact)?.content() {
            Content::Figure(figure) => Some(figure.value()),
            Content::Blank => Some(Quantity::ZERO),
            Content::Unreadable => None,
        }
    }

    /// Whether a fact is printed as nil, or not printed at all.
    pub(super) fn is_nil(&self, fact: u32) -> bool {
        self.value(fact) == Some(Quantity::ZERO)
    }

    /// Takes figures for cut off: the true value may lie a whole last place beyond them.
    pub(super) fn cut_off(&mut self, facts: BTreeSet<u32>) {
        self.cut_off = facts;
    }

    /// The values that print as this fact does.
    pub(super) fn interval(&self, fact: u32) -> Option<Interval> {
        match self.get(fact)?.content() {
            Content::Figure(figure) if self.cut_off.contains(&fact) => {
                let (near, cut) =
                    (figure.interval(self.rounding), figure.interval(Rounding::Truncated));
                Interval::new(near.low().min(cut.low()), near.high().max(cut.high()))
            }
            Content::Figure(figure) => Some(figure.interval(self.rounding)),
            Content::Blank => Some(Interval::point(Quantity::ZERO)),
            Content::Unreadable => None,
        }
    }

    /// Whether a figure has decimals like no other of its table, which has at least two others.
    pub(super) fn is_odd_one(&self, fact: u32) -> bool {
        let tables = self.disclosure.tables();
        let table = self.place(fact).table().and_then(|table| tables.get(index::index(table)));
        let (Some(own), Some(table)) = (self.figure(fact), table) else { return false };
        let others = table.fact_range().map(index::number).filter(|&other| other != fact);
        let mut others = others.filter_map(|other| self.figure(other));
        let mut count = 0;
        let alike = others.any(|other| {
            count += 1;
            other.decimals() == own.decimals()
        });
        !alike && count > 1
    }

    /// The unit of the coarsest figure among some facts.
    pub(super) fn coarsest(&self, facts: impl Iterator<Item = u32>) -> Option<Figure> {
        facts.filter_map(|fact| self.figure(fact)).max_by_key(|figure| figure.last_place())
    }

    pub(super) fn variable(&self, fact: u32) -> u32 {
        self.variable.get(index::index(fact)).copied().unwrap_or(u32::MAX)
    }

    /// The scopes that are printed, in the order of their first print.
    pub(super) fn scopes(&self) -> &[Scope] {
        &self.scopes
    }

    /// The facts of a variable, in the order of print.
    pub(super) fn prints(&self, variable: u32) -> &[u32] {
        self.prints.get(index::index(variable)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The facts of a variable that hold an amount or nil, in the order of print.
    pub(super) fn readable(&self, variable: u32) -> &[u32] {
        self.readable.get(index::index(variable)).map(Vec::as_slice).unwrap_or_default()
    }

    /// The readable prints of a scope, in the order of print.
    pub(super) fn find_all(&self, scope: Scope) -> &[u32] {
        self.by_scope.get(&scope).map(|&variable| self.readable(variable)).unwrap_or_default()
    }

    /// The first readable print of a scope.
    pub(super) fn find(&self, scope: Scope) -> Option<u32> {
        self.find_all(scope).first().copied()
    }

    /// The first readable print of a scope in any table.
    pub(super) fn find_in_table(&self, scope: Scope) -> Option<u32> {
        let prints = self.prints(*self.by_scope.get(&scope)?);
        let in_table = |fact: u32| self.is_readable(fact) && self.place(fact).table().is_some();
        prints.iter().copied().find(|&fact| in_table(fact))
    }

    /// The clause of the narrative that a fact is read out of.
    pub(super) fn clause(&self, fact: u32) -> Option<Place> {
        self.clauses.get(&fact).copied()
    }

    pub(super) fn set_clause(&mut self, fact: u32, clause: Place) {
        self.clauses.insert(fact, clause);
    }

    /// Whether 政府性基金 and 国有资本经营预算 are nil wherever the tables print them.
    pub(super) fn general_only(&self) -> bool {
        self.general_only
    }

    /// How the document's figures were rounded.
    pub(super) fn rounding(&self) -> Rounding {
        self.rounding
    }

    /// The first readable print of a scope outside a table.
    pub(super) fn find_elsewhere(&self, scope: Scope, table: usize) -> Option<u32> {
        let readable = self.readable(*self.by_scope.get(&scope)?);
        let table = index::number(table);
        readable.iter().copied().find(|&fact| self.place(fact).table().is_some_and(|t| t != table))
    }
}

fn general_only(facts: &[Fact]) -> bool {
    let others = [FundSource::GovernmentFund, FundSource::StateCapital];
    let is_other =
        |fact: &Fact| fact.scope().fund().is_some_and(|f| others.iter().any(|&o| f.is_within(o)));
    !facts.iter().any(|fact| is_other(fact) && fact.figure().is_some_and(|f| !f.is_zero()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Stage;
    use crate::num::amount::Unit;
    use crate::raw::{RawDisclosure, RawTable};

    fn disclosure(title: &str, texts: &[&str]) -> Disclosure {
        let mut table = RawTable::new(title, Unit::WanYuan, ["合计"]);
        for (number, text) in texts.iter().enumerate() {
            table = table.row(&alloc::format!("{}", 203 + number), "", [*text]);
        }
        Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table))
    }

    #[test]
    fn the_odd_one_has_decimals_of_its_own_among_at_least_two_others() {
        for (texts, odd) in [
            (&["1.0"][..], false),
            (&["1.0", "2.00"], false),
            (&["1.0", "2.00", "3.00"], true),
            (&["1.0", "2.00", "3.000"], true),
            (&["1.0", "2.0", "3.00"], false),
            (&["1.0", "2.00", "3.0"], false),
            (&["1.0", "2.00", "3.00", "4.00", "5.00"], true),
            // A blank has no decimals.
            (&["1.0", "2.00", ""], false),
            (&["", "2.00", "3.00"], false),
        ] {
            let disclosure = disclosure("部门支出总表", texts);
            assert_eq!(Facts::new(&disclosure, Rounding::Nearest).is_odd_one(0), odd, "{texts:?}");
        }
    }

    #[test]
    fn other_funds_count_where_a_table_prints_them() {
        for (title, text, general) in [
            ("部门支出总表", "5.00", true),
            ("一般公共预算支出表", "5.00", true),
            ("政府性基金预算支出表", "0.00", true),
            ("政府性基金预算支出表", "", true),
            ("政府性基金预算支出表", "5.00", false),
            ("国有资本经营预算支出表", "5.00", false),
        ] {
            let disclosure = disclosure(title, &[text]);
            let facts = Facts::new(&disclosure, Rounding::Nearest);
            assert_eq!(facts.general_only(), general, "{title} {text}");
        }
    }

    #[test]
    fn what_is_muted_is_found_no_more() {
        let disclosure = disclosure("部门支出总表", &["1.00", "2.00"]);
        let mut facts = Facts::new(&disclosure, Rounding::Truncated);
        assert_eq!(facts.rounding(), Rounding::Truncated);
        let [one, other] = [0, 1].map(|fact| facts.scope(fact));
        facts.mute([0]);
        assert_eq!([0, 1, 9].map(|fact| facts.is_muted(fact)), [true, false, true]);
        assert_eq!([facts.find(one), facts.find(other)], [None, Some(1)]);
        assert!(facts.prints(facts.variable(0)).is_empty());
        assert_eq!(facts.prints(facts.variable(1)), [1]);
    }

    #[test]
    fn a_figure_that_was_cut_off_reaches_further() {
        let disclosure = disclosure("部门支出总表", &["10.34", "10.34"]);
        let mut facts = Facts::new(&disclosure, Rounding::Nearest);
        facts.cut_off(BTreeSet::from([0]));
        let ends = |fact: u32| {
            let interval = facts.interval(fact).unwrap();
            [interval.low(), interval.high()].map(|end| end.to_decimal_string(Unit::WanYuan, 3))
        };
        assert_eq!(ends(0), ["10.335", "10.350"]);
        assert_eq!(ends(1), ["10.335", "10.345"]);
    }
}
