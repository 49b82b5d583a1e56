//! Row codes and names → what each row adds to the scope of its cells.

use crate::index;
use alloc::{
    collections::BTreeMap,
    format,
    string::{String, ToString},
    vec::Vec,
};

use super::{
    codes::{check_name, class, named, official, only, scope_of, split_code},
    columns::Column,
    numbering::{Numbering, is_sibling, numbering},
    read::Reader,
    tables::Side,
};
use crate::code::{AnyCode, Code, Department, Functional, Government, Level, Scheme, SchemeKind};
use crate::finding::FindingKind;
use crate::flow::Flow;
use crate::kind::Kind;
use crate::label::Reading;
use crate::place::Place;
use crate::raw::{RawRow, RawTable};
use crate::scope::{Dimension, Scope};
use crate::text;
use crate::words::TextColumn;

/// One row as it was understood.
#[derive(Clone)]
pub(super) struct Row {
    /// What the row fixes; `None` where it was not understood.
    pub(super) scope: Option<Scope>,
    /// Whether the label says 合计 and fixes nothing else: the total of the table or its side.
    pub(super) total: bool,
    /// The word for the total: 总计 outranks 合计 where a table prints both.
    pub(super) grand: bool,
    /// Whether the row holds words and serial numbers (栏次), not amounts.
    pub(super) words: bool,
    /// The dimension in which the label names two siblings.
    pub(super) parted: Option<Dimension>,
}

impl Row {
    const UNREAD: Self =
        Self { scope: None, total: false, grand: false, words: false, parted: None };
    const WORDS: Self = Self { words: true, ..Self::UNREAD };

    fn of(scope: Scope) -> Self {
        Self { scope: Some(scope), ..Self::UNREAD }
    }

    /// Whether the row may hold amounts that nobody understood.
    pub(super) fn is_unread(&self) -> bool {
        self.scope.is_none() && !self.words
    }
}

/// What the rows of a table need to know of it.
pub(super) struct Layout<'a> {
    pub(super) side: Side,
    pub(super) scheme: Option<SchemeKind>,
    pub(super) columns: &'a [Column],
    pub(super) index: usize,
}

pub(super) fn read(reader: &mut Reader<'_>, raw: &RawTable, layout: &Layout<'_>) -> Vec<Row> {
    let names =
        raw.name_heading.as_deref().and_then(|heading| reader.vocabulary.read_path(heading));
    let mut codes: Vec<String> =
        raw.rows.iter().filter_map(|row| row.code.as_deref()).map(text::fold).collect();
    codes.sort_unstable();
    let mut rows = Rows {
        layout,
        named: names.and_then(|reading| reading.text_column()),
        texts: text_columns(raw, layout),
        carry: None,
        kind: None,
        section: None,
        after_unread: false,
        seen: BTreeMap::new(),
        codes,
        filled: raw.rows.iter().filter(|row| is_filled(row)).count(),
    };
    let mut read = Vec::with_capacity(raw.rows.len());
    for (index, row) in raw.rows.iter().enumerate() {
        let here = Place::Row { table: index::number(layout.index), row: index::number(index) };
        let understood = rows.read(reader, row, here);
        read.push(rows.unique(reader, row, index, here, understood));
    }
    read
}

/// The headings of the columns that say something about the row itself.
fn text_columns<'a>(raw: &'a RawTable, layout: &Layout<'_>) -> Vec<(&'a str, TextColumn)> {
    raw.columns
        .iter()
        .zip(layout.columns)
        .filter_map(|(heading, column)| {
            Some((heading.as_str(), column.reading.as_ref()?.text_column()?))
        })
        .collect()
}

