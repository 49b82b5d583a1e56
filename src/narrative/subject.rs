//! Subjects: the words before a verb or an amount → what they speak of, understood or not.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use super::lex::{Codes, Kind, Lexicon, Line, Token};
use super::number::Number;
use super::words::{Narrow, Word};
use crate::catalogue::NameMatch;
use crate::code::{Department, FunctionalCode, Government, Level};
use crate::flow::Flow;
use crate::kind::{Kind as Spent, Stage};
use crate::scope::{Dimension, Scope};
use crate::vintage::Vintage;

/// The most readings of an ambiguous name that are kept: 一般行政管理事务 stands under some thirty 款.
const MAX_READINGS: usize = 64;

/// What some words speak of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "marks that the words leave, each on its own")]
pub(crate) struct Subject {
    /// The scopes that the words may mean, without year and stage: one where they are understood,
    /// several where a name is of several codes, none where they are not understood.
    pub(crate) readings: Vec<Scope>,
    pub(crate) year: Option<u16>,
    pub(crate) stage: Option<Stage>,
    pub(crate) narrow: Vec<Narrow>,
    /// 合计, 总计.
    pub(crate) total: bool,
    /// 各, 均.
    pub(crate) each: bool,
    /// The body is named: 本部门.
    pub(crate) body: bool,
    /// Nothing but 支出 or 收入: less than the subject of the sentence, where there is one.
    pub(crate) weak: bool,
    /// 按…分类: says how, and sets no subject.
    pub(crate) classification: bool,
    /// Several things (A、B和C).
    pub(crate) several: bool,
    /// The words that say what, folded.
    pub(crate) words: String,
    /// The bytes of the line, folded.
    pub(crate) range: Range<usize>,
    /// A path of names that does not exist, or a name that is no longer used.
    pub(crate) misnamed: Option<Misnamed>,
    /// A path of names or a code: an item.
    pub(crate) path: bool,
}

/// What is wrong with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Misnamed {
    /// No code has this path.
    NoSuchPath,
    /// The class, section or item had this name in another edition.
    OtherEdition(FunctionalCode),
    /// This code is printed beside a name that is another code's.
    OtherCode(FunctionalCode),
}

impl Subject {
    /// The one scope that the words mean.
    pub(crate) fn scope(&self) -> Option<Scope> {
        match self.readings.as_slice() {
            [scope] => Some(*scope),
            _ => None,
        }
    }

    /// Whether the words say nothing of what is meant, but when at most.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether two name one thing in the same way.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        // 门诊收入 and 住院收入 are two parts of 事业收入.
        let parts = self.narrow.contains(&Narrow::PartOfFund);
        self.narrow == other.narrow
            && (!parts || self.words == other.words)
            && match (self.scope(), other.scope()) {
                (Some(one), Some(other)) => one == other,
                (None, None) => self.words == other.words && self.readings == other.readings,
                _ => false,
            }
    }
}

/// Reads the words of some tokens.
pub(super) fn read(line: &Line, tokens: &[Token], lexicon: &Lexicon, year: u16) -> Subject {
    let mut reader = Reader {
        line,
        lexicon,
        subject: Subject::default(),
        scope: Scope::ALL,
        path: Vec::new(),
        unknown: false,
        parted: false,
        stage_flow: None,
        content: 0,
        current: false,
        allotted: false,
        carry: false,
        both: false,
        other_kind: false,
        counted: false,
    };
    if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
        reader.subject.range = first.start..last.end;
    }
    reader.read(tokens, year);
    reader.finish()
}

#[expect(clippy::struct_excessive_bools, reason = "marks that the words leave, each on its own")]
struct Reader<'a> {
    line: &'a Line,
    lexicon: &'a Lexicon,
    subject: Subject,
    scope: Scope,
    path: Vec<Step>,
    unknown: bool,
    parted: bool,
    stage_flow: Option<Flow>,
    /// How many words say what.
    content: usize,
    current: bool,
    /// 当年财政拨款: what was appropriated this year, without what was carried in.
    allotted: bool,
    carry: bool,
    both: bool,
    other_kind: bool,
    /// The bodies are counted.
    counted: bool,
}

