//! The way back (还原): the most detailed figures of a disclosure as lines.

use crate::index;
use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::{String, ToString},
    vec::Vec,
};

use crate::disclosure::{Disclosure, Fact, Table};
use crate::flow::Flow;
use crate::ledger::{BudgetLine, Ledger, Procurement};
use crate::num::amount::Amount;
use crate::place::Place;
use crate::raw::{RawDisclosure, RawEntity};
use crate::scope::partition::prints_all;
use crate::scope::{Dimension, NameId, SUMMED, Scope, parent_key};

/// Takes a disclosure apart into the lines that it tells (还原).
///
/// Each printed table is a window on the same money, cut its own way; so each becomes a
/// [`Window`] of its own (two, if it cuts it two ways), and lines of different windows must not be
/// added. Within a window the
/// lines are the figures that no other figures of the table make up. A line knows what its cell
/// knows: the other dimensions are open ([`OpenLine::open`]).
///
/// Compiled again, every such figure is kept, and what is summed from them agrees within rounding;
/// with the amounts of one exact budget ([`Restored::with_amounts`]) every figure is kept.
///
/// ```
/// use cn_budget::{Dimension, Disclosure, RawDisclosure, Stage, Unit, raw::RawTable, restore};
///
/// let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
///     .row("", "合计", ["12.31", "10.00", "2.30"])
///     .row("201", "一般公共服务支出", ["12.31", "10.00", "2.30"]);
/// let disclosure = Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table));
/// let restored = restore(&disclosure);
///
/// let lines = restored.windows()[0].lines();
/// assert_eq!(lines.len(), 2);
/// assert_eq!(lines[0].amount().to_string(), "100000元");
/// assert!(lines[0].open().any(|dimension| dimension == Dimension::Fund));
/// ```
#[must_use]
pub fn restore(disclosure: &Disclosure) -> Restored {
    let windows = disclosure.tables().iter().enumerate();
    let windows = windows.flat_map(|(index, table)| windows_of(disclosure, index, table)).collect();
    let names = (0..).map_while(|id| disclosure.name(NameId(id)).map(ToString::to_string));
    let raw = disclosure.raw();
    let mut header = RawDisclosure::new(raw.year, raw.stage);
    header.entity.clone_from(&raw.entity);
    Restored { header, windows, names: names.collect() }
}

/// The lines that a disclosure tells, window by window; see [`restore`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Year, stage and body of the disclosure, without its tables.
    header: RawDisclosure,
    windows: Vec<Window>,
    names: Vec<String>,
}

/// The lines of one table: parts of one scope that do not overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    table: u32,
    root: Scope,
    closed: bool,
    lines: Vec<OpenLine>,
    left_out: Vec<Place>,
}

/// A line that is known in some dimensions only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenLine {
    scope: Scope,
    amount: Amount,
    place: Place,
    rest: bool,
}

impl OpenLine {
    fn is_part_of(&self, whole: &Self) -> bool {
        self.scope != whole.scope && self.scope.is_within(whole.scope)
    }

    /// What is known of it.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// The amount: the printed value, or that of an exact budget.
    pub fn amount(&self) -> Amount {
        self.amount
    }

    /// The figure that tells it.
    pub fn place(&self) -> Place {
        self.place
    }

    /// Whether it is what is left of its figure beside parts of it that are printed too.
    pub fn is_rest(&self) -> bool {
        self.rest
    }

    /// The dimensions of a budget line that it leaves open altogether.
    pub fn open(&self) -> impl Iterator<Item = Dimension> {
        let told = [Dimension::Flow].into_iter().chain(SUMMED);
        let scope = self.scope;
        told.filter(move |&dimension| !scope.fixes(dimension))
    }
}

impl Window {
    /// The table, counted from 0.
    pub fn table(&self) -> u32 {
        self.table
    }

    /// What the lines are about: money within it that no line tells is nil.
    pub fn root(&self) -> Scope {
        self.root
    }

    /// Whether everything in the table was understood; if not, money may be missing.
    pub fn is_closed(&self) -> bool {
        self.closed
    }

    /// The lines, in the order of print.
    pub fn lines(&self) -> &[OpenLine] {
        &self.lines
    }

    /// The lines within a scope, if the window tells all of it.
    pub fn within(&self, scope: Scope) -> Option<Vec<&OpenLine>> {
        if !self.closed || !scope.is_within(self.root) {
            return None;
        }
        let mut found = Vec::new();
        for line in &self.lines {
            if scope.holds(line.scope)? {
                found.push(line);
            }
        }
        Some(found)
    }

    /// Figures that became no line: finer than 分, or less than their parts.
    pub fn left_out(&self) -> &[Place] {
        &self.left_out
    }
}