/// The state of reading down the rows of one table.
struct Rows<'a> {
    layout: &'a Layout<'a>,
    /// What the column of names holds, if its heading says 项目名称 or 单位名称.
    named: Option<TextColumn>,
    texts: Vec<(&'a str, TextColumn)>,
    /// The heading 上年结转 or 年末结转 that the next rows may stand under.
    carry: Option<(Flow, Numbering)>,
    /// The heading 基本支出 or 项目支出 with figures, under which economic classes may follow.
    kind: Option<(Kind, Numbering)>,
    /// The last 款 read, under which a wrong code's name is looked up.
    section: Option<AnyCode>,
    /// Whether an unread row came before: it may have been a heading.
    after_unread: bool,
    seen: BTreeMap<(Scope, bool), usize>,
    /// The codes of the rows, sorted.
    codes: Vec<String>,
    /// How many rows print anything but serial numbers.
    filled: usize,
}

impl Rows<'_> {
    fn read(&mut self, reader: &mut Reader<'_>, row: &RawRow, here: Place) -> Row {
        if self.is_words(reader, row) {
            return Row::WORDS;
        }
        let listed = self.listed(reader, row, here);
        if self.filled == 1 && is_filled(row) && is_nameless(row) && listed.is_none() {
            // The one row of a table that says everything in its headings.
            return Row { total: true, ..Row::of(Scope::ALL) };
        }
        let code = row.code.as_deref().filter(|code| !text::fold(code).is_empty());
        let line = listed.is_some_and(|listed| listed.fixes(Dimension::Project));
        let read = match code {
            Some(code) => self.coded(reader, row, code, here),
            // A line of a list bears the name of its project, which is no label: 培训费, 上年结转项目.
            None if line => total(reader, &row.name),
            None => self.labelled(reader, row, listed.is_some()),
        };
        let understood = match (read, listed) {
            (Some(row), Some(listed)) if !row.total => {
                Some(Row { scope: row.scope.map(|scope| listed.or(scope)), ..row })
            }
            (None, Some(listed)) => Some(Row::of(listed)),
            (read, _) => read,
        };
        match understood {
            Some(row) => row,
            None => {
                let label = code.filter(|_| text::fold(&row.name).is_empty());
                reader.unrecognised(here, label.unwrap_or(&row.name));
                self.after_unread = true;
                Row::UNREAD
            }
        }
    }

    /// Whether a row holds no amounts: 栏次 with its numbers, or a heading printed again.
    fn is_words(&self, reader: &Reader<'_>, row: &RawRow) -> bool {
        let code = row.code.as_deref().unwrap_or_default();
        if !code.chars().chain(row.name.chars()).any(char::is_alphanumeric) {
            // `**` stands over the numbers of the columns. Where nothing does, one number alone, or
            // the only row, may be amounts.
            let numbered = !is_nameless(row) || (row.cells.len() > 1 && self.filled > 0);
            return is_blank(row) || (numbered && has_serial_numbers(row));
        }
        let listed = matches!(self.named, Some(TextColumn::Entity | TextColumn::Project));
        if code.contains(|c: char| c.is_ascii_digit()) || listed && !has_serial_numbers(row) {
            return false;
        }
        let label = text::normalise(&format!("{code}{}", row.name));
        let Some(reading) = reader.vocabulary.read_normal(&label) else { return false };
        match reading.text_column() {
            Some(TextColumn::Change | TextColumn::ChangeRate | TextColumn::Other) => true,
            Some(_) => is_blank(row),
            None => false,
        }
    }

    /// A row that repeats an earlier one loses its scope: after an unread row, because that may
    /// have been a heading; else because one of the two must be wrong.
    fn unique(
        &mut self,
        reader: &mut Reader<'_>,
        raw: &RawRow,
        index: usize,
        here: Place,
        row: Row,
    ) -> Row {
        let Some(scope) = row.scope else { return row };
        let Some(&first) = self.seen.get(&(scope, row.grand)) else {
            self.seen.insert((scope, row.grand), index);
            return row;
        };
        if !self.after_unread {
            reader.find(
                FindingKind::DuplicateRow,
                here,
                format!("“{}”与第 {} 行重复", raw.name, first + 1),
                format!("“{}” repeats row {}", raw.name, first + 1),
            );
        }
        Row::UNREAD
    }

    /// A row with a code. A wrong code is a slip where its name is found; both are reported.
    fn coded(
        &mut self,
        reader: &mut Reader<'_>,
        row: &RawRow,
        code: &str,
        here: Place,
    ) -> Option<Row> {
        let parsed = AnyCode::parse_printed(code).ok();
        if let Some(row) = self.coded_project(reader, row, parsed) {
            return Some(row);
        }
        if self.named == Some(TextColumn::Entity) && official(reader, parsed).is_none() {
            return self.unit(reader, row, code);
        }
        let known = match parsed {
            Some(AnyCode::Functional(code)) => check_name(reader, code, &row.name, here),
            Some(AnyCode::Department(code)) => check_name(reader, code, &row.name, here),
            Some(AnyCode::Government(code)) => check_name(reader, code, &row.name, here),
            Some(AnyCode::Revenue(_)) | None => None,
        };
        let meant = known.or_else(|| self.by_name(reader, &row.name));
        if known.is_none() {
            let hint =
                meant.map(|meant| (format!("，应为 {meant}"), format!("; {meant} is meant")));
            let (zh, en) = hint.unwrap_or_default();
            reader.find(
                FindingKind::UnknownCode,
                here,
                format!("{code} 不是{}年的科目编码{zh}", reader.raw.year),
                format!("{code} is not a code of {}{en}", reader.raw.year),
            );
        }
        let readable = parsed.filter(|code| code.scheme() != SchemeKind::Revenue);
        let Some(code) = meant.or(readable) else {
            return self.labelled(reader, row, false).filter(|row| row.total);
        };
        self.section = Some(code);
        self.carry = None;
        Some(Row::of(scope_of(code)))
    }

    /// A project with the code of what it is spent on, in a table whose names are projects.
    fn coded_project(
        &self,
        reader: &mut Reader<'_>,
        row: &RawRow,
        code: Option<AnyCode>,
    ) -> Option<Row> {
        let item = matches!(code, Some(AnyCode::Functional(code)) if code.level() == Level::Item);
        if self.named != Some(TextColumn::Project) || !item {
            return None;
        }
        let official = official(reader, code)?;
        let name = text::normalise(&row.name);
        if name.is_empty() || name == text::fold(official) {
            return None;
        }
        let project = reader.names.fresh(&row.name);
        Some(Row::of(scope_of(code?).with_project(project)))
    }

    /// A unit with its own code. One whose code begins those of all others is their total; one
    /// that stands above some of them only is left open.
    fn unit(&self, reader: &mut Reader<'_>, row: &RawRow, code: &str) -> Option<Row> {
        let code = text::fold(code);
        let from = self.codes.partition_point(|other| *other <= code);
        let after = self.codes.get(from..).unwrap_or_default();
        match after.partition_point(|other| other.starts_with(&code)) {
            0 => self.by_body(reader, &row.name),
            count if count + 1 == self.codes.len() => {
                Some(Row { total: true, grand: true, ..Row::of(Scope::ALL) })
            }
            _ => None,
        }
    }

    /// The code that bears this name: below the last 款 or its class, else the only one of the
    /// table's classification.
    fn by_name(&self, reader: &Reader<'_>, name: &str) -> Option<AnyCode> {
        fn find<S: Scheme>(reader: &Reader<'_>, last: Code<S>, name: &str) -> Option<Code<S>> {
            let under = [last.section(), Some(last.class())];
            under.into_iter().flatten().find_map(|parent| {
                let found = reader.codes_named::<S>(name);
                found.into_iter().find(|code| parent.is_ancestor_of(*code))
            })
        }
        let name = text::normalise(name);
        let near = match self.section {
            Some(AnyCode::Functional(last)) => find(reader, last, &name).map(AnyCode::from),
            Some(AnyCode::Department(last)) => find(reader, last, &name).map(AnyCode::from),
            Some(AnyCode::Government(last)) => find(reader, last, &name).map(AnyCode::from),
            Some(AnyCode::Revenue(_)) | None => None,
        };
        near.or_else(|| match self.layout.scheme? {
            SchemeKind::Functional => only::<Functional>(reader, &name).map(AnyCode::from),
            SchemeKind::Department => only::<Department>(reader, &name).map(AnyCode::from),
            SchemeKind::Government => only::<Government>(reader, &name).map(AnyCode::from),
            SchemeKind::Revenue => None,
        })
    }

    /// A row without a code.
    fn labelled(&mut self, reader: &mut Reader<'_>, row: &RawRow, listed: bool) -> Option<Row> {
        let label = text::normalise(&row.name);
        let economic =
            matches!(self.layout.scheme, Some(SchemeKind::Department | SchemeKind::Government));
        if self.layout.side != Side::Income && !economic {
            if let Some(code) = class::<Functional>(reader, &label) {
                (self.carry, self.kind) = (None, None);
                return Some(Row::of(Scope::ALL.with_functional(code)));
            }
        }
        if economic && !listed {
            // 会议费 and 其他支出 are entries of the classification here, whatever else they may mean.
            if let Some(found) = self.by_catalogue(reader, &label) {
                return Some(self.under_kind(found, &row.name));
            }
        }
        if let Some(reading) = reader.vocabulary.read_row(&label) {
            if let Some(row) = self.by_reading(reader, &reading, row, &label) {
                return Some(row);
            }
        }
        if listed {
            return None;
        }
        self.by_catalogue(reader, &label)
            .map(|found| self.under_kind(found, &row.name))
            .or_else(|| self.by_body(reader, &row.name))
    }

    /// An economic class below 基本支出 or 项目支出 is that part of it.
    fn under_kind(&self, row: Row, name: &str) -> Row {
        let economic = |scope: &Scope| {
            scope.fixes(Dimension::Department) || scope.fixes(Dimension::Government)
        };
        match (self.kind, row.scope) {
            (Some((kind, heading)), Some(scope))
                if economic(&scope) && !is_sibling(heading, numbering(name)) =>
            {
                Row { scope: Some(scope.with_kind(kind)), ..row }
            }
            _ => row,
        }
    }

    /// A row whose label is made of known phrases.
    fn by_reading(
        &mut self,
        reader: &Reader<'_>,
        reading: &Reading,
        row: &RawRow,
        label: &str,
    ) -> Option<Row> {
        let mut scope = reading.scope();
        let numbering = numbering(&row.name);
        if let Some(flow) = scope.flow().filter(|flow| flow.is_carry()) {
            self.carry = Some((flow, numbering));
        } else if scope.fixes(Dimension::Flow) || reading.is_total() {
            self.carry = None;
        } else if let Some((flow, heading)) = self.carry {
            if is_sibling(heading, numbering) {
                self.carry = None;
            } else {
                scope = scope.with_flow(flow);
            }
        }
        if reading.needs_carry() && !scope.flow().is_some_and(Flow::is_carry) {
            return None;
        }
        if reading.is_last_year() {
            scope = scope.with_year(reader.raw.year.saturating_sub(1));
        }
        // 总计 and 收入合计 alike: nothing fixed but, perhaps, the direction.
        let direction = matches!(scope.flow(), None | Some(Flow::Income | Flow::Expenditure));
        let total = reading.is_total() && direction && scope.without(Dimension::Flow) == Scope::ALL;
        self.kind = scope.kind().filter(|_| !is_blank(row)).map(|kind| (kind, numbering));
        Some(Row {
            scope: Some(scope),
            total,
            grand: total && label.ends_with("总计"),
            parted: reading.parted(),
            ..Row::UNREAD
        })
    }

    /// A row named like an entry of the table's classification, or `code-name` in one text.
    fn by_catalogue(&self, reader: &Reader<'_>, label: &str) -> Option<Row> {
        let code = match self.layout.scheme {
            Some(SchemeKind::Department) => named::<Department>(reader, label).map(AnyCode::from),
            Some(SchemeKind::Government) => named::<Government>(reader, label).map(AnyCode::from),
            _ => only::<Functional>(reader, label)
                .map(AnyCode::from)
                .or_else(|| class::<Department>(reader, label).map(AnyCode::from)),
        };
        code.map(scope_of).or_else(|| split_code(reader, label)).map(Row::of)
    }

    /// A row that is the body itself, one of its units, or a project by the column's heading.
    fn by_body(&self, reader: &mut Reader<'_>, name: &str) -> Option<Row> {
        let label = text::fold(name);
        let bare = label.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start_matches('-');
        let units = self.named == Some(TextColumn::Entity);
        if bare == reader.body && units && self.codes.is_empty() && self.filled > 2 {
            // The department that is the sum of the other rows, or its own office beside them.
            return None;
        }
        if !bare.is_empty() && (bare == reader.body || units) {
            return Some(Row::of(Scope::ALL.with_entity(reader.names.id(bare))));
        }
        if self.named == Some(TextColumn::Project) && !bare.is_empty() {
            return Some(Row::of(Scope::ALL.with_project(reader.names.fresh(name))));
        }
        None
    }

    /// What the text cells of a row in a list (政府采购明细表, 项目表) say of it.
    fn listed(&self, reader: &mut Reader<'_>, row: &RawRow, here: Place) -> Option<Scope> {
        let mut scope = Scope::ALL;
        let mut named = text::fold(&row.name).is_empty();
        let mut project: Option<String> = None;
        for &(heading, column) in &self.texts {
            let Some(text) = row.cell(heading).filter(|text| !text::fold(text).is_empty()) else {
                continue;
            };
            named |= text == row.name;
            match column {
                TextColumn::Code(_) => {
                    if let Some(code) = split_code(reader, &text::fold(text)) {
                        scope = code.or(scope);
                    }
                }
                TextColumn::Entity => {
                    let folded = text::fold(text);
                    let bare = folded.trim_start_matches(|c: char| c.is_ascii_digit());
                    scope = scope.with_entity(reader.names.id(bare.trim_start_matches('-')));
                }
                TextColumn::Project => project = Some(text.to_string()),
                TextColumn::ProjectCode => project = project.or_else(|| Some(text.to_string())),
                TextColumn::Change | TextColumn::ChangeRate | TextColumn::Other => {}
            }
        }
        let codes = [Dimension::Functional, Dimension::Department, Dimension::Government];
        let line = project.is_some() || codes.iter().any(|&dimension| scope.fixes(dimension));
        if line {
            // Each line of a list is one of its own, however often a project stands in it.
            let name = project.unwrap_or_else(|| row.name.clone());
            scope = scope.with_project(reader.names.fresh(&name));
        }
        if scope == Scope::ALL {
            return None;
        }
        if !named && row.code.is_none() {
            reader.find(
                FindingKind::NameMismatch,
                here,
                format!("行名“{}”与本行各栏都不符", row.name),
                format!("“{}” is the text of no column of its row", row.name),
            );
        }
        Some(scope)
    }
}

