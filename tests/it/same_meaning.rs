//! What changes the look of a narrative and not what it says changes no verdict.

use cn_budget::{Disclosure, Options, RawDisclosure, Severity, raw::RawParagraph, reconcile};

const DOCUMENTS: [&str; 3] =
    ["jiulongpo-2026", "putuo-czj-2024-final", "putuo-zfb-2025-dept-budget"];

fn document(name: &str) -> RawDisclosure {
    let path = format!("{}/tests/data/documents/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The verdict, and how many errors there are.
fn judged(raw: RawDisclosure) -> (String, usize) {
    let report = reconcile(&Disclosure::read(raw), &Options::new());
    let errors = report.findings().iter().filter(|finding| finding.severity == Severity::Error);
    (report.verdict().to_string(), errors.count())
}

#[track_caller]
fn same(change: impl Fn(Vec<RawParagraph>) -> Vec<RawParagraph>) {
    for name in DOCUMENTS {
        let before = judged(document(name));
        let mut raw = document(name);
        raw.narrative = change(core::mem::take(&mut raw.narrative));
        assert_eq!(judged(raw), before, "{name}");
    }
}

#[test]
fn half_width_marks() {
    same(|mut narrative| {
        for paragraph in &mut narrative {
            for (full, half) in
                [("，", ","), ("；", ";"), ("：", ":"), ("（", "("), ("）", ")"), ("％", "%")]
            {
                paragraph.text = paragraph.text.replace(full, half);
                paragraph.section = paragraph.section.replace(full, half);
            }
        }
        narrative
    });
}

#[test]
fn sentences_without_numbers_between_the_paragraphs() {
    let said = "我单位认真落实过紧日子要求，严格执行预算管理各项规定。";
    same(|narrative| {
        let between = narrative.into_iter().flat_map(|paragraph| {
            let section = paragraph.section.clone();
            // What opens a list goes on with its members.
            let opens = paragraph.text.ends_with(['：', ':']);
            let said = (!opens).then(|| RawParagraph { section, text: said.into() });
            [Some(paragraph), said].into_iter().flatten()
        });
        between.collect()
    });
}

#[test]
fn headings_in_the_text() {
    same(|narrative| {
        let mut section = String::new();
        let mut told = Vec::new();
        for paragraph in narrative {
            if paragraph.section != section {
                section.clone_from(&paragraph.section);
                // Some texts repeat their heading, or are headed by their own beginning.
                if !paragraph.text.starts_with(&section) {
                    told.push(RawParagraph { section: String::new(), text: section.clone() });
                }
            }
            told.push(RawParagraph { section: String::new(), text: paragraph.text });
        }
        told
    });
}
