//! The code of a row: printed before it, behind its name, or in three columns.

use alloc::{
    borrow::Cow,
    format,
    string::{String, ToString},
};

use super::{columns::Column, grid::Grid, input::Input, sink::Sink};
use crate::catalogue::NameMatch;
use crate::code::{
    AnyCode, Code, Department, Functional, FunctionalCode, Government, Level, Scheme, levels,
};
use crate::finding::FindingKind;
use crate::place::Place;
use crate::scope::Scope;
use crate::text;
use crate::words::TextColumn;

/// The code printed in columns 类, 款 and 项 of their own.
pub(super) fn from_levels(grid: &Grid<'_>, row: usize, columns: &[Column]) -> Option<String> {
    levels::joined([Level::Class, Level::Section, Level::Item].into_iter().filter_map(|level| {
        let column =
            columns.iter().find(|column| column.text() == Some(TextColumn::Level(level)))?;
        Some((level, grid.text(row, column.number)?))
    }))
}

/// 小学教育(2050202): the name and the code behind it.
pub(super) fn behind_name(label: &str) -> Option<(&str, &str)> {
    let (name, code) = label.strip_suffix(')')?.rsplit_once('(')?;
    let is_code = code.len() >= 3 && code.bytes().all(|byte| byte.is_ascii_digit());
    (is_code && !name.is_empty()).then_some((name, code))
}

/// Whether a code's class is known, and the code is one that stands in every class: 98, 特别国债.
pub(super) fn is_in_every_class(input: &Input<'_>, code: AnyCode) -> bool {
    let AnyCode::Functional(code) = code else { return false };
    let section = code.section().is_some_and(|section| section.number() % 100 == 98);
    section && input.official(code.class().into()).is_some()
}

pub(super) fn scope_of(code: AnyCode) -> Scope {
    match code {
        AnyCode::Functional(code) => Scope::ALL.with_functional(code),
        AnyCode::Department(code) => Scope::ALL.with_department(code),
        AnyCode::Government(code) => Scope::ALL.with_government(code),
        AnyCode::Revenue(_) => Scope::ALL,
    }
}

/// How a name fits a code.
fn matched(input: &Input<'_>, code: AnyCode, folded: &str) -> NameMatch {
    let (catalogue, edition) = (&input.catalogue, input.edition);
    match code {
        AnyCode::Functional(code) => catalogue.match_name(code, folded, edition),
        AnyCode::Department(code) => catalogue.match_name(code, folded, edition),
        AnyCode::Government(code) => catalogue.match_name(code, folded, edition),
        AnyCode::Revenue(_) => NameMatch::UnknownCode,
    }
}

/// Whether a code bears this name, in its edition or another.
pub(super) fn is_named(input: &Input<'_>, code: AnyCode, name: &str) -> bool {
    let found = matched(input, code, &text::normalise(name));
    matches!(found, NameMatch::Official | NameMatch::OtherEdition)
}

/// The code, if its edition knows it; a name that is not that code's is reported.
pub(super) fn check_name(
    input: &Input<'_>,
    sink: &mut Sink,
    code: AnyCode,
    name: &str,
    here: Place,
) -> Option<AnyCode> {
    let folded = text::normalise(name);
    match matched(input, code, &folded) {
        NameMatch::UnknownCode => return None,
        NameMatch::Official | NameMatch::OtherEdition => {}
        NameMatch::Different if folded.is_empty() => {}
        NameMatch::Different => {
            let official = input.official(code).unwrap_or_default();
            sink.find(
                FindingKind::NameMismatch,
                here,
                format!("{code} 的名称是“{official}”，不是“{name}”"),
                format!("{code} is called “{official}”, not “{name}”"),
            );
        }
    }
    Some(code)
}

/// `2010350-事业运行`: a known code before its name.
pub(super) fn before_name(input: &Input<'_>, label: &str) -> Option<AnyCode> {
    AnyCode::parse_printed(label).ok().filter(|&code| input.official(code).is_some())
}

/// `30231-公务用车运行维护费`: a known code before its own name.
pub(super) fn entry(input: &Input<'_>, label: &str) -> Option<AnyCode> {
    fn name_of<S: Scheme>(input: &Input<'_>, label: &str) -> bool {
        let Ok((code, Some(name))) = Code::<S>::split_printed(label) else { return false };
        let found = input.catalogue.match_name(code, name, input.edition);
        matches!(found, NameMatch::Official | NameMatch::OtherEdition)
    }
    let code = before_name(input, label)?;
    let own = match code {
        AnyCode::Functional(_) => name_of::<Functional>(input, label),
        AnyCode::Department(_) => name_of::<Department>(input, label),
        AnyCode::Government(_) => name_of::<Government>(input, label),
        AnyCode::Revenue(_) => false,
    };
    own.then_some(code)
}

/// Whether a code has the length of a unit's or a project's: six, eight, nine digits or more, where
/// the classifications have three, five and seven. The first seven of nine may be an item's.
pub(super) fn is_longer(input: &Input<'_>, code: &str) -> bool {
    let plain = plain(code);
    if !plain.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return false;
    }
    let item = plain.get(..7).and_then(|item| AnyCode::parse_printed(item).ok());
    match plain.len() {
        0..=5 | 7 => false,
        9 => item.is_none_or(|item| input.official(item).is_none()),
        _ => true,
    }
}

/// The 款 of a code of functions.
pub(super) fn section(code: AnyCode) -> Option<FunctionalCode> {
    match code {
        AnyCode::Functional(code) => code.section(),
        _ => None,
    }
}

/// Whether two codes stand in the same class of the same classification.
pub(super) fn share_class(one: AnyCode, other: AnyCode) -> bool {
    match (one, other) {
        (AnyCode::Functional(one), AnyCode::Functional(other)) => one.class() == other.class(),
        (AnyCode::Department(one), AnyCode::Department(other)) => one.class() == other.class(),
        (AnyCode::Government(one), AnyCode::Government(other)) => one.class() == other.class(),
        _ => false,
    }
}

/// Whether the class of a code exists.
pub(super) fn has_class(input: &Input<'_>, code: AnyCode) -> bool {
    let class = match code {
        AnyCode::Functional(code) => code.class().into(),
        AnyCode::Department(code) => code.class().into(),
        AnyCode::Government(code) => code.class().into(),
        AnyCode::Revenue(code) => code.class().into(),
    };
    input.official(class).is_some()
}

/// The text of a code as print has it, without what spreadsheets add.
pub(super) fn plain(code: &str) -> Cow<'_, str> {
    match AnyCode::parse_printed(code) {
        Ok(parsed) => parsed.to_string().into(),
        Err(_) => text::fold(code).into(),
    }
}

/// The functional code of this name below a class.
pub(super) fn below<S: Scheme>(input: &Input<'_>, parent: Code<S>, name: &str) -> Option<Code<S>> {
    input.codes_named::<S>(name).into_iter().find(|code| parent.is_ancestor_of(*code))
}

/// Whether a row of the functional classification has all its levels.
pub(super) fn is_item(code: Option<AnyCode>) -> bool {
    matches!(code, Some(AnyCode::Functional(code)) if Code::<Functional>::level(code) == Level::Item)
}