impl Restored {
    /// The windows, in the order of their tables; one for each way in which a table cuts its money.
    pub fn windows(&self) -> &[Window] {
        &self.windows
    }

    /// The windows alone.
    #[must_use]
    pub fn into_windows(self) -> Vec<Window> {
        self.windows
    }

    /// The name of a unit or a project in the scopes of the lines.
    pub fn name(&self, id: NameId) -> Option<&str> {
        self.names.get(index::index(id.0)).map(String::as_str)
    }

    /// The lines with other amounts: those of one exact budget, by scope (`Report::exact_budget`).
    /// A line whose scope has none keeps the printed value.
    ///
    /// # Errors
    /// [`Overflow`](crate::ErrorKind::Overflow) where what is left of a figure beside its parts is
    /// out of range.
    pub fn with_amounts(
        mut self,
        amount: impl Fn(Scope) -> Option<Amount>,
    ) -> Result<Self, crate::error::Error> {
        for window in &mut self.windows {
            // The parts of a line come before it, so that what is left of it is known.
            let mut order: Vec<usize> = (0..window.lines.len()).collect();
            let depth = |&line: &usize| window.lines.get(line).map(|line| depth(line.scope()));
            order.sort_by_key(|line| core::cmp::Reverse(depth(line)));
            for number in order {
                let Some(line) = window.lines.get(number).copied() else { continue };
                let Some(whole) = amount(line.scope) else { continue };
                let parts = window.lines.iter().take_while(|_| line.rest);
                let parts = parts.filter(|part| part.is_part_of(&line)).map(OpenLine::amount);
                let parts = Amount::try_sum(parts)?;
                let rest = whole.checked_sub(parts).ok_or_else(|| {
                    crate::error::Error::new(
                        crate::error::ErrorKind::Overflow,
                        &whole.to_string(),
                        0,
                    )
                })?;
                if let Some(line) = window.lines.get_mut(number) {
                    line.amount = rest;
                }
            }
        }
        Ok(self)
    }

    /// Year, stage and body of the disclosure.
    pub(crate) fn header(&self) -> &RawDisclosure {
        &self.header
    }

    /// The names of units and projects, by number.
    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    /// The lines of one window as a ledger; `None` where a line does not tell its flow and fund,
    /// which a [`BudgetLine`] cannot leave open. All else that is not told is open.
    #[must_use]
    pub fn ledger(&self, window: usize) -> Option<Ledger> {
        let window = self.windows.get(window)?;
        let RawEntity { name, code, payer } = &self.header.entity;
        let mut ledger = Ledger::new(self.header.year, self.header.stage);
        for line in &window.lines {
            let scope = line.scope;
            let unit = match scope.entity().and_then(|id| self.name(id)) {
                Some(unit) => ledger.entity(unit, "", *payer),
                None => ledger.entity(
                    name.as_deref().unwrap_or_default(),
                    code.as_deref().unwrap_or_default(),
                    *payer,
                ),
            };
            let project = scope.project().and_then(|id| self.name(id));
            let project = project.map(|name| ledger.project(name, ""));
            let procured = scope.item().and_then(|item| {
                Procurement::ALL.iter().copied().find(|procurement| procurement.item() == item)
            });
            ledger.push(BudgetLine {
                flow: scope.flow()?,
                fund: scope.fund()?,
                amount: line.amount,
                entity: Some(unit),
                functional: scope.functional(),
                department: scope.department(),
                government: scope.government(),
                kind: scope.kind(),
                item: scope.item().filter(|_| procured.is_none()),
                project,
                procurement: procured,
            });
        }
        Some(ledger)
    }
}

/// The windows of a table: one for each way in which it cuts its money. A table that prints classes
/// of expenditure and, beside them, 人员经费 and 公用经费 cuts the same money twice.
fn windows_of(disclosure: &Disclosure, index: usize, table: &Table) -> Vec<Window> {
    let facts = disclosure.facts().get(table.fact_range()).unwrap_or_default();
    let closed = !table.is_apart() && !table.has_open_rows() && !table.has_open_columns();
    let root = root(table, facts);
    let cut = |scope: Scope| -> BTreeSet<Dimension> {
        let summed = SUMMED.into_iter().chain([Dimension::Flow]);
        summed.filter(|&dimension| scope.key(dimension) != root.key(dimension)).collect()
    };
    let cuts: BTreeSet<BTreeSet<Dimension>> = facts.iter().map(|fact| cut(fact.scope())).collect();
    let deepest =
        cuts.iter().filter(|cut| !cuts.iter().any(|other| other != *cut && other.is_superset(cut)));
    let windows = deepest.map(|deepest| {
        let own = facts.iter().rev().filter(|fact| cut(fact.scope()).is_subset(deepest));
        let printed: BTreeMap<Scope, &Fact> = own.map(|fact| (fact.scope(), fact)).collect();
        let (lines, left_out) = lines(&printed, closed);
        Window { table: index::number(index), root, closed, lines, left_out }
    });
    windows.collect()
}

