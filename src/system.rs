//! Balance-edit problems, decided exactly: one witness, or one conflict, or the fewest wrong figures.
//!
//! This module knows nothing about budgets. It takes numbers that were printed with rounding and
//! the linear relations that should hold between the amounts behind them, and answers three
//! questions: *can all of it be true?* If so, *which amounts would print like that?* If not,
//! *which relations contradict each other, and what are the fewest figures that must be wrong?*
//!
//! # The problem
//!
//! A [`System`] has *variables* `x`, real amounts that nobody sees. Each *print* claims an interval
//! for one variable: `1.23` means `1.225 ≤ x ≤ 1.235`. An amount that is printed several times is
//! one variable with several prints, and lies in their intersection. A *bound* is an interval that
//! does not come from print, such as `x ≥ 0`, and is never doubted. A *row* is a relation
//! `low ≤ Σ aᵢ·xᵢ ≤ high` with integer coefficients: a sum, an identity, a balance, a share.
//!
//! The caller chooses one unit in which all intervals and rows are integers; half of the last
//! place printed does. Then nothing is ever rounded here: no floating point, no tolerance. The
//! relations between printed tables are almost all sums, and sums of integers are integers, so on
//! this lattice the numbers stay small and a solution in integers nearly always exists where one
//! exists at all. The verdict does not rest on that: it is taken over the rationals.
//!
//! # A verdict is a proof
//!
//! If all intervals and rows can hold, a [`Witness`] gives a value for each variable. If not, then
//! by Farkas' lemma some of the inequalities, each multiplied by a positive number and added up, read
//! `0 ≥ c` with `c > 0`. Those multipliers are the [`Conflict`]. Either is checked before it
//! is returned by a few lines that share nothing with the solver ([`check_witness`],
//! [`check_conflict`]), and a caller can run them again. If a limit is met instead, the verdict is
//! [`Undecided`], never a guess.
//!
//! [`System::solve`] first lets each row narrow the intervals of its variables until nothing
//! moves or, since rows in a cycle can narrow for ever, until a cap. A row that cannot be met any more
//! proves the conflict: walking back through the narrowings collects its multipliers. Otherwise the
//! variables are fixed one after the other, each at the value printed if that is still possible,
//! narrowing after each. On documents this almost always ends in a witness. What each row can reach is
//! kept up to date as ends move, so that a total of thousands of parts is not added up again
//! for each of them. What is left goes to a simplex method in exact integers, with Bland's
//! rule against cycling. Its conflicts are *irreducible*: a contradiction found in a tableau row
//! involves linearly independent quantities, so that without any one of its inequalities the rest
//! can be met. Conflicts found by narrowing are reduced by running it on their few inequalities.
//! [`Solution::method`] tells which of the three decided. Numbers are `i64` where that holds them, else
//! `i128`; where that overflows too, or the [`Limits`] are met, the verdict is *undecided*.
//!
//! # The fewest wrong figures
//!
//! Fellegi and Holt's principle says: change the fewest (or least trusted) fields such that all
//! edits can hold. Here: free a set of prints of least weight, that is drop their intervals, such
//! that the system becomes feasible. Every conflict must lose at least one of its prints, so the set must
//! *hit* every conflict; and a set that hits all conflicts is an explanation. There are
//! far too many conflicts to list, but few are needed, and mistakes in different parts of a document share
//! none. So [`System::causes`] looks for each on its own:
//!
//! 1. It begins with every side of a row that the printed intervals break on their own, and every
//!    variable whose prints exclude each other. Of a variable that has several prints all the copies
//!    that keep up a conflict must be freed to escape through that variable: a *way out*.
//! 2. Conflicts that share no print are *cores*, the shortest first. Each has its lightest weight; the
//!    sum is a lower bound on what must be wrong.
//! 3. A core keeps *all* its lightest sets. Any other conflict only excludes some of them: where one
//!    core alone can still hit it, those that do not. So a long row joins nothing.
//! 4. A conflict that nothing hits any more raises the bound: it becomes a core where it touches none,
//!    else the conflicts are packed anew if that weighs more, else the cores that it touches are
//!    joined with it.
//! 5. One set of each core, chosen such that all conflicts are hit, is freed, and the rest is solved.
//!    A new conflict is learnt, its prints freed too, and so on until the rest is feasible: all that is
//!    learnt in one round is disjoint. Then back to 3.
//! 6. Once the choice makes the rest feasible it weighs what the cores prove to be the least. So it is
//!    a lightest explanation, and any other consists of other sets of the same cores. Sets not tried
//!    yet are freed in all cores at once; a feasible rest verifies them together.
//!
//! What comes out is one [`Cause`] a core, with its sets as alternatives and its conflicts as proof. A core
//! beyond the limits is *open*: all its prints are freed, none is suspected, and the others stay whole.
//!
//! A freed variable may take whatever value the rest leaves it, so each suspect comes with
//! the exact interval that its true value must lie in. Several sets can be equally light, and then no
//! arithmetic tells them apart: a part that stands in one sum only can be wrong, but so can
//! any other part of that sum. All of them are listed, up to a limit; which is likeliest is for
//! the caller to say, who knows how people err.
//!
//! # What to expect
//!
//! The proof for a whole document adds little detection on ordinary mistakes: a wrong digit here or
//! there breaks some row on its own, and one broken row is proof enough. The joint system is worth
//! having for certainty (a witness says that *nothing* is provably wrong), for minimum sets that explain
//! a dozen broken rows by one figure, and for mistakes of one unit that hide in the rounding of each
//! row.
//!
//! The same reading of printed figures stands behind XBRL's rules of calculation: a reported value
//! with its `decimals` is an interval, and a sum is consistent if the intervals can meet. Those
//! rules look at one sum at a time and stop at yes or no. Here all sums are taken
//! together, and the answer comes with its proof and its likeliest cause.
//!
//! # References
//!
//! - I. P. Fellegi, D. Holt, *A systematic approach to automatic edit and imputation*, JASA 71 (1976).
//! - S. Scholtus, *Algorithms for correcting some obvious inconsistencies and rounding errors in
//!   business survey data*, Statistics Netherlands discussion paper 08015 (2008).
//! - *Calculations 1.1*, XBRL International recommendation (2023).
//! - E. Moreno-Centeno, R. M. Karp, *The implicit hitting set approach to solve combinatorial
//!   optimization problems*, Operations Research 61 (2013).
//! - J. Gleeson, J. Ryan, *Identifying minimally infeasible subsystems of inequalities*, ORSA
//!   Journal on Computing 2 (1990).
//! - B. Dutertre, L. de Moura, *A fast linear-arithmetic solver for DPLL(T)*, CAV (2006).
//!
//! # Example
//!
//! Two parts and their total, printed to one decimal, counted in half-units of that place (0.05).
//!
//! ```
//! use cn_budget::system::{Limits, System, Verdict};
//!
//! let mut system = System::new();
//! let [total, first, second] = [(); 3].map(|()| system.variable());
//! let printed = system.print(total, Some(59), Some(61))?; // 3.0
//! system.print(first, Some(19), Some(21))?; // 1.0
//! system.print(second, Some(21), Some(23))?; // 1.1
//! system.row([(total, 1), (first, -1), (second, -1)], Some(0), Some(0))?;
//!
//! let solution = system.solve(&Limits::default());
//! let Verdict::Infeasible(conflict) = solution.verdict() else { panic!() };
//! assert_eq!(conflict.parts().len(), 4); // one side of the row and of each print
//!
//! let causes = system.causes(&system.groups(), &Limits::default());
//! assert!(causes.is_complete());
//! let [cause] = causes.all() else { panic!() };
//! assert_eq!(cause.explanations().len(), 3); // any of the three may be wrong
//! let suspect = &cause.explanations()[0].suspects()[0];
//! assert_eq!(suspect.print(), printed);
//! assert_eq!(suspect.range().to_string(), "[40, 44]"); // 2.0 to 2.2
//! # Ok::<(), cn_budget::system::SystemError>(())
//! ```

