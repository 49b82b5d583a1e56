//! Headings: in the `section` of a paragraph and in the text, alike.

use super::frame::{Heading, Pending};
use super::grow::Grower;
use super::{MentionId, Span};
use crate::fund::FundSource;
use crate::kind::Kind as Spent;
use crate::narrative::fold::Folded;
use crate::narrative::lex::{self, Kind, Line};
use crate::narrative::number::Number;
use crate::narrative::numbering;
use crate::narrative::subject;
use crate::narrative::words::Word;
use crate::num::amount::Unit;
use crate::scope::{Dimension, Scope};

/// Words of which a heading that was not understood may be speaking of some of the money only.
const MONEY: &[&str] = &["预算", "决算", "收入", "支出", "拨款", "基金", "资金"];

/// A heading is no longer than this many characters; the longest of the templates has about 40.
const LONGEST: usize = 60;

impl Grower<'_> {
    /// Enters the section of a paragraph. One that repeats the start of its text as a numbered item,
    /// or holds a number, is the item itself.
    pub(super) fn section(&mut self, section: &str, text: &str) {
        if section == self.section_name {
            return;
        }
        self.section_name = section.into();
        let line = lex::lex(section, 0, self.lexicon);
        self.section_folded.clone_from(&line.folded.text);
        let level = numbering::read(&line.folded.text).map(|(level, _)| level);
        let repeated = Folded::new(text, 0).text.starts_with(&line.folded.text);
        if repeated && (level.is_some_and(|level| level > 2) || has_figures(&line)) {
            return;
        }
        self.section += 1;
        match level {
            Some(level) => self.leave(level),
            None if !repeated => {
                self.headings.clear();
                self.over.clear();
            }
            None => {}
        }
        if !has_figures(&line) {
            let number = numbering::read(&line.folded.text).map_or(0, |(_, length)| length);
            let start = line.tokens.partition_point(|token| token.start < number);
            self.head(&line, start..line.tokens.len(), level.unwrap_or(1));
            self.titled = true;
        }
        self.last_head = None;
    }

    /// Ends what stands at this level or below.
    fn leave(&mut self, level: u8) {
        self.headings.retain(|heading| heading.level < level);
        self.over.retain(|over| {
            over.level.is_none_or(|above| above < level)
                && over.members.is_none_or(|members| members <= level)
        });
    }

    /// The numbering and the heading that a line begins with; where the rest begins.
    pub(super) fn head_of_line(&mut self, line: &Line) -> usize {
        let numbering = numbering::read(&line.folded.text);
        self.level = numbering.map(|(level, _)| level);
        if let Some((level, _)) = numbering {
            self.leave(level);
        }
        let length = numbering.map_or(0, |(_, length)| length);
        let start = line.tokens.partition_point(|token| token.start < length);
        let Some(end) = self.heading_end(line, start) else { return start };
        let tokens = line.tokens.get(start..end).unwrap_or_default();
        let level = self.level.unwrap_or_else(|| {
            self.headings.iter().map(|heading| heading.level).max().map_or(1, |level| level.max(1))
        });
        let named = subject::read(line, tokens, self.lexicon, self.year);
        let whole = end >= line.tokens.len();
        if self.level.is_some() || whole {
            self.head(line, start..end, level);
        }
        if whole {
            self.titled = true;
            self.last_head = None;
        }
        // 公务接待费。, （一）收入预算：: what the line is about.
        let behind = line.tokens.get(end);
        let ends = behind.is_some_and(|token| token.is_mark(&['。', ':'])) || whole;
        let ended_as_heading =
            tokens.last().is_some_and(|token| token.word() == Some(Word::HeadingEnd));
        if ends && !named.readings.is_empty() && !named.classification && !ended_as_heading {
            let fund = |scope: &Scope| scope.without(Dimension::Fund) == Scope::ALL;
            self.line_fund = named.scope().filter(fund).and_then(Scope::fund);
            let range = named.range.clone();
            let span = Span::new(self.paragraph, line.folded.printed(range));
            self.pending = Some(Pending { subject: named, span });
            let skip = usize::from(behind.is_some());
            if whole {
                self.pending = None;
                return end;
            }
            // The subject holds for the line, not only for its first sentence.
            let pending = self.pending.take();
            if let Some(pending) = pending {
                self.enter(pending.subject, pending.span);
            }
            return end + skip;
        }
        end + usize::from(behind.is_some_and(|token| token.is_mark(&['。', ':'])))
    }

    /// Where the heading ends that a line begins with.
    fn heading_end(&self, line: &Line, start: usize) -> Option<usize> {
        let tokens = line.tokens.get(start..)?;
        // The section repeated is a heading.
        let named = self.section_folded.as_str();
        let level = numbering::read(named).map(|(level, _)| level);
        let titled = ["说明", "情况"].iter().any(|end| named.ends_with(end));
        if !named.is_empty()
            && level.map_or(titled, |level| level <= 2)
            && line.folded.text.starts_with(named)
            && named.chars().count() > 3
        {
            let cut = line.tokens.partition_point(|token| token.start < named.len());
            let before = line.tokens.get(start..cut).unwrap_or_default();
            let figures = before.iter().any(|token| is_figure(*token));
            let clean = line.tokens.get(cut).is_none_or(|token| token.start == named.len())
                || line
                    .tokens
                    .get(cut.wrapping_sub(1))
                    .is_some_and(|token| token.end == named.len());
            if !figures && clean && cut > start {
                return Some(cut);
            }
        }
        let figure = tokens.iter().position(|token| is_figure(*token));
        let mark = tokens.iter().position(|token| token.is_mark(&['。', ':', ',', ';']));
        let first = figure.unwrap_or(tokens.len()).min(mark.unwrap_or(tokens.len()));
        // 收入支出决算总体情况说明某局2024年度收入支出总计…: run into its text.
        let run_in = tokens
            .get(..first)?
            .iter()
            .rposition(|token| token.word() == Some(Word::HeadingEnd))
            .map(|at| at + 1);
        let stop = tokens.get(first).is_some_and(|token| token.is_mark(&['。', ':']));
        let last = tokens.last()?;
        let text = line.text(tokens.first()?.start..last.end);
        let short = text.chars().count() <= LONGEST;
        let numbered = self.level.is_some();
        match (figure, run_in) {
            // A line without figures that is numbered, or ends as headings do.
            (None, _) if first == tokens.len() && short && (numbered || run_in == Some(first)) => {
                Some(start + first)
            }
            (_, Some(end)) if numbered || end == first => Some(start + end),
            _ if stop && self.is_name(line, start..start + first) => Some(start + first),
            _ if stop
                && numbered
                && figure.is_some_and(|figure| figure > first)
                && short_enough(line, tokens.get(..first)?) =>
            {
                Some(start + first)
            }
            _ => None,
        }
    }

    /// Whether the tokens are a subject and nothing else.
    fn is_name(&self, line: &Line, tokens: core::ops::Range<usize>) -> bool {
        let tokens = line.tokens.get(tokens).unwrap_or_default();
        let named = subject::read(line, tokens, self.lexicon, self.year);
        !named.readings.is_empty()
    }

    /// Takes a heading: its fund, whether it speaks of basic expenditure, and its class.
    fn head(&mut self, line: &Line, tokens: core::ops::Range<usize>, level: u8) {
        let tokens = line.tokens.get(tokens).unwrap_or_default();
        let mut funds = tokens.iter().filter_map(|token| match token.word() {
            Some(Word::Fund(fund)) => Some(fund),
            _ => None,
        });
        let fund = funds.next();
        let fund = fund.filter(|first| funds.all(|other| other == *first));
        let basic = tokens.iter().any(|token| token.word() == Some(Word::Kind(Spent::Basic)));
        let elsewhere = tokens.iter().any(|token| token.word() == Some(Word::NotBudget));
        let apart = elsewhere || may_narrow(line, tokens);
        let subject = subject::read(line, tokens, self.lexicon, self.year);
        self.headings.retain(|heading| heading.level < level);
        let unit = unit(line);
        self.headings.push(Heading { level, fund, basic, subject, unit, apart });
    }

    /// The fund that the headings fix, the deepest first.
    pub(super) fn heading_fund(&self) -> Option<FundSource> {
        self.headings.iter().rev().find_map(|heading| heading.fund)
    }

    /// The part of 财政拨款 that a heading names.
    pub(super) fn narrower_fund(&self) -> Option<FundSource> {
        let fiscal = FundSource::Fiscal;
        let narrower = |fund: &FundSource| *fund != fiscal && fund.is_within(fiscal);
        self.headings.iter().rev().find_map(|heading| heading.fund.filter(narrower))
    }

    /// The first mention of the last paragraph, which 其中 at the start of the next goes on with.
    pub(super) fn head_before(&self) -> Option<MentionId> {
        self.last_head
    }
}

