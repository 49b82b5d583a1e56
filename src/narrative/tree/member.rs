//! Lists: what opens one, and which subjects are members of it.

use alloc::vec::Vec;

use super::frame::Frame;
use super::grow::Grower;
use super::part::{self, Part};
use super::{List, ListId, MentionId, Role, Span};
use crate::narrative::subject::Subject;
use crate::narrative::words::Opening;
use crate::scope::{Dimension, Scope};

impl Grower<'_> {
    /// The list that a subject is a member of; lists of which it is none are closed.
    pub(super) fn place(&mut self, subject: &Subject) -> Option<ListId> {
        while let Some(frame) = self.frames.last_mut() {
            match frame {
                Frame::Bracket { list, before } => {
                    if list.is_none() {
                        let head = before.focus?;
                        let new = List {
                            head,
                            beside: None,
                            role: Role::Parts(Opening::Bracket),
                            children: Vec::new(),
                            open: false,
                            behind: true,
                            scope: Scope::ALL,
                        };
                        self.tree.lists.push(new);
                        *list = Some(self.tree.lists.len() - 1);
                    }
                    return *list;
                }
                Frame::Aside { list, before, role, .. } => {
                    if list.is_none() {
                        let head = before.focus?;
                        let new = List {
                            head,
                            beside: None,
                            role: *role,
                            children: Vec::new(),
                            open: false,
                            behind: false,
                            scope: Scope::ALL,
                        };
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
        let item = subject.scope().is_some_and(|scope| scope.fixes(Dimension::Item));
        let begun = self.tree.list(list).is_some_and(|list| !list.children.is_empty());
        match self.part_of_list(list, subject) {
            // “三公”经费 in a sentence of its own, behind 人员经费 and 公用经费, is no third part.
            Part::Yes if item && begun && sentence != self.sentence => {
                self.has_sibling(list, subject)
            }
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

    /// Opens a list under what was mentioned last.
    pub(super) fn open(&mut self, opening: Opening) {
        if opening == Opening::Deal {
            return;
        }
        self.leave_by_the_way();
        // 具体情况如下 behind words that are no subject says nothing of them.
        let names = |subject: &Subject| opening != Opening::Below || !subject.readings.is_empty();
        if let Some(pending) = self.pending.take().filter(|pending| names(&pending.subject)) {
            self.enter(pending.subject, pending.span);
        }
        let beside = self.focus;
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
        let (children, open, behind) = (Vec::new(), false, self.behind_amount);
        let beside = beside.filter(|&beside| beside != head);
        self.tree.lists.push(List { head, beside, role, children, open, behind, scope });
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
