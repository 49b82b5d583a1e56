//! Title, side, unit and headings of a table → its root.

use alloc::{format, string::String};
use core::cell::RefCell;

use super::{apart::Apart, body, halves::Half, input::Input, side::Side, sink::Sink};
use crate::code::{AnyCode, SchemeKind};
use crate::finding::{FindingKind, Severity};
use crate::index;
use crate::label::{Reading, levels};
use crate::num::amount::Unit;
use crate::place::Place;
use crate::raw::RawTable;
use crate::scope::{Dimension, NameId, Scope};
use crate::text;

/// What stands over a table.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the table of its own")]
pub(super) struct Title {
    /// What the title says, if it was understood.
    pub(super) reading: Option<Reading>,
    /// What the title fixes.
    pub(super) root: Scope,
    /// The words of the title that leave a part.
    pub(super) words: Apart,
    pub(super) side: Side,
    /// Whether the table is one half, or the whole, of a two-sided one.
    pub(super) two_sided: bool,
    /// Whether the title speaks of this year's money alone.
    pub(super) current: bool,
    pub(super) unit: Unit,
    /// Whether the table keeps to itself: its title, side or unit is not understood.
    pub(super) apart: bool,
    /// The dimension in which the title names two siblings: cells must say which they are about.
    pub(super) parted: Option<Dimension>,
    /// The classification of the codes, or else the one that is announced.
    pub(super) scheme: Option<SchemeKind>,
    /// Whether the title speaks of projects, so that its rows may be such.
    pub(super) projects: bool,
    /// The number of the table.
    pub(super) table: u32,
    /// Whether a unit is printed over the table, understood or not.
    has_unit: bool,
}

impl Title {
    /// That of a table none of whose cells is looked at.
    pub(super) fn unread(table: usize) -> Self {
        Self {
            reading: None,
            root: Scope::ALL.with_table(NameId(index::number(table))),
            words: Apart::NONE,
            side: Side::Both,
            two_sided: false,
            current: false,
            unit: Unit::WanYuan,
            apart: true,
            parted: None,
            scheme: None,
            projects: false,
            table: index::number(table),
            has_unit: true,
        }
    }
}

/// Reads what stands over a half of a table.
pub(super) fn read(input: &Input<'_>, sink: &mut Sink, table: usize, half: &Half) -> Title {
    let empty = RawTable::default();
    let raw = input.raw.tables.get(table).unwrap_or(&empty);
    let here = Place::Table { table: index::number(table) };
    let (reading, unit_named) = read_title(input, sink, raw, here);
    let side = half.side.or_else(|| read_side(input, sink, raw, reading.as_ref(), here));
    let unit = read_unit(input, sink, table, reading.as_ref());
    let root = reading.map_or(Scope::ALL, |title| title.scope()).without(Dimension::Flow);
    let mut words = reading.map_or(Apart::NONE, |title| Apart::of(&title, input.vocabulary));
    if let Some(name) = unit_named {
        words.add_part(&name);
    }
    let mut title = Title {
        reading,
        root,
        words,
        side: side.unwrap_or(Side::Both),
        two_sided: half.side.is_some()
            || raw.side.is_some()
            || reading.is_some_and(|title| title.is_two_sided()),
        current: reading.is_some_and(|title| title.is_current()),
        unit: unit.unwrap_or(Unit::WanYuan),
        apart: false,
        parted: reading.and_then(|title| title.parted()),
        scheme: read_headings(input, sink, raw, reading.as_ref(), here),
        projects: text::fold(&raw.title).contains("项目"),
        table: index::number(table),
        has_unit: unit.is_some() || raw.unit.is_some(),
    };
    if reading.is_none() || side.is_none() || raw.unit.is_some() && unit.is_none() {
        title.keep_apart(table);
    }
    title
}

impl Title {
    fn keep_apart(&mut self, table: usize) {
        self.apart = true;
        self.root = self.root.with_table(NameId(index::number(table)));
    }

    /// Settles the unit once the headings are read, which may name one each (`by_headings`). Without any the amounts
    /// still add up among themselves, but cannot be held against other tables; they are taken for
    /// 万元, so that none counts as exact.
    pub(super) fn settle_unit(&mut self, sink: &mut Sink, name: &str, by_headings: bool) {
        if self.has_unit || by_headings {
            return;
        }
        let table = index::index(self.table);
        let here = Place::Table { table: index::number(table) };
        sink.find(
            FindingKind::UnrecognisedLabel,
            here,
            format!("“{name}”没有写单位，只与本表核对"),
            format!("“{name}” states no unit; it is held against itself only"),
        );
        self.keep_apart(table);
    }
}

