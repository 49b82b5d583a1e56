//! Changes in a table: 增减额 is the difference of two columns, 增减% its share of the earlier one.

use super::change;
use crate::check::{Context, Linear};
use crate::facts::FactId;
use crate::narrative::By;

pub(super) fn derive(context: &mut Context<'_>) {
    let facts = context.facts;
    for (number, printed) in facts.disclosure().changes().iter().enumerate() {
        let (after, before) = printed.facts();
        let compared = [after, before].map(FactId::at);
        if let Some(change) = facts.change(number) {
            change::printed_difference(context, compared, change);
        } else if let By::Percent(percent) = printed.by() {
            let [after, before] = compared.map(Linear::of);
            change::rate(context, &after, &before, percent, printed.place());
        }
    }
}
