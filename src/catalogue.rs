//! The catalogue (政府收支分类科目): official names by code and edition, and the economic crosswalk.
//!
//! Embedded static tables: nothing is parsed or allocated at start-up. The official books could not
//! be consulted row by row; each entry says how it is attested ([`Attestation`]), and a caller who
//! has the book extends or overrides the tables ([`Catalogue::builder`]).

use alloc::{collections::BTreeMap, string::String, sync::Arc, vec::Vec};
use core::fmt;

use crate::code::{AnyCode, Code, Functional, Scheme, SchemeKind};
use crate::lang::Lang;
use crate::text;
use crate::text::longest_prefix;

mod beginnings;
mod crosswalk;
#[rustfmt::skip]
#[allow(clippy::unreadable_literal, reason = "generated")]
mod generated;
mod renames;

pub use crosswalk::Crosswalk;
pub use renames::{Change, ChangeKind};

/// An edition of the official book (政府收支分类科目): a year, [`FIRST`](Self::FIRST) or later.
///
/// ```
/// use cn_budget::Edition;
///
/// assert_eq!(Edition::new(2024).year(), 2024);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edition(u16);

impl Edition {
    /// The first edition that the built-in tables know.
    pub const FIRST: Self = Self(generated::FIRST_EDITION);
    /// The last edition that they know; a later year has what is known to be valid still.
    pub const LAST: Self = Self(generated::LAST_EDITION);

    /// The edition of a year. Years before the first get what is known to hold in all editions and the
    /// entries that had begun by then.
    pub const fn new(year: u16) -> Self {
        Self(year)
    }

    /// The year.
    pub const fn year(self) -> u16 {
        self.0
    }
}

/// How sure an entry is. `data/catalogue/EVIDENCE.md` counts and measures them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Attestation {
    /// Known from the book, not yet seen in a public document.
    Recalled,
    /// Known, and the same in the list of 2009–2010.
    Listed2010,
    /// Seen in a public document.
    Seen,
    /// Given by the caller.
    Given,
}

/// The budget (账本) that a functional or revenue code belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Book {
    /// 一般公共预算.
    General,
    /// 政府性基金预算.
    GovernmentFund,
    /// 国有资本经营预算.
    StateCapital,
    /// 社会保险基金预算.
    SocialInsurance,
}

/// One embedded row: a code, one of its names, and the editions that know it.
struct Row {
    raw: u32,
    name: &'static str,
    folded: &'static str,
    since: u16,
    until: u16,
    attestation: Attestation,
    book: Option<Book>,
}

impl Row {
    const fn new(
        raw: u32,
        name: &'static str,
        folded: &'static str,
        since: u16,
        until: u16,
        attestation: Attestation,
        book: Option<Book>,
    ) -> Self {
        Self { raw, name, folded, since, until, attestation, book }
    }

    fn is_valid(&self, edition: Edition) -> bool {
        self.since <= edition.0 && (self.until == 0 || edition.0 <= self.until)
    }
}

fn rows(scheme: SchemeKind) -> (&'static [Row], &'static [u16]) {
    match scheme {
        SchemeKind::Functional => (generated::FUNCTIONAL, generated::FUNCTIONAL_BY_NAME),
        SchemeKind::Department => (generated::DEPARTMENT, generated::DEPARTMENT_BY_NAME),
        SchemeKind::Government => (generated::GOVERNMENT, generated::GOVERNMENT_BY_NAME),
        SchemeKind::Revenue => (generated::REVENUE, generated::REVENUE_BY_NAME),
    }
}

/// One entry: a code as an edition knows it.
#[derive(Debug)]
pub struct Entry<'a, S: Scheme> {
    code: Code<S>,
    name: &'a str,
    since: Option<u16>,
    until: Option<u16>,
    attestation: Attestation,
    book: Option<Book>,
}

impl<S: Scheme> Clone for Entry<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S: Scheme> Copy for Entry<'_, S> {}

