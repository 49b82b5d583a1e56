//! What the steps add to: findings, and the names of units, projects and parts.

use alloc::{format, string::String, vec::Vec};

use crate::disclosure::Names;
use crate::finding::{Finding, FindingKind};
use crate::label::Vocabulary;
use crate::lang::Message;
use crate::place::Place;

/// What the steps add to.
#[derive(Default)]
pub(crate) struct Sink {
    pub(super) names: Names,
    pub(super) findings: Vec<Finding>,
    /// How many labels were not understood.
    unread: usize,
}

/// For so many labels the nearest known wording is looked up: where more are unread, it is not for a
/// slip of the pen.
const LOOKED_UP: usize = 32;

impl Sink {
    pub(super) fn find(&mut self, kind: FindingKind, place: Place, zh: String, en: String) {
        self.findings.push(Finding::new(kind, [place].into(), Message { zh, en }));
    }

    /// Reports a label that is not understood.
    pub(super) fn unrecognised(&mut self, vocabulary: &Vocabulary, place: Place, label: &str) {
        self.unread += 1;
        let nearest = (self.unread <= LOOKED_UP).then(|| vocabulary.nearest(label)).flatten();
        let (zh, en) = match nearest {
            Some(known) => {
                (format!("，最接近的已知写法是“{known}”"), format!("; “{known}” would be"))
            }
            None => <(String, String)>::default(),
        };
        self.find(
            FindingKind::UnrecognisedLabel,
            place,
            format!("不认识“{label}”{zh}；可能含它的合计不再要求相等"),
            format!("“{label}” is not understood{en}; sums that it may belong to are left open"),
        );
    }
}
