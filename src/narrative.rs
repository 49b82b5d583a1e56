//! The narrative (情况说明): what its prose says of changes against another year.
//!
//! A small reader for the sentences of the templates: *subject* 较 *year* 年 增加 / 减少 *amount*,
//! 主要是 *part* 增加 / 减少 *amount*，…. Only what is understood for certain is a claim; all other
//! amounts and percentages are counted as unread, never guessed at.

use alloc::vec::Vec;
use core::ops::Range;

use crate::{Figure, Unit, lex};

/// A change that the prose states: how much more or less than in another year.
///
/// ```
/// use cn_budget::narrative;
///
/// let text = "收入较2025年减少78.06万元，主要是基本支出增加20.21万元，项目支出减少98.27万元。";
/// let claims = narrative::read(text);
/// let change = &claims.changes[0];
/// assert_eq!((change.base_year, change.figure.to_string().as_str()), (2025, "-78.06"));
/// assert_eq!(change.parts.len(), 2);
/// assert_eq!((claims.read, claims.unread), (3, 0));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// The year compared with.
    pub base_year: u16,
    /// The change, negative for 减少 and 下降.
    pub figure: Figure,
    /// The bytes of the year and of the amount, from 较 to the unit.
    pub range: Range<usize>,
    /// The parts named behind 主要是, if they are a full split into basic and project expenditure.
    pub parts: Vec<Part>,
}

/// One part of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Part {
    /// The change of the part.
    pub figure: Figure,
    /// The bytes from the subject to the unit.
    pub range: Range<usize>,
}

/// What was read out of one text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Claims {
    /// The changes, in the order of the text.
    pub changes: Vec<Change>,
    /// How many amounts and percentages stand in a claim.
    pub read: usize,
    /// How many do not.
    pub unread: usize,
}

/// Reads the claims of a text; linear in its length.
pub fn read(text: &str) -> Claims {
    let mut claims = Claims::default();
    let mut start = 0;
    for sentence in text.split_inclusive(['。', '；', ';']) {
        claims.changes.extend(change(sentence, start));
        start += sentence.len();
    }
    claims.read = claims.changes.iter().map(|change| 1 + change.parts.len()).sum();
    claims.unread = count_amounts(text).saturating_sub(claims.read);
    claims
}

/// The first change of a sentence that starts at byte `offset`.
fn change(sentence: &str, offset: usize) -> Option<Change> {
    let mut clauses = clauses(sentence);
    let (at, clause, found) =
        clauses.find_map(|(at, clause)| Some((at, clause, compared(clause)?)))?;
    let (from, base_year, rest) = found;
    let (figure, behind) = signed(rest)?;
    let end = clause.len() - behind.len();
    let range = offset + at + from..offset + at + end;
    let parts = parts(clauses, offset).unwrap_or_default();
    Some(Change { base_year, figure, range, parts })
}

/// The clauses of a sentence with the bytes at which they start.
fn clauses(sentence: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    sentence.split_inclusive(['，', ',', '。', '；', ';', '：']).map(move |clause| {
        let start = at;
        at += clause.len();
        (start, clause)
    })
}

/// 较2025年 or 比2025年度: where it starts, the year, and what stands behind.
fn compared(clause: &str) -> Option<(usize, u16, &str)> {
    let from = clause.find(['较', '比'])?;
    let word = clause.get(from..)?.chars().next()?.len_utf8();
    let rest = clause.get(from + word..)?;
    let year = rest.get(..4)?.parse().ok().filter(|year| (1949..=2200).contains(year))?;
    let mut rest = rest.get(4..)?.strip_prefix('年')?;
    for filler in ["度", "年初", "预算", "决算", "数"] {
        rest = rest.strip_prefix(filler).unwrap_or(rest);
    }
    Some((from, year, rest))
}

/// 增加20.21万元: the signed figure and what stands behind it.
fn signed(text: &str) -> Option<(Figure, &str)> {
    let (sign, rest) = [("增加", 1), ("增长", 1), ("减少", -1), ("下降", -1)]
        .into_iter()
        .find_map(|(word, sign)| Some((sign, text.strip_prefix(word)?)))?;
    let (number, length) = lex::number(rest)?;
    let rest = rest.get(length..)?;
    let (unit, rest) = unit(rest)?;
    let mantissa = number.mantissa.checked_mul(sign)?;
    let figure = Figure::new(mantissa, number.decimals, unit).ok()?;
    (number.mantissa >= 0).then_some((figure, rest))
}

fn unit(text: &str) -> Option<(Unit, &str)> {
    Unit::ALL.iter().find_map(|&unit| Some((unit, text.strip_prefix(unit.label())?)))
}

/// The parts behind 主要是 and the like: one of basic, one of project expenditure, nothing else, so
/// that together they are the whole.
fn parts<'a>(clauses: impl Iterator<Item = (usize, &'a str)>, offset: usize) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let (mut basic, mut project) = (0, 0);
    for (index, (at, clause)) in clauses.enumerate() {
        let named = if index == 0 {
            ["主要是", "其中：", "其中"].into_iter().find_map(|lead| clause.strip_prefix(lead))?
        } else {
            clause
        };
        let kind = if named.starts_with("基本支出") { &mut basic } else { &mut project };
        *kind += 1;
        let known = named.starts_with("基本支出") || named.starts_with("项目支出");
        let verb = ["增加", "增长", "减少", "下降"].into_iter().filter_map(|v| named.find(v)).min();
        let (figure, rest) = named.get(verb.filter(|_| known)?..).and_then(signed)?;
        rest.chars().all(|c| "，,。；;".contains(c)).then_some(())?;
        let start = offset + at + (clause.len() - named.len());
        parts.push(Part { figure, range: start..offset + at + (clause.len() - rest.len()) });
    }
    (basic == 1 && project == 1).then_some(parts)
}

/// The amounts and percentages of a text: numbers before a unit of money or a percent sign.
fn count_amounts(text: &str) -> usize {
    let mut count = 0;
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        rest = rest.get(start..).unwrap_or_default();
        let length = lex::number(rest).map_or(1, |(_, length)| length.max(1));
        rest = rest.get(length..).unwrap_or_default();
        count += usize::from(unit(rest).is_some() || rest.starts_with(['%', '％']));
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_full_splits_are_parts() {
        let read = |text| super::read(text).changes;
        assert!(read("比2025年减少3万元，主要原因是厉行节约。")[0].parts.is_empty());
        let one = read("比2025年减少3万元，主要是项目支出减少3万元。");
        assert!(one[0].parts.is_empty());
        assert!(read("比2025年持平。").is_empty());
        assert!(read("占比2025万元").is_empty());
        assert!(read("").is_empty());
    }

    #[test]
    fn ranges_cut_out_the_text() {
        let text = "一、支出预算较2026年增加1051.74万元，主要是基本支出预算增加20.21万元，项目支出预算减少98.27万元。";
        let changes = read(text).changes;
        assert_eq!(&text[changes[0].range.clone()], "较2026年增加1051.74万元");
        assert_eq!(&text[changes[0].parts[1].range.clone()], "项目支出预算减少98.27万元");
    }
}
