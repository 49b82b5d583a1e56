//! Listings: the economic items that prose names (主要包括：基本工资、…) are those that the tables
//! print.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    vec::Vec,
};
use core::ops::Range;

use crate::check::Context;
use crate::code::{Department, DepartmentCode, Level};
use crate::facts::{self, FactId, Facts};
use crate::finding::{Finding, FindingKind};
use crate::index;
use crate::kind::Kind;
use crate::lang::Message;
use crate::narrative::{ClaimId, ClaimKind, Subject};
use crate::scope::Scope;
use crate::text;

pub(super) fn check(context: &mut Context<'_>) {
    let facts = context.facts;
    let mut rows: BTreeMap<Scope, Rows> = BTreeMap::new();
    for (id, claim) in facts::claims(facts.disclosure().claims()) {
        let ClaimKind::Listing { subject: Subject::Scope(scope), names, open } = &claim.kind else {
            continue;
        };
        let rows = rows.entry(*scope).or_insert_with(|| Rows::new(facts, *scope));
        if rows.items.is_empty() {
            continue;
        }
        let findings = compare(context, id, names, *open, rows);
        context.findings.extend(findings);
    }
}

/// The economic items that the tables print of a scope, with the first cell of each.
#[derive(Default)]
struct Rows {
    items: BTreeMap<DepartmentCode, FactId>,
    /// The items of all kinds.
    all: BTreeMap<DepartmentCode, FactId>,
}

impl Rows {
    fn new(facts: &Facts<'_>, scope: Scope) -> Self {
        let mut rows = Self::default();
        let Some(told) = scope.kind().filter(|kind| kind.is_within(Kind::Basic)) else {
            return rows;
        };
        let mut printed: Vec<(DepartmentCode, Kind, FactId)> = Vec::new();
        for fact in facts.cells() {
            let own = facts.scope(fact);
            let (Some(code), Some(kind)) = (own.department(), own.kind()) else { continue };
            let funds = match (own.fund(), scope.fund()) {
                (Some(own), Some(fund)) => own.is_within(fund) || fund.is_within(own),
                _ => true,
            };
            let time = own.year() == scope.year() && own.stage() == scope.stage();
            let filled = kind.is_within(Kind::Basic) && !facts.is_nil(fact);
            if funds && time && filled && own.entity().is_none() {
                printed.push((code, kind, fact));
            }
        }
        let columned = printed.iter().filter(|(_, kind, _)| *kind != Kind::Basic);
        let columned: BTreeSet<DepartmentCode> = columned.map(|&(code, ..)| code).collect();
        for (code, kind, fact) in printed {
            rows.all.entry(code).or_insert(fact);
            if is_of_kind(kind, told, code, columned.contains(&code)) {
                rows.items.entry(code).or_insert(fact);
            }
        }
        rows
    }
}

/// Whether an item of a printed kind is of the kind that is told: by its column, else by its class.
fn is_of_kind(printed: Kind, told: Kind, code: DepartmentCode, has_column: bool) -> bool {
    let class = code.ancestors().last().unwrap_or(code);
    let personnel = matches!(class.number(), 301 | 303);
    match (told, printed) {
        (Kind::Basic, _) => true,
        (told, Kind::Basic) => !has_column && personnel == (told == Kind::Personnel),
        (told, printed) => told == printed,
    }
}

fn compare(
    context: &Context<'_>,
    id: ClaimId,
    names: &[Range<usize>],
    open: bool,
    rows: &Rows,
) -> Vec<Finding> {
    let raw = context.facts.disclosure().raw();
    let prose_text = raw.narrative.get(index::index(id.text)).map(|p| p.text.as_str());
    let mut findings = Vec::new();
    let mut listed: Vec<DepartmentCode> = Vec::new();
    for name in names {
        let told = prose_text.and_then(|text| text.get(name.clone())).unwrap_or_default();
        let codes = codes(context, told);
        listed.extend(codes.iter().copied());
        let printed = codes.iter().any(|code| rows.all.keys().any(|row| code.contains(*row)));
        if !codes.is_empty() && !printed {
            let message = Message::new(
                format!("文中列举了“{told}”，表中没有这一项的支出"),
                format!("“{told}” is listed, but the tables print no such spending"),
            );
            let places = [facts::prose(id, name)].into();
            findings.push(Finding::new(FindingKind::ListingMismatch, places, message));
        }
    }
    if open || listed.is_empty() {
        return findings;
    }
    let items = rows.items.iter().filter(|(code, _)| code.level() != Level::Class);
    for (code, &fact) in items {
        if listed.iter().any(|known| known.contains(*code)) {
            continue;
        }
        let name = context.facts.row(fact).map_or("", |row| row.name.trim());
        let message = Message::new(
            format!("表中有“{name}”，文中没有列举"),
            format!("the tables print “{name}”, which the prose does not list"),
        );
        let whole = names.first().zip(names.last()).map(|(first, last)| first.start..last.end);
        let places = whole
            .map(|whole| facts::prose(id, &whole))
            .into_iter()
            .chain([context.facts.place(fact)]);
        findings.push(Finding::new(FindingKind::ListingMismatch, places.collect(), message));
    }
    findings
}

/// The items of a name: as the tables print it, else as the catalogue has it.
fn codes(context: &Context<'_>, name: &str) -> Vec<DepartmentCode> {
    let folded = text::normalise(name);
    let bare = folded.strip_suffix("支出").unwrap_or(&folded);
    let found = |name: &str| -> Vec<DepartmentCode> {
        let entries = context.catalogue.find_name::<Department>(name, context.edition);
        entries.map(|entry| entry.code()).collect()
    };
    let codes = found(&folded);
    if codes.is_empty() { found(bare) } else { codes }
}
