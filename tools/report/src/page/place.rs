//! Places of a document as identifiers of elements.

use cn_budget::Place;

/// The identifier of the element that shows a place.
pub(crate) fn id(place: Place) -> String {
    match place {
        Place::Table { table } => format!("t{table}"),
        Place::Column { table, column } => format!("k{table}.{column}"),
        Place::Row { table, row } => format!("r{table}.{row}"),
        Place::Cell { table, row, column } => format!("c{table}.{row}.{column}"),
        Place::Prose { paragraph, start, end } => format!("p{paragraph}.{start}.{end}"),
        Place::Target { target, indicator: None, field } => format!("g{target}..{field}"),
        Place::Target { target, indicator: Some(indicator), field } => {
            format!("g{target}.{indicator}.{field}")
        }
        _ => String::new(),
    }
}

/// A count of the document as the number of a place.
pub(crate) fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
