//! Sums by a key of several numbers: a hash table made for adding.

use crate::index;
use alloc::{collections::BTreeMap, vec, vec::Vec};

use crate::num::amount::Amount;
use crate::num::sum::Sum;

/// Sums by keys of `N` numbers, of which the first `width` are used and the rest are 0.
#[derive(Debug, Clone)]
pub(super) struct Table<const N: usize> {
    width: usize,
    entries: Vec<Entry<N>>,
    /// By hash: the position in `entries` plus 1, or 0 for a free place. Its length is a power of two.
    index: Vec<u32>,
    /// Entries that found no free place near their own, so that a search stays short even if an
    /// attacker chooses keys that collide.
    crowded: BTreeMap<[u32; N], usize>,
    /// What went beyond the 64 bits of a sum, by where its entry stands.
    beyond: BTreeMap<usize, Sum>,
}

/// A key with its lines and their sum, or the part of it that is not noted as beyond 64 bits: short,
/// since most of the time goes into fetching entries.
#[derive(Debug, Clone, Copy)]
struct Entry<const N: usize> {
    key: [u32; N],
    lines: u64,
    sum: Amount,
}

/// How many lines a key has, and their sum.
pub(super) type Lines = (u64, Sum);

/// Lines that are worked on together, so that the processor fetches many places of the table at a
/// time. A block of keys and hashes (3 KB for four axes) stays in the nearest cache.
pub(super) const BLOCK: usize = 128;

/// The keys of a block of lines, filled one number of every key after another.
pub(super) struct Block<const N: usize> {
    keys: [[u32; N]; BLOCK],
    hashes: [u64; BLOCK],
}

/// A search looks at this many neighbouring places: 64 bytes of the index, at most two cache lines.
const NEAR: usize = 16;

/// The smallest index.
const SMALLEST: usize = 16;

