//! Changes in a table: 增减额 is the difference of two columns, 增减% its share of the earlier one.

use super::{Context, change::growth};
use crate::{
    Content, Fact,
    narrative::By,
    place,
    reconcile::{Equation, Law, Relation, Term},
};

pub(super) fn derive(context: &mut Context<'_, '_>) {
    let disclosure = context.facts.disclosure;
    for change in disclosure.changes() {
        let (after, before) = change.facts();
        let (after, before) = (place::number(after), place::number(before));
        match change.by() {
            By::Amount(figure) => {
                let fact = place::number(context.facts.len());
                let printed = Fact::new(change.scope(), Content::Figure(figure), change.place());
                context.facts.extend([printed]);
                let terms = [(1, after), (-1, before), (-1, fact)];
                let terms = terms.map(|(coefficient, fact)| Term { coefficient, fact });
                context.push(Equation::new(Law::Change, Relation::Equal, terms.into()));
            }
            By::Percent(percent) => {
                let above = [(1, after), (-1, before)];
                growth(context, &above, &[(1, before)], percent, change.place());
            }
            By::Flat | By::NearlyFlat => {}
        }
    }
}
