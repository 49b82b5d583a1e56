//! The ledger (预算明细账): budget lines, and the names of the units and projects that they tell.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use crate::catalogue::Catalogue;
use crate::code::{DepartmentCode, GovernmentCode};
use crate::error::Error;
use crate::kind::Stage;
use crate::num::amount::Amount;
use crate::payer::Payer;
use crate::scope::{NameId, Scope};

mod balance;
mod columns;
mod line;
mod names;
mod reader;
#[cfg(feature = "serde")]
mod serde;

pub use balance::Imbalance;
pub use columns::Columns;
pub use line::{BudgetLine, Procurement};
use names::Names;
pub use reader::{LedgerError, LedgerReader, LedgerRow, LedgerWarning};

/// A unit (单位) whose lines a ledger holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub struct Entity {
    /// 单位名称.
    pub name: String,
    /// 单位编码, empty where it has none.
    pub code: String,
    /// 单位性质, `None` where it is unknown.
    pub payer: Option<Payer>,
}

/// A project (项目) that a ledger tells of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub struct Project {
    /// 项目名称.
    pub name: String,
    /// 项目编码, empty where it has none.
    pub code: String,
}

/// The budget, or the final accounts, of one year: its lines.
///
/// ```
/// use cn_budget::{BudgetLine, FundSource, Kind, Ledger, Payer, Scope, Stage};
///
/// let mut ledger = Ledger::new(2026, Stage::Budget);
/// let school = ledger.entity("某小学", "", Some(Payer::Institution));
/// let wages = BudgetLine::expenditure(FundSource::General, "29.62万元".parse()?)
///     .with_entity(school)
///     .with_functional("2050202".parse()?)
///     .with_department("30101".parse()?)
///     .with_kind(Kind::Personnel);
/// ledger.push(wages);
/// ledger.push(BudgetLine::income(FundSource::General, "29.62万元".parse()?).with_entity(school));
///
/// let education = Scope::ALL.with_functional("205".parse()?);
/// assert_eq!(ledger.sum(education)?.to_string(), "296200元");
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    year: u16,
    stage: Stage,
    entities: Names<Entity>,
    projects: Names<Project>,
    lines: Vec<BudgetLine>,
}

impl Ledger {
    /// An empty ledger of a year.
    #[must_use]
    pub fn new(year: u16, stage: Stage) -> Self {
        Self {
            year,
            stage,
            entities: Names::default(),
            projects: Names::default(),
            lines: Vec::new(),
        }
    }

    /// 年度.
    pub fn year(&self) -> u16 {
        self.year
    }

    /// 预算 or 决算.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// The number of a unit, a new one if none of the same name, code and payer is known.
    pub fn entity(&mut self, name: &str, code: &str, payer: Option<Payer>) -> NameId {
        self.entities.number(Entity { name: name.into(), code: code.into(), payer })
    }

    /// The number of a project, a new one if none of the same name and code is known.
    pub fn project(&mut self, name: &str, code: &str) -> NameId {
        self.projects.number(Project { name: name.into(), code: code.into() })
    }

    /// The unit of a number.
    pub fn entity_of(&self, id: NameId) -> Option<&Entity> {
        self.entities.get(id)
    }

    /// The project of a number.
    pub fn project_of(&self, id: NameId) -> Option<&Project> {
        self.projects.get(id)
    }

    /// The units, in the order of their numbers.
    pub fn entities(&self) -> &[Entity] {
        self.entities.all()
    }

    /// The projects, in the order of their numbers.
    pub fn projects(&self) -> &[Project] {
        self.projects.all()
    }

    /// Adds a line.
    pub fn push(&mut self, line: BudgetLine) {
        self.lines.push(line);
    }

    /// The lines, in the order in which they were added.
    pub fn lines(&self) -> &[BudgetLine] {
        &self.lines
    }

