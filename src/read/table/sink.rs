//! What the steps add to: findings, and the names of units, projects and parts.

use alloc::{format, string::String, vec::Vec};

use crate::disclosure::Names;
use crate::finding::{Finding, FindingKind};
use crate::lang::Message;
use crate::place::Place;

/// What the steps add to.
#[derive(Default)]
pub(crate) struct Sink {
    pub(super) names: Names,
    pub(super) findings: Vec<Finding>,
}

impl Sink {
    pub(super) fn find(&mut self, kind: FindingKind, place: Place, zh: String, en: String) {
        self.findings.push(Finding::new(kind, [place].into(), Message { zh, en }));
    }

    /// Reports a label that is not understood.
    pub(super) fn unrecognised(&mut self, place: Place, label: &str) {
        self.find(
            FindingKind::UnrecognisedLabel,
            place,
            format!("不认识“{label}”；可能含它的合计不再要求相等"),
            format!("“{label}” is not understood; sums that it may belong to are left open"),
        );
    }
}
