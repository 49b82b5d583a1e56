//! The page: all its parts in one file, and a policy that lets nothing else run and nothing out.

use std::io::{self, Write};

use base64::{Engine, engine::general_purpose::STANDARD};
use flate2::{Compression, write::GzEncoder};
use sha2::{Digest, Sha256};

use crate::program::Program;

const PAGE: &str = include_str!("../../page/page.html");
const STYLE: &str = include_str!("../../page/style.css");
const SCRIPT: &str = include_str!("../../page/script.js");
const WORKER: &str = include_str!("../../page/worker.js");

/// What a report holds: it is shown in a frame, which is under the policy of the page too.
const REPORT_STYLE: &str = include_str!("../../../report/src/page/style.css");
const REPORT_SCRIPTS: [&str; 3] = [
    include_str!("../../../report/src/page/script.js"),
    include_str!("../../../report/src/page/theme.js"),
    include_str!("../../../report/src/page/frame.js"),
];

/// The page as one file.
pub(crate) fn assemble(program: &Program) -> io::Result<String> {
    let worker = format!("{}\n{WORKER}", program.glue);
    for script in [SCRIPT, &worker] {
        // It would end the element that holds it.
        assert!(!script.contains("</script") && !script.contains("<!--"));
    }
    let parts = [
        ("{{policy}}", policy()),
        ("{{style}}", STYLE.into()),
        ("{{version}}", env!("CARGO_PKG_VERSION").into()),
        ("{{wasm}}", STANDARD.encode(packed(&program.wasm)?)),
        ("{{worker}}", worker),
        ("{{script}}", SCRIPT.into()),
    ];
    let mut page = String::new();
    let mut rest = PAGE;
    for (name, part) in parts {
        let (before, after) = rest.split_once(name).expect("the parts in their order");
        page += before;
        page += &part;
        rest = after;
    }
    Ok(page + rest)
}

/// A third of it is left.
fn packed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(bytes)?;
    packed.finish()
}

/// Only what stands in the file runs; nothing is loaded and nothing is sent.
fn policy() -> String {
    let scripts: String =
        [SCRIPT].iter().chain(&REPORT_SCRIPTS).map(|script| hash(script) + " ").collect();
    let styles: String = [STYLE, REPORT_STYLE].map(|style| hash(style) + " ").concat();
    [
        "default-src 'none'".into(),
        format!("script-src {scripts}'wasm-unsafe-eval'"),
        "worker-src blob:".into(),
        // The frame of a report has attributes with the lengths of its bars.
        format!("style-src-elem {styles}"),
        "style-src-attr 'unsafe-inline'".into(),
        "img-src data:".into(),
        "connect-src 'none'".into(),
        "form-action 'none'".into(),
        "base-uri 'none'".into(),
    ]
    .join("; ")
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}
