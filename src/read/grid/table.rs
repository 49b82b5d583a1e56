//! Grids with what stands around them → printed tables, put together over page breaks.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::broken;
use super::cells::{EDGE, Sheet, SheetCell};
use super::columns::{self, Column, Half};
use super::context::Context;
use super::header::Header;
use super::note::{Note, NoteKind};
use super::rows::RowReader;
use super::shape;
use super::shared;
use super::words;
use crate::raw::{RawRow, RawTable};

/// A table before its rows are read: the heading, and one body for each page it stands on.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) context: Context,
    pub(super) header: Header,
    bodies: Vec<Sheet>,
    /// The place of each body.
    places: Vec<Option<String>>,
    columns: usize,
    edges: Vec<i32>,
    /// From where to where the texts of the columns reach, where these were told by their texts.
    lanes: Vec<(i32, i32)>,
    /// Whether rows or columns could not be told on one of its pages: then it is not read.
    pub(super) doubtful: bool,
    /// The whole sheet, where it is but a heading: the page may have broken it in two.
    heading: Option<Sheet>,
}

impl Draft {
    /// The table that begins with this sheet, whose rows above the heading are gone.
    pub(super) fn new(context: Context, sheet: &Sheet, at: Option<String>) -> Self {
        let parted = shared::parted(sheet);
        let sheet = parted.as_ref().unwrap_or(sheet);
        let header = Header::of(sheet);
        let body = sheet.part(header.rows, sheet.rows());
        Self {
            context,
            columns: sheet.columns(),
            edges: sheet.edges.clone(),
            lanes: sheet.lanes.clone(),
            doubtful: false,
            heading: (body.rows() == 0 && !sheet.edges.is_empty()).then(|| sheet.clone()),
            bodies: Vec::from([body]),
            places: Vec::from([at]),
            header,
        }
    }

    /// The table whose heading a page broke in two, with the rest of the heading and the body from
    /// the next page.
    pub(super) fn with_rest(&self, rest: &Sheet, at: Option<String>) -> Option<Self> {
        let upper = self.heading.as_ref()?;
        let header = Header::of(rest);
        let names = |cell: &SheetCell| {
            shape::is_numbered(&cell.text)
                || shape::code_and_name(&cell.text).is_some()
                || cell.column == 0 && words::is_total(&cell.text)
        };
        if header.rows == 0 || header.reads_as(&self.header) || rest.row_cells(0).any(names) {
            return None;
        }
        let (upper, lower) = upper.aligned(rest)?;
        let whole = broken::heading(&upper, &lower);
        Some(Self::new(self.context.clone(), &whole, at))
    }

    /// Whether a sheet has the columns of this table, as far as widths tell.
    pub(super) fn is_as_wide_as(&self, sheet: &Sheet) -> bool {
        let near = |a: &i32, b: &i32| a.abs_diff(*b) <= EDGE;
        let told = !self.edges.is_empty() && !sheet.edges.is_empty();
        let edges = || self.edges.iter().zip(&sheet.edges).all(|(a, b)| near(a, b));
        self.columns == sheet.columns() && (!told || edges())
    }

    /// Whether a sheet without title and unit goes on with this table: it repeats the heading, or
    /// has the same columns and no heading; a page of but a total has fewer columns. Without a
    /// heading it must adjoin: stand on the next page, or have nothing between.
    pub(super) fn goes_on(&self, sheet: &Sheet, adjoins: bool) -> bool {
        let header = Header::of(sheet);
        if header.reads_as(&self.header) {
            return true;
        }
        if header.rows > 0 && !self.repeats(sheet, &header) {
            return false;
        }
        adjoins && (sheet.columns() == self.columns || self.fits(sheet))
    }

    /// Whether its columns were told by their texts, or could not be told.
    pub(super) fn is_guessed(&self) -> bool {
        self.doubtful || !self.lanes.is_empty()
    }

