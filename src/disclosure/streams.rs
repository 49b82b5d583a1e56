//! Where the money comes from and what it is spent on (资金流向), as far as a document prints it.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use super::{
    Disclosure,
    breakdown::{Spent, nearest},
};
use crate::fund::FundSource;
use crate::kind::Kind;
use crate::num::figure::{Figure, Quantity};
use crate::place::Place;
use crate::scope::{Dimension, Scope};

/// The spending of the year as it passes from fund sources through functions and kinds of spending
/// to economic classes.
///
/// No disclosure prints functions against economic classes. What it does print is each fund by
/// function, each function by kind (基本, 项目), and each kind by economic class; so every link is a
/// printed amount, and nothing is guessed. What a document does not print by the next dimension
/// passes to a node of its own ([`StreamNode::scope`] is then `None`), as an exact difference; one
/// that rounding explains is no stream.
///
/// ```
/// use cn_budget::{Dimension, Disclosure, RawDisclosure, Stage, Unit, raw::RawTable};
///
/// let table = RawTable::new("一般公共预算支出预算表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
///     .row("", "合计", ["12.30", "10.00", "2.30"])
///     .row("201", "一般公共服务支出", ["12.30", "10.00", "2.30"]);
/// let disclosure = Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table));
/// let streams = disclosure.streams().unwrap();
/// let amounts: Vec<_> = streams.links().iter().map(|link| link.amount().to_string()).collect();
/// // General public budget → 201; 201 → basic, project; both → no economic class printed.
/// assert_eq!(amounts, ["123000元", "100000元", "23000元", "100000元", "23000元"]);
/// assert!(streams.nodes().iter().any(|node| node.scope().is_none()));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Streams {
    nodes: Vec<StreamNode>,
    links: Vec<StreamLink>,
}

/// A fund, a function, a kind of spending or an economic class that money passes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamNode {
    dimension: Dimension,
    scope: Option<Scope>,
    amount: Quantity,
    place: Option<Place>,
}

/// An amount that passes from one node to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamLink {
    from: usize,
    to: usize,
    amount: Quantity,
    place: Option<Place>,
}

impl StreamNode {
    /// The dimension that the node is a value of.
    pub fn dimension(&self) -> Dimension {
        self.dimension
    }

    /// The node: a scope with its dimension alone fixed. `None` for what the document does not
    /// print by this dimension.
    pub fn scope(&self) -> Option<Scope> {
        self.scope
    }

    /// The greater of what comes in and what goes out; the two differ by rounding, or by a mistake.
    pub fn amount(&self) -> Quantity {
        self.amount
    }

    /// The first place where an amount of the node is printed.
    pub fn place(&self) -> Option<Place> {
        self.place
    }
}

impl StreamLink {
    /// Where the money comes from, by number in [`Streams::nodes`].
    pub fn source(&self) -> usize {
        self.from
    }

    /// Where it goes, by number in [`Streams::nodes`].
    pub fn target(&self) -> usize {
        self.to
    }

    /// How much, always more than nothing.
    pub fn amount(&self) -> Quantity {
        self.amount
    }

    /// Where it is printed; `None` for a difference of printed amounts.
    pub fn place(&self) -> Option<Place> {
        self.place
    }
}

impl Streams {
    /// The nodes, in the order fund, function, kind, economic class, and within it of the tree.
    pub fn nodes(&self) -> &[StreamNode] {
        &self.nodes
    }

    /// The links, in the same order.
    pub fn links(&self) -> &[StreamLink] {
        &self.links
    }

    /// The numbers of the columns of nodes: 0 fund, 1 function, 2 kind, 3 economic class.
    pub fn column(&self, node: usize) -> Option<usize> {
        self.nodes.get(node).map(|node| column(node.dimension))
    }
}

fn column(dimension: Dimension) -> usize {
    match dimension {
        Dimension::Fund => 0,
        Dimension::Functional => 1,
        Dimension::Kind => 2,
        _ => 3,
    }
}

