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

/// Whether one number is one slip away from another, or is it.
pub(crate) fn is_slip(one: i64, other: i64) -> bool {
    if one == other || one.checked_neg() == Some(other) {
        return true;
    }
    if (one < 0) != (other < 0) && one != 0 && other != 0 {
        return false;
    }
    let (one, other) = (one.unsigned_abs(), other.unsigned_abs());
    let (more, less) = (one.max(other), one.min(other));
    let shifted = SHIFTS.iter().any(|&shift| more / shift.unsigned_abs() == less && less > 0);
    shifted || is_mistyped(more, less)
}

/// Whether one digit differs, two side by side are swapped, or one is left out.
fn is_mistyped(more: u64, less: u64) -> bool {
    let tail = |number: u64, places: u32| 10_u64.checked_pow(places).map_or(number, |p| number % p);
    let head = |number: u64, places: u32| 10_u64.checked_pow(places).map_or(0, |p| number / p);
    (0..20).any(|at| {
        let behind = tail(more, at) == tail(less, at);
        let replaced = head(more, at + 1) == head(less, at + 1);
        let dropped = head(more, at + 1) == head(less, at);
        let pair = |number: u64| tail(head(number, at), 2);
        let swapped = head(more, at + 2) == head(less, at + 2)
            && pair(more) == tail(pair(less), 1) * 10 + pair(less) / 10;
        behind && (replaced || dropped || swapped)
    })
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

    #[test]
    fn whether_two_are_one_slip_apart() {
        for number in [0, 7, 10, 3_105, -3_105, 999, 100_000] {
            for other in slips(number) {
                assert!(is_slip(number, other) || other == 0, "{number} {other}");
            }
            let all = slips(number);
            let is_near = |other: i64| other == number || all.contains(&other);
            for other in -40_000_i64..40_000 {
                let wider = other.abs() > number.abs();
                assert!(!is_slip(number, other) || is_near(other) || wider, "{number} {other}");
            }
        }
        assert!(is_slip(i64::MAX, i64::MAX - 1) && !is_slip(i64::MAX, i64::MIN + 77));
    }
}