use alloc::vec::Vec;

use crate::lang::Message;

mod causes;
mod certificate;
mod dive;
mod groups;
mod int;
mod limits;
mod prepare;
mod propagate;
mod range;
mod repair;
mod simplex;
mod solve;

pub use crate::num::ratio::Ratio;
pub use causes::{Cause, Causes, Explanation, Suspect};
pub use certificate::{
    CheckError, Conflict, Constraint, Part, Side, Witness, check_conflict, check_witness,
};
pub use groups::{GroupId, Groups};
pub use limits::{Limits, Undecided};
pub use range::Range;
pub use solve::{Method, Solution, Verdict};

/// The largest magnitude of the end of an interval: 10²⁴.
pub const MAX_BOUND: i128 = 1_000_000_000_000_000_000_000_000;

/// The largest magnitude of a coefficient: 10⁹.
pub const MAX_COEFFICIENT: i64 = 1_000_000_000;

/// The most variables, prints, rows or terms of all rows that a [`System`] holds: 2³⁰ each.
pub const MAX_COUNT: usize = 1 << 30;

/// An interval, closed; an end that is `None` is unbounded.
pub(crate) type Interval = [Option<i128>; 2];

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u32);

        impl $name {
            /// The position in the order of addition, from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The id at a position that is known to be below [`MAX_COUNT`].
            pub(crate) fn at(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }
    };
}
pub(crate) use id;

