//! 三公: an economic item is no more than its 三公 item, for projects carry some of it too; and
//! 机关运行经费 is no more than 公用经费, for only administrative bodies count towards it.

use super::Context;
use crate::catalogue::NameMatch;
use crate::code::DepartmentCode;
use crate::index;
use crate::item::Item;
use crate::kind::Kind;
use crate::law::Law;
use crate::place::Place;
use crate::reconcile::{Equation, Relation, Term};
use crate::scope::{Dimension, Scope};

/// The department economic items whose money is also printed as a 三公 item.
const LINKS: [(DepartmentCode, Item); 6] = [
    (DepartmentCode::literal("30212"), Item::Abroad),
    (DepartmentCode::literal("30215"), Item::Meetings),
    (DepartmentCode::literal("30216"), Item::Training),
    (DepartmentCode::literal("30217"), Item::Reception),
    (DepartmentCode::literal("30231"), Item::VehicleOperation),
    (DepartmentCode::literal("31013"), Item::VehiclePurchase),
];

pub(super) fn derive(context: &mut Context<'_, '_>) {
    for scope in context.facts.scopes().to_vec() {
        let link = LINKS.iter().find(|(code, _)| scope.department() == Some(*code));
        if let (Some(&(code, item)), Some(part)) = (link, context.facts.find(scope)) {
            if is_named(context, part, code) && scope.item().is_none() {
                at_most(context, part, scope.with_item(item));
            }
        }
        if scope.item() == Some(Item::AgencyOperation) {
            if let Some(part) = context.facts.find(scope) {
                operating_funds(context, part, scope);
            }
        }
    }
}

/// Whether the row bears the code's own name: some units number their items their own way.
fn is_named(context: &Context<'_, '_>, fact: u32, code: DepartmentCode) -> bool {
    let Place::Cell { table, row, .. } = context.facts.place(fact) else { return false };
    let table = context.facts.disclosure.raw().tables.get(index::index(table));
    let row = table.and_then(|table| table.rows.get(index::index(row)));
    row.is_some_and(|row| {
        let name = crate::text::normalise(&row.name);
        let found = context.catalogue.match_name(code, &name, context.edition);
        matches!(found, NameMatch::Official | NameMatch::OtherEdition)
    })
}

/// The part is no more than the nearest printed 三公 item, of the same fund or a wider one.
fn at_most(context: &mut Context<'_, '_>, part: u32, scope: Scope) {
    let item = scope.without(Dimension::Department).without(Dimension::Kind);
    let items = core::iter::successors(Some(item), |scope| {
        scope.parent(Dimension::Item).filter(|above| above.fixes(Dimension::Item))
    });
    let whole = items
        .flat_map(|item| core::iter::successors(Some(item), |scope| scope.parent(Dimension::Fund)))
        .find_map(|scope| context.facts.find(scope));
    if let Some(whole) = whole {
        push(context, whole, part);
    }
}

/// 公用经费 of the same fund, or of any.
fn operating_funds(context: &mut Context<'_, '_>, part: u32, scope: Scope) {
    use crate::fund::FundSource::{Fiscal, General};
    let operating = scope.without(Dimension::Item).with_kind(Kind::Operating);
    let funds = [operating.with_fund(Fiscal), operating.with_fund(General)];
    let mut funds = funds.into_iter().chain([operating.without(Dimension::Fund)]);
    let whole = funds.find_map(|scope| context.facts.find(scope));
    if let Some(whole) = whole {
        push(context, whole, part);
    }
}

fn push(context: &mut Context<'_, '_>, whole: u32, part: u32) {
    let terms = [Term { coefficient: 1, fact: whole }, Term { coefficient: -1, fact: part }];
    context.push(Equation::new(Law::ThreePublic, Relation::AtLeast, terms.into()));
}
