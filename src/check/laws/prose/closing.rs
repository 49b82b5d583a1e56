//! Lists that make up their whole though no classification says that they name all of it: the members of
//! one need not be understood.
//!
//! ```text
//! 固定资产5,123.33万元，其中：房屋622.79万元，通用设备1,419.10万元，图书3,081.44万元。
//! ```

use crate::check::{Equation, Verdict};
use crate::facts::Facts;
use crate::num::figure::Quantity;
use crate::num::slips::is_slip;

/// Whether a sum of several parts makes up its whole within rounding, or would but for one figure that is
/// mistyped. Where figures are round, what a list leaves out is round too, and looks like a slip of any of
/// them.
pub(super) fn closes(facts: &Facts<'_>, sum: &Equation) -> bool {
    let Some(judgement) = sum.judge(facts).filter(|_| sum.terms().len() > 2) else { return false };
    judgement.verdict != Verdict::Broken
        || !is_round(facts, sum) && lacks_a_slip(facts, sum, judgement.difference)
}

/// Whether most figures of a sum end in a zero.
fn is_round(facts: &Facts<'_>, sum: &Equation) -> bool {
    let figures = || sum.terms().iter().filter_map(|term| facts.figure(term.fact));
    figures().filter(|figure| figure.mantissa() % 10 == 0).count() * 2 >= figures().count()
}

/// Whether one figure, mistyped, is all that keeps a sum from being nil.
fn lacks_a_slip(facts: &Facts<'_>, sum: &Equation, difference: Quantity) -> bool {
    sum.terms().iter().any(|term| {
        let meant = || {
            let figure = facts.figure(term.fact)?;
            let by = difference.checked_mul(-term.coefficient())?;
            let meant = figure.mantissa_of(figure.value().checked_add(by)?)?;
            Some(is_slip(figure.mantissa(), meant))
        };
        meant() == Some(true)
    })
}
