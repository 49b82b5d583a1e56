//! A budget to the 分 behind a document, which prints as it does.

use alloc::{collections::BTreeMap, vec::Vec};

use super::Report;
use crate::check::Relation;
use crate::disclosure::Content;
use crate::facts::FactId;
use crate::law::Law;
use crate::num::amount::Amount;
use crate::num::figure::Figure;
use crate::scope::Scope;
use crate::system::{Limits, System, SystemError, VariableId, Verdict};

/// One exact budget behind a document: an amount to the 分 for each printed scope, with which every
/// equation holds exactly and every figure, rounded on its own (四舍五入), is printed as it is.
///
/// It is one of many: which of them is the true one no document tells. Where a document prints one
/// amount as 326.71 here and as 326.72 there, it can only be the half between them, which one of the
/// two rounds the wrong way: such scopes are listed in [`halves`](Self::halves).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExactBudget {
    amounts: BTreeMap<Scope, Amount>,
    halves: Vec<Scope>,
}

impl ExactBudget {
    /// The amount of a printed scope.
    pub fn amount(&self, scope: Scope) -> Option<Amount> {
        self.amounts.get(&scope).copied()
    }

    /// The amounts by scope.
    pub fn amounts(&self) -> impl Iterator<Item = (Scope, Amount)> {
        self.amounts.iter().map(|(&scope, &amount)| (scope, amount))
    }

    /// The scopes whose amount is a half that some figure rounds the other way.
    pub fn halves(&self) -> &[Scope] {
        &self.halves
    }
}

impl Report {
    /// A budget to the 分 behind this document: one that prints exactly as it if there is such a
    /// budget, else one that leaves to some halves which way they are rounded. `None` where the
    /// document is inconsistent, a limit was met or a figure is finer than 分.
    ///
    /// ```
    /// use cn_budget::{
    ///     Disclosure, Options, RawDisclosure, Stage, Unit, raw::RawTable, system::Limits,
    /// };
    ///
    /// let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
    ///     .row("", "合计", ["12.31", "10.00", "2.30"]);
    /// let disclosure = Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table));
    /// let report = cn_budget::reconcile(&disclosure, &Options::new());
    /// let budget = report.exact_budget(&Limits::default()).unwrap();
    /// let amount = |column: usize| budget.amount(disclosure.facts()[column].scope()).unwrap();
    /// assert_eq!(amount(1).checked_add(amount(2)), Some(amount(0)));
    /// assert!(budget.halves().is_empty());
    /// ```
    #[must_use]
    pub fn exact_budget(&self, limits: &Limits) -> Option<ExactBudget> {
        let printed = self.printed()?;
        // Halves count for both neighbours only where it takes that to find a budget at all.
        let strict = |printed: &Printed| printed.strict().unwrap_or(printed.closed);
        let amounts = self
            .amounts(&printed, limits, strict)
            .or_else(|| self.amounts(&printed, limits, |printed| printed.closed))?;
        let halves = printed.iter().filter(|(scope, printed)| {
            let fen = amounts.get(scope).map_or(0, |amount| i128::from(amount.fen()));
            !printed.strict().is_some_and(|[low, high]| low <= fen && fen <= high)
        });
        let halves = halves.map(|(&scope, _)| scope).collect();
        Some(ExactBudget { amounts, halves })
    }

    /// What is printed of each scope; `None` where a figure is finer than 分.
    fn printed(&self) -> Option<BTreeMap<Scope, Printed>> {
        let joint = self.proof.joint.as_ref()?;
        let mut all: BTreeMap<Scope, Printed> = BTreeMap::new();
        for (index, fact) in self.disclosure.facts().iter().enumerate() {
            let Some(variable) = joint.variable(FactId::at(index)) else { continue };
            let (strict, closed) = match fact.content() {
                Content::Figure(figure) => (rounding_to(figure)?, closed(figure)?),
                Content::Blank => ([0, 0], [0, 0]),
                Content::Unreadable => continue,
            };
            let [least, _] = joint.system.bounds_of(variable);
            let new = Printed { strict, closed, not_negative: least == Some(0) };
            all.entry(fact.scope()).and_modify(|old| old.narrow(new)).or_insert(new);
        }
        Some(all)
    }

    /// The amounts of one budget within these limits on each scope.
    fn amounts(
        &self,
        printed: &BTreeMap<Scope, Printed>,
        limits: &Limits,
        interval: impl Fn(&Printed) -> [i128; 2],
    ) -> Option<BTreeMap<Scope, Amount>> {
        let (system, variables) = self.system_in_fen(printed, interval).ok()?;
        let Verdict::Feasible(witness) = system.solve(limits).into_verdict() else { return None };
        let amount = |(scope, variable): (Scope, VariableId)| {
            let fen = witness.value(variable)?.to_integer()?;
            Some((scope, Amount::from_fen(i64::try_from(fen).ok()?)))
        };
        variables.into_iter().map(amount).collect()
    }

