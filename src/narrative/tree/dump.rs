//! DEV ONLY
extern crate std;
use super::*;
use crate::narrative::lex::Lexicon;
use crate::raw::RawDisclosure;
use std::{format, println, string::String, vec::Vec};

pub(crate) fn dump(raw: &RawDisclosure, tree: &Tree) -> String {
    let mut out = String::new();
    let text = |span: &Span| -> String {
        raw.narrative
            .get(span.paragraph as usize)
            .and_then(|p| p.text.get(span.start as usize..span.end as usize))
            .unwrap_or("?")
            .into()
    };
    for (id, m) in tree.mentions.iter().enumerate() {
        let mut depth = 0;
        let mut at = id;
        while let Some(h) = tree.head(at) {
            depth += 1;
            at = h;
            if depth > 10 {
                break;
            }
        }
        let list = m
            .list
            .and_then(|l| tree.list(l))
            .map(|l| format!("∈#{} {:?}", l.head, l.role))
            .unwrap_or_default();
        out += &format!(
            "{}#{id} p{} [{}] {} {:?} {:?} {list}\n",
            "  ".repeat(depth),
            m.span.paragraph,
            text(&m.span),
            m.scope.map_or("???".into(), |s| format!("{s}")),
            m.origin,
            m.narrow
        );
        for me in &m.measures {
            out += &format!(
                "{}   - {} = {:?}{}\n",
                "  ".repeat(depth),
                text(&me.span),
                me.what,
                me.or.map_or(String::new(), |o| format!(" OR #{o}"))
            );
        }
    }
    let lost: Vec<String> = tree.lost.iter().map(|s| text(s)).collect();
    out += &format!(
        "lost {lost:?} placeholders {} nils {:?} listings {}\n",
        tree.placeholders.len(),
        tree.nils.iter().map(|n| text(&n.span)).collect::<Vec<_>>(),
        tree.listings.len()
    );
    out
}

#[test]
fn dump_env() {
    let Ok(path) = std::env::var("PROSE_DUMP") else { return };
    for path in path.split(',') {
        let text = std::fs::read_to_string(path).unwrap();
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let doc = value.get("document").unwrap_or(&value);
        let raw: RawDisclosure = serde_json::from_value(doc.clone()).unwrap();
        let mut lexicon = Lexicon::new(
            &crate::label::Vocabulary::standard(),
            &crate::catalogue::Catalogue::builtin(),
            crate::catalogue::Edition::new(raw.year),
        );
        lexicon.body =
            crate::narrative::fold::Folded::new(raw.entity.name.as_deref().unwrap_or(""), 0).text;
        let tree = grow(&raw.narrative, &lexicon, raw.year);
        println!("=== {path}\n{}", dump(&raw, &tree));
        if std::env::var("PROSE_TOKENS").is_ok() {
            for p in &raw.narrative {
                let line = crate::narrative::lex::lex(&p.text, 0, &lexicon);
                let g = crate::narrative::phrase::Grammar::new(&line, &lexicon, raw.year);
                for ph in g.phrases_from(0) {
                    println!(
                        "   {:?} :: {:?}",
                        line.text(
                            line.tokens[ph.tokens.start].start..line.tokens[ph.tokens.end - 1].end
                        ),
                        ph.what
                    );
                }
            }
        }
    }
}
