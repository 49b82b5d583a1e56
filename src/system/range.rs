//! The interval that the rest leaves to a variable.

#![allow(
    clippy::indexing_slicing,
    reason = "columns and rows index arrays of exactly their number"
)]

use alloc::{collections::BTreeSet, vec, vec::Vec};
use core::fmt;

use super::{
    PrintId, Ratio, Side, System, VariableId, Witness,
    int::{Checked, Int, Stop},
    limits::Budget,
    prepare::{Ends, Prepared},
    propagate::{Propagation, Rounding},
    simplex::Tableau,
    solve::Engine,
};

/// The most terms of the rows around a variable that the simplex method looks at. What lies
/// farther off has hardly a say that narrowing has not told already, and a tableau of a whole document
/// costs as much as locating twenty mistakes.
const NEAR: usize = 200;

/// The interval in which a value must lie.
///
/// ```
/// use cn_budget::system::{Limits, System};
///
/// let mut system = System::new();
/// let x = system.variable();
/// system.bound(x, Some(0), None)?;
/// system.print(x, Some(-3), Some(-1))?;
/// let causes = system.causes(&system.groups(), &Limits::default());
/// let range = causes.all()[0].explanations()[0].suspects()[0].range();
/// assert_eq!(range.to_string(), "[0, ∞)");
/// assert!(range.is_exact());
/// # Ok::<(), cn_budget::system::SystemError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    ends: [Option<Ratio>; 2],
    exact: bool,
}

impl Range {
    pub(super) const UNKNOWN: Self = Self { ends: [None, None], exact: false };

    /// The lower end; `None` is unbounded.
    pub fn low(&self) -> Option<Ratio> {
        self.ends[0]
    }

    /// The upper end; `None` is unbounded.
    pub fn high(&self) -> Option<Ratio> {
        self.ends[1]
    }

    /// Whether some solution reaches each end. If not, because a limit was met, the range is true
    /// but may be wider than need be.
    pub fn is_exact(&self) -> bool {
        self.exact
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ends[0] {
            Some(low) => write!(f, "[{low}, ")?,
            None => f.write_str("(-∞, ")?,
        }
        match self.ends[1] {
            Some(high) => write!(f, "{high}]"),
            None => f.write_str("∞)"),
        }
    }
}

impl Engine<'_> {
    /// The interval of a variable over all solutions without the freed prints, of which there
    /// must be some.
    pub(super) fn range(
        &self,
        freed: &[PrintId],
        variable: VariableId,
        near: Option<&Witness>,
        budget: &mut Budget,
    ) -> Range {
        let asked = Asked { system: self.system(), freed, variable, near };
        let first = self.narrow().and_then(|problem| asked.range(problem, budget));
        let found = match first {
            Err(Stop::Overflow) => self.wide().and_then(|problem| asked.range(problem, budget)),
            first => first,
        };
        found.unwrap_or(Range::UNKNOWN)
    }
}

/// A variable, what is freed, and a solution of something like it.
struct Asked<'a> {
    system: &'a System,
    freed: &'a [PrintId],
    variable: VariableId,
    near: Option<&'a Witness>,
}

