//! Two disclosures, or two ledgers, side by side (对比): 2025 and 2026, 预算 and 决算, by scope.

use crate::index;
use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::{String, ToString},
    vec::Vec,
};

use crate::catalogue::{Catalogue, Edition};
use crate::code::{Code, Scheme};
use crate::disclosure::{Content, Disclosure};
use crate::error::{Error, ErrorKind};
use crate::ledger::Ledger;
use crate::num::figure::Quantity;
use crate::scope::{Dimension, NameId, Scope};

mod relative;
mod text;

pub use relative::Relative;

/// What one scope comes to on either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Movement {
    scope: Scope,
    before: Quantity,
    after: Quantity,
    renamed: bool,
}

impl Movement {
    /// What the amounts are about, in the codes of the later side; year and stage are left open.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// The amount before.
    pub fn before(&self) -> Quantity {
        self.before
    }

    /// The amount after.
    pub fn after(&self) -> Quantity {
        self.after
    }

    /// Whether the amount before stood, wholly or partly, under another code.
    pub fn is_renamed(&self) -> bool {
        self.renamed
    }

    /// 增减额: after − before, `None` out of range.
    pub fn change(&self) -> Option<Quantity> {
        self.after.checked_sub(self.before)
    }

    /// 增减幅度: the change as a part of what was before, exact; `None` where there was nothing
    /// before.
    pub fn relative(&self) -> Option<Relative> {
        Relative::new(self.change()?, self.before)
    }
}

/// Two sides compared; see [`compare`].
///
/// `Display` is a table in Chinese, in 万元.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Comparison {
    movements: Vec<Movement>,
    only_before: Vec<(Scope, Quantity)>,
    only_after: Vec<(Scope, Quantity)>,
    names: Vec<String>,
}

impl Comparison {
    /// The scopes that both sides tell, in order.
    pub fn movements(&self) -> &[Movement] {
        &self.movements
    }

    /// The movement of a scope, year and stage left open.
    pub fn get(&self, scope: Scope) -> Option<&Movement> {
        self.movements.iter().find(|movement| movement.scope == scope)
    }

    /// The scopes with an amount that only the side before tells.
    pub fn only_before(&self) -> &[(Scope, Quantity)] {
        &self.only_before
    }

    /// The scopes with an amount that only the side after tells.
    pub fn only_after(&self) -> &[(Scope, Quantity)] {
        &self.only_after
    }

    /// The name of a unit or project in the scopes.
    pub fn name(&self, id: NameId) -> Option<&str> {
        self.names.get(index::index(id.0)).map(String::as_str)
    }
}

/// Compares two disclosures scope by scope. Year and stage do not count; codes that the catalogue
/// knows to have become others are taken for those.
///
/// Of a scope that is printed several times the first print counts; figures that are compared are
/// the printed values, each within its rounding.
///
/// ```
/// use cn_budget::{Catalogue, Disclosure, RawDisclosure, Stage, Unit, compare, raw::RawTable};
///
/// let document = |year, total: &str| {
///     let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计"]).row("", "合计", [total]);
///     Disclosure::read(RawDisclosure::new(year, Stage::Budget).table(table))
/// };
/// let (before, after) = (document(2025, "80.00"), document(2026, "100.00"));
/// let comparison = compare(&before, &after, &Catalogue::builtin());
/// let total = &comparison.movements()[0];
/// assert_eq!(total.change().unwrap().to_string(), "200000元");
/// assert_eq!(total.relative().unwrap().percent(1).as_deref(), Some("25.0"));
/// ```
#[must_use]
pub fn compare(before: &Disclosure, after: &Disclosure, catalogue: &Catalogue) -> Comparison {
    let editions = [before.raw().year, after.raw().year].map(Edition::new);
    let mut names = Names::default();
    let old = printed(before, &mut names);
    let new = printed(after, &mut names);
    settle(&old, &new, names, catalogue, editions)
}

