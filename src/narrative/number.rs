//! Numbers of a folded line: amounts of money, percentages, counts, years; numerals in characters.

use core::fmt;

use crate::num::amount::Unit;
use crate::num::decimal;
use crate::num::figure::Figure;
use crate::num::lex;
use crate::text::numeral;

/// A percentage as printed, exact.
///
/// ```
/// use cn_budget::narrative::Percent;
///
/// assert_eq!(Percent::new(7173, 2).to_string(), "71.73%");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Percent {
    mantissa: i64,
    decimals: u8,
}

impl Percent {
    /// `mantissa` × 10^−`decimals` percent.
    pub const fn new(mantissa: i64, decimals: u8) -> Self {
        Self { mantissa, decimals }
    }

    /// The digits without the point.
    pub const fn mantissa(self) -> i64 {
        self.mantissa
    }

    /// The digits behind the point.
    pub const fn decimals(self) -> u8 {
        self.decimals
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", decimal::text(i128::from(self.mantissa), self.decimals, false))
    }
}

crate::named::debug_as_printed!(Percent);

/// What a number is, by what stands around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Number {
    Money(Figure),
    Percent(Percent),
    /// 3辆: so many things.
    Count(i64, &'static str),
    /// 2024年.
    Year(u16),
    /// 单价100万元以上, 5元/人, 个百分点, 倍: no amount of a budget.
    Other,
    /// A number with nothing behind it: mantissa and decimals.
    Bare(i64, u8),
    /// An amount of more digits than a figure holds.
    TooLong,
}

/// Words that count things, the longest first.
const MEASURES: &[&str] = &[
    "平方米",
    "公里",
    "人次",
    "批次",
    "台次",
    "人天",
    "辆",
    "台",
    "套",
    "个",
    "家",
    "名",
    "人",
    "次",
    "批",
    "项",
    "件",
    "份",
    "场",
    "期",
    "处",
    "幢",
    "户",
    "条",
    "间",
    "所",
    "座",
    "艘",
    "架",
    "亩",
    "吨",
    "册",
    "篇",
    "块",
    "岁",
    "分",
];

/// What is no count of things and no amount: dates, ordinals, multiples.
const OTHERS: &[&str] = &[
    "个百分点",
    "百分点",
    "倍",
    "月",
    "日",
    "号",
    "时",
    "天",
    "届",
    "级",
    "层",
    "类",
    "款",
    "点",
    "千米",
    "‰",
    "度",
    "周",
    "季度",
    "个月",
];

/// The number at the beginning of a folded text, and its length. `before` is what precedes it.
pub(super) fn read(before: &str, text: &str) -> Option<(Number, usize)> {
    let first = text.chars().next()?;
    if first.is_ascii_digit() || first == '-' {
        let (number, length) = lex::number(text)?;
        let behind = text.get(length..)?;
        let (what, unit) = unit(before, number.mantissa, number.decimals, behind);
        return Some((what, length + unit));
    }
    numeral(text)
}

/// What some digits are that no number holds, and their length with the unit behind them.
pub(super) fn too_long(text: &str) -> (Number, usize) {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    let digits = (text.len() - behind.len()).max(1);
    match money_unit(behind) {
        Some((_, length)) => (Number::TooLong, digits + length),
        None => (Number::Other, digits),
    }
}

