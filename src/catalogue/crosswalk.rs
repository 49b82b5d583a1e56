//! The crosswalk between the department and the government economic classification (财预〔2017〕98 号).

use alloc::{collections::BTreeSet, vec::Vec};

use super::{Catalogue, generated::CROSSWALK};
use crate::code::{Code, DepartmentCode, GovernmentCode, Scheme};
use crate::payer::Payer;

/// What a code maps to on the other side: none, one or several codes.
///
/// ```
/// use cn_budget::{Catalogue, Payer, catalogue::Crosswalk};
///
/// let catalogue = Catalogue::builtin();
/// let wages = "30101".parse()?;
/// let found = catalogue.government(wages, Some(Payer::Institution));
/// assert_eq!(found, Crosswalk::One("50501".parse()?));
/// let either = catalogue.government(wages, None); // the payer is not known
/// assert_eq!(either.codes().len(), 2);
/// # Ok::<(), cn_budget::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Crosswalk<C> {
    /// Nothing is on record.
    None,
    /// Exactly one code.
    One(C),
    /// Several codes, in order; always two or more.
    Several(Vec<C>),
}

impl<C> Crosswalk<C> {
    /// The codes, none to several.
    pub fn codes(&self) -> &[C] {
        match self {
            Self::None => &[],
            Self::One(code) => core::slice::from_ref(code),
            Self::Several(codes) => codes,
        }
    }
}

fn gather<S: Scheme>(raw: impl Iterator<Item = u32>) -> Crosswalk<Code<S>> {
    let codes: BTreeSet<Code<S>> = raw.filter_map(Code::of_raw).collect();
    let codes: Vec<Code<S>> = codes.into_iter().collect();
    match codes.as_slice() {
        [] => Crosswalk::None,
        [code] => Crosswalk::One(*code),
        _ => Crosswalk::Several(codes),
    }
}

/// The payers as bits; mixed and unknown are the union.
fn mask(payer: Option<Payer>) -> u8 {
    match payer {
        Some(Payer::Administrative) => 1,
        Some(Payer::Institution) => 2,
        Some(Payer::Mixed) | None => 3,
    }
}

impl Catalogue {
    /// The government economic codes that a department economic code maps to, for a payer; `None`
    /// is an unknown payer and means the union, as [`Payer::Mixed`] does. A class maps to what its
    /// items map to.
    pub fn government(
        &self,
        code: DepartmentCode,
        payer: Option<Payer>,
    ) -> Crosswalk<GovernmentCode> {
        let own = |raw: u32| DepartmentCode::of_raw(raw).is_some_and(|own| code.contains(own));
        let rows = CROSSWALK.iter().filter(|&&(_, _, who)| who & mask(payer) != 0);
        gather(
            rows.filter(|&&(department, ..)| own(department)).map(|&(_, government, _)| government),
        )
    }

    /// The department economic codes that map to a government economic code, for a payer.
    ///
    /// ```
    /// use cn_budget::{Catalogue, Payer};
    ///
    /// let catalogue = Catalogue::builtin();
    /// let found = catalogue.department("50103".parse()?, Some(Payer::Administrative));
    /// assert_eq!(found.codes(), ["30113".parse()?]);
    /// # Ok::<(), cn_budget::Error>(())
    /// ```
    pub fn department(
        &self,
        code: GovernmentCode,
        payer: Option<Payer>,
    ) -> Crosswalk<DepartmentCode> {
        let own = |raw: u32| GovernmentCode::of_raw(raw).is_some_and(|own| code.contains(own));
        let rows = CROSSWALK.iter().filter(|&&(_, _, who)| who & mask(payer) != 0);
        gather(
            rows.filter(|&&(_, government, _)| own(government)).map(|&(department, ..)| department),
        )
    }

    /// The one government economic node that receives all of a department economic code: the code it
    /// maps to, or the class of several; `None` where they are of different classes.
    ///
    /// ```
    /// use cn_budget::{Catalogue, DepartmentCode, Payer};
    ///
    /// let catalogue = Catalogue::builtin();
    /// let whole = |payer| catalogue.whole_target(DepartmentCode::literal("301"), payer);
    /// assert_eq!(whole(Some(Payer::Institution)).unwrap().number(), 50501);
    /// assert_eq!(whole(Some(Payer::Administrative)).unwrap().number(), 501);
    /// assert_eq!(whole(Some(Payer::Mixed)), None);
    /// ```
    pub fn whole_target(
        &self,
        code: DepartmentCode,
        payer: Option<Payer>,
    ) -> Option<GovernmentCode> {
        self.government(code, payer).whole()
    }
}

impl Crosswalk<GovernmentCode> {
    /// The one node that receives all: the code, or the class of several.
    pub(crate) fn whole(&self) -> Option<GovernmentCode> {
        let (first, rest) = self.codes().split_first()?;
        if rest.is_empty() {
            return Some(*first);
        }
        let class = first.class();
        rest.iter().all(|code| class.contains(*code)).then_some(class)
    }
}
