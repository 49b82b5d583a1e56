//! Causes: the independent mistakes of a document, each with its alternatives and in a sentence.

use alloc::{format, string::String, vec::Vec};

use strum::VariantArray;

use super::suspect::{Doubt, Suspect, SuspectSet};
use crate::check::Judged;
use crate::facts::Facts;
use crate::lang::{Lang, Message, counted};
use crate::named::named;
use crate::num::amount::Unit;
use crate::num::figure::{Figure, Quantity};
use crate::place::{Cell, Place};

/// What kind of mistake a [`Cause`] is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum CauseKind {
    /// A figure, or the copies of one.
    Figure,
    /// Two figures changed places.
    Swap,
    /// A row was left out.
    Omitted,
    /// A row was counted twice.
    Doubled,
    /// A block of figures slid by some rows or columns.
    Shift,
    /// A table is in another unit than it says.
    Unit,
    /// Something that is presumed and no law.
    Presumption,
}

impl CauseKind {
    /// All kinds.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// What the kind is called.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Figure => lang.pick("数字有误", "wrong figure"),
            Self::Swap => lang.pick("两数错位", "figures swapped"),
            Self::Omitted => lang.pick("漏行", "row left out"),
            Self::Doubled => lang.pick("重行", "row counted twice"),
            Self::Shift => lang.pick("错行错列", "figures shifted"),
            Self::Unit => lang.pick("单位错误", "unit slip"),
            Self::Presumption => lang.pick("推定不成立", "presumption"),
        }
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

named!(CauseKind, "the name of a kind of cause");

/// One mistake of a document that does not reconcile, independent of its others.
///
/// Its [alternatives](Self::alternatives) are the smallest sets of figures that explain it, in which
/// the laws leave no choice but one; which is likeliest, the ways people err say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    pub(super) kind: CauseKind,
    pub(super) places: Vec<Place>,
    pub(super) alternatives: Vec<SuspectSet>,
    pub(super) more: usize,
    pub(super) complete: bool,
    pub(super) equations: Vec<usize>,
    pub(super) message: Message,
}

impl Cause {
    /// What kind of mistake it is, taken as its first alternative says.
    pub fn kind(&self) -> CauseKind {
        self.kind
    }

    /// Where it is: the figures of its first alternative, or the row or table that it is about.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// The sets that explain it, the likeliest first. None where a limit was met: then it is known that
    /// something is wrong in its [equations](Self::equations), and not what.
    pub fn alternatives(&self) -> &[SuspectSet] {
        &self.alternatives
    }

    /// How many further sets may explain it and were not tried, because a limit was met.
    pub fn more(&self) -> usize {
        self.more
    }

    /// Whether the alternatives are certainly all smallest ones.
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// The figures of the first alternative.
    pub fn suspects(&self) -> &[Suspect] {
        self.alternatives.first().map(SuspectSet::suspects).unwrap_or_default()
    }

    /// The broken equations that it explains, by number in [`Report::equations`](crate::Report::equations).
    pub fn equations(&self) -> &[usize] {
        &self.equations
    }

    /// What is wrong, where the true value must lie and what was probably meant, in a sentence.
    pub fn message(&self) -> &Message {
        &self.message
    }
}

/// Puts a cause into words.
pub(super) struct Telling<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) judged: &'a [Judged],
}

