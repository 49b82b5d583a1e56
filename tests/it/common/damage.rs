//! Seeded damage: where in a real document figures are changed the ways people err.

use cn_budget::{Disclosure, Place, RawDisclosure, disclosure::Fact};

/// A small generator of pseudo-random numbers (xorshift64*), the same everywhere.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap() % bound.max(1)
    }
}

/// The places of all printed figures that were understood.
pub(crate) fn figures(raw: &RawDisclosure) -> Vec<Place> {
    let disclosure = Disclosure::read(raw.clone());
    disclosure.facts().iter().filter(|f| f.figure().is_some()).map(Fact::place).collect()
}

/// The text of a cell, to be changed.
pub(crate) fn text_mut(raw: &mut RawDisclosure, place: Place) -> &mut String {
    raw.text_mut(place).unwrap_or_else(|| panic!("{place:?} is no printed cell"))
}

/// The figures right beside one: in its row, or above and below it.
pub(crate) fn neighbours(places: &[Place], place: Place) -> Vec<Place> {
    let Place::Cell { table, row, column } = place else { panic!("{place:?}") };
    let beside = |other: &Place| match *other {
        Place::Cell { table: t, row: r, column: c } if t == table => {
            (r == row && c != column) || (c == column && r.abs_diff(row) == 1)
        }
        _ => false,
    };
    places.iter().copied().filter(beside).collect()
}
