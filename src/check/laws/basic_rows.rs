//! 基本支出 told as 公用经费 and, in place of 人员经费, the classes that are paid to people.
//!
//! Why: 301 and 303 are 人员经费, and a table prints all parts of what it splits.
//!
//! ```text
//! 一、基本支出 120.00
//!     1.工资福利支出 90.00, 2.对个人和家庭的补助 10.00, 3.公用经费 20.00
//!                                                   120.00 = 90.00 + 10.00 + 20.00
//! ```

use alloc::{collections::BTreeMap, vec::Vec};

use crate::check::Context;
use crate::disclosure::Table;
use crate::facts::FactId;
use crate::kind::Kind;
use crate::law::Law;
use crate::scope::partition::is_personnel;
use crate::scope::{Dimension, Scope};

/// What a table prints of one 基本支出.
#[derive(Default)]
struct Basic {
    whole: Option<FactId>,
    operating: Option<FactId>,
    /// The classes that are paid to people.
    classes: Vec<FactId>,
    /// Whether 人员经费 itself is printed, or a class of 公用经费.
    told_otherwise: bool,
}

pub(super) fn derive(context: &mut Context<'_>) {
    for (_, table) in context.facts.tables() {
        for (_, basic) in told(context, table) {
            let Basic { whole: Some(whole), operating: Some(operating), mut classes, .. } = basic
            else {
                continue;
            };
            if !classes.is_empty() && !basic.told_otherwise {
                classes.push(operating);
                context.push_sum(Law::Hierarchy, whole, &classes, false);
            }
        }
    }
}

/// What a table prints of 基本支出, by what it shares.
fn told(context: &Context<'_>, table: &Table) -> BTreeMap<Scope, Basic> {
    let facts = context.facts;
    let mut told: BTreeMap<Scope, Basic> = BTreeMap::new();
    for fact in facts.of_table(table) {
        let scope = facts.scope(fact);
        let Some(kind) = scope.kind().filter(|kind| kind.is_within(Kind::Basic)) else { continue };
        let rest = scope.without(Dimension::Kind).without(Dimension::Department);
        let basic = told.entry(rest).or_default();
        match (kind, scope.department()) {
            (Kind::Basic, None) => basic.whole = Some(fact),
            (Kind::Operating, None) => basic.operating = Some(fact),
            (Kind::Basic, Some(code)) if code.parent().is_none() && is_personnel(code) => {
                basic.classes.push(fact);
            }
            // 30101 is a part of its class.
            (Kind::Basic, Some(code)) if code.parent().is_some() => {}
            _ => basic.told_otherwise = true,
        }
    }
    told
}
