//! xls → grids: values by `calamine`, formats by the records that it does not hand on.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use calamine::{Data, Reader, SheetVisible, Xls, XlsError};

use crate::number::{self, Print};
use crate::sheet::{Hidden, Printed, Sheet};
use crate::{Contents, Error, excel};

/// The most places (rows × columns) of a sheet: calamine makes room for all of them, and a small
/// file may name the last row and column.
const MAX_PLACES: u64 = 4_000_000;

pub(crate) fn contents(bytes: &[u8]) -> Result<Contents, Error> {
    let records = Records::of(bytes)?;
    if records.places > MAX_PLACES {
        return Err(Error::TooLarge);
    }
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(error)?;
    let sheets: Vec<(String, SheetVisible)> =
        book.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible)).collect();
    let mut contents = Contents::default();
    for (index, (name, visible)) in sheets.into_iter().enumerate() {
        if visible != SheetVisible::Visible {
            contents.notes.push(excel::hidden(&name));
            continue;
        }
        let range = book.worksheet_range(&name).map_err(error)?;
        let start = range.start().unwrap_or_default();
        let formats = records.sheets.get(index);
        let mut sheet = Sheet { name: name.clone(), ..Sheet::default() };
        for (row, column, value) in range.used_cells() {
            let offset = |start: u32, index: usize| {
                start.saturating_add(u32::try_from(index).unwrap_or(u32::MAX))
            };
            let at = (offset(start.0, row), offset(start.1, column));
            let code =
                formats.and_then(|formats| formats.get(&at)).and_then(|xf| records.code(*xf));
            if let Some(printed) = printed(value, code) {
                sheet.cells.insert(at, printed);
            }
        }
        let merges = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        sheet.merges = merges.iter().map(|m| (m.start.0, m.start.1, m.end.0, m.end.1)).collect();
        sheet.hidden = records.hidden.get(index).cloned().unwrap_or_default();
        excel::push(&mut contents, sheet);
    }
    Ok(contents)
}

fn printed(value: &Data, code: Option<&str>) -> Option<Printed> {
    let number = |value: f64| match number::print(value, code) {
        Print::Text(text) => Printed::Text(text),
        Print::Plain(text) => Printed::Plain(text),
    };
    Some(match value {
        Data::Empty | Data::Error(_) => return None,
        #[expect(clippy::cast_precision_loss, reason = "a cell holds a float anyway")]
        Data::Int(value) => number(*value as f64),
        Data::Float(value) => number(*value),
        Data::DateTime(value) => number(value.as_f64()),
        Data::Bool(value) => Printed::Text(if *value { "TRUE" } else { "FALSE" }.into()),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            Printed::Text(text.clone())
        }
    })
}

fn error(error: XlsError) -> Error {
    match error {
        XlsError::Password => Error::Encrypted,
        error => Error::broken("xls", error),
    }
}

/// What the records of a workbook tell about formats.
#[derive(Debug, Default)]
struct Records {
    /// The format of each style (XF).
    styles: Vec<u16>,
    /// Format codes of the workbook itself.
    codes: BTreeMap<u16, String>,
    /// For each sheet the style of each cell with a number.
    sheets: Vec<BTreeMap<(u32, u32), u16>>,
    /// What each sheet hides.
    hidden: Vec<Hidden>,
    /// The places of the largest sheet.
    places: u64,
}

/// Records of the Excel 97 format ([MS-XLS] 2.3).
mod record {
    pub(super) const BOF: u16 = 0x0809;
    pub(super) const FILE_PASS: u16 = 0x002F;
    pub(super) const FORMAT: u16 = 0x041E;
    pub(super) const XF: u16 = 0x00E0;
    pub(super) const FORMULA: u16 = 0x0006;
    pub(super) const NUMBER: u16 = 0x0203;
    pub(super) const RK: u16 = 0x027E;
    pub(super) const MUL_RK: u16 = 0x00BD;
    pub(super) const ROW: u16 = 0x0208;
    pub(super) const COL_INFO: u16 = 0x007D;
    /// Cells of other kinds: LABEL, LABELSST, RSTRING, BOOLERR.
    pub(super) const OTHERS: [u16; 4] = [0x0204, 0x00FD, 0x00D6, 0x0205];
}

