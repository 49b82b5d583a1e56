//! Changes in a table: 增减额 is the difference of two columns, 增减% its share of the earlier one.
//!
//! Why: that is what the columns say they are; which two are compared must be certain.
//!
//! ```text
//! 2025年预算数 40.00, 2026年预算数 50.00, 增减额 10.00, 增减% 25
//!                                    10.00 = 50.00 − 40.00, 25 % = 10.00 ÷ 40.00
//! ```

use super::quotient;
use crate::check::{Context, Equation, Linear, Relation};
use crate::facts::FactId;
use crate::law::Law;
use crate::narrative::By;

pub(super) fn derive(context: &mut Context<'_>) {
    let facts = context.facts;
    for (number, printed) in facts.disclosure().changes().iter().enumerate() {
        let (after, before) = printed.facts();
        let [after, before] = [after, before].map(|fact| Linear::of(FactId::at(fact)));
        let Some(rise) = after.plus(-1, &before) else { continue };
        if let Some(change) = facts.change(number) {
            if let Some(sum) = rise.plus(-1, &Linear::of(change)) {
                context.push(Equation::of(Law::Change, Relation::Equal, sum));
            }
        } else if let By::Percent(percent) = printed.by() {
            quotient::growth(context, [&rise, &before], percent, printed.place(), None);
        }
    }
}
