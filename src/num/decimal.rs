//! Integers with a decimal point: scaling by powers of ten, exactly, and plain text.

use alloc::{format, string::String};

use crate::error::ErrorKind;

/// The powers of ten that 64 bits hold.
#[expect(clippy::indexing_slicing, reason = "checked when it is compiled")]
const POWERS: [i64; 19] = {
    let mut powers = [1; 19];
    let mut exponent = 1;
    while exponent < powers.len() {
        powers[exponent] = powers[exponent - 1] * 10;
        exponent += 1;
    }
    powers
};

/// 10^`exponent` for at most 18, beyond that the largest power that 64 bits hold.
#[inline]
pub(crate) fn power(exponent: u8) -> i64 {
    POWERS.get(usize::from(exponent)).copied().unwrap_or(10_i64.pow(18))
}

/// `mantissa` × 10^(`up` − `down`) where that is an integer.
pub(crate) fn scale(mantissa: i128, up: u32, down: u32) -> Result<i128, ErrorKind> {
    if mantissa == 0 {
        return Ok(0);
    }
    let power = 10_i128.checked_pow(up.abs_diff(down));
    if up >= down {
        return power.and_then(|power| mantissa.checked_mul(power)).ok_or(ErrorKind::Overflow);
    }
    match power {
        Some(power) if mantissa % power == 0 => Ok(mantissa / power),
        _ => Err(ErrorKind::Inexact),
    }
}

/// `mantissa` × 10^−`decimals` in plain digits, with a comma before every third one if wanted.
pub(crate) fn text(mantissa: i128, decimals: u8, separators: bool) -> String {
    let decimals = usize::from(decimals);
    let digits = format!("{:0>width$}", mantissa.unsigned_abs(), width = decimals + 1);
    let whole_length = digits.len().saturating_sub(decimals);
    let (whole, fraction) = digits.split_at_checked(whole_length).unwrap_or((&digits, ""));
    let mut text = String::with_capacity(digits.len() * 2);
    if mantissa < 0 {
        text.push('-');
    }
    for (place, digit) in whole.chars().enumerate() {
        if separators && place > 0 && (whole_length - place) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// The greatest common divisor. Dividing wide integers is slow, and money in 10⁻⁹ 元 is narrow up to
/// ten billion 元.
pub(crate) fn gcd(a: u128, b: u128) -> u128 {
    if let (Ok(mut a), Ok(mut b)) = (u64::try_from(a), u64::try_from(b)) {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        return a.into();
    }
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn scaling_is_exact_or_refused() {
        assert_eq!(scale(105, 4, 2), Ok(10_500));
        assert_eq!(scale(-1_500, 0, 2), Ok(-15));
        assert_eq!(scale(1_501, 0, 2), Err(ErrorKind::Inexact));
        assert_eq!(scale(1, 0, 500), Err(ErrorKind::Inexact));
        assert_eq!(scale(1, u32::MAX, 0), Err(ErrorKind::Overflow));
        assert_eq!(scale(0, 0, u32::MAX), Ok(0));
    }

    #[test]
    fn texts() {
        assert_eq!(text(105_174, 2, true), "1,051.74");
        assert_eq!(text(-123_456, 0, true), "-123,456");
        assert_eq!(text(-5, 3, true), "-0.005");
        assert_eq!(text(0, 2, false), "0.00");
        assert_eq!(text(i128::MIN, 0, false), i128::MIN.to_string());
    }

    #[test]
    fn the_greatest_divisor_of_narrow_and_wide_integers() {
        let wide = 1_u128 << 70;
        for (a, b, divisor) in [
            (12, 18, 6),
            (18, 12, 6),
            (7, 1, 1),
            (0, 5, 5),
            (5, 0, 5),
            (0, 0, 0),
            (6 * wide, 4 * wide, 2 * wide),
            (3 * wide, wide + 1, 1),
            (wide, 12, 4),
            (12, wide, 4),
            (wide, 0, wide),
        ] {
            assert_eq!(gcd(a, b), divisor, "{a} {b}");
        }
    }
}
