//! What one slip of the hand makes of a number, or makes it of: a digit mistyped, two side by side swapped,
//! one left out or typed too often, the point moved, the sign.

use alloc::vec::Vec;

/// How far a point moves: a place or two, and four between 元 and 万元.
const SHIFTS: [i64; 3] = [10, 100, 10_000];

/// More digits than this a slip is not looked for in: an `i64` has no more.
const LONGEST: usize = 18;

/// The numbers that are one slip away from one, each given as it is: by its last places.
pub(crate) fn slips(number: i64) -> Vec<i64> {
    let digits = digits(number);
    let sign = if number < 0 { -1 } else { 1 };
    let mut all = Vec::from([number.saturating_neg()]);
    if digits.len() > LONGEST {
        return all;
    }
    for at in 0..=digits.len() {
        let (left, right) = digits.split_at_checked(at).unwrap_or((&digits, &[]));
        for digit in 0..10 {
            all.push(value(left.iter().chain([&digit]).chain(right)));
        }
        let Some((&first, behind)) = right.split_first() else { continue };
        all.push(value(left.iter().chain(behind)));
        for digit in (0..10).filter(|&digit| digit != first) {
            all.push(value(left.iter().chain([&digit]).chain(behind)));
        }
        if let Some((&second, behind)) = behind.split_first() {
            all.push(value(left.iter().chain([&second, &first]).chain(behind)));
        }
    }
    let size = value(&digits);
    all.extend(SHIFTS.iter().filter_map(|&shift| size.checked_mul(shift)));
    all.extend(SHIFTS.iter().map(|&shift| size / shift));
    // The first is negated already.
    for other in all.iter_mut().skip(1) {
        *other *= sign;
    }
    all.retain(|&other| other != number);
    all
}

fn digits(number: i64) -> Vec<u8> {
    let mut rest = number.unsigned_abs();
    let mut digits = Vec::new();
    while rest > 0 || digits.is_empty() {
        digits.push(u8::try_from(rest % 10).unwrap_or(0));
        rest /= 10;
    }
    digits.reverse();
    digits
}

fn value<'a>(digits: impl IntoIterator<Item = &'a u8>) -> i64 {
    let next = |value: i64, &digit: &u8| value.saturating_mul(10).saturating_add(digit.into());
    digits.into_iter().fold(0, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_slip_away() {
        let near = [3_106, 3_015, 305, 31_105, 311_055, 310_500, 310, 31, -3_105];
        let of = slips(3_105);
        for number in near {
            assert_eq!(of.contains(&number), number != 311_055, "{number}");
        }
        assert!(!of.contains(&3_105));
        assert!(!of.contains(&3_216));
        assert!(slips(-3_105).contains(&-3_015));
        assert!(slips(0).contains(&7));
        assert_eq!(slips(i64::MIN), [i64::MAX]);
    }
}
