//! What is odd in a document without any law being broken.

use super::Context;

mod listing;
mod missing_row;
mod unread;

pub(super) fn check(context: &mut Context<'_>) {
    missing_row::check(context);
    listing::check(context);
    unread::check(context);
}
