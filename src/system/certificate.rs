//! The two proofs, and the checks that trust nobody.
//!
//! Nothing here knows how a proof was found: each check reads the [`System`] and does the sums.

use alloc::{collections::BTreeMap, format, vec::Vec};

use super::{Interval, PrintId, Ratio, RowId, System, VariableId};
use crate::lang::Message;

/// An end of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The lower end: something is at least so much.
    Low,
    /// The upper end: something is at most so much.
    High,
}

impl Side {
    pub(super) const BOTH: [Self; 2] = [Self::Low, Self::High];

    pub(crate) fn of<T: Copy>(self, interval: [Option<T>; 2]) -> Option<T> {
        match self {
            Self::Low => interval[0],
            Self::High => interval[1],
        }
    }

    pub(super) fn index(self) -> usize {
        match self {
            Self::Low => 0,
            Self::High => 1,
        }
    }

    pub(super) fn opposite(self) -> Self {
        match self {
            Self::Low => Self::High,
            Self::High => Self::Low,
        }
    }

    /// This side for a positive factor, the opposite for a negative one.
    pub(super) fn times(self, negative: bool) -> Self {
        if negative { self.opposite() } else { self }
    }
}

/// What an inequality of a [`Conflict`] comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Constraint {
    /// A row.
    Row(RowId),
    /// A print.
    Print(PrintId),
    /// The fixed bounds of a variable.
    Bound(VariableId),
}

/// One inequality of a [`Conflict`] and its multiplier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Part {
    pub(super) constraint: Constraint,
    pub(super) side: Side,
    pub(super) multiplier: i128,
}

impl Part {
    /// The row, print or bound.
    pub fn constraint(&self) -> Constraint {
        self.constraint
    }

    /// Which of its two inequalities.
    pub fn side(&self) -> Side {
        self.side
    }

    /// How often it counts: positive.
    pub fn multiplier(&self) -> i128 {
        self.multiplier
    }
}

/// Inequalities that cannot hold together, with the multipliers that show it.
///
/// Write each part as `expression ≥ number`, turning the signs of an upper side; multiply and add
/// up: every variable vanishes on the left, and the number on the right is positive.
///
/// ```
/// use cn_budget::system::{Constraint, Limits, Side, System, Verdict};
///
/// let mut system = System::new();
/// let [whole, part] = [system.variable(), system.variable()];
/// system.print(whole, Some(1), Some(3))?;
/// system.print(part, Some(5), Some(7))?;
/// system.row([(whole, 1), (part, -1)], Some(0), None)?; // whole ≥ part
///
/// let solution = system.solve(&Limits::default());
/// let Verdict::Infeasible(conflict) = solution.verdict() else { unreachable!() };
/// let told: Vec<String> = conflict
///     .parts()
///     .iter()
///     .map(|part| {
///         let what = match part.constraint() {
///             Constraint::Row(row) => format!("row {}", row.index()),
///             Constraint::Print(print) => format!("print {}", print.index()),
///             Constraint::Bound(variable) => format!("bound of {}", variable.index()),
///         };
///         let sign = if part.side() == Side::Low { "≥" } else { "≤" };
///         format!("{} × {what} {sign}", part.multiplier())
///     })
///     .collect();
/// // whole − part ≥ 0, whole ≤ 3, part ≥ 5: 0 ≥ 2.
/// assert_eq!(told, ["1 × row 0 ≥", "1 × print 0 ≤", "1 × print 1 ≥"]);
/// # Ok::<(), cn_budget::system::SystemError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub(super) parts: Vec<Part>,
}

impl Conflict {
    /// The inequalities, rows first.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The rows involved.
    pub fn rows(&self) -> impl Iterator<Item = RowId> {
        self.parts.iter().filter_map(|part| match part.constraint {
            Constraint::Row(row) => Some(row),
            _ => None,
        })
    }

    /// The prints involved.
    pub fn prints(&self) -> impl Iterator<Item = PrintId> {
        self.parts.iter().filter_map(|part| match part.constraint {
            Constraint::Print(print) => Some(print),
            _ => None,
        })
    }
}

/// A value for each variable with which everything holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    pub(super) values: Vec<Ratio>,
}

impl Witness {
    /// The values, by variable.
    pub fn values(&self) -> &[Ratio] {
        &self.values
    }

    /// The value of one variable.
    pub fn value(&self, variable: VariableId) -> Option<Ratio> {
        self.values.get(variable.index()).copied()
    }
}

/// Why a certificate does not prove anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
#[non_exhaustive]
pub enum CheckError {
    /// It does not fit the system: a value is missing or an id unknown.
    Foreign,
    /// A value lies outside of a print, bound or row.
    Violated(Constraint),
    /// A part has no positive multiplier or an unbounded side.
    NotAnInequality(Constraint),
    /// The variable does not vanish from the sum.
    Remains(VariableId),
    /// The sum is no contradiction.
    NoContradiction,
    /// The sums exceed 127 bits.
    Overflow,
}

impl CheckError {
    /// The message in both languages.
    pub fn message(self) -> Message {
        match self {
            Self::Foreign => {
                Message::new("该证明不属于这个方程组", "the certificate belongs to another system")
            }
            Self::Violated(constraint) => Message::new(
                format!("所给的值不满足 {constraint:?}"),
                format!("the witness violates {constraint:?}"),
            ),
            Self::NotAnInequality(constraint) => Message::new(
                format!("{constraint:?} 不能如此列入矛盾式"),
                format!("{constraint:?} cannot stand in a conflict like that"),
            ),
            Self::Remains(variable) => Message::new(
                format!("变量 {} 未能消去", variable.index()),
                format!("variable {} does not vanish", variable.index()),
            ),
            Self::NoContradiction => {
                Message::new("所得之和并不矛盾", "the sum is no contradiction")
            }
            Self::Overflow => Message::new("数值过大，无法核验", "numbers too large to check"),
        }
    }
}

