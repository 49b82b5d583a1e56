//! Which figures must be wrong: the fewest, what each should be, and what that explains.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    vec::Vec,
};

use super::joint::{Joint, Source};
use super::slip::{self, Correction, Evidence};
use crate::check::Judged;
use crate::code::{DepartmentCode, FunctionalCode};
use crate::facts::{FactId, Facts, TableId};
use crate::kind::Kind;
use crate::num::amount::Unit;
use crate::num::figure::{Figure, Quantity};
use crate::options::Options;
use crate::place::Place;
use crate::scope::Dimension;
use crate::system::{Explanation, Suspect as Freed};

/// One figure that must be wrong if its set is the explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suspect {
    pub(super) place: Place,
    pub(super) fact: Option<FactId>,
    pub(super) group: usize,
    pub(super) printed: Option<Figure>,
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

    /// The unit of the printed figure.
    pub fn unit(&self) -> Unit {
        self.printed.map_or(Unit::Yuan, Figure::unit)
    }
}

/// A smallest set of figures without which everything else can hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuspectSet {
    pub(super) suspects: Vec<Suspect>,
    pub(super) explained: Vec<usize>,
}

impl SuspectSet {
    /// The figures; those of one label and one text are one mistake.
    pub fn suspects(&self) -> &[Suspect] {
        &self.suspects
    }

    /// The broken equations that the set explains, by their number in
    /// [`Report::equations`](super::Report::equations).
    pub fn explained(&self) -> &[usize] {
        &self.explained
    }

    /// Whether the figure at a place is in the set.
    pub fn contains(&self, place: Place) -> bool {
        self.suspects.iter().any(|suspect| suspect.place == place)
    }

    /// How likely the slips are that would explain the set: first how many have none.
    fn likelihood(&self) -> (core::cmp::Reverse<usize>, u128) {
        let mut best: BTreeMap<usize, u128> = BTreeMap::new();
        for suspect in &self.suspects {
            let score = suspect.score();
            let known = best.entry(suspect.group).or_insert(score);
            *known = (*known).min(score);
        }
        let unexplained = best.values().filter(|&&score| score == 0).count();
        let product = best.values().fold(1_u128, |p, &score| p.saturating_mul(score.max(1)));
        (core::cmp::Reverse(unexplained), product)
    }
}

/// The smallest sets of suspects, the likeliest first, and whether these are certainly all.
pub(crate) fn locate(
    facts: &Facts<'_>,
    joint: &Joint,
    judged: &[Judged],
    options: &Options,
) -> (Vec<SuspectSet>, bool) {
    let weight = |place| options.weight_of(place);
    let mut located = joint.system.locate(&joint.singles(facts, weight), &options.limits);
    // A mistake copied to several places is one: worth asking where one cell is not enough.
    if located.weight() > 1 || located.explanations().is_empty() {
        let together = joint.system.locate(&joint.groups(facts, weight), &options.limits);
        let better = located.explanations().is_empty() || together.weight() < located.weight();
        if better && !together.explanations().is_empty() {
            located = together;
        }
    }
    let mut usual: BTreeMap<TableId, u8> = BTreeMap::new();
    let mut sets: Vec<SuspectSet> = located
        .explanations()
        .iter()
        .filter(|explanation| !explanation.suspects().is_empty())
        .map(|explanation| set(facts, joint, judged, &mut usual, explanation))
        .collect();
    sets.sort_by_key(|set| core::cmp::Reverse(set.likelihood()));
    (sets, located.is_complete())
}

fn set(
    facts: &Facts<'_>,
    joint: &Joint,
    judged: &[Judged],
    usual: &mut BTreeMap<TableId, u8>,
    explanation: &Explanation,
) -> SuspectSet {
    let mut suspects = Vec::new();
    let mut seen: BTreeSet<Place> = BTreeSet::new();
    for freed in explanation.suspects() {
        let suspect = match joint.source(freed.print()) {
            Some(Source::Fact(fact)) => of_fact(facts, joint, usual, freed, fact),
            Some(Source::Claim(place)) => Suspect {
                place,
                fact: None,
                group: freed.group().index(),
                printed: None,
                low: None,
                high: None,
                exact: true,
                corrections: Vec::new(),
                implied: None,
                custom: Custom::Silent,
            },
            Some(Source::Presumption(_)) | None => continue,
        };
        if seen.insert(suspect.place) {
            suspects.push(suspect);
        }
    }
    drop_innocent(&mut suspects);
    let explained = explained(judged, &suspects);
    SuspectSet { suspects, explained }
}

/// Of figures suspected together because they are alike, those that may well be right are let go.
fn drop_innocent(suspects: &mut Vec<Suspect>) {
    let guilty = |suspect: &Suspect| match suspect.printed {
        Some(printed) => {
            let interval = printed.interval(crate::num::figure::Rounding::Nearest);
            suspect.low.is_some_and(|low| interval.high() < low)
                || suspect.high.is_some_and(|high| interval.low() > high)
        }
        None => true,
    };
    let convicted: BTreeSet<usize> =
        suspects.iter().filter(|suspect| guilty(suspect)).map(|suspect| suspect.group).collect();
    suspects.retain(|suspect| guilty(suspect) || !convicted.contains(&suspect.group));
}

