//! Root causes: each mistake with its correction, its sentence, and the equations that it breaks.

use cn_budget::{
    causes::{Cause, Suspect, SuspectSet},
    check::Verdict,
};
use maud::{Markup, html};

use super::{
    document::{Document, printed},
    findings, place,
};

pub(crate) fn render(document: &Document<'_>) -> Markup {
    let report = document.report;
    if report.count(Verdict::Broken) == 0 && document.causes.is_empty() {
        return html! {};
    }
    let others = report.suspects().len().saturating_sub(1);
    let unexplained = report.unexplained();
    html! {
        section #causes {
            h2 { (document.pick("错在哪里", "What is wrong")) }
            @if document.causes.is_empty() {
                p { (document.pick("未能确定最少的错误单元格，见下列各项发现。", "The fewest wrong figures could not be determined; see the findings below.")) }
            }
            ol.causes { @for (number, cause) in document.causes.iter().enumerate() {
                (one(document, number, cause))
            } }
            @if !unexplained.is_empty() && !document.causes.is_empty() {
                p { (document.pick("以上没有解释的不符关系式：", "broken equations that these do not explain: ")) b { (unexplained.len()) } }
            }
            @if others > 0 { (alternatives(document, others)) }
        }
    }
}

fn one(document: &Document<'_>, number: usize, cause: &Cause) -> Markup {
    html! {
        li.cause id={ "cause" (number) } {
            @for suspect in cause.suspects() { (correction(document, suspect)) }
            p.sentence { (printed(cause.message().text(document.lang))) }
            @let broken: Vec<_> = document.report.findings().iter()
                .enumerate()
                .filter(|(_, finding)| finding.equation.is_some_and(|e| cause.equations().contains(&e)))
                .collect();
            @if !broken.is_empty() {
                details open[broken.len() <= 4] {
                    summary { (document.pick("由此不符的关系式 ", "equations that it breaks: ")) b { (broken.len()) } }
                    ol.findings { @for (number, finding) in broken {
                        li { (findings::link(document, number, finding)) }
                    } }
                }
            }
        }
    }
}

/// The printed figure, and the one that was probably meant.
fn correction(document: &Document<'_>, suspect: &Suspect) -> Markup {
    let cell = document.report.cell(suspect.place());
    let best = suspect.corrections().first();
    html! {
        p.correction {
            a.wrong href={ "#" (place::id(suspect.place())) } data-cell=(place::id(suspect.place())) {
                (printed(cell.text()))
            }
            @if let Some(best) = best {
                span.arrow aria-label=(document.pick("应为", "should be")) { "→" }
                span.right { (best.figure()) }
                span.unit { (suspect.unit()) }
                span.slip { (best.slip().name(document.lang)) }
                @if suspect.corrections().len() > 1 {
                    span.sub { (document.pick("或 ", "or ")) @for (n, other) in suspect.corrections().iter().skip(1).take(3).enumerate() {
                        @if n > 0 { ", " } (other.figure())
                    } }
                }
            }
            @if suspect.place().table().is_some() {
                span.where { (printed(&cell.describe(document.lang))) }
            }
        }
    }
}

/// The other sets that are as small.
fn alternatives(document: &Document<'_>, count: usize) -> Markup {
    const SHOWN: usize = 12;
    let sets: Vec<&SuspectSet> = document.report.suspects().iter().skip(1).take(SHOWN).collect();
    html! {
        details {
            summary { (document.pick("同样少的其他解释 ", "other explanations as small: ")) b { (count) } }
            ol.findings { @for set in sets { li {
                @for (n, suspect) in set.suspects().iter().enumerate() {
                    @if n > 0 { " + " }
                    a href={ "#" (place::id(suspect.place())) } data-cell=(place::id(suspect.place())) {
                        (printed(&document.report.cell(suspect.place()).describe(document.lang)))
                    }
                }
            } } }
            @if count > SHOWN { p { "… " (count - SHOWN) } }
        }
    }
}
