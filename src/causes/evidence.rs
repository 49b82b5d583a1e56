//! What is known of a suspect: its range, its table's decimals, the figures beside it, custom.

use alloc::{collections::BTreeMap, vec::Vec};

use super::joint::Joint;
use super::slip::{self, Evidence};
use super::suspect::{Custom, Suspect};
use crate::code::{DepartmentCode, FunctionalCode};
use crate::disclosure::Table;
use crate::facts::{FactId, Facts, TableId};
use crate::kind::Kind;
use crate::num::amount::Unit;
use crate::num::figure::{Figure, Quantity};
use crate::place::Place;
use crate::scope::Dimension;
use crate::system::Range;

/// What turns freed prints into suspects.
pub(super) struct Scene<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) joint: &'a Joint,
    /// By table: the decimals of most of its figures.
    usual: BTreeMap<TableId, u8>,
}

impl<'a> Scene<'a> {
    pub(super) fn new(facts: &'a Facts<'a>, joint: &'a Joint) -> Self {
        Self { facts, joint, usual: BTreeMap::new() }
    }

    /// A figure with all that is known of it; `range` in the units of the joint problem.
    pub(super) fn figure(&mut self, fact: FactId, group: usize, range: &Range) -> Suspect {
        let facts = self.facts;
        let decimals = self.decimals(fact);
        let printed = facts.figure(fact);
        let table = || facts.read_table_of(fact).map_or(Unit::Yuan, Table::unit);
        let unit = printed.map_or_else(table, Figure::unit);
        let low = range.low().and_then(|low| self.joint.ceil(low));
        let high = range.high().and_then(|high| self.joint.floor(high));
        let ends = [low, high];
        let [low, high] = match decimals {
            Some(decimals) => printable(ends, decimals, unit),
            None => ends,
        };
        let place = facts.place(fact);
        let cell = facts.disclosure().cell(place);
        let neighbours = neighbours(facts, fact);
        let evidence = Evidence {
            printed,
            text: cell.text(),
            unit,
            low,
            high,
            decimals,
            neighbours: &neighbours,
            last_year: facts.last_year(facts.scope(fact)),
        };
        Suspect {
            place,
            fact: Some(fact),
            group,
            printed,
            unit,
            low,
            high,
            exact: range.is_exact(),
            corrections: slip::corrections(&evidence),
            implied: slip::implied(&evidence),
            custom: custom(facts, fact, ends),
        }
    }

    /// The decimals of most figures of a cell's table, of the cell itself where there is no other;
    /// `None` in prose, which prints each figure as it pleases.
    fn decimals(&mut self, fact: FactId) -> Option<u8> {
        let table = self.facts.table_of(fact)?;
        let known = self.usual.get(&table).copied();
        let usual = known.or_else(|| usual_decimals(self.facts, table));
        self.usual.extend(usual.map(|usual| (table, usual)));
        usual.or_else(|| self.facts.figure(fact).map(Figure::decimals))
    }
}

/// A range widened to what may be printed: where the rest knows the amount to more places than the
/// table prints, none of its figures lies within, and the ones meant lie a little beside.
fn printable(ends: [Option<Quantity>; 2], decimals: u8, unit: Unit) -> [Option<Quantity>; 2] {
    let [Some(low), Some(high)] = ends else { return ends };
    let prints = [low, high].map(|end| slip::nearest(end, decimals, unit));
    let [Some(first), Some(last)] = prints.map(|print| print.map(Figure::value)) else {
        return ends;
    };
    let within = |print: Quantity| low <= print && print <= high;
    if within(first) || within(last) {
        return ends;
    }
    [Some(low.min(first)), Some(high.max(last))]
}

/// Economic items of basic expenditure that are one with a functional item by custom: true in every
/// document seen, and prescribed by nothing. So they order suspects and convict nobody.
const CUSTOMARY: [(DepartmentCode, FunctionalCode); 3] = [
    (DepartmentCode::literal("30108"), FunctionalCode::literal("2080505")),
    (DepartmentCode::literal("30109"), FunctionalCode::literal("2080506")),
    (DepartmentCode::literal("30113"), FunctionalCode::literal("2210201")),
];

