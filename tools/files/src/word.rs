//! docx → paragraphs and tables, with the automatic numbers of headings.

use cn_budget::read::{Block, Grid, GridCell, Line};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::zipped::Zipped;
use crate::{Contents, Error};

mod numbering;

use numbering::Numbering;

/// How deep tables may nest.
const MAX_DEPTH: usize = 16;

pub(crate) fn contents(bytes: &[u8]) -> Result<Contents, Error> {
    let zipped = Zipped::open(bytes)?;
    let document = zipped
        .part("word/document.xml")?
        .ok_or_else(|| Error::broken("docx", "no document.xml"))?;
    let numbering = zipped.part("word/numbering.xml")?.unwrap_or_default();
    let styles = zipped.part("word/styles.xml")?.unwrap_or_default();
    let mut body = Body { numbering: Numbering::read(&numbering, &styles), ..Body::default() };
    let text = String::from_utf8_lossy(&document);
    let mut reader = Reader::from_str(&text);
    loop {
        match reader.read_event().map_err(|error| Error::broken("docx", error))? {
            Event::Start(element) => body.start(&element),
            Event::Empty(element) => {
                body.start(&element);
                body.end(element.local_name().as_ref());
            }
            Event::End(element) => body.end(element.local_name().as_ref()),
            Event::Text(text) if body.in_text => {
                body.text.push_str(&text.xml_content(quick_xml::XmlVersion::Explicit1_0));
            }
            Event::GeneralRef(reference) if body.in_text => body.reference(&reference),
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(Contents { blocks: body.blocks, notes: Vec::new() })
}

/// The walk over the body of a document.
#[derive(Default)]
struct Body {
    blocks: Vec<Block>,
    numbering: Numbering,
    tables: Vec<Table>,
    /// The text of the paragraph.
    text: String,
    /// The number that stands in front of it.
    number: Option<String>,
    in_text: bool,
    /// Deleted text, fields' instructions, and the second form of a drawing.
    skipped: usize,
    /// The style and the list of the paragraph.
    style: Option<String>,
    list: Option<String>,
    level: Option<usize>,
}

/// A table in the making.
#[derive(Default)]
struct Table {
    cells: Vec<GridCell>,
    row: u32,
    column: u32,
    span: u32,
    /// `vMerge`: whether the cell begins a merge or goes on with one.
    goes_on: bool,
    text: String,
    /// Lines and grids in their order, once the table holds others: then it but lays out the page.
    laid_out: Option<Vec<Block>>,
}

impl Body {
    fn start(&mut self, element: &BytesStart<'_>) {
        let value = || attribute(element, "val");
        let name = element.local_name();
        match name.as_ref() {
            "del" | "moveFrom" | "Fallback" | "txbxContent" => self.skipped += 1,
            "tbl" if self.tables.len() < MAX_DEPTH => self.tables.push(Table::default()),
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.column = 0;
                }
            }
            "gridBefore" => {
                if let Some(table) = self.tables.last_mut() {
                    table.column = value().and_then(|value| value.parse().ok()).unwrap_or(0);
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.span = 1;
                    table.goes_on = false;
                    table.text.clear();
                }
            }
            "gridSpan" => {
                if let Some(table) = self.tables.last_mut() {
                    table.span =
                        value().and_then(|value| value.parse().ok()).unwrap_or(1).clamp(1, 4096);
                }
            }
            "vMerge" => {
                if let Some(table) = self.tables.last_mut() {
                    table.goes_on = value().is_none_or(|value| value != "restart");
                }
            }
            "p" => {
                self.text.clear();
                (self.style, self.list, self.level) = (None, None, None);
            }
            "pStyle" => self.style = value(),
            "numId" => self.list = value(),
            "ilvl" => self.level = value().and_then(|value| value.parse().ok()),
            "t" => self.in_text = self.skipped == 0,
            "tab" if self.skipped == 0 => self.text.push(' '),
            "br" | "cr" if self.skipped == 0 => self.text.push('\n'),
            "noBreakHyphen" if self.skipped == 0 => self.text.push('-'),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "del" | "moveFrom" | "Fallback" | "txbxContent" => {
                self.skipped = self.skipped.saturating_sub(1);
            }
            "t" => self.in_text = false,
            "p" if self.skipped == 0 => self.paragraph(),
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_cell();
                }
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.row = table.row.saturating_add(1);
                }
            }
            "tbl" => self.end_table(),
            _ => {}
        }
    }

    /// `&amp;` and its like.
    fn reference(&mut self, reference: &quick_xml::events::BytesRef<'_>) {
        let character = reference.resolve_char_ref().ok().flatten();
        match (character, reference.as_ref()) {
            (Some(character), _) => self.text.push(character),
            (None, name) => {
                self.text.push_str(quick_xml::escape::resolve_xml_entity(name).unwrap_or_default());
            }
        }
    }

    fn paragraph(&mut self) {
        self.number = self.numbering.next(self.style.as_deref(), self.list.as_deref(), self.level);
        let text = std::mem::take(&mut self.text);
        let text = match self.number.take() {
            Some(number) if !text.trim().is_empty() => number + text.trim_start(),
            _ => text,
        };
        match self.tables.last_mut() {
            Some(table) => {
                if !table.text.is_empty() && !text.is_empty() {
                    table.text.push('\n');
                }
                table.text.push_str(&text);
            }
            None => self.blocks.extend(text.split('\n').map(|line| Block::from(Line::new(line)))),
        }
    }

    /// A table inside a cell is a table of its own, and the one around it but lays it out; one without
    /// rows and columns is text of that cell.
    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        let grid = Grid::new(table.cells);
        let small = grid.rows < 2 || grid.columns < 2;
        let blocks = match table.laid_out {
            Some(blocks) => blocks,
            None if grid.cells.is_empty() => return,
            None => vec![Block::Grid(grid)],
        };
        match (self.tables.last_mut(), blocks.as_slice()) {
            (Some(outer), [Block::Grid(grid)]) if small => {
                for cell in grid.cells.iter().filter(|cell| !cell.text.trim().is_empty()) {
                    outer.text.push('\n');
                    outer.text.push_str(&cell.text);
                }
            }
            (Some(outer), _) => outer.lay_out(blocks),
            (None, _) => self.blocks.extend(blocks),
        }
    }
}

