//! Subjects: the words before a verb or an amount → what they are about.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use super::Context;
use crate::code::{FunctionalCode, Level};
use crate::flow::Flow;
use crate::kind::Stage;
use crate::scope::{Dimension, Scope, canonical};
use crate::text;

/// Subjects are read in at most so many bytes before the amount; the longest of the templates,
/// a path of three names, has about 150.
const MAX_SUBJECT: usize = 360;

/// Words behind which a subject may begin: what stands before them names the document, not money.
const CUTS: &[&str] = &[
    "情况说明",
    "说明",
    "情况",
    "本部门",
    "本单位",
    "我部门",
    "我单位",
    "我局",
    "本局",
    "我委",
    "本委",
    "我办",
    "全年",
    "当年度",
    "机关和",
];

/// Words that name a part of the body, or of its units, of which no table speaks alone.
const PARTS_OF_BODY: &[&str] = &["本级", "行政单位", "事业单位", "下属", "所属"];

/// What a phrase of the vocabulary may hold of these.
const WHOLE_PHRASES: &[&str] = &["事业单位经营", "对附属单位", "附属单位上缴", "行政事业单位"];

/// Words of which a heading that was not understood may be speaking of some of the money only.
const MONEY: &[&str] = &["预算", "决算", "收入", "支出", "拨款", "基金", "资金"];

/// What stands behind the units that it is the sum of.
const AGENCY: &str = "财政拨款的机关运行经费";

/// Words between a subject and its amount.
const TAILS: &[&str] = &[
    "为", "是", "共计", "共", "计", "约", "近", "达到", "达", "总额", "总量", "金额", "安排", "中",
    "核定", "实际", "各", "的", "方面", "资金",
];

/// Words that mark something that no table of a disclosure prints.
const ELSEWHERE: &[&str] = &[
    "中小企业",
    "小微企业",
    "小型和微型",
    "微型企业",
    "供应商",
    "单价",
    "单位价值",
    "房屋",
    "土地",
    "面积",
    "绩效",
    "涉及",
    "评价",
    "自评",
    "合同金额",
    "捐赠",
    "债务",
    "节约资金",
];

/// Stages as prose names them behind a subject.
const STAGES: &[(&str, Stage)] = &[
    ("当年预算执行数", Stage::Final),
    ("预算执行数", Stage::Final),
    ("年初预算数", Stage::Budget),
    ("年初预算", Stage::Budget),
    ("全年预算数", Stage::Adjusted),
    ("全年预算", Stage::Adjusted),
    ("调整预算数", Stage::Adjusted),
    ("调整预算", Stage::Adjusted),
    ("预算数", Stage::Budget),
    ("预算", Stage::Budget),
    ("决算数", Stage::Final),
    ("决算", Stage::Final),
    ("执行数", Stage::Final),
];

/// Whether the words speak of something that no table prints.
pub(super) fn is_elsewhere(words: &str) -> bool {
    ELSEWHERE.iter().any(|marker| words.contains(marker))
}

impl Context {
    /// What the words fix by themselves; [`Scope::ALL`] where they are no more than fillers,
    /// `None` where any of them is unknown.
    pub(super) fn own_scope(&self, words: &str) -> Option<Scope> {
        let start = words.len().saturating_sub(MAX_SUBJECT);
        let start = (start..=words.len()).find(|&at| words.is_char_boundary(at))?;
        let bare = self.bare(words.get(start..)?);
        let mut starts: Vec<usize> = bare.cuts;
        if start == 0 {
            starts.push(0);
        }
        for cut in CUTS {
            starts.extend(bare.text.match_indices(cut).map(|(at, found)| at + found.len()));
        }
        // 下属1家机关和1家事业单位财政拨款的机关运行经费: of all of them.
        starts.extend(bare.text.match_indices(AGENCY).map(|(at, _)| at));
        starts.sort_unstable();
        starts.dedup();
        let scope = starts.into_iter().find_map(|at| self.piece(bare.text.get(at..)?))?;
        Some(match bare.year {
            Some(year) => scope.with_year(scope.year().unwrap_or(year)),
            None => scope,
        })
    }

    /// The folded words without the years and the body that they name.
    fn bare(&self, words: &str) -> Bare {
        let mut rest = text::fold(words);
        if !self.words.body.is_empty() {
            rest = rest.replace(&self.words.body, "\u{1}");
        }
        let mut bare = Bare::default();
        let mut rest = rest.as_str();
        while let Some(first) = rest.chars().next() {
            if first == '\u{1}' {
                bare.cuts.push(bare.text.len());
                rest = rest.get(1..).unwrap_or_default();
            } else if let Some((year, behind)) = year(rest, self.year) {
                bare.year = Some(year);
                bare.cuts.push(bare.text.len());
                rest = behind;
            } else {
                bare.text.push(first);
                rest = rest.get(first.len_utf8()..).unwrap_or_default();
            }
        }
        bare
    }

    /// What a heading fixes, but for the time; `None` where it was not understood and may narrow
    /// what the text below it is about.
    pub(super) fn heading_scope(&self, words: &str) -> Option<Scope> {
        match self.own_scope(words) {
            Some(scope) => Some(scope.without(Dimension::Year).without(Dimension::Stage)),
            None if MONEY.iter().any(|word| words.contains(word)) => None,
            None => Some(Scope::ALL),
        }
    }

