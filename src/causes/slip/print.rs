//! A printed number as a row of digits, and all that one slip makes of it.

use alloc::{format, vec::Vec};

use super::Slip;
use crate::num::amount::Unit;
use crate::num::figure::Figure;

/// A number as it is typed: digits, of which the last few stand behind the point.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Print {
    negative: bool,
    /// At least one before the point.
    digits: Vec<u8>,
    decimals: usize,
}

/// The most digits: no figure has more.
const LONGEST: usize = 24;

impl Print {
    /// The number in a text, whatever else stands there; `None` where there is none, or two.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let negative = text.contains(['-', '−', '△', '▲', '(', '（']);
        let (mut digits, mut decimals) = (Vec::new(), None);
        for c in text.chars() {
            match c {
                '.' if decimals.is_some() => return None,
                '.' => decimals = Some(0),
                _ => {
                    let Some(digit) = c.to_digit(10) else { continue };
                    digits.push(u8::try_from(digit).ok()?);
                    decimals = decimals.map(|count: usize| count + 1);
                }
            }
        }
        let known = !digits.is_empty() && digits.len() <= LONGEST;
        known.then(|| Self::new(negative, digits, decimals.unwrap_or(0)))
    }

    pub(super) fn of(figure: Figure) -> Self {
        let digits = format!("{}", figure.mantissa().unsigned_abs());
        let digits = digits.bytes().map(|byte| byte - b'0').collect();
        Self::new(figure.mantissa() < 0, digits, usize::from(figure.decimals()))
    }

    /// With a digit before the point.
    fn new(negative: bool, mut digits: Vec<u8>, decimals: usize) -> Self {
        while digits.len() <= decimals {
            digits.insert(0, 0);
        }
        Self { negative, digits, decimals }
    }

    pub(super) fn decimals(&self) -> usize {
        self.decimals
    }

    /// The value as a whole number of its last places.
    pub(super) fn mantissa(&self) -> Option<i64> {
        let value = self.digits.iter().try_fold(0_i64, |value, &digit| {
            value.checked_mul(10)?.checked_add(i64::from(digit))
        })?;
        Some(if self.negative { -value } else { value })
    }

    pub(super) fn figure(&self, unit: Unit) -> Option<Figure> {
        Figure::new(self.mantissa()?, u8::try_from(self.decimals).ok()?, unit).ok()
    }

    /// The digits without zeros that change no value.
    pub(super) fn plain(&self) -> Self {
        let Self { negative, mut digits, mut decimals } = self.clone();
        while decimals > 0 && digits.last() == Some(&0) {
            digits.pop();
            decimals -= 1;
        }
        let zeros = digits.iter().take_while(|&&digit| digit == 0).count();
        digits.drain(..zeros.min(digits.len() - decimals - 1));
        Self { negative, digits, decimals }
    }

    /// With at most so many decimals, 四舍五入.
    pub(super) fn rounded(&self, decimals: usize) -> Self {
        let mut rounded = self.clone();
        let Some(dropped) = self.decimals.checked_sub(decimals).filter(|&dropped| dropped > 0)
        else {
            return rounded;
        };
        let rest = rounded.digits.split_off(rounded.digits.len() - dropped);
        rounded.decimals = decimals;
        if rest.first().is_some_and(|&digit| digit >= 5) {
            for digit in rounded.digits.iter_mut().rev() {
                *digit = (*digit + 1) % 10;
                if *digit != 0 {
                    return rounded;
                }
            }
            rounded.digits.insert(0, 1);
        }
        rounded
    }

    /// All prints that a slip makes of this one; none for slips that need other figures.
    pub(crate) fn slipped(&self, slip: Slip) -> Vec<Self> {
        let mut prints = match slip {
            Slip::OneDigit => self.replaced(),
            Slip::TransposedDigits => self.swapped(),
            Slip::DroppedDigit => self.shortened(|_| true),
            Slip::DoubledDigit => self.lengthened(|before, digit| before == Some(digit)),
            Slip::DecimalShift => self.shifted(&[1, 2]),
            Slip::UnitSlip => self.in_other_unit(),
            Slip::Sign => Vec::from([Self { negative: !self.negative, ..self.clone() }]),
            Slip::Neighbour | Slip::LastYear => Vec::new(),
        };
        self.tidy(&mut prints);
        prints
    }

    /// All prints of which a slip makes this one.
    pub(super) fn before(&self, slip: Slip) -> Vec<Self> {
        let mut prints = match slip {
            Slip::DroppedDigit => self.lengthened(|_, _| true),
            Slip::DoubledDigit => self.shortened(|at| {
                let before = at.checked_sub(1).and_then(|before| self.digits.get(before));
                before.is_some() && before == self.digits.get(at)
            }),
            Slip::UnitSlip => self.shifted(&[4]),
            slip => return self.slipped(slip),
        };
        self.tidy(&mut prints);
        prints
    }

    fn tidy(&self, prints: &mut Vec<Self>) {
        prints.retain(|print| print != self && print.digits.len() <= LONGEST);
        prints.sort_unstable();
        prints.dedup();
    }

    /// One digit is another.
    fn replaced(&self) -> Vec<Self> {
        let others = (0..self.digits.len()).flat_map(|at| (0..10).map(move |digit| (at, digit)));
        let replaced = |(at, digit)| {
            let mut print = self.clone();
            *print.digits.get_mut(at)? = digit;
            Some(print)
        };
        others.filter_map(replaced).collect()
    }

    /// Two digits side by side change places.
    fn swapped(&self) -> Vec<Self> {
        let swapped = |at| {
            let mut print = self.clone();
            print.digits.swap(at - 1, at);
            print
        };
        (1..self.digits.len()).map(swapped).collect()
    }

    /// A digit is left out, where that may be.
    fn shortened(&self, may: impl Fn(usize) -> bool) -> Vec<Self> {
        let whole = self.digits.len() - self.decimals;
        let without = |at: usize| {
            let mut digits = self.digits.clone();
            digits.remove(at);
            Self::new(self.negative, digits, self.decimals - usize::from(at >= whole))
        };
        let all = 0..if self.digits.len() > 1 { self.digits.len() } else { 0 };
        all.filter(|&at| may(at)).map(without).collect()
    }

    /// A digit is put in, where that may be: behind which one, and which.
    fn lengthened(&self, may: impl Fn(Option<u8>, u8) -> bool) -> Vec<Self> {
        let whole = self.digits.len() - self.decimals;
        let mut prints = Vec::new();
        for at in 0..=self.digits.len() {
            let before = at.checked_sub(1).and_then(|before| self.digits.get(before)).copied();
            for digit in (0..10).filter(|&digit| may(before, digit)) {
                let mut digits = self.digits.clone();
                digits.insert(at, digit);
                if at <= whole {
                    prints.push(Self::new(self.negative, digits.clone(), self.decimals));
                }
                // Behind the point no digit stands yet.
                let before = if at == whole { None } else { before };
                if at >= whole && may(before, digit) {
                    prints.push(Self::new(self.negative, digits, self.decimals + 1));
                }
            }
        }
        prints
    }

    /// The point moves by some places, to the left and to the right.
    fn shifted(&self, places: &[usize]) -> Vec<Self> {
        let mut prints = Vec::new();
        for &places in places {
            let mut digits = self.digits.clone();
            digits.extend(core::iter::repeat_n(0, places.saturating_sub(self.decimals)));
            let decimals = self.decimals.saturating_sub(places);
            prints.push(Self::new(self.negative, digits, decimals).trimmed());
            prints.push(Self::new(self.negative, self.digits.clone(), self.decimals + places));
        }
        prints
    }

    /// 元 for 万元, exactly; 万元 for 元, with no more decimals than before and no less than two.
    fn in_other_unit(&self) -> Vec<Self> {
        let mut prints = self.shifted(&[4]);
        for print in &mut prints {
            if print.decimals > self.decimals {
                *print = print.rounded(self.decimals.max(2)).trimmed();
            }
        }
        prints.retain(|print| print.digits.iter().any(|&digit| digit != 0));
        prints
    }

    /// Without zeros in front.
    fn trimmed(mut self) -> Self {
        let zeros = self.digits.iter().take_while(|&&digit| digit == 0).count();
        self.digits.drain(..zeros.min(self.digits.len() - self.decimals - 1));
        self
    }

    /// The number as it is typed, without separators.
    #[cfg(any(test, feature = "proptest"))]
    pub(crate) fn text(&self) -> alloc::string::String {
        let mut text = alloc::string::String::with_capacity(self.digits.len() + 2);
        if self.negative {
            text.push('-');
        }
        let whole = self.digits.len() - self.decimals;
        for (at, &digit) in self.digits.iter().enumerate() {
            if at == whole {
                text.push('.');
            }
            text.push(char::from(b'0' + digit % 10));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str, slip: Slip) -> Vec<alloc::string::String> {
        Print::read(text).unwrap().slipped(slip).iter().map(Print::text).collect()
    }

    #[test]
    fn each_slip_has_its_ways() {
        assert_eq!(all("31.05", Slip::OneDigit).len(), 36);
        assert_eq!(all("31.05", Slip::TransposedDigits), ["13.05", "30.15", "31.50"]);
        assert_eq!(all("31.05", Slip::DroppedDigit), ["1.05", "3.05", "31.0", "31.5"]);
        assert_eq!(all("31.05", Slip::DoubledDigit), ["31.005", "31.055", "311.05", "331.05"]);
        assert_eq!(all("31.05", Slip::DecimalShift), ["0.3105", "3105", "310.5", "3.105"]);
        assert_eq!(all("31.05", Slip::UnitSlip), ["310500"]);
        assert_eq!(all("310523.17", Slip::UnitSlip), ["31.05", "3105231700"]);
        assert_eq!(all("-31.05", Slip::Sign), ["31.05"]);
        assert!(all("11", Slip::TransposedDigits).is_empty());
    }

    /// What a slip makes of a print, that slip run backwards leads from back to it.
    #[test]
    fn every_way_leads_back() {
        for text in ["31.05", "1051.74", "0.05", "7", "100.00", "-3.30"] {
            let print = Print::read(text).unwrap();
            for &slip in Slip::ALL {
                // What is lost in a larger unit is only implied.
                if slip == Slip::UnitSlip {
                    continue;
                }
                for wrong in print.slipped(slip) {
                    let back = wrong.before(slip);
                    assert!(
                        back.iter().any(|before| before.plain() == print.plain()),
                        "{text} {slip} {}",
                        wrong.text()
                    );
                }
            }
        }
    }

    #[test]
    fn digits_are_read_out_of_what_is_no_number() {
        assert_eq!(Print::read(",736,957.00").unwrap().text(), "736957.00");
        assert_eq!(Print::read("（3.5）").unwrap().text(), "-3.5");
        assert_eq!(Print::read("1.2.3"), None);
        assert_eq!(Print::read("—"), None);
        let round = |text: &str, decimals| Print::read(text).unwrap().rounded(decimals).text();
        assert_eq!(round("31.05", 1), "31.1");
        assert_eq!(round("9.96", 1), "10.0");
        assert_eq!(round("9.94", 2), "9.94");
    }
}