    /// The lines of a scope. Year and stage of the scope must be open or the ledger's own.
    pub fn within(&self, scope: Scope) -> impl Iterator<Item = &BudgetLine> {
        let mine = scope.year().is_none_or(|year| year == self.year)
            && scope.stage().is_none_or(|stage| stage == self.stage);
        self.lines.iter().filter(move |line| mine && line.is_within(scope))
    }

    /// The sum of the lines of a scope.
    ///
    /// ```
    /// use cn_budget::{Amount, BudgetLine, Flow, FundSource, Ledger, Scope, Stage};
    ///
    /// let mut ledger = Ledger::new(2026, Stage::Budget);
    /// ledger.push(BudgetLine::income(FundSource::General, Amount::from_fen(30)));
    /// ledger.push(BudgetLine::income(FundSource::Operations, Amount::from_fen(12)));
    /// assert_eq!(ledger.sum(Scope::ALL.with_flow(Flow::Income))?, Amount::from_fen(42));
    /// assert_eq!(ledger.sum(Scope::ALL.with_fund(FundSource::Fiscal))?, Amount::from_fen(30));
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Overflow`](crate::ErrorKind::Overflow) where the sum is beyond what an [`Amount`] holds.
    pub fn sum(&self, scope: Scope) -> Result<Amount, Error> {
        Amount::try_sum(self.within(scope).map(|line| line.amount))
    }

    /// The lines in columns, for bulk work.
    #[must_use]
    pub fn columns(&self) -> Columns {
        self.lines.iter().copied().collect()
    }

    /// Adds the lines of another ledger, its units and projects numbered anew.
    pub fn append(&mut self, other: &Self) {
        let entities = self.entities.append(&other.entities);
        let projects = self.projects.append(&other.projects);
        self.lines.extend(other.lines.iter().map(|line| BudgetLine {
            entity: line.entity.and_then(|id| names::look_up(&entities, id)),
            project: line.project.and_then(|id| names::look_up(&projects, id)),
            ..*line
        }));
    }

    /// The government economic code (政府经济分类) of a line: its own, else the one node that the
    /// crosswalk gives its department economic code for the payer that its unit is; `None` where
    /// the crosswalk has none, or several of different classes.
    ///
    /// ```
    /// use cn_budget::{BudgetLine, Catalogue, FundSource, Ledger, Payer, Stage};
    ///
    /// let mut ledger = Ledger::new(2026, Stage::Budget);
    /// let school = ledger.entity("某小学", "", Some(Payer::Institution));
    /// let wages = BudgetLine::expenditure(FundSource::General, "29.62万元".parse()?)
    ///     .with_entity(school)
    ///     .with_department("30101".parse()?);
    /// let found = ledger.government(&wages, &Catalogue::builtin());
    /// assert_eq!(found, Some("50501".parse()?));
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    pub fn government(&self, line: &BudgetLine, catalogue: &Catalogue) -> Option<GovernmentCode> {
        line.government.or_else(|| catalogue.whole_target(line.department?, self.payer(line)))
    }

    /// Writes into every line without one the government economic code that
    /// [`government`](Self::government) finds, and tells how many lines with a department economic
    /// code are still without.
    pub fn fill_government(&mut self, catalogue: &Catalogue) -> usize {
        type Known = BTreeMap<(DepartmentCode, Option<Payer>), Option<GovernmentCode>>;
        let (mut known, mut open) = (Known::new(), 0);
        for line in &mut self.lines {
            let (None, Some(department)) = (line.government, line.department) else { continue };
            let payer = line.entity.and_then(|id| self.entities.get(id)?.payer);
            line.government = *known
                .entry((department, payer))
                .or_insert_with(|| catalogue.whole_target(department, payer));
            open += usize::from(line.government.is_none());
        }
        open
    }

    fn payer(&self, line: &BudgetLine) -> Option<Payer> {
        self.entity_of(line.entity?)?.payer
    }
}

impl Extend<BudgetLine> for Ledger {
    fn extend<I: IntoIterator<Item = BudgetLine>>(&mut self, lines: I) {
        self.lines.extend(lines);
    }
}
