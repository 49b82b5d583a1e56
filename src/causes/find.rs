//! Joint problem → causes: each mistake located, ranked and told.

use alloc::{collections::BTreeSet, vec::Vec};

use super::broken::Broken;
use super::cause::{Cause, CauseKind, Telling};
use super::evidence::Scene;
use super::hypothesis::{self, Ground};
use super::joint::{Joint, Source};
use super::suspect::{Doubt, Suspect, SuspectSet};
use crate::check::Judged;
use crate::facts::Facts;
use crate::options::Options;
use crate::place::Place;
use crate::system::{self, Explanation, Groups, PrintId};

/// How often figures are asked that might be wrong in the place of others: each time at least one fewer.
const MOST_ROUNDS: usize = 8;

/// What must be wrong in a document, and how sure that is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Found {
    pub(crate) causes: Vec<Cause>,
    /// Whether these are certainly the fewest mistakes.
    pub(crate) smallest: bool,
    /// Whether besides each lists all its smallest sets.
    pub(crate) complete: bool,
}

/// What is wrong where the laws cannot all hold: figures, claims, or what is presumed.
///
/// `laws` is the problem without what is presumed, `joint` that with it.
pub(crate) fn find(
    facts: &Facts<'_>,
    [laws, joint]: [&Joint; 2],
    judged: &[Judged],
    options: &Options,
) -> Found {
    let weight = |place| options.weight_of(place);
    let mut search = Search { facts, laws, joint, judged, options, wrong: None };
    let (mut causes, mut groups) = search.causes(joint.singles(facts, weight));
    // A mistake copied to several places is one: worth asking where one cell is not enough.
    if causes.weight() > u64::from(super::joint::FIGURE) || !causes.is_proven() {
        let (together, alike) = search.causes(joint.groups(facts, weight));
        if together.is_proven() && (!causes.is_proven() || together.weight() < causes.weight()) {
            (causes, groups) = (together, alike);
        }
    }
    let ground = Ground { facts, judged, limits: &options.limits };
    let Some((larger, rest)) = hypothesis::take(&ground, joint, &groups, &causes) else {
        return told(facts, joint, judged, &causes);
    };
    let mut found = told(facts, &rest, judged, &rest.system.causes(&groups, &options.limits));
    let (mut scene, broken) = (Scene::new(facts, &rest), Broken::of(judged));
    let mut single: Option<Found> = None;
    let mut all = Vec::with_capacity(larger.len() + found.causes.len());
    for hypothesis in &larger {
        let mut cause = hypothesis.cause(&mut scene, judged, &broken, &options.limits);
        if hypothesis.is_tied() {
            let single = single.get_or_insert_with(|| told(facts, joint, judged, &causes));
            let same =
                |figures: &&Cause| figures.equations.iter().any(|e| cause.equations.contains(e));
            if let Some(figures) = single.causes.iter().find(same) {
                cause = hypothesis::beside(cause, figures);
            }
        }
        all.push(cause);
    }
    all.append(&mut found.causes);
    Found { causes: all, ..found }
}

/// The search for causes that accuse no figure where only what is presumed fails: in a document without
/// other mistakes they would not either.
struct Search<'a> {
    facts: &'a Facts<'a>,
    laws: &'a Joint,
    joint: &'a Joint,
    judged: &'a [Judged],
    options: &'a Options,
    /// What may be wrong if the laws alone are to hold, once that was asked.
    wrong: Option<Vec<Source>>,
}

impl Search<'_> {
    fn causes(&mut self, mut groups: Groups) -> (system::Causes, Groups) {
        let limits = &self.options.limits;
        let mut causes = self.joint.system.causes(&groups, limits);
        for _ in 0..MOST_ROUNDS {
            let innocent = self.innocent(&causes);
            if innocent.is_empty() {
                break;
            }
            let mut trusted = groups.clone();
            for print in innocent {
                trusted.trust(print);
            }
            let without = self.joint.system.causes(&trusted, limits);
            if without.contradiction().is_some() {
                break;
            }
            (causes, groups) = (without, trusted);
        }
        (causes, groups)
    }

    /// The figures of causes that break no law.
    fn innocent(&mut self, causes: &system::Causes) -> Vec<PrintId> {
        let (joint, judged) = (self.joint, self.judged);
        let presumed: Vec<&system::Cause> =
            causes.all().iter().filter(|cause| joint.is_presumed(judged, cause)).collect();
        let figures = |cause: &system::Cause| -> Vec<PrintId> {
            let suspects = cause.explanations().iter().flat_map(Explanation::suspects);
            let prints = suspects.map(system::Suspect::print);
            prints.filter(|&print| !joint.is_presumption(print)).collect()
        };
        if presumed.iter().all(|cause| figures(cause).is_empty()) {
            return Vec::new();
        }
        let wrong = self.wrong();
        let is_wrong = |&print: &PrintId| joint.source(print).is_some_and(|s| wrong.contains(&s));
        let causes = presumed.into_iter().map(figures);
        causes.filter(|figures| !figures.iter().any(is_wrong)).flatten().collect()
    }

    fn wrong(&mut self) -> &[Source] {
        let Self { facts, laws, options, .. } = *self;
        self.wrong.get_or_insert_with(|| {
            let groups = laws.singles(facts, |place| options.weight_of(place));
            let causes = laws.system.causes(&groups, &options.limits);
            let explanations = causes.all().iter().flat_map(system::Cause::explanations);
            let freed = explanations.flat_map(Explanation::suspects).map(system::Suspect::print);
            let conflicts = causes.all().iter().flat_map(system::Cause::conflicts);
            let bound = conflicts.flat_map(system::Conflict::prints);
            freed.chain(bound).filter_map(|print| laws.source(print)).collect()
        })
    }
}

