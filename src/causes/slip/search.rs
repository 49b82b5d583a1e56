//! Which figures may have been meant where one must be wrong.

use alloc::vec::Vec;

use super::{Correction, Print, Slip};
use crate::num::amount::Unit;
use crate::num::figure::{Figure, Quantity};

/// What is known about a figure that must be wrong.
pub(in crate::causes) struct Evidence<'a> {
    /// The figure, unless it cannot be read.
    pub(in crate::causes) printed: Option<Figure>,
    /// Its text, which may have zeros in front: `051.74`.
    pub(in crate::causes) text: &'a str,
    pub(in crate::causes) unit: Unit,
    /// Where what should be printed must lie.
    pub(in crate::causes) low: Option<Quantity>,
    pub(in crate::causes) high: Option<Quantity>,
    /// The decimals that the table's figures have as a rule; `None` in prose.
    pub(in crate::causes) decimals: Option<u8>,
    /// The figures of the cells beside it.
    pub(in crate::causes) neighbours: &'a [Figure],
    /// Last year's figure of the same scope.
    pub(in crate::causes) last_year: Option<Figure>,
}

/// The most candidates that are kept.
const KEPT: usize = 8;

/// How much less likely it is that a figure went wrong and lost decimals besides.
const COARSER: u128 = 16;

