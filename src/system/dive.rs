//! A witness by diving: fix one variable after the other, and let the rows narrow the rest.

#![allow(clippy::indexing_slicing, reason = "columns index arrays of exactly their number")]

use alloc::vec::Vec;

use super::{
    Witness,
    int::{Checked, Int},
    limits::Budget,
    prepare::Ends,
    propagate::{Propagation, Rounding},
};

impl<T: Int> Propagation<'_, T> {
    /// A solution: near another one, or near what is printed, or else by fixing all variables. All
    /// decisions are taken back where there is none.
    pub(super) fn reach(
        &mut self,
        near: Option<&Witness>,
        budget: &mut Budget,
    ) -> Checked<Option<Vec<T>>> {
        let mark = self.mark();
        let base = match near.and_then(|witness| self.problem().whole(witness)) {
            Some(base) => base,
            None => self.values()?,
        };
        // Sums of what is nearly right can leave the width where narrowed intervals do not.
        if let Ok(Some(values)) = self.repair(base, budget) {
            return Ok(Some(values));
        }
        self.undo(mark)?;
        if !self.dive(budget)? {
            return Ok(None);
        }
        // Narrowing ends before a row is exact where coefficients are large beside its limits.
        let values = self.values()?;
        Ok(if self.all_rows_hold(&values, budget)? { Some(values) } else { None })
    }

    /// Fixes all variables; `false` if one was met for which no tried value works.
    ///
    /// The middle of an interval is tried first: of a print that is the printed value itself.
    /// Where rows form no cycle and coefficients are ±1, every value left by propagation is part of a solution,
    /// so that nothing is ever taken back.
    fn dive(&mut self, budget: &mut Budget) -> Checked<bool> {
        for (variable, index) in (0_u32..).zip(0..self.ends().len()) {
            budget.spend(1)?;
            let ends = self.ends()[index];
            if !matches!(ends, [Some(low), Some(high)] if low == high)
                && !self.fix_one(variable, ends, budget)?
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn fix_one(&mut self, variable: u32, ends: Ends<T>, budget: &mut Budget) -> Checked<bool> {
        let mut tried = [None; 3];
        for (place, guess) in [middle(ends)?, ends[0], ends[1]].into_iter().enumerate() {
            if guess.is_none() || tried.contains(&guess) {
                continue;
            }
            tried[place] = guess;
            if self.try_value(variable, guess.unwrap_or(T::ZERO), budget)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Fixes a variable and propagates; on a clash everything is as before.
    pub(super) fn try_value(
        &mut self,
        variable: u32,
        value: T,
        budget: &mut Budget,
    ) -> Checked<bool> {
        let mark = self.mark();
        self.fix(variable, value, budget)?;
        let clash = self.run(Rounding::Inward, budget)?;
        if clash.is_some() {
            self.undo(mark)?;
        }
        Ok(clash.is_none())
    }

    /// A value for each variable inside its present interval.
    pub(super) fn values(&self) -> Checked<Vec<T>> {
        self.ends().iter().map(|&ends| Ok(middle(ends)?.unwrap_or(T::ZERO))).collect()
    }
}

/// The middle of an interval, rounded down; of an unbounded one the value nearest to nought.
fn middle<T: Int>(ends: Ends<T>) -> Checked<Option<T>> {
    Ok(Some(match ends {
        [Some(low), Some(high)] => {
            let half = high.minus(low)?.div_down(T::ONE.plus(T::ONE)?);
            low.plus(half)?
        }
        [Some(low), None] => low.max(T::ZERO),
        [None, Some(high)] => high.min(T::ZERO),
        [None, None] => T::ZERO,
    }))
}
