//! Positions as the small numbers that places, facts and rows are known by.

use core::ops::Range;

/// An index of the neutral form; beyond any list where `usize` is smaller than `u32`.
pub(crate) fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// A count of the neutral form as a place's number; the last number for what is beyond it.
pub(crate) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// The first number of a range of which `before` does not hold, if it holds of all in front.
pub(crate) fn partition_point(range: Range<usize>, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (range.start, range.end);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_partition_point_of_any_range() {
        for start in 0..5 {
            for end in start..9 {
                for point in start..=end {
                    assert_eq!(partition_point(start..end, |number| number < point), point);
                }
            }
        }
    }
}
