//! The workspace of a roll-up: a sum for each code of a scheme, without a search per line.

use crate::index;
use alloc::{collections::BTreeMap, vec, vec::Vec};
use core::marker::PhantomData;

use super::put;
use crate::code::{Code, Level, Scheme};
use crate::num::amount::Amount;
use crate::num::sum::Sum;

/// The sums that a roll-up keeps.
type Wide<S> = BTreeMap<Option<Code<S>>, Sum>;

/// Sums of lines at the level at which budgets are booked: 项, or 款 of an economic classification.
///
/// Each such code has an index in its scheme, from 0 without gaps, and a slot at that index. All
/// slots are allocated at once, zeroed: the system provides only the pages that are then written.
/// What does not fit (other levels, no code, a sum beyond 64 bits) goes to the wide sums.
pub(super) struct Dense<S: Scheme> {
    /// In 分.
    slots: Vec<i64>,
    /// Which slots have lines: a bit for each, and the list of them.
    seen: Vec<u64>,
    used: Vec<u32>,
    scheme: PhantomData<S>,
}

impl<S: Scheme> Dense<S> {
    const LEVEL: Level = match S::KIND.deepest() {
        Level::Section => Level::Section,
        _ => Level::Item,
    };
    /// The raw value of the first code at this level, how far apart they are, and how many.
    const FIRST: u32 = S::KIND.classes().0 * Level::Class.weight() * 4 + Self::LEVEL as u32;
    const STEP: u32 = Self::LEVEL.weight() * 4;
    const CODES: u32 = (S::KIND.classes().1 - S::KIND.classes().0 + 1)
        * (Level::Class.weight() / Self::LEVEL.weight());
    /// The digits of the first code as a number; those of the others follow without gaps.
    const FIRST_NUMBER: u32 = S::KIND.classes().0 * (Level::Class.weight() / Self::LEVEL.weight());
    /// See [`index`](Self::index).
    const TWOS: u32 = Self::STEP.trailing_zeros();
    const INVERSE: u32 = inverse(Self::STEP >> Self::TWOS);

    pub(super) fn new() -> Self {
        Self {
            slots: vec![0; index::index(Self::CODES)],
            seen: vec![0; index::index(Self::CODES.div_ceil(u64::BITS))],
            used: Vec::new(),
            scheme: PhantomData,
        }
    }

    /// The index of a code at this level; beyond all slots for any other and for none.
    ///
    /// An exact division by multiplication: where the step divides the distance, the product with
    /// the inverse of the step's odd part is the quotient, shifted by its twos. Where it does not,
    /// the result is more than any quotient.
    #[inline]
    fn index(code: Option<Code<S>>) -> u32 {
        let distance = code.map_or(0, Code::to_raw).wrapping_sub(Self::FIRST);
        distance.wrapping_mul(Self::INVERSE).rotate_right(Self::TWOS)
    }

    /// The index of the code with these digits; beyond all slots for any of another level.
    #[inline]
    fn index_of_number(number: u32) -> u32 {
        number.wrapping_sub(Self::FIRST_NUMBER)
    }

    fn code(index: u32) -> Option<Code<S>> {
        Code::of_raw(index * Self::STEP + Self::FIRST)
    }

    #[inline]
    pub(super) fn add(&mut self, code: Option<Code<S>>, amount: Amount, wide: &mut Wide<S>) {
        if !self.add_at(Self::index(code), amount.fen(), wide) {
            put(wide, code, Sum::of(amount));
        }
    }

    pub(super) fn add_columns<C: Copy + Into<Option<Code<S>>>>(
        &mut self,
        codes: &[C],
        amounts: &[Amount],
        wide: &mut Wide<S>,
    ) {
        // Taken out of the workspace, so that the loop keeps them in registers.
        let Self { slots, seen, used, .. } = self;
        let slots = slots.as_mut_slice();
        for (&code, &amount) in codes.iter().zip(amounts) {
            let code = code.into();
            let index = Self::index(code);
            if !add_to_known(slots, index, amount.fen())
                && !Self::add_with_care((slots, seen, used), index, amount.fen(), wide)
            {
                put(wide, code, Sum::of(amount));
            }
        }
    }

    /// Adds lines given as plain numbers; tells how many are no codes of the scheme, which are then
    /// added as open.
    pub(super) fn add_numbers(&mut self, codes: &[u32], fen: &[i64], wide: &mut Wide<S>) -> u64 {
        let Self { slots, seen, used, .. } = self;
        let slots = slots.as_mut_slice();
        let mut unknown = 0;
        for (&number, &fen) in codes.iter().zip(fen) {
            let index = Self::index_of_number(number);
            if !add_to_known(slots, index, fen)
                && !Self::add_with_care((slots, seen, used), index, fen, wide)
            {
                let code = Code::try_from(number).ok();
                unknown += u64::from(code.is_none());
                put(wide, code, Sum::of(Amount::from_fen(fen)));
            }
        }
        unknown
    }

    #[inline]
    fn add_at(&mut self, index: u32, fen: i64, wide: &mut Wide<S>) -> bool {
        let Self { slots, seen, used, .. } = self;
        add_to_known(slots, index, fen)
            || Self::add_with_care((slots, seen, used), index, fen, wide)
    }

