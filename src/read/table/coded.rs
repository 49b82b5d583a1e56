//! Rows with a code: of a classification, of a unit, or a slip of one of either.

use alloc::format;

use super::{
    apart::Apart,
    body, code,
    rows::{Row, Rows},
    total::Total,
};
use crate::code::{AnyCode, Department, Functional, Government, SchemeKind};
use crate::finding::FindingKind;
use crate::place::Place;
use crate::scope::Scope;
use crate::text;
use crate::words::TextColumn;

impl Rows<'_> {
    /// A row with a code. A wrong code is a slip where its name is found; both are reported.
    pub(super) fn coded(&mut self, name: &str, code: &str, here: Place) -> Option<Row> {
        let parsed = AnyCode::parse_printed(code).ok();
        if let Some(row) = self.coded_project(name, parsed) {
            return Some(row);
        }
        let in_class = parsed.is_some_and(|code| code::has_class(self.input, code));
        let unknown = parsed.is_none_or(|code| self.input.official(code).is_none());
        let unit = body::is_unit(&text::fold(name), &self.input.body);
        let entities = self.named == Some(TextColumn::Entity);
        if unknown && (entities || unit && !in_class)
            || !unknown && unit && self.numbers_units(code, entities) && !self.bears(parsed, name)
        {
            return self.unit(name, code);
        }
        let everywhere = parsed.filter(|&code| code::is_in_every_class(self.input, code));
        let check = |code| code::check_name(self.input, self.sink, code, name, here);
        let known = parsed.and_then(check).or(everywhere);
        // Which class the money is for is not to be changed to fit a name.
        let named = || {
            let found = self.by_name(name)?;
            let fits = parsed.is_none_or(|code| !in_class || code::share_class(found, code));
            Some(found).filter(|_| fits)
        };
        let named = if known.is_none() { named() } else { None };
        // A code of another year below its own 款 stays there, whatever its name is listed under now.
        let moved = |named: &AnyCode| {
            let own = parsed.and_then(code::section);
            own.is_some()
                && own == self.section.and_then(code::section)
                && own != code::section(*named)
        };
        let meant = known.or(named.filter(|named| !moved(named)));
        if known.is_none() {
            let hint =
                named.map(|meant| (format!("，应为 {meant}"), format!("; {meant} is meant")));
            let (zh, en) = hint.unwrap_or_default();
            self.sink.find(
                FindingKind::UnknownCode,
                here,
                format!("{code} 不是{}年的科目编码{zh}", self.input.raw.year),
                format!("{code} is not a code of {}{en}", self.input.raw.year),
            );
        }
        let readable = parsed.filter(|code| code.scheme() != SchemeKind::Revenue);
        let Some(code) = meant.or(readable) else {
            return self.total(name);
        };
        self.section = Some(code);
        (self.carry, self.whole, self.of_which) = (None, None, None);
        let scope = code::scope_of(code);
        self.whole = Some((scope, Apart::NONE));
        Some(Row::of(scope))
    }

    /// Whether a code that a classification knows too may number a unit: 205, beside 205001, or under
    /// a heading that speaks of units alone.
    fn numbers_units(&self, code: &str, entities: bool) -> bool {
        let heading = self.layout.grid.raw.code_heading.as_deref().map(text::fold);
        let of_units = match heading {
            Some(heading) if heading.contains("科目") => return false,
            Some(heading) => heading.contains("单位") || heading.contains("部门") && entities,
            None => entities,
        };
        let code = code::plain(code);
        let after = self.unit_codes.partition_point(|other| **other < *code);
        of_units || self.unit_codes.get(after).is_some_and(|other| other.starts_with(&*code))
    }

    /// Whether a name is that of a code, in one edition or another.
    pub(super) fn bears(&self, code: Option<AnyCode>, name: &str) -> bool {
        code.is_some_and(|code| code::is_named(self.input, code, name))
    }

    /// A project with the code of what it is spent on, in a table whose names are projects.
    fn coded_project(&mut self, name: &str, code: Option<AnyCode>) -> Option<Row> {
        if self.named != Some(TextColumn::Project) || !code::is_item(code) {
            return None;
        }
        let official = self.input.official(code?)?;
        let normal = text::normalise(name);
        if normal.is_empty() || normal == text::fold(official) {
            return None;
        }
        let project = self.sink.names.fresh(name);
        Some(Row::of(code::scope_of(code?).with_project(project)))
    }

    /// A unit with its own code. One whose code begins those of all others is their total; one
    /// that stands above some of them only is left open.
    pub(super) fn unit(&mut self, name: &str, code: &str) -> Option<Row> {
        self.units = true;
        let code = code::plain(code);
        let from = self.codes.partition_point(|other| **other <= *code);
        let after = self.codes.get(from..).unwrap_or_default();
        match after.partition_point(|other| other.starts_with(&*code)) {
            0 => {
                let label = text::fold(name);
                let bare = body::unit_name(&label);
                (!bare.is_empty())
                    .then(|| Row::of(Scope::ALL.with_entity(self.sink.names.id(bare))))
            }
            count if count + 1 == self.codes.len() => {
                Some(Row { total: Some(Total::Grand), ..Row::of(Scope::ALL) })
            }
            _ => None,
        }
    }

    /// The code that bears this name: below the last 款 or its class, else the only one of the
    /// table's classification.
    fn by_name(&self, name: &str) -> Option<AnyCode> {
        let name = text::normalise(name);
        let near = match self.section {
            Some(AnyCode::Functional(last)) => [last.section(), Some(last.class())]
                .into_iter()
                .flatten()
                .find_map(|parent| code::below(self.input, parent, &name).map(AnyCode::from)),
            Some(AnyCode::Department(last)) => {
                code::below(self.input, last.class(), &name).map(AnyCode::from)
            }
            Some(AnyCode::Government(last)) => {
                code::below(self.input, last.class(), &name).map(AnyCode::from)
            }
            Some(AnyCode::Revenue(_)) | None => None,
        };
        near.or_else(|| match self.scheme? {
            SchemeKind::Functional => self.input.only::<Functional>(&name).map(AnyCode::from),
            SchemeKind::Department => self.input.only::<Department>(&name).map(AnyCode::from),
            SchemeKind::Government => self.input.only::<Government>(&name).map(AnyCode::from),
            SchemeKind::Revenue => None,
        })
    }
}
