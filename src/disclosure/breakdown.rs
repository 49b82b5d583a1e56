//! What a document prints of its spending along one dimension, as a tree (支出构成).

use alloc::{collections::BTreeMap, vec::Vec};
use core::cmp::Reverse;

use super::Disclosure;
use crate::flow::Flow;
use crate::num::figure::{Figure, Quantity};
use crate::place::Place;
use crate::scope::{Dimension, Scope};

/// The spending of the year (本年支出) split along one dimension as far as the document prints it.
///
/// Every amount is the first print of its scope; nothing is added up but the whole where the
/// document prints no total.
///
/// ```
/// use cn_budget::{Dimension, Disclosure, RawDisclosure, Stage, Unit, raw::RawTable};
///
/// let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计"])
///     .row("", "合计", ["12.30"])
///     .row("201", "一般公共服务支出", ["10.00"])
///     .row("20103", "政府办公厅（室）及相关机构事务", ["10.00"])
///     .row("208", "社会保障和就业支出", ["2.30"]);
/// let disclosure = Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table));
/// let breakdown = disclosure.breakdown(Dimension::Functional).unwrap();
/// assert_eq!(breakdown.whole().amount().to_string(), "123000元");
/// let parents: Vec<_> = breakdown.parts().iter().map(|part| part.parent()).collect();
/// assert_eq!(parents, [None, Some(0), Some(1), Some(0)]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breakdown {
    whole: BreakdownPart,
    /// The whole, and behind it the parts.
    parts: Vec<BreakdownPart>,
}

/// One amount of a [`Breakdown`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BreakdownPart {
    scope: Scope,
    amount: Quantity,
    place: Option<Place>,
    parent: Option<usize>,
}

impl BreakdownPart {
    /// What the amount is about.
    pub fn scope(&self) -> Scope {
        self.scope
    }

    /// The printed amount.
    pub fn amount(&self) -> Quantity {
        self.amount
    }

    /// Where it is printed first; `None` for a whole that is only the sum of its parts.
    pub fn place(&self) -> Option<Place> {
        self.place
    }

    /// The nearest printed node above, by its number in [`Breakdown::parts`]; `None` for the whole.
    pub fn parent(&self) -> Option<usize> {
        self.parent
    }
}

impl Breakdown {
    /// All that is split.
    pub fn whole(&self) -> &BreakdownPart {
        &self.whole
    }

    /// The whole and, behind it, its parts in the order of the tree.
    pub fn parts(&self) -> &[BreakdownPart] {
        &self.parts
    }

    /// The parts right below the one with this number.
    pub fn children(&self, parent: usize) -> impl Iterator<Item = (usize, &BreakdownPart)> {
        let parts = self.parts.iter().enumerate();
        parts.filter(move |(_, part)| part.parent == Some(parent))
    }
}

/// The figures of a document's own year and stage that are spent, by scope; each its first print.
pub(super) type Spent = BTreeMap<Scope, (Figure, Place)>;

impl Disclosure {
    /// The spending of the year split along a dimension: the widest spending that is so split, in
    /// the table that goes deepest. `None` where none is.
    pub fn breakdown(&self, dimension: Dimension) -> Option<Breakdown> {
        let spent = self.spent();
        let mut frames: BTreeMap<Scope, Frame> = BTreeMap::new();
        for (&scope, &(figure, _)) in &spent {
            let amount = figure.value();
            let whole = scope.without(dimension);
            let frame = frames.entry(whole).or_default();
            if scope == whole {
                frame.total = Some(amount);
            } else {
                frame.parts += 1;
                // Where the whole is printed too, the sum is not asked for.
                if nearest(&spent, scope, dimension).is_none() {
                    frame.sum = frame.sum.checked_add(amount).unwrap_or(frame.sum);
                }
            }
        }
        let split = frames.into_iter().filter(|(_, frame)| frame.parts > 0);
        let (whole, frame) = split.max_by_key(|(scope, frame)| {
            (frame.amount(), frame.parts, Reverse(scope.fixed().count()))
        })?;
        Some(tree(&spent, whole, frame.amount(), dimension))
    }

    /// What is spent in the year and at the stage that the document is about, apart from items,
    /// units, projects and changes, which cut across the classifications.
    pub(super) fn spent(&self) -> Spent {
        const ACROSS: [Dimension; 7] = [
            Dimension::Item,
            Dimension::Entity,
            Dimension::Project,
            Dimension::Change,
            Dimension::Part,
            Dimension::Variant,
            Dimension::Table,
        ];
        let mut spent = Spent::new();
        for fact in &self.facts {
            let (scope, Some(figure)) = (fact.scope, fact.figure()) else { continue };
            let own = scope.year() == Some(self.raw.year)
                && scope.stage() == Some(self.raw.stage)
                && scope.flow() == Some(Flow::CurrentExpenditure);
            if own && !ACROSS.iter().any(|&dimension| scope.fixes(dimension)) {
                spent.entry(scope).or_insert((figure, fact.place));
            }
        }
        spent
    }
}

/// A scope that leaves the dimension open, and what is known of its parts.
#[derive(Default)]
struct Frame {
    total: Option<Quantity>,
    sum: Quantity,
    parts: usize,
}

impl Frame {
    fn amount(&self) -> Quantity {
        self.total.unwrap_or(self.sum)
    }
}

/// The nearest printed scope above along a dimension.
pub(super) fn nearest(spent: &Spent, scope: Scope, dimension: Dimension) -> Option<Scope> {
    let above = core::iter::successors(scope.parent(dimension), |scope| scope.parent(dimension));
    above.into_iter().find(|scope| spent.contains_key(scope))
}

fn tree(spent: &Spent, whole: Scope, amount: Quantity, dimension: Dimension) -> Breakdown {
    let place = spent.get(&whole).map(|&(_, place)| place);
    let whole = BreakdownPart { scope: whole, amount, place, parent: None };
    let mut parts = Vec::from([whole]);
    let mut numbers = BTreeMap::from([(whole.scope, 0)]);
    for (&scope, &(figure, place)) in spent {
        if scope == whole.scope || scope.without(dimension) != whole.scope {
            continue;
        }
        let above = nearest(spent, scope, dimension).unwrap_or(whole.scope);
        let parent = numbers.get(&above).copied().unwrap_or(0);
        numbers.insert(scope, parts.len());
        let amount = figure.value();
        parts.push(BreakdownPart { scope, amount, place: Some(place), parent: Some(parent) });
    }
    Breakdown { whole, parts }
}
