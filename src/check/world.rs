//! Closed and open worlds: whether what a table prints is all there is.
//!
//! Within a table that was understood the world is closed: what it does not print is nil, and a whole
//! is the sum of its parts. A row, a column or a cell that was not understood may hold a part; then
//! the whole is no less than the parts that are known, as long as nothing is below zero.

use alloc::vec::Vec;

use super::{Context, Equation, Presumption, Relation};
use crate::disclosure::Table;
use crate::facts::FactId;
use crate::kind::Stage;
use crate::law::Law;

/// What is known of the parts that a sum may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum World {
    /// There are none.
    Closed,
    /// There may be some.
    Open,
    /// One of them is printed below zero.
    OpenBelowZero,
}

impl World {
    /// The world of a table's sums over rows and columns.
    pub(crate) fn of(table: &Table) -> Self {
        match table.has_open_rows() || table.has_open_columns() {
            false => Self::Closed,
            true if table.has_unread_negative() => Self::OpenBelowZero,
            true => Self::Open,
        }
    }

    /// The world where something else may hold a part too.
    pub(crate) fn opened_if(self, lacks: bool) -> Self {
        if lacks { self.max(Self::Open) } else { self }
    }
}

/// What a bound rests on that holds only where no amount is below zero.
enum NothingNegative {
    /// In a budget none is.
    Law,
    /// In final accounts one may be, where money was booked back.
    Presumed,
    /// One is printed, or the law is off.
    Unknown,
}

impl Context<'_> {
    /// Whole = Σ parts in a closed world, whole ≥ Σ parts in an open one.
    pub(crate) fn push_sum(&mut self, law: Law, whole: FactId, parts: &[FactId], world: World) {
        let readable: Vec<FactId> =
            parts.iter().copied().filter(|&part| self.facts.is_readable(part)).collect();
        if readable.is_empty() {
            return;
        }
        if world == World::Closed && readable.len() < parts.len() {
            self.push(Equation::sum(law, Relation::Equal, whole, parts));
        }
        let sum = |relation| Equation::sum(law, relation, whole, &readable);
        match world.opened_if(readable.len() < parts.len()) {
            World::Closed => self.push(sum(Relation::Equal)),
            World::Open => self.push_bound(sum(Relation::AtLeast)),
            World::OpenBelowZero => {}
        }
    }

    /// Keeps a bound that holds since what it leaves out is not below zero.
    pub(crate) fn push_bound(&mut self, bound: Equation) {
        match self.nothing_negative(&bound) {
            NothingNegative::Law => self.push(bound),
            NothingNegative::Presumed => self.push(bound.presumed(Presumption::NothingNegative)),
            NothingNegative::Unknown => {}
        }
    }

    fn nothing_negative(&self, bound: &Equation) -> NothingNegative {
        let stage = bound.terms().first().and_then(|term| self.facts.scope(term.fact).stage());
        if self.off.contains(&Law::NonNegative) {
            NothingNegative::Unknown
        } else if stage == Some(Stage::Budget) {
            NothingNegative::Law
        } else if self.facts.prints_negative() {
            NothingNegative::Unknown
        } else {
            NothingNegative::Presumed
        }
    }
}
