//! A mention as the laws see it: its levels, what a change of it leads to and starts from.

use super::Meant;
use crate::check::{Constant, Context, Linear};
use crate::facts::{self, FactId};
use crate::flow::Flow;
use crate::kind::Stage;
use crate::narrative::tree::{Base, Mention, MentionId, Tree, What};
use crate::num::amount::Unit;
use crate::num::figure::Figure;

/// How many mentions back a sentence may speak of: one with more parts names what it goes on with.
pub(super) const FARTHEST: usize = 16;

/// A mention with its number.
#[derive(Clone, Copy)]
pub(super) struct Node<'a> {
    pub(super) tree: &'a Tree,
    pub(super) id: MentionId,
    pub(super) mention: &'a Mention,
    /// The sentence of which the levels count first.
    pub(super) sentence: Option<u32>,
    /// The mention that the words of the sentence hang on: this one, but where they may be of another.
    pub(super) words_on: MentionId,
}

/// An amount that is printed, in this document or in last year's.
#[derive(Debug, Clone)]
pub(super) struct Amount {
    pub(super) sum: Linear,
    pub(super) certain: bool,
    pub(super) fact: Option<FactId>,
}

impl Amount {
    pub(super) fn of(meant: Meant) -> Self {
        let Meant { fact, certain } = meant;
        Self { sum: Linear::of(fact), certain, fact: Some(fact) }
    }

    pub(super) fn nil(context: &Context<'_>) -> Option<Self> {
        // To the two decimals in which both amounts are printed.
        let nil = Figure::new(0, 2, Unit::WanYuan).ok()?;
        let sum = Linear::constant(Constant::of(nil, context.facts.rounding()));
        Some(Self { sum, certain: true, fact: None })
    }
}

impl<'a> Node<'a> {
    pub(super) fn new(tree: &'a Tree, id: MentionId) -> Option<Self> {
        Some(Self { tree, id, mention: tree.mention(id)?, sentence: None, words_on: id })
    }

    /// The year that the mention is of.
    pub(super) fn year(self, context: &Context<'_>) -> u16 {
        self.mention.subject.year.unwrap_or(context.facts.disclosure().raw().year)
    }

    /// The level of a year and a stage: as the mention says, as its section says in the same words,
    /// or as the tables print it.
    pub(super) fn level(self, context: &Context<'_>, when: (u16, Stage)) -> Option<Meant> {
        let facts = context.facts;
        if let Some(fact) = self.own_level(context, when) {
            return Some(Meant { fact, certain: true });
        }
        let scope = self.mention.scope.filter(|_| !self.mention.below_unread)?;
        let mut elsewhere = None;
        for id in facts.claimed().of_scope_near(scope, self.id) {
            let Some(other) = self
                .tree
                .mention(id)
                .filter(|other| other.narrow == self.mention.narrow && !other.below_unread)
            else {
                continue;
            };
            let Some(fact) =
                (Self { id, mention: other, words_on: id, ..self }).own_level(context, when)
            else {
                continue;
            };
            if other.section == self.mention.section {
                return Some(Meant { fact, certain: true });
            }
            elsewhere = elsewhere.or(Some(fact));
        }
        // 收、支总计 is what 收入总计 and 支出总计 of the section are.
        if scope.flow() == Some(Flow::Balance) {
            let sides = [Flow::Income, Flow::Expenditure]
                .into_iter()
                .flat_map(|flow| facts.claimed().of_scope_near(scope.with_flow(flow), self.id));
            let mut totals = sides.filter_map(|id| {
                let side = Self::new(self.tree, id)?;
                let total =
                    side.mention.subject.total && side.mention.section == self.mention.section;
                side.own_level(context, when).filter(|_| total)
            });
            if let Some(fact) = totals.next() {
                return Some(Meant { fact, certain: true });
            }
        }
        let printed = facts.printed_of(scope.with_year(when.0).with_stage(when.1));
        if let Some(fact) =
            printed.filter(|_| self.mention.narrow.is_empty() && !self.mention.guessed)
        {
            return Some(Meant { fact, certain: true });
        }
        elsewhere.map(|fact| Meant { fact, certain: false })
    }

