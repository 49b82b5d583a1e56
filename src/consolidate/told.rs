//! What a disclosure tells of any scope: the figure that it prints, else the sum of its lines.

use alloc::{collections::BTreeMap, vec::Vec};

use crate::disclosure::{Content, Disclosure};
use crate::num::figure::{Interval, Quantity, Rounding};
use crate::place::Place;
use crate::restore::{Window, restore};
use crate::scope::{Dimension, Scope, key_is_within, parent_key};

/// What a disclosure tells of any scope.
pub(super) struct Told {
    printed: BTreeMap<Scope, (Value, Place)>,
    windows: Vec<Lines>,
}

/// A value and where the true one may lie.
#[derive(Clone, Copy)]
pub(super) struct Value {
    pub(super) value: Quantity,
    pub(super) interval: Interval,
}

impl Value {
    pub(super) const NIL: Self =
        Self { value: Quantity::ZERO, interval: Interval::point(Quantity::ZERO) };

    pub(super) fn add(self, other: Self) -> Option<Self> {
        Some(Self {
            value: self.value.checked_add(other.value)?,
            interval: self.interval.checked_add(other.interval)?,
        })
    }

    fn of(content: Content) -> Option<Self> {
        match content {
            Content::Figure(figure) => {
                Some(Self { value: figure.value(), interval: figure.interval(Rounding::Nearest) })
            }
            Content::Blank => Some(Self::NIL),
            Content::Unreadable => None,
        }
    }
}

/// What a document tells of itself alone: names are its own.
const OWN: [Dimension; 6] = [
    Dimension::Entity,
    Dimension::Project,
    Dimension::Change,
    Dimension::Part,
    Dimension::Variant,
    Dimension::Table,
];

impl Told {
    pub(super) fn of(disclosure: &Disclosure) -> Self {
        let mut printed = BTreeMap::new();
        let mut values = BTreeMap::new();
        for fact in disclosure.facts() {
            let scope = fact.scope();
            let Some(value) = Value::of(fact.content()) else { continue };
            values.insert(fact.place(), value);
            if !OWN.iter().any(|&dimension| scope.fixes(dimension)) {
                printed.entry(scope).or_insert((value, fact.place()));
            }
        }
        let windows = restore(disclosure).into_windows();
        let windows = windows.iter().filter(|window| window.is_closed());
        Self { printed, windows: windows.map(|window| Lines::of(window, &values)).collect() }
    }

    /// The scopes that the disclosure prints.
    pub(super) fn scopes(&self) -> impl Iterator<Item = Scope> {
        self.printed.keys().copied()
    }

    /// Where a scope is printed.
    pub(super) fn place(&self, scope: Scope) -> Option<Place> {
        self.printed.get(&scope).map(|&(_, place)| place)
    }

    /// The amount of a scope: as printed, else what the lines of a window that tells all of it add
    /// up to.
    pub(super) fn get(&self, scope: Scope) -> Option<Value> {
        match self.printed.get(&scope) {
            Some(&(told, _)) => Some(told),
            None => self.windows.iter().find_map(|window| window.get(scope)),
        }
    }
}

/// The lines of a closed window, found by their codes: a department's thousands of scopes are asked
/// of each of its units.
struct Lines {
    root: Scope,
    /// The lines, and their values where they can be read.
    all: Vec<(Scope, Option<Value>)>,
    /// The numbers of the lines by their node in each of the [`CODES`].
    by_code: [BTreeMap<u32, Vec<usize>>; CODES.len()],
}

/// The dimensions of many nodes; of one node stand few lines.
const CODES: [Dimension; 3] = [Dimension::Functional, Dimension::Department, Dimension::Government];

impl Lines {
    fn of(window: &Window, values: &BTreeMap<Place, Value>) -> Self {
        let all: Vec<(Scope, Option<Value>)> = window
            .lines()
            .iter()
            .map(|line| (line.scope(), values.get(&line.place()).copied()))
            .collect();
        let by_code = CODES.map(|dimension| {
            let mut nodes: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
            for (number, (scope, _)) in all.iter().enumerate() {
                nodes.entry(scope.key(dimension)).or_default().push(number);
            }
            nodes
        });
        Self { root: window.root(), all, by_code }
    }

    /// What the lines within a scope add up to; `None` where of some line it is not told whether it
    /// belongs there, or cannot be read.
    fn get(&self, scope: Scope) -> Option<Value> {
        if !scope.is_within(self.root) {
            return None;
        }
        let mut sum = Value::NIL;
        for number in self.near(scope) {
            let &(line, value) = self.all.get(number)?;
            if scope.holds(line)? {
                sum = sum.add(value?)?;
            }
        }
        Some(sum)
    }

    /// The lines that may have something in common with a scope: at its node of a code tree, below
    /// or above it; all lines where it fixes no code.
    fn near(&self, scope: Scope) -> Vec<usize> {
        let fixed = CODES.iter().zip(&self.by_code).find(|(dimension, _)| scope.fixes(**dimension));
        let Some((&dimension, nodes)) = fixed else { return (0..self.all.len()).collect() };
        let node = scope.key(dimension);
        let below =
            nodes.range(node..).take_while(|&(&key, _)| key_is_within(dimension, key, node));
        let up = |&key: &u32| (key != 0).then(|| parent_key(dimension, key));
        let above = core::iter::successors(up(&node), up).filter_map(|key| nodes.get(&key));
        above.chain(below.map(|(_, lines)| lines)).flatten().copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;
    use crate::code::FunctionalCode;
    use crate::kind::{Kind, Stage};
    use crate::num::amount::Unit;
    use crate::raw::{RawDisclosure, RawTable};

    /// Of a table of hundreds of lines only those of a node, and above it, are looked at.
    #[test]
    fn few_lines_are_looked_at() {
        let mut table =
            RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"]);
        for class in 201..=215 {
            for section in 1..=20 {
                let code = alloc::format!("{class}{section:02}");
                table = table.row(&code, "", ["3.00", "1.00", "2.00"]);
            }
        }
        let raw = RawDisclosure::new(2026, Stage::Budget).table(table);
        let told = Told::of(&Disclosure::read(raw));
        let [window] = &told.windows[..] else { panic!() };
        assert_eq!(window.all.len(), 600);
        let of = |code: &str| window.root.with_functional(code.parse::<FunctionalCode>().unwrap());
        assert_eq!(window.near(of("20103")).len(), 2);
        assert_eq!(window.near(of("2010301")).len(), 2);
        assert_eq!(window.near(of("201")).len(), 40);
        let basic = told.get(of("201").with_kind(Kind::Basic)).unwrap();
        assert_eq!(basic.value.to_string(), "200000元");
        assert!(told.get(of("2010301")).is_none(), "20103 does not tell its items");
        assert_eq!(told.get(of("22101")).unwrap().value, Quantity::ZERO);
    }
}
