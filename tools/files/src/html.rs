//! HTML → lines and grids: tables with their spans, layout tables as what they lay out.

use cn_budget::read::{Block, Grid, GridCell, Line};
use scraper::{ElementRef, Html, Node};

use crate::{Contents, Error};

/// How deep elements are followed; a page that nests deeper is no document.
const MAX_DEPTH: usize = 256;

/// The largest span that counts, as browsers have it for rows and columns.
const MAX_SPAN: u32 = 1_000;

/// How many elements may stand open: the parser takes the square of it in time.
const MAX_OPEN: usize = 20_000;

/// The elements whose end need not be written.
const ENDLESS: [&str; 24] = [
    "area", "base", "br", "col", "colgroup", "dd", "dt", "embed", "hr", "img", "input", "li",
    "link", "meta", "option", "p", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "wbr",
];

pub(crate) fn contents(text: &str) -> Result<Contents, Error> {
    if nests_without_end(text) {
        return Err(Error::broken("HTML", "elements nest without end"));
    }
    let page = Html::parse_document(text);
    let mut walk = Walk::default();
    walk.element(page.root_element(), 0);
    walk.end_line();
    Ok(Contents { blocks: walk.blocks, notes: Vec::new() })
}

/// Whether more elements are opened and not closed than any document has.
fn nests_without_end(text: &str) -> bool {
    let mut open = 0_usize;
    for tag in text.split('<').skip(1) {
        let (closes, tag) = tag.strip_prefix('/').map_or((false, tag), |tag| (true, tag));
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(tag.len());
        let name = tag.get(..end).unwrap_or_default();
        if name.is_empty() || ENDLESS.iter().any(|endless| endless.eq_ignore_ascii_case(name)) {
            continue;
        }
        open = if closes { open.saturating_sub(1) } else { open + 1 };
        if open > MAX_OPEN {
            return true;
        }
    }
    false
}

#[derive(Default)]
struct Walk {
    blocks: Vec<Block>,
    line: String,
}

impl Walk {
    fn element(&mut self, element: ElementRef<'_>, depth: usize) {
        if depth > MAX_DEPTH || is_hidden(element) {
            return;
        }
        if element.value().name() == "table" && !lays_out(element) {
            self.end_line();
            self.blocks.push(Block::Grid(grid(element, depth)));
            return;
        }
        let block = is_block(element.value().name());
        if block {
            self.end_line();
        }
        for child in element.children() {
            match child.value() {
                // In HTML a line end is a space.
                Node::Text(text) => {
                    self.line.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
                }
                Node::Element(_) => {
                    if let Some(child) = ElementRef::wrap(child) {
                        self.element(child, depth + 1);
                    }
                }
                _ => {}
            }
        }
        if block || element.value().name() == "br" {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.blocks.push(Line::new(line.trim()).into());
        }
    }
}

fn is_hidden(element: ElementRef<'_>) -> bool {
    let name = element.value().name();
    let style = element.value().attr("style").unwrap_or_default().to_ascii_lowercase();
    matches!(name, "script" | "style" | "head" | "noscript" | "template" | "select" | "nav")
        || style.replace(' ', "").contains("display:none")
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "li"
            | "ul"
            | "ol"
            | "tr"
            | "td"
            | "th"
            | "table"
            | "tbody"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "blockquote"
            | "pre"
            | "center"
            | "dl"
            | "dt"
            | "dd"
            | "body"
            | "html"
            | "form"
            | "hr"
    )
}

/// Whether a table but lays out the page: it holds other tables, or one cell alone.
fn lays_out(table: ElementRef<'_>) -> bool {
    let cells = || rows(table).into_iter().flat_map(cells);
    cells().take(2).count() < 2 || cells().any(|cell| holds_table(cell, 0))
}

fn holds_table(element: ElementRef<'_>, depth: usize) -> bool {
    depth < MAX_DEPTH
        && element
            .child_elements()
            .any(|child| child.value().name() == "table" || holds_table(child, depth + 1))
}

