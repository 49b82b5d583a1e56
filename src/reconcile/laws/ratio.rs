//! Ratios: 完成年初预算的 98.20%.

use super::{
    Context,
    share::{Quotient, push},
};
use crate::law::Law;
use crate::narrative::ClaimKind;
use crate::reconcile::prose;

pub(super) fn derive(context: &mut Context<'_, '_>) {
    let disclosure = context.facts.disclosure;
    for (id, claim) in prose::claims(disclosure.claims()) {
        let ClaimKind::Ratio { of, to, percent } = claim.kind else { continue };
        let refer = |reference| context.prose.refer(context.facts, reference);
        let (Some(of), Some(to)) = (refer(of), refer(to)) else { continue };
        if of != to {
            let quotient = Quotient { law: Law::Ratio, numerator: of, denominator: to };
            push(context, quotient, percent, prose::amount(id, claim));
        }
    }
}
