//! The workspace of a roll-up: sums in pages of neighbouring codes, without a search per line.

use alloc::{collections::BTreeMap, vec, vec::Vec};
use core::marker::PhantomData;

use super::put;
use crate::{Amount, Code, Level, Scheme, place, sum::Sum};

/// How many neighbouring codes share a page.
const PAGE: u32 = 128;

/// The place of a page that has not been opened: beyond any slot.
const UNOPENED: u32 = 1 << 31;

/// Sums of lines at the level at which budgets are booked: 项, or 款 of an economic classification.
///
/// Each such code has an index in its scheme, from 0 without gaps. A page is opened at its first
/// line. What does not fit (other levels, no code, a sum beyond 64 bits) goes to the wide sums.
pub(super) struct Pages<S: Scheme> {
    lines: u64,
    /// What turns the index of a code into its slot, by page.
    offsets: Vec<u32>,
    /// The pages in the order in which they were opened.
    opened: Vec<u32>,
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
            offsets: vec![UNOPENED; place::index(Self::CODES.div_ceil(PAGE))],
            opened: Vec::new(),
            slots: Vec::new(),
            used: Vec::new(),
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
        if !add(&self.offsets, &mut self.slots, index, amount) {
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
            let (offsets, slots) = (self.offsets.as_slice(), self.slots.as_mut_slice());
            let odd = lines
                .find(|&(&code, &amount)| !add(offsets, slots, Self::index(code.into()), amount));
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
        let Some(offset) = self.offsets.get_mut(place::index(index / PAGE)) else {
            put(wide, code, Sum::of(amount));
            return;
        };
        if *offset == UNOPENED {
            let first = index / PAGE * PAGE;
            *offset = place::number(self.slots.len()).wrapping_sub(first);
            self.opened.push(first);
            let slots = self.slots.len() + place::index(PAGE);
            self.slots.resize(slots, 0);
            self.used.resize(slots, false);
        }
        let slot = place::index(offset.wrapping_add(index));
        let (Some(sum), Some(used)) = (self.slots.get_mut(slot), self.used.get_mut(slot)) else {
            put(wide, code, Sum::of(amount));
            return;
        };
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
        let indices = self.opened.iter().flat_map(|&first| first..first + PAGE);
        for ((index, fen), used) in indices.zip(self.slots).zip(self.used) {
            if used {
                put(wide, Self::code(index), Sum::of(Amount::from_fen(fen)));
            }
        }
        self.lines
    }
}

/// Adds to a slot that is known to be used; `false` if this needs more care.
#[inline]
fn add(offsets: &[u32], slots: &mut [i64], index: u32, amount: Amount) -> bool {
    let Some(offset) = offsets.get(place::index(index / PAGE)) else { return false };
    let Some(slot) = slots.get_mut(place::index(offset.wrapping_add(index))) else { return false };
    match slot.checked_add(amount.fen()) {
        // Only a slot that holds something is known to be used.
        Some(sum) if *slot != 0 => {
            *slot = sum;
            true
        }
        _ => false,
    }
}