/// The broken equations of which a suspect is a term or the claim.
pub(crate) fn explained(judged: &[Judged], suspects: &[Suspect]) -> Vec<usize> {
    let facts: BTreeSet<FactId> = suspects.iter().filter_map(|suspect| suspect.fact).collect();
    let places: BTreeSet<Place> = suspects.iter().map(|suspect| suspect.place).collect();
    let touches = |judged: &Judged| {
        judged.equation.claim().is_some_and(|claim| places.contains(&claim))
            || judged.equation.terms().iter().any(|term| facts.contains(&term.fact))
    };
    let broken = judged.iter().enumerate();
    let broken = broken.filter(|(_, judged)| judged.is_broken());
    broken.filter(|(_, judged)| touches(judged)).map(|(index, _)| index).collect()
}

fn of_fact(
    facts: &Facts<'_>,
    joint: &Joint,
    usual: &mut BTreeMap<TableId, u8>,
    freed: &Freed,
    fact: FactId,
) -> Suspect {
    let range = freed.range();
    let low = range.low().and_then(|low| joint.ceil(low));
    let high = range.high().and_then(|high| joint.floor(high));
    let printed = facts.figure(fact);
    let place = facts.place(fact);
    let cell = facts.disclosure().cell(place);
    let neighbours = neighbours(facts, fact);
    let evidence = printed.map(|printed| {
        let usual_decimals = match facts.table_of(fact) {
            Some(table) => {
                *usual.entry(table).or_insert_with(|| usual_decimals(facts, table, printed))
            }
            None => printed.decimals(),
        };
        let last_year = facts.last_year(facts.scope(fact));
        let text = cell.text();
        Evidence { printed, text, low, high, usual_decimals, neighbours: &neighbours, last_year }
    });
    Suspect {
        place,
        fact: Some(fact),
        group: freed.group().index(),
        printed,
        low,
        high,
        exact: range.is_exact(),
        corrections: evidence.as_ref().map(slip::corrections).unwrap_or_default(),
        implied: evidence.as_ref().and_then(slip::implied),
        custom: custom(facts, fact, [low, high]),
    }
}

/// Economic items of basic expenditure that are one with a functional item by custom: true in every
/// document seen, and prescribed by nothing. So they order suspects and convict nobody.
const CUSTOMARY: [(DepartmentCode, FunctionalCode); 3] = [
    (DepartmentCode::literal("30108"), FunctionalCode::literal("2080505")),
    (DepartmentCode::literal("30109"), FunctionalCode::literal("2080506")),
    (DepartmentCode::literal("30113"), FunctionalCode::literal("2210201")),
];

fn custom(facts: &Facts<'_>, fact: FactId, [low, high]: [Option<Quantity>; 2]) -> Custom {
    let own = facts.scope(fact);
    let rest = own.without(Dimension::Department).without(Dimension::Functional);
    let same = CUSTOMARY.iter().find_map(|&(economic, functional)| {
        let same = match (own.department(), own.functional()) {
            (Some(code), None) if code == economic => rest.with_functional(functional),
            (None, Some(code)) if code == functional => rest.with_department(economic),
            _ => return None,
        };
        facts.find(same.with_kind(Kind::Basic))
    });
    let Some(other) = same.and_then(|same| facts.interval(same)) else { return Custom::Silent };
    let meant =
        low.is_none_or(|low| other.high() >= low) && high.is_none_or(|high| other.low() <= high);
    let printed = facts.interval(fact).and_then(|own| own.intersection(other)).is_some();
    match (printed, meant) {
        (true, false) => Custom::AsPrinted,
        (false, true) => Custom::AsMeant,
        _ => Custom::Silent,
    }
}

/// The number of decimals that most figures of a table have.
fn usual_decimals(facts: &Facts<'_>, table: TableId, printed: Figure) -> u8 {
    let mut counts: BTreeMap<u8, usize> = BTreeMap::new();
    let cells = facts.table(table).into_iter().flat_map(|table| facts.of_table(table));
    for figure in cells.filter_map(|fact| facts.figure(fact)) {
        *counts.entry(figure.decimals()).or_insert(0) += 1;
    }
    let usual = counts.into_iter().max_by_key(|&(decimals, count)| (count, decimals));
    usual.map_or(printed.decimals(), |(decimals, _)| decimals)
}

