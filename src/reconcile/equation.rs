//! One instance of a law, and the verdict on it alone.

use alloc::{boxed::Box, vec::Vec};
use core::cmp::Ordering;

use strum::VariantArray;

use super::facts::Facts;
use crate::lang::{Lang, Message};
use crate::law::Law;
use crate::named::named;
use crate::num::figure::{Quantity, Rounding};
use crate::place::Place;

/// How the sum of an equation's terms relates to zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The sum is zero.
    Equal,
    /// The sum is zero or more: a bound.
    AtLeast,
}

/// One term: a coefficient and the number of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Term {
    pub(crate) coefficient: i64,
    pub(crate) fact: u32,
}

impl Term {
    /// A term of a fact, by its number among the facts of the disclosure (and, behind them, the
    /// claims of its narrative).
    pub fn new(coefficient: i64, fact: usize) -> Self {
        Self { coefficient, fact: crate::index::number(fact) }
    }

    /// The coefficient.
    pub fn coefficient(self) -> i64 {
        self.coefficient
    }

    /// The number of the fact.
    pub fn fact(self) -> usize {
        crate::index::index(self.fact)
    }
}

/// An instance of a law: Σ coefficient · figure, related to zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equation {
    law: Law,
    relation: Relation,
    terms: Vec<Term>,
    /// The claim that states the equation, where no figure of a term is the claim itself.
    claim: Option<Place>,
    /// What the equation says in words, where its terms alone do not tell.
    words: Option<Box<Message>>,
}

impl Equation {
    /// An equation of a caller's own law ([`Law::Custom`]).
    pub fn custom(relation: Relation, terms: impl IntoIterator<Item = Term>) -> Self {
        Self::new(Law::Custom, relation, terms.into_iter().collect())
    }

    pub(super) fn new(law: Law, relation: Relation, terms: Vec<Term>) -> Self {
        Self { law, relation, terms, claim: None, words: None }
    }

    /// Left = right.
    pub(super) fn pair(law: Law, left: u32, right: u32) -> Self {
        let terms = [(1, left), (-1, right)];
        let terms = terms.map(|(coefficient, fact)| Term { coefficient, fact });
        Self::new(law, Relation::Equal, terms.into())
    }

    /// Parent = Σ children, or parent ≥ Σ children.
    pub(super) fn sum(law: Law, relation: Relation, parent: u32, children: &[u32]) -> Self {
        let mut terms = Vec::with_capacity(children.len() + 1);
        terms.push(Term { coefficient: 1, fact: parent });
        terms.extend(children.iter().map(|&fact| Term { coefficient: -1, fact }));
        Self::new(law, relation, terms)
    }

    /// The equation as one that a claim states, without being a term of it: if the claim is wrong
    /// the equation says nothing, so the claim is suspected along with the terms.
    #[must_use]
    pub fn stated_at(mut self, claim: Place) -> Self {
        self.claim = Some(claim);
        self
    }

    /// The equation with what it says in words: a bound on a percentage, say.
    #[must_use]
    pub(super) fn told(mut self, words: Message) -> Self {
        self.words = Some(Box::new(words));
        self
    }

    pub(super) fn words(&self) -> Option<&Message> {
        self.words.as_deref()
    }

    /// The law that the equation is an instance of.
    pub fn law(&self) -> Law {
        self.law
    }

    /// How the sum of the terms relates to zero.
    pub fn relation(&self) -> Relation {
        self.relation
    }

    /// The terms.
    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// The claim of the narrative that states the equation, if it is not the figure of a term.
    pub fn claim(&self) -> Option<Place> {
        self.claim
    }

    /// Whether the figures, each taken as an interval, can meet the equation. `None` if a cell of
    /// it is unreadable or the sum leaves the range of [`Quantity`].
    pub(super) fn judge(&self, facts: &Facts<'_>) -> Option<Judgement> {
        let (mut sum, mut low, mut high) = (Quantity::ZERO, Quantity::ZERO, Quantity::ZERO);
        for term in &self.terms {
            let value = facts.value(term.fact)?;
            let interval = facts.interval(term.fact)?;
            let (below, above) = match term.coefficient {
                0.. => (interval.low(), interval.high()),
                _ => (interval.high(), interval.low()),
            };
            sum = sum.checked_add(value.checked_mul(term.coefficient)?)?;
            low = low.checked_add(below.checked_mul(term.coefficient)?)?;
            high = high.checked_add(above.checked_mul(term.coefficient)?)?;
        }
        let (holds, can_hold) = match self.relation {
            Relation::Equal => {
                (sum == Quantity::ZERO, low <= Quantity::ZERO && high >= Quantity::ZERO)
            }
            Relation::AtLeast => (sum >= Quantity::ZERO, high >= Quantity::ZERO),
        };
        let allowed =
            if sum >= Quantity::ZERO { sum.checked_sub(low)? } else { high.checked_sub(sum)? };
        let verdict = match (holds, can_hold) {
            (true, _) => Verdict::Exact,
            (false, true) => Verdict::Rounding,
            (false, false) => Verdict::Broken,
        };
        Some(Judgement { verdict, difference: sum, allowed })
    }

