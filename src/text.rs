//! One form for printed labels: width, brackets, quotes, dashes and spaces folded, numbering cut.

use alloc::string::String;

pub(crate) mod numeral;

/// `label` with width and brackets folded to ASCII and spaces, quotes and invisible marks dropped,
/// then without the numbering in front: `（一）“三公” 经费` becomes `三公经费`.
pub(crate) fn normalise(label: &str) -> String {
    let folded = fold(label);
    let bare = strip_numbering(&folded);
    if bare.len() == folded.len() { folded } else { bare.into() }
}

/// Width, brackets and dashes folded; spaces, quotes and invisible marks dropped.
pub(crate) fn fold(label: &str) -> String {
    let mut folded = String::with_capacity(label.len());
    let mut rest = label;
    while let Some(other) = rest.find(|character| !is_plain(character)) {
        let (plain, behind) = rest.split_at(other);
        folded.push_str(plain);
        let mut behind = behind.chars();
        folded.extend(behind.next().and_then(fold_char));
        rest = behind.as_str();
    }
    folded.push_str(rest);
    folded
}

/// Characters that every folding keeps: Chinese ones, ASCII letters and digits. Almost all are.
pub(crate) fn is_plain(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '0'..='9' | 'a'..='z' | 'A'..='Z')
}

/// The longest of some texts that `text` begins with. `last` gives the last of them that is not
/// behind a limit: it is either the beginning sought, or shares no more with the limit than that.
pub(crate) fn longest_prefix<'a>(
    last: impl Fn(&str) -> Option<&'a str>,
    text: &str,
) -> Option<&'a str> {
    let mut limit = text;
    loop {
        let candidate = last(limit).filter(|candidate| !candidate.is_empty())?;
        if text.starts_with(candidate) {
            return Some(candidate);
        }
        let same = candidate.chars().zip(limit.chars()).take_while(|(a, b)| a == b);
        let length: usize = same.map(|(a, _)| a.len_utf8()).sum();
        limit = limit.get(..length).filter(|limit| !limit.is_empty())?;
    }
}

/// The beginning of `text`, cut at a character boundary and marked by `…` where it is longer than
/// so many bytes.
pub(crate) fn excerpt(text: &str, longest: usize) -> String {
    if text.len() <= longest {
        return text.into();
    }
    let end = (0..=longest).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    let mut kept = String::from(text.get(..end).unwrap_or_default());
    kept.push('…');
    kept
}

/// The folded character, `None` for one that does not count.
pub(crate) fn fold_char(character: char) -> Option<char> {
    Some(match character {
        '“' | '”' | '"' | '＂' | '‘' | '’' | '\'' | '「' | '」' | '『' | '』' | '《' | '》' =>
        {
            return None;
        }
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => return None,
        '【' | '〔' | '［' => '(',
        '】' | '〕' | '］' => ')',
        '–' | '—' | '―' | '−' | '─' => '-',
        '·' | '•' | '・' => '·',
        '。' => '.',
        '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        _ if character.is_whitespace() || character.is_control() => return None,
        _ => character,
    })
}

/// Whether a folded text is a note to a table: 注：…, 说明：…
pub(crate) fn is_note(folded: &str) -> bool {
    ["注:", "注1", "注.", "备注:", "说明:", "附注", "填表说明", "本表", "※", "*注", "注("]
        .iter()
        .any(|lead| folded.starts_with(lead))
}

/// What stands behind the numbering of a folded label (`一、`, `(一)`, `1.`, `①`, `其中:`, `减:`).
pub(crate) fn strip_numbering(folded: &str) -> &str {
    let mut rest = folded;
    loop {
        let next = strip_one_number(rest);
        if next.len() == rest.len() || next.is_empty() {
            return rest;
        }
        rest = next;
    }
}

fn strip_one_number(text: &str) -> &str {
    for lead in ["其中:", "其中,", "其中、", "其中", "减:", "加:", "注:", "*", "★", "#"]
    {
        if let Some(rest) = text.strip_prefix(lead) {
            return rest;
        }
    }
    if let Some(rest) = text.strip_prefix('(') {
        return match split_number(rest) {
            Some(rest) => rest.strip_prefix(')').unwrap_or(text),
            None => text,
        };
    }
    if let Some(rest) = text.strip_prefix(|c: char| ('①'..='⑳').contains(&c)) {
        return rest;
    }
    match split_number(text) {
        Some(rest) => rest
            .strip_prefix('、')
            .or_else(|| rest.strip_prefix('.'))
            .or_else(|| rest.strip_prefix(')'))
            .unwrap_or(text),
        None => text,
    }
}

/// What stands behind a Chinese or ASCII number of at most three characters.
fn split_number(text: &str) -> Option<&str> {
    let end = text
        .char_indices()
        .take(4)
        .find(|&(_, c)| !(c.is_ascii_digit() || numeral::is_numeral(c)))
        .map_or(text.len(), |(end, _)| end);
    text.get(end..).filter(|_| end > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_are_cut_between_characters() {
        assert_eq!(excerpt("合计", 6), "合计");
        assert_eq!(excerpt("合计", 5), "合…");
        assert_eq!(excerpt("合计", 2), "…");
        assert_eq!(excerpt("", 0), "");
    }

    #[test]
    fn labels_have_one_form() {
        for (label, normal) in [
            ("一、本年收入", "本年收入"),
            ("（一）“三公” 经费", "三公经费"),
            ("1.一般公共预算资金", "一般公共预算资金"),
            ("二十六、抗疫特别国债安排的支出", "抗疫特别国债安排的支出"),
            ("其中：财政拨款", "财政拨款"),
            ("政府办公厅（室）及相关机构事务", "政府办公厅(室)及相关机构事务"),
            ("合　　计", "合计"),
            ("一般公共服务支出", "一般公共服务支出"),
            ("三公经费", "三公经费"),
            ("２０２６年", "2026年"),
            ("", ""),
            ("一、", "一、"),
        ] {
            assert_eq!(normalise(label), normal, "{label}");
        }
    }

    #[test]
    fn what_looks_alike_is_folded_alike() {
        for (printed, folded) in [
            ("\u{feff}合\u{200b}计\u{200e}", "合计"),
            ("\u{202a}合计\u{202c}\u{2060}", "合计"),
            ("【一】〔一〕［一］（一）", "(一)(一)(一)(一)"),
            ("1–2—3―4−5─6－7-8", "1-2-3-4-5-6-7-8"),
            ("·•・", "···"),
            ("1。合计", "1.合计"),
            ("“三公”‘经’「费」『预』《算》\"数\"", "三公经费预算数"),
            ("合　　计\t\n", "合计"),
            ("１，０５１．７４％", "1,051.74%"),
        ] {
            assert_eq!(fold(printed), folded, "{printed}");
        }
    }

    #[test]
    fn what_is_plain_is_kept() {
        for character in ('\0'..=char::MAX).filter(|&character| is_plain(character)) {
            assert_eq!(fold_char(character), Some(character));
        }
    }

    #[test]
    fn a_mark_without_a_number_is_no_numbering() {
        for label in
            ["、合计", ".合计", ")合计", "()合计", "(合计)", "一二三四五、合计", "2026.合计"]
        {
            assert_eq!(normalise(label), label);
        }
        for label in ["十二、合计", "(十二)合计", "12)合计", "①合计", "1、(2)合计"]
        {
            assert_eq!(normalise(label), "合计", "{label}");
        }
    }
}
