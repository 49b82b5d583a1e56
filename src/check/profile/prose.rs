//! The prose as points look at it: sentences in the form of labels, and what labels say besides.

use alloc::{string::String, vec::Vec};

use crate::index;
use crate::place::Place;
use crate::raw::RawDisclosure;
use crate::text;

/// The prose of a document.
pub(super) struct Prose {
    sentences: Vec<Sentence>,
    headings: Vec<String>,
    /// The titles of tables, and the labels of their rows and columns.
    labels: Vec<String>,
    /// Whether headings say that a part of the prose is not given.
    pub(super) is_part: bool,
}

/// A sentence, folded as labels are.
pub(super) struct Sentence {
    pub(super) paragraph: u32,
    start: u32,
    end: u32,
    pub(super) text: String,
}

impl Sentence {
    pub(super) fn place(&self) -> Place {
        Place::Prose { paragraph: self.paragraph, start: self.start, end: self.end }
    }

    pub(super) fn says(&self, words: &[String]) -> bool {
        says(&self.text, words)
    }
}

/// Whether a folded text holds any of the words.
pub(super) fn says(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.contains(word.as_str()))
}

impl Prose {
    pub(super) fn new(raw: &RawDisclosure) -> Self {
        let mut sentences = Vec::new();
        for (number, paragraph) in raw.narrative.iter().enumerate() {
            let mut start = 0;
            for sentence in paragraph.text.split_inclusive(['。', '；', ';', '！', '\n']) {
                let end = start + sentence.len();
                sentences.push(Sentence {
                    paragraph: index::number(number),
                    start: index::number(start),
                    end: index::number(end),
                    text: text::fold(sentence),
                });
                start = end;
            }
        }
        let headings = raw.narrative.iter().map(|paragraph| paragraph.section.as_str());
        let tables = raw.tables.iter().flat_map(|table| {
            let names = table.rows.iter().map(|row| row.name.as_str());
            let columns = table.columns.iter().map(String::as_str);
            core::iter::once(table.title.as_str()).chain(columns).chain(names)
        });
        let (headings, labels) =
            (headings.map(text::fold).collect(), tables.map(text::fold).collect());
        Self { sentences, headings, labels, is_part: is_part(raw) }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sentences.is_empty()
    }

    pub(super) fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }

    /// Whether a sentence or a heading holds any of the words.
    pub(super) fn tells(&self, words: &[String]) -> bool {
        self.sentences.iter().any(|sentence| sentence.says(words))
            || self.headings.iter().any(|heading| says(heading, words))
    }

    /// Whether a sentence, a heading or a label holds any of the words.
    pub(super) fn mentions(&self, words: &[String]) -> bool {
        self.tells(words) || self.labelled(words)
    }

    /// Whether a heading or a label holds any of the words.
    pub(super) fn labelled(&self, words: &[String]) -> bool {
        self.headings.iter().chain(&self.labels).any(|label| says(label, words))
    }

    /// The sentences of the paragraphs in which any of the words occurs.
    pub(super) fn about<'a>(&'a self, words: &'a [String]) -> impl Iterator<Item = &'a Sentence> {
        let of_paragraph = |one: &Sentence, other: &Sentence| one.paragraph == other.paragraph;
        let paragraphs = self.sentences.chunk_by(of_paragraph);
        paragraphs.filter(|all| all.iter().any(|one| one.says(words))).flatten()
    }
}

/// For each amount of money of a folded text, whether it is nought.
pub(super) fn amounts(text: &str) -> Vec<bool> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('元') {
        let before = text.get(..at).unwrap_or_default().trim_end_matches(['万', '亿', '千', '百']);
        let rest = before.trim_end_matches(|c: char| c.is_ascii_digit() || ".,".contains(c));
        let digits = before.get(rest.len()..).unwrap_or_default();
        if digits.contains(|c: char| c.is_ascii_digit()) {
            found.push(!digits.contains(|c: char| ('1'..='9').contains(&c)));
        }
    }
    found
}

/// Whether the headings of the prose count from anything but one (第三部分, 二、): what stood before
/// was not handed on.
fn is_part(raw: &RawDisclosure) -> bool {
    let beginnings = raw.narrative.iter().flat_map(|paragraph| {
        [paragraph.section.as_str(), paragraph.text.as_str()].map(|text| {
            let text: String = text.trim_start().chars().take(4).collect();
            text
        })
    });
    let (mut part, mut chapter) = (None, None);
    for beginning in beginnings {
        let number = |text: &str| "一二三四五六七八九".chars().position(|c| text.starts_with(c));
        if let Some(found) = beginning.strip_prefix('第').and_then(number) {
            part = part.or(Some(found));
        }
        let numbered =
            beginning.chars().nth(1).is_none_or(|c| matches!(c, '、' | '（' | '．' | '.'));
        if let Some(found) = number(&beginning).filter(|_| numbered) {
            chapter = chapter.or(Some(found));
        }
    }
    part.or(chapter).is_some_and(|first| first > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kind::Stage;

    fn part(sections: &[&str]) -> bool {
        let raw = RawDisclosure::new(2026, Stage::Budget);
        let prose = sections.iter().fold(raw, |raw, section| raw.paragraph(*section, "甲"));
        is_part(&prose)
    }

    #[test]
    fn amounts_of_nought_are_nil() {
        for (text, nil) in [
            ("预算0万元", &[true][..]),
            ("预算0.00元,持平", &[true]),
            ("预算10万元,比上年增加0元", &[false, true]),
            ("预算0.50万元", &[false]),
            ("元", &[]),
        ] {
            assert_eq!(amounts(text), nil, "{text}");
        }
    }

    #[test]
    fn prose_that_does_not_begin_at_one_is_a_part() {
        for (sections, expected) in [
            (&["一、收入", "二、支出"][..], false),
            (&["二、支出", "一、其他"], true),
            (&["二（一）收入预算"], true),
            (&["第三部分 决算情况说明", "一、收入"], true),
            (&["第一部分 概况", "一、职责", "第二部分 决算"], false),
            (&["其他说明", "一、三公经费"], false),
            (&["说明"], false),
            (&["三公经费"], false),
            (&[], false),
        ] {
            assert_eq!(part(sections), expected, "{sections:?}");
        }
    }
}
