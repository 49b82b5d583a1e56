//! The numbering in front of a printed label: what stands beside a heading, and what under it.

use crate::text;
use crate::text::numeral;

/// A numbering in front of a label: its style, and the number.
pub(super) type Numbering = Option<(u8, u32)>;

/// The numbering in front of a printed label: `一、` (0), `（一）` (1), `1.` (2), `（1）` (3).
pub(super) fn numbering(label: &str) -> Numbering {
    let folded = text::fold(label);
    let (bracketed, rest) = match folded.strip_prefix('(') {
        Some(rest) => (true, rest),
        None => (false, folded.as_str()),
    };
    let written = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, length) = match rest.get(..written).filter(|digits| !digits.is_empty()) {
        Some(digits) => (digits.parse().ok()?, written),
        None => {
            let (number, length) = numeral::leading(rest)?;
            (u32::try_from(number.mantissa).ok()?, length)
        }
    };
    let ends = rest.get(length..)?.starts_with(['、', '.', ')']);
    let style = u8::from(bracketed) + if written > 0 { 2 } else { 0 };
    (ends && number < 1_000).then_some((style, number))
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
