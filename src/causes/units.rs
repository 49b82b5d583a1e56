//! A table under the wrong unit (单位): what it shares with other tables is off by one power of ten.
//!
//! Read in the unit that it means, such a table agrees with the others, and one finding says what
//! dozens of broken equations would. The two halves of a two-sided table stand under one unit.

use alloc::{collections::BTreeMap, format, vec::Vec};

use crate::check::{Judged, Relation, Verdict};
use crate::disclosure::Disclosure;
use crate::facts::{FactId, Facts};
use crate::finding::{Finding, FindingKind};
use crate::index;
use crate::lang::Message;
use crate::num::amount::Unit;
use crate::num::figure::{Figure, Quantity, Rounding};
use crate::place::Place;

/// A sheet (a table with both its halves), and the unit that its figures are in.
pub(crate) type Slip = (u32, Unit);

/// An equality says more than a bound; one equality, or two bounds, are evidence.
const EQUALITY: usize = 2;
const EVIDENCE: usize = 2;

/// How the equations that tie one sheet to another speak of its unit.
#[derive(Default)]
struct Votes {
    /// Against another unit: these hold as printed, or in no unit.
    against: usize,
    /// These hold once the sheet is read in another unit.
    other: BTreeMap<Unit, usize>,
}

impl Votes {
    /// The unit that the sheet means, if it is not the one it states, and how much says so.
    fn meant(&self) -> Option<(Unit, usize)> {
        let (&unit, &count) = self.other.iter().max_by_key(|(_, count)| **count)?;
        (count >= EVIDENCE && self.against * 4 <= count).then_some((unit, count))
    }
}

/// The sheets whose unit must be wrong, the most evident first; each is judged with those before
/// it put right, for one wrong table makes all others look odd.
pub(crate) fn find(facts: &Facts<'_>, judged: &[Judged], rounding: Rounding) -> Vec<Slip> {
    if !judged.iter().any(Judged::is_broken) {
        return Vec::new();
    }
    let ties: Vec<Tie<'_>> = judged.iter().filter_map(|judged| Tie::new(facts, judged)).collect();
    let mut slips: Vec<Slip> = Vec::new();
    while slips.len() < facts.disclosure().tables().len() {
        let mut votes: BTreeMap<u32, Votes> = BTreeMap::new();
        for tie in &ties {
            tie.vote(facts, rounding, &slips, &mut votes);
        }
        let open = votes.iter().filter(|(sheet, _)| slips.iter().all(|(done, _)| done != *sheet));
        let found = open.filter_map(|(&sheet, votes)| Some((sheet, votes.meant()?)));
        // Of two tables that differ from each other alone the one in the rarer unit is wrong.
        let worst = found.max_by_key(|&(sheet, (_, count))| (count, rarity(facts, sheet)));
        let Some((sheet, (unit, _))) = worst else { break };
        slips.push((sheet, unit));
    }
    slips
}

/// The tables of the sheets, each with the unit that it means.
pub(crate) fn tables(disclosure: &Disclosure, slips: &[Slip]) -> Vec<(u32, Unit)> {
    let tables = disclosure.tables().iter().enumerate();
    let slipped = tables.filter_map(|(index, table)| {
        let (_, unit) = slips.iter().find(|(sheet, _)| *sheet == table.sheet())?;
        Some((index::number(index), *unit))
    });
    slipped.collect()
}

/// How many sheets do not share a sheet's unit.
fn rarity(facts: &Facts<'_>, sheet: u32) -> usize {
    let tables = facts.disclosure().tables();
    let own = tables.get(index::index(sheet)).map(crate::disclosure::Table::unit);
    let sheets = tables.iter().enumerate().filter(|(index, t)| index::index(t.sheet()) == *index);
    sheets.filter(|(_, other)| Some(other.unit()) != own).count()
}

/// An equation between two sheets, with something on either side.
struct Tie<'a> {
    judged: &'a Judged,
    sheets: [u32; 2],
}

impl<'a> Tie<'a> {
    fn new(facts: &Facts<'_>, judged: &'a Judged) -> Option<Self> {
        if judged.equation.presumption().is_some() {
            return None;
        }
        let mut found: Vec<u32> = Vec::new();
        for term in judged.equation.terms() {
            let figure = facts.figure(term.fact).filter(|figure| !figure.is_zero());
            if figure.is_some() {
                let sheet = sheet(facts, term.fact)?;
                if !found.contains(&sheet) {
                    found.push(sheet);
                }
            }
        }
        let sheets = <[u32; 2]>::try_from(found).ok()?;
        Some(Self { judged, sheets })
    }