/// The figures that no others make up, each without what other lines tell of it.
fn lines(printed: &BTreeMap<Scope, &Fact>, closed: bool) -> (Vec<OpenLine>, Vec<Place>) {
    let mut left_out = Vec::new();
    let split = split_whole(printed, closed);
    // What the lines found so far add up to, at every scope that is printed above them.
    let mut told: BTreeMap<Scope, i128> = BTreeMap::new();
    let mut lines = Vec::new();
    let mut figures: Vec<&Fact> = printed.values().copied().collect();
    figures.sort_by_key(|fact| core::cmp::Reverse(depth(fact.scope())));
    for fact in figures {
        let (scope, place) = (fact.scope(), fact.place());
        let Some(figure) = fact.figure().filter(|_| !split.contains(&scope)) else { continue };
        let parts = told.get(&scope).copied();
        let Some(whole) = figure.amount() else {
            left_out.push(place);
            continue;
        };
        let rest = parts.is_some();
        let fen = i128::from(whole.fen()) - parts.unwrap_or(0);
        match i64::try_from(fen) {
            Ok(0) if rest => continue,
            // Less than its parts: rounding, or a mistake. It is no line either way.
            Ok(..0) | Err(_) if rest => {
                left_out.push(place);
                continue;
            }
            Ok(fen) => {
                lines.push(OpenLine { scope, amount: Amount::from_fen(fen), place, rest });
            }
            Err(_) => left_out.push(place),
        }
        for above in ancestors(scope, printed) {
            *told.entry(above).or_insert(0) += fen;
        }
    }
    lines.sort_by_key(OpenLine::place);
    left_out.sort_unstable();
    (lines, left_out)
}

/// The scopes that a table splits whole along some dimension.
fn split_whole(printed: &BTreeMap<Scope, &Fact>, closed: bool) -> BTreeSet<Scope> {
    let mut parts: BTreeMap<(Scope, Dimension), Vec<u32>> = BTreeMap::new();
    for &scope in printed.keys() {
        for dimension in SUMMED.into_iter().chain([Dimension::Flow]) {
            let above = core::iter::successors(scope.parent(dimension), |s| s.parent(dimension));
            if let Some(parent) = above.into_iter().find(|scope| printed.contains_key(scope)) {
                parts.entry((parent, dimension)).or_default().push(scope.key(dimension));
            }
        }
    }
    let whole = parts.into_iter().filter(|((parent, dimension), parts)| {
        closed && prints_all(*dimension, parent.key(*dimension), parts.iter().copied())
    });
    whole.map(|((parent, _), _)| parent).collect()
}

/// The printed scopes that a scope is a part of.
fn ancestors(scope: Scope, printed: &BTreeMap<Scope, &Fact>) -> BTreeSet<Scope> {
    let mut seen: BTreeSet<Scope> = BTreeSet::new();
    let mut open = Vec::from([scope]);
    while let Some(scope) = open.pop() {
        let dimensions = SUMMED.into_iter().chain([Dimension::Flow]);
        let above = dimensions.filter_map(|dimension| scope.parent(dimension));
        open.extend(above.filter(|&above| seen.insert(above)));
    }
    seen.retain(|scope| printed.contains_key(scope));
    seen
}

/// How many steps a scope stands below everything.
fn depth(scope: Scope) -> usize {
    let steps = |dimension: Dimension| {
        let up = move |&key: &u32| Some(parent_key(dimension, key)).filter(|&key| key != 0);
        core::iter::successors(Some(scope.key(dimension)).filter(|&key| key != 0), up).count()
    };
    Dimension::ALL.iter().map(|&dimension| steps(dimension)).sum()
}

/// What the title fixes, and what all facts of the table have in common. Of a half that is one side
/// of a sheet it is the whole side.
fn root(table: &Table, facts: &[Fact]) -> Scope {
    let scopes = facts.iter().map(Fact::scope);
    let mut directed = scopes.clone().filter(|scope| scope.flow() != Some(Flow::Balance));
    let Some(first) = directed.next() else {
        return scopes.reduce(Scope::common).unwrap_or(table.root());
    };
    let mut root = directed.fold(first, Scope::common);
    for dimension in SUMMED {
        root = scopes
            .clone()
            .fold(root, |root, scope| root.with_key(dimension, root.common(scope).key(dimension)));
    }
    match root.flow().and_then(Flow::parent) {
        Some(side @ (Flow::Income | Flow::Expenditure)) if table.is_two_sided() => {
            root.with_flow(side)
        }
        _ => root,
    }
}
