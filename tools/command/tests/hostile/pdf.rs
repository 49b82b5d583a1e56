//! PDF files that draw too much, go round in circles, or swell.

use crate::{Kind, kind};

pub(crate) const KINDS: &[Kind] = &[
    kind("pdf: 10⁵ rulings on a page", "pdf", || {
        let lines: String = (0..100_000)
            .map(|n| {
                let (x, y) = (n * 7 % 595, n * 13 % 842);
                let (to_x, to_y) = if n % 2 == 0 { (x, y + 50) } else { (x + 50, y) };
                format!("{x} {y} m {to_x} {to_y} l S\n")
            })
            .collect();
        page(&(lines + "BT /F 9 Tf 50 50 Td (3.00) Tj ET"))
    }),
    kind("pdf: a lattice of 300 by 300", "pdf", || {
        let lines: String =
            (0..300).map(|n| format!("{n} 0 m {n} 300 l S\n0 {n} m 300 {n} l S\n")).collect();
        page(&(lines + "BT /F 9 Tf 50 50 Td (3.00) Tj ET"))
    }),
    kind("pdf: 10⁵ glyphs on a page", "pdf", || {
        page(
            &(0..12_500)
                .map(|n| {
                    format!("BT /F 9 Tf {} {} Td (1,234.56) Tj ET\n", n * 37 % 590, n * 11 % 840)
                })
                .collect::<String>(),
        )
    }),
    kind("pdf: a page of itself", "pdf", || {
        file(&[CATALOG, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"])
    }),
    kind("pdf: a drawing of itself", "pdf", || {
        let form = "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 4 0 R >> >> /Length 12 >>\nstream\n/X Do /X Do \nendstream";
        file(&[
            CATALOG,
            PAGES,
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /X 4 0 R >> >> /Contents 4 0 R >>",
            form,
        ])
    }),
    kind("pdf: 10⁵ pages", "pdf", || {
        let kids = "3 0 R ".repeat(100_000);
        let pages = format!("<< /Type /Pages /Kids [{kids}] /Count 100000 >>");
        file(&[CATALOG, &pages, PAGE, &stream("BT /F 9 Tf 50 50 Td (3.00) Tj ET")])
    }),
    kind("pdf: arrays nested 10⁵ deep", "pdf", || {
        page(&("[".repeat(100_000) + &"]".repeat(100_000) + " TJ"))
    }),
    kind("pdf: cut off", "pdf", || {
        let mut bytes = page("BT /F 9 Tf 50 50 Td (3.00) Tj ET");
        bytes.truncate(bytes.len() / 2);
        bytes
    }),
];

const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R >>";
const PAGES: &str = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
const PAGE: &str = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> /Contents 4 0 R >>";

fn stream(content: &str) -> String {
    format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// A file of one page.
fn page(content: &str) -> Vec<u8> {
    file(&[CATALOG, PAGES, PAGE, &stream(content)])
}

/// A file of these objects, the first of which is its catalog.
fn file(objects: &[&str]) -> Vec<u8> {
    let mut bytes = String::from("%PDF-1.4\n");
    let mut offsets = Vec::new();
    for (number, object) in (1..).zip(objects) {
        offsets.push(bytes.len());
        bytes += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let start = bytes.len();
    let size = objects.len() + 1;
    bytes += &format!("xref\n0 {size}\n0000000000 65535 f \n");
    for offset in offsets {
        bytes += &format!("{offset:010} 00000 n \n");
    }
    bytes += &format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    bytes.into()
}