/// A row that says 合计 and nothing else.
fn total(reader: &Reader<'_>, name: &str) -> Option<Row> {
    let label = text::normalise(name);
    let reading = reader.vocabulary.read_normal(&label)?;
    let total = reading.is_total() && reading.scope() == Scope::ALL;
    let grand = label.ends_with("总计");
    total.then_some(Row { total, grand, ..Row::of(Scope::ALL) })
}

fn is_nameless(row: &RawRow) -> bool {
    text::fold(&row.name).is_empty() && row.code.as_deref().is_none_or(|c| text::fold(c).is_empty())
}

fn is_blank(row: &RawRow) -> bool {
    row.cells.iter().all(|(_, text)| text::fold(text).is_empty())
}

/// Whether a row prints anything but the numbers of its columns.
fn is_filled(row: &RawRow) -> bool {
    !is_blank(row) && !has_serial_numbers(row)
}

/// Whether the cells of a row number its columns: 1, 2, 3 ….
fn has_serial_numbers(row: &RawRow) -> bool {
    let numbers = row.cells.iter().map(|(_, text)| text::fold(text).parse::<u8>().ok());
    let mut next = None;
    !row.cells.is_empty()
        && numbers.into_iter().all(|number| {
            let right = number.is_some() && (next.is_none() || number == next);
            next = number.and_then(|number| number.checked_add(1));
            right
        })
}
