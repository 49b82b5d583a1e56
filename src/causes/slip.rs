//! The likely slip (笔误): how a figure that must be wrong may have come to be printed as it is.
//!
//! Each way in which people err turns a true figure into a few wrong ones. Run backwards, it gives
//! the figures that may have been meant; those in the range that the true value must lie in are
//! candidates. They are ranked by how likely the slip gives just this print (a sign can be lost in
//! one way, a digit be mistyped in nine times as many ways as there are digits), and by how near
//! the candidate lies to the middle of the range.

use alloc::{
    format,
    string::{String, ToString},
    vec::Vec,
};

use strum::VariantArray;

use crate::lang::{Lang, Message};
use crate::named::named;
use crate::num::amount::Unit;
use crate::num::figure::{Figure, Quantity};

/// A way to get a figure wrong.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum Slip {
    /// One digit mistyped: 31.05 for 31.06.
    OneDigit,
    /// Two digits side by side swapped: 31.05 for 30.15.
    TransposedDigits,
    /// A digit left out: 151.74 for 1,051.74.
    DroppedDigit,
    /// A digit typed twice: 311.05 for 31.05.
    DoubledDigit,
    /// The decimal point moved: 310.5 for 31.05.
    DecimalShift,
    /// 元 printed for 万元, or the other way round.
    UnitSlip,
    /// A minus too many or too few.
    Sign,
    /// The figure of the next row or column.
    Neighbour,
    /// Last year's figure.
    LastYear,
}

impl Slip {
    /// All slips.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// What the slip is called.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::OneDigit => lang.pick("一位数字有误", "one digit wrong"),
            Self::TransposedDigits => lang.pick("两位数字颠倒", "two digits transposed"),
            Self::DroppedDigit => lang.pick("漏了一位数字", "a digit dropped"),
            Self::DoubledDigit => lang.pick("多打一位数字", "a digit doubled"),
            Self::DecimalShift => lang.pick("小数点移位", "decimal point moved"),
            Self::UnitSlip => lang.pick("元与万元混淆", "元 and 万元 confused"),
            Self::Sign => lang.pick("正负号有误", "sign wrong"),
            Self::Neighbour => lang.pick("错抄相邻的数", "a neighbour's figure"),
            Self::LastYear => lang.pick("用了上年的数", "last year's figure"),
        }
    }

    fn key(self) -> &'static str {
        self.into()
    }
}

named!(Slip, "the name of a slip");

/// A figure that may have been meant, and the slip that turned it into the printed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Correction {
    figure: Figure,
    slip: Slip,
    score: u128,
}

impl Correction {
    /// The figure that may have been meant.
    pub fn figure(&self) -> Figure {
        self.figure
    }

    /// How it came to be printed wrong.
    pub fn slip(&self) -> Slip {
        self.slip
    }

    /// How likely it is; only the order means something.
    pub(super) fn score(&self) -> u128 {
        self.score
    }

    /// `31.05 ↔ 30.15：两位数字颠倒`.
    pub fn message(&self, printed: Figure) -> Message {
        let pair = format!("{printed} ↔ {}", self.figure);
        Message::new(
            format!("{pair}：{}", self.slip.name(Lang::Zh)),
            format!("{pair}: {}", self.slip.name(Lang::En)),
        )
    }
}

/// What is known about a figure that must be wrong.
pub(super) struct Evidence<'a> {
    pub(super) printed: Figure,
    /// Its text, which may have zeros in front: `051.74`.
    pub(super) text: &'a str,
    /// Where the true value must lie.
    pub(super) low: Option<Quantity>,
    pub(super) high: Option<Quantity>,
    /// The decimals that the table's figures have as a rule.
    pub(super) usual_decimals: u8,
    /// The figures of the cells beside it.
    pub(super) neighbours: &'a [Figure],
    /// Last year's figure of the same scope.
    pub(super) last_year: Option<Figure>,
}

/// The most candidates that are kept.
const KEPT: usize = 8;

/// How much less likely a figure is whose decimals are not those of its table.
const UNUSUAL: u128 = 16;

/// The figures that may have been meant, the likeliest first.
pub(super) fn corrections(evidence: &Evidence<'_>) -> Vec<Correction> {
    let mut search = Search { evidence, found: Vec::new() };
    search.sign();
    search.point_moved();
    search.unit_confused();
    search.transposed();
    search.dropped();
    search.doubled();
    search.one_digit();
    search.copied();
    let mut found = search.found;
    found.sort_by(|a, b| {
        (b.score, a.slip, a.figure.mantissa()).cmp(&(a.score, b.slip, b.figure.mantissa()))
    });
    let mut kept: Vec<Correction> = Vec::new();
    for correction in found {
        if kept.len() < KEPT && !kept.iter().any(|k| k.figure.same_value(correction.figure)) {
            kept.push(correction);
        }
    }
    kept
}

