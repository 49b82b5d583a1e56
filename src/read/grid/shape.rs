//! What a printed text looks like: an amount, a dash, a code, a numbering.

use alloc::{
    format,
    string::{String, ToString},
};

use super::radicals;

/// A text as it counts: width and spaces as printed, but no white space inside Chinese, none at
/// the ends, no invisible marks, and no radicals in place of characters.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for character in text.chars().map(radicals::ideograph) {
        if character.is_whitespace() || character.is_control() || is_invisible(character) {
            gap |= !is_invisible(character);
            continue;
        }
        let last = out.chars().next_back();
        let keep = gap && last.is_some_and(is_latin) && is_latin(character);
        if keep {
            out.push(' ');
        }
        gap = false;
        out.push(character);
    }
    if amount(&out).is_some() { without_space(&out) } else { out }
}

fn is_latin(character: char) -> bool {
    character.is_ascii_graphic()
}

fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{00ad}')
}

/// A text without any white space.
pub(super) fn without_space(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).collect()
}

/// What an amount looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount {
    /// Whether decimals or separators show that it is no code and no number of a row.
    pub(super) plain: bool,
}

/// Whether a text is an amount, a number or a percentage: digits with separators and decimals, a
/// sign or brackets around them, white space anywhere.
pub(super) fn amount(text: &str) -> Option<Amount> {
    // Longer than any printed amount; a line of digits is not looked at.
    if text.is_empty() || text.len() > 64 {
        return None;
    }
    let folded = crate::text::fold(text);
    let bare = folded.trim_start_matches(['¥', '￥']);
    let bare = match bare.strip_prefix('(').and_then(|bare| bare.strip_suffix(')')) {
        Some(inner) => inner,
        None => bare.trim_start_matches(['-', '+', '△', '▲']),
    };
    let (bare, percent) = match bare.strip_suffix('%') {
        Some(bare) => (bare, true),
        None => (bare, false),
    };
    let bare = ["万元", "元"].iter().find_map(|unit| bare.strip_suffix(unit)).unwrap_or(bare);
    let (whole, decimals) = match bare.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (bare, None),
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !decimals.is_none_or(digits) || (whole.is_empty() && decimals.is_none()) {
        return None;
    }
    let separated = whole.contains(',');
    let groups_fit = whole.split(',').skip(1).all(|group| group.len() == 3 && digits(group));
    let head = whole.split(',').next().unwrap_or_default();
    let head_fits = if head.is_empty() { !separated } else { digits(head) };
    let fits = head_fits && groups_fit;
    fits.then_some(Amount { plain: decimals.is_some() || separated || percent })
}

/// Whether a text is but dashes: nothing, said aloud.
pub(super) fn is_dash(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| matches!(c, '-' | '—' | '–' | '―' | '－' | '─' | '/' | '\\' | '*'))
}

/// The code that a whole text is, with what damages codes on their way put right: an apostrophe
/// in front, brackets around, `.0` or `E+06` behind.
///
/// Only digits are asked for: whether such a code exists is for others to say.
pub(super) fn code(text: &str) -> Option<String> {
    let folded = crate::text::fold(text);
    let bare = folded.trim_matches(['`', '\'', '\u{2019}']);
    let bare =
        bare.strip_prefix(['[', '(']).and_then(|b| b.strip_suffix([']', ')'])).unwrap_or(bare);
    if let Some(digits) = scientific(bare) {
        return Some(digits);
    }
    let bare = bare.strip_suffix(".0").or_else(|| bare.strip_suffix(".00")).unwrap_or(bare);
    let fits = (1..=11).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| bare.to_string())
}

/// `2.01035E+06` → `2010350`.
fn scientific(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let exponent: usize = exponent.trim_start_matches('+').parse().ok().filter(|&e| e <= 11)?;
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 1 || !all_digits(whole) || !all_digits(decimals) || decimals.len() > exponent
    {
        return None;
    }
    Some(format!("{whole}{decimals:0<exponent$}"))
}

/// Whether digits are as many as those of a class, section, item or subitem code.
pub(super) fn is_full_code(code: &str) -> bool {
    matches!(code.len(), 3 | 5 | 7 | 9) && !code.starts_with('0')
}

