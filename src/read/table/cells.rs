//! Title ∪ row ∪ column → the scope of each cell; its text → what it prints.

use alloc::{format, vec::Vec};

use super::{
    Draft, Tables, changes,
    columns::Column,
    content,
    flows::{Flows, side_of},
    input::Input,
    labels::cut,
    rows::Row,
    scope,
    side::Side,
    sink::Sink,
};
use crate::disclosure::{Content, Fact, Loose, LooseCells, Table, TableChange};
use crate::finding::{Finding, FindingKind, Severity};
use crate::flow::Flow;
use crate::index;
use crate::lang::Message;
use crate::num::amount::Unit;
use crate::num::figure::Figure;
use crate::place::Place;
use crate::scope::{Dimension, Scope};

/// Reads the cells of all tables. The halves of a table are read side by side, so that the cells of
/// a row stand together.
pub(super) fn read(input: &Input<'_>, drafts: &[Draft<'_>], sink: Sink) -> Tables {
    let mut cells =
        Cells { input, sink, facts: Vec::new(), changes: Vec::new(), unplaced: Vec::new() };
    let mut all = Vec::new();
    for halves in drafts.chunk_by(|one, other| one.table == other.table) {
        all.push(cells.read(halves));
    }
    let Cells { sink, facts, changes, unplaced, .. } = cells;
    let Sink { names, findings, .. } = sink;
    Tables { all, facts, changes, unplaced, names, findings }
}

/// What the cells of all tables print.
struct Cells<'a> {
    input: &'a Input<'a>,
    sink: Sink,
    facts: Vec<Fact>,
    changes: Vec<TableChange>,
    /// The places of amounts that are no fact.
    unplaced: Vec<Place>,
}

/// What the cells of a half need to know of it.
struct Half<'a> {
    draft: &'a Draft<'a>,
    flows: Flows,
    /// Whether columns speak of income and others of expenditure.
    two_sided: bool,
    /// Whether no amount has decimals, so that a printed 0 may be nearly half a unit.
    whole_units: bool,
    /// Whether a column prints anything in a row that is no total, column by column.
    filled: Vec<bool>,
    /// Whether a column that was not understood prints beside totals alone, column by column.
    uncut: Vec<bool>,
}

impl<'a> Half<'a> {
    fn new(draft: &'a Draft<'a>) -> Self {
        let has = |side| draft.columns.iter().any(|column| side_of(column) == Some(side));
        let parts: Vec<usize> = (0..draft.rows.len())
            .filter(|&row| draft.rows.get(row).is_some_and(|row| !row.words && row.total.is_none()))
            .collect();
        let totals = || draft.rows.iter().enumerate().filter(|(_, row)| row.total.is_some());
        let filled = |column: &Column| {
            let blank = totals().any(|(row, _)| draft.grid.text(row, column.number).is_none());
            blank && parts.iter().any(|&row| prints_amount(draft, row, column))
        };
        Self {
            draft,
            flows: Flows::new(draft.title.side, &draft.columns),
            two_sided: has(Side::Income) && has(Side::Expenditure),
            whole_units: draft.title.unit != Unit::Yuan && !prints_decimals(draft),
            filled: draft.columns.iter().map(filled).collect(),
            uncut: draft.columns.iter().map(|column| prints_totals_alone(draft, column)).collect(),
        }
    }
}

