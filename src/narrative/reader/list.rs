//! Lists: a total and its parts (其中：…), and lists of names (主要包括：…).

use alloc::vec::Vec;
use core::ops::Range;

use super::{Reader, value::bare_of_time};
use crate::flow::Flow;
use crate::narrative::clause::End;
use crate::narrative::state::Wholes;
use crate::narrative::{Claim, ClaimId, ClaimKind, Subject};
use crate::scope::{Dimension, Scope};

/// Words that open a list of parts.
const OPENERS: &[&str] = &[
    "主要用于以下方面",
    "主要内容如下",
    "其中",
    "以下方面",
    "如下",
    "主要是",
    "包括",
    "具体为",
    "分别为",
    "分别是",
];

/// Words that open a list of names.
const LISTINGS: &[&str] = &["主要包括", "包括"];

/// Words that open a list of purposes.
const PURPOSES: &[&str] = &["主要用于", "用于"];

impl Reader<'_, '_> {
    /// 其中：, 主要用于以下方面：, 主要包括：; whether the words are such.
    pub(super) fn opener(&mut self, words: &str, end: End) -> bool {
        if end == End::Colon && LISTINGS.iter().any(|word| words.ends_with(word)) {
            if let Some((_, subject)) = self.last {
                self.listing = Some(subject);
                return true;
            }
        }
        let found = OPENERS.iter().find_map(|word| words.strip_suffix(word));
        let Some(before) = found.filter(|before| before.is_empty() || end == End::Colon) else {
            return false;
        };
        self.whole_change = self.change.map(|(id, _)| id);
        self.elsewhere |= matches!(self.last, Some((_, Subject::Elsewhere)));
        self.open_list(Some(before));
        true
    }

    /// The values before this point become totals whose parts follow: those of the subject that
    /// `words` name, if they name one, else the last ones.
    pub(super) fn open_list(&mut self, words: Option<&str>) {
        self.opened = true;
        let named = words.map(str::trim).filter(|words| !words.is_empty());
        let named = match named.map(|words| self.context.own_scope(words)) {
            // 收入减少的原因如下：: a list of something else.
            Some(None) => return self.lists.push(Vec::new()),
            Some(Some(own)) => self.complete(own).map(|(scope, _)| scope),
            None => None,
        };
        let last = match named {
            Some(scope) => self.values.iter().rev().find(|(_, of)| *of == scope),
            None => self.values.last(),
        };
        let Some(&(_, last)) = last else { return };
        // 年初预算为 A，支出决算为 B，其中: the last values of one subject, one of each stage.
        let mut wholes: Wholes = Vec::new();
        let same = |scope: Scope| scope.without(Dimension::Stage) == last.without(Dimension::Stage);
        for &(id, scope) in self.values.iter().rev().skip_while(|(_, scope)| !same(*scope)) {
            if !same(scope) || wholes.iter().any(|(_, listed)| listed.stage() == scope.stage()) {
                break;
            }
            wholes.push((id, scope));
        }
        self.lists.push(wholes);
    }

    /// The scope of a part, by the innermost list that it fits in, and the total of its stage; or
    /// of what stands beside a total of a list (基本支出 …，其中：人员经费 …；项目支出).
    pub(super) fn listed(&self, own: Scope) -> Option<(Scope, Option<ClaimId>)> {
        let of_stage = |scope: Scope| own.stage().is_none() || scope.stage() == own.stage();
        for list in self.lists.iter().rev() {
            for &(id, whole) in list {
                if let Some(scope) = inside(own, whole).filter(|_| of_stage(whole)) {
                    return Some((scope, Some(id)));
                }
            }
            let first = list.first().map(|&(_, whole)| whole.without(Dimension::Stage));
            if let Some(scope) = first.and_then(|whole| inside(own, whole)) {
                return Some((self.context.dated(scope), None));
            }
        }
        let &(_, whole) = self.lists.last()?.first()?;
        let beside = match bare_of_time(whole).merge(bare_of_time(own)) {
            Ok(_) => false,
            Err(conflict) => !matches!(conflict.dimension(), Dimension::Fund | Dimension::Flow),
        };
        beside.then(|| (self.context.dated(own.or(bare_of_time(whole))), None))
    }

    /// The names of a list that is open.
    pub(super) fn names(&mut self, range: &Range<usize>) {
        let Some(subject) = self.listing else { return };
        let mut names = Vec::new();
        let mut at = range.start;
        for name in self.slice(range).split('、') {
            names.push(at..at + name.len());
            at += name.len() + '、'.len_utf8();
        }
        let mut open = false;
        if let Some(last) = names.last_mut() {
            let text = self.text.get(last.clone()).unwrap_or_default();
            if let Some((bare, _)) = text.split_once('等') {
                open = true;
                last.end = last.start + bare.len();
            }
        }
        names.retain(|name| !name.is_empty());
        if let Some(Claim {
            kind: ClaimKind::Listing { names: all, open: more, .. },
            range: whole,
            ..
        }) = self.claims.last_mut()
        {
            all.extend(names);
            *more |= open;
            whole.end = range.end;
            return;
        }
        self.claim(range.clone(), ClaimKind::Listing { subject, names, open });
    }

    /// 主要用于在职人员工资，离休人员离休费等: the names of economic items that purposes end with
    /// are a list of examples.
    pub(super) fn purposes(&mut self, words: &str, range: &Range<usize>) {
        let goes_on = matches!(
            self.claims.last(),
            Some(Claim { kind: ClaimKind::Listing { open: true, .. }, range: before, .. })
                if self.text.get(before.end..range.start).is_some_and(|gap| gap == "，" || gap == "、")
        );
        let starts = PURPOSES.iter().any(|word| words.contains(word));
        let Some((_, subject)) = self.last.filter(|_| starts || self.purpose || goes_on) else {
            return;
        };
        self.purpose = true;
        let mut names = Vec::new();
        let mut at = range.start;
        for piece in words.split('、') {
            let bare = piece.split('等').next().unwrap_or(piece);
            if let Some(name) = self.context.economic_suffix(bare) {
                let end = at + bare.len();
                names.push(end - name..end);
            }
            at += piece.len() + '、'.len_utf8();
        }
        if !names.is_empty() {
            let range = range.clone();
            self.claim(range, ClaimKind::Listing { subject, names, open: true });
        }
    }
}

/// The part of `whole` that `own` names, if it names one: strictly within it, and in no dimension
/// wider.
fn inside(own: Scope, whole: Scope) -> Option<Scope> {
    let mut own = own;
    // 支出 says no more than the 本年支出 of the total does.
    if let (Some(flow), Some(above)) = (own.flow(), whole.flow()) {
        if above.is_within(flow) || flow == Flow::Income && above == Flow::Balance {
            own = own.with_flow(above);
        }
    }
    let merged = whole.merge(own).ok()?;
    let narrower = bare_of_time(merged) != bare_of_time(whole);
    let nowhere_wider = merged == own.or(whole);
    (narrower && nowhere_wider).then_some(merged)
}

/// Words without 其中 or 主要是 before them, and whether they stood there.
pub(super) fn without_opener(words: &str) -> (bool, &str) {
    for opener in ["其中：", "其中:", "其中", "主要是由于", "主要是", "包括"] {
        if let Some(rest) = words.strip_prefix(opener) {
            return (true, rest);
        }
    }
    (false, words)
}
