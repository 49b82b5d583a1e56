//! Lines in columns into the cells of a cube: one axis after another, a block of lines at a time.

use super::{Axis, cells::Cells, cells::mix};
use crate::{Columns, Dimension, Item, Procurement, Scope, scope::Node, sum::Sum};

/// Lines that are worked on together: their scopes and hashes stay near the processor.
const BLOCK: usize = 128;

struct Block {
    scopes: [Scope; BLOCK],
    hashes: [u64; BLOCK],
}

pub(super) fn add(axes: &[Axis], cells: &mut Cells, columns: &Columns) {
    let mut block = Block { scopes: [Scope::ALL; BLOCK], hashes: [0; BLOCK] };
    for start in (0..columns.len()).step_by(BLOCK) {
        block.hashes = [0; BLOCK];
        for &axis in axes {
            block.read(axis, columns, start);
        }
        let amounts = columns.amounts().get(start..).unwrap_or_default();
        let keyed = block.scopes.iter().zip(block.hashes);
        for ((scope, hash), &amount) in keyed.zip(amounts) {
            cells.add(axes, hash, scope, 1, Sum::of(amount));
        }
    }
}

fn key<T: Node>(value: Option<T>) -> u32 {
    value.map_or(0, Node::key)
}

impl Block {
    /// Reads an axis of the lines from `start` on.
    fn read(&mut self, axis: Axis, columns: &Columns, start: usize) {
        match axis.dimension() {
            Dimension::Flow => self.fill(axis, columns.flows(), start, Node::key),
            Dimension::Fund => self.fill(axis, columns.funds(), start, Node::key),
            Dimension::Functional => self.fill(axis, columns.functionals(), start, key),
            Dimension::Department => self.fill(axis, columns.departments(), start, key),
            Dimension::Government => self.fill(axis, columns.governments(), start, key),
            Dimension::Kind => self.fill(axis, columns.kinds(), start, key),
            Dimension::Entity => self.fill(axis, columns.entities(), start, key),
            Dimension::Project => self.fill(axis, columns.projects(), start, key),
            Dimension::Item => self.items(axis, columns, start),
            // A line does not tell them.
            Dimension::Year | Dimension::Stage | Dimension::Change | Dimension::Table => {
                self.fill(axis, columns.amounts(), start, |_| 0);
            }
        }
    }

    #[inline]
    fn fill<T: Copy>(
        &mut self,
        axis: Axis,
        column: &[T],
        start: usize,
        key: impl Fn(T) -> u32 + Copy,
    ) {
        let values = column.get(start..).unwrap_or_default();
        // The test stands outside of the loops.
        if axis.level().is_none() {
            self.put(axis.dimension(), values.iter().map(|&value| key(value)));
        } else {
            self.put(axis.dimension(), values.iter().map(|&value| axis.cut(key(value))));
        }
    }

    #[inline]
    fn put(&mut self, dimension: Dimension, keys: impl Iterator<Item = u32>) {
        for ((scope, hash), key) in self.scopes.iter_mut().zip(&mut self.hashes).zip(keys) {
            scope.set_key(dimension, key);
            *hash = mix(*hash, key);
        }
    }

    /// As [`BudgetLine::scope`](crate::BudgetLine::scope) tells the item.
    fn items(&mut self, axis: Axis, columns: &Columns, start: usize) {
        let items = columns.items().iter().zip(columns.procurements()).skip(start);
        let item = |(item, procured): (&Option<Item>, &Option<Procurement>)| {
            key(item.or(procured.map(Procurement::item)))
        };
        self.put(axis.dimension(), items.map(item));
    }
}
