//! What columns 增减额 and 增减% print: by how much one amount of a row differs from another.

use crate::narrative::By;
use crate::num::figure::Figure;
use crate::place::Place;
use crate::scope::Scope;

/// A printed change: the amount or the percentage, and the two amounts that it compares.
///
/// ```
/// use cn_budget::{Disclosure, RawDisclosure, Stage, Unit, raw::RawTable};
///
/// let table = RawTable::new("部门支出总表", Unit::WanYuan, ["2025年执行数", "2026年预算数", "增减额"])
///     .row("201", "一般公共服务支出", ["10.00", "12.30", "2.30"]);
/// let disclosure = Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table));
///
/// let change = disclosure.changes()[0];
/// let (after, before) = change.facts();
/// assert_eq!(disclosure.facts()[after].scope().year(), Some(2026));
/// assert_eq!(disclosure.facts()[before].scope().year(), Some(2025));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TableChange {
    scope: Scope,
    by: By,
    place: Place,
    after: usize,
    before: usize,
}

impl TableChange {
    /// What changed: the amount after it, with [`Dimension::Change`] at the year before.
    pub fn scope(self) -> Scope {
        self.scope
    }

    /// By how much, as printed: an amount in the unit of the table, or a percentage of the amount
    /// before; negative for a fall.
    pub fn by(self) -> By {
        self.by
    }

    /// Where it is printed.
    pub fn place(self) -> Place {
        self.place
    }

    /// The amounts after the change and before it, by number in [`Disclosure::facts`](super::Disclosure::facts).
    pub fn facts(self) -> (usize, usize) {
        (self.after, self.before)
    }

    pub(crate) fn new(scope: Scope, by: By, place: Place, (after, before): (usize, usize)) -> Self {
        Self { scope, by, place, after, before }
    }

    /// The printed figure, `None` for a percentage.
    pub(super) fn figure(self) -> Option<Figure> {
        match self.by {
            By::Amount(figure) => Some(figure),
            _ => None,
        }
    }

    /// The change with another figure in its place.
    pub(super) fn set_figure(&mut self, figure: Figure) {
        self.by = By::Amount(figure);
    }
}
