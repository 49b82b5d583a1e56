//! Units → department (部门汇总): ledgers added up, what units pay each other left out.

use alloc::{collections::BTreeMap, format, vec::Vec};
use core::fmt;

use crate::code::FunctionalCode;
use crate::error::{Error, ErrorKind};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::kind::{Kind, Stage};
use crate::lang::{Lang, Message};
use crate::ledger::{BudgetLine, Entity, Ledger, Project};
use crate::num::amount::Amount;
use crate::scope::Scope;

mod disclosures;
mod told;

pub use disclosures::{Agreement, DepartmentCheck, ScopeCheck, Unmatched, check_department};

/// Money that one unit of a department pays to another: income there, expenditure here, neither for
/// the department.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Transfer {
    /// 上级补助收入 of the subordinate, 对附属单位补助支出 of its superior.
    Subsidy,
    /// 附属单位上缴收入 of the superior, 上缴上级支出 of its subordinate.
    Remittance,
}

impl Transfer {
    /// All transfers.
    pub const ALL: &'static [Self] = &[Self::Subsidy, Self::Remittance];

    /// The fund that the receiver books it as.
    pub const fn fund(self) -> FundSource {
        match self {
            Self::Subsidy => FundSource::SuperiorSubsidy,
            Self::Remittance => FundSource::SubordinateRemittance,
        }
    }

    /// The kind of spending that the payer books it as.
    pub const fn kind(self) -> Kind {
        match self {
            Self::Subsidy => Kind::SubordinateSubsidy,
            Self::Remittance => Kind::RemittedToSuperior,
        }
    }

    fn is_receipt(self, line: &BudgetLine) -> bool {
        line.flow == Flow::CurrentIncome && line.fund == self.fund()
    }

    fn is_payment(self, line: &BudgetLine) -> bool {
        line.flow == Flow::CurrentExpenditure && line.kind == Some(self.kind())
    }
}

/// What was left out of a department's sums because its units pay it to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elimination {
    transfer: Transfer,
    received: Amount,
    paid: Amount,
    eliminated: Amount,
}

impl Elimination {
    /// Which money it is.
    pub fn transfer(&self) -> Transfer {
        self.transfer
    }

    /// What all units together received.
    pub fn received(&self) -> Amount {
        self.received
    }

    /// What all units together paid.
    pub fn paid(&self) -> Amount {
        self.paid
    }

    /// What was left out on either side: the lesser of the two.
    pub fn eliminated(&self) -> Amount {
        self.eliminated
    }

    /// Whether the units paid exactly what they received. If not, the rest came from outside the
    /// department or went there, or one of the two sides is wrong; it stays in the department's
    /// ledger.
    pub fn is_matched(&self) -> bool {
        self.received == self.paid
    }
}

/// That a department's sum of one side is what its units add up to, less what is left out:
/// 部门汇总 = 单位合计 − 内部往来抵销.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProofLine {
    flow: Flow,
    units: Amount,
    eliminated: Amount,
    consolidated: Amount,
}

impl ProofLine {
    /// 收入 or 支出, of all periods.
    pub fn flow(&self) -> Flow {
        self.flow
    }

    /// What the units add up to.
    pub fn units(&self) -> Amount {
        self.units
    }

    /// What is left out.
    pub fn eliminated(&self) -> Amount {
        self.eliminated
    }

    /// What the lines of the department's ledger add up to.
    pub fn consolidated(&self) -> Amount {
        self.consolidated
    }

    /// Whether consolidated = units − eliminated.
    pub fn holds(&self) -> bool {
        self.units.checked_sub(self.eliminated) == Some(self.consolidated)
    }
}

impl fmt::Display for ProofLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "部门{}汇总 {} = 单位合计 {} − 内部往来抵销 {}",
            self.flow.name(Lang::Zh),
            self.consolidated,
            self.units,
            self.eliminated
        )
    }
}

/// A department put together from its units.
///
/// Neither the order of the units nor how they are grouped on the way matters: two
/// consolidations of the same units are equal, and [`merge`](Self::merge) of two is that of all
/// their units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consolidation {
    units: Ledger,
    department: Ledger,
    eliminations: Vec<Elimination>,
    proof: [ProofLine; 2],
}

