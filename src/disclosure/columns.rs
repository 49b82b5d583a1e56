//! Column headings → what each column adds to the scope of its cells.

use crate::index;
use alloc::vec::Vec;

use super::{MAX_COLUMNS, read::Reader, tables::Side};
use crate::code::{Department, Level};
use crate::flow::Flow;
use crate::label::Reading;
use crate::place::Place;
use crate::raw::RawTable;
use crate::scope::Scope;
use crate::vintage::Vintage;

/// One column as it was understood; `None` where its heading was not.
pub(super) struct Column {
    pub(super) reading: Option<Reading>,
}

pub(super) fn read(
    reader: &mut Reader<'_>,
    raw: &RawTable,
    table: usize,
    side: Side,
) -> Vec<Column> {
    let mut columns = Vec::with_capacity(raw.columns.len());
    for (column, heading) in raw.columns.iter().take(MAX_COLUMNS).enumerate() {
        let reading = reader.vocabulary.read_levels(heading, |level| economic_class(reader, level));
        if reading.is_none() {
            let place =
                Place::Column { table: index::number(table), column: index::number(column) };
            reader.unrecognised(place, heading);
        }
        columns.push(Column { reading });
    }
    if side != Side::Income {
        read_vintages(&mut columns);
    }
    columns
}

/// A column 上年结转 in a table of expenditure is no flow: it says whose year's money is spent, and
/// so do the columns beside it. Where none of them says 本年 or 当年, those of one fund mean it.
fn read_vintages(columns: &mut [Column]) {
    let readings = || columns.iter().filter_map(|column| column.reading.as_ref());
    let flows = || readings().filter_map(|reading| reading.scope().flow());
    let flowing = flows().any(|flow| {
        flow.is_within(Flow::Income) && flow != Flow::CarriedIn
            || matches!(flow, Flow::CarriedOver | Flow::Distributed)
    });
    if flowing || !readings().any(is_carried) {
        return;
    }
    let stated = readings().any(Reading::is_current);
    for reading in columns.iter_mut().filter_map(|column| column.reading.as_mut()) {
        if is_carried(reading) {
            *reading = reading.of_vintage(Vintage::Carried);
        } else if reading.is_current() || (!stated && reading.scope().fund().is_some()) {
            *reading = reading.of_vintage(Vintage::Current);
        }
    }
}

fn is_carried(reading: &Reading) -> bool {
    reading.scope().flow() == Some(Flow::CarriedIn) || reading.needs_carry()
}

/// 工资福利支出, 商品和服务支出 … as columns of a 基本支出 table.
fn economic_class(reader: &Reader<'_>, name: &str) -> Option<Reading> {
    let mut found = reader.catalogue.find_name::<Department>(name, reader.edition);
    let entry = found.find(|entry| entry.code().level() == Level::Class)?;
    Some(Reading::of(Scope::ALL.with_department(entry.code())))
}
