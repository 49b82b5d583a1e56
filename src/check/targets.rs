//! Checks of the performance targets (绩效目标): each in itself, and all against the document.
//!
//! | severity | when |
//! |---|---|
//! | error | the printed numbers cannot be right: weights beyond 100, sources that do not add up |
//! | warning | the document contradicts itself or the form: a level out of place, a nature against its target, a listing short of what the prose says is covered |
//! | info | it may be meant so: ＝ for a satisfaction rate, a number without a measure, weights that close only within rounding |
//!
//! What a document does not say is no contradiction: absent levels, weights or sources are not
//! checked, and a listing that nobody calls complete may be a selection.

use crate::index;
use alloc::{collections::BTreeMap, format, string::String, vec::Vec};

use crate::check::Context;
use crate::finding::{Finding, FindingKind, Severity};
use crate::lang::Message;
use crate::law::Law;
use crate::performance::PerformanceTarget;
use crate::place::Place;
use crate::{performance, text};

mod coverage;
mod indicators;
mod money;
mod scores;
mod sources;
mod weights;

/// The longest piece of a printed text that a message repeats, in bytes.
const SHOWN: usize = 120;

/// Adds the findings about all performance targets of the document.
pub(super) fn check(context: &mut Context<'_>) {
    let (raw, rounding) = (context.facts.disclosure().raw(), context.facts.rounding());
    let (targets, mut findings) = performance::read(raw);
    for (index, (target, printed)) in targets.iter().zip(&raw.performance).enumerate() {
        let number = index::number(index);
        if !context.off.contains(&Law::Weights) {
            findings.extend(weights::check(target, printed, number));
        }
        if !context.off.contains(&Law::Sources) {
            findings.extend(sources::check(target, printed, number, rounding));
        }
        indicators::check(target, printed, number, &mut findings);
        findings.extend(scores::check(target, number, context.scoring, rounding));
    }
    findings.extend(money::check(context.facts, &targets));
    duplicates(&targets, &mut findings);
    findings.extend(coverage::check(context.facts, &targets, rounding));
    context.findings.append(&mut findings);
}

/// A field of a target itself.
fn field(target: u32, field: &'static str) -> Place {
    Place::Target { target, indicator: None, field }
}

/// A field of an indicator.
fn indicator_field(target: u32, indicator: usize, field: &'static str) -> Place {
    Place::Target { target, indicator: Some(index::number(indicator)), field }
}

fn finding(
    kind: FindingKind,
    severity: Severity,
    places: Vec<Place>,
    zh: impl Into<String>,
    en: impl Into<String>,
) -> Finding {
    Finding { severity, ..Finding::new(kind, places, Message::new(zh, en)) }
}

/// A target that repeats an earlier one of the same project, word for word.
fn duplicates(targets: &[PerformanceTarget], findings: &mut Vec<Finding>) {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    for (index, target) in targets.iter().enumerate() {
        let earlier = *first.entry(text::fold(&target.project)).or_insert(index);
        if earlier == index || targets.get(earlier) != Some(target) {
            continue;
        }
        let name = text::excerpt(&target.project, SHOWN);
        let places = [earlier, index].map(|index| field(index::number(index), "project"));
        findings.push(finding(
            FindingKind::DuplicateIndicator,
            Severity::Warning,
            places.into(),
            format!("项目“{name}”的绩效目标重复列出"),
            format!("the target of {name:?} is listed twice"),
        ));
    }
}
