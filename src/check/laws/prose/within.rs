//! Within one mention: level − level before = change, change ÷ level before = rate, what was done ÷
//! what was planned = completion, and 小于, 大于, 持平 between them.
//!
//! ```text
//! 公务接待费3.60万元，较2024年的4.80万元减少1.20万元，下降25.00%: 3.60 = 4.80 − 1.20, 1.20 ÷ 4.80 = 25%
//! ```

use alloc::format;
use alloc::vec::Vec;

use super::super::quotient::{self, Stated};
use super::Meant;
use super::node::{Amount, FARTHEST, Node, is_one_base};
use crate::check::{Constant, Context, Equation, Linear, Presumption, Relation};
use crate::facts::{self, FactId};
use crate::finding::{Finding, FindingKind, Severity};
use crate::kind::Stage;
use crate::lang::Message;
use crate::law::Law;
use crate::narrative::tree::{Base, Measure, Tree, What};
use crate::narrative::{self, Percent};
use crate::num::amount::Unit;
use crate::num::figure::{Figure, Quantity};
use crate::place::Place;

/// How far apart two amounts may be that are said to be nearly equal (基本持平): a twentieth of the
/// larger one. Nobody defines the word, so that more is a warning and no error.
const NEARLY: i64 = 20;

pub(super) fn derive(context: &mut Context<'_>, tree: &Tree) {
    for (id, mention) in tree.mentions.iter().enumerate() {
        let of = Node { tree, id, mention, sentence: None, words_on: id };
        for (number, measure) in mention.measures.iter().enumerate() {
            of.check(context, number, measure);
        }
    }
}

