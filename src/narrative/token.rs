//! Numbers in prose: amounts of money, percentages, counts and years.

use alloc::vec::Vec;
use core::ops::Range;

use crate::num::amount::Unit;
use crate::num::lex;
use crate::num::lex::Number;

/// A number in prose with what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// From the first digit to the end of the unit.
    pub(super) range: Range<usize>,
    pub(super) number: Number,
    pub(super) what: What,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    Money(Unit),
    Percent,
    Count(&'static str),
}

/// Words that count things.
const MEASURES: &[&str] = &[
    "百分点",
    "个百分点",
    "平方米",
    "辆",
    "台",
    "套",
    "个",
    "家",
    "名",
    "人",
    "次",
    "批次",
    "批",
    "项",
    "件",
    "份",
    "场",
    "期",
    "处",
    "幢",
    "户",
];

/// The amounts, percentages and counts of a text, in its order; linear in its length.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(start) = next_digit(text, at) {
        let rest = text.get(start..).unwrap_or_default();
        let Some((number, length)) = lex::number(rest) else {
            at = start + digits(rest);
            continue;
        };
        let end = start + length;
        let behind = text.get(end..).unwrap_or_default();
        let spaces = behind.len() - behind.trim_start_matches([' ', '\u{3000}', '\u{a0}']).len();
        at = end;
        if let Some((what, length)) = unit(behind.get(spaces..).unwrap_or_default()) {
            at = end + spaces + length;
            // 行政运行（01项）: the code of a level, not a count.
            let before = text.get(..start).unwrap_or_default();
            let closed = text.get(at..).unwrap_or_default().starts_with(['）', ')']);
            if what == What::Count("项") && closed && before.ends_with(['（', '(']) {
                continue;
            }
            found.push(Token { range: start..at, number, what });
        }
    }
    found
}

/// Where the next number starts: at a digit, or at the minus right before it.
fn next_digit(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let is_digit = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let start = from + rest.find(is_digit)?;
    let before = text.get(from..start)?.chars().next_back();
    match before {
        Some(minus @ ('-' | '－' | '−')) => Some(start - minus.len_utf8()),
        _ => Some(start),
    }
}

/// The length of a run of digits that is no number: too long a one.
fn digits(text: &str) -> usize {
    let end = text.trim_start_matches(|c: char| c.is_numeric() || "-－−.．,，".contains(c));
    (text.len() - end.len()).max(text.chars().next().map_or(1, char::len_utf8))
}

fn unit(text: &str) -> Option<(What, usize)> {
    if let Some(unit) = Unit::starting(text) {
        return Some((What::Money(unit), unit.label().len()));
    }
    if let Some(sign) = ['%', '％'].into_iter().find(|&sign| text.starts_with(sign)) {
        return Some((What::Percent, sign.len_utf8()));
    }
    let measure = MEASURES.iter().find(|&&measure| text.starts_with(measure))?;
    Some((What::Count(measure), measure.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_as_an_amount() {
        let text = "2024年度共4个项目，涉及-598.42 万元（占99.43％），1,202.95万元，5，其中3辆";
        let read: Vec<_> =
            tokens(text).into_iter().map(|token| (&text[token.range], token.what)).collect();
        assert_eq!(
            read,
            [
                ("4个", What::Count("个")),
                ("-598.42 万元", What::Money(Unit::WanYuan)),
                ("99.43％", What::Percent),
                ("1,202.95万元", What::Money(Unit::WanYuan)),
                ("3辆", What::Count("辆")),
            ]
        );
        assert!(tokens("9".repeat(10_000).as_str()).is_empty());
    }

    #[test]
    fn the_code_of_a_level_is_no_count() {
        let read = |text: &'static str| -> Vec<&'static str> {
            tokens(text).into_iter().map(|token| &text[token.range]).collect()
        };
        assert_eq!(read("行政运行（01项）"), [""; 0]);
        assert_eq!(read("行政运行(01项)30万元"), ["30万元"]);
        assert_eq!(read("另有活动（3项，30万元）"), ["3项", "30万元"]);
        assert_eq!(read("（活动3项）"), ["3项"]);
        assert_eq!(read("（3辆）（30万元）（5%）"), ["3辆", "30万元", "5%"]);
    }

    #[test]
    fn a_number_that_is_too_long_is_none_and_hides_no_other() {
        let text = "9".repeat(25) + "万元，另5万元";
        let read: Vec<&str> = tokens(&text).into_iter().map(|token| &text[token.range]).collect();
        assert_eq!(read, ["5万元"]);
    }
}
