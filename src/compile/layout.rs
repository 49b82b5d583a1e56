//! Template and lines → which rows and columns a table prints, and what each of them means.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::{String, ToString},
    vec::Vec,
};

use super::{
    error::{CompileError, TemplateError},
    source::{Relation, Source, nodes},
    template::{CodeStyle, ColumnContent, RowTemplate, Shown, TableTemplate},
};
use crate::catalogue::{Catalogue, Edition};
use crate::code::{Code, DepartmentCode, FunctionalCode, GovernmentCode, Level, Scheme};
use crate::flow::Flow;
use crate::scope::{Dimension, Scope, ScopeConflict};
use crate::words::TextColumn;

/// One row to be printed.
pub(super) struct Row {
    pub(super) code: Option<String>,
    pub(super) name: String,
    /// What its cells mean, besides title and column.
    pub(super) scope: Scope,
    pub(super) kind: RowKind,
}

/// What a row is to the lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RowKind {
    Scope,
    /// All flows of the side.
    Balance,
    /// A node of the classification `part` of the table.
    Node {
        part: usize,
        key: u32,
    },
    /// A unit or a line of a list.
    Listed,
}

/// One column to be printed.
pub(super) struct Column<'a> {
    pub(super) heading: &'a str,
    /// What its cells mean, besides title and row; `None` for text.
    pub(super) scope: Option<Scope>,
    pub(super) text: Option<Text<'a>>,
}

/// What a column of text prints.
#[derive(Clone, Copy)]
pub(super) enum Text<'a> {
    Of(TextColumn),
    Constant(&'a str),
}

/// The rows of a classification.
pub(super) struct Part {
    pub(super) dimension: Dimension,
    pub(super) base: Scope,
    /// The keys of its rows, in code order, with the number of the row.
    pub(super) rows: BTreeMap<u32, usize>,
    pub(super) deepest: u8,
}

/// A table before its amounts are filled in.
pub(super) struct Layout<'a> {
    pub(super) template: &'a TableTemplate,
    pub(super) title: String,
    /// What the title fixes, with year and stage of the document.
    pub(super) root: Scope,
    pub(super) columns: Vec<Column<'a>>,
    pub(super) rows: Vec<Row>,
    pub(super) parts: Vec<Part>,
}

/// What the layout of every table looks into.
pub(super) struct Context<'a> {
    pub(super) sources: &'a [Source],
    pub(super) catalogue: &'a Catalogue,
    pub(super) edition: Edition,
    /// Year and stage of the document.
    pub(super) own: Scope,
    pub(super) body: String,
}

impl<'a> Context<'a> {
    /// The layout of one table.
    pub(super) fn layout(&self, template: &'a TableTemplate) -> Layout<'a> {
        let year = self.own.year().unwrap_or_default().to_string();
        let title = template.title.replace("{year}", &year).replace("{body}", &self.body);
        let root = template.root.or(self.own);
        let columns: Vec<Column<'_>> = template
            .columns
            .iter()
            .filter_map(|column| {
                let (scope, text) = match &column.content {
                    ColumnContent::Amount(scope) => (Some(*scope), None),
                    ColumnContent::Text(text) => (None, Some(Text::Of(*text))),
                    ColumnContent::Constant(text) => (None, Some(Text::Constant(text))),
                };
                let shown = scope.is_none_or(|scope| self.is_shown(column.shown, root, scope));
                shown.then_some(Column { heading: &column.heading, scope, text })
            })
            .collect();
        let mut layout =
            Layout { template, title, root, columns, rows: Vec::new(), parts: Vec::new() };
        for row in &template.rows {
            self.add_rows(&mut layout, row);
        }
        layout
    }

    fn is_shown(&self, shown: Shown, root: Scope, scope: Scope) -> bool {
        let is_filled = |root: Scope, scope: Scope| {
            let wanted = root.merge(scope).ok();
            wanted.is_some_and(|wanted| self.lines_within(wanted).next().is_some())
        };
        match shown {
            Shown::Always => true,
            Shown::WhenFilled => is_filled(root, scope),
            // Either half of a sheet shows that there is carried money.
            Shown::WhenCarried => {
                let sheet = root.without(Dimension::Flow);
                let mut carried = Flow::ALL.iter().filter(|flow| flow.is_carry());
                carried.any(|&flow| is_filled(sheet, Scope::ALL.with_flow(flow)))
            }
        }
    }

    fn lines_within(&self, scope: Scope) -> impl Iterator<Item = &super::source::Line> {
        let sources = self.sources.iter().filter(move |source| source.covers(scope));
        sources.flat_map(|source| &source.lines).filter(move |line| line.is_within(scope))
    }

    fn add_rows(&self, layout: &mut Layout<'a>, template: &'a RowTemplate) {
        match template {
            RowTemplate::Scope { label, scope, shown } => {
                if self.is_shown(*shown, layout.root, *scope) {
                    let (name, scope) = (label.clone(), *scope);
                    layout.rows.push(Row { code: None, name, scope, kind: RowKind::Scope });
                }
            }
            RowTemplate::Balance { label } => layout.rows.push(Row {
                code: None,
                name: label.clone(),
                scope: Scope::ALL,
                kind: RowKind::Balance,
            }),
            RowTemplate::Codes { scheme, deepest, style, scope, always } => {
                let Some(dimension) = RowTemplate::dimension_of(*scheme) else { return };
                let keys = self.keys(layout, dimension, *scope, *deepest, always);
                self.add_nodes(layout, dimension, *scope, (*deepest, *style), &keys);
            }
            RowTemplate::Lines => {}
        }
    }

    /// The nodes of a classification under which any line of the table stands.
    fn keys(
        &self,
        layout: &Layout<'_>,
        dimension: Dimension,
        base: Scope,
        deepest: Level,
        always: &[u16],
    ) -> BTreeSet<u32> {
        let classes = always.iter().filter_map(|&class| key_of_class(dimension, class));
        let mut keys: BTreeSet<u32> = classes.collect();
        for column in layout.columns.iter().filter_map(|column| column.scope) {
            let scope = layout.root.merge(base).and_then(|scope| scope.merge(column));
            let Ok(scope) = scope else { continue };
            for line in self.lines_within(scope) {
                keys.extend(nodes(dimension, line.scope.key(dimension), deepest as u8));
            }
        }
        keys
    }

    fn add_nodes(
        &self,
        layout: &mut Layout<'_>,
        dimension: Dimension,
        base: Scope,
        (deepest, style): (Level, CodeStyle),
        keys: &BTreeSet<u32>,
    ) {
        let mut part = Part { dimension, base, rows: BTreeMap::new(), deepest: deepest as u8 };
        for (position, &key) in keys.iter().enumerate() {
            let scope = base.with_key(dimension, key);
            let (code, name) = self.code_and_name(scope, dimension);
            let (code, name) = match (style, name) {
                (CodeStyle::Coded, name) => (Some(code), name.unwrap_or_default()),
                (_, None) => (Some(code), String::new()),
                (CodeStyle::Named, Some(name)) => (None, name),
                (CodeStyle::Numbered, Some(name)) => {
                    (None, alloc::format!("{}、{name}", chinese_number(position + 1)))
                }
            };
            part.rows.insert(key, layout.rows.len());
            let kind = RowKind::Node { part: layout.parts.len(), key };
            layout.rows.push(Row { code, name, scope, kind });
        }
        layout.parts.push(part);
    }

    /// The code that a scope fixes in a dimension, and its name in the edition.
    pub(super) fn code_and_name(
        &self,
        scope: Scope,
        dimension: Dimension,
    ) -> (String, Option<String>) {
        fn of<S: Scheme>(context: &Context<'_>, code: Option<Code<S>>) -> (String, Option<String>) {
            let Some(code) = code else { return (String::new(), None) };
            let name = context.catalogue.name(code, context.edition);
            (code.to_string(), name.map(ToString::to_string))
        }
        match dimension {
            Dimension::Functional => of(self, scope.functional()),
            Dimension::Department => of(self, scope.department()),
            Dimension::Government => of(self, scope.government()),
            _ => (String::new(), None),
        }
    }
}

impl Layout<'_> {
    /// Whether the table prints money carried in or over.
    pub(super) fn carries(&self) -> bool {
        let rows = self.rows.iter().map(|row| row.scope);
        let columns = self.columns.iter().filter_map(|column| column.scope);
        rows.chain(columns).filter_map(Scope::flow).any(Flow::is_carry)
    }

