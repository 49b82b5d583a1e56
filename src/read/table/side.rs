//! The sides of a table: which way its money goes.

use crate::flow::Flow;

/// Which way the money of a table goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Income,
    Expenditure,
    /// Both, in one table: rows and columns must say.
    Both,
}

impl Side {
    /// The side of a flow, `None` for the balance.
    pub(super) fn of(flow: Flow) -> Option<Self> {
        match flow {
            Flow::Balance => None,
            _ if flow.is_within(Flow::Income) => Some(Self::Income),
            _ => Some(Self::Expenditure),
        }
    }
}
