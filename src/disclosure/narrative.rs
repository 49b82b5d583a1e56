//! The narrative → what it says, with the names that the tables print.

use crate::index;
use alloc::sync::Arc;

use super::Fact;
use crate::catalogue::Catalogue;
use crate::label::{MAX_LABEL, Vocabulary};

use crate::narrative::{Context, Narrative};
use crate::place::Place;
use crate::raw::RawDisclosure;

/// The context of the narrative.
pub(super) fn context(
    raw: &RawDisclosure,
    facts: &[Fact],
    vocabulary: &Vocabulary,
    catalogue: &Catalogue,
) -> Option<Context> {
    if raw.narrative.is_empty() {
        return None;
    }
    // What is too long for a label is no name.
    let is_name = |name: &&str| name.len() <= MAX_LABEL;
    let body = raw.entity.name.as_deref().filter(is_name).unwrap_or_default();
    let mut context = Context::with_words(raw.year, raw.stage, vocabulary, catalogue).body(body);
    let mut last = None;
    for fact in facts {
        let Place::Cell { table, row, .. } = fact.place() else { continue };
        if last == Some((table, row)) {
            continue;
        }
        last = Some((table, row));
        let printed = raw.tables.get(index::index(table));
        let printed = printed.and_then(|table| table.rows.get(index::index(row)));
        if let Some(name) = printed.map(|row| row.name.as_str()).filter(is_name) {
            context = context.name(name, fact.scope());
        }
    }
    Some(context)
}

pub(super) fn read(raw: &RawDisclosure, context: Option<&Context>) -> Arc<Narrative> {
    let Some(context) = context else { return Arc::default() };
    Arc::new(crate::narrative::read(&raw.narrative, context))
}
