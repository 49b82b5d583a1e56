//! The grammar of clauses: subject + amount + unit, and what relates one amount to another.

use crate::index;
use alloc::vec::Vec;
use core::ops::Range;

use super::{
    Claim, ClaimId, ClaimKind, Claims, Context, Subject,
    clause::{self, Clause, End},
    heading,
    state::{About, State, Wholes},
    subject,
    token::{self, Token, What},
};
use crate::scope::{Dimension, Scope};

mod change;
mod compare;
mod list;
mod percent;
mod value;

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
        topic: context.state.heading(),
        sentence: context.state.heading(),
        elsewhere: false,
        values: Vec::new(),
        last: None,
        lists: context.state.list().cloned().into_iter().collect(),
        base: None,
        change: None,
        whole_change: None,
        listing: None,
        purpose: false,
        opened: false,
        item: false,
    };
    let start = reader.heading(&tokens);
    // The rest of a sentence whose beginning stands in the text before is not understood.
    let mut lost = reader.level.is_none() && context.state.cut;
    let mut rest = tokens.as_slice();
    for clause in clause::clauses(text, &tokens) {
        let within = rest.partition_point(|token| token.range.start < clause.range.end);
        let (mine, behind) = rest.split_at_checked(within).unwrap_or((rest, &[]));
        rest = behind;
        if clause.range.end >= start {
            let range = clause.range.start.max(start)..clause.range.end;
            if lost {
                reader.skip(mine);
            } else {
                reader.clause(&Clause { range, end: clause.end }, mine);
            }
            lost &= clause.end != End::Sentence;
        }
    }
    reader.finish()
}

#[expect(clippy::struct_excessive_bools, reason = "each says what the last words were")]
struct Reader<'c, 't> {
    context: &'c Context,
    text: &'t str,
    claims: Vec<Claim>,
    read: usize,
    unread: Vec<Range<usize>>,
    state: State,
    level: Option<u8>,
    /// What the text is about, by its heading.
    topic: About,
    /// What the sentence is about, by its last subject.
    sentence: About,
    /// The sentence is about something that no table prints.
    elsewhere: bool,
    /// The values so far, and what they are of.
    values: Vec<(ClaimId, Scope)>,
    /// The last value, unless an amount behind it was not read.
    last: Option<(ClaimId, Subject)>,
    /// The lists that the clause stands in, the innermost last; the first may be of an earlier text.
    lists: Vec<Wholes>,
    /// The year compared with, and where it is told.
    base: Option<(change::Base, Range<usize>)>,
    /// The last change by an amount, if a percentage or parts may follow.
    change: Option<(ClaimId, Subject)>,
    /// The change whose parts follow (主要是).
    whole_change: Option<ClaimId>,
    /// The subject of a list of names that is open.
    listing: Option<Subject>,
    /// The clauses tell what the last value is used for (主要用于).
    purpose: bool,
    /// The last clause was 其中 or the like.
    opened: bool,
    /// The text is an item of a list, about its first value throughout: 1.“…”科目1,202.95万元.
    item: bool,
}

