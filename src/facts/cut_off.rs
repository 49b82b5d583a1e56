//! Figures that were cut off instead of rounded: 10.34 万元 for 103,456.00 元.

use alloc::vec::Vec;
use core::cmp::Ordering;

use super::{FactId, Facts, ScopeId};
use crate::num::figure::Rounding;

/// The figures that must have been cut off, since another print of the same amount is finer and
/// agrees with them in no other way.
pub(super) fn find(facts: &Facts<'_>) -> Vec<FactId> {
    let mut found = Vec::new();
    for scope in (0..facts.scope_count()).map(ScopeId::at) {
        let mut prints = facts.prints(scope).filter(|&fact| facts.is_readable(fact));
        let Some(first) = prints.next() else { continue };
        found.extend(prints.filter_map(|other| of_pair(facts, first, other)));
    }
    found
}

/// The coarser of two prints of one amount, if they agree only where it was cut off.
fn of_pair(facts: &Facts<'_>, one: FactId, other: FactId) -> Option<FactId> {
    if facts.interval(one)?.intersection(facts.interval(other)?).is_some() {
        return None;
    }
    closes_cut_off(facts, one, other)
}

/// The coarser of two prints of one amount, if cut off it agrees with the finer one.
///
/// Whoever cuts off prints fewer decimals throughout. A figure with decimals like no other of its
/// table (60.9 among figures of two) has lost a digit, or got one too many: that is a slip.
pub(super) fn closes_cut_off(facts: &Facts<'_>, one: FactId, other: FactId) -> Option<FactId> {
    let (a, b) = (facts.figure(one)?, facts.figure(other)?);
    let (coarse_fact, coarse, fine_fact, fine) = match a.last_place().cmp(&b.last_place()) {
        Ordering::Greater => (one, a, other, b),
        Ordering::Less => (other, b, one, a),
        Ordering::Equal => return None,
    };
    if is_odd_one(facts, one) || is_odd_one(facts, other) {
        return None;
    }
    let cut = coarse.interval(Rounding::Truncated);
    let closes = !fine.is_zero() && cut.intersection(facts.interval(fine_fact)?).is_some();
    closes.then_some(coarse_fact)
}

/// Whether a figure has decimals like no other of its table, which has at least two others.
fn is_odd_one(facts: &Facts<'_>, fact: FactId) -> bool {
    let (Some(own), Some(table)) = (facts.figure(fact), facts.read_table_of(fact)) else {
        return false;
    };
    let others = facts.of_table(table).filter(|&other| other != fact);
    let mut others = others.filter_map(|other| facts.figure(other));
    let mut count = 0;
    let alike = others.any(|other| {
        count += 1;
        other.decimals() == own.decimals()
    });
    !alike && count > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::Disclosure;
    use crate::facts::Builder;
    use crate::kind::Stage;
    use crate::num::amount::Unit;
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

    #[test]
    fn it_is_the_coarser_of_two_prints() {
        for (wan, yuan, cut) in [
            (&["10.34"][..], "103456.00", true),
            (&["10.35"], "103456.00", false),
            (&["10.34"], "103599.00", false),
            (&["0.00"], "0.00", false),
            // Decimals like no other's are a slip; of two figures none is the odd one.
            (&["60.9", "1.00", "2.00"], "609900.00", false),
            (&["60.9", "1.00"], "609900.00", true),
            (&["60.9", "1.0", "2.00"], "609900.00", true),
        ] {
            let disclosure = read([table(Unit::WanYuan, wan), table(Unit::Yuan, &[yuan])]);
            let facts = Builder::new(&disclosure, Rounding::Nearest).build();
            let found: Vec<FactId> = facts.all().filter(|&fact| facts.is_cut_off(fact)).collect();
            assert_eq!(found, Vec::from_iter(cut.then_some(FactId::at(0))), "{wan:?} {yuan}");
        }
    }

    #[test]
    fn the_odd_one_has_decimals_of_its_own_among_at_least_two_others() {
        for (texts, odd) in [
            (&["1.0"][..], false),
            (&["1.0", "2.00"], false),
            (&["1.0", "2.00", "3.00"], true),
            (&["1.0", "2.00", "3.000"], true),
            (&["1.0", "2.0", "3.00"], false),
            (&["1.0", "2.00", "3.0"], false),
            (&["1.0", "2.00", "3.00", "4.00", "5.00"], true),
            // A blank has no decimals.
            (&["1.0", "2.00", ""], false),
            (&["", "2.00", "3.00"], false),
        ] {
            let disclosure = read([table(Unit::WanYuan, texts)]);
            let facts = Builder::new(&disclosure, Rounding::Nearest).build();
            assert_eq!(is_odd_one(&facts, FactId::at(0)), odd, "{texts:?}");
        }
    }
}
