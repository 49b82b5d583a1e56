//! Headings of prose: 一、, （一）, 1. and what they fix for the text below them.

use crate::text::numeral;

/// The level of the numbering at the beginning of a text, `None` without one: 第一部分 is 0, 一、 1,
/// （一） 2, 1. 3, (1) 4, ① 5. Of two numbers in a row (五、2) the deeper one counts.
pub(super) fn level(text: &str) -> Option<u8> {
    let (level, rest) = one(text.trim_start())?;
    Some(self::level(rest).map_or(level, |deeper| deeper.max(level)))
}

/// Where the heading ends that `text` begins with, `None` if it begins with none. A heading may run
/// into the text behind it (收入支出决算总体情况说明某单位2024年度收入支出总计); `alone` says that
/// no amount follows, so that all may be heading.
pub(super) fn end(text: &str, alone: bool) -> Option<usize> {
    let mark = text.find(['。', '：', ':', '\n']);
    let run_in = ["情况", "说明"].into_iter().filter_map(|word| text.find(word)).min();
    match (run_in.filter(|&at| mark.is_none_or(|mark| at < mark)), mark) {
        (Some(at), _) => {
            let rest = text.get(at..).unwrap_or_default();
            let behind = rest.trim_start_matches("情况").trim_start_matches("的");
            Some(text.len() - behind.trim_start_matches("说明").len())
        }
        (None, Some(mark)) => Some(mark),
        (None, None) => alone.then_some(text.len()),
    }
}

/// What stands behind the numbering of a text.
pub(super) fn behind_number(text: &str) -> &str {
    one(text.trim_start()).map_or(text, |(_, rest)| rest)
}

fn one(text: &str) -> Option<(u8, &str)> {
    if let Some(rest) = text.strip_prefix('第') {
        let rest = chinese(rest)?.strip_prefix("部分")?;
        return Some((0, rest));
    }
    if let Some(rest) = text.strip_prefix(['（', '(']) {
        let close = ['）', ')'];
        if let Some(rest) = chinese(rest).and_then(|rest| rest.strip_prefix(close)) {
            return Some((2, rest));
        }
        return Some((4, digits(rest)?.strip_prefix(close)?));
    }
    if let Some(rest) = text.strip_prefix(|c: char| ('①'..='⑳').contains(&c)) {
        return Some((5, rest));
    }
    if let Some(rest) = chinese(text) {
        return match rest.strip_prefix(['、', '.', '．']) {
            Some(rest) => Some((1, rest)),
            None if rest.is_empty() || rest.starts_with(['（', '(']) => Some((1, rest)),
            None => None,
        };
    }
    let rest = digits(text)?;
    match rest.strip_prefix(['、', '.', '．', ')', '）']) {
        Some(rest) if !rest.starts_with(|c: char| c.is_ascii_digit()) => Some((3, rest)),
        None if rest.is_empty() => Some((3, rest)),
        _ => None,
    }
}

/// What stands behind a Chinese number of at most three characters.
fn chinese(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(numeral::is_numeral);
    let length = text.len() - rest.len();
    (length > 0 && length <= 9).then_some(rest)
}

/// What stands behind a number of at most two digits.
fn digits(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let length = text.len() - rest.len();
    (length > 0 && length <= 2).then_some(rest)
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn numbering_has_levels() {
        for (text, expected) in [
            ("第三部分 决算情况", Some(0)),
            ("一、收入支出", Some(1)),
            ("（二）支出预算", Some(2)),
            ("二（二）支出预算", Some(2)),
            ("五、2", Some(3)),
            ("11、住房保障支出", Some(3)),
            ("1.“一般公共服务支出", Some(3)),
            ("1.5万元", None),
            ("2025年部门预算", None),
            ("一般公共预算", None),
            ("三公经费", None),
            ("(1)货物", Some(4)),
            ("12", Some(3)),
            ("5万元", None),
            ("3年内完成", None),
            ("", None),
        ] {
            assert_eq!(level(text), expected, "{text}");
        }
    }

    #[test]
    fn a_heading_ends_at_its_mark_or_runs_into_its_text() {
        for (heading, rest) in [
            ("收入支出决算总体情况说明", "某单位2024年度收入支出总计"),
            ("收入支出决算总体情况说明", "某单位本年收入。其他"),
            ("收入支出决算情况的说明", "：某单位"),
            ("收入支出", "。基本情况"),
            ("收入支出", "：说明"),
        ] {
            let text = heading.to_string() + rest;
            assert_eq!(end(&text, false), Some(heading.len()), "{text}");
        }
        assert_eq!(end("收入支出", false), None);
        assert_eq!(end("收入支出", true), Some("收入支出".len()));
    }
}
