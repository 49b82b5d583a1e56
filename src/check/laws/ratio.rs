//! Ratios: 完成年初预算的 98.20%.

use super::share::{Quotient, push};
use crate::check::Context;
use crate::facts;
use crate::law::Law;
use crate::narrative::ClaimKind;

pub(super) fn derive(context: &mut Context<'_>) {
    let facts = context.facts;
    for (id, claim) in facts::claims(facts.disclosure().claims()) {
        let ClaimKind::Ratio { of, to, percent } = claim.kind else { continue };
        let refer = |reference| facts.refer(reference);
        let (Some(of), Some(to)) = (refer(of), refer(to)) else { continue };
        if of != to {
            let quotient = Quotient { law: Law::Ratio, numerator: of, denominator: to };
            push(context, quotient, percent, facts::amount(id, claim));
        }
    }
}