    /// Adds to a slot, whatever it holds; false where there is no such slot.
    #[cold]
    #[inline(never)]
    fn add_with_care(
        (slots, seen, used): (&mut [i64], &mut [u64], &mut Vec<u32>),
        index: u32,
        fen: i64,
        wide: &mut Wide<S>,
    ) -> bool {
        let place = index::index(index);
        let Some(slot) = slots.get_mut(place) else { return false };
        if let Some(bits) = seen.get_mut(place / 64) {
            let bit = 1 << (place % 64);
            if *bits & bit == 0 {
                *bits |= bit;
                used.push(index);
            }
        }
        match slot.checked_add(fen) {
            Some(sum) => *slot = sum,
            None => {
                put(wide, Self::code(index), Sum::of(Amount::from_fen(*slot)));
                *slot = fen;
            }
        }
        true
    }

    /// The sums by code, in no order.
    pub(super) fn sums(&self) -> impl Iterator<Item = (Option<Code<S>>, Sum)> {
        self.used.iter().map(|&index| {
            let fen = self.slots.get(index::index(index)).copied().unwrap_or_default();
            (Self::code(index), Sum::of(Amount::from_fen(fen)))
        })
    }

    /// Moves all sums to the wide ones.
    pub(super) fn drain(mut self, wide: &mut Wide<S>) {
        self.used.sort_unstable();
        if wide.is_empty() {
            // In order, which is quicker than one by one.
            wide.extend(self.sums());
        } else {
            self.sums().for_each(|(code, sum)| put(wide, code, sum));
        }
    }
}

/// Adds to a slot that holds something, as nearly all do after the first lines: only such a slot is
/// known to be on the list. False where nothing was added.
#[inline]
fn add_to_known(slots: &mut [i64], index: u32, fen: i64) -> bool {
    match slots.get_mut(index::index(index)) {
        Some(slot) if *slot != 0 => match slot.checked_add(fen) {
            Some(sum) => {
                *slot = sum;
                true
            }
            None => false,
        },
        _ => false,
    }
}

/// The inverse of an odd number, modulo 2³²; each step doubles the bits that are right.
const fn inverse(odd: u32) -> u32 {
    let mut inverse = odd;
    let mut bits = 3;
    while bits < 32 {
        inverse = inverse.wrapping_mul(2_u32.wrapping_sub(odd.wrapping_mul(inverse)));
        bits *= 2;
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::code::{Department, DepartmentCode, Functional, FunctionalCode};

    /// The codes of a level have the slots, in order, and no other code has one.
    fn only_one_level_has_slots<S: Scheme>(booked: Level) {
        let (lowest, highest) = S::KIND.classes();
        let mut next = None;
        for padded in (lowest * 1_000_000..(highest + 1) * 1_000_000).step_by(50) {
            for level in Level::ALL {
                let Some(code) = Code::<S>::of_raw(padded * 4 + level as u32) else { continue };
                let index = Dense::index(Some(code));
                if padded % level.weight() != 0 || level != booked {
                    assert!(index >= Dense::<S>::CODES, "{padded} {level:?}");
                    continue;
                }
                assert_eq!(Dense::code(index), Some(code));
                assert!(next.is_none_or(|next| next == index), "{padded}");
                next = Some(index + 1);
            }
        }
        assert_eq!(next, Some((highest - lowest + 1) * 1_000_000 / booked.weight()));
        assert!(Dense::<S>::index(None) >= Dense::<S>::CODES);
    }

    #[test]
    fn items_of_functions_and_sections_of_economic_codes_have_slots() {
        only_one_level_has_slots::<Functional>(Level::Item);
        only_one_level_has_slots::<Department>(Level::Section);
    }

    /// The digits of the codes of a level follow each other without gaps.
    fn numbers_have_the_slots_of_their_codes<S: Scheme>() {
        let first = Dense::<S>::FIRST_NUMBER;
        for number in (first.saturating_sub(2_000)..first + Dense::<S>::CODES + 2_000).step_by(7) {
            let code = Code::<S>::try_from(number).ok();
            let index = Dense::<S>::index_of_number(number);
            if index < Dense::<S>::CODES {
                assert_eq!(Dense::code(index), code, "{number}");
            } else {
                assert!(code.is_none_or(|code| Dense::index(Some(code)) >= Dense::<S>::CODES));
            }
        }
    }

    #[test]
    fn numbers_have_slots() {
        numbers_have_the_slots_of_their_codes::<Functional>();
        numbers_have_the_slots_of_their_codes::<Department>();
    }

    #[test]
    fn codes_whose_lines_sum_to_nil_are_kept_and_noted_once() {
        let mut dense = Dense::<Functional>::new();
        let mut wide = Wide::new();
        let codes: Result<Vec<FunctionalCode>, _> =
            (2_050_200..2_050_300).map(FunctionalCode::try_from).collect();
        let codes = codes.unwrap();
        for _ in 0..1_000 {
            dense.add_columns(&codes, &[Amount::ZERO; 100], &mut wide);
        }
        assert_eq!(dense.used.len(), 100);
        dense.drain(&mut wide);
        assert_eq!(wide.len(), 100);
    }

    #[test]
    fn a_sum_beyond_64_bits_is_kept() {
        let code: DepartmentCode = "30101".parse().unwrap();
        let mut dense = Dense::new();
        let mut wide = Wide::new();
        let most = Amount::from_fen(i64::MAX);
        dense.add_columns(&[code; 3], &[most; 3], &mut wide);
        dense.drain(&mut wide);
        assert_eq!(wide.get(&Some(code)), Some(&Sum::total([Sum::of(most); 3])));
    }
}
