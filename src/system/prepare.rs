//! Presolve: one unit divided out, each row in lowest terms, equal rows merged, both directions
//! of the matrix laid out flat.

#![allow(
    clippy::indexing_slicing,
    reason = "all indices are built here, below the lengths kept here"
)]

use alloc::{vec, vec::Vec};

use super::{
    Conflict, Constraint, Interval, Part, PrintId, Ratio, RowId, Side, System, VariableId, Witness,
    int::{Checked, Int},
};

/// An interval in the solver's integers.
pub(super) type Ends<T> = [Option<T>; 2];

/// One inequality as the solver names it: a column, one of its sides, and a positive multiplier.
/// Columns are the variables followed by the rows.
pub(super) type Share = (usize, Side, i128);

/// A system as the solver reads it.
#[derive(Debug)]
pub(super) struct Prepared<T> {
    /// What every bound was divided by.
    unit: i128,
    /// Where the terms of each row start, and after the last row the number of terms.
    starts: Vec<usize>,
    terms: Vec<(u32, T)>,
    /// The limits of each row.
    pub(super) limits: Vec<Ends<T>>,
    /// The row of the system that each limit comes from, and what it was divided by.
    origins: Vec<[(RowId, i64); 2]>,
    /// Where the uses of each variable start, and after the last variable the number of uses.
    use_starts: Vec<usize>,
    /// The row of each use and the coefficient there.
    uses: Vec<(u32, T)>,
    bounds: Bounds<T>,
}

/// The intersection of all that bounds each variable, and which print or bound is tightest.
#[derive(Debug, Clone)]
pub(super) struct Bounds<T> {
    pub(super) ends: Vec<Ends<T>>,
    sources: Vec<[Constraint; 2]>,
}

impl<T: Int> Prepared<T> {
    pub(super) fn new(system: &System) -> Checked<Self> {
        let unit = unit(system);
        let (starts, terms, merged) = merge(normalised(system, unit));
        let mut limits = Vec::with_capacity(merged.len());
        let mut origins = Vec::with_capacity(merged.len());
        for [low, high] in merged {
            limits.push([narrow(low.0)?, narrow(high.0)?]);
            origins.push([low.1, high.1]);
        }
        let terms = terms
            .into_iter()
            .map(|(variable, coefficient)| Ok((variable, T::narrow(coefficient.into())?)))
            .collect::<Checked<Vec<_>>>()?;
        let (use_starts, uses) = transpose(system.fixed.len(), &starts, &terms);
        let bounds = Bounds { ends: Vec::new(), sources: Vec::new() };
        let mut this = Self { unit, starts, terms, limits, origins, use_starts, uses, bounds };
        for variable in system.variables() {
            let (ends, sources) = this.intersection(system, variable, &[])?;
            this.bounds.ends.push(ends);
            this.bounds.sources.push(sources);
        }
        Ok(this)
    }

    /// What every bound was divided by: the value of a 1 of the solver.
    pub(super) fn unit(&self) -> i128 {
        self.unit
    }

    /// The values of a witness, if all are whole.
    pub(super) fn whole(&self, witness: &Witness) -> Option<Vec<T>> {
        let whole = |value: &Ratio| {
            let value = value.to_integer().filter(|value| value % self.unit == 0)?;
            T::narrow(exact(value, self.unit)).ok()
        };
        witness.values().iter().map(whole).collect()
    }

    pub(super) fn variables(&self) -> usize {
        self.use_starts.len() - 1
    }

    pub(super) fn rows(&self) -> usize {
        self.limits.len()
    }

    pub(super) fn terms(&self, row: usize) -> &[(u32, T)] {
        &self.terms[self.starts[row]..self.starts[row + 1]]
    }

    pub(super) fn uses(&self, variable: usize) -> &[(u32, T)] {
        &self.uses[self.use_starts[variable]..self.use_starts[variable + 1]]
    }