impl Cells<'_> {
    /// Reads the cells of one table.
    fn read(&mut self, drafts: &[Draft<'_>]) -> Table {
        let halves: Vec<Half<'_>> = drafts.iter().map(Half::new).collect();
        let first = self.facts.len();
        let mut loose = LooseCells::default();
        let rows = drafts.first().map_or(0, |draft| draft.rows.len());
        for row in 0..rows {
            for half in &halves {
                self.row(half, row, &mut loose.all);
            }
        }
        let one = drafts.first();
        loose.beyond = one.is_some_and(|draft| {
            draft.grid.is_unread() || draft.grid.raw.columns.len() > draft.grid.width
        });
        Table {
            title: one.and_then(|draft| draft.title.reading),
            root: one.map_or(Scope::ALL, |draft| draft.title.root),
            unit: one.map_or(Unit::WanYuan, |draft| draft.title.unit),
            sheet: one.map_or(0, |draft| self.input.sheet(draft.table)),
            apart: drafts.iter().any(|draft| draft.title.apart),
            loose,
            carries: drafts.iter().any(|draft| draft.carries),
            current: drafts.iter().any(|draft| draft.title.current),
            unread: drafts.iter().flat_map(|draft| &draft.rows).any(Row::is_unread),
            two_sided: drafts.iter().any(|draft| draft.title.two_sided),
            facts: first..self.facts.len(),
        }
    }

    /// Reads the cells of one row of a half.
    fn row(&mut self, half: &Half<'_>, number: usize, loose: &mut Vec<Loose>) {
        let draft = half.draft;
        let Some(row) = draft.rows.get(number).filter(|row| !row.words) else { return };
        let first = self.facts.len();
        let mut amounts = draft.columns.iter().filter(|column| column.holds_amounts());
        let prints = amounts.any(|column| draft.grid.text(number, column.number).is_some());
        let uncut_row = row.scope.is_none() && is_in_totals_alone(draft, number);
        for (position, column) in draft.columns.iter().enumerate() {
            if !column.holds_amounts() {
                continue;
            }
            let place = Place::Cell {
                table: index::number(draft.table),
                row: index::number(number),
                column: index::number(column.number),
            };
            let text = draft.grid.text(number, column.number);
            let unit = column.unit.unwrap_or(draft.title.unit);
            let known = column.reading.is_some() && row.scope.is_some();
            let mut content = content::read(&mut self.sink, text, unit, place, known);
            // The blanks of a total that prints others, over filled rows, are forgotten and not nil.
            let filled = half.filled.get(position).copied().unwrap_or(false);
            let forgotten = row.total.is_some() && filled && prints && content == Content::Blank;
            let beside = content == Content::Blank
                && (is_beside(half, number, column) || is_uncut(half, number, row, column));
            if beside {
                continue;
            }
            if forgotten {
                content = Content::Unreadable;
                self.tell_forgotten(place);
            }
            let nil = match content {
                Content::Figure(figure) => figure.is_zero() && !half.whole_units,
                Content::Blank => true,
                Content::Unreadable => column.reading.is_none() || forgotten,
            };
            let understood = match (row.scope.is_some(), column.reading.is_some()) {
                (true, true) => self.fact(half, row, column, content, place),
                _ => false,
            };
            // An amount whose labels contradict each other belongs to sums of its row and of its
            // column, none knows which.
            let contradicted = known && !understood && !nil;
            let uncut = half.uncut.get(position).copied().unwrap_or(false);
            let strange_column = column.reading.is_none() || column.opens;
            let strange_row = row.scope.is_none() || row.opens;
            let strange = Loose {
                row: index::number(number),
                column: index::number(column.number),
                along_row: contradicted || strange_column && (!nil || uncut),
                along_column: contradicted || strange_row && (!nil || uncut_row),
                amount: content.figure(),
            };
            if strange.along_row || strange.along_column {
                loose.push(strange);
            }
            // A number that cannot be read is one all the same, whatever its row is called.
            let endless = text
                .filter(|_| !known && column.reading.is_some() && content == Content::Unreadable)
                .and_then(|text| content::too_many_digits(text, unit));
            if !understood && (strange.amount.is_some() || endless.is_some()) {
                self.unplaced.push(place);
            }
            if let Some(Message { zh, en }) = endless {
                self.sink.find(FindingKind::UnreadableFigure, place, zh, en);
            }
        }
        let row = (number, first);
        changes::of_row(&mut self.sink, draft, row, &self.facts, &mut self.changes);
    }

    /// Adds the fact of a cell, unless its labels contradict each other.
    fn fact(
        &mut self,
        half: &Half<'_>,
        row: &Row,
        column: &Column,
        content: Content,
        place: Place,
    ) -> bool {
        match scope::of(self.input, &half.draft.title, &half.flows, row, column) {
            Ok(scope) => {
                let mut apart = half.draft.title.words.clone();
                if !row.apart.is_none() || !column.apart.is_none() {
                    apart.join(&row.apart);
                    apart.join(&column.apart);
                }
                let scope = apart.narrow(scope, &mut self.sink.names);
                self.facts.push(Fact::new(scope, content, place));
                true
            }
            // Where nothing is printed, nothing is said.
            Err(_) if content == Content::Blank => true,
            Err(dimension) => {
                contradiction(&mut self.sink, dimension, place);
                false
            }
        }
    }

    fn tell_forgotten(&mut self, place: Place) {
        let message = Message::new(
            "合计为空白，其下各行却有数；按未填处理",
            "this total is blank although the rows are not; it is taken for left out",
        );
        let mut finding = Finding::new(FindingKind::MissingRow, [place].into(), message);
        finding.severity = Severity::Warning;
        self.sink.findings.push(finding);
    }
}

