//! Title ∪ row ∪ column → the scope of each cell; its text → what it prints.

use crate::index;
use alloc::{collections::BTreeMap, format, string::String, vec::Vec};

use super::{
    Content, Fact, MAX_COLUMNS, Table, TableChange, changes,
    columns::Column,
    read::Reader,
    rows::Row,
    tables::{Draft, Side},
};
use crate::finding::FindingKind;
use crate::flow::Flow;
use crate::num::figure::Figure;
use crate::place::Place;
use crate::raw::{RawRow, RawTable};
use crate::scope::{Dimension, NameId, Scope, canonical};

/// What the cells of all tables print.
#[derive(Default)]
pub(super) struct Cells {
    pub(super) facts: Vec<Fact>,
    pub(super) changes: Vec<TableChange>,
    /// The places of amounts that are no fact.
    pub(super) unplaced: Vec<Place>,
}

/// Reads the cells of one table.
pub(super) fn read(reader: &mut Reader<'_>, draft: &Draft, cells: &mut Cells) -> Table {
    let Cells { facts, changes, unplaced } = cells;
    let shared = reader.raw.clone();
    let empty = RawTable::default();
    let raw = shared.tables.get(draft.index).unwrap_or(&empty);
    let headings = Headings::new(raw);
    let flows = Flows::new(draft);
    let first = facts.len();
    let (mut open_rows, mut open_columns) = (false, raw.columns.len() > draft.columns.len());
    let mut unread_negative = false;
    let mut texts = Vec::new();
    for (index, (printed, row)) in raw.rows.iter().zip(&draft.rows).enumerate() {
        if row.words {
            continue;
        }
        headings.texts(reader, printed, (draft.index, index), &mut texts);
        let of_row = facts.len();
        for (number, (column, &text)) in draft.columns.iter().zip(&texts).enumerate() {
            let place = Place::Cell {
                table: index::number(draft.index),
                row: index::number(index),
                column: index::number(number),
            };
            if column.reading.as_ref().is_some_and(|reading| reading.text_column().is_some()) {
                continue;
            }
            let known = column.reading.is_some() && row.scope.is_some();
            let content = read_text(reader, text, draft, place, known);
            let mut understood = false;
            let nil = match content {
                Content::Figure(figure) => figure.is_zero(),
                Content::Blank => true,
                Content::Unreadable => column.reading.is_none(),
            };
            match (row.scope, &column.reading) {
                (Some(_), Some(_)) => match scope(reader, draft, &flows, row, column) {
                    Ok(scope) => {
                        facts.push(Fact::new(scope, content, place));
                        understood = true;
                    }
                    Err(dimension) => {
                        contradiction(reader, dimension, place);
                        // The amount belongs to sums of its row and of its column, none knows which.
                        (open_rows, open_columns) = (open_rows || !nil, open_columns || !nil);
                    }
                },
                (None, Some(_)) => open_rows |= !nil,
                (_, None) => open_columns |= !nil,
            }
            if let (false, Content::Figure(figure)) = (understood, content) {
                unread_negative |= figure.mantissa() < 0;
                unplaced.push(place);
            }
        }
        changes::of_row(reader, draft, &texts, (facts, of_row), changes);
    }
    Table {
        title: draft.title,
        root: draft.root,
        unit: draft.unit,
        sheet: draft.sheet,
        apart: draft.apart,
        open_rows,
        open_columns,
        carries: draft.carries,
        unread: draft.rows.iter().any(Row::is_unread),
        unread_negative,
        two_sided: draft.two_sided,
        facts: first..facts.len(),
    }
}

fn contradiction(reader: &mut Reader<'_>, dimension: Dimension, place: Place) {
    use crate::lang::Lang::{En, Zh};
    reader.find(
        FindingKind::UnrecognisedLabel,
        place,
        format!("表题、行和列对{}的说法不一致", dimension.name(Zh)),
        format!("title, row and column disagree on the {}", dimension.name(En)),
    );
}

/// The text of a cell. One that is no amount is reported, unless its column is not understood
/// either: then it may well be a column of text.
pub(super) fn read_text(
    reader: &mut Reader<'_>,
    text: Option<&str>,
    draft: &Draft,
    place: Place,
    known: bool,
) -> Content {
    let Some(text) = text else { return Content::Blank };
    match Figure::parse(text, draft.unit) {
        Ok(Some(figure)) => Content::Figure(figure),
        Ok(None) => Content::Blank,
        Err(error) => {
            if known {
                let crate::lang::Message { zh, en } = error.message();
                reader.find(FindingKind::UnreadableFigure, place, zh, en);
            }
            Content::Unreadable
        }
    }
}

/// The columns of a table by heading.
struct Headings<'a> {
    columns: &'a [String],
    by_name: BTreeMap<&'a str, usize>,
}

impl<'a> Headings<'a> {
    fn new(raw: &'a RawTable) -> Self {
        let mut by_name = BTreeMap::new();
        for (index, heading) in raw.columns.iter().enumerate() {
            by_name.entry(heading.as_str()).or_insert(index);
        }
        Self { columns: &raw.columns, by_name }
    }

