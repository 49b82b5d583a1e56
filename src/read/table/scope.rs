//! Title ∪ row ∪ column → the scope of a cell.

use super::{columns::Column, flows::Flows, input::Input, rows::Row, title::Title};
use crate::label::Reading;
use crate::scope::{Dimension, NameId, Scope, canonical};

/// Title ∪ row ∪ column, or the dimension in which they contradict each other.
pub(super) fn of(
    input: &Input<'_>,
    title: &Title,
    flows: &Flows,
    row: &Row,
    column: &Column,
) -> Result<Scope, Dimension> {
    let row_scope = row.scope.unwrap_or(Scope::ALL);
    let reading = column.reading.as_ref();
    let mut column_scope = reading.map_or(Scope::ALL, Reading::scope);
    if reading.is_some_and(Reading::is_last_year) {
        column_scope = column_scope.with_year(input.raw.year.saturating_sub(1));
    }
    // A total of all flows says nothing against a column of one flow.
    let free = row.total.is_some() && column_scope.fixes(Dimension::Flow);
    let row_scope = if free { row_scope.without(Dimension::Flow) } else { row_scope };
    let merged = title
        .root
        .merge(row_scope)
        .and_then(|scope| scope.merge(column_scope))
        .map_err(|conflict| conflict.dimension())?;
    let flow = flows.of(row.total.is_some(), column, merged);
    let own = Scope::ALL.with_year(input.raw.year).with_stage(input.raw.stage);
    let scope = canonical(merged.with_flow(flow).or(own));
    // Under a label of two siblings that nothing narrows down, a figure may be about both.
    let parted = [title.parted, row.parted, reading.and_then(Reading::parted)];
    let both = parted.into_iter().flatten().any(|dimension| !scope.fixes(dimension));
    Ok(if both { scope.with_table(NameId(title.table)) } else { scope })
}
