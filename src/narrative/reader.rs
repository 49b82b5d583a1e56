//! The grammar of clauses: subject + amount + unit, and what relates one amount to another.

use alloc::vec::Vec;
use core::ops::Range;

use super::{
    By, Claim, ClaimId, ClaimKind, Claims, Comparison, Context, Percent, Reference, Subject,
    clause::{self, Clause, End},
    heading, state::State, subject,
    token::{self, Token, What},
};
use crate::{Dimension, Figure, Flow, Scope, Stage, place};

/// Words that open a list of parts.
const OPENERS: &[&str] =
    &["其中", "以下方面", "如下", "主要是", "包括", "具体为", "分别为", "分别是"];

/// Words that open a list of names.
const LISTINGS: &[&str] = &["主要包括", "包括"];

/// Verbs of change, and which way they point.
const VERBS: &[(&str, i64)] = &[
    ("增加了", 1),
    ("减少了", -1),
    ("增长了", 1),
    ("下降了", -1),
    ("增加", 1),
    ("增长", 1),
    ("上升", 1),
    ("提高", 1),
    ("调增", 1),
    ("增幅", 1),
    ("减少", -1),
    ("下降", -1),
    ("降低", -1),
    ("减低", -1),
    ("调减", -1),
    ("压减", -1),
    ("缩减", -1),
    ("降幅", -1),
];

/// Words that say that nothing changed.
const FLAT: &[&str] =
    &["持平", "无变化", "没有变化", "无增减", "不变", "一致", "相同", "未发生变化"];

/// Words that say that there is nothing.
const NIL: &[&str] =
    &["没有使用", "没有安排", "没有", "未安排", "未使用", "未发生", "不涉及", "无"];

/// Words that make an amount approximate.
const ROUGH_BEFORE: &[&str] = &["约", "近", "超过", "不超过", "达到约", "逾"];
const ROUGH_BEHIND: &[&str] = &["左右", "以上", "以下", "（含）以", "(含)以", "余", "多"];

/// Reads one text.
pub(super) fn read(text: &str, context: &Context) -> Claims {
    let tokens = token::tokens(text);
    let mut reader = Reader {
        context,
        text,
        claims: Vec::new(),
        read: 0,
        unread: Vec::new(),
        state: context.state.clone(),
        level: heading::level(text),
        topic: Scope::ALL,
        sentence: Scope::ALL,
        elsewhere: false,
        values: Vec::new(),
        base: None,
        change: None,
        change_parts: None,
        listing: None,
        opened: false,
    };
    let start = reader.heading(&tokens);
    let mut rest = tokens.as_slice();
    for clause in clause::clauses(text, &tokens) {
        let within = rest.partition_point(|token| token.range.start < clause.range.end);
        let (mine, behind) = rest.split_at_checked(within).unwrap_or((rest, &[]));
        rest = behind;
        if clause.range.end >= start {
            let range = clause.range.start.max(start)..clause.range.end;
            reader.clause(&Clause { range, end: clause.end }, mine);
        }
    }
    reader.finish()
}

struct Reader<'c, 't> {
    context: &'c Context,
    text: &'t str,
    claims: Vec<Claim>,
    read: usize,
    unread: Vec<Range<usize>>,
    state: State,
    level: Option<u8>,
    /// What the text is about, by its heading.
    topic: Scope,
    /// What the sentence is about, by its last subject.
    sentence: Scope,
    /// The sentence is about something that no table prints.
    elsewhere: bool,
    /// The values so far, and what they are of.
    values: Vec<(ClaimId, Scope)>,
    /// The year compared with, and where it is told.
    base: Option<(u16, Range<usize>)>,
    /// The last change by an amount, if a percentage or parts may follow.
    change: Option<(ClaimId, Scope)>,
    /// The change whose parts follow (主要是).
    change_parts: Option<ClaimId>,
    /// The subject of a list of names that is open.
    listing: Option<Subject>,
    /// The last clause was 其中 or the like.
    opened: bool,
}

