//! Figures that were cut off instead of rounded: 10.34 万元 for 103,456.00 元.
//!
//! Whoever cuts off does so throughout. A figure one below its exact value is excused only where its
//! table, or the narrative, shows the habit: another amount of it was cut off too, and more of them
//! than were rounded.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use core::cmp::Ordering;

use super::{FactId, Facts, ScopeId, TableId};
use crate::num::figure::{Figure, Quantity};

/// The figures of the tables, and of the narrative, that cut off.
pub(super) fn find(facts: &Facts<'_>) -> Vec<FactId> {
    let mut habits: BTreeMap<Option<TableId>, Habit> = BTreeMap::new();
    for scope in (0..facts.scope_count()).map(ScopeId::at) {
        let mut prints = facts.prints(scope).filter(|&fact| facts.figure(fact).is_some());
        let Some(first) = prints.next() else { continue };
        for other in prints {
            let Some(pair) = Pair::of(facts, first, other) else { continue };
            let habit = habits.entry(facts.table_of(pair.fact)).or_default();
            if pair.is_cut_off() {
                habit.cut.insert(pair.fine.value());
                habit.decimals.insert(pair.coarse.decimals());
            } else if pair.is_rounded() {
                habit.rounded.insert(pair.fine.value());
            }
        }
    }
    let mut found = Vec::new();
    for (table, habit) in habits.into_iter().filter(|(_, habit)| habit.is_shown()) {
        // What prints no finer twin was cut off as well.
        let alike = |&fact: &FactId| {
            let decimals = facts.figure(fact).map(Figure::decimals);
            facts.table_of(fact) == table && decimals.is_some_and(|d| habit.decimals.contains(&d))
        };
        found.extend(facts.all().filter(alike));
    }
    found
}

/// What a table, or the narrative, does to amounts that are finer elsewhere.
#[derive(Default)]
struct Habit {
    /// The amounts that were cut off where rounding would have given another figure.
    cut: BTreeSet<Quantity>,
    /// Those that were rounded where cutting off would have.
    rounded: BTreeSet<Quantity>,
    /// The decimals of the figures that were cut off.
    decimals: BTreeSet<u8>,
}

impl Habit {
    fn is_shown(&self) -> bool {
        self.cut.len() >= 2 && self.cut.len() > self.rounded.len()
    }
}

/// Two prints of one amount, of which one is coarser.
struct Pair {
    fact: FactId,
    coarse: Figure,
    fine: Figure,
}

impl Pair {
    fn of(facts: &Facts<'_>, one: FactId, other: FactId) -> Option<Self> {
        let (a, b) = (facts.figure(one)?, facts.figure(other)?);
        match a.last_place().cmp(&b.last_place()) {
            Ordering::Greater => Some(Self { fact: one, coarse: a, fine: b }),
            Ordering::Less => Some(Self { fact: other, coarse: b, fine: a }),
            Ordering::Equal => None,
        }
    }

    /// How far the finer print lies beyond the coarser one, away from nil.
    fn rest(&self) -> Option<Quantity> {
        let (coarse, fine) = (self.coarse.value(), self.fine.value());
        if fine < Quantity::ZERO { coarse.checked_sub(fine) } else { fine.checked_sub(coarse) }
    }

    /// Whether the digits that the coarser print lacks are half of its last place or more, and less
    /// than a whole.
    fn is_cut_off(&self) -> bool {
        let place = self.coarse.last_place();
        self.rest().is_some_and(|rest| {
            rest < place && rest.checked_mul(2).is_some_and(|twice| twice >= place)
        })
    }

    /// Whether the coarser print is rounded away from nil.
    fn is_rounded(&self) -> bool {
        let place = self.coarse.last_place();
        self.rest().is_some_and(|rest| {
            rest < Quantity::ZERO && rest.checked_mul(-2).is_some_and(|twice| twice <= place)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::Disclosure;
    use crate::facts::Builder;
    use crate::kind::Stage;
    use crate::num::amount::Unit;
    use crate::num::figure::Rounding;
    use crate::raw::{RawDisclosure, RawTable};

    fn table(unit: Unit, texts: &[&str]) -> RawTable {
        let rows = texts.iter().enumerate();
        rows.fold(RawTable::new("部门支出总表", unit, ["合计"]), |table, (number, text)| {
            table.row(&alloc::format!("{}", 203 + number), "", [*text])
        })
    }

    fn read(tables: impl IntoIterator<Item = RawTable>) -> Disclosure {
        let raw = RawDisclosure::new(2026, Stage::Budget);
        Disclosure::read(tables.into_iter().fold(raw, RawDisclosure::table))
    }

    /// The figures in 万元 that are taken for cut off beside the same amounts in 元.
    fn found(pairs: &[(&str, &str)]) -> Vec<usize> {
        let (wan, yuan): (Vec<&str>, Vec<&str>) = pairs.iter().copied().unzip();
        let disclosure = read([table(Unit::WanYuan, &wan), table(Unit::Yuan, &yuan)]);
        let facts = Builder::new(&disclosure, Rounding::Nearest).build();
        facts.all().filter(|&fact| facts.is_cut_off(fact)).map(FactId::index).collect()
    }

    #[test]
    fn two_amounts_show_the_habit() {
        let (one, other) = (("10.34", "103456.00"), ("0.34", "3456.00"));
        assert_eq!(found(&[one]), [0; 0]);
        assert_eq!(found(&[one, other]), [0, 1]);
        assert_eq!(found(&[one, one]), [0; 0], "the same amount twice");
        // Rounded down either way.
        assert_eq!(found(&[one, ("0.34", "3433.00")]), [0; 0]);
        // As many were rounded up.
        let rounded = [("0.35", "3456.00"), ("1.35", "13456.00")];
        assert_eq!(found(&[one, other, rounded[0]]), [0, 1, 2]);
        assert_eq!(found(&[one, other, rounded[0], rounded[1]]), [0; 0]);
        // All that the table prints with as many decimals.
        assert_eq!(found(&[one, other, ("5.00", "")]), [0, 1, 2]);
        assert_eq!(found(&[one, other, ("5.0", "")]), [0, 1]);
    }

    #[test]
    fn what_is_cut_off_lacks_less_than_a_last_place() {
        // 23.07 for 230,800 is one below: cut off it is 23.08.
        let cut = |coarse: &str, fine: &str| {
            let figure = |text, unit| Figure::parse(text, unit).unwrap().unwrap();
            let (coarse, fine) = (figure(coarse, Unit::WanYuan), figure(fine, Unit::Yuan));
            let pair = Pair { fact: FactId::at(0), coarse, fine };
            (pair.is_cut_off(), pair.is_rounded())
        };
        assert_eq!(cut("23.07", "230800.00"), (false, false));
        assert_eq!(cut("23.07", "230799.99"), (true, false));
        assert_eq!(cut("23.07", "230750.00"), (true, false));
        assert_eq!(cut("23.07", "230749.99"), (false, false));
        assert_eq!(cut("-23.07", "-230799.99"), (true, false));
        assert_eq!(cut("23.08", "230799.99"), (false, true));
        assert_eq!(cut("23.08", "230749.99"), (false, false));
        assert_eq!(cut("-23.08", "-230799.99"), (false, true));
    }
}
