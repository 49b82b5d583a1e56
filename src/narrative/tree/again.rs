//! What words go on with that name nothing new: the mention in focus, a head above it, the whole of the
//! members told before.

use super::frame::Frame;
use super::grow::Grower;
use super::{Mention, MentionId, Narrow, Span, What};
use crate::flow::Flow;
use crate::narrative::subject::Subject;
use crate::scope::{Dimension, Scope};

impl Grower<'_> {
    /// A sentence that begins with 支出预算 or 年初预算数 goes on with the head of the list before
    /// it, unless nothing was said of the last member yet.
    pub(super) fn head_of_last_sentence(&self, subject: &Subject) -> Option<MentionId> {
        let waits = self
            .focus
            .and_then(|focus| self.tree.mention(focus))
            .is_none_or(|mention| mention.measures.is_empty());
        if self.settled || waits {
            return None;
        }
        let list = self.frames.iter().find_map(|frame| match frame {
            Frame::List { list, sentence, .. } if *sentence != self.sentence => Some(*list),
            _ => None,
        });
        let head = self.tree.list(list?)?.head;
        let flows =
            subject.scope().and_then(Scope::flow).zip(self.tree.mention(head)?.scope?.flow());
        let fits = flows.is_none_or(|(own, of)| own.is_within(of) || of.is_within(own));
        fits.then_some(head)
    }

    /// ；年初预算5万元 behind the members of a list, none of which has an amount of that stage, is of the
    /// head.
    pub(super) fn whole_behind_members(&self, subject: &Subject) -> Option<MentionId> {
        let stage = subject.stage.filter(|_| subject.is_empty())?;
        let Some(Frame::List { list, semicolon: true, .. }) = self.frames.last() else {
            return None;
        };
        let list = self.tree.list(*list)?;
        let year = subject.year.unwrap_or(self.year);
        let has_stage = |&id: &MentionId| {
            self.tree.mention(id).is_some_and(|mention| {
                mention.levels().any(|level| match level.what {
                    What::Level { stage: of, year: of_year, .. } => {
                        of == Some(stage) && of_year.unwrap_or(self.year) == year
                    }
                    _ => false,
                })
            })
        };
        let told = self.tree.mention(list.head)?.levels().next().is_some();
        let members = &list.children;
        let lacking = members.len() > 1 && !members.iter().any(has_stage);
        (told && lacking && !has_stage(&list.head)).then_some(list.head)
    }

    /// 年初结转5万元，本年收入3万元，合计8万元: the sum of several amounts of the sentence, and of which
    /// nobody says.
    pub(super) fn sum_of_several(&mut self, subject: &Subject) -> Option<MentionId> {
        if !subject.total || !subject.is_empty() || !subject.narrow.is_empty() {
            return None;
        }
        let told = |id: MentionId| {
            self.tree.mention(id).is_some_and(|mention| {
                mention.sentence == self.sentence && mention.levels().next().is_some()
            })
        };
        let before = self.tree.mentions.len().checked_sub(2).is_some_and(told);
        if !before || !self.focus.is_some_and(told) {
            return None;
        }
        let span = Span { paragraph: self.paragraph, ..Span::default() };
        let sum = self.enter_unnamed(&span);
        self.focus = Some(sum);
        Some(sum)
    }

    /// 合计5万元 behind the members of a list is of its head; behind parts told without an amount of
    /// the whole before them, of that whole.
    pub(super) fn whole_of_members(&self, subject: &Subject) -> Option<MentionId> {
        if !subject.total || !subject.is_empty() || !subject.narrow.is_empty() {
            return None;
        }
        let list = self.frames.iter().rev().find_map(|frame| match frame {
            Frame::List { list, .. } => Some(*list),
            _ => None,
        });
        let told = |id: &MentionId| {
            self.tree.mention(*id).is_some_and(|mention| mention.levels().next().is_some())
        };
        let head = list.and_then(|list| self.tree.list(list)).map(|list| list.head);
        let first = self.first.filter(|first| Some(*first) != self.focus && !told(first));
        head.filter(|head| !told(head)).or(first)
    }

    /// 2021年度较2020年度减少1.54万元，2022年度较2021年度增加…: changes of other years than that of the
    /// document are of the same thing, but not of its amount of this year.
    pub(super) fn turn_to_year(&mut self, year: Option<u16>) {
        let (Some(year), Some(focus)) = (year, self.this_year.or(self.focus)) else { return };
        if year == self.year {
            self.focus = self.this_year.take().or(self.focus);
            return;
        }
        let Some(now) = self.tree.mention(focus).cloned() else { return };
        let subject = Subject { year: Some(year), ..now.subject };
        let then = self.add(subject, now.span, None);
        if let Some(mention) = self.tree.mentions.get_mut(then) {
            (mention.scope, mention.narrow) = (now.scope, now.narrow);
            (mention.origin, mention.guessed) = (now.origin, now.guessed);
            mention.below_unread = now.below_unread;
        }
        self.this_year = Some(focus);
        self.focus = Some(then);
    }

    /// 以上合计5万元 in a paragraph of its own: the head of the items above it, or nobody knows of what.
    pub(super) fn all_above(&mut self, subject: &Subject) -> Option<MentionId> {
        if !subject.total || !subject.is_empty() || self.focus.is_some() || self.first.is_some() {
            return None;
        }
        let list = self.over.last().and_then(|over| self.tree.list(over.list));
        let head = list.filter(|list| list.children.len() > 1).map(|list| list.head);
        let span = Span { paragraph: self.paragraph, ..Span::default() };
        let all = head.unwrap_or_else(|| self.enter_unnamed(&span));
        self.focus = Some(all);
        Some(all)
    }

    /// 本年追加预算3万元，调整预算8万元; 节约资金3万元，其中：货物…: behind a part that is only told by the way
    /// the sentence goes on with what it spoke of before.
    pub(super) fn leave_by_the_way(&mut self) {
        if let Some(before) = self.by_the_way.take() {
            self.focus = Some(before);
        }
    }

    /// Whether bare 支出 or 收入 is no subject here, but what the sentence speaks of.
    pub(super) fn is_weak_here(&self, subject: &Subject) -> bool {
        if !subject.weak {
            return self.is_spent_on_item(subject);
        }
        // 其余各项收入: not all of it.
        if subject.narrow.contains(&Narrow::Added) {
            return false;
        }
        if self.pending.is_some() {
            return true;
        }
        let Some(focus) = self.focus.and_then(|focus| self.tree.mention(focus)) else {
            return false;
        };
        let Some(flow) = subject.scope().and_then(Scope::flow) else { return false };
        let Some(scope) = focus.scope else {
            // 某专项，支出决算为…: of what was not understood.
            return subject.stage.is_some() || focus.sentence == self.sentence;
        };
        let goes_together = match scope.flow() {
            Some(own) => own.is_within(flow) || flow.is_within(own),
            None => true,
        };
        let plain =
            scope.fixed().all(|dimension| matches!(dimension, Dimension::Flow | Dimension::Fund));
        // 收入总计300万元，支出总计300万元.
        if subject.total && plain && scope.flow() != Some(flow) {
            return false;
        }
        // 2024年支出…, or a second 支出决算 in the next sentence: one that begins anew.
        let begins = !self.settled && focus.sentence != self.sentence;
        let again = subject.stage.is_some()
            && focus.levels().any(
                |level| matches!(level.what, What::Level { stage, .. } if stage == subject.stage),
            );
        let anew = begins && (subject.year.is_some() || again);
        // 收入预算100万元。支出预算100万元: the two sides.
        goes_together && !anew && scope.flow() != Some(Flow::Balance)
    }

    /// “三公”经费全年预算3万元，全年支出2万元: what was spent on the item of the sentence.
    fn is_spent_on_item(&self, subject: &Subject) -> bool {
        let spent = Scope::ALL.with_flow(Flow::CurrentExpenditure);
        let focus = self.focus.and_then(|focus| self.tree.mention(focus));
        subject.scope() == Some(spent)
            && !subject.total
            && focus.is_some_and(|focus| {
                focus.sentence == self.sentence
                    && focus.scope.is_some_and(|scope| scope.fixes(Dimension::Item))
            })
    }

    /// The mention in focus, or one of its heads, if these words name it again.
    pub(super) fn named_again(&self, subject: &Subject) -> Option<MentionId> {
        let focus = self.focus?;
        let aside = self.frames.iter().any(|frame| matches!(frame, Frame::Aside { .. }));
        let opened = matches!(self.frames.last(), Some(Frame::List { list, .. })
            if self.tree.list(*list).is_some_and(|list| list.children.is_empty()));
        if aside || opened || subject.readings.is_empty() {
            // Two names that are not understood are two things, unless the first has no amount yet.
            let named = self.tree.mention(focus)?;
            let same = named.subject.is_same(subject) && named.levels().next().is_none();
            return Some(focus).filter(|_| same && !aside && !opened);
        }
        // 2023年度收支总计5万元。与上年相比，收支总计减少…: that of this year.
        let anew = |mention: &Mention| {
            let before = mention.subject.year.is_some_and(|year| year < self.year);
            before && subject.year.is_none() && mention.sentence != self.sentence
        };
        self.tree.ancestors(focus).find(|&id| {
            self.tree.mention(id).is_some_and(|mention| {
                if anew(mention) {
                    return false;
                }
                mention.subject.is_same(subject)
                    || is_balance_again(mention, subject)
                    || (mention.narrow == subject.narrow
                        && mention.scope.is_some()
                        && subject.scope().is_some_and(|scope| {
                            // 支出 within a list of one fund says 支出 of that fund.
                            mention.scope == Some(scope.or(mention.scope.unwrap_or_default()))
                                && mention.subject.scope() == Some(scope)
                        }))
            })
        })
    }
}

/// 财政拨款收入、支出总计…，收、支总计各增加…: the two sides told again without their fund.
fn is_balance_again(mention: &Mention, subject: &Subject) -> bool {
    let Some(scope) = mention.scope else { return false };
    let balance = Scope::ALL.with_flow(Flow::Balance);
    mention.narrow == subject.narrow
        && subject.scope() == Some(balance)
        && scope.without(Dimension::Fund) == balance
}