id! {
    /// A variable of a [`System`].
    VariableId
}
id! {
    /// A print of a [`System`]: one interval claimed for one variable.
    PrintId
}
id! {
    /// A row of a [`System`].
    RowId
}

/// Why something was not added to a [`System`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
#[non_exhaustive]
pub enum SystemError {
    /// The variable is not of this system.
    UnknownVariable,
    /// The print is not of this system.
    UnknownPrint,
    /// The lower end of an interval is above its upper end.
    EmptyInterval,
    /// A bound is beyond [`MAX_BOUND`] or a coefficient beyond [`MAX_COEFFICIENT`].
    TooLarge,
    /// More than [`MAX_COUNT`] of one kind.
    TooMany,
    /// A weight of nought: every mistake must cost something.
    NoWeight,
}

impl SystemError {
    /// The message in both languages.
    pub fn message(self) -> Message {
        let (zh, en) = match self {
            Self::UnknownVariable => ("方程组中没有这个变量", "no such variable in this system"),
            Self::UnknownPrint => ("方程组中没有这个印出的数", "no such print in this system"),
            Self::EmptyInterval => (
                "区间为空：下限大于上限",
                "the interval is empty: its lower end is above its upper end",
            ),
            Self::TooLarge => ("数值过大", "the number is too large"),
            Self::TooMany => {
                ("变量、印出的数、行或项过多", "too many variables, prints, rows or terms")
            }
            Self::NoWeight => ("权重须为正数", "a weight must be positive"),
        };
        Message::new(zh, en)
    }
}

/// Variables, what is printed about them, and the rows that should hold between them.
///
/// See the [module](self) for the mathematics and an example. Adding takes amortised constant time
/// per term; nothing is computed before [`solve`](Self::solve) or [`causes`](Self::causes).
#[derive(Debug, Clone, Default)]
pub struct System {
    /// Per variable its fixed bounds.
    fixed: Vec<Interval>,
    /// Per variable its prints.
    copies: Vec<Vec<PrintId>>,
    prints: Vec<Print>,
    /// Where each row's terms end in `terms`.
    ends: Vec<usize>,
    /// The terms of all rows, in each row by ascending variable.
    terms: Vec<(VariableId, i64)>,
    limits: Vec<Interval>,
}

/// One print: the interval that it claims for a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Print {
    variable: VariableId,
    interval: Interval,
}

