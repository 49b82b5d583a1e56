//! What every step looks into: the document, the words, the catalogue.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use crate::catalogue::{Catalogue, Edition};
use crate::code::{AnyCode, Code, Department, Functional, Government, Level, Scheme};
use crate::index;
use crate::label::{MAX_LABEL, Vocabulary};
use crate::num::amount::Unit;
use crate::raw::RawDisclosure;
use crate::text;

/// What every step looks into.
pub(crate) struct Input<'a> {
    pub(super) raw: &'a RawDisclosure,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) catalogue: &'a Catalogue,
    pub(super) edition: Edition,
    /// The name of the body in normal form.
    pub(super) body: String,
    /// The sheet of each table.
    pub(super) sheets: Vec<u32>,
    /// The units that the halves of sheets state.
    units: BTreeMap<u32, Unit>,
}

impl<'a> Input<'a> {
    pub(crate) fn new(
        raw: &'a RawDisclosure,
        vocabulary: &'a Vocabulary,
        catalogue: &'a Catalogue,
    ) -> Self {
        // What is too long for a label is no name.
        let name = raw.entity.name.as_deref().filter(|name| name.len() <= MAX_LABEL);
        let sheets = sheets(raw);
        Self {
            raw,
            vocabulary,
            catalogue,
            edition: Edition::new(raw.year.max(Edition::FIRST.year())),
            body: text::fold(name.unwrap_or_default()),
            units: units(raw, &sheets),
            sheets,
        }
    }

    /// The sheet of a table: the halves of a two-sided table are one.
    pub(super) fn sheet(&self, table: usize) -> u32 {
        self.sheets.get(table).copied().unwrap_or(index::number(table))
    }

    /// The unit that another half of a table's sheet states.
    pub(super) fn unit_of_sheet(&self, table: usize) -> Option<Unit> {
        self.units.get(&self.sheet(table)).copied()
    }

    /// The codes that bear a name in the document's edition; else in the nearest one that has it,
    /// for old names live on in templates.
    pub(super) fn codes_named<S: Scheme>(&self, name: &str) -> Vec<Code<S>> {
        self.catalogue.codes_named(name, self.edition)
    }

    /// The class of a classification that bears this name.
    pub(super) fn class<S: Scheme>(&self, name: &str) -> Option<Code<S>> {
        let name = name.strip_suffix("(类)").unwrap_or(name);
        self.codes_named::<S>(name).into_iter().find(|code| code.level() == Level::Class)
    }

    /// The only code of a classification that bears this name.
    pub(super) fn only<S: Scheme>(&self, name: &str) -> Option<Code<S>> {
        match self.codes_named::<S>(name).as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// The code that a name alone means: the class, or else the only one that bears it. Old
    /// templates put 支出 behind names that have none (对个人和家庭的补助支出), or leave out 的.
    pub(super) fn named<S: Scheme>(&self, name: &str) -> Option<Code<S>> {
        let one = |name: &str| self.class(name).or_else(|| self.only(name));
        one(name)
            .or_else(|| one(name.strip_suffix("支出")?))
            .or_else(|| one(&name.replacen("家庭补助", "家庭的补助", 1)))
            .or_else(|| one(&name.strip_suffix("支出")?.replacen("家庭补助", "家庭的补助", 1)))
    }

    /// The official name of a code.
    pub(super) fn official(&self, code: AnyCode) -> Option<&str> {
        match code {
            AnyCode::Functional(code) => self.catalogue.name::<Functional>(code, self.edition),
            AnyCode::Department(code) => self.catalogue.name::<Department>(code, self.edition),
            AnyCode::Government(code) => self.catalogue.name::<Government>(code, self.edition),
            AnyCode::Revenue(_) => None,
        }
    }
}

/// The units that tables state, by sheet.
fn units(raw: &RawDisclosure, sheets: &[u32]) -> BTreeMap<u32, Unit> {
    let stated = raw.tables.iter().zip(sheets);
    let stated =
        stated.filter_map(|(table, &sheet)| Some((sheet, table.unit.as_deref()?.parse().ok()?)));
    stated.collect()
}

/// The sheet of each table: tables of the same number and title, of which one has a side.
fn sheets(raw: &RawDisclosure) -> Vec<u32> {
    let mut first: BTreeMap<(Option<u32>, String), u32> = BTreeMap::new();
    let mut sheets = Vec::with_capacity(raw.tables.len());
    for (index, table) in raw.tables.iter().enumerate() {
        let own = index::number(index);
        let sheet = match table.side {
            Some(_) => *first.entry((table.no, table.title.clone())).or_insert(own),
            None => own,
        };
        sheets.push(sheet);
    }
    sheets
}
