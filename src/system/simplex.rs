//! A bounded-variable simplex method in exact integers.
//!
//! The *general simplex* of Dutertre and de Moura: every row gets a column of its own, equal to its sum and
//! bounded by its limits; a basic column is a combination of the columns that are not basic. All of
//! those lie within their bounds; a basic column that does not is moved to its bound at the cost
//! of another. Where no other can give way, the bounds in that tableau row contradict each other.
//!
//! Columns that are not basic always stand at integers: where they began, or at a bound. So a
//! tableau row is kept as `scale · basic = Σ cⱼ·columnⱼ` in integers, in lowest terms, and its
//! right-hand side is an integer too. No fraction is ever needed.

#![allow(
    clippy::indexing_slicing,
    reason = "columns and rows index arrays of exactly their number"
)]

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use super::{
    Ratio, Side,
    int::{Checked, Int, Stop},
    limits::Budget,
    prepare::{Ends, Prepared, Share},
    propagate::crossed,
};

/// After so many pivots, Bland's rule takes over from the shorter column, and ends any cycle.
const FREE_PIVOTS: usize = 2_000;

/// The tableau.
#[derive(Debug)]
pub(super) struct Tableau<T> {
    bounds: Vec<Ends<T>>,
    /// The values of columns that are not basic.
    values: Vec<T>,
    /// The row of each basic column.
    places: Vec<Option<u32>>,
    rows: Vec<Row<T>>,
    /// Rows in which a column may stand; some may have lost it again.
    uses: Vec<Vec<u32>>,
    /// Basic columns outside of their bounds.
    broken: BTreeSet<u32>,
    pivots: usize,
}

/// `scale · basic = Σ coefficient · column = sum`.
#[derive(Debug)]
struct Row<T> {
    basic: u32,
    /// Positive.
    scale: T,
    /// By ascending column, none of them basic.
    terms: Vec<(u32, T)>,
    sum: T,
}

impl<T: Int> Row<T> {
    fn coefficient(&self, column: u32) -> Option<T> {
        let place = self.terms.binary_search_by_key(&column, |term| term.0).ok()?;
        Some(self.terms[place].1)
    }

    /// `bound · scale − sum`: how far the basic column is below a bound, times the scale.
    fn room(&self, bound: T) -> Checked<T> {
        bound.times(self.scale)?.minus(self.sum)
    }
}

impl<T: Int> Tableau<T> {
    /// The tableau of a whole problem, starting at values within the bounds.
    pub(super) fn new(
        problem: &Prepared<T>,
        bounds: &[Ends<T>],
        values: Vec<T>,
        budget: &mut Budget,
    ) -> Checked<Self> {
        let mut tableau = Self::columns(bounds.to_vec(), values);
        for row in 0..problem.rows() {
            tableau.add_row(problem.terms(row).to_vec(), problem.limits[row], budget)?;
        }
        Ok(tableau)
    }

    /// The tableau of no rows, each column standing at a value within its bounds.
    pub(super) fn columns(bounds: Vec<Ends<T>>, values: Vec<T>) -> Self {
        let places = bounds.iter().map(|_| None).collect();
        let uses = bounds.iter().map(|_| Vec::new()).collect();
        let (rows, broken) = (Vec::new(), BTreeSet::new());
        Self { bounds, values, places, rows, uses, broken, pivots: 0 }
    }

    pub(super) fn add_row(
        &mut self,
        terms: Vec<(u32, T)>,
        limits: Ends<T>,
        budget: &mut Budget,
    ) -> Checked<()> {
        budget.spend(terms.len() + 1)?;
        let place = number(self.rows.len())?;
        let basic = number(self.bounds.len())?;
        for &(column, _) in &terms {
            self.uses[column as usize].push(place);
        }
        self.bounds.push(limits);
        self.values.push(T::ZERO);
        self.places.push(Some(place));
        self.uses.push(Vec::new());
        self.rows.push(Row { basic, scale: T::ONE, terms, sum: T::ZERO });
        self.evaluate(place)
    }

