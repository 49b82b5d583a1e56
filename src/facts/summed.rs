//! Totals that were added up from rounded parts (尾差): each is off by as much as all its parts may be.
//!
//! ```text
//! 合计 12.33 = 1.11 + 5.11 + 6.11, while the amount is 12.344 and another table prints 12.34
//! ```

use alloc::vec::Vec;

use super::{FactId, Facts, Family};
use crate::num::figure::{Interval, Quantity};

/// So many sums of several parts must all be exact for it to be a habit: of sums of figures that were
/// rounded each on its own every other one is off by a last place.
const EVIDENCE: usize = 6;

impl Facts<'_> {
    /// Whether all sums of the tables are exact as printed, and there are enough of them to tell.
    pub(crate) fn add_up_as_printed(&self) -> bool {
        let mut exact = 0;
        for group in &self.groups {
            if !self
                .table(group.table)
                .is_some_and(|table| table.closes_sums() && !table.is_apart())
            {
                continue;
            }
            for family in group.families() {
                let Some(parts) = self.parts(&family) else { continue };
                if self.value(family.parent) != Some(parts.value) {
                    return false;
                }
                exact += usize::from(parts.filled > 1);
            }
        }
        exact >= EVIDENCE
    }

    /// Lets each total that is the sum of its parts as printed be what its parts may add up to.
    pub(super) fn widen_totals(&mut self) {
        let mut families: Vec<Family> = Vec::new();
        for group in &self.groups {
            // A parent stands before its descendants, so that the lowest comes first here.
            families.extend(group.families().into_iter().rev());
        }
        // Once along rows and once along columns, whichever comes first.
        for _ in 0..2 {
            for family in &families {
                let Some(parts) = self.parts(family) else { continue };
                if self.value(family.parent) == Some(parts.value) {
                    self.widen(family.parent, parts.interval);
                }
            }
        }
    }

    fn widen(&mut self, fact: FactId, by: Interval) {
        let Some(Some(own)) = self.intervals.get_mut(fact.index()) else { return };
        let hull = Interval::new(own.low().min(by.low()), own.high().max(by.high()));
        *own = hull.unwrap_or(*own);
    }

    /// What parts add up to; `None` if one cannot be read.
    fn parts(&self, family: &Family) -> Option<Parts> {
        let filled = family.children.iter().filter(|&&child| !self.is_nil(child)).count();
        let (mut value, mut interval) = (Quantity::ZERO, Interval::point(Quantity::ZERO));
        for &child in &family.children {
            value = value.checked_add(self.value(child)?)?;
            interval = interval.checked_add(self.interval(child)?)?;
        }
        Some(Parts { filled, value, interval })
    }
}

/// The parts of a total, added up.
struct Parts {
    /// How many are not nil.
    filled: usize,
    value: Quantity,
    interval: Interval,
}
