//! The amounts of the narrative as facts beside those of the tables.
//!
//! Each amount is a fact of its own, and one amount with a printed one only where its words say so:
//! what they fix must be what the table prints, and a fund that they leave open is no fund. Where
//! several prints may be meant the one that agrees is taken.

use alloc::{collections::BTreeMap, vec::Vec};

use super::{Builder, FactId, Facts};
use crate::code::Level;
use crate::disclosure::{Content, Fact};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::Stage;
use crate::narrative::tree::{Base, Measure, Mention, MentionId, Narrow, Span, Tree, What};
use crate::num::figure::Figure;
use crate::num::slips::{is_slip, slips};
use crate::place::Place;
use crate::scope::{Dimension, NameId, Scope};

/// The facts that the measures of the narrative became.
#[derive(Debug, Default)]
pub(crate) struct Claimed {
    /// By mention, by measure.
    facts: Vec<Vec<Option<FactId>>>,
    /// The clause of each fact.
    clauses: BTreeMap<FactId, Place>,
    /// By what it is about: the mentions, in their order.
    of_scope: BTreeMap<Scope, Vec<MentionId>>,
    /// Prints that are one amount with a fact of the narrative only if two names mean one thing.
    presumed: Vec<Alike>,
}

/// Two facts that may be one amount.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Alike {
    pub(crate) claim: FactId,
    pub(crate) other: FactId,
}

/// How many mentions of one scope are looked at before and behind another.
const NEAR: usize = 16;

/// The tables of scopes that are of one mention alone count down from here.
const OWN: u32 = u32::MAX - 1;

/// More mentions than a narrative can hold: numbers from here on are of single amounts.
const MOST_MENTIONS: usize = 1 << 30;

impl Claimed {
    /// The fact of a measure.
    pub(crate) fn fact(&self, mention: MentionId, measure: usize) -> Option<FactId> {
        self.facts.get(mention)?.get(measure).copied().flatten()
    }

    /// All facts of the narrative, in its order.
    pub(crate) fn all(&self) -> impl Iterator<Item = FactId> + use<'_> {
        self.facts.iter().flatten().filter_map(|fact| *fact)
    }

    /// The clause of the narrative that a fact is read out of.
    pub(super) fn clause(&self, fact: FactId) -> Option<Place> {
        self.clauses.get(&fact).copied()
    }

    /// The nearest mentions of a scope before and behind one: at most so many each way, for a
    /// document that says one thing a hundred thousand times.
    pub(crate) fn of_scope_near(
        &self,
        scope: Scope,
        id: MentionId,
    ) -> impl Iterator<Item = MentionId> + use<'_> {
        let all = self.of_scope.get(&scope).map(Vec::as_slice).unwrap_or_default();
        let at = all.partition_point(|&other| other < id);
        let near = all.get(at.saturating_sub(NEAR)..all.len().min(at + NEAR)).unwrap_or_default();
        near.iter().copied().filter(move |&other| other != id)
    }

    /// The nearest mentions of a scope behind one.
    pub(crate) fn of_scope_after(
        &self,
        scope: Scope,
        id: MentionId,
    ) -> impl Iterator<Item = MentionId> + use<'_> {
        self.of_scope_near(scope, id).filter(move |&other| other > id)
    }

    /// Facts that may be one amount.
    pub(crate) fn presumed(&self) -> &[Alike] {
        &self.presumed
    }
}

/// The place of a piece of the narrative.
pub(crate) fn place(span: &Span) -> Place {
    Place::Prose { paragraph: span.paragraph, start: span.start, end: span.end }
}

/// The year and the stage that an amount of a mention is of.
pub(crate) fn when(facts: &Facts<'_>, mention: &Mention, measure: &Measure) -> (u16, Stage) {
    let raw = facts.disclosure().raw();
    match &measure.what {
        What::Level { year, stage, .. } => {
            (year.or(mention.subject.year).unwrap_or(raw.year), stage.unwrap_or(raw.stage))
        }
        What::Prior { base, .. } => before(facts, mention, *base),
        _ => (mention.subject.year.unwrap_or(raw.year), raw.stage),
    }
}

/// The year and the stage that a mention is compared with.
pub(crate) fn before(facts: &Facts<'_>, mention: &Mention, base: Base) -> (u16, Stage) {
    let raw = facts.disclosure().raw();
    let own = mention.subject.year.unwrap_or(raw.year);
    let year = base.year.unwrap_or(own.saturating_sub(1));
    (year, base.stage.unwrap_or(stage_of(facts, mention)))
}

