//! One instance of a law, and the verdict on it alone.

use alloc::{boxed::Box, vec::Vec};

use strum::VariantArray;

use crate::facts::{FactId, Facts};
use crate::lang::{Lang, Message};
use crate::law::Law;
use crate::named::named;
use crate::num::figure::{Figure, Interval, Quantity, Rounding};
use crate::place::Place;

/// How the two sides of an equation relate: the sum of its terms and its constant to zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, strum::IntoStaticStr)]
pub enum Relation {
    /// The sum is zero.
    #[strum(serialize = "=")]
    Equal,
    /// The sum is zero or more: a bound.
    #[strum(serialize = "≥")]
    AtLeast,
}

impl Relation {
    /// `=` or `≥`.
    pub fn sign(self) -> &'static str {
        self.into()
    }
}

/// One term: a coefficient and the number of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Term {
    pub(crate) coefficient: i64,
    pub(crate) fact: FactId,
}

impl Term {
    /// A term of a fact, by its number among the facts of the disclosure (and, behind them, the
    /// changes that its tables print and the claims of its narrative: those that are amounts, in their order).
    /// An equation with a number that no fact has is not checked, which a finding tells
    /// ([`UnknownFact`](crate::FindingKind::UnknownFact)).
    pub fn new(coefficient: i64, fact: usize) -> Self {
        Self { coefficient, fact: FactId::at(fact) }
    }

    /// The coefficient.
    pub fn coefficient(self) -> i64 {
        self.coefficient
    }

    /// The number of the fact.
    pub fn fact(self) -> usize {
        self.fact.index()
    }
}

/// A known amount of an equation that no fact of the document prints: a figure of last year's
/// disclosure, or the nil of 持平. It prints as some value, and may be any that prints alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Constant {
    value: Quantity,
    interval: Interval,
}

impl Constant {
    pub(crate) const ZERO: Self =
        Self { value: Quantity::ZERO, interval: Interval::point(Quantity::ZERO) };

    /// A figure that is printed elsewhere.
    pub(crate) fn of(figure: Figure, rounding: Rounding) -> Self {
        Self { value: figure.value(), interval: figure.interval(rounding) }
    }

    fn is_zero(self) -> bool {
        self == Self::ZERO
    }

    fn checked_add(self, times: i64, other: Self) -> Option<Self> {
        let value = self.value.checked_add(other.value.checked_mul(times)?)?;
        let interval = self.interval.checked_add(other.interval.checked_mul(times)?)?;
        Some(Self { value, interval })
    }
}

/// Σ coefficient · fact + constant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Linear {
    terms: Vec<Term>,
    constant: Constant,
}

impl Linear {
    pub(crate) const ZERO: Self = Self { terms: Vec::new(), constant: Constant::ZERO };

    /// One fact.
    pub(crate) fn of(fact: FactId) -> Self {
        Self { terms: [Term { coefficient: 1, fact }].into(), ..Self::ZERO }
    }

    pub(crate) fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// An amount that no fact prints.
    pub(crate) fn constant(constant: Constant) -> Self {
        Self { constant, ..Self::ZERO }
    }

    /// With so many times another sum; terms of one fact are added up. `None` beyond the range.
    pub(crate) fn plus(mut self, times: i64, other: &Self) -> Option<Self> {
        self.constant = self.constant.checked_add(times, other.constant)?;
        for &Term { coefficient, fact } in &other.terms {
            let coefficient = coefficient.checked_mul(times)?;
            match self.terms.iter_mut().find(|term| term.fact == fact) {
                Some(term) => term.coefficient = term.coefficient.checked_add(coefficient)?,
                None => self.terms.push(Term { coefficient, fact }),
            }
        }
        Some(self)
    }

    /// The sum at the printed values; `None` if a cell is unreadable or the range is left.
    pub(crate) fn value(&self, facts: &Facts<'_>) -> Option<Quantity> {
        self.terms.iter().try_fold(self.constant.value, |sum, term| {
            sum.checked_add(facts.value(term.fact)?.checked_mul(term.coefficient)?)
        })
    }

    /// What the sum may be, each figure being any value that prints as it does.
    fn interval(&self, facts: &Facts<'_>) -> Option<Interval> {
        self.terms.iter().try_fold(self.constant.interval, |sum, term| {
            sum.checked_add(facts.interval(term.fact)?.checked_mul(term.coefficient)?)
        })
    }
}