impl Disclosure {
    /// Where the money comes from and what it is spent on; `None` where nothing is printed by
    /// function. Amounts below zero are no stream and left out.
    pub fn streams(&self) -> Option<Streams> {
        let whole = self.breakdown(Dimension::Functional)?.whole().scope();
        let mut draft = Draft { spent: self.spent(), links: BTreeMap::new() };
        let functions = draft.tops(whole, Dimension::Functional);
        for &function in &functions {
            draft.sources(function);
        }
        let mut kinds: BTreeMap<Scope, Rest> = BTreeMap::new();
        for &(function, figure, _) in &functions {
            let parts = draft.tops(function, Dimension::Kind);
            let all = Rest::default().plus(figure);
            draft.split(function, all, &parts, (Dimension::Functional, Dimension::Kind));
            for &(part, figure, _) in &parts {
                let sum = kinds.entry(only(part, Dimension::Kind)).or_default();
                *sum = sum.plus(figure);
            }
        }
        for (kind, all) in kinds {
            let (parts, dimension) = draft.economic(whole, kind.kind());
            draft.split(kind, all, &parts, (Dimension::Kind, dimension));
        }
        draft.finish()
    }
}

/// A scope with one dimension alone fixed, as it is fixed in `scope`.
fn only(scope: Scope, dimension: Dimension) -> Scope {
    Scope::ALL.with_key(dimension, scope.key(dimension))
}

/// A printed figure and its scope.
type Printed = (Scope, Figure, Place);

/// A sum of figures less their parts, and how far rounding alone can move it from nothing.
#[derive(Debug, Clone, Copy, Default)]
struct Rest {
    amount: Quantity,
    rounding: Quantity,
}

impl Rest {
    fn plus(self, figure: Figure) -> Self {
        self.with(self.amount.checked_add(figure.value()), figure)
    }

    fn minus(self, figure: Figure) -> Self {
        self.with(self.amount.checked_sub(figure.value()), figure)
    }

    fn with(self, amount: Option<Quantity>, figure: Figure) -> Self {
        let half = Quantity::from_nano(figure.last_place().nano() / 2);
        Self {
            amount: amount.unwrap_or(self.amount),
            rounding: self.rounding.checked_add(half).unwrap_or(self.rounding),
        }
    }

    /// What is left, nothing where rounding explains it.
    fn amount(self) -> Quantity {
        if self.amount > self.rounding { self.amount } else { Quantity::ZERO }
    }
}

/// A node: its column first so that nodes sort as they stand; what is not printed comes last.
type Key = (usize, bool, Dimension, Scope);

fn key(dimension: Dimension, scope: Option<Scope>) -> Key {
    let node = scope.map_or(Scope::ALL, |scope| only(scope, dimension));
    (column(dimension), scope.is_none(), dimension, node)
}

struct Draft {
    spent: Spent,
    links: BTreeMap<(Key, Key), (Quantity, Option<Place>)>,
}

impl Draft {
    fn printed(&self, scope: Scope) -> Option<Printed> {
        let &(figure, place) = self.spent.get(&scope)?;
        Some((scope, figure, place))
    }

    /// The printed parts of `frame` along a dimension.
    fn parts(&self, frame: Scope, dimension: Dimension) -> Vec<Printed> {
        let frame = frame.without(dimension);
        match dimension {
            Dimension::Fund => self.those(FundSource::ALL.iter().map(|&f| frame.with_fund(f))),
            Dimension::Kind => self.those(Kind::ALL.iter().map(|&k| frame.with_kind(k))),
            _ => {
                let all = self.spent.keys().copied();
                self.those(all.filter(|s| s.fixes(dimension) && s.without(dimension) == frame))
            }
        }
    }

    fn those(&self, scopes: impl Iterator<Item = Scope>) -> Vec<Printed> {
        scopes.filter_map(|scope| self.printed(scope)).collect()
    }

    /// The printed parts that have no printed part above them.
    fn tops(&self, frame: Scope, dimension: Dimension) -> Vec<Printed> {
        let mut parts = self.parts(frame, dimension);
        parts.retain(|&(part, ..)| {
            nearest(&self.spent, part, dimension).is_none_or(|above| !above.fixes(dimension))
        });
        parts
    }

