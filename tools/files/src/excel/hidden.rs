//! The rows and columns that a sheet hides, which `calamine` does not tell, from the parts of the
//! workbook themselves.

use std::collections::BTreeMap;

use cn_budget::read::{MAX_GRID_COLUMNS, MAX_ROWS};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::sheet::Hidden;
use crate::word::attribute;
use crate::zipped::Zipped;

/// The parts of a workbook that hold its sheets.
pub(crate) struct Parts<'a> {
    zipped: &'a Zipped<'a>,
    /// The part of each sheet, by its name.
    parts: BTreeMap<String, String>,
}

impl<'a> Parts<'a> {
    /// What cannot be read here hides nothing; whether it can be read at all, others tell.
    pub(crate) fn of(zipped: &'a Zipped<'a>) -> Self {
        let mut targets: BTreeMap<String, String> = BTreeMap::new();
        elements(&part(zipped, "xl/_rels/workbook.xml.rels"), |name, element| {
            let relation = (name == "Relationship")
                .then(|| attribute(element, "Id").zip(attribute(element, "Target")));
            targets.extend(relation.flatten());
        });
        let mut parts = BTreeMap::new();
        elements(&part(zipped, "xl/workbook.xml"), |name, element| {
            if name != "sheet" {
                return;
            }
            let target = attribute(element, "id").and_then(|id| targets.get(&id));
            let path = target.map(|target| match target.strip_prefix('/') {
                Some(whole) => whole.to_string(),
                None => format!("xl/{target}"),
            });
            parts.extend(attribute(element, "name").zip(path));
        });
        Self { zipped, parts }
    }

    /// What the sheet of a name hides.
    pub(crate) fn hidden(&self, name: &str) -> Hidden {
        let mut hidden = Hidden::default();
        let Some(path) = self.parts.get(name) else { return hidden };
        let mut row = 0;
        elements(&part(self.zipped, path), |name, element| {
            let number = |name: &str| attribute(element, name).and_then(|text| text.parse().ok());
            match name {
                "row" => {
                    // Rows count from 1; one that does not tell its number follows the last one.
                    row = number("r").unwrap_or(row + 1);
                    if is_hidden(element, "ht") && index(row) <= MAX_ROWS {
                        hidden.rows.extend(row.checked_sub(1));
                    }
                }
                "col" if is_hidden(element, "width") => {
                    let first: u32 = number("min").unwrap_or(1).max(1);
                    let last = number("max").unwrap_or(first);
                    hidden.columns.extend((first - 1..last).take(MAX_GRID_COLUMNS));
                }
                _ => {}
            }
        });
        hidden
    }
}

/// Whether a row or column is hidden, or has no size.
fn is_hidden(element: &BytesStart<'_>, size: &str) -> bool {
    let flag = attribute(element, "hidden").is_some_and(|flag| flag == "1" || flag == "true");
    let size = attribute(element, size).and_then(|size| size.parse::<f64>().ok());
    flag || size.is_some_and(|size| size <= 0.0)
}

fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

fn part(zipped: &Zipped<'_>, name: &str) -> Vec<u8> {
    zipped.part(name).ok().flatten().unwrap_or_default()
}

/// Shows each element of an XML document, as far as it can be read.
fn elements(xml: &[u8], mut show: impl FnMut(&str, &BytesStart<'_>)) {
    let text = String::from_utf8_lossy(xml);
    let mut reader = Reader::from_str(&text);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element) | Event::Empty(element)) => {
                show(element.local_name().as_ref(), &element);
            }
            Ok(Event::Eof) | Err(_) => return,
            Ok(_) => {}
        }
    }
}