    /// Recomputes the sum of a row and whether its basic column is broken.
    fn evaluate(&mut self, place: u32) -> Checked<()> {
        let row = &mut self.rows[place as usize];
        row.sum = T::ZERO;
        for &(column, c) in &row.terms {
            row.sum = row.sum.plus(c.times(self.values[column as usize])?)?;
        }
        let basic = row.basic;
        if self.broken_side(place)?.is_some() {
            self.broken.insert(basic);
        } else {
            self.broken.remove(&basic);
        }
        Ok(())
    }

    /// The bound that the basic column of a row is beyond.
    fn broken_side(&self, place: u32) -> Checked<Option<(Side, T)>> {
        let row = &self.rows[place as usize];
        for side in Side::BOTH {
            let Some(bound) = side.of(self.bounds[row.basic as usize]) else { continue };
            let room = row.room(bound)?;
            if (side == Side::Low && room > T::ZERO) || (side == Side::High && room < T::ZERO) {
                return Ok(Some((side, bound)));
            }
        }
        Ok(None)
    }

    /// Moves until all bounds are met, or yields the shares of a conflict.
    pub(super) fn settle(&mut self, budget: &mut Budget) -> Checked<Option<Vec<Share>>> {
        while let Some(&basic) = self.broken.first() {
            let Some(place) = self.places[basic as usize] else { return Err(Stop::Overflow) };
            let Some((side, bound)) = self.broken_side(place)? else {
                self.broken.remove(&basic);
                continue;
            };
            let up = side == Side::Low;
            match self.entering(place, up, budget)? {
                Some(column) => self.pivot(place, column, bound, budget)?,
                None => return Ok(Some(self.contradiction(place, side))),
            }
        }
        Ok(None)
    }

    /// A column that can move the basic column of a row up, or down.
    fn entering(&self, place: u32, up: bool, budget: &mut Budget) -> Checked<Option<u32>> {
        let terms = &self.rows[place as usize].terms;
        budget.spend(terms.len() + 1)?;
        let mut movable =
            terms.iter().filter(|&&(j, c)| self.movable(j, up == (c > T::ZERO))).map(|term| term.0);
        Ok(if self.pivots < FREE_PIVOTS {
            movable.min_by_key(|&column| self.uses[column as usize].len())
        } else {
            movable.next()
        })
    }

    /// Whether a column that is not basic has room to move up, or down.
    fn movable(&self, column: u32, up: bool) -> bool {
        let value = self.values[column as usize];
        let [low, high] = self.bounds[column as usize];
        if up { high.is_none_or(|high| value < high) } else { low.is_none_or(|low| value > low) }
    }

    /// The basic column is beyond `side`, and each other column stands at the bound that holds it
    /// there.
    fn contradiction(&self, place: u32, side: Side) -> Vec<Share> {
        let row = &self.rows[place as usize];
        let mut shares = Vec::from([(row.basic as usize, side, row.scale.wide())]);
        for &(column, c) in &row.terms {
            let held = side.opposite().times(c < T::ZERO);
            shares.push((column as usize, held, c.wide().abs()));
        }
        shares
    }

    /// The basic column of a row leaves to a bound; another column takes its place.
    fn pivot(&mut self, place: u32, column: u32, bound: T, budget: &mut Budget) -> Checked<()> {
        self.pivots += 1;
        let leaving = self.rows[place as usize].basic;
        self.broken.remove(&leaving);
        self.values[leaving as usize] = bound;
        self.places[leaving as usize] = None;
        self.places[column as usize] = Some(place);
        self.turn(place, column)?;
        self.uses[leaving as usize].push(place);
        self.evaluate(place)?;
        let row = &self.rows[place as usize];
        let (scale, terms) = (row.scale, row.terms.clone());
        for other in core::mem::take(&mut self.uses[column as usize]) {
            if other != place && self.rows[other as usize].coefficient(column).is_some() {
                self.substitute(other, column, scale, &terms, budget)?;
                self.evaluate(other)?;
            }
        }
        Ok(())
    }

