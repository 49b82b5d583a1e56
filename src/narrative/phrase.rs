//! Phrases: the shapes that clauses are made of, read from left to right, each token once.
//!
//! [`PATTERNS`] is the whole grammar, in the order in which its rows are tried; what none of them
//! reads is part of a subject.

use alloc::vec::Vec;
use core::ops::Range;

use super::lex::{Kind, Lexicon, Line, Token};
use super::number::Number;
use super::subject::{self, Subject};
use super::words::{Aside, Opening, Word};
use crate::kind::Stage;
use crate::num::amount::Unit;
use crate::num::figure::Figure;
use crate::scope::Scope;

mod base;
mod change;
mod list;
mod quotient;
mod value;

/// A phrase with its tokens.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Phrase {
    pub(super) what: What,
    pub(super) tokens: Range<usize>,
}

/// The most tokens between the words that deal amounts out and the first of these: 分别为：约.
const MOST_BEFORE: usize = 4;

impl Phrase {
    /// Whether a clause begins behind it.
    pub(super) fn parts(&self) -> bool {
        matches!(self.what, What::Mark(_) | What::Step)
    }
}

/// What a phrase says. Numbers are given by their token.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    /// ，、；。：（）
    Mark(char),
    /// 其中：
    Open(Opening),
    /// 主要用于, 原因是.
    Aside(Aside),
    /// 一是.
    Step,
    /// 比上年, 与2023年度620万元相比.
    Base(Base),
    /// 减少5万元, 下降3.1%.
    Move(Move),
    /// A verb of change without a number.
    Verb,
    /// 持平.
    Flat {
        nearly: bool,
        chosen: bool,
    },
    /// 差值为0.80万元.
    Difference(usize),
    /// 小于预算数.
    Compare {
        relation: Relation,
        base: Base,
    },
    /// 占本年支出合计的79.49%; 分别占60%、40%: the shares of what was told before, in its order.
    Share {
        of: Option<Subject>,
        amount: Option<usize>,
        percent: usize,
        further: Vec<usize>,
    },
    /// 完成年初预算27万元的63.2%.
    Completion {
        stage: Option<Stage>,
        year: Option<u16>,
        amount: Option<usize>,
        percent: usize,
        /// What was planned, where words say so.
        with: Option<Scope>,
    },
    /// An amount.
    Level {
        amount: usize,
        each: bool,
    },
    /// A percentage by itself.
    Percent(usize),
    /// 3辆.
    Count(usize),
    /// A number that is no amount: a price, a limit.
    Other,
    /// A number of which it is not known what it is.
    Lost(usize),
    /// 无政府性基金预算财政拨款支出.
    Nil(Subject),
    /// 基本工资、津贴补贴等: the names, and whether they are examples.
    Listing {
        names: Vec<Range<usize>>,
        open: bool,
    },
    /// XX.
    Placeholder,
    Subject(Subject),
}

/// What something is compared with.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Base {
    pub(super) year: Option<u16>,
    pub(super) stage: Option<Stage>,
    /// The amount compared with, where it is printed.
    pub(super) amount: Option<usize>,
    /// What is compared with, where words say so.
    pub(super) subject: Option<Subject>,
    /// The year was printed in digits.
    pub(super) printed_year: bool,
}

/// A change: its direction and its number.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Move {
    pub(super) direction: Direction,
    pub(super) number: usize,
    /// 增加公用经费3万元: what changed, behind the verb.
    pub(super) subject: Option<Subject>,
    /// 低于预算数3万元: what it is compared with, in the phrase itself.
    pub(super) base: Option<Base>,
    /// 各增加.
    pub(super) each: bool,
    /// 分别增加5万元、3万元: the numbers behind the first.
    pub(super) further: Vec<usize>,
}

/// Which way something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Up,
    Down,
    /// 增加（减少）: the template's choice, not made.
    Either,
    /// A verb that is not known.
    Unread,
}