impl Print {
    /// The variable that is printed.
    pub fn variable(&self) -> VariableId {
        self.variable
    }

    /// The lower end; `None` is unbounded.
    pub fn low(&self) -> Option<i128> {
        self.interval[0]
    }

    /// The upper end; `None` is unbounded.
    pub fn high(&self) -> Option<i128> {
        self.interval[1]
    }

    pub(crate) fn end(&self, side: Side) -> Option<i128> {
        side.of(self.interval)
    }
}

/// One row of a system: `low ≤ Σ coefficient · variable ≤ high`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<'a> {
    terms: &'a [(VariableId, i64)],
    limits: Interval,
}

impl<'a> Row<'a> {
    /// The terms by ascending variable, each variable once, no coefficient nought.
    pub fn terms(&self) -> &'a [(VariableId, i64)] {
        self.terms
    }

    /// The lower end; `None` is unbounded.
    pub fn low(&self) -> Option<i128> {
        self.limits[0]
    }

    /// The upper end; `None` is unbounded.
    pub fn high(&self) -> Option<i128> {
        self.limits[1]
    }

    pub(crate) fn end(&self, side: Side) -> Option<i128> {
        side.of(self.limits)
    }
}

impl System {
    /// A system without variables, which is feasible.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a variable that may take any value.
    ///
    /// ```
    /// let mut system = cn_budget::system::System::new();
    /// assert_eq!(system.variable().index(), 0);
    /// assert_eq!(system.variable().index(), 1);
    /// ```
    pub fn variable(&mut self) -> VariableId {
        let id = VariableId::at(self.fixed.len());
        if self.fixed.len() < MAX_COUNT {
            self.fixed.push([None, None]);
            self.copies.push(Vec::new());
        }
        id
    }

    /// Adds a print: `low ≤ variable ≤ high` is claimed, and may be found wrong.
    ///
    /// # Errors
    ///
    /// [`UnknownVariable`](SystemError::UnknownVariable), [`EmptyInterval`](SystemError::EmptyInterval),
    /// [`TooLarge`](SystemError::TooLarge) or [`TooMany`](SystemError::TooMany).
    ///
    /// ```
    /// use cn_budget::system::{System, SystemError};
    ///
    /// let mut system = System::new();
    /// let x = system.variable();
    /// let print = system.print(x, Some(1), Some(3))?;
    /// assert_eq!(system.prints_of(x), [print]);
    /// assert_eq!(system.print(x, Some(3), Some(1)), Err(SystemError::EmptyInterval));
    /// # Ok::<(), SystemError>(())
    /// ```
    pub fn print(
        &mut self,
        variable: VariableId,
        low: Option<i128>,
        high: Option<i128>,
    ) -> Result<PrintId, SystemError> {
        let interval = interval(low, high)?;
        let copies = self.copies.get_mut(variable.index()).ok_or(SystemError::UnknownVariable)?;
        room(self.prints.len(), 1)?;
        let id = PrintId::at(self.prints.len());
        copies.push(id);
        self.prints.push(Print { variable, interval });
        Ok(id)
    }

    /// Bounds a variable for certain: `low ≤ variable ≤ high`. Several bounds intersect.
    ///
    /// ```
    /// use cn_budget::system::{Limits, System, Verdict};
    ///
    /// let mut system = System::new();
    /// let x = system.variable();
    /// system.print(x, Some(5), Some(7))?;
    /// system.bound(x, None, Some(4))?;
    /// assert!(matches!(system.solve(&Limits::default()).verdict(), Verdict::Infeasible(_)));
    /// # Ok::<(), cn_budget::system::SystemError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`print`](Self::print). Bounds that have no value in common are no error but a [`Conflict`].
    pub fn bound(
        &mut self,
        variable: VariableId,
        low: Option<i128>,
        high: Option<i128>,
    ) -> Result<(), SystemError> {
        let [low, high] = interval(low, high)?;
        let fixed = self.fixed.get_mut(variable.index()).ok_or(SystemError::UnknownVariable)?;
        fixed[0] = fixed[0].max(low);
        fixed[1] = match (fixed[1], high) {
            (Some(old), Some(new)) => Some(old.min(new)),
            (old, new) => old.or(new),
        };
        Ok(())
    }

