//! Aliases: two scopes that are one because what lies between them is nil.
//!
//! Why: a table that prints neither money carried in nor money carried over spends what it gets; and
//! 财政拨款 is three budgets, of which most bodies have one.
//!
//! ```text
//! 政府性基金预算支出表    (本表为空)
//! 国有资本经营预算支出表  (本表为空)
//! 财政拨款 120.00, 一般公共预算 120.00            120.00 = 120.00
//! ```

use alloc::collections::{BTreeMap, BTreeSet};

use crate::check::{Constant, Context, Equation, Linear, Relation};
use crate::facts::{FactId, Facts, Printed, ScopeId, Scopes};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::law::Law;
use crate::scope::partition::OTHER_BUDGETS;
use crate::scope::{Dimension, Scope};

pub(super) fn derive(context: &mut Context<'_>) {
    current_flows(context);
    fiscal_and_general(context);
}

/// In a sheet that prints no carried money, what comes in is what goes out, fund by fund.
fn current_flows(context: &mut Context<'_>) {
    let facts = context.facts;
    let mut sides: BTreeMap<(u32, Scope), [Option<FactId>; 2]> = BTreeMap::new();
    for (_, table) in facts.tables() {
        if table.carries() || table.is_apart() {
            continue;
        }
        for fact in facts.of_table(table) {
            let scope = facts.scope(fact);
            let side = match scope.flow() {
                Some(Flow::CurrentIncome) => 0,
                Some(Flow::CurrentExpenditure) => 1,
                _ => continue,
            };
            if !is_total(scope) {
                continue;
            }
            let slot = sides.entry((table.sheet(), scope.without(Dimension::Flow))).or_default();
            if let Some(slot) = slot.get_mut(side) {
                slot.get_or_insert(fact);
            }
        }
    }
    for sides in sides.into_values() {
        if let [Some(income), Some(expenditure)] = sides {
            context.push(Equation::pair(Law::Alias, income, expenditure));
        }
    }
}

/// Whether a scope is cut by nothing but flow and fund.
fn is_total(scope: Scope) -> bool {
    use Dimension::{Change, Flow, Fund, Stage, Year};
    scope.fixed().all(|dimension| matches!(dimension, Flow | Fund | Year | Stage | Change))
}

/// 财政拨款 is 一般公共预算 and the other two budgets at every scope, where it is known what they are.
///
/// ```text
/// 财政拨款支出表         201 10.00
/// 一般公共预算支出表      201 10.00      10.00 = 10.00
/// 政府性基金预算支出表    合计 (blank)
/// ```
fn fiscal_and_general(context: &mut Context<'_>) {
    let facts = context.facts;
    let cuts = Cuts::new(facts);
    for &fiscal in facts.printed_scopes() {
        if fiscal.fund() != Some(FundSource::Fiscal) {
            continue;
        }
        let general = facts.find(fiscal.with_fund(FundSource::General));
        let (Some(whole), Some(general)) = (facts.find(fiscal), general) else { continue };
        // An unread label beside them may have been that of another fund.
        let unread = |fact| facts.read_table_of(fact).is_some_and(|table| !table.is_understood());
        if unread(whole) || unread(general) {
            continue;
        }
        let printed = facts.other_budgets().at(fiscal);
        let filled = printed.contains(&Printed::Filled);
        // Where one of them is filled the sum inside a table says it already.
        if filled && facts.table_of(whole) == facts.table_of(general) {
            continue;
        }
        let mut sum = Linear::of(whole).plus(-1, &Linear::of(general));
        for (&fund, printed) in OTHER_BUDGETS.iter().zip(printed) {
            let part = other_budget(facts, &cuts, fiscal.with_fund(fund), printed);
            sum = sum.zip(part).and_then(|(sum, part)| sum.plus(-1, &part));
        }
        if let Some(sum) = sum {
            context.push(Equation::of(Law::Alias, Relation::Equal, sum));
        }
    }
}

/// What another budget adds at a scope; `None` where that is not known.
fn other_budget(facts: &Facts<'_>, cuts: &Cuts, scope: Scope, printed: Printed) -> Option<Linear> {
    let cell = facts.find(scope).filter(|&fact| !facts.is_blank(fact));
    match (cell, printed) {
        (Some(cell), _) => Some(Linear::of(cell)),
        (None, _) if facts.find(scope).is_some() => Some(Linear::ZERO),
        (None, Printed::Nil) => Some(Linear::ZERO),
        (None, Printed::Zero(figure)) => {
            Some(Linear::constant(Constant::of(figure, facts.rounding())))
        }
        // Nil, if that budget's table prints other rows of this cut.
        (None, Printed::Filled) => cuts.print(scope).then_some(Linear::ZERO),
        (None, Printed::Nothing) => None,
    }
}

/// The cuts under which the other budgets are printed: a scope without codes, and along which
/// dimensions it is cut.
struct Cuts {
    scopes: Scopes,
    printed: BTreeSet<(ScopeId, u32)>,
}

impl Cuts {
    fn new(facts: &Facts<'_>) -> Self {
        let mut cuts = Self { scopes: Scopes::default(), printed: BTreeSet::new() };
        for &scope in facts.printed_scopes() {
            let within =
                |&&other: &&FundSource| scope.fund().is_some_and(|own| own.is_within(other));
            if let Some(&other) = OTHER_BUDGETS.iter().find(within) {
                let total = cuts.scopes.intern(without_codes(scope.with_fund(other)));
                cuts.printed.insert((total, cut(scope)));
            }
        }
        cuts
    }

    /// Whether rows are printed of the cut of a scope of some code.
    fn print(&self, scope: Scope) -> bool {
        let total = without_codes(scope);
        let known = self.scopes.find(total).map(|total| (total, cut(scope)));
        total != scope && known.is_some_and(|key| self.printed.contains(&key))
    }
}

/// A scope of all codes: the row 合计 of the same column.
fn without_codes(scope: Scope) -> Scope {
    scope
        .without(Dimension::Functional)
        .without(Dimension::Department)
        .without(Dimension::Government)
}

/// The dimensions that a scope fixes, as a set of bits.
fn cut(scope: Scope) -> u32 {
    scope.fixed().fold(0, |set, dimension| set | 1 << dimension as u32)
}
