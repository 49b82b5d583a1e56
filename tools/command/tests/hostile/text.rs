//! Texts and web pages without end, without order, or in no encoding.

use crate::{Kind, kind};

const MANY: usize = 100_000;

pub(crate) const KINDS: &[Kind] = &[
    kind("text: 10⁵ rows", "txt", || rows(MANY)),
    kind("text: 50 MB of rows", "txt", || rows(2_700_000)),
    kind("text: one line of 50 MB", "txt", || vec![b'x'; 50 << 20]),
    kind("text: a row of 10⁶ cells", "txt", || {
        (HEAD.to_owned() + &"3.00\t".repeat(1_000_000)).into()
    }),
    kind("text: 10⁵ rows, one cell a line", "txt", || {
        let rows: String = (0..MANY).map(|n| format!("\t项目{n}\n\t3.00\n\n")).collect();
        ("2026年部门支出总表\n单位：万元\n\t科目\n\t合计\n\n".to_owned() + &rows).into()
    }),
    kind("text: ragged rows of 1 to 400 cells", "txt", || {
        let rows: String = (0..2_000).map(|n| "3.00\t".repeat(n * 37 % 400 + 1) + "\n").collect();
        (HEAD.to_owned() + &rows).into()
    }),
    kind("text: CSV with a quotation mark that never closes", "csv", || {
        let rows: String = (0..MANY).map(|n| format!("项目{n},3.00,\n")).collect();
        format!("科目,合计,\"\n{rows}").into()
    }),
    kind("text: NULs", "txt", || vec![0; 10 << 20]),
    kind("text: marks of three encodings, one after the other", "txt", || {
        let mut bytes = vec![0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0xFE, 0xFF];
        bytes.extend(HEAD.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.extend(rows(1_000));
        bytes
    }),
    kind("text: GB18030 cut within its characters", "txt", || {
        let text = String::from_utf8(rows(MANY)).unwrap_or_default();
        let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
        bytes.iter().enumerate().filter(|(n, _)| n % 97 != 0).map(|(_, &byte)| byte).collect()
    }),
    kind("html: spans of 10⁹", "html", || {
        let row = "<tr><td colspan=1000000000 rowspan=1000000000>科目</td><td>3.00</td></tr>";
        page(&format!("<table>{}</table>", row.repeat(50)))
    }),
    kind("html: tables nested 10⁵ deep", "html", || page(&"<table><tr><td>".repeat(MANY))),
    kind("html: 10⁵ rows", "html", || {
        let row = "<tr><td>项目</td><td>3.00</td></tr>";
        page(&format!("<table><tr><td>科目</td><td>合计</td></tr>{}</table>", row.repeat(MANY)))
    }),
    kind("html: 10⁴ tables", "html", || {
        let table = "<p>支出总表 单位：万元</p><table><tr><td>科目</td><td>合计</td></tr><tr><td>合计</td><td>3.00</td></tr></table>";
        page(&table.repeat(10_000))
    }),
    kind("html: 10⁶ open tags", "html", || page(&"<b><i><p>&#x4e00;".repeat(300_000))),
];

const HEAD: &str = "2026年部门支出总表\n单位：万元\n科目\t合计\n";

fn rows(count: usize) -> Vec<u8> {
    let rows: String = (0..count).map(|n| format!("项目{n}\t3.00\n")).collect();
    (HEAD.to_owned() + &rows).into()
}

fn page(body: &str) -> Vec<u8> {
    format!("<html><body><p>2026年部门支出总表</p><p>单位：万元</p>{body}</body></html>").into()
}