/// One name of a path.
struct Step {
    name: String,
    codes: Codes,
    rank: Option<Level>,
}

impl Reader<'_> {
    fn read(&mut self, tokens: &[Token], year: u16) {
        for (index, &token) in tokens.iter().enumerate() {
            let text = self.line.token_text(token);
            match token.kind {
                // 财政拨款收入支出总计: both sides of the fund.
                Kind::Word(
                    Word::Flow(Flow::Expenditure) | Word::Stage(_, Some(Flow::Expenditure)),
                ) if self.is_income_before(tokens, index) => {
                    if let Kind::Word(Word::Stage(stage, _)) = token.kind {
                        self.subject.stage = Some(stage);
                    }
                    self.scope = self.scope.without(Dimension::Flow);
                    self.both = true;
                    self.subject.several = false;
                    self.say(text);
                }
                Kind::Word(word) => self.word(word, token, year),
                Kind::Name => {
                    let codes = self.lexicon.codes(text);
                    self.path.push(Step { name: text.into(), codes, rank: None });
                    self.say(text);
                }
                Kind::Code(digits, length) => self.code(digits, length, text),
                Kind::Number(Number::Year(named)) => self.subject.year = Some(named),
                // 下属1家机关和1家事业单位: all of them.
                Kind::Number(Number::Count(..)) => self.counted = true,
                Kind::Number(_) | Kind::Unknown | Kind::Placeholder => {
                    self.unknown = true;
                    self.say(text);
                }
                Kind::Note => self.note(token, year),
                Kind::Mark('、') => {
                    if index > 0 && index + 1 < tokens.len() {
                        self.subject.several = true;
                    }
                }
                Kind::Mark(_) => {}
            }
        }
    }

    /// Whether 财政拨款收入 stands right before, with 、 or 和 between at most.
    fn is_income_before(&self, tokens: &[Token], index: usize) -> bool {
        let fund = |back: usize| {
            let token = index.checked_sub(back).and_then(|at| tokens.get(at));
            token.is_some_and(|&token| {
                matches!(token.word(), Some(Word::Fund(_)))
                    && self.line.token_text(token).ends_with("收入")
            })
        };
        let joined = index
            .checked_sub(1)
            .and_then(|at| tokens.get(at))
            .is_some_and(|token| token.is_mark(&['、']) || token.word() == Some(Word::With));
        fund(1) || joined && fund(2)
    }

    fn say(&mut self, text: &str) {
        self.content += 1;
        self.subject.words.push_str(text);
    }

    fn merge(&mut self, scope: Scope, text: &str) {
        self.say(text);
        match self.scope.merge(scope) {
            Ok(merged) => self.scope = merged,
            Err(_) => self.parted = true,
        }
    }

    fn word(&mut self, word: Word, token: Token, year: u16) {
        let text = self.line.token_text(token);
        match word {
            Word::Flow(flow) => self.merge(Scope::ALL.with_flow(flow), text),
            Word::Fund(fund) => {
                self.merge(Scope::ALL.with_fund(fund), text);
                if text.ends_with("收入") && !self.scope.fixes(Dimension::Flow) {
                    self.scope = self.scope.with_flow(Flow::Income);
                }
            }
            // 其他支出 is a kind of spending, and class 229.
            Word::PartOfFund(fund) => {
                self.merge(Scope::ALL.with_fund(fund).with_flow(Flow::Income), text);
                self.subject.narrow.push(Narrow::PartOfFund);
            }
            Word::Kind(Spent::Other) => {
                let codes = self.lexicon.codes(text);
                self.path.push(Step { name: text.into(), codes, rank: None });
                self.other_kind = true;
                self.say(text);
            }
            Word::Kind(kind) => self.merge(Scope::ALL.with_kind(kind), text),
            Word::Item(item) => self.merge(Scope::ALL.with_item(item), text),
            Word::Given(number) => {
                let given = self.lexicon.given.get(usize::from(number)).copied();
                self.merge(given.unwrap_or_default(), text);
            }
            Word::Stage(stage, flow) => {
                // 预算执行数, 决算: the last word says which.
                self.subject.stage = Some(stage);
                self.stage_flow = self.stage_flow.or(flow);
            }
            Word::Total => self.subject.total = true,
            Word::BothSides => {
                self.both = true;
                self.say(text);
            }
            Word::ThisYear => {
                self.current = true;
                self.allotted |= text.starts_with("当年");
            }
            Word::Carry => {
                self.carry = true;
                self.say(text);
            }
            Word::Narrow(narrow) => {
                if !self.subject.narrow.contains(&narrow) {
                    self.subject.narrow.push(narrow);
                }
            }
            Word::Body => self.subject.body = true,
            Word::Classification => self.subject.classification = true,
            Word::Rank(level) => match self.path.last_mut().filter(|step| step.rank.is_none()) {
                Some(step) if !self.unknown => step.rank = Some(level),
                // （类）支出: a level of nothing.
                _ => {
                    self.unknown = true;
                    self.say(text);
                }
            },
            Word::LastYear => self.subject.year = year.checked_sub(1),
            Word::Each => self.subject.each = true,
            // 办公费和印刷费: two things.
            Word::With if self.content > 0 => self.subject.several = true,
            // 机关和事业单位: two words that narrow, or two counts of bodies. 和公用经费5万元: the last of
            // a list.
            Word::With if text == "和" || self.counted || !self.subject.narrow.is_empty() => {}
            // 上年执行为3万元: what was spent.
            Word::Neutral if text == "执行" && self.subject.year.is_some() => {
                self.subject.stage = Some(Stage::Final);
            }
            Word::Neutral | Word::Copula | Word::Approx | Word::HeadingEnd | Word::Within => {}
            // A word that played no part where it stands is a word like any other.
            _ => {
                self.unknown = true;
                self.say(text);
            }
        }
    }

    fn code(&mut self, digits: u32, length: u8, text: &str) {
        let printed = alloc::format!("{digits:0width$}", width = usize::from(length));
        let scope = match printed.as_bytes().first() {
            Some(b'2') => printed.parse().ok().map(|code| Scope::ALL.with_functional(code)),
            Some(b'3') => {
                let code = printed.parse::<crate::code::Code<Department>>();
                code.ok().map(|code| Scope::ALL.with_department(code))
            }
            Some(b'5') => {
                let code = printed.parse::<crate::code::Code<Government>>();
                code.ok().map(|code| Scope::ALL.with_government(code))
            }
            _ => None,
        };
        match scope {
            Some(scope) => self.merge(scope, text),
            None => {
                self.unknown = true;
                self.say(text);
            }
        }
    }

    /// A、B、C（“三公”经费）: the bracket names all of them, as one does that is wider than the words.
    fn note(&mut self, token: Token, year: u16) {
        let inner = self.line.text(token.start + 1..token.end.saturating_sub(1));
        let line = super::lex::lex(inner, 0, self.lexicon);
        let named = read(&line, &line.tokens, self.lexicon, year);
        let wider = |scope: Scope| {
            let scope = scope.without(Dimension::Flow);
            self.scope != scope && self.scope.is_within(scope)
        };
        let all = |scope: &Scope| {
            self.subject.several || wider(*scope) && self.scope.fixes(Dimension::Item)
        };
        if let Some(scope) = named.scope().filter(|_| !named.weak).filter(all) {
            self.scope = scope;
            self.subject.several = false;
            self.parted = false;
            self.unknown = false;
            self.path.clear();
            self.subject.words = named.words;
        }
    }

    fn finish(mut self) -> Subject {
        if self.counted {
            let bodies = [Narrow::Subordinate, Narrow::Administrative, Narrow::Institution];
            self.subject.narrow.retain(|narrow| !bodies.contains(narrow));
            self.subject.several = false;
        }
        self.subject.narrow.sort_unstable();
        self.subject.narrow.dedup();
        // 住房公积金 after 2210201- says what the code says.
        let coded =
            self.scope.fixes(Dimension::Functional) || self.scope.fixes(Dimension::Department);
        if let (Some(code), [step], false) =
            (self.scope.functional(), self.path.as_slice(), self.unknown)
        {
            let other = is_of_another_code(step, code, self.lexicon);
            self.subject.misnamed = other.then_some(Misnamed::OtherCode(code));
        }
        let path = if coded { Vec::new() } else { core::mem::take(&mut self.path) };
        self.subject.path = coded || path.iter().any(|step| step.rank.is_some()) || path.len() > 1;
        let bare = self.content == 0;
        if bare {
            if let Some(flow) = self.stage_flow {
                self.scope = self.scope.with_flow(flow);
                self.subject.weak = true;
                self.subject.words.push_str(if flow == Flow::Income { "收入" } else { "支出" });
                self.subject.readings.push(self.scope);
            } else if self.subject.narrow.is_empty() {
                return self.subject;
            } else {
                // 中小企业: a part of what the sentence is about.
                self.subject.words.push_str("部分");
            }
            return self.subject;
        }
        self.subject.weak = path.is_empty()
            && !self.unknown
            && self.scope.fixed().all(|dimension| dimension == Dimension::Flow)
            && matches!(self.scope.flow(), Some(Flow::Income | Flow::Expenditure));
        // 基本支出结转: what is left of it, which no table prints.
        let left_over = self.carry && self.scope.fixes(Dimension::Kind);
        if self.unknown || self.parted || self.subject.several || left_over {
            return self.subject;
        }
        let mut readings: Vec<Scope> = match path.as_slice() {
            [] => [self.scope].into(),
            steps => {
                let (found, misnamed) = resolve(steps, self.lexicon);
                self.subject.misnamed = misnamed;
                found.into_iter().filter_map(|scope| self.scope.merge(scope).ok()).collect()
            }
        };
        if self.other_kind {
            readings.extend(self.scope.merge(Scope::ALL.with_kind(Spent::Other)));
        }
        readings.truncate(MAX_READINGS);
        for scope in &mut readings {
            *scope = self.directed(*scope);
        }
        self.subject.readings = readings;
        self.subject
    }

    /// The scope with the flow that the words imply.
    fn directed(&self, scope: Scope) -> Scope {
        let mut scope = scope;
        if self.both {
            return scope.with_flow(Flow::Balance);
        }
        if !scope.fixes(Dimension::Flow) {
            let cut = [
                Dimension::Kind,
                Dimension::Item,
                Dimension::Functional,
                Dimension::Department,
                Dimension::Government,
            ];
            let spent = cut.iter().any(|&dimension| scope.fixes(dimension));
            if let Some(flow) = self.stage_flow.or(spent.then_some(Flow::Expenditure)) {
                scope = scope.with_flow(flow);
            }
        }
        match (scope.flow(), self.current, self.carry) {
            (Some(Flow::Income), true, _) => scope.with_flow(Flow::CurrentIncome),
            (Some(Flow::Expenditure), true, _) if !spent_only(scope) => {
                scope.with_flow(Flow::CurrentExpenditure)
            }
            (Some(Flow::Income), _, true) => scope.with_flow(Flow::CarriedIn),
            (None, true, false) if self.allotted => scope.with_vintage(Vintage::Current),
            (Some(Flow::Expenditure), _, true) => scope.with_flow(Flow::CarriedOver),
            _ => scope,
        }
    }
}

