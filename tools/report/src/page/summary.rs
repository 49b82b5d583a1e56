//! The strip at the top: verdict, equations, coverage, catalogue; and what the marks mean.

use cn_budget::{
    DocumentVerdict, Severity, catalogue::Attestation, check::Verdict, report::CellVerdict,
};
use maud::{Markup, html};

use super::document::{Document, number};

pub(crate) fn render(document: &Document<'_>) -> Markup {
    html! {
        section.summary aria-label=(document.pick("摘要", "summary")) {
            (verdict(document))
            (equations(document))
            (coverage(document))
            (catalogue(document))
        }
        (legend(document))
    }
}

fn verdict(document: &Document<'_>) -> Markup {
    let report = document.report;
    let (class, sentence) = match report.verdict() {
        DocumentVerdict::Consistent => {
            ("d0", document.pick("每个关系式都准确成立。", "Every equation holds exactly."))
        }
        DocumentVerdict::Rounding => (
            "d1",
            document.pick(
                "有一份预算恰好印出全部数字，差异仅来自四舍五入。",
                "One budget prints as every figure shown; differences are rounding alone.",
            ),
        ),
        DocumentVerdict::Unchecked => (
            "d2",
            document.pick("没有一个数字可以核对。", "No figure could be held against another."),
        ),
        DocumentVerdict::Undecided => (
            "d2",
            document
                .pick("达到计算上限，尚不能断定。", "A work limit was met before it was clear."),
        ),
        DocumentVerdict::Inconsistent => (
            "d3",
            document.pick(
                "没有任何预算能印出全部数字：至少一处有误。",
                "No budget prints as all these figures: at least one is wrong.",
            ),
        ),
    };
    html! {
        div.fact.main {
            h2 { (document.pick("结论", "verdict")) }
            p class={ "verdict " (class) } { (report.verdict().name(document.lang)) }
            p { (sentence) }
            p.counts {
                @for &severity in Severity::ALL.iter().rev() {
                    span class={ "severity s" (severity as u8) } {
                        (severity.name(document.lang)) " " b { (report.count_findings(severity)) }
                    }
                }
            }
        }
    }
}

fn equations(document: &Document<'_>) -> Markup {
    let report = document.report;
    let total = report.equations().len();
    html! {
        div.fact {
            h2 { (document.pick("关系式", "equations")) }
            p.big { (total) }
            p.bar aria-hidden="true" {
                @for &verdict in Verdict::ALL {
                    @let count = report.count(verdict);
                    @if count > 0 { span class={ "e" (verdict as u8) } style={ "flex-grow:" (count) } {} }
                }
            }
            p {
                @for &verdict in Verdict::ALL {
                    span class={ "key e" (verdict as u8) } {
                        (verdict.name(document.lang)) " " b data-equations=(verdict as u8) { (report.count(verdict)) }
                    } " "
                }
            }
            details {
                summary { (document.pick("按规律", "by law")) }
                ul.laws { @for (law, count) in report.count_by_law() {
                    li { (law.name(document.lang)) " " b { (count) } }
                } }
            }
        }
    }
}

fn coverage(document: &Document<'_>) -> Markup {
    let report = document.report;
    let (read, unread) = report.claims();
    html! {
        div.fact {
            h2 { (document.pick("覆盖", "coverage")) }
            p.big { (report.covered()) span.of { " / " (report.figures()) } }
            p.bar aria-hidden="true" {
                (bar(report.covered(), report.figures()))
            }
            p { (document.pick("表中数字至少在一个关系式内；", "figures of the tables stand in an equation; "))
                b { (report.weak().len()) }
                (document.pick(" 个不足两个等式，错误可能藏得住。", " in fewer than two equalities, where a mistake may hide.")) }
            @if read + unread > 0 {
                p { (document.pick("文字中的数额读出 ", "amounts of the prose read: ")) b { (read) }
                    " / " (read + unread) }
            }
            (unchecked(document))
        }
    }
}

/// The numbers that nothing checks, and a button that lights them all.
fn unchecked(document: &Document<'_>) -> Markup {
    let (tables, prose) = document.count(CellVerdict::Unchecked);
    html! {
        @if tables + prose > 0 {
            p.alone {
                button.more type="button" data-light=(number(CellVerdict::Unchecked)) {
                    (document.pick("点亮无从核对的数字 ", "light the numbers that nothing checks: ")) b { (tables + prose) }
                }
            }
        }
    }
}

/// A bar, filled as far as a part of the whole goes.
fn bar(part: usize, whole: usize) -> Markup {
    let rest = whole.saturating_sub(part);
    html! {
        @if part > 0 { span.e0 style={ "flex-grow:" (part) } {} }
        @if rest > 0 { span.rest style={ "flex-grow:" (rest) } {} }
    }
}

/// How sure the names of the codes are.
fn catalogue(document: &Document<'_>) -> Markup {
    let counts = document.report.attestations();
    let total: usize = counts.values().sum();
    let seen = [Attestation::Seen, Attestation::Given];
    let sure: usize = seen.iter().filter_map(|&how| counts.get(&Some(how))).sum();
    html! {
        div.fact {
            h2 { (document.pick("科目目录", "catalogue")) }
            p.big { (sure) span.of { " / " (total) } }
            p.bar aria-hidden="true" {
                (bar(sure, total))
            }
            p { (document.pick("科目名称见于公开文件", "names of codes seen in public documents")) }
            ul.laws { @for (how, count) in counts.iter().rev() {
                @if !how.is_some_and(|how| seen.contains(&how)) {
                    li { (how.map_or(document.pick("目录中没有", "not in the catalogue"), |how| how.name(document.lang)))
                        " " b { (count) } }
                }
            } }
        }
    }
}

/// What each mark looks like, and how many figures of the tables and of the prose bear it.
fn legend(document: &Document<'_>) -> Markup {
    let counts = CellVerdict::ALL.iter().rev().map(|&verdict| (verdict, document.count(verdict)));
    let counts: Vec<_> = counts.collect();
    let tables: usize = counts.iter().map(|(_, (tables, _))| tables).sum();
    let prose: usize = counts.iter().map(|(_, (_, prose))| prose).sum();
    html! {
        ul.legend aria-label=(document.pick("标记", "marks")) {
            @for (verdict, (tables, prose)) in counts { li.none[tables + prose == 0] {
                span class={ "sample v" (number(verdict)) } { "12.30" } " "
                (verdict.name(document.lang)) " " b { (tables + prose) }
                (apart(document, number(verdict), tables, prose))
            } }
            li.all {
                (document.pick("全部数字 ", "all figures ")) b { (tables + prose) }
                (apart(document, "all", tables, prose))
            }
        }
    }
}

/// How many of a count stand in tables, and how many in the prose.
fn apart(document: &Document<'_>, of: impl maud::Render, tables: usize, prose: usize) -> Markup {
    html! {
        span.apart hidden[tables + prose == 0] {
            " " (document.pick("表 ", "tables ")) span data-count=(of) { (tables) }
            (document.pick(" · 文字 ", " · prose ")) span data-prose=(of) { (prose) }
        }
    }
}
