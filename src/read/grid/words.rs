//! The words around a table and in its headings: titles, units, numbers of tables, notes, keys.

use alloc::string::String;

use super::shape;

/// Whether a text has one of some words, which stand between spaces.
pub(super) fn has(text: &str, words: &str) -> bool {
    words.split(' ').any(|word| text.contains(word))
}

/// Whether a text ends in one of some words.
pub(super) fn ends(text: &str, words: &str) -> bool {
    words.split(' ').any(|word| text.ends_with(word))
}

/// Whether a text begins with one of some words.
pub(super) fn starts(text: &str, words: &str) -> bool {
    words.split(' ').any(|word| text.starts_with(word))
}

/// Whether a text is one of some words.
pub(super) fn is(text: &str, words: &str) -> bool {
    words.split(' ').any(|word| text == word)
}

/// The units that are printed over tables, longer ones first.
const UNITS: [&str; 6] = ["亿元", "百万元", "千万元", "万元", "千元", "元"];

/// The unit that a line or a title tells: `单位：万元`, `金额单位:元`, `（万元）`.
pub(super) fn unit(text: &str) -> Option<&'static str> {
    let folded = shape::fold(text);
    for (at, word) in folded.match_indices("单位") {
        let behind = folded.get(at.saturating_add(word.len())..).unwrap_or_default();
        if let Some(unit) = unit_at(behind.trim_start_matches([':', '(', '为', '是', '.', ';'])) {
            return Some(unit);
        }
    }
    for (at, _) in folded.match_indices('(') {
        let behind = folded.get(at.saturating_add(1)..).unwrap_or_default();
        let Some((inside, _)) = behind.split_once(')') else { continue };
        if let Some(unit) = UNITS.into_iter().find(|unit| *unit == inside) {
            return Some(unit);
        }
    }
    UNITS.into_iter().find(|unit| *unit == folded)
}

fn unit_at(text: &str) -> Option<&'static str> {
    let text = text.strip_prefix("人民币").unwrap_or(text);
    UNITS.into_iter().find(|unit| text.starts_with(unit))
}

/// The number of a table that a text is nothing but: `公开01表`, `部门公开表1`, `附件13`, `表3-1`.
pub(super) fn table_number(text: &str) -> Option<u32> {
    let folded = shape::fold(text);
    if folded.chars().count() > 14 {
        return None;
    }
    let mut rest = folded.as_str();
    let mut named = false;
    let mut number = None;
    'words: while !rest.is_empty() {
        for word in [
            "附件", "附表", "表", "部门", "单位", "预算", "决算", "公开", "财决", "批复", "附",
            "第", "号", ":",
        ] {
            // Behind the number 单位 and the like begin the title: 表一：单位收支总表.
            let fits = number.is_none() || matches!(word, "表" | "附表" | "号" | ":");
            if let Some(behind) = rest.strip_prefix(word).filter(|_| fits) {
                named |= matches!(word, "附件" | "附表" | "表");
                rest = behind;
                continue 'words;
            }
        }
        if number.is_some() {
            return None;
        }
        let (value, behind) = leading_number(rest)?;
        number = Some(value);
        rest = behind;
        // 表3-1 is a part of the third table.
        if let Some(part) = rest.strip_prefix('-') {
            rest = part.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    number.filter(|_| named)
}

/// The number at the beginning of a folded text, in digits or Chinese, and what stands behind it.
fn leading_number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && digits <= 3 {
        let (number, rest) = text.split_at_checked(digits)?;
        return Some((number.parse().ok()?, rest));
    }
    let rest = text.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
    let number = text.get(..text.len().checked_sub(rest.len())?)?;
    Some((chinese_number(number)?, rest))
}

/// 一 … 九十九.
fn chinese_number(text: &str) -> Option<u32> {
    let digit =
        |c: char| "一二三四五六七八九".chars().position(|d| d == c).map(|at| at.saturating_add(1));
    let value = match text.split_once('十') {
        Some((tens, ones)) => {
            let one = |part: &str, none: usize| match part.chars().next() {
                Some(c) if part.chars().count() == 1 => digit(c),
                Some(_) => None,
                None => Some(none),
            };
            one(tens, 1)?.saturating_mul(10).saturating_add(one(ones, 0)?)
        }
        None if text.chars().count() == 1 => digit(text.chars().next()?)?,
        None => return None,
    };
    u32::try_from(value).ok()
}

