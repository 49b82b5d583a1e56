//! Listings: the economic items that prose names (主要包括：基本工资、…) are those that the tables
//! print.

use alloc::{
    collections::{BTreeMap, BTreeSet},
    format,
    vec::Vec,
};

use crate::check::Context;
use crate::code::{Department, DepartmentCode, Level};
use crate::facts::{self, FactId, Facts};
use crate::finding::{Finding, FindingKind, Severity};
use crate::index;
use crate::kind::Kind;
use crate::lang::Message;
use crate::narrative::tree::{Listing, Span, Tree};
use crate::scope::Scope;
use crate::scope::partition::is_personnel;
use crate::text;

/// A listing that differs from the tables in more items than this was not made from them.
const LOOSE: usize = 2;

pub(super) fn check(context: &mut Context<'_>, tree: &Tree) {
    let raw = context.facts.disclosure().raw();
    let mut rows: BTreeMap<Scope, Rows> = BTreeMap::new();
    for listing in &tree.listings {
        let scope = tree.mention(listing.of).and_then(|mention| mention.scope);
        let Some(scope) = scope else { continue };
        let scope = scope.with_year(raw.year).with_stage(raw.stage);
        let rows = rows.entry(scope).or_insert_with(|| Rows::new(context.facts, scope));
        if rows.items.is_empty() {
            continue;
        }
        let mut findings = compare(context, listing, rows);
        if findings.len() > LOOSE {
            for finding in &mut findings {
                finding.severity = Severity::Info;
            }
        }
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
    let personnel = is_personnel(code);
    match (told, printed) {
        (Kind::Basic, _) => true,
        (told, Kind::Basic) => !has_column && personnel == (told == Kind::Personnel),
        (told, printed) => told == printed,
    }
}

fn compare(context: &Context<'_>, listing: &Listing, rows: &Rows) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut listed: Vec<DepartmentCode> = Vec::new();
    for name in &listing.names {
        let told = printed(context, name);
        let codes = codes(context, told);
        listed.extend(codes.iter().copied());
        let printed = codes.iter().any(|code| rows.all.keys().any(|row| code.contains(*row)));
        if !codes.is_empty() && !printed {
            let message = Message::new(
                format!("文中列举了“{told}”，表中没有这一项的支出"),
                format!("“{told}” is listed, but the tables print no such spending"),
            );
            let places = [facts::place(name)].into();
            findings.push(Finding::new(FindingKind::ListingMismatch, places, message));
        }
    }
    if listing.open || listed.is_empty() {
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
        let ends = listing.names.first().zip(listing.names.last());
        let whole = ends.map(|(first, last)| Span { end: last.end, ..first.clone() });
        let places =
            whole.map(|whole| facts::place(&whole)).into_iter().chain([context.facts.place(fact)]);
        findings.push(Finding::new(FindingKind::ListingMismatch, places.collect(), message));
    }
    findings
}

/// What is printed at a place of the narrative.
fn printed<'a>(context: &Context<'a>, span: &Span) -> &'a str {
    let raw = context.facts.disclosure().raw();
    let paragraph = raw.narrative.get(index::index(span.paragraph));
    let text = paragraph.map(|paragraph| paragraph.text.as_str()).unwrap_or_default();
    text.get(index::index(span.start)..index::index(span.end)).unwrap_or_default()
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
