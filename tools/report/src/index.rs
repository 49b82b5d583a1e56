//! The index of many documents: one line each, sortable.

use cn_budget::{DocumentVerdict, Lang, Message, Report, Severity, Stage, check::Verdict};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::page::{base, style, theme_button};

/// One document.
pub struct Line {
    /// The name of its file.
    pub file: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of it.
pub enum Outcome {
    /// It was reconciled.
    Read(Box<Summary>),
    /// It could not be read, and why.
    Unreadable(Message),
}

/// What the index tells of a document.
pub struct Summary {
    href: String,
    title: String,
    body: String,
    year: u16,
    stage: Stage,
    verdict: DocumentVerdict,
    figures: usize,
    covered: usize,
    equations: usize,
    broken: usize,
    errors: usize,
    warnings: usize,
}

impl Outcome {
    /// The same document with its page at another place.
    #[must_use]
    pub fn at(mut self, href: String) -> Self {
        if let Self::Read(summary) = &mut self {
            summary.href = href;
        }
        self
    }

    /// A document that was reconciled, and where its page is.
    pub fn read(report: &Report, href: String) -> Self {
        let raw = report.raw();
        Self::Read(Box::new(Summary {
            href,
            title: raw.title.clone().unwrap_or_default(),
            body: raw.entity.name.clone().unwrap_or_default(),
            year: raw.year,
            stage: raw.stage,
            verdict: report.verdict(),
            figures: report.figures(),
            covered: report.covered(),
            equations: report.equations().len(),
            broken: report.count(Verdict::Broken),
            errors: report.count_findings(Severity::Error),
            warnings: report.count_findings(Severity::Warning),
        }))
    }
}

/// The order of a verdict among lines: the worst last.
fn rank(verdict: DocumentVerdict) -> u8 {
    match verdict {
        DocumentVerdict::Consistent => 0,
        DocumentVerdict::Rounding => 1,
        DocumentVerdict::Undecided | DocumentVerdict::Unchecked => 2,
        DocumentVerdict::Inconsistent => 3,
    }
}

/// The order of a line in the index: the worst document last, one that nobody could read above all
/// that were found right.
fn badness(line: &Line) -> (u8, usize, usize) {
    match &line.outcome {
        Outcome::Read(summary) => {
            let rank = rank(summary.verdict);
            (if rank == 3 { 4 } else { rank }, summary.errors, summary.warnings)
        }
        Outcome::Unreadable(_) => (3, 0, 0),
    }
}

/// How many documents came to each verdict, and how many could not be read.
fn totals(lines: &[Line], lang: Lang) -> Markup {
    let count =
        |fits: &dyn Fn(&Outcome) -> bool| lines.iter().filter(|line| fits(&line.outcome)).count();
    let unreadable = count(&|outcome| matches!(outcome, Outcome::Unreadable(_)));
    html! {
        ul.totals aria-label=(lang.pick("结论合计", "totals by verdict")) {
            @for &verdict in DocumentVerdict::ALL.iter().rev() {
                @let found = count(&|outcome| matches!(outcome, Outcome::Read(s) if s.verdict == verdict));
                @if found > 0 { li {
                    b.big data-total=(<&str>::from(verdict)) { (found) } " "
                    span class={ "verdict d" (rank(verdict)) } { (verdict.name(lang)) }
                } }
            }
            @if unreadable > 0 { li {
                b.big data-total="unreadable" { (unreadable) } " "
                span.verdict.unread { (lang.pick("无法读取", "not readable")) }
            } }
        }
    }
}

/// The page that lists the documents, the worst first.
pub fn render(lines: &[Line], lang: Lang) -> String {
    let mut sorted: Vec<&Line> = lines.iter().collect();
    sorted.sort_by_key(|line| std::cmp::Reverse(badness(line)));
    let title = lang.pick("勾稽核对一览", "Reconciled disclosures");
    let headings = [
        ("文件", "document"),
        ("年度", "year"),
        ("结论", "verdict"),
        ("数字", "figures"),
        ("已核对", "checked"),
        ("关系式", "equations"),
        ("不符", "broken"),
        ("错误", "errors"),
        ("警告", "warnings"),
    ];
    let page = html! {
        (DOCTYPE)
        html lang=(lang.pick("zh-CN", "en")) {
            (style(title))
            body.index {
                header.top { h1 { (title) } p.sub { (lang.counted(lines.len(), "份文件", "document")) } (theme_button(lang)) }
                main {
                    (totals(lines, lang))
                    table.lines {
                        thead { tr {
                            @for (number, (zh, en)) in headings.iter().enumerate() {
                                th scope="col" {
                                    button type="button" data-column=(number) { (lang.pick(zh, en)) }
                                }
                            }
                        } }
                        tbody { @for line in sorted { (row(line, lang)) } }
                    }
                }
                script { (PreEscaped(include_str!("index.js"))) }
            }
        }
    };
    page.into_string()
}

fn row(line: &Line, lang: Lang) -> Markup {
    let summary = match &line.outcome {
        Outcome::Read(summary) => summary,
        Outcome::Unreadable(error) => {
            return html! { tr.unreadable {
                th scope="row" data-key=(line.file) { bdi { (line.file) } }
                td data-key="0" {}
                td colspan="7" data-key="9" { span.verdict.unread {} bdi { (error.text(lang)) } }
            } };
        }
    };
    let number = |count: usize| html! { td.n data-key=(count) { (count) } };
    let title = if summary.title.is_empty() { &line.file } else { &summary.title };
    html! { tr {
        th scope="row" data-key=(title) {
            a href=(summary.href) { bdi { (title) } }
            div.sub { bdi { (summary.body) } }
            div.file title=(line.file) { bdi { (base(&line.file)) } }
        }
        td.n data-key=(summary.year) { (summary.year) " " (summary.stage.name(lang)) }
        td data-key=(rank(summary.verdict)) {
            span class={ "verdict d" (rank(summary.verdict)) } { (summary.verdict.name(lang)) }
        }
        (number(summary.figures))
        (number(summary.covered))
        (number(summary.equations))
        (number(summary.broken))
        (number(summary.errors))
        (number(summary.warnings))
    } }
}