impl<'a, S: Scheme> Entry<'a, S> {
    fn of(row: &'static Row) -> Option<Self> {
        let year = |year: u16| Some(year).filter(|&year| year != 0);
        Some(Self {
            code: Code::of_raw(row.raw)?,
            name: row.name,
            since: year(row.since),
            until: year(row.until),
            attestation: row.attestation,
            book: row.book,
        })
    }

    /// The code.
    pub fn code(&self) -> Code<S> {
        self.code
    }

    /// The official name.
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// The first edition with this name, `None` for all supported ones.
    pub fn since(&self) -> Option<u16> {
        self.since
    }

    /// The last edition with this name, `None` if it has not ended.
    pub fn until(&self) -> Option<u16> {
        self.until
    }

    /// How sure the entry is.
    pub fn attestation(&self) -> Attestation {
        self.attestation
    }

    /// The budget it belongs to; `None` for economic codes.
    pub fn book(&self) -> Option<Book> {
        self.book
    }
}

/// What a printed name is to a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NameMatch {
    /// The name of this edition.
    Official,
    /// The name of an earlier or later edition.
    OtherEdition,
    /// Not a name of this code.
    Different,
    /// The edition does not know the code.
    UnknownCode,
}

/// A name that a caller gave.
#[derive(Debug, Clone)]
struct Given {
    name: String,
    since: u16,
    until: u16,
}

/// Official names by code and edition; cheap to clone and to share.
///
/// Whether an edition knows a code is an [`Option`], never an error: the tables are not complete.
///
/// ```
/// use cn_budget::{Catalogue, Edition, FunctionalCode};
///
/// let catalogue = Catalogue::builtin();
/// let code = FunctionalCode::literal("20805");
/// assert_eq!(catalogue.name(code, Edition::new(2026)), Some("行政事业单位养老支出"));
/// assert_eq!(catalogue.name(code, Edition::new(2019)), Some("行政事业单位离退休"));
/// assert_eq!(catalogue.name(FunctionalCode::literal("2019998"), Edition::new(2026)), None);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    given: Option<Arc<GivenNames>>,
}

/// The names that a caller gave.
#[derive(Debug)]
struct GivenNames {
    by_code: BTreeMap<(SchemeKind, u32), Given>,
    /// The codes of each folded name.
    by_name: BTreeMap<(SchemeKind, String), Vec<u32>>,
}

impl GivenNames {
    fn codes(&self, scheme: SchemeKind, folded: &str) -> impl Iterator<Item = u32> {
        let codes = self.by_name.get(&(scheme, folded.into())).map(Vec::as_slice);
        codes.unwrap_or_default().iter().copied()
    }
}

impl Catalogue {
    /// The built-in tables.
    #[must_use]
    pub fn builtin() -> Self {
        Self { given: None }
    }

    /// A catalogue to which a caller who has the official book adds names.
    ///
    /// ```
    /// use cn_budget::{Catalogue, Edition, FunctionalCode, catalogue::Attestation};
    ///
    /// let code = FunctionalCode::literal("2014150");
    /// let catalogue = Catalogue::builder().name(code, "事业运行").build();
    /// let entry = catalogue.entry(code, Edition::new(2026)).unwrap();
    /// assert_eq!((entry.name(), entry.attestation()), ("事业运行", Attestation::Given));
    /// ```
    #[must_use]
    pub fn builder() -> CatalogueBuilder {
        CatalogueBuilder::default()
    }

