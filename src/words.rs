//! The lexicon (词表): the words of titles, headings, rows and prose, and what each does there.
//!
//! Words are data: `data/words/*.tsv`, generated into static tables. A row there is a pattern with
//! optional parts, a [`Role`], a [`Meaning`], the places where it may stand and where it was seen.
//! A caller adds a table of the same form ([`Lexicon::extend`]); its words win over the standard ones.

use alloc::string::String;

mod error;
#[cfg(test)]
mod generate;
#[rustfmt::skip]
mod generated;
mod meaning;
mod near;
mod pattern;
mod role;
mod source;
mod trie;

pub use error::WordsError;
pub use meaning::TextColumn;
pub(crate) use meaning::{Meaning, Sense};
pub(crate) use pattern::expand;
pub(crate) use role::{Role, Spot, Spots};
use trie::{Trie, Walk};

/// What a word does in one kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) role: Role,
    pub(crate) meaning: Option<Meaning>,
    pub(crate) spots: Spots,
}

/// A word of a lexicon, whatever it does: two spellings are two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct WordId {
    own: bool,
    node: u32,
}

/// A word found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Match {
    /// How many bytes of the text it takes, quotes and spaces inside it included.
    pub(crate) length: usize,
    pub(crate) word: Word,
    pub(crate) id: WordId,
}

/// The standard words, and those of a caller, who may say otherwise of the same text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexicon {
    own: Trie,
}

impl Lexicon {
    /// The standard words; costs nothing.
    pub(crate) fn standard() -> Self {
        Self::default()
    }

    /// Adds the words of a table: the columns of `data/words`, with or without its first line.
    pub(crate) fn extend(&mut self, table: &str) -> Result<(), WordsError> {
        let mut words = self.own.entries();
        // What is added later wins: of equal texts the trie keeps the first.
        words.splice(0..0, source::read(table)?);
        self.own = Trie::build(words);
        Ok(())
    }

    /// Adds one word of the caller's own, in labels of every kind and in prose.
    pub(crate) fn add(&mut self, text: &str, role: Role, meaning: Option<Meaning>) {
        let word = Word { role, meaning, spots: Spots::ALL };
        let mut words = self.own.entries();
        words.insert(0, (crate::text::fold(text), word));
        self.own = Trie::build(words);
    }

    /// The words that begin at byte `at` of `text` and may stand in such a place, the shortest
    /// first. Width, brackets, quotes and spaces count as [`text::fold`](crate::text::fold) has
    /// them; in prose no word runs over the end of a line.
    pub(crate) fn matches<'t>(&'t self, text: &'t str, at: usize, spot: Spot) -> Matches<'t> {
        Matches {
            text: text.get(at..).unwrap_or_default(),
            at: 0,
            spot,
            own: self.own.walk(),
            standard: generated::STANDARD.walk(),
        }
    }

    /// The longest word that begins at byte `at` of `text`.
    pub(crate) fn longest(&self, text: &str, at: usize, spot: Spot) -> Option<Match> {
        self.matches(text, at, spot).last()
    }

    /// The standard words of a role that may stand in headings and rows.
    #[cfg(test)]
    pub(crate) fn standard_texts(role: Role) -> alloc::vec::Vec<String> {
        let words = generated::STANDARD.entries().into_iter();
        let labels = |word: Word| word.spots.hold(Spot::Heading) && word.spots.hold(Spot::Row);
        words.filter(|&(_, word)| word.role == role && labels(word)).map(|(text, _)| text).collect()
    }

    /// The text of a word, folded.
    pub(crate) fn text(&self, id: WordId) -> String {
        if id.own { self.own.text(id.node) } else { generated::STANDARD.text(id.node) }
    }
}

/// The words that begin at one place, see [`Lexicon::matches`].
pub(crate) struct Matches<'t> {
    text: &'t str,
    at: usize,
    spot: Spot,
    own: Walk<'t>,
    standard: Walk<'t>,
}

