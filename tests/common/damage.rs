//! Seeded damage: figures changed the ways people err.

use cn_budget::{Disclosure, Fact, Place, RawDisclosure};

/// A way to get a figure wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slip {
    OneDigit,
    Transposed,
    Dropped,
    Doubled,
    DecimalShift,
    Unit,
    Sign,
    Neighbour,
}

pub(crate) const SLIPS: [Slip; 8] = [
    Slip::OneDigit,
    Slip::Transposed,
    Slip::Dropped,
    Slip::Doubled,
    Slip::DecimalShift,
    Slip::Unit,
    Slip::Sign,
    Slip::Neighbour,
];

/// A small generator of pseudo-random numbers (xorshift64*), the same everywhere.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap() % bound.max(1)
    }
}

/// The places of all printed figures that were understood.
pub(crate) fn figures(raw: &RawDisclosure) -> Vec<Place> {
    let disclosure = Disclosure::read(raw.clone());
    disclosure.facts().iter().filter(|f| f.figure().is_some()).map(Fact::place).collect()
}

/// The text of a cell, to be changed.
pub(crate) fn text_mut(raw: &mut RawDisclosure, place: Place) -> &mut String {
    let Place::Cell { table, row, column } = place else { panic!("{place:?}") };
    let table = &mut raw.tables[table as usize];
    let heading = table.columns[column as usize].clone();
    let row = &mut table.rows[row as usize];
    &mut row.cells.iter_mut().find(|(name, _)| *name == heading).expect("a printed cell").1
}

/// The figures right beside one: in its row, or above and below it.
pub(crate) fn neighbours(places: &[Place], place: Place) -> Vec<Place> {
    let Place::Cell { table, row, column } = place else { panic!("{place:?}") };
    let beside = |other: &Place| match *other {
        Place::Cell { table: t, row: r, column: c } if t == table => {
            (r == row && c != column) || (c == column && r.abs_diff(row) == 1)
        }
        _ => false,
    };
    places.iter().copied().filter(beside).collect()
}

/// `text` with one slip, `None` where the slip changes nothing.
pub(crate) fn slipped(
    text: &str,
    slip: Slip,
    neighbour: &str,
    random: &mut Random,
) -> Option<String> {
    let plain: Vec<char> = text.chars().filter(|c| *c != ',').collect();
    let digits: Vec<usize> = (0..plain.len()).filter(|&i| plain[i].is_ascii_digit()).collect();
    let at = digits[random.below(digits.len())];
    let mut changed = plain.clone();
    match slip {
        Slip::OneDigit => {
            let old = plain[at].to_digit(10).unwrap();
            let new = (old + 1 + u32::try_from(random.below(9)).unwrap()) % 10;
            changed[at] = char::from_digit(new, 10).unwrap();
        }
        Slip::Transposed => {
            let pairs: Vec<(usize, usize)> = digits
                .windows(2)
                .map(|pair| (pair[0], pair[1]))
                .filter(|&(a, b)| plain[a] != plain[b])
                .collect();
            let (a, b) = *pairs.get(random.below(pairs.len()))?;
            changed.swap(a, b);
        }
        Slip::Dropped => {
            if digits.len() < 2 {
                return None;
            }
            changed.remove(at);
        }
        Slip::Doubled => changed.insert(at, plain[at]),
        Slip::DecimalShift => return shifted(&plain, random),
        Slip::Unit => return Some(unit_slip(&plain)),
        Slip::Sign => changed.insert(0, '-'),
        Slip::Neighbour => return Some(neighbour.into()),
    }
    let changed: String = changed.into_iter().collect();
    Some(changed)
}

/// The decimal point moved by one place.
fn shifted(plain: &[char], random: &mut Random) -> Option<String> {
    let point = plain.iter().position(|c| *c == '.')?;
    let mut moved = plain.to_vec();
    let right = random.below(2) == 0;
    if right && point + 2 < plain.len() {
        moved.swap(point, point + 1);
    } else if point > 1 {
        moved.swap(point - 1, point);
    } else {
        return None;
    }
    Some(moved.into_iter().collect())
}

/// 元 for 万元: ten thousand times as much, printed alike.
fn unit_slip(plain: &[char]) -> String {
    let text: String = plain.iter().collect();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut fraction = fraction.to_string();
    while fraction.len() < 4 {
        fraction.push('0');
    }
    let (into, rest) = fraction.split_at(4);
    let whole = format!("{whole}{into}");
    let whole = whole.trim_start_matches('0');
    if rest.is_empty() { whole.to_string() } else { format!("{whole}.{rest}") }
}
