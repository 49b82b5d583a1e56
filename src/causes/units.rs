//! A table under the wrong unit (单位): what it shares with other tables is off by one power of ten.
//!
//! Read in the unit that it means, such a table agrees with the others, and one finding says what
//! dozens of broken equations would. The two halves of a two-sided table stand under one unit. A table
//! that states no unit was read in that of the others: where that was a wrong guess nothing is wrong
//! with the table.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    vec::Vec,
};

use super::cause::{Cause, CauseKind};
use super::suspect::SuspectSet;
use crate::check::{Judged, Relation, Verdict};
use crate::disclosure::Disclosure;
use crate::facts::{FactId, Facts};
use crate::finding::{Finding, FindingKind};
use crate::index;
use crate::lang::Message;
use crate::num::amount::Unit;
use crate::num::figure::{Figure, Interval, Quantity, Rounding};
use crate::place::Place;

/// A sheet (a table with both its halves), and the unit that its figures are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slip {
    sheet: u32,
    unit: Unit,
    /// Whether the sheet states a unit, which is then wrong.
    pub(crate) is_stated: bool,
}

/// So many different amounts must be off by the same power of ten: one is a slip of its own.
const EVIDENCE: usize = 2;

/// How the equations that tie one sheet to another speak of its unit.
#[derive(Default)]
struct Votes {
    /// How many equalities hold as printed, or in no unit.
    against: usize,
    /// Those whose sides are one amount once the sheet is read in another unit: how many, and the
    /// amounts of the sheet in them.
    other: BTreeMap<Unit, (usize, BTreeSet<Quantity>)>,
}

impl Votes {
    /// The unit that the sheet means, if it is not the one it is read in, and how much says so.
    fn meant(&self, is_stated: bool) -> Option<(Unit, usize)> {
        let most = self.other.iter().max_by_key(|(_, (count, _))| *count)?;
        let (&unit, (count, amounts)) = most;
        let evidence = if is_stated { EVIDENCE } else { 1 };
        (amounts.len() >= evidence && self.against * 2 <= *count).then_some((unit, *count))
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
        let open = votes.iter().filter(|(sheet, _)| slips.iter().all(|done| done.sheet != **sheet));
        let found = open.filter_map(|(&sheet, votes)| {
            let is_stated = is_stated(facts.disclosure(), sheet);
            let (unit, count) = votes.meant(is_stated)?;
            Some((Slip { sheet, unit, is_stated }, count))
        });
        // Of two tables that differ from each other alone the one that states no unit is wrong, else
        // the one in the rarer unit.
        let worst =
            found.max_by_key(|&(slip, count)| (!slip.is_stated, count, rarity(facts, slip.sheet)));
        let Some((slip, _)) = worst else { break };
        slips.push(slip);
    }
    slips
}

/// Whether a sheet states its unit.
fn is_stated(disclosure: &Disclosure, sheet: u32) -> bool {
    let tables = disclosure.tables().iter().zip(&disclosure.raw().tables);
    let mut own = tables.filter(|(table, _)| table.sheet() == sheet);
    own.any(|(_, raw)| raw.unit.is_some())
}

