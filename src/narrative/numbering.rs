//! The numbering at the beginning of a line: 第一部分 is 0, 一、 1, （一） 2, 1. 3, (1) 4, ① 5.

/// The level of the numbering that a folded text begins with, and its length. Of two in a row
/// (五、2) the deeper one counts.
pub(super) fn read(text: &str) -> Option<(u8, usize)> {
    let (level, rest) = one(text)?;
    let length = text.len() - rest.len();
    Some(match read(rest) {
        Some((deeper, further)) => (deeper.max(level), length + further),
        None => (level, length),
    })
}

/// The length of the numbering of an item that a folded text begins with, inside a line.
pub(super) fn inside(text: &str) -> Option<usize> {
    let (level, rest) = one(text)?;
    (level >= 2 && !rest.is_empty()).then(|| text.len() - rest.len())
}

/// The length of a numbering (1.) that stands right before words, where a number may stand too.
pub(super) fn run_in(text: &str) -> Option<usize> {
    let rest = digits(text)?.strip_prefix(['.', '、'])?;
    rest.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii()).then(|| text.len() - rest.len())
}

fn one(text: &str) -> Option<(u8, &str)> {
    if let Some(rest) = text.strip_prefix('第') {
        let rest = chinese(rest)?.strip_prefix("部分")?;
        return Some((0, rest));
    }
    if let Some(rest) = text.strip_prefix('(') {
        if let Some(rest) = chinese(rest).and_then(|rest| rest.strip_prefix(')')) {
            return Some((2, rest.strip_prefix('、').unwrap_or(rest)));
        }
        let rest = digits(rest)?.strip_prefix(')')?;
        return Some((4, rest.strip_prefix('、').unwrap_or(rest)));
    }
    if let Some(rest) = text.strip_prefix(|c: char| ('①'..='⑳').contains(&c)) {
        return Some((5, rest));
    }
    if let Some(rest) = chinese(text) {
        return match rest.strip_prefix(['、', '.', ',', '。']) {
            Some(rest) => Some((1, rest)),
            None if rest.is_empty() || rest.starts_with('(') => Some((1, rest)),
            None => None,
        };
    }
    let rest = digits(text)?;
    match rest.strip_prefix(['、', '.', ')', '。']) {
        Some(rest) if !rest.starts_with(|c: char| c.is_ascii_digit()) => Some((3, rest)),
        None if rest.is_empty() => Some((3, rest)),
        _ => None,
    }
}

/// What stands behind a Chinese number of at most three characters.
fn chinese(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
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
    use super::*;

    #[test]
    fn numbering_has_levels() {
        for (text, expected) in [
            ("第三部分决算情况", Some((0, "第三部分".len()))),
            ("一、收入支出", Some((1, "一、".len()))),
            ("(二)支出预算", Some((2, "(二)".len()))),
            ("二(二)支出预算", Some((2, "二(二)".len()))),
            ("五、2", Some((3, "五、2".len()))),
            ("11、住房保障支出", Some((3, "11、".len()))),
            ("1.一般公共服务支出", Some((3, 2))),
            ("1.5万元", None),
            ("2025年部门预算", None),
            ("一般公共预算", None),
            ("三公经费", None),
            ("(1)货物", Some((4, 3))),
            ("5万元", None),
            ("", None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }
}