/// Whether a scope is spent by what it is cut along, so that 本年 before it says only when.
fn spent_only(scope: Scope) -> bool {
    scope.fixes(Dimension::Item)
}

/// The scopes that a path of names may mean.
fn resolve(steps: &[Step], lexicon: &Lexicon) -> (Vec<Scope>, Option<Misnamed>) {
    if let [step] = steps {
        return single(step, lexicon);
    }
    let mut above: Option<Vec<FunctionalCode>> = None;
    let mut misnamed = None;
    for (depth, step) in steps.iter().enumerate() {
        let by_place = [Level::Class, Level::Section, Level::Item].get(depth).copied();
        let level = step.rank.or(by_place);
        let mut codes = step.codes.functional.clone();
        if codes.is_empty() {
            if let Some(code) = former(&step.name, level, lexicon) {
                misnamed = misnamed.or(Some(Misnamed::OtherEdition(code)));
                codes.push(code);
            }
        }
        codes.retain(|code| level.is_none_or(|level| code.level() == level));
        let fitting: Vec<FunctionalCode> = match &above {
            None => codes.clone(),
            Some(above) => {
                let below = codes.iter().filter(|code| above.iter().any(|a| a.contains(**code)));
                below.copied().collect()
            }
        };
        let last = depth + 1 == steps.len();
        if fitting.is_empty() && !codes.is_empty() {
            return (Vec::new(), Some(Misnamed::NoSuchPath));
        }
        // A name that nobody knows constrains nothing, but the last one must be known.
        if !fitting.is_empty() || last {
            above = Some(fitting);
        }
    }
    let codes = above.unwrap_or_default();
    (codes.into_iter().map(|code| Scope::ALL.with_functional(code)).collect(), misnamed)
}

