//! Figures that cannot be read: what they must be, from all others.
//!
//! ```text
//!                      合计            基本支出        项目支出
//! 201 一般公共服务支出   ,736,957.00    3,736,957.00   1,000,000.00    must be 4,736,957.00
//! ```

use alloc::{format, vec::Vec};

use super::cause;
use super::evidence::Scene;
use super::find::Found;
use super::joint::Joint;
use super::slip::Correction;
use super::suspect::Suspect;
use crate::check::Equation;
use crate::facts::Facts;
use crate::finding::{Finding, FindingKind, Severity};
use crate::lang::{Lang, Message};
use crate::options::Options;
use crate::system::PrintId;

/// Says what unreadable figures must be: the findings on them become errors that name it. `equations` are
/// those that speak of them.
pub(crate) fn imply(
    facts: &Facts<'_>,
    joint: &Joint,
    equations: &[Equation],
    found: &Found,
    options: &Options,
    findings: &mut [Finding],
) {
    if equations.is_empty() {
        return;
    }
    let joint = joint.with_unreadable(facts, equations);
    // Whatever else may be wrong says nothing of them.
    let sets = found.causes.iter().flat_map(|cause| &cause.alternatives);
    let suspects = sets.flat_map(|set| &set.suspects).filter_map(|suspect| suspect.fact);
    let mut freed: Vec<PrintId> = suspects.filter_map(|fact| joint.print(fact)).collect();
    freed.sort_unstable();
    freed.dedup();
    let mut scene = Scene::new(facts, &joint);
    for fact in facts.all().filter(|&fact| !facts.is_readable(fact)) {
        let Some(variable) = joint.variable(fact) else { continue };
        let range = joint.system.range_without(&freed, variable, &options.limits);
        let suspect = scene.figure(fact, 0, &range);
        if suspect.low.is_none() || suspect.high.is_none() {
            continue;
        }
        let place = facts.place(fact);
        let own = |finding: &&mut Finding| {
            finding.kind == FindingKind::UnreadableFigure && finding.places.contains(&place)
        };
        if let Some(finding) = findings.iter_mut().find(own) {
            finding.severity = Severity::Error;
            finding.message = message(&finding.message, &suspect);
        }
    }
}

fn message(read: &Message, suspect: &Suspect) -> Message {
    let told = |lang: Lang| {
        let range = cause::range(suspect, lang);
        let best = suspect.corrections.first().map(Correction::figure);
        let meant = match suspect.implied {
            Some(figure) if !best.is_some_and(|best| best.same_value(figure)) => match lang {
                Lang::Zh => format!("，应为 {figure}"),
                Lang::En => format!("; {figure} is meant"),
            },
            _ => cause::meant(suspect, lang),
        };
        match lang {
            Lang::Zh => format!("{}；{range}{meant}", read.zh),
            Lang::En => format!("{}; {range}{meant}", read.en),
        }
    };
    Message::new(told(Lang::Zh), told(Lang::En))
}
