//! The classification of rows without codes, told by the names that are in one classification only:
//! 其他支出 beside 教育支出 is a function, beside 工资福利支出 an economic class.

use super::{input::Input, line::Layout};
use crate::code::{AnyCode, Department, Functional, Government, SchemeKind};
use crate::scope::Dimension;
use crate::text;

/// How many rows are asked for their company; the classes of a table are fewer.
const ENOUGH: usize = 64;

/// So many items tell where no class is printed: fewer may stand in a list of anything.
const ITEMS: usize = 3;

/// The one classification that the names of the rows are in; `None` for none or several. Where no
/// class is printed, its items tell (基本工资, 津贴补贴, 差旅费), but not in a table of 三公经费 and the like.
pub(super) fn scheme(input: &Input<'_>, layout: &Layout<'_>) -> Option<SchemeKind> {
    let rows = 0..layout.grid.raw.rows.len();
    let names = rows.filter_map(|row| layout.half.name(layout.grid, row)).take(ENOUGH);
    let (mut classes, mut items) = (Company::default(), Company::default());
    for name in names {
        let name = text::normalise(name);
        match class(input, &name) {
            Some(only) => classes.add(only),
            None => item(input, &name).into_iter().for_each(|only| items.add(only)),
        }
    }
    if classes.count > 0 {
        return classes.only();
    }
    let of_items = layout.title.root.fixes(Dimension::Item);
    items.only().filter(|_| items.count >= ITEMS && !of_items)
}

/// Names that are each in one classification only.
#[derive(Default)]
struct Company {
    count: usize,
    scheme: Option<SchemeKind>,
    mixed: bool,
}

impl Company {
    fn add(&mut self, scheme: SchemeKind) {
        self.count += 1;
        self.mixed |= self.scheme.is_some_and(|other| other != scheme);
        self.scheme = Some(scheme);
    }

    fn only(&self) -> Option<SchemeKind> {
        self.scheme.filter(|_| !self.mixed)
    }
}

/// The one classification that has a class of this name.
fn class(input: &Input<'_>, name: &str) -> Option<SchemeKind> {
    single([
        input.class::<Functional>(name).map(AnyCode::from),
        input.class::<Department>(name).map(AnyCode::from),
        input.class::<Government>(name).map(AnyCode::from),
    ])
}

/// The one classification that has an entry of this name, at any level.
fn item(input: &Input<'_>, name: &str) -> Option<SchemeKind> {
    single([
        input.codes_named::<Functional>(name).first().copied().map(AnyCode::from),
        input.codes_named::<Department>(name).first().copied().map(AnyCode::from),
        input.codes_named::<Government>(name).first().copied().map(AnyCode::from),
    ])
}

fn single(found: [Option<AnyCode>; 3]) -> Option<SchemeKind> {
    let mut found = found.into_iter().flatten();
    let only = found.next()?;
    found.next().is_none().then(|| only.scheme())
}
