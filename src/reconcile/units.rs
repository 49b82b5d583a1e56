//! A table under the wrong unit (单位): what it prints and others print too is off by one power of ten.
//!
//! Read in the unit that it means, such a table agrees with the others, and one finding says what
//! dozens of broken equations would.

use alloc::{collections::BTreeMap, format, vec::Vec};

use super::{Finding, FindingKind, facts::Facts};
use crate::{Disclosure, Figure, Message, Place, Rounding, Unit, place};

/// A table, and the unit that its figures are in.
pub(super) type Slip = (u32, Unit);

/// How the figures of one table compare with the same amounts in other tables.
#[derive(Default)]
struct Votes {
    agree: usize,
    differ: usize,
    /// Figures that agree once the table is read in another unit.
    other: BTreeMap<Unit, usize>,
}

impl Votes {
    /// The unit in which the table agrees with the others, if it does not as it stands, and how
    /// many figures say so.
    fn meant(&self) -> Option<(Unit, usize)> {
        let (&unit, &count) = self.other.iter().max_by_key(|(_, count)| **count)?;
        (self.agree == 0 && self.differ * 4 <= count).then_some((unit, count))
    }
}

/// The tables whose unit must be wrong, the most evident first; each is judged with those before
/// it put right, for one wrong table makes all others look odd.
pub(super) fn find(facts: &Facts<'_>, rounding: Rounding) -> Vec<Slip> {
    let mut slips: Vec<Slip> = Vec::new();
    while slips.len() < facts.disclosure.tables().len() {
        let votes = vote(facts, rounding, &slips);
        let open = votes.iter().filter(|(table, _)| slips.iter().all(|(done, _)| done != *table));
        let found = open.filter_map(|(&table, votes)| Some((table, votes.meant()?)));
        // Of two tables that differ from each other alone the one in the rarer unit is wrong.
        let worst = found.max_by_key(|&(table, (_, count))| (count, rarity(facts, table)));
        let Some((table, (unit, _))) = worst else { break };
        slips.push((table, unit));
    }
    slips
}

/// How many tables do not share a table's unit.
fn rarity(facts: &Facts<'_>, table: u32) -> usize {
    let tables = facts.disclosure.tables();
    let own = tables.get(place::index(table)).map(crate::Table::unit);
    tables.iter().filter(|other| Some(other.unit()) != own).count()
}

fn vote(facts: &Facts<'_>, rounding: Rounding, slips: &[Slip]) -> BTreeMap<u32, Votes> {
    let mut votes: BTreeMap<u32, Votes> = BTreeMap::new();
    let same = |one: Figure, other: Figure| {
        one.interval(rounding).intersection(other.interval(rounding)).is_some()
    };
    for variable in 0..facts.scopes().len() {
        let prints = facts.prints(place::number(variable)).iter();
        let prints: Vec<(u32, Figure)> = prints.filter_map(|&f| print(facts, f, slips)).collect();
        for &(table, figure) in &prints {
            for &(_, elsewhere) in prints.iter().filter(|(other, _)| *other != table) {
                let votes = votes.entry(table).or_default();
                if same(figure, elsewhere) {
                    votes.agree += 1;
                    continue;
                }
                let fits =
                    |unit: &Unit| in_unit(figure, *unit).is_some_and(|read| same(read, elsewhere));
                match Unit::ALL.iter().copied().find(fits) {
                    Some(unit) => *votes.other.entry(unit).or_default() += 1,
                    None => votes.differ += 1,
                }
            }
        }
    }
    votes
}

/// The table and the figure of a fact that is not nil, in the unit that the slips give it.
fn print(facts: &Facts<'_>, fact: u32, slips: &[Slip]) -> Option<(u32, Figure)> {
    let table = facts.place(fact).table()?;
    let apart = facts.disclosure.tables().get(place::index(table))?.is_apart();
    let figure = facts.figure(fact).filter(|figure| !figure.is_zero() && !apart)?;
    match slips.iter().find(|(slipped, _)| *slipped == table) {
        Some(&(_, unit)) => Some((table, in_unit(figure, unit)?)),
        None => Some((table, figure)),
    }
}

fn in_unit(figure: Figure, unit: Unit) -> Option<Figure> {
    Figure::new(figure.mantissa(), figure.decimals(), unit).ok()
}

/// Says that a table is printed under the wrong unit.
pub(super) fn finding(disclosure: &Disclosure, (table, meant): Slip) -> Finding {
    let index = place::index(table);
    let printed = disclosure.tables().get(index).map_or(meant, crate::Table::unit);
    let title = disclosure.raw().tables.get(index).map_or("", |table| table.title.as_str());
    let message = Message::new(
        format!("“{title}”标明的单位是{printed}，与其他各表相比应为{meant}"),
        format!("“{title}” states {printed}; the other tables say that {meant} is meant"),
    );
    Finding::new(FindingKind::UnitSlip, [Place::Table { table }].into(), message)
}