    /// A sheet without heading whose columns were told by their texts, with each in the column of this
    /// table that it lies under; `None` where that cannot be told.
    pub(super) fn in_lanes(&self, sheet: &Sheet) -> Option<Sheet> {
        let mut columns = Vec::with_capacity(sheet.lanes.len());
        for lane in &sheet.lanes {
            let reach = |own: &(i32, i32)| lane.1.min(own.1).saturating_sub(lane.0.max(own.0));
            let (column, own) = self.lanes.iter().enumerate().max_by_key(|(_, own)| reach(own))?;
            let behind = columns.last().is_none_or(|last| *last < column);
            let alone = self.lanes.iter().filter(|own| reach(own) > 0).count() == 1;
            if !behind || !alone && reach(own) < lane.1.saturating_sub(lane.0) / 2 {
                return None;
            }
            columns.push(column);
        }
        let place = |column: usize| columns.get(column).copied();
        let mut cells = Vec::with_capacity(sheet.cells().len());
        for cell in sheet.cells() {
            let column = place(cell.column)?;
            let column_span = place(cell.column_end().checked_sub(1)?)?.checked_sub(column)? + 1;
            cells.push(SheetCell { column, column_span, ..cell.clone() });
        }
        Some(Sheet::of(sheet.rows(), self.columns, cells, sheet.origins.clone()))
    }

    /// Whether the rows that look like a heading are rows of the body: nothing in them is the
    /// heading of a key, and nothing stands in the heading already.
    pub(super) fn repeats(&self, sheet: &Sheet, header: &Header) -> bool {
        let is_heading = |text: &str| {
            words::is_key_heading(text)
                || self.header.paths.iter().flatten().any(|label| label.text == text)
        };
        (0..header.rows).all(|row| sheet.row_cells(row).all(|cell| !is_heading(&cell.text)))
    }

    /// Whether a sheet of fewer columns begins with a merged name and ends with amounts.
    fn fits(&self, sheet: &Sheet) -> bool {
        let fewer = sheet.columns() < self.columns && sheet.columns() >= 2;
        fewer && sheet.row_cells(0).next().is_some_and(|cell| words::is_total(&cell.text))
    }

    /// Adds a sheet that goes on with this table; gives the texts that found no place.
    pub(super) fn append(&mut self, sheet: &Sheet, at: Option<String>) -> Vec<String> {
        let header = Header::of(sheet);
        let skip = if header.reads_as(&self.header) { header.rows } else { 0 };
        let body = sheet.part(skip, sheet.rows());
        let mut body = if body.columns() == self.columns { body } else { self.widened(&body) };
        let lost = core::mem::take(&mut body.lost);
        if let Some(last) = self.bodies.last_mut() {
            body = broken::mend(&self.header, last, &body).unwrap_or(body);
        }
        self.bodies.push(body);
        self.places.push(at);
        lost
    }

    /// A sheet of other columns fitted to this table's: by the edges of the columns, or from the
    /// right, where the amounts stand.
    fn widened(&self, sheet: &Sheet) -> Sheet {
        let missing = self.columns.saturating_sub(sheet.columns());
        let edge = |number: usize| -> usize {
            let by_edge = sheet.edges.get(number).and_then(|edge| nearest(&self.edges, *edge));
            match (by_edge, number) {
                (Some(column), _) => column,
                (None, 0) => 0,
                (None, _) => number.saturating_add(missing),
            }
        };
        let cells = sheet.cells().iter().map(|cell| {
            let (column, end) = (edge(cell.column), edge(cell.column_end()));
            let column_span = end.saturating_sub(column).max(1);
            SheetCell { column, column_span, ..cell.clone() }
        });
        Sheet::of(sheet.rows(), self.columns, cells.collect(), sheet.origins.clone())
    }

    /// Whether this table is one of a disclosure: it has a unit, a title or words of money.
    pub(super) fn is_ours(&self) -> bool {
        let told = self.context.title.is_some() || self.context.unit.is_some();
        self.columns > 1 && (told || self.header.speaks_of_money())
    }

    /// The place where the table begins.
    pub(super) fn at(&self) -> Option<String> {
        self.places.first().cloned().flatten()
    }

    /// The name of the first row, by which a new table is told from one that goes on.
    pub(super) fn begins_like(&self, sheet: &Sheet) -> bool {
        let own = self.bodies.first().and_then(|body| body.row_cells(0).next());
        let header = Header::of(sheet);
        let other = sheet.row_cells(header.rows).next();
        own.zip(other).is_some_and(|(own, other)| own.text == other.text)
    }

