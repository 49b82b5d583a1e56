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
    rows::Row,
};
use crate::scope::{Dimension, Scope};

const CODES: [Dimension; 3] = [Dimension::Functional, Dimension::Department, Dimension::Government];

/// Gives each code row what the head of its block fixes.
pub(super) fn settle(layout: &Layout<'_>, rows: &mut [Row]) {
    for dimension in [Dimension::Kind, Dimension::Entity] {
        let Some(code) = classification(rows, dimension) else { continue };
        if !are_blocks(layout, rows, dimension, code) {
            continue;
        }
        let mut head: Option<Scope> = None;
        for row in rows.iter_mut() {
            if let Some(own) = is_head(row, dimension) {
                head = Some(own);
            } else if let (Some(head), Some(scope)) = (head, row.scope) {
                let free = !scope.fixes(dimension) && !scope.fixes(Dimension::Project);
                let below = scope.fixes(code)
                    || dimension == Dimension::Entity && is_head(row, Dimension::Kind).is_some();
                if free && below {
                    row.scope = Some(head.or(scope));
                }
            }
        }
    }
}

/// What a row fixes, if it fixes one dimension and nothing else.
fn is_head(row: &Row, dimension: Dimension) -> Option<Scope> {
    let scope = cut(row.scope?);
    (row.apart.is_none() && scope.fixes(dimension) && scope.without(dimension) == Scope::ALL)
        .then_some(scope)
}

/// The classification of the first code below a head.
fn classification(rows: &[Row], dimension: Dimension) -> Option<Dimension> {
    let first = rows.iter().position(|row| is_head(row, dimension).is_some())?;
    let mut scopes = rows.iter().skip(first).filter_map(|row| row.scope);
    scopes.find_map(|scope| CODES.into_iter().find(|&code| scope.fixes(code)))
}

/// Whether the heads have codes below them, none of which stands above the first head.
fn are_blocks(layout: &Layout<'_>, rows: &[Row], dimension: Dimension, code: Dimension) -> bool {
    // For each head: whether it prints anything, and whether codes follow.
    let mut heads: Vec<(bool, bool)> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        if is_head(row, dimension).is_some() {
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
