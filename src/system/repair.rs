//! A witness by repair: what is nearly a solution is changed as little as it takes.
//!
//! The printed values, or a solution found with other prints freed, break few rows and few ends.
//! Putting those right touches a handful of variables where [diving](super::dive) fixes all. It may
//! lead nowhere; then diving is still to be tried.

#![allow(
    clippy::indexing_slicing,
    reason = "columns and rows index arrays of exactly their number"
)]

use alloc::{collections::VecDeque, vec::Vec};

use super::{
    int::{Checked, Int},
    limits::Budget,
    prepare::Ends,
    propagate::{Propagation, Rounding},
};

/// The most variables that are moved: beyond that diving costs no more.
const MOVES: usize = 100;

impl<T: Int> Propagation<'_, T> {
    /// A solution near `values`, if that can be had; decisions are left to be undone.
    pub(super) fn repair(
        &mut self,
        mut values: Vec<T>,
        budget: &mut Budget,
    ) -> Checked<Option<Vec<T>>> {
        let problem = self.problem();
        budget.spend(values.len())?;
        let outside = |ends: &Ends<T>, value: T| clamp(ends, value) != value;
        let mut pushed: Vec<u32> = (0_u32..)
            .zip(self.ends().iter().zip(&values))
            .filter(|(_, (ends, value))| outside(ends, **value))
            .map(|(variable, _)| variable)
            .collect();
        let mut rows: VecDeque<u32> = (0_u32..).take(problem.rows()).collect();
        let mut moves = 0;
        loop {
            let (variable, value) = if let Some(variable) = pushed.pop() {
                (variable, clamp(&self.ends()[variable as usize], values[variable as usize]))
            } else {
                let Some(row) = rows.pop_front() else { return Ok(Some(values)) };
                budget.spend(problem.terms(row as usize).len())?;
                match self.mend(row, &values)? {
                    Mend::Holds => continue,
                    Mend::Move(variable, value) => {
                        rows.push_front(row);
                        (variable, value)
                    }
                    Mend::Stuck => return Ok(None),
                }
            };
            moves += 1;
            let mark = self.mark();
            self.fix(variable, value, budget)?;
            if moves > MOVES || self.run(Rounding::Inward, budget)?.is_some() {
                return Ok(None);
            }
            values[variable as usize] = value;
            rows.extend(problem.uses(variable as usize).iter().map(|&(row, _)| row));
            for moved in self.moved_since(mark) {
                if outside(&self.ends()[moved as usize], values[moved as usize]) {
                    pushed.push(moved);
                }
            }
        }
    }

    /// Whether values meet all rows.
    pub(super) fn all_rows_hold(&self, values: &[T], budget: &mut Budget) -> Checked<bool> {
        for row in 0..self.problem().rows() {
            budget.spend(self.problem().terms(row).len())?;
            if self.lack(row, values)? != T::ZERO {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// What is to be added to a row for it to lie within its limits.
    fn lack(&self, row: usize, values: &[T]) -> Checked<T> {
        let mut sum = T::ZERO;
        for &(variable, a) in self.problem().terms(row) {
            sum = sum.plus(a.times(values[variable as usize])?)?;
        }
        clamp(&self.problem().limits[row], sum).minus(sum)
    }

    /// What to move for a row to hold: the variable that can take most of what is lacking.
    fn mend(&self, row: u32, values: &[T]) -> Checked<Mend<T>> {
        let terms = self.problem().terms(row as usize);
        let lack = self.lack(row as usize, values)?;
        if lack == T::ZERO {
            return Ok(Mend::Holds);
        }
        let mut best: Option<(T, u32, T)> = None;
        for &(variable, a) in terms {
            let value = values[variable as usize];
            let up = (lack > T::ZERO) == (a > T::ZERO);
            let step = lack.magnitude()?.div_up(a.magnitude()?)?;
            let wish = if up { value.plus(step)? } else { value.minus(step)? };
            let moved = clamp(&self.ends()[variable as usize], wish);
            let gain = moved.minus(value)?.times(a)?.magnitude()?;
            let gain = gain.min(lack.magnitude()?);
            if gain > best.map_or(T::ZERO, |(most, ..)| most) {
                best = Some((gain, variable, moved));
            }
        }
        Ok(best.map_or(Mend::Stuck, |(_, variable, value)| Mend::Move(variable, value)))
    }
}

enum Mend<T> {
    Holds,
    Move(u32, T),
    Stuck,
}

/// The value of an interval that is nearest to one.
fn clamp<T: Int>(&[low, high]: &Ends<T>, value: T) -> T {
    let value = low.map_or(value, |low| low.max(value));
    high.map_or(value, |high| high.min(value))
}