/// How one amount is said to relate to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Relation {
    Less,
    Greater,
    Equal,
}

/// What a row of the grammar reads, and how many tokens that takes.
type Reads = fn(&Grammar<'_>, usize) -> Option<(What, usize)>;

/// One shape of a clause. Its name and example are there for the reader, and for the tests.
#[cfg_attr(not(test), expect(dead_code, reason = "the tests read the names and the examples"))]
pub(super) struct Pattern {
    /// What it is called.
    pub(super) name: &'static str,
    /// A clause that it reads from its first token on.
    pub(super) example: &'static str,
    reads: Reads,
}

/// The grammar: the first row that reads a token has it.
pub(super) const PATTERNS: &[Pattern] = &[
    Pattern { name: "placeholder", example: "XX年", reads: value::placeholder },
    Pattern { name: "within", example: "中，因公出国", reads: list::within },
    Pattern {
        name: "listing", example: "主要包括：基本工资、津贴补贴等。", reads: list::listing
    },
    Pattern { name: "opener", example: "其中：基本支出5万元", reads: list::opener },
    Pattern { name: "step", example: "一是人员经费", reads: list::step },
    Pattern { name: "aside", example: "主要原因是", reads: list::aside },
    Pattern { name: "base", example: "比2023年决算数620万元", reads: base::base },
    Pattern { name: "starting point", example: "由2023年的920万元减至", reads: base::from },
    Pattern { name: "base in one word", example: "同比增长", reads: base::year_on_year },
    Pattern { name: "unread verb", example: "骤升12万元", reads: change::unread_verb },
    Pattern { name: "change", example: "减少5.00万元", reads: change::change },
    Pattern {
        name: "level after verb", example: "增加到5万元", reads: value::level_after_verb
    },
    Pattern { name: "verb", example: "增加的", reads: change::verb },
    Pattern { name: "difference", example: "差值为0.80万元", reads: change::difference },
    Pattern { name: "comparison", example: "小于年初预算数的", reads: base::compare },
    Pattern { name: "flat", example: "持平", reads: change::flat },
    Pattern { name: "share", example: "占本年支出合计的79.49%", reads: quotient::share },
    Pattern {
        name: "completion", example: "完成预算27万元的63.2%", reads: quotient::completion
    },
    Pattern {
        name: "part of a budget", example: "为年初预算的95%", reads: quotient::of_budget
    },
    Pattern {
        name: "nil", example: "无政府性基金预算财政拨款支出", reads: value::nil
    },
    Pattern { name: "level", example: "5.00万元", reads: value::level },
    Pattern { name: "percentage", example: "5.00%", reads: value::percent },
    Pattern { name: "count", example: "3辆", reads: value::count },
    Pattern { name: "long number", example: "99999999999999999999万元", reads: value::too_long },
    Pattern { name: "other number", example: "2.5个百分点", reads: value::other },
];

/// The line that is read, with what is known about the document.
pub(super) struct Grammar<'a> {
    pub(super) line: &'a Line,
    pub(super) lexicon: &'a Lexicon,
    pub(super) year: u16,
    /// By token: the unit that an amount without one has, by its nearest neighbour.
    units: Vec<Option<Unit>>,
}

impl<'a> Grammar<'a> {
    pub(super) fn new(line: &'a Line, lexicon: &'a Lexicon, year: u16) -> Self {
        Self { line, lexicon, year, units: units(&line.tokens) }
    }

    /// With the unit that a heading gives to amounts without one: （单位：万元）.
    pub(super) fn with_unit(mut self, unit: Option<Unit>) -> Self {
        for slot in &mut self.units {
            *slot = slot.or(unit);
        }
        self
    }

    /// All phrases of the line from a token on.
    pub(super) fn phrases_from(&self, start: usize) -> Vec<Phrase> {
        let mut phrases = Vec::new();
        let mut at = start;
        while at < self.line.tokens.len() {
            let (what, length) = self.phrase(at).unwrap_or_else(|| self.subject(at));
            let end = at + length.max(1);
            phrases.push(Phrase { what, tokens: at..end });
            at = end;
        }
        phrases
    }

