//! Random documents, compiled and printed as grids in many ways, are read back as they were.

use core::fmt::{self, Write};

use cn_budget::raw::RawTable;
use cn_budget::read::{Hint, NoteKind, read};
use cn_budget::{Stage, Template, compile, strategies};
use proptest::prelude::*;

use super::printer::{Merges, Print, printed};

/// The tables of a document.
#[derive(Clone)]
struct Tables(Vec<RawTable>);

impl fmt::Debug for Tables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|table| f.write_str(&told(table)))
    }
}

fn documents() -> impl Strategy<Value = Tables> {
    let template = prop::sample::select(vec![
        (Stage::Budget, Template::chongqing_unit_budget()),
        (Stage::Budget, Template::shanghai_department_budget()),
        (Stage::Final, Template::shanghai_department_final()),
    ]);
    template.prop_flat_map(|(stage, template)| {
        strategies::ledger(stage).prop_map(move |ledger| {
            let tables = compile(&ledger, &template).unwrap().into_raw().tables;
            Tables(tables.into_iter().filter(of_amounts).collect())
        })
    })
}

fn prints(merges: &'static [Merges]) -> impl Strategy<Value = Print> {
    (5..60_usize, any::<bool>(), any::<bool>(), any::<bool>(), prop::sample::select(merges))
        .prop_map(|(page, again, numbered, parts, merges)| Print {
            page,
            again,
            numbered,
            parts,
            merges,
        })
}

/// A table as text, with what a reader may know of it.
fn told(table: &RawTable) -> String {
    let mut text = format!("{:?} {} {:?} {:?}\n", table.no, table.title, table.side, table.unit);
    writeln!(text, "{:?}", headings(&table.columns)).unwrap();
    for row in &table.rows {
        let cells: Vec<&str> =
            table.columns.iter().map(|column| row.cell(column).unwrap_or_default()).collect();
        writeln!(text, "{:?} {} {cells:?}", row.code, row.name).unwrap();
    }
    text
}

/// The columns without a heading over all of them, which tells them not apart.
fn headings(columns: &[String]) -> Vec<&str> {
    let over = |column: &'_ String| column.split_once('/').map(|(over, _)| over.to_string());
    let first = columns.first().and_then(over);
    let shared = columns.len() > 1 && first.is_some() && columns.iter().all(|c| over(c) == first);
    let skip = if shared { first.map_or(0, |over| over.len() + 1) } else { 0 };
    columns.iter().map(|column| &column[skip..]).collect()
}

/// Whether a table is one of amounts: lists of projects and purchases have columns of words.
fn of_amounts(table: &RawTable) -> bool {
    !table.columns.iter().any(|column| column.contains("名称"))
}

fn read_back(Tables(tables): &Tables, print: Print) -> Result<(), TestCaseError> {
    let reading = read(&printed(tables, print), &Hint::default());
    let [meant, read] =
        [tables, &reading.raw.tables].map(|tables| tables.iter().map(told).collect::<Vec<_>>());
    for (meant, read) in meant.iter().zip(&read) {
        prop_assert_eq!(read, meant);
    }
    prop_assert_eq!(read.len(), meant.len());
    let lost = reading.notes.iter().find(|note| note.kind == NoteKind::CellsLeftOut);
    prop_assert!(lost.is_none(), "{:?}", lost);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_global_rejects: 65_536, ..ProptestConfig::default() })]

    #[test]
    fn grids_give_the_tables_back(tables in documents(), print in prints(&[Merges::Kept])) {
        read_back(&tables, print)?;
    }

    #[test]
    fn grids_give_the_tables_back_after_merges_are_lost(
        tables in documents(),
        print in prints(&[Merges::First, Merges::Repeated]),
    ) {
        read_back(&tables, print)?;
    }
}