    /// The bounds when some prints, sorted, are freed.
    pub(super) fn bounds(&self, system: &System, freed: &[PrintId]) -> Checked<Bounds<T>> {
        let mut bounds = self.bounds.clone();
        // Once per variable, however many of its prints are freed.
        let prints = freed.iter().filter_map(|&id| system.get_print(id));
        let mut variables: Vec<VariableId> = prints.map(super::Print::variable).collect();
        variables.sort_unstable();
        variables.dedup();
        for variable in variables {
            let (ends, sources) = self.intersection(system, variable, freed)?;
            bounds.ends[variable.index()] = ends;
            bounds.sources[variable.index()] = sources;
        }
        Ok(bounds)
    }

    /// The intersection of a variable's bounds and prints. Where a fixed bound is as tight
    /// as a print it is named as the source, since it cannot be wrong.
    fn intersection(
        &self,
        system: &System,
        variable: VariableId,
        freed: &[PrintId],
    ) -> Checked<(Ends<T>, [Constraint; 2])> {
        let mut ends = system.bounds_of(variable);
        let mut sources = [Constraint::Bound(variable); 2];
        for &id in system.prints_of(variable) {
            if !freed.is_empty() && freed.binary_search(&id).is_ok() {
                continue;
            }
            let Some(print) = system.get_print(id) else { continue };
            for side in Side::BOTH {
                let Some(end) = print.end(side) else { continue };
                let tighter = ends[side.index()].is_none_or(|old| match side {
                    Side::Low => old < end,
                    Side::High => old > end,
                });
                if tighter {
                    ends[side.index()] = Some(end);
                    sources[side.index()] = Constraint::Print(id);
                }
            }
        }
        let divided = |end: Option<i128>| end.map(|end| exact(end, self.unit));
        Ok(([narrow(divided(ends[0]))?, narrow(divided(ends[1]))?], sources))
    }

    /// A conflict of the system from one of the solver: multipliers in terms of the given rows.
    pub(super) fn conflict(&self, bounds: &Bounds<T>, shares: &[Share]) -> Checked<Conflict> {
        let mut common: i128 = 1;
        let mut parts = Vec::with_capacity(shares.len());
        for &(column, side, multiplier) in shares {
            let (constraint, side, factor) = match column.checked_sub(self.variables()) {
                None => (bounds.sources[column][side.index()], side, 1),
                Some(row) => {
                    let (id, factor) = self.origins[row][side.index()];
                    (Constraint::Row(id), side.times(factor < 0), i128::from(factor).abs())
                }
            };
            let grown = common.times(factor)? / common.gcd(factor)?;
            common = grown;
            parts.push((Part { constraint, side, multiplier }, factor));
        }
        let mut divisor: i128 = 0;
        for (part, factor) in &mut parts {
            part.multiplier = part.multiplier.times(common / *factor)?;
            divisor = divisor.gcd(part.multiplier)?;
        }
        let mut parts: Vec<Part> = parts.into_iter().map(|(part, _)| part).collect();
        for part in &mut parts {
            part.multiplier /= divisor.max(1);
        }
        parts.sort_unstable();
        Ok(Conflict { parts })
    }
}

fn narrow<T: Int>(end: Option<i128>) -> Checked<Option<T>> {
    end.map(T::narrow).transpose()
}

/// A quotient that is known to be whole; dividing wide integers is worth avoiding.
fn exact(number: i128, divisor: i128) -> i128 {
    if divisor == 1 { number } else { number / divisor }
}

/// The greatest common divisor of all finite bounds, at least 1.
fn unit(system: &System) -> i128 {
    let intervals = system.fixed.iter().chain(&system.limits);
    let all = intervals.chain(system.prints.iter().map(|print| &print.interval));
    let mut unit: i128 = 0;
    for &end in all.flatten().flatten() {
        unit = end.gcd(unit).unwrap_or(1);
        if unit == 1 {
            break;
        }
    }
    unit.max(1)
}

/// A row in lowest terms: its terms, the first coefficient positive, and its limits with where
/// they come from.
struct Normal {
    terms: core::ops::Range<usize>,
    limits: [Limit; 2],
}

