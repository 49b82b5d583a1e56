//! How to reconcile.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    string::String,
    sync::Arc,
    vec::Vec,
};
use core::fmt;

use crate::catalogue::{Catalogue, Edition};
use crate::check::Equation;
use crate::disclosure::Disclosure;
use crate::finding::{FindingKind, Severity};
use crate::law::Law;
use crate::num::figure::Rounding;
use crate::performance::ScoringRules;
use crate::place::Place;
use crate::profile::Profile;
use crate::system::Limits;

/// A law of the caller's own: the equations it sees in a disclosure.
type CustomLaw = Arc<dyn Fn(&Disclosure) -> Vec<Equation> + Send + Sync>;

/// How much it takes to believe that the figure at a place is wrong.
type CellWeight = Arc<dyn Fn(Place) -> u32 + Send + Sync>;

/// How to reconcile; the default suits any disclosure.
///
/// ```
/// use cn_budget::{FindingKind, Law, Options, Severity, num::Rounding};
///
/// let options = Options::new()
///     .rounding(Rounding::Nearest)
///     .without_law(Law::NonNegative)
///     .severity(FindingKind::DuplicateRow, Severity::Error)
///     .accept("3f9a0b1c2d3e4f50");
/// ```
#[derive(Clone)]
pub struct Options {
    pub(crate) catalogue: Catalogue,
    pub(crate) edition: Option<Edition>,
    pub(crate) rounding: Rounding,
    pub(crate) off: BTreeSet<Law>,
    pub(crate) severities: BTreeMap<FindingKind, Severity>,
    pub(crate) accepted: BTreeSet<String>,
    pub(crate) custom: Vec<CustomLaw>,
    pub(crate) max_terms: usize,
    pub(crate) limits: Limits,
    weight: Option<CellWeight>,
    pub(crate) last_year: Option<Arc<Disclosure>>,
    pub(crate) scoring: Option<ScoringRules>,
    pub(crate) profile: Option<Profile>,
}

impl Default for Options {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("edition", &self.edition)
            .field("rounding", &self.rounding)
            .field("off", &self.off)
            .field("severities", &self.severities)
            .field("accepted", &self.accepted)
            .field("custom", &self.custom.len())
            .finish_non_exhaustive()
    }
}

/// The work that deciding the joint problem and locating suspects may take: enough for documents of
/// several thousand figures.
const WORK: u64 = 50_000_000;

impl Options {
    /// The most terms that all equations of a document may have together; beyond it no further
    /// equation is derived and the report says [`FindingKind::WorkLimit`]. A unit's disclosure has
    /// about 2,000.
    pub const MAX_TERMS: usize = 50_000_000;

    /// The built-in catalogue, the edition of the document's year, 四舍五入, all laws.
    #[must_use]
    pub fn new() -> Self {
        Self {
            catalogue: Catalogue::builtin(),
            edition: None,
            rounding: Rounding::Nearest,
            off: BTreeSet::new(),
            severities: BTreeMap::new(),
            accepted: BTreeSet::new(),
            custom: Vec::new(),
            max_terms: Self::MAX_TERMS,
            limits: Limits::default().work(WORK),
            weight: None,
            last_year: None,
            scoring: None,
            profile: None,
        }
    }

    /// Uses a catalogue of the caller's own for names and the crosswalk.
    #[must_use]
    pub fn catalogue(mut self, catalogue: Catalogue) -> Self {
        self.catalogue = catalogue;
        self
    }

    /// Uses another edition of the catalogue than that of the document's year.
    #[must_use]
    pub fn edition(mut self, edition: Edition) -> Self {
        self.edition = Some(edition);
        self
    }

    /// How the document's figures were rounded.
    #[must_use]
    pub fn rounding(mut self, rounding: Rounding) -> Self {
        self.rounding = rounding;
        self
    }

