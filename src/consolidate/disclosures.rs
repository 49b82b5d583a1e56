//! The same check on what is published: a department's disclosure against those of its units.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use core::fmt;

use super::Transfer;
use crate::{
    Content, Dimension, Disclosure, Flow, Interval, Lang, Place, Quantity, Rounding, Scope, Window,
    restore,
};

/// How a department's figure stands to what its units print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
pub enum Agreement {
    /// The printed values add up as they stand.
    Exact,
    /// They do within rounding.
    Rounding,
    /// The units print more, by no more than what they print as paid to each other.
    Internal,
    /// They cannot add up.
    Broken,
}

/// One scope: the department's figure, and what its units add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScopeCheck {
    scope: Scope,
    place: Place,
    department: Quantity,
    units: Quantity,
    internal: Quantity,
    agreement: Agreement,
}

impl ScopeCheck {
    /// What the figures are about.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// Where the department prints it.
    pub fn place(&self) -> Place {
        self.place
    }

    /// The value that the department prints.
    pub fn department(&self) -> Quantity {
        self.department
    }

    /// The sum of the values of the units.
    pub fn units(&self) -> Quantity {
        self.units
    }

    /// The most that units may have paid to each other within the scope.
    pub fn internal(&self) -> Quantity {
        self.internal
    }

    /// How they stand to each other.
    pub fn agreement(&self) -> Agreement {
        self.agreement
    }
}

/// A scope that one side prints and the other does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unmatched {
    /// What the figure is about.
    pub scope: Scope,
    /// The unit that does not tell it, by number; `None` where it is the department.
    pub unit: Option<usize>,
}

/// A department's disclosure against its units': see [`check_department`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DepartmentCheck {
    scopes: Vec<ScopeCheck>,
    unmatched: Vec<Unmatched>,
}

impl DepartmentCheck {
    /// The scopes that all of them tell, in order.
    pub fn scopes(&self) -> &[ScopeCheck] {
        &self.scopes
    }

    /// The scopes that do not add up.
    pub fn broken(&self) -> impl Iterator<Item = &ScopeCheck> {
        self.scopes.iter().filter(|scope| scope.agreement == Agreement::Broken)
    }

    /// The scopes that some of them do not tell.
    pub fn unmatched(&self) -> &[Unmatched] {
        &self.unmatched
    }

    /// How many scopes agree in this way.
    pub fn count(&self, agreement: Agreement) -> usize {
        self.scopes.iter().filter(|scope| scope.agreement == agreement).count()
    }
}

impl fmt::Display for DepartmentCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use Agreement::{Broken, Exact, Internal, Rounding};
        writeln!(
            f,
            "部门与所属单位核对：{} 个口径一致，{} 个仅有舍入差，{} 个相差在内部往来之内，{} 个不符，{} 个无法核对",
            self.count(Exact),
            self.count(Rounding),
            self.count(Internal),
            self.count(Broken),
            self.unmatched.len()
        )?;
        for scope in self.broken() {
            let name = scope.scope.describe(Lang::Zh, |_| None);
            writeln!(f, "{name}：部门 {}，单位合计 {}", scope.department, scope.units)?;
        }
        Ok(())
    }
}

/// Checks a department's disclosure against those of all its units, scope by scope: the
/// department's figure is what the units add up to, less what they pay each other, within the
/// rounding of every figure.
///
/// A scope that a unit does not print counts as what its most detailed figures add up to, nil where
/// its tables tell of no such money. Figures of single units and projects are left out.
///
/// ```
/// use cn_budget::{Agreement, Disclosure, RawDisclosure, Stage, Unit, check_department, raw::RawTable};
///
/// let document = |total: &str| {
///     let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计"]).row("", "合计", [total]);
///     Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table))
/// };
/// let check = check_department(&document("12.31"), &[document("10.00"), document("2.30")]);
/// assert_eq!(check.scopes()[0].agreement(), Agreement::Rounding);
/// ```
#[must_use]
pub fn check_department(department: &Disclosure, units: &[Disclosure]) -> DepartmentCheck {
    let whole = Told::of(department);
    let parts: Vec<Told> = units.iter().map(Told::of).collect();
    let mut check = DepartmentCheck { scopes: Vec::new(), unmatched: Vec::new() };
    let printed = parts.iter().flat_map(|part| part.printed.keys().copied());
    let scopes: BTreeSet<Scope> = whole.printed.keys().copied().chain(printed).collect();
    for scope in scopes {
        match compare(&whole, &parts, scope) {
            Ok(found) => check.scopes.extend(found),
            Err(unit) => check.unmatched.push(Unmatched { scope, unit }),
        }
    }
    check
}