    /// The notes below the table, which are prose.
    pub(super) fn notes(&self) -> Vec<String> {
        let bodies = self.bodies.iter();
        bodies.flat_map(|body| (0..body.rows()).filter_map(|row| note_row(body, row))).collect()
    }

    /// The tables that this one is printed as: one, or one for each side.
    pub(super) fn tables(&self, no: u32, notes: &mut Vec<Note>) -> Vec<RawTable> {
        let title = self.context.title.clone().unwrap_or_default();
        if self.doubtful {
            notes.push(Note::new(
                NoteKind::ColumnsUncertain,
                self.at(),
                format!("“{title}”没有完整的框线，行列不能确定，整表未读"),
                format!(
                    "{title:?} lacks rulings, and its rows and columns cannot be told: not read"
                ),
            ));
            return Vec::new();
        }
        let headed =
            || self.header.paths.iter().flatten().find_map(|label| words::unit(&label.text));
        let unit = self.context.unit.clone().or_else(|| headed().map(ToString::to_string));
        let kinds = columns::kinds(&self.header, &self.bodies);
        let halves = columns::halves(&self.header, &kinds, &title);
        let two_sided = halves.len() > 1 && is_two_sided(&halves);
        let groups: Vec<&[Half]> =
            if two_sided { halves.chunks(1).collect() } else { Vec::from([halves.as_slice()]) };
        let mut tables = Vec::new();
        for group in groups {
            let Some(first) = group.first() else { continue };
            self.note_columns(group, notes);
            tables.push(RawTable {
                no: Some(no),
                title: title.clone(),
                side: first.side.filter(|_| two_sided).map(|side| side.name().to_string()),
                unit: unit.clone(),
                code_heading: first.code_heading.clone(),
                name_heading: first.name_heading.clone(),
                columns: headings(group),
                rows: self.rows(group, halves.len()),
            });
        }
        self.note_left_out(&tables, &kinds, notes);
        if unit.is_none() && tables.iter().any(has_amounts) {
            notes.push(Note::new(
                NoteKind::UnitMissing,
                self.at(),
                format!("“{title}”没有写金额单位"),
                format!("no unit is printed over {title:?}"),
            ));
        }
        tables
    }

    /// Notes the figures of the bodies that no row of the tables holds.
    fn note_left_out(&self, tables: &[RawTable], kinds: &[Column], notes: &mut Vec<Note>) {
        let mut held: BTreeMap<&str, usize> = BTreeMap::new();
        for row in tables.iter().flat_map(|table| &table.rows) {
            let texts = row.cells.iter().map(|(_, text)| text.as_str());
            for text in texts.chain([row.name.as_str()]) {
                let count = held.entry(text).or_default();
                *count = count.saturating_add(1);
            }
        }
        for (body, at) in self.bodies.iter().zip(&self.places) {
            let mut left: Vec<&str> = Vec::new();
            let no_row: Vec<bool> = (0..body.rows()).map(|row| self.is_no_row(body, row)).collect();
            for cell in body.cells() {
                let counted = kinds.get(cell.column) == Some(&Column::Amount);
                let figure = shape::amount(&cell.text).is_some_and(|a| a.plain || counted);
                if !figure || no_row.get(cell.row) == Some(&true) {
                    continue;
                }
                match held.get_mut(cell.text.as_str()).filter(|count| **count > 0) {
                    Some(count) => *count = count.saturating_sub(1),
                    None => left.push(&cell.text),
                }
            }
            if !left.is_empty() {
                notes.push(Note::left_out(at.clone(), left.into_iter()));
            }
        }
    }

    /// Notes a heading that stands over two columns of one half: what is in one of them hides the other.
    fn note_columns(&self, halves: &[Half], notes: &mut Vec<Note>) {
        let Some(heading) = halves.iter().find_map(heading_again) else { return };
        let shown = if heading.is_empty() { "（无）" } else { heading };
        notes.push(Note::new(
            NoteKind::ColumnsAlike,
            self.at(),
            format!("两栏的表头都是“{shown}”"),
            format!("two columns have the heading {shown:?}"),
        ));
    }