/// A title over a table, with the number of the table where it is printed in front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Title {
    pub(super) text: String,
    pub(super) number: Option<u32>,
}

/// The longest title, in characters.
const LONGEST_TITLE: usize = 64;

/// Reads a line as a title: it ends in 表, or in 表 and a bracket.
pub(super) fn title(line: &str) -> Option<Title> {
    let text = shape::clean(line);
    let count = text.chars().count();
    if !(3..=LONGEST_TITLE).contains(&count) || is_sentence(&text) || table_number(&text).is_some()
    {
        return None;
    }
    let (number, rest) = match numbered_title(&text) {
        Some((number, rest)) => (Some(number), rest),
        None => (None, unnumbered(&text)),
    };
    let bare = without_brackets(rest.trim_end_matches(['：', ':']));
    let bare = bare.strip_suffix("续").map_or(bare, |bare| bare.trim_end_matches(['-', '—']));
    let fits = bare.ends_with('表') && bare.chars().count() >= 3 && !is_reference(bare);
    fits.then(|| Title { text: rest.trim_end_matches(['：', ':']).into(), number })
}

/// A text without the brackets at its end: 支出表（按科目） → 支出表.
pub(super) fn without_brackets(text: &str) -> &str {
    let mut text = text;
    while let Some(open) = text
        .strip_suffix(['）', ')', '】', ']', '〕'])
        .and_then(|inside| inside.rfind(['（', '(', '【', '[', '〔']))
    {
        text = text.get(..open).unwrap_or_default();
    }
    text
}

/// A line that speaks of a table and is none of its own: 详见附表, 本表.
fn is_reference(text: &str) -> bool {
    has(text, "见附表 见下表 如下表 见表 本表 上表 下表")
        || matches!(text, "附表" | "目录表" | "续表" | "报表")
}

/// `表1 收支总表`, `附表2：收入总表`, `公开03表支出总表` → number and title.
fn numbered_title(text: &str) -> Option<(u32, &str)> {
    let ends = text.char_indices().skip(1).take(12).map(|(at, _)| at);
    let found = ends.filter_map(|at| {
        let (front, title) = text.split_at_checked(at)?;
        // A year begins a title, other digits are those of the number: 表一2025年收支总表, 表1-2.
        let year = title.find('年') == Some(4) && title.starts_with("20");
        let fits = title.chars().count() >= 3
            && (year || !title.starts_with(|c: char| c.is_ascii_digit() || c == '-'));
        table_number(front).filter(|_| fits).map(|number| (number, title))
    });
    let (number, title) = found.last()?;
    let title =
        title.trim_start_matches([' ', '：', ':', '、', '.', '．', '-', '—', '　', ')', '）']);
    Some((number, title))
}

/// A title without the numbering of its section: 一、收支总表.
pub(super) fn unnumbered(text: &str) -> &str {
    split_number(text).map_or(text, |(_, _, rest)| rest.trim_start_matches(['、', ' ']))
}

/// The numbering in front of a text, as its level and its number: 第一部分 0, 一、 1, （一） 2, 1. 3, (1) 4.
pub(super) fn numbering(text: &str) -> Option<(u8, u32)> {
    split_number(text).map(|(level, number, _)| (level, number))
}

