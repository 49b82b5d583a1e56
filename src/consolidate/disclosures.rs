//! The same check on what is published: a department's disclosure against those of its units.

use alloc::{collections::BTreeSet, vec::Vec};
use core::fmt;

use strum::VariantArray;

use super::{
    Transfer,
    told::{Told, Value},
};
use crate::disclosure::Disclosure;
use crate::flow::Flow;
use crate::lang::{Lang, counted};
use crate::named::named;
use crate::num::figure::Quantity;
use crate::place::Place;
use crate::scope::Scope;

/// How a department's figure stands to what its units print.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
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

impl Agreement {
    /// All of them, the best first.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The Chinese word, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Exact => lang.pick("一致", "exact"),
            Self::Rounding => lang.pick("仅有舍入差", "within rounding"),
            Self::Internal => lang.pick("相差在内部往来之内", "within what units pay each other"),
            Self::Broken => lang.pick("不符", "broken"),
        }
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

named!(Agreement, "the name of an agreement");

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
#[non_exhaustive]
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

    /// The check in one language; `Display` is that in Chinese.
    pub fn text(&self, lang: Lang) -> impl fmt::Display + '_ {
        Text { check: self, lang }
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

/// The check in one language.
struct Text<'a> {
    check: &'a DepartmentCheck,
    lang: Lang,
}

impl fmt::Display for DepartmentCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text(Lang::Zh).fmt(f)
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (check, lang) = (self.check, self.lang);
        f.write_str(lang.pick("部门与所属单位核对：", "department against its units: "))?;
        for &agreement in Agreement::ALL {
            let (count, name) = (check.count(agreement), agreement.name(lang));
            match lang {
                Lang::Zh => write!(f, "{count} 个口径{name}，")?,
                Lang::En => write!(f, "{} {name}, ", counted(count, "scope"))?,
            }
        }
        let unmatched = check.unmatched.len();
        match lang {
            Lang::Zh => writeln!(f, "{unmatched} 个口径无法核对")?,
            Lang::En => writeln!(f, "{} told by one side only", counted(unmatched, "scope"))?,
        }
        for scope in check.broken() {
            let name = scope.scope.describe(lang, |_| None);
            match lang {
                Lang::Zh => {
                    writeln!(f, "{name}：部门 {}，单位合计 {}", scope.department, scope.units)?;
                }
                Lang::En => {
                    writeln!(f, "{name}: department {}, units {}", scope.department, scope.units)?;
                }
            }
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
/// use cn_budget::{
///     Disclosure, RawDisclosure, Stage, Unit, consolidate::{Agreement, check_department},
///     raw::RawTable,
/// };
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
    let scopes: BTreeSet<Scope> =
        core::iter::once(&whole).chain(&parts).flat_map(Told::scopes).collect();
    for scope in scopes {
        match compare(&whole, &parts, scope) {
            Ok(found) => check.scopes.extend(found),
            Err(unit) => check.unmatched.push(Unmatched { scope, unit }),
        }
    }
    check
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
    let place = whole.place(scope).unwrap_or(Place::Table { table: 0 });
    let (department, units) = (department.value, sum.value);
    Ok(Some(ScopeCheck { scope, place, department, units, internal, agreement }))
}

/// The most that a unit prints as received from, or paid to, others of its department.
fn most_internal(unit: &Told, scope: Scope) -> Option<Quantity> {
    let mut most = Quantity::ZERO;
    let income = scope.flow().is_some_and(|flow| flow.is_within(Flow::Income));
    for &transfer in Transfer::ALL {
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
