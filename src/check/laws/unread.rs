//! Amounts and percentages of the narrative that no claim holds: each is told, none is judged.

use crate::check::Context;
use crate::facts::prose;
use crate::finding::{Finding, FindingKind};
use crate::lang::Message;
use crate::narrative::ClaimId;

pub(super) fn report(context: &mut Context<'_>) {
    for texts in context.facts.disclosure().claims() {
        for range in &texts.unread {
            let place = prose(ClaimId { text: texts.text, index: 0 }, range);
            let message = Message::new(
                "没有读出这个数字说的是什么，未核对",
                "what this figure is about was not understood; it is not checked",
            );
            context.findings.push(Finding::new(FindingKind::UnreadAmount, [place].into(), message));
        }
    }
}
