//! The lexer: one pass over a line, the longest word first, every token with its bytes.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
    vec::Vec,
};
use core::ops::{Bound, Range};

use super::fold::Folded;
use super::number::{self, Number};
use super::numbering;
use super::words::Word;
use crate::catalogue::{Catalogue, Edition};
use crate::code::{Department, DepartmentCode, Functional, FunctionalCode, Level, Scheme};
use crate::label::Vocabulary;
use crate::scope::{Dimension, Scope};
use crate::text::longest_prefix;
use crate::words::{self, Spot};

/// A piece of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Number(Number),
    Word(Word),
    /// The name of a code, as the tables or the catalogue have it.
    Name,
    /// 2010301- before a name.
    Code(u32, u8),
    /// ，、；。：（）-
    Mark(char),
    /// A bracket without numbers: （“三公”经费）, （含…）.
    Note,
    /// XX, ****: a place that was not filled in.
    Placeholder,
    Unknown,
}

/// A token: what it is, and its bytes in the folded line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Token {
    pub(super) fn word(self) -> Option<Word> {
        match self.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn number(self) -> Option<Number> {
        match self.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    pub(super) fn is_mark(self, marks: &[char]) -> bool {
        matches!(self.kind, Kind::Mark(mark) if marks.contains(&mark))
    }

    /// An amount or a percentage.
    pub(super) fn is_figure(self) -> bool {
        matches!(self.kind, Kind::Number(Number::Money(_) | Number::Percent(_)))
    }
}

/// What the lexer knows: words, the names that the tables print, the catalogue, the body's name.
#[derive(Debug, Clone)]
pub(super) struct Lexicon {
    words: words::Lexicon,
    /// The scopes of a caller's own labels, by number.
    pub(super) given: Vec<Scope>,
    catalogue: Catalogue,
    pub(super) edition: Edition,
    /// The name of the body in folded form, empty where it is unknown.
    pub(super) body: String,
    /// Names as the tables print them.
    printed: BTreeMap<String, Codes>,
    /// The characters that these begin with.
    beginnings: BTreeSet<char>,
}

/// The codes that bear one name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Codes {
    pub(super) functional: Vec<FunctionalCode>,
    pub(super) department: Vec<DepartmentCode>,
}

impl Codes {
    pub(super) fn is_empty(&self) -> bool {
        self.functional.is_empty() && self.department.is_empty()
    }
}

impl Lexicon {
    pub(super) fn new(vocabulary: &Vocabulary, catalogue: &Catalogue, edition: Edition) -> Self {
        Self {
            words: vocabulary.lexicon().clone(),
            given: vocabulary.given().to_vec(),
            catalogue: catalogue.clone(),
            edition,
            body: String::new(),
            printed: BTreeMap::new(),
            beginnings: BTreeSet::new(),
        }
    }

    /// Adds a name that a table prints beside its code.
    pub(super) fn add_name(&mut self, name: &str, scope: Scope) {
        let name = Folded::new(crate::text::strip_numbering(&crate::text::fold(name)), 0).text;
        // What is shorter says too little to be a name in prose.
        if name.chars().count() < 3 {
            return;
        }
        if !scope.fixes(Dimension::Functional) && !scope.fixes(Dimension::Department) {
            return;
        }
        self.beginnings.extend(name.chars().next());
        let codes = self.printed.entry(name).or_default();
        if let Some(code) = scope.functional().filter(|code| !codes.functional.contains(code)) {
            codes.functional.push(code);
        }
        if let Some(code) = scope.department().filter(|code| !codes.department.contains(code)) {
            codes.department.push(code);
        }
    }

    pub(super) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The codes of a name: as the tables print it, else as the catalogue has it.
    pub(super) fn codes(&self, name: &str) -> Codes {
        if let Some(codes) = self.printed.get(name) {
            return codes.clone();
        }
        Codes {
            functional: self.known::<Functional>(name),
            department: self.known::<Department>(name),
        }
    }

    fn known<S: Scheme>(&self, name: &str) -> Vec<crate::code::Code<S>> {
        self.catalogue.find_name::<S>(name, self.edition).map(|entry| entry.code()).collect()
    }

    /// The length of the longest name that a text begins with.
    fn longest_name(&self, text: &str) -> Option<usize> {
        let last = |limit: &str| {
            let upto = (Bound::Unbounded, Bound::Included(limit));
            self.printed.range::<str, _>(upto).next_back().map(|(name, _)| name.as_str())
        };
        let may_begin = self.beginnings.contains(&text.chars().next()?);
        let printed = may_begin.then(|| longest_prefix(last, text)).flatten().map(str::len);
        let known = self.catalogue.longest_name(text);
        printed.max(known)
    }

