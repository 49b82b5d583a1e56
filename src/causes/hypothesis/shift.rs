//! A block of figures that slid by a row or two.
//!
//! ```text
//! 201     一般公共服务支出   7,411.99
//! 20103   政府办公厅事务     7,411.99
//! 2010301 行政运行          7,411.99   should be 3,273.83, which stands a row below
//! 2010302 一般行政管理事务   3,273.83   should be 2,096.51
//! 2010350 事业运行          2,096.51
//! ```
//!
//! Which rows slid, the block tells that leaves the fewest equations broken.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::String,
    vec::Vec,
};

use super::{Ground, Hypothesis, best_first};
use crate::causes::cause::CauseKind;
use crate::causes::joint::{Joint, Source};
use crate::check::{Judged, Relation};
use crate::facts::{FactId, Facts, Row, TableId};
use crate::lang::{Lang, Message};
use crate::num::figure::{Interval, Quantity};
use crate::place::Place;
use crate::system::{Causes, Conflict, Explanation, PrintId, Suspect};

/// Two and a half figures: less, and it would stand for figures that changed places.
const PRICE: u32 = 5;

/// What each figure costs, in halves, that the shift pushed out of the table.
const LOST: u32 = 1;

/// How far figures slide.
const STEPS: [isize; 4] = [1, -1, 2, -2];

/// Terms that are added up in the search for one document.
const WORK: usize = 1_000_000;

pub(super) fn find(ground: &Ground<'_>, joint: &Joint, causes: &Causes) -> Vec<Hypothesis> {
    let mut found = Vec::new();
    let mut work = WORK;
    for table in suspected(ground.facts, joint, causes) {
        let sheet = Sheet::new(ground, table);
        for block in sheet.best_blocks(&mut work) {
            found.push((block.saved(), sheet.hypothesis(ground, &block)));
        }
    }
    best_first(found, 8)
}

/// The tables with more wrong figures than a shift costs, those with most first.
fn suspected(facts: &Facts<'_>, joint: &Joint, causes: &Causes) -> Vec<TableId> {
    let mut weights: BTreeMap<TableId, u64> = BTreeMap::new();
    for cause in causes.all() {
        let suspects = cause.explanations().iter().flat_map(Explanation::suspects);
        let suspects = suspects.map(Suspect::print);
        // Of a cause that was not located all of its figures may be wrong.
        let conflicts = cause.conflicts().iter().filter(|_| cause.explanations().is_empty());
        let prints = suspects.chain(conflicts.flat_map(Conflict::prints));
        let table = |print: PrintId| match joint.source(print)? {
            Source::Fact(fact) => facts.table_of(fact),
            _ => None,
        };
        for table in prints.filter_map(table).collect::<BTreeSet<_>>() {
            *weights.entry(table).or_default() += cause.weight();
        }
    }
    weights.retain(|_, weight| *weight > PRICE.into());
    let mut tables: Vec<(u64, TableId)> =
        weights.into_iter().map(|(table, weight)| (weight, table)).collect();
    tables.sort_unstable_by_key(|&(weight, table)| (core::cmp::Reverse(weight), table));
    tables.into_iter().map(|(_, table)| table).collect()
}

/// Some columns of some rows, the true figures of which stand `step` rows further down.
#[derive(Debug, Clone)]
struct Block {
    first: usize,
    last: usize,
    step: isize,
    /// `None` for all columns.
    column: Option<usize>,
    /// Whether what was pushed out at one end stands at the other.
    turned: bool,
    broken_before: usize,
    broken: usize,
    lost: usize,
    /// Equations that speak of a lost figure.
    unknown: usize,
}

impl Block {
    /// The row whose print is that of a row; `None` where it is not known.
    fn source(&self, row: usize) -> Option<usize> {
        let length = self.last - self.first + 1;
        let place = row.checked_sub(self.first)?;
        let within = place.checked_add_signed(self.step).filter(|&place| place < length);
        let turned = || Some((place + length).checked_add_signed(self.step)? % length);
        let place = if self.turned { turned() } else { within };
        place.map(|place| self.first + place)
    }

    fn holds(&self, row: usize, column: usize) -> bool {
        self.first <= row && row <= self.last && self.column.is_none_or(|own| own == column)
    }

    /// Better is less.
    fn score(&self) -> usize {
        2 * self.broken + self.lost
    }

    /// Better is less, of equals what leaves least unknown, then the shortest.
    fn rank(&self) -> (usize, usize, usize) {
        (self.score(), self.unknown, self.last - self.first)
    }

