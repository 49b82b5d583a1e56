//! What is odd in a document without any law being broken.

use super::Context;

mod counts;
mod listing;
mod missing_row;
mod names;
mod unread;

pub(super) fn check(context: &mut Context<'_>) {
    missing_row::check(context);
    let facts = context.facts;
    let tree = &facts.disclosure().narrative().tree;
    counts::check(context, tree);
    listing::check(context, tree);
    names::check(context, tree);
    unread::check(context);
}