struct Search<'a> {
    evidence: &'a Evidence<'a>,
    found: Vec<Correction>,
}

impl Search<'_> {
    /// Adds a candidate that lies in the range; `ways` is how many prints its slip could have given.
    fn offer(&mut self, mantissa: i64, decimals: u8, unit: Unit, slip: Slip, ways: u32) {
        let printed = self.evidence.printed;
        let Ok(figure) = Figure::new(mantissa, decimals, unit) else { return };
        if figure.same_value(printed) || !self.evidence.may_be(figure) {
            return;
        }
        // Nobody means a figure of other decimals than its table has.
        let unusual = if decimals == self.evidence.usual_decimals { 1 } else { UNUSUAL };
        let score = self.evidence.nearness(figure) / (u128::from(ways.max(1)) * unusual);
        self.found.push(Correction { figure, slip, score: score.max(1) });
    }

    fn mantissa(&self) -> i64 {
        self.evidence.printed.mantissa()
    }

    fn decimals(&self) -> u8 {
        self.evidence.printed.decimals()
    }

    /// The digits as printed, zeros in front with them; at least one before the point.
    fn digits(&self) -> Vec<u8> {
        let value = self.mantissa().unsigned_abs();
        let width = usize::from(self.decimals()) + 1;
        let printed: String = self.evidence.text.chars().filter(char::is_ascii_digit).collect();
        let text = match printed.parse::<u64>() {
            Ok(number) if number == value && printed.len() >= width => printed,
            _ => format!("{value:0width$}"),
        };
        text.bytes().map(|byte| byte - b'0').collect()
    }

    fn offer_digits(&mut self, digits: &[u8], decimals: u8, slip: Slip, ways: usize) {
        let value = digits
            .iter()
            .try_fold(0_i64, |value, &digit| value.checked_mul(10)?.checked_add(i64::from(digit)));
        if let Some(value) = value {
            let signed = if self.mantissa() < 0 { -value } else { value };
            let ways = u32::try_from(ways).unwrap_or(u32::MAX);
            self.offer(signed, decimals, self.evidence.printed.unit(), slip, ways);
        }
    }

    fn sign(&mut self) {
        self.offer(-self.mantissa(), self.decimals(), self.evidence.printed.unit(), Slip::Sign, 1);
    }

    /// The point one or two places to the left or right, in the usual decimals.
    fn point_moved(&mut self) {
        let unit = self.evidence.printed.unit();
        let (decimals, usual) = (self.decimals(), self.evidence.usual_decimals);
        for shift in 1..=2 {
            let power = 10_i64.pow(u32::from(shift));
            let ways = 2 * u32::from(shift);
            // What was meant is a power of ten larger …
            if let Some(more) = self.mantissa().checked_mul(power) {
                self.offer(more, decimals, unit, Slip::DecimalShift, ways);
            }
            // … or smaller: then the printed digits have too few decimals.
            self.offer(self.mantissa(), decimals + shift, unit, Slip::DecimalShift, ways);
            if decimals + shift > usual && self.mantissa() % power == 0 {
                self.offer(self.mantissa() / power, decimals, unit, Slip::DecimalShift, ways);
            }
        }
    }

    /// Ten thousand times as much or as little.
    fn unit_confused(&mut self) {
        let unit = self.evidence.printed.unit();
        let (mantissa, decimals) = (self.mantissa(), self.decimals());
        if let Some(more) = mantissa.checked_mul(10_000) {
            self.offer(more, decimals, unit, Slip::UnitSlip, 2);
            self.offer_only_one(Slip::UnitSlip, 2, Some((more, decimals)));
        }
        let usual = self.evidence.usual_decimals;
        self.offer(mantissa, decimals + 4, unit, Slip::UnitSlip, 2);
        // 元 have more digits than 万元 show: what was meant is rounded to the usual decimals.
        if decimals + 4 > usual {
            let power = 10_i64.checked_pow(u32::from(decimals + 4 - usual));
            if let Some(power) = power {
                let rounded = (mantissa + mantissa.signum() * (power / 2)) / power;
                self.offer(rounded, usual, unit, Slip::UnitSlip, 2);
            }
        }
    }

    fn transposed(&mut self) {
        let digits = self.digits();
        let ways = digits.windows(2).filter(|pair| matches!(pair, [a, b] if a != b)).count();
        for left in 0..digits.len().saturating_sub(1) {
            let mut swapped = digits.clone();
            swapped.swap(left, left + 1);
            if swapped != digits {
                self.offer_digits(&swapped, self.decimals(), Slip::TransposedDigits, ways);
            }
        }
    }

    /// One digit more was meant: before the point, or behind it where a decimal is missing.
    fn dropped(&mut self) {
        let digits = self.digits();
        let decimals = self.decimals();
        let both = [decimals, decimals + 1];
        let meant = if decimals < self.evidence.usual_decimals { &both[..] } else { &both[..1] };
        for position in 0..=digits.len() {
            for digit in 0..10 {
                let mut longer = digits.clone();
                longer.insert(position, digit);
                for &decimals in meant {
                    self.offer_digits(&longer, decimals, Slip::DroppedDigit, digits.len() + 1);
                }
            }
        }
    }

    /// One digit less was meant, of two alike side by side.
    fn doubled(&mut self) {
        let digits = self.digits();
        let decimals = self.decimals();
        let behind_point = |position: usize| position + usize::from(decimals) > digits.len();
        for position in 1..digits.len() {
            if digits.get(position) != digits.get(position - 1) {
                continue;
            }
            let mut shorter = digits.clone();
            shorter.remove(position);
            let ways = digits.len().max(2) - 1;
            self.offer_digits(&shorter, decimals, Slip::DoubledDigit, ways);
            if let Some(fewer) = decimals.checked_sub(1).filter(|_| behind_point(position)) {
                self.offer_digits(&shorter, fewer, Slip::DoubledDigit, ways);
            }
        }
    }

    fn one_digit(&mut self) {
        let digits = self.digits();
        for position in 0..digits.len() {
            for digit in 0..10 {
                let mut other = digits.clone();
                if let Some(slot) = other.get_mut(position) {
                    *slot = digit;
                }
                if other != digits {
                    self.offer_digits(&other, self.decimals(), Slip::OneDigit, digits.len() * 9);
                }
            }
        }
    }

    /// Copied from beside or from last year: what was meant is whatever the range allows, if it
    /// allows one figure only.
    fn copied(&mut self) {
        let printed = self.evidence.printed;
        let alike = |figure: &Figure| figure.same_value(printed);
        if self.evidence.last_year.as_ref().is_some_and(alike) {
            self.offer_only_one(Slip::LastYear, 4, None);
        }
        if self.evidence.neighbours.iter().any(alike) {
            self.offer_only_one(Slip::Neighbour, 8, None);
        }
    }

    /// Offers the middle figure of the usual decimals in the range; with `near`, only if that
    /// coarser figure's last place covers it.
    fn offer_only_one(&mut self, slip: Slip, ways: u32, near: Option<(i64, u8)>) {
        let (Some(low), Some(high)) = (self.evidence.low, self.evidence.high) else { return };
        let unit = self.evidence.printed.unit();
        let decimals = self.evidence.usual_decimals;
        let Ok(place) = Figure::new(1, decimals, unit) else { return };
        let place = place.value().nano();
        let Some(twice) = low.nano().checked_add(high.nano()) else { return };
        let mantissa = twice.div_euclid(2).checked_add(place / 2).map(|sum| sum.div_euclid(place));
        let Some(mantissa) = mantissa.and_then(|mantissa| i64::try_from(mantissa).ok()) else {
            return;
        };
        if let Some((mantissa, decimals)) = near {
            let Ok(coarse) = Figure::new(mantissa, decimals, unit) else { return };
            let tolerance = coarse.last_place().nano().saturating_mul(10_000);
            let distance = coarse.value().nano().abs_diff(low.nano());
            if i128::try_from(distance).map_or(true, |distance| distance > tolerance) {
                return;
            }
        }
        self.offer(mantissa, decimals, unit, slip, ways);
    }
}

