//! From the file that was published (PDF, Excel, Word, HTML, text) to the neutral form of
//! [`cn_budget`].
//!
//! [`read()`] takes the bytes of a file and finds out by themselves what it is; there is no file
//! system in here, so it runs in a browser too. What the bytes show as lines and grids is read by
//! [`cn_budget::read`].
//!
//! | file | what is read of it |
//! |---|---|
//! | PDF | visible glyphs and rulings, also in Chinese fonts without ToUnicode |
//! | xlsx, xls | values as their number formats print them, merged cells; no hidden row, column or sheet |
//! | docx | paragraphs and tables; automatic numbers of headings |
//! | ods, odt | as printed |
//! | HTML, and what Excel saves as a web page | text and tables, in any encoding |
//! | text, CSV | one cell a line behind a TAB, rows with TABs or commas, columns laid out by spaces |
//! | the neutral form itself | as it is |
//!
//! What cannot be read is refused with what to do instead: scans, encrypted files, Word of before
//! 2007, WPS, RTF.
//!
//! ```
//! use cn_budget_files::{Hint, read};
//!
//! let text = "某某局2026年部门预算\n支出总表\n单位：万元\n\t项目\n\t预算数\n\n\t合计\n\t12.30\n";
//! let reading = read(text.as_bytes(), &Hint::default())?;
//! assert_eq!(reading.raw.year, 2026);
//! assert_eq!(reading.raw.tables[0].rows[0].cell("预算数"), Some("12.30"));
//! # Ok::<(), cn_budget_files::Error>(())
//! ```

use cn_budget::RawDisclosure;
use cn_budget::raw::Value;
use cn_budget::read::Block;
pub use cn_budget::read::{Hint, Note, NoteKind, Reading};

mod detect;
mod encoding;
mod error;
mod excel;
mod html;
mod number;
mod opendocument;
mod pdf;
mod sheet;
mod word;
mod xls;
mod zipped;

pub use detect::Format;
pub use encoding::text;
pub use error::Error;

/// The largest file that is read: 512 MiB.
pub const MAX_BYTES: usize = 512 << 20;

/// Lines and grids of a file, and what was left out of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contents {
    /// The lines and grids.
    pub blocks: Vec<Block>,
    /// What was left out on the way to them.
    pub notes: Vec<Note>,
}

/// Reads a disclosure from the bytes of a file.
///
/// # Errors
/// [`Error`] where the file is none that can be read, or shows no table.
pub fn read(bytes: &[u8], hint: &Hint) -> Result<Reading, Error> {
    join([bytes], hint)
}

/// Reads one disclosure that was published in several files, in their order: the prose in Word,
/// say, and the tables in Excel.
///
/// A file in the neutral form gives its tables, targets and paragraphs; what it says of year,
/// stage and body counts unless the hint says otherwise.
///
/// # Errors
/// As [`read`].
pub fn join<'a>(files: impl IntoIterator<Item = &'a [u8]>, hint: &Hint) -> Result<Reading, Error> {
    let mut all = Contents::default();
    let mut neutral: Option<RawDisclosure> = None;
    for bytes in files {
        if Format::of(bytes)? == Format::Neutral {
            let raw = neutral_form(bytes)?;
            neutral = Some(match neutral.take() {
                Some(first) => merged(first, raw),
                None => raw,
            });
            continue;
        }
        let contents = contents(bytes)?;
        all.blocks.extend(contents.blocks);
        all.blocks.push(Block::PageEnd);
        all.notes.extend(contents.notes);
    }
    let Some(neutral) = neutral else { return reading(all, hint) };
    if all.blocks.is_empty() {
        return Ok(neutral.into());
    }
    let mut hint = hint.clone();
    hint.year = hint.year.or(Some(neutral.year));
    hint.stage = hint.stage.or(Some(neutral.stage));
    let mut reading = cn_budget::read::read(&all.blocks, &hint);
    reading.raw = merged(neutral, reading.raw);
    reading.notes.splice(0..0, all.notes);
    Ok(reading)
}

fn reading(contents: Contents, hint: &Hint) -> Result<Reading, Error> {
    let mut reading = cn_budget::read::read(&contents.blocks, hint);
    reading.notes.splice(0..0, contents.notes);
    // Tables that were seen and could not be told apart are told in the notes.
    let seen = reading.notes.iter().any(|note| note.kind == NoteKind::ColumnsUncertain);
    if reading.raw.tables.is_empty() && reading.raw.performance.is_empty() && !seen {
        return Err(Error::NoTable);
    }
    Ok(reading)
}

/// A disclosure with what another file holds of it.
fn merged(mut first: RawDisclosure, second: RawDisclosure) -> RawDisclosure {
    first.title = first.title.or(second.title);
    first.source = first.source.or(second.source);
    first.entity.name = first.entity.name.or(second.entity.name);
    first.entity.code = first.entity.code.or(second.entity.code);
    first.entity.payer = first.entity.payer.or(second.entity.payer);
    first.tables.extend(second.tables);
    first.performance.extend(second.performance);
    first.narrative.extend(second.narrative);
    first
}

/// The lines and grids of a file.
///
/// # Errors
/// As [`read`], but without asking for a table.
pub fn contents(bytes: &[u8]) -> Result<Contents, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::TooLarge);
    }
    match Format::of(bytes)? {
        Format::Pdf => pdf::contents(bytes),
        Format::Xlsx => excel::contents(bytes),
        Format::Xls => xls::contents(bytes),
        Format::Docx => word::contents(bytes),
        Format::OpenDocument => opendocument::contents(bytes),
        Format::Html => html::contents(&encoding::decode(bytes)),
        Format::Text | Format::Neutral => {
            let blocks = cn_budget::read::text_blocks(&encoding::decode(bytes))?;
            Ok(Contents { blocks, notes: Vec::new() })
        }
    }
}

fn neutral_form(bytes: &[u8]) -> Result<RawDisclosure, Error> {
    let text = encoding::decode(bytes);
    let value: Value = serde_json::from_str(&text).map_err(|error| Error::Json {
        line: error.line(),
        column: error.column(),
        cut: error.is_eof(),
    })?;
    RawDisclosure::try_from(value).map_err(|error| Error::Neutral(error.message().clone()))
}