/// What an equation rests on that is no law: an honest document may break it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, VariantArray, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[non_exhaustive]
pub enum Presumption {
    /// A list names all parts of its whole.
    ListIsComplete,
    /// Columns or rows of a table are all parts of their whole.
    SplitIsComplete,
    /// Two names mean one amount.
    SameAmount,
    /// Own income is spent on the function under which it is booked.
    SpentWhereBooked,
    /// No amount is below zero, though money may be booked back in final accounts.
    NothingNegative,
}

impl Presumption {
    /// All presumptions.
    pub const ALL: &'static [Self] = <Self as VariantArray>::VARIANTS;

    /// What is presumed.
    pub const fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::ListIsComplete => lang.pick("列举完整", "the list is complete"),
            Self::SplitIsComplete => lang.pick("分项完整", "the parts are all"),
            Self::SpentWhereBooked => {
                lang.pick("各科目收入用于本科目", "income is spent where it is booked")
            }
            Self::NothingNegative => lang.pick("没有负数", "no amount is below zero"),
            Self::SameAmount => lang.pick("两处同一口径", "both names mean one amount"),
        }
    }

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
        self.into()
    }
}

named!(Presumption, "the name of a presumption");

/// An instance of a law: Σ coefficient · figure + constant, related to zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equation {
    law: Law,
    relation: Relation,
    sum: Linear,
    /// The claim that states the equation, where no figure of a term is the claim itself.
    claim: Option<Place>,
    /// What the equation says in words, where its terms alone do not tell.
    words: Option<Box<Message>>,
    presumed: Option<Presumption>,
    /// What a caller's own law is called.
    name: Option<Box<Message>>,
    /// Whether it is a wish and no law of arithmetic.
    policy: bool,
}

impl Equation {
    /// An equation of a caller's own law ([`Law::Custom`]).
    pub fn custom(relation: Relation, terms: impl IntoIterator<Item = Term>) -> Self {
        Self::new(Law::Custom, relation, terms.into_iter().collect())
    }

    /// The equation of a caller's own law with the name of that law, which its finding tells.
    ///
    /// ```
    /// use cn_budget::{Message, check::{Equation, Relation, Term}};
    ///
    /// let terms = [Term::new(1, 0), Term::new(-1, 1)];
    /// let law = Equation::custom(Relation::AtLeast, terms)
    ///     .named(Message::new("项目支出不超过基本支出", "projects are no more than running business"))
    ///     .policy();
    /// assert!(law.is_policy());
    /// ```
    #[must_use]
    pub fn named(mut self, name: Message) -> Self {
        self.name = Some(Box::new(name));
        self
    }

    /// The equation as a policy: a wish that figures may all be right and not meet. Where it is not met
    /// there is a finding, no figure is suspected, and the verdict does not count it.
    #[must_use]
    pub fn policy(mut self) -> Self {
        self.policy = true;
        self
    }

    /// Whether the equation is a policy and no law of arithmetic.
    pub fn is_policy(&self) -> bool {
        self.policy
    }

    /// Whether all figures being right makes the equation hold: it is neither presumed nor a policy.
    pub(crate) fn is_law(&self) -> bool {
        self.presumed.is_none() && !self.policy
    }

    /// What its law is called.
    pub(crate) fn law_name(&self, lang: Lang) -> &str {
        self.name.as_ref().map_or(self.law.name(lang), |name| name.text(lang))
    }

    pub(crate) fn new(law: Law, relation: Relation, terms: Vec<Term>) -> Self {
        Self::of(law, relation, Linear { terms, ..Linear::ZERO })
    }

    /// A sum, related to zero.
    pub(crate) fn of(law: Law, relation: Relation, sum: Linear) -> Self {
        Self {
            law,
            relation,
            sum,
            claim: None,
            words: None,
            presumed: None,
            name: None,
            policy: false,
        }
    }

    /// Left = right.
    pub(crate) fn pair(law: Law, left: FactId, right: FactId) -> Self {
        Self::difference(law, Relation::Equal, left, right)
    }

    /// Whole ≥ part.
    pub(crate) fn at_most(law: Law, part: FactId, whole: FactId) -> Self {
        Self::difference(law, Relation::AtLeast, whole, part)
    }

    fn difference(law: Law, relation: Relation, left: FactId, right: FactId) -> Self {
        let terms = [(1, left), (-1, right)];
        let terms = terms.map(|(coefficient, fact)| Term { coefficient, fact });
        Self::new(law, relation, terms.into())
    }

