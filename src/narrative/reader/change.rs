//! Changes: 较 2025 年减少 78.06 万元, 下降 1.87%, 与上年持平.

use core::ops::Range;

use super::{Reader, is_thin, list, value::bare_of_time};
use crate::kind::Stage;
use crate::narrative::token::{Token, What};
use crate::narrative::{By, ClaimId, ClaimKind, Context, Percent, Subject, subject};
use crate::num::figure::Figure;
use crate::scope::{Dimension, Scope};

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
    ("增", 1),
    ("减少", -1),
    ("下降", -1),
    ("降低", -1),
    ("减低", -1),
    ("调减", -1),
    ("压减", -1),
    ("缩减", -1),
    ("降幅", -1),
    ("减", -1),
];

/// The other verb of a template that offers both.
const OFFERED: &[&str] = &["（增长）", "（下降）", "（减少）", "（增加）"];

/// Words that say that nothing changed.
const FLAT: &[&str] =
    &["持平", "无变化", "没有变化", "未发生变化", "无增减变化", "无增减", "不变", "一致", "相同"];

/// What a change compares with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Base {
    pub(super) year: u16,
    /// The stage, where the words name one.
    pub(super) stage: Option<Stage>,
}

impl Reader<'_, '_> {
    /// 较 2025 年减少 78.06 万元, 下降 1.87%.
    pub(super) fn change_by(&mut self, words: &str, token: &Token, range: &Range<usize>) -> bool {
        let words = words.trim_end_matches(['约', '为']);
        // 下降（增长）: what the template offers was left standing.
        let words = OFFERED.iter().find_map(|word| words.strip_suffix(word)).unwrap_or(words);
        let found = VERBS.iter().find_map(|&(verb, sign)| Some((words.strip_suffix(verb)?, sign)));
        let Some((before, sign)) = found else { return false };
        let (Some(by), told) = (by(token, sign), token.number.mantissa) else { return false };
        let (named, before) = list::without_opener(before);
        if named {
            self.whole_change = self.change.map(|(id, _)| id).or(self.whole_change);
        }
        let compared = base(before, self.context);
        if let Some(found) = &compared {
            self.base = Some((found.base, range.clone()));
        }
        let words = compared.as_ref().map_or(before, |found| found.subject.trim());
        self.elsewhere |= subject::is_elsewhere(words);
        let own = self.context.own_scope(words);
        let start = match &self.base {
            Some((_, told)) if compared.is_none() && self.change.is_none() => told.start,
            _ => range.start,
        };
        let part_of =
            self.whole_change.filter(|_| compared.is_none() && own.is_none_or(|own| !is_thin(own)));
        let (subject, of) = match (own, self.change) {
            _ if self.elsewhere => (Subject::Elsewhere, None),
            // A part that no table prints is still a part: 主要是信息化经费减少5万元.
            (None, _) if part_of.is_some() => (Subject::Elsewhere, None),
            (None, _) => return false,
            // 减少 56.95 万元，下降 1.87%: the same change told twice.
            (Some(own), Some((_, subject))) if is_thin(own) && matches!(by, By::Percent(_)) => {
                (subject, subject.scope().and_then(|scope| self.value_of(scope)))
            }
            (Some(own), _) => match self.changed(own) {
                Some(changed) => changed,
                None => return false,
            },
        };
        // 减少-5万元 says neither what it says nor the contrary.
        let (subject, of) = if told < 0 { (Subject::Elsewhere, None) } else { (subject, of) };
        let base = self.base.as_ref().map(|(base, _)| *base);
        let kind = ClaimKind::Change {
            subject,
            of,
            base_year: base.map(|base| base.year),
            base_stage: base.and_then(|base| base.stage),
            by,
            part_of,
        };
        let id = self.claim_of(start..range.end, token, kind);
        if part_of.is_none() {
            self.change = Some((id, subject));
        }
        true
    }

    /// 与 2024 年预算持平.
    pub(super) fn flat(&mut self, words: &str, range: &Range<usize>) -> bool {
        let Some(before) = FLAT.iter().find_map(|word| words.strip_suffix(word)) else {
            return false;
        };
        let before = before.strip_suffix("保持").unwrap_or(before);
        let nearly = before.strip_suffix("基本").or_else(|| before.strip_suffix("大体"));
        let (before, by) = nearly.map_or((before, By::Flat), |before| (before, By::NearlyFlat));
        let before = before.strip_suffix("保持").unwrap_or(before);
        let found = base(before, self.context);
        let words = found.as_ref().map_or(before, |found| found.subject.trim());
        let known = found.as_ref().map(|found| found.base);
        let Some(base) = known.or(self.base.as_ref().map(|(base, _)| *base)) else {
            return false;
        };
        let Some(own) = self.context.own_scope(words) else { return false };
        let Some((subject, of)) = self.changed(own) else { return false };
        let kind = ClaimKind::Change {
            subject,
            of,
            base_year: Some(base.year),
            base_stage: base.stage,
            by,
            part_of: None,
        };
        self.claim(range.clone(), kind);
        true
    }

