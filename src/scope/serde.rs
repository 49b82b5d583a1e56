//! A scope travels as a map of its fixed dimensions.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{NameId, Scope};
use crate::code::{DepartmentCode, FunctionalCode, GovernmentCode};
use crate::flow::Flow;
use crate::fund::FundSource;
use crate::item::Item;
use crate::kind::{Kind, Stage};
use crate::vintage::Vintage;

macro_rules! plain {
    ($($field:ident: $type:ty, $with:ident;)*) => {
        #[derive(Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Plain {$(
            #[serde(default, skip_serializing_if = "Option::is_none")]
            $field: Option<$type>,
        )*}

        impl From<Scope> for Plain {
            fn from(scope: Scope) -> Self {
                Self { $($field: scope.$field(),)* }
            }
        }

        impl From<Plain> for Scope {
            fn from(plain: Plain) -> Self {
                let mut scope = Scope::ALL;
                $(if let Some(value) = plain.$field {
                    scope = scope.$with(value);
                })*
                scope
            }
        }
    };
}

plain! {
    year: u16, with_year;
    stage: Stage, with_stage;
    flow: Flow, with_flow;
    fund: FundSource, with_fund;
    functional: FunctionalCode, with_functional;
    department: DepartmentCode, with_department;
    government: GovernmentCode, with_government;
    kind: Kind, with_kind;
    item: Item, with_item;
    entity: NameId, with_entity;
    project: NameId, with_project;
    change: u16, with_change;
    vintage: Vintage, with_vintage;
    part: NameId, with_part;
    variant: NameId, with_variant;
    table: NameId, with_table;
}

impl Serialize for Scope {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Plain::from(*self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Scope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Plain::deserialize(deserializer).map(Self::from)
    }
}
