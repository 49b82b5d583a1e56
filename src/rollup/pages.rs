//! The workspace of a roll-up: sums in pages of neighbouring codes, without a search per line.

use alloc::{collections::BTreeMap, vec, vec::Vec};
use core::marker::PhantomData;

use super::put;
use crate::{Amount, Code, Level, Scheme, place, sum::Sum};

/// How many neighbouring codes share a page.
const PAGE: u32 = 128;

/// Sums of lines at the level at which budgets are booked: 项, or 款 of an economic classification.
///
/// Each such code has an index in its scheme, from 0 without gaps, and a slot at that index. All
/// slots are asked for at once, zeroed, which costs no more than the memory that is then touched;
/// the pages that are touched are noted, so that only those are read in the end. What does not fit
/// (other levels, no code, a sum beyond 64 bits) goes to the wide sums.
pub(super) struct Pages<S: Scheme> {
    lines: u64,
    /// The first indices of the pages that hold used slots, in the order of first use.
    opened: Vec<u32>,
    is_open: Vec<bool>,
    /// In 分. A slot that holds nil need not be used; see `used`.
    slots: Vec<i64>,
    used: Vec<bool>,
    scheme: PhantomData<S>,
}

impl<S: Scheme> Pages<S> {
    const LEVEL: Level = match S::KIND.deepest() {
        Level::Section => Level::Section,
        _ => Level::Item,
    };
    /// The number of codes at this level, and the raw value of the first.
    const CODES: u32 = 100 * (Level::Class.weight() / Self::LEVEL.weight());
    const FIRST: u32 = S::KIND.classes().0 * Level::Class.weight() * 4 + Self::LEVEL as u32;

    pub(super) fn new() -> Self {
        Self {
            lines: 0,
            opened: Vec::new(),
            is_open: vec![false; place::index(Self::CODES.div_ceil(PAGE))],
            slots: vec![0; place::index(Self::CODES)],
            used: vec![false; place::index(Self::CODES)],
            scheme: PhantomData,
        }
    }

    /// The index of a code at the level of the pages; beyond all pages for any other and for none.
    #[inline]
    fn index(code: Option<Code<S>>) -> u32 {
        let raw = code.map_or(0, Code::to_raw);
        // The two bits of the level become the highest ones, so that another level is far away.
        raw.wrapping_sub(Self::FIRST).rotate_right(2) / Self::LEVEL.weight()
    }

    fn code(index: u32) -> Option<Code<S>> {
        Code::of_raw(index * Self::LEVEL.weight() * 4 + Self::FIRST)
    }

    #[inline]
    pub(super) fn add(
        &mut self,
        code: Option<Code<S>>,
        amount: Amount,
        wide: &mut BTreeMap<Option<Code<S>>, Sum>,
    ) {
        let index = Self::index(code);
        if !add(&mut self.slots, index, amount) {
            self.add_with_care(code, amount, wide);
        }
        self.lines += 1;
    }

    pub(super) fn add_columns<C: Copy + Into<Option<Code<S>>>>(
        &mut self,
        codes: &[C],
        amounts: &[Amount],
        wide: &mut BTreeMap<Option<Code<S>>, Sum>,
    ) {
        let mut lines = codes.iter().zip(amounts);
        loop {
            // Apart from the care that a line may need, so that the loop keeps to its registers.
            let slots = self.slots.as_mut_slice();
            let odd = lines.find(|&(&code, &amount)| !add(slots, Self::index(code.into()), amount));
            match odd {
                Some((&code, &amount)) => self.add_with_care(code.into(), amount, wide),
                None => break,
            }
        }
        self.lines += codes.len() as u64;
    }

    /// Adds what [`add`] could not.
    #[cold]
    fn add_with_care(
        &mut self,
        code: Option<Code<S>>,
        amount: Amount,
        wide: &mut BTreeMap<Option<Code<S>>, Sum>,
    ) {
        let index = Self::index(code);
        let slot = place::index(index);
        let (Some(sum), Some(used)) = (self.slots.get_mut(slot), self.used.get_mut(slot)) else {
            put(wide, code, Sum::of(amount));
            return;
        };
        if let Some(is_open) = self.is_open.get_mut(place::index(index / PAGE)) {
            if !core::mem::replace(is_open, true) {
                self.opened.push(index / PAGE * PAGE);
            }
        }
        *used = true;
        match sum.checked_add(amount.fen()) {
            Some(more) => *sum = more,
            None => {
                put(wide, code, Sum::of(Amount::from_fen(*sum)));
                *sum = amount.fen();
            }
        }
    }

    /// Moves all sums to the wide ones and tells how many lines there were.
    pub(super) fn drain(self, wide: &mut BTreeMap<Option<Code<S>>, Sum>) -> u64 {
        for index in self.opened.iter().flat_map(|&first| first..first + PAGE) {
            let slot = place::index(index);
            if let (Some(&fen), Some(true)) = (self.slots.get(slot), self.used.get(slot)) {
                put(wide, Self::code(index), Sum::of(Amount::from_fen(fen)));
            }
        }
        self.lines
    }
}

/// Adds to a slot that is known to be used; `false` if this needs more care.
#[inline]
fn add(slots: &mut [i64], index: u32, amount: Amount) -> bool {
    let Some(slot) = slots.get_mut(place::index(index)) else { return false };
    match slot.checked_add(amount.fen()) {
        // Only a slot that holds something is known to be used.
        Some(sum) if *slot != 0 => {
            *slot = sum;
            true
        }
        _ => false,
    }
}
