//! The findings by severity; those that a root cause explains stand under it.

use std::collections::BTreeSet;

use cn_budget::{Finding, Severity, causes::Cause};
use maud::{Markup, html};

use super::{
    document::{Document, printed},
    place,
};

pub(crate) fn render(document: &Document<'_>) -> Markup {
    let findings = document.report.findings();
    let all: Vec<(usize, &Finding)> = findings.iter().enumerate().collect();
    let explains: BTreeSet<usize> =
        document.causes.iter().flat_map(Cause::equations).copied().collect();
    let is_explained = |finding: &Finding| finding.equation.is_some_and(|e| explains.contains(&e));
    let (explained, rest): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|(_, finding)| is_explained(finding));
    html! {
        section #findings {
            h2 { (document.pick("发现", "Findings")) " " span.of { (findings.len()) } }
            @if findings.is_empty() { p { (document.pick("没有任何发现。", "Nothing was found.")) } }
            @if !explained.is_empty() {
                p.sub { (document.pick("上面已说明：", "told above: ")) b { (explained.len()) } }
            }
            @for &severity in Severity::ALL.iter().rev() {
                @let list: Vec<_> = rest.iter().filter(|(_, finding)| finding.severity == severity).collect();
                @if !list.is_empty() {
                    h3 { span class={ "severity s" (severity as u8) } { (severity.name(document.lang)) " " b { (list.len()) } } }
                    (few(document, &list))
                }
            }
        }
    }
}

/// The findings of a list, those beyond the first few folded away.
fn few(document: &Document<'_>, list: &[&(usize, &Finding)]) -> Markup {
    const SHOWN: usize = 20;
    let (first, rest) = list.split_at(list.len().min(SHOWN));
    let items = |list: &[&(usize, &Finding)]| {
        html! { ul.findings { @for (number, finding) in list { li { (link(document, *number, finding)) } } } }
    };
    html! {
        (items(first))
        @if !rest.is_empty() {
            details { summary { (document.pick("其余 ", "more: ")) b { (rest.len()) } } (items(rest)) }
        }
    }
}

/// A finding that walks to its cells.
pub(crate) fn link(document: &Document<'_>, number: usize, finding: &Finding) -> Markup {
    let first = finding.places.first().map(|&first| place::id(first)).unwrap_or_default();
    html! {
        a.finding href={ "#" (first) } id={ "f" (number) } data-finding=(number) {
            span class={ "kind s" (finding.severity as u8) } { (finding.kind.name(document.lang)) } " "
            (printed(finding.message.text(document.lang)))
        }
    }
}