/// The one figure of the usual decimals that lies in the range, if there is just one: what was
/// meant, whatever went wrong.
pub(super) fn implied(evidence: &Evidence<'_>) -> Option<Figure> {
    let (low, high) = (evidence.low?.nano(), evidence.high?.nano());
    let (decimals, unit) = (evidence.usual_decimals, evidence.printed.unit());
    let place = Figure::new(1, decimals, unit).ok()?.value().nano();
    let last = high.div_euclid(place);
    let first = low.checked_neg()?.div_euclid(place).checked_neg()?;
    (first == last).then(|| Figure::new(i64::try_from(first).ok()?, decimals, unit).ok())?
}

impl Evidence<'_> {
    /// Whether a value that prints as `figure` lies in the range.
    fn may_be(&self, figure: Figure) -> bool {
        let interval = figure.interval(crate::num::figure::Rounding::Nearest);
        self.low.is_none_or(|low| interval.high() >= low)
            && self.high.is_none_or(|high| interval.low() <= high)
    }

    /// How near a figure lies to the middle of the range, from 1 at its ends to 2²⁰.
    fn nearness(&self, figure: Figure) -> u128 {
        const TOP: u128 = 1 << 20;
        let (Some(low), Some(high)) = (self.low, self.high) else { return TOP / 4 };
        let place = figure.last_place().nano();
        let middle = low.nano().saturating_add(high.nano()).div_euclid(2);
        let half = high.nano().saturating_sub(low.nano()).div_euclid(2).saturating_add(place);
        let half = half.unsigned_abs().max(1);
        let distance = figure.value().nano().abs_diff(middle).min(half);
        ((half - distance).saturating_mul(TOP) / half).max(1)
    }
}

