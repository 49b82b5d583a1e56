//! Codes as documents print them: spaced, hyphenated, full width, with the name behind; and as
//! spreadsheets leave them: `2010350.0`, `2.01035E+06`, `'2010350`, `[2010350]`.

use super::{Code, Scheme};
use crate::error::{Error, ErrorKind};

impl<S: Scheme> Code<S> {
    /// The code in a printed cell: `20103 50`, `201-03-50`, `２０１０３５０`, `2010350-事业运行`,
    /// `[2010350]事业运行`, `2010350.0`.
    ///
    /// # Errors
    /// As for the strict `from_str`; [`NotADigit`](ErrorKind::NotADigit) where groups of digits
    /// are not cut between 类, 款 and 项.
    ///
    /// ```
    /// use cn_budget::FunctionalCode;
    ///
    /// for text in ["2010350", "20103 50", "201-03-50", "２０１０３５０", "2010350-事业运行", "'2010350.0"] {
    ///     assert_eq!(FunctionalCode::parse_printed(text)?.number(), 2010350);
    /// }
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    pub fn parse_printed(text: &str) -> Result<Self, Error> {
        Self::split_printed(text).map(|(code, _)| code)
    }

    /// The code in a printed cell and the name that stands behind it, if any.
    ///
    /// # Errors
    /// As for [`parse_printed`](Self::parse_printed).
    ///
    /// ```
    /// use cn_budget::DepartmentCode;
    ///
    /// let (code, name) = DepartmentCode::split_printed("30201-办公费")?;
    /// assert_eq!((code.number(), name), (30201, Some("办公费")));
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    pub fn split_printed(text: &str) -> Result<(Self, Option<&str>), Error> {
        let bare = bare(text);
        let start = text.find(bare).unwrap_or(0);
        let fail = |kind, position| Err(Error::new(kind, text, start + position));
        if let Some((inside, behind)) = bracketed(bare) {
            let name = behind.trim_start_matches(is_separator).trim_end();
            return Self::parse_printed(inside)
                .map(|code| (code, Some(name).filter(|n| !n.is_empty())));
        }
        if let Some((number, digits)) = spoiled(bare) {
            return match Self::from_number(number, digits) {
                Ok(code) => Ok((code, None)),
                Err((kind, _)) => fail(kind, 0),
            };
        }
        let (mut number, mut digits, mut group, mut name) = (0_u32, 0_usize, 0_usize, None);
        for (position, character) in bare.char_indices() {
            if let Some(digit) = digit(character) {
                // A later group of digits begins a 款, 项 or 目: after 3, 5 or 7 digits.
                if group == 0 && digits > 0 && (digits < 3 || digits % 2 == 0) {
                    return fail(ErrorKind::NotADigit, position);
                }
                if digits < 9 {
                    number = number * 10 + digit;
                }
                digits += 1;
                group += 1;
            } else if is_separator(character) {
                group = 0;
            } else if digits == 0 {
                return fail(ErrorKind::NotADigit, position);
            } else {
                name = bare.get(position..).map(str::trim);
                break;
            }
        }
        let letter = name.filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()));
        match (Self::from_number(number, digits), letter) {
            (Ok(code), _) => Ok((code, name)),
            // 20l0350: the letter is what is wrong.
            (Err(_), Some(letter)) => fail(ErrorKind::NotADigit, bare.len() - letter.len()),
            (Err((kind, _)), None) => fail(kind, 0),
        }
    }

    /// The code from three separate columns 类, 款, 项; the later ones may be blank.
    ///
    /// # Errors
    /// [`CodeLength`](ErrorKind::CodeLength) where a column is not three, two, two digits wide or
    /// stands behind a blank one, else as for [`parse_printed`](Self::parse_printed).
    ///
    /// ```
    /// use cn_budget::FunctionalCode;
    ///
    /// assert_eq!(FunctionalCode::from_parts("201", "03", "50")?.number(), 2010350);
    /// assert_eq!(FunctionalCode::from_parts("201", "", "")?.number(), 201);
    /// assert!(FunctionalCode::from_parts("201", "", "50").is_err());
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    pub fn from_parts(class: &str, section: &str, item: &str) -> Result<Self, Error> {
        let (mut number, mut digits) = (0_u32, 0_usize);
        let mut ended = false;
        for (part, width) in [(class, 3), (section, 2), (item, 2)] {
            let part = part.trim_matches(is_separator);
            let mut read = 0;
            for (position, character) in part.char_indices() {
                let Some(digit) = digit(character) else {
                    return Err(Error::new(ErrorKind::NotADigit, part, position));
                };
                // What is too wide is refused by its width.
                number = number.wrapping_mul(10).wrapping_add(digit);
                read += 1;
            }
            if read != 0 && (read != width || ended) {
                return Err(Error::new(ErrorKind::CodeLength(S::KIND), part, 0));
            }
            ended |= read == 0;
            digits += read;
        }
        Self::from_number(number, digits).map_err(|(kind, _)| Error::new(kind, class, 0))
    }
}