impl Reader<'_, '_> {
    fn slice(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    fn id(&self) -> ClaimId {
        ClaimId { text: self.context.text, index: place::number(self.claims.len()) }
    }

    fn claim(&mut self, range: Range<usize>, kind: ClaimKind) -> ClaimId {
        let id = self.id();
        self.claims.push(Claim { range, kind });
        id
    }

    /// Reads the heading that a text begins with; returns where the text behind it starts.
    fn heading(&mut self, tokens: &[Token]) -> usize {
        let Some(level) = self.level else { return 0 };
        let behind = heading::behind_number(self.text);
        let start = self.text.len() - behind.len();
        let amount = tokens.first().map_or(self.text.len(), |token| token.range.start);
        let until = self.text.get(start..amount).unwrap_or_default();
        let mark = until.find(['。', '：', ':', '\n']).map(|at| (at, at));
        // 收入支出决算总体情况说明某单位2024年度收入支出总计: the heading runs into the text.
        let run_in = || {
            let (at, word) = ["情况说明", "说明", "情况"]
                .into_iter()
                .find_map(|word| Some((until.find(word)?, word)))?;
            Some((at + word.len(), at + word.len()))
        };
        let whole = (amount == self.text.len()).then_some((until.len(), until.len()));
        let found = mark.or_else(run_in).or(whole);
        let scope = found
            .and_then(|(end, _)| self.context.own_scope(until.get(..end)?))
            .unwrap_or(Scope::ALL)
            .without(Dimension::Year)
            .without(Dimension::Stage);
        self.state.enter(level, scope);
        self.topic = self.state.heading();
        self.sentence = self.topic;
        found.map_or(start, |(end, _)| start + end)
    }

    fn clause(&mut self, clause: &Clause, tokens: &[Token]) {
        let mut at = clause.range.start;
        for token in tokens {
            let lead = at..token.range.start;
            let tail = token.range.end..clause.range.end;
            self.token(lead, token, tail);
            at = token.range.end;
        }
        let tail = self.trimmed(at..clause.range.end);
        if tail.is_empty() {
            // 总额0.19万元：货物0.19万元、…
            if clause.end == End::Colon && !tokens.is_empty() {
                self.open_list();
            }
        } else {
            self.words(tail, clause.end);
        }
        match clause.end {
            End::Sentence => self.end_sentence(),
            End::Semicolon => self.listing = None,
            End::Comma | End::Colon => {}
        }
    }

    /// A range without the punctuation and spaces around it.
    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let outer = |c: char| c.is_whitespace() || "，,、；;。：:）)“”\"".contains(c);
        let text = self.slice(&range);
        let front = text.len() - text.trim_start_matches(outer).len();
        let length = text.trim_matches(outer).len();
        range.start + front..range.start + front + length
    }

    fn end_sentence(&mut self) {
        self.sentence = self.topic;
        self.elsewhere = false;
        self.change = None;
        self.change_parts = None;
        self.listing = None;
        if !self.opened {
            self.state.list.clear();
            self.base = None;
        }
    }

    /// The values before this point become totals whose parts follow.
    fn open_list(&mut self) {
        let mut list: Vec<(ClaimId, Scope)> = Vec::new();
        let Some(&(_, last)) = self.values.last() else {
            self.opened = true;
            return;
        };
        // 年初预算为 A，支出决算为 B，其中: the last values of one subject, one of each stage.
        for &(id, scope) in self.values.iter().rev() {
            let same = scope.without(Dimension::Stage) == last.without(Dimension::Stage);
            if !same || list.iter().any(|(_, listed)| listed.stage() == scope.stage()) {
                break;
            }
            list.push((id, scope));
        }
        self.state.list = list;
        self.state.list_level = self.level.unwrap_or(0);
        self.opened = true;
    }

    /// Words without an amount.
    fn words(&mut self, range: Range<usize>, end: End) {
        let text = self.text;
        let words = text.get(range.clone()).unwrap_or_default();
        self.opened = false;
        if self.listing.is_some() {
            return self.names(&range);
        }
        if self.opener(words, end) {
            return;
        }
        self.elsewhere |= subject::is_elsewhere(words);
        if let Some(base) = base_year(words, self.context.year) {
            self.base = Some((base.year, range.clone()));
        }
        if self.compared(words, &range) || self.flat(words, &range) || self.nil(words, &range) {
            return;
        }
        if let Some(own) = self.context.own_scope(words).filter(|own| !is_thin(*own)) {
            self.sentence = own.or(self.topic);
            if end == End::Sentence {
                self.topic = self.sentence;
            }
        }
    }