    /// Solves a row for another of its columns.
    fn turn(&mut self, place: u32, column: u32) -> Checked<()> {
        let row = &mut self.rows[place as usize];
        let Ok(found) = row.terms.binary_search_by_key(&column, |term| term.0) else {
            return Err(Stop::Overflow);
        };
        let (_, c) = row.terms.remove(found);
        // scale·basic = c·column + rest, so |c|·column = ±(scale·basic − rest).
        let mut scale = row.scale;
        if c < T::ZERO {
            scale = scale.negated()?;
        } else {
            for term in &mut row.terms {
                term.1 = term.1.negated()?;
            }
        }
        let at = row.terms.partition_point(|term| term.0 < row.basic);
        row.terms.insert(at, (row.basic, scale));
        row.scale = c.magnitude()?;
        row.basic = column;
        Ok(())
    }

    /// Replaces a column in a row by what it equals: `scale · column = Σ terms`.
    fn substitute(
        &mut self,
        place: u32,
        column: u32,
        scale: T,
        terms: &[(u32, T)],
        budget: &mut Budget,
    ) -> Checked<()> {
        let row = &mut self.rows[place as usize];
        budget.spend(row.terms.len() + terms.len())?;
        let c = row.coefficient(column).unwrap_or(T::ZERO);
        let common = c.gcd(scale)?;
        // `common` divides both, so these divisions are exact.
        let (own, other) = (scale.div_down(common), c.div_down(common));
        let old = core::mem::take(&mut row.terms);
        let mut mine = old.iter().filter(|term| term.0 != column).peekable();
        let mut new = Vec::with_capacity(old.len() + terms.len());
        for &(j, d) in terms {
            while let Some(&(k, e)) = mine.next_if(|term| term.0 < j) {
                new.push((k, e.times(own)?));
            }
            let e = mine.next_if(|term| term.0 == j).map_or(T::ZERO, |term| term.1);
            let sum = e.times(own)?.plus(d.times(other)?)?;
            if e == T::ZERO {
                self.uses[j as usize].push(place);
            }
            if sum != T::ZERO {
                new.push((j, sum));
            }
        }
        for &(k, e) in mine {
            new.push((k, e.times(own)?));
        }
        row.scale = row.scale.times(own)?;
        row.terms = new;
        row.reduce()
    }

    /// The largest or smallest value of a column, when all bounds are met; `None` is unbounded.
    pub(super) fn extreme(
        &mut self,
        column: u32,
        side: Side,
        budget: &mut Budget,
    ) -> Checked<Option<Ratio>> {
        let up = side == Side::High;
        loop {
            let (entering, forward) = match self.places[column as usize] {
                None if !self.movable(column, up) => {
                    return Ok(Some(Ratio::from(self.values[column as usize].wide())));
                }
                None => (column, up),
                Some(place) => {
                    let row = &self.rows[place as usize];
                    let Some(entering) = self.entering(place, up, budget)? else {
                        return Ok(Ratio::new(row.sum.wide(), row.scale.wide()));
                    };
                    let positive = row.coefficient(entering).is_some_and(|c| c > T::ZERO);
                    (entering, up == positive)
                }
            };
            match self.blocking(entering, forward, budget)? {
                None => return Ok(None),
                Some(Block::Own(bound)) => self.shift(entering, bound, budget)?,
                Some(Block::Row(place, bound)) => self.pivot(place, entering, bound, budget)?,
            }
        }
    }

