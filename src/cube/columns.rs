//! Lines in columns into a table: one axis after another, a block of lines at a time.

use super::{
    Axis,
    table::{BLOCK, Block, Table},
};
use crate::item::Item;
use crate::ledger::{Columns, Procurement};
use crate::num::amount::Amount;
use crate::num::numbers::Numbers;
use crate::scope::{Dimension, Node, Scope};

pub(super) fn add<const N: usize>(axes: &[Axis], table: &mut Table<N>, columns: &Columns) {
    let mut block = Block::new();
    for start in (0..columns.len()).step_by(BLOCK) {
        block.begin();
        for (position, &axis) in axes.iter().enumerate() {
            read(&mut block, position, axis, columns, start);
        }
        table.add_block(&block, columns.amounts().get(start..).unwrap_or_default());
    }
}

/// Plain numbers by dimension, the amounts of their lines, and what all lines have in common.
#[derive(Clone, Copy)]
pub(super) struct Plain<'a> {
    pub(super) common: Scope,
    pub(super) columns: &'a [(Dimension, Numbers<'a, u32>)],
    pub(super) fen: &'a [i64],
}

/// Adds lines given as plain numbers; tells how many of these mean nothing.
pub(super) fn add_plain<const N: usize>(
    axes: &[Axis],
    table: &mut Table<N>,
    plain: Plain<'_>,
) -> u64 {
    let mut block = Block::new();
    let mut unknown = 0;
    for (start, fen) in (0..).step_by(BLOCK).zip(plain.fen.chunks(BLOCK)) {
        block.begin();
        for (position, axis) in axes.iter().enumerate() {
            match plain.columns.iter().find(|(dimension, _)| *dimension == axis.dimension()) {
                Some((_, numbers)) => {
                    let keys = numbers.from(start).iter().take(fen.len());
                    block.put(position, keys.map(|number| axis.key_of(number, &mut unknown)));
                }
                None => block.put(position, core::iter::repeat(axis.key(plain.common))),
            }
        }
        let mut amounts = [Amount::ZERO; BLOCK];
        for (amount, &fen) in amounts.iter_mut().zip(fen) {
            *amount = Amount::from_fen(fen);
        }
        table.add_block(&block, amounts.get(..fen.len()).unwrap_or_default());
    }
    unknown
}

fn key<T: Node>(value: Option<T>) -> u32 {
    value.map_or(0, Node::key)
}

/// Reads an axis of the lines from `start` on.
fn read<const N: usize>(
    block: &mut Block<N>,
    position: usize,
    axis: Axis,
    columns: &Columns,
    start: usize,
) {
    let mut place = Place { block, position, axis, start };
    match axis.dimension() {
        Dimension::Flow => place.fill(columns.flows(), Node::key),
        Dimension::Fund => place.fill(columns.funds(), Node::key),
        Dimension::Functional => place.fill(columns.functionals(), key),
        Dimension::Department => place.fill(columns.departments(), key),
        Dimension::Government => place.fill(columns.governments(), key),
        Dimension::Kind => place.fill(columns.kinds(), key),
        Dimension::Entity => place.fill(columns.entities(), key),
        Dimension::Project => place.fill(columns.projects(), key),
        // As the scope of a line tells the item.
        Dimension::Item => {
            let items = columns.items().iter().zip(columns.procurements()).skip(start);
            let item = |(item, procured): (&Option<Item>, &Option<Procurement>)| {
                key(item.or(procured.map(Procurement::item)))
            };
            place.block.put(position, items.map(item));
        }
        // A line does not tell them.
        Dimension::Year
        | Dimension::Stage
        | Dimension::Change
        | Dimension::Vintage
        | Dimension::Part
        | Dimension::Variant
        | Dimension::Table => {
            place.fill(columns.amounts(), |_| 0);
        }
    }
}

struct Place<'a, const N: usize> {
    block: &'a mut Block<N>,
    position: usize,
    axis: Axis,
    start: usize,
}

impl<const N: usize> Place<'_, N> {
    #[inline]
    fn fill<T: Copy>(&mut self, column: &[T], key: impl Fn(T) -> u32) {
        let values = column.get(self.start..).unwrap_or_default().iter();
        // The test stands outside of the loops.
        match self.axis.level() {
            None => self.block.put(self.position, values.map(|&value| key(value))),
            Some(_) => {
                self.block.put(self.position, values.map(|&value| self.axis.cut(key(value))));
            }
        }
    }
}