impl Records {
    fn of(bytes: &[u8]) -> Result<Self, Error> {
        let mut file = cfb::CompoundFile::open(Cursor::new(bytes))
            .map_err(|error| Error::broken("xls", error))?;
        let name = if file.is_stream("/Workbook") { "/Workbook" } else { "/Book" };
        let stream = file.open_stream(name).map_err(|error| Error::broken("xls", error))?;
        let mut workbook = Vec::new();
        let most = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        stream
            .take(most)
            .read_to_end(&mut workbook)
            .map_err(|error| Error::broken("xls", error))?;
        let mut records = Self::default();
        let mut rest = workbook.as_slice();
        let mut extent = (0_u64, 0_u64);
        let mut parts = 0;
        while let Some((kind, data, behind)) = record(rest) {
            rest = behind;
            match kind {
                record::FILE_PASS => return Err(Error::Encrypted),
                record::BOF => {
                    // The first part is the workbook, each further one a sheet.
                    parts += 1;
                    if parts > 1 {
                        records.sheets.push(BTreeMap::new());
                        records.hidden.push(Hidden::default());
                    }
                    extent = (0, 0);
                }
                record::XF => records.styles.push(number(data, 2).unwrap_or(0)),
                record::FORMAT => records.format(data),
                record::ROW => records.row(data),
                record::COL_INFO => records.columns(data),
                _ => records.cell(kind, data, &mut extent),
            }
        }
        Ok(records)
    }

    fn format(&mut self, data: &[u8]) {
        let (Some(id), Some(length)) = (number(data, 0), number(data, 2)) else { return };
        let wide = data.get(4).is_some_and(|flags| flags & 1 == 1);
        let text = data.get(5..).unwrap_or_default();
        let length = usize::from(length);
        let code = if wide {
            let units = text.chunks_exact(2).take(length);
            let units: Vec<u16> =
                units.map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect();
            String::from_utf16_lossy(&units)
        } else {
            text.iter().take(length).map(|&byte| char::from(byte)).collect()
        };
        self.codes.insert(id, code);
    }

    /// A row: its number, and at byte 12 flags, of which `fDyZero` hides it.
    fn row(&mut self, data: &[u8]) {
        let (Some(row), Some(flags)) = (number(data, 0), number(data, 12)) else { return };
        if let Some(hidden) = self.hidden.last_mut().filter(|_| flags & 0x20 != 0) {
            hidden.rows.push(row.into());
        }
    }

    /// Columns of one width: the first and the last one, and at byte 8 flags, of which `fHidden`
    /// hides them.
    fn columns(&mut self, data: &[u8]) {
        let (Some(first), Some(last), Some(flags)) =
            (number(data, 0), number(data, 2), number(data, 8))
        else {
            return;
        };
        if let Some(hidden) = self.hidden.last_mut().filter(|_| flags & 1 != 0) {
            // There are no more than 256 columns; a damaged file may name others.
            hidden.columns.extend((u32::from(first)..=u32::from(last)).take(256));
        }
    }

    fn cell(&mut self, kind: u16, data: &[u8], extent: &mut (u64, u64)) {
        let numeric =
            matches!(kind, record::FORMULA | record::NUMBER | record::RK | record::MUL_RK);
        if !numeric && !record::OTHERS.contains(&kind) {
            return;
        }
        let (Some(row), Some(column), Some(sheet)) =
            (number(data, 0), number(data, 2), self.sheets.last_mut())
        else {
            return;
        };
        let mut last = column;
        if kind == record::MUL_RK {
            // Row, first column, then style and value of each cell, then the last column.
            let cells = data.get(4..).unwrap_or_default();
            for (offset, cell) in (0..).zip(cells.chunks_exact(6)) {
                last = column.saturating_add(offset);
                sheet.insert((row.into(), last.into()), number(cell, 0).unwrap_or(0));
            }
        } else if numeric {
            sheet.insert((row.into(), column.into()), number(data, 4).unwrap_or(0));
        }
        extent.0 = extent.0.max(u64::from(row) + 1);
        extent.1 = extent.1.max(u64::from(last) + 1);
        self.places = self.places.max(extent.0 * extent.1);
    }

    /// The format code of a style; codes below 164 are built in.
    fn code(&self, style: u16) -> Option<&str> {
        let id = *self.styles.get(usize::from(style))?;
        self.codes.get(&id).map(String::as_str).or(match id {
            1 => Some("0"),
            2 => Some("0.00"),
            3 | 37 | 38 => Some("#,##0"),
            4 | 39 | 40 => Some("#,##0.00"),
            9 => Some("0%"),
            10 => Some("0.00%"),
            41 | 42 => Some("_ * #,##0_ ;_ * -#,##0_ ;_ * \"-\"_ ;_ @_ "),
            43 | 44 => Some("_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ "),
            _ => None,
        })
    }
}

/// The first record of a stream: its kind, its data, and what stands behind it.
fn record(stream: &[u8]) -> Option<(u16, &[u8], &[u8])> {
    let (kind, length) = (number(stream, 0)?, number(stream, 2)?);
    let (data, behind) = stream.get(4..)?.split_at_checked(usize::from(length))?;
    Some((kind, data, behind))
}

fn number(data: &[u8], at: usize) -> Option<u16> {
    let bytes: [u8; 2] = data.get(at..at + 2)?.try_into().ok()?;
    Some(u16::from_le_bytes(bytes))
}
