//! Codes as documents print them: spaced, hyphenated, full width, with the name behind.

use super::{Code, Scheme};
use crate::error::{Error, ErrorKind};

impl<S: Scheme> Code<S> {
    /// The code in a printed cell: `20103 50`, `201-03-50`, `２０１０３５０`, `2010350-事业运行`.
    ///
    /// # Errors
    /// As for the strict `from_str`; [`NotADigit`](ErrorKind::NotADigit) where groups of digits
    /// are not cut between 类, 款 and 项.
    ///
    /// ```
    /// use cn_budget::FunctionalCode;
    ///
    /// for text in ["2010350", "20103 50", "201-03-50", "２０１０３５０", "2010350-事业运行"] {
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
        let fail = |kind, position| Err(Error::new(kind, text, position));
        let (mut number, mut digits, mut group, mut name) = (0_u32, 0_usize, 0_usize, None);
        for (position, character) in text.char_indices() {
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
                name = text.get(position..).map(str::trim);
                break;
            }
        }
        match Self::from_number(number, digits) {
            Ok(code) => Ok((code, name)),
            Err((kind, _)) => fail(kind, 0),
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
    text.chars().find(|&character| !is_separator(character)).and_then(digit)
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
