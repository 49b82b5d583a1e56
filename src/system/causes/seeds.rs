//! The conflicts to begin with: variables whose prints exclude each other, and rows that the
//! printed intervals break on their own.

use alloc::{collections::BTreeSet, vec::Vec};

use crate::system::{Conflict, Constraint, Part, Row, RowId, Side, System, VariableId};

/// One conflict for each side of a row and each variable that is broken by itself.
pub(super) fn of(system: &System) -> Vec<Conflict> {
    let tightest: Vec<[Option<Held>; 2]> = system
        .variables()
        .map(|variable| Side::BOTH.map(|side| tightest(system, variable, side)))
        .collect();
    let mut seeds = BTreeSet::new();
    for ends in &tightest {
        if let [Some(low), Some(high)] = ends {
            if low.0 > high.0 {
                let part = |held: &Held, side| Part { constraint: held.1, side, multiplier: 1 };
                seeds.insert(Vec::from([part(low, Side::Low), part(high, Side::High)]));
            }
        }
    }
    for (index, row) in system.rows().enumerate() {
        for side in Side::BOTH {
            seeds.extend(of_row(RowId::at(index), row, side, &tightest));
        }
    }
    seeds.into_iter().map(|parts| Conflict { parts }).collect()
}

/// An end of a variable and what it is held by.
type Held = (i128, Constraint);

fn tightest(system: &System, variable: VariableId, side: Side) -> Option<Held> {
    let fixed = side.of(system.bounds_of(variable)).map(|end| (end, Constraint::Bound(variable)));
    let printed = system
        .prints_of(variable)
        .iter()
        .filter_map(|&id| Some((system.get_print(id)?.end(side)?, Constraint::Print(id))));
    // Of equals the first is kept: a fixed bound before a print.
    fixed.into_iter().chain(printed).reduce(|best, held| {
        let tighter = if side == Side::Low { held.0 > best.0 } else { held.0 < best.0 };
        if tighter { held } else { best }
    })
}

/// The conflict of a row's side with the ends of its variables, if they are one.
fn of_row(
    row: RowId,
    terms: Row<'_>,
    side: Side,
    tightest: &[[Option<Held>; 2]],
) -> Option<Vec<Part>> {
    let mut gap = terms.end(side)?;
    for &(variable, a) in terms.terms() {
        let (value, _) = side.opposite().times(a < 0).of(*tightest.get(variable.index())?)?;
        gap = gap.checked_sub(i128::from(a).checked_mul(value)?)?;
    }
    let broken = if side == Side::Low { gap > 0 } else { gap < 0 };
    if !broken {
        return None;
    }
    let mut parts = Vec::with_capacity(terms.terms().len() + 1);
    parts.push(Part { constraint: Constraint::Row(row), side, multiplier: 1 });
    for &(variable, a) in terms.terms() {
        let end = side.opposite().times(a < 0);
        let (_, constraint) = end.of(*tightest.get(variable.index())?)?;
        parts.push(Part { constraint, side: end, multiplier: i128::from(a).abs() });
    }
    Some(parts)
}