    fn vote(
        &self,
        facts: &Facts<'_>,
        rounding: Rounding,
        slips: &[Slip],
        votes: &mut BTreeMap<u32, Votes>,
    ) {
        let equality = self.judged.equation.relation() == Relation::Equal;
        let holds = if slips.is_empty() {
            self.judged.judgement.verdict != Verdict::Broken
        } else {
            self.holds(facts, rounding, slips)
        };
        // A bound that holds says nothing.
        if holds && !equality {
            return;
        }
        let weight = if equality { EQUALITY } else { 1 };
        for sheet in self.sheets {
            let votes = votes.entry(sheet).or_default();
            let mends = |unit: &Unit| {
                let mut changed: Vec<Slip> = slips.to_vec();
                changed.retain(|(other, _)| *other != sheet);
                changed.push((sheet, *unit));
                self.holds(facts, rounding, &changed)
            };
            // A bound may hold in several units.
            let units: Vec<Unit> =
                Unit::ALL.iter().copied().filter(|unit| !holds && mends(unit)).collect();
            if units.is_empty() {
                votes.against += weight;
            }
            for unit in units {
                *votes.other.entry(unit).or_default() += weight;
            }
        }
    }

    /// Whether the equation can hold with some sheets in other units.
    fn holds(&self, facts: &Facts<'_>, rounding: Rounding, slips: &[Slip]) -> bool {
        let constant = self.judged.equation.constant();
        let mut sum = Some((constant.low(), constant.high()));
        for term in self.judged.equation.terms() {
            let Some(figure) = facts.figure(term.fact) else { continue };
            let unit = sheet(facts, term.fact)
                .and_then(|own| slips.iter().find(|(slipped, _)| *slipped == own))
                .map_or(figure.unit(), |(_, unit)| *unit);
            let read = Figure::new(figure.mantissa(), figure.decimals(), unit).ok();
            sum = sum.zip(read).and_then(|((low, high), read)| {
                let interval = read.interval(rounding);
                let one = interval.low().checked_mul(term.coefficient)?;
                let other = interval.high().checked_mul(term.coefficient)?;
                Some((low.checked_add(one.min(other))?, high.checked_add(one.max(other))?))
            });
        }
        let bound = self.judged.equation.relation() == Relation::AtLeast;
        sum.is_some_and(|(low, high)| high >= Quantity::ZERO && (bound || low <= Quantity::ZERO))
    }
}

/// The sheet of a fact in a table that is understood.
fn sheet(facts: &Facts<'_>, fact: FactId) -> Option<u32> {
    let table = facts.read_table_of(fact)?;
    (!table.is_apart()).then(|| table.sheet())
}

/// Says that a sheet is printed under the wrong unit.
pub(crate) fn finding(disclosure: &Disclosure, (sheet, meant): Slip) -> Finding {
    let index = index::index(sheet);
    let printed = disclosure.tables().get(index).map_or(meant, crate::disclosure::Table::unit);
    let title = disclosure.raw().tables.get(index).map_or("", |table| table.title.as_str());
    let message = Message::new(
        format!("“{title}”标明的单位是{printed}，与其他各表相比应为{meant}"),
        format!("“{title}” states {printed}; the other tables say that {meant} is meant"),
    );
    let halves = disclosure.tables().iter().enumerate().filter(|(_, table)| table.sheet() == sheet);
    let places = halves.map(|(index, _)| Place::Table { table: index::number(index) }).collect();
    Finding::new(FindingKind::UnitSlip, places, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_meant_where_four_times_as_much_speaks_for_it_as_against() {
        for (against, other, meant) in [
            (0, 0, false),
            (0, 1, false),
            (0, 2, true),
            (1, 2, false),
            (1, 3, false),
            (1, 4, true),
            (2, 7, false),
            (2, 8, true),
        ] {
            let votes = Votes { against, other: BTreeMap::from([(Unit::Yuan, other)]) };
            assert_eq!(votes.meant(), meant.then_some((Unit::Yuan, other)), "{against} {other}");
        }
        assert_eq!(Votes::default().meant(), None);
        let other = BTreeMap::from([(Unit::Yuan, 5), (Unit::YiYuan, 3)]);
        assert_eq!(Votes { against: 1, other }.meant(), Some((Unit::Yuan, 5)));
    }
}
