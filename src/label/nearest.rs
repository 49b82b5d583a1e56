//! The known wording nearest to a label that is not understood.

use alloc::{string::String, vec::Vec};

use super::{Vocabulary, segment::Segments};
use crate::text;
use crate::words::Spot;

/// Labels of more characters are sentences: they are not looked at.
const LONGEST: usize = 40;

impl Vocabulary {
    /// The wording that a label is one character away from, if there is one: in one of its words of four
    /// characters or more a character is mistaken, left out or too much.
    ///
    /// ```
    /// use cn_budget::Vocabulary;
    ///
    /// let words = Vocabulary::standard();
    /// assert_eq!(words.nearest("一般公共预算拔款").as_deref(), Some("一般公共预算拨款"));
    /// assert_eq!(words.nearest("2026年基本支岀").as_deref(), Some("2026年基本支出"));
    /// assert_eq!(words.nearest("饕餮貔貅"), None);
    /// ```
    #[must_use]
    pub fn nearest(&self, label: &str) -> Option<String> {
        let label = text::normalise(label);
        let characters: Vec<char> = label.chars().collect();
        if characters.len() > LONGEST {
            return None;
        }
        let ends = self.known_to_the_end(&label, &characters)?;
        let mut best: Option<(usize, String)> = None;
        for at in self.known_so_far(&label) {
            let from = label.get(..at)?.chars().count();
            for near in self.lexicon.near(characters.get(from..)?, Spot::Row) {
                let end = from + near.length;
                let length = near.word.chars().count();
                let longer = best.as_ref().is_none_or(|(most, _)| length > *most);
                if !longer || !ends.get(end).copied().unwrap_or(false) {
                    continue;
                }
                let behind = characters.get(end..)?;
                let wording: String =
                    characters.get(..from)?.iter().copied().chain(near.word.chars()).collect();
                let wording = wording + &behind.iter().collect::<String>();
                if wording != label && self.read_normal(&wording).is_some() {
                    best = Some((length, wording));
                }
            }
        }
        best.map(|(_, wording)| wording)
    }

    /// The bytes of a label up to which known words lead.
    fn known_so_far(&self, label: &str) -> Vec<usize> {
        let mut known = alloc::vec![0];
        let mut next = 0;
        while let Some(&at) = known.get(next) {
            next += 1;
            let rest = label.get(at..).unwrap_or_default();
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let year = rest.get(digits..).is_some_and(|behind| behind.starts_with('年'));
            let number = if year { digits + '年'.len_utf8() } else { digits };
            let words = self.lexicon.matches(label, at, Spot::Row).map(|found| found.length);
            for length in words.chain((digits > 0).then_some(number)) {
                let end = at + length;
                if end < label.len() && !known.contains(&end) {
                    known.push(end);
                }
            }
        }
        known
    }

    /// By character: whether known words lead from there to the end.
    fn known_to_the_end(&self, label: &str, characters: &[char]) -> Option<Vec<bool>> {
        let segments = Segments::of(&self.lexicon, label, Spot::Row)?;
        let mut ends = Vec::with_capacity(characters.len() + 1);
        let mut at = 0;
        for character in characters {
            ends.push(segments.from(at).is_some());
            at += character.len_utf8();
        }
        ends.push(true);
        Some(ends)
    }
}