/// What the words behind a number make of it, and their length.
fn unit(before: &str, mantissa: i64, decimals: u8, behind: &str) -> (Number, usize) {
    let vague = ["余", "多"].into_iter().find(|word| behind.starts_with(word)).map_or(0, str::len);
    if let Some((unit, length)) = money_unit(behind.get(vague..).unwrap_or_default()) {
        let length = vague + length;
        let rest = behind.get(length..).unwrap_or_default();
        if is_price(rest) || is_threshold(rest) {
            return (Number::Other, length);
        }
        let what = Figure::new(mantissa, decimals, unit).map_or(Number::TooLong, Number::Money);
        return (what, length);
    }
    if behind.starts_with('%') {
        return (Number::Percent(Percent::new(mantissa, decimals)), 1);
    }
    if decimals == 0 && behind.starts_with('年') {
        return match u16::try_from(mantissa).ok().filter(|year| (1949..=2200).contains(year)) {
            Some(year) => {
                let length =
                    if behind.starts_with("年度") { "年度".len() } else { "年".len() };
                (Number::Year(year), length)
            }
            None => (Number::Other, "年".len()),
        };
    }
    if let Some(word) = OTHERS.iter().find(|&&word| behind.starts_with(word)) {
        return (Number::Other, word.len());
    }
    if before.ends_with('第') {
        return (Number::Other, 0);
    }
    let many = if behind.starts_with('万') { "万".len() } else { 0 };
    let counted = behind.get(many..).unwrap_or_default();
    if let Some(measure) = MEASURES.iter().find(|&&measure| counted.starts_with(measure)) {
        let length = many + measure.len();
        return match (decimals, many, *measure) {
            (_, _, "分") => (Number::Other, length),
            (0, 0, _) => (Number::Count(mantissa, measure), length),
            _ => (Number::Other, length),
        };
    }
    (Number::Bare(mantissa, decimals), 0)
}

/// 元, 万元, 亿元; 万 alone, unless it counts something else.
fn money_unit(text: &str) -> Option<(Unit, usize)> {
    if let Some(unit) = Unit::starting(text) {
        return Some((unit, unit.label().len()));
    }
    for (word, unit) in [("万", Unit::WanYuan), ("亿", Unit::YiYuan)] {
        let Some(rest) = text.strip_prefix(word) else { continue };
        let counts =
            MEASURES.iter().any(|measure| rest.starts_with(measure)) || rest.starts_with('字');
        return (!counts).then_some((unit, word.len()));
    }
    None
}

/// 元/人, 元每人, 万元/年: a price.
fn is_price(behind: &str) -> bool {
    behind.starts_with('/') || behind.starts_with("每")
}

/// 以上, (含)以上: a limit.
fn is_threshold(behind: &str) -> bool {
    let rest = behind.strip_prefix("(含)").or_else(|| behind.strip_prefix('含')).unwrap_or(behind);
    ["以上", "以下", "及以上", "(含)以上", "起"].iter().any(|word| rest.starts_with(word))
}

/// 叁佰万元, 十五点八万元: an amount in characters.
fn numeral(text: &str) -> Option<(Number, usize)> {
    let (number, length) = numeral::leading(text)?;
    let behind = text.get(length..)?;
    let unit = Unit::starting(behind)?;
    let length = length + unit.label().len();
    let rest = text.get(length..)?;
    if is_price(rest) || is_threshold(rest) {
        return Some((Number::Other, length));
    }
    let figure = Figure::new(number.mantissa, number.decimals, unit);
    Some((figure.map_or(Number::TooLong, Number::Money), length))
}

#[cfg(test)]
mod tests {
    use alloc::{format, string::String};

    use super::*;

    fn told(text: &str) -> String {
        match read("", text) {
            Some((Number::Money(figure), length)) => {
                format!("{}|{}", figure.to_text_with_unit(), &text[length..])
            }
            Some((Number::Percent(percent), length)) => format!("{percent}|{}", &text[length..]),
            Some((what, length)) => format!("{what:?}|{}", &text[length..]),
            None => "none".into(),
        }
    }

    #[test]
    fn numbers_are_what_stands_behind_them() {
        for (text, expected) in [
            ("1,051.74万元，", "1,051.74万元|，"),
            ("0.3万。", "0.3万元|。"),
            ("5亿,", "5亿元|,"),
            ("3万人次", "Other|"),
            ("12.5%", "12.5%|"),
            ("2024年度", "Year(2024)|"),
            ("12月31日", "Other|31日"),
            ("100万元(含)以上", "Other|(含)以上"),
            ("50元/人", "Other|/人"),
            ("2.5个百分点", "Other|"),
            ("96人次", "Count(96, \"人次\")|"),
            ("0,支出", "Bare(0, 0)|,支出"),
            ("叁佰万元", "300万元|"),
            ("十五点八万元", "15.8万元|"),
            ("壹佰万元整", "100万元|整"),
            ("一万二千元", "12,000元|"),
            ("三公经费", "none"),
            ("一般公共预算", "none"),
            ("100余万元", "100万元|"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }
}