/// What a title says, and the unit of the document's body that it names (某局信息中心一般公共预算支出表 in
/// the document of 某局): the table is then of that part.
fn read_title(
    input: &Input<'_>,
    sink: &mut Sink,
    raw: &RawTable,
    here: Place,
) -> (Option<Reading>, Option<String>) {
    let own = input.body.as_str();
    let unit = RefCell::new(None);
    let title = input.vocabulary.read_title(&raw.title, own, |front| {
        let leads = body::may_lead(front, own);
        if leads {
            *unit.borrow_mut() = body::unit_of(front, own).map(String::from);
        }
        leads
    });
    let Some(title) = title else {
        sink.unrecognised(input.vocabulary, here, &raw.title);
        return (None, None);
    };
    let year = title.scope().year();
    if year.is_some_and(|year| year != input.raw.year) {
        let (year, right) = (year.unwrap_or_default(), input.raw.year);
        sink.find(
            FindingKind::WrongYear,
            here,
            format!("表题写{year}年，文件为{right}年"),
            format!("the title says {year}, the document is of {right}"),
        );
        // A slip of the title says nothing about the figures.
        if let Some(finding) = sink.findings.last_mut() {
            finding.severity = Severity::Warning;
        }
    }
    (Some(title), unit.into_inner())
}

/// The side of a table, `None` where it is printed and not understood.
fn read_side(
    input: &Input<'_>,
    sink: &mut Sink,
    raw: &RawTable,
    title: Option<&Reading>,
    here: Place,
) -> Option<Side> {
    if let Some(printed) = &raw.side {
        let flow = input.vocabulary.read(printed).and_then(|reading| reading.scope().flow());
        let side = flow.and_then(Side::of);
        if side.is_none() {
            sink.unrecognised(input.vocabulary, here, printed);
        }
        return side;
    }
    Some(match title {
        Some(title) if title.is_two_sided() => Side::Both,
        Some(title) => title.scope().flow().and_then(Side::of).unwrap_or(Side::Expenditure),
        None => Side::Both,
    })
}

/// The unit over the table, in its title, or over the other half of its sheet.
fn read_unit(
    input: &Input<'_>,
    sink: &mut Sink,
    table: usize,
    title: Option<&Reading>,
) -> Option<Unit> {
    let printed = input.raw.tables.get(table).and_then(|raw| raw.unit.as_deref());
    match printed.map(str::parse::<Unit>) {
        Some(Ok(unit)) => Some(unit),
        Some(Err(_)) => {
            let here = Place::Table { table: index::number(table) };
            sink.unrecognised(input.vocabulary, here, printed.unwrap_or_default());
            None
        }
        None => title.and_then(Reading::unit).or_else(|| input.unit_of_sheet(table)),
    }
}

/// The classification that title and headings announce. A heading that names another scheme than
/// the codes below it is reported.
fn read_headings(
    input: &Input<'_>,
    sink: &mut Sink,
    raw: &RawTable,
    title: Option<&Reading>,
    here: Place,
) -> Option<SchemeKind> {
    let spread = title.and_then(Reading::spread);
    let mut announced = spread;
    let printed = first_scheme(raw);
    let mut wrong: Option<(String, SchemeKind)> = None;
    for heading in [&raw.code_heading, &raw.name_heading].into_iter().flatten() {
        if !levels(heading).iter().all(|level| input.vocabulary.read_heading(level).is_some()) {
            sink.unrecognised(input.vocabulary, here, heading);
            continue;
        }
        let named = input.vocabulary.read_spread(heading);
        announced = announced.or(named);
        if named != printed {
            wrong = wrong.or(named.map(|named| (heading.clone(), named)));
        }
    }
    if spread != printed {
        wrong = wrong.or(spread.map(|named| (raw.title.clone(), named)));
    }
    if let (Some((label, named)), Some(printed)) = (wrong, printed) {
        use crate::lang::Lang::{En, Zh};
        sink.find(
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
        AnyCode::parse_printed(code).ok().map(AnyCode::scheme)
    })
}
