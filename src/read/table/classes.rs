//! Economic classes as columns: 工资福利支出, 商品和服务支出 … of the departments' classification, or
//! 机关工资福利支出 … of the government's.
//!
//! Some names stand in both (对个人和家庭的补助): the columns beside them decide. 其他支出 is a class beside
//! other classes, else a kind of spending.

use alloc::{string::String, vec::Vec};

use super::{halves::Half, input::Input};
use crate::code::{Department, DepartmentCode, Government, GovernmentCode};
use crate::label::Reading;
use crate::raw::RawTable;
use crate::scope::Scope;
use crate::text;

/// Which classes the columns of a half are.
pub(super) struct Classes {
    /// Whether they are those of the government's classification.
    government: bool,
    /// The headings under which classes stand, the empty one for the top level.
    above: Vec<String>,
}

const OTHER: &str = "其他支出";
const OTHER_OF_DEPARTMENTS: DepartmentCode = DepartmentCode::literal("399");
const OTHER_OF_GOVERNMENT: GovernmentCode = GovernmentCode::literal("599");

impl Classes {
    pub(super) fn of(input: &Input<'_>, raw: &RawTable, half: &Half) -> Self {
        let mut classes = Self { government: false, above: Vec::new() };
        let mut department = false;
        for heading in half.columns.clone().filter_map(|column| raw.columns.get(column)) {
            let (above, name) = parted(heading);
            if name == OTHER {
                continue;
            }
            let own = input.class::<Department>(&name).is_some();
            let government = input.class::<Government>(&name).is_some();
            classes.government |= government && !own;
            department |= own && !government;
            if own || government {
                classes.above.push(above);
            }
        }
        classes.government &= !department;
        classes
    }

    /// A level of a heading that names a class.
    pub(super) fn read(&self, input: &Input<'_>, name: &str) -> Option<Reading> {
        let government =
            || input.class::<Government>(name).map(|code| Scope::ALL.with_government(code));
        let department =
            || input.class::<Department>(name).map(|code| Scope::ALL.with_department(code));
        let scope = if self.government {
            government().or_else(department)
        } else {
            department().or_else(government)
        };
        scope.map(Reading::of)
    }

    /// 其他支出 as the last level of a heading beside classes.
    pub(super) fn other(&self, heading: &str, level: &str) -> Option<Reading> {
        if level != OTHER {
            return None;
        }
        let (above, name) = parted(heading);
        let beside = name == OTHER && self.above.contains(&above);
        beside.then(|| {
            Reading::of(if self.government {
                Scope::ALL.with_government(OTHER_OF_GOVERNMENT)
            } else {
                Scope::ALL.with_department(OTHER_OF_DEPARTMENTS)
            })
        })
    }
}

/// The last level of a heading and what stands above it, both in normal form.
fn parted(heading: &str) -> (String, String) {
    match heading.rsplit_once('/') {
        Some((above, name)) => (text::normalise(above), text::normalise(name)),
        None => (String::new(), text::normalise(heading)),
    }
}
