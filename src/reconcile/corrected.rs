//! The document as it was probably meant, mistake by mistake.

use alloc::{string::String, vec::Vec};

use super::reconcile;
use crate::causes::{Cause, Suspect, SuspectSet, in_prose, in_style_of};
use crate::disclosure::Disclosure;
use crate::lang::Message;
use crate::options::Options;
use crate::place::Place;
use crate::report::{DocumentVerdict, Report};

/// A document with what is certain put right, and what is left.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Corrected {
    /// The document; as it was where nothing could be put right.
    pub disclosure: Disclosure,
    /// The places that were changed, each with its new text.
    pub applied: Vec<(Place, String)>,
    /// The causes that are left, by number in [`Report::causes`], and why.
    pub left: Vec<(usize, NoCorrection)>,
}

impl Corrected {
    /// Whether nothing is left to be put right.
    pub fn is_whole(&self) -> bool {
        self.left.is_empty()
    }
}

impl Report {
    /// The text that should stand at a place: of a suspect, the figure that its likeliest slip leads to,
    /// else the one that is implied. `None` for what is no suspect, or where that cannot be told.
    ///
    /// ```
    /// use cn_budget::{Disclosure, Options, Place, RawDisclosure, Stage, Unit, raw::RawTable};
    ///
    /// let table = RawTable::new("部门支出总表", Unit::WanYuan, ["合计", "基本支出", "项目支出"])
    ///     .row("", "合计", ["51.74", "34.81", "16.93"])
    ///     .row("201", "一般公共服务支出", ["20.69", "4.66", "16.03"])
    ///     .row("208", "社会保障和就业支出", ["31.05", "31.05", "0.90"]);
    /// let disclosure = Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(table));
    /// let report = cn_budget::reconcile(&disclosure, &Options::new());
    /// let wrong = Place::Cell { table: 0, row: 2, column: 1 };
    /// assert_eq!(report.correct(wrong).as_deref(), Some("30.15"));
    /// ```
    pub fn correct(&self, place: Place) -> Option<String> {
        let sets = self.causes().iter().flat_map(Cause::alternatives);
        let suspects = sets.flat_map(SuspectSet::suspects);
        suspects.filter(|suspect| suspect.place() == place).find_map(|s| self.text_of(s))
    }

    /// What a suspect should print.
    fn text_of(&self, suspect: &Suspect) -> Option<String> {
        let (place, cell) = (suspect.place(), self.cell(suspect.place()));
        let figure = suspect.meant()?;
        match place {
            Place::Prose { .. } => in_prose(cell.text(), suspect.printed()?, figure),
            _ => Some(in_style_of(figure, cell.text())),
        }
    }

    /// The document with each mistake put right that is certain, and a list of those that are not.
    ///
    /// A mistake is certain where it has one explanation only, or one only that a slip accounts for; and
    /// a correction is kept only where it leaves fewer mistakes than there were.
    pub fn corrected(&self, options: &Options) -> Corrected {
        let nothing = || Corrected {
            disclosure: self.disclosure().clone(),
            applied: Vec::new(),
            left: Vec::new(),
        };
        if self.verdict() != DocumentVerdict::Inconsistent {
            return nothing();
        }
        let mut left = Vec::new();
        let mut found: Vec<(usize, Vec<(Place, String)>)> = Vec::new();
        for (number, cause) in self.causes().iter().enumerate() {
            match self.correction(cause) {
                Ok(texts) => found.push((number, texts)),
                Err(reason) => left.push((number, reason)),
            }
        }
        let all: Vec<(Place, String)> =
            found.iter().flat_map(|(_, texts)| texts.iter().cloned()).collect();
        let mistakes = self.causes().len();
        let after = |texts: &[(Place, String)]| {
            let disclosure = self.disclosure().with_texts(texts)?;
            let causes = reconcile(&disclosure, options).causes().len();
            Some((disclosure, causes))
        };
        // All at once, unless one of them leads to new mistakes.
        if let Some((disclosure, causes)) = after(&all).filter(|_| !all.is_empty()) {
            if causes + found.len() <= mistakes {
                return Corrected { disclosure, applied: all, left };
            }
        }
        let mut corrected = nothing();
        let mut rest = mistakes;
        for (number, texts) in found {
            let mut tried = corrected.applied.clone();
            tried.extend(texts);
            match after(&tried) {
                Some((disclosure, causes)) if causes < rest => {
                    rest = causes;
                    (corrected.disclosure, corrected.applied) = (disclosure, tried);
                }
                _ => left.push((number, NoCorrection::StillInconsistent)),
            }
        }
        left.sort_unstable_by_key(|&(number, _)| number);
        Corrected { left, ..corrected }
    }

    /// What puts a cause right for certain.
    fn correction(&self, cause: &Cause) -> Result<Vec<(Place, String)>, NoCorrection> {
        let [set, others @ ..] = cause.alternatives() else { return Err(NoCorrection::Undecided) };
        if set.suspects().is_empty() || !set.doubts().is_empty() {
            return Err(NoCorrection::NoSuspects);
        }
        let slip = |set: &SuspectSet| {
            let figures = !set.suspects().is_empty() && set.doubts().is_empty();
            figures && set.suspects().iter().all(|s| !s.corrections().is_empty())
        };
        let only = others.is_empty() && cause.more() == 0;
        if !only && (!slip(set) || others.iter().any(slip)) {
            return Err(NoCorrection::Ambiguous);
        }
        let texts = set.suspects().iter().map(|suspect| {
            self.text_of(suspect).map(|text| (suspect.place(), text)).ok_or(NoCorrection::NoSlip)
        });
        texts.collect()
    }
}

/// Why a mistake could not be put right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.message().en)]
#[non_exhaustive]
pub enum NoCorrection {
    /// A work limit was met before it was clear what is wrong.
    Undecided,
    /// It is no figure that is wrong.
    NoSuspects,
    /// Several figures may be wrong, and nothing tells which.
    Ambiguous,
    /// No slip explains the figures that must be wrong, and the rest does not say what they are.
    NoSlip,
    /// With the likeliest correction the document has as many mistakes as before.
    StillInconsistent,
}

impl NoCorrection {
    /// The message in both languages.
    pub fn message(self) -> Message {
        let (zh, en) = match self {
            Self::Undecided => (
                "达到计算上限，未能判明何处有误",
                "a work limit was met before it was clear what is wrong",
            ),
            Self::NoSuspects => ("并非某个数字有误", "it is no figure that is wrong"),
            Self::Ambiguous => (
                "几个数字都可能有误，无从断定是哪一个",
                "several figures may be wrong, and nothing tells which",
            ),
            Self::NoSlip => (
                "有误的数字不像常见笔误，其余数字也推不出其值",
                "no slip explains the figures that must be wrong, and the rest does not say what they are",
            ),
            Self::StillInconsistent => (
                "按最可能的更正，文件仍不能勾稽",
                "with the likeliest correction the document does not reconcile either",
            ),
        };
        Message::new(zh, en)
    }
}