/// The numbering in front of a text, and what stands behind it.
fn split_number(text: &str) -> Option<(u8, u32, &str)> {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix('第') {
        let (number, rest) = leading_number(rest)?;
        return Some((0, number, rest.strip_prefix("部分")?));
    }
    let chinese = |text: &str| text.starts_with(|c| "一二三四五六七八九十".contains(c));
    if let Some(inside) = text.strip_prefix(['（', '(']) {
        let (number, rest) = leading_number(inside)?;
        let level = if chinese(inside) { 2 } else { 4 };
        return Some((level, number, rest.strip_prefix(['）', ')'])?));
    }
    if let Some(circled @ '①'..='⑳') = text.chars().next() {
        let number = u32::from(circled).saturating_sub(u32::from('①')).saturating_add(1);
        return Some((5, number, text.get(circled.len_utf8()..)?));
    }
    let (number, rest) = leading_number(text)?;
    let behind = rest.trim_start().strip_prefix(['、', '.', '．'])?;
    let level = if chinese(text) { 1 } else { 3 };
    // 1.5 is an amount, 1.2025年 a first year.
    let year = behind.find('年').is_some_and(|at| at == 4);
    let fits = year || !behind.starts_with(|c: char| c.is_ascii_digit());
    fits.then_some((level, number, behind))
}

/// Whether a text is prose: it has a mark that ends a sentence or a clause.
pub(super) fn is_sentence(text: &str) -> bool {
    text.contains(['。', '；', '，', ';', '！', '？'])
}

/// What the lines are called that tell who made a table and when.
const NOISE: &str = "编制单位 编报单位 填报单位 填表单位 填报部门 编制部门 \
    部门名称 单位名称 预算单位 公开部门 公开单位 主管部门 \
    编报日期 填报日期 编制日期 制表日期 部门(单位) 单位(部门) 单位代码 预算代码";

/// Whether a line around a table says nothing about its figures: who made it, when, which number
/// it has, which page it stands on.
pub(super) fn is_noise(text: &str) -> bool {
    let folded = shape::fold(text);
    let begins = |name: &str| {
        folded
            .strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '(']))
    };
    NOISE.split(' ').any(begins)
        || starts(&folded, "部门: 单位: 附件: 编制: 部门公开")
        || table_number(text).is_some()
        || is_page_number(text)
        || is(&folded, "附件 附表 续表 (续) 续")
}

/// Whether a line is the number of a page: `— 10 —`, `第 3 页 共 9 页`, `- 3 -`, `12`.
pub(super) fn is_page_number(text: &str) -> bool {
    if shape::amount(text).is_some_and(|amount| amount.plain) {
        return false;
    }
    let bare: String = shape::fold(text)
        .chars()
        .filter(|c| !matches!(c, '-' | '第' | '页' | '共' | '/' | '·' | '~' | ',' | '.'))
        .collect();
    !bare.is_empty() && bare.len() <= 6 && bare.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a row or a line is a note to a table: 注：…, 说明：…
pub(super) fn is_note(text: &str) -> bool {
    crate::text::is_note(&shape::fold(text))
}

/// Whether a name is that of a sum: 合计, 本年收入合计, 支出总计.
pub(super) fn is_total(text: &str) -> bool {
    let folded = shape::fold(text);
    let bare = folded.trim_end_matches([':', '-']);
    ends(bare, "合计 总计 小计 共计") && bare.chars().count() <= 16
}

/// Whether a heading is the level of a code in a column of its own: 类, 款, 项.
pub(super) fn code_part(text: &str) -> Option<usize> {
    let folded = shape::fold(text);
    ["类", "款", "项", "目"].iter().position(|part| *part == folded)
}

/// Whether a heading is that of a column of codes.
pub(super) fn is_code_heading(text: &str) -> bool {
    let folded = shape::fold(text);
    ends(without_brackets(&folded), "编码 代码 编号 科目号") || code_part(text).is_some()
}

/// Whether a heading is that of a column that tells what a row is about.
pub(super) fn is_key_heading(text: &str) -> bool {
    let folded = shape::fold(text);
    let bare = without_brackets(&folded);
    is_code_heading(bare)
        || ends(bare, "名称 科目 项目 分类 功能类 科目(单位)")
        || matches!(bare, "收入" | "支出") && bare.len() < folded.len()
}

/// Whether a heading is that of a column of units, which never names a row where another does.
pub(super) fn is_unit_heading(text: &str) -> bool {
    let folded = shape::fold(text);
    folded.contains("单位")
        || folded.contains("部门代码")
        || folded.contains("部门名称")
        || folded == "部门"
}

/// Whether a heading is that of the numbers of the rows: 行次, 序号.
pub(super) fn is_row_number_heading(text: &str) -> bool {
    is(&shape::fold(text), "行次 序号 行号")
}

/// Whether a heading is that of a column of words.
pub(super) fn is_text_heading(text: &str) -> bool {
    let folded = shape::fold(text);
    is_key_heading(&folded)
        || is_unit_heading(&folded)
        || folded.starts_with("是否")
        || ends(
            &folded,
            "备注 说明 状态 类型 类别 内容 依据 用途 属性 方式 品目 目标 地区 级次 原因",
        )
}

/// Whether a heading speaks of money.
pub(super) fn is_money(text: &str) -> bool {
    let folded = shape::fold(text);
    has(&folded, "预算 决算 金额 合计 小计 总计 收入 支出 经费 拨款 资金 执行数 收支")
}

/// A side of a table of income and expenditure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Income,
    Expenditure,
}

