//! Title, side, unit and headings of one table → its root; rows and columns drafted.

use crate::index;
use alloc::{format, vec::Vec};

use super::{
    MAX_COLUMNS,
    changes::{self, ChangeColumn},
    columns::{self, Column},
    read::Reader,
    rows::{self, Row},
};
use crate::code::SchemeKind;
use crate::finding::{FindingKind, Severity};
use crate::flow::Flow;
use crate::label::Reading;
use crate::num::amount::Unit;
use crate::place::Place;
use crate::raw::RawTable;
use crate::scope::{Dimension, NameId, Scope};
use crate::text;

/// Which way the money of a table goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Income,
    Expenditure,
    /// Both, in one table: rows and columns must say.
    Both,
}

/// A table whose labels are read, before its cells are.
pub(super) struct Draft {
    pub(super) index: usize,
    pub(super) title: Option<Reading>,
    pub(super) root: Scope,
    pub(super) side: Side,
    /// Whether the table is one half, or the whole, of a two-sided one.
    pub(super) two_sided: bool,
    pub(super) unit: Unit,
    pub(super) apart: bool,
    pub(super) columns: Vec<Column>,
    pub(super) changes: Vec<ChangeColumn>,
    pub(super) rows: Vec<Row>,
    /// The number of the sheet, and whether the sheet may print carried money (see `sheets`).
    pub(super) sheet: u32,
    pub(super) carries: bool,
    /// The dimension in which the title names two siblings: cells must say which they are about.
    pub(super) parted: Option<Dimension>,
}

impl Draft {
    /// A table that keeps to itself, none of whose cells is looked at.
    fn unread(reader: &Reader<'_>, index: usize) -> Self {
        Self {
            index,
            title: None,
            root: Scope::ALL.with_table(NameId(index::number(index))),
            side: Side::Both,
            two_sided: false,
            unit: Unit::WanYuan,
            apart: true,
            columns: Vec::new(),
            changes: Vec::new(),
            rows: Vec::new(),
            sheet: reader.sheets.get(index).copied().unwrap_or(index::number(index)),
            carries: false,
            parted: None,
        }
    }
}

/// Reads title, rows and columns of a table, or none of them where there is no room for it.
pub(super) fn draft(reader: &mut Reader<'_>, index: usize) -> Draft {
    let shared = reader.raw.clone();
    let empty = RawTable::default();
    let raw = shared.tables.get(index).unwrap_or(&empty);
    let here = Place::Table { table: index::number(index) };
    if !reader.has_room(raw) {
        return Draft::unread(reader, index);
    }
    if raw.columns.len() > MAX_COLUMNS {
        reader.find(
            FindingKind::WorkLimit,
            here,
            format!("{} 列中只核对前 {MAX_COLUMNS} 列", raw.columns.len()),
            format!("of {} columns the first {MAX_COLUMNS} are checked", raw.columns.len()),
        );
    }
    if raw.rows.is_empty() {
        reader.find(
            FindingKind::EmptyTable,
            here,
            format!("“{}”没有任何行", raw.title),
            format!("“{}” has no rows", raw.title),
        );
    }
    let mut apart = false;
    let title = read_title(reader, raw, here);
    if title.is_none() {
        apart = true;
    }
    let (side, side_known) = read_side(reader, raw, title.as_ref(), here);
    apart |= !side_known;
    let (unit, unit_known) = read_unit(reader, raw, here);
    apart |= !unit_known;
    let mut root = title.map_or(Scope::ALL, |title| title.scope()).without(Dimension::Flow);
    if apart {
        root = root.with_table(NameId(index::number(index)));
    }
    let heading = read_headings(reader, raw, title.as_ref(), here);
    let columns = columns::read(reader, raw, index, side);
    let layout = rows::Layout { side, scheme: heading, columns: &columns, index };
    let rows = rows::read(reader, raw, &layout);
    let changes = changes::columns(raw, &columns, (reader.raw.year, reader.raw.stage));
    let two_sided = raw.side.is_some() || title.is_some_and(|title| title.is_two_sided());
    Draft {
        index,
        title,
        root,
        side,
        two_sided,
        unit,
        apart,
        columns,
        changes,
        rows,
        sheet: reader.sheets.get(index).copied().unwrap_or(index::number(index)),
        carries: false,
        parted: title.and_then(|title| title.parted()),
    }
}

fn read_title(reader: &mut Reader<'_>, raw: &RawTable, here: Place) -> Option<Reading> {
    let title = reader.vocabulary.read_title(&raw.title, |body| is_body(body, &reader.body));
    let Some(title) = title else {
        reader.unrecognised(here, &raw.title);
        return None;
    };
    let year = title.scope().year();
    if year.is_some_and(|year| year != reader.raw.year) {
        let (year, right) = (year.unwrap_or_default(), reader.raw.year);
        reader.find(
            FindingKind::WrongYear,
            here,
            format!("表题写{year}年，文件为{right}年"),
            format!("the title says {year}, the document is of {right}"),
        );
        // A slip of the title says nothing about the figures.
        if let Some(finding) = reader.findings.last_mut() {
            finding.severity = Severity::Warning;
        }
    }
    Some(title)
}