/// Compares two ledgers: the lines of each added up by some dimensions, the codes of both as fine
/// as the lines tell them.
///
/// # Errors
/// [`Overflow`](ErrorKind::Overflow) where a sum is beyond what an [`Amount`](crate::Amount) holds.
///
/// ```
/// use cn_budget::{
///     BudgetLine, Catalogue, Dimension, FundSource, Ledger, Stage, compare::compare_ledgers,
/// };
///
/// let ledger = |year, amount: &str| -> Result<Ledger, cn_budget::Error> {
///     let mut ledger = Ledger::new(year, Stage::Budget);
///     ledger.push(BudgetLine::expenditure(FundSource::General, amount.parse()?));
///     Ok(ledger)
/// };
/// let (before, after) = (ledger(2025, "80元")?, ledger(2026, "100元")?);
/// let dimensions = [Dimension::Flow, Dimension::Fund];
/// let comparison = compare_ledgers(&before, &after, &dimensions, &Catalogue::builtin())?;
/// assert_eq!(comparison.movements()[0].change().unwrap().to_string(), "20元");
/// # Ok::<(), cn_budget::Error>(())
/// ```
pub fn compare_ledgers(
    before: &Ledger,
    after: &Ledger,
    dimensions: &[Dimension],
    catalogue: &Catalogue,
) -> Result<Comparison, Error> {
    let editions = [before.year(), after.year()].map(Edition::new);
    let mut names = Names::default();
    let old = summed(before, dimensions, &mut names)?;
    let new = summed(after, dimensions, &mut names)?;
    Ok(settle(&old, &new, names, catalogue, editions))
}

/// The names of both sides, numbered together.
#[derive(Default)]
struct Names {
    names: Vec<String>,
    ids: BTreeMap<String, NameId>,
}

impl Names {
    /// The scope with its units and projects numbered together, year and stage left open.
    fn scope<'n>(
        &mut self,
        scope: Scope,
        name: impl Fn(Dimension, NameId) -> Option<&'n str>,
    ) -> Scope {
        let mut own = scope.without(Dimension::Year).without(Dimension::Stage);
        if let Some(id) = scope.entity() {
            own = own.with_entity(self.id(name(Dimension::Entity, id)));
        }
        if let Some(id) = scope.project() {
            own = own.with_project(self.id(name(Dimension::Project, id)));
        }
        own
    }

    fn id(&mut self, name: Option<&str>) -> NameId {
        let name = name.unwrap_or_default();
        if let Some(&id) = self.ids.get(name) {
            return id;
        }
        let id = NameId(index::number(self.names.len()));
        self.names.push(name.to_string());
        self.ids.insert(name.to_string(), id);
        id
    }
}

/// What no two documents have in common.
const APART: [Dimension; 4] =
    [Dimension::Change, Dimension::Part, Dimension::Variant, Dimension::Table];

/// The printed values by scope: of copies the first, of like-named lines of a list the sum.
fn printed(disclosure: &Disclosure, names: &mut Names) -> BTreeMap<Scope, Quantity> {
    let mut seen: BTreeSet<Scope> = BTreeSet::new();
    let mut amounts: BTreeMap<Scope, Quantity> = BTreeMap::new();
    let own = disclosure.raw();
    for fact in disclosure.facts() {
        let scope = fact.scope();
        let other = scope.year() != Some(own.year) || scope.stage() != Some(own.stage);
        let apart = APART.iter().any(|&dimension| scope.fixes(dimension));
        let value = match fact.content() {
            Content::Figure(figure) => figure.value(),
            Content::Blank => Quantity::ZERO,
            Content::Unreadable => continue,
        };
        if other || apart || !seen.insert(scope) {
            continue;
        }
        let joint = names.scope(scope, |_, id| disclosure.name(id));
        let sum = amounts.entry(joint).or_insert(Quantity::ZERO);
        *sum = sum.checked_add(value).unwrap_or(*sum);
    }
    amounts
}

