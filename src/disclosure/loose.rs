//! Amounts of a table that may be parts of its sums, though nobody knows of which.

use alloc::vec::Vec;

use crate::num::figure::Figure;

/// An amount whose row or column was not understood, or is a part of one that the others are not.
///
/// ```text
///               合计   基本支出   饕餮
/// 一般公共服务   12.00     10.00   2.00     2.00 is loose along its row, and along its column it is not
/// 教育            5.00      5.00            nothing is loose in this row
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Loose {
    pub(crate) row: u32,
    pub(crate) column: u32,
    /// Whether sums along its row may lack it: its column is the one not understood.
    pub(crate) along_row: bool,
    /// Whether sums along its column may lack it: its row is the one not understood.
    pub(crate) along_column: bool,
    /// The amount, if it is a figure.
    pub(crate) amount: Option<Figure>,
}

impl Loose {
    pub(crate) fn is_negative(&self) -> bool {
        self.amount.is_some_and(|amount| amount.mantissa() < 0)
    }
}

/// The loose amounts of a table, row by row.
#[derive(Debug, Clone, Default)]
pub(crate) struct LooseCells {
    pub(crate) all: Vec<Loose>,
    /// Whether rows or columns lie beyond what is read of a table.
    pub(crate) beyond: bool,
}

impl LooseCells {
    /// Whether a sum over rows may lack a part.
    pub(crate) fn open_rows(&self) -> bool {
        self.all.iter().any(|loose| loose.along_column)
    }

    /// Whether a sum over columns may lack a part.
    pub(crate) fn open_columns(&self) -> bool {
        self.beyond || self.all.iter().any(|loose| loose.along_row)
    }
}