    /// Adds the row `low ≤ Σ coefficient · variable ≤ high`.
    ///
    /// Terms of one variable are added up; those that vanish are dropped.
    ///
    /// # Errors
    ///
    /// As [`print`](Self::print).
    ///
    /// ```
    /// use cn_budget::system::System;
    ///
    /// let mut system = System::new();
    /// let [x, y] = [system.variable(), system.variable()];
    /// system.row([(y, 1), (x, 2), (y, -3)], Some(0), None)?;
    /// assert_eq!(system.rows().next().unwrap().terms(), [(x, 2), (y, -2)]);
    /// # Ok::<(), cn_budget::system::SystemError>(())
    /// ```
    pub fn row(
        &mut self,
        terms: impl IntoIterator<Item = (VariableId, i64)>,
        low: Option<i128>,
        high: Option<i128>,
    ) -> Result<RowId, SystemError> {
        let limits = interval(low, high)?;
        room(self.ends.len(), 1)?;
        let start = self.terms.len();
        let added = self.add_terms(terms, start);
        if let Err(error) = added {
            self.terms.truncate(start);
            return Err(error);
        }
        let id = RowId::at(self.ends.len());
        self.ends.push(self.terms.len());
        self.limits.push(limits);
        Ok(id)
    }

    /// Adds a row that may be doubted: `low ≤ Σ coefficient · variable ≤ high` is claimed as
    /// a [`print`](Self::print) of the sum, and is dropped where that print is freed. The range of
    /// such a suspect is what the sum must be instead.
    ///
    /// # Errors
    ///
    /// As [`print`](Self::print).
    ///
    /// ```
    /// use cn_budget::system::{Limits, System};
    ///
    /// // A list names 3 and 4 of a whole of 10.
    /// let mut system = System::new();
    /// let [whole, first, second] = [(); 3].map(|()| system.variable());
    /// for (variable, printed) in [(whole, 10), (first, 3), (second, 4)] {
    ///     system.bound(variable, Some(printed), Some(printed))?;
    /// }
    /// let list = system.presume([(whole, 1), (first, -1), (second, -1)], Some(0), Some(0))?;
    /// let causes = system.causes(&system.groups(), &Limits::default());
    /// let suspect = causes.all()[0].explanations()[0].suspects()[0];
    /// assert_eq!(suspect.print(), list);
    /// assert_eq!(suspect.range().to_string(), "[3, 3]"); // so much is lacking
    /// # Ok::<(), cn_budget::system::SystemError>(())
    /// ```
    pub fn presume(
        &mut self,
        terms: impl IntoIterator<Item = (VariableId, i64)>,
        low: Option<i128>,
        high: Option<i128>,
    ) -> Result<PrintId, SystemError> {
        interval(low, high)?;
        room(self.prints.len(), 1)?;
        let sum = self.variable();
        self.row(terms.into_iter().chain([(sum, -1)]), Some(0), Some(0))?;
        self.print(sum, low, high)
    }

    /// Puts another interval in the place of that of a print. Ends that are not in order, or beyond
    /// [`MAX_BOUND`], leave it as it was.
    pub(crate) fn reprint(&mut self, id: PrintId, [low, high]: Interval) {
        if let (Some(print), Ok(interval)) = (self.prints.get_mut(id.index()), interval(low, high))
        {
            print.interval = interval;
        }
    }

    /// Drops the upper end of a row: its sum may be more.
    pub(crate) fn open_above(&mut self, id: RowId) {
        if let Some(limits) = self.limits.get_mut(id.index()) {
            limits[1] = None;
        }
    }