/// The lines of a ledger added up by some dimensions.
fn summed(
    ledger: &Ledger,
    dimensions: &[Dimension],
    names: &mut Names,
) -> Result<BTreeMap<Scope, Quantity>, Error> {
    let mut sums: BTreeMap<Scope, i128> = BTreeMap::new();
    for line in ledger.lines() {
        let all = line.scope();
        let own = dimensions
            .iter()
            .fold(Scope::ALL, |scope, &dimension| scope.with_key(dimension, all.key(dimension)));
        let joint = names.scope(own, |dimension, id| match dimension {
            Dimension::Entity => ledger.entity_of(id).map(|entity| entity.name.as_str()),
            _ => ledger.project_of(id).map(|project| project.name.as_str()),
        });
        // 2⁶⁴ amounts could not overflow this.
        *sums.entry(joint).or_insert(0) += i128::from(line.amount.fen());
    }
    let quantity = |(scope, fen): (Scope, i128)| match i64::try_from(fen) {
        Ok(fen) => Ok((scope, crate::num::amount::Amount::from_fen(fen).into())),
        Err(_) => Err(Error::new(ErrorKind::Overflow, &fen.to_string(), 0)),
    };
    sums.into_iter().map(quantity).collect()
}

/// Puts the two sides together by scope, those before under the codes that they became.
fn settle(
    old: &BTreeMap<Scope, Quantity>,
    new: &BTreeMap<Scope, Quantity>,
    names: Names,
    catalogue: &Catalogue,
    editions: [Edition; 2],
) -> Comparison {
    let mut before: BTreeMap<Scope, (Quantity, bool)> = BTreeMap::new();
    for (&scope, &value) in old {
        // A code that the later side still prints has become no other.
        let kept = new.contains_key(&scope);
        let became = if kept { scope } else { successor(scope, catalogue, editions) };
        let entry = before.entry(became).or_insert((Quantity::ZERO, false));
        entry.0 = entry.0.checked_add(value).unwrap_or(entry.0);
        entry.1 |= became != scope;
    }
    let mut movements = Vec::new();
    let mut only_before = Vec::new();
    for (&scope, &(before, renamed)) in &before {
        match new.get(&scope) {
            Some(&after) => movements.push(Movement { scope, before, after, renamed }),
            None if before != Quantity::ZERO => only_before.push((scope, before)),
            None => {}
        }
    }
    movements
        .retain(|movement| (movement.before, movement.after) != (Quantity::ZERO, Quantity::ZERO));
    let only_after = new
        .iter()
        .map(|(&scope, &after)| (scope, after))
        .filter(|(scope, after)| *after != Quantity::ZERO && !before.contains_key(scope));
    let only_after = only_after.collect();
    Comparison { movements, only_before, only_after, names: names.names }
}

/// The scope under the codes that its own became by the later edition.
fn successor(scope: Scope, catalogue: &Catalogue, editions: [Edition; 2]) -> Scope {
    let mut became = scope;
    if let Some(code) = scope.functional().and_then(|code| moved(code, catalogue, editions)) {
        became = became.with_functional(code);
    }
    if let Some(code) = scope.department().and_then(|code| moved(code, catalogue, editions)) {
        became = became.with_department(code);
    }
    if let Some(code) = scope.government().and_then(|code| moved(code, catalogue, editions)) {
        became = became.with_government(code);
    }
    became
}

/// The one code that a code became, where the later edition does not know it any more.
fn moved<S: Scheme>(
    code: Code<S>,
    catalogue: &Catalogue,
    editions: [Edition; 2],
) -> Option<Code<S>> {
    let [before, after] = editions;
    let mut current = code;
    // Each step leads to a later code; no code has moved more often than there are editions.
    for _ in before.year()..=after.year() {
        if catalogue.name(current, after).is_some() {
            break;
        }
        let mut new = catalogue.successors(current).filter_map(|change| change.new);
        let (next, _) = new.next()?;
        if next == current || new.any(|(other, _)| other != next) {
            return None;
        }
        current = next;
    }
    (current != code).then_some(current)
}