/// The rows of a table, not those of tables inside it.
fn rows(table: ElementRef<'_>) -> Vec<ElementRef<'_>> {
    let mut rows = Vec::new();
    for child in table.child_elements() {
        match child.value().name() {
            "tr" => rows.push(child),
            "thead" | "tbody" | "tfoot" => {
                rows.extend(child.child_elements().filter(|row| row.value().name() == "tr"));
            }
            _ => {}
        }
    }
    rows
}

fn cells(row: ElementRef<'_>) -> impl Iterator<Item = ElementRef<'_>> {
    let is_cell = |cell: &ElementRef<'_>| matches!(cell.value().name(), "td" | "th");
    row.child_elements().filter(move |cell| is_cell(cell) && !is_hidden(*cell))
}

/// The grid of a table: a cell stands in the next column that no cell from above covers.
fn grid(table: ElementRef<'_>, depth: usize) -> Grid {
    let mut out = Vec::new();
    // For each column how many rows from this one on are covered from above.
    let mut covered: Vec<u32> = Vec::new();
    for (row, element) in (0..).zip(rows(table).into_iter().filter(|row| !is_hidden(*row))) {
        let mut column = 0_usize;
        for cell in cells(element) {
            while covered.get(column).is_some_and(|&rows| rows > 0) {
                column += 1;
            }
            let (row_span, column_span) = (span(cell, "rowspan"), span(cell, "colspan"));
            let end = column + column_span as usize;
            if covered.len() < end {
                covered.resize(end, 0);
            }
            for covered in covered.iter_mut().take(end).skip(column) {
                *covered = row_span;
            }
            let number = u32::try_from(column).unwrap_or(u32::MAX);
            out.push(GridCell::spanning(row, number, row_span, column_span, text(cell, depth)));
            column = end;
        }
        for covered in &mut covered {
            *covered = covered.saturating_sub(1);
        }
    }
    Grid::new(out)
}

fn span(cell: ElementRef<'_>, name: &str) -> u32 {
    let value = cell.value().attr(name).and_then(|text| text.trim().parse().ok());
    value.unwrap_or(1).clamp(1, MAX_SPAN)
}

/// The text of a cell, its lines one below the other.
fn text(cell: ElementRef<'_>, depth: usize) -> String {
    let mut walk = Walk::default();
    walk.element(cell, depth);
    walk.end_line();
    let lines = walk.blocks.iter().filter_map(|block| match block {
        Block::Line(line) => Some(line.text.as_str()),
        _ => None,
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_layout_tables() {
        let page = "<table><tr><td><p>收支总表</p><table>\
            <tr><td rowspan=2>项目</td><td colspan=2>预算数<br>（万元）</td></tr>\
            <tr><td>小计</td><td>基本支出</td></tr></table></td></tr></table>";
        let blocks = contents(page).unwrap().blocks;
        let [Block::Line(line), Block::Grid(grid)] = blocks.as_slice() else {
            panic!("{blocks:?}")
        };
        assert_eq!(line.text, "收支总表");
        let places: Vec<(u32, u32)> =
            grid.cells.iter().map(|cell| (cell.row, cell.column)).collect();
        assert_eq!(places, [(0, 0), (0, 1), (1, 1), (1, 2)]);
        assert_eq!(grid.cells[1].text, "预算数\n（万元）");
    }

    #[test]
    fn hidden_cells_make_no_column() {
        let page = "<table><tr><td>项目</td><td style='display: none'>F_01</td><td>合计</td></tr>\
            <tr style='display:none'><td>1</td></tr></table>";
        let blocks = contents(page).unwrap().blocks;
        let [Block::Grid(grid)] = blocks.as_slice() else { panic!("{blocks:?}") };
        assert_eq!((grid.rows, grid.columns), (1, 2));
    }

    #[test]
    fn elements_without_end_are_refused_and_those_that_need_none_are_not() {
        assert!(contents(&"<div>".repeat(300_000)).is_err());
        assert!(contents(&"<p>收入<br><div>支出</div>".repeat(30_000)).is_ok());
    }
}