    /// The rows of some halves, row by row.
    fn rows(&self, halves: &[Half], count: usize) -> Vec<RawRow> {
        let mut readers: Vec<RowReader> = halves.iter().map(|_| RowReader::default()).collect();
        let mut rows = Vec::new();
        for (body, at) in self.bodies.iter().zip(&self.places) {
            for row in 0..body.rows() {
                if self.is_no_row(body, row) {
                    continue;
                }
                for (half, reader) in halves.iter().zip(&mut readers) {
                    let last = count == 1 || half.columns.end == self.columns;
                    if let Some(read) = reader.row(body, row, half, last) {
                        rows.push(RawRow { at: place(at.as_deref(), body, row), ..read });
                    }
                }
            }
        }
        rows
    }

    /// Whether a row of a body is none of the table: a repeated heading, numbers of columns, a
    /// note, the unit again.
    fn is_no_row(&self, body: &Sheet, row: usize) -> bool {
        super::header::is_column_numbers(body, row)
            || note_row(body, row).is_some()
            || self.is_heading_again(body, row)
            || alone(body, row).is_some_and(|text| {
                // 无 alone says that the table has no rows.
                text == "无"
                    || words::unit(text).is_some()
                    || words::is_noise(text) && !words::is_page_number(text)
            })
    }

    /// Whether a row repeats one of the heading: every text of it stands over the same column.
    fn is_heading_again(&self, body: &Sheet, row: usize) -> bool {
        let mut any = false;
        for cell in body.row_cells(row) {
            let path = self.header.paths.get(cell.column).map(Vec::as_slice).unwrap_or_default();
            if !path.iter().any(|label| label.text == cell.text) {
                return false;
            }
            any = true;
        }
        any && body.row_cells(row).count() > 1
    }
}

/// Whether any cell of a table is an amount.
fn has_amounts(table: &RawTable) -> bool {
    let mut texts = table.rows.iter().flat_map(|row| &row.cells).map(|(_, text)| text);
    texts.any(|text| shape::amount(text).is_some())
}

/// Whether halves are sides: two of them are called 收入 and 支出, or none has codes and each a side.
fn is_two_sided(halves: &[Half]) -> bool {
    let has = |side| halves.iter().any(|half| half.side == Some(side));
    let both = has(words::Side::Income) && has(words::Side::Expenditure);
    let coded = halves.iter().any(|half| !half.codes.is_empty());
    both || !coded && halves.iter().all(|half| half.side.is_some())
}

/// The first heading of a half that stands over two of its columns.
fn heading_again(half: &Half) -> Option<&str> {
    let mut seen = BTreeSet::new();
    half.cells.iter().map(|(_, heading)| heading.as_str()).find(|heading| !seen.insert(*heading))
}

/// The headings of some halves, each once, in their order.
fn headings(halves: &[Half]) -> Vec<String> {
    let mut headings: Vec<String> = Vec::new();
    for (index, half) in halves.iter().enumerate() {
        for (_, heading) in &half.cells {
            if index == 0 || !headings.contains(heading) {
                headings.push(heading.clone());
            }
        }
    }
    headings
}

/// The place of a row: page or sheet, and the row of its grid counted from 1.
fn place(at: Option<&str>, body: &Sheet, row: usize) -> Option<String> {
    let number = body.origins.get(row)?.saturating_add(1);
    Some(match at {
        Some(at) => format!("{at} r{number}"),
        None => format!("r{number}"),
    })
}

/// The only text of a row.
fn alone(sheet: &Sheet, row: usize) -> Option<&str> {
    let mut cells = sheet.row_cells(row);
    let text = cells.next()?.text.as_str();
    cells.next().is_none().then_some(text)
}

/// The text of a row that is a note: 注：…
fn note_row(sheet: &Sheet, row: usize) -> Option<String> {
    let text = alone(sheet, row)?;
    let wide = || sheet.cell(row, 0).is_some_and(|cell| cell.column_span > 1);
    // A second note may be but numbered, 2.…; no name of a row ends as a sentence does.
    let told = || !shape::is_numbered(text) || text.ends_with('。');
    let fits = words::is_note(text) || (words::is_sentence(text) && wide() && told());
    fits.then(|| text.to_string())
}

/// The column whose left edge lies nearest to a place.
fn nearest(edges: &[i32], place: i32) -> Option<usize> {
    let (column, edge) = edges.iter().enumerate().min_by_key(|(_, edge)| edge.abs_diff(place))?;
    (edge.abs_diff(place) <= EDGE).then_some(column)
}
