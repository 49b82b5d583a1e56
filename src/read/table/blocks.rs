//! Rows repeated by block: the codes below a row 人员经费 are those of 人员经费, the codes below the name
//! of a unit are that unit's.
//!
//! ```text
//! 合计       120.00
//! 人员经费   100.00      a head
//! 205        100.00      of 人员经费
//! 公用经费    20.00      a head
//! 205         20.00      of 公用经费
//! ```
//!
//! Heads that all stand before the codes are a summary and head nothing, and so do totals behind
//! their items (人员经费合计).

use alloc::vec::Vec;

use super::{
    labels::cut,
    line::{Layout, is_filled},
    numbering::{Numbering, is_sibling, numbering},
    rows::Row,
};
use crate::scope::{Dimension, Scope};
use crate::text;

const CODES: [Dimension; 3] = [Dimension::Functional, Dimension::Department, Dimension::Government];

/// Gives each code row what the head of its block fixes.
pub(super) fn settle(layout: &Layout<'_>, rows: &mut [Row]) {
    for dimension in [Dimension::Kind, Dimension::Entity] {
        let Some(code) = classification(layout, rows, dimension) else { continue };
        if !are_blocks(layout, rows, dimension, code) {
            continue;
        }
        let mut head: Option<(Scope, Numbering)> = None;
        for (number, row) in rows.iter_mut().enumerate() {
            let name = layout.half.name(layout.grid, number).unwrap_or_default();
            let own = numbering(name);
            if let Some(scope) = head_of(row, name, dimension) {
                head = Some((scope, own));
                continue;
            }
            // 三、债务利息支出 stands beside 二、项目支出.
            head = head.filter(|&(_, above)| !is_sibling(above, own));
            let (Some((head, _)), Some(scope)) = (head, row.scope) else { continue };
            let free = !scope.fixes(dimension) && !scope.fixes(Dimension::Project);
            let of_unit = dimension == Dimension::Entity;
            let below =
                scope.fixes(code) || of_unit && head_of(row, name, Dimension::Kind).is_some();
            if free && below {
                row.scope = Some(head.or(scope));
            }
        }
    }
}

/// What a row fixes, if it fixes one dimension and nothing else, and is not called a total.
fn head_of(row: &Row, name: &str, dimension: Dimension) -> Option<Scope> {
    let scope = cut(row.scope?);
    let total = text::fold(name).ends_with('计');
    (!total
        && row.apart.is_none()
        && scope.fixes(dimension)
        && scope.without(dimension) == Scope::ALL)
        .then_some(scope)
}

/// The classification of the first code below a head.
fn classification(layout: &Layout<'_>, rows: &[Row], dimension: Dimension) -> Option<Dimension> {
    let mut numbered = rows.iter().enumerate();
    let first = numbered.position(|(number, row)| {
        let name = layout.half.name(layout.grid, number).unwrap_or_default();
        head_of(row, name, dimension).is_some()
    })?;
    let mut scopes = rows.iter().skip(first).filter_map(|row| row.scope);
    scopes.find_map(|scope| CODES.into_iter().find(|&code| scope.fixes(code)))
}

/// Whether the heads have codes below them, none of which stands above the first head.
fn are_blocks(layout: &Layout<'_>, rows: &[Row], dimension: Dimension, code: Dimension) -> bool {
    // For each head: whether it prints anything, and whether codes follow.
    let mut heads: Vec<(bool, bool)> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let name = layout.half.name(layout.grid, number).unwrap_or_default();
        if head_of(row, name, dimension).is_some() {
            heads.push((is_filled(layout, number), false));
        } else if row.scope.is_some_and(|scope| scope.fixes(code)) {
            match heads.last_mut() {
                Some((_, codes)) => *codes = true,
                None => return false,
            }
        }
    }
    let blocks = heads.iter().filter(|(_, codes)| *codes).count();
    let first_is_one = heads.iter().find(|(filled, _)| *filled).is_some_and(|(_, codes)| *codes);
    match dimension {
        // One unit is the whole.
        Dimension::Entity => blocks >= 2,
        _ => blocks >= 2 || blocks == 1 && first_is_one,
    }
}