    /// 其中：, 主要用于以下方面：, 主要包括：; whether the words are such.
    fn opener(&mut self, words: &str, end: End) -> bool {
        let ends = |list: &[&str]| list.iter().any(|word| words.ends_with(word));
        if end == End::Colon && ends(LISTINGS) && !self.values.is_empty() {
            self.listing = self.values.last().map(|&(_, scope)| Subject::Scope(scope));
            return true;
        }
        if words == "其中" || (end == End::Colon && ends(OPENERS)) || words.ends_with("内容") {
            self.change_parts = self.change.map(|(id, _)| id);
            self.open_list();
            return true;
        }
        false
    }

    /// The names of a list that is open.
    fn names(&mut self, range: &Range<usize>) {
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
            let bare = text.trim_end_matches(|c| "等。方面支出费用".contains(c));
            open = text.len() > bare.len() && text.get(bare.len()..).is_some_and(|t| t.contains('等'));
            if open {
                last.end = last.start + bare.len();
            }
        }
        if let Some(Claim { kind: ClaimKind::Listing { names: all, open: more, .. }, range: whole }) =
            self.claims.last_mut()
        {
            if self.opened {
                all.extend(names);
                *more |= open;
                whole.end = range.end;
                return;
            }
        }
        self.claim(range.clone(), ClaimKind::Listing { subject, names, open });
        // Commas go on with the same list.
        self.opened = false;
    }

    /// 决算数小于预算数.
    fn compared(&mut self, words: &str, range: &Range<usize>) -> bool {
        let relations = [
            ("小于", Comparison::Less),
            ("低于", Comparison::Less),
            ("少于", Comparison::Less),
            ("大于", Comparison::Greater),
            ("高于", Comparison::Greater),
            ("多于", Comparison::Greater),
            ("超过", Comparison::Greater),
            ("等于", Comparison::Equal),
        ];
        let found = relations.into_iter().find_map(|(word, relation)| {
            let (left, right) = words.split_once(word)?;
            Some((left, right, relation))
        });
        let flat = || {
            let word = FLAT.iter().find(|word| words.ends_with(*word))?;
            let (left, right) = words.strip_suffix(word)?.rsplit_once(['与', '和', '同'])?;
            match right.strip_suffix("基本").or_else(|| right.strip_suffix("大体")) {
                Some(right) => Some((left, right, Comparison::NearlyEqual)),
                None => Some((left, right, Comparison::Equal)),
            }
        };
        let Some((left, right, relation)) = found.or_else(flat) else { return false };
        let (Some(left), Some(to)) = (self.staged(left, true), self.staged(right, false)) else {
            return false;
        };
        let right = left.with_stage(to.stage().unwrap_or(Stage::Budget));
        if left == right || to.year().is_some_and(|year| Some(year) != left.year()) {
            return false;
        }
        let (left, right) = (self.reference(left), self.reference(right));
        self.claim(range.clone(), ClaimKind::Comparison { left, relation, right });
        true
    }

    /// A side of a comparison, which must name a stage: 支出决算数, 预算数的主要原因.
    fn staged(&self, words: &str, left: bool) -> Option<Scope> {
        let words = words.split("的主要").next().unwrap_or(words);
        let words = words.split("的原因").next().unwrap_or(words).trim_start_matches("基本支出中");
        let own = self.context.own_scope(words)?;
        own.stage()?;
        Some(if left { self.complete(own, Inherit::Topic).0 } else { own })
    }

    /// 与 2024 年预算持平.
    fn flat(&mut self, words: &str, range: &Range<usize>) -> bool {
        let Some(word) = FLAT.iter().find(|word| words.ends_with(*word)) else { return false };
        let before = words.strip_suffix(word).unwrap_or_default();
        let (before, by) = match before.strip_suffix("基本").or(before.strip_suffix("保持")) {
            Some(shorter) if before.ends_with("基本") => (shorter, By::NearlyFlat),
            Some(shorter) => (shorter, By::Flat),
            None => (before, By::Flat),
        };
        let base = base_year(before, self.context.year);
        let words = base.as_ref().map_or(before, |base| base.subject.trim());
        if base.is_none() && self.base.is_none() {
            return false;
        }
        let Some(own) = self.context.own_scope(words) else { return false };
        let (subject, of) = self.changed(own);
        let base_year = base.map(|base| base.year).or(self.base.as_ref().map(|(year, _)| *year));
        self.claim(range.clone(), ClaimKind::Change { subject, of, base_year, by, part_of: None });
        true
    }

    /// 无政府性基金预算财政拨款支出.
    fn nil(&mut self, words: &str, range: &Range<usize>) -> bool {
        for word in NIL {
            let Some((before, rest)) = words.split_once(word) else { continue };
            let rest = rest.strip_prefix("使用").unwrap_or(rest);
            let Some(own) = self.context.own_scope(rest).filter(|own| !is_thin(*own)) else {
                continue;
            };
            let year = self.context.own_scope(before).and_then(Scope::year);
            let own = year.map_or(own, |year| own.with_year(own.year().unwrap_or(year)));
            let subject = Subject::Scope(self.dated(own));
            self.claim(range.clone(), ClaimKind::Nil { subject });
            return true;
        }
        false
    }

    fn token(&mut self, lead: Range<usize>, token: &Token, tail: Range<usize>) {
        let lead = self.trimmed(lead);
        let range = lead.start.min(token.range.start)..token.range.end;
        let text = self.text;
        let words = text.get(lead).unwrap_or_default();
        let read = match token.what {
            What::Count(measure) => {
                let whole = token.number.decimals == 0;
                if whole {
                    let number = token.number.mantissa;
                    self.claim(range, ClaimKind::Count { number, measure });
                }
                self.elsewhere |= subject::is_elsewhere(words);
                return;
            }
            What::Money(_) => {
                self.change_by(words, token, &range) || self.value(words, token, &range, &tail)
            }
            What::Percent => {
                self.share(words, token, &range)
                    || self.ratio(words, token, &range)
                    || self.change_by(words, token, &range)
            }
        };
        if read {
            self.read += 1;
        } else {
            self.unread.push(token.range.clone());
        }
        self.opened = false;
    }

    /// Subject and amount.
    fn value(
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
        let (listed, bare) = without_opener(words);
        if listed && !self.opened {
            self.open_list();
        }
        let elsewhere = self.elsewhere || subject::is_elsewhere(words);
        self.elsewhere |= elsewhere;
        let (subject, part_of) = if elsewhere {
            (Subject::Elsewhere, None)
        } else {
            let Some(own) = self.context.own_scope(bare) else { return false };
            let (scope, part_of) = self.complete(own, Inherit::List);
            if is_thin(scope) && !scope.fixes(Dimension::Flow) {
                return false;
            }
            self.sentence = scope.without(Dimension::Stage).without(Dimension::Year);
            (Subject::Scope(scope), part_of)
        };
        let kind = ClaimKind::Value { subject, figure, approximate, part_of };
        let id = self.claim(range.clone(), kind);
        if let Subject::Scope(scope) = subject {
            self.values.push((id, scope));
        }
        self.change = None;
        true
    }

    /// 较 2025 年减少 78.06 万元, 下降 1.87%.
    fn change_by(&mut self, words: &str, token: &Token, range: &Range<usize>) -> bool {
        let words = words.trim_end_matches(['约', '为']);
        let Some((before, sign)) =
            VERBS.iter().find_map(|&(verb, sign)| Some((words.strip_suffix(verb)?, sign)))
        else {
            return false;
        };
        let Some(mantissa) = token.number.mantissa.checked_mul(sign) else { return false };
        let by = match token.what {
            What::Percent => By::Percent(Percent::new(mantissa, token.number.decimals)),
            What::Money(unit) => match Figure::new(mantissa, token.number.decimals, unit) {
                Ok(figure) => By::Amount(figure),
                Err(_) => return false,
            },
            What::Count(_) => return false,
        };
        let (named, before) = without_opener(before);
        if named {
            self.change_parts = self.change.map(|(id, _)| id).or(self.change_parts);
        }
        let base = base_year(before, self.context.year);
        if let Some(base) = &base {
            self.base = Some((base.year, range.clone()));
        }
        let words = base.as_ref().map_or(before, |base| base.subject.trim());
        let Some(own) = self.context.own_scope(words) else { return false };
        let start = match &self.base {
            Some((_, told)) if told.end <= range.start && base.is_none() && self.change.is_none() => {
                told.start
            }
            _ => range.start,
        };
        let base_year = self.base.as_ref().map(|(year, _)| *year);
        let part_of = self.change_parts.filter(|_| base.is_none() && !is_thin(own));
        let (subject, of) = match (part_of, self.change) {
            (Some(_), _) => (Subject::Scope(self.dated(own)), None),
            // 减少 56.95 万元，下降 1.87%: the same change told twice.
            (None, Some((_, scope))) if is_thin(own) && matches!(by, By::Percent(_)) => {
                (Subject::Scope(scope), self.value_of(scope))
            }
            _ => self.changed(own),
        };
        let range = start..range.end;
        let kind = ClaimKind::Change { subject, of, base_year, by, part_of };
        let id = self.claim(range, kind);
        if part_of.is_none() {
            self.change = subject.scope().map(|scope| (id, scope));
        }
        true
    }

    /// What a change is of: what its words say, or else the last value.
    fn changed(&mut self, own: Scope) -> (Subject, Option<ClaimId>) {
        if self.elsewhere {
            return (Subject::Elsewhere, None);
        }
        if is_thin(own) && !own.fixes(Dimension::Flow) {
            if let Some(&(id, scope)) = self.values.last() {
                return (Subject::Scope(scope), Some(id));
            }
        }
        let (scope, _) = self.complete(own, Inherit::List);
        self.sentence = scope.without(Dimension::Stage).without(Dimension::Year);
        (Subject::Scope(scope), self.value_of(scope))
    }

    /// The last value of a scope, or one of the same direction.
    fn value_of(&self, scope: Scope) -> Option<ClaimId> {
        self.values.iter().rev().find(|(_, of)| *of == scope).map(|(id, _)| *id)
    }

    /// 占 79.49%, 占本年支出合计的 100.00%.
    fn share(&mut self, words: &str, token: &Token, range: &Range<usize>) -> bool {
        let Some(at) = words.rfind('占') else { return false };
        let Some(&(part, scope)) = self.values.last() else { return false };
        let mut whole = words.get(at + '占'.len_utf8()..).unwrap_or_default();
        for word in ["比重为", "比重", "比例为", "比例", "比为", "比", "的"] {
            whole = whole.strip_suffix(word).unwrap_or(whole);
        }
        let whole = whole.trim_end_matches('的');
        let whole = if whole.is_empty() {
            self.parent_of(part).map(Reference::Claim)
        } else {
            let Some(own) = self.context.own_scope(whole) else { return false };
            let own = if is_thin(own) && !own.fixes(Dimension::Flow) {
                own.or(scope.without(Dimension::Stage))
            } else {
                own
            };
            Some(self.reference(self.dated(own)))
        };
        let percent = Percent::new(token.number.mantissa, token.number.decimals);
        self.claim(range.clone(), ClaimKind::Share { part, whole, percent });
        true
    }

    fn parent_of(&self, part: ClaimId) -> Option<ClaimId> {
        match &self.claims.get(place::index(part.index))?.kind {
            ClaimKind::Value { part_of, .. } => *part_of,
            _ => None,
        }
    }

    /// 完成年初预算的 98.20%.
    fn ratio(&mut self, words: &str, token: &Token, range: &Range<usize>) -> bool {
        let Some(rest) = words.strip_prefix("完成").or_else(|| words.strip_prefix('为')) else {
            return false;
        };
        let planned = rest.trim_end_matches(['为', '的', '率']);
        let Some(own) = self.context.own_scope(planned) else { return false };
        let Some(&(of, scope)) = self.values.last() else { return false };
        let stage = own.stage().unwrap_or(Stage::Budget);
        if !is_thin(own) || scope.stage() == Some(stage) {
            return false;
        }
        let (of, to) = (Reference::Claim(of), self.reference(scope.with_stage(stage)));
        let percent = Percent::new(token.number.mantissa, token.number.decimals);
        self.claim(range.clone(), ClaimKind::Ratio { of, to, percent });
        true
    }

    fn reference(&self, scope: Scope) -> Reference {
        self.value_of(scope).map_or(Reference::Scope(scope), Reference::Claim)
    }

    /// The scope with the year and the stage that the document implies.
    fn dated(&self, scope: Scope) -> Scope {
        self.context.dated(scope)
    }

    /// What the words fix, completed by the list that they stand in, by what the sentence is about
    /// where they say nothing themselves, and by the headings; and the total whose part it is.
    fn complete(&self, own: Scope, inherit: Inherit) -> (Scope, Option<ClaimId>) {
        let stage = own.stage();
        let of_stage = |scope: Scope| stage.is_none() || scope.stage() == stage;
        if inherit == Inherit::List {
            let parent = self.state.list.iter().find(|(_, scope)| of_stage(*scope));
            if let Some((id, scope)) = parent.and_then(|&(id, parent)| Some((id, inside(own, parent)?))) {
                return (scope, Some(id));
            }
            if let Some(&(_, any)) = self.state.list.first() {
                if let Some(scope) = inside(own, any.without(Dimension::Stage)) {
                    return (self.dated(scope), None);
                }
            }
        }
        if is_thin(own) {
            let about = if self.sentence == Scope::ALL { self.topic } else { self.sentence };
            let flow = own.flow();
            let fits = flow.is_none_or(|flow| about.flow().is_none_or(|about| related(flow, about)));
            if fits {
                let deeper = match (flow, about.flow()) {
                    (Some(own_flow), Some(about)) if about.is_within(own_flow) => {
                        own.with_flow(about)
                    }
                    _ => own,
                };
                return (self.dated(deeper.or(about)), None);
            }
        }
        (self.dated(own.or(self.state.heading())), None)
    }

    fn finish(mut self) -> Claims {
        // A list that the text ends with (…。其中：) goes on in the texts below it.
        if !self.opened && self.level.is_none_or(|level| level <= self.state.list_level) {
            self.state.list.clear();
        }
        Claims {
            text: self.context.text,
            claims: self.claims,
            read: self.read,
            unread: self.unread,
            after: self.state,
        }
    }
}

