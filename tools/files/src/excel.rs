//! xlsx → grids: values as their formats print them, by `calamine`.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetVisible, Xlsx, XlsxError};
use cn_budget::read::{Block, Note, NoteKind};

use crate::number::{self, Print};
use crate::sheet::{Printed, Sheet};
use crate::zipped::Zipped;
use crate::{Contents, Error};

mod hidden;

/// The most cells of a workbook that are read.
const MAX_CELLS: usize = 4_000_000;

pub(crate) fn contents(bytes: &[u8]) -> Result<Contents, Error> {
    let zipped = Zipped::open(bytes)?;
    zipped.check()?;
    let parts = hidden::Parts::of(&zipped);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(error)?;
    let sheets: Vec<(String, SheetVisible)> =
        book.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible)).collect();
    let mut contents = Contents::default();
    let mut cells = 0;
    for (name, visible) in sheets {
        if visible != SheetVisible::Visible {
            contents.notes.push(hidden(&name));
            continue;
        }
        // A chart has no cells; what cannot be read of one sheet leaves the others.
        let Ok(mut sheet) = sheet(&mut book, &name, MAX_CELLS - cells) else {
            contents.notes.push(unreadable(&name));
            continue;
        };
        sheet.hidden = parts.hidden(&name);
        cells += sheet.cells.len();
        push(&mut contents, sheet);
    }
    Ok(contents)
}

/// Adds the grid of a sheet, and the end of the sheet.
pub(crate) fn push(contents: &mut Contents, sheet: Sheet) {
    let Some((grid, plain)) = sheet.grid() else { return };
    if plain {
        contents.notes.push(Note::new(
            NoteKind::FormatMissing,
            grid.at.clone(),
            "数字没有格式，按全表最多的小数位补足",
            "numbers have no format; all get the most decimals that occur",
        ));
    }
    contents.blocks.push(Block::Grid(grid));
    contents.blocks.push(Block::PageEnd);
}

pub(crate) fn hidden(name: &str) -> Note {
    Note::new(
        NoteKind::GridLeftOut,
        Some(name.into()),
        "隐藏的工作表未读",
        "a hidden sheet is left out",
    )
}

fn unreadable(name: &str) -> Note {
    Note::new(NoteKind::GridLeftOut, Some(name.into()), "工作表无法读取", "a sheet cannot be read")
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, most: usize) -> Result<Sheet, XlsxError> {
    let mut sheet = Sheet { name: name.into(), ..Sheet::default() };
    let mut formats = Vec::new();
    let mut reader = book.worksheet_cells_reader(name)?;
    while let Some((row, column, style)) = reader.next_style_id()? {
        formats.push(((row, column), style));
        if formats.len() >= most {
            break;
        }
    }
    let codes: Vec<Option<String>> = reader
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().map(|format| format.format_code.clone()))
        .collect();
    drop(reader);
    formats.sort_unstable();
    let mut reader = book.worksheet_cells_reader(name)?;
    while let Some(cell) = reader.next_cell()? {
        let at = cell.get_position();
        let style = formats.binary_search_by_key(&at, |(at, _)| *at).ok();
        let style = style.and_then(|index| formats.get(index)).map_or(0, |(_, style)| *style);
        let code = codes.get(style).and_then(Option::as_deref);
        if let Some(printed) = printed(cell.get_value(), code) {
            sheet.cells.insert(at, printed);
        }
        if sheet.cells.len() >= most {
            break;
        }
    }
    drop(reader);
    let merges = book.merge_cells_by_sheet_name(name)?;
    sheet.merges = merges.iter().map(|m| (m.start.0, m.start.1, m.end.0, m.end.1)).collect();
    Ok(sheet)
}

fn printed(value: &DataRef<'_>, code: Option<&str>) -> Option<Printed> {
    let number = |value: f64| match number::print(value, code) {
        Print::Text(text) => Printed::Text(text),
        Print::Plain(text) => Printed::Plain(text),
    };
    Some(match value {
        DataRef::Empty | DataRef::Error(_) => return None,
        #[expect(clippy::cast_precision_loss, reason = "a cell holds a float anyway")]
        DataRef::Int(value) => number(*value as f64),
        DataRef::Float(value) => number(*value),
        DataRef::DateTime(value) => number(value.as_f64()),
        DataRef::Bool(value) => Printed::Text(if *value { "TRUE" } else { "FALSE" }.into()),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Printed::Text(text.clone())
        }
        DataRef::SharedString(text) => Printed::Text((*text).to_string()),
    })
}

fn error(error: XlsxError) -> Error {
    match error {
        XlsxError::Password => Error::Encrypted,
        error => Error::broken("xlsx", error),
    }
}
