//! Suspects: figures that must be wrong, what each should be, and what that explains.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};
use core::cmp::Reverse;

use super::broken::Broken;
use super::slip::Correction;
use crate::facts::FactId;
use crate::num::amount::Unit;
use crate::num::figure::{Figure, Quantity, Rounding};
use crate::place::Place;

/// One figure that must be wrong if its set is the explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    pub(super) place: Place,
    pub(super) fact: Option<FactId>,
    pub(super) group: usize,
    pub(super) printed: Option<Figure>,
    pub(super) unit: Unit,
    pub(super) low: Option<Quantity>,
    pub(super) high: Option<Quantity>,
    pub(super) exact: bool,
    pub(super) corrections: Vec<Correction>,
    pub(super) implied: Option<Figure>,
    /// How a customary correspondence bears on the suspicion.
    pub(super) custom: Custom,
}

/// Whether a figure that is the same by custom, though by no law, stands by the printed figure or
/// speaks for a correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Custom {
    /// No such figure is printed, or it says neither.
    Silent,
    /// It agrees with the figure as printed.
    AsPrinted,
    /// It lies where the true value must lie.
    AsMeant,
}

impl Suspect {
    /// A claim that is no amount.
    pub(super) fn claim(place: Place, group: usize) -> Self {
        Self {
            place,
            fact: None,
            group,
            printed: None,
            unit: Unit::Yuan,
            low: None,
            high: None,
            exact: true,
            corrections: Vec::new(),
            implied: None,
            custom: Custom::Silent,
        }
    }

    /// Where the figure is printed; [`Disclosure::cell`](crate::Disclosure::cell) tells it in words.
    pub fn place(&self) -> Place {
        self.place
    }

    /// The printed figure, `None` for a blank or a claim that is no amount.
    pub fn printed(&self) -> Option<Figure> {
        self.printed
    }

    /// The least that the true value can be, `None` if nothing bounds it.
    pub fn low(&self) -> Option<Quantity> {
        self.low
    }

    /// The most that the true value can be, `None` if nothing bounds it.
    pub fn high(&self) -> Option<Quantity> {
        self.high
    }

    /// Whether some budget reaches each bound; if not, a work limit was met and they are true but
    /// may be wider than need be.
    pub fn is_exact(&self) -> bool {
        self.exact
    }

    /// The figures that may have been meant, the likeliest first; empty where no slip explains it.
    pub fn corrections(&self) -> &[Correction] {
        &self.corrections
    }

    /// The one figure of the table's usual decimals that the bounds allow, if there is just one: what
    /// must have been meant if this is the explanation, whether a slip accounts for it or not.
    pub fn implied(&self) -> Option<Figure> {
        self.implied
    }

    /// What was probably meant: the likeliest correction, else the figure that is implied.
    pub(crate) fn meant(&self) -> Option<Figure> {
        self.corrections.first().map(Correction::figure).or(self.implied)
    }

    /// How likely it is that this is a slip: of its best correction, and by custom.
    fn score(&self) -> u128 {
        /// What custom is worth: more than which slip it was, less than that there was one.
        const WORTH: u128 = 256;
        let slip = self.corrections.first().map_or(0, Correction::score);
        match self.custom {
            Custom::Silent => slip.saturating_mul(WORTH),
            Custom::AsPrinted => slip,
            Custom::AsMeant => slip.saturating_mul(WORTH * WORTH),
        }
    }

    /// The unit of the printed figure; of a blank that of its table.
    pub fn unit(&self) -> Unit {
        self.unit
    }
}

/// A presumption that must be wrong if its set is the explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Doubt {
    pub(super) equation: usize,
    pub(super) low: Option<Quantity>,
    pub(super) high: Option<Quantity>,
}

impl Doubt {
    /// The equation that is only presumed, by number in
    /// [`Report::equations`](crate::Report::equations).
    pub fn equation(&self) -> usize {
        self.equation
    }

    /// The least that is lacking: what the sum of the terms must be instead of nil.
    pub fn low(&self) -> Option<Quantity> {
        self.low
    }

    /// The most that is lacking.
    pub fn high(&self) -> Option<Quantity> {
        self.high
    }
}

/// One alternative of a cause: what is wrong if this is the explanation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SuspectSet {
    pub(super) suspects: Vec<Suspect>,
    pub(super) doubts: Vec<Doubt>,
    pub(super) explained: Vec<usize>,
}

impl SuspectSet {
    /// The figures; those of one label and one text are one mistake.
    pub fn suspects(&self) -> &[Suspect] {
        &self.suspects
    }

    /// What is presumed and must be wrong.
    pub fn doubts(&self) -> &[Doubt] {
        &self.doubts
    }

    /// The broken equations that the set explains, by their number in
    /// [`Report::equations`](crate::Report::equations).
    pub fn explained(&self) -> &[usize] {
        &self.explained
    }

    /// Whether the figure at a place is in the set.
    pub fn contains(&self, place: Place) -> bool {
        self.suspects.iter().any(|suspect| suspect.place == place)
    }