/// The first digit of a printed code.
pub(super) fn first_digit(text: &str) -> Option<u32> {
    let bare = bare(text).trim_start_matches(OPENING);
    bare.chars().find(|&character| !is_separator(character)).and_then(digit)
}

const OPENING: [char; 6] = ['[', '(', '（', '【', '〔', '［'];
const CLOSING: [char; 6] = [']', ')', '）', '】', '〕', '］'];

/// The text without the quotes that keep a spreadsheet from taking it for a number.
fn bare(text: &str) -> &str {
    text.trim().trim_matches(['\'', '"', '‘', '’', '“', '”', '`'])
}

/// What brackets at the beginning hold, and what stands behind them.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    text.strip_prefix(OPENING)?.split_once(CLOSING)
}

/// A code that was taken for a number, as number and count of digits: `2010350.0`, `2,010,350`,
/// `2.01035E+06`.
fn spoiled(text: &str) -> Option<(u32, usize)> {
    // Longer texts are none, and not worth a look at each of their characters.
    if text.len() > 24 || !text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    if let Some((mantissa, exponent)) = text.split_once(['E', 'e']) {
        return scientific(mantissa, exponent);
    }
    let (whole, zeros) = text.split_once('.').unwrap_or((text, "0"));
    let is_whole = !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0');
    let mut groups = whole.split(',');
    let first = groups.next().filter(|first| first.bytes().all(|byte| byte.is_ascii_digit()))?;
    let mut grouped = false;
    let mut digits = alloc::string::String::from(first);
    for group in groups {
        grouped = true;
        if group.len() != 3 || !group.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        digits.push_str(group);
    }
    let spoiled = is_whole && (grouped || text.contains('.')) && (!grouped || first.len() <= 3);
    let number = digits.parse().ok().filter(|_| spoiled)?;
    Some((number, digits.len()))
}

/// `2.01035` and `+06` → 2010350 of seven digits.
fn scientific(mantissa: &str, exponent: &str) -> Option<(u32, usize)> {
    let (first, behind) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent: usize = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    let zeros = exponent.checked_sub(behind.len()).filter(|&zeros| zeros <= 8)?;
    let written = alloc::format!("{first}{behind}");
    let number: u32 = written.parse().ok().filter(|_| first.len() == 1)?;
    let number = number.checked_mul(10_u32.checked_pow(u32::try_from(zeros).ok()?)?)?;
    Some((number, written.len() + zeros))
}

/// The value of a half- or full-width digit.
fn digit(character: char) -> Option<u32> {
    match character {
        '０'..='９' => Some(character as u32 - '０' as u32),
        _ => character.to_digit(10),
    }
}

fn is_separator(character: char) -> bool {
    matches!(character, '-' | '－' | '–' | '—' | '.' | '．' | '\u{feff}' | '\u{200b}')
        || character.is_whitespace()
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use crate::code::{AnyCode, FunctionalCode, SchemeKind};
    use crate::error::ErrorKind;

    #[test]
    fn codes_that_spreadsheets_spoiled() {
        for text in [
            "2010350.0",
            "2010350.00",
            "'2010350",
            "‘2010350’",
            "[2010350]",
            "（2010350）",
            "【2010350】",
            "2.01035E+06",
            "2.010350e6",
            "2,010,350",
            "201.03.50",
        ] {
            assert_eq!(AnyCode::parse_printed(text).unwrap().to_string(), "2010350", "{text}");
        }
        let named = FunctionalCode::split_printed("[2010350]事业运行").unwrap();
        assert_eq!((named.0.number(), named.1), (2_010_350, Some("事业运行")));
        assert_eq!(FunctionalCode::split_printed("（201） ").unwrap().1, None);
        for text in ["2010350.5", "20,10350", "2.0E+99", "2.01035E-06", "[2010350", "[]", "'"] {
            assert!(AnyCode::parse_printed(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_letter_among_the_digits_is_what_is_wrong() {
        for (text, position) in [("20l0350", 2), (" 2O10350-事业运行", 2), ("3020I", 4)] {
            let error = FunctionalCode::parse_printed(text).unwrap_err();
            assert_eq!(
                (error.kind(), error.position()),
                (ErrorKind::NotADigit, position),
                "{text}"
            );
        }
        let short = FunctionalCode::parse_printed("20事业运行").unwrap_err();
        assert_eq!(short.kind(), ErrorKind::CodeLength(SchemeKind::Functional));
    }
}
