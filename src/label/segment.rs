//! A label cut into known words: from the left the longest word behind which there is a way on.

use crate::label::MAX_LABEL;
use crate::words::{Lexicon, Spot, Word, WordId};

/// One piece of a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Segment {
    /// A word of the lexicon.
    Word(Word, WordId),
    /// A year, written out.
    Year(u16),
    /// Any other number: 表1, 附件2.
    Serial,
}

/// A label, and from which of its bytes known words lead to its end.
pub(super) struct Segments<'a> {
    lexicon: &'a Lexicon,
    text: &'a str,
    spot: Spot,
    leads: [u64; MAX_LABEL / 64 + 1],
}

impl<'a> Segments<'a> {
    /// `None` for a label that is too long. Each byte is looked at once, from the last to the first.
    pub(super) fn of(lexicon: &'a Lexicon, text: &'a str, spot: Spot) -> Option<Self> {
        if text.len() > MAX_LABEL {
            return None;
        }
        let mut segments = Self { lexicon, text, spot, leads: [0; MAX_LABEL / 64 + 1] };
        segments.set(text.len());
        for (start, _) in text.char_indices().rev() {
            if segments.longest(start).is_some() {
                segments.set(start);
            }
        }
        Some(segments)
    }

    /// The pieces of the label from byte `start` on; `None` where no words lead to its end.
    pub(super) fn from(&self, start: usize) -> Option<impl Iterator<Item = Segment>> {
        let mut at = start;
        self.leads(start).then_some(core::iter::from_fn(move || {
            let (segment, length) = self.longest(at)?;
            at += length;
            Some(segment)
        }))
    }

    /// The longest piece at byte `at` behind which there is a way on, and its length.
    fn longest(&self, at: usize) -> Option<(Segment, usize)> {
        let words = self.lexicon.matches(self.text, at, self.spot);
        let word = words.filter(|found| self.leads(at + found.length)).last();
        match word {
            Some(found) => Some((Segment::Word(found.word, found.id), found.length)),
            None => self.number(at).filter(|&(_, length)| self.leads(at + length)),
        }
    }

    /// The number at byte `at`, a year or a serial number.
    fn number(&self, at: usize) -> Option<(Segment, usize)> {
        let rest = self.text.get(at..)?;
        let length = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, behind) = rest.split_at_checked(length).filter(|_| length > 0)?;
        match (length, digits.parse()) {
            (4, Ok(year)) if behind.starts_with('年') => {
                Some((Segment::Year(year), length + '年'.len_utf8()))
            }
            _ => Some((Segment::Serial, length)),
        }
    }

    fn leads(&self, at: usize) -> bool {
        let word = self.leads.get(at / 64).copied().unwrap_or(0);
        word & (1 << (at % 64)) != 0
    }

    fn set(&mut self, at: usize) {
        if let Some(word) = self.leads.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
    }
}