/// The stage that a mention speaks of where it does not say for each amount: 支出预算较上年减少3万元
/// in final accounts is of the budget.
pub(crate) fn stage_of(facts: &Facts<'_>, mention: &Mention) -> Stage {
    let document = facts.disclosure().raw().stage;
    let of_document = mention.levels().any(|level| match level.what {
        What::Level { stage, .. } => stage.is_none_or(|stage| stage == document),
        _ => false,
    });
    mention.subject.stage.filter(|_| !of_document).unwrap_or(document)
}

/// Adds the amounts of the narrative.
pub(super) fn add(builder: &mut Builder<'_>) {
    let disclosure = builder.facts.disclosure();
    let tree = &disclosure.narrative().tree;
    let mut told: BTreeMap<(Scope, u32, u64), FactId> = BTreeMap::new();
    for (id, mention) in tree.mentions.iter().enumerate() {
        let mut facts: Vec<Option<FactId>> = Vec::with_capacity(mention.measures.len());
        for measure in &mention.measures {
            let fact = match &measure.what {
                What::Level { figure, about: false, .. } => {
                    Some(level(builder, &mut told, (tree, id), measure, *figure))
                }
                What::Prior { figure, .. } => {
                    let (year, stage) = when(&builder.facts, mention, measure);
                    let scope = own(&builder.facts, mention, id).with_year(year).with_stage(stage);
                    Some(builder.add_claim(scope, *figure, measure))
                }
                What::Change { figure, base, .. } => {
                    let (year, _) = before(&builder.facts, mention, *base);
                    let scope = own(&builder.facts, mention, id).with_change(year);
                    let told = builder.facts.find_anywhere(scope);
                    let other = told.is_some_and(|told| !is_near(&builder.facts, *figure, told));
                    let scope = if other { alone(&builder.facts, scope) } else { scope };
                    Some(builder.add_claim(scope, *figure, measure))
                }
                _ => None,
            };
            facts.push(fact);
        }
        builder.facts.claims.facts.push(facts);
        if let Some(scope) = mention.scope {
            builder.facts.claims.of_scope.entry(scope).or_default().push(id);
        }
    }
}

/// A scope of one mention alone; of one amount alone where it is not known what the mention is of,
/// for what stands behind the same words need not be the same amount (涉及资金5万元…涉及资金3万元).
fn own(facts: &Facts<'_>, mention: &Mention, id: MentionId) -> Scope {
    let unread = !is_one_amount(mention);
    let number = if unread { MOST_MENTIONS.saturating_add(facts.len()) } else { id };
    let scope = mention.scope.unwrap_or(Scope::ALL);
    scope.with_table(NameId(OWN.saturating_sub(crate::index::number(number))))
}

/// A scope as that of one amount alone.
fn alone(facts: &Facts<'_>, scope: Scope) -> Scope {
    let number = crate::index::number(MOST_MENTIONS.saturating_add(facts.len()));
    scope.with_table(NameId(OWN.saturating_sub(number)))
}

/// Whether an amount of the narrative is a printed one, or one slip of the hand (笔误) or a year away from
/// it. Else the words may speak of something else: a sentence that was not understood gives any amount.
fn is_near(facts: &Facts<'_>, figure: Figure, printed: FactId) -> bool {
    let meets = |fact: FactId, figure: Figure| {
        let interval = figure.interval(facts.rounding());
        facts.interval(fact).is_some_and(|other| other.intersection(interval).is_some())
    };
    let scope = facts.scope(printed);
    let before = scope.year().and_then(|year| facts.find(scope.with_year(year.checked_sub(1)?)));
    let slipped = |mantissa: i64| {
        let other = Figure::new(mantissa, figure.decimals(), figure.unit());
        other.is_ok_and(|other| meets(printed, other))
    };
    if meets(printed, figure) || before.is_some_and(|before| meets(before, figure)) {
        return true;
    }
    let last_place = |figure: Figure| (figure.unit(), figure.decimals());
    match facts.figure(printed).filter(|&other| last_place(other) == last_place(figure)) {
        Some(other) => is_slip(figure.mantissa(), other.mantissa()),
        None => slips(figure.mantissa()).into_iter().any(slipped),
    }
}

/// Whether the same words mean the same amount: they say whether it comes in or goes out, and are of
/// no average (每批521.31元、人均47.32元).
fn is_one_amount(mention: &Mention) -> bool {
    mention.scope.is_some_and(|scope| scope.flow().is_some())
        && !mention.narrow.contains(&Narrow::Average)
}

