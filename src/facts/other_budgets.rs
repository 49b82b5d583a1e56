//! What is known of the two budgets beside 一般公共预算: 政府性基金 and 国有资本经营预算.
//!
//! A table that is absent says nothing of them. They are nil where a blank total says so, where their own
//! table prints nothing, or where a table splits 财政拨款 by fund and leaves them out; a printed 0.00
//! may be half a unit.

use alloc::collections::BTreeMap;

use super::{FactId, Facts, Group};
use crate::disclosure::Table;
use crate::fund::FundSource;
use crate::kind::Stage;
use crate::num::figure::Figure;
use crate::scope::partition::{OTHER_BUDGETS, prints_all};
use crate::scope::{Dimension, Node, Scope, key_is_within};

/// Year and stage: what is nil in one says nothing of another.
type Time = (Option<u16>, Option<Stage>);

/// What a document prints of a budget at one time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Printed {
    #[default]
    Nothing,
    /// A 0.00 and no more: less than half of its last place.
    Zero(Figure),
    Nil,
    /// An amount, or a text that is none.
    Filled,
}

impl Printed {
    /// With what another cell prints of the same budget.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Filled, _) | (_, Self::Filled) => Self::Filled,
            (Self::Nil, _) | (_, Self::Nil) => Self::Nil,
            (Self::Zero(a), Self::Zero(b)) => {
                Self::Zero(if a.last_place() <= b.last_place() { a } else { b })
            }
            (Self::Nothing, known) | (known, Self::Nothing) => known,
        }
    }
}

/// By time, for each of [`OTHER_BUDGETS`].
#[derive(Debug, Clone, Default)]
pub(crate) struct OtherBudgets(BTreeMap<Time, [Printed; 2]>);

impl OtherBudgets {
    pub(super) fn new(facts: &Facts<'_>) -> Self {
        let mut known = Self::default();
        for fact in facts.cells().filter(|&fact| !facts.is_muted(fact)) {
            known.cell(facts, fact);
        }
        for (_, table) in facts.tables() {
            known.own_table(facts, table);
        }
        for group in facts.groups().iter().filter(|group| group.dimension == Dimension::Fund) {
            known.split(facts, group);
        }
        known
    }

    /// What is printed of the budgets at the time of a scope. Where one is told to be nil, the other is
    /// too if it is not told of at all: few bodies have 国有资本, and older forms do not mention it.
    pub(crate) fn at(&self, scope: Scope) -> [Printed; 2] {
        match self.0.get(&time(scope)).copied().unwrap_or_default() {
            [Printed::Nothing, nil @ (Printed::Nil | Printed::Zero(_))] => [Printed::Nil, nil],
            [nil @ (Printed::Nil | Printed::Zero(_)), Printed::Nothing] => [nil, Printed::Nil],
            known => known,
        }
    }

    fn add(&mut self, time: Time, budget: usize, printed: Printed) {
        if let Some(known) = self.0.entry(time).or_default().get_mut(budget) {
            *known = known.and(printed);
        }
    }

    fn cell(&mut self, facts: &Facts<'_>, fact: FactId) {
        let scope = facts.scope(fact);
        let Some(budget) = scope.fund().and_then(budget_of) else { return };
        let printed = match facts.figure(fact) {
            None if !facts.is_readable(fact) => Printed::Filled,
            Some(figure) if !figure.is_zero() => Printed::Filled,
            // Nil in one class says nothing of the others.
            _ if !is_total(scope) => return,
            Some(figure) => Printed::Zero(figure),
            None => Printed::Nil,
        };
        self.add(time(scope), budget, printed);
    }

    /// A table of one of the budgets that prints no amount.
    fn own_table(&mut self, facts: &Facts<'_>, table: &Table) {
        let Some(budget) = table.root().fund().and_then(budget_of) else { return };
        if !table.closes_sums() || !facts.of_table(table).all(|fact| facts.is_nil(fact)) {
            return;
        }
        let raw = facts.disclosure().raw();
        let zeros = facts.of_table(table).filter_map(|fact| facts.figure(fact));
        let printed = zeros.map(Printed::Zero).reduce(Printed::and).unwrap_or(Printed::Nil);
        self.add((Some(raw.year), Some(raw.stage)), budget, printed);
    }