fn custom(facts: &Facts<'_>, fact: FactId, [low, high]: [Option<Quantity>; 2]) -> Custom {
    let own = facts.scope(fact);
    let rest = own.without(Dimension::Department).without(Dimension::Functional);
    let same = CUSTOMARY.iter().find_map(|&(economic, functional)| {
        let same = match (own.department(), own.functional()) {
            (Some(code), None) if code == economic => rest.with_functional(functional),
            (None, Some(code)) if code == functional => rest.with_department(economic),
            _ => return None,
        };
        facts.find(same.with_kind(Kind::Basic))
    });
    let Some(other) = same.and_then(|same| facts.interval(same)) else { return Custom::Silent };
    let meant =
        low.is_none_or(|low| other.high() >= low) && high.is_none_or(|high| other.low() <= high);
    let printed = facts.interval(fact).and_then(|own| own.intersection(other)).is_some();
    match (printed, meant) {
        (true, false) => Custom::AsPrinted,
        (false, true) => Custom::AsMeant,
        _ => Custom::Silent,
    }
}

/// The number of decimals that most figures of a table have.
fn usual_decimals(facts: &Facts<'_>, table: TableId) -> Option<u8> {
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    let cells = facts.table(table).into_iter().flat_map(|table| facts.of_table(table));
    for figure in cells.filter_map(|fact| facts.figure(fact)) {
        *counts.entry(figure.decimals()).or_insert(0) += 1;
    }
    let usual = counts.into_iter().max_by_key(|&(decimals, count)| (count, decimals));
    usual.map(|(decimals, _)| decimals)
}

/// The figures of the same row, and those right above and below.
fn neighbours(facts: &Facts<'_>, fact: FactId) -> Vec<Figure> {
    let Place::Cell { row, column, .. } = facts.place(fact) else { return Vec::new() };
    let Some(own) = facts.row_id(fact) else { return Vec::new() };
    let table = facts.table_of(fact);
    let beside = |other: Place| match other {
        Place::Cell { row: r, column: c, .. } => {
            (r == row && c != column) || (c == column && r.abs_diff(row) == 1)
        }
        _ => false,
    };
    // Rows that hold facts stand in the order of print.
    let first = own.index().saturating_sub(1);
    let near = facts.rows().get(first..).unwrap_or_default().iter().take(3);
    near.filter(|near| Some(near.table) == table)
        .flat_map(|near| near.facts())
        .filter(|&other| beside(facts.place(other)))
        .filter_map(|other| facts.figure(other))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::Disclosure;
    use crate::facts::Builder;
    use crate::kind::Stage;
    use crate::num::figure::Rounding;
    use crate::raw::{RawDisclosure, RawTable};

    fn figure(text: &str) -> Figure {
        Figure::parse(text, Unit::WanYuan).unwrap().unwrap()
    }

    #[test]
    fn the_figures_beside_one_are_those_of_its_row_and_right_above_and_below() {
        let disclosure = read([spending([
            ["21.00", "15.00", "6.00"],
            ["16.00", "12.00", "4.00"],
            ["5.00", "3.00", "2.00"],
        ])]);
        let facts = Builder::new(&disclosure, Rounding::Nearest).build();
        let beside = |row, column| {
            let is_at = |&fact: &FactId| facts.place(fact) == Place::Cell { table: 0, row, column };
            let fact = facts.all().find(is_at).unwrap();
            neighbours(&facts, fact)
        };
        assert_eq!(beside(0, 1), ["21.00", "6.00", "12.00"].map(figure));
        assert_eq!(beside(1, 1), ["15.00", "16.00", "4.00", "3.00"].map(figure));
        assert_eq!(beside(2, 0), ["16.00", "3.00", "2.00"].map(figure));
    }

    #[test]
    fn the_usual_decimals_are_those_of_most_figures() {
        let disclosure = read([spending([
            ["21.000", "15.00", "6.00"],
            ["16.00", "12.00", "4.00"],
            ["5.00", "3.00", "2.0"],
        ])]);
        let facts = Builder::new(&disclosure, Rounding::Nearest).build();
        assert_eq!(usual_decimals(&facts, TableId::of(0)), Some(2));
        assert_eq!(usual_decimals(&facts, TableId::of(7)), None);
    }
    fn spending(rows: [[&str; 3]; 3]) -> RawTable {
        let [total, general, social] = rows;
        RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
            .row("", "合计", total)
            .row("201", "一般公共服务支出", general)
            .row("208", "社会保障和就业支出", social)
    }
    fn read(tables: impl IntoIterator<Item = RawTable>) -> Disclosure {
        let raw = RawDisclosure::new(2026, Stage::Budget);
        Disclosure::read(tables.into_iter().fold(raw, RawDisclosure::table))
    }
}
