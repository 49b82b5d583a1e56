//! Context: what prose leaves implied, and the words that it shares with the tables.

use alloc::{collections::BTreeMap, string::String, sync::Arc, vec::Vec};

use super::{ClaimId, Claims};
use crate::{
    Catalogue, Code, Department, DepartmentCode, Disclosure, Edition, Functional, FunctionalCode,
    Place, Scheme, Scope, Stage, Vocabulary, place, text,
};

/// What a text stands in: the document's year and stage, the body it speaks of, the words it may
/// use, and what the texts before it leave implied.
///
/// ```
/// use cn_budget::{Catalogue, Stage, Vocabulary, narrative::{self, Context}};
///
/// let (vocabulary, catalogue) = (Vocabulary::standard(), Catalogue::builtin());
/// let context = Context::new(2025, Stage::Budget, &vocabulary, &catalogue).body("某单位");
///
/// let first = narrative::read("某单位2025年“三公”经费预算数为28.50万元。其中：", &context);
/// let context = context.after(&first);
/// let second = narrative::read("（一）公务接待费28.50万元，与2024年预算持平。", &context);
/// assert_eq!((first.read, second.read), (1, 1));
/// ```
#[derive(Debug, Clone)]
pub struct Context<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) catalogue: &'a Catalogue,
    pub(super) edition: Edition,
    pub(super) year: u16,
    pub(super) stage: Stage,
    /// The name of the body in folded form, empty where it is unknown.
    pub(super) body: String,
    names: Arc<Names>,
    pub(super) text: u32,
    pub(super) state: State,
}

/// The names that a document's tables print beside codes, folded.
#[derive(Debug, Default)]
struct Names {
    functional: BTreeMap<String, Vec<FunctionalCode>>,
    department: BTreeMap<String, Vec<DepartmentCode>>,
}

/// What a text leaves implied for the one behind it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct State {
    /// The headings that the text stands under: the level of each, and what it fixes.
    pub(super) headings: Vec<(u8, Scope)>,
    /// The values whose list (其中：) is still open.
    pub(super) list: Vec<(ClaimId, Scope)>,
    /// The level of the text in which the list was opened.
    pub(super) list_level: u8,
    section: String,
}

impl State {
    /// What the headings fix, the deeper ones first.
    pub(super) fn heading(&self) -> Scope {
        self.headings.iter().rev().fold(Scope::ALL, |scope, &(_, heading)| scope.or(heading))
    }

    /// Leaves all headings of this level and those below it, and the lists of texts below.
    pub(super) fn enter(&mut self, level: u8, scope: Scope) {
        self.headings.retain(|&(above, _)| above < level);
        self.headings.push((level, scope));
        if level <= self.list_level {
            self.list.clear();
        }
    }
}

impl<'a> Context<'a> {
    /// The context of a document's first text.
    #[must_use]
    pub fn new(
        year: u16,
        stage: Stage,
        vocabulary: &'a Vocabulary,
        catalogue: &'a Catalogue,
    ) -> Self {
        Self {
            vocabulary,
            catalogue,
            edition: Edition::new(year),
            year,
            stage,
            body: String::new(),
            names: Arc::default(),
            text: 0,
            state: State::default(),
        }
    }

    /// The context with the name of the body that the text speaks of.
    #[must_use]
    pub fn body(mut self, name: &str) -> Self {
        self.body = text::fold(name);
        self
    }

    /// The context with the names that the tables of a document print beside their codes, which
    /// win over those of the catalogue.
    #[must_use]
    pub fn names_of(mut self, disclosure: &Disclosure) -> Self {
        let mut names = Names::default();
        let mut last = None;
        for fact in disclosure.facts() {
            let Place::Cell { table, row, .. } = fact.place() else { continue };
            if last == Some((table, row)) {
                continue;
            }
            last = Some((table, row));
            let tables = &disclosure.raw().tables;
            let printed = tables.get(place::index(table)).and_then(|t| t.rows.get(place::index(row)));
            let Some(printed) = printed else { continue };
            let name = text::normalise(&printed.name);
            if let Some(code) = fact.scope().functional() {
                add(&mut names.functional, &name, code);
            }
            if let Some(code) = fact.scope().department() {
                add(&mut names.department, &name, code);
            }
        }
        self.names = Arc::new(names);
        self
    }

    /// The context of the text behind the one that `claims` were read out of.
    #[must_use]
    pub fn after(&self, claims: &Claims) -> Self {
        Self { text: claims.text.saturating_add(1), state: claims.after.clone(), ..self.clone() }
    }

    /// The context within a section: one of another section stands no longer under the headings
    /// and in the lists of those before.
    #[must_use]
    pub fn section(mut self, section: &str) -> Self {
        if self.state.section != section {
            match super::heading::level(section) {
                Some(level) => self.state.enter(level, Scope::ALL),
                None => self.state = State::default(),
            }
            self.state.section = section.into();
        }
        self
    }

    /// The functional codes of a folded name, as the document prints it or else as the catalogue
    /// has it.
    pub(super) fn functional(&self, name: &str) -> Vec<FunctionalCode> {
        self.codes::<Functional>(name, &self.names.functional)
    }

    /// The department economic codes of a folded name.
    pub(super) fn department(&self, name: &str) -> Vec<DepartmentCode> {
        self.codes::<Department>(name, &self.names.department)
    }

    fn codes<S: Scheme>(
        &self,
        name: &str,
        printed: &BTreeMap<String, Vec<Code<S>>>,
    ) -> Vec<Code<S>> {
        printed.get(name).cloned().unwrap_or_else(|| {
            self.catalogue.find_name::<S>(name, self.edition).map(|entry| entry.code()).collect()
        })
    }
}

fn add<S: Scheme>(names: &mut BTreeMap<String, Vec<Code<S>>>, name: &str, code: Code<S>) {
    let codes = names.entry(name.into()).or_default();
    if !codes.contains(&code) {
        codes.push(code);
    }
}