    /// Appends the terms of a new row, sorted and merged; on error some may be left behind.
    fn add_terms(
        &mut self,
        terms: impl IntoIterator<Item = (VariableId, i64)>,
        start: usize,
    ) -> Result<(), SystemError> {
        for (variable, coefficient) in terms {
            if variable.index() >= self.fixed.len() {
                return Err(SystemError::UnknownVariable);
            }
            room(self.terms.len(), 1)?;
            self.terms.push((variable, small(coefficient)?));
        }
        let mut new = self.terms.split_off(start);
        new.sort_unstable();
        for (variable, coefficient) in new {
            match self.terms.get_mut(start..).and_then(<[_]>::last_mut) {
                // Each addend is at most 10⁹ and there are at most 2³⁰: the sum fits.
                Some(last) if last.0 == variable => last.1 += coefficient,
                _ => self.terms.push((variable, coefficient)),
            }
        }
        let merged = self.terms.split_off(start);
        for (variable, coefficient) in merged.into_iter().filter(|term| term.1 != 0) {
            self.terms.push((variable, small(coefficient)?));
        }
        Ok(())
    }

    /// All variables.
    pub fn variables(&self) -> impl ExactSizeIterator<Item = VariableId> + use<> {
        (0..self.fixed.len()).map(VariableId::at)
    }

    /// The fixed bounds of a variable, lower and upper; `None` is unbounded.
    pub fn bounds_of(&self, variable: VariableId) -> [Option<i128>; 2] {
        self.fixed.get(variable.index()).copied().unwrap_or_default()
    }

    /// The prints of a variable, in the order of addition.
    pub fn prints_of(&self, variable: VariableId) -> &[PrintId] {
        self.copies.get(variable.index()).map_or(&[], Vec::as_slice)
    }

    /// All prints; the position is [`PrintId::index`].
    pub fn prints(&self) -> impl ExactSizeIterator<Item = &Print> {
        self.prints.iter()
    }

    /// One print, if it is of this system.
    pub fn get_print(&self, id: PrintId) -> Option<&Print> {
        self.prints.get(id.index())
    }

    /// All rows; the position is [`RowId::index`].
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        (0..self.ends.len()).map(|index| self.row_at(index))
    }

    /// One row, if it is of this system.
    pub fn get_row(&self, id: RowId) -> Option<Row<'_>> {
        (id.index() < self.ends.len()).then(|| self.row_at(id.index()))
    }

    fn row_at(&self, index: usize) -> Row<'_> {
        let end = self.ends.get(index).copied().unwrap_or_default();
        let start = match index.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or_default(),
            None => 0,
        };
        Row {
            terms: self.terms.get(start..end).unwrap_or_default(),
            limits: self.limits.get(index).copied().unwrap_or_default(),
        }
    }
}

fn interval(low: Option<i128>, high: Option<i128>) -> Result<Interval, SystemError> {
    if [low, high].into_iter().flatten().any(|end| end.unsigned_abs() > MAX_BOUND.unsigned_abs()) {
        return Err(SystemError::TooLarge);
    }
    match (low, high) {
        (Some(low), Some(high)) if low > high => Err(SystemError::EmptyInterval),
        _ => Ok([low, high]),
    }
}

fn small(coefficient: i64) -> Result<i64, SystemError> {
    let fits = coefficient.unsigned_abs() <= MAX_COEFFICIENT.unsigned_abs();
    if fits { Ok(coefficient) } else { Err(SystemError::TooLarge) }
}

fn room(used: usize, more: usize) -> Result<(), SystemError> {
    if used + more > MAX_COUNT { Err(SystemError::TooMany) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_room_up_to_the_limit() {
        assert_eq!(room(MAX_COUNT - 1, 1), Ok(()));
        assert_eq!(room(0, MAX_COUNT), Ok(()));
        assert_eq!(room(MAX_COUNT, 1), Err(SystemError::TooMany));
        assert_eq!(room(MAX_COUNT - 1, 3), Err(SystemError::TooMany));
    }
}
