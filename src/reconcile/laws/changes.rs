//! stub
use super::Context;
pub(in crate::reconcile) fn derive(context: &mut Context<'_, '_>) -> (usize, usize) {
    let claims = context.facts.disclosure.claims();
    (claims.iter().map(|c| c.read).sum(), claims.iter().map(|c| c.unread.len()).sum())
}