/// Adds up the ledgers of units, and leaves out what they pay each other.
///
/// 上级补助收入 meets 对附属单位补助支出, 附属单位上缴收入 meets 上缴上级支出: function by function first,
/// then what is left. Where the two sides differ, the lesser is left out of both, and the greater
/// loses as much of each of its lines in proportion (exact to the 分), since nothing tells whom each
/// was paid to or by: [`Elimination::is_matched`] tells of such a case. The order of lines and of
/// units plays no part.
///
/// What a subordinate spent of a subsidy stays spending of that fund: a department balances as a
/// whole, not by these funds.
///
/// # Errors
/// [`ConsolidateError`] where the ledgers are of different years or stages, or a sum is out of
/// range.
///
/// ```
/// use cn_budget::{BudgetLine, FundSource, Kind, Ledger, Scope, Stage, consolidate};
///
/// let mut bureau = Ledger::new(2026, Stage::Budget);
/// bureau.push(BudgetLine::income(FundSource::Operations, "9万元".parse()?));
/// bureau.push(
///     BudgetLine::expenditure(FundSource::Operations, "9万元".parse()?)
///         .with_kind(Kind::SubordinateSubsidy),
/// );
/// let mut school = Ledger::new(2026, Stage::Budget);
/// school.push(BudgetLine::income(FundSource::SuperiorSubsidy, "9万元".parse()?));
/// school.push(
///     BudgetLine::expenditure(FundSource::SuperiorSubsidy, "9万元".parse()?).with_kind(Kind::Project),
/// );
///
/// let department = consolidate([&bureau, &school])?;
/// assert_eq!(department.ledger().sum(Scope::ALL)?.to_string(), "180000元");
/// assert_eq!(
///     department.proof()[0].to_string(),
///     "部门收入汇总 90000元 = 单位合计 180000元 − 内部往来抵销 90000元"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn consolidate<'a>(
    units: impl IntoIterator<Item = &'a Ledger>,
) -> Result<Consolidation, ConsolidateError> {
    let mut units = units.into_iter();
    let first = units.next().ok_or(ConsolidateError::Nothing)?;
    let mut all = first.clone();
    for unit in units {
        if (unit.year(), unit.stage()) != (all.year(), all.stage()) {
            return Err(ConsolidateError::Different {
                left: (all.year(), all.stage()),
                right: (unit.year(), unit.stage()),
            });
        }
        all.append(unit);
    }
    Consolidation::of(&all)
}

impl Consolidation {
    fn of(all: &Ledger) -> Result<Self, ConsolidateError> {
        let units = in_order(all);
        let mut lines = units.lines().to_vec();
        let mut eliminations = Vec::new();
        for &transfer in Transfer::ALL {
            eliminations.push(eliminate(transfer, &mut lines)?);
        }
        let mut department = Ledger::new(units.year(), units.stage());
        for entity in units.entities() {
            department.entity(&entity.name, &entity.code, entity.payer);
        }
        for project in units.projects() {
            department.project(&project.name, &project.code);
        }
        department.extend(lines.into_iter().filter(|line| !line.amount.is_zero()));
        let eliminated = Amount::try_sum(eliminations.iter().map(Elimination::eliminated))?;
        let line = |flow| -> Result<ProofLine, Error> {
            let scope = Scope::ALL.with_flow(flow);
            let (units, consolidated) = (units.sum(scope)?, department.sum(scope)?);
            Ok(ProofLine { flow, units, eliminated, consolidated })
        };
        let proof = [line(Flow::Income)?, line(Flow::Expenditure)?];
        Ok(Self { units, department, eliminations, proof })
    }

    /// The department of the units of both.
    ///
    /// # Errors
    /// As [`consolidate`].
    pub fn merge(&self, other: &Self) -> Result<Self, ConsolidateError> {
        consolidate([&self.units, &other.units])
    }

    /// The department's ledger.
    pub fn ledger(&self) -> &Ledger {
        &self.department
    }

    /// The lines of all units, nothing left out.
    pub fn units(&self) -> &Ledger {
        &self.units
    }

    /// What was left out, one for each [`Transfer`].
    pub fn eliminations(&self) -> &[Elimination] {
        &self.eliminations
    }

    /// That nothing else was eliminated: one line for income, one for expenditure.
    pub fn proof(&self) -> &[ProofLine; 2] {
        &self.proof
    }
}

