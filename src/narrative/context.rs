//! Context: what prose leaves implied, and the words that it shares with the tables.

use alloc::{collections::BTreeMap, string::String, sync::Arc, vec::Vec};

use super::{Claims, state::State};
use crate::catalogue::{Catalogue, Edition};
use crate::code::{Code, Department, DepartmentCode, Functional, FunctionalCode, Scheme};
use crate::kind::Stage;
use crate::label::Vocabulary;
use crate::scope::Scope;
use crate::text;

/// What a text stands in: the document's year and stage, the body it speaks of, the words it may
/// use, and what the texts before it leave implied. Cheap to clone.
///
/// ```
/// use cn_budget::{Stage, narrative::{self, Context}};
///
/// let context = Context::new(2025, Stage::Budget).body("某单位");
/// let first = narrative::read("某单位2025年“三公”经费预算数为28.50万元。其中：", &context);
/// let context = context.after(&first);
/// let second = narrative::read("（一）公务接待费28.50万元，与2024年预算持平。", &context);
/// assert_eq!((first.read, second.read), (1, 1));
/// ```
#[derive(Debug, Clone)]
pub struct Context {
    pub(super) year: u16,
    pub(super) stage: Stage,
    pub(super) words: Arc<Words>,
    pub(super) text: u32,
    pub(super) state: State,
}

/// The words that a text may use.
#[derive(Debug, Clone)]
pub(super) struct Words {
    pub(super) vocabulary: Vocabulary,
    catalogue: Catalogue,
    edition: Edition,
    /// The name of the body in folded form, empty where it is unknown.
    pub(super) body: String,
    functional: BTreeMap<String, Vec<FunctionalCode>>,
    department: BTreeMap<String, Vec<DepartmentCode>>,
}

impl Context {
    /// The context of a document's first text, with the standard vocabulary and the built-in
    /// catalogue.
    #[must_use]
    pub fn new(year: u16, stage: Stage) -> Self {
        Self::with_words(year, stage, &Vocabulary::standard(), &Catalogue::builtin())
    }

    /// The context of a document's first text, with words of the caller's own.
    #[must_use]
    pub fn with_words(
        year: u16,
        stage: Stage,
        vocabulary: &Vocabulary,
        catalogue: &Catalogue,
    ) -> Self {
        let words = Words {
            vocabulary: vocabulary.clone(),
            catalogue: catalogue.clone(),
            edition: Edition::new(year),
            body: String::new(),
            functional: BTreeMap::new(),
            department: BTreeMap::new(),
        };
        Self { year, stage, words: Arc::new(words), text: 0, state: State::default() }
    }

    /// The context with the name of the body that the text speaks of.
    #[must_use]
    pub fn body(mut self, name: &str) -> Self {
        Arc::make_mut(&mut self.words).body = text::fold(name);
        self
    }

    /// The context with a name that a table prints beside its code; such names win over those of
    /// the catalogue. Scopes without a code are passed over.
    #[must_use]
    pub fn name(mut self, printed: &str, scope: Scope) -> Self {
        let words = Arc::make_mut(&mut self.words);
        let name = text::normalise(printed);
        if let Some(code) = scope.functional() {
            add(&mut words.functional, &name, code);
        }
        if let Some(code) = scope.department() {
            add(&mut words.department, &name, code);
        }
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
        self.state.section(section);
        self
    }

    /// The scope with the year and the stage that the document implies.
    pub(super) fn dated(&self, scope: Scope) -> Scope {
        scope.or(Scope::ALL.with_year(self.year).with_stage(self.stage))
    }
}

impl Words {
    /// The functional codes of a folded name, as the document prints it or else as the catalogue
    /// has it.
    pub(super) fn functional(&self, name: &str) -> Vec<FunctionalCode> {
        self.codes::<Functional>(name, &self.functional)
    }

    /// The department economic codes of a folded name.
    pub(super) fn department(&self, name: &str) -> Vec<DepartmentCode> {
        self.codes::<Department>(name, &self.department)
    }

    /// A functional code as the names of its path: 一般公共服务支出（类）财政事务（款）行政运行（项）.
    pub(super) fn path(&self, code: FunctionalCode) -> Option<String> {
        let mut codes: Vec<FunctionalCode> =
            core::iter::once(code).chain(code.ancestors()).collect();
        codes.reverse();
        let mut path = String::new();
        for (code, mark) in codes.into_iter().zip(["（类）", "（款）", "（项）"]) {
            path += self.catalogue.name(code, self.edition)?;
            path += mark;
        }
        Some(path)
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
