//! 其中: a label that names a part of what stands before it.

use crate::scope::{Dimension, Scope};
use crate::text;

/// Whether a label begins with 其中.
pub(super) fn is_of_which(label: &str) -> bool {
    text::fold(label).trim_start_matches(['(', '-']).starts_with("其中")
}

/// What a label that begins with 其中 says below the label that it is a part of.
pub(super) enum Within {
    /// A part that the trees of the dimensions know: 其中：财政拨款 of 本年支出.
    Known(Scope),
    /// A part known by its own label only: 其中：教育收费 of 事业收入.
    Part,
    /// A part of this, or of the whole beside which this stands; nobody can tell.
    Unclear,
}

/// Places a part under what may be its whole; `sure` where nothing else can be the whole.
pub(super) fn within(whole: Scope, part: Option<Scope>, sure: bool) -> Within {
    let Some(part) = part else { return Within::Part };
    let (of_whole, of_part) = (cut(whole), cut(part));
    if of_part == Scope::ALL {
        return Within::Part;
    }
    match of_whole.merge(of_part) {
        Ok(merged) if merged == of_whole => Within::Part,
        Ok(_) if sure || of_whole == Scope::ALL || share(of_whole, of_part) => {
            Within::Known(whole.merge(part).unwrap_or_else(|_| part.or(whole)))
        }
        Ok(_) => Within::Unclear,
        Err(_) => Within::Part,
    }
}

/// What a scope fixes along which amounts are cut.
pub(super) fn cut(scope: Scope) -> Scope {
    scope.without(Dimension::Flow).without(Dimension::Year).without(Dimension::Stage)
}

/// Whether two scopes fix the same dimension.
fn share(one: Scope, other: Scope) -> bool {
    one.fixed().any(|dimension| other.fixes(dimension))
}
