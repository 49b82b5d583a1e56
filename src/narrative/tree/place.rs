//! Where a subject goes: which mention it is, or what it waits for.

use super::frame::Pending;
use super::grow::Grower;
use super::{Mention, MentionId, Narrow, Span};
use crate::flow::Flow;
use crate::narrative::phrase::{self, Grammar, Phrase};
use crate::narrative::subject::Subject;
use crate::narrative::words::Opening;
use crate::scope::{Dimension, Scope};

/// How many mentions back words may name one again: a narrative of a disclosure makes a few hundred.
const FARTHEST: usize = 1_024;

impl Grower<'_> {
    /// A subject: entered if something is said of it right away, else kept for the next number.
    pub(super) fn subject(
        &mut self,
        subject: &Subject,
        span: Span,
        before: Option<&Phrase>,
        next: Option<&phrase::What>,
        grammar: &Grammar<'_>,
        at: &Phrase,
    ) {
        // 70.61万元，上年103.72万元: the year of one amount; 2024年未安排: of one clause.
        let compared = matches!(next, Some(phrase::What::Base(_) | phrase::What::Move(_)));
        let aside = subject.readings.is_empty()
            && subject.narrow.is_empty()
            && subject.year.is_some_and(|year| year < self.year)
            && !compared
            && self.settled;
        if !aside {
            self.when = subject.year.or(self.when);
        }
        let words = grammar.line.tokens.get(at.tokens.clone()).unwrap_or_default();
        self.adjusted |= words.iter().any(|&token| {
            let text = grammar.line.token_text(token);
            ["扣除", "剔除"].iter().any(|word| text.contains(word))
        });
        if subject.is_empty() && compared {
            self.turn_to_year(subject.year);
        }
        let said = matches!(
            next,
            Some(
                phrase::What::Level { .. }
                    | phrase::What::Move(_)
                    | phrase::What::Flat { .. }
                    | phrase::What::Share { .. }
                    | phrase::What::Completion { .. }
                    | phrase::What::Difference(_)
                    | phrase::What::Compare { .. }
                    | phrase::What::Percent(_)
                    | phrase::What::Count(_)
                    | phrase::What::Base(_)
                    | phrase::What::Listing { .. }
            )
        );
        if said {
            let clause = before.is_none_or(phrase::Phrase::parts);
            // 支出决算为…: a stage alone leaves an aside.
            if clause && subject.stage.is_some() && (subject.is_empty() || subject.weak) {
                self.leave_aside();
            }
            self.hint = (subject.year, subject.stage);
            let back = self.by_the_way.or(self.focus);
            self.enter(subject.clone(), span);
            // 人均3.61万元，比2023年减少19.26万元: what goes on is not of the average.
            self.back = back.filter(|_| subject.narrow.contains(&Narrow::Average));
            let by_the_way = subject.readings.is_empty() && subject.narrow == [Narrow::Added];
            self.by_the_way = back.filter(|_| by_the_way);
            return;
        }
        if subject.classification && !subject.total {
            self.classified = true;
            return self.cut_another_way(subject, span, next);
        }
        let named = !subject.is_empty() || !subject.narrow.is_empty();
        match next {
            Some(phrase::What::Open(Opening::Within)) => self.look_up(subject.clone(), span),
            Some(phrase::What::Open(Opening::Deal)) => self.deal(grammar, at),
            Some(phrase::What::Open(_)) if !subject.readings.is_empty() => {
                self.head_without_amount(subject.clone(), span);
            }
            // A sentence without a number says nothing of anything.
            None
            | Some(
                phrase::What::Aside(_)
                | phrase::What::Mark('。')
                | phrase::What::Verb
                | phrase::What::Nil(_)
                | phrase::What::Placeholder
                | phrase::What::Other,
            ) if subject.readings.is_empty() => {}
            None | Some(phrase::What::Mark('。' | ':')) if named && !subject.weak => {
                self.enter(subject.clone(), span);
            }
            _ if named => self.pending = Some(Pending { subject: subject.clone(), span }),
            _ => {}
        }
    }

    /// 按资金来源分：: the whole that the sentence before spoke of, or the one that the words name, and
    /// never its last part, is told once more in other parts.
    fn cut_another_way(&mut self, subject: &Subject, span: Span, next: Option<&phrase::What>) {
        let colon = matches!(next, Some(phrase::What::Mark(':')));
        if !colon && !matches!(next, Some(phrase::What::Open(_))) {
            return;
        }
        if !subject.readings.is_empty() {
            self.head_without_amount(subject.clone(), span);
        } else if let Some(focus) = self.focus {
            self.head_next_list(self.tree.ancestors(focus).last().unwrap_or(focus));
        }
        if colon && self.focus.is_some() {
            self.open(Opening::Among);
        }
    }

    /// 支出决算中，: the mention of these words that has an amount.
    fn look_up(&mut self, subject: Subject, span: Span) {
        let of = |mention: &Mention| {
            mention.subject.is_same(&subject) && mention.levels().next().is_some()
        };
        let here = |&(_, mention): &(MentionId, &Mention)| mention.section == self.section;
        let found = self.tree.mentions.iter().enumerate().rev().take(FARTHEST);
        let found = found.take_while(here).find(|(_, mention)| of(mention)).map(|(id, _)| id);
        match found {
            Some(found) => self.head_next_list(found),
            None if !subject.is_empty() => {
                self.named_head = Some(self.enter(subject, span));
            }
            None => {}
        }
    }

    /// What follows is told of a mention, and the next list is of it.
    fn head_next_list(&mut self, head: MentionId) {
        self.frames.clear();
        self.pending = None;
        self.focus = Some(head);
        self.named_head = Some(head);
    }

    /// 收入包括：A、B: a head that has no amount of its own. Within the two sides of a balance it is
    /// that side.
    fn head_without_amount(&mut self, subject: Subject, span: Span) {
        let balance =
            self.focus.and_then(|focus| self.tree.mention(focus)).is_some_and(|mention| {
                mention.scope.is_some_and(|scope| scope.flow() == Some(Flow::Balance))
            });
        let side = self.balance_before().filter(|_| subject.weak);
        if let Some(head) = side.or(self.focus.filter(|_| balance && subject.weak)) {
            self.frames.clear();
            self.focus = Some(head);
            self.pending = None;
            self.hint = (None, None);
            self.side = subject.scope();
            return;
        }
        if subject.weak && self.focus.is_some() {
            return;
        }
        // 支出具体情况如下 speaks of what was told before.
        self.look_up(subject, span);
    }

    /// The balance in this paragraph of which a bare 收入 or 支出 is one side.
    fn balance_before(&self) -> Option<MentionId> {
        self.first.filter(|&first| {
            self.tree.mention(first).is_some_and(|mention| {
                mention.scope.is_some_and(|scope| scope.flow() == Some(Flow::Balance))
            })
        })
    }

    /// The mention that a measure without words of its own is of.
    pub(super) fn target(&mut self) -> Option<MentionId> {
        if let Some(pending) = self.pending.take() {
            return Some(self.enter(pending.subject, pending.span));
        }
        if let Some(focus) = self.focus {
            return Some(focus);
        }
        if self.level.is_some() || self.first.is_some() {
            return None;
        }
        self.head_before().or_else(|| self.subject_of_heading())
    }

    /// 431.17万元，包括： right below （二）支出总计.
    fn subject_of_heading(&mut self) -> Option<MentionId> {
        let heading = self.headings.last().filter(|heading| self.titled && !heading.apart)?;
        let subject = heading.subject.clone();
        let one = subject.scope().is_some() && !subject.classification;
        let span = Span { paragraph: self.paragraph, ..Span::default() };
        one.then(|| self.enter(subject, span))
    }

    /// The mention of some words: the one that they name again, or a new one in its place.
    pub(super) fn enter(&mut self, subject: Subject, span: Span) -> MentionId {
        if subject.is_empty() && subject.stage.is_some() {
            self.leave_by_the_way();
        }
        if subject.is_empty() && subject.narrow.is_empty() || self.is_weak_here(&subject) {
            if let Some(whole) = self.whole_of_members(&subject) {
                self.pending = None;
                self.focus = Some(whole);
                return whole;
            }
            if let Some(pending) = self.pending.take() {
                let hint = self.hint;
                let entered = self.enter(pending.subject, pending.span);
                self.hint = hint;
                return entered;
            }
            if let Some(all) = self.all_above(&subject).or_else(|| self.sum_of_several(&subject)) {
                return all;
            }
            if let Some(whole) = self.whole_behind_members(&subject) {
                self.focus = Some(whole);
                return whole;
            }
            if let Some(head) = self.head_of_last_sentence(&subject) {
                self.alternative = self.focus.replace(head);
                return head;
            }
            if let Some(focus) = self.target() {
                self.focus = Some(focus);
                return focus;
            }
        }
        self.pending = None;
        if let Some(whole) = self.whole_in_bracket(&subject, &span) {
            self.focus = Some(whole);
            return whole;
        }
        if let Some(focus) = self.named_again(&subject) {
            self.settle(focus);
            return focus;
        }
        let list = self.place(&subject);
        if let Some(list) = list {
            let same = |&&child: &&MentionId| {
                self.tree.mention(child).is_some_and(|child| {
                    child.subject.is_same(&subject) && !subject.readings.is_empty()
                })
            };
            let children = self.tree.list(list).map(|list| list.children.as_slice());
            let near = children.unwrap_or_default().iter().rev().take(FARTHEST);
            if let Some(&again) = near.rev().find(same) {
                self.settle(again);
                return again;
            }
        }
        let id = self.add(subject, span, list);
        self.settle(id);
        id
    }

    fn settle(&mut self, id: MentionId) {
        self.focus = Some(id);
        self.first = self.first.or(Some(id));
        self.settled = true;
        self.alternative = None;
    }
}

/// The scope of what is said not to be: of what stands before it, where that is one thing (政府性基金没有收支).
pub(super) fn scope_of_nil(subject: &Subject, of: Option<&Subject>) -> Option<Scope> {
    let scope = subject.scope().filter(|_| subject.narrow.is_empty())?;
    let flow = scope.without(Dimension::Flow) == Scope::ALL;
    match of.filter(|_| flow) {
        Some(of) => of.scope()?.merge(scope).ok(),
        None => (!subject.weak).then_some(scope),
    }
}