    /// The length of the name of an economic item (款) that the words end with.
    pub(super) fn economic_suffix(&self, words: &str) -> Option<usize> {
        // The longest name has about 14 characters, the shortest that says enough has three.
        let starts = words.char_indices().rev().skip(2).take(16);
        let mut starts: Vec<usize> = starts.map(|(at, _)| at).collect();
        starts.reverse();
        starts.into_iter().find_map(|at| {
            let name = words.get(at..)?;
            let codes = self.words.department(&text::fold(name));
            let item = codes.iter().any(|code| code.level() != Level::Class);
            item.then_some(name.len())
        })
    }

    fn piece(&self, piece: &str) -> Option<Scope> {
        let mut piece = text::strip_numbering(piece).trim_matches([':', ',', '、', '-']);
        if piece.matches('(').count() != piece.matches(')').count() {
            piece = piece.trim_matches(['(', ')', ':', ',']);
        }
        piece = piece.strip_prefix('含').unwrap_or(piece);
        if let Some(scope) = self.plain(piece) {
            return Some(scope);
        }
        while let Some(shorter) = TAILS.iter().find_map(|tail| piece.strip_suffix(tail)) {
            piece = shorter;
            if let Some(scope) = self.plain(piece) {
                return Some(scope);
            }
        }
        let without = without_brackets(piece);
        self.plain(&without)
            .or_else(|| self.plain(piece.strip_suffix("拨款")?))
            .or_else(|| self.named(piece))
    }

    /// Words of the vocabulary alone.
    fn plain(&self, piece: &str) -> Option<Scope> {
        if piece.is_empty() {
            return Some(Scope::ALL);
        }
        if is_part_of_body(piece) {
            return None;
        }
        let (core, stage) = stage_of(piece);
        let normal =
            piece.replace("收入支出", "收支").replace("收、支", "收支").replace("总预算", "预算");
        let reading = self.words.vocabulary.read_normal(&normal).filter(|reading| {
            reading.text_column().is_none() && !reading.needs_carry() && reading.spread().is_none()
        });
        // 机关服务 is an entry of the classification, and no part of services.
        let reading =
            reading.filter(|reading| !reading.is_narrowed() || self.single(piece).is_none());
        let Some(reading) = reading else {
            // 年初预算 alone says when, not what.
            return stage.filter(|_| core.is_empty()).map(|stage| Scope::ALL.with_stage(stage));
        };
        let mut scope = reading.scope();
        if reading.is_last_year() {
            scope = scope.with_year(self.year.checked_sub(1)?);
        }
        let grand_total = piece.contains("总计") && scope.flow().is_some();
        if reading.is_two_sided() || grand_total {
            scope = scope.with_flow(Flow::Balance);
        }
        if let (None, Some(stage)) = (scope.stage(), stage) {
            scope = scope.with_stage(stage);
        }
        Some(canonical(with_direction(scope, piece)))
    }

    /// The name of a code, or a path of names (一般公共服务支出-财政事务-行政运行).
    fn named(&self, piece: &str) -> Option<Scope> {
        let (core, stage) = stage_of(piece);
        let core = core.strip_suffix("科目").unwrap_or(core);
        let core = plain_marks(core).replace("(类)支出", "支出(类)").replace("其它", "其他");
        let mut scope = match path(&core).as_slice() {
            [] => return None,
            [name] => self.single(name)?,
            names => Scope::ALL.with_functional(self.by_path(names)?),
        };
        scope = scope.with_flow(Flow::Expenditure);
        Some(stage.map_or(scope, |stage| scope.with_stage(stage)))
    }

    /// One name, of either classification: of one code alone, or of one class among several codes.
    fn single(&self, name: &str) -> Option<Scope> {
        let bare = name.strip_suffix("支出").unwrap_or(name);
        let functional = [name, bare].iter().find_map(|name| one(&self.words.functional(name)));
        let department = [name, bare].iter().find_map(|name| one(&self.words.department(name)));
        match (functional, department) {
            (Some(code), None) => Some(Scope::ALL.with_functional(code)),
            (None, Some(code)) => Some(Scope::ALL.with_department(code)),
            _ => None,
        }
    }

    /// The last name of a path, below the codes of the names before it.
    fn by_path(&self, names: &[&str]) -> Option<FunctionalCode> {
        let mut above: Option<Vec<FunctionalCode>> = None;
        for (depth, name) in names.iter().enumerate() {
            let level = [Level::Class, Level::Section, Level::Item].get(depth).copied()?;
            let mut codes = self.words.functional(name);
            codes.retain(|code| {
                code.level() == level
                    && above.as_ref().is_none_or(|above| above.iter().any(|a| a.contains(*code)))
            });
            // A name that nobody knows constrains nothing, but the last one must be known.
            if !codes.is_empty() || depth + 1 == names.len() {
                above = Some(codes);
            }
        }
        one(&above?)
    }
}