/// The lines of a text.
fn lines(text: &str) -> impl Iterator<Item = Block> {
    text.split('\n').filter(|line| !line.trim().is_empty()).map(|line| Line::new(line).into())
}

impl Table {
    /// Adds what stands in the cell that is being read: its text so far, then a table.
    fn lay_out(&mut self, inner: Vec<Block>) {
        let text = std::mem::take(&mut self.text);
        let before = || self.cells.iter().flat_map(|cell| lines(&cell.text)).collect();
        let mut blocks = self.laid_out.take().unwrap_or_else(before);
        blocks.extend(lines(&text));
        blocks.extend(inner);
        self.laid_out = Some(blocks);
    }

    fn end_cell(&mut self) {
        if let Some(blocks) = &mut self.laid_out {
            blocks.extend(lines(&self.text));
        }
        let (row, column, span) = (self.row, self.column, self.span);
        self.column = column.saturating_add(span);
        if self.goes_on {
            let over = self.cells.iter_mut().rev().find(|cell| {
                cell.column == column
                    && cell.column_span == span
                    && cell.row.saturating_add(cell.row_span) == row
            });
            if let Some(over) = over {
                over.row_span = over.row_span.saturating_add(1);
                return;
            }
        }
        let text = std::mem::take(&mut self.text);
        self.cells.push(GridCell::spanning(row, column, 1, span, text));
    }
}

/// The value of an attribute, whatever its prefix.
pub(crate) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let attribute = element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref() == name)?;
    let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0).ok()?;
    Some(value.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The blocks of a document with this body.
    fn blocks(xml: &str) -> Vec<Block> {
        let mut body = Body::default();
        let mut reader = Reader::from_str(xml);
        loop {
            match reader.read_event().unwrap() {
                Event::Start(element) => body.start(&element),
                Event::End(element) => body.end(element.local_name().as_ref()),
                Event::Text(text) if body.in_text => body.text.push_str(&text),
                Event::Eof => return body.blocks,
                _ => {}
            }
        }
    }

    fn cell(inside: &str) -> String {
        format!("<w:tc>{inside}</w:tc>")
    }

    fn paragraph(text: &str) -> String {
        format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
    }

    fn table(rows: &[&[&str]]) -> String {
        let row = |row: &&[&str]| {
            let cells: String = row.iter().map(|text| cell(&paragraph(text))).collect();
            format!("<w:tr>{cells}</w:tr>")
        };
        format!("<w:tbl>{}</w:tbl>", rows.iter().map(row).collect::<String>())
    }

    #[test]
    fn a_table_around_others_but_lays_them_out() {
        let inner = table(&[&["项目", "合计"], &["支出", "3.00"]]);
        let around = cell(&format!("{}{inner}{}", paragraph("支出总表"), paragraph("注：无。")));
        let read = blocks(&format!("<w:tbl><w:tr>{around}</w:tr></w:tbl>"));
        let [Block::Line(title), Block::Grid(grid), Block::Line(note)] = read.as_slice() else {
            panic!("{read:?}")
        };
        assert_eq!((title.text.as_str(), note.text.as_str()), ("支出总表", "注：无。"));
        assert_eq!((grid.rows, grid.columns), (2, 2));
        // A table of one cell, as a frame around words, is text of the cell it stands in.
        let framed = cell(&table(&[&["3.00"]]));
        let read =
            blocks(&format!("<w:tbl><w:tr>{}{framed}</w:tr></w:tbl>", cell(&paragraph("支出"))));
        let [Block::Grid(grid)] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!(grid.cells.len(), 2);
    }
}
