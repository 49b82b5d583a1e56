//! Closed and open worlds: whether what a table prints is all there is.
//!
//! Within a table that was understood the world is closed: what it does not print is nil, and a whole
//! is the sum of its parts. An amount whose row or column was not understood may be a part; then
//! the whole is no less than the parts that are known, as long as nothing is below zero.
//!
//! Such an amount opens only the sums of its own row, or of its own column. And where sums close
//! without it though it is not nil, it is no part of them, there and in the other rows:
//!
//! ```text
//!               合计   基本支出   项目支出   饕餮
//! 一般公共服务   12.00     10.00      2.00   1.00     12 = 10 + 2
//! 教育            5.00      4.00      1.00   2.00      5 = 4 + 1: 饕餮 is no part of 合计
//! 农林水          8.00      6.00      1.00   1.00      8 ≠ 6 + 1: an error
//! ```

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use super::{Context, Equation, Presumption, Relation};
use crate::disclosure::Loose;
use crate::facts::{FactId, Facts, Family, Group, TableId};
use crate::kind::Stage;
use crate::law::Law;
use crate::num::figure::{Interval, Quantity};
use crate::place::Place;

/// What is known of the parts that a sum may lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum World {
    /// There are none.
    Closed,
    /// There may be some.
    Open,
    /// One of them is printed below zero.
    OpenBelowZero,
}

impl World {
    /// The world where something else may hold a part too.
    fn opened_if(self, lacks: bool) -> Self {
        if lacks { self.max(Self::Open) } else { self }
    }
}

/// A row or a column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Line {
    Row(TableId, u32),
    Column(TableId, u32),
}

impl Line {
    /// The row or the column in which all these cells stand.
    fn of(facts: &Facts<'_>, cells: impl Iterator<Item = FactId> + Clone) -> Option<Self> {
        let mut cells = cells.filter_map(|cell| at(facts, cell));
        let (table, row, column) = cells.next()?;
        let (mut one_row, mut one_column) = (true, true);
        for (_, other_row, other_column) in cells {
            one_row &= row == other_row;
            one_column &= column == other_column;
        }
        match (one_row, one_column) {
            (true, _) => Some(Self::Row(table, row)),
            (false, true) => Some(Self::Column(table, column)),
            (false, false) => None,
        }
    }

    /// Where a loose amount stands along the line.
    fn across(self, loose: &Loose) -> u32 {
        match self {
            Self::Row(..) => loose.column,
            Self::Column(..) => loose.row,
        }
    }

    fn table(self) -> TableId {
        match self {
            Self::Row(table, _) | Self::Column(table, _) => table,
        }
    }

    fn is_row(self) -> bool {
        matches!(self, Self::Row(..))
    }
}

fn at(facts: &Facts<'_>, cell: FactId) -> Option<(TableId, u32, u32)> {
    match facts.place(cell) {
        Place::Cell { table, row, column } => Some((TableId::of(table), row, column)),
        _ => None,
    }
}

/// A split that is printed line for line: where its whole and its parts stand along the lines.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Split {
    table: TableId,
    of_rows: bool,
    cells: Vec<u32>,
}

impl Split {
    fn of(facts: &Facts<'_>, line: Line, whole: FactId, parts: &[FactId]) -> Self {
        let along = |cell: FactId| {
            let (_, row, column) = at(facts, cell)?;
            Some(if line.is_row() { column } else { row })
        };
        let cells = core::iter::once(whole).chain(parts.iter().copied()).filter_map(along);
        Self { table: line.table(), of_rows: line.is_row(), cells: cells.collect() }
    }
}

/// So many sums must close without an amount that is not nil for it to be no part of them: one may
/// close by accident, where what is lacking was forgotten in the total as well.
const EVIDENCE: usize = 2;

/// Which amounts the sums of each line may lack.
pub(crate) struct Worlds {
    /// The loose amounts of each line.
    loose: BTreeMap<Line, Vec<Loose>>,
    /// The tables of which a part was not read.
    beyond: BTreeSet<TableId>,
    /// By split: the lines across that are no part of it.
    no_parts: BTreeMap<Split, BTreeSet<u32>>,
}

