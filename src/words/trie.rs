//! Words by their characters: a tree whose nodes are laid out level by level.
//!
//! The children of a node are neighbours and sorted, and the node after edge `n` is `n + 1`, so that
//! a tree is four plain arrays, which the standard lexicon has as constants.

use alloc::{borrow::Cow, collections::VecDeque, string::String, vec::Vec};
use core::ops::Range;

use super::{Word, role::Spot};

/// A set of texts with the words that each may be.
#[derive(Debug, Clone)]
pub(super) struct Trie {
    /// Per node its first edge and its first word, and behind the last node where they end.
    pub(super) nodes: Cow<'static, [(u32, u32)]>,
    /// The characters of the edges.
    pub(super) edges: Cow<'static, [char]>,
    /// The words of the nodes, by number in `kinds`.
    pub(super) words: Cow<'static, [u16]>,
    /// The different words.
    pub(super) kinds: Cow<'static, [Word]>,
}

impl Default for Trie {
    fn default() -> Self {
        Self::build(Vec::new())
    }
}

impl Trie {
    /// The tree of these texts. Of two words for one text in the same place the first is kept.
    pub(super) fn build(mut entries: Vec<(String, Word)>) -> Self {
        entries.sort_by(|left, right| left.0.cmp(&right.0));
        let texts: Vec<Vec<char>> =
            entries.iter().map(|(text, _)| text.chars().collect()).collect();
        let (mut nodes, mut edges, mut words, mut kinds) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::<Word>::new());
        // The nodes in the order of their levels: which texts go through each, and how deep it is.
        let mut queue = VecDeque::from([(0..texts.len(), 0)]);
        while let Some((range, depth)) = queue.pop_front() {
            nodes.push((number(edges.len()), number(words.len())));
            let through = texts.get(range.clone()).unwrap_or_default();
            let ending = through.iter().take_while(|text| text.len() == depth).count();
            for (_, word) in entries.iter().skip(range.start).take(ending) {
                let kind = kinds.iter().position(|kind| kind == word).unwrap_or_else(|| {
                    kinds.push(*word);
                    kinds.len() - 1
                });
                words.push(u16::try_from(kind).unwrap_or(u16::MAX));
            }
            let mut start = range.start + ending;
            while let Some(&character) = texts.get(start).and_then(|text| text.get(depth)) {
                if start >= range.end {
                    break;
                }
                let same = texts.get(start..range.end).unwrap_or_default();
                let length =
                    same.iter().take_while(|text| text.get(depth) == Some(&character)).count();
                edges.push(character);
                queue.push_back((start..start + length, depth + 1));
                start += length;
            }
        }
        nodes.push((number(edges.len()), number(words.len())));
        Self { nodes: nodes.into(), edges: edges.into(), words: words.into(), kinds: kinds.into() }
    }

    /// All texts with their words, in an order from which [`build`](Self::build) makes the same tree.
    pub(super) fn entries(&self) -> Vec<(String, Word)> {
        let nodes = 0..number(self.nodes.len().saturating_sub(1));
        nodes
            .flat_map(|node| self.words_of(node).map(move |word| (self.text(node), word)))
            .collect()
    }

    pub(super) fn walk(&self) -> Walk<'_> {
        Walk { trie: self, node: Some(0) }
    }

    /// The text that leads to a node.
    pub(super) fn text(&self, mut node: u32) -> String {
        let mut characters = Vec::new();
        while let Some(edge) = node.checked_sub(1) {
            let Some(&character) = self.edges.get(edge as usize) else { break };
            characters.push(character);
            // The last node whose edges begin at or before this one; those without edges begin where
            // the next one does.
            let after = self.nodes.partition_point(|&(first, _)| first <= edge);
            node = number(after.saturating_sub(1));
        }
        characters.iter().rev().collect()
    }

    /// The nodes right below one.
    pub(super) fn children(&self, node: u32) -> impl Iterator<Item = u32> + use<> {
        self.range(node, |&(edge, _)| edge).map(|edge| number(edge + 1))
    }

    /// Whether a word ends at a node that may stand in such a place.
    pub(super) fn holds(&self, node: u32, spot: Spot) -> bool {
        self.words_of(node).any(|word| word.spots.hold(spot))
    }

    pub(super) fn child(&self, node: u32, character: char) -> Option<u32> {
        let range = self.range(node, |&(edge, _)| edge);
        let edge = self.edges.get(range.clone())?.binary_search(&character).ok()?;
        Some(number(range.start + edge + 1))
    }

    fn words_of(&self, node: u32) -> impl Iterator<Item = Word> {
        let words = self.words.get(self.range(node, |&(_, word)| word)).unwrap_or_default();
        words.iter().filter_map(|&kind| self.kinds.get(usize::from(kind)).copied())
    }

    fn range(&self, node: u32, of: impl Fn(&(u32, u32)) -> u32) -> Range<usize> {
        let node = node as usize;
        let at = |node: usize| self.nodes.get(node).map_or(0, |node| of(node) as usize);
        at(node)..at(node + 1)
    }
}

fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// A way down a tree, character by character.
#[derive(Debug, Clone, Copy)]
pub(super) struct Walk<'t> {
    trie: &'t Trie,
    node: Option<u32>,
}

impl Walk<'_> {
    pub(super) fn is_alive(&self) -> bool {
        self.node.is_some()
    }

    pub(super) fn step(&mut self, character: char) {
        self.node = self.node.and_then(|node| self.trie.child(node, character));
    }

    /// The word that ends here and may stand in such a place, and its node.
    pub(super) fn word(&self, spot: Spot) -> Option<(Word, u32)> {
        let node = self.node?;
        let word = self.trie.words_of(node).find(|word| word.spots.hold(spot))?;
        Some((word, node))
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;
    use crate::words::role::{Role, Spots};

    #[test]
    fn texts_come_back_from_their_nodes() {
        let word = Word { role: Role::Neutral, meaning: None, spots: Spots(4) };
        let texts = ["乙", "甲", "甲乙丙", "甲丁", "丙丁"];
        let trie = Trie::build(texts.iter().map(|text| (text.to_string(), word)).collect());
        let mut found: Vec<String> = trie.entries().into_iter().map(|(text, _)| text).collect();
        found.sort_unstable();
        let mut wanted = texts;
        wanted.sort_unstable();
        assert_eq!(found, wanted);
        for text in texts {
            let mut walk = trie.walk();
            text.chars().for_each(|character| walk.step(character));
            let (_, node) = walk.word(Spot::Row).unwrap();
            assert_eq!(trie.text(node), text);
            assert!(walk.word(Spot::Title).is_none());
        }
        assert_eq!(trie.edges.len() + 2, trie.nodes.len());
    }
}
