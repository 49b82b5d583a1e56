//! The classification of rows without codes, told by the names that are in one classification only:
//! 其他支出 beside 教育支出 is a function, beside 工资福利支出 an economic class.

use super::{grid::Grid, halves::Half, input::Input};
use crate::code::{AnyCode, Department, Functional, Government, SchemeKind};
use crate::text;

/// How many rows are asked for their company; the classes of a table are fewer.
const ENOUGH: usize = 64;

/// The one classification that the names of the rows are in; `None` for none or several.
pub(super) fn scheme(input: &Input<'_>, grid: &Grid<'_>, half: &Half) -> Option<SchemeKind> {
    let mut found: Option<SchemeKind> = None;
    let names = (0..grid.raw.rows.len()).filter_map(|row| half.name(grid, row));
    for name in names.take(ENOUGH) {
        let Some(only) = classification(input, &text::normalise(name)) else { continue };
        if found.is_some_and(|found| found != only) {
            return None;
        }
        found = Some(only);
    }
    found
}

/// The one classification that has a class of this name.
fn classification(input: &Input<'_>, name: &str) -> Option<SchemeKind> {
    let classes = [
        input.class::<Functional>(name).map(AnyCode::from),
        input.class::<Department>(name).map(AnyCode::from),
        input.class::<Government>(name).map(AnyCode::from),
    ];
    let mut classes = classes.into_iter().flatten();
    let only = classes.next()?;
    classes.next().is_none().then(|| only.scheme())
}
