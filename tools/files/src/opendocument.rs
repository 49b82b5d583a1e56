//! ods, odt → lines and grids; both keep every cell as it is printed.

use cn_budget::read::{Block, Grid, GridCell, Line, MAX_GRID_COLUMNS};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::sheet::Hidden;
use crate::word::attribute;
use crate::zipped::Zipped;
use crate::{Contents, Error};

/// How often a cell or a row with text may be repeated; blank ones fill sheets to the last row.
const MAX_REPEATED: u32 = 1_000;

pub(crate) fn contents(bytes: &[u8]) -> Result<Contents, Error> {
    let zipped = Zipped::open(bytes)?;
    let manifest = zipped.part("META-INF/manifest.xml")?.unwrap_or_default();
    if String::from_utf8_lossy(&manifest).contains("encryption-data") {
        return Err(Error::Encrypted);
    }
    let content = zipped
        .part("content.xml")?
        .ok_or_else(|| Error::broken("OpenDocument", "no content.xml"))?;
    let text = String::from_utf8_lossy(&content);
    let mut reader = Reader::from_str(&text);
    let mut body = Body::default();
    loop {
        match reader.read_event().map_err(|error| Error::broken("OpenDocument", error))? {
            Event::Start(element) => body.start(&element),
            Event::Empty(element) => {
                body.start(&element);
                body.end(element.local_name().as_ref());
            }
            Event::End(element) => body.end(element.local_name().as_ref()),
            Event::Text(text) if body.in_paragraph > 0 => {
                body.text.push_str(&text.xml_content(quick_xml::XmlVersion::Explicit1_0));
            }
            Event::GeneralRef(reference) if body.in_paragraph > 0 => {
                let character = reference.resolve_char_ref().ok().flatten();
                match character {
                    Some(character) => body.text.push(character),
                    None => body.text.push_str(
                        quick_xml::escape::resolve_xml_entity(reference.as_ref())
                            .unwrap_or_default(),
                    ),
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    Ok(Contents { blocks: body.blocks, notes: Vec::new() })
}

#[derive(Default)]
struct Body {
    blocks: Vec<Block>,
    tables: Vec<Table>,
    text: String,
    in_paragraph: usize,
    /// Notes of the margin are no text of their cell.
    in_note: usize,
}

#[derive(Default)]
struct Table {
    name: Option<String>,
    cells: Vec<GridCell>,
    row: u32,
    row_repeated: u32,
    column: u32,
    spans: (u32, u32),
    repeated: u32,
    text: String,
    /// Where the cells of the row begin.
    row_start: usize,
    /// Whether the row is hidden.
    row_hidden: bool,
    /// How many columns have been told so far, and what is hidden.
    columns_told: u32,
    hidden: Hidden,
}

/// Whether a row or column is hidden, by hand or by a filter.
fn is_hidden(element: &BytesStart<'_>) -> bool {
    attribute(element, "visibility").is_some_and(|shown| shown == "collapse" || shown == "filter")
}

impl Body {
    fn start(&mut self, element: &BytesStart<'_>) {
        let number = |name: &str| {
            attribute(element, name).and_then(|text| text.parse::<u32>().ok()).unwrap_or(1).max(1)
        };
        let name = element.local_name();
        match name.as_ref() {
            "annotation" => self.in_note += 1,
            "table" => {
                self.tables.push(Table { name: attribute(element, "name"), ..Table::default() });
            }
            "table-row" => {
                if let Some(table) = self.tables.last_mut() {
                    table.column = 0;
                    table.row_repeated = number("number-rows-repeated");
                    table.row_start = table.cells.len();
                    table.row_hidden = is_hidden(element);
                }
            }
            "table-column" => {
                if let Some(table) = self.tables.last_mut() {
                    let first = table.columns_told;
                    table.columns_told = first.saturating_add(number("number-columns-repeated"));
                    if is_hidden(element) {
                        let columns = first..table.columns_told;
                        table.hidden.columns.extend(columns.take(MAX_GRID_COLUMNS));
                    }
                }
            }
            "table-cell" | "covered-table-cell" => {
                if let Some(table) = self.tables.last_mut() {
                    table.spans = (number("number-rows-spanned"), number("number-columns-spanned"));
                    table.repeated = number("number-columns-repeated");
                    table.text.clear();
                }
            }
            "p" | "h" => {
                if self.in_paragraph == 0 {
                    self.text.clear();
                }
                self.in_paragraph += 1;
            }
            "s" | "tab" => self.text.push(' '),
            "line-break" => self.text.push('\n'),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "annotation" => self.in_note = self.in_note.saturating_sub(1),
            "p" | "h" => {
                self.in_paragraph = self.in_paragraph.saturating_sub(1);
                if self.in_paragraph == 0 && self.in_note == 0 {
                    self.paragraph();
                }
            }
            "table-cell" | "covered-table-cell" => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_cell(name == "table-cell");
                }
            }
            "table-row" => {
                if let Some(table) = self.tables.last_mut() {
                    table.end_row();
                }
            }
            "table" => self.end_table(),
            _ => {}
        }
    }

    fn paragraph(&mut self) {
        let text = std::mem::take(&mut self.text);
        match self.tables.last_mut() {
            Some(table) => {
                if !table.text.is_empty() {
                    table.text.push('\n');
                }
                table.text.push_str(&text);
            }
            None => self.blocks.push(Line::new(text).into()),
        }
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        if table.cells.is_empty() {
            return;
        }
        let mut grid = Grid::new(table.cells);
        match self.tables.last_mut() {
            Some(outer) => {
                for cell in grid.cells {
                    outer.text.push('\n');
                    outer.text.push_str(&cell.text);
                }
            }
            None => {
                grid.at.clone_from(&table.name);
                grid.name = table.name;
                grid.hidden_rows = table.hidden.rows;
                grid.hidden_columns = table.hidden.columns;
                self.blocks.push(Block::Grid(grid));
                self.blocks.push(Block::PageEnd);
            }
        }
    }
}

impl Table {
    fn end_cell(&mut self, own: bool) {
        let text = std::mem::take(&mut self.text);
        let filled = own && (!text.trim().is_empty() || self.spans != (1, 1));
        let repeated = if filled { self.repeated.min(MAX_REPEATED) } else { 0 };
        for offset in 0..repeated {
            let column = self.column.saturating_add(offset);
            self.cells.push(GridCell::spanning(
                self.row,
                column,
                self.spans.0,
                self.spans.1,
                text.clone(),
            ));
        }
        self.column = self.column.saturating_add(self.repeated);
    }

    fn end_row(&mut self) {
        let own: Vec<GridCell> = self.cells.get(self.row_start..).unwrap_or_default().to_vec();
        let filled = own.iter().any(|cell| !cell.text.trim().is_empty());
        let repeated = if filled { self.row_repeated.min(MAX_REPEATED) } else { 1 };
        for offset in 1..repeated {
            let cells = own.iter().cloned().map(|mut cell| {
                cell.row = cell.row.saturating_add(offset);
                cell
            });
            self.cells.extend(cells);
        }
        if self.row_hidden {
            self.hidden.rows.extend((self.row..).take(repeated as usize));
        }
        self.row = self.row.saturating_add(self.row_repeated);
    }
}
