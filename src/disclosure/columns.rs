//! Column headings → what each column adds to the scope of its cells.

use alloc::vec::Vec;

use super::{MAX_COLUMNS, read::Reader};
use crate::{Department, Level, Place, Reading, Scope, place, raw::RawTable};

/// One column as it was understood; `None` where its heading was not.
pub(super) struct Column {
    pub(super) reading: Option<Reading>,
}

pub(super) fn read(reader: &mut Reader<'_>, raw: &RawTable, table: usize) -> Vec<Column> {
    let mut columns = Vec::with_capacity(raw.columns.len());
    for (column, heading) in raw.columns.iter().take(MAX_COLUMNS).enumerate() {
        let reading = reader.vocabulary.read_levels(heading, |level| economic_class(reader, level));
        if reading.is_none() {
            let place =
                Place::Column { table: place::number(table), column: place::number(column) };
            reader.unrecognised(place, heading);
        }
        columns.push(Column { reading });
    }
    columns
}

/// 工资福利支出, 商品和服务支出 … as columns of a 基本支出 table.
fn economic_class(reader: &Reader<'_>, name: &str) -> Option<Reading> {
    let mut found = reader.catalogue.find_name::<Department>(name, reader.edition);
    let entry = found.find(|entry| entry.code().level() == Level::Class)?;
    Some(Reading::of(Scope::ALL.with_department(entry.code())))
}