fn single(step: &Step, lexicon: &Lexicon) -> (Vec<Scope>, Option<Misnamed>) {
    let of_rank = |level: Level| step.rank.is_none_or(|rank| rank == level);
    let functional: Vec<FunctionalCode> =
        step.codes.functional.iter().copied().filter(|code| of_rank(code.level())).collect();
    // An economic 款 is no 项 of a function, and the other way round.
    let department: Vec<_> =
        step.codes.department.iter().copied().filter(|code| of_rank(code.level())).collect();
    if functional.is_empty() && department.is_empty() {
        if let Some(code) = former(&step.name, step.rank, lexicon) {
            return ([Scope::ALL.with_functional(code)].into(), Some(Misnamed::OtherEdition(code)));
        }
    }
    let functional = outermost(functional);
    let mut found: Vec<Scope> =
        functional.into_iter().map(|code| Scope::ALL.with_functional(code)).collect();
    found.extend(department.into_iter().map(|code| Scope::ALL.with_department(code)));
    (found, None)
}

/// Whether a name beside a known code is that of other codes only: 2010301-一般行政管理事务.
fn is_of_another_code(step: &Step, code: FunctionalCode, lexicon: &Lexicon) -> bool {
    let found = lexicon.catalogue().match_name(code, &step.name, lexicon.edition);
    !step.codes.is_empty()
        && !step.codes.functional.contains(&code)
        && found == NameMatch::Different
}

/// The only class among several codes of one name, else all: 其他支出 alone is 229.
fn outermost(codes: Vec<FunctionalCode>) -> Vec<FunctionalCode> {
    let mut classes = codes.iter().filter(|code| code.level() == Level::Class);
    match (classes.next().copied(), classes.next()) {
        (Some(class), None) => [class].into(),
        _ => codes,
    }
}

/// The code that had this name in another edition.
fn former(name: &str, rank: Option<Level>, lexicon: &Lexicon) -> Option<FunctionalCode> {
    let year = lexicon.edition.year();
    (1..=8).find_map(|back| {
        let edition = crate::catalogue::Edition::new(year.saturating_sub(back));
        let mut found = lexicon.catalogue().find_name::<crate::code::Functional>(name, edition);
        let code = found.find(|entry| rank.is_none_or(|rank| entry.code().level() == rank))?.code();
        Some(code)
    })
}
