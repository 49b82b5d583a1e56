//! Lists that make up their whole though no classification says that they name all of it: the members of
//! one need not be understood.
//!
//! ```text
//! 固定资产5,123.33万元，其中：房屋622.79万元，通用设备1,419.10万元，图书3,081.44万元。
//! ```

use crate::check::{Context, Linear};
use crate::facts::{FactId, Facts};
use crate::num::figure::Quantity;
use crate::num::slips::is_slip;

/// Whether parts make up a whole within rounding, or would but for one figure that is mistyped. Where
/// figures are round, what a list leaves out is round too, and looks like a slip of any of them.
pub(super) fn closes(context: &Context<'_>, whole: FactId, parts: &[FactId]) -> bool {
    let facts = context.facts;
    let sum =
        parts.iter().try_fold(Linear::of(whole), |sum, &part| sum.plus(-1, &Linear::of(part)));
    let Some(sum) = sum.filter(|_| parts.len() > 1) else { return false };
    let holds = sum.interval(facts).is_some_and(|interval| interval.contains(Quantity::ZERO));
    holds || !are_round(facts, whole, parts) && lacks_a_slip(facts, &sum)
}

/// Whether most figures of a list end in a zero.
fn are_round(facts: &Facts<'_>, whole: FactId, parts: &[FactId]) -> bool {
    let figures = core::iter::once(&whole).chain(parts).filter_map(|&fact| facts.figure(fact));
    let (mut all, mut round) = (0_usize, 0_usize);
    for figure in figures {
        all += 1;
        round += usize::from(figure.mantissa() % 10 == 0);
    }
    round * 2 >= all
}

/// Whether one figure, mistyped, is all that keeps a sum from being nil.
fn lacks_a_slip(facts: &Facts<'_>, sum: &Linear) -> bool {
    let Some(left) = sum.value(facts) else { return false };
    sum.terms().iter().any(|term| {
        let meant = || {
            let figure = facts.figure(term.fact)?;
            let by = left.checked_mul(-term.coefficient())?;
            let meant = figure.mantissa_of(figure.value().checked_add(by)?)?;
            Some(is_slip(figure.mantissa(), meant))
        };
        meant() == Some(true)
    })
}
