//! Values: subject and amount, completed by what the surroundings imply; and what is nil.

use core::ops::Range;

use super::{Reader, is_thin, list};
use crate::flow::Flow;
use crate::narrative::token::{Token, What};
use crate::narrative::{ClaimId, ClaimKind, Reference, Subject, subject};
use crate::num::figure::Figure;
use crate::scope::{Dimension, Scope};

/// Prose refers back no further than over so many values.
const LOOK_BACK: usize = 64;

/// Words that make an amount approximate.
const ROUGH_BEFORE: &[&str] = &["约", "近", "超过", "不超过", "逾", "低于", "达到", "超"];
const ROUGH_BEHIND: &[&str] = &["左右", "以上", "以下", "（含）以", "(含)以", "余", "多"];

/// Words that say that there is nothing.
const NIL: &[&str] =
    &["没有使用", "没有安排", "没有", "未安排", "未使用", "未发生", "不涉及", "无"];

impl Reader<'_, '_> {
    pub(super) fn value(
        &mut self,
        words: &str,
        token: &Token,
        range: &Range<usize>,
        tail: &Range<usize>,
    ) -> bool {
        let What::Money(unit) = token.what else { return false };
        let Ok(figure) = Figure::new(token.number.mantissa, token.number.decimals, unit) else {
            return false;
        };
        let behind = self.slice(tail);
        let approximate = ROUGH_BEFORE.iter().any(|word| words.ends_with(word))
            || ROUGH_BEHIND.iter().any(|word| behind.starts_with(word));
        let (listed, bare) = list::without_opener(words);
        if listed && !self.opened {
            self.open_list(None);
        }
        self.elsewhere |= subject::is_elsewhere(words);
        let (subject, part_of) = if self.elsewhere {
            (Subject::Elsewhere, None)
        } else {
            let Some(own) = self.context.own_scope(bare) else { return false };
            let Some((scope, part_of)) = self.complete(own) else { return false };
            if is_thin(scope) && !scope.fixes(Dimension::Flow) {
                return false;
            }
            self.sentence = Some(bare_of_time(scope));
            if core::mem::take(&mut self.item) {
                self.topic = self.sentence;
            }
            (Subject::Scope(scope), part_of)
        };
        let kind = ClaimKind::Value { subject, figure, approximate, part_of };
        let id = self.claim_of(range.clone(), token, kind);
        if let Subject::Scope(scope) = subject {
            if self.values.len() == LOOK_BACK {
                self.values.remove(0);
            }
            self.values.push((id, scope));
        }
        self.last = Some((id, subject));
        self.change = None;
        self.whole_change = None;
        self.purpose = false;
        true
    }

    /// 无政府性基金预算财政拨款支出.
    pub(super) fn nil(&mut self, words: &str, range: &Range<usize>) -> bool {
        for word in NIL {
            let Some((before, rest)) = words.split_once(word) else { continue };
            let rest = rest.strip_prefix("使用").unwrap_or(rest);
            let Some(own) = self.context.own_scope(rest).filter(|own| !is_thin(*own)) else {
                continue;
            };
            let Some(year) = self.context.own_scope(before).map(Scope::year) else { continue };
            let own = year.map_or(own, |year| own.with_year(own.year().unwrap_or(year)));
            let subject = Subject::Scope(self.context.dated(own));
            self.claim(range.clone(), ClaimKind::Nil { subject });
            return true;
        }
        false
    }

    /// What the words fix, completed by the list that they stand in, by what the sentence is about
    /// where they say nothing themselves, and by the headings; and the total whose part it is.
    /// `None` where any of these was not understood.
    pub(super) fn complete(&self, own: Scope) -> Option<(Scope, Option<ClaimId>)> {
        if let Some(listed) = self.listed(own) {
            return Some(listed);
        }
        if is_thin(own) {
            let about = self.sentence?;
            let fits = match (own.flow(), about.flow()) {
                (Some(flow), Some(about)) => related(flow, about),
                _ => true,
            };
            if fits {
                let deeper = match (own.flow(), about.flow()) {
                    (Some(flow), Some(about)) if about.is_within(flow) => own.with_flow(about),
                    _ => own,
                };
                return Some((self.context.dated(deeper.or(about)), None));
            }
        }
        let scope = match self.state.heading() {
            Some(heading) => own.or(heading),
            // Under a heading that was not understood only what is complete in itself is.
            None if own.fixes(Dimension::Fund) || own.fixes(Dimension::Item) => own,
            None => return None,
        };
        Some((self.context.dated(scope), None))
    }

    /// The last value of a scope.
    pub(super) fn value_of(&self, scope: Scope) -> Option<ClaimId> {
        self.values.iter().rev().find(|(_, of)| *of == scope).map(|(id, _)| *id)
    }

    pub(super) fn reference(&self, scope: Scope) -> Reference {
        self.value_of(scope).map_or(Reference::Scope(scope), Reference::Claim)
    }
}

pub(super) fn bare_of_time(scope: Scope) -> Scope {
    scope.without(Dimension::Stage).without(Dimension::Year)
}

fn related(one: Flow, other: Flow) -> bool {
    one.is_within(other) || other.is_within(one)
}