/// Checks that the values meet every print, bound and row.
///
/// # Errors
///
/// What is violated, or why that cannot be told.
///
/// ```
/// use cn_budget::system::{Limits, System, Verdict, check_witness};
///
/// let mut system = System::new();
/// let x = system.variable();
/// system.row([(x, 3)], Some(1), Some(1))?;
/// let Verdict::Feasible(witness) = system.solve(&Limits::default()).into_verdict() else { panic!() };
/// assert_eq!(witness.value(x).unwrap().to_string(), "1/3");
/// assert_eq!(check_witness(&system, &witness), Ok(()));
/// # Ok::<(), cn_budget::system::SystemError>(())
/// ```
pub fn check_witness(system: &System, witness: &Witness) -> Result<(), CheckError> {
    check_witness_without(system, witness, |_| false)
}

/// [`check_witness`] of the system without the freed prints.
pub(super) fn check_witness_without(
    system: &System,
    witness: &Witness,
    freed: impl Fn(PrintId) -> bool,
) -> Result<(), CheckError> {
    if witness.values.len() != system.variables().len() {
        return Err(CheckError::Foreign);
    }
    for variable in system.variables() {
        let value = witness.value(variable).ok_or(CheckError::Foreign)?;
        within(value, system.bounds_of(variable), Constraint::Bound(variable))?;
    }
    for (index, print) in system.prints().enumerate() {
        let id = PrintId::at(index);
        if !freed(id) {
            let value = witness.value(print.variable()).ok_or(CheckError::Foreign)?;
            within(value, print.interval, Constraint::Print(id))?;
        }
    }
    for (index, row) in system.rows().enumerate() {
        // Nearly all values are whole, and adding fractions is slow.
        let (mut whole, mut rest) = (0_i128, Ratio::from(0));
        for &(variable, coefficient) in row.terms() {
            let value = witness.value(variable).ok_or(CheckError::Foreign)?;
            let (coefficient, error) = (i128::from(coefficient), CheckError::Overflow);
            match value.to_integer() {
                Some(value) => {
                    let term = value.checked_mul(coefficient).ok_or(error)?;
                    whole = whole.checked_add(term).ok_or(error)?;
                }
                None => {
                    rest = value.times(coefficient).and_then(|t| rest.plus(t)).ok_or(error)?;
                }
            }
        }
        let sum = rest.plus(Ratio::from(whole)).ok_or(CheckError::Overflow)?;
        within(sum, row.limits, Constraint::Row(RowId::at(index)))?;
    }
    Ok(())
}

fn within(value: Ratio, interval: Interval, of: Constraint) -> Result<(), CheckError> {
    let low = interval[0].is_none_or(|low| Ratio::from(low) <= value);
    let high = interval[1].is_none_or(|high| value <= Ratio::from(high));
    if low && high { Ok(()) } else { Err(CheckError::Violated(of)) }
}

/// Checks that the parts, each multiplied and added up, read `0 ≥ c` with `c > 0`.
///
/// # Errors
///
/// Why they do not.
pub fn check_conflict(system: &System, conflict: &Conflict) -> Result<(), CheckError> {
    if gap(system, conflict)? > 0 { Ok(()) } else { Err(CheckError::NoContradiction) }
}

/// The right-hand side of the sum, after checking that its left-hand side vanishes.
pub(super) fn gap(system: &System, conflict: &Conflict) -> Result<i128, CheckError> {
    let mut left: BTreeMap<VariableId, i128> = BTreeMap::new();
    let mut right: i128 = 0;
    for part in &conflict.parts {
        let unit;
        let (terms, end) = match part.constraint {
            Constraint::Row(id) => {
                let row = system.get_row(id).ok_or(CheckError::Foreign)?;
                (row.terms(), row.end(part.side))
            }
            Constraint::Print(id) => {
                let print = system.get_print(id).ok_or(CheckError::Foreign)?;
                unit = [(print.variable(), 1)];
                (unit.as_slice(), print.end(part.side))
            }
            Constraint::Bound(variable) => {
                unit = [(variable, 1)];
                (unit.as_slice(), part.side.of(system.bounds_of(variable)))
            }
        };
        let end = end.ok_or(CheckError::NotAnInequality(part.constraint))?;
        if part.multiplier <= 0 {
            return Err(CheckError::NotAnInequality(part.constraint));
        }
        let factor = if part.side == Side::Low { part.multiplier } else { -part.multiplier };
        let add = |sum: i128, number: i128| {
            number.checked_mul(factor).and_then(|term| sum.checked_add(term))
        };
        right = add(right, end).ok_or(CheckError::Overflow)?;
        for &(variable, coefficient) in terms {
            let sum = left.entry(variable).or_default();
            *sum = add(*sum, i128::from(coefficient)).ok_or(CheckError::Overflow)?;
        }
    }
    match left.into_iter().find(|&(_, sum)| sum != 0) {
        Some((variable, _)) => Err(CheckError::Remains(variable)),
        None => Ok(right),
    }
}
