//! Whether a ledger balances (收支平衡): by fund, and by function where the income tells it.

use alloc::{collections::BTreeMap, format, vec::Vec};

use crate::code::FunctionalCode;
use crate::error::Error;
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::lang::{Lang, Message};
use crate::ledger::Ledger;
use crate::num::amount::Amount;

/// A fund, or one function of it, of which what comes in is not what goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Imbalance {
    /// 资金来源.
    pub fund: FundSource,
    /// 功能分类, `None` for all of the fund.
    pub functional: Option<FunctionalCode>,
    /// 本年收入, 年初结转和结余 and 使用结余 together.
    pub income: Amount,
    /// 本年支出, 结余分配 and 年末结转和结余 together.
    pub expenditure: Amount,
}

impl Imbalance {
    /// The message in both languages.
    pub fn message(&self) -> Message {
        let code = self.functional.map(|code| format!("·{code}")).unwrap_or_default();
        let Self { income, expenditure, .. } = self;
        Message::new(
            format!(
                "{}{code}：收入合计 {income}，支出合计 {expenditure}，不平衡",
                self.fund.name(Lang::Zh)
            ),
            format!(
                "{}{code}: income {income}, expenditure {expenditure}: not balanced",
                self.fund.name(Lang::En)
            ),
        )
    }
}

/// What comes in and what goes out.
#[derive(Clone, Copy, Default)]
struct Sides {
    income: Amount,
    expenditure: Amount,
}

impl Sides {
    fn add(&mut self, flow: Flow, amount: Amount) -> Result<(), Error> {
        let side =
            if flow.is_within(Flow::Income) { &mut self.income } else { &mut self.expenditure };
        *side = Amount::try_sum([*side, amount])?;
        Ok(())
    }
}

impl Ledger {
    /// The funds whose income, with what was carried in, is not their expenditure with what is
    /// carried over; and below each that balances, the functions whose own lines do not.
    ///
    /// Functions are looked at only of funds all of whose lines tell one: income that was booked
    /// without a function may be spent on any.
    ///
    /// ```
    /// use cn_budget::{BudgetLine, FundSource, Ledger, Stage};
    ///
    /// let mut ledger = Ledger::new(2026, Stage::Budget);
    /// ledger.push(BudgetLine::income(FundSource::General, "3万元".parse()?));
    /// ledger.push(BudgetLine::expenditure(FundSource::General, "2万元".parse()?));
    /// let open = ledger.imbalances()?;
    /// assert_eq!(open[0].message().zh, "一般公共预算资金：收入合计 30000元，支出合计 20000元，不平衡");
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Overflow`](crate::ErrorKind::Overflow) where a sum is beyond what an [`Amount`] holds.
    pub fn imbalances(&self) -> Result<Vec<Imbalance>, Error> {
        let mut funds: BTreeMap<FundSource, Sides> = BTreeMap::new();
        let mut functions: BTreeMap<(FundSource, Option<FunctionalCode>), Sides> = BTreeMap::new();
        for line in self.lines() {
            if !line.flow.is_within(Flow::Income) && !line.flow.is_within(Flow::Expenditure) {
                continue;
            }
            funds.entry(line.fund).or_default().add(line.flow, line.amount)?;
            let of_function = functions.entry((line.fund, line.functional)).or_default();
            of_function.add(line.flow, line.amount)?;
        }
        let mut open = Vec::new();
        for (&fund, sides) in &funds {
            let imbalance = |functional, sides: &Sides| Imbalance {
                fund,
                functional,
                income: sides.income,
                expenditure: sides.expenditure,
            };
            if sides.income != sides.expenditure {
                open.push(imbalance(None, sides));
            } else if !functions.contains_key(&(fund, None)) {
                let own = functions.iter().filter(|((of, _), _)| *of == fund);
                let broken = own.filter(|(_, sides)| sides.income != sides.expenditure);
                open.extend(broken.map(|((_, code), sides)| imbalance(*code, sides)));
            }
        }
        Ok(open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Stage;
    use crate::ledger::BudgetLine;

    fn open(lines: &[(Flow, &str, i64)]) -> Vec<(Option<u32>, i64, i64)> {
        let mut ledger = Ledger::new(2026, Stage::Budget);
        for &(flow, code, fen) in lines {
            let line = BudgetLine::new(flow, FundSource::General, Amount::from_fen(fen));
            ledger.push(match code {
                "" => line,
                code => line.with_functional(code.parse().unwrap()),
            });
        }
        let fen = |amount: Amount| amount.fen();
        let found = ledger.imbalances().unwrap();
        let code = |found: &Imbalance| found.functional.map(crate::code::Code::number);
        found.iter().map(|one| (code(one), fen(one.income), fen(one.expenditure))).collect()
    }

    #[test]
    fn carried_money_counts_on_its_side() {
        use Flow::{CarriedIn, CarriedOver, CurrentExpenditure, CurrentIncome};
        assert_eq!(open(&[]), []);
        let lines = [
            (CurrentIncome, "", 5),
            (CarriedIn, "", 2),
            (CurrentExpenditure, "201", 4),
            (CarriedOver, "", 3),
        ];
        assert_eq!(open(&lines), []);
        assert_eq!(open(&lines[..3]), [(None, 7, 4)]);
    }

    #[test]
    fn functions_are_looked_at_where_all_lines_tell_one() {
        use Flow::{CurrentExpenditure, CurrentIncome};
        let told = [
            (CurrentIncome, "201", 5),
            (CurrentIncome, "205", 5),
            (CurrentExpenditure, "201", 6),
            (CurrentExpenditure, "205", 4),
        ];
        assert_eq!(open(&told), [(Some(201), 5, 6), (Some(205), 5, 4)]);
        let untold = [(CurrentIncome, "", 10), told[2], told[3]];
        assert_eq!(open(&untold), []);
    }
}
