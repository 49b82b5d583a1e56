//! Codes whose levels are printed in columns of their own: 类, 款 and 项.

use alloc::format;
use alloc::string::String;

use super::Level;
use crate::text;

/// The digits of a code of which each level is printed by itself, the highest first; `None` where one
/// is no number, or none is printed. Where a lower level repeats the digits above it (205, 20502,
/// 2050202) the longest is the code.
pub(crate) fn joined<'a>(levels: impl IntoIterator<Item = (Level, &'a str)>) -> Option<String> {
    let mut code = String::new();
    for (level, printed) in levels {
        let digits = text::fold(printed);
        let digits = digits.strip_suffix(".0").unwrap_or(&digits);
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.len() > 9 {
            return None;
        }
        // A number loses the zero in front: 2 for 02.
        match (digits.len(), level) {
            (1, Level::Section | Level::Item) => code = format!("{code}0{digits}"),
            _ if digits.starts_with(&code) && digits.len() > code.len() => code = digits.into(),
            _ => code.push_str(digits),
        }
    }
    Some(code).filter(|code| !code.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_make_a_code() {
        let joined = |parts: [&str; 3]| {
            joined([Level::Class, Level::Section, Level::Item].into_iter().zip(parts))
        };
        for (parts, code) in [
            (["205", "02", "03"], Some("2050203")),
            (["205", "2", "3"], Some("2050203")),
            (["205.0", "２", ""], Some("20502")),
            (["205", "20502", "2050203"], Some("2050203")),
            (["合计", "", ""], None),
            (["", "", ""], None),
        ] {
            assert_eq!(joined(parts).as_deref(), code, "{parts:?}");
        }
    }
}
