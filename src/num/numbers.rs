//! Columns of plain numbers, as data frames and files in columns (Arrow, Parquet) hold them.

use crate::error::{Error, ErrorKind};

/// A column of plain numbers of which some may be missing.
///
/// ```
/// use cn_budget::num::Numbers;
///
/// // The lowest bit is of the first number: the second is missing.
/// let codes = Numbers::new(&[2_050_201, 0, 2_050_202]).valid(&[0b101], 0);
/// assert_eq!(codes.iter().collect::<Vec<_>>(), [Some(2_050_201), None, Some(2_050_202)]);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers<'a, T> {
    values: &'a [T],
    valid: Option<(&'a [u8], usize)>,
}

impl<'a, T: Copy> Numbers<'a, T> {
    /// A column without gaps.
    #[must_use]
    pub const fn new(values: &'a [T]) -> Self {
        Self { values, valid: None }
    }

    /// The column with a bit for each number, the lowest bit of a byte first, from the bit
    /// `offset` on: set where the number is there. A number without a bit is missing.
    #[must_use]
    pub const fn valid(mut self, bits: &'a [u8], offset: usize) -> Self {
        self.valid = Some((bits, offset));
        self
    }

    /// How many numbers there are, with those that are missing.
    pub const fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The numbers, `None` for one that is missing.
    pub fn iter(&self) -> impl Iterator<Item = Option<T>> + use<'a, T> {
        let (values, valid) = (self.values, self.valid);
        values.iter().enumerate().map(move |(index, &value)| {
            let there = valid.is_none_or(|(bits, offset)| bit(bits, offset.saturating_add(index)));
            there.then_some(value)
        })
    }

    /// The stretches of numbers that are there, each with the place of its first.
    pub(crate) fn stretches(&self) -> impl Iterator<Item = (usize, &'a [T])> + use<'a, T> {
        let column = *self;
        let mut start = 0;
        core::iter::from_fn(move || {
            let Some((bits, offset)) = column.valid else {
                let first = core::mem::replace(&mut start, column.len());
                return (first < column.len()).then_some((first, column.values));
            };
            let there = |place: &usize| bit(bits, offset.saturating_add(*place));
            let first = (start..column.len()).find(there)?;
            let end = (first..column.len()).find(|place| !there(place)).unwrap_or(column.len());
            start = end;
            Some((first, column.values.get(first..end)?))
        })
    }

    /// The numbers of a column without gaps.
    pub(crate) fn whole(&self) -> Option<&'a [T]> {
        self.valid.is_none().then_some(self.values)
    }

    /// The numbers from one on.
    pub(crate) fn from(self, start: usize) -> Self {
        let values = self.values.get(start..).unwrap_or_default();
        let valid = self.valid.map(|(bits, offset)| (bits, offset.saturating_add(start)));
        Self { values, valid }
    }
}

fn bit(bits: &[u8], index: usize) -> bool {
    bits.get(index / 8).is_some_and(|byte| byte >> (index % 8) & 1 == 1)
}

/// That two columns are of one length.
///
/// # Errors
/// [`ColumnLengths`](ErrorKind::ColumnLengths) where they are not.
pub(crate) fn same_length(left: usize, right: usize) -> Result<(), Error> {
    if left == right {
        return Ok(());
    }
    Err(Error::new(ErrorKind::ColumnLengths, &alloc::format!("{left} ≠ {right}"), 0))
}

/// What of plain numbers was not as it should be, though nothing was lost unsaid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[must_use = "tells how many numbers were no codes"]
#[non_exhaustive]
pub struct Irregular {
    /// Lines with a number that is no code: they were added without one, as open.
    pub unknown_codes: u64,
    /// Lines without an amount: there was nothing to add, and they do not count.
    pub missing_amounts: u64,
}

#[cfg(test)]
mod tests {
    use std::vec::Vec;

    use super::*;

    #[test]
    fn stretches_are_what_is_there() {
        let values = [0, 1, 2, 3, 4, 5, 6];
        let stretches = |column: Numbers<'_, i32>| -> Vec<(usize, usize)> {
            column.stretches().map(|(start, values)| (start, values.len())).collect()
        };
        let column = Numbers::new(&values);
        assert_eq!(stretches(column), [(0, 7)]);
        assert_eq!(stretches(column.valid(&[0b0110_1100, 0], 1)), [(1, 2), (4, 2)]);
        // Without a bit a number is missing.
        assert_eq!(stretches(column.valid(&[0xff], 3)), [(0, 5)]);
        assert_eq!(stretches(column.valid(&[], usize::MAX)), []);
        assert_eq!(stretches(Numbers::new(&[])), []);
        assert_eq!(column.from(5).iter().collect::<Vec<_>>(), [Some(5), Some(6)]);
    }
}
