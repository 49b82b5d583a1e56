//! A line of prose in one width, with the way back to the bytes that were printed.

use alloc::{string::String, vec::Vec};
use core::ops::Range;

use crate::index;
use crate::text;

/// The folded text of a line. Quotation marks, spaces and invisible characters are gone, brackets
/// and digits are half width; `。` and `、` stay, for nothing else ends a sentence or an enumeration
/// as they do.
#[derive(Debug, Default)]
pub(super) struct Folded {
    pub(super) text: String,
    /// By folded byte: where the printed character begins and ends.
    printed: Vec<(u32, u32)>,
}

impl Folded {
    pub(super) fn new(line: &str, offset: usize) -> Self {
        let mut folded = Self {
            text: String::with_capacity(line.len()),
            printed: Vec::with_capacity(line.len()),
        };
        let mut characters = line.char_indices().peekable();
        let mut titled = false;
        while let Some((at, printed)) = characters.next() {
            let character = if printed.is_whitespace() {
                let next = characters.peek().and_then(|&(_, next)| fold(next));
                let before = folded.text.ends_with(|c: char| c.is_ascii_digit());
                // A space between two digits parts two numbers; no other space says anything.
                (before && next.is_some_and(|next| next.is_ascii_digit())).then_some(' ')
            } else {
                fold(printed)
            };
            let Some(character) = character else { continue };
            // 【社会保障和就业支出】153万元 is a name; 【一】 is a number.
            if printed == '【' {
                let inside = line.get(at + printed.len_utf8()..).unwrap_or_default();
                let inside = inside.split('】').next().unwrap_or_default();
                titled = !inside.chars().take(MOST_NUMERALS).all(is_numeral);
            }
            if titled && matches!(printed, '【' | '】') {
                continue;
            }
            let start = offset.saturating_add(at);
            let place = (index::number(start), index::number(start + printed.len_utf8()));
            folded.text.push(character);
            folded.printed.resize(folded.text.len(), place);
        }
        folded
    }

    /// The printed bytes of a range of the folded text.
    pub(super) fn printed(&self, range: Range<usize>) -> Range<usize> {
        let start = self.printed.get(range.start).map_or(0, |&(start, _)| start);
        let last = range.end.checked_sub(1).and_then(|last| self.printed.get(last));
        let end = last.map_or(start, |&(_, end)| end);
        index::index(start)..index::index(end.max(start))
    }

    pub(super) fn get(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }
}

/// More characters than a number in brackets has.
const MOST_NUMERALS: usize = 16;

fn is_numeral(character: char) -> bool {
    character.is_numeric() || "一二三四五六七八九十".contains(character)
}

/// The folded character, `None` for one that does not count.
fn fold(character: char) -> Option<char> {
    Some(match character {
        '它' => '他',
        _ if text::is_plain(character) => character,
        '“' | '”' | '"' | '＂' | '‘' | '’' | '\'' | '「' | '」' | '『' | '』' | '《' | '》' =>
        {
            return None;
        }
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => return None,
        '【' | '〔' | '［' | '〈' | '[' => '(',
        '】' | '〕' | '］' | '〉' | ']' => ')',
        '–' | '—' | '―' | '−' | '─' | '－' | '‑' | '‐' => '-',
        '｡' => '。',
        '！'..='～' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        '﹪' => '%',
        _ if character.is_whitespace() || character.is_control() => return None,
        _ => character,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_leads_to_what_was_printed() {
        let line = "　“三公”经费（Ａ）：１，０５１．７４ 万元";
        let folded = Folded::new(line, 0);
        assert_eq!(folded.text, "三公经费(A):1,051.74万元");
        let at = folded.text.find("1,0").unwrap();
        assert_eq!(&line[folded.printed(at..folded.text.len())], "１，０５１．７４ 万元");
        assert_eq!(&line[folded.printed(0..6)], "三公");
        assert_eq!(Folded::new("2024 12", 0).text, "2024 12");
    }
}