    /// The texts of one row by column. Cells are given in the order of the columns as a rule, so
    /// the next column is tried first.
    fn texts<'r>(
        &self,
        reader: &mut Reader<'_>,
        row: &'r RawRow,
        (table, index): (usize, usize),
        texts: &mut Vec<Option<&'r str>>,
    ) {
        let here = Place::Row { table: index::number(table), row: index::number(index) };
        texts.clear();
        texts.resize(self.columns.len().min(MAX_COLUMNS), None);
        let mut next = 0;
        for (heading, text) in &row.cells {
            let guess = self.columns.get(next).is_some_and(|column| column == heading);
            let column =
                if guess { Some(next) } else { self.by_name.get(heading.as_str()).copied() };
            let Some(column) = column else {
                reader.find(
                    FindingKind::UnrecognisedLabel,
                    here,
                    format!("没有“{heading}”这一列，其内容“{text}”未核对"),
                    format!("there is no column “{heading}”; its “{text}” is not checked"),
                );
                continue;
            };
            next = column + 1;
            // What stands beyond the last column that is read is told for the whole table.
            let Some(slot) = texts.get_mut(column) else { continue };
            if slot.is_some() {
                reader.find(
                    FindingKind::DuplicateCell,
                    here,
                    format!("“{heading}”给了两次，取第一次"),
                    format!("“{heading}” is given twice; the first is taken"),
                );
                continue;
            }
            *slot = Some(text);
        }
    }
}

/// What rows and columns of a table need to agree on the flow of a cell.
struct Flows {
    side: Side,
    /// Whether the table has columns of carried money beside those of the year: its total column
    /// is then of all periods.
    carry_columns: bool,
}

impl Flows {
    fn new(draft: &Draft) -> Self {
        let carry_columns = !draft.two_sided
            && draft
                .columns
                .iter()
                .filter_map(|column| column.reading.as_ref()?.scope().flow())
                .any(Flow::is_carry);
        Self { side: draft.side, carry_columns }
    }

    /// The flow of a cell: what row and column say, else what the table is about.
    fn of(&self, row: &Row, column: &Column, merged: Scope) -> Flow {
        let total_column = column
            .reading
            .as_ref()
            .is_some_and(|reading| reading.is_total() && reading.scope() == Scope::ALL);
        let all_periods = self.carry_columns && total_column;
        let side = match merged.flow() {
            Some(Flow::Income) => Side::Income,
            Some(Flow::Expenditure) => Side::Expenditure,
            Some(flow) => return flow,
            None => self.side,
        };
        match side {
            Side::Income if all_periods => Flow::Income,
            Side::Income => Flow::CurrentIncome,
            Side::Expenditure if all_periods => Flow::Expenditure,
            Side::Both if row.total => Flow::Balance,
            Side::Both if is_source_only(merged) => Flow::CurrentIncome,
            Side::Expenditure | Side::Both => Flow::CurrentExpenditure,
        }
    }
}

/// Whether a scope fixes a fund and nothing that money is spent on.
fn is_source_only(scope: Scope) -> bool {
    use Dimension::{Department, Functional, Fund, Government, Item, Kind};
    scope.fixes(Fund)
        && ![Functional, Department, Government, Kind, Item].iter().any(|&d| scope.fixes(d))
}

/// Title ∪ row ∪ column, or the dimension in which they contradict each other.
fn scope(
    reader: &Reader<'_>,
    draft: &Draft,
    flows: &Flows,
    row: &Row,
    column: &Column,
) -> Result<Scope, Dimension> {
    let row_scope = row.scope.unwrap_or(Scope::ALL);
    let reading = column.reading.as_ref();
    let mut column_scope = reading.map_or(Scope::ALL, crate::label::Reading::scope);
    if reading.is_some_and(crate::label::Reading::is_last_year) {
        column_scope = column_scope.with_year(reader.raw.year.saturating_sub(1));
    }
    // A total of all flows says nothing against a column of one flow.
    let free = row.total && column_scope.fixes(Dimension::Flow);
    let row_scope = if free { row_scope.without(Dimension::Flow) } else { row_scope };
    let merged = draft
        .root
        .merge(row_scope)
        .and_then(|scope| scope.merge(column_scope))
        .map_err(|conflict| conflict.dimension())?;
    let flow = flows.of(row, column, merged);
    let own = Scope::ALL.with_year(reader.raw.year).with_stage(reader.raw.stage);
    let scope = canonical(merged.with_flow(flow).or(own));
    // Under a label of two siblings that nothing narrows down, a figure may be about both.
    let parted = [draft.parted, row.parted, reading.and_then(crate::label::Reading::parted)];
    let both = parted.into_iter().flatten().any(|dimension| !scope.fixes(dimension));
    Ok(if both { scope.with_table(NameId(index::number(draft.index))) } else { scope })
}