fn level(
    builder: &mut Builder<'_>,
    told: &mut BTreeMap<(Scope, u32, u64), FactId>,
    (tree, id): (&Tree, MentionId),
    measure: &Measure,
    figure: Figure,
) -> FactId {
    let Some(mention) = tree.mention(id) else {
        return builder.add_claim(Scope::ALL, figure, measure);
    };
    let (year, stage) = when(&builder.facts, mention, measure);
    let alone = own(&builder.facts, mention, id).with_year(year).with_stage(stage);
    let told_before = builder.facts.find_anywhere(alone);
    let apart = told_before.is_some_and(|told| !is_near(&builder.facts, figure, told));
    let alone = if apart { self::alone(&builder.facts, alone) } else { alone };
    let known = mention.scope.filter(|_| !mention.below_unread);
    let Some(scope) = known else { return builder.add_claim(alone, figure, measure) };
    let dated = scope.with_year(year).with_stage(stage);
    let narrowed: u64 = mention.narrow.iter().fold(0, |bits, word| bits | 1 << (*word as u64 % 64));
    if narrowed == 0 && mention.guessed {
        let printed = printed(&builder.facts, dated, &funds(&builder.facts, dated));
        let interval = figure.interval(builder.facts.rounding());
        let agrees = |fact: FactId| {
            builder.facts.interval(fact).is_some_and(|other| other.intersection(interval).is_some())
        };
        if let Some(&(_, other)) = printed.iter().find(|&&(_, fact)| agrees(fact)) {
            let claim = builder.add_claim(alone, figure, measure);
            builder.facts.claims.presumed.push(Alike { claim, other });
            return claim;
        }
    }
    if narrowed == 0 && !mention.guessed {
        match bind(&builder.facts, dated, figure, mention.subject.path) {
            Binding::Same(scope) => return builder.add_claim(scope, figure, measure),
            Binding::Presumed(other) => {
                let claim = builder.add_claim(alone, figure, measure);
                builder.facts.claims.presumed.push(Alike { claim, other });
                return claim;
            }
            Binding::None => {}
        }
    }
    // Told again in the same section, in the same words, it is the same amount.
    let key = (dated, mention.section, narrowed);
    let before = told.get(&key).copied().filter(|_| is_one_amount(mention));
    if let Some(before) = before {
        if is_near(&builder.facts, figure, before) {
            let same = builder.facts.scope(before);
            return builder.add_claim(same, figure, measure);
        }
        let apart = self::alone(&builder.facts, alone);
        return builder.add_claim(apart, figure, measure);
    }
    let claim = builder.add_claim(alone, figure, measure);
    told.insert(key, claim);
    // In another section the same words may mean another part of the money.
    let other = told
        .range((dated, 0, narrowed)..=(dated, u32::MAX, narrowed))
        .find(|(key, fact)| key.0 == dated && key.2 == narrowed && **fact != claim);
    if let Some((_, &other)) = other {
        let agrees = builder.facts.interval(other).zip(builder.facts.interval(claim));
        if agrees.is_some_and(|(a, b)| a.intersection(b).is_some()) {
            builder.facts.claims.presumed.push(Alike { claim, other });
        }
    }
    claim
}

impl Builder<'_> {
    fn add_claim(&mut self, scope: Scope, figure: Figure, measure: &Measure) -> FactId {
        let fact = self.add(Fact::new(scope, Content::Figure(figure), place(&measure.span)));
        self.facts.claims.clauses.insert(fact, place(&measure.clause));
        fact
    }
}

/// How an amount of the narrative relates to what the tables print.
enum Binding {
    /// It is the amount that they print under this scope.
    Same(Scope),
    /// It is if two names mean one thing.
    Presumed(FactId),
    None,
}