    /// That title, row and column do not go together in the document that is compiled.
    pub(super) fn contradiction(&self, conflict: &ScopeConflict) -> CompileError {
        let (table, dimension) = (self.title.clone(), conflict.dimension());
        TemplateError::Contradiction { table, dimension }.into()
    }

    /// What grand totals mean: all flows of the side, or those of the year alone in a sheet that
    /// prints no others.
    pub(super) fn settle(&mut self, carries: bool) {
        let current = match self.root.flow() {
            Some(Flow::Income) => Flow::CurrentIncome,
            _ => Flow::CurrentExpenditure,
        };
        for row in self.rows.iter_mut().filter(|row| row.kind == RowKind::Balance) {
            if carries {
                row.scope = Scope::ALL.with_flow(Flow::Balance);
            } else {
                *row = Row {
                    code: None,
                    name: core::mem::take(&mut row.name),
                    scope: Scope::ALL.with_flow(current),
                    kind: RowKind::Scope,
                };
            }
        }
    }
}

impl Row {
    /// What its lines have in common, besides title and column: a grand total's are all of its side.
    pub(super) fn lines(&self) -> Scope {
        match self.kind {
            RowKind::Balance => Scope::ALL,
            _ => self.scope,
        }
    }
}

impl Part {
    /// How a line stands to each row of the part that it may belong to.
    pub(super) fn relations(
        &self,
        key: u32,
        base: Relation,
    ) -> impl Iterator<Item = (usize, Relation)> {
        // Of the rows below a line's node it is not told whether they hold it.
        let below = self
            .rows
            .range(key.saturating_add(1)..)
            .take_while(move |&(&row, _)| crate::scope::key_is_within(self.dimension, row, key));
        let open = base.and(Relation::Open(self.dimension));
        let below = below.map(move |(_, &row)| (row, open));
        let own = nodes(self.dimension, key, self.deepest);
        let own = own.filter_map(|key| self.rows.get(&key)).map(move |&row| (row, base));
        own.chain(below).filter(|(_, relation)| *relation != Relation::Apart)
    }
}

fn key_of_class(dimension: Dimension, class: u16) -> Option<u32> {
    let digits = class.to_string();
    Some(match dimension {
        Dimension::Functional => digits.parse::<FunctionalCode>().ok()?.to_raw(),
        Dimension::Department => digits.parse::<DepartmentCode>().ok()?.to_raw(),
        Dimension::Government => digits.parse::<GovernmentCode>().ok()?.to_raw(),
        _ => return None,
    })
}

/// A number from 1 to 99 in Chinese: 十, 十一, 二十六.
fn chinese_number(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |digit: usize| DIGITS.get(digit % 10).copied().unwrap_or_default();
    match number / 10 {
        0 => digit(number).into(),
        1 => alloc::format!("十{}", digit(number)),
        tens => alloc::format!("{}十{}", digit(tens), digit(number)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_numbers() {
        for (number, text) in [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (26, "二十六")]
        {
            assert_eq!(chinese_number(number), text);
        }
    }
}
