//! What a profile asks for and the document lacks; nothing without a profile.
//!
//! A point is met wherever the document tells it: in a table, a title, a heading or a sentence, in
//! any of its words. It is missed only where the document was understood well enough to say so.
//! Where it was not (a title that nobody read, tables or prose given in part), that is said instead,
//! and nobody is accused.

use alloc::{format, string::String, vec::Vec};

use crate::check::Context;
use crate::facts::Facts;
use crate::finding::{Finding, FindingKind, Severity};
use crate::kind::Stage;
use crate::lang::{Lang, Message};
use crate::place::Place;
use crate::profile::{Demand, DocumentKind, Point, Profile, Sureness};
use crate::raw::RawDisclosure;

mod details;
mod items;
mod notes;
mod placeholders;
mod prose;
mod reasons;
mod sections;
mod tables;

use prose::Prose;

/// Adds what the document lacks.
pub(super) fn check(context: &mut Context<'_>) {
    let Some(profile) = context.profile else { return };
    let facts = context.facts;
    let raw = facts.disclosure().raw();
    let kinds = kinds(profile, raw);
    let left_over = context.findings.iter().filter(|told| told.kind == FindingKind::Placeholder);
    let left_over = left_over.flat_map(|told| told.places.iter().copied()).collect();
    let mut document = Document {
        facts,
        raw,
        prose: Prose::new(raw),
        left_over,
        tables_doubt: None,
        prose_doubt: None,
    };
    let points: Vec<&Point> = profile.points_for(&kinds).collect();
    document.tables_doubt = tables::doubt(&document, &points);
    document.prose_doubt = sections::doubt(&document, &points);
    let mut findings = Vec::new();
    tables::check(&document, &points, &mut findings);
    sections::check(&document, &points, &mut findings);
    for &point in &points {
        match &point.demand {
            Demand::Table(_) | Demand::Section { .. } => {}
            Demand::Note { words } => notes::check(&document, point, words, &mut findings),
            Demand::Item { item, words } => {
                findings.extend(items::check(&document, point, *item, words));
            }
            Demand::Detail(details) => findings.extend(details::check(&document, point, details)),
            Demand::Reason { above, words } => {
                reasons::check(&document, point, *above, words, &mut findings);
            }
            Demand::Placeholder { texts } => {
                placeholders::check(&document, point, texts, &mut findings);
            }
        }
    }
    context.findings.append(&mut findings);
}

/// The document in the ways that points look at it.
struct Document<'a> {
    facts: &'a Facts<'a>,
    raw: &'a RawDisclosure,
    prose: Prose,
    /// The placeholders that the reading of numbers stumbled over; they are told already.
    left_over: Vec<Place>,
    /// Why nobody can say that a table is missing.
    tables_doubt: Option<Message>,
    /// Why nobody can say that something is not told in the prose.
    prose_doubt: Option<Message>,
}

/// The kinds that the document may be of.
fn kinds(profile: &Profile, raw: &RawDisclosure) -> Vec<DocumentKind> {
    use DocumentKind as K;
    if let Some(kind) = profile.kind() {
        return [kind].into();
    }
    let title = raw.title.as_deref().unwrap_or_default();
    let (department, unit) = match raw.stage {
        Stage::Final => (K::DepartmentFinal, K::UnitFinal),
        Stage::Budget | Stage::Adjusted => (K::DepartmentBudget, K::UnitBudget),
    };
    match (title.contains("部门"), title.contains("单位")) {
        (true, false) => [department].into(),
        (false, true) => [unit].into(),
        _ => [department, unit].into(),
    }
}

/// A finding about a point that is missed.
fn missing(
    kind: FindingKind,
    point: &Point,
    places: Vec<Place>,
    zh: String,
    en: String,
) -> Finding {
    let (zh, en) = match point.notice.as_str() {
        "" => (zh, en),
        notice => {
            let sure = |lang: Lang| match point.sure {
                Sureness::Certain => String::new(),
                sure => format!("{}{}", lang.pick("；", "; "), sure.name(lang)),
            };
            (
                format!("{zh}（依据：{notice}{}）", sure(Lang::Zh)),
                format!("{en} (asked for by {notice}{})", sure(Lang::En)),
            )
        }
    };
    Finding { severity: point.severity, ..Finding::new(kind, places, Message::new(zh, en)) }
}

/// A finding about points that cannot be judged, and why they cannot.
fn untold(kind: FindingKind, points: &[&Point], why: &Message) -> Option<Finding> {
    if points.is_empty() {
        return None;
    }
    let names = |name: fn(&Message) -> &str, comma: &str| {
        let names: Vec<&str> = points.iter().map(|point| name(&point.name)).collect();
        names.join(comma)
    };
    let Message { zh, en, .. } = why;
    let message = Message::new(
        format!("{zh}，无法判断有无：{}", names(|name| &name.zh, "、")),
        format!("{en}; it cannot be told whether there is: {}", names(|name| &name.en, ", ")),
    );
    Some(Finding { severity: Severity::Info, ..Finding::new(kind, Vec::new(), message) })
}
