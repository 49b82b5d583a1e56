//! How many columns of a terminal a text takes: a Chinese character takes two.

/// The blocks whose characters are wide (East Asian Width W and F), the lowest first.
const WIDE: [(char, char); 11] = [
    ('\u{1100}', '\u{115F}'),
    ('\u{2E80}', '\u{303E}'),
    ('\u{3041}', '\u{33FF}'),
    ('\u{3400}', '\u{4DBF}'),
    ('\u{4E00}', '\u{A4CF}'),
    ('\u{A960}', '\u{A97C}'),
    ('\u{AC00}', '\u{D7A3}'),
    ('\u{F900}', '\u{FAFF}'),
    ('\u{FE30}', '\u{FE6B}'),
    ('\u{FF01}', '\u{FF60}'),
    ('\u{20000}', '\u{3FFFD}'),
];

/// The columns that `text` takes.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(|c| if is_wide(c) { 2 } else { 1 }).sum()
}

fn is_wide(c: char) -> bool {
    WIDE.iter().any(|&(first, last)| (first..=last).contains(&c))
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::catalogue::{Catalogue, Edition};
    use crate::code::{Department, Functional};

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(width("201 一般公共服务支出"), 4 + 16);
        assert_eq!(width("政府办公厅（室）"), 16);
        assert_eq!(width("１，２"), 6);
        assert_eq!(width("1,051.74"), 8);
    }

    #[test]
    fn every_name_is_as_wide_as_unicode_says() {
        let (catalogue, edition) = (Catalogue::builtin(), Edition::new(2026));
        let functions = catalogue.entries::<Functional>(edition).map(|entry| entry.name());
        let economic = catalogue.entries::<Department>(edition).map(|entry| entry.name());
        for name in functions.chain(economic).chain(["“三公”经费", "𠮷", "ｶﾅ", "한글", "─"])
        {
            assert_eq!(width(name), name.width(), "{name}");
        }
    }
}