    /// Whether two prints of one amount meet only at the border of both: an exact half, once read
    /// up and once down.
    pub(super) fn is_boundary(&self, facts: &Facts<'_>) -> bool {
        let [left, right] = self.terms.as_slice() else { return false };
        if self.relation != Relation::Equal || left.coefficient != 1 || right.coefficient != -1 {
            return false;
        }
        let (Some(a), Some(b)) = (facts.interval(left.fact), facts.interval(right.fact)) else {
            return false;
        };
        !a.is_point()
            && !b.is_point()
            && a.intersection(b).is_some_and(crate::num::figure::Interval::is_point)
    }

    /// Whether this broken equality closes when one of its terms has the other sign: an increase
    /// told as a decrease.
    pub(super) fn closes_reversed(&self, facts: &Facts<'_>) -> bool {
        self.relation == Relation::Equal
            && (0..self.terms.len()).any(|index| {
                let mut reversed = self.clone();
                let nil = reversed.terms.get_mut(index).is_none_or(|term| {
                    term.coefficient = -term.coefficient;
                    !facts.scope(term.fact).fixes(crate::scope::Dimension::Change)
                });
                let judged = reversed.judge(facts).map(|judgement| judgement.verdict);
                !nil && judged.is_some_and(|verdict| verdict != Verdict::Broken)
            })
    }

    /// The fact that must have been cut off instead of rounded for this broken identity to close:
    /// the coarser of two prints of one amount.
    ///
    /// Whoever cuts off prints fewer decimals throughout. A figure with decimals like no other of its
    /// table (60.9 among figures of two) has lost a digit, or got one too many: that is a slip.
    pub(super) fn truncated(&self, facts: &Facts<'_>) -> Option<u32> {
        let [left, right] = self.terms.as_slice() else { return None };
        if self.relation != Relation::Equal || left.coefficient != 1 || right.coefficient != -1 {
            return None;
        }
        let (a, b) = (facts.figure(left.fact)?, facts.figure(right.fact)?);
        let (coarse, coarse_fact, fine, fine_fact) = match a.last_place().cmp(&b.last_place()) {
            Ordering::Greater => (a, left.fact, b, right.fact),
            Ordering::Less => (b, right.fact, a, left.fact),
            Ordering::Equal => return None,
        };
        if facts.is_odd_one(left.fact) || facts.is_odd_one(right.fact) {
            return None;
        }
        let cut = coarse.interval(Rounding::Truncated);
        let closes = !fine.is_zero() && cut.intersection(facts.interval(fine_fact)?).is_some();
        closes.then_some(coarse_fact)
    }
}

/// The verdict on one equation.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum Verdict {
    /// The printed values meet it as they stand.
    Exact,
    /// They do not, but values that print alike do.
    Rounding,
    /// No values that print alike meet it.
    Broken,
}

impl Verdict {
    /// All verdicts, the best first.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// The Chinese word, or the English one.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Exact => lang.pick("准确", "exact"),
            Self::Rounding => lang.pick("舍入之内", "within rounding"),
            Self::Broken => lang.pick("不符", "broken"),
        }
    }

    fn key(self) -> &'static str {
        self.into()
    }
}

named!(Verdict, "the name of a verdict on an equation");

/// The verdict on one equation, with its numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Judgement {
    /// Exact, rounding or broken.
    pub verdict: Verdict,
    /// The sum of the terms at the printed values.
    pub difference: Quantity,
    /// How far rounding can move the sum towards zero. The slack that is left is
    /// `allowed − |difference|`.
    pub allowed: Quantity,
}

#[cfg(test)]
mod tests {
    use alloc::{vec, vec::Vec};

    use super::*;
    use crate::disclosure::Disclosure;
    use crate::kind::Stage;
    use crate::num::amount::Unit;
    use crate::raw::{RawDisclosure, RawTable};

