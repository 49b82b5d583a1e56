//! Numbers of the narrative of which it is not known what they are: each is told, none is judged.

use crate::check::{Context, account};
use crate::finding::{Finding, FindingKind};
use crate::lang::Message;

pub(super) fn check(context: &mut Context<'_>) {
    let account = account(context.facts, context.equations.iter());
    for place in account.unread {
        let message = Message::new(
            "没有读出这个数字说的是什么，未核对",
            "what this figure is about was not understood; it is not checked",
        );
        context.findings.push(Finding::new(FindingKind::UnreadAmount, [place].into(), message));
    }
}