impl Node<'_> {
    fn check(self, context: &mut Context<'_>, number: usize, measure: &Measure) {
        let place = facts::place(&measure.span);
        let this = Self { sentence: Some(measure.sentence), ..self };
        match measure.what {
            What::Change { figure: _, base, .. } if !base.foreign => {
                let Some(fact) = context.facts.claimed().fact(self.id, number) else { return };
                let of = this.choose(context, measure, |node, context| {
                    node.change_holds(context, fact, base)
                });
                of.change(context, Some(fact), base, place);
            }
            What::Rate { percent, base, .. } if !base.foreign => {
                let of = this.choose(context, measure, |node, context| {
                    node.rate_holds(context, percent, base, measure)
                });
                of.rate(context, percent, base, place, measure);
            }
            What::Flat { nearly: false, base, .. } if !base.foreign => {
                if base.stage.is_some() && base.year == Some(self.year(context)) {
                    this.flat_to_plan(context, base, place);
                } else {
                    self.change(context, None, base, place);
                }
            }
            What::Flat { nearly: true, base, .. } if !base.foreign => {
                this.nearly(context, base, place);
            }
            What::Difference { .. } => this.difference(context, number),
            What::DifferenceRate { percent } => this.difference_rate(context, percent, place),
            What::Compare { relation, base } => this.compare(context, relation, base, place),
            What::Completion { percent, stage, year, foreign: false } => {
                let plan = (stage, year.unwrap_or(self.year(context)));
                let of = this.choose(context, measure, |node, context| {
                    node.completion_holds(context, percent, plan, place)
                });
                of.completion(context, percent, plan, place);
            }
            _ => {}
        }
    }

    /// The mention that a measure is of: this one, unless it holds only for another that the sentence may
    /// speak of.
    fn choose(
        self,
        context: &Context<'_>,
        measure: &Measure,
        holds: impl Fn(Self, &Context<'_>) -> Option<bool>,
    ) -> Self {
        // Where none holds it is wrong of whichever it is.
        if holds(self, context) != Some(false) {
            return self;
        }
        let mut others = self.others(measure);
        others.find(|other| holds(*other, context) == Some(true)).unwrap_or(self)
    }

    /// The other mentions that the words of a measure may be of: the other reading, the heads above, what
    /// the sentence spoke of before (由一般公共预算5万元和政府性基金3万元组成，下降2%). Not those of which the
    /// like is told already.
    fn others(self, measure: &Measure) -> impl Iterator<Item = Self> {
        let heads = self.tree.ancestors(self.id).skip(1);
        let sentence = measure.sentence;
        let before = (0..self.id).rev().take(FARTHEST).filter(move |&id| {
            self.tree.mention(id).is_some_and(|mention| mention.sentence == sentence)
        });
        let all = measure.or.into_iter().chain(heads).chain(before);
        let is_told =
            |other: &Self| other.mention.measures.iter().any(|told| is_alike(told, measure));
        all.filter_map(move |id| {
            let other = Self { sentence: self.sentence, ..Self::new(self.tree, id)? };
            if is_told(&other) {
                return None;
            }
            Some([Self { words_on: self.id, ..other }, other])
        })
        .flatten()
    }

    fn change_holds(self, context: &Context<'_>, fact: FactId, base: Base) -> Option<bool> {
        let now = self.now(context, base)?;
        let then = self.then(context, base)?;
        let sum = Linear::of(now.fact).plus(-1, &then.sum)?.plus(-1, &Linear::of(fact))?;
        let equation = Equation::of(Law::Change, Relation::Equal, sum);
        Some(equation.judge(context.facts)?.verdict != crate::check::Verdict::Broken)
    }

    fn rate_holds(
        self,
        context: &Context<'_>,
        percent: Percent,
        base: Base,
        measure: &Measure,
    ) -> Option<bool> {
        let (rise, from, _) = self.growth(context, base, measure)?;
        let (above, below) = (&rise, &from);
        let place = facts::place(&measure.span);
        Stated { law: Law::Change, above, below, percent, place, presumed: None }.holds(context)
    }

    /// level = level before + change; without a change, level = level before.
    fn change(self, context: &mut Context<'_>, fact: Option<FactId>, base: Base, place: Place) {
        let (Some(now), Some(then)) = (self.now(context, base), self.then(context, base)) else {
            return;
        };
        if then.fact == Some(now.fact) {
            return;
        }
        let change = match fact {
            Some(fact) => Some(Amount::of(Meant { fact, certain: true })),
            None => Amount::nil(context),
        };
        let Some(change) = change else { return };
        let sum = || Linear::of(now.fact).plus(-1, &then.sum)?.plus(-1, &change.sum);
        let Some(sum) = sum() else { return };
        let equation = Equation::of(Law::Change, Relation::Equal, sum);
        let equation = if fact.is_none() { equation.stated_at(place) } else { equation };
        push(context, equation, now.certain && then.certain);
    }

    /// The rise and what it starts from, and whether both are certain.
    fn growth(
        self,
        context: &Context<'_>,
        base: Base,
        measure: &Measure,
    ) -> Option<(Linear, Linear, bool)> {
        let now = self.now(context, base);
        if let (Some(now), Some(then)) = (now, self.then(context, base)) {
            if then.fact != Some(now.fact) {
                let rise = Linear::of(now.fact).plus(-1, &then.sum)?;
                return Some((rise, then.sum, now.certain && then.certain));
            }
        }
        let change = self.change_beside(context, base, measure)?;
        let then = self.then(context, base);
        if let Some(then) = then {
            return Some((Linear::of(change), then.sum, then.certain));
        }
        let now = now?;
        let from = Linear::of(now.fact).plus(-1, &Linear::of(change))?;
        Some((Linear::of(change), from, now.certain))
    }

    /// The amount of the change whose rate is told.
    pub(super) fn change_beside(
        self,
        context: &Context<'_>,
        base: Base,
        measure: &Measure,
    ) -> Option<FactId> {
        let words = self.tree.mention(self.words_on)?;
        let changes = words.measures.iter().enumerate().filter(|(_, other)| {
            matches!(&other.what, What::Change { base: of, .. } if is_one_base(*of, base))
        });
        // That of its own sentence before one told elsewhere.
        let (number, _) = changes.min_by_key(|(_, other)| other.sentence != measure.sentence)?;
        context.facts.claimed().fact(self.words_on, number)
    }

    fn rate(
        self,
        context: &mut Context<'_>,
        percent: Percent,
        base: Base,
        place: Place,
        measure: &Measure,
    ) {
        if let Some(change) = self.change_beside(context, base, measure) {
            if self.points_apart(context, change, percent, place, base) {
                return;
            }
        }
        let Some((rise, from, certain)) = self.growth(context, base, measure) else { return };
        if self.lacks_verb(context, percent, base, place) {
            return;
        }
        let presumed = (!certain).then_some(Presumption::SameAmount);
        quotient::growth(context, [&rise, &from], percent, place, presumed);
        from_nothing(context, &from, percent, place);
    }

    /// 减少3万元，增长2%: the amount and the rate point opposite ways.
    fn points_apart(
        self,
        context: &mut Context<'_>,
        change: FactId,
        percent: Percent,
        place: Place,
        base: Base,
    ) -> bool {
        let Some(figure) = context.facts.figure(change) else { return false };
        if figure.mantissa().signum() * percent.mantissa().signum() >= 0 {
            return false;
        }
        let message = Message::new(
            format!("金额的增减（{}）与百分比（{percent}）方向相反", figure.to_text_with_unit()),
            format!("the amount ({figure}) and the percentage ({percent}) point opposite ways"),
        );
        let places = [place, context.facts.place(change)].into();
        let mut finding = Finding::new(FindingKind::WrongDirection, places, message);
        finding.law = Some(Law::Change);
        if self.now(context, base).is_none() {
            finding.severity = Severity::Warning;
        }
        context.findings.push(finding);
        true
    }

    /// 较上年30万元，下降6%, where 30 is 6 % of the level before: 减少 is missing.
    fn lacks_verb(
        self,
        context: &mut Context<'_>,
        percent: Percent,
        base: Base,
        place: Place,
    ) -> bool {
        let facts = context.facts;
        let prior = self.mention.measures.iter().enumerate().find(|(_, measure)| {
            matches!(&measure.what, What::Prior { base: of, .. } if is_one_base(*of, base))
        });
        let told = self.mention.measures.iter().any(|measure| {
            matches!(&measure.what, What::Change { base: of, .. } if is_one_base(*of, base))
        });
        let (Some((number, _)), false) = (prior, told) else { return false };
        let (Some(now), Some(amount)) =
            (self.now(context, base), facts.claimed().fact(self.id, number))
        else {
            return false;
        };
        let sign = percent.mantissa().signum();
        let rise = Linear::ZERO.plus(sign, &Linear::of(amount));
        let Some(rise) = rise else { return false };
        let Some(from) = Linear::of(now.fact).plus(-1, &rise) else { return false };
        let as_printed = self.then(context, base).and_then(|then| {
            let rise = Linear::of(now.fact).plus(-1, &then.sum)?;
            let (above, below) = (&rise, &then.sum);
            Stated { law: Law::Change, above, below, percent, place, presumed: None }.holds(context)
        });
        let (above, below) = (&rise, &from);
        let as_change = Stated { law: Law::Change, above, below, percent, place, presumed: None }
            .holds(context);
        if as_printed != Some(false) || as_change != Some(true) {
            return false;
        }
        let amount_place = facts.place(amount);
        let figure = facts.figure(amount).map(Figure::to_text_with_unit).unwrap_or_default();
        let verb = if sign < 0 { "减少" } else { "增加" };
        let message = Message::new(
            format!("{figure} 前面似乎漏写了“{verb}”：与 {percent} 相符的是增减额，而不是上年数"),
            format!(
                "{figure} seems to lack its verb: with {percent} it is the change, not last year's amount"
            ),
        );
        let places = [place, amount_place].into();
        context.findings.push(Finding::new(FindingKind::SelfContradiction, places, message));
        true
    }

    fn flat_to_plan(self, context: &mut Context<'_>, base: Base, place: Place) {
        let (Some(now), Some(then)) = (self.now(context, base), self.then(context, base)) else {
            return;
        };
        let Some(sum) = Linear::of(now.fact).plus(-1, &then.sum) else { return };
        if then.fact == Some(now.fact) {
            return;
        }
        let equation = Equation::of(Law::Comparison, Relation::Equal, sum).stated_at(place);
        push(context, equation, now.certain && then.certain);
    }

    fn nearly(self, context: &mut Context<'_>, base: Base, place: Place) {
        let (Some(now), Some(then)) = (self.now(context, base), self.then(context, base)) else {
            return;
        };
        let facts = context.facts;
        let now_sum = Linear::of(now.fact);
        if nearly_equal(context, &now_sum, &then.sum) {
            return;
        }
        let told =
            |sum: &Linear| sum.value(facts).map(|sum| sum.to_decimal_string(Unit::WanYuan, 2));
        let [a, b] = [&now_sum, &then.sum].map(|sum| told(sum).unwrap_or_default());
        let message = Message::new(
            format!("说基本持平，{a} 与 {b} 万元却相差超过二十分之一"),
            format!(
                "said to be nearly equal, but {a} and {b} 万元 are more than a twentieth apart"
            ),
        );
        let other = then.fact.map(|fact| facts.place(fact));
        let places: Vec<Place> = [place, facts.place(now.fact)].into_iter().chain(other).collect();
        let mut finding = Finding::new(FindingKind::WrongDirection, places, message);
        finding.severity = Severity::Warning;
        context.findings.push(finding);
    }

    /// What was planned: as the words say, else the budget, else the adjusted one.
    fn plan(self, context: &Context<'_>, stage: Option<Stage>) -> Option<Amount> {
        let year = Some(self.year(context));
        let base = |stage| Base { year, stage: Some(stage), ..Base::default() };
        match stage {
            Some(stage) => self.then(context, base(stage)),
            None => {
                // 完成预算的…: of the budget that the sentence names last.
                let named =
                    self.mention.measures.iter().rev().find_map(|measure| match &measure.what {
                        What::Level {
                            stage: Some(stage @ (Stage::Budget | Stage::Adjusted)),
                            ..
                        }
                        | What::Prior {
                            base:
                                Base { stage: Some(stage @ (Stage::Budget | Stage::Adjusted)), .. },
                            ..
                        } => Some(*stage),
                        _ => None,
                    });
                let stages = named.into_iter().chain([Stage::Budget, Stage::Adjusted]);
                stages.into_iter().find_map(|stage| self.then(context, base(stage)))
            }
        }
    }

    /// What was done, and what was planned.
    fn completed(
        self,
        context: &Context<'_>,
        (stage, year): (Option<Stage>, u16),
    ) -> Option<(Meant, Amount)> {
        if year != self.year(context) {
            let level = |stage| self.own_level(context, (year, stage));
            let done = Meant { fact: level(Stage::Final)?, certain: true };
            let plan = Meant { fact: level(stage.unwrap_or(Stage::Budget))?, certain: true };
            return Some((done, Amount::of(plan)));
        }
        let base =
            Base { year: Some(year), stage: stage.or(Some(Stage::Budget)), ..Base::default() };
        let (done, plan) = (self.now(context, base)?, self.plan(context, stage)?);
        (plan.fact != Some(done.fact)).then_some((done, plan))
    }

    fn completion_holds(
        self,
        context: &Context<'_>,
        percent: Percent,
        plan: (Option<Stage>, u16),
        place: Place,
    ) -> Option<bool> {
        let (done, plan) = self.completed(context, plan)?;
        let (above, below) = (&Linear::of(done.fact), &plan.sum);
        Stated { law: Law::Ratio, above, below, percent, place, presumed: None }.holds(context)
    }

    fn completion(
        self,
        context: &mut Context<'_>,
        percent: Percent,
        plan: (Option<Stage>, u16),
        place: Place,
    ) {
        let Some((done, plan)) = self.completed(context, plan) else { return };
        let facts = context.facts;
        let text = |sum: &Linear| {
            sum.value(facts).map(|sum| sum.to_decimal_string(Unit::WanYuan, 2)).unwrap_or_default()
        };
        let above = Linear::of(done.fact);
        let planned = plan.sum.value(facts).unwrap_or_default();
        if planned <= Quantity::ZERO {
            // Of nothing no part can be done; 0 of 0 is told as 0 % or as 100 %.
            let all = percent.mantissa() == 0 || facts.is_nil(done.fact);
            if !all && planned == Quantity::ZERO {
                let message = Message::new(
                    format!("预算为 0，不能完成 {percent}"),
                    format!("{percent} of a budget of nil"),
                );
                let mut finding = Finding::new(
                    FindingKind::SelfContradiction,
                    [place].into_iter().chain(plan.fact.map(|fact| facts.place(fact))).collect(),
                    message,
                );
                finding.severity = if percent.mantissa() == 100 * prose_scale(percent) {
                    Severity::Warning
                } else {
                    Severity::Error
                };
                context.findings.push(finding);
            }
            return;
        }
        let presumed = (!(done.certain && plan.certain)).then_some(Presumption::SameAmount);
        let stated =
            Stated { law: Law::Ratio, above: &above, below: &plan.sum, percent, place, presumed };
        let exact = stated.exact(context).unwrap_or_default();
        let (done, planned) = (text(&above), text(&plan.sum));
        let words = Message::new(
            format!("{done} ÷ {planned} = {exact}%，文中为 {percent}"),
            format!("{done} ÷ {planned} = {exact}%, printed as {percent}"),
        );
        stated.push(context, &words);
    }

    fn compare(
        self,
        context: &mut Context<'_>,
        relation: narrative::Relation,
        base: Base,
        place: Place,
    ) {
        let (Some(now), Some(then)) = (self.now(context, base), self.then(context, base)) else {
            return;
        };
        let Some(then_fact) = then.fact.filter(|&then| then != now.fact) else { return };
        let certain = now.certain && then.certain;
        let equation = match relation {
            narrative::Relation::Less => Equation::at_most(Law::Comparison, now.fact, then_fact),
            narrative::Relation::Greater => Equation::at_most(Law::Comparison, then_fact, now.fact),
            narrative::Relation::Equal => Equation::pair(Law::Comparison, now.fact, then_fact),
        };
        push(context, equation.stated_at(place), certain);
    }

    /// The two levels that a difference without a base is of.
    fn two_levels(self, context: &Context<'_>) -> Option<[FactId; 2]> {
        let raw = context.facts.disclosure().raw();
        let year = self.year(context);
        let now = self.own_level(context, (year, raw.stage))?;
        let base = |stage| Base { year: Some(year), stage: Some(stage), ..Base::default() };
        let then = [Stage::Adjusted, Stage::Budget]
            .into_iter()
            .find_map(|stage| self.then(context, base(stage)).and_then(|then| then.fact))?;
        (then != now).then_some([now, then])
    }

    /// 差值为0.80万元: a difference without a sign.
    fn difference(self, context: &mut Context<'_>, number: usize) {
        let Some(measure) = self.mention.measures.get(number) else { return };
        let What::Difference { figure } = measure.what else { return };
        let Some([now, then]) = self.two_levels(context) else { return };
        let facts = context.facts;
        let (Some(a), Some(b)) = (facts.value(now), facts.value(then)) else { return };
        let [more, less] = if a >= b { [now, then] } else { [then, now] };
        let told = Constant::of(figure, facts.rounding());
        let sum = || {
            let difference = Linear::of(more).plus(-1, &Linear::of(less))?;
            difference.plus(-1, &Linear::constant(told))
        };
        if let Some(sum) = sum() {
            let place = facts::place(&measure.span);
            context.push(Equation::of(Law::Change, Relation::Equal, sum).stated_at(place));
        }
    }

    fn difference_rate(self, context: &mut Context<'_>, percent: Percent, place: Place) {
        let Some([now, then]) = self.two_levels(context) else { return };
        let facts = context.facts;
        let (Some(a), Some(b)) = (facts.value(now), facts.value(then)) else { return };
        // The sign is often left out.
        let up = a >= b || percent.mantissa() < 0;
        let [more, less] = if up { [now, then] } else { [then, now] };
        let Some(rise) = Linear::of(more).plus(-1, &Linear::of(less)) else { return };
        quotient::growth(context, [&rise, &Linear::of(then)], percent, place, None);
    }
}

