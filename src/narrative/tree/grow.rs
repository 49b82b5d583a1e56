//! The tree grows: phrases are taken one after another, each put where its frames say.

use alloc::{collections::VecDeque, string::String, vec::Vec};

use super::frame::{Dealt, Frame, Heading, Held, Over, Pending};
use super::{Base, Listing, MentionId, Nil, Role, Span, Tree, What as Told};
use crate::fund::FundSource;
use crate::kind::Stage;
use crate::narrative::lex::{self, Lexicon, Line};
use crate::narrative::number::Number;
use crate::narrative::phrase::{self, Direction, Grammar, Phrase, What};
use crate::narrative::subject::Subject;
use crate::narrative::words::{Aside, Opening};
use crate::raw::RawParagraph;

/// How deep lists and brackets are followed; sentences of disclosures nest four deep.
const DEEPEST: usize = 64;

/// Reads a narrative.
pub(in crate::narrative) fn grow(narrative: &[RawParagraph], lexicon: &Lexicon, year: u16) -> Tree {
    let mut grower = Grower::new(lexicon, year);
    for (number, paragraph) in narrative.iter().enumerate() {
        grower.paragraph = crate::index::number(number);
        grower.section(&paragraph.section, &paragraph.text);
        let mut offset = 0;
        for text in paragraph.text.split('\n') {
            grower.line(text, offset);
            offset += text.len() + 1;
        }
    }
    settle(&mut grower.tree);
    grower.tree
}

