//! A budget to the 分 that prints exactly as the document does.

use alloc::collections::BTreeMap;

use super::Report;
use crate::{
    Amount, Content, Disclosure, Figure, Law, Relation, Scope, place,
    reconcile::joint::Joint,
    system::{Limits, System, SystemError, VariableId, Verdict},
};

/// One exact budget behind a document: an amount to the 分 for each printed scope, with which every
/// equation holds exactly and every figure, rounded on its own (四舍五入), is printed as it is.
///
/// It is one of many: which of them is the true one no document tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExactBudget {
    amounts: BTreeMap<Scope, Amount>,
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
}

impl Report {
    /// A budget to the 分 that prints exactly as this document.
    ///
    /// It is stricter than the witness of the verdict, which takes the halves at both ends of a
    /// rounding for possible: a document whose figures meet only there has no such budget. `None`
    /// also where the document is inconsistent or a limit was met.
    ///
    /// ```
    /// use cn_budget::{Disclosure, Options, RawDisclosure, Stage, Unit, raw::RawTable, system::Limits};
    ///
    /// let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
    ///     .row("", "合计", ["12.31", "10.00", "2.30"]);
    /// let disclosure = Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table));
    /// let report = cn_budget::reconcile(&disclosure, &Options::new());
    /// let budget = report.exact_budget(&Limits::default()).unwrap();
    /// let amount = |column: usize| budget.amount(disclosure.facts()[column].scope()).unwrap();
    /// assert_eq!(amount(1).checked_add(amount(2)), Some(amount(0)));
    /// ```
    #[must_use]
    pub fn exact_budget(&self, limits: &Limits) -> Option<ExactBudget> {
        let joint = self.proof.joint.as_ref()?;
        let (system, variables) = strict(self, joint, &self.disclosure).ok()?;
        let Verdict::Feasible(witness) = system.solve(limits).into_verdict() else { return None };
        let amount = |(scope, variable): (Scope, VariableId)| {
            let fen = witness.value(variable)?.to_integer()?;
            Some((scope, Amount::from_fen(i64::try_from(fen).ok()?)))
        };
        let amounts: Option<BTreeMap<Scope, Amount>> = variables.into_iter().map(amount).collect();
        Some(ExactBudget { amounts: amounts? })
    }
}

/// The joint problem counted in 分, each figure with the amounts that round to it.
fn strict(
    report: &Report,
    joint: &Joint,
    disclosure: &Disclosure,
) -> Result<(System, BTreeMap<Scope, VariableId>), SystemError> {
    let mut system = System::new();
    let mut variables: BTreeMap<Scope, VariableId> = BTreeMap::new();
    for (index, fact) in disclosure.facts().iter().enumerate() {
        let Some(own) = joint.variable(place::number(index)) else { continue };
        let variable = *variables.entry(fact.scope()).or_insert_with(|| system.variable());
        let [low, high] = match fact.content() {
            Content::Figure(figure) => rounding_to(figure),
            Content::Blank => [0, 0],
            Content::Unreadable => continue,
        };
        if low > high {
            return Err(SystemError::EmptyInterval);
        }
        system.print(variable, Some(low), Some(high))?;
        let [least, _] = joint.system.bounds_of(own);
        if least == Some(0) {
            system.bound(variable, Some(0), None)?;
        }
    }
    for judged in report.equations() {
        let equation = &judged.equation;
        let stated = equation.claim().is_some() || equation.law() == Law::Identity;
        let mut terms: BTreeMap<VariableId, i64> = BTreeMap::new();
        let mut all = !stated;
        for term in equation.terms() {
            let fact = disclosure.facts().get(term.fact());
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

/// The amounts in 分 that print as a figure, 四舍五入; none where it is finer than 分.
fn rounding_to(figure: Figure) -> [i128; 2] {
    const FEN: i128 = 10_000_000;
    let (value, place) = (figure.value().nano(), figure.last_place().nano());
    if place <= FEN {
        let exact = value % FEN == 0;
        return if exact { [value / FEN; 2] } else { [0, -1] };
    }
    // A place beyond 分 is at least ten of them, so its half is a whole number.
    let (value, half) = (value / FEN, place / FEN / 2);
    match figure.mantissa().signum() {
        1 => [value - half, value + half - 1],
        -1 => [value - half + 1, value + half],
        _ => [1 - half, half - 1],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Unit;

    #[test]
    fn all_that_round_to_a_figure_and_no_others() {
        for text in ["0.00", "0.01", "1,051.74", "-0.03", "2"] {
            let figure = Figure::parse(text, Unit::WanYuan).unwrap().unwrap();
            let [low, high] = rounding_to(figure);
            let printed = |fen: i128| {
                let amount = Amount::from_fen(i64::try_from(fen).unwrap());
                Figure::of_amount(amount, Unit::WanYuan, figure.decimals()).unwrap()
            };
            assert_eq!([printed(low), printed(high)], [figure, figure], "{text}");
            assert!(printed(low - 1) != figure && printed(high + 1) != figure, "{text}");
        }
    }
}