impl Side {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Income => "收入",
            Self::Expenditure => "支出",
        }
    }

    /// The side that a heading tells, if it tells one and not both.
    pub(super) fn of(text: &str) -> Option<Self> {
        let folded = shape::fold(text);
        let income = folded.contains("收入") || folded.contains("来源");
        let expenditure =
            folded.contains("支出") || folded.contains("运用") || folded.contains("使用");
        match (income, expenditure) {
            (true, false) => Some(Self::Income),
            (false, true) => Some(Self::Expenditure),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units() {
        for (text, expected) in [
            ("单位：万元", Some("万元")),
            ("金额单位:元", Some("元")),
            ("编制单位：某局 金额单位：万元", Some("万元")),
            ("部门支出总表（万元）", Some("万元")),
            ("单位：人民币元", Some("元")),
            ("单位：某局", None),
            ("单位 ： 万 元", Some("万元")),
            ("万元", Some("万元")),
            ("共3万元", None),
        ] {
            assert_eq!(unit(text), expected, "{text}");
        }
    }

    #[test]
    fn numbers_of_tables() {
        for (text, expected) in [
            ("公开01表", Some(1)),
            ("财决公开08表", Some(8)),
            ("部门公开表1", Some(1)),
            ("附件13", Some(13)),
            ("表3-1", Some(3)),
            ("附表十二", Some(12)),
            ("预算公开表二", Some(2)),
            ("01", None),
            ("收支总表", None),
            ("2025年", None),
        ] {
            assert_eq!(table_number(text), expected, "{text}");
        }
    }

    #[test]
    fn titles() {
        for (line, expected, number) in [
            ("收支总表", Some("收支总表"), None),
            (" 表1  收支总表", Some("收支总表"), Some(1)),
            ("附表2：2025年部门收入总表", Some("2025年部门收入总表"), Some(2)),
            ("公开03表支出决算表", Some("支出决算表"), Some(3)),
            ("一、部门收支总表", Some("部门收支总表"), None),
            ("（二）部门收入总表", Some("部门收入总表"), None),
            ("表一：单位收支总表", Some("单位收支总表"), Some(1)),
            ("附件1部门预算收支总表", Some("部门预算收支总表"), Some(1)),
            ("预算01表 单位收入总表", Some("单位收入总表"), Some(1)),
            ("表一2025年收支总表", Some("2025年收支总表"), Some(1)),
            ("支出总表（按功能科目）（万元）", Some("支出总表（按功能科目）（万元）"), None),
            ("收支总表（续）", Some("收支总表（续）"), None),
            ("详见附表", None, None),
            ("具体情况如下表", None, None),
            ("公开01表", None, None),
            ("我单位，收支总表", None, None),
            ("部门收支情况", None, None),
        ] {
            let read = title(line);
            assert_eq!(read.as_ref().map(|title| title.text.as_str()), expected, "{line}");
            assert_eq!(read.and_then(|title| title.number), number, "{line}");
        }
    }

    #[test]
    fn numbers_of_pages() {
        for text in ["— 10 —", "第 3 页 共 9 页", "12", "- 3 -", "3/9"] {
            assert!(is_page_number(text), "{text}");
        }
        assert!(!is_page_number("1,051.74"));
        for text in ["", "第三部分", "12.30万元", "2026年"] {
            assert!(!is_page_number(text), "{text}");
        }
    }
}