impl Worlds {
    pub(crate) fn new(facts: &Facts<'_>) -> Self {
        let mut worlds =
            Self { loose: BTreeMap::new(), beyond: BTreeSet::new(), no_parts: BTreeMap::new() };
        for (id, table) in facts.tables() {
            if table.loose().beyond {
                worlds.beyond.insert(id);
            }
            for &loose in &table.loose().all {
                let lines = [
                    (loose.along_row, Line::Row(id, loose.row)),
                    (loose.along_column, Line::Column(id, loose.column)),
                ];
                for (_, line) in lines.into_iter().filter(|(is, _)| *is) {
                    worlds.loose.entry(line).or_default().push(loose);
                }
            }
        }
        if !worlds.loose.is_empty() {
            worlds.no_parts = worlds.find_no_parts(facts);
        }
        worlds
    }

    /// Finds the loose amounts without which the sums of their table close.
    fn find_no_parts(&self, facts: &Facts<'_>) -> BTreeMap<Split, BTreeSet<u32>> {
        let mut closed: BTreeMap<Split, BTreeMap<u32, usize>> = BTreeMap::new();
        for family in facts.groups().iter().flat_map(Group::families) {
            let Family { parent, ref children, .. } = family;
            let cells = core::iter::once(parent).chain(children.iter().copied());
            let Some(line) = Line::of(facts, cells) else { continue };
            let Some(loose) = self.loose.get(&line) else { continue };
            if !closes_without(facts, &family, loose) {
                continue;
            }
            let split = closed.entry(Split::of(facts, line, parent, children)).or_default();
            for loose in loose {
                *split.entry(line.across(loose)).or_default() += 1;
            }
        }
        let proven = |counts: BTreeMap<u32, usize>| {
            counts.into_iter().filter(|&(_, count)| count >= EVIDENCE).map(|(line, _)| line)
        };
        closed.into_iter().map(|(split, counts)| (split, proven(counts).collect())).collect()
    }

    /// The world of a sum: what its parts' row or column holds beside them. A sum whose whole
    /// stands in another table is one of its parts' table.
    fn of(&self, facts: &Facts<'_>, whole: FactId, parts: &[FactId]) -> World {
        let Some(table) = parts.first().and_then(|&part| facts.table_of(part)) else {
            return World::Closed;
        };
        if self.beyond.contains(&table) {
            return World::Open;
        }
        let whole = Some(whole).filter(|&whole| facts.table_of(whole) == Some(table));
        let cells = whole.into_iter().chain(parts.iter().copied());
        // One cell alone tells no line.
        let line = Line::of(facts, cells.clone()).filter(|_| cells.count() > 1);
        let Some(line) = line else {
            let own = self.loose.iter().filter(|(line, _)| line.table() == table);
            return world_with(own.flat_map(|(_, loose)| loose));
        };
        let Some(loose) = self.loose.get(&line) else { return World::Closed };
        let no_parts = whole
            .map(|whole| Split::of(facts, line, whole, parts))
            .and_then(|split| self.no_parts.get(&split));
        let is_part =
            |loose: &&Loose| !no_parts.is_some_and(|lines| lines.contains(&line.across(loose)));
        world_with(loose.iter().filter(is_part))
    }
}

/// Whether the sum of a family closes, and would not with any of these amounts, none below zero.
fn closes_without(facts: &Facts<'_>, family: &Family, loose: &[Loose]) -> bool {
    let sum = |cells: &[FactId]| {
        cells.iter().try_fold(Interval::point(Quantity::ZERO), |sum, &cell| {
            sum.checked_add(facts.interval(cell)?)
        })
    };
    let (Some(whole), Some(parts)) = (facts.interval(family.parent), sum(&family.children)) else {
        return false;
    };
    whole.intersection(parts).is_some()
        && loose.iter().all(|loose| {
            let amount = loose.amount.filter(|_| !loose.is_negative());
            let amount = amount.map(|amount| amount.interval(facts.rounding()));
            let with = amount.and_then(|amount| parts.checked_add(amount));
            with.is_some_and(|with| whole.intersection(with).is_none())
        })
}

/// The world in which some amounts may be parts.
fn world_with<'a>(loose: impl Iterator<Item = &'a Loose>) -> World {
    let world = |loose: &Loose| {
        if loose.is_negative() { World::OpenBelowZero } else { World::Open }
    };
    loose.map(world).max().unwrap_or(World::Closed)
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
    /// Whole = Σ parts in a closed world, whole ≥ Σ parts in an open one. `partial` says that the
    /// parts are not all, whatever else the table prints.
    pub(crate) fn push_sum(&mut self, law: Law, whole: FactId, parts: &[FactId], partial: bool) {
        let readable: Vec<FactId> =
            parts.iter().copied().filter(|&part| self.facts.is_readable(part)).collect();
        if readable.is_empty() {
            return;
        }
        let world = self.worlds.of(self.facts, whole, parts).opened_if(partial);
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
