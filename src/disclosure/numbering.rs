//! The numbering in front of a printed label: what stands beside a heading, and what under it.

use alloc::{string::String, vec::Vec};

use crate::text;

/// A numbering in front of a label: its style, and the number.
pub(super) type Numbering = Option<(u8, u32)>;

/// The numbering in front of a printed label: `一、` (0), `（一）` (1), `1.` (2), `（1）` (3).
pub(super) fn numbering(label: &str) -> Numbering {
    let folded = text::fold(label);
    let (bracketed, rest) = match folded.strip_prefix('(') {
        Some(rest) => (true, rest),
        None => (false, folded.as_str()),
    };
    let digits: Vec<char> =
        rest.chars().take_while(|c| c.is_ascii_digit() || CHINESE.contains(*c)).collect();
    let first = *digits.first()?;
    let behind = rest.chars().nth(digits.len())?;
    if !(behind == '、' || behind == '.' || behind == ')') || digits.len() > 3 {
        return None;
    }
    let style = u8::from(bracketed) + if first.is_ascii_digit() { 2 } else { 0 };
    let number = if first.is_ascii_digit() {
        digits.iter().collect::<String>().parse().ok()?
    } else {
        chinese_number(&digits)?
    };
    Some((style, number))
}

const CHINESE: &str = "一二三四五六七八九十";

/// A Chinese number below one hundred.
fn chinese_number(digits: &[char]) -> Option<u32> {
    let mut number = 0;
    for &digit in digits {
        let value = u32::try_from(CHINESE.chars().position(|c| c == digit)?).ok()? + 1;
        number = if value == 10 { number.max(1) * 10 } else { number + value };
    }
    Some(number)
}

/// Whether a numbered row stands beside the numbered heading and not under it.
pub(super) fn is_sibling(heading: Numbering, row: Numbering) -> bool {
    match (heading, row) {
        (Some((style, first)), Some((other, number))) => style == other && number > first,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numberings() {
        assert_eq!(numbering("一、本年收入"), Some((0, 1)));
        assert_eq!(numbering("二十六、抗疫"), Some((0, 26)));
        assert_eq!(numbering("（十）其他"), Some((1, 10)));
        assert_eq!(numbering("1.一般公共预算"), Some((2, 1)));
        assert_eq!(numbering("(12)其他"), Some((3, 12)));
        assert_eq!(numbering("一般公共预算"), None);
        assert_eq!(numbering(""), None);
    }

    #[test]
    fn a_later_number_of_the_same_style_stands_beside_a_heading() {
        for (heading, row, beside) in [
            ("一、年初结转", "二、本年收入", true),
            ("一、年初结转", "三、本年收入", true),
            ("一、年初结转", "（二）基本支出结转", false),
            ("（二）年初结转", "（三）其他", true),
            ("二、年初结转", "1.基本支出结转", false),
            // A list below the heading that numbers its lines in the same style begins anew.
            ("二、年初结转", "一、一般公共预算", false),
            ("二、年初结转", "二、一般公共预算", false),
            ("二、年初结转", "一般公共预算", false),
            ("年初结转", "二、本年收入", false),
        ] {
            assert_eq!(is_sibling(numbering(heading), numbering(row)), beside, "{heading} {row}");
        }
    }
}
