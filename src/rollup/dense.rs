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
/// slots are asked for at once, zeroed, which costs no more than the memory that is then touched.
/// What does not fit (other levels, no code, a sum beyond 64 bits) goes to the wide sums.
pub(super) struct Dense<S: Scheme> {
    lines: u64,
    /// In 分.
    slots: Vec<i64>,
    /// The slots that have lines, some more than once: each that held nil when a line came.
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
    const CODES: u32 = 100 * (Level::Class.weight() / Self::LEVEL.weight());
    /// See [`index`](Self::index).
    const TWOS: u32 = Self::STEP.trailing_zeros();
    const INVERSE: u32 = inverse(Self::STEP >> Self::TWOS);

    pub(super) fn new() -> Self {
        Self {
            lines: 0,
            slots: vec![0; index::index(Self::CODES)],
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

    fn code(index: u32) -> Option<Code<S>> {
        Code::of_raw(index * Self::STEP + Self::FIRST)
    }

    #[inline]
    pub(super) fn add(&mut self, code: Option<Code<S>>, amount: Amount, wide: &mut Wide<S>) {
        self.lines += 1;
        add(&mut self.slots, &mut self.used, code, amount, wide);
    }

    pub(super) fn add_columns<C: Copy + Into<Option<Code<S>>>>(
        &mut self,
        codes: &[C],
        amounts: &[Amount],
        wide: &mut Wide<S>,
    ) {
        self.lines += codes.len() as u64;
        // A slice of its own, so that the loop keeps it in registers.
        let slots = self.slots.as_mut_slice();
        for (&code, &amount) in codes.iter().zip(amounts) {
            add(slots, &mut self.used, code.into(), amount, wide);
        }
    }

    /// Moves all sums to the wide ones and tells how many lines there were.
    pub(super) fn drain(mut self, wide: &mut Wide<S>) -> u64 {
        self.used.sort_unstable();
        self.used.dedup();
        let sums = self.used.iter().map(|&index| {
            let fen = self.slots.get(index::index(index)).copied().unwrap_or_default();
            (Self::code(index), Sum::of(Amount::from_fen(fen)))
        });
        if wide.is_empty() {
            // In order, which is quicker than one by one.
            wide.extend(sums);
        } else {
            sums.for_each(|(code, sum)| put(wide, code, sum));
        }
        self.lines
    }
}

/// Adds to a slot that is known to be used, or else with more care.
#[inline]
fn add<S: Scheme>(
    slots: &mut [i64],
    used: &mut Vec<u32>,
    code: Option<Code<S>>,
    amount: Amount,
    wide: &mut Wide<S>,
) {
    match slots.get_mut(index::index(Dense::index(code))) {
        // Only a slot that holds something is known to be used.
        Some(slot) if *slot != 0 => match slot.checked_add(amount.fen()) {
            Some(sum) => *slot = sum,
            None => add_with_care(slots, used, code, amount, wide),
        },
        _ => add_with_care(slots, used, code, amount, wide),
    }
}

#[cold]
#[inline(never)]
fn add_with_care<S: Scheme>(
    slots: &mut [i64],
    used: &mut Vec<u32>,
    code: Option<Code<S>>,
    amount: Amount,
    wide: &mut Wide<S>,
) {
    let index = Dense::index(code);
    let Some(slot) = slots.get_mut(index::index(index)) else {
        put(wide, code, Sum::of(amount));
        return;
    };
    if *slot == 0 {
        note(used, index);
    }
    match slot.checked_add(amount.fen()) {
        Some(sum) => *slot = sum,
        None => {
            put(wide, code, Sum::of(Amount::from_fen(*slot)));
            *slot = amount.fen();
        }
    }
}

/// Notes a slot as used. Before the list grows it is cleared of what it holds twice.
fn note(used: &mut Vec<u32>, index: u32) {
    if used.len() == used.capacity() {
        used.sort_unstable();
        used.dedup();
        // Room for as many again, so that clearing is rare.
        used.reserve(used.len() + 64);
    }
    used.push(index);
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

    #[test]
    fn codes_whose_lines_sum_to_nil_are_kept_and_noted_in_bounds() {
        let mut dense = Dense::<Functional>::new();
        let mut wide = Wide::new();
        let codes: Result<Vec<FunctionalCode>, _> =
            (2_050_200..2_050_300).map(FunctionalCode::try_from).collect();
        let codes = codes.unwrap();
        for _ in 0..1_000 {
            dense.add_columns(&codes, &[Amount::ZERO; 100], &mut wide);
        }
        assert!(dense.used.capacity() < 1_000);
        assert_eq!(dense.drain(&mut wide), 100_000);
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