/// Words without the years and bodies in them, and where those stood.
#[derive(Default)]
struct Bare {
    text: String,
    year: Option<u16>,
    cuts: Vec<usize>,
}

/// 2024年度, 上年, 去年 at the beginning of `text`: the year, and what stands behind.
pub(super) fn year(text: &str, now: u16) -> Option<(u16, &str)> {
    for word in ["上一年度", "上一年", "上年度", "上年", "去年"] {
        if let Some(rest) = text.strip_prefix(word) {
            let carry = ["结转", "结余", "财政拨款资金结转"];
            let carried = carry.iter().any(|word| rest.starts_with(word));
            return (!carried).then_some((now.checked_sub(1)?, rest));
        }
    }
    let digits = text.get(..4)?;
    let year = digits.parse().ok().filter(|year| (1949..=2200).contains(year))?;
    let rest = text.get(4..)?.trim_start().strip_prefix('年')?;
    Some((year, rest.strip_prefix('度').unwrap_or(rest)))
}

/// The words without the stage at their end.
fn stage_of(piece: &str) -> (&str, Option<Stage>) {
    let found = STAGES.iter().find_map(|&(word, stage)| Some((piece.strip_suffix(word)?, stage)));
    match found {
        // 一般公共预算 is a fund, not a budget of something.
        Some((core, _)) if core.ends_with("公共") => (piece, None),
        Some((core, stage)) => (core, Some(stage)),
        None => (piece, None),
    }
}

/// The scope with the direction that its words imply: 收入 or 支出 within the name of a fund, and
/// spending for whatever only spending is cut by.
fn with_direction(scope: Scope, words: &str) -> Scope {
    if scope.flow().is_some() {
        return scope;
    }
    let (income, spending) = (words.contains("收入"), words.contains("支出"));
    let cut = [Dimension::Kind, Dimension::Item, Dimension::Functional, Dimension::Department];
    let spent = cut.iter().any(|&dimension| scope.fixes(dimension));
    match (income, spending || spent) {
        (true, false) => scope.with_flow(Flow::Income),
        (false, true) => scope.with_flow(Flow::Expenditure),
        _ => scope,
    }
}

/// The names of a path: 类, 款, 项 marked behind each, or joined by dashes.
fn path(core: &str) -> Vec<&str> {
    if ["(类)", "(款)", "(项)"].iter().any(|mark| core.contains(mark)) {
        let mut names = Vec::new();
        let mut rest = core;
        for mark in ["(类)", "(款)", "(项)"] {
            let Some((name, behind)) = rest.split_once(mark) else { break };
            names.push(name);
            rest = behind;
        }
        return if rest.is_empty() { names } else { Vec::new() };
    }
    // A dash within brackets belongs to the name.
    let mut depth = 0_u32;
    let names = core.split(|c| {
        match c {
            '(' => depth = depth.saturating_add(1),
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '-' && depth == 0
    });
    names.filter(|name| !name.is_empty()).collect()
}

/// 司法(06款) → 司法(款): the code of the level, written into its mark.
fn plain_marks(core: &str) -> String {
    let mut plain = String::with_capacity(core.len());
    let mut rest = core;
    while let Some((before, behind)) = rest.split_once('(') {
        plain.push_str(before);
        plain.push('(');
        let digits = behind.trim_start_matches(|c: char| c.is_ascii_digit());
        let marked = ["类)", "款)", "项)"].iter().any(|mark| digits.starts_with(mark));
        rest = if marked { digits } else { behind };
    }
    plain.push_str(rest);
    plain
}

/// Whether the words speak of a part of the body: its own offices without its units, its units of
/// one kind.
fn is_part_of_body(piece: &str) -> bool {
    let mut rest = String::from(piece);
    for phrase in WHOLE_PHRASES {
        rest = rest.replace(phrase, "");
    }
    let agency = rest.contains("机关运行经费");
    !agency && PARTS_OF_BODY.iter().any(|word| rest.contains(word))
}

fn without_brackets(piece: &str) -> String {
    let Some((before, rest)) = piece.split_once('(') else { return piece.to_string() };
    match rest.split_once(')') {
        Some((_, behind)) => before.to_string() + behind,
        None => piece.to_string(),
    }
}

/// The only code, or the only class.
fn one<S: crate::code::Scheme>(codes: &[crate::code::Code<S>]) -> Option<crate::code::Code<S>> {
    if let [code] = codes {
        return Some(*code);
    }
    let mut classes = codes.iter().filter(|code| code.level() == Level::Class);
    let class = classes.next().copied()?;
    classes.next().is_none().then_some(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_several_codes_is_of_their_only_class() {
        let code = |digits: &&str| FunctionalCode::literal(digits);
        for (codes, found) in [
            (&["20103"][..], Some("20103")),
            (&["229", "22999", "2299999"], Some("229")),
            (&["22999", "229"], Some("229")),
            (&["22999", "2299999"], None),
            (&["201", "204", "20103"], None),
            (&[], None),
        ] {
            let codes: Vec<FunctionalCode> = codes.iter().map(code).collect();
            assert_eq!(one(&codes), found.as_ref().map(code), "{codes:?}");
        }
    }
}