/// What a subject may be completed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Inherit {
    /// The list that it stands in, then the topic.
    List,
    /// The topic alone.
    Topic,
}

fn related(one: Flow, other: Flow) -> bool {
    one.is_within(other) || other.is_within(one)
}

/// Whether a scope says no more than when, and which way the money goes.
fn is_thin(scope: Scope) -> bool {
    scope.fixed().all(|dimension| {
        matches!(dimension, Dimension::Year | Dimension::Stage | Dimension::Flow)
    })
}

/// The part of `parent` that `own` names, if it names one: strictly within it, and in no dimension
/// wider.
fn inside(own: Scope, parent: Scope) -> Option<Scope> {
    let bare = |scope: Scope| scope.without(Dimension::Year).without(Dimension::Stage);
    let mut own = own;
    // 支出 says no more than the 本年支出 of the total does.
    if let (Some(flow), Some(above)) = (own.flow(), parent.flow()) {
        if above.is_within(flow) || flow == Flow::Income && above == Flow::Balance {
            own = own.with_flow(above);
        }
    }
    let merged = parent.merge(own).ok()?;
    let narrower = bare(merged) != bare(parent);
    let nowhere_wider = own.fixed().all(|dimension| {
        matches!(dimension, Dimension::Year | Dimension::Stage)
            || !parent.fixes(dimension)
            || crate::scope::key_is_within(dimension, own.key(dimension), parent.key(dimension))
    });
    (narrower && nowhere_wider).then_some(merged)
}