/// A text that is a code and a name in one, taken apart: `201一般公共服务支出`, `[201]名`,
/// `2010350-事业运行`, `名（2010350）`.
pub(super) fn code_and_name(text: &str) -> Option<(String, String)> {
    // Folded character by character, so that both have the same number of them.
    let folded: String = text.chars().map(|c| crate::text::fold_char(c).unwrap_or(c)).collect();
    let printed = |skip: usize, take: usize| text.chars().skip(skip).take(take).collect::<String>();
    let count = |text: &str| text.chars().count();
    let open = folded.trim_start_matches(['\'', '`']);
    let skipped = count(&folded).saturating_sub(count(open));
    let digits = open.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        let code = full(open.get(..digits)?)?;
        return Some((code, named(&printed(skipped.saturating_add(digits), usize::MAX))?));
    }
    if let Some(rest) = open.strip_prefix(['[', '(']) {
        let (code, name) = rest.split_once([']', ')'])?;
        let behind = count(&folded).saturating_sub(count(name));
        return Some((full(code)?, named(&printed(behind, usize::MAX))?));
    }
    let (name, code) = folded.strip_suffix([']', ')'])?.rsplit_once(['[', '('])?;
    Some((full(code)?, named(&printed(0, count(name)))?))
}

fn full(text: &str) -> Option<String> {
    let code = text.trim();
    let fits = code.bytes().all(|byte| byte.is_ascii_digit()) && is_full_code(code);
    fits.then(|| code.to_string())
}

/// The name behind a code, if it is one: it begins with a Chinese character.
fn named(text: &str) -> Option<String> {
    let name =
        text.trim_start_matches([' ', '-', '_', '—', '－', '\u{3000}', '.', '、', ':', '：']);
    // 2026年 is a year, 201个 a count, 301万元 an amount.
    let counted = ["年", "月", "日", "个", "万", "元", "人", "家", "所", "项", "号"];
    let fits = name.chars().next().is_some_and(is_chinese)
        && (name.len() < text.len() || !counted.iter().any(|word| name.starts_with(word)));
    fits.then(|| name.trim().to_string())
}

/// Whether a character is a Chinese ideograph.
pub(super) fn is_chinese(character: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&character) || ('\u{3400}'..='\u{4dbf}').contains(&character)
}

/// Whether a text begins with a number as rows and sections do: 一、 （一） 1. 1、 (1) ① .
pub(super) fn is_numbered(text: &str) -> bool {
    let folded = crate::text::fold(text);
    crate::text::strip_numbering(&folded).len() < folded.len()
}

/// A text as it is compared: width, brackets, quotes, dashes and spaces folded.
pub(super) fn fold(text: &str) -> String {
    crate::text::fold(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_what_is_none() {
        for text in [
            "1,051.74",
            "0",
            ".34",
            "-12.30",
            "（12.30）",
            "1 051.74",
            "12.5%",
            "１２.30",
            "1086000",
            "12.30万元",
        ] {
            assert!(amount(text).is_some(), "{text}");
        }
        for text in ["", "-", "2025年", "1.2.3", "12,34", "一、", "201-事业", ".", "1,", "a1"]
        {
            assert!(amount(text).is_none(), "{text}");
        }
        assert!(!amount("2010350").unwrap().plain);
        assert!(amount("0.19").unwrap().plain);
    }

    #[test]
    fn white_space_goes_inside_chinese_and_amounts() {
        for (text, expected) in [
            ("合　　计", "合计"),
            (" 2010350 ", "2010350"),
            ("1 051.74", "1051.74"),
            ("PC 机", "PC机"),
            ("A\u{200b}I  平台 v 2", "AI平台v 2"),
            ("事业\n运行", "事业运行"),
        ] {
            assert_eq!(clean(text), expected);
        }
    }

    #[test]
    fn codes_that_suffered() {
        for (text, expected) in [
            ("2010350", Some("2010350")),
            ("2010350.0", Some("2010350")),
            ("2.01035E+06", Some("2010350")),
            ("'2010350", Some("2010350")),
            ("[201]", Some("201")),
            ("05", Some("05")),
            ("12.30", None),
            ("合计", None),
            ("50010721Y000000026902", None),
        ] {
            assert_eq!(code(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn codes_and_names_in_one_text() {
        for (text, code, name) in [
            ("201一般公共服务支出", "201", "一般公共服务支出"),
            ("2010350-事业运行", "2010350", "事业运行"),
            ("[20103]政府办公厅（室）", "20103", "政府办公厅（室）"),
            ("政府办公厅（室）（20103）", "20103", "政府办公厅（室）"),
            ("20103 政府办公厅", "20103", "政府办公厅"),
        ] {
            assert_eq!(code_and_name(text), Some((code.into(), name.into())), "{text}");
        }
        for text in ["2026年预算", "301个", "12345678-某", "政府办公厅（室）", "合计"]
        {
            assert_eq!(code_and_name(text), None, "{text}");
        }
    }
}
