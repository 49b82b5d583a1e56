//! Synthetic documents: a tree of amounts, printed with rounding in several tables.
//!
//! Shared by `tests/it/system.rs`, `tests/oracle` and `benches/system.rs`.
#![allow(dead_code, reason = "each user needs its own part")]

use cn_budget::system::{System, VariableId};

/// A small deterministic generator of random numbers (splitmix64).
#[derive(Debug, Clone)]
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    pub(crate) fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap()
    }
}

/// What is printed where.
#[derive(Debug, Clone)]
pub(crate) struct Document {
    variables: usize,
    pub(crate) prints: Vec<Figure>,
    pub(crate) rows: Vec<Row>,
}

/// Terms and limits.
pub(crate) type Row = (Vec<(usize, i64)>, Option<i128>, Option<i128>);

/// A printed figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Figure {
    pub(crate) variable: usize,
    /// The printed value, in its last place.
    pub(crate) value: i128,
    /// Its last place, in units of 0.01 万元.
    pub(crate) place: i128,
}

impl Figure {
    /// An amount in 元, printed to a place.
    fn new(variable: usize, amount: i128, place: i128) -> Self {
        let value = (amount + 50 * place).div_euclid(100 * place);
        Self { variable, value, place }
    }

    /// What it claims, in half-units of 0.01 万元.
    pub(crate) fn interval(&self) -> [i128; 2] {
        [(2 * self.value - 1) * self.place, (2 * self.value + 1) * self.place]
    }
}

/// An amount with its kinds: total, basic, project.
const COLUMNS: usize = 3;

impl Document {
    /// A document whose functional tree has so many children on each level.
    pub(crate) fn new(levels: &[usize], random: &mut Random) -> Self {
        let mut document = Self { variables: 0, prints: Vec::new(), rows: Vec::new() };
        let mut amounts = Vec::new();
        document.node(levels, random, &mut amounts);
        for (variable, &amount) in amounts.iter().enumerate() {
            // One table prints all three columns, another only the totals.
            document.prints.push(Figure::new(variable, amount, 1));
            if variable % COLUMNS == 0 {
                document.prints.push(Figure::new(variable, amount, 1));
            }
        }
        // A summary prints some totals in whole 万元, and the text a share in percent.
        for variable in (0..amounts.len()).step_by(COLUMNS * (amounts.len() / COLUMNS / 5).max(1)) {
            document.prints.push(Figure::new(variable, amounts[variable], 100));
        }
        if let [total, _, project, ..] = amounts[..] {
            let share = (20_000 * project + total) / (2 * total).max(1);
            let row = |share| vec![(2, 20_000), (0, -i64::try_from(share).unwrap())];
            document.rows.push((row(2 * share - 1), Some(0), None));
            document.rows.push((row(2 * share + 1), None, Some(0)));
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

    /// Changes one figure by a slip; returns its place.
    pub(crate) fn damage(&mut self, random: &mut Random) -> usize {
        let place = random.index(self.prints.len());
        let value = &mut self.prints[place].value;
        let digit = 10_i128.pow(u32::try_from(random.below(6)).unwrap());
        *value = match random.below(5) {
            0 => *value + 7 * digit,
            1 => (*value - 3 * digit).abs() + 20,
            2 => *value * 10 + 40,
            3 => *value / 10 + 9_000,
            // This may hide in the rounding.
            _ => *value + 1 + i128::from(random.below(3)),
        };
        place
    }

    /// Drops figures: of each hundred so many are left.
    pub(crate) fn thin(&mut self, random: &mut Random, percent: u64) {
        self.prints.retain(|_| random.below(100) < percent);
    }

    /// The system, counted in half-units of the last place.
    pub(crate) fn system(&self) -> System {
        let mut system = System::new();
        let variables: Vec<VariableId> = (0..self.variables).map(|_| system.variable()).collect();
        for &variable in &variables {
            system.bound(variable, Some(0), None).unwrap();
        }
        for figure in &self.prints {
            let [low, high] = figure.interval();
            system.print(variables[figure.variable], Some(low), Some(high)).unwrap();
        }
        for (terms, low, high) in &self.rows {
            let terms = terms.iter().map(|&(variable, a)| (variables[variable], a));
            system.row(terms, *low, *high).unwrap();
        }
        system
    }
}

/// A total of so many figures, each printed to a hundredth, and the total too.
pub(crate) fn long_sum(parts: usize, off: i128) -> System {
    let mut random = Random(17);
    let mut system = System::new();
    let total = system.variable();
    let amounts: Vec<i128> = (0..parts).map(|_| i128::from(random.below(1_000_000))).collect();
    let mut terms = vec![(total, 1)];
    let nearest = |amount: i128| (amount + 50).div_euclid(100);
    for &amount in &amounts {
        let part = system.variable();
        let printed = nearest(amount);
        system.print(part, Some(2 * printed - 1), Some(2 * printed + 1)).unwrap();
        terms.push((part, -1));
    }
    let printed = nearest(amounts.iter().sum()) + off;
    system.print(total, Some(2 * printed - 1), Some(2 * printed + 1)).unwrap();
    system.row(terms, Some(0), Some(0)).unwrap();
    system
}