/// The figures that may have been meant, the likeliest first.
///
/// Candidates are what the range implies, and all figures in it that some slip turns into the
/// print. They are ranked by how often people slip like that, in how many ways (a sign can be lost in
/// one, a digit be mistyped in nine times as many as there are digits), and by how near they
/// lie to the middle of the range.
pub(in crate::causes) fn corrections(evidence: &Evidence<'_>) -> Vec<Correction> {
    let mut found = Vec::new();
    if let Some(print) = evidence.print() {
        for &slip in Slip::ALL {
            let before = print.before(slip);
            let mut candidates: Vec<Figure> =
                before.iter().filter_map(|before| evidence.in_range(before)).collect();
            candidates.extend(implied(evidence));
            candidates.sort_unstable_by_key(|figure| figure.mantissa());
            candidates.dedup();
            found.extend(candidates.into_iter().filter_map(|figure| {
                let score = evidence.score(&print, figure, slip)?;
                Some(Correction { figure, slip, score })
            }));
        }
    }
    found.extend(copied(evidence));
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

/// Copied from beside or from last year: what was meant is whatever the range allows.
fn copied(evidence: &Evidence<'_>) -> Option<Correction> {
    let printed = evidence.printed?;
    let alike = |figure: &Figure| figure.same_value(printed);
    let slip = if evidence.last_year.as_ref().is_some_and(alike) {
        Slip::LastYear
    } else if evidence.neighbours.iter().any(alike) {
        Slip::Neighbour
    } else {
        return None;
    };
    let figure = evidence.middle(evidence.decimals.unwrap_or(printed.decimals()))?;
    let score = evidence.nearness(figure) * u128::from(slip.weight());
    (!alike(&figure)).then_some(Correction { figure, slip, score })
}

/// The one figure of the usual decimals that lies in the range, if there is just one: what was
/// meant, whatever went wrong. Prose may have meant a decimal or two more than it prints.
pub(in crate::causes) fn implied(evidence: &Evidence<'_>) -> Option<Figure> {
    // What is no number may still show the digits that were meant.
    let shown = || evidence.in_range(&evidence.print()?);
    if let (None, Some(figure)) = (evidence.printed, shown()) {
        return Some(figure);
    }
    match (evidence.decimals, evidence.printed) {
        (Some(decimals), _) => evidence.only(decimals),
        (None, Some(printed)) => {
            let least = printed.decimals();
            (least..=least.saturating_add(2)).find_map(|decimals| evidence.only(decimals))
        }
        (None, None) => None,
    }
}

impl Evidence<'_> {
    /// The digits as printed, zeros in front with them.
    fn print(&self) -> Option<Print> {
        let read = Print::read(self.text);
        match self.printed {
            None => read,
            Some(printed) => {
                let as_read = |print: &Print| {
                    print.mantissa() == Some(printed.mantissa())
                        && print.decimals() == usize::from(printed.decimals())
                };
                Some(read.filter(as_read).unwrap_or_else(|| Print::of(printed)))
            }
        }
    }

    /// What a print stands for in the usual decimals, if that is in the range.
    fn in_range(&self, print: &Print) -> Option<Figure> {
        let plain = print.plain();
        let figure = match self.decimals {
            Some(decimals) => {
                let rounded = plain.rounded(decimals.into()).figure(self.unit)?;
                with_decimals(rounded, decimals)?
            }
            None => print.figure(self.unit)?,
        };
        let wrong = |printed: Figure| printed.same_value(figure);
        (self.may_be(figure) && !self.printed.is_some_and(wrong)).then_some(figure)
    }

    fn may_be(&self, figure: Figure) -> bool {
        self.low.is_none_or(|low| low <= figure.value())
            && self.high.is_none_or(|high| figure.value() <= high)
    }

    /// How likely it is that a slip made the print of a figure.
    fn score(&self, print: &Print, figure: Figure, slip: Slip) -> Option<u128> {
        let ways = Print::of(figure).slipped(slip);
        let plain = print.plain();
        let fit = if ways.iter().any(|way| way.plain() == plain) {
            1
        } else if ways.iter().any(|way| way.rounded(print.decimals()).plain() == plain) {
            COARSER
        } else {
            return None;
        };
        let ways = u128::try_from(ways.len()).unwrap_or(u128::MAX);
        let score = self.nearness(figure) * u128::from(slip.weight());
        Some((score / ways.max(1) / fit).max(1))
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

    /// The only figure of so many decimals in the range.
    fn only(&self, decimals: u8) -> Option<Figure> {
        let place = Figure::new(1, decimals, self.unit).ok()?.value().nano();
        let last = self.high?.nano().div_euclid(place);
        let first = self.low?.nano().checked_neg()?.div_euclid(place).checked_neg()?;
        (first == last)
            .then(|| Figure::new(i64::try_from(first).ok()?, decimals, self.unit).ok())?
    }

    /// The figure of so many decimals that is nearest to the middle of the range, if it is in it.
    fn middle(&self, decimals: u8) -> Option<Figure> {
        let sum = self.low?.nano().checked_add(self.high?.nano())?;
        let middle = Quantity::from_nano(sum.div_euclid(2));
        nearest(middle, decimals, self.unit).filter(|&figure| self.may_be(figure))
    }
}

/// The figure of so many decimals that is nearest to an amount.
pub(in crate::causes) fn nearest(amount: Quantity, decimals: u8, unit: Unit) -> Option<Figure> {
    let place = Figure::new(1, decimals, unit).ok()?.value().nano();
    let mantissa = amount.nano().checked_add(place / 2)?.div_euclid(place);
    Figure::new(i64::try_from(mantissa).ok()?, decimals, unit).ok()
}

/// A figure with zeros behind it.
fn with_decimals(figure: Figure, decimals: u8) -> Option<Figure> {
    let more = decimals.checked_sub(figure.decimals())?;
    let mantissa = 10_i64.checked_pow(more.into())?.checked_mul(figure.mantissa())?;
    Figure::new(mantissa, decimals, figure.unit()).ok()
}

#[cfg(test)]
mod tests {
    use alloc::string::{String, ToString};

    use super::*;
    use crate::num::figure::Rounding;

    fn figure(text: &str) -> Figure {
        Figure::parse(text, Unit::WanYuan).unwrap().unwrap()
    }

    fn evidence(text: &str) -> Evidence<'_> {
        Evidence {
            printed: Figure::parse(text, Unit::WanYuan).ok().flatten(),
            text,
            unit: Unit::WanYuan,
            low: None,
            high: None,
            decimals: Some(2),
            neighbours: &[],
            last_year: None,
        }
    }

    /// The likeliest correction of a text whose true value prints as `meant` or up to so many last
    /// places more or less.
    fn best(text: &str, meant: &str, slack: i64) -> (String, Slip) {
        let meant = figure(meant);
        let interval = meant.interval(Rounding::Nearest);
        let slack = meant.last_place().checked_mul(slack).unwrap();
        let evidence = Evidence {
            low: interval.low().checked_sub(slack),
            high: interval.high().checked_add(slack),
            ..evidence(text)
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
        // What cannot be read has digits all the same.
        back(",736,957.00", "4,736,957.00", Slip::DroppedDigit);
    }

    #[test]
    fn a_correction_has_the_decimals_of_its_table_and_lies_in_its_range() {
        let (text, slip) = best("2,691.7", "2,961.68", 0);
        assert_eq!((text.as_str(), slip), ("2,961.68", Slip::TransposedDigits));
        for printed in ["2,691.7", "0.3", "29616.8", "2,961.7"] {
            let range = figure("2,961.68").interval(Rounding::Nearest);
            let (low, high) = (Some(range.low()), Some(range.high()));
            let evidence = Evidence { low, high, ..evidence(printed) };
            for correction in corrections(&evidence) {
                assert_eq!(correction.figure(), figure("2,961.68"), "{printed}");
            }
        }
    }

    #[test]
    fn one_figure_in_the_range_is_implied() {
        let implied = |low: i128, high: i128| {
            // In 10 元: 0.01 万元 is ten of these.
            let end = |end: i128| Some(Quantity::from_nano(end * 10_000_000_000));
            implied(&Evidence { low: end(low), high: end(high), ..evidence("9.99") })
        };
        assert_eq!(implied(-15, -5), Some(figure("-0.01")));
        assert_eq!(implied(10, 10), Some(figure("0.01")));
        assert_eq!(implied(11, 19), None);
        assert_eq!(implied(10, 20), None);
    }
}