    /// The joint problem of the tables, counted in 分.
    fn system_in_fen(
        &self,
        printed: &BTreeMap<Scope, Printed>,
        interval: impl Fn(&Printed) -> [i128; 2],
    ) -> Result<(System, BTreeMap<Scope, VariableId>), SystemError> {
        let mut system = System::new();
        let mut variables: BTreeMap<Scope, VariableId> = BTreeMap::new();
        for (&scope, printed) in printed {
            let variable = system.variable();
            let [low, high] = interval(printed);
            system.print(variable, Some(low), Some(high))?;
            if printed.not_negative {
                system.bound(variable, Some(0), None)?;
            }
            variables.insert(scope, variable);
        }
        for judged in self.equations() {
            let equation = &judged.equation;
            let mut terms: BTreeMap<VariableId, i64> = BTreeMap::new();
            let mut all =
                equation.claim().is_none() && equation.is_law() && equation.law() != Law::Identity;
            for term in equation.terms() {
                let fact = self.disclosure.facts().get(term.fact());
                match fact.and_then(|fact| variables.get(&fact.scope())) {
                    Some(&variable) => *terms.entry(variable).or_insert(0) += term.coefficient(),
                    None => all = false,
                }
            }
            if all {
                let high = (equation.relation() == Relation::Equal).then_some(0);
                system.row(terms.into_iter().filter(|&(_, c)| c != 0), Some(0), high)?;
            }
        }
        Ok((system, variables))
    }
}

/// The amounts in 分 that all prints of a scope allow.
#[derive(Clone, Copy)]
struct Printed {
    /// Those that round to them; empty where `low > high`.
    strict: [i128; 2],
    /// Those and the halves at both ends.
    closed: [i128; 2],
    not_negative: bool,
}

impl Printed {
    fn strict(&self) -> Option<[i128; 2]> {
        let [low, high] = self.strict;
        (low <= high).then_some(self.strict)
    }

    fn narrow(&mut self, other: Self) {
        let both = |[a, b]: [i128; 2], [c, d]: [i128; 2]| [a.max(c), b.min(d)];
        self.strict = both(self.strict, other.strict);
        self.closed = both(self.closed, other.closed);
        self.not_negative |= other.not_negative;
    }
}

/// Half a last place to either side, in 分.
fn closed(figure: Figure) -> Option<[i128; 2]> {
    let [low, high] = rounding_to(figure)?;
    let half = figure.last_place().nano() / FEN / 2;
    let value = figure.value().nano() / FEN;
    Some([low.min(value - half), high.max(value + half)])
}

/// One 分 in 10⁻⁹ 元.
const FEN: i128 = 10_000_000;

/// The amounts in 分 that print as a figure, 四舍五入; `None` where it is finer than 分.
fn rounding_to(figure: Figure) -> Option<[i128; 2]> {
    let (value, place) = (figure.value().nano(), figure.last_place().nano());
    if place <= FEN {
        return (value % FEN == 0).then_some([value / FEN; 2]);
    }
    // A place beyond 分 is at least ten of them, so its half is a whole number.
    let (value, half) = (value / FEN, place / FEN / 2);
    Some(match figure.mantissa().signum() {
        1 => [value - half, value + half - 1],
        -1 => [value - half + 1, value + half],
        _ => [1 - half, half - 1],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::amount::Unit;

    #[test]
    fn all_that_round_to_a_figure_and_no_others() {
        for text in ["0.00", "0.01", "1,051.74", "-0.03", "2"] {
            let figure = Figure::parse(text, Unit::WanYuan).unwrap().unwrap();
            let [low, high] = rounding_to(figure).unwrap();
            let printed = |fen: i128| {
                let amount = Amount::from_fen(i64::try_from(fen).unwrap());
                Figure::of_amount(amount, Unit::WanYuan, figure.decimals()).unwrap()
            };
            assert_eq!([printed(low), printed(high)], [figure, figure], "{text}");
            assert!(printed(low - 1) != figure && printed(high + 1) != figure, "{text}");
        }
    }

    #[test]
    fn halves_on_both_sides_may_be_meant() {
        let of = |text| closed(Figure::parse(text, Unit::WanYuan).unwrap().unwrap()).unwrap();
        assert_eq!(of("10.34"), [10_335_000, 10_345_000]);
        assert_eq!(of("-10.34"), [-10_345_000, -10_335_000]);
        assert_eq!(of("0.00"), [-5_000, 5_000]);
        let yuan = Figure::parse("1.05", Unit::Yuan).unwrap().unwrap();
        assert_eq!(closed(yuan), Some([105, 105]));
    }

    #[test]
    fn all_prints_of_a_scope_narrow_it() {
        let print = |strict, closed, not_negative| Printed { strict, closed, not_negative };
        let mut one = print([10, 19], [10, 20], false);
        one.narrow(print([14, 23], [13, 24], true));
        assert_eq!((one.strict, one.closed, one.not_negative), ([14, 19], [13, 20], true));
        one.narrow(print([20, 23], [20, 24], false));
        assert_eq!((one.strict(), one.closed, one.not_negative), (None, [20, 20], true));
    }
}