    /// The length of the body's own name, full or shortened, that a text begins with: its
    /// characters stand in the full name in the same order, and it ends as names of bodies do.
    fn own_body(&self, text: &str) -> Option<usize> {
        if !self.body.is_empty() && text.starts_with(&self.body) {
            return Some(self.body.len());
        }
        let mut full = self.body.chars();
        let (mut found, mut count) = (None, 0);
        for (at, character) in text.char_indices() {
            if !full.any(|own| own == character) {
                break;
            }
            count += 1;
            if count >= 2 && (BODY_ENDS.contains(&character) || self.body.ends_with(character)) {
                found = Some(at + character.len_utf8());
            }
        }
        found
    }
}

/// How names of bodies end.
const BODY_ENDS: &[char] = &[
    '局', '委', '厅', '院', '办', '室', '会', '镇', '乡', '处', '校', '学', '馆', '所', '站', '社',
    '部', '署', '心', '台', '队', '园', '县', '区', '市', '道',
];

/// A line with its tokens.
#[derive(Debug)]
pub(super) struct Line {
    pub(super) folded: Folded,
    pub(super) tokens: Vec<Token>,
}

impl Line {
    pub(super) fn text(&self, range: Range<usize>) -> &str {
        self.folded.get(range)
    }

    pub(super) fn token_text(&self, token: Token) -> &str {
        self.folded.get(token.start..token.end)
    }
}

/// The tokens of a line, in time linear in its length.
pub(super) fn lex(line: &str, offset: usize, lexicon: &Lexicon) -> Line {
    let folded = Folded::new(line, offset);
    let mut lexer = Lexer { text: &folded.text, lexicon, tokens: Vec::new(), unknown: None };
    lexer.run(0, folded.text.len());
    let tokens = lexer.tokens;
    Line { folded, tokens }
}

struct Lexer<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    tokens: Vec<Token>,
    /// Where text began that is not known.
    unknown: Option<usize>,
}