/// The tables of the sheets, each with the unit that it means.
pub(crate) fn tables(disclosure: &Disclosure, slips: &[Slip]) -> Vec<(u32, Unit)> {
    let tables = disclosure.tables().iter().enumerate();
    let slipped = tables.filter_map(|(index, table)| {
        let slip = slips.iter().find(|slip| slip.sheet == table.sheet())?;
        Some((index::number(index), slip.unit))
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
        let equation = &judged.equation;
        if !equation.is_law() {
            return None;
        }
        let mut found: Vec<u32> = Vec::new();
        for term in equation.terms() {
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
        let holds = if slips.is_empty() {
            self.judged.judgement.verdict != Verdict::Broken
        } else {
            self.holds(facts, rounding, slips)
        };
        // A bound says nothing where it holds, and where it would in some unit: it does in many. But
        // sides that are off by just a power of ten are no chance.
        let equality = self.judged.equation.relation() == Relation::Equal;
        if holds && !equality {
            return;
        }
        for sheet in self.sheets {
            let votes = votes.entry(sheet).or_default();
            let agrees = |unit: &Unit| {
                let mut changed: Vec<Slip> = slips.to_vec();
                changed.retain(|other| other.sheet != sheet);
                changed.push(Slip { sheet, unit: *unit, is_stated: true });
                self.range(facts, rounding, &changed)
                    .is_some_and(|sum| sum.contains(Quantity::ZERO))
            };
            let unit = Unit::ALL.iter().copied().find(|unit| !holds && agrees(unit));
            let Some(unit) = unit else {
                votes.against += usize::from(equality);
                continue;
            };
            let (count, amounts) = votes.other.entry(unit).or_default();
            *count += 1;
            amounts.extend(self.amount_of(facts, sheet));
        }
    }

    /// The amount that a sheet contributes.
    fn amount_of(&self, facts: &Facts<'_>, own: u32) -> Option<Quantity> {
        let terms = self.judged.equation.terms().iter();
        let own = terms.filter(|term| sheet(facts, term.fact) == Some(own));
        own.filter_map(|term| facts.value(term.fact)).max()
    }

    /// Whether the equation can hold with some sheets in other units.
    fn holds(&self, facts: &Facts<'_>, rounding: Rounding, slips: &[Slip]) -> bool {
        self.range(facts, rounding, slips).is_some_and(|sum| {
            match self.judged.equation.relation() {
                Relation::Equal => sum.contains(Quantity::ZERO),
                Relation::AtLeast => sum.high() >= Quantity::ZERO,
            }
        })
    }

    /// What the sum of the terms may be with some sheets in other units.
    fn range(&self, facts: &Facts<'_>, rounding: Rounding, slips: &[Slip]) -> Option<Interval> {
        let equation = &self.judged.equation;
        let mut sum = equation.constant();
        for term in equation.terms() {
            let Some(figure) = facts.figure(term.fact) else { continue };
            let slip =
                sheet(facts, term.fact).and_then(|own| slips.iter().find(|slip| slip.sheet == own));
            let unit = slip.map_or(figure.unit(), |slip| slip.unit);
            let read = Figure::new(figure.mantissa(), figure.decimals(), unit).ok()?;
            sum = sum.checked_add(read.interval(rounding).checked_mul(term.coefficient)?)?;
        }
        Some(sum)
    }
}

/// The sheet of a fact in a table that is understood.
fn sheet(facts: &Facts<'_>, fact: FactId) -> Option<u32> {
    let table = facts.read_table_of(fact)?;
    (!table.is_apart()).then(|| table.sheet())
}

/// Says that a sheet is printed under the wrong unit.
pub(crate) fn finding(disclosure: &Disclosure, slip: Slip) -> Finding {
    let Slip { sheet, unit: meant, .. } = slip;
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

/// The mistake that a finding on a wrong unit tells: no figure of the table is wrong.
pub(crate) fn cause(finding: &Finding) -> Cause {
    Cause {
        kind: CauseKind::Unit,
        places: finding.places.clone(),
        alternatives: [SuspectSet::default()].into(),
        more: 0,
        complete: true,
        equations: Vec::new(),
        message: finding.message.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_meant_where_twice_as_much_speaks_for_it_as_against() {
        let amounts = |count: i128| (1..=count).map(Quantity::from_nano).collect();
        for (against, count, different, stated, unstated) in [
            (0, 1, 1, false, true),
            // One amount, printed twice.
            (0, 2, 1, false, true),
            (0, 2, 2, true, true),
            (1, 2, 2, true, true),
            (1, 1, 1, false, false),
            (2, 3, 3, false, false),
            (2, 4, 2, true, true),
        ] {
            let other = BTreeMap::from([(Unit::Yuan, (count, amounts(different)))]);
            let votes = Votes { against, other };
            for (is_stated, meant) in [(true, stated), (false, unstated)] {
                let expected = meant.then_some((Unit::Yuan, count));
                assert_eq!(votes.meant(is_stated), expected, "{against} {count} {different}");
            }
        }
        assert_eq!(Votes::default().meant(true), None);
    }
}