    /// What first stops a column that moves: its own other bound, or a basic column's.
    fn blocking(&self, column: u32, up: bool, budget: &mut Budget) -> Checked<Option<Block<T>>> {
        let own = if up { Side::High } else { Side::Low }.of(self.bounds[column as usize]);
        let mut nearest = match own {
            Some(bound) => {
                let distance = bound.minus(self.values[column as usize])?.magnitude()?;
                Some((distance, T::ONE, column, Block::Own(bound)))
            }
            None => None,
        };
        budget.spend(self.uses[column as usize].len() + 1)?;
        for &place in &self.uses[column as usize] {
            let row = &self.rows[place as usize];
            let Some(c) = row.coefficient(column) else { continue };
            let end = if up == (c > T::ZERO) { Side::High } else { Side::Low };
            let Some(bound) = end.of(self.bounds[row.basic as usize]) else { continue };
            let (distance, speed) = (row.room(bound)?.magnitude()?, c.magnitude()?);
            let nearer = match nearest {
                None => true,
                Some((best, best_speed, by, _)) => {
                    let (left, right) = (distance.times(best_speed)?, best.times(speed)?);
                    left < right || (left == right && row.basic < by)
                }
            };
            if nearer {
                nearest = Some((distance, speed, row.basic, Block::Row(place, bound)));
            }
        }
        Ok(nearest.map(|(.., block)| block))
    }

    /// Moves a column that is not basic.
    fn shift(&mut self, column: u32, value: T, budget: &mut Budget) -> Checked<()> {
        self.values[column as usize] = value;
        for index in 0..self.uses[column as usize].len() {
            let place = self.uses[column as usize][index];
            budget.spend(self.rows[place as usize].terms.len())?;
            self.evaluate(place)?;
        }
        Ok(())
    }

    /// The values of the first columns, the variables.
    pub(super) fn solution(&self, variables: usize) -> Checked<Vec<Ratio>> {
        let value = |column: usize| match self.places[column] {
            None => Ok(Ratio::from(self.values[column].wide())),
            Some(place) => {
                let row = &self.rows[place as usize];
                Ratio::new(row.sum.wide(), row.scale.wide()).ok_or(Stop::Overflow)
            }
        };
        (0..variables).map(value).collect()
    }
}

/// What stops a moving column, and the bound at which it does.
#[derive(Debug, Clone, Copy)]
enum Block<T> {
    Own(T),
    Row(u32, T),
}

impl<T: Int> Row<T> {
    /// Divides by the greatest common divisor.
    fn reduce(&mut self) -> Checked<()> {
        let mut divisor = self.scale;
        for &(_, c) in &self.terms {
            if divisor == T::ONE {
                return Ok(());
            }
            divisor = c.gcd(divisor)?;
        }
        if divisor == T::ONE {
            return Ok(());
        }
        self.scale = self.scale.div_down(divisor);
        for term in &mut self.terms {
            term.1 = term.1.div_down(divisor);
        }
        Ok(())
    }
}

fn number(index: usize) -> Checked<u32> {
    u32::try_from(index).map_err(|_| Stop::Overflow)
}

