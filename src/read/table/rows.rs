//! Row codes and names → what each row adds to the scope of its cells.

use alloc::{format, string::String, vec::Vec};

use super::{
    apart::{Apart, Families},
    body, code, company,
    input::Input,
    labels::{Within, cut, is_of_which, within},
    line::{Layout, Line, has_serial_numbers, is_blank, is_filled, texts},
    list::{self, Listed},
    numbering::{Numbering, is_sibling, numbering},
    side::Side,
    sink::Sink,
    total::Total,
};
use crate::code::{AnyCode, Department, Functional, Government, SchemeKind};
use crate::finding::FindingKind;
use crate::flow::Flow;
use crate::kind::Kind;
use crate::label::{MAX_LABEL, Reading};
use crate::scope::{Dimension, Scope};
use crate::text;
use crate::words::TextColumn;

/// One row as it was understood.
#[derive(Clone)]
pub(super) struct Row {
    /// What the row fixes; `None` where it was not understood.
    pub(super) scope: Option<Scope>,
    pub(super) apart: Apart,
    /// Whether the label says 合计 and fixes nothing else: the total of the table or its side.
    pub(super) total: Option<Total>,
    /// Whether the row holds words and serial numbers (栏次), not amounts, or is no row of its half.
    pub(super) words: bool,
    /// The dimension in which the label names two siblings.
    pub(super) parted: Option<Dimension>,
    /// Whether the row holds a part that the sums over the rows beside it may lack.
    pub(super) opens: bool,
    /// Whether the label begins with 其中, so that the row lies within another.
    pub(super) inside: bool,
}

impl Row {
    const UNREAD: Self = Self {
        scope: None,
        apart: Apart::NONE,
        total: None,
        words: false,
        parted: None,
        opens: false,
        inside: false,
    };
    fn words() -> Self {
        Self { words: true, ..Self::UNREAD }
    }

    pub(super) fn of(scope: Scope) -> Self {
        Self { scope: Some(scope), ..Self::UNREAD }
    }

    /// Whether the row may hold amounts that nobody understood.
    pub(super) fn is_unread(&self) -> bool {
        self.scope.is_none() && !self.words
    }
}

/// Reads the rows of a half, one for each row of its table.
pub(super) fn read(input: &Input<'_>, sink: &mut Sink, layout: &Layout<'_>) -> Vec<Row> {
    let Layout { grid, half, .. } = *layout;
    let named = name_column(input, layout);
    // The codes of units may stand before their names.
    let before = |name| body::unit_code(name).filter(|_| named == Some(TextColumn::Entity));
    let mut codes: Vec<String> = (0..grid.raw.rows.len())
        .filter_map(|row| {
            let raw = grid.raw.rows.get(row)?;
            raw.code.as_deref().or_else(|| before(half.name(grid, row)?))
        })
        .map(|code| code::plain(code).into_owned())
        .collect();
    codes.sort_unstable();
    let filled = (0..grid.raw.rows.len()).filter(|&row| is_filled(layout, row)).count();
    let mut rows = Rows {
        input,
        sink,
        layout,
        named,
        scheme: layout.title.scheme.or_else(|| company::scheme(input, layout)),
        projects: list::is_plain(input, layout, named),
        carry: None,
        kind: None,
        strange: None,
        section: None,
        whole: None,
        of_which: None,
        unit_codes: codes.iter().filter(|code| code::is_longer(input, code)).cloned().collect(),
        codes,
        offices: offices(layout),
        filled,
        units: false,
    };
    let mut read = Vec::with_capacity(grid.raw.rows.len());
    for number in 0..grid.raw.rows.len() {
        let row = match half.name(grid, number) {
            Some(name) => rows.read(&Line::new(layout, number, name)),
            None => Row::words(),
        };
        read.push(row);
    }
    read
}

/// The bodies whose own offices are rows of a half, sorted: 财政局 of 财政局本级.
fn offices(layout: &Layout<'_>) -> Vec<String> {
    const OFFICE: [&str; 4] = ["本级", "(本级)", "机关", "(机关)"];
    let Layout { grid, half, .. } = *layout;
    let body = |row: usize| {
        let label = text::fold(half.name(grid, row)?);
        let name = body::unit_name(&label);
        let body = OFFICE.iter().find_map(|office| name.strip_suffix(office))?;
        (!body.is_empty()).then(|| body.into())
    };
    let mut bodies: Vec<String> = (0..grid.raw.rows.len()).filter_map(body).collect();
    bodies.sort_unstable();
    bodies
}