/// What a scope of the narrative is among those that the tables print. `path`: its words are those of a
/// code (类, 款, 项).
fn bind(facts: &Facts<'_>, scope: Scope, figure: Figure, path: bool) -> Binding {
    let interval = figure.interval(facts.rounding());
    let agrees = |fact: FactId| {
        facts.interval(fact).is_some_and(|other| other.intersection(interval).is_some())
    };
    let printed = printed(facts, scope, &funds(facts, scope));
    if let Some(&(found, _)) = printed.iter().find(|&&(_, fact)| agrees(fact)) {
        return Binding::Same(found);
    }
    let first = printed.first().map(|&(_, fact)| fact);
    if let Some(first) = first.filter(|&first| !is_near(facts, figure, first)) {
        // 基本支出5万元, where 一般公共预算支出 was told before: of the fund that fits.
        let others =
            self::printed(facts, scope, &[FundSource::Fiscal, FundSource::General].map(Some));
        let fits = others.iter().find(|&&(_, fact)| agrees(fact));
        if let Some(&(_, other)) = fits.filter(|_| !scope.fixes(Dimension::Fund)) {
            return Binding::Presumed(other);
        }
        // 基本公共卫生服务5万元: a project may bear the name of an item.
        let item = scope.functional().is_some_and(|code| code.level() == Level::Item);
        if item && !path {
            return Binding::Presumed(first);
        }
    }
    if let Some((found, _)) = one_amount(facts, &printed) {
        return Binding::Same(found);
    }
    if let Some(&(_, first)) = printed.first() {
        return Binding::Presumed(first);
    }
    // 支出 without a fund may be that of 财政拨款, where no table prints that of all.
    if !scope.fixes(Dimension::Fund) {
        let other =
            self::printed(facts, scope, &[Some(FundSource::Fiscal), Some(FundSource::General)]);
        if let Some(&(_, other)) = other.iter().find(|&&(_, fact)| agrees(fact)) {
            return Binding::Presumed(other);
        }
    }
    Binding::None
}

/// The funds that a scope may be of.
fn funds(facts: &Facts<'_>, scope: Scope) -> Vec<Option<FundSource>> {
    match scope.fund() {
        // “三公”经费 are printed of one fund; which one goes without saying.
        None if is_fiscal(scope) => {
            [None, Some(FundSource::Fiscal), Some(FundSource::General)].into()
        }
        // Where the other two budgets are nil, 财政拨款 is 一般公共预算.
        Some(FundSource::Fiscal) if facts.general_only(scope) => {
            [Some(FundSource::Fiscal), Some(FundSource::General)].into()
        }
        fund => [fund].into(),
    }
}

/// Whether an item is paid out of 财政拨款, whether or not the words say so.
fn is_fiscal(scope: Scope) -> bool {
    scope
        .item()
        .is_some_and(|item| item.is_within(Item::ThreePublic) || item == Item::AgencyOperation)
}

/// The printed amounts that the words of a scope may mean, the likeliest first.
fn printed(facts: &Facts<'_>, scope: Scope, funds: &[Option<FundSource>]) -> Vec<(Scope, FactId)> {
    let flows: &[Option<Flow>] = match scope.flow() {
        Some(Flow::Income) => &[Some(Flow::Income), Some(Flow::CurrentIncome), Some(Flow::Balance)],
        Some(Flow::Expenditure) => {
            &[Some(Flow::Expenditure), Some(Flow::CurrentExpenditure), Some(Flow::Balance)]
        }
        None => &[None, Some(Flow::CurrentIncome), Some(Flow::CurrentExpenditure)],
        flow => &[flow],
    };
    let cut = [Dimension::Functional, Dimension::Department, Dimension::Kind, Dimension::Item];
    let mut found = Vec::new();
    for fund in funds {
        for flow in flows {
            let mut candidate = scope;
            if let Some(flow) = flow {
                candidate = candidate.with_flow(*flow);
            }
            if let Some(fund) = fund {
                candidate = candidate.with_fund(*fund);
            }
            if *flow == Some(Flow::Balance) && cut.iter().any(|&d| candidate.fixes(d)) {
                continue;
            }
            if let Some(fact) = facts.find(candidate) {
                found.push((candidate, fact));
            }
        }
    }
    found
}

/// The first of some printed amounts if all are one.
fn one_amount(facts: &Facts<'_>, printed: &[(Scope, FactId)]) -> Option<(Scope, FactId)> {
    let &(scope, first) = printed.first()?;
    let interval = facts.interval(first)?;
    let same = printed.iter().all(|&(_, fact)| {
        facts.interval(fact).is_some_and(|other| other.intersection(interval).is_some())
    });
    same.then_some((scope, first))
}

impl Facts<'_> {
    /// The printed amount of what a mention means, if all that it may mean are one.
    pub(crate) fn printed_of(&self, scope: Scope) -> Option<FactId> {
        let printed = printed(self, scope, &funds(self, scope));
        one_amount(self, &printed).map(|(_, fact)| fact)
    }
}
