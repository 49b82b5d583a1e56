//! Column headings → what each column adds to the scope of its cells.

use alloc::{string::String, vec::Vec};

use super::{
    apart::{Apart, Families},
    classes::Classes,
    halves::Half,
    input::Input,
    labels::{Within, is_of_which, within},
    side::Side,
    sink::Sink,
    total::Total,
};
use crate::flow::Flow;
use crate::index;
use crate::kind::Kind;
use crate::label::{MAX_LABEL, Reading};
use crate::num::amount::Unit;
use crate::place::Place;
use crate::raw::RawTable;
use crate::scope::Scope;
use crate::text;
use crate::vintage::Vintage;
use crate::words::TextColumn;

/// One column as it was understood.
pub(super) struct Column {
    /// Its number in the table.
    pub(super) number: usize,
    /// What the heading says; `None` where it is not understood.
    pub(super) reading: Option<Reading>,
    pub(super) apart: Apart,
    /// The unit that the heading names.
    pub(super) unit: Option<Unit>,
    /// Whether the column holds a part that the sums over the columns beside it may lack.
    pub(super) opens: bool,
    /// The word for a total that the heading ends with.
    word: Total,
    /// Whether the heading begins with 其中, so that the column lies within another.
    inside: bool,
}

impl Column {
    /// What the column says of its rows, if it holds no amounts.
    pub(super) fn text(&self) -> Option<TextColumn> {
        self.reading.as_ref()?.text_column()
    }

    pub(super) fn holds_amounts(&self) -> bool {
        self.text().is_none()
    }

    /// The word for a total, if the heading says one and nothing else.
    pub(super) fn total(&self) -> Option<Total> {
        self.reading.filter(Reading::is_total).map(|_| self.word)
    }

    fn scope(&self) -> Scope {
        self.reading.as_ref().map_or(Scope::ALL, Reading::scope)
    }
}

/// Reads the headings of a half.
pub(super) fn read(
    input: &Input<'_>,
    sink: &mut Sink,
    table: usize,
    half: &Half,
    side: Side,
) -> Vec<Column> {
    let empty = RawTable::default();
    let raw = input.raw.tables.get(table).unwrap_or(&empty);
    let mut columns: Vec<Column> = Vec::with_capacity(half.columns.len());
    let classes = Classes::of(input, raw, half);
    for number in half.columns.clone() {
        let Some(heading) = raw.columns.get(number) else { continue };
        let column = if half.names == Some(number) {
            Column { reading: Some(Reading::of_text(TextColumn::Other)), ..Column::unread(number) }
        } else {
            one(input, &classes, number, heading, half.above, &columns)
        };
        if column.reading.is_none() {
            let place =
                Place::Column { table: index::number(table), column: index::number(number) };
            sink.unrecognised(input.vocabulary, place, heading);
        }
        columns.push(column);
    }
    if side != Side::Income {
        read_vintages(&mut columns);
    }
    part_running(raw, &mut columns);
    open(&mut columns);
    columns
}

impl Column {
    fn unread(number: usize) -> Self {
        Self {
            number,
            reading: None,
            apart: Apart::NONE,
            unit: None,
            opens: false,
            word: Total::Plain,
            inside: false,
        }
    }
}

/// Reads one heading; `before` are the columns to its left.
fn one(
    input: &Input<'_>,
    classes: &Classes,
    number: usize,
    heading: &str,
    above: usize,
    before: &[Column],
) -> Column {
    let unread = Column::unread(number);
    if heading.len() > MAX_LABEL {
        return unread;
    }
    let mut reading: Option<Reading> = None;
    let mut apart = Apart::NONE;
    let (mut inside, mut says) = (false, false);
    let levels = heading.split('/').filter(|level| !level.trim().is_empty());
    for printed in levels.skip(above) {
        let level = text::normalise(printed);
        let below = match classes.other(heading, &level) {
            Some(class) => Some(class),
            None => input.vocabulary.read_heading(&level).or_else(|| classes.read(input, &level)),
        };
        if is_of_which(printed) {
            let Some(placed) = place(reading.as_ref(), below.as_ref(), before) else {
                return unread;
            };
            inside = true;
            says = true;
            let own = below.map_or(Apart::NONE, |below| Apart::of(&below, input.vocabulary));
            apart.join(&placed.apart);
            apart.join(&own);
            match placed.within {
                Within::Known(scope) => reading = Some(placed.whole.with_scope(scope)),
                Within::Part => {
                    apart.add_part(&level);
                    reading = Some(placed.whole);
                }
                Within::Unclear => {
                    apart.add_variant(&level);
                    reading = below;
                }
            }
            continue;
        }
        let Some(below) = below else { return unread };
        apart.join(&Apart::of(&below, input.vocabulary));
        says = below.says();
        reading = Some(reading.map_or(below, |above| above.then(&below)));
    }
    let unit = reading.as_ref().and_then(Reading::unit);
    let word = Total::of(&text::normalise(heading));
    Column { reading: reading.filter(|_| says), apart, unit, inside, word, ..unread }
}