/// What the column of names holds, if its heading says 项目名称 or 单位名称.
fn name_column(input: &Input<'_>, layout: &Layout<'_>) -> Option<TextColumn> {
    let raw = layout.grid.raw;
    let what = |heading: &String| input.vocabulary.read_path(heading)?.text_column();
    match layout.half.names {
        Some(column) => raw.columns.get(column).and_then(what),
        None => raw.name_heading.as_ref().and_then(what).or_else(|| {
            // 项目编码 beside names without a heading.
            let codes = raw.code_heading.as_ref().and_then(what);
            codes.filter(|&codes| codes == TextColumn::ProjectCode).map(|_| TextColumn::Project)
        }),
    }
}

/// Finds the rows that hold a part which sums over others may lack.
pub(super) fn open(rows: &mut [Row]) {
    let read = rows.iter().filter_map(|row| Some((&row.apart, row.scope?)));
    let families = Families::of(read);
    let opens: Vec<bool> = rows
        .iter()
        .map(|row| {
            let lacks = |scope| families.may_lack(&row.apart, scope);
            !row.inside && !row.apart.is_none() && row.scope.is_some_and(lacks)
        })
        .collect();
    for (row, opens) in rows.iter_mut().zip(opens) {
        row.opens |= opens;
    }
}

/// The state of reading down the rows of one half.
pub(super) struct Rows<'a> {
    pub(super) input: &'a Input<'a>,
    pub(super) sink: &'a mut Sink,
    pub(super) layout: &'a Layout<'a>,
    pub(super) named: Option<TextColumn>,
    /// The classification of the rows.
    pub(super) scheme: Option<SchemeKind>,
    /// Whether the rows are a list of projects and nothing else.
    pub(super) projects: bool,
    /// The heading 上年结转 or 年末结转 that the next rows may stand under.
    pub(super) carry: Option<(Flow, Numbering)>,
    /// The heading 基本支出 or 项目支出 with figures, under which economic classes may follow.
    pub(super) kind: Option<(Kind, Numbering)>,
    /// The heading that was not understood where 基本支出 or 项目支出 was expected: whose classes follow
    /// nobody knows.
    pub(super) strange: Option<String>,
    /// The last 款 read, under which a wrong code's name is looked up.
    pub(super) section: Option<AnyCode>,
    /// The last row that no 其中 begins: the whole of those that follow and begin so.
    pub(super) whole: Option<(Scope, Apart)>,
    /// The parts of it listed so far: what they fix.
    pub(super) of_which: Option<Scope>,
    /// The codes of the rows, sorted.
    pub(super) codes: Vec<String>,
    /// Those of them that are longer than any of a classification: codes of units.
    pub(super) unit_codes: Vec<String>,
    /// The bodies whose own offices (本级) are rows, sorted.
    pub(super) offices: Vec<String>,
    /// How many rows print anything but serial numbers.
    pub(super) filled: usize,
    /// Whether a row bore the code of a unit, so that others may bear the names of units alone.
    pub(super) units: bool,
}