impl<'t> Reader<'_, 't> {
    fn slice(&self, range: &Range<usize>) -> &'t str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    fn claim(&mut self, range: Range<usize>, kind: ClaimKind) -> ClaimId {
        let id = ClaimId { text: self.context.text, index: index::number(self.claims.len()) };
        self.claims.push(Claim { amount: None, range, kind });
        id
    }

    /// A claim with the amount or percentage that it is read out of.
    fn claim_of(&mut self, range: Range<usize>, token: &Token, kind: ClaimKind) -> ClaimId {
        let id = self.claim(range, kind);
        if let Some(claim) = self.claims.last_mut() {
            claim.amount = Some(token.range.clone());
        }
        id
    }

    /// Reads the heading that a text begins with; returns where the text behind it starts.
    fn heading(&mut self, tokens: &[Token]) -> usize {
        let Some(level) = self.level else { return 0 };
        let behind = heading::behind_number(self.text);
        let start = self.text.len() - behind.len();
        let amount = tokens.first().map_or(self.text.len(), |token| token.range.start);
        let until = self.text.get(start..amount).unwrap_or_default();
        let end = heading::end(until, amount == self.text.len());
        let about = match end.and_then(|end| until.get(..end)) {
            Some(words) => self.context.heading_scope(words),
            // The text has a number and no heading: 1.“…”科目1,202.95万元.
            None => Some(Scope::ALL),
        };
        self.item = end.is_none();
        self.state.enter(level, about);
        if self.state.list().is_none() {
            self.lists.clear();
        }
        self.topic = self.state.heading();
        self.sentence = self.topic;
        end.map_or(start, |end| start + end)
    }

    /// Passes over amounts that cannot be understood.
    fn skip(&mut self, tokens: &[Token]) {
        let amounts = tokens.iter().filter(|token| !matches!(token.what, What::Count(_)));
        self.unread.extend(amounts.map(|token| token.range.clone()));
    }

    fn clause(&mut self, clause: &Clause, tokens: &[Token]) {
        let mut at = clause.range.start;
        for token in tokens {
            self.token(at..token.range.start, token, token.range.end..clause.range.end);
            at = token.range.end;
        }
        let tail = self.trimmed(at..clause.range.end);
        if tail.is_empty() {
            // 总额0.19万元：货物0.19万元、…
            if clause.end == End::Colon && !tokens.is_empty() {
                self.open_list(None);
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
        let outer = |c: char| c.is_whitespace() || "，,、；;。：:“”\"".contains(c);
        let text = self.slice(&range);
        let mut bare = text.trim_matches(outer);
        // A bracket that closes nothing.
        if bare.starts_with(['）', ')']) {
            bare = bare.trim_start_matches(['）', ')']).trim_matches(outer);
        }
        let front = text.len() - text.trim_start_matches(|c| outer(c) || "）)".contains(c)).len();
        let front = if bare.is_empty() { 0 } else { front };
        range.start + front..range.start + front + bare.len()
    }

    fn end_sentence(&mut self) {
        self.sentence = self.topic;
        self.elsewhere = false;
        self.change = None;
        self.whole_change = None;
        self.listing = None;
        self.purpose = false;
        if !self.opened {
            self.lists.truncate(usize::from(self.state.list().is_some()));
            self.base = None;
        }
    }

    /// Words without an amount.
    fn words(&mut self, range: Range<usize>, end: End) {
        let words = self.slice(&range);
        let opened = core::mem::take(&mut self.opened);
        if self.listing.is_some() {
            return self.names(&range);
        }
        if self.opener(words, end) {
            return;
        }
        self.purposes(words, &range);
        self.elsewhere |= subject::is_elsewhere(words);
        if let Some(base) = change::base(words, self.context) {
            self.base = Some((base.base, range.clone()));
        }
        if self.compared(words, &range) || self.flat(words, &range) || self.nil(words, &range) {
            return;
        }
        match self.context.own_scope(words) {
            Some(own) if !is_thin(own) => {
                self.sentence = self.topic.map(|topic| own.or(topic));
                if end == End::Sentence {
                    self.topic = self.sentence;
                }
            }
            // What stands in this place may be the subject of what follows.
            None if end != End::Sentence && !opened && !is_remark(words) => self.sentence = None,
            _ => {}
        }
    }

    fn token(&mut self, lead: Range<usize>, token: &Token, tail: Range<usize>) {
        let lead = self.trimmed(lead);
        let range = lead.start.min(token.range.start)..token.range.end;
        let words = self.slice(&lead);
        let read = match token.what {
            What::Count(measure) => {
                if token.number.decimals == 0 {
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
            self.last = None;
            self.change = None;
            self.sentence = None;
        }
        self.opened = false;
    }

    fn finish(mut self) -> Claims {
        // A list that the text ends with (…。其中：) goes on in the texts below it.
        if self.opened {
            let list = self.lists.pop().unwrap_or_default();
            self.state.set_list(Some((self.level.unwrap_or(0), list)));
        } else if self.level.is_none() {
            self.state.set_list(None);
        }
        let tail = self.text.trim_end();
        let ends = tail.ends_with(['。', '；', '：', ':', ';', '！', '？', '”', '）', ')', '.']);
        let amounts = self.read + self.unread.len() > 0;
        self.state.cut = !ends && (amounts || tail.contains(['，', '。']));
        Claims {
            text: self.context.text,
            claims: self.claims,
            read: self.read,
            unread: self.unread,
            after: self.state,
        }
    }
}

/// Whether words give reasons or purposes and are no subject.
fn is_remark(words: &str) -> bool {
    const MARKS: &[&str] = &[
        "原因",
        "主要是",
        "用于",
        "由于",
        "其中",
        "因",
        "相比",
        "同比",
        "保障",
        "按照",
        "根据",
        "截至",
    ];
    MARKS.iter().any(|mark| words.contains(mark))
}

/// Whether a scope says no more than when, and which way the money goes.
fn is_thin(scope: Scope) -> bool {
    scope
        .fixed()
        .all(|dimension| matches!(dimension, Dimension::Year | Dimension::Stage | Dimension::Flow))
}