/// An irreducible conflict among the inequalities of a given one.
pub(super) fn reduce<T: Int>(
    problem: &Prepared<T>,
    ends: &[Ends<T>],
    shares: &[Share],
    budget: &mut Budget,
) -> Checked<Option<Vec<Share>>> {
    let variables = problem.variables();
    let mut bounds: BTreeMap<usize, Ends<T>> = BTreeMap::new();
    let mut rows: BTreeMap<usize, Ends<T>> = BTreeMap::new();
    for &(column, side, _) in shares {
        let (ends, limits) = match column.checked_sub(variables) {
            None => (bounds.entry(column).or_default(), ends[column]),
            Some(row) => {
                for &(variable, _) in problem.terms(row) {
                    bounds.entry(variable as usize).or_default();
                }
                (rows.entry(row).or_default(), problem.limits[row])
            }
        };
        ends[side.index()] = side.of(limits);
    }
    // Two ends that cross are a conflict already, and leave no value to start at.
    let all = bounds.iter().map(|(&column, ends)| (column, ends));
    let mut all = all.chain(rows.iter().map(|(row, limits)| (variables + row, limits)));
    if let Some((column, _)) = all.find(|(_, ends)| crossed(ends)) {
        return Ok(Some(Side::BOTH.map(|side| (column, side, 1)).to_vec()));
    }
    let columns: Vec<usize> = bounds.keys().copied().collect();
    let values = bounds.values().map(|ends| ends[0].or(ends[1]).unwrap_or(T::ZERO)).collect();
    let mut tableau = Tableau::columns(bounds.into_values().collect(), values);
    for (&row, &limits) in &rows {
        let local = |&(variable, c): &(u32, T)| {
            let place = columns.binary_search(&(variable as usize)).map_err(|_| Stop::Overflow)?;
            Ok((number(place)?, c))
        };
        let terms = problem.terms(row).iter().map(local).collect::<Checked<Vec<_>>>()?;
        tableau.add_row(terms, limits, budget)?;
    }
    let found = tableau.settle(budget)?;
    let rows: Vec<usize> = rows.into_keys().collect();
    let global = |(column, side, times): Share| match column.checked_sub(columns.len()) {
        None => (columns[column], side, times),
        Some(row) => (variables + rows[row], side, times),
    };
    Ok(found.map(|shares| shares.into_iter().map(global).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::system::{Limits, System};

    /// A table of printed cells with printed sums of its rows and columns: nothing but cycles.
    fn grid(side: u64, seed: &mut u64) -> System {
        let mut random = |bound: u64| {
            *seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            i128::from((*seed >> 33) % bound)
        };
        let mut system = System::new();
        let cells: Vec<Vec<_>> = (0..side)
            .map(|_| (0..side).map(|_| (system.variable(), random(90))).collect())
            .collect();
        for &(cell, value) in cells.iter().flatten() {
            // Printed in tens: each cell may be off by five.
            let tens = (value + 5) / 10;
            system.print(cell, Some(10 * tens - 5), Some(10 * tens + 5)).unwrap();
        }
        let columns = (0..cells.len()).map(|j| cells.iter().map(|row| row[j]).collect());
        for line in cells.clone().into_iter().chain(columns) {
            let line: Vec<_> = line;
            let sum = line.iter().map(|cell| cell.1).sum::<i128>();
            let off = if random(12) == 0 { random(40) } else { 0 };
            let terms = line.iter().map(|cell| (cell.0, 1));
            system.row(terms, Some(sum + off), Some(sum + off + random(2))).unwrap();
        }
        system
    }

    #[test]
    fn decides_alone_what_all_methods_decide_together() {
        let mut seed = 1;
        let mut feasible = 0;
        for trial in 0..200 {
            let system = grid(2 + trial % 7, &mut seed);
            let verdict = system.solve(&Limits::default());
            assert!(verdict.is_feasible() || verdict.is_infeasible());
            feasible += u64::from(verdict.is_feasible());

            let problem = Prepared::<i64>::new(&system).unwrap();
            let bounds = problem.bounds(&system, &[]).unwrap();
            let start = bounds.ends.iter().map(|ends| ends[0].unwrap()).collect();
            let mut budget = Budget::new(10_000_000);
            let mut tableau = Tableau::new(&problem, &bounds.ends, start, &mut budget).unwrap();
            let conflict = tableau.settle(&mut budget).unwrap();
            assert_eq!(conflict.is_none(), verdict.is_feasible());
        }
        assert!(feasible > 40 && feasible < 160, "{feasible}");
    }

    #[test]
    fn extremes_are_found_and_reached() {
        let mut system = System::new();
        let [x, y] = [system.variable(), system.variable()];
        system.row([(x, 2), (y, 3)], None, Some(12)).unwrap();
        system.row([(x, 3), (y, 2)], None, Some(12)).unwrap();
        system.row([(x, 1), (y, -1)], Some(-1), None).unwrap();
        let problem = Prepared::<i64>::new(&system).unwrap();
        let bounds = problem.bounds(&system, &[]).unwrap();
        let mut budget = Budget::new(1000);
        let mut tableau =
            Tableau::new(&problem, &bounds.ends, Vec::from([0, 0]), &mut budget).unwrap();
        assert_eq!(tableau.settle(&mut budget), Ok(None));
        let mut extreme = |column, side| tableau.extreme(column, side, &mut budget).unwrap();
        assert_eq!(extreme(1, Side::High), Ratio::new(14, 5));
        assert_eq!(extreme(1, Side::Low), None);
        assert_eq!(extreme(0, Side::Low), None);
    }
}
