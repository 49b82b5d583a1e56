//! Disclosures that reconcile: a random cube of spending, printed in a handful of tables.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use proptest::{
    prelude::*,
    sample::{select, subsequence},
};

use crate::catalogue::{Catalogue, Edition};
use crate::code::{Code, DepartmentCode, FunctionalCode, Level, Scheme};
use crate::kind::Stage;
use crate::num::amount::{Amount, Style, Unit};
use crate::raw::{RawDisclosure, RawTable};
use crate::scope::partition::is_personnel;

/// One line of the cube: general-budget money of one item, 基本支出 where an economic item is
/// told, else 项目支出.
#[derive(Debug, Clone, Copy)]
struct Line {
    function: FunctionalCode,
    economy: Option<DepartmentCode>,
    amount: Amount,
}

/// A disclosure of a unit that spends general-budget money alone: 部门收支总表 in two halves,
/// 部门支出总表, 一般公共预算支出表 and 一般公共预算基本支出表, in 元 or 万元, each figure rounded
/// on its own. It reconciles, and every label of it is understood.
///
/// ```
/// use cn_budget::{Disclosure, DocumentVerdict, Options, reconcile, strategies};
/// use proptest::prelude::*;
///
/// proptest!(ProptestConfig::with_cases(8), |(raw in strategies::disclosure())| {
///     let report = reconcile(&Disclosure::read(raw), &Options::new());
///     prop_assert_ne!(report.verdict(), DocumentVerdict::Inconsistent);
///     prop_assert_eq!(report.covered(), report.figures());
/// });
/// ```
pub fn disclosure() -> impl Strategy<Value = RawDisclosure> {
    let year = 2026;
    let functions = subsequence(items::<crate::code::Functional>(year, Level::Item), 1..8);
    let economies = subsequence(items::<crate::code::Department>(year, Level::Section), 1..8);
    let shape = (functions, economies, select(&[Unit::Yuan, Unit::WanYuan][..]), any::<bool>());
    shape.prop_flat_map(move |(functions, economies, unit, separators)| {
        let line = (select(functions), prop::option::of(select(economies)), 0..10_000_000_000_i64);
        let line = line.prop_map(|(function, economy, fen)| Line {
            function,
            economy,
            amount: Amount::from_fen(fen),
        });
        let style = Style::new(unit).separators(separators);
        prop::collection::vec(line, 1..16).prop_map(move |lines| print(year, &lines, unit, style))
    })
}

/// The codes of one level that an edition knows along with all codes above them.
fn items<S: Scheme>(year: u16, level: Level) -> Vec<Code<S>> {
    let catalogue = Catalogue::builtin();
    let known = |code: Code<S>| catalogue.name(code, Edition::new(year)).is_some();
    let entries = catalogue.entries::<S>(Edition::new(year)).map(|entry| entry.code());
    entries.filter(|code| code.level() == level && code.ancestors().all(known)).collect()
}

/// What prints the tables of one document.
struct Printer<'a> {
    lines: &'a [Line],
    edition: Edition,
    unit: Unit,
    style: Style,
    catalogue: Catalogue,
}

fn print(year: u16, lines: &[Line], unit: Unit, style: Style) -> RawDisclosure {
    let edition = Edition::new(year);
    let printer = Printer { lines, edition, unit, style, catalogue: Catalogue::builtin() };
    RawDisclosure::new(year, Stage::Budget)
        .table(printer.income())
        .table(printer.expenditure())
        .table(printer.functional("部门支出总表"))
        .table(printer.functional("一般公共预算支出表"))
        .table(printer.economic("一般公共预算基本支出表"))
}

impl Printer<'_> {
    /// The sum of some lines as it is printed; a blank for nil.
    fn sum(&self, of: impl Fn(&Line) -> bool) -> String {
        let fen = self.lines.iter().filter(|line| of(line)).map(|line| line.amount.fen()).sum();
        if fen == 0 { String::new() } else { Amount::from_fen(fen).format(self.style) }
    }

    /// All codes that occur, with those above them, in the order of the book, and their names.
    fn rows<S: Scheme>(&self, own: impl Fn(&Line) -> Option<Code<S>>) -> Vec<(Code<S>, String)> {
        let mut rows = BTreeMap::new();
        for code in self.lines.iter().filter_map(own) {
            for code in code.ancestors().chain([code]) {
                let name = self.catalogue.name(code, self.edition).unwrap_or_default();
                rows.insert(code, String::from(name));
            }
        }
        rows.into_iter().collect()
    }

    fn income(&self) -> RawTable {
        let total = self.sum(|_| true);
        RawTable::new("部门收支总表", self.unit, ["预算数"])
            .side("收入")
            .row("", "一般公共预算资金", [total.as_str()])
            .row("", "政府性基金预算资金", [""])
            .row("", "国有资本经营预算资金", [""])
            .row("", "收入总计", [total.as_str()])
    }

    fn expenditure(&self) -> RawTable {
        let mut table = RawTable::new("部门收支总表", self.unit, ["预算数"]).side("支出");
        for (code, name) in self.rows(|line| Some(line.function)) {
            if code.level() == Level::Class {
                table = table.row("", name, [self.sum(|line| code.contains(line.function))]);
            }
        }
        table.row("", "支出总计", [self.sum(|_| true)])
    }

    fn functional(&self, title: &str) -> RawTable {
        let texts = |own: &dyn Fn(&Line) -> bool| {
            [
                self.sum(own),
                self.sum(|line| own(line) && line.economy.is_some()),
                self.sum(|line| own(line) && line.economy.is_none()),
            ]
        };
        let columns = ["合计", "基本支出", "项目支出"];
        let table = RawTable::new(title, self.unit, columns);
        let mut table = table.row("", "合计", texts(&|_| true));
        for (code, name) in self.rows(|line| Some(line.function)) {
            let texts = texts(&|line| code.contains(line.function));
            table = table.row(&alloc::format!("{code}"), name, texts);
        }
        table
    }

    fn economic(&self, title: &str) -> RawTable {
        let texts = |own: &dyn Fn(DepartmentCode) -> bool| {
            let sum = |of: &dyn Fn(DepartmentCode) -> bool| {
                self.sum(|line| line.economy.is_some_and(|code| own(code) && of(code)))
            };
            [sum(&|_| true), sum(&is_personnel), sum(&|code| !is_personnel(code))]
        };
        let columns = ["合计", "人员经费", "公用经费"];
        let table = RawTable::new(title, self.unit, columns);
        let mut table = table.row("", "合计", texts(&|_| true));
        for (code, name) in self.rows(|line| line.economy) {
            let texts = texts(&|economy| code.contains(economy));
            table = table.row(&alloc::format!("{code}"), name, texts);
        }
        table
    }
}
