//! From lines and grids to the neutral form: forms of many regions, as text.

use cn_budget::read::{Block, Hint, Reading, read};

mod compiled;
#[cfg(feature = "serde")]
mod drawn;
mod form;
mod forms;
mod hostile;
#[cfg(feature = "serde")]
mod jiulongpo;
mod pages;
mod printer;
#[cfg(feature = "serde")]
mod serde;
mod targets;
mod unruled;

use form::{document, grid, printed};

/// What is read of a form in the syntax of [`form`].
fn reading(text: &str) -> Reading {
    read(&document(text), &Hint::default())
}

/// The tables of a form, printed.
fn tables(text: &str) -> String {
    reading(text).raw.tables.iter().map(printed).collect::<Vec<_>>().join("\n")
}

/// Asserts what a form is read as.
#[track_caller]
fn assert_read(form: &str, expected: &str) {
    assert_eq!(tables(form), form::flush(expected));
}

#[test]
fn blocks_without_any_table_make_none() {
    let reading = read(&[], &Hint::default());
    assert!(reading.raw.tables.is_empty());
    assert_eq!(reading.raw.year, 0);
    let blank = Block::Grid(grid("| | |\n| | |"));
    assert!(read(&[blank], &Hint::default()).raw.tables.is_empty());
}