    fn saved(&self) -> (usize, core::cmp::Reverse<usize>) {
        let saved = (2 * self.broken_before).saturating_sub(self.score());
        (saved, core::cmp::Reverse(self.last - self.first))
    }
}

/// A cell: its fact and what prints as it does.
type Printed = (FactId, Option<Interval>);

/// A table with the equations that speak of it.
struct Sheet {
    table: TableId,
    /// Row by row, column by column.
    cells: Vec<Vec<Option<Printed>>>,
    equations: Vec<Held>,
}

/// An equation: terms within the table, and the rest of it.
struct Held {
    terms: Vec<(usize, usize, i64)>,
    rest: Interval,
    relation: Relation,
    broken: bool,
}

impl Sheet {
    fn new(ground: &Ground<'_>, table: TableId) -> Self {
        let facts = ground.facts;
        let mut cells: Vec<Vec<Option<Printed>>> = Vec::new();
        let rows = facts.table(table).map(|read| facts.rows_of(read)).unwrap_or_default();
        for fact in rows.iter().copied().flat_map(Row::facts) {
            let Some((row, column)) = at(facts, fact) else { continue };
            if cells.len() <= row {
                cells.resize_with(row + 1, Vec::new);
            }
            let Some(line) = cells.get_mut(row) else { continue };
            if line.len() <= column {
                line.resize(column + 1, None);
            }
            if let Some(cell) = line.get_mut(column) {
                *cell = Some((fact, facts.interval(fact)));
            }
        }
        let equations = ground.judged.iter().filter_map(|judged| held(facts, table, judged));
        Self { table, equations: equations.collect(), cells }
    }

    fn cell(&self, row: usize, column: usize) -> Option<Printed> {
        self.cells.get(row)?.get(column).copied().flatten()
    }

    /// For each way to slide the best block, if it mends something: the best two.
    fn best_blocks(&self, work: &mut usize) -> Vec<Block> {
        let columns = self.cells.iter().map(Vec::len).max().unwrap_or(0);
        let columns: Vec<Option<usize>> = match columns {
            0 | 1 => [None].into(),
            count => core::iter::once(None).chain((0..count).map(Some)).collect(),
        };
        let touched: BTreeSet<usize> =
            self.equations.iter().filter(|held| held.broken).flat_map(Held::rows).collect();
        let before = self.equations.iter().filter(|held| held.broken).count();
        let mut found: Vec<Block> = Vec::new();
        for &column in &columns {
            for step in STEPS {
                for turned in [false, true] {
                    let block = Block {
                        first: 0,
                        last: self.cells.len().saturating_sub(1),
                        step,
                        column,
                        turned,
                        broken_before: before,
                        broken: before,
                        lost: 0,
                        unknown: 0,
                    };
                    let best = self.best_block(&block, &touched, work);
                    found.extend(best.filter(|best| best.score() + 2 < 2 * before));
                }
            }
        }
        found.sort_by_key(|block| core::cmp::Reverse(block.saved()));
        found.truncate(3);
        found
    }

    /// The block of a kind that leaves least broken: its first row, then its last, or the other way round.
    fn best_block(&self, kind: &Block, rows: &BTreeSet<usize>, work: &mut usize) -> Option<Block> {
        let firsts = |block: &Block| -> Vec<Block> {
            let rows = rows.iter().filter(|&&row| row < block.last);
            rows.map(|&first| Block { first, ..block.clone() }).collect()
        };
        let lasts = |block: &Block| -> Vec<Block> {
            let end = self.cells.len().saturating_sub(1);
            let rows = rows.iter().copied().chain([end]).filter(|&row| row > block.first);
            rows.map(|last| Block { last, ..block.clone() }).collect()
        };
        let down = self.least(firsts(kind), work);
        let down = down.and_then(|block| self.least(lasts(&block), work));
        let up = self.least(lasts(kind), work);
        let up = up.and_then(|block| self.least(firsts(&block), work));
        down.into_iter().chain(up).min_by_key(Block::rank)
    }

    /// The block that leaves least broken.
    fn least(&self, blocks: Vec<Block>, work: &mut usize) -> Option<Block> {
        let judged = blocks.into_iter().filter_map(|block| self.judged(block, work));
        judged.min_by_key(Block::rank)
    }

    fn judged(&self, mut block: Block, work: &mut usize) -> Option<Block> {
        (block.broken, block.unknown) = (0, 0);
        for held in &self.equations {
            *work = work.checked_sub(held.terms.len())?;
            match self.is_broken(held, &block) {
                Some(broken) => block.broken += usize::from(broken),
                None => block.unknown += 1,
            }
        }
        block.lost = 0;
        for row in block.first..=block.last {
            if block.source(row).is_none() {
                let columns = self.cells.get(row).map_or(0, Vec::len);
                let own = (0..columns).filter(|&column| block.holds(row, column));
                block.lost += own.filter(|&column| self.cell(row, column).is_some()).count();
            }
        }
        Some(block)
    }

