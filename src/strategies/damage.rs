//! Mistakes: one printed figure changed in one of the ways people err.

use alloc::{string::String, vec::Vec};

use proptest::{
    prelude::*,
    sample::{Index, select},
};

use crate::causes::{Print, Slip};
use crate::disclosure::{Disclosure, Fact};
use crate::num::amount::Unit;
use crate::num::figure::{Figure, Interval, Rounding};
use crate::place::Place;
use crate::raw::RawDisclosure;

/// The slips that one document alone can hold: all but [`Slip::LastYear`].
pub const SLIPS: [Slip; 8] = [
    Slip::OneDigit,
    Slip::TransposedDigits,
    Slip::DroppedDigit,
    Slip::DoubledDigit,
    Slip::DecimalShift,
    Slip::UnitSlip,
    Slip::Sign,
    Slip::Neighbour,
];

/// A mistake, to be made in some figure of the disclosure that it is applied to.
#[derive(Debug, Clone)]
pub struct Mistake {
    slip: Slip,
    figure: Index,
    choices: [Index; 3],
}

/// A disclosure in which one figure is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Damaged {
    /// The disclosure.
    pub raw: RawDisclosure,
    /// Where the figure stands.
    pub place: Place,
    /// What went wrong.
    pub slip: Slip,
    /// What was printed before.
    pub before: String,
    /// What is printed now.
    pub after: String,
}

/// A mistake of any kind in any figure.
///
/// ```
/// use cn_budget::strategies;
/// use proptest::prelude::*;
///
/// proptest!(ProptestConfig::with_cases(16), |(
///     raw in strategies::disclosure(),
///     mistake in strategies::mistake(),
/// )| {
///     if let Some(damaged) = mistake.apply(&raw) {
///         prop_assert_ne!(damaged.before, damaged.after);
///     }
/// });
/// ```
pub fn mistake() -> impl Strategy<Value = Mistake> {
    (select(&SLIPS[..]), any::<Index>(), any::<[Index; 3]>())
        .prop_map(|(slip, figure, choices)| Mistake { slip, figure, choices })
}

impl Mistake {
    /// The kind of the mistake.
    pub fn slip(&self) -> Slip {
        self.slip
    }

    /// Makes the mistake; `None` where the disclosure prints no figure, or the slip changes nothing
    /// in the one chosen.
    pub fn apply(&self, raw: &RawDisclosure) -> Option<Damaged> {
        let disclosure = Disclosure::read(raw.clone());
        let figures: Vec<Place> =
            disclosure.facts().iter().filter(|f| f.figure().is_some()).map(Fact::place).collect();
        let chosen = (!figures.is_empty()).then(|| self.figure.index(figures.len()))?;
        let place = *figures.get(chosen)?;
        let mut choices = self.choices.iter();
        let mut choose = |count: usize| {
            choices.next().filter(|_| count > 0).map_or(0, |choice| choice.index(count))
        };
        let near = [chosen.checked_sub(1), chosen.checked_add(1)];
        let near: Vec<Place> =
            near.into_iter().flatten().filter_map(|near| figures.get(near).copied()).collect();
        let neighbour = near.get(choose(near.len())).map(|&place| disclosure.cell(place));
        let mut damaged = raw.clone();
        let text = damaged.text_mut(place)?;
        let neighbour = neighbour.as_ref().map_or("", crate::place::Cell::text);
        let after = slipped(text, self.slip, neighbour, &mut choose)?;
        let before = core::mem::replace(text, after.clone());
        Some(Damaged { raw: damaged, place, slip: self.slip, before, after })
    }
}

impl Damaged {
    /// Whether the two texts cannot print one amount, rounded or cut off (截尾): what is less than
    /// that no arithmetic sees, and a figure that may be cut off is told as such.
    pub fn shows(&self) -> bool {
        let figure = |text: &str| Figure::parse(text, Unit::WanYuan).ok().flatten();
        let Some((before, after)) = figure(&self.before).zip(figure(&self.after)) else {
            return false;
        };
        let roundings = [Rounding::Nearest, Rounding::Truncated];
        let either = |figure: Figure| roundings.map(|rounding| figure.interval(rounding));
        let meets = |one: Interval| either(after).iter().any(|o| one.intersection(*o).is_some());
        !either(before).into_iter().any(meets)
    }
}

/// A printed number with one slip in it, `None` where the slip changes nothing. `neighbour` is the
/// text beside it, for [`Slip::Neighbour`]; which of the ways the slip takes, as the digit that goes
/// wrong, `choose` is asked for: a number below the one it is given.
///
/// ```
/// use cn_budget::{causes::Slip, strategies::slipped};
///
/// let first = |_: usize| 0;
/// assert_eq!(slipped("31.05", Slip::TransposedDigits, "", first).as_deref(), Some("13.05"));
/// assert_eq!(slipped("31.05", Slip::UnitSlip, "", first).as_deref(), Some("310500"));
/// assert_eq!(slipped("11.11", Slip::TransposedDigits, "", first), None);
/// ```
pub fn slipped(
    text: &str,
    slip: Slip,
    neighbour: &str,
    mut choose: impl FnMut(usize) -> usize,
) -> Option<String> {
    let changed = match slip {
        Slip::Neighbour => neighbour.into(),
        slip => {
            let ways = Print::read(text)?.slipped(slip);
            ways.get(choose(ways.len()))?.text()
        }
    };
    (changed != text && !changed.is_empty()).then_some(changed)
}