    /// The version of the built-in tables.
    pub fn version(&self) -> &'static str {
        generated::VERSION
    }

    fn given<S: Scheme>(&self, code: Code<S>, edition: Edition) -> Option<Entry<'_, S>> {
        let given = self.given.as_ref()?.by_code.get(&(S::KIND, code.to_raw()))?;
        let begun = given.since <= edition.0;
        let valid = begun && (given.until == 0 || edition.0 <= given.until);
        valid.then(|| given.entry(code))
    }

    /// The entry of a code in an edition.
    pub fn entry<S: Scheme>(&self, code: Code<S>, edition: Edition) -> Option<Entry<'_, S>> {
        self.given(code, edition).or_else(|| {
            let names = names::<S>(code);
            Entry::of(names.iter().find(|row| row.is_valid(edition))?)
        })
    }

    /// The name of a code in an edition.
    pub fn name<S: Scheme>(&self, code: Code<S>, edition: Edition) -> Option<&str> {
        self.entry(code, edition).map(|entry| entry.name)
    }

    /// The name of a code of whichever scheme in an edition.
    pub fn any_name(&self, code: AnyCode, edition: Edition) -> Option<&str> {
        match code {
            AnyCode::Revenue(code) => self.name(code, edition),
            AnyCode::Functional(code) => self.name(code, edition),
            AnyCode::Department(code) => self.name(code, edition),
            AnyCode::Government(code) => self.name(code, edition),
        }
    }

    /// Whether `name`, in the width and spacing it happens to be printed in, is a code's name.
    ///
    /// ```
    /// use cn_budget::{Catalogue, Edition, FunctionalCode, catalogue::NameMatch};
    ///
    /// let catalogue = Catalogue::builtin();
    /// let code = FunctionalCode::literal("20103");
    /// let found = |name| catalogue.match_name(code, name, Edition::new(2026));
    /// assert_eq!(found("政府办公厅(室) 及相关机构事务"), NameMatch::Official);
    /// assert_eq!(found("人大事务"), NameMatch::Different);
    /// ```
    pub fn match_name<S: Scheme>(&self, code: Code<S>, name: &str, edition: Edition) -> NameMatch {
        let folded = text::fold(name);
        if let Some(given) = self.given(code, edition) {
            let same = text::fold(given.name) == folded;
            return if same { NameMatch::Official } else { NameMatch::Different };
        }
        let names = names::<S>(code);
        let mut valid = names.iter().filter(|row| row.is_valid(edition)).peekable();
        if valid.peek().is_none() {
            return NameMatch::UnknownCode;
        }
        if valid.any(|row| row.folded == folded) {
            NameMatch::Official
        } else if names.iter().any(|row| row.folded == folded) {
            NameMatch::OtherEdition
        } else {
            NameMatch::Different
        }
    }

    /// The length of the longest name of a functional or economic code, of whatever edition, that a
    /// folded text begins with.
    #[expect(clippy::unused_self, reason = "the names are those of the catalogue")]
    pub(crate) fn longest_name(&self, text: &str) -> Option<usize> {
        if !beginnings::may_begin(text) {
            return None;
        }
        let of = |scheme: SchemeKind| {
            let (rows, by_name) = rows(scheme);
            let folded = |index: &u16| rows.get(usize::from(*index)).map_or("", |row| row.folded);
            let last = |limit: &str| {
                let behind = by_name.partition_point(|index| folded(index) <= limit);
                behind.checked_sub(1).and_then(|last| by_name.get(last)).map(folded)
            };
            longest_prefix(last, text).map(str::len)
        };
        of(SchemeKind::Functional).max(of(SchemeKind::Department))
    }

    /// The entries of an edition that bear this name, in the width and spacing it happens to be
    /// printed in.
    ///
    /// ```
    /// use cn_budget::{Catalogue, Edition, code::Functional};
    ///
    /// let catalogue = Catalogue::builtin();
    /// let mut found = catalogue.find_name::<Functional>("事业单位医疗", Edition::new(2026));
    /// assert_eq!(found.next().unwrap().code().number(), 2101102);
    /// assert!(found.next().is_none());
    /// ```
    pub fn find_name<S: Scheme>(
        &self,
        name: &str,
        edition: Edition,
    ) -> impl Iterator<Item = Entry<'_, S>> {
        self.bearing(&text::fold(name), edition).into_iter()
    }

    /// The codes that bear a name in an edition; else in the nearest one that has it, the earlier
    /// ones first, for old names live on in templates.
    pub(crate) fn codes_named<S: Scheme>(&self, name: &str, edition: Edition) -> Vec<Code<S>> {
        let folded = text::fold(name);
        let given = self.given.iter().flat_map(|given| given.codes(S::KIND, &folded)).next();
        if given.is_none() && bearing(S::KIND, &folded).next().is_none() {
            return Vec::new();
        }
        let own = edition.year();
        let earlier = (Edition::FIRST.year()..own).rev();
        let later = own.saturating_add(1)..=Edition::LAST.year();
        let mut nearest = core::iter::once(own).chain(earlier).chain(later);
        let codes = nearest.find_map(|year| {
            let entries = self.bearing::<S>(&folded, Edition::new(year));
            (!entries.is_empty()).then(|| entries.iter().map(Entry::code).collect())
        });
        codes.unwrap_or_default()
    }

    fn bearing<S: Scheme>(&self, folded: &str, edition: Edition) -> Vec<Entry<'_, S>> {
        let mut found: Vec<Entry<'_, S>> = bearing(S::KIND, folded)
            .filter(|row| row.is_valid(edition))
            .filter_map(Entry::of)
            .filter(|entry| self.given(entry.code, edition).is_none())
            .collect();
        if let Some(given) = &self.given {
            let codes = given.codes(S::KIND, folded).filter_map(Code::<S>::of_raw);
            found.extend(codes.filter_map(|code| self.given(code, edition)));
        }
        found
    }

    fn given_entries<S: Scheme>(&self, edition: Edition) -> impl Iterator<Item = Entry<'_, S>> {
        let given = self.given.iter().flat_map(|given| given.by_code.keys());
        given
            .filter(|(scheme, _)| *scheme == S::KIND)
            .filter_map(move |&(_, raw)| self.given(Code::<S>::of_raw(raw)?, edition))
    }

    /// All entries of an edition, in code order.
    pub fn entries<S: Scheme>(&self, edition: Edition) -> impl Iterator<Item = Entry<'_, S>> {
        let mut all: BTreeMap<Code<S>, Entry<'_, S>> = BTreeMap::new();
        for row in rows(S::KIND).0.iter().filter(|row| row.is_valid(edition)) {
            if let Some(entry) = Entry::of(row) {
                all.entry(entry.code).or_insert(entry);
            }
        }
        all.extend(self.given_entries(edition).map(|entry| (entry.code, entry)));
        all.into_values()
    }

    /// The entries right below a code.
    ///
    /// ```
    /// use cn_budget::{Catalogue, DepartmentCode, Edition};
    ///
    /// let catalogue = Catalogue::builtin();
    /// let wages = catalogue.children(DepartmentCode::literal("301"), Edition::new(2026));
    /// assert_eq!(wages.count(), 13);
    /// ```
    pub fn children<S: Scheme>(
        &self,
        code: Code<S>,
        edition: Edition,
    ) -> impl Iterator<Item = Entry<'_, S>> {
        self.entries(edition).filter(move |entry: &Entry<'_, S>| entry.code.parent() == Some(code))
    }

    /// The entries whose name holds a fragment.
    ///
    /// ```
    /// use cn_budget::{Catalogue, Edition, code::Department};
    ///
    /// let catalogue = Catalogue::builtin();
    /// assert!(catalogue.search::<Department>("公务用车", Edition::new(2026)).count() >= 3);
    /// ```
    pub fn search<S: Scheme>(
        &self,
        fragment: &str,
        edition: Edition,
    ) -> impl Iterator<Item = Entry<'_, S>> {
        let folded = text::fold(fragment);
        self.entries(edition)
            .filter(move |entry: &Entry<'_, S>| text::fold(entry.name).contains(&folded))
    }

    /// The budget that a functional code belongs to.
    pub fn book(&self, code: Code<Functional>, edition: Edition) -> Option<Book> {
        self.entry(code, edition)?.book
    }
}

