//! A number of Excel as its number format prints it.

/// How a number is printed: by a format, or as it comes where none is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Print {
    /// The text that the format makes.
    Text(String),
    /// The number has no format; printed in full, without float noise.
    Plain(String),
}

/// Prints a number by a format code such as `#,##0.00_ `.
pub(crate) fn print(value: f64, code: Option<&str>) -> Print {
    let code = code.map(str::trim).unwrap_or_default();
    if code.is_empty() || code.eq_ignore_ascii_case("general") || code == "@" {
        return Print::Plain(plain(value));
    }
    match Section::of(code, value) {
        Some(section) => Print::Text(section.print(value)),
        None => Print::Plain(plain(value)),
    }
}

/// How far down float noise reaches: amounts are printed to the cent of a 万元 at most, so what
/// stands behind the sixth decimal was never typed.
const NOISE: usize = 6;

/// A number without a format: all its decimals, but no float noise.
pub(crate) fn plain(value: f64) -> String {
    let text = rounded(value, NOISE);
    if !text.contains('.') {
        return text;
    }
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// A number to so many decimals, rounded half up as it is written with 15 digits.
pub(crate) fn rounded(value: f64, decimals: usize) -> String {
    if !value.is_finite() {
        return String::new();
    }
    // Excel counts with 15 digits: 1.005 is 1.005 and not a little less.
    let written = format!("{:.14e}", value.abs());
    let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let mut digits: Vec<u8> =
        mantissa.bytes().filter(u8::is_ascii_digit).map(|byte| byte - b'0').collect();
    // The digits with a point behind the first, moved by the exponent.
    let mut point = exponent + 1;
    if point < 1 {
        let zeros = usize::try_from(1 - point).unwrap_or(0).min(40);
        digits.splice(0..0, std::iter::repeat_n(0, zeros));
        point = 1;
    }
    let point = usize::try_from(point).unwrap_or(0).min(400);
    digits.resize(digits.len().max(point + decimals + 1), 0);
    let up = digits[point + decimals] >= 5;
    digits.truncate(point + decimals);
    if up {
        let mut at = digits.len();
        loop {
            if at == 0 {
                digits.insert(0, 1);
                return placed(&digits, point + 1, value < 0.0);
            }
            at -= 1;
            if digits[at] < 9 {
                digits[at] += 1;
                break;
            }
            digits[at] = 0;
        }
    }
    placed(&digits, point, value < 0.0)
}

fn placed(digits: &[u8], point: usize, negative: bool) -> String {
    let mut text = String::new();
    if negative && digits.iter().any(|&digit| digit > 0) {
        text.push('-');
    }
    for (index, digit) in digits.iter().enumerate() {
        if index == point {
            text.push('.');
        }
        text.push(char::from(b'0' + digit));
    }
    text
}

/// The part of a format that prints numbers of one sign.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark that the format has or has not")]
struct Section {
    before: String,
    after: String,
    /// Decimals that are always printed, and those printed at most.
    least: usize,
    most: usize,
    separated: bool,
    percent: bool,
    /// Whether the sign is printed by the words of the section.
    signed: bool,
    /// Whether any digit is asked for.
    digits: bool,
    /// By how many thousands the number is divided.
    thousands: usize,
}

impl Section {
    /// The section of a format for a value, `None` where it prints no plain number.
    fn of(code: &str, value: f64) -> Option<Self> {
        let sections = sections(code);
        let (index, signed) = match sections.len() {
            0 => return None,
            1 => (0, false),
            2 => (usize::from(value < 0.0), value < 0.0),
            _ if value == 0.0 => (2, false),
            _ => (usize::from(value < 0.0), value < 0.0),
        };
        Self::read(&sections[index], signed)
    }

    fn read(text: &str, signed: bool) -> Option<Self> {
        let mut section = Self { signed, ..Self::default() };
        let mut in_decimals = false;
        let mut comma = 0;
        let mut chars = text.chars();
        while let Some(character) = chars.next() {
            match character {
                '"' => {
                    let literal: String = chars.by_ref().take_while(|&c| c != '"').collect();
                    section.literal(&literal);
                }
                '\\' => section.literal(&chars.next()?.to_string()),
                '_' | '*' => {
                    chars.next();
                }
                '[' => {
                    let inside: String = chars.by_ref().take_while(|&c| c != ']').collect();
                    if let Some(currency) = inside.strip_prefix('$') {
                        section.literal(currency.split('-').next().unwrap_or_default());
                    }
                }
                '0' | '#' | '?' => {
                    section.separated |= comma > 0 && !in_decimals;
                    comma = 0;
                    section.digits |= character != '?';
                    if in_decimals {
                        section.most += 1;
                        if character == '0' {
                            section.least = section.most;
                        }
                    }
                }
                ',' => comma += 1,
                '.' => in_decimals = true,
                '%' => {
                    section.percent = true;
                    section.literal("%");
                }
                'E' | 'e' | 'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'G'
                | '@' | '/' => return None,
                _ => section.literal(&character.to_string()),
            }
        }
        section.thousands = comma;
        Some(section)
    }

    fn literal(&mut self, text: &str) {
        if self.digits || self.most > 0 {
            self.after.push_str(text);
        } else {
            self.before.push_str(text);
        }
    }

    fn print(&self, value: f64) -> String {
        let mut text = self.before.trim().to_string();
        if self.digits {
            let mut value = if self.signed { value.abs() } else { value };
            if self.percent {
                value *= 100.0;
            }
            for _ in 0..self.thousands.min(4) {
                value /= 1000.0;
            }
            let mut number = rounded(value, self.most);
            while number.contains('.') && number.ends_with('0') && decimals(&number) > self.least {
                number.pop();
            }
            let number = number.trim_end_matches('.');
            text.push_str(&if self.separated { separated(number) } else { number.to_string() });
        }
        text.push_str(self.after.trim());
        text
    }
}

fn decimals(number: &str) -> usize {
    number.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// The sections of a format, `;` outside quotes between them.
fn sections(code: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    let mut quoted = false;
    let mut escaped = false;
    for character in code.chars() {
        match character {
            ';' if !quoted && !escaped => {
                sections.push(String::new());
                continue;
            }
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = character == '\\' && !escaped;
        if let Some(section) = sections.last_mut() {
            section.push(character);
        }
    }
    // A fourth section is for texts.
    sections.truncate(3);
    sections
}

/// A number with separators of thousands.
fn separated(number: &str) -> String {
    let (sign, bare) = match number.strip_prefix('-') {
        Some(bare) => ("-", bare),
        None => ("", number),
    };
    let (whole, decimals) = bare.split_once('.').map_or((bare, None), |(w, d)| (w, Some(d)));
    let mut text = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if let Some(decimals) = decimals {
        text.push('.');
        text.push_str(decimals);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(value: f64, code: &str) -> String {
        match print(value, Some(code)) {
            Print::Text(text) | Print::Plain(text) => text,
        }
    }

    #[test]
    fn numbers_by_their_formats() {
        for (value, code, expected) in [
            (2940.05, "#,##0.00", "2,940.05"),
            (1_051.738, "0.00", "1051.74"),
            (1.005, "0.00", "1.01"),
            (0.125, "0.00", "0.13"),
            (999.999, "#,##0.00", "1,000.00"),
            (0.0, "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "-"),
            (-12.3, "_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", "-12.30"),
            (-12.3, "#,##0.00;[Red](#,##0.00)", "(12.30)"),
            (-12.3, "0.00_ ", "-12.30"),
            (0.0, "0.00;-0.00;;@", ""),
            (0.1234, "0.00%", "12.34%"),
            (12.5, "0.##", "12.5"),
            (12.0, "0.##", "12"),
            (2_010_350.0, "0", "2010350"),
            (2_010_350.0, "General", "2010350"),
            (1_002.710_000_000_005, "General", "1002.71"),
            (12.3, "¥#,##0.00", "¥12.30"),
            (45_000.0, "yyyy-mm-dd", "45000"),
            (-0.001, "0.00", "0.00"),
        ] {
            assert_eq!(printed(value, code), expected, "{value} {code}");
        }
    }

    #[test]
    fn what_is_no_number_prints_nothing() {
        assert_eq!(plain(f64::NAN), "");
        assert_eq!(plain(1e300).len(), 301);
    }
}
