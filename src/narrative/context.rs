//! Context: what the prose of a document leaves implied, and the names that it shares with the tables.

use alloc::sync::Arc;

use super::fold::Folded;
use super::lex::Lexicon;
use crate::catalogue::{Catalogue, Edition};
use crate::kind::Stage;
use crate::label::Vocabulary;
use crate::scope::Scope;

/// What a narrative stands in: the document's year and stage, the body that it speaks of, the words
/// that it may use. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Context {
    pub(super) year: u16,
    pub(super) stage: Stage,
    pub(super) lexicon: Arc<Lexicon>,
}

impl Context {
    /// The context of a document, with the standard vocabulary and the built-in catalogue.
    #[must_use]
    pub fn new(year: u16, stage: Stage) -> Self {
        Self::with_words(year, stage, &Vocabulary::standard(), &Catalogue::builtin())
    }

    /// The context of a document, with words of the caller's own.
    #[must_use]
    pub fn with_words(
        year: u16,
        stage: Stage,
        vocabulary: &Vocabulary,
        catalogue: &Catalogue,
    ) -> Self {
        let lexicon = Lexicon::new(vocabulary, catalogue, Edition::new(year));
        Self { year, stage, lexicon: Arc::new(lexicon) }
    }

    /// What the document is: a budget, or final accounts.
    pub const fn stage(&self) -> Stage {
        self.stage
    }

    /// The context with the name of the body that the narrative speaks of.
    #[must_use]
    pub fn body(mut self, name: &str) -> Self {
        Arc::make_mut(&mut self.lexicon).body = Folded::new(name, 0).text;
        self
    }

    /// The context with a name that a table prints beside its code; such names win over those of
    /// the catalogue. Scopes without a code are passed over.
    #[must_use]
    pub fn name(mut self, printed: &str, scope: Scope) -> Self {
        Arc::make_mut(&mut self.lexicon).add_name(printed, scope);
        self
    }
}