    /// One amount printed in 万元, with other rows beside it, and once more in 元.
    fn twice(wan: &str, beside: &[&str], yuan: &str) -> Disclosure {
        let table = |unit| RawTable::new("部门支出总表", unit, ["合计"]);
        let mut one = table(Unit::WanYuan).row("201", "", [wan]);
        for (number, text) in beside.iter().enumerate() {
            one = one.row(&alloc::format!("{}", 203 + number), "", [*text]);
        }
        let other = table(Unit::Yuan).row("201", "", [yuan]);
        Disclosure::read(RawDisclosure::new(2026, Stage::Budget).table(one).table(other))
    }

    fn equation(relation: Relation, terms: &[(i64, u32)]) -> Equation {
        let terms = terms.iter().map(|&(coefficient, fact)| Term { coefficient, fact });
        Equation::new(Law::Identity, relation, terms.collect())
    }

    fn same(one: u32, other: u32) -> Equation {
        equation(Relation::Equal, &[(1, one), (-1, other)])
    }

    fn no_sameness(other: u32) -> Vec<Equation> {
        vec![
            equation(Relation::AtLeast, &[(1, 0), (-1, other)]),
            equation(Relation::Equal, &[(2, 0), (-1, other)]),
            equation(Relation::Equal, &[(1, 0), (1, other)]),
            equation(Relation::Equal, &[(1, 0), (-2, other)]),
            equation(Relation::Equal, &[(1, 0)]),
        ]
    }

    #[test]
    fn a_figure_that_is_cut_off_is_the_coarser_of_two_prints() {
        for (wan, beside, yuan, cut) in [
            ("10.34", &[][..], "103456.00", true),
            ("10.35", &[], "103456.00", false),
            ("10.34", &[], "103599.00", false),
            ("0.00", &[], "0.00", false),
            // Decimals like no other's are a slip; of two figures none is the odd one.
            ("60.9", &["1.00", "2.00"], "609900.00", false),
            ("60.9", &["1.00"], "609900.00", true),
            ("60.9", &["1.0", "2.00"], "609900.00", true),
        ] {
            let disclosure = twice(wan, beside, yuan);
            let facts = Facts::new(&disclosure, Rounding::Nearest);
            let fine = u32::try_from(beside.len()).unwrap() + 1;
            for equation in [same(0, fine), same(fine, 0)] {
                assert_eq!(equation.truncated(&facts), cut.then_some(0), "{wan} {beside:?} {yuan}");
            }
            for equation in no_sameness(fine) {
                assert_eq!(equation.truncated(&facts), None, "{equation:?}");
            }
        }
        let alike = twice("10.34", &["10.36"], "1.00");
        assert_eq!(same(0, 1).truncated(&Facts::new(&alike, Rounding::Nearest)), None);
    }

    #[test]
    fn prints_meet_at_their_border_where_a_half_went_both_ways() {
        let disclosure = twice("10.34", &["10.35", "10.36"], "103450.00");
        let facts = Facts::new(&disclosure, Rounding::Nearest);
        assert!(same(0, 1).is_boundary(&facts) && same(1, 0).is_boundary(&facts));
        assert!(!same(0, 2).is_boundary(&facts), "these do not meet");
        assert!(!same(0, 0).is_boundary(&facts));
        for equation in no_sameness(1) {
            assert!(!equation.is_boundary(&facts), "{equation:?}");
        }
        // Of an exact amount there is one reading.
        let exact = Facts::new(&disclosure, Rounding::Exact);
        assert!(!same(0, 1).is_boundary(&exact));
    }

    #[test]
    fn what_rounding_may_move_is_counted_towards_nought() {
        // Cut off, each figure may be up to one more than it prints.
        let of = |whole: &str| {
            let disclosure = twice(whole, &["5", "5"], "0");
            let facts = Facts::new(&disclosure, Rounding::Truncated);
            let judged = equation(Relation::Equal, &[(1, 0), (-1, 1), (-1, 2)]).judge(&facts);
            let judged = judged.unwrap();
            let wan = |quantity: Quantity| quantity.to_decimal_string(Unit::WanYuan, 0);
            (judged.verdict, wan(judged.difference), wan(judged.allowed))
        };
        assert_eq!(of("13"), (Verdict::Broken, "3".into(), "2".into()));
        assert_eq!(of("12"), (Verdict::Rounding, "2".into(), "2".into()));
        assert_eq!(of("10"), (Verdict::Exact, "0".into(), "2".into()));
        assert_eq!(of("9"), (Verdict::Rounding, "-1".into(), "1".into()));
        assert_eq!(of("8"), (Verdict::Broken, "-2".into(), "1".into()));
    }
}