/// The text of a figure in the style of the text that it replaces.
pub(crate) fn in_style_of(figure: Figure, text: &str) -> String {
    let separated = figure.to_string();
    let plain = || separated.chars().filter(|c| *c != ',').collect::<String>();
    let grouped = text.contains([',', '，']);
    let short = text.chars().filter(char::is_ascii_digit).count() <= 5;
    if grouped || short { separated } else { plain() }
}

/// A clause of prose with the number of one figure replaced by another's. The sign is in the words
/// around it (减少20.21万元), so a figure of the other sign cannot take its place.
pub(crate) fn in_prose(text: &str, printed: Figure, figure: Figure) -> Option<String> {
    if (printed.mantissa() < 0) != (figure.mantissa() < 0) {
        return None;
    }
    let magnitude = |figure: Figure| {
        Figure::new(figure.mantissa().checked_abs()?, figure.decimals(), figure.unit()).ok()
    };
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let (old, new) = (magnitude(printed)?, magnitude(figure)?);
    // The last number is the amount; one before it may be a year.
    let mut end = text.len();
    for run in text.rsplit(|c| !numeric(c)) {
        let start = end - run.len();
        if Figure::parse(run, printed.unit()).ok().flatten() == Some(old) {
            let new = in_style_of(new, run);
            return Some(format!("{}{new}{}", text.get(..start)?, text.get(end..)?));
        }
        end = start - text.get(..start)?.chars().next_back()?.len_utf8();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(text: &str) -> Figure {
        Figure::parse(text, Unit::WanYuan).unwrap().unwrap()
    }

    /// The likeliest correction of a text whose true value prints as `meant` or up to so many last
    /// places more or less.
    fn best(text: &str, meant: &str, slack: i64) -> (String, Slip) {
        let (printed, meant) = (figure(text), figure(meant));
        let interval = meant.interval(crate::num::figure::Rounding::Nearest);
        let slack = meant.last_place().checked_mul(slack).unwrap();
        let evidence = Evidence {
            printed,
            text,
            low: interval.low().checked_sub(slack),
            high: interval.high().checked_add(slack),
            usual_decimals: 2,
            neighbours: &[],
            last_year: None,
        };
        let best = corrections(&evidence)[0];
        (best.figure().to_string(), best.slip())
    }

    #[test]
    fn the_way_people_err_leads_back() {
        let back = |text, meant: &str, slip| assert_eq!(best(text, meant, 2), (meant.into(), slip));
        back("31.05", "30.15", Slip::TransposedDigits);
        // The zero in front tells that a digit is missing there.
        back("051.74", "1,051.74", Slip::DroppedDigit);
        back("12.5", "12.56", Slip::DroppedDigit);
        // Three decimals are meant nowhere in a table of two.
        back("2.225", "2.25", Slip::DoubledDigit);
        back("84.665", "84.65", Slip::DoubledDigit);
        back("3105", "31.05", Slip::DecimalShift);
        back("310500", "31.05", Slip::UnitSlip);
        back("-31.05", "31.05", Slip::Sign);
        back("31.06", "37.06", Slip::OneDigit);
    }

    #[test]
    fn one_figure_in_the_range_is_implied() {
        let evidence = |low: i128, high: i128| Evidence {
            printed: figure("9.99"),
            text: "9.99",
            low: Some(Quantity::from_nano(low * 10_000_000_000)),
            high: Some(Quantity::from_nano(high * 10_000_000_000)),
            usual_decimals: 2,
            neighbours: &[],
            last_year: None,
        };
        // In 10 元: 0.01 万元 is ten of these.
        assert_eq!(implied(&evidence(-15, -5)), Some(figure("-0.01")));
        assert_eq!(implied(&evidence(10, 10)), Some(figure("0.01")));
        assert_eq!(implied(&evidence(11, 19)), None);
        assert_eq!(implied(&evidence(10, 20)), None);
    }

    #[test]
    fn a_clause_keeps_its_words() {
        let text = "较2025年减少1,087.06万元";
        let [printed, meant] = ["-1087.06", "-1078.06"].map(figure);
        let corrected = in_prose(text, printed, meant);
        assert_eq!(corrected.as_deref(), Some("较2025年减少1,078.06万元"));
        assert_eq!(in_prose(text, printed, figure("1078.06")), None);
        assert_eq!(in_prose("较2025年减少", printed, meant), None);
    }
}