/// Words without 其中 or 主要是 before them, and whether they stood there.
fn without_opener(words: &str) -> (bool, &str) {
    for opener in ["其中：", "其中:", "其中", "主要是", "主要是由于", "包括"] {
        if let Some(rest) = words.strip_prefix(opener) {
            return (true, rest);
        }
    }
    (false, words)
}

/// The year that words compare with, and the words without the comparison.
struct Base<'w> {
    year: u16,
    subject: &'w str,
}

/// 较 2025 年, 比上年, 与 2023 年度决算数相比, 同比.
fn base_year(words: &str, now: u16) -> Option<Base<'_>> {
    let markers = words.char_indices().filter(|(_, c)| matches!(c, '比' | '较' | '与' | '同' | '和'));
    for (at, marker) in markers {
        let (before, rest) = (words.get(..at)?, words.get(at + marker.len_utf8()..)?);
        if marker == '同' && rest.starts_with('比') {
            let behind = rest.get('比'.len_utf8()..)?;
            let subject = if behind.is_empty() { before } else { behind };
            return Some(Base { year: now.checked_sub(1)?, subject });
        }
        let Some((year, mut behind)) = subject::year(rest.trim_start(), now) else { continue };
        for word in
            ["年初", "部门", "单位", "收支", "预算执行数", "执行数", "预算数", "决算数", "预算", "决算", "同期", "数", "相比", "对比", "比"]
        {
            behind = behind.strip_prefix(word).unwrap_or(behind);
        }
        let behind = behind.trim_start_matches(['，', ',']);
        let subject = if behind.is_empty() { before } else { behind };
        return Some(Base { year, subject });
    }
    None
}