    pub(super) fn own_level(self, context: &Context<'_>, when: (u16, Stage)) -> Option<FactId> {
        let levels = self.mention.measures.iter().enumerate();
        let found = levels.filter(|(_, measure)| {
            matches!(measure.what, What::Level { .. })
                && facts::when(context.facts, self.mention, measure) == when
        });
        let mut found = found.filter_map(|(number, measure)| {
            Some((context.facts.claimed().fact(self.id, number)?, measure.sentence))
        });
        let first = found.next()?;
        let beside = |(_, sentence): &(FactId, u32)| Some(*sentence) == self.sentence;
        let best = Some(first).filter(beside).or_else(|| found.find(beside)).unwrap_or(first);
        Some(best.0)
    }

    /// The level that a change leads to.
    pub(super) fn now(self, context: &Context<'_>, base: Base) -> Option<Meant> {
        let year = self.year(context);
        // 比年初预算: what was done, against what was planned.
        let stage = match base.stage {
            Some(Stage::Budget | Stage::Adjusted) if base.year == Some(year) => {
                context.facts.disclosure().raw().stage
            }
            _ => facts::stage_of(context.facts, self.mention),
        };
        self.level(context, (year, stage)).or_else(|| {
            // The mention has one level only, of whatever stage.
            let mut levels = self.mention.measures.iter().enumerate().filter(|(_, measure)| {
                matches!(measure.what, What::Level { .. })
                    && facts::when(context.facts, self.mention, measure)
                        != facts::before(context.facts, self.mention, base)
            });
            let (number, _) = levels.next().filter(|_| levels.next().is_none())?;
            let fact = context.facts.claimed().fact(self.id, number)?;
            Some(Meant { fact, certain: true })
        })
    }

    /// The amount of another time that the sentence names, where its words hang on another mention.
    fn told_beside(self, context: &Context<'_>, when: (u16, Stage), base: Base) -> Option<FactId> {
        if self.words_on == self.id {
            return None;
        }
        let words = self.tree.mention(self.words_on)?;
        let mut told = words.measures.iter().enumerate();
        let (number, _) = told.find(|(_, measure)| {
            Some(measure.sentence) == self.sentence
                && match measure.what {
                    What::Prior { base: of, .. } => is_one_base(of, base),
                    What::Level { .. } => facts::when(context.facts, words, measure) == when,
                    _ => false,
                }
        })?;
        context.facts.claimed().fact(self.words_on, number)
    }

    /// The level that a change starts from.
    pub(super) fn then(self, context: &Context<'_>, base: Base) -> Option<Amount> {
        let facts = context.facts;
        let when = facts::before(facts, self.mention, base);
        if let Some(fact) = self.told_beside(context, when, base) {
            return Some(Amount::of(Meant { fact, certain: true }));
        }
        let prior = self.mention.measures.iter().enumerate().find(|(_, measure)| {
            matches!(&measure.what, What::Prior { base: of, .. } if is_one_base(*of, base))
        });
        if let Some((number, _)) = prior {
            let fact = facts.claimed().fact(self.id, number)?;
            return Some(Amount::of(Meant { fact, certain: true }));
        }
        let own = facts::stage_of(facts, self.mention);
        if when == (self.year(context), own) {
            return None;
        }
        if let Some(fact) = self.own_level(context, when) {
            // Last year's amount in its own clause may be another than that compared with.
            let certain = base.stage.is_some() || base.year == Some(self.year(context));
            return Some(Amount::of(Meant { fact, certain }));
        }
        let scope = self.mention.scope.filter(|_| {
            self.mention.narrow.is_empty() && !self.mention.below_unread && !self.mention.guessed
        })?;
        let now = self.now(context, base)?;
        let scope_of = facts.scope(now.fact);
        if let Some(figure) = facts
            .last_year(scope_of)
            .filter(|_| when == (self.year(context).saturating_sub(1), own))
        {
            let sum = Linear::constant(Constant::of(figure, facts.rounding()));
            return Some(Amount { sum, certain: true, fact: None });
        }
        let dated = scope_of.with_year(when.0).with_stage(when.1);
        if let Some(fact) = facts.find(dated) {
            return Some(Amount::of(Meant { fact, certain: true }));
        }
        let told = self.level(context, when).filter(|_| scope.year().is_none())?;
        Some(Amount::of(Meant { certain: told.certain && base.stage.is_some(), ..told }))
    }
}

/// Whether two are compared with the same.
pub(super) fn is_one_base(one: Base, other: Base) -> bool {
    one.year == other.year
        && (one.stage == other.stage || one.stage.is_none() || other.stage.is_none())
}