impl Lexer<'_> {
    fn run(&mut self, mut at: usize, end: usize) {
        while at < end {
            let Some(rest) = self.text.get(at..end) else { break };
            let length = match self.known(at, rest) {
                Some((kind, length)) => {
                    self.flush(at);
                    if let Some(kind) = kind {
                        self.tokens.push(Token { kind, start: at, end: at + length });
                    }
                    length
                }
                None => {
                    self.unknown.get_or_insert(at);
                    rest.chars().next().map_or(1, char::len_utf8)
                }
            };
            at += length.max(1);
        }
        self.flush(end);
    }

    fn flush(&mut self, end: usize) {
        if let Some(start) = self.unknown.take() {
            self.tokens.push(Token { kind: Kind::Unknown, start, end });
        }
    }

    /// What begins here, and its length; a kind of `None` is left out.
    fn known(&self, at: usize, rest: &str) -> Option<(Option<Kind>, usize)> {
        let first = rest.chars().next()?;
        let before = self.text.get(..at).unwrap_or_default();
        // 包括：1.基本支出5万元；2.项目支出3万元: numbering behind a mark is no number.
        if before.ends_with([':', ';', '。', ',']) {
            if let Some(length) = numbering::inside(rest) {
                return Some((Some(Kind::Word(Word::Step)), length));
            }
        }
        // 社会保障和就业支出（类）1.行政事业单位养老支出（款）: run in behind the heading.
        if let Some(length) = numbering::run_in(rest).filter(|_| before.ends_with(')')) {
            return Some((Some(Kind::Word(Word::Step)), length));
        }
        if let Some(length) = part_of_code(before, rest) {
            return Some((None, length));
        }
        let negative = first == '-'
            && rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
            && !before.ends_with(|c: char| c.is_ascii_digit() || c == '%');
        if first.is_ascii_digit() || negative {
            if let Some((digits, length)) = code(before, rest, self.lexicon) {
                return Some((Some(Kind::Code(digits, u8::try_from(length).unwrap_or(0))), length));
            }
            if let Some((number, length)) = number::read(before, rest) {
                return Some((Some(Kind::Number(number)), length));
            }
            let (number, length) = number::too_long(rest);
            return Some((Some(Kind::Number(number)), length));
        }
        let blank = |c: char| matches!(c, '*' | '×' | 'X' | 'x' | '_' | '#' | '○' | '□');
        if blank(first) {
            let run = rest.len() - rest.trim_start_matches(blank).len();
            let several = rest.chars().nth(1).is_some_and(blank);
            let alone = several && !in_a_word(before, first, rest.get(run..).unwrap_or_default());
            return alone.then_some((Some(Kind::Placeholder), run));
        }
        let word = self.lexicon.words.longest(rest, 0, Spot::Prose).and_then(|found| {
            let text = rest.get(..found.length)?;
            Some((Word::of(found.word, text)?, found.length))
        });
        let name = self.lexicon.longest_name(rest);
        if self.may_be_body() {
            let body = self.lexicon.own_body(rest);
            let longer = |&body: &usize| {
                name.is_none_or(|name| body > name) && word.is_none_or(|(_, word)| body >= word)
            };
            if let Some(length) = body.filter(longer) {
                return Some((Some(Kind::Word(Word::Body)), length));
            }
        }
        // 教育, 其他: a name so short says something only with its level behind it.
        let short = |&length: &usize| {
            let told = rest.get(..length).unwrap_or_default();
            told.chars().count() > 2 || rest.get(length..).is_some_and(|rest| rest.starts_with('('))
        };
        let name = name.filter(short);
        if let Some(length) = name.filter(|&name| word.is_none_or(|(_, word)| word <= name)) {
            let same = word.is_some_and(|(_, word)| word == length);
            // 公务接待费 is an item before it is the name of a class.
            if !same {
                return Some((Some(Kind::Name), length));
            }
        }
        if let Some((word, length)) = word {
            return Some((Some(Kind::Word(word)), length));
        }
        match first {
            '(' => self.bracket(rest),
            ',' | '、' | ';' | '。' | ':' | ')' | '-' | '/' | '\n' | ' ' => {
                Some((Some(Kind::Mark(first)), first.len_utf8()))
            }
            '.' => Some((Some(Kind::Mark('。')), 1)),
            // 货物5万元+服务3万元: members as in a list.
            '+' => Some((Some(Kind::Mark('、')), 1)),
            _ => number::read(before, rest)
                .map(|(number, length)| (Some(Kind::Number(number)), length)),
        }
    }

    /// A bracket that holds no number is a note.
    fn bracket(&self, rest: &str) -> Option<(Option<Kind>, usize)> {
        // 印刷费（30202）: the code of the name before it.
        let digits = rest.get(1..)?.bytes().take_while(u8::is_ascii_digit).count();
        let closed = rest.get(1 + digits..).is_some_and(|behind| behind.starts_with(')'));
        if closed && matches!(digits, 3 | 5 | 7) {
            let code = rest.get(1..=digits)?.parse().ok()?;
            let named = self
                .tokens
                .last()
                .is_some_and(|last| matches!(last.kind, Kind::Name | Kind::Word(_)))
                || self.unknown.is_some();
            if named {
                return Some((
                    Some(Kind::Code(code, u8::try_from(digits).unwrap_or(0))),
                    digits + 2,
                ));
            }
        }
        // （01项）: the code of a level.
        if let Some(rank) = numbered_rank(rest) {
            return Some(rank);
        }
        let mut depth = 0_u32;
        for (at, character) in rest.char_indices().take(80) {
            match character {
                '(' => depth += 1,
                ')' if depth == 1 => return Some((Some(Kind::Note), at + 1)),
                ')' => depth = depth.saturating_sub(1),
                '%' | '。' | ';' => break,
                c if c.is_ascii_digit() => break,
                _ => {}
            }
        }
        Some((Some(Kind::Mark('(')), 1))
    }

    /// Whether the name of the body may begin here: where a phrase does, or behind a year.
    fn may_be_body(&self) -> bool {
        if self.unknown.is_some() || self.lexicon.body.is_empty() {
            return false;
        }
        self.tokens.last().is_none_or(|last| {
            matches!(last.kind, Kind::Mark(_) | Kind::Number(_))
                || matches!(
                    last.kind,
                    Kind::Word(
                        Word::HeadingEnd
                            | Word::Neutral
                            | Word::Body
                            | Word::LastYear
                            | Word::Than
                            | Word::With
                    )
                )
        })
    }
}

/// Whether a letter is part of a word or an address: MAXX型, www.xx.gov.cn.
fn in_a_word(before: &str, letter: char, behind: &str) -> bool {
    let joins = |c: char| {
        letter.is_ascii_alphabetic() && c.is_ascii_alphabetic()
            || letter == 'x' && matches!(c, '.' | '/' | ':' | '@' | '-')
    };
    before.ends_with(joins) || behind.starts_with(joins)
}

