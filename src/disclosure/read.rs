//! Raw → disclosure: tables are drafted one by one, sheets compared, cells made facts.

use alloc::{format, string::String, vec::Vec};

use super::{
    Disclosure, MAX_CELLS, MAX_COLUMNS, Names,
    cells::{self, Cells},
    claims, sheets, tables,
};
use crate::catalogue::{Catalogue, Edition};
use crate::code::{Code, Scheme};
use crate::finding::{Finding, FindingKind};
use crate::label::{MAX_LABEL, Vocabulary};
use crate::lang::Message;
use crate::num::amount::Unit;
use crate::place::{Place, Shared};
use crate::raw::RawTable;
use crate::text;

/// What every step of the reading looks into or adds to.
pub(super) struct Reader<'a> {
    pub(super) raw: &'a Shared,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) catalogue: &'a Catalogue,
    pub(super) edition: Edition,
    /// The name of the body in normal form.
    pub(super) body: String,
    /// How many more cells may be read.
    pub(super) room: usize,
    /// How many tables did not fit.
    pub(super) unread: usize,
    /// The unit that most tables of the document state.
    pub(super) usual_unit: Option<Unit>,
    /// The sheet of each table.
    pub(super) sheets: Vec<u32>,
    pub(super) names: Names,
    pub(super) findings: Vec<Finding>,
}

impl Reader<'_> {
    /// Whether the cells of a table still fit; takes the room for them if they do.
    pub(super) fn has_room(&mut self, table: &RawTable) -> bool {
        let columns = table.columns.len().min(MAX_COLUMNS).saturating_add(4);
        let cells = table.rows.len().saturating_add(4).saturating_mul(columns);
        let left = self.room.checked_sub(cells);
        self.room = left.unwrap_or(self.room);
        self.unread += usize::from(left.is_none());
        left.is_some()
    }

    /// Reports how many tables there was no room for.
    fn tell_unread(&mut self) {
        if self.unread > 0 {
            let message = Message::new(
                format!("各表合计超过 {MAX_CELLS} 个单元格，{} 张表未核对", self.unread),
                format!("more than {MAX_CELLS} cells: {} tables are not checked", self.unread),
            );
            self.findings.push(Finding::new(FindingKind::WorkLimit, Vec::new(), message));
        }
    }

    pub(super) fn find(&mut self, kind: FindingKind, place: Place, zh: String, en: String) {
        self.findings.push(Finding::new(kind, [place].into(), Message { zh, en }));
    }

    /// The codes that bear a name in the document's edition; else in the nearest one that has it,
    /// for old names live on in templates.
    pub(super) fn codes_named<S: Scheme>(&self, name: &str) -> Vec<Code<S>> {
        let own = self.edition.year();
        let earlier = (Edition::FIRST.year()..own).rev();
        let later = own.saturating_add(1)..=Edition::LAST.year();
        core::iter::once(own)
            .chain(earlier)
            .chain(later)
            .map(|year| {
                let found = self.catalogue.find_name::<S>(name, Edition::new(year));
                found.map(|entry| entry.code()).collect::<Vec<_>>()
            })
            .find(|codes| !codes.is_empty())
            .unwrap_or_default()
    }

    /// Reports a label that no vocabulary knows.
    pub(super) fn unrecognised(&mut self, place: Place, label: &str) {
        self.find(
            FindingKind::UnrecognisedLabel,
            place,
            format!("不认识“{label}”；可能含它的合计不再要求相等"),
            format!("“{label}” is not understood; sums that it may belong to are left open"),
        );
    }
}

pub(super) fn read(raw: Shared, vocabulary: &Vocabulary, catalogue: &Catalogue) -> Disclosure {
    // What is too long for a label is no name.
    let name = raw.entity.name.as_deref();
    let mut reader = Reader {
        raw: &raw,
        vocabulary,
        catalogue,
        edition: Edition::new(raw.year.max(Edition::FIRST.year())),
        body: text::fold(name.filter(|name| name.len() <= MAX_LABEL).unwrap_or_default()),
        room: MAX_CELLS,
        unread: 0,
        usual_unit: usual_unit(&raw),
        sheets: sheets::number(&raw),
        names: Names::default(),
        findings: Vec::new(),
    };
    for problem in &raw.problems {
        let row = problem.row.map(crate::index::number);
        let table = problem.table.map(crate::index::number);
        // What is wrong outside the tables has no place but the path that the message begins with.
        let place = table.map(|table| match row {
            Some(row) => Place::Row { table, row },
            None => Place::Table { table },
        });
        let (kind, message) = (FindingKind::UnreadableFigure, problem.message.clone());
        reader.findings.push(Finding::new(kind, place.into_iter().collect(), message));
    }
    let mut drafts: Vec<tables::Draft> =
        (0..raw.tables.len()).map(|index| tables::draft(&mut reader, index)).collect();
    reader.tell_unread();
    sheets::settle(&mut drafts);
    let mut cells = Cells::default();
    let mut done = Vec::with_capacity(drafts.len());
    for draft in &drafts {
        done.push(cells::read(&mut reader, draft, &mut cells));
    }
    let Cells { facts, changes, unplaced } = cells;
    let Reader { names, findings, .. } = reader;
    let context = claims::context(&raw, &facts, vocabulary, catalogue);
    let claims = claims::read(&raw, context.as_ref());
    Disclosure { tables: done, facts, changes, findings, names, unplaced, claims, context, raw }
}

/// The unit that all tables with a readable one share.
fn usual_unit(raw: &Shared) -> Option<Unit> {
    let mut units =
        raw.tables.iter().filter_map(|table| table.unit.as_deref()?.parse::<Unit>().ok());
    let first = units.next()?;
    units.all(|unit| unit == first).then_some(first)
}