    /// The set with another.
    pub(crate) fn with(mut self, other: Self) -> Self {
        self.suspects.extend(other.suspects);
        self.doubts.extend(other.doubts);
        self.explained.extend(other.explained);
        self.explained.sort_unstable();
        self.explained.dedup();
        self
    }

    /// How unlikely the set is: first by what no slip explains, then by the slips.
    ///
    /// A figure with a slip that leads to it comes before a presumption, which an honest document can
    /// break, and that before a figure which nothing explains.
    pub(super) fn unlikelihood(&self) -> (usize, Reverse<u128>) {
        let mut best: BTreeMap<usize, u128> = BTreeMap::new();
        for suspect in &self.suspects {
            let score = suspect.score();
            let known = best.entry(suspect.group).or_insert(score);
            *known = (*known).min(score);
        }
        let unexplained = best.values().filter(|&&score| score == 0).count();
        let product = best.values().fold(1_u128, |p, &score| p.saturating_mul(score.max(1)));
        (2 * unexplained + self.doubts.len(), Reverse(product))
    }

    /// Of figures suspected together because they are alike, those that may well be right are let
    /// go.
    pub(super) fn drop_innocent(&mut self) {
        let guilty = |suspect: &Suspect| match suspect.printed {
            Some(printed) => {
                let interval = printed.interval(Rounding::Nearest);
                suspect.low.is_some_and(|low| interval.high() < low)
                    || suspect.high.is_some_and(|high| interval.low() > high)
            }
            None => true,
        };
        let all = self.suspects.iter();
        let convicted: BTreeSet<usize> =
            all.filter(|suspect| guilty(suspect)).map(|suspect| suspect.group).collect();
        self.suspects.retain(|suspect| guilty(suspect) || !convicted.contains(&suspect.group));
    }

    /// Notes which broken equations have a suspect for a term or claim, or are doubted.
    pub(super) fn explain(&mut self, broken: &Broken) {
        let facts = self.suspects.iter().filter_map(|suspect| suspect.fact);
        let places = self.suspects.iter().map(|suspect| suspect.place);
        self.explained = broken.about(facts, places);
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::causes::slip::{self, Evidence};

    fn figure(text: &str) -> Figure {
        Figure::parse(text, Unit::WanYuan).unwrap().unwrap()
    }

    fn suspect(group: usize, printed: &str, [low, high]: [&str; 2]) -> Suspect {
        let end = |text: &str| (!text.is_empty()).then(|| figure(text).value());
        Suspect {
            place: Place::Table { table: 0 },
            fact: None,
            group,
            printed: (!printed.is_empty()).then(|| figure(printed)),
            unit: Unit::WanYuan,
            low: end(low),
            high: end(high),
            exact: true,
            corrections: Vec::new(),
            implied: None,
            custom: Custom::Silent,
        }
    }

    /// 10.00 stands for 9.995 to 10.005.
    #[test]
    fn a_print_that_may_be_right_is_let_go_where_its_copy_cannot_be() {
        let wrong = || suspect(0, "10.00", ["10.006", ""]);
        let kept = |printed: &str, range: [&str; 2], group| {
            let suspects = vec![wrong(), suspect(group, printed, range)];
            let mut both = SuspectSet { suspects, ..SuspectSet::default() };
            both.drop_innocent();
            both.suspects.len() == 2
        };
        for (range, guilty) in [
            (["10.006", ""], true),
            (["10.005", ""], false),
            (["10.004", ""], false),
            (["", "9.994"], true),
            (["", "9.995"], false),
            (["", "9.996"], false),
            (["10.006", "10.007"], true),
            (["9.993", "9.994"], true),
            (["9.999", "10.001"], false),
            (["", ""], false),
        ] {
            assert_eq!(kept("10.00", range, 0), guilty, "{range:?}");
            // Another mistake does not speak for it.
            assert!(kept("10.00", range, 1), "{range:?}");
        }
        // A blank is no print that might be right.
        assert!(kept("", ["", ""], 0));
        let suspects = vec![suspect(0, "10.00", ["9.999", "10.001"])];
        let mut alone = SuspectSet { suspects, ..SuspectSet::default() };
        alone.drop_innocent();
        assert_eq!(alone.suspects.len(), 1);
    }

    #[test]
    fn custom_weighs_more_than_which_slip_it_was() {
        let evidence = Evidence {
            printed: Some(figure("31.05")),
            text: "31.05",
            unit: Unit::WanYuan,
            low: None,
            high: None,
            decimals: Some(2),
            neighbours: &[],
            last_year: None,
        };
        let found = slip::corrections(&evidence);
        let score = |correction: Option<&Correction>, custom| {
            let corrections = correction.copied().into_iter().collect();
            Suspect { corrections, custom, ..suspect(0, "31.05", ["", ""]) }.score()
        };
        let (likely, unlikely) = (found.first(), found.last());
        assert!(score(likely, Custom::Silent) > 2 * score(unlikely, Custom::Silent));
        assert!(score(unlikely, Custom::AsMeant) > score(likely, Custom::Silent));
        assert!(score(unlikely, Custom::Silent) > score(likely, Custom::AsPrinted));
        assert_eq!(score(None, Custom::AsMeant), 0);
    }
}
