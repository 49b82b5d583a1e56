//! Numbers dealt out (分别为): to names right before, to those dealt to before, or to the members told last.

use alloc::vec::Vec;

use super::frame::Dealt;
use super::grow::Grower;
use super::{MentionId, Span, What};
use crate::narrative::phrase::{Grammar, Move, Phrase};
use crate::narrative::subject::Subject;
use crate::narrative::words::Word;

impl Grower<'_> {
    /// A、B分别为: the names whose amounts follow; 决算分别为: of those named before.
    pub(super) fn deal(&mut self, grammar: &Grammar<'_>, phrase: &Phrase) {
        let mut names = Vec::new();
        let mut start = phrase.tokens.start;
        for at in phrase.tokens.clone() {
            let mark =
                grammar.line.tokens.get(at).is_some_and(|token| {
                    token.is_mark(&['、']) || token.word() == Some(Word::With)
                });
            if mark {
                names.push(grammar.read_subject(start..at));
                start = at + 1;
            }
        }
        names.push(grammar.read_subject(start..phrase.tokens.end));
        self.deal_time = names.last().map_or((None, None), |last| (last.year, last.stage));
        self.deal = match names.as_slice() {
            [time] if time.is_empty() => {
                self.dealt.iter().map(|&mention| Dealt::Mention(mention)).collect()
            }
            // 三本预算支出依次为3万元、2万元、1万元: which is which nobody says.
            [_] => {
                let count = grammar.amounts_joined(phrase.tokens.end);
                core::iter::repeat_n(Dealt::Unnamed, count).filter(|_| count > 1).collect()
            }
            _ => {
                self.dealt.clear();
                names.into_iter().map(Dealt::Name).collect()
            }
        };
    }

    /// Whom the next of several amounts is of.
    pub(super) fn next_dealt(&mut self, span: &Span) -> Option<MentionId> {
        let id = match self.deal.pop_front()? {
            Dealt::Mention(id) => id,
            Dealt::Unnamed => self.enter_unnamed(span),
            Dealt::Name(subject) => {
                let id = self.enter(subject, span.clone());
                self.dealt.push(id);
                id
            }
        };
        Some(id)
    }

    /// To whom so many numbers are dealt: the names right before, those that were dealt to before, else the
    /// members of one list that were told last.
    fn dealt_to(&mut self, count: usize, clause: &Span) -> Option<Vec<MentionId>> {
        if self.deal.len() == count {
            return (0..count).map(|_| self.next_dealt(clause)).collect();
        }
        self.deal.clear();
        if self.dealt.len() == count {
            return Some(self.dealt.clone());
        }
        let told = |mention: &super::Mention| {
            mention.sentence == self.sentence && mention.levels().next().is_some()
        };
        let mentions = self.tree.mentions.iter().enumerate().rev();
        let near = mentions.take_while(|(_, mention)| told(mention)).take(count);
        let mut of: Vec<MentionId> = near.map(|(id, _)| id).collect();
        of.reverse();
        let list = |id: &MentionId| self.tree.mention(*id).and_then(|mention| mention.list);
        let beside = of.iter().all(|id| list(id) == of.first().and_then(list));
        (of.len() == count && beside).then_some(of)
    }

    /// 基本支出60万元、项目支出40万元，分别占60%、40%: shares in the order of what was told before.
    pub(super) fn deal_shares(
        &mut self,
        whole: Option<&Subject>,
        percents: &[usize],
        grammar: &Grammar<'_>,
        clause: &Span,
    ) {
        let Some(of) = self.dealt_to(percents.len(), clause) else {
            for &percent in percents {
                self.lose(percent, grammar);
            }
            return;
        };
        for (of, &percent) in of.into_iter().zip(percents) {
            let Some(value) = grammar.percent(percent) else { continue };
            let whole = self.whole(whole, of);
            let span = self.number_span(grammar, percent);
            let what = What::Share { percent: value, of: whole, amount: None };
            self.hang(of, what, span, clause.clone(), false);
        }
    }

    /// 基本支出、项目支出分别增加5万元、3万元: changes in the order of the names.
    pub(super) fn deal_changes(&mut self, moved: &Move, grammar: &Grammar<'_>, clause: &Span) {
        let numbers: Vec<usize> =
            core::iter::once(&moved.number).chain(&moved.further).copied().collect();
        let Some(of) = self.dealt_to(numbers.len(), clause) else {
            for number in numbers {
                self.lose(number, grammar);
            }
            return;
        };
        for (of, number) in of.into_iter().zip(numbers) {
            let base = self.base_for(of);
            self.hang_change(of, (moved.direction, base), number, grammar, clause.clone());
        }
    }
}
