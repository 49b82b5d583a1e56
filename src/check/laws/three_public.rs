//! 三公: an economic item is no more than its 三公 item, for projects carry some of it too; and
//! 机关运行经费 is no more than 公用经费, for only administrative bodies count towards it.
//!
//! ```text
//! 30217 公务接待费 3.00 (基本支出), “三公”经费表 公务接待费 4.50      4.50 ≥ 3.00
//! ```

use crate::catalogue::NameMatch;
use crate::check::{Context, Equation};
use crate::code::DepartmentCode;
use crate::facts::{FactId, Facts};
use crate::item::Item;
use crate::kind::Kind;
use crate::law::Law;
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

pub(super) fn derive(context: &mut Context<'_>) {
    let facts = context.facts;
    for &scope in facts.printed_scopes() {
        let Some(part) = facts.find(scope) else { continue };
        let link = LINKS.iter().find(|(code, _)| scope.department() == Some(*code));
        if let Some(&(code, item)) = link.filter(|_| scope.item().is_none()) {
            if is_named(context, part, code) {
                at_most(context, part, three_public(facts, scope.with_item(item)));
            }
        }
        if scope.item() == Some(Item::AgencyOperation) {
            at_most(context, part, operating_funds(facts, scope));
        }
    }
}

fn at_most(context: &mut Context<'_>, part: FactId, whole: Option<FactId>) {
    if let Some(whole) = whole {
        context.push_bound(Equation::at_most(Law::ThreePublic, part, whole));
    }
}

/// Whether the row bears the code's own name: some units number their items their own way.
fn is_named(context: &Context<'_>, fact: FactId, code: DepartmentCode) -> bool {
    context.facts.row(fact).is_some_and(|row| {
        let found = row.name_match(context.catalogue, code, context.edition);
        matches!(found, NameMatch::Official | NameMatch::OtherEdition)
    })
}

/// The nearest printed 三公 item, of the same fund or a wider one.
fn three_public(facts: &Facts<'_>, scope: Scope) -> Option<FactId> {
    let item = scope.without(Dimension::Department).without(Dimension::Kind);
    let items = core::iter::successors(Some(item), |scope| {
        scope.parent(Dimension::Item).filter(|above| above.fixes(Dimension::Item))
    });
    items
        .flat_map(|item| core::iter::successors(Some(item), |scope| scope.parent(Dimension::Fund)))
        .find_map(|scope| facts.find(scope))
}

/// 公用经费 of 财政拨款, or of all funds.
fn operating_funds(facts: &Facts<'_>, scope: Scope) -> Option<FactId> {
    use crate::fund::FundSource::{Fiscal, General};
    let operating = scope.without(Dimension::Item).with_kind(Kind::Operating);
    let funds = [operating.with_fund(Fiscal), operating.with_fund(General)];
    let mut funds = funds.into_iter().chain([operating.without(Dimension::Fund)]);
    funds.find_map(|scope| facts.find(scope))
}