/// A limit, the row it comes from, and what that row was divided by.
type Limit = (Option<i128>, (RowId, i64));

fn normalised(system: &System, unit: i128) -> (Vec<(u32, i64)>, Vec<Normal>) {
    let mut flat = Vec::with_capacity(system.terms.len());
    let mut rows = Vec::with_capacity(system.limits.len());
    for (index, row) in system.rows().enumerate() {
        let limits: Interval = row.limits.map(|end| end.map(|end| exact(end, unit)));
        let factor = factor(row.terms(), limits);
        let start = flat.len();
        flat.extend(
            row.terms().iter().map(|&(v, a)| (v.0, if factor == 1 { a } else { a / factor })),
        );
        let mut sides = limits
            .map(|end| (end.map(|end| exact(end, factor.into())), (RowId::at(index), factor)));
        if factor < 0 {
            sides.reverse();
        }
        rows.push(Normal { terms: start..flat.len(), limits: sides });
    }
    (flat, rows)
}

/// The greatest common divisor of a row, with the sign of its first coefficient.
fn factor(terms: &[(VariableId, i64)], limits: Interval) -> i64 {
    let mut gcd: i64 = 0;
    for &(_, coefficient) in terms {
        gcd = coefficient.gcd(gcd).unwrap_or(1);
        if gcd == 1 {
            break;
        }
    }
    for end in limits.into_iter().flatten() {
        if gcd > 1 && end != 0 {
            gcd = i128::from(gcd).gcd(end).ok().and_then(|gcd| gcd.try_into().ok()).unwrap_or(1);
        }
    }
    let sign = terms.first().map_or(1, |term| term.1.signum());
    gcd.max(1) * sign
}

/// Rows of the same terms become one: the tightest limits of all.
#[allow(clippy::type_complexity, reason = "three flat arrays of one matrix, taken apart at once")]
fn merge(
    (flat, mut rows): (Vec<(u32, i64)>, Vec<Normal>),
) -> (Vec<usize>, Vec<(u32, i64)>, Vec<[Limit; 2]>) {
    rows.sort_by(|a, b| flat[a.terms.clone()].cmp(&flat[b.terms.clone()]));
    let mut starts = vec![0];
    let mut terms: Vec<(u32, i64)> = Vec::with_capacity(flat.len());
    let mut merged: Vec<[Limit; 2]> = Vec::with_capacity(rows.len());
    for row in rows {
        let own = &flat[row.terms];
        let last = starts.len().checked_sub(2).map_or(&[][..], |place| &terms[starts[place]..]);
        match merged.last_mut() {
            // Rows without terms stay apart: each is true or a contradiction by itself.
            Some(limits) if own == last && !own.is_empty() => tighten(limits, row.limits),
            _ => {
                terms.extend_from_slice(own);
                starts.push(terms.len());
                merged.push(row.limits);
            }
        }
    }
    (starts, terms, merged)
}

fn tighten([low, high]: &mut [Limit; 2], [other_low, other_high]: [Limit; 2]) {
    if other_low.0 > low.0 {
        *low = other_low;
    }
    if other_high.0.is_some_and(|other| high.0.is_none_or(|end| other < end)) {
        *high = other_high;
    }
}

/// The rows that each variable stands in.
fn transpose<T: Int>(
    variables: usize,
    starts: &[usize],
    terms: &[(u32, T)],
) -> (Vec<usize>, Vec<(u32, T)>) {
    let mut next = vec![0_usize; variables + 1];
    for &(variable, _) in terms {
        next[variable as usize + 1] += 1;
    }
    for variable in 0..variables {
        next[variable + 1] += next[variable];
    }
    let use_starts = next.clone();
    let mut uses = vec![(0, T::ZERO); terms.len()];
    for (row, pair) in (0_u32..).zip(starts.windows(2)) {
        for &(variable, coefficient) in &terms[pair[0]..pair[1]] {
            let place = &mut next[variable as usize];
            uses[*place] = (row, coefficient);
            *place += 1;
        }
    }
    (use_starts, uses)
}