impl Asked<'_> {
    /// Propagation yields an interval that no solution leaves. An end is exact if some solution
    /// reaches it: where one is found near by, the simplex method is not needed.
    fn range<T: Int>(&self, problem: &Prepared<T>, budget: &mut Budget) -> Checked<Range> {
        let variable = self.variable;
        let bounds = problem.bounds(self.system, self.freed)?;
        let mut propagation = Propagation::new(problem, &bounds.ends, budget)?;
        if propagation.run(Rounding::Outward, budget)?.is_some() {
            return Err(Stop::Overflow);
        }
        let ends = propagation.ends()[variable.index()];
        let scale = |end: Ratio| end.times(problem.unit()).ok_or(Stop::Overflow);
        let wide = |end: T| scale(Ratio::from(end.wide()));
        let [low, high] = ends.map(|end| end.map(wide).transpose());
        let mut found = Range { ends: [low?, high?], exact: false };
        // Where the work runs out, the ends stay as they are: wider than need be, but true.
        let mut reached = [false; 2];
        for side in Side::BOTH {
            if let Some(end) = side.of(ends) {
                match self.reaches(&mut propagation, end, budget) {
                    Err(Stop::Work) => return Ok(found),
                    result => reached[side.index()] = result?,
                }
            }
        }
        if reached == [true; 2] {
            return Ok(Range { exact: true, ..found });
        }
        let (part, whole) = Part::around(problem, propagation.ends(), variable);
        let extremes = match part.extremes(problem, &propagation, reached, budget) {
            Err(Stop::Work) => return Ok(found),
            extremes => extremes?,
        };
        for side in Side::BOTH {
            if reached[side.index()] {
                continue;
            }
            let end = extremes[side.index()];
            found.ends[side.index()] = end.map(scale).transpose()?;
            let Some(end) = end.and_then(Ratio::to_integer).filter(|_| !whole) else { continue };
            let end = T::narrow(end).and_then(|end| self.reaches(&mut propagation, end, budget));
            match end {
                Err(Stop::Work) => return Ok(found),
                result => reached[side.index()] = result?,
            }
        }
        Ok(Range { exact: whole || reached == [true; 2], ..found })
    }

    /// Whether a solution with this value is found; everything is as before.
    fn reaches<T: Int>(
        &self,
        propagation: &mut Propagation<'_, T>,
        value: T,
        budget: &mut Budget,
    ) -> Checked<bool> {
        let mark = propagation.mark();
        let reached = propagation.try_value(self.variable.0, value, budget)?
            && propagation.reach(self.near, budget)?.is_some();
        propagation.undo(mark)?;
        Ok(reached)
    }
}

/// The rows around a variable: what they allow is no less than what all rows do.
struct Part {
    rows: Vec<usize>,
    /// The variables of these rows, sorted, and where the one asked for stands.
    columns: Vec<u32>,
    asked: u32,
}

impl Part {
    /// Goes from variable to variable through the rows they share, but not through what has one
    /// value only; and whether that took in all that bears on the variable.
    fn around<T: Int>(
        problem: &Prepared<T>,
        ends: &[Ends<T>],
        variable: VariableId,
    ) -> (Self, bool) {
        let mut columns = vec![variable.0];
        let mut seen = BTreeSet::from([variable.0]);
        let mut rows = BTreeSet::new();
        let (mut next, mut terms, mut whole) = (0, 0, true);
        while let Some(&column) = columns.get(next) {
            next += 1;
            if matches!(ends[column as usize], [Some(low), Some(high)] if low == high) {
                continue;
            }
            for &(row, _) in problem.uses(column as usize) {
                if rows.contains(&row) {
                    continue;
                }
                terms += problem.terms(row as usize).len();
                if terms > NEAR {
                    whole = false;
                    break;
                }
                rows.insert(row);
                let new = problem.terms(row as usize).iter().map(|term| term.0);
                columns.extend(new.filter(|&column| seen.insert(column)));
            }
        }
        columns.sort_unstable();
        let asked = columns.partition_point(|&column| column < variable.0);
        let asked = u32::try_from(asked).unwrap_or(u32::MAX);
        let rows = rows.into_iter().map(|row| row as usize).collect();
        (Self { rows, columns, asked }, whole)
    }

    /// The ends that were not reached, by the simplex method.
    fn extremes<T: Int>(
        &self,
        problem: &Prepared<T>,
        propagation: &Propagation<'_, T>,
        reached: [bool; 2],
        budget: &mut Budget,
    ) -> Checked<[Option<Ratio>; 2]> {
        let all = propagation.values()?;
        let columns = || self.columns.iter().map(|&column| column as usize);
        let bounds = columns().map(|column| propagation.ends()[column]).collect();
        let values = columns().map(|column| all[column]).collect();
        let mut tableau = Tableau::columns(bounds, values);
        for &row in &self.rows {
            let place = |column| self.columns.partition_point(|&other| other < column);
            let number = |column| u32::try_from(place(column)).map_err(|_| Stop::Overflow);
            let terms = problem.terms(row).iter();
            let terms =
                terms.map(|&(column, a)| Ok((number(column)?, a))).collect::<Checked<_>>()?;
            tableau.add_row(terms, problem.limits[row], budget)?;
        }
        if tableau.settle(budget)?.is_some() {
            return Err(Stop::Overflow);
        }
        let mut ends = [None; 2];
        for side in Side::BOTH.into_iter().filter(|side| !reached[side.index()]) {
            ends[side.index()] = tableau.extreme(self.asked, side, budget)?;
        }
        Ok(ends)
    }
}