    /// Whole = Σ parts, or whole ≥ Σ parts.
    pub(crate) fn sum(law: Law, relation: Relation, whole: FactId, parts: &[FactId]) -> Self {
        let mut terms = Vec::with_capacity(parts.len() + 1);
        terms.push(Term { coefficient: 1, fact: whole });
        terms.extend(parts.iter().map(|&fact| Term { coefficient: -1, fact }));
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
    pub(crate) fn told(mut self, words: Message) -> Self {
        self.words = Some(Box::new(words));
        self
    }

    /// The equation as one that rests on a presumption: where it is broken no figure need be wrong.
    #[must_use]
    pub fn presumed(mut self, presumption: Presumption) -> Self {
        self.presumed = Some(presumption);
        self
    }

    pub(crate) fn words(&self) -> Option<&Message> {
        self.words.as_deref()
    }

    /// The law that the equation is an instance of.
    pub fn law(&self) -> Law {
        self.law
    }

    /// How the sum of the terms and the constant relates to zero.
    pub fn relation(&self) -> Relation {
        self.relation
    }

    /// The terms.
    pub fn terms(&self) -> &[Term] {
        &self.sum.terms
    }

    /// The amount beside the terms that no fact of the document prints, with its sign: mostly nil,
    /// for changes the figure of last year's disclosure.
    pub fn constant(&self) -> Interval {
        self.sum.constant.interval
    }

    /// The value that the constant is printed as.
    pub(crate) fn constant_value(&self) -> Quantity {
        self.sum.constant.value
    }

    /// The claim of the narrative that states the equation, if it is not the figure of a term.
    pub fn claim(&self) -> Option<Place> {
        self.claim
    }

    /// What the equation rests on besides its law, if it is only presumed.
    pub fn presumption(&self) -> Option<Presumption> {
        self.presumed
    }

    /// Whether the figures, each taken as an interval, can meet the equation. `None` if a cell of
    /// it is unreadable or the sum leaves the range of [`Quantity`].
    pub(crate) fn judge(&self, facts: &Facts<'_>) -> Option<Judgement> {
        let sum = self.sum.value(facts)?;
        let range = self.sum.interval(facts)?;
        let (holds, can_hold) = match self.relation {
            Relation::Equal => (sum == Quantity::ZERO, range.contains(Quantity::ZERO)),
            Relation::AtLeast => (sum >= Quantity::ZERO, range.high() >= Quantity::ZERO),
        };
        let allowed = if sum >= Quantity::ZERO {
            sum.checked_sub(range.low())?
        } else {
            range.high().checked_sub(sum)?
        };
        let verdict = match (holds, can_hold) {
            (true, _) => Verdict::Exact,
            (false, true) => Verdict::Rounding,
            (false, false) => Verdict::Broken,
        };
        Some(Judgement { verdict, difference: sum, allowed })
    }

    /// The two prints of one amount that the equation is about, if it is that.
    fn prints(&self) -> Option<[FactId; 2]> {
        let [left, right] = self.terms() else { return None };
        let same = self.relation == Relation::Equal
            && (left.coefficient, right.coefficient) == (1, -1)
            && self.sum.constant.is_zero();
        same.then_some([left.fact, right.fact])
    }

    /// Whether two prints of one amount meet only at the border of both: an exact half, once read
    /// up and once down.
    pub(crate) fn is_boundary(&self, facts: &Facts<'_>) -> bool {
        let Some(prints) = self.prints() else { return false };
        let [Some(a), Some(b)] = prints.map(|fact| facts.interval(fact)) else { return false };
        !a.is_point() && !b.is_point() && a.intersection(b).is_some_and(Interval::is_point)
    }

    /// Whether this equality of two prints holds only since one of them was cut off.
    pub(crate) fn holds_cut_off(&self, facts: &Facts<'_>) -> bool {
        let Some(prints) = self.prints() else { return false };
        if !prints.iter().any(|&fact| facts.is_cut_off(fact)) {
            return false;
        }
        let rounded = |fact| facts.figure(fact).map(|figure| figure.interval(facts.rounding()));
        let [Some(a), Some(b)] = prints.map(rounded) else { return false };
        a.intersection(b).is_none()
    }

    /// Whether this broken equality closes when one of its terms has the other sign: an increase
    /// told as a decrease.
    pub(crate) fn closes_reversed(&self, facts: &Facts<'_>) -> bool {
        self.relation == Relation::Equal
            && (0..self.terms().len()).any(|index| {
                let mut reversed = self.clone();
                let nil = reversed.sum.terms.get_mut(index).is_none_or(|term| {
                    term.coefficient = -term.coefficient;
                    !facts.scope(term.fact).fixes(crate::scope::Dimension::Change)
                });
                let judged = reversed.judge(facts).map(|judgement| judgement.verdict);
                !nil && judged.is_some_and(|verdict| verdict != Verdict::Broken)
            })
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

    /// The stable name, as it stands in JSON.
    pub fn key(self) -> &'static str {
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

impl Judgement {
    /// What the sum of the terms may be, given how its figures were rounded: the least and the most that are
    /// lacking.
    pub(crate) fn lacking(&self) -> [Option<Quantity>; 2] {
        [self.difference.checked_sub(self.allowed), self.difference.checked_add(self.allowed)]
    }
}

#[cfg(test)]
mod tests {
    use alloc::{vec, vec::Vec};

    use super::*;
    use crate::disclosure::Disclosure;
    use crate::facts::Builder;
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

    fn equation(relation: Relation, terms: &[(i64, usize)]) -> Equation {
        let terms = terms.iter().map(|&(coefficient, fact)| Term::new(coefficient, fact));
        Equation::new(Law::Identity, relation, terms.collect())
    }

    fn same(one: usize, other: usize) -> Equation {
        equation(Relation::Equal, &[(1, one), (-1, other)])
    }

    fn no_sameness(other: usize) -> Vec<Equation> {
        vec![
            equation(Relation::AtLeast, &[(1, 0), (-1, other)]),
            equation(Relation::Equal, &[(2, 0), (-1, other)]),
            equation(Relation::Equal, &[(1, 0), (1, other)]),
            equation(Relation::Equal, &[(1, 0), (-2, other)]),
            equation(Relation::Equal, &[(1, 0)]),
        ]
    }

    #[test]
    fn an_equality_of_two_prints_may_hold_since_one_was_cut_off() {
        let wan = RawTable::new("部门支出总表", Unit::WanYuan, ["合计"]);
        let yuan = RawTable::new("部门支出总表", Unit::Yuan, ["合计"]);
        let wan = wan.row("201", "", ["10.34"]).row("203", "", ["0.34"]).row("205", "", ["5.00"]);
        let yuan = yuan.row("201", "", ["103456"]).row("203", "", ["3456"]).row("205", "", ["5e4"]);
        let raw = RawDisclosure::new(2026, Stage::Budget).table(wan).table(yuan);
        let disclosure = Disclosure::read(raw);
        let facts = Builder::new(&disclosure, Rounding::Nearest).build();
        assert!(same(0, 3).holds_cut_off(&facts) && same(3, 0).holds_cut_off(&facts));
        assert!(!same(2, 2).holds_cut_off(&facts), "it was rounded");
        for equation in no_sameness(3) {
            assert!(!equation.holds_cut_off(&facts), "{equation:?}");
        }
    }

    #[test]
    fn a_constant_stands_beside_the_terms() {
        let disclosure = twice("10.34", &[], "1.00");
        let facts = Builder::new(&disclosure, Rounding::Nearest).build();
        let verdict = |text: &str| {
            let figure = Figure::parse(text, Unit::WanYuan).unwrap().unwrap();
            let constant = Linear::constant(Constant::of(figure, Rounding::Nearest));
            let sum = Linear::of(FactId::at(0)).plus(-1, &constant).unwrap();
            Equation::of(Law::Change, Relation::Equal, sum).judge(&facts).unwrap().verdict
        };
        assert_eq!(verdict("10.34"), Verdict::Exact);
        assert_eq!(verdict("10.3"), Verdict::Rounding);
        assert_eq!(verdict("10.36"), Verdict::Broken);
    }

    #[test]
    fn prints_meet_at_their_border_where_a_half_went_both_ways() {
        let disclosure = twice("10.34", &["10.35", "10.36"], "103450.00");
        let facts = Builder::new(&disclosure, Rounding::Nearest).build();
        assert!(same(0, 1).is_boundary(&facts) && same(1, 0).is_boundary(&facts));
        assert!(!same(0, 2).is_boundary(&facts), "these do not meet");
        assert!(!same(0, 0).is_boundary(&facts));
        for equation in no_sameness(1) {
            assert!(!equation.is_boundary(&facts), "{equation:?}");
        }
        // Of an exact amount there is one reading.
        let exact = Builder::new(&disclosure, Rounding::Exact).build();
        assert!(!same(0, 1).is_boundary(&exact));
    }

    #[test]
    fn what_rounding_may_move_is_counted_towards_nought() {
        // Cut off, each figure may be up to one more than it prints.
        let of = |whole: &str| {
            let disclosure = twice(whole, &["5", "5"], "0");
            let facts = Builder::new(&disclosure, Rounding::Truncated).build();
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
