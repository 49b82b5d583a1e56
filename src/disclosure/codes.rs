//! Codes and names of rows, looked up in the catalogue.

use alloc::format;

use super::read::Reader;
use crate::catalogue::NameMatch;
use crate::code::{AnyCode, Code, Level, Scheme};
use crate::finding::FindingKind;
use crate::place::Place;
use crate::scope::Scope;
use crate::text;

/// The official name of a code.
pub(super) fn official<'r>(reader: &'r Reader<'_>, code: Option<AnyCode>) -> Option<&'r str> {
    let edition = reader.edition;
    match code? {
        AnyCode::Functional(code) => reader.catalogue.name(code, edition),
        AnyCode::Department(code) => reader.catalogue.name(code, edition),
        AnyCode::Government(code) => reader.catalogue.name(code, edition),
        AnyCode::Revenue(_) => None,
    }
}

pub(super) fn scope_of(code: AnyCode) -> Scope {
    match code {
        AnyCode::Functional(code) => Scope::ALL.with_functional(code),
        AnyCode::Department(code) => Scope::ALL.with_department(code),
        AnyCode::Government(code) => Scope::ALL.with_government(code),
        AnyCode::Revenue(_) => Scope::ALL,
    }
}

/// The only code of a classification that bears this name.
pub(super) fn only<S: Scheme>(reader: &Reader<'_>, name: &str) -> Option<Code<S>> {
    let found = reader.codes_named::<S>(name);
    match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// The code, if its edition knows it; a name that is not that code's is reported.
pub(super) fn check_name<S: Scheme>(
    reader: &mut Reader<'_>,
    code: Code<S>,
    name: &str,
    here: Place,
) -> Option<AnyCode>
where
    AnyCode: From<Code<S>>,
{
    let folded = text::normalise(name);
    match reader.catalogue.match_name(code, &folded, reader.edition) {
        NameMatch::UnknownCode => None,
        NameMatch::Official | NameMatch::OtherEdition => Some(code.into()),
        NameMatch::Different => {
            let official = reader.catalogue.name(code, reader.edition).unwrap_or_default();
            if !folded.is_empty() {
                reader.find(
                    FindingKind::NameMismatch,
                    here,
                    format!("{code} 的名称是“{official}”，不是“{name}”"),
                    format!("{code} is called “{official}”, not “{name}”"),
                );
            }
            Some(code.into())
        }
    }
}

/// The class of a classification that bears this name.
pub(super) fn class<S: Scheme>(reader: &Reader<'_>, name: &str) -> Option<Code<S>> {
    let name = name.strip_suffix("(类)").unwrap_or(name);
    let found = reader.codes_named::<S>(name);
    found.into_iter().find(|code| code.level() == Level::Class)
}

/// The code that a name alone means: the class, or else the only one that bears it.
pub(super) fn named<S: Scheme>(reader: &Reader<'_>, name: &str) -> Option<Code<S>> {
    class(reader, name).or_else(|| only(reader, name))
}

/// `2010350-事业运行`: a known code before its name.
pub(super) fn split_code(reader: &Reader<'_>, label: &str) -> Option<Scope> {
    let known = match AnyCode::parse_printed(label).ok()? {
        AnyCode::Functional(code) => reader.catalogue.name(code, reader.edition).is_some(),
        AnyCode::Department(code) => reader.catalogue.name(code, reader.edition).is_some(),
        AnyCode::Government(code) => reader.catalogue.name(code, reader.edition).is_some(),
        AnyCode::Revenue(_) => false,
    };
    AnyCode::parse_printed(label).ok().filter(|_| known).map(scope_of)
}
