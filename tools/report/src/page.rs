//! One page that shows a document as printed, every figure marked by its verdict.
//!
//! All texts of the document pass through the escaping of `maud` and stand in `<bdi>`, so that no
//! label can break the page or turn the direction of what is beside it.

use cn_budget::{Lang, Report};
use maud::{DOCTYPE, Markup, PreEscaped, html};

mod causes;
mod data;
mod document;
mod figures;
mod findings;
mod place;
mod prose;
mod sankey;
mod summary;
mod tables;
mod targets;
mod treemap;

use document::Document;

/// The page of a report as HTML.
pub fn render(report: &Report, file: &str, lang: Lang) -> String {
    let document = Document::new(report, lang);
    let raw = report.raw();
    let title = raw.title.as_deref().unwrap_or(file);
    let page = html! {
        (DOCTYPE)
        html lang=(lang.pick("zh-CN", "en")) {
            (style(title))
            body.page {
                a.skip href="#tables" { (lang.pick("跳到表格", "skip to the tables")) }
                header.top {
                    h1 { bdi { (title) } }
                    p.sub {
                        @if let Some(name) = &raw.entity.name { bdi { (name) } " · " }
                        (raw.year) " " (raw.stage.name(lang)) " · " bdi title=(file) { (base(file)) }
                        @if let Some(source) = raw.source.as_deref().filter(|&source| source != base(file)) {
                            " · " bdi { (source) }
                        }
                    }
                    (theme_button(lang))
                }
                main {
                    (causes::render(&document))
                    (summary::render(&document))
                    (findings::render(&document))
                    (treemap::render(&document))
                    (sankey::render(&document))
                    (tables::render(&document))
                    (targets::render(&document))
                    (prose::render(&document))
                    (footer(report, lang))
                }
                aside #panel aria-label=(lang.pick("所选单元格", "selected cell")) aria-live="polite" {
                    div.hint {
                        (tables::contents(&document))
                        p { (lang.pick("点选任一数字：列出它所在的全部关系式与各项。", "Choose any figure to see its equations with all their terms.")) }
                        p { (lang.pick("点选一项发现：走到它的单元格并点亮。", "Choose a finding to walk to its cells.")) }
                        p.keys { kbd { "Tab" } " " kbd { "↑↓←→" } " " kbd { "Enter" } " " kbd { "Esc" } }
                    }
                }
                script type="application/json" #data { (PreEscaped(data::json(&document))) }
                script { (PreEscaped(include_str!("page/script.js"))) }
            }
        }
    };
    page.into_string()
}

/// The name of a file without its folders.
pub(crate) fn base(file: &str) -> &str {
    file.rsplit(['/', '\\']).next().unwrap_or(file)
}

/// The head of a page: nothing is ever loaded from anywhere.
pub(crate) fn style(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            title { (title) }
            link rel="icon" href="data:,";
            style { (PreEscaped(include_str!("page/style.css"))) }
            script { (PreEscaped(include_str!("page/theme.js"))) }
            script { (PreEscaped(include_str!("page/frame.js"))) }
        }
    }
}

pub(crate) fn theme_button(lang: Lang) -> Markup {
    html! {
        button.theme type="button" data-theme-button title=(lang.pick("明暗", "light or dark")) aria-label=(lang.pick("切换明暗", "switch between light and dark")) { "◐" }
    }
}

fn footer(report: &Report, lang: Lang) -> Markup {
    html! {
        footer {
            "cn-budget " (env!("CARGO_PKG_VERSION")) " · "
            (lang.pick("科目目录 ", "catalogue ")) (report.catalogue_version())
        }
    }
}