/// Whether the text before the meaning of a title can be the name of a body: the document's own,
/// a part of it, or anything that ends as such names do.
fn is_body(text: &str, own: &str) -> bool {
    const ENDINGS: &str = "局委办厅部院校所站心队司会馆处室区市县镇乡道社团台场园署关庭省州旗";
    let name = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let name = name.strip_prefix('年').unwrap_or(name);
    let name = name.strip_prefix('度').unwrap_or(name).trim_matches(['-', ':', '(', ')', '、']);
    name.is_empty()
        || (!own.is_empty() && (own.contains(name) || name.contains(own)))
        || name.chars().next_back().is_some_and(|last| ENDINGS.contains(last))
}

/// The side, and whether it was understood.
fn read_side(
    reader: &mut Reader<'_>,
    raw: &RawTable,
    title: Option<&Reading>,
    here: Place,
) -> (Side, bool) {
    let of_flow = |flow: Flow| {
        if flow.is_within(Flow::Income) { Side::Income } else { Side::Expenditure }
    };
    if let Some(side) = &raw.side {
        let flow = reader.vocabulary.read(side).and_then(|reading| reading.scope().flow());
        if let Some(flow) = flow {
            return (of_flow(flow), true);
        }
        reader.unrecognised(here, side);
        return (Side::Both, false);
    }
    match title {
        Some(title) if title.is_two_sided() => (Side::Both, true),
        Some(title) => (title.scope().flow().map_or(Side::Expenditure, of_flow), true),
        None => (Side::Both, true),
    }
}

/// The unit over the table, and whether it is known. A table without one has the unit of all the
/// others; where there is none either, figures are taken for 万元, so that none counts as exact.
fn read_unit(reader: &mut Reader<'_>, raw: &RawTable, here: Place) -> (Unit, bool) {
    let stated = raw.unit.as_deref().map(str::parse::<Unit>);
    match (stated, reader.usual_unit) {
        (Some(Ok(unit)), _) | (None, Some(unit)) => (unit, true),
        (None, None) => {
            reader.find(
                FindingKind::UnrecognisedLabel,
                here,
                format!("“{}”没有写单位", raw.title),
                format!("“{}” states no unit", raw.title),
            );
            (Unit::WanYuan, false)
        }
        (Some(Err(_)), _) => {
            reader.unrecognised(here, raw.unit.as_deref().unwrap_or_default());
            (Unit::WanYuan, false)
        }
    }
}

/// The classification that title and headings announce. A heading that names another scheme than
/// the codes below it is reported.
fn read_headings(
    reader: &mut Reader<'_>,
    raw: &RawTable,
    title: Option<&Reading>,
    here: Place,
) -> Option<SchemeKind> {
    let mut announced = title.and_then(Reading::spread);
    let printed = first_scheme(raw);
    let mut wrong = None;
    for heading in [&raw.code_heading, &raw.name_heading].into_iter().flatten() {
        if !heading.split('/').all(|level| reader.vocabulary.knows(level)) {
            reader.unrecognised(here, heading);
            continue;
        }
        let named = reader.vocabulary.read_spread(heading);
        announced = announced.or(named);
        if named != printed {
            wrong = wrong.or(named.map(|named| (heading.clone(), named)));
        }
    }
    let spread = title.and_then(Reading::spread);
    if spread != printed {
        wrong = wrong.or(spread.map(|named| (raw.title.clone(), named)));
    }
    if let (Some((label, named)), Some(printed)) = (wrong, printed) {
        use crate::lang::Lang::{En, Zh};
        reader.find(
            FindingKind::WrongScheme,
            here,
            format!("“{label}”写的是{}，科目编码却属{}", named.name(Zh), printed.name(Zh)),
            format!(
                "“{label}” says {}, but the codes are of the {}",
                named.name(En),
                printed.name(En)
            ),
        );
    }
    printed.or(announced)
}

/// The scheme of the first readable code.
fn first_scheme(raw: &RawTable) -> Option<SchemeKind> {
    raw.rows.iter().find_map(|row| {
        let code = row.code.as_deref().filter(|code| !text::fold(code).is_empty())?;
        crate::code::AnyCode::parse_printed(code).ok().map(crate::code::AnyCode::scheme)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_stand_before_a_title() {
        for (text, own, body) in [
            ("", "", true),
            ("2026年", "", true),
            ("2026年度", "", true),
            ("附表1-", "", false),
            ("2026年某某市财政局", "", true),
            ("某某街道", "", true),
            ("关于", "", false),
            ("关于", "某某大学", false),
            // The body itself, in full or in short, or as the head of a longer name.
            ("2026年某某大学", "某某大学", true),
            ("某某大学", "某省某某大学", true),
            ("某省某某大学", "某某大学", true),
            ("某某大学", "", false),
        ] {
            assert_eq!(is_body(text, own), body, "{text} {own}");
        }
    }
}