/// What a disclosure tells of any scope.
struct Told {
    printed: BTreeMap<Scope, (Value, Place)>,
    windows: Vec<Window>,
    /// The values of all cells.
    values: BTreeMap<Place, Value>,
}

/// A value and where the true one may lie.
#[derive(Clone, Copy)]
struct Value {
    value: Quantity,
    interval: Interval,
}

impl Value {
    const NIL: Self = Self { value: Quantity::ZERO, interval: Interval::point(Quantity::ZERO) };

    fn add(self, other: Self) -> Option<Self> {
        Some(Self {
            value: self.value.checked_add(other.value)?,
            interval: self.interval.checked_add(other.interval)?,
        })
    }
}

impl Told {
    fn of(disclosure: &Disclosure) -> Self {
        let mut printed = BTreeMap::new();
        let mut values = BTreeMap::new();
        for fact in disclosure.facts() {
            let scope = fact.scope();
            let Some(value) = content(fact.content()) else { continue };
            values.insert(fact.place(), value);
            let own = [Dimension::Entity, Dimension::Project, Dimension::Table, Dimension::Change];
            if !own.iter().any(|&dimension| scope.fixes(dimension)) {
                printed.entry(scope).or_insert((value, fact.place()));
            }
        }
        let windows = restore(disclosure).into_windows();
        Self { printed, windows, values }
    }

    fn get(&self, scope: Scope) -> Option<Value> {
        match self.printed.get(&scope) {
            Some(&(told, _)) => Some(told),
            None => self.windows.iter().find_map(|window| self.by_window(window, scope)),
        }
    }

    /// What the lines of a window add up to, if they tell all of a scope.
    fn by_window(&self, window: &Window, scope: Scope) -> Option<Value> {
        let lines = window.within(scope)?;
        let mut sum = Value::NIL;
        for line in lines {
            sum = sum.add(*self.values.get(&line.place())?)?;
        }
        Some(sum)
    }
}

fn content(content: Content) -> Option<Value> {
    match content {
        Content::Figure(figure) => {
            Some(Value { value: figure.value(), interval: figure.interval(Rounding::Nearest) })
        }
        Content::Blank => Some(Value::NIL),
        Content::Unreadable => None,
    }
}

/// The check of one scope; the side that does not tell it where one does not. Nothing, where all
/// print nil.
fn compare(
    whole: &Told,
    parts: &[Told],
    scope: Scope,
) -> Result<Option<ScopeCheck>, Option<usize>> {
    let department = whole.get(scope).ok_or(None)?;
    let mut sum = Value::NIL;
    let mut internal = Quantity::ZERO;
    for (number, part) in parts.iter().enumerate() {
        let told = part.get(scope).ok_or(Some(number))?;
        sum = sum.add(told).ok_or(Some(number))?;
        let most = most_internal(part, scope).ok_or(Some(number))?;
        internal = internal.checked_add(most).ok_or(Some(number))?;
    }
    if department.value == Quantity::ZERO && sum.value == Quantity::ZERO {
        return Ok(None);
    }
    let far = department.interval.high().checked_add(internal).ok_or(None)?;
    let agreement = if department.value == sum.value {
        Agreement::Exact
    } else if department.interval.intersection(sum.interval).is_some() {
        Agreement::Rounding
    } else if sum.interval.low() > department.interval.high() && sum.interval.low() <= far {
        Agreement::Internal
    } else {
        Agreement::Broken
    };
    let place = whole.printed.get(&scope).map_or(Place::Table { table: 0 }, |&(_, place)| place);
    let (department, units) = (department.value, sum.value);
    Ok(Some(ScopeCheck { scope, place, department, units, internal, agreement }))
}

/// The most that a unit prints as received from, or paid to, others of its department.
fn most_internal(unit: &Told, scope: Scope) -> Option<Quantity> {
    let mut most = Quantity::ZERO;
    let income = scope.flow().is_some_and(|flow| flow.is_within(Flow::Income));
    for transfer in Transfer::ALL {
        let part = if income || scope.flow() == Some(Flow::Balance) {
            scope.with_flow(Flow::CurrentIncome).merge(Scope::ALL.with_fund(transfer.fund()))
        } else {
            scope.merge(Scope::ALL.with_kind(transfer.kind()))
        };
        let Some(told) = part.ok().and_then(|part| unit.get(part)) else { continue };
        most = most.checked_add(told.interval.high().max(Quantity::ZERO))?;
    }
    Some(most)
}
