//! The document as it was probably meant.

use alloc::vec::Vec;

use super::reconcile;
use crate::causes::{SuspectSet, in_prose, in_style_of};
use crate::disclosure::Disclosure;
use crate::lang::Message;
use crate::options::Options;
use crate::place::Place;
use crate::report::{DocumentVerdict, Report};

/// The most sets of suspects that [`Report::corrected`] tries.
const TRIED: usize = 8;

impl Report {
    /// The document with the likeliest corrections applied, if it then reconciles: of each suspect
    /// the figure that its likeliest slip leads to, else the one that is implied.
    ///
    /// # Errors
    /// [`NoCorrection`] says why there is none.
    pub fn corrected(&self, options: &Options) -> Result<Disclosure, NoCorrection> {
        if self.verdict() == DocumentVerdict::Undecided {
            return Err(NoCorrection::Undecided);
        }
        if self.verdict() != DocumentVerdict::Inconsistent {
            return Ok(self.disclosure().clone());
        }
        let sets = self.suspects();
        if sets.is_empty() {
            let all = self.suspects_are_complete();
            return Err(if all { NoCorrection::NoSuspects } else { NoCorrection::Undecided });
        }
        let mut tried = false;
        for corrected in sets.iter().take(TRIED).filter_map(|set| self.apply(set)) {
            tried = true;
            let report = reconcile(&corrected, options);
            if matches!(report.verdict(), DocumentVerdict::Consistent | DocumentVerdict::Rounding) {
                return Ok(corrected);
            }
        }
        Err(if tried { NoCorrection::StillInconsistent } else { NoCorrection::NoSlip })
    }

    /// The document with each suspect as it was probably meant; `None` where one cannot be told.
    fn apply(&self, set: &SuspectSet) -> Option<Disclosure> {
        let mut texts = Vec::with_capacity(set.suspects().len());
        for suspect in set.suspects() {
            let (place, cell) = (suspect.place(), self.cell(suspect.place()));
            let (printed, figure) = (suspect.printed()?, suspect.meant()?);
            let text = match place {
                Place::Prose { .. } => in_prose(cell.text(), printed, figure)?,
                _ => in_style_of(figure, cell.text()),
            };
            texts.push((place, text));
        }
        self.disclosure().with_texts(&texts)
    }
}

/// Why a document could not be corrected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
#[error("{}", self.message().en)]
#[non_exhaustive]
pub enum NoCorrection {
    /// A work limit was met before it was clear what is wrong.
    Undecided,
    /// No set of figures explains what is broken.
    NoSuspects,
    /// No slip explains the figures that must be wrong, and the rest does not say what they are.
    NoSlip,
    /// With the likeliest corrections the document does not reconcile either.
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
            Self::NoSuspects => {
                ("没有一组数字能解释不符之处", "no set of figures explains what is broken")
            }
            Self::NoSlip => (
                "有误的数字不像常见笔误，其余数字也推不出其值",
                "no slip explains the figures that must be wrong, and the rest does not say what they are",
            ),
            Self::StillInconsistent => (
                "按最可能的更正，文件仍不能勾稽",
                "with the likeliest corrections the document does not reconcile either",
            ),
        };
        Message::new(zh, en)
    }
}
