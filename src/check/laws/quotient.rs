//! What every percentage has in common: it is an interval, as an amount is.
//!
//! Part and whole must have values that print as they do and whose quotient lies in the interval of
//! the percentage. Multiplied out, that is two bounds with whole coefficients.
//!
//! ```text
//! 300 ÷ 2,400 = 12.5%:  24,990 × 2,400 ≤ … : 2·10⁴ × 300 ≥ 2,499 × 2,400 and ≤ 2,501 × 2,400
//! ```

use alloc::format;
use alloc::string::String;

use crate::check::{Context, Equation, Linear, Presumption, Relation, Verdict};
use crate::finding::{Finding, FindingKind};
use crate::lang::Message;
use crate::law::Law;
use crate::narrative::Percent;
use crate::num::figure::Quantity;
use crate::place::Place;

/// How many half last places a rounded percentage may lie off.
const ROUNDED: [i64; 2] = [-1, 1];

/// A percentage of two sums, where it is printed.
pub(super) struct Stated<'a> {
    pub(super) law: Law,
    pub(super) above: &'a Linear,
    pub(super) below: &'a Linear,
    pub(super) percent: Percent,
    pub(super) place: Place,
    pub(super) presumed: Option<Presumption>,
}

impl Stated<'_> {
    /// The percentage of the printed values, to the printed decimals.
    pub(super) fn exact(&self, context: &Context<'_>) -> Option<String> {
        let above = self.above.value(context.facts)?.nano();
        let below = self.below.value(context.facts)?.nano();
        percent_text(above, below, self.percent.decimals())
    }

    /// Whether the printed values can make the percentage, rounded or cut off.
    pub(super) fn holds(&self, context: &Context<'_>) -> Option<bool> {
        let sides = [self.bounds(ROUNDED)?, self.bounds(self.cut())?];
        Some(sides.iter().any(|sides| !is_broken(context, sides)))
    }

    /// The bounds on the quotient. Where they hold only if the percentage was cut off instead of
    /// rounded, they are told as such.
    pub(super) fn push(&self, context: &mut Context<'_>, words: &Message) {
        let (Some(rounded), Some(cut)) = (self.bounds(ROUNDED), self.bounds(self.cut())) else {
            return;
        };
        let is_cut = is_broken(context, &rounded) && !is_broken(context, &cut);
        if is_cut && self.presumed.is_none() {
            let message = Message::new(
                format!("{}，是截尾而不是四舍五入所得", words.zh),
                format!("{}: cut off, not rounded", words.en),
            );
            let mut finding =
                Finding::new(FindingKind::TruncatedFigure, [self.place].into(), message);
            finding.law = Some(self.law);
            context.findings.push(finding);
        }
        for equation in if is_cut { cut } else { rounded } {
            let equation = equation.stated_at(self.place).told(words.clone());
            context.push(match self.presumed {
                Some(presumption) => equation.presumed(presumption),
                None => equation,
            });
        }
    }

    /// Cut off towards nil.
    fn cut(&self) -> [i64; 2] {
        if self.percent.mantissa() < 0 { [-2, 0] } else { [0, 2] }
    }

    /// low ≤ above ÷ below ≤ high, where the ends lie so many half last places off the percentage.
    fn bounds(&self, halves: [i64; 2]) -> Option<[Equation; 2]> {
        let scale = 10_i64.checked_pow(u32::from(self.percent.decimals()) + 2)?.checked_mul(2)?;
        let twice = self.percent.mantissa().checked_mul(2)?;
        let [low, high] = [twice.checked_add(halves[0])?, twice.checked_add(halves[1])?];
        let bound = |sign: i64, end: i64| {
            let above = Linear::ZERO.plus(scale.checked_mul(sign)?, self.above)?;
            let sum = above.plus(end.checked_mul(-sign)?, self.below)?;
            Some(Equation::of(self.law, Relation::AtLeast, sum))
        };
        Some([bound(1, low)?, bound(-1, high)?])
    }
}

fn is_broken(context: &Context<'_>, equations: &[Equation]) -> bool {
    equations.iter().any(|equation| {
        equation.judge(context.facts).is_none_or(|judged| judged.verdict == Verdict::Broken)
    })
}

/// 100 · `above` ÷ `below`, rounded to so many decimals.
pub(super) fn percent_text(above: i128, below: i128, decimals: u8) -> Option<String> {
    let scaled = above.checked_mul(10_i128.checked_pow(u32::from(decimals) + 3)?)?;
    let tenths = scaled.checked_div(below)?;
    let rounded = (tenths.checked_add(5 * tenths.signum())?) / 10;
    let text = format!("{}", Percent::new(i64::try_from(rounded).ok()?, decimals));
    Some(text.trim_end_matches('%').into())
}

/// A rise from a base in per cent: 增减率.
pub(super) fn growth(
    context: &mut Context<'_>,
    [rise, base]: [&Linear; 2],
    percent: Percent,
    place: Place,
    presumed: Option<Presumption>,
) {
    // From nothing there is no rate.
    if base.value(context.facts).is_none_or(|from| from <= Quantity::ZERO) {
        return;
    }
    let stated = Stated { law: Law::Change, above: rise, below: base, percent, place, presumed };
    let exact = stated.exact(context).unwrap_or_default();
    let at = if place.table().is_some() { "表中" } else { "文中" };
    let words = Message::new(
        format!("增减率应为 {exact}%，{at}为 {percent}"),
        format!("the rate is {exact}%, printed as {percent}"),
    );
    stated.push(context, &words);
}
