//! Synthetic documents: a tree of amounts, printed with rounding in several tables.
//!
//! Shared by `tests/system.rs` and `benches/system.rs`.
#![allow(dead_code, reason = "each user needs its own part")]

use cn_budget::system::{PrintId, System, VariableId};

/// A small deterministic generator of random numbers (splitmix64).
#[derive(Debug, Clone)]
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    pub fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap()
    }
}

/// What is printed where.
#[derive(Debug, Clone)]
pub struct Document {
    variables: usize,
    /// Which variable, and the printed value in last places.
    pub prints: Vec<(usize, i128)>,
    pub rows: Vec<(Vec<(usize, i64)>, Option<i128>, Option<i128>)>,
}

/// An amount with its kinds: total, basic, project.
const COLUMNS: usize = 3;

impl Document {
    /// A document whose functional tree has so many children on each level.
    pub fn new(levels: &[usize], random: &mut Random) -> Self {
        let mut document = Self { variables: 0, prints: Vec::new(), rows: Vec::new() };
        let mut amounts = Vec::new();
        document.node(levels, random, &mut amounts);
        // True amounts in 元; figures are printed to 0.01 万元, that is 100 元.
        let printed = |amount: i128| (amount + 50).div_euclid(100);
        for (variable, &amount) in amounts.iter().enumerate() {
            // One table prints all three columns, another only the totals.
            document.prints.push((variable, printed(amount)));
            if variable % COLUMNS == 0 {
                document.prints.push((variable, printed(amount)));
            }
        }
        // A summary prints the top of the tree.
        for variable in (0..amounts.len()).step_by(COLUMNS * (amounts.len() / COLUMNS / 5).max(1)) {
            document.prints.push((variable, printed(amounts[variable])));
        }
        document
    }

    /// Adds a node and what is below it; its variables are the three from the one returned on.
    fn node(&mut self, levels: &[usize], random: &mut Random, amounts: &mut Vec<i128>) -> usize {
        let first = self.variables;
        self.variables += COLUMNS;
        amounts.extend([0; COLUMNS]);
        let Some((&count, below)) = levels.split_first() else {
            let mut amount = || match random.below(4) {
                0 => 0,
                1 => i128::from(random.below(1_000_000)),
                _ => i128::from(random.below(100_000_000)),
            };
            (amounts[first + 1], amounts[first + 2]) = (amount(), amount());
            amounts[first] = amounts[first + 1] + amounts[first + 2];
            self.equal(first, &[first + 1, first + 2]);
            return first;
        };
        let children: Vec<usize> = (0..count).map(|_| self.node(below, random, amounts)).collect();
        for column in 0..COLUMNS {
            let parts: Vec<usize> = children.iter().map(|child| child + column).collect();
            amounts[first + column] = parts.iter().map(|&part| amounts[part]).sum();
            self.equal(first + column, &parts);
            if column == 0 {
                // The second table repeats the sums of its one column.
                self.equal(first, &parts);
            }
            for &part in &parts {
                self.rows.push((vec![(first + column, 1), (part, -1)], Some(0), None));
            }
        }
        self.equal(first, &[first + 1, first + 2]);
        first
    }

    fn equal(&mut self, total: usize, parts: &[usize]) {
        let parts = parts.iter().map(|&part| (part, -1));
        let terms = core::iter::once((total, 1)).chain(parts).collect();
        self.rows.push((terms, Some(0), Some(0)));
    }

    /// Changes one figure by a slip that rounding does not hide; returns its place.
    pub fn damage(&mut self, random: &mut Random) -> usize {
        let place = random.index(self.prints.len());
        let (_, value) = &mut self.prints[place];
        let digit = 10_i128.pow(u32::try_from(random.below(6)).unwrap());
        *value = match random.below(4) {
            0 => *value + 7 * digit,
            1 => (*value - 3 * digit).abs() + 20,
            2 => *value * 10 + 40,
            _ => *value / 10 + 9_000,
        };
        place
    }

    /// The system, counted in half-units of the last place.
    pub fn system(&self) -> System {
        let mut system = System::new();
        let variables: Vec<VariableId> = (0..self.variables).map(|_| system.variable()).collect();
        for &variable in &variables {
            system.bound(variable, Some(0), None).unwrap();
        }
        for &(variable, value) in &self.prints {
            let _: PrintId = system
                .print(variables[variable], Some(2 * value - 1), Some(2 * value + 1))
                .unwrap();
        }
        for (terms, low, high) in &self.rows {
            let terms = terms.iter().map(|&(variable, a)| (variables[variable], a));
            system.row(terms, *low, *high).unwrap();
        }
        system
    }
}