/// The figures of the same row, and those right above and below.
fn neighbours(facts: &Facts<'_>, fact: FactId) -> Vec<Figure> {
    let Place::Cell { row, column, .. } = facts.place(fact) else { return Vec::new() };
    let Some(own) = facts.row_id(fact) else { return Vec::new() };
    let table = facts.table_of(fact);
    let beside = |other: Place| match other {
        Place::Cell { row: r, column: c, .. } => {
            (r == row && c != column) || (c == column && r.abs_diff(row) == 1)
        }
        _ => false,
    };
    // Rows that hold facts stand in the order of print.
    let first = own.index().saturating_sub(1);
    let near = facts.rows().get(first..).unwrap_or_default().iter().take(3);
    near.filter(|near| Some(near.table) == table)
        .flat_map(|near| near.facts())
        .filter(|&other| beside(facts.place(other)))
        .filter_map(|other| facts.figure(other))
        .collect()
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;
    use crate::disclosure::Disclosure;
    use crate::facts::Builder;
    use crate::kind::Stage;
    use crate::num::figure::Rounding;
    use crate::raw::{RawDisclosure, RawTable};
    use crate::reconcile::reconcile;

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
            low: end(low),
            high: end(high),
            exact: true,
            corrections: Vec::new(),
            implied: None,
            custom: Custom::Silent,
        }
    }

    fn read(tables: impl IntoIterator<Item = RawTable>) -> Disclosure {
        let raw = RawDisclosure::new(2026, Stage::Budget);
        Disclosure::read(tables.into_iter().fold(raw, RawDisclosure::table))
    }

    fn sets(tables: impl IntoIterator<Item = RawTable>) -> Vec<SuspectSet> {
        reconcile(&read(tables), &Options::new()).suspects().to_vec()
    }

    /// 10.00 stands for 9.995 to 10.005.
    #[test]
    fn a_print_that_may_be_right_is_let_go_where_its_copy_cannot_be() {
        let wrong = || suspect(0, "10.00", ["10.006", ""]);
        let kept = |printed: &str, range: [&str; 2], group| {
            let mut both = vec![wrong(), suspect(group, printed, range)];
            drop_innocent(&mut both);
            both.len() == 2
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
        let mut alone = vec![suspect(0, "10.00", ["9.999", "10.001"])];
        drop_innocent(&mut alone);
        assert_eq!(alone.len(), 1);
    }

    #[test]
    fn custom_weighs_more_than_which_slip_it_was() {
        let evidence = Evidence {
            printed: figure("31.05"),
            text: "31.05",
            low: None,
            high: None,
            usual_decimals: 2,
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

    fn spending(rows: [[&str; 3]; 3]) -> RawTable {
        let [total, general, social] = rows;
        RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
            .row("", "合计", total)
            .row("201", "一般公共服务支出", general)
            .row("208", "社会保障和就业支出", social)
    }

    #[test]
    fn the_figures_beside_one_are_those_of_its_row_and_right_above_and_below() {
        let disclosure = read([spending([
            ["21.00", "15.00", "6.00"],
            ["16.00", "12.00", "4.00"],
            ["5.00", "3.00", "2.00"],
        ])]);
        let facts = Builder::new(&disclosure, Rounding::Nearest).build();
        let beside = |row, column| {
            let is_at = |&fact: &FactId| facts.place(fact) == Place::Cell { table: 0, row, column };
            let fact = facts.all().find(is_at).unwrap();
            neighbours(&facts, fact)
        };
        assert_eq!(beside(0, 1), ["21.00", "6.00", "12.00"].map(figure));
        assert_eq!(beside(1, 1), ["15.00", "16.00", "4.00", "3.00"].map(figure));
        assert_eq!(beside(2, 0), ["16.00", "3.00", "2.00"].map(figure));
    }

    #[test]
    fn the_usual_decimals_are_those_of_most_figures() {
        let disclosure = read([spending([
            ["21.000", "15.00", "6.00"],
            ["16.00", "12.00", "4.00"],
            ["5.00", "3.00", "2.0"],
        ])]);
        let facts = Builder::new(&disclosure, Rounding::Nearest).build();
        assert_eq!(usual_decimals(&facts, TableId::of(0), figure("21.000")), 2);
        assert_eq!(usual_decimals(&facts, TableId::of(7), figure("21.000")), 3);
    }

    /// 31.05 for 30.15 in both tables.
    #[test]
    fn a_mistake_copied_to_another_table_is_one() {
        let rows = [
            ["100.00", "60.00", "40.00"],
            ["69.85", "40.00", "29.85"],
            ["31.05", "20.00", "10.15"],
        ];
        let totals = RawTable::new("部门支出预算表", Unit::WanYuan, ["合计"])
            .row("", "合计", ["100.00"])
            .row("201", "一般公共服务支出", ["69.85"])
            .row("208", "社会保障和就业支出", ["31.05"]);
        let sets = sets([spending(rows), totals]);
        let [set] = sets.as_slice() else { panic!("{sets:?}") };
        let [one, other] = set.suspects() else { panic!("{set:?}") };
        assert_eq!(one.group, other.group);
        assert_eq!([one, other].map(Suspect::meant), [Some(figure("30.15")); 2]);
    }
}
