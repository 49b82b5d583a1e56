//! Names and blanks: paths that do not exist, names that are no longer used, places of the template
//! that were not filled in.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use core::fmt::Write as _;

use crate::catalogue::NameMatch;
use crate::check::Context;
use crate::code::{Code, Functional, FunctionalCode};
use crate::facts::{self, FactId, Row};
use crate::finding::{Finding, FindingKind, Severity};
use crate::index;
use crate::lang::Message;
use crate::narrative::Misnamed;
use crate::narrative::tree::{Mention, MentionId, Span, Tree};
use crate::text;

pub(super) fn check(context: &mut Context<'_>, tree: &Tree) {
    for (id, mention) in tree.mentions.iter().enumerate() {
        let finding = mention.subject.misnamed.map(|misnamed| match misnamed {
            Misnamed::OtherEdition(code) => old_name(context, mention, code),
            Misnamed::NoSuchPath => no_such_path(context, id, mention),
            Misnamed::OtherCode(code) => other_code(context, mention, code),
        });
        context.findings.extend(finding);
    }
    let twice = two_names(context);
    context.findings.extend(twice);
    for span in &tree.placeholders {
        let message =
            Message::new("模板中没有填写的地方", "a place of the template that was not filled in");
        let finding = Finding::new(FindingKind::Placeholder, [facts::place(span)].into(), message);
        // Stars also stand for names that are left out on purpose.
        let severity = if is_starred(context, span) { Severity::Info } else { finding.severity };
        context.findings.push(Finding { severity, ..finding });
    }
}

/// Whether a blank is made of stars.
fn is_starred(context: &Context<'_>, span: &Span) -> bool {
    let narrative = &context.facts.disclosure().raw().narrative;
    let paragraph = narrative.get(index::index(span.paragraph));
    let range = index::index(span.start)..index::index(span.end);
    let blank = paragraph.and_then(|paragraph| paragraph.text.get(range));
    blank.is_some_and(|text| text.starts_with(['*', '＊']))
}

fn old_name(context: &Context<'_>, mention: &Mention, code: FunctionalCode) -> Finding {
    let name = context.catalogue.name(code, context.edition).unwrap_or_default();
    let year = context.edition.year();
    let message = Message::new(
        format!("{year}年版科目中 {code} 名为“{name}”，文中用的是旧名"),
        format!("in the edition of {year} {code} is called “{name}”; the prose uses an old name"),
    );
    let place = facts::place(&mention.span);
    Finding::new(FindingKind::NameInProse, [place].into(), message)
}

fn other_code(context: &Context<'_>, mention: &Mention, code: FunctionalCode) -> Finding {
    let name = context.catalogue.name(code, context.edition).unwrap_or_default();
    let words = &mention.subject.words;
    let message = Message::new(
        format!("{code} 的名称是“{name}”，文中写作“{words}”"),
        format!("{code} is called “{name}”; the prose has “{words}”"),
    );
    let place = facts::place(&mention.span);
    Finding::new(FindingKind::NameInProse, [place].into(), message)
}

/// Codes that the tables print under names of two editions. A name that is of no edition is told
/// where it stands.
fn two_names(context: &Context<'_>) -> Vec<Finding> {
    let facts = context.facts;
    let mut names: BTreeMap<FunctionalCode, (String, Row<'_>)> = BTreeMap::new();
    let mut findings: BTreeMap<FunctionalCode, Finding> = BTreeMap::new();
    for &row in facts.rows() {
        let code = row.facts().find_map(|fact| facts.scope(fact).functional());
        let Some(code) = code.filter(|_| row.code.is_some()) else { continue };
        if row.name_match(context.catalogue, code, context.edition) == NameMatch::Different {
            continue;
        }
        let name = text::normalise(row.name);
        let (first, before) = names.entry(code).or_insert_with(|| (name.clone(), row));
        if name.is_empty() || *first == name || first.is_empty() {
            continue;
        }
        let message = Message::new(
            format!("{code} 在各表中有两个名称：“{first}”和“{name}”"),
            format!("the tables print {code} under two names: “{first}” and “{name}”"),
        );
        let places = [before.place(), row.place()].into();
        let finding = Finding::new(FindingKind::NameMismatch, places, message);
        findings.entry(code).or_insert(finding);
    }
    findings.into_values().collect()
}

fn no_such_path(context: &Context<'_>, id: MentionId, mention: &Mention) -> Finding {
    let mut levels =
        (0..mention.measures.len()).filter_map(|number| context.facts.claimed().fact(id, number));
    let meant = levels.find_map(|fact| pointed_to(context, fact));
    let known = known_names(context, &mention.subject.words);
    let mut zh = String::from("科目中没有这样的类、款、项");
    let mut en = String::from("no code has this path of names");
    if let Some((code, name)) = known.first() {
        let _ = write!(zh, "：“{name}”是 {code}");
        let _ = write!(en, ": “{name}” is {code}");
    }
    if let Some((code, name)) = &meant {
        let _ = write!(zh, "；表中这个金额属于 {code} {name}");
        let _ = write!(en, "; the tables print this amount for {code} {name}");
    }
    let place = facts::place(&mention.span);
    Finding::new(FindingKind::NameInProse, [place].into(), Message::new(zh, en))
}

/// The functional item that a table prints with the same amount, if there is one only.
fn pointed_to(context: &Context<'_>, claim: FactId) -> Option<(FunctionalCode, String)> {
    let facts = context.facts;
    let told = facts.interval(claim)?;
    let mut found: Vec<(FunctionalCode, String)> = Vec::new();
    for fact in facts.cells() {
        let Some(code) = facts.scope(fact).functional() else { continue };
        let same = facts.interval(fact).is_some_and(|other| other.intersection(told).is_some());
        if !same
            || facts.is_nil(fact)
            || found.iter().any(|(known, _)| known.contains(code) || code.contains(*known))
        {
            continue;
        }
        let name = facts.row(fact).map_or("", |row| row.name.trim());
        found.push((code, name.into()));
    }
    match found.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

/// The sections that the words of a path name, with their codes.
fn known_names(context: &Context<'_>, words: &str) -> Vec<(Code<Functional>, String)> {
    let starts: Vec<usize> = words.char_indices().map(|(at, _)| at).collect();
    let mut found = Vec::new();
    for &start in starts.iter().skip(1) {
        let rest = words.get(start..).unwrap_or_default();
        let Some(length) = context.catalogue.longest_name(rest) else { continue };
        let name = rest.get(..length).unwrap_or_default();
        let mut codes = context.catalogue.find_name::<Functional>(name, context.edition);
        if let (Some(entry), None) = (codes.next(), codes.next()) {
            if entry.code().level() == crate::code::Level::Section {
                found.push((entry.code(), name.into()));
            }
        }
    }
    found
}