/// Whether words that are not understood speak of money: 教育费附加专项资金.
fn may_narrow(line: &Line, tokens: &[lex::Token]) -> bool {
    let unknown = tokens.windows(2).any(|pair| {
        matches!(pair, [name, money] if name.kind == Kind::Unknown
            && MONEY.iter().any(|word| line.token_text(*money).starts_with(word)))
    });
    let known = tokens.iter().any(|token| {
        token.kind == Kind::Name
            || matches!(
                token.word(),
                Some(
                    Word::Fund(_) | Word::Flow(_) | Word::Kind(_) | Word::Item(_) | Word::BothSides
                )
            )
    });
    unknown && !known
}

/// The unit that a heading gives: （单位：万元）.
fn unit(line: &Line) -> Option<Unit> {
    let (_, behind) = line.folded.text.split_once("单位:")?;
    let name = behind.split([')', ',', ';', '。']).next().unwrap_or_default();
    name.parse().ok()
}

fn has_figures(line: &Line) -> bool {
    line.tokens.iter().any(|token| is_figure(*token))
}

fn is_figure(token: lex::Token) -> bool {
    matches!(
        token.kind,
        Kind::Number(Number::Money(_) | Number::Percent(_) | Number::Count(..) | Number::Bare(..))
    )
}

fn short_enough(line: &Line, tokens: &[lex::Token]) -> bool {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => line.text(first.start..last.end).chars().count() <= 30,
        _ => false,
    }
}