/// Whether two say the like of what they are of: a change from the same, what was done of the same plan.
fn is_alike(one: &Measure, other: &Measure) -> bool {
    match (&one.what, &other.what) {
        (What::Change { base, .. }, What::Change { base: of, .. })
        | (What::Rate { base, .. }, What::Rate { base: of, .. }) => is_one_base(*base, *of),
        (
            What::Completion { stage, year, .. },
            What::Completion { stage: of, year: in_year, .. },
        ) => (stage, year) == (of, in_year),
        _ => false,
    }
}

fn push(context: &mut Context<'_>, equation: Equation, certain: bool) {
    context.push(if certain { equation } else { equation.presumed(Presumption::SameAmount) });
}

/// A hundred per cent as the mantissa of a percentage, divided by a hundred.
fn prose_scale(percent: Percent) -> i64 {
    10_i64.checked_pow(u32::from(percent.decimals())).unwrap_or(1)
}

/// A rate of growth from nothing: many print 100 % for what is new.
fn from_nothing(context: &mut Context<'_>, from: &Linear, percent: Percent, place: Place) {
    let nothing = from.value(context.facts) == Some(Quantity::ZERO);
    if nothing && percent.mantissa() != 0 {
        let message = Message::new(
            format!("上年为 0，没有增减率，文中为 {percent}"),
            format!("from nil there is no rate, printed as {percent}"),
        );
        let mut finding = Finding::new(FindingKind::SelfContradiction, [place].into(), message);
        finding.severity = Severity::Warning;
        context.findings.push(finding);
    }
}

/// Whether two amounts are within a twentieth of each other; yes where that is unknown.
fn nearly_equal(context: &Context<'_>, left: &Linear, right: &Linear) -> bool {
    let apart = || {
        let (a, b) = (left.value(context.facts)?, right.value(context.facts)?);
        let difference = a.max(b).checked_sub(a.min(b))?.checked_mul(NEARLY)?;
        let largest = a.max(b).max(a.min(b).checked_neg()?);
        Some(difference > largest)
    };
    !apart().unwrap_or(false)
}