/// （01项）, （06款）: the level of the name before it, with its number.
fn numbered_rank(rest: &str) -> Option<(Option<Kind>, usize)> {
    let inner = rest.strip_prefix('(')?;
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let behind = inner.get(digits..)?;
    let (level, mark) = [(Level::Class, "类)"), (Level::Section, "款)"), (Level::Item, "项)")]
        .into_iter()
        .find(|(_, mark)| behind.starts_with(mark))?;
    let ranked = (1..=3).contains(&digits);
    ranked.then(|| (Some(Kind::Word(Word::Rank(level))), 1 + digits + mark.len()))
}

/// 2010301- or 20136- before a name, (2010301) behind it, 2010301行政运行: the digits of a code.
fn code(before: &str, rest: &str, lexicon: &Lexicon) -> Option<(u32, usize)> {
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    if !matches!(length, 3 | 5 | 7) || before.ends_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    let behind = rest.get(length..)?;
    let dash = behind
        .strip_prefix('-')
        .is_some_and(|name| name.starts_with(|c: char| !c.is_ascii_digit()));
    let enclosed = before.ends_with('(') && behind.starts_with(')');
    let number = rest.get(..length)?.parse().ok()?;
    let named =
        behind.starts_with(|c: char| !c.is_ascii()) && lexicon.longest_name(behind).is_some();
    // （项）2010201，: an item behind its name, where an amount would have a unit.
    let ends =
        behind.chars().next().is_none_or(|c| matches!(c, ',' | ':' | '。' | ';' | ')' | '('));
    let item = || {
        let code = FunctionalCode::try_from(number);
        code.is_ok_and(|code| lexicon.catalogue.entry(code, lexicon.edition).is_some())
    };
    let alone = length == 7 && ends && item();
    (dash || enclosed || named || alone).then_some((number, length))
}

/// The digits of a code whose levels stand each behind their own name: 教育支出205/普通教育02/小学教育02.
fn part_of_code(before: &str, rest: &str) -> Option<usize> {
    let length = rest.bytes().take_while(u8::is_ascii_digit).count();
    let behind = rest.get(length..)?;
    let named = before.ends_with(|c: char| c.is_alphabetic() && !c.is_ascii());
    let alone = behind.is_empty() || behind.starts_with(['/', ':', ',', ';', '。', '(', ')']);
    // What stands behind a code and `/` goes on with it. Only the name is looked through: a text may hold
    // a hundred thousand numbers.
    let chained = || {
        let is_name = |c: char| c.is_alphabetic() && !c.is_ascii() || matches!(c, '(' | ')' | '、');
        let above = before.trim_end_matches(is_name).strip_suffix('/');
        above.is_some_and(|above| above.ends_with(|c: char| c.is_ascii_digit()))
    };
    let is_part = match length {
        2 => rest.starts_with('0') || behind.starts_with('/') || chained(),
        3 => behind.starts_with('/'),
        _ => false,
    };
    (named && alone && is_part).then_some(length)
}

#[cfg(test)]
mod tests {
    use alloc::{format, string::ToString};

    use super::*;

    pub(super) fn lexicon() -> Lexicon {
        let mut lexicon =
            Lexicon::new(&Vocabulary::standard(), &Catalogue::builtin(), Edition::new(2024));
        lexicon.body = "青禾县文化广播电视和旅游局".to_string();
        lexicon
    }

    fn told(text: &str) -> String {
        let line = lex(text, 0, &lexicon());
        let one = |token: &Token| {
            let kind = match token.kind {
                Kind::Word(word) => format!("{word:?}"),
                Kind::Number(number) => format!("{number:?}"),
                Kind::Mark(_) => return line.token_text(*token).to_string(),
                kind => format!("{kind:?}"),
            };
            format!("{}<{kind}>", line.token_text(*token))
        };
        line.tokens.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_line_becomes_tokens() {
        assert_eq!(
            told("2024年，县文化旅游局机关运行经费支出80.00万元"),
            "2024年<Year(2024)> , 县文化旅游局<Body> 机关运行经费支出<Item(AgencyOperation)> 80.00万元<Money(Figure(80.00万元))>"
        );
        assert_eq!(
            told("政府办公厅（室）及相关机构事务（款）"),
            "政府办公厅(室)及相关机构事务<Name> (款)<Rank(Section)>"
        );
        assert_eq!(told("2010301-行政运行"), "2010301<Code(2010301, 7)> - 行政运行<Name>");
        assert_eq!(told("（不包括陪同人员）"), "(不包括陪同人员)<Note>");
        assert_eq!(told("XX万元"), "XX<Placeholder> 万元<Unknown>");
        for word in ["MAXX型", "www.xx.gov.cn"] {
            assert!(!told(word).contains("Placeholder"), "{word}");
        }
        assert_eq!(told("********支出"), "********<Placeholder> 支出<Flow(Expenditure)>");
    }
}
