//! Names and crosswalk, a first form.
#![allow(missing_docs, clippy::all, clippy::pedantic)]
use crate::{Code, DepartmentCode, GovernmentCode, Payer, Scheme, SchemeKind, text};
use alloc::{collections::BTreeSet, vec::Vec};
mod shim;
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition(u16);
impl Edition {
    pub fn new(y: u16) -> Self {
        Self(y)
    }
}
#[derive(Clone, Debug)]
pub struct Catalogue;
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameMatch {
    Official,
    OtherEdition,
    Different,
    UnknownCode,
}
pub struct Entry<S> {
    code: Code<S>,
}
impl<S: Scheme> Entry<S> {
    pub fn code(&self) -> Code<S> {
        self.code
    }
}
pub struct Crosswalk(Vec<GovernmentCode>);
impl Crosswalk {
    pub fn codes(&self) -> &[GovernmentCode] {
        &self.0
    }
}
fn table(k: SchemeKind) -> &'static [(u32, &'static str)] {
    match k {
        SchemeKind::Functional => shim::FUNCTIONAL,
        SchemeKind::Department => shim::DEPARTMENT,
        SchemeKind::Government => shim::GOVERNMENT,
        SchemeKind::Revenue => shim::REVENUE,
    }
}
impl Catalogue {
    pub fn builtin() -> Self {
        Self
    }
    pub fn version(&self) -> &str {
        "2026-11"
    }
    pub fn name<S: Scheme>(&self, code: Code<S>, _e: Edition) -> Option<&str> {
        table(S::KIND).iter().find(|r| r.0 == code.number()).map(|r| r.1)
    }
    pub fn match_name<S: Scheme>(&self, code: Code<S>, name: &str, e: Edition) -> NameMatch {
        match self.name(code, e) {
            None => NameMatch::UnknownCode,
            Some(n) if text::fold(n) == text::fold(name) => NameMatch::Official,
            _ => NameMatch::Different,
        }
    }
    pub fn find_name<S: Scheme>(&self, name: &str, _e: Edition) -> impl Iterator<Item = Entry<S>> {
        let name = text::fold(name);
        let v: Vec<_> = table(S::KIND)
            .iter()
            .filter(|r| text::fold(r.1) == name)
            .filter_map(|r| alloc::format!("{}", r.0).parse().ok().map(|code| Entry { code }))
            .collect();
        v.into_iter()
    }
    pub fn government(&self, code: DepartmentCode, payer: Option<Payer>) -> Crosswalk {
        let m = match payer {
            Some(Payer::Administrative) => 1,
            Some(Payer::Institution) => 2,
            _ => 3,
        };
        let s: BTreeSet<GovernmentCode> = shim::CROSS
            .iter()
            .filter(|r| r.2 & m != 0)
            .filter(|r| {
                alloc::format!("{}", r.0).parse::<DepartmentCode>().is_ok_and(|d| code.contains(d))
            })
            .filter_map(|r| alloc::format!("{}", r.1).parse().ok())
            .collect();
        Crosswalk(s.into_iter().collect())
    }
    pub fn whole_target(
        &self,
        code: DepartmentCode,
        payer: Option<Payer>,
    ) -> Option<GovernmentCode> {
        let c = self.government(code, payer).0;
        let first = *c.first()?;
        if c.len() == 1 {
            return Some(first);
        }
        let class = first.class();
        c.iter().all(|x| x.class() == class).then_some(class)
    }
}