    /// What a pattern reads here.
    fn phrase(&self, at: usize) -> Option<(What, usize)> {
        PATTERNS.iter().find_map(|pattern| (pattern.reads)(self, at)).or_else(|| self.mark(at))
    }

    /// A mark that parts phrases. 、 and - part only what is no name.
    fn mark(&self, at: usize) -> Option<(What, usize)> {
        match self.token(at)?.kind {
            Kind::Mark(mark @ (',' | ';' | '。' | ':' | '(' | ')')) => Some((What::Mark(mark), 1)),
            Kind::Mark(mark) if at == 0 || !self.is_wordy(at - 1) => {
                Some((What::Mark(if mark == '、' { mark } else { ',' }), 1))
            }
            _ => None,
        }
    }

    fn is_wordy(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            matches!(
                token.kind,
                Kind::Word(_) | Kind::Name | Kind::Unknown | Kind::Note | Kind::Code(..)
            )
        })
    }

    /// The words from here to the next phrase.
    fn subject(&self, at: usize) -> (What, usize) {
        let mut end = at + 1;
        while end < self.line.tokens.len() && self.phrase(end).is_none() {
            end += 1;
        }
        // ********支出: what was not filled in is part of the name.
        let blank = at.checked_sub(1).and_then(|before| self.token(before));
        let at_blank = blank.is_some_and(|token| token.kind == Kind::Placeholder);
        if at_blank {
            return (What::Subject(self.read_subject(at - 1..end)), end - at);
        }
        (What::Subject(self.read_subject(at..end)), end - at)
    }

    pub(super) fn read_subject(&self, tokens: Range<usize>) -> Subject {
        let tokens = self.line.tokens.get(tokens).unwrap_or_default();
        subject::read(self.line, tokens, self.lexicon, self.year)
    }

    fn token(&self, at: usize) -> Option<Token> {
        self.line.tokens.get(at).copied()
    }

    fn word(&self, at: usize) -> Option<Word> {
        self.token(at)?.word()
    }

    fn is_mark(&self, at: usize, marks: &[char]) -> bool {
        self.token(at).is_some_and(|token| token.is_mark(marks))
    }

    fn text(&self, at: usize) -> &str {
        self.token(at).map_or("", |token| self.line.token_text(token))
    }

    /// Whether an amount stands here: one with a unit, or a bare number where only an amount can.
    fn is_amount(&self, at: usize) -> bool {
        match self.token(at).and_then(Token::number) {
            Some(Number::Money(_)) => true,
            Some(Number::Bare(..)) => self.figure(at).is_some() && self.is_slot(at),
            _ => false,
        }
    }

    /// Whether a number without a unit stands where an amount does: behind a verb, a stage or a
    /// subject, before the end of the phrase.
    fn is_slot(&self, at: usize) -> bool {
        let ends = match self.token(at + 1) {
            None => true,
            Some(token) => match token.kind {
                Kind::Mark(mark) => mark != '-' && mark != '/',
                Kind::Word(word) => matches!(
                    word,
                    Word::Up | Word::Down | Word::Either | Word::Than | Word::With | Word::Flat
                ),
                _ => false,
            },
        };
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        ends && before.is_some_and(|token| match token.kind {
            Kind::Word(word) => matches!(
                word,
                Word::Copula
                    | Word::Stage(..)
                    | Word::Up
                    | Word::Down
                    | Word::Either
                    | Word::LastYear
                    | Word::Total
                    | Word::Item(_)
                    | Word::Kind(_)
                    | Word::Flow(_)
                    | Word::Fund(_)
                    | Word::Approx
                    | Word::Difference
                    | Word::Each
                    | Word::Rank(_)
                    | Word::To
            ),
            Kind::Name | Kind::Number(Number::Year(_)) => true,
            _ => false,
        })
    }

    /// The amount of a token; a number without a unit has that of its neighbours.
    pub(super) fn figure(&self, at: usize) -> Option<Figure> {
        match self.token(at)?.number()? {
            Number::Money(figure) => Some(figure),
            Number::Bare(mantissa, decimals) => {
                let unit = self.units.get(at).copied().flatten();
                let unit = unit.or((mantissa == 0).then_some(Unit::WanYuan))?;
                Figure::new(mantissa, decimals, unit).ok()
            }
            _ => None,
        }
    }

    /// Whether the unit of an amount is not printed.
    pub(super) fn lacks_unit(&self, at: usize) -> bool {
        matches!(self.token(at).and_then(Token::number), Some(Number::Bare(..)))
    }

    pub(super) fn percent(&self, at: usize) -> Option<super::number::Percent> {
        match self.token(at)?.number()? {
            Number::Percent(percent) => Some(percent),
            _ => None,
        }
    }

    fn is_percent(&self, at: usize) -> bool {
        self.percent(at).is_some()
    }

    /// The numbers that 、 or 和 joins to one of their kind: 60%、30%和10%.
    fn joined(&self, first: usize) -> Vec<usize> {
        let alike = |at: usize| {
            if self.is_percent(first) { self.is_percent(at) } else { self.is_amount(at) }
        };
        let joined = |at: usize| self.is_mark(at, &['、']) || self.word(at) == Some(Word::With);
        let mut all = Vec::new();
        let mut at = first + 1;
        while joined(at) && alike(at + 1) {
            all.push(at + 1);
            at += 2;
        }
        all
    }

    /// How many amounts stand behind 依次为, joined by 、.
    pub(super) fn amounts_joined(&self, from: usize) -> usize {
        let first = (from..from + MOST_BEFORE).find(|&at| self.is_amount(at));
        first.map_or(0, |first| 1 + self.joined(first).len())
    }

    /// The first token from here on that is no copula and no word like 约.
    fn skip_copula(&self, at: usize) -> usize {
        let skipped = (at..at + 4).take_while(|&next| match self.word(next) {
            Some(Word::Copula | Word::Approx | Word::Each | Word::To) => true,
            Some(Word::Neutral) => matches!(self.text(next), "了" | "的" | "数" | "额"),
            _ => self.is_mark(next, &[':']),
        });
        at + skipped.count()
    }
}

