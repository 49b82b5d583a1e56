//! Positions as the small numbers that places, facts and rows are known by.

/// An index of the neutral form; beyond any list where `usize` is smaller than `u32`.
pub(crate) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A count of the neutral form as a place's number; the last number for what is beyond it.
pub(crate) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
