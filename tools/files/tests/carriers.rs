//! One small disclosure in every carrier reads the same; what cannot be read says what to do.
//!
//! The files are made by `data/make.py`.

use cn_budget::read::Block;
use cn_budget_files::{Error, Hint, contents, read};

const FILES: [(&str, &[u8]); 11] = [
    ("docx", include_bytes!("data/budget.docx")),
    ("html", include_bytes!("data/budget.html")),
    ("ods", include_bytes!("data/budget.ods")),
    ("pdf", include_bytes!("data/budget.pdf")),
    ("pdf over two pages", include_bytes!("data/budget-two-pages.pdf")),
    ("pdf turned by its page", include_bytes!("data/budget-turned.pdf")),
    ("pdf with lines that run upwards", include_bytes!("data/budget-upwards.pdf")),
    ("pdf without rulings", include_bytes!("data/budget-unruled.pdf")),
    ("txt", include_bytes!("data/budget.txt")),
    ("xlsx", include_bytes!("data/budget.xlsx")),
    ("xlsx with a hidden row and column", include_bytes!("data/budget-hidden.xlsx")),
];

#[test]
fn every_carrier_reads_the_same() {
    for (carrier, bytes) in FILES {
        let raw = read(bytes, &Hint::default()).expect(carrier).raw;
        assert_eq!(raw.year, 2026, "{carrier}");
        let [table] = raw.tables.as_slice() else { panic!("{carrier}: one table") };
        assert_eq!(table.title, "某某局2026年部门预算支出总表", "{carrier}");
        assert_eq!(table.unit.as_deref(), Some("万元"), "{carrier}");
        assert_eq!(table.columns, ["合计", "基本支出", "项目支出"], "{carrier}");
        let rows: Vec<(Option<&str>, &str)> =
            table.rows.iter().map(|row| (row.code.as_deref(), row.name.as_str())).collect();
        assert_eq!(rows, [(None, "合计"), (Some("201"), "一般公共服务支出")], "{carrier}");
        for row in &table.rows {
            // What a number format prints counts, not the 164.8 that the cell of Excel holds.
            assert_eq!(row.cell("基本支出"), Some("164.80"), "{carrier}");
            assert!(row.at.is_some(), "{carrier}");
        }
    }
}

#[test]
fn fonts_whose_characters_only_the_encoding_tells() {
    for bytes in [
        &include_bytes!("data/gb-euc-h.pdf")[..],
        include_bytes!("data/gbk-euc-h.pdf"),
        include_bytes!("data/gbkp-euc-h.pdf"),
        include_bytes!("data/unigb-ucs2-h.pdf"),
        include_bytes!("data/unigb-utf16-h.pdf"),
    ] {
        let blocks = contents(bytes).unwrap().blocks;
        let Some(Block::Line(line)) = blocks.first() else { panic!("a line") };
        assert_eq!(line.text, "部门支出总表单位：万元1,051.74");
    }
}

#[test]
fn what_is_not_read_is_refused() {
    let refused = |bytes: &[u8]| read(bytes, &Hint::default()).unwrap_err();
    assert_eq!(refused(b"{\\rtf1 }"), Error::NotSupported("RTF"));
    assert_eq!(refused(b"\x89PNG\r\n\x1a\n"), Error::Scan);
    assert_eq!(refused("没有表格的一段话。".as_bytes()), Error::NoTable);
    assert!(matches!(refused(b"%PDF-1.7 nothing else"), Error::Broken { .. }));
    assert!(matches!(refused(b"PK\x03\x04 nothing else"), Error::Broken { .. }));
}