/// What is presumed and fails where all laws can hold: then no figure is accused.
pub(crate) fn find_presumptions(
    facts: &Facts<'_>,
    joint: &Joint,
    judged: &[Judged],
    options: &Options,
) -> Found {
    let groups: Groups = joint.presumptions();
    told(facts, joint, judged, &joint.system.causes(&groups, &options.limits))
}

fn told(facts: &Facts<'_>, joint: &Joint, judged: &[Judged], causes: &system::Causes) -> Found {
    let broken = Broken::of(judged);
    let mut finder = Finder { scene: Scene::new(facts, joint), judged, broken };
    let mut all: Vec<Cause> = causes.all().iter().map(|cause| finder.cause(cause)).collect();
    // The worst first.
    all.sort_by_key(|cause| {
        let presumed = cause.kind == CauseKind::Presumption;
        (presumed, core::cmp::Reverse(cause.equations.len()), cause.places.first().copied())
    });
    Found { causes: all, smallest: causes.is_proven(), complete: causes.is_complete() }
}

struct Finder<'a> {
    scene: Scene<'a>,
    judged: &'a [Judged],
    broken: Broken,
}

impl Finder<'_> {
    fn cause(&mut self, cause: &system::Cause) -> Cause {
        let mut alternatives: Vec<SuspectSet> =
            cause.explanations().iter().map(|explanation| self.set(explanation)).collect();
        alternatives.sort_by_cached_key(SuspectSet::unlikelihood);
        let (equations, places) = match alternatives.first() {
            Some(set) => (set.explained.clone(), places(self.judged, &self.scene, set)),
            None => (self.broken(cause), Vec::new()),
        };
        let telling = Telling { facts: self.scene.facts, judged: self.judged };
        let message = match alternatives.first() {
            Some(set) => telling.alternative(set, equations.len()),
            None => Telling::unlocated(equations.len()),
        };
        let presumed = alternatives
            .first()
            .is_some_and(|set| set.suspects.is_empty() && !set.doubts.is_empty());
        let kind = if presumed { CauseKind::Presumption } else { CauseKind::Figure };
        let (more, complete) = (cause.more(), cause.is_complete());
        Cause { kind, places, alternatives, more, complete, equations, message }
    }

    fn set(&mut self, explanation: &Explanation) -> SuspectSet {
        let mut set = SuspectSet::default();
        let mut seen: BTreeSet<Place> = BTreeSet::new();
        for freed in explanation.suspects() {
            let group = freed.group().index();
            let suspect = match self.scene.joint.source(freed.print()) {
                Some(Source::Fact(fact)) => self.scene.figure(fact, group, &freed.range()),
                Some(Source::Claim(place)) => Suspect::claim(place, group),
                Some(Source::Presumption(equation)) => {
                    let range = freed.range();
                    let low = range.low().and_then(|low| self.scene.joint.ceil(low));
                    let high = range.high().and_then(|high| self.scene.joint.floor(high));
                    set.doubts.push(Doubt { equation, low, high });
                    continue;
                }
                None => continue,
            };
            if seen.insert(suspect.place) {
                set.suspects.push(suspect);
            }
        }
        set.drop_innocent();
        set.explain(&self.broken);
        set
    }

    /// The broken equations among the conflicts of a cause.
    fn broken(&self, cause: &system::Cause) -> Vec<usize> {
        let rows = cause.conflicts().iter().flat_map(system::Conflict::rows);
        let equations = rows.filter_map(|row| self.scene.joint.equation(row));
        let broken = |&number: &usize| self.judged.get(number).is_some_and(Judged::is_broken);
        let all: BTreeSet<usize> = equations.filter(broken).collect();
        all.into_iter().collect()
    }
}

/// Where an alternative is: its figures, or the whole of what is presumed.
fn places(judged: &[Judged], scene: &Scene<'_>, set: &SuspectSet) -> Vec<Place> {
    let wholes = set.doubts.iter().filter_map(|doubt| {
        let term = judged.get(doubt.equation)?.equation.terms().first()?;
        Some(scene.facts.place(term.fact))
    });
    set.suspects.iter().map(Suspect::place).chain(wholes).collect()
}
