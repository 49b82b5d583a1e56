//! Lists (项目支出明细表, 政府采购明细表): what the texts beside a row say of it, and whether the rows
//! are projects.

use alloc::{
    format,
    string::{String, ToString},
};

use super::{
    body, code,
    input::Input,
    line::{Layout, Line},
    numbering::numbering,
    sink::Sink,
};
use crate::finding::FindingKind;
use crate::kind::Kind;
use crate::scope::{Dimension, Scope};
use crate::text;
use crate::words::TextColumn;

/// What the text cells of a row say of it.
#[derive(Default)]
pub(super) struct Listed {
    /// The code, unit and project that they name.
    pub(super) scope: Option<Scope>,
    /// The kind of spending that they name.
    pub(super) kind: Option<Kind>,
    /// The kind that they name in words that are not understood.
    pub(super) unread_kind: Option<String>,
}

impl Listed {
    /// Whether the row is a line of a list.
    pub(super) fn is_line(&self) -> bool {
        self.scope.is_some_and(|scope| scope.fixes(Dimension::Project))
    }
}

pub(super) fn read(
    input: &Input<'_>,
    sink: &mut Sink,
    layout: &Layout<'_>,
    line: &Line<'_>,
) -> Listed {
    let mut listed = Listed::default();
    let mut scope = Scope::ALL;
    let mut named = text::fold(line.name).is_empty();
    let mut project: Option<String> = None;
    for column in layout.columns {
        let Some(what) = column.text() else { continue };
        let Some(text) = layout.grid.text(line.number, column.number) else { continue };
        named |= text == line.name;
        match what {
            TextColumn::Code(_) => {
                if let Some(code) = code::before_name(input, &text::fold(text)) {
                    scope = code::scope_of(code).or(scope);
                }
            }
            TextColumn::Entity => {
                let folded = text::fold(text);
                scope = scope.with_entity(sink.names.id(body::unit_name(&folded)));
            }
            TextColumn::Project => project = Some(text.to_string()),
            TextColumn::ProjectCode => project = project.or_else(|| Some(text.to_string())),
            TextColumn::Kind => {
                let reading = input.vocabulary.read(text);
                let bare = reading.filter(|reading| !reading.is_narrowed());
                let kind = bare.and_then(|reading| reading.scope().kind());
                if kind.is_none() {
                    listed.unread_kind = Some(text::normalise(text));
                }
                listed.kind = listed.kind.or(kind);
            }
            _ => {}
        }
    }
    let codes = [Dimension::Functional, Dimension::Department, Dimension::Government];
    let is_line = project.is_some() || codes.iter().any(|&dimension| scope.fixes(dimension));
    if is_line {
        // Each line of a list is one of its own, however often a project stands in it.
        let name = project.unwrap_or_else(|| line.name.into());
        scope = scope.with_project(sink.names.fresh(&name));
    }
    if scope == Scope::ALL {
        return listed;
    }
    if !named && line.code.is_none() {
        sink.find(
            FindingKind::NameMismatch,
            line.here,
            format!("行名“{}”与本行各栏都不符", line.name),
            format!("“{}” is the text of no column of its row", line.name),
        );
    }
    Listed { scope: Some(scope), ..listed }
}

/// Whether the rows are projects and nothing else: the title speaks of projects, the heading over
/// the names says so, and no row is a label, a unit or a level of an outline, all of which would be
/// subtotals.
pub(super) fn is_plain(input: &Input<'_>, layout: &Layout<'_>, named: Option<TextColumn>) -> bool {
    if named != Some(TextColumn::Project) || !layout.title.projects {
        return false;
    }
    let rows = 0..layout.grid.raw.rows.len();
    let mut all = rows.filter_map(|row| layout.half.name(layout.grid, row));
    let mut style = None;
    all.all(|name| {
        let reading = input.vocabulary.read(name);
        if reading.is_some_and(|reading| reading.is_total() && reading.scope() == Scope::ALL) {
            return true;
        }
        let numbered = numbering(name).map(|(style, _)| style);
        let indented = name.starts_with(char::is_whitespace);
        let same = *style.get_or_insert((numbered, indented)) == (numbered, indented);
        same && reading.is_none() && !body::is_unit(body::unit_name(&text::fold(name)), &input.body)
    })
}