impl Telling<'_> {
    /// The sentence of a cause that consists of figures and presumptions.
    pub(super) fn alternative(&self, set: &SuspectSet, broken: usize) -> Message {
        let told = |lang| {
            let mut text = String::new();
            for (number, suspect) in set.suspects.iter().enumerate() {
                let first = |other: &Suspect| other.group == suspect.group;
                // Copies of one figure are told once.
                if set.suspects.iter().position(first) == Some(number) {
                    let copies = set.suspects.iter().filter(|other| first(other)).count();
                    text += &self.figure(suspect, copies, lang);
                }
            }
            for doubt in &set.doubts {
                text += &self.doubt(doubt, lang);
            }
            if broken > 0 {
                let told = match lang {
                    Lang::Zh => format!("{broken} 个不符的关系式由此而来。"),
                    Lang::En if broken == 1 => "One broken equation follows from it.".into(),
                    Lang::En => format!("{broken} broken equations follow from it."),
                };
                text += &told;
            }
            String::from(text.trim_end())
        };
        Message::new(told(Lang::Zh), told(Lang::En))
    }

    /// The sentence of a cause that was not located.
    pub(super) fn unlocated(broken: usize) -> Message {
        Message::new(
            format!("{broken} 个关系式不能同时成立，但少数几个数字解释不了，未能判明何处有误。"),
            format!(
                "{} cannot hold, and no few figures explain that: what is wrong is not clear.",
                counted(broken, "equation")
            ),
        )
    }

    fn figure(&self, suspect: &Suspect, copies: usize, lang: Lang) -> String {
        let cell = self.facts.disclosure().cell(suspect.place());
        let name = cell.describe(lang);
        let copies = match (copies, lang) {
            (0 | 1, _) => String::new(),
            (n, Lang::Zh) => format!("（同一错误共 {n} 处）"),
            (n, Lang::En) => format!(" (one mistake in {n} places)"),
        };
        let (range, meant) = (range(suspect, lang), meant(suspect, lang));
        // The name of a piece of prose is its text.
        let text = match (&cell, lang) {
            (Cell::Prose { .. }, _) => String::new(),
            (_, Lang::Zh) => format!("印作“{}”", cell.text()),
            (_, Lang::En) => format!(" is printed as “{}”", cell.text()),
        };
        match lang {
            Lang::Zh => format!("{name}{text}{copies}，{range}{meant}。"),
            Lang::En => format!("{name}{text}{copies}; {range}{meant}. "),
        }
    }

    /// What is presumed, and how much is lacking.
    fn doubt(&self, doubt: &Doubt, lang: Lang) -> String {
        let Some(judged) = self.judged.get(doubt.equation) else { return String::new() };
        let equation = &judged.equation;
        let presumption = equation.presumption().map_or("", |presumption| presumption.name(lang));
        let facts = equation.terms().iter().map(|term| term.fact);
        let unit = self.facts.coarsest(facts).map_or(Unit::Yuan, Figure::unit);
        let lacking = between(doubt.low(), doubt.high(), unit, 2, lang);
        let whole = equation.terms().first().map(|term| self.facts.place(term.fact));
        let whole = whole
            .map_or_else(String::new, |place| self.facts.disclosure().cell(place).describe(lang));
        let less = doubt.high().is_some_and(|high| high < Quantity::ZERO);
        match (lang, less) {
            (Lang::Zh, false) => format!("{whole}：推定“{presumption}”不成立，少列 {lacking}。"),
            (Lang::Zh, true) => format!("{whole}：推定“{presumption}”不成立，多列 {lacking}。"),
            (Lang::En, false) => {
                format!("{whole}: it is presumed that {presumption}, and {lacking} is lacking. ")
            }
            (Lang::En, true) => {
                format!("{whole}: it is presumed that {presumption}, and {lacking} is too much. ")
            }
        }
    }
}

/// An amount that is known to lie between two ends, without its sign.
pub(super) fn between(
    low: Option<Quantity>,
    high: Option<Quantity>,
    unit: Unit,
    decimals: u8,
    lang: Lang,
) -> String {
    let number = |end: Quantity| {
        let magnitude = if end < Quantity::ZERO { end.checked_mul(-1) } else { Some(end) };
        magnitude.unwrap_or(end).to_decimal_string(unit, decimals)
    };
    match (low.map(number), high.map(number)) {
        (Some(low), Some(high)) if low == high => format!("{low} {unit}"),
        (Some(low), Some(high)) => format!("{low}–{high} {unit}"),
        (Some(end), None) => format!("{}{end} {unit}", lang.pick("不少于 ", "at least ")),
        (None, Some(end)) => format!("{}{end} {unit}", lang.pick("不超过 ", "at most ")),
        (None, None) => lang.pick("若干", "some amount").into(),
    }
}

/// Where the true value must lie.
pub(super) fn range(suspect: &Suspect, lang: Lang) -> String {
    let unit = suspect.unit();
    let decimals = suspect.printed().map_or(0, Figure::decimals);
    let number = |end: Quantity| end.to_decimal_string(unit, decimals);
    match (suspect.low(), suspect.high(), lang) {
        (Some(low), Some(high), Lang::Zh) if low == high => {
            format!("其余数字要求它恰为 {} {unit}", number(low))
        }
        (Some(low), Some(high), Lang::En) if low == high => {
            format!("all other figures make it exactly {} {unit}", number(low))
        }
        (Some(low), Some(high), Lang::Zh) => {
            format!("其余数字要求它在 {} 至 {} {unit}之间", number(low), number(high))
        }
        (Some(low), Some(high), Lang::En) => {
            format!("all other figures put it between {} and {} {unit}", number(low), number(high))
        }
        (Some(low), None, Lang::Zh) => format!("其余数字要求它不少于 {} {unit}", number(low)),
        (Some(low), None, Lang::En) => {
            format!("all other figures make it at least {} {unit}", number(low))
        }
        (None, Some(high), Lang::Zh) => format!("其余数字要求它不超过 {} {unit}", number(high)),
        (None, Some(high), Lang::En) => {
            format!("all other figures make it at most {} {unit}", number(high))
        }
        (None, None, Lang::Zh) => "与其余数字不能同时成立".into(),
        (None, None, Lang::En) => "it cannot stand beside the other figures".into(),
    }
}

/// The likeliest correction.
pub(super) fn meant(suspect: &Suspect, lang: Lang) -> String {
    let Some(best) = suspect.corrections().first() else { return String::new() };
    let (figure, slip) = (best.figure(), best.slip().name(lang));
    match lang {
        Lang::Zh => format!("，很可能应为 {figure}（{slip}）"),
        Lang::En => format!("; {figure} was probably meant ({slip})"),
    }
}
