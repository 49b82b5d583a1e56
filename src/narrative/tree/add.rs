//! A new mention: the one scope that its words mean where they stand, with what it inherits.

use alloc::vec::Vec;

use super::grow::Grower;
use super::part::{self, Part};
use super::{ListId, Mention, MentionId, Narrow, Origin, Span};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::narrative::subject::Subject;
use crate::scope::{Dimension, Scope};

/// What a member inherits from the head of its list.
struct Above {
    scope: Option<Scope>,
    narrow: Vec<Narrow>,
    origin: Origin,
    /// It or some head above it is not understood.
    unread: bool,
    guessed: bool,
}

impl Grower<'_> {
    /// Adds a mention with what it inherits.
    pub(super) fn add(&mut self, subject: Subject, span: Span, list: Option<ListId>) -> MentionId {
        let id = self.tree.mentions.len();
        let head = list.and_then(|list| self.tree.list(list)).map(|list| list.head);
        let hint = list.and_then(|list| self.tree.list(list)).map_or(Scope::ALL, |list| list.scope);
        let above = head.and_then(|head| self.tree.mention(head)).map(|head| Above {
            scope: head.scope,
            narrow: head.narrow.clone(),
            origin: head.origin,
            unread: head.scope.is_none() || head.below_unread,
            guessed: head.guessed && head.origin == Origin::Presumed,
        });
        let mut narrow = subject.narrow.clone();
        let mut origin = Origin::Printed;
        let own = self.reading(&subject, list, above.as_ref(), &mut origin);
        let mut guessed = origin == Origin::Presumed;
        // Below a heading that may narrow, words must say themselves what they are of.
        let own_words =
            own.is_some_and(|own| own.fixes(Dimension::Fund) || own.fixes(Dimension::Item));
        let apart = self.line_apart || self.headings.last().is_some_and(|heading| heading.apart);
        let mut below_unread = apart && !own_words;
        // 财政拨款支出 below 一般公共预算财政拨款支出决算情况: likely of that fund.
        let fiscal = own.is_some_and(|own| own.fund() == Some(FundSource::Fiscal));
        let narrower = self.narrower_fund().filter(|_| fiscal);
        let scope = match (own, &above, narrower) {
            (Some(own), Some(above), _) => {
                for word in &above.narrow {
                    if !narrow.contains(word) {
                        narrow.push(*word);
                    }
                }
                below_unread |= above.unread;
                guessed |= above.guessed;
                let head = hint.or(above.scope.unwrap_or_default());
                let inherited = inherit(own, head);
                if inherited != own {
                    origin = origin.max(Origin::Inherited).max(above.origin);
                }
                Some(inherited)
            }
            (Some(own), None, Some(fund)) => {
                origin = origin.max(Origin::Presumed);
                guessed = true;
                Some(own.with_fund(fund))
            }
            (Some(own), None, None) => {
                // Below a heading of all fiscal money 收支总计 may be of all money.
                let both = own.flow() == Some(Flow::Balance);
                let heading = if both { self.narrower_fund() } else { self.heading_fund() };
                let fund = self.line_fund.or(heading).filter(|_| !own.fixes(Dimension::Fund));
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
            (None, ..) => None,
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