    /// Switches a law off. Without [`Law::NonNegative`] the bounds that rest on it (nested scopes,
    /// balance by function) are off too.
    #[must_use]
    pub fn without_law(mut self, law: Law) -> Self {
        self.off.insert(law);
        self
    }

    /// Adds a law of the caller's own: a function from a disclosure to equations over its facts.
    ///
    /// ```
    /// use cn_budget::{Disclosure, Kind, Options, check::{Equation, Relation, Term}};
    ///
    /// // In this office projects never cost more than the running business.
    /// let options = Options::new().law(|disclosure: &Disclosure| {
    ///     let of = |kind| disclosure.facts().iter().position(|f| f.scope().kind() == Some(kind));
    ///     match (of(Kind::Basic), of(Kind::Project)) {
    ///         (Some(basic), Some(project)) => {
    ///             let terms = [Term::new(1, basic), Term::new(-1, project)];
    ///             vec![Equation::custom(Relation::AtLeast, terms)]
    ///         }
    ///         _ => vec![],
    ///     }
    /// });
    /// ```
    #[must_use]
    pub fn law(
        mut self,
        law: impl Fn(&Disclosure) -> Vec<Equation> + Send + Sync + 'static,
    ) -> Self {
        self.custom.push(Arc::new(law));
        self
    }

    /// Gives all findings of a kind another severity.
    #[must_use]
    pub fn severity(mut self, kind: FindingKind, severity: Severity) -> Self {
        self.severities.insert(kind, severity);
        self
    }

    /// Leaves out the finding with this [`id`](crate::Finding::id): it is known and accepted. Nothing else
    /// changes, the verdict least of all.
    #[must_use]
    pub fn accept(mut self, id: impl Into<String>) -> Self {
        self.accepted.insert(id.into());
        self
    }

    /// The limits of the joint problem: the work of deciding it and of locating suspects.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// How far each figure is trusted: a set of suspects is the smallest by the sum of its weights.
    /// 1 unless set; a figure of weight 3 is suspected only where it explains what three others would.
    ///
    /// ```
    /// use cn_budget::{Options, Place};
    ///
    /// // The first table was checked by hand.
    /// let options = Options::new().weight(|place: Place| if place.table() == Some(0) { 5 } else { 1 });
    /// ```
    #[must_use]
    pub fn weight(mut self, weight: impl Fn(Place) -> u32 + Send + Sync + 'static) -> Self {
        self.weight = Some(Arc::new(weight));
        self
    }

    /// Last year's disclosure of the same body: what the document says of changes is checked
    /// against it, and a suspect that prints last year's figure is recognised.
    #[must_use]
    pub fn last_year(mut self, disclosure: Disclosure) -> Self {
        self.last_year = Some(Arc::new(disclosure));
        self
    }

    /// What the document must contain (公开要求): what it lacks, and what a template left behind,
    /// becomes a finding. Without a profile nothing is called missing.
    ///
    /// ```
    /// use cn_budget::{Options, Profile, profile::DocumentKind};
    ///
    /// let options = Options::new().profile(Profile::national(DocumentKind::DepartmentBudget));
    /// ```
    #[must_use]
    pub fn profile(mut self, profile: Profile) -> Self {
        self.profile = Some(profile);
        self
    }

    /// The rules by which self-evaluations (绩效自评) are scored. Unless set, marks may follow any
    /// usual reading of 财预〔2020〕10号.
    #[must_use]
    pub fn scoring(mut self, rules: ScoringRules) -> Self {
        self.scoring = Some(rules);
        self
    }

    pub(crate) fn weight_of(&self, place: Place) -> u32 {
        self.weight.as_ref().map_or(1, |weight| weight(place).max(1))
    }

    /// The most terms that all equations may have together, [`Options::MAX_TERMS`] unless set.
    #[must_use]
    pub fn max_terms(mut self, terms: usize) -> Self {
        self.max_terms = terms;
        self
    }
}
