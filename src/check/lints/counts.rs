//! Counts: the parts of a number of things are not more than it.
//!
//! ```text
//! 共有车辆3辆，其中：机要通信用车1辆、应急保障用车1辆、执法执勤用车2辆。: 1 + 1 + 2 = 4 > 3
//! ```

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use crate::check::Context;
use crate::facts;
use crate::finding::{Finding, FindingKind, Severity};
use crate::lang::Message;
use crate::narrative::tree::{List, Measure, MentionId, Opening, Role, Tree, What};

pub(super) fn check(context: &mut Context<'_>, tree: &Tree) {
    for list in &tree.lists {
        if matches!(list.role, Role::Parts(Opening::Among | Opening::Include | Opening::Colon)) {
            context.findings.extend(above(tree, list));
        }
    }
}

fn counts(tree: &Tree, id: MentionId) -> impl Iterator<Item = (i64, &'static str, &Measure)> {
    let measures = tree.mention(id).map(|mention| mention.measures.as_slice());
    measures.unwrap_or_default().iter().filter_map(|measure| match measure.what {
        What::Count { number, measure: unit } => Some((number, unit, measure)),
        _ => None,
    })
}

fn above(tree: &Tree, list: &List) -> Option<Finding> {
    let (whole, unit, of) = counts(tree, list.head).last()?;
    let parts: Vec<(i64, &Measure)> = list
        .children
        .iter()
        .filter_map(|&id| {
            let mut same = counts(tree, id).filter(|&(_, other, _)| other == unit);
            same.next().map(|(number, _, measure)| (number, measure))
        })
        .collect();
    let sum = parts.iter().try_fold(0_i64, |sum, &(number, _)| sum.checked_add(number))?;
    if sum <= whole || parts.len() < 2 {
        return None;
    }
    let told: Vec<String> = parts.iter().map(|(number, _)| format!("{number}")).collect();
    let message = Message::new(
        format!("各项共 {} = {sum} {unit}，多于总数 {whole} {unit}", told.join(" + ")),
        format!("the parts are {} = {sum}, more than {whole} in all", told.join(" + ")),
    );
    let places = [facts::place(&of.span)].into_iter();
    let places = places.chain(parts.iter().map(|(_, measure)| facts::place(&measure.span)));
    let mut finding = Finding::new(FindingKind::SelfContradiction, places.collect(), message);
    finding.severity = Severity::Warning;
    Some(finding)
}