/// Whether a column that was not understood prints in rows of totals alone: what it prints there is
/// not cut by the other rows, and none of them lacks it for sure.
fn prints_totals_alone(draft: &Draft<'_>, column: &Column) -> bool {
    let rows = draft.rows.iter().enumerate().filter(|(_, row)| !row.words);
    let mut printed = rows.filter(|&(number, _)| prints_amount(draft, number, column)).peekable();
    column.reading.is_none()
        && printed.peek().is_some()
        && printed.all(|(_, row)| row.total.is_some())
}

/// Whether a row prints in columns of totals alone.
fn is_in_totals_alone(draft: &Draft<'_>, number: usize) -> bool {
    let amounts = draft.columns.iter().filter(|column| column.holds_amounts());
    let mut printed = amounts.filter(|column| prints_amount(draft, number, column)).peekable();
    printed.peek().is_some() && printed.all(is_total)
}

/// Whether a cell prints an amount that is not nil.
fn prints_amount(draft: &Draft<'_>, row: usize, column: &Column) -> bool {
    let figure = |text| Figure::parse(text, Unit::Yuan).ok().flatten();
    draft.grid.text(row, column.number).and_then(figure).is_some_and(|figure| !figure.is_zero())
}

/// Whether a column speaks of its rows as a whole.
fn is_total(column: &Column) -> bool {
    column.reading.is_some_and(|reading| cut(reading.scope()) == Scope::ALL)
}

/// Whether any amount is printed with decimals.
fn prints_decimals(draft: &Draft<'_>) -> bool {
    let amounts = || draft.columns.iter().filter(|column| column.holds_amounts());
    (0..draft.rows.len()).any(|row| {
        let mut texts = amounts().filter_map(|column| draft.grid.text(row, column.number));
        texts.any(|text| text.contains(['.', '．']))
    })
}

/// Whether a blank stands under one side in a row that prints amounts under the other alone: it
/// is then not nil but of no concern to the row.
fn is_beside(half: &Half<'_>, row: usize, column: &Column) -> bool {
    let Some(side) = side_of(column).filter(|_| half.two_sided) else { return false };
    let draft = half.draft;
    let prints = |side: Side| {
        let columns = draft.columns.iter().filter(|column| side_of(column) == Some(side));
        columns.into_iter().any(|column| draft.grid.text(row, column.number).is_some())
    };
    let other = if side == Side::Income { Side::Expenditure } else { Side::Income };
    !prints(side) && prints(other)
}

/// Whether a blank stands in a row of carried money (结转下年) that prints its total alone: it is not
/// cut by what the columns say, and no part of it is nil.
fn is_uncut(half: &Half<'_>, number: usize, row: &Row, column: &Column) -> bool {
    let carried = row.scope.and_then(Scope::flow).is_some_and(Flow::is_carry);
    let draft = half.draft;
    let prints = |column: &Column| draft.grid.text(number, column.number).is_some();
    let mut amounts = draft.columns.iter().filter(|column| column.holds_amounts());
    let uncut = amounts.clone().all(|column| is_total(column) || !prints(column));
    carried && !is_total(column) && uncut && amounts.any(prints)
}

fn contradiction(sink: &mut Sink, dimension: Dimension, place: Place) {
    use crate::lang::Lang::{En, Zh};
    sink.find(
        FindingKind::UnrecognisedLabel,
        place,
        format!("表题、行和列对{}的说法不一致", dimension.name(Zh)),
        format!("title, row and column disagree on the {}", dimension.name(En)),
    );
}
