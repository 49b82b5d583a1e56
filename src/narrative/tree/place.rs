//! Where a subject goes: which mention it is, or which list it is a member of.

use alloc::vec::Vec;

use super::frame::{Frame, Pending};
use super::grow::Grower;
use super::part::{self, Part};
use super::{List, ListId, Mention, MentionId, Narrow, Origin, Role, Span, What};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::narrative::phrase::{self, Grammar, Phrase};
use crate::narrative::subject::Subject;
use crate::narrative::words::Opening;
use crate::scope::{Dimension, Scope};

/// What a member inherits from the head of its list.
struct Above {
    scope: Option<Scope>,
    narrow: Vec<Narrow>,
    origin: Origin,
    /// It or some head above it is not understood.
    unread: bool,
}

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
        self.when = subject.year.or(self.when);
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
            self.enter(subject.clone(), span);
            return;
        }
        if subject.classification && !subject.total {
            self.classified = true;
            return;
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

    /// A、B分别为: the names whose amounts follow.
    fn deal(&mut self, grammar: &Grammar<'_>, phrase: &Phrase) {
        let mut start = phrase.tokens.start;
        for at in phrase.tokens.clone() {
            let mark = grammar.line.tokens.get(at).is_some_and(|token| {
                token.is_mark(&['、']) || token.word() == Some(super::super::words::Word::With)
            });
            if mark {
                self.deal.push_back(grammar.read_subject(start..at));
                start = at + 1;
            }
        }
        self.deal.push_back(grammar.read_subject(start..phrase.tokens.end));
        if self.deal.len() < 2 {
            self.deal.clear();
        }
    }

    /// 支出决算中，: the mention of these words that has an amount.
    fn look_up(&mut self, subject: Subject, span: Span) {
        let of = |mention: &Mention| {
            mention.subject.is_same(&subject) && mention.levels().next().is_some()
        };
        let found = self
            .tree
            .mentions
            .iter()
            .rposition(|mention| mention.section == self.section && of(mention));
        match found {
            Some(found) => {
                self.frames.clear();
                self.focus = Some(found);
                self.named_head = Some(found);
                self.pending = None;
            }
            None if !subject.is_empty() => {
                self.named_head = Some(self.enter(subject, span));
            }
            None => {}
        }
    }

    /// 收入包括：A、B: a head that has no amount of its own. Within the two sides of a balance it is
    /// that side.
    fn head_without_amount(&mut self, subject: Subject, span: Span) {
        let balance =
            self.focus.and_then(|focus| self.tree.mention(focus)).is_some_and(|mention| {
                mention.scope.is_some_and(|scope| scope.flow() == Some(Flow::Balance))
            });
        let side = self.balance_before(&subject).filter(|_| subject.weak);
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
    fn balance_before(&self, _subject: &Subject) -> Option<MentionId> {
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
            if let Some(focus) = self.head_of_last_sentence(&subject).or_else(|| self.target()) {
                self.focus = Some(focus);
                return focus;
            }
        }
        self.pending = None;
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
            let again = self.tree.list(list).and_then(|list| list.children.iter().find(same));
            if let Some(&again) = again {
                self.settle(again);
                return again;
            }
        }
        let id = self.add(subject, span, list);
        self.settle(id);
        id
    }

    /// A sentence that begins with 支出预算 or 年初预算数 goes on with the head of the list before
    /// it, unless nothing was said of the last member yet.
    fn head_of_last_sentence(&self, subject: &Subject) -> Option<MentionId> {
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

    fn settle(&mut self, id: MentionId) {
        self.focus = Some(id);
        self.first = self.first.or(Some(id));
        self.settled = true;
        self.alternative = None;
    }

    /// 合计5万元 behind the members of a list is of its head; behind parts told without an amount of
    /// the whole before them, of that whole.
    fn whole_of_members(&self, subject: &Subject) -> Option<MentionId> {
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

    /// Whether bare 支出 or 收入 is no subject here, but what the sentence speaks of.
    fn is_weak_here(&self, subject: &Subject) -> bool {
        if !subject.weak {
            return self.is_spent_on_item(subject);
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
    fn named_again(&self, subject: &Subject) -> Option<MentionId> {
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
        self.tree.ancestors(focus).find(|&id| {
            self.tree.mention(id).is_some_and(|mention| {
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

    /// The list that a subject is a member of; lists of which it is none are closed.
    fn place(&mut self, subject: &Subject) -> Option<ListId> {
        while let Some(frame) = self.frames.last_mut() {
            match frame {
                Frame::Bracket { list, before } => {
                    if list.is_none() {
                        let head = before.focus?;
                        let new = List {
                            head,
                            role: Role::Parts(Opening::Bracket),
                            children: Vec::new(),
                            open: false,
                            scope: Scope::ALL,
                        };
                        self.tree.lists.push(new);
                        *list = Some(self.tree.lists.len() - 1);
                    }
                    return *list;
                }
                Frame::Aside { list, before, role } => {
                    if list.is_none() {
                        let head = before.focus?;
                        let (children, open) = (Vec::new(), false);
                        let new = List { head, role: *role, children, open, scope: Scope::ALL };
                        self.tree.lists.push(new);
                        *list = Some(self.tree.lists.len() - 1);
                    }
                    return *list;
                }
                Frame::List { list, .. } => {
                    let list = *list;
                    if self.is_member(list, subject) {
                        if let Some(Frame::List { sentence, semicolon, joined, .. }) =
                            self.frames.last_mut()
                        {
                            *sentence = self.sentence;
                            *semicolon = false;
                            *joined = self.mark == '、';
                        }
                        return Some(list);
                    }
                    self.frames.pop();
                }
            }
        }
        while let Some(over) = self.over.last() {
            let list = over.list;
            if self.is_member_below(list, subject) {
                if let Some(over) = self.over.last_mut() {
                    over.members = over.members.or(self.level);
                }
                return Some(list);
            }
            // A plain paragraph between the items closes nothing that it does not name.
            if subject.readings.is_empty() {
                return None;
            }
            self.over.pop();
        }
        None
    }

    /// Whether a subject is a member of a list of the sentence.
    fn is_member(&mut self, list: ListId, subject: &Subject) -> bool {
        let outer = self.frames.iter().rev().skip(1).any(|f| matches!(f, Frame::List { .. }));
        let Some(Frame::List { sentence, semicolon, .. }) = self.frames.last() else {
            return false;
        };
        let (sentence, semicolon) = (*sentence, *semicolon);
        match self.part_of_list(list, subject) {
            Part::Yes => true,
            Part::No => false,
            Part::Unknown if sentence == self.sentence => !(semicolon && outer),
            // After a full stop only what is cut like its siblings stays.
            Part::Unknown => self.has_sibling(list, subject),
        }
    }

    fn is_member_below(&mut self, list: ListId, subject: &Subject) -> bool {
        let members = self.over.last().and_then(|over| over.members);
        let begun = self.tree.list(list).is_some_and(|list| !list.children.is_empty());
        match self.part_of_list(list, subject) {
            // “三公”经费 in a paragraph of its own, below 人员经费 and 公用经费, is no third part.
            Part::Yes if begun && self.level.is_none() => self.has_sibling(list, subject),
            Part::Yes => true,
            Part::No => false,
            // What stands at the start of its paragraph, numbered as its siblings are.
            Part::Unknown => self.first.is_none() && (!begun || members == self.level),
        }
    }

    fn has_sibling(&self, list: ListId, subject: &Subject) -> bool {
        let Some(scope) = subject.scope() else { return false };
        let children =
            self.tree.list(list).map(|list| list.children.as_slice()).unwrap_or_default();
        children.iter().any(|&child| {
            let sibling = self.tree.mention(child).and_then(|mention| mention.subject.scope());
            sibling.is_some_and(|sibling| part::is_sibling(sibling, scope))
        })
    }

    /// Whether a subject is a part of the head of a list. The first member decides whose list it
    /// is: the head that stood before the opener, or the first above it that has the member as a part.
    fn part_of_list(&mut self, list: ListId, subject: &Subject) -> Part {
        let Some(of) = self.tree.list(list) else { return Part::No };
        let (head, begun, hint) = (of.head, !of.children.is_empty(), of.scope);
        let part_of = |grower: &Self, head: MentionId| {
            let mention = grower.tree.mention(head)?;
            let side = mention.scope.map(|scope| hint.or(scope));
            Some(part::of(subject, side, &mention.narrow))
        };
        let own = part_of(self, head).unwrap_or(Part::Unknown);
        // Members below words that are not understood are theirs, and of nothing above.
        if begun || own != Part::No {
            return own;
        }
        let above: Vec<MentionId> = self.tree.ancestors(head).skip(1).collect();
        let better = above.into_iter().find(|&above| part_of(self, above) == Some(Part::Yes));
        if let Some(better) = better {
            if let Some(list) = self.tree.lists.get_mut(list) {
                list.head = better;
            }
            return Part::Yes;
        }
        own
    }

    /// Adds a mention with what it inherits.
    fn add(&mut self, subject: Subject, span: Span, list: Option<ListId>) -> MentionId {
        let id = self.tree.mentions.len();
        let head = list.and_then(|list| self.tree.list(list)).map(|list| list.head);
        let hint = list.and_then(|list| self.tree.list(list)).map_or(Scope::ALL, |list| list.scope);
        let above = head.and_then(|head| self.tree.mention(head)).map(|head| Above {
            scope: head.scope,
            narrow: head.narrow.clone(),
            origin: head.origin,
            unread: head.scope.is_none() || head.below_unread,
        });
        let mut narrow = subject.narrow.clone();
        let mut origin = Origin::Printed;
        let own = self.reading(&subject, list, above.as_ref(), &mut origin);
        let mut guessed = origin == Origin::Presumed;
        // Below a heading that may narrow, words must say themselves what they are of.
        let own_words =
            own.is_some_and(|own| own.fixes(Dimension::Fund) || own.fixes(Dimension::Item));
        let apart = self.headings.last().is_some_and(|heading| heading.apart);
        let mut below_unread = apart && !own_words;
        let scope = match (own, &above) {
            (Some(own), Some(above)) => {
                for word in &above.narrow {
                    if !narrow.contains(word) {
                        narrow.push(*word);
                    }
                }
                below_unread |= above.unread;
                let head = hint.or(above.scope.unwrap_or_default());
                let inherited = inherit(own, head);
                if inherited != own {
                    origin = origin.max(Origin::Inherited).max(above.origin);
                }
                Some(inherited)
            }
            (Some(own), None) => {
                let fund = self
                    .heading_fund()
                    .filter(|_| !own.fixes(Dimension::Fund) && own.flow() != Some(Flow::Balance));
                // 一般公共预算财政拨款支出90万元，本年支出80万元: of the fund of its sentence, likely.
                let beside = self.fund_beside(own);
                if let (Some(_), None) = (beside, fund) {
                    guessed = true;
                }
                match beside.or(fund) {
                    Some(fund) => {
                        origin = origin.max(Origin::Presumed);
                        Some(own.with_fund(fund))
                    }
                    None => Some(own),
                }
            }
            (None, _) => None,
        };
        narrow.sort_unstable();
        let (section, sentence) = (self.section, self.sentence);
        self.tree.mentions.push(Mention {
            subject,
            span,
            scope,
            origin,
            narrow,
            list,
            guessed,
            below_unread,
            section,
            sentence,
            measures: Vec::new(),
            base: None,
        });
        if let Some(list) = list.and_then(|list| self.tree.lists.get_mut(list)) {
            list.children.push(id);
        }
        id
    }

    /// The fund of what the sentence spoke of before, for money that names none.
    fn fund_beside(&self, own: Scope) -> Option<FundSource> {
        let plain =
            own.fixed().all(|dimension| matches!(dimension, Dimension::Flow | Dimension::Kind));
        let root = self.focus.and_then(|focus| self.tree.ancestors(focus).last())?;
        let root = self.tree.mention(root).filter(|root| root.sentence == self.sentence)?;
        let scope = root.scope.filter(|_| plain && own.flow() != Some(Flow::Balance))?;
        // One item or class says nothing of what stands beside it.
        let whole = scope.fixed().all(|dimension| {
            matches!(dimension, Dimension::Flow | Dimension::Kind | Dimension::Fund)
        });
        let government = scope.fund().filter(|fund| fund.is_within(FundSource::Fiscal));
        government.filter(|_| whole)
    }

    /// The one scope that words mean where they stand.
    fn reading(
        &self,
        subject: &Subject,
        list: Option<ListId>,
        above: Option<&Above>,
        origin: &mut Origin,
    ) -> Option<Scope> {
        if let [only] = subject.readings.as_slice() {
            return Some(*only);
        }
        // 授予中小企业: a part of what the sentence is about.
        if subject.readings.is_empty() && subject.words == "部分" {
            *origin = Origin::Inherited;
            let item = |id: MentionId| {
                self.tree.mention(id)?.scope.filter(|scope| scope.fixes(Dimension::Item))
            };
            if let Some(above) = above {
                return above.scope.filter(|scope| scope.fixes(Dimension::Item));
            }
            // The outermost head: 政府采购, not the services that were named last.
            let heads: Vec<MentionId> =
                self.focus.into_iter().flat_map(|focus| self.tree.ancestors(focus)).collect();
            return heads.into_iter().rev().find_map(item);
        }
        let mut fitting: Vec<Scope> = subject.readings.clone();
        let whole = above.and_then(|mention| mention.scope);
        if let Some(whole) = whole {
            fitting.retain(|&scope| part::scope_of(scope, &[], whole, &[]) != Part::No);
        }
        let class = self.headings.iter().rev().find_map(|h| h.subject.scope()?.functional());
        if let Some(class) = class {
            let within: Vec<Scope> = fitting
                .iter()
                .copied()
                .filter(|scope| scope.functional().is_some_and(|code| class.contains(code)))
                .collect();
            if !within.is_empty() {
                fitting = within;
            }
        }
        if fitting.len() > 1 {
            // The classification that its siblings are of, or that the heading speaks of.
            let siblings = list.and_then(|list| self.tree.list(list)).map(|list| &list.children);
            let sibling = siblings.into_iter().flatten().find_map(|&id| {
                let scope = self.tree.mention(id)?.subject.scope()?;
                [Dimension::Department, Dimension::Functional, Dimension::Kind]
                    .into_iter()
                    .find(|&dimension| scope.fixes(dimension))
            });
            let basic = whole.is_some_and(|scope| scope.kind().is_some())
                || self.headings.last().is_some_and(|heading| heading.basic);
            let named = self.headings.last().is_some_and(|heading| heading.fund.is_some());
            let dimension = sibling.or(match (basic, named) {
                (true, _) => Some(Dimension::Department),
                (false, true) => Some(Dimension::Functional),
                _ => None,
            });
            if let Some(dimension) = dimension {
                fitting.retain(|scope| scope.fixes(dimension));
                *origin = Origin::Presumed;
            }
        }
        match fitting.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// Opens a list under what was mentioned last.
    pub(super) fn open(&mut self, opening: Opening) {
        if opening == Opening::Deal {
            return;
        }
        if let Some(pending) = self.pending.take() {
            if opening == Opening::Below && pending.subject.readings.is_empty() {
                // 具体情况如下 behind words that are no subject.
            } else {
                self.enter(pending.subject, pending.span);
            }
        }
        let head = self.named_head.take().or(match opening {
            Opening::Below => self.first.or(self.focus),
            _ => self.focus,
        });
        let head = head.or_else(|| {
            let before = self.head_before().filter(|_| self.level.is_none())?;
            // 按功能分类，主要用于以下方面：: the whole cut another way, not the part told last.
            let whole = || self.tree.ancestors(before).last().unwrap_or(before);
            Some(if self.classified { whole() } else { before })
        });
        let head = head.unwrap_or_else(|| {
            let span = Span { paragraph: self.paragraph, ..Span::default() };
            self.add(Subject::default(), span, None)
        });
        // An opener within an aside of causes is of the causes; 其中 leaves an aside of use.
        self.leave_use();
        let role = match self.frames.last() {
            Some(Frame::Aside { role, .. }) => *role,
            _ => Role::Parts(opening),
        };
        let scope = self.side.take().unwrap_or(Scope::ALL);
        let (children, open) = (Vec::new(), false);
        self.tree.lists.push(List { head, role, children, open, scope });
        let list = self.tree.lists.len() - 1;
        let sentence = self.sentence;
        self.frames.push(Frame::List { list, sentence, semicolon: false, joined: false });
    }

    fn leave_use(&mut self) {
        if let Some(Frame::Aside { role: Role::Uses, .. }) = self.frames.last() {
            self.leave_aside();
        }
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

/// The scope of what is said not to be.
pub(super) fn scope_of_nil(subject: &Subject) -> Option<Scope> {
    let scope = subject.scope().filter(|_| subject.narrow.is_empty())?;
    (!subject.weak).then_some(scope)
}

/// A scope with what its head fixes and it does not.
pub(super) fn inherit(own: Scope, head: Scope) -> Scope {
    let mut scope = own;
    for &dimension in Dimension::ALL {
        if dimension == Dimension::Flow {
            let narrower = match (own.flow(), head.flow()) {
                (Some(own), Some(head)) => head.is_within(own) && !head.is_carry(),
                (None, Some(_)) => true,
                _ => false,
            };
            if narrower {
                scope = scope.with_key(dimension, head.key(dimension));
            }
        } else if !own.fixes(dimension) {
            scope = scope.with_key(dimension, head.key(dimension));
        }
    }
    scope
}