/// The rows of a folded name.
fn bearing(scheme: SchemeKind, folded: &str) -> impl Iterator<Item = &'static Row> {
    let (rows, by_name) = rows(scheme);
    let row = move |index: &u16| rows.get(usize::from(*index));
    let start = by_name.partition_point(|index| row(index).is_some_and(|row| row.folded < folded));
    let rest = by_name.get(start..).unwrap_or_default();
    rest.iter().map_while(row).take_while(move |row| row.folded == folded)
}

/// The rows of a code, the current name first.
fn names<S: Scheme>(code: Code<S>) -> &'static [Row] {
    let (rows, _) = rows(S::KIND);
    let start = rows.partition_point(|row| row.raw < code.to_raw());
    let rest = rows.get(start..).unwrap_or_default();
    let count = rest.iter().take_while(|row| row.raw == code.to_raw()).count();
    rest.get(..count).unwrap_or_default()
}

impl Given {
    fn entry<S: Scheme>(&self, code: Code<S>) -> Entry<'_, S> {
        let year = |year: u16| Some(year).filter(|&year| year != 0);
        Entry {
            code,
            name: &self.name,
            since: year(self.since),
            until: year(self.until),
            attestation: Attestation::Given,
            book: None,
        }
    }
}

/// Adds names to the built-in catalogue, or puts others in their place.
#[derive(Debug, Clone, Default)]
pub struct CatalogueBuilder {
    given: BTreeMap<(SchemeKind, u32), Given>,
}

