//! Workbooks and Word files that claim more than they hold, and archives that swell.

use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{Kind, kind};

pub(crate) const KINDS: &[Kind] = &[
    kind("xlsx: 10⁵ rows", "xlsx", || {
        let rows: String = (4..100_000).map(|n| row(n, "项目", "3.00")).collect();
        workbook(&(head() + &rows), "")
    }),
    kind("xlsx: 10⁶ empty rows with styles", "xlsx", || {
        let rows: String = (4..1_000_000)
            .map(|n| format!("<row r=\"{n}\"><c r=\"A{n}\" s=\"0\"/><c r=\"B{n}\" s=\"0\"/></row>"))
            .collect();
        workbook(&(head() + &rows), "")
    }),
    kind("xlsx: a cell in the last corner", "xlsx", || {
        let last = format!("<row r=\"1048576\">{}</row>", cell("XFD1048576", "1.00"));
        workbook(&(head() + &last), "")
    }),
    kind("xlsx: 10⁴ merged ranges that overlap", "xlsx", || {
        let merges: String = (0..10_000)
            .map(|n| format!("<mergeCell ref=\"A{}:Z{}\"/>", 3 + n % 7, 1000 + n))
            .collect();
        workbook(&head(), &format!("<mergeCells>{merges}</mergeCells>"))
    }),
    kind("xlsx: one range merged over the whole sheet", "xlsx", || {
        let merge = "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>";
        workbook(&head(), merge)
    }),
    kind("xlsx: a sheet that swells to 2 GB", "xlsx", || {
        archive(&[
            ("xl/workbook.xml", Part::Text(WORKBOOK)),
            SHEET_OF,
            TYPES,
            RELATIONS,
            (SHEET, Part::Spaces(2 << 30)),
        ])
    }),
    kind("xlsx: entities of entities", "xlsx", || workbook_of(&entities())),
    kind("docx: a text that swells to 2 GB", "docx", || {
        archive(&[WORD_TYPES, WORD_RELATIONS, ("word/document.xml", Part::Spaces(2 << 30))])
    }),
    kind("docx: tables nested 10⁴ deep", "docx", || {
        let open = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>3.00</w:t></w:r></w:p>".repeat(10_000);
        let close = "</w:tc></w:tr></w:tbl>".repeat(10_000);
        word(&(open + &close))
    }),
    kind("docx: spans of 10⁹", "docx", || {
        let cell = "<w:tc><w:tcPr><w:gridSpan w:val=\"1000000000\"/></w:tcPr><w:p><w:r><w:t>3.00</w:t></w:r></w:p></w:tc>";
        word(&format!("<w:tbl>{}</w:tbl>", format!("<w:tr>{cell}{cell}</w:tr>").repeat(1_000)))
    }),
    kind("zip: 60,000 files", "xlsx", || {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for number in 0..60_000 {
            zip.start_file(format!("xl/{number}.xml"), SimpleFileOptions::default())
                .expect("a part");
        }
        zip.finish().expect("an archive").into_inner()
    }),
    kind("zip: cut off", "xlsx", || {
        let mut bytes = workbook(&head(), "");
        bytes.truncate(bytes.len() - 40);
        bytes
    }),
];

/// What a part of an archive holds.
#[derive(Clone, Copy)]
enum Part<'a> {
    Text(&'a str),
    /// So many spaces, which pack to nothing.
    Spaces(usize),
}

const SHEET: &str = "xl/worksheets/sheet1.xml";
const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="支出总表" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const TYPES: (&str, Part<'_>) = (
    "[Content_Types].xml",
    Part::Text(
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>"#,
    ),
);
const RELATIONS: (&str, Part<'_>) = (
    "_rels/.rels",
    Part::Text(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
);
const SHEET_OF: (&str, Part<'_>) = (
    "xl/_rels/workbook.xml.rels",
    Part::Text(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
    ),
);
const WORD_TYPES: (&str, Part<'_>) = TYPES;
const WORD_RELATIONS: (&str, Part<'_>) = (
    "_rels/.rels",
    Part::Text(
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#,
    ),
);

fn archive(parts: &[(&str, Part<'_>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for &(name, part) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        match part {
            Part::Text(text) => zip.write_all(text.as_bytes()).expect("written"),
            Part::Spaces(count) => {
                let block = vec![b' '; 1 << 20];
                for _ in 0..count >> 20 {
                    zip.write_all(&block).expect("written");
                }
            }
        }
    }
    zip.finish().expect("an archive").into_inner()
}

fn workbook(rows: &str, merges: &str) -> Vec<u8> {
    workbook_of(&format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData>{merges}</worksheet>"#
    ))
}

fn workbook_of(sheet: &str) -> Vec<u8> {
    archive(&[
        ("xl/workbook.xml", Part::Text(WORKBOOK)),
        SHEET_OF,
        TYPES,
        RELATIONS,
        (SHEET, Part::Text(sheet)),
    ])
}

fn cell(at: &str, text: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

fn row(number: usize, name: &str, amount: &str) -> String {
    let (a, b) = (cell(&format!("A{number}"), name), cell(&format!("B{number}"), amount));
    format!("<row r=\"{number}\">{a}{b}</row>")
}

fn head() -> String {
    let title = format!("<row r=\"1\">{}</row>", cell("A1", "2026年部门支出总表（万元）"));
    title + &row(2, "科目", "合计") + &row(3, "合计", "3.00")
}

/// Each entity ten times the one before: ten to the tenth characters, were they put in.
fn entities() -> String {
    let mut declared = String::from("<!ENTITY e0 \"合计合计合计\">");
    for number in 1..10 {
        let ten = format!("&e{};", number - 1).repeat(10);
        declared += &format!("<!ENTITY e{number} \"{ten}\">");
    }
    let rows = head() + &row(4, "&e9;", "3.00");
    format!(
        r#"<!DOCTYPE worksheet [{declared}]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
    )
}

fn word(body: &str) -> Vec<u8> {
    let document = format!(
        r#"<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>2026年部门支出总表</w:t></w:r></w:p>{body}</w:body></w:document>"#
    );
    archive(&[WORD_TYPES, WORD_RELATIONS, ("word/document.xml", Part::Text(&document))])
}