impl Rows<'_> {
    fn read(&mut self, line: &Line<'_>) -> Row {
        if line.name.len() > MAX_LABEL {
            return self.unread(line);
        }
        if self.is_words(line) {
            return Row::words();
        }
        let listed = list::read(self.input, self.sink, self.layout, line);
        let alone = self.filled == 1 && is_filled(self.layout, line.number) && line.is_nameless();
        if alone && listed.scope.is_none() {
            // The one row of a table that says everything in its headings.
            return Row { total: Some(Total::Plain), ..Row::of(Scope::ALL) };
        }
        let read = match &line.code {
            Some(code) if !self.is_of_another_list(line.name, code) => {
                self.coded(line.name, code, line.here)
            }
            // A line of a list bears the name of its project, which is no label: 培训费, 上年结转项目.
            _ if listed.is_line() => self.total(line.name),
            _ => self.labelled(line, listed.scope.is_some()),
        };
        let read = match (read, listed.scope) {
            (Some(row), Some(own)) if row.total.is_none() => {
                Some(Row { scope: row.scope.map(|scope| own.or(scope)), ..row })
            }
            (None, Some(own)) => Some(Row::of(own)),
            (read, _) => read,
        };
        let read = if line.code.is_none() { self.within_whole(line, read) } else { read };
        match read {
            Some(row) => self.of_kind(row, &listed),
            None => self.unread(line),
        }
    }

    fn unread(&mut self, line: &Line<'_>) -> Row {
        let label = line.code.as_deref().filter(|_| text::fold(line.name).is_empty());
        let label = text::excerpt(label.unwrap_or(line.name), MAX_LABEL);
        if label.is_empty() {
            self.sink.find(
                FindingKind::UnrecognisedLabel,
                line.here,
                "这一行没有名称；可能含它的合计不再要求相等".into(),
                "this row has no name; sums that it may belong to are left open".into(),
            );
        } else {
            self.sink.unrecognised(self.input.vocabulary, line.here, &label);
        }
        let own = numbering(line.name);
        if self.kind.is_some_and(|(_, heading)| own.is_none() || is_sibling(heading, own)) {
            (self.kind, self.strange) = (None, Some(label));
        }
        (self.whole, self.of_which) = (None, None);
        Row::UNREAD
    }

    /// The kind of spending that a text column names, where nothing else does.
    fn of_kind(&self, mut row: Row, listed: &Listed) -> Row {
        if let (Some(word), None, None) = (&listed.unread_kind, listed.kind, row.total) {
            row.apart.add_part(word);
            row.opens = true;
        }
        let (Some(kind), Some(scope)) = (listed.kind, row.scope) else { return row };
        let told = scope.fixes(Dimension::Kind) || self.layout.title.root.fixes(Dimension::Kind);
        if told || row.total.is_some() {
            return row;
        }
        Row { scope: Some(scope.with_kind(kind)), ..row }
    }

    /// A row that begins with 其中 is a part of the last one that does not; so are those that follow
    /// and cut it the same way (其中：基本支出, 项目支出).
    fn within_whole(&mut self, line: &Line<'_>, read: Option<Row>) -> Option<Row> {
        let part = read.as_ref().and_then(|row| row.scope);
        let begins = is_of_which(line.name);
        let Some((whole, apart)) = self.whole.clone().filter(|_| begins || self.goes_on(part))
        else {
            self.of_which = None;
            self.whole = read.as_ref().and_then(|row| Some((row.scope?, row.apart.clone())));
            return read;
        };
        let mut row = read.unwrap_or(Row::UNREAD);
        row.inside = true;
        row.total = None;
        row.apart.join(&apart);
        row.scope = Some(match within(whole, part, true) {
            Within::Known(scope) => {
                self.of_which = part.map(cut);
                scope
            }
            Within::Part | Within::Unclear => {
                row.apart.add_part(&text::normalise(line.name));
                whole
            }
        });
        Some(row)
    }

    /// Whether a row goes on with the parts of a whole: it cuts it along the same dimensions.
    fn goes_on(&self, part: Option<Scope>) -> bool {
        let (Some(listed), Some(part), Some((whole, _))) = (self.of_which, part, &self.whole)
        else {
            return false;
        };
        let part = cut(part);
        let mut fixed = part.fixed().peekable();
        cut(*whole) != Scope::ALL
            && fixed.peek().is_some()
            && fixed.all(|dimension| listed.fixes(dimension) && !whole.fixes(dimension))
    }

    /// Whether a row holds no amounts: 栏次 with its numbers, a heading printed again, or a note.
    fn is_words(&self, line: &Line<'_>) -> bool {
        if line.code.is_none() && is_blank(self.layout, line.number) {
            // 注：2010302 …: a sentence below the table, whatever codes it names.
            if text::is_note(&text::fold(line.name)) {
                return true;
            }
        }
        let code = line.code.as_deref().unwrap_or_default();
        let serial = || has_serial_numbers(self.layout, line.number);
        if !code.chars().chain(line.name.chars()).any(char::is_alphanumeric) {
            // `**` stands over the numbers of the columns. Where nothing does, one number alone, or
            // the only row, may be amounts.
            let several = texts(self.layout, line.number).nth(1).is_some();
            let numbered = !line.is_nameless() || (several && self.filled > 0);
            return is_blank(self.layout, line.number) || (numbered && serial());
        }
        let listed = matches!(self.named, Some(TextColumn::Entity | TextColumn::Project));
        if code.contains(|c: char| c.is_ascii_digit()) || listed && !serial() {
            return false;
        }
        let label = text::normalise(&format!("{code}{}", line.name));
        let Some(reading) = self.input.vocabulary.read_normal(&label) else { return false };
        match reading.text_column() {
            Some(TextColumn::Change | TextColumn::ChangeRate | TextColumn::Other) => true,
            Some(_) => is_blank(self.layout, line.number),
            None => false,
        }
    }

    /// Whether the code is that of a project or a unit, as other systems number them, so that the
    /// name alone says what the row is. A unit is known by its name, and keeps its code.
    fn is_of_another_list(&self, name: &str, code: &str) -> bool {
        let unit = self.named == Some(TextColumn::Entity)
            || body::is_unit(&text::fold(name), &self.input.body);
        let raw = self.layout.grid.raw;
        let heading = raw.code_heading.as_deref().map(text::fold).unwrap_or_default();
        let announced = ["项目", "单位"].iter().any(|list| heading.contains(list));
        let official = |code: AnyCode| self.input.official(code).is_some();
        let known = AnyCode::parse_printed(code).is_ok_and(official);
        !unit
            && !known
            && (announced && !heading.contains("科目") || code::is_longer(self.input, code))
            && !self.is_entry(&text::normalise(name))
    }

    /// A row without a code.
    fn labelled(&mut self, line: &Line<'_>, listed: bool) -> Option<Row> {
        let label = text::normalise(line.name);
        let entities = self.named == Some(TextColumn::Entity);
        if let Some(code) = body::unit_code(line.name).filter(|_| entities) {
            let parsed = AnyCode::parse_printed(code).ok();
            if !self.bears(parsed, body::unit_name(&label)) {
                return self.unit(line.name, code);
            }
        }
        if let Some((name, behind)) = code::behind_name(&label) {
            let code = AnyCode::parse_printed(behind).ok();
            if code.is_some_and(|code| self.input.official(code).is_some()) {
                return self.coded(name, behind, line.here);
            }
        }
        // 30231-公务用车运行维护费 is an entry of the classification, whatever else its name may mean.
        if let Some(code) = code::entry(self.input, &label).filter(|_| !listed) {
            (self.carry, self.section) = (None, Some(code));
            return Some(self.under_kind(Row::of(code::scope_of(code)), line.name));
        }
        let economic = matches!(self.scheme, Some(SchemeKind::Department | SchemeKind::Government));
        let functional = self.scheme == Some(SchemeKind::Functional)
            || !economic && self.layout.title.side != Side::Income;
        if functional {
            if let Some(code) = self.input.class::<Functional>(&label) {
                (self.carry, self.kind) = (None, None);
                return Some(Row::of(Scope::ALL.with_functional(code)));
            }
        }
        if economic && !listed {
            // 会议费 and 其他支出 are entries of the classification here, whatever else they may mean.
            if let Some(found) = self.by_catalogue(&label) {
                return Some(self.under_kind(found, line.name));
            }
        }
        let reading = self.input.vocabulary.read_row(&label);
        // 机关服务 is an entry of the classification, and no part of services.
        let entry = reading.as_ref().is_some_and(Reading::is_narrowed) && self.is_entry(&label);
        if let Some(reading) = reading.filter(|_| !entry) {
            if let Some(row) = self.by_reading(&reading, line, &label) {
                return Some(row);
            }
        }
        if listed {
            return None;
        }
        match self.by_catalogue(&label) {
            Some(found) => Some(self.under_kind(found, line.name)),
            None => self.by_body(line.name),
        }
    }

    /// Whether a name stands in one of the classifications.
    fn is_entry(&self, label: &str) -> bool {
        !self.input.codes_named::<Functional>(label).is_empty()
            || !self.input.codes_named::<Department>(label).is_empty()
            || !self.input.codes_named::<Government>(label).is_empty()
    }

    /// An economic class below 基本支出 or 项目支出 is that part of it; one beside them ends it.
    fn under_kind(&mut self, row: Row, name: &str) -> Row {
        if self.kind.is_some_and(|(_, heading)| is_sibling(heading, numbering(name))) {
            self.kind = None;
        }
        let economic = |scope: &Scope| {
            scope.fixes(Dimension::Department) || scope.fixes(Dimension::Government)
        };
        match (self.kind, row.scope) {
            (Some((kind, _)), Some(scope)) if economic(&scope) => {
                Row { scope: Some(scope.with_kind(kind)), ..row }
            }
            (None, Some(scope)) if economic(&scope) => {
                let mut row = row;
                if let Some(strange) = &self.strange {
                    row.apart.add_variant(strange);
                }
                row
            }
            _ => row,
        }
    }

    /// A row whose label is made of known words.
    fn by_reading(&mut self, reading: &Reading, line: &Line<'_>, label: &str) -> Option<Row> {
        let mut scope = reading.scope();
        let numbering = numbering(line.name);
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
            scope = scope.with_year(self.input.raw.year.saturating_sub(1));
        }
        let apart = Apart::of(reading, self.input.vocabulary);
        // 总计 and 收入合计 alike: nothing fixed but, perhaps, the direction.
        let direction = matches!(scope.flow(), None | Some(Flow::Income | Flow::Expenditure));
        let total = reading.is_total()
            && direction
            && apart.is_none()
            && scope.without(Dimension::Flow) == Scope::ALL;
        let blank = is_blank(self.layout, line.number);
        // 人员经费合计 closes its items, whatever stands below it.
        let heads = !blank && !reading.is_total();
        self.kind = scope.kind().filter(|_| heads).map(|kind| (kind, numbering));
        self.strange = None;
        Some(Row {
            scope: Some(scope),
            apart,
            total: total.then(|| Total::of(label)),
            parted: reading.parted(),
            ..Row::UNREAD
        })
    }

    /// A row named like an entry of the table's classification, or `code-name` in one text. Without
    /// a classification the name must be that of one entry in all of them.
    fn by_catalogue(&self, label: &str) -> Option<Row> {
        let input = self.input;
        let department = || input.named::<Department>(label).map(AnyCode::from);
        let government = || input.named::<Government>(label).map(AnyCode::from);
        let code = match self.scheme {
            Some(SchemeKind::Department) => department(),
            Some(SchemeKind::Government) => government(),
            Some(SchemeKind::Functional) => input.only::<Functional>(label).map(AnyCode::from),
            Some(SchemeKind::Revenue) => None,
            None => {
                let function = !input.codes_named::<Functional>(label).is_empty();
                match (function, department()) {
                    (true, None) => input.only::<Functional>(label).map(AnyCode::from),
                    (false, Some(code)) => Some(code),
                    (false, None) => government(),
                    (true, Some(_)) => None,
                }
            }
        };
        code.or_else(|| code::before_name(input, label)).map(code::scope_of).map(Row::of)
    }

    /// A row that is the body itself, one of its units, or a project of a list of projects.
    fn by_body(&mut self, name: &str) -> Option<Row> {
        let label = text::fold(name);
        let bare = body::unit_name(&label);
        let units = self.named == Some(TextColumn::Entity);
        let has_office = || self.offices.binary_search_by(|office| (**office).cmp(bare)).is_ok();
        let department = bare == self.input.body || has_office();
        if department && units && self.codes.is_empty() && self.filled > 2 {
            // The department that is the sum of the other rows, or its own office beside them.
            return None;
        }
        let unit = units || self.units && body::is_unit(bare, &self.input.body);
        if !bare.is_empty() && (bare == self.input.body || unit) {
            return Some(Row::of(Scope::ALL.with_entity(self.sink.names.id(bare))));
        }
        if self.projects && !bare.is_empty() {
            return Some(Row::of(Scope::ALL.with_project(self.sink.names.fresh(name))));
        }
        None
    }

    /// A row that says 合计 and nothing else.
    pub(super) fn total(&self, name: &str) -> Option<Row> {
        let label = text::normalise(name);
        let reading = self.input.vocabulary.read_normal(&label)?;
        let total = reading.is_total() && reading.scope() == Scope::ALL && !reading.is_narrowed();
        total.then(|| Row { total: Some(Total::of(&label)), ..Row::of(Scope::ALL) })
    }
}