/// A change whose verb was not read, or left open (增长（下降）), goes the way of what is told beside it.
/// Where nothing is, nobody knows which way it goes (变动额5万元，变动幅度3%).
fn settle(tree: &mut Tree) {
    for mention in &mut tree.mentions {
        let told: Vec<(u32, Direction)> = mention
            .measures
            .iter()
            .filter_map(|measure| match measure.what {
                Told::Change {
                    direction: direction @ (Direction::Up | Direction::Down), ..
                }
                | Told::Rate { direction: direction @ (Direction::Up | Direction::Down), .. } => {
                    Some((measure.sentence, direction))
                }
                _ => None,
            })
            .collect();
        for measure in &mut mention.measures {
            let beside = told.iter().find(|(sentence, _)| *sentence == measure.sentence);
            let beside = beside.map(|&(_, direction)| direction);
            match &mut measure.what {
                Told::Change { figure, direction, base } => {
                    let unsigned = figure.mantissa() > 0;
                    match (*direction, beside) {
                        (Direction::Unread, Some(told)) => {
                            *figure = super::change::signed(*figure, told);
                            *direction = told;
                        }
                        (Direction::Unread, None) => base.foreign |= unsigned,
                        (Direction::Either, Some(told)) => {
                            *figure = super::change::signed(*figure, told);
                        }
                        _ => {}
                    }
                }
                Told::Rate { percent, direction, base } => {
                    let unsigned = percent.mantissa() > 0;
                    match (*direction, beside) {
                        (Direction::Unread, None) => base.foreign |= unsigned,
                        (Direction::Either, Some(told)) => {
                            *percent = super::change::signed_percent(*percent, told);
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
    }
}

/// What is compared with, until the sentence ends.
#[derive(Debug, Clone, Default)]
pub(in crate::narrative) struct Compared {
    pub(super) base: Base,
    /// What is compared with, where words say so.
    pub(super) with: Option<crate::scope::Scope>,
    /// The mention that the words were first said of: for others the year is not printed again.
    pub(super) of: Option<MentionId>,
    /// The amount compared with, until something is said of it.
    pub(super) amount: Option<(crate::num::figure::Figure, Span, bool)>,
}

#[expect(clippy::struct_excessive_bools, reason = "what the sentence has said, each on its own")]
pub(super) struct Grower<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) year: u16,
    pub(super) tree: Tree,
    // Over paragraphs.
    pub(super) headings: Vec<Heading>,
    pub(super) over: Vec<Over>,
    pub(super) section_name: String,
    /// The section as it is compared with the lines below it, folded once.
    pub(super) section_folded: String,
    pub(super) section: u32,
    /// The head of the last paragraph, which one that begins with 其中 goes on with.
    pub(super) last_head: Option<MentionId>,
    // Within a paragraph.
    pub(super) paragraph: u32,
    pub(super) level: Option<u8>,
    pub(super) frames: Vec<Frame>,
    pub(super) focus: Option<MentionId>,
    /// The mention of this year, where one of another year is told of in between.
    pub(super) this_year: Option<MentionId>,
    /// The mention that the sentence goes on with behind an average.
    pub(super) back: Option<MentionId>,
    /// The mention that it goes on with behind 追加 or 节约, where no words name another.
    pub(super) by_the_way: Option<MentionId>,
    /// The first mention of the paragraph.
    pub(super) first: Option<MentionId>,
    // Within a sentence.
    pub(super) sentence: u32,
    pub(super) pending: Option<Pending>,
    pub(super) base: Option<Compared>,
    /// Where the clause begins.
    pub(super) clause: u32,
    /// The mark that parts it from the one before: ， 、 or ；.
    pub(super) mark: char,
    /// The year that the sentence names.
    pub(super) when: Option<u16>,
    /// The stage and the year of the subject right before.
    pub(super) hint: (Option<u16>, Option<Stage>),
    /// The sentence has said of whom it speaks.
    pub(super) settled: bool,
    /// The other mention that measures of the sentence may be of.
    pub(super) alternative: Option<MentionId>,
    /// An amount stands right before, but for marks.
    pub(super) behind_amount: bool,
    /// To whom the amounts are dealt that follow, with the year and the stage that the words name.
    pub(super) deal: VecDeque<Dealt>,
    pub(super) deal_time: (Option<u16>, Option<Stage>),
    /// To whom something was dealt before.
    pub(super) dealt: Vec<MentionId>,
    /// 扣除一次性因素后: what the sentence compares is not what is printed.
    pub(super) adjusted: bool,
    /// The mention that the words right before an opener name.
    pub(super) named_head: Option<MentionId>,
    /// A heading stands right above.
    pub(super) titled: bool,
    /// 按功能分类: the line cuts the whole another way.
    pub(super) classified: bool,
    /// 一般公共预算：…: the fund that the whole line is of.
    pub(super) line_fund: Option<FundSource>,
    /// 其他资金：…: the line is of money that nobody knows.
    pub(super) line_apart: bool,
    /// 收入包括: the side of a balance that the next list is of.
    pub(super) side: Option<crate::scope::Scope>,
}

impl<'a> Grower<'a> {
    fn new(lexicon: &'a Lexicon, year: u16) -> Self {
        Self {
            lexicon,
            year,
            tree: Tree::default(),
            headings: Vec::new(),
            over: Vec::new(),
            section_name: String::new(),
            section_folded: String::new(),
            section: 0,
            last_head: None,
            paragraph: 0,
            level: None,
            frames: Vec::new(),
            focus: None,
            this_year: None,
            back: None,
            by_the_way: None,
            first: None,
            sentence: 0,
            pending: None,
            base: None,
            clause: 0,
            mark: ',',
            when: None,
            hint: (None, None),
            settled: false,
            alternative: None,
            behind_amount: false,
            deal: VecDeque::new(),
            deal_time: (None, None),
            dealt: Vec::new(),
            adjusted: false,
            line_fund: None,
            line_apart: false,
            side: None,
            named_head: None,
            classified: false,
            titled: false,
        }
    }

    /// One line of a paragraph.
    fn line(&mut self, text: &str, offset: usize) {
        self.frames.clear();
        (self.focus, self.this_year, self.back) = (None, None, None);
        (self.by_the_way, self.first, self.line_fund) = (None, None, None);
        self.line_apart = false;
        (self.classified, self.behind_amount) = (false, false);
        self.new_sentence();
        let line = lex::lex(text, offset, self.lexicon);
        let start = self.head_of_line(&line);
        let unit = self.headings.iter().rev().find_map(|heading| heading.unit);
        let grammar = Grammar::new(&line, self.lexicon, self.year).with_unit(unit);
        let phrases = grammar.phrases_from(start);
        for (index, phrase) in phrases.iter().enumerate() {
            self.phrase(&grammar, &phrases, index);
            if !phrase.parts() {
                self.behind_amount = matches!(phrase.what, What::Level { .. });
            }
        }
        self.end_of_line();
    }

    /// An opener without a member at the end of a paragraph governs those below.
    fn end_of_line(&mut self) {
        self.close_asides();
        let open = self.frames.iter().rev().find_map(|frame| match frame {
            Frame::List { list, .. } => Some(*list),
            _ => None,
        });
        let childless =
            |list: &usize| self.tree.lists.get(*list).is_some_and(|list| list.children.is_empty());
        if let Some(list) = open.filter(childless) {
            let level = self.level.or(self.headings.last().map(|heading| heading.level));
            self.over.retain(|over| over.level < level || level.is_none());
            self.over.push(Over { list, level, members: None });
        }
        self.frames.clear();
        if self.first.is_some() {
            self.last_head = self.first;
            self.titled = false;
        }
    }

    fn new_sentence(&mut self) {
        self.sentence += 1;
        self.pending = None;
        self.base = None;
        self.when = None;
        self.hint = (None, None);
        self.settled = false;
        self.alternative = None;
        self.deal.clear();
        self.dealt.clear();
        self.adjusted = false;
    }

    fn phrase(&mut self, grammar: &Grammar<'_>, phrases: &[Phrase], index: usize) {
        let Some(phrase) = phrases.get(index) else { return };
        let next = phrases.get(index + 1).map(|phrase| &phrase.what);
        let before = index.checked_sub(1).and_then(|before| phrases.get(before));
        let span = self.span(grammar.line, phrase);
        if before.is_none_or(Phrase::parts) {
            self.clause = span.start;
        }
        match &phrase.what {
            What::Mark(mark) if matches!(mark, ',' | '、' | ';') => {
                self.mark = *mark;
                if *mark == ';' {
                    self.semicolon(next);
                }
            }
            What::Mark('。') => self.stop(),
            What::Mark(':') => self.colon(grammar.line, before, next),
            What::Mark('(') => self.open_bracket(),
            What::Mark(')') => self.close_bracket(),
            What::Step => {
                if let Some(Frame::Aside { stepped, .. }) = self.frames.last_mut() {
                    *stepped = true;
                }
            }
            What::Mark(_) | What::Verb | What::Other => {}
            What::Open(opening) => self.open(*opening),
            What::Aside(aside) => self.aside(*aside, grammar, phrase),
            What::Base(told) => self.compare_with(told, grammar, before),
            What::Subject(subject) => self.subject(subject, span, before, next, grammar, phrase),
            What::Listing { names, open } => {
                self.leave_last_aside();
                let place = |name: &core::ops::Range<usize>| {
                    Span::new(self.paragraph, grammar.line.folded.printed(name.clone()))
                };
                let names = names.iter().map(place).collect();
                if let Some(of) = self.target() {
                    self.tree.listings.push(Listing { of, names, open: *open });
                }
            }
            What::Nil(subject) => {
                let of = before.and_then(|before| match &before.what {
                    What::Subject(of) if !of.is_empty() => Some(of),
                    _ => None,
                });
                let scope = super::place::scope_of_nil(subject, of);
                let year = subject.year.or(self.when);
                self.tree.nils.push(Nil { scope, year, span });
            }
            What::Placeholder => self.tree.placeholders.push(span),
            What::Lost(number) => {
                let span = self.number_span(grammar, *number);
                let token = grammar.line.tokens.get(*number);
                if token.and_then(|token| token.number()) == Some(Number::TooLong) {
                    self.tree.too_long.push(span.clone());
                }
                self.tree.lost.push(span);
                self.open_lists();
            }
            measure => self.measure(measure, grammar, phrase, before),
        }
    }

    pub(super) fn span(&self, line: &Line, phrase: &Phrase) -> Span {
        let tokens = line.tokens.get(phrase.tokens.clone()).unwrap_or_default();
        let (start, end) = match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => (first.start, last.end),
            _ => (0, 0),
        };
        Span::new(self.paragraph, line.folded.printed(start..end))
    }

    pub(super) fn number_span(&self, grammar: &Grammar<'_>, token: usize) -> Span {
        let token = grammar.line.tokens.get(token);
        let range = token.map_or(0..0, |token| token.start..token.end);
        Span::new(self.paragraph, grammar.line.folded.printed(range))
    }

    fn stop(&mut self) {
        self.close_asides();
        while let Some(Frame::Bracket { before, .. }) = self.frames.last() {
            let before = before.clone();
            self.frames.pop();
            self.restore(before);
        }
        self.new_sentence();
    }

    fn semicolon(&mut self, next: Option<&What>) {
        // 原因：一是…；二是….
        let stepped = |frame: &Frame| matches!(frame, Frame::Aside { stepped: true, .. });
        if next == Some(&What::Step) && self.frames.iter().any(stepped) {
            self.pending = None;
            return;
        }
        if self.frames.iter().any(|frame| matches!(frame, Frame::Bracket { .. })) {
            return;
        }
        self.close_asides();
        self.pending = None;
        for frame in &mut self.frames {
            if let Frame::List { semicolon, .. } = frame {
                *semicolon = true;
            }
        }
    }

    /// Ends the asides, down to what they stood in.
    pub(super) fn close_asides(&mut self) {
        while let Some(at) = self.frames.iter().position(|f| matches!(f, Frame::Aside { .. })) {
            if let Some(Frame::Aside { before, .. }) = self.frames.get(at) {
                let before = before.clone();
                self.restore(before);
            }
            self.frames.truncate(at);
        }
    }

    pub(super) fn held(&self) -> Held {
        Held {
            focus: self.focus,
            pending: self.pending.clone(),
            base: self.base.clone(),
            alternative: self.alternative,
        }
    }

    pub(super) fn restore(&mut self, held: Held) {
        self.focus = held.focus;
        self.pending = held.pending;
        self.base = held.base;
        self.alternative = held.alternative;
    }

    /// A colon behind an amount opens a list, if members follow.
    fn colon(&mut self, line: &Line, before: Option<&Phrase>, next: Option<&What>) {
        let behind_amount = before.is_some_and(|phrase| {
            matches!(phrase.what, What::Level { .. } | What::Move(_) | What::Share { .. })
        });
        let named = matches!(next, Some(What::Subject(subject)) if !subject.is_empty());
        self.line_apart |= before.is_some_and(|before| self.names_other_money(line, before));
        if behind_amount && named {
            self.open(Opening::Colon);
        }
    }

    /// 其他资金：…: whether a line begins with the name of money that nobody knows.
    fn names_other_money(&self, line: &Line, before: &Phrase) -> bool {
        let What::Subject(subject) = &before.what else { return false };
        let (span, name) = (self.span(line, before), line.text(subject.range.clone()));
        let first = self.first.filter(|&first| self.focus == Some(first));
        let bare = first.and_then(|first| self.tree.mention(first));
        subject.readings.is_empty()
            && ["资金", "基金", "拨款"].iter().any(|end| name.ends_with(end))
            && bare.is_some_and(|mention| mention.span == span && mention.measures.is_empty())
    }

    fn open_bracket(&mut self) {
        if self.frames.len() >= DEEPEST {
            return;
        }
        let before = self.held();
        self.frames.push(Frame::Bracket { before, list: None });
    }

    fn close_bracket(&mut self) {
        let at = self.frames.iter().rposition(|frame| matches!(frame, Frame::Bracket { .. }));
        let Some(at) = at else { return };
        if let Some(Frame::Bracket { before, .. }) = self.frames.get(at) {
            let before = before.clone();
            self.frames.truncate(at);
            self.restore(before);
        }
    }

    /// One aside ends where the next begins.
    fn leave_last_aside(&mut self) {
        if matches!(self.frames.last(), Some(Frame::Aside { .. })) {
            if let Some(Frame::Aside { before, .. }) = self.frames.pop() {
                self.restore(before);
            }
        }
    }

    fn aside(&mut self, aside: Aside, grammar: &Grammar<'_>, phrase: &Phrase) {
        self.leave_last_aside();
        if let Some(pending) = self.pending.take() {
            // 人员经费主要用于: of what it is used.
            if pending.subject.scope().is_some() && !pending.subject.weak {
                self.enter(pending.subject, pending.span);
            }
        }
        let text = grammar.line.token_text(
            grammar.line.tokens.get(phrase.tokens.start).copied().unwrap_or(lex::Token {
                kind: lex::Kind::Unknown,
                start: 0,
                end: 0,
            }),
        );
        let role = match aside {
            Aside::Use => Role::Uses,
            // 主要是 names the changes themselves, 原因 what brought them about.
            Aside::Cause => {
                Role::Causes { certain: text.contains("主要") && !text.contains("原因") }
            }
        };
        let before = self.held();
        self.frames.push(Frame::Aside { before, list: None, role, stepped: false });
    }

    /// What is compared with, for the verbs that follow.
    fn compare_with(
        &mut self,
        told: &phrase::Base,
        grammar: &Grammar<'_>,
        before: Option<&Phrase>,
    ) {
        let clause = before.is_none_or(Phrase::parts);
        if clause {
            self.leave_aside();
        }
        let base = self.base_of(told);
        let amount = told.amount.and_then(|token| {
            let lacks_unit = grammar.lacks_unit(token);
            Some((grammar.figure(token)?, self.number_span(grammar, token), lacks_unit))
        });
        let with = told.subject.as_ref().and_then(Subject::scope);
        let base = Base { foreign: told.subject.is_some() && with.is_none(), ..base };
        self.base = Some(Compared { base, with, of: None, amount });
    }

    /// A clause that begins with what is compared, or with a stage, leaves an aside; not one of
    /// causes that speaks of something of its own.
    pub(super) fn leave_aside(&mut self) {
        let leave = match self.frames.last() {
            Some(Frame::Aside { role: Role::Uses, .. }) => true,
            Some(Frame::Aside { list, .. }) => list.is_none(),
            _ => false,
        };
        if leave {
            if let Some(Frame::Aside { before, .. }) = self.frames.pop() {
                self.restore(before);
            }
        }
    }

    /// A number that is not understood opens the lists around it.
    fn open_lists(&mut self) {
        for frame in &self.frames {
            let list = match frame {
                Frame::List { list, .. } => Some(*list),
                Frame::Bracket { list, .. } | Frame::Aside { list, .. } => *list,
            };
            if let Some(list) = list.and_then(|list| self.tree.lists.get_mut(list)) {
                list.open = true;
            }
        }
    }
}
