//! The tree of a roll-up as it is read: every node with what it comes to.

use alloc::{collections::BTreeMap, vec::Vec};

use super::TreeText;
use crate::catalogue::{Catalogue, Edition};
use crate::code::{Code, Scheme};
use crate::error::Error;
use crate::num::amount::Amount;
use crate::num::ratio::Ratio;
use crate::num::sum::Sum;

/// What each code of a [`Rollup`](crate::Rollup) comes to, in pre-order: a parent right before its
/// descendants, as the tables print them.
///
/// ```
/// use cn_budget::{Amount, Rollup, code::Functional};
///
/// let lines = [("2050201", 30), ("2050202", 10), ("208", 60)];
/// let mut rollup = Rollup::<Functional>::new();
/// for (code, fen) in lines {
///     rollup.add(code.parse()?, Amount::from_fen(fen));
/// }
/// let tree = rollup.tree()?;
/// let codes: Vec<u32> = tree.nodes().iter().map(|node| node.code().number()).collect();
/// assert_eq!(codes, [205, 20502, 2050201, 2050202, 208]);
/// assert_eq!(tree.get("205".parse()?).unwrap().share().unwrap().to_string(), "2/5");
/// # Ok::<(), cn_budget::Error>(())
/// ```
pub struct Tree<S: Scheme> {
    nodes: Vec<Node<S>>,
    total: Amount,
    open: Amount,
}

/// A code with what it comes to.
pub struct Node<S: Scheme> {
    code: Code<S>,
    amount: Amount,
    own: Amount,
    parent: Amount,
}

impl<S: Scheme> Node<S> {
    /// The code.
    pub fn code(&self) -> Code<S> {
        self.code
    }

    /// The sum of the lines of this code and of all below it.
    pub fn amount(&self) -> Amount {
        self.amount
    }

    /// The sum of the lines of exactly this code: all of a leaf, elsewhere what is not told further.
    pub fn own(&self) -> Amount {
        self.own
    }

    /// The exact share of the code one level up, for a class of the total; `None` where that is nil.
    pub fn share(&self) -> Option<Ratio> {
        Ratio::new(self.amount.fen().into(), self.parent.fen().into())
    }
}

impl<S: Scheme> Tree<S> {
    pub(super) fn grow(sums: &BTreeMap<Option<Code<S>>, Sum>) -> Result<Self, Error> {
        let mut wide: BTreeMap<Code<S>, Sum> = BTreeMap::new();
        let coded = || sums.iter().filter_map(|(&code, &sum)| Some((code?, sum)));
        for (code, sum) in coded() {
            for node in core::iter::once(code).chain(code.ancestors()) {
                wide.entry(node).or_default().add(sum);
            }
        }
        let amount = |code: Code<S>| wide.get(&code).copied().unwrap_or_default().amount(&code);
        let own = |code: Code<S>| sums.get(&Some(code)).copied().unwrap_or_default().amount(&code);
        let total = Sum::total(sums.values().copied()).amount(&"合计")?;
        let mut nodes = Vec::with_capacity(wide.len());
        for &code in wide.keys() {
            nodes.push(Node {
                code,
                amount: amount(code)?,
                own: own(code)?,
                parent: code.parent().map_or(Ok(total), amount)?,
            });
        }
        let open = sums.get(&None).copied().unwrap_or_default().amount(&"—")?;
        Ok(Self { nodes, total, open })
    }

    /// 合计: the sum of all lines.
    pub fn total(&self) -> Amount {
        self.total
    }

    /// The sum of the lines that have no code. The classes and this add up to the total.
    pub fn open(&self) -> Amount {
        self.open
    }

    /// All codes that lines have, and those above them, in pre-order.
    pub fn nodes(&self) -> &[Node<S>] {
        &self.nodes
    }

    /// The node of a code, `None` where no line is of it or below it.
    pub fn get(&self, code: Code<S>) -> Option<&Node<S>> {
        let found = self.nodes.binary_search_by_key(&code, Node::code).ok()?;
        self.nodes.get(found)
    }

    /// The classes (类), in order.
    pub fn classes(&self) -> impl Iterator<Item = &Node<S>> {
        self.nodes.iter().filter(|node| node.code.parent().is_none())
    }

    /// The nodes one level below a code, in order.
    pub fn children(&self, code: Code<S>) -> impl Iterator<Item = &Node<S>> {
        let start = self.nodes.partition_point(|node| node.code <= code);
        let rest = self.nodes.get(start..).unwrap_or_default();
        rest.iter()
            .take_while(move |node| code.contains(node.code))
            .filter(move |node| node.code.parent() == Some(code))
    }

    /// The tree as a text, each level indented further, with the names of an edition.
    pub fn display<'a>(&'a self, catalogue: &'a Catalogue, edition: Edition) -> TreeText<'a, S> {
        TreeText::new(self, catalogue, edition)
    }
}

// By hand: a derive would ask the same of the marker `S`.
impl<S: Scheme> Clone for Node<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S: Scheme> Copy for Node<S> {}
impl<S: Scheme> PartialEq for Node<S> {
    fn eq(&self, other: &Self) -> bool {
        (self.code, self.amount, self.own, self.parent)
            == (other.code, other.amount, other.own, other.parent)
    }
}
impl<S: Scheme> Eq for Node<S> {}
impl<S: Scheme> core::fmt::Debug for Node<S> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Node({} {})", self.code, self.amount)
    }
}
impl<S: Scheme> Clone for Tree<S> {
    fn clone(&self) -> Self {
        Self { nodes: self.nodes.clone(), total: self.total, open: self.open }
    }
}
impl<S: Scheme> PartialEq for Tree<S> {
    fn eq(&self, other: &Self) -> bool {
        (&self.nodes, self.total, self.open) == (&other.nodes, other.total, other.open)
    }
}
impl<S: Scheme> Eq for Tree<S> {}
impl<S: Scheme> core::fmt::Debug for Tree<S> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_list().entries(&self.nodes).finish()
    }
}