    /// The funds of a function: those printed for it that have no printed node below them.
    fn sources(&mut self, (function, figure, place): Printed) {
        let to = key(Dimension::Functional, Some(function));
        if function.fixes(Dimension::Fund) {
            self.link(key(Dimension::Fund, Some(function)), to, figure.value(), Some(place));
            return;
        }
        let mut funds = self.parts(function, Dimension::Fund);
        funds.retain(|(_, figure, _)| figure.value() > Quantity::ZERO);
        let mut rest = Rest::default().plus(figure);
        for &(fund, figure, place) in &funds {
            let split = funds.iter().any(|&(other, ..)| other != fund && other.is_within(fund));
            if !split {
                self.link(key(Dimension::Fund, Some(fund)), to, figure.value(), Some(place));
                rest = rest.minus(figure);
            }
        }
        self.link(key(Dimension::Fund, None), to, rest.amount(), None);
    }

    /// Links a node to its parts, and what they leave to the node of what is not printed.
    fn split(
        &mut self,
        from: Scope,
        all: Rest,
        parts: &[Printed],
        (left, right): (Dimension, Dimension),
    ) {
        let from = key(left, Some(from));
        let mut rest = all;
        for &(part, figure, place) in parts {
            self.link(from, key(right, Some(part)), figure.value(), Some(place));
            rest = rest.minus(figure);
        }
        self.link(from, key(right, None), rest.amount(), None);
    }

    /// The economic classes of a kind of spending: the department's where they are printed, else
    /// the government's; of the fund for which they explain most.
    fn economic(&self, whole: Scope, kind: Option<Kind>) -> (Vec<Printed>, Dimension) {
        for dimension in [Dimension::Department, Dimension::Government] {
            let scopes = self.spent.keys().filter(|scope| {
                scope.fixes(dimension)
                    && scope.kind() == kind
                    && !scope.fixes(Dimension::Functional)
                    && scope.is_within(whole)
            });
            let frames: BTreeSet<Scope> = scopes.map(|scope| scope.without(dimension)).collect();
            let split = frames.into_iter().map(|frame| self.tops(frame, dimension));
            let widest = split.max_by_key(|parts| {
                parts.iter().fold(0, |sum: i128, part| sum.saturating_add(part.1.value().nano()))
            });
            if let Some(parts) = widest {
                return (parts, dimension);
            }
        }
        (Vec::new(), Dimension::Department)
    }

    fn link(&mut self, from: Key, to: Key, amount: Quantity, place: Option<Place>) {
        if amount > Quantity::ZERO {
            let (sum, first) = self.links.entry((from, to)).or_insert((Quantity::ZERO, place));
            *sum = sum.checked_add(amount).unwrap_or(*sum);
            *first = first.or(place);
        }
    }

    fn finish(self) -> Option<Streams> {
        /// What comes in, what goes out, and where it is printed first.
        type Sides = (Quantity, Quantity, Option<Place>);
        let mut sides: BTreeMap<Key, Sides> = BTreeMap::new();
        for (&(from, to), &(amount, place)) in &self.links {
            for (node, inward) in [(from, false), (to, true)] {
                let side = sides.entry(node).or_default();
                let sum = if inward { &mut side.0 } else { &mut side.1 };
                *sum = sum.checked_add(amount).unwrap_or(*sum);
                side.2 = side.2.or(place);
            }
        }
        let number = |key: &Key| sides.keys().position(|known| known == key);
        let links = self.links.iter().filter_map(|((from, to), &(amount, place))| {
            Some(StreamLink { from: number(from)?, to: number(to)?, amount, place })
        });
        let links: Vec<StreamLink> = links.collect();
        let nodes =
            sides.iter().map(|(&(_, rest, dimension, scope), &(inward, out, place))| StreamNode {
                dimension,
                scope: (!rest).then_some(scope),
                amount: inward.max(out),
                place,
            });
        let nodes: Vec<StreamNode> = nodes.collect();
        (!links.is_empty()).then_some(Streams { nodes, links })
    }
}
