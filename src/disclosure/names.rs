//! Names of units and projects, given out as small numbers.

use crate::index;
use alloc::{collections::BTreeMap, string::String, vec::Vec};

use crate::scope::NameId;

/// Names in the order in which they were first met.
#[derive(Debug, Clone, Default)]
pub(crate) struct Names {
    names: Vec<String>,
    ids: BTreeMap<String, NameId>,
}

impl Names {
    /// The number of a name, a new one if it was not met before.
    pub(crate) fn id(&mut self, name: &str) -> NameId {
        if let Some(&id) = self.ids.get(name) {
            return id;
        }
        let id = self.fresh(name);
        self.ids.insert(name.into(), id);
        id
    }

    /// A number of its own for a name that may stand for several things.
    pub(crate) fn fresh(&mut self, name: &str) -> NameId {
        let id = NameId(index::number(self.names.len()));
        self.names.push(name.into());
        id
    }

    pub(crate) fn get(&self, id: NameId) -> Option<&str> {
        self.names.get(index::index(id.0)).map(String::as_str)
    }
}