/// The units of the nearest amounts.
fn units(tokens: &[Token]) -> Vec<Option<Unit>> {
    let unit = |token: &Token| match token.number() {
        Some(Number::Money(figure)) => Some(figure.unit()),
        _ => None,
    };
    let mut units: Vec<Option<Unit>> = Vec::with_capacity(tokens.len());
    let mut last = None;
    for token in tokens {
        last = unit(token).or(last);
        units.push(last);
    }
    let mut next = None;
    for (token, slot) in tokens.iter().zip(&mut units).rev() {
        next = unit(token).or(next);
        *slot = slot.or(next);
    }
    units
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::{Catalogue, Edition};
    use crate::label::Vocabulary;
    use crate::narrative::lex;

    #[test]
    fn every_pattern_reads_its_example() {
        let lexicon =
            Lexicon::new(&Vocabulary::standard(), &Catalogue::builtin(), Edition::new(2024));
        for pattern in PATTERNS {
            // The unread verb stands behind what is compared with.
            let lead = if pattern.name == "unread verb" { "较上年" } else { "" };
            let text = alloc::format!("{lead}{}", pattern.example);
            let line = lex::lex(&text, 0, &lexicon);
            let grammar = Grammar::new(&line, &lexicon, 2024);
            let at = line.tokens.iter().position(|token| token.start >= lead.len()).unwrap_or(0);
            let first = PATTERNS.iter().find(|pattern| (pattern.reads)(&grammar, at).is_some());
            assert_eq!(
                first.map(|first| first.name),
                Some(pattern.name),
                "{text}: {:?}",
                line.tokens
            );
        }
    }
}