    /// A table that splits 财政拨款 by fund and does not print one of the budgets.
    fn split(&mut self, facts: &Facts<'_>, group: &Group) {
        if !is_total(group.rest) || !facts.table(group.table).is_some_and(Table::closes_sums) {
            return;
        }
        let fiscal = Node::key(FundSource::Fiscal);
        for family in group.families().iter().filter(|family| family.key == fiscal) {
            let keys = family.children.iter().map(|&child| facts.scope(child).key(Dimension::Fund));
            if !prints_all(Dimension::Fund, fiscal, keys.clone()) {
                continue;
            }
            for (budget, &other) in OTHER_BUDGETS.iter().enumerate() {
                let other = Node::key(other);
                if !keys.clone().any(|key| key_is_within(Dimension::Fund, key, other)) {
                    self.add(time(group.rest), budget, Printed::Nil);
                }
            }
        }
    }
}

/// The number of the budget that a fund belongs to.
fn budget_of(fund: FundSource) -> Option<usize> {
    OTHER_BUDGETS.iter().position(|&budget| fund.is_within(budget))
}

fn time(scope: Scope) -> Time {
    (scope.year(), scope.stage())
}

/// Whether a scope is cut by nothing but time, flow and fund.
fn is_total(scope: Scope) -> bool {
    use Dimension::{Flow, Fund, Stage, Year};
    scope.fixed().all(|dimension| matches!(dimension, Flow | Fund | Year | Stage))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disclosure::Disclosure;
    use crate::facts::Builder;
    use crate::num::amount::Unit;
    use crate::num::figure::Rounding;
    use crate::raw::{RawDisclosure, RawTable};

    /// What is known of 政府性基金 and of 国有资本 after one table.
    fn known(table: RawTable) -> [Printed; 2] {
        let raw = RawDisclosure::new(2026, Stage::Budget).table(table);
        let disclosure = Disclosure::read(raw);
        let facts = Builder::new(&disclosure, Rounding::Nearest).build();
        facts.other_budgets().at(Scope::ALL.with_year(2026).with_stage(Stage::Budget))
    }

    fn zero() -> Printed {
        Printed::Zero(Figure::parse("0.00", Unit::WanYuan).unwrap().unwrap())
    }

    #[test]
    fn a_table_that_is_absent_says_nothing() {
        let table = RawTable::new("财政拨款支出表", Unit::WanYuan, ["合计"]);
        assert_eq!(known(table.row("", "合计", ["5.00"])), [Printed::Nothing; 2]);
    }

    #[test]
    fn a_table_of_its_own_says_what_it_prints() {
        // 国有资本 is then nil too, of which nothing is said at all.
        for (text, printed) in [
            ("", [Printed::Nil, Printed::Nil]),
            ("0.00", [zero(), Printed::Nil]),
            ("5.00", [Printed::Filled, Printed::Nothing]),
        ] {
            let table = RawTable::new("政府性基金预算支出表", Unit::WanYuan, ["合计"]);
            assert_eq!(known(table.row("", "合计", [text])), printed, "{text}");
        }
    }

    #[test]
    fn what_a_split_of_the_appropriation_leaves_out_is_nil() {
        let split = |funds: [&str; 2]| {
            let columns = ["合计", funds[0], funds[1]];
            RawTable::new("财政拨款收支总表", Unit::WanYuan, columns).side("支出").row(
                "",
                "支出总计",
                ["5.00", "4.00", "1.00"],
            )
        };
        let two = split(["一般公共预算", "政府性基金预算"]);
        assert_eq!(known(two), [Printed::Filled, Printed::Nil]);
    }
}
