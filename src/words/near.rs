//! Words that one character makes of a text: mistaken, left out or too much.

use alloc::{string::String, vec::Vec};

use super::{Lexicon, generated, role::Spot, trie::Trie};

/// A word that almost begins in a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Near {
    /// The word as it is known.
    pub(crate) word: String,
    /// How many characters of the text stand for it.
    pub(crate) length: usize,
}

/// Shorter words are one character away from anything.
const SHORTEST: usize = 4;

impl Lexicon {
    /// The words that begin where the text does but for one character, and may stand in such a place.
    pub(crate) fn near(&self, text: &[char], spot: Spot) -> Vec<Near> {
        let mut found = Vec::new();
        for trie in [&self.own, &generated::STANDARD] {
            let mut search = Search { trie, text, spot, found: &mut found };
            search.exactly(0, 0);
        }
        found
    }
}

struct Search<'a> {
    trie: &'a Trie,
    text: &'a [char],
    spot: Spot,
    found: &'a mut Vec<Near>,
}

impl Search<'_> {
    /// From a node to which the text has led so far, with the one mistake still to come.
    fn exactly(&mut self, node: u32, at: usize) {
        let (mut node, mut at) = (node, at);
        loop {
            // One character too much.
            self.rest(node, at + 1);
            for child in self.trie.children(node) {
                // Another one, or one left out.
                self.rest(child, at + 1);
                self.rest(child, at);
            }
            let next = self.text.get(at).and_then(|&own| self.trie.child(node, own));
            let Some(child) = next else { return };
            (node, at) = (child, at + 1);
        }
    }

    /// From a node behind the mistake: what follows is right.
    fn rest(&mut self, node: u32, at: usize) {
        let (mut node, mut at) = (node, at);
        while at <= self.text.len() {
            if self.trie.holds(node, self.spot) {
                let word = self.trie.text(node);
                if word.chars().count() >= SHORTEST {
                    self.found.push(Near { word, length: at });
                }
            }
            let next = self.text.get(at).and_then(|&own| self.trie.child(node, own));
            let Some(child) = next else { return };
            (node, at) = (child, at + 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, usize)> {
        let text: Vec<char> = text.chars().collect();
        let near = Lexicon::standard().near(&text, Spot::Row);
        near.into_iter().map(|near| (near.word, near.length)).collect()
    }

    #[test]
    fn one_character_is_forgiven_wherever_it_stands() {
        for text in ["基木支出", "墓本支出", "基本出", "基本本支出", "本支出"] {
            let found = words(text);
            let length = text.chars().count();
            assert!(found.contains(&("基本支出".into(), length)), "{text}: {found:?}");
        }
        assert!(!words("墓木支出").iter().any(|(word, _)| word == "基本支出"));
    }
}