/// Mixes one more number into a hash. The factor is 2⁶⁴ divided by the golden ratio, which spreads
/// numbers that lie side by side, as codes do.
#[inline]
fn mix(hash: u64, number: u32) -> u64 {
    (hash.rotate_left(5) ^ u64::from(number)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

impl<const N: usize> Block<N> {
    pub(super) const fn new() -> Self {
        Self { keys: [[0; N]; BLOCK], hashes: [0; BLOCK] }
    }

    /// Begins anew; all numbers of the keys must then be put, in order.
    pub(super) fn begin(&mut self) {
        self.hashes = [0; BLOCK];
    }

    /// Puts the next number, which is the `position`-th, of every key.
    #[inline]
    pub(super) fn put(&mut self, position: usize, numbers: impl Iterator<Item = u32>) {
        for ((key, hash), number) in self.keys.iter_mut().zip(&mut self.hashes).zip(numbers) {
            if let Some(place) = key.get_mut(position) {
                *place = number;
            }
            *hash = mix(*hash, number);
        }
    }
}

impl<const N: usize> Table<N> {
    pub(super) const fn new(width: usize) -> Self {
        Self {
            width,
            entries: Vec::new(),
            index: Vec::new(),
            crowded: BTreeMap::new(),
            beyond: BTreeMap::new(),
        }
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The keys in the order of their first lines.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&[u32; N], Lines)> {
        let all = self.entries.iter().enumerate();
        all.map(|(position, entry)| (&entry.key, self.lines(position, entry)))
    }

    fn lines(&self, position: usize, entry: &Entry<N>) -> Lines {
        let mut sum = Sum::of(entry.sum);
        if let Some(&beyond) = self.beyond.get(&position) {
            sum.add(beyond);
        }
        (entry.lines, sum)
    }

    fn hash(&self, key: &[u32; N]) -> u64 {
        key.iter().take(self.width).fold(0, |hash, &number| mix(hash, number))
    }

    /// The first place of a hash: its highest bits, which are the best mixed ones.
    #[inline]
    fn first(&self, hash: u64) -> usize {
        let bits = self.index.len().trailing_zeros();
        usize::try_from(hash.checked_shr(64 - bits).unwrap_or(0)).unwrap_or(0)
    }

    /// The places where the entry of a hash may stand in the index.
    #[inline]
    fn places(&self, hash: u64) -> impl Iterator<Item = usize> + use<N> {
        let (first, mask) = (self.first(hash), self.index.len().wrapping_sub(1));
        (0..NEAR).map(move |step| first.wrapping_add(step) & mask)
    }

    /// Where the entry of a key stands.
    fn find(&self, hash: u64, key: &[u32; N]) -> Option<usize> {
        for place in self.places(hash) {
            let number = self.index.get(place).copied().unwrap_or(0);
            let Some(position) = index::index(number).checked_sub(1) else { break };
            if self.entries.get(position).is_some_and(|entry| entry.key == *key) {
                return Some(position);
            }
        }
        self.crowded.get(key).copied()
    }

    pub(super) fn get(&self, key: &[u32; N]) -> Option<Lines> {
        let position = self.find(self.hash(key), key)?;
        self.entries.get(position).map(|entry| self.lines(position, entry))
    }

    pub(super) fn add(&mut self, key: &[u32; N], lines: u64, sum: Sum) {
        self.add_hashed(self.hash(key), key, lines, sum);
    }

    fn add_hashed(&mut self, hash: u64, key: &[u32; N], lines: u64, sum: Sum) {
        if let Some(position) = self.find(hash, key) {
            return self.add_at(position, lines, sum);
        }
        let position = self.entries.len();
        self.entries.push(Entry { key: *key, lines: 0, sum: Amount::ZERO });
        self.add_at(position, lines, sum);
        if self.entries.len() * 2 > self.index.len() {
            self.grow();
        } else {
            self.enter(hash, position);
        }
    }

    /// Adds to the entry that stands there.
    fn add_at(&mut self, position: usize, lines: u64, mut sum: Sum) {
        let Some(entry) = self.entries.get_mut(position) else { return };
        entry.lines += lines;
        sum.add(Sum::of(entry.sum));
        entry.sum = sum.narrow().unwrap_or_else(|| {
            self.beyond.entry(position).or_default().add(sum);
            Amount::ZERO
        });
    }

    /// Adds the amounts of a block, one line each.
    pub(super) fn add_block(&mut self, block: &Block<N>, amounts: &[Amount]) {
        // First all places in the index, then all entries: each pass waits for memory but once.
        let mut numbers = [0_u32; BLOCK];
        for (number, &hash) in numbers.iter_mut().zip(&block.hashes) {
            *number = self.index.get(self.first(hash)).copied().unwrap_or(0);
        }
        let mut hits = [false; BLOCK];
        for ((hit, &number), key) in hits.iter_mut().zip(&numbers).zip(&block.keys) {
            let entry = self.entries.get(index::index(number).wrapping_sub(1));
            *hit = entry.is_some_and(|entry| entry.key == *key);
        }
        let keyed = block.keys.iter().zip(&block.hashes);
        for (((key, &hash), &amount), (&number, &hit)) in
            keyed.zip(amounts).zip(numbers.iter().zip(&hits))
        {
            let position = index::index(number).wrapping_sub(1);
            match self.entries.get_mut(position) {
                Some(entry) if hit => match entry.sum.checked_add(amount) {
                    Some(sum) => {
                        entry.lines += 1;
                        entry.sum = sum;
                    }
                    None => self.add_at(position, 1, Sum::of(amount)),
                },
                _ => self.add_hashed(hash, key, 1, Sum::of(amount)),
            }
        }
    }

    fn grow(&mut self) {
        self.index = vec![0; (self.index.len() * 4).max(SMALLEST)];
        self.crowded.clear();
        for position in 0..self.entries.len() {
            let hash = self.entries.get(position).map_or(0, |entry| self.hash(&entry.key));
            self.enter(hash, position);
        }
    }

    /// Notes in the index where an entry stands.
    fn enter(&mut self, hash: u64, position: usize) {
        let Ok(number) = u32::try_from(position + 1) else { return self.crowd(position) };
        for place in self.places(hash) {
            if let Some(free @ 0) = self.index.get_mut(place) {
                *free = number;
                return;
            }
        }
        self.crowd(position);
    }

    fn crowd(&mut self, position: usize) {
        if let Some(entry) = self.entries.get(position) {
            self.crowded.insert(entry.key, position);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(count: u32) -> impl Iterator<Item = [u32; 4]> {
        (1..=count).map(|number| [number, 0, number % 3, 0])
    }

    #[test]
    fn every_key_is_found_again() {
        let mut table = Table::<4>::new(4);
        for round in 1..=3 {
            for key in keys(5_000) {
                table.add(&key, 1, Sum::of(Amount::from_fen(7)));
                assert_eq!(table.get(&key).map(|(lines, _)| lines), Some(round));
            }
        }
        assert_eq!(table.len(), 5_000);
        assert!(table.get(&[0; 4]).is_none());
    }

    #[test]
    fn sums_go_beyond_64_bits_and_come_back() {
        let (mut table, mut block) = (Table::<4>::new(4), Block::new());
        block.begin();
        (0..4).for_each(|position| block.put(position, [7; BLOCK].into_iter()));
        let key = [7; 4];
        let (most, least) = (Amount::from_fen(i64::MAX), Amount::from_fen(i64::MIN));
        table.add_block(&block, &[most, most, most, Amount::from_fen(5)]);
        table.add(&key, 2, Sum::total([Sum::of(most), Sum::of(most)]));
        table.add_block(&block, &[least; 5]);
        assert_eq!(table.get(&key), Some((11, Sum::of(Amount::ZERO))));
    }

    #[test]
    fn crowded_keys_are_found_too() {
        // A width of 0 gives every key the same hash.
        let mut table = Table::<4>::new(0);
        for _ in 0..2 {
            for key in keys(1_000) {
                table.add(&key, 1, Sum::default());
            }
        }
        assert_eq!(table.len(), 1_000);
        assert!(table.iter().all(|(_, (lines, _))| lines == 2));
        assert!(table.crowded.len() >= 900);
    }

    #[test]
    fn keys_spread_over_an_index_that_stays_half_empty() {
        // Neighbouring numbers in each position, as codes have them.
        for position in 0..4 {
            let mut table = Table::<4>::new(4);
            for number in 0..5_000 {
                let mut key = [3; 4];
                key[position] = number;
                table.add(&key, 1, Sum::default());
                let (used, places) = (table.len(), table.index.len());
                assert!(2 * used <= places && places <= (8 * used).max(SMALLEST));
            }
            assert!(table.crowded.is_empty(), "{position}");
        }
        let mut table = Table::<4>::new(4);
        keys(8).for_each(|key| table.add(&key, 1, Sum::default()));
        assert_eq!(table.index.len(), SMALLEST);
        table.add(&[9; 4], 1, Sum::default());
        assert_eq!(table.index.len(), 4 * SMALLEST);
    }

    #[test]
    fn small_keys_have_hashes_of_their_own() {
        let table = Table::<4>::new(4);
        let mut hashes = alloc::collections::BTreeSet::new();
        for number in 0..20_u32.pow(3) {
            let key = [number % 20, number / 20 % 20, number / 400, 0];
            assert!(hashes.insert(table.hash(&key)), "{key:?}");
        }
    }
}