/// Where a part stands: in what, and what is known of that.
struct Placed {
    whole: Reading,
    apart: Apart,
    within: Within,
}

/// Places an 其中 column: in the levels above it, else in the last column that is no part itself.
fn place(above: Option<&Reading>, part: Option<&Reading>, before: &[Column]) -> Option<Placed> {
    let scope = part.map(Reading::scope);
    if let Some(&whole) = above {
        let within = within(whole.scope(), scope, true);
        return Some(Placed { whole, apart: Apart::NONE, within });
    }
    let beside = before.iter().rfind(|column| !column.inside && column.holds_amounts());
    let Some(beside) = beside else {
        // 其中：基本支出 as the first column says no less than 基本支出.
        let &whole = part?;
        let within = Within::Known(whole.scope());
        return Some(Placed { whole, apart: Apart::NONE, within });
    };
    let whole = beside.reading?;
    let within = within(whole.scope(), scope, false);
    Some(Placed { whole, apart: beside.apart.clone(), within })
}

/// A column 上年结转 in a table of expenditure is no flow: it says whose year's money is spent, and
/// so do the columns beside it. Where none of them says 本年 or 当年, those of one fund mean it.
fn read_vintages(columns: &mut [Column]) {
    let readings = || columns.iter().filter_map(|column| column.reading.as_ref());
    let flows = || readings().filter_map(|reading| reading.scope().flow());
    let flowing = flows().any(|flow| {
        flow.is_within(Flow::Income) && flow != Flow::CarriedIn
            || matches!(flow, Flow::CarriedOver | Flow::Distributed)
    });
    if flowing || !readings().any(is_carried) {
        return;
    }
    let stated = readings().any(Reading::is_current);
    for reading in columns.iter_mut().filter_map(|column| column.reading.as_mut()) {
        if is_carried(reading) {
            *reading = reading.of_vintage(Vintage::Carried);
        } else if reading.is_current() || (!stated && reading.scope().fund().is_some()) {
            *reading = reading.of_vintage(Vintage::Current);
        }
    }
}

fn is_carried(reading: &Reading) -> bool {
    reading.scope().flow() == Some(Flow::CarriedIn) || reading.needs_carry()
}

/// 运转类 beside 人员类 and 特定目标类 splits the whole, also where each is called a 项目; beside 基本支出 and
/// 项目支出, of each of which it holds a part, it is a measure of its own.
fn part_running(raw: &RawTable, columns: &mut [Column]) {
    let crossed = columns.iter().any(|column| {
        matches!(column.scope().kind(), Some(Kind::Basic | Kind::Operating | Kind::Project))
    });
    if !crossed {
        let prints = |kind| columns.iter().any(|column| column.scope().kind() == Some(kind));
        if prints(Kind::Personnel) && prints(Kind::Targeted) && !prints(Kind::Running) {
            for reading in columns.iter_mut().filter_map(|column| column.reading.as_mut()) {
                if reading.scope().kind() == Some(Kind::OtherRunning) {
                    *reading = reading.with_scope(reading.scope().with_kind(Kind::Running));
                }
            }
        }
        return;
    }
    for column in columns.iter_mut().filter(|column| column.scope().kind() == Some(Kind::Running)) {
        if let Some(heading) = raw.columns.get(column.number) {
            column.apart.add_variant(&text::normalise(heading));
        }
    }
}

/// Finds the columns that hold a part which sums over others may lack, see [`Families`].
fn open(columns: &mut [Column]) {
    let amounts = columns.iter().filter(|column| column.holds_amounts());
    let families = Families::of(amounts.map(|column| (&column.apart, column.scope())));
    let opens: Vec<bool> = columns
        .iter()
        .map(|column| {
            let plain = !column.holds_amounts() || column.inside;
            !plain && families.may_lack(&column.apart, column.scope())
        })
        .collect();
    for (column, opens) in columns.iter_mut().zip(opens) {
        column.opens = opens;
    }
}

/// Whether the heading of every column of amounts names a unit.
pub(super) fn all_name_units(columns: &[Column]) -> bool {
    let mut amounts = columns.iter().filter(|column| column.holds_amounts()).peekable();
    amounts.peek().is_some() && amounts.all(|column| column.unit.is_some())
}

/// The heading of a column, to name it by.
pub(super) fn heading(raw: &RawTable, column: &Column) -> String {
    raw.columns.get(column.number).map(|heading| text::normalise(heading)).unwrap_or_default()
}
