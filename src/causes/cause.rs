//! Root causes: one mistake, the figures that it shows in, and the equations that it breaks.

use alloc::{format, string::String, vec::Vec};

use super::suspect::{Suspect, SuspectSet, explained};
use crate::check::Judged;
use crate::lang::{Lang, Message};
use crate::num::figure::Quantity;
use crate::place::Cell;
use crate::raw::RawDisclosure;

/// One mistake of the likeliest explanation of a document that does not reconcile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    suspects: Vec<Suspect>,
    equations: Vec<usize>,
    message: Message,
}

impl Cause {
    /// The figures that are wrong by this mistake: one, or several copies of one.
    pub fn suspects(&self) -> &[Suspect] {
        &self.suspects
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

/// The mistakes of a set of suspects, in the order of print.
pub(crate) fn of_set(set: &SuspectSet, judged: &[Judged], raw: &RawDisclosure) -> Vec<Cause> {
    let mut mistakes: Vec<Vec<Suspect>> = Vec::new();
    for suspect in set.suspects() {
        let same = |known: &&mut Vec<Suspect>| {
            known.first().is_some_and(|first| first.group == suspect.group)
        };
        match mistakes.iter_mut().find(same) {
            Some(known) => known.push(suspect.clone()),
            None => mistakes.push([suspect.clone()].into()),
        }
    }
    let mut causes: Vec<Cause> = mistakes
        .into_iter()
        .map(|suspects| {
            let equations = explained(judged, &suspects);
            let message = Message::new(
                sentence(raw, &suspects, equations.len(), Lang::Zh),
                sentence(raw, &suspects, equations.len(), Lang::En),
            );
            Cause { suspects, equations, message }
        })
        .collect();
    causes.sort_by_key(|cause| cause.suspects.first().map(Suspect::place));
    causes
}

fn sentence(raw: &RawDisclosure, suspects: &[Suspect], broken: usize, lang: Lang) -> String {
    let Some(suspect) = suspects.first() else { return String::new() };
    let cell = Cell::at(raw, suspect.place());
    let name = cell.describe(lang);
    let copies = match (suspects.len(), lang) {
        (1, _) => String::new(),
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
        Lang::Zh => {
            format!("{name}{text}{copies}，{range}{meant}。{broken} 个不符的关系式由此而来。")
        }
        Lang::En => format!(
            "{name}{text}{copies}; {range}{meant}. {broken} broken equations follow from it."
        ),
    }
}

/// Where the true value must lie.
fn range(suspect: &Suspect, lang: Lang) -> String {
    let unit = suspect.unit();
    let decimals = suspect.printed().map_or(0, crate::num::figure::Figure::decimals);
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
fn meant(suspect: &Suspect, lang: Lang) -> String {
    let Some(best) = suspect.corrections().first() else { return String::new() };
    let (figure, slip) = (best.figure(), best.slip().name(lang));
    match lang {
        Lang::Zh => format!("，很可能应为 {figure}（{slip}）"),
        Lang::En => format!("; {figure} was probably meant ({slip})"),
    }
}
