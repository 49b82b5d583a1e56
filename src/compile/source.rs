//! Where the amounts of tables come from: lines, each with all that is known of it as a scope.

use crate::index;
use alloc::{string::String, vec::Vec};

use crate::catalogue::{Catalogue, Crosswalk};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::Kind;
use crate::ledger::{BudgetLine, Entity, Ledger, Procurement, Project};
use crate::payer::Payer;
use crate::scope::{Dimension, NameId, Scope, key_is_within, parent_key};

/// Lines that describe all the money of a scope.
pub(super) struct Source {
    /// What the lines are about: money within it that no line tells is nil.
    pub(super) root: Scope,
    pub(super) lines: Vec<Line>,
    pub(super) entities: Vec<Entity>,
    pub(super) projects: Vec<Project>,
    /// Whether a dimension that a line leaves open is an error (a ledger tells everything) or makes
    /// the source unable to answer (a printed table tells only what it prints).
    pub(super) complete: bool,
}

/// A line as tables see it.
pub(super) struct Line {
    pub(super) scope: Scope,
    pub(super) fen: i64,
    /// Its number in the ledger.
    pub(super) index: usize,
    /// Further items that the line is part of: it may be procured and a 三公 item at once.
    procured: Option<Item>,
    agency: bool,
    /// Whether the line is of no items but these.
    items_known: bool,
}

/// How a line stands to a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    Within,
    Apart,
    /// It may be a part of it or not: this dimension is left open, or not told as finely.
    Open(Dimension),
}

impl Relation {
    /// How a line stands to what two scopes have in common.
    pub(super) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Apart, _) | (_, Self::Apart) => Self::Apart,
            (Self::Open(dimension), _) | (_, Self::Open(dimension)) => Self::Open(dimension),
            (Self::Within, Self::Within) => Self::Within,
        }
    }
}

impl Line {
    /// A line of which only the scope is known.
    pub(super) fn of_scope(scope: Scope, fen: i64, index: usize) -> Self {
        Self { scope, fen, index, procured: None, agency: false, items_known: false }
    }

    pub(super) fn relation(&self, scope: Scope) -> Relation {
        let mut found = self.item_relation(scope);
        for &dimension in Dimension::ALL {
            if found == Relation::Apart {
                return found;
            }
            let (own, wanted) = (self.scope.key(dimension), scope.key(dimension));
            if dimension == Dimension::Item || key_is_within(dimension, own, wanted) {
                continue;
            }
            let open = key_is_within(dimension, wanted, own);
            found = found.and(if open { Relation::Open(dimension) } else { Relation::Apart });
        }
        found
    }

    fn item_relation(&self, scope: Scope) -> Relation {
        let Some(wanted) = scope.item() else { return Relation::Within };
        let own = [self.scope.item(), self.procured, self.agency.then_some(Item::AgencyOperation)];
        let mut own = own.into_iter().flatten();
        if own.clone().any(|item| item.is_within(wanted)) {
            return Relation::Within;
        }
        let finer = own.any(|item| wanted.is_within(item));
        let unknown = !self.items_known && self.scope.item().is_none();
        if finer || unknown { Relation::Open(Dimension::Item) } else { Relation::Apart }
    }

    pub(super) fn is_within(&self, scope: Scope) -> bool {
        self.relation(scope) == Relation::Within
    }
}

impl Source {
    /// The lines of a ledger, each with its government economic code and its own funds filled in.
    pub(super) fn of_ledger(ledger: &Ledger, catalogue: &Catalogue) -> Self {
        let lines = ledger.lines().iter().enumerate();
        let lines = lines.filter(|(_, line)| !line.amount.is_zero());
        Self {
            root: Scope::ALL.with_year(ledger.year()).with_stage(ledger.stage()),
            lines: lines.map(|(index, line)| completed(line, index, ledger, catalogue)).collect(),
            entities: ledger.entities().to_vec(),
            projects: ledger.projects().to_vec(),
            complete: true,
        }
    }

    /// Whether the lines tell all the money of a scope.
    pub(super) fn covers(&self, scope: Scope) -> bool {
        scope.is_within(self.root)
    }

    /// A unit as lists print it: `102003-某中心`.
    pub(super) fn entity_text(&self, id: NameId) -> String {
        match self.entities.get(index::index(id.0)) {
            Some(Entity { name, code, .. }) if !code.is_empty() => {
                alloc::format!("{code}-{name}")
            }
            entity => entity.map(|entity| entity.name.clone()).unwrap_or_default(),
        }
    }

    pub(super) fn project(&self, id: NameId) -> Option<&Project> {
        self.projects.get(index::index(id.0))
    }
}

/// What a line says, and what follows from it: the government economic code by the crosswalk; a
/// fund that is told without its parts is its own part; 机关运行经费 is what administrative bodies
/// spend of the general budget on their running.
fn completed(line: &BudgetLine, index: usize, ledger: &Ledger, catalogue: &Catalogue) -> Line {
    let entity = line.entity.and_then(|id| ledger.entity_of(id));
    let payer = entity.and_then(|entity| entity.payer);
    let mut scope = line.scope().without(Dimension::Item);
    if let Some(item) = line.item {
        scope = scope.with_item(item);
    }
    if let Some(own) = line.fund.own_part() {
        scope = scope.with_fund(own);
    }
    if let (None, Some(department)) = (line.government, line.department) {
        if let Crosswalk::One(code) = catalogue.government(department, payer) {
            scope = scope.with_government(code);
        }
    }
    let agency = payer == Some(Payer::Administrative)
        && line.flow == Flow::CurrentExpenditure
        && line.fund.is_within(FundSource::General)
        && line.kind == Some(Kind::Operating);
    Line {
        scope: scope.with_year(ledger.year()).with_stage(ledger.stage()),
        fen: line.amount.fen(),
        index,
        procured: line.procurement.map(Procurement::item),
        agency,
        items_known: true,
    }
}

/// The node of a classification and all above it, down to `digits` digits; nothing for an open one.
pub(super) fn nodes(dimension: Dimension, key: u32, deepest: u8) -> impl Iterator<Item = u32> {
    let all = core::iter::successors(Some(key), move |&key| Some(parent_key(dimension, key)));
    // The last two bits of a code's key are its level.
    all.take_while(|&key| key != 0).filter(move |&key| key % 4 <= u32::from(deepest))
}
