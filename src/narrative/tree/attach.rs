//! Measures: what a phrase says of the mention it speaks of.

use alloc::vec::Vec;

use super::change::{signed, signed_percent};
use super::frame::Frame;
use super::grow::Grower;
use super::{Base, Measure, MentionId, Span, What};
use crate::kind::Stage;
use crate::narrative::number::Number;
use crate::narrative::phrase::{self, Direction, Grammar, Move, Phrase};
use crate::narrative::subject::Subject;
use crate::num::figure::Figure;
use crate::num::slips::is_slip;
use crate::scope::Dimension;

/// The most that is said of one mention; a sentence of a disclosure says a dozen things of what it speaks of.
/// The numbers after them are listed as not understood.
const MOST_MEASURES: usize = 256;

/// What the words of a mention begin with that has none.
const UNNAMED: char = '#';

impl Grower<'_> {
    /// Hangs what a phrase says on the mention that it speaks of.
    pub(super) fn measure(
        &mut self,
        told: &phrase::What,
        grammar: &Grammar<'_>,
        phrase: &Phrase,
        before: Option<&Phrase>,
    ) {
        let clause = self.span(grammar.line, phrase);
        match told {
            phrase::What::Level { amount, .. } => self.level(*amount, grammar, clause, before),
            phrase::What::Count(token) => {
                let number = grammar.line.tokens.get(*token).and_then(|token| token.number());
                let Some(Number::Count(number, measure)) = number else { return };
                let Some(of) = self.target() else { return };
                self.hang(of, What::Count { number, measure }, clause.clone(), clause, false);
            }
            phrase::What::Move(moved) => self.moved(moved, grammar, clause),
            phrase::What::Flat { nearly, chosen } => {
                let Some(of) = self.changed() else { return };
                let base = self.base_for(of);
                let what = What::Flat { nearly: *nearly, base, chosen: *chosen };
                self.hang(of, what, clause.clone(), clause, false);
            }
            phrase::What::Difference(number) => {
                let Some(of) = self.changed() else { return };
                let span = self.number_span(grammar, *number);
                let bare = grammar.lacks_unit(*number);
                let what = match (grammar.figure(*number), grammar.percent(*number)) {
                    (Some(figure), _) => What::Difference { figure },
                    (None, Some(percent)) => What::DifferenceRate { percent },
                    _ => return,
                };
                self.hang(of, what, span, clause, bare);
            }
            phrase::What::Compare { relation, base } => {
                let Some(of) = self.target() else { return };
                let amount = base.amount;
                let base = self.base_of(base);
                let relation = *relation;
                self.hang(
                    of,
                    What::Compare { relation, base },
                    clause.clone(),
                    clause.clone(),
                    false,
                );
                if let Some((token, figure)) = amount.and_then(|t| Some((t, grammar.figure(t)?))) {
                    let span = self.number_span(grammar, token);
                    self.hang(of, What::Prior { figure, base }, span, clause, false);
                }
            }
            phrase::What::Share { of: whole, percent, further, .. } if !further.is_empty() => {
                let percents: Vec<usize> =
                    core::iter::once(percent).chain(further).copied().collect();
                self.deal_shares(whole.as_ref(), &percents, grammar, &clause);
            }
            phrase::What::Share { of: whole, amount, percent, .. } => {
                let Some(of) = self.target() else {
                    return self.lose(*percent, grammar);
                };
                let Some(value) = grammar.percent(*percent) else { return };
                let mut whole = self.whole(whole.as_ref(), of);
                let named = amount.and_then(|token| grammar.figure(token));
                let span = self.number_span(grammar, *percent);
                if let (Some(token), Some(figure)) = (amount, named) {
                    whole = self.whole_amount(&whole, *token, figure, grammar, &clause);
                }
                let what = What::Share { percent: value, of: whole, amount: named };
                self.hang(of, what, span, clause, false);
            }
            phrase::What::Completion { stage, year, amount, percent, with } => {
                let Some(of) = self.target() else {
                    return self.lose(*percent, grammar);
                };
                let Some(value) = grammar.percent(*percent) else { return };
                let named = amount.and_then(|token| grammar.figure(token));
                if let (Some(token), Some(figure)) = (amount, named) {
                    let year = year.or(Some(self.year));
                    let base =
                        Base { year, stage: stage.or(Some(Stage::Budget)), ..Base::default() };
                    let span = self.number_span(grammar, *token);
                    self.hang(of, What::Prior { figure, base }, span, clause.clone(), false);
                }
                // 完成财政拨款预算的…: the plan of something else.
                let own = self.tree.mention(of).and_then(|mention| mention.scope);
                let foreign = with.zip(own).is_some_and(|(with, own)| {
                    with.fixed().any(|d| d != Dimension::Flow && !own.fixes(d))
                        || own.merge(with).is_err()
                });
                let year = year.or_else(|| self.year_told_last(of));
                let what = What::Completion { percent: value, stage: *stage, year, foreign };
                let span = self.number_span(grammar, *percent);
                self.hang(of, what, span, clause, false);
            }
            phrase::What::Percent(token) => self.lone_percent(*token, grammar, clause),
            _ => {}
        }
    }

    /// An amount. One without verb or stage behind a mention that has its level is of something
    /// else.
    fn level(
        &mut self,
        token: usize,
        grammar: &Grammar<'_>,
        clause: Span,
        before: Option<&Phrase>,
    ) {
        let Some(figure) = grammar.figure(token) else { return };
        let span = self.number_span(grammar, token);
        let bare = grammar.lacks_unit(token);
        let (year, stage) = core::mem::take(&mut self.hint);
        if let Some(id) = self.next_dealt(&span) {
            let year = year.or(self.deal_time.0).or(self.when);
            let stage = stage.or(self.deal_time.1);
            let what = What::Level { figure, year, stage, about: false };
            return self.hang(id, what, span, clause, bare);
        }
        let worded = before.is_some_and(|phrase| matches!(phrase.what, phrase::What::Subject(_)));
        let unnamed = !worded && self.pending.is_none();
        let listed = matches!(self.frames.last(), Some(Frame::List { list, .. })
            if self.tree.list(*list).is_some_and(|list| list.children.is_empty()));
        let told = self
            .focus
            .and_then(|focus| self.tree.mention(focus))
            .is_some_and(|mention| mention.levels().next().is_some());
        let of = if unnamed && (told || listed) && !is_compared_level(before) {
            None
        } else {
            self.target().filter(|&of| !self.tells_other(of, figure, (year, stage)))
        };
        let of = of.unwrap_or_else(|| self.enter_unnamed(&span));
        let about = grammar
            .line
            .tokens
            .get(token.saturating_sub(1))
            .is_some_and(|token| token.word() == Some(crate::narrative::words::Word::Approx));
        self.flush_prior(of);
        let (year, stage) = self.time_of(of, year, stage);
        let year = year.or_else(|| self.year_gone_on_with(of, stage)).or(self.when);
        let what = What::Level { figure, year, stage, about };
        self.hang(of, what, span, clause, bare);
        self.focus = self.back.take().or(self.focus);
    }

    /// Whether what a paragraph goes on with, which names nothing itself, has another amount already: behind
    /// numbered items it may be of all of them.
    fn tells_other(
        &self,
        of: MentionId,
        figure: Figure,
        (year, stage): (Option<u16>, Option<Stage>),
    ) -> bool {
        let Some(mention) = self.tree.mention(of) else { return false };
        let own = self.first.is_none() && mention.span.paragraph != self.paragraph;
        let is_other = |measure: &Measure| match measure.what {
            What::Level { figure: told, year: then, stage: as_of, .. } => {
                let same_time = year.is_none_or(|year| then.is_none_or(|then| then == year))
                    && stage.is_none_or(|stage| as_of.is_none_or(|as_of| as_of == stage));
                same_time && !is_slip(figure.mantissa(), told.mantissa())
            }
            _ => false,
        };
        own && mention.measures.iter().any(is_other)
    }

    /// A mention without words.
    pub(super) fn enter_unnamed(&mut self, span: &Span) -> MentionId {
        let id = self.enter(unnamed(span), span.clone());
        // What follows without words is of it; a list goes on with its own head.
        if self.frames.is_empty() {
            self.focus = Some(id);
        }
        id
    }

    fn moved(&mut self, moved: &Move, grammar: &Grammar<'_>, clause: Span) {
        if !moved.further.is_empty() {
            return self.deal_changes(moved, grammar, &clause);
        }
        if let Some(subject) = &moved.subject {
            self.enter(subject.clone(), clause.clone());
        }
        let Some(of) = self.changed() else { return self.lose(moved.number, grammar) };
        let (of, base) = match &moved.base {
            Some(told) => (of, self.base_of(told)),
            None => self.compared(of),
        };
        self.hang_change(of, (moved.direction, base), moved.number, grammar, clause);
    }

    /// Hangs a change or a rate on a mention.
    pub(super) fn hang_change(
        &mut self,
        of: MentionId,
        (direction, base): (Direction, Base),
        number: usize,
        grammar: &Grammar<'_>,
        clause: Span,
    ) {
        let span = self.number_span(grammar, number);
        let lacks_unit = grammar.lacks_unit(number);
        if let Some(figure) = grammar.figure(number) {
            let what = What::Change { figure: signed(figure, direction), direction, base };
            self.hang(of, what, span, clause, lacks_unit);
        } else if let Some(percent) = grammar.percent(number) {
            let percent = signed_percent(percent, direction);
            self.hang(of, What::Rate { percent, direction, base }, span, clause, lacks_unit);
        }
    }

    /// A percentage by itself: in a bracket behind a change it is the rate, behind an amount the
    /// share.
    fn lone_percent(&mut self, token: usize, grammar: &Grammar<'_>, clause: Span) {
        let Some(percent) = grammar.percent(token) else { return };
        let Some(of) = self.target() else { return self.lose(token, grammar) };
        let last = self.tree.mention(of).and_then(|mention| mention.measures.last());
        let what = match last.map(|measure| &measure.what) {
            Some(What::Change { direction, base, .. }) => {
                let (direction, base) = (*direction, *base);
                What::Rate { percent: signed_percent(percent, direction), direction, base }
            }
            // 665.63万元（196.21万元，41.80%): of which of the two nobody says.
            Some(What::Level { .. }) if self.is_in_bracket() && !self.is_unnamed(of) => {
                let whole = self.whole(None, of);
                What::Share { percent, of: whole, amount: None }
            }
            _ => return self.lose(token, grammar),
        };
        self.hang(of, what, clause.clone(), clause, false);
    }

    /// Whether a mention has no words.
    fn is_unnamed(&self, id: MentionId) -> bool {
        self.tree.mention(id).is_some_and(|mention| mention.subject.words.starts_with(UNNAMED))
    }

    fn is_in_bracket(&self) -> bool {
        matches!(self.frames.last(), Some(Frame::Bracket { .. }))
    }

    pub(super) fn lose(&mut self, token: usize, grammar: &Grammar<'_>) {
        let span = self.number_span(grammar, token);
        self.tree.lost.push(span);
    }

    /// Hangs a measure on a mention.
    pub(super) fn hang(
        &mut self,
        of: MentionId,
        what: What,
        span: Span,
        mut clause: Span,
        bare: bool,
    ) {
        let (sentence, or) = (self.sentence, self.alternative.filter(|&other| other != of));
        clause.start = clause.start.min(self.clause);
        match self.tree.mentions.get_mut(of) {
            Some(mention) if mention.measures.len() < MOST_MEASURES => {
                mention.measures.push(Measure { what, span, clause, sentence, or, bare });
            }
            _ => self.tree.lost.push(span),
        }
    }
}

/// The subject of an amount that no words name.
pub(super) fn unnamed(span: &Span) -> Subject {
    let words = alloc::format!("{UNNAMED}{}:{}", span.paragraph, span.start);
    Subject { words, ..Subject::default() }
}

/// 增加到5万元, 均为5万元: words lead to the amount.
fn is_compared_level(before: Option<&Phrase>) -> bool {
    before.is_some_and(|phrase| matches!(phrase.what, phrase::What::Base(_)))
}