impl CatalogueBuilder {
    /// A name for all editions.
    #[must_use]
    pub fn name<S: Scheme>(self, code: Code<S>, name: impl Into<String>) -> Self {
        self.name_in(code, name, None, None)
    }

    /// A name for the editions from `since` to `until`, both included.
    #[must_use]
    pub fn name_in<S: Scheme>(
        mut self,
        code: Code<S>,
        name: impl Into<String>,
        since: Option<u16>,
        until: Option<u16>,
    ) -> Self {
        let (since, until) = (since.unwrap_or(0), until.unwrap_or(0));
        self.given.insert((S::KIND, code.to_raw()), Given { name: name.into(), since, until });
        self
    }

    /// The catalogue.
    #[must_use]
    pub fn build(self) -> Catalogue {
        let mut by_name: BTreeMap<(SchemeKind, String), Vec<u32>> = BTreeMap::new();
        for (&(scheme, raw), given) in &self.given {
            by_name.entry((scheme, text::fold(&given.name))).or_default().push(raw);
        }
        Catalogue { given: Some(Arc::new(GivenNames { by_code: self.given, by_name })) }
    }
}

impl Attestation {
    /// What it means, in a few words.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Recalled => lang.pick("据书所知，未见公开文件", "known, not yet seen"),
            Self::Listed2010 => lang.pick("与 2010 年目录一致", "known, as in the list of 2010"),
            Self::Seen => lang.pick("见于公开文件", "seen in a public document"),
            Self::Given => lang.pick("由使用者提供", "given by the caller"),
        }
    }
}

impl fmt::Display for Edition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted_and_folded() {
        use SchemeKind::{Department, Functional, Government, Revenue};
        for scheme in [Functional, Department, Government, Revenue] {
            let (rows, by_name) = rows(scheme);
            assert!(rows.windows(2).all(|pair| pair[0].raw <= pair[1].raw));
            assert!(rows.iter().all(|row| row.folded == text::fold(row.name)));
            let folded = |index: u16| rows[usize::from(index)].folded;
            assert!(by_name.windows(2).all(|pair| folded(pair[0]) <= folded(pair[1])));
            assert_eq!(rows.len(), by_name.len());
        }
    }
}
