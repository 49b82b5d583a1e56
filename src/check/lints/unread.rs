//! Numbers of the narrative of which it is not known what they are: each is told, none is judged.

use alloc::collections::BTreeSet;

use crate::check::{Context, account};
use crate::facts;
use crate::finding::{Finding, FindingKind};
use crate::lang::Message;
use crate::place::Place;

pub(super) fn check(context: &mut Context<'_>) {
    let account = account(context.facts, context.equations.iter());
    let narrative = context.facts.disclosure().narrative();
    let too_long: BTreeSet<Place> = narrative.tree.too_long.iter().map(facts::place).collect();
    for place in account.unread {
        let (kind, message) = if too_long.contains(&place) {
            let message =
                Message::new("数字位数过多，无法读出", "a figure has too many digits to be read");
            (FindingKind::UnreadableFigure, message)
        } else {
            let message = Message::new(
                "没有读出这个数字说的是什么，未核对",
                "what this figure is about was not understood; it is not checked",
            );
            (FindingKind::UnreadAmount, message)
        };
        context.findings.push(Finding::new(kind, [place].into(), message));
    }
}
