//! What the facts say of each other: equations by law, each with its verdict.

use alloc::{collections::BTreeSet, vec::Vec};

use crate::catalogue::{Catalogue, Edition};
use crate::facts::Facts;
use crate::finding::Finding;
use crate::law::Law;
use crate::performance::ScoringRules;
use crate::profile::Profile;

mod account;
mod equation;
mod judge;
mod laws;
mod lints;
mod profile;
mod targets;
mod world;

pub(crate) use account::{Account, account};
pub(crate) use equation::{Constant, Linear};
pub use equation::{Equation, Judgement, Presumption, Relation, Term, Verdict};
pub use judge::Judged;
pub(crate) use judge::{judge, work_limit};
pub(crate) use world::Worlds;

/// What the laws look into, and what they add to.
pub(crate) struct Context<'a> {
    pub(crate) facts: &'a Facts<'a>,
    pub(crate) worlds: Worlds,
    pub(crate) catalogue: &'a Catalogue,
    pub(crate) edition: Edition,
    /// The laws that are off.
    pub(crate) off: &'a BTreeSet<Law>,
    /// The caller's rules of scoring.
    pub(crate) scoring: Option<&'a ScoringRules>,
    /// What the document must contain.
    pub(crate) profile: Option<&'a Profile>,
    pub(crate) equations: Vec<Equation>,
    /// Equations of which a figure cannot be read: they say what it must be.
    pub(crate) unreadable: Vec<Equation>,
    pub(crate) findings: Vec<Finding>,
    /// How many more terms may be derived.
    pub(crate) terms_left: usize,
}

impl Context<'_> {
    /// Derives the equations of all laws that are on, and checks the performance targets.
    pub(crate) fn derive(&mut self) {
        laws::derive(self);
        laws::derive_claims(self);
        lints::check(self);
        targets::check(self);
        profile::check(self);
    }

    /// Keeps an equation, unless all its cells are blank. It can be judged if all of them are readable.
    pub(crate) fn push(&mut self, equation: Equation) {
        let readable = equation.terms().iter().all(|term| self.facts.is_readable(term.fact));
        let blank = equation.terms().iter().all(|term| self.facts.is_blank(term.fact));
        if blank {
            return;
        }
        self.terms_left = self.terms_left.saturating_sub(equation.terms().len());
        if self.terms_left > 0 {
            let kept = if readable { &mut self.equations } else { &mut self.unreadable };
            kept.push(equation);
        }
    }

    /// Keeps an equation of the caller's own, unless it names a fact that the document does not have, which
    /// is told.
    pub(crate) fn push_custom(&mut self, equation: Equation) {
        let unknown = |term: &&Term| self.facts.get(term.fact).is_none();
        match equation.terms().iter().find(unknown) {
            Some(term) if self.pay(1) => {
                self.findings.push(judge::unknown_fact(&equation, term.fact()));
            }
            Some(_) => {}
            None => self.push(equation),
        }
    }

    /// Pays for comparisons that look for equations, out of what may be derived; whether they may
    /// be made.
    pub(crate) fn pay(&mut self, comparisons: usize) -> bool {
        self.terms_left = self.terms_left.saturating_sub(comparisons);
        self.terms_left > 0
    }
}