impl Iterator for Matches<'_> {
    type Item = Match;

    fn next(&mut self) -> Option<Match> {
        while self.own.is_alive() || self.standard.is_alive() {
            let character = self.text.get(self.at..)?.chars().next()?;
            if character == '\n' && self.spot == Spot::Prose {
                return None;
            }
            self.at += character.len_utf8();
            let Some(folded) = crate::text::fold_char(character) else { continue };
            self.own.step(folded);
            self.standard.step(folded);
            let own =
                self.own.word(self.spot).map(|(word, node)| (word, WordId { own: true, node }));
            let found = own.or_else(|| {
                let (word, node) = self.standard.word(self.spot)?;
                Some((word, WordId { own: false, node }))
            });
            if let Some((word, id)) = found {
                return Some(Match { length: self.at, word, id });
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;
    use alloc::vec::Vec;

    use super::*;
    use crate::fund::FundSource;

    #[test]
    fn all_words_that_begin_in_a_place_the_shortest_first() {
        let lexicon = Lexicon::standard();
        let text = "本年一般公共预算财政拨款支出";
        let found: Vec<usize> =
            lexicon.matches(text, 6, Spot::Row).map(|found| found.length / 3).collect();
        assert_eq!(found, [6, 8, 10]);
        let longest = lexicon.longest(text, 6, Spot::Row).unwrap();
        assert_eq!(longest.word.meaning, Some(Meaning::Fund(FundSource::General)));
        assert_eq!(lexicon.text(longest.id), "一般公共预算财政拨款");
        assert_eq!(lexicon.longest(text, text.len(), Spot::Row), None);
        assert_eq!(lexicon.longest(text, 1, Spot::Row), None);
    }

    #[test]
    fn quotes_and_spaces_inside_a_word_belong_to_it() {
        let lexicon = Lexicon::standard();
        let text = "“三公”经　费合计";
        let found = lexicon.longest(text, 0, Spot::Prose).unwrap();
        assert_eq!(&text[..found.length], "“三公”经　费");
        assert_eq!(lexicon.longest("三\n公经费", 0, Spot::Prose), None);
        assert!(lexicon.longest("三\n公经费", 0, Spot::Row).is_some());
    }

    #[test]
    fn words_of_a_callers_own_win() {
        let mut lexicon = Lexicon::standard();
        let role = |lexicon: &Lexicon, text: &str| {
            lexicon.longest(text, 0, Spot::Row).map(|found| found.word.role)
        };
        assert_eq!(role(&lexicon, "基本支出"), Some(Role::Meaning));
        lexicon.extend("基本支出\tneutral\t\tthr\t").unwrap();
        assert_eq!(role(&lexicon, "基本支出"), Some(Role::Neutral));
        lexicon.extend("基本支出\tnarrowing\t\tr\t\n甲(乙|丙)\tneutral\t\tr\t").unwrap();
        assert_eq!(role(&lexicon, "基本支出"), Some(Role::Narrowing));
        assert_eq!(role(&lexicon, "甲丙"), Some(Role::Neutral));
        let found = lexicon.longest("甲丙", 0, Spot::Row).unwrap();
        assert_eq!(lexicon.text(found.id), "甲丙");
        // In a heading the last row but one still holds.
        let heading = lexicon.longest("基本支出", 0, Spot::Heading).unwrap();
        assert_eq!(heading.word.role, Role::Neutral);
    }

    #[test]
    fn a_wrong_table_is_refused_with_its_line() {
        let mut lexicon = Lexicon::standard();
        for (table, line) in [
            ("甲\tneutral\t\tr\t\n乙\tnonsense\t\tr\t", 2),
            ("甲\tneutral", 1),
            ("\n# 注\n甲\tmeaning\tfund:99\tr\t", 3),
            ("甲\tmeaning\t\tr\t", 1),
            ("甲\tneutral\t\tx\t", 1),
            ("(甲\tneutral\t\tr\t", 1),
            ("甲)\tneutral\t\tr\t", 1),
            ("甲?\tneutral\t\tr\t", 1),
        ] {
            let error = lexicon.extend(table).unwrap_err();
            assert_eq!(error.line(), line, "{table}");
            assert!(error.message().zh.contains(&line.to_string()));
        }
        assert!(lexicon.extend(&"(甲|乙)".repeat(40)).is_err());
    }
}
