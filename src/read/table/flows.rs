//! The flow of a cell (收支方向与期间): what row and column say, else what the table is about.

use super::{columns::Column, labels::cut, side::Side};
use crate::flow::Flow;
use crate::label::Reading;
use crate::scope::{Dimension, Scope};

/// What rows and columns of a table need to agree on the flow of a cell.
pub(super) struct Flows {
    side: Side,
    /// Whether the table has columns of carried money beside those of the year: its total column
    /// is then of all periods.
    carry_columns: bool,
}

impl Flows {
    pub(super) fn new(side: Side, columns: &[Column]) -> Self {
        let flows = || columns.iter().filter_map(|column| column.reading.as_ref()?.scope().flow());
        let says = |direction: Flow| flows().any(|flow| flow.is_within(direction));
        let totals = || flows().any(|flow| matches!(flow, Flow::Income | Flow::CurrentIncome));
        // 收入合计 tells what the table is about where its title does not.
        let income = side == Side::Both && totals() && !says(Flow::Expenditure);
        Self {
            side: if income { Side::Income } else { side },
            carry_columns: flows().any(Flow::is_carry),
        }
    }

    /// The flow of a cell; `total` where its row is the total of the table or its side.
    pub(super) fn of(&self, total: bool, column: &Column, merged: Scope) -> Flow {
        // 收入合计 beside 上年结转 is of all periods; 本年收入合计 says that it is not.
        let total_column = column.reading.as_ref().is_some_and(|reading| {
            let direction =
                matches!(reading.scope().flow(), None | Some(Flow::Income | Flow::Expenditure));
            reading.is_total() && direction && cut(reading.scope()) == Scope::ALL
        });
        let all_periods = self.carry_columns && total_column;
        let side = match merged.flow() {
            Some(Flow::Income) => Side::Income,
            Some(Flow::Expenditure) => Side::Expenditure,
            Some(flow) => return flow,
            None => self.side,
        };
        match side {
            Side::Income if all_periods => Flow::Income,
            Side::Income => Flow::CurrentIncome,
            Side::Expenditure if all_periods => Flow::Expenditure,
            Side::Both if total => Flow::Balance,
            Side::Both if is_source_only(merged) => Flow::CurrentIncome,
            Side::Expenditure | Side::Both => Flow::CurrentExpenditure,
        }
    }
}

/// The side that a column speaks of, if it is one.
pub(super) fn side_of(column: &Column) -> Option<Side> {
    Side::of(column.reading.as_ref().map(Reading::scope)?.flow()?)
}

/// Whether a scope fixes a fund and nothing that money is spent on.
fn is_source_only(scope: Scope) -> bool {
    use Dimension::{Department, Functional, Fund, Government, Item, Kind};
    scope.fixes(Fund)
        && ![Functional, Department, Government, Kind, Item].iter().any(|&d| scope.fixes(d))
}
