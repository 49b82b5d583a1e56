//! Wholes: what a share is of.

use alloc::vec::Vec;

use super::attach::unnamed;
use super::frame::Frame;
use super::grow::Grower;
use super::{Mention, MentionId, Narrow, Span, What, Whole};
use crate::narrative::phrase::Grammar;
use crate::narrative::subject::Subject;
use crate::num::figure::Figure;
use crate::scope::{Dimension, Scope};

impl Grower<'_> {
    /// What a share is of: what the words name, else the head of the list.
    pub(super) fn whole(&self, named: Option<&Subject>, of: MentionId) -> Whole {
        let Some(subject) = named else {
            // The base named last in the list.
            let siblings = self.tree.mention(of).and_then(|mention| mention.list);
            let siblings =
                siblings.and_then(|list| self.tree.list(list)).map(|list| &list.children);
            let last = siblings.into_iter().flatten().rev().skip(1).find_map(|&id| {
                self.tree.mention(id)?.measures.iter().find_map(|measure| match &measure.what {
                    What::Share { of, .. } => Some(of.clone()),
                    _ => None,
                })
            });
            if let Some(last) = last.filter(|last| *last != Whole::Unknown) {
                return last;
            }
            return self.tree.head(of).map_or(Whole::Unknown, Whole::Mention);
        };
        let is_it = |id: &MentionId| {
            self.tree.mention(*id).is_some_and(|mention| {
                *id != of && names(subject, mention) && mention.levels().next().is_some()
            })
        };
        // 政府采购支出总额 is the whole, not what is kept for small firms.
        let exact = |id: &MentionId| {
            is_it(id)
                && self.tree.mention(*id).is_some_and(|mention| mention.narrow == subject.narrow)
        };
        let above: Vec<MentionId> = self.tree.ancestors(of).skip(1).collect();
        let above = above.iter().find(|id| exact(id));
        if let Some(&above) = above {
            return Whole::Mention(above);
        }
        // In the section, the nearest before.
        let section = self.tree.mention(of).map(|mention| mention.section);
        let before = self.tree.mentions.iter().enumerate().rev().find(|(id, mention)| {
            Some(mention.section) == section
                && is_it(id)
                && mention.subject.scope() == subject.scope()
                && mention.narrow == subject.narrow
        });
        if let Some((id, _)) = before {
            return Whole::Mention(id);
        }
        match self.tree.ancestors(of).skip(1).find(is_it) {
            Some(above) => Whole::Mention(above),
            None => Whole::Named(subject.clone()),
        }
    }

    /// 占支出总额100万元的60%: the whole is printed beside its share. Where the words name nothing that was
    /// told before, it is known by its amount alone.
    pub(super) fn whole_amount(
        &mut self,
        whole: &Whole,
        token: usize,
        figure: Figure,
        grammar: &Grammar<'_>,
        clause: &Span,
    ) -> Whole {
        let span = self.number_span(grammar, token);
        let id = match whole {
            Whole::Mention(id) => *id,
            Whole::Named(_) | Whole::Unknown => self.add(unnamed(&span), span.clone(), None),
        };
        let what = What::Level { figure, year: None, stage: None, about: false };
        self.hang(id, what, span, clause.clone(), false);
        Whole::Mention(id)
    }

    /// 占本年支出合计的60%（本年支出合计100万元）: the whole of the share right before, known by its amount
    /// alone.
    pub(super) fn whole_in_bracket(&mut self, subject: &Subject, span: &Span) -> Option<MentionId> {
        let Some(Frame::Bracket { before, list: None }) = self.frames.last() else { return None };
        let part = before.focus?;
        let told = |mention: &Mention| match &mention.measures.last()?.what {
            What::Share { of: Whole::Named(named), .. } => Some(named.is_same(subject)),
            _ => None,
        };
        self.tree.mention(part).and_then(told).filter(|&same| same)?;
        let id = self.add(unnamed(span), span.clone(), None);
        let share = self.tree.mentions.get_mut(part)?.measures.last_mut()?;
        if let What::Share { of, .. } = &mut share.what {
            *of = Whole::Mention(id);
        }
        Some(id)
    }
}

/// Whether the words of a share name a mention: the same scope, with what the mention inherits.
fn names(subject: &Subject, mention: &Mention) -> bool {
    if subject.narrow.iter().any(|word| !mention.narrow.contains(word)) {
        return false;
    }
    if subject.narrow.contains(&Narrow::PartOfFund) && subject.words != mention.subject.words {
        return false;
    }
    match (subject.scope(), mention.scope) {
        (Some(named), Some(scope)) => {
            let own = mention.subject.scope().unwrap_or(scope);
            named == own || named == scope || is_loosely(named, scope)
        }
        (None, None) => !subject.words.is_empty() && subject.words == mention.subject.words,
        _ => false,
    }
}

/// 总支出 for 本年支出, 支出 for 支出 of a fund: what the words say holds of the mention, and what
/// they leave open is its fund or the period.
fn is_loosely(named: Scope, scope: Scope) -> bool {
    scope.is_within(named)
        && Dimension::ALL.iter().all(|&dimension| {
            matches!(dimension, Dimension::Flow | Dimension::Fund)
                || named.key(dimension) == scope.key(dimension)
        })
        || (named.without(Dimension::Flow) == scope.without(Dimension::Flow)
            && named
                .flow()
                .zip(scope.flow())
                .is_some_and(|(a, b)| a.is_within(b) || b.is_within(a)))
}