/// Why units cannot be consolidated.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.message().en)]
#[non_exhaustive]
pub enum ConsolidateError {
    /// There is no unit.
    Nothing,
    /// Two units are of different years or stages.
    Different {
        /// Year and stage of the first.
        left: (u16, Stage),
        /// Year and stage of the other.
        right: (u16, Stage),
    },
    /// A sum is out of range.
    Amount(#[from] Error),
}

impl ConsolidateError {
    /// The message in both languages.
    pub fn message(&self) -> Message {
        match self {
            Self::Nothing => Message::new("没有可汇总的单位", "no unit to consolidate"),
            Self::Different { left, right } => {
                let words = |lang| {
                    [left, right].map(|&(year, stage)| {
                        Scope::ALL.with_year(year).with_stage(stage).describe(lang, |_| None)
                    })
                };
                let ([one, other], [left, right]) = (words(Lang::Zh), words(Lang::En));
                Message::new(
                    format!("{one}与{other}的单位不能相加"),
                    format!("units of {left} and {right} cannot be added up"),
                )
            }
            Self::Amount(error) => error.message(),
        }
    }
}

/// The ledger with its units, projects and lines in an order of their own: by code and name, then
/// by what the lines say.
fn in_order(ledger: &Ledger) -> Ledger {
    fn entity_key(entity: &Entity) -> (&str, &str, Option<crate::payer::Payer>) {
        (&entity.code, &entity.name, entity.payer)
    }
    fn project_key(project: &Project) -> (&str, &str) {
        (&project.code, &project.name)
    }
    let mut ordered = Ledger::new(ledger.year(), ledger.stage());
    let mut entities: Vec<&Entity> = ledger.entities().iter().collect();
    entities.sort_by_key(|entity| entity_key(entity));
    for entity in entities {
        ordered.entity(&entity.name, &entity.code, entity.payer);
    }
    let mut projects: Vec<&Project> = ledger.projects().iter().collect();
    projects.sort_by_key(|project| project_key(project));
    for project in projects {
        ordered.project(&project.name, &project.code);
    }
    ordered.append(ledger);
    let mut lines = ordered.lines().to_vec();
    lines.sort_by_key(|line| (line.functional, line.scope(), line.procurement, line.amount));
    let mut sorted = Ledger::new(ledger.year(), ledger.stage());
    for entity in ordered.entities() {
        sorted.entity(&entity.name, &entity.code, entity.payer);
    }
    for project in ordered.projects() {
        sorted.project(&project.name, &project.code);
    }
    sorted.extend(lines);
    sorted
}

/// Takes one kind of internal money out of the lines.
fn eliminate(transfer: Transfer, lines: &mut [BudgetLine]) -> Result<Elimination, Error> {
    let pick = |lines: &[BudgetLine], own: &dyn Fn(&BudgetLine) -> bool| -> Vec<usize> {
        (0..lines.len()).filter(|&index| lines.get(index).is_some_and(own)).collect()
    };
    let receipts = pick(lines, &|line| transfer.is_receipt(line));
    let payments = pick(lines, &|line| transfer.is_payment(line));
    let received = sum(lines, &receipts)?;
    let paid = sum(lines, &payments)?;
    let mut eliminated: i128 = 0;
    let mut functions: BTreeMap<Option<FunctionalCode>, [Vec<usize>; 2]> = BTreeMap::new();
    for (side, indices) in [&receipts, &payments].into_iter().enumerate() {
        for &index in indices {
            let function = lines.get(index).and_then(|line| line.functional);
            if let Some(own) = functions.entry(function).or_default().get_mut(side) {
                own.push(index);
            }
        }
    }
    for [receipts, payments] in functions.values().chain([&[receipts, payments]]) {
        let least = sum(lines, receipts)?.min(sum(lines, payments)?);
        if least > Amount::ZERO {
            reduce(lines, receipts, least.fen());
            reduce(lines, payments, least.fen());
            eliminated += i128::from(least.fen());
        }
    }
    let eliminated = i64::try_from(eliminated).map(Amount::from_fen);
    let eliminated = eliminated.map_err(|_| Error::new(ErrorKind::Overflow, "", 0))?;
    Ok(Elimination { transfer, received, paid, eliminated })
}

fn sum(lines: &[BudgetLine], indices: &[usize]) -> Result<Amount, Error> {
    Amount::try_sum(indices.iter().filter_map(|&index| lines.get(index)).map(|line| line.amount))
}

/// Takes a number of 分 from the lines above nil, in proportion to their amounts: the 分 that do not
/// divide go where the largest part of one is cut off. They are no more than those lines have.
fn reduce(lines: &mut [BudgetLine], indices: &[usize], fen: i64) {
    let whole =
        |index: usize| lines.get(index).map_or(0, |line| i128::from(line.amount.fen().max(0)));
    let total: i128 = indices.iter().map(|&index| whole(index)).sum::<i128>().max(1);
    let share = |&index: &usize| {
        // Below 2¹²⁶, as either factor is below 2⁶³.
        let exact = i128::from(fen) * whole(index);
        (index, exact / total, exact % total)
    };
    let mut shares: Vec<(usize, i128, i128)> = indices.iter().map(share).collect();
    let mut rest = i128::from(fen) - shares.iter().map(|(_, taken, _)| taken).sum::<i128>();
    shares.sort_by_key(|&(_, _, cut)| core::cmp::Reverse(cut));
    for (index, taken, _) in shares {
        let taken = taken + i128::from(rest > 0);
        rest -= 1;
        let Some(line) = lines.get_mut(index) else { continue };
        let left = i128::from(line.amount.fen()) - taken;
        line.amount = i64::try_from(left).map_or(line.amount, Amount::from_fen);
    }
}
