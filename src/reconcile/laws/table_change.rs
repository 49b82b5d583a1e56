//! Changes in a table: 增减额 is the difference of two columns, 增减% its share of the earlier one.

use super::{Context, change};
use crate::disclosure::{Content, Fact};
use crate::index;
use crate::narrative::By;

pub(super) fn derive(context: &mut Context<'_, '_>) {
    let disclosure = context.facts.disclosure;
    for printed in disclosure.changes() {
        let (after, before) = printed.facts();
        let compared = [after, before].map(index::number);
        match printed.by() {
            By::Amount(figure) => {
                let fact = index::number(context.facts.len());
                let own = Fact::new(printed.scope(), Content::Figure(figure), printed.place());
                context.facts.extend([own]);
                change::difference(context, compared, fact);
            }
            By::Percent(percent) => change::rate(context, compared, percent, printed.place()),
            By::Flat | By::NearlyFlat => {}
        }
    }
}