    /// What a change is of: what its words say, or else the last value.
    fn changed(&mut self, own: Scope) -> Option<(Subject, Option<ClaimId>)> {
        if self.elsewhere {
            return Some((Subject::Elsewhere, None));
        }
        if is_thin(own) && !own.fixes(Dimension::Flow) {
            if let Some((id, subject)) = self.last {
                let year = own
                    .year()
                    .is_none_or(|year| subject.scope().and_then(Scope::year) == Some(year));
                return year.then_some((subject, Some(id)));
            }
        }
        let (scope, _) = self.complete(own)?;
        if is_thin(scope) && !scope.fixes(Dimension::Flow) {
            return None;
        }
        self.sentence = Some(bare_of_time(scope));
        Some((Subject::Scope(scope), self.value_of(scope)))
    }
}

fn by(token: &Token, sign: i64) -> Option<By> {
    let mantissa = token.number.mantissa.checked_mul(sign)?;
    Some(match token.what {
        What::Percent => By::Percent(Percent::new(mantissa, token.number.decimals)),
        What::Money(unit) => By::Amount(Figure::new(mantissa, token.number.decimals, unit).ok()?),
        What::Count(_) => return None,
    })
}

/// What words compare with, and the words without the comparison.
pub(super) struct Compared<'w> {
    pub(super) base: Base,
    pub(super) subject: &'w str,
}

/// Words between the year compared with and the rest.
const BEHIND_YEAR: &[(&str, Option<Stage>)] = &[
    ("年初预算数", Some(Stage::Budget)),
    ("年初预算", Some(Stage::Budget)),
    ("当年预算执行数", Some(Stage::Final)),
    ("预算执行数", Some(Stage::Final)),
    ("执行数", Some(Stage::Final)),
    ("预算数", Some(Stage::Budget)),
    ("决算数", Some(Stage::Final)),
    ("预算", Some(Stage::Budget)),
    ("决算", Some(Stage::Final)),
    ("部门", None),
    ("单位", None),
    ("收支", None),
    ("同期", None),
    ("数", None),
    ("相比", None),
    ("对比", None),
    ("比", None),
];

/// 较 2025 年, 比上年, 与 2023 年度决算数相比, 同比, 较年初预算.
pub(super) fn base<'w>(words: &'w str, context: &Context) -> Option<Compared<'w>> {
    const MARKERS: [char; 5] = ['比', '较', '与', '同', '和'];
    let now = context.year;
    for (at, marker) in words.char_indices().filter(|(_, c)| MARKERS.contains(c)) {
        let (before, rest) = (words.get(..at)?, words.get(at + marker.len_utf8()..)?);
        let of = |behind: &'w str| if behind.is_empty() { before } else { behind };
        if marker == '同' && rest.starts_with('比') {
            let behind = rest.trim_start_matches('比');
            let base = Base { year: now.checked_sub(1)?, stage: None };
            return Some(Compared { base, subject: of(behind) });
        }
        let rest = rest.trim_start();
        let (year, behind) = match subject::year(rest, now) {
            Some(found) => found,
            // 比年初预算减少: the document's own year, at another stage.
            None if context.stage == Stage::Final && is_budget(rest) => (now, rest),
            None => continue,
        };
        let (stage, behind) = behind_year(without_note(behind));
        let behind = behind.trim_start_matches(['，', ',']);
        return Some(Compared { base: Base { year, stage }, subject: of(behind) });
    }
    None
}

fn is_budget(words: &str) -> bool {
    ["年初预算", "预算数", "当年预算", "本年预算"].iter().any(|word| words.starts_with(word))
}

/// 比2022年（上一年度，下同）预算: the words behind a note on the year.
fn without_note(words: &str) -> &str {
    let inside = words.strip_prefix(['（', '(']);
    inside.and_then(|inside| inside.split_once(['）', ')'])).map_or(words, |(_, behind)| behind)
}

/// The stage that the words behind a year name, and what is left of them.
fn behind_year(words: &str) -> (Option<Stage>, &str) {
    let (mut stage, mut rest) = (None, words);
    for &(word, named) in BEHIND_YEAR {
        if let Some(behind) = rest.strip_prefix(word) {
            (stage, rest) = (stage.or(named), behind);
        }
    }
    (stage, rest)
}