    /// Whether an equation cannot hold; of one that speaks of a lost figure that is not known.
    fn is_broken(&self, held: &Held, block: &Block) -> Option<bool> {
        if !held.terms.iter().any(|&(row, column, _)| block.holds(row, column)) {
            return Some(held.broken);
        }
        let mut sum = held.rest;
        for &(row, column, coefficient) in &held.terms {
            let row = if block.holds(row, column) { block.source(row)? } else { row };
            let term = self.cell(row, column)?.1?.checked_mul(coefficient)?;
            sum = sum.checked_add(term)?;
        }
        Some(match held.relation {
            Relation::Equal => !sum.contains(Quantity::ZERO),
            Relation::AtLeast => sum.high() < Quantity::ZERO,
        })
    }

    fn hypothesis(&self, ground: &Ground<'_>, block: &Block) -> Hypothesis {
        let facts = ground.facts;
        let mut figures = Vec::new();
        for row in block.first..=block.last {
            let columns = self.cells.get(row).map_or(0, Vec::len);
            for column in (0..columns).filter(|&column| block.holds(row, column)) {
                let Some((fact, _)) = self.cell(row, column) else { continue };
                let source = block.source(row).and_then(|row| self.cell(row, column));
                figures.push((fact, source.map(|(source, _)| source)));
            }
        }
        let lost = u32::try_from(block.lost).unwrap_or(u32::MAX);
        let table = Place::Table { table: self.table.number() };
        let message =
            Message::new(told(facts, table, block, Lang::Zh), told(facts, table, block, Lang::En));
        Hypothesis {
            kind: CauseKind::Shift,
            price: lost.saturating_mul(LOST).saturating_add(PRICE),
            attested: false,
            ties: false,
            tied: false,
            figures,
            lacking: Vec::new(),
            place: Some(table),
            message,
        }
    }
}

impl Held {
    fn rows(&self) -> impl Iterator<Item = usize> {
        self.terms.iter().map(|&(row, ..)| row)
    }
}

fn at(facts: &Facts<'_>, fact: FactId) -> Option<(usize, usize)> {
    let Place::Cell { row, column, .. } = facts.place(fact) else { return None };
    Some((crate::index::index(row), crate::index::index(column)))
}

/// An equation that speaks of a table.
fn held(facts: &Facts<'_>, table: TableId, judged: &Judged) -> Option<Held> {
    let equation = &judged.equation;
    if !equation.is_law() {
        return None;
    }
    let mut rest = equation.constant();
    let mut terms = Vec::new();
    for term in equation.terms() {
        match at(facts, term.fact).filter(|_| facts.table_of(term.fact) == Some(table)) {
            Some((row, column)) => terms.push((row, column, term.coefficient)),
            None => {
                let term = facts.interval(term.fact)?.checked_mul(term.coefficient)?;
                rest = rest.checked_add(term)?;
            }
        }
    }
    let broken = judged.is_broken();
    (!terms.is_empty()).then_some(Held { terms, rest, relation: equation.relation(), broken })
}

fn told(facts: &Facts<'_>, table: Place, block: &Block, lang: Lang) -> String {
    let number = table.table().unwrap_or(0);
    let row = |row: usize| {
        let place = Place::Row { table: number, row: crate::index::number(row) };
        facts.disclosure().cell(place).describe(lang)
    };
    let (first, last) = (row(block.first), row(block.last));
    let column = block.column.map(|column| {
        let place = Place::Column { table: number, column: crate::index::number(column) };
        facts.disclosure().cell(place).describe(lang)
    });
    let rows = block.step.unsigned_abs();
    match (lang, column) {
        (Lang::Zh, column) => {
            let way = if block.step > 0 { "下" } else { "上" };
            let column = column.map_or_else(String::new, |column| format!("（{column}）"));
            format!("自“{first}”至“{last}”，数字整体{way}移了 {rows} 行{column}。")
        }
        (Lang::En, column) => {
            let way = if block.step > 0 { "down" } else { "up" };
            let column = column.map_or_else(String::new, |column| format!(" ({column})"));
            let noun = if rows == 1 { "row" } else { "rows" };
            format!("From “{first}” to “{last}” the figures slid {way} by {rows} {noun}{column}.")
        }
    }
}
