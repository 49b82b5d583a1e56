//! What a file is, by its bytes and not by its name.

use std::io::Cursor;

use crate::Error;
use crate::encoding;
use crate::zipped::Zipped;

/// The formats that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// PDF.
    Pdf,
    /// Excel of 2007 and later.
    Xlsx,
    /// Excel before 2007.
    Xls,
    /// Word of 2007 and later.
    Docx,
    /// Spreadsheets and texts of LibreOffice and WPS (ods, odt).
    OpenDocument,
    /// A web page.
    Html,
    /// Plain text.
    Text,
    /// The neutral form.
    Neutral,
}

impl Format {
    /// The format of some bytes.
    ///
    /// # Errors
    /// [`Error`] for what is known and not read.
    pub fn of(bytes: &[u8]) -> Result<Self, Error> {
        let head = bytes.get(..1024.min(bytes.len())).unwrap_or_default();
        let has = |needle: &[u8]| head.windows(needle.len()).any(|window| window == needle);
        if has(b"%PDF-") {
            return Ok(Self::Pdf);
        }
        if head.starts_with(b"PK\x03\x04") {
            return packed(bytes);
        }
        if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
            return compound(bytes);
        }
        for (magic, format) in [
            (&b"{\\rtf"[..], "RTF"),
            (b"\x89PNG", "PNG"),
            (b"\xff\xd8\xff", "JPEG"),
            (b"II*\0", "TIFF"),
            (b"MM\0*", "TIFF"),
            (b"Rar!", "RAR"),
            (b"7z\xbc\xaf", "7z"),
            (b"MIME-Version:", "MHTML"),
            (b"\t\x08", "Excel 2–4"),
        ] {
            if head.starts_with(magic) {
                let picture = matches!(format, "PNG" | "JPEG" | "TIFF");
                return Err(if picture { Error::Scan } else { Error::NotSupported(format) });
            }
        }
        Self::of_text(head)
    }

    fn of_text(head: &[u8]) -> Result<Self, Error> {
        let text = encoding::decode(head).trim_start().to_ascii_lowercase();
        if is_binary(&text) {
            return Err(Error::Unknown);
        }
        let tags =
            ["<html", "<!doctype html", "<table", "<head", "<body", "<div", "<meta", "<p>", "<p "];
        let starts = |brackets: [char; 2]| {
            let rest = text.strip_prefix(brackets[0]).map(str::trim_start);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(brackets[1]))
        };
        Ok(if starts(['{', '"']) || starts(['{', '}']) || starts(['[', '{']) {
            Self::Neutral
        } else if text.starts_with('<') && tags.iter().any(|tag| text.contains(tag)) {
            Self::Html
        } else {
            Self::Text
        })
    }
}

/// Whether what was decoded is no text: of each twenty characters one is a control character, or
/// fits no encoding.
fn is_binary(text: &str) -> bool {
    let strange = |c: &char| c.is_control() && !c.is_ascii_whitespace() || *c == '\u{fffd}';
    text.chars().filter(strange).count() * 20 > text.chars().count()
}

/// What a zip archive holds.
fn packed(bytes: &[u8]) -> Result<Format, Error> {
    let zipped = Zipped::open(bytes)?;
    for (name, format) in [
        ("word/document.xml", Format::Docx),
        ("xl/workbook.xml", Format::Xlsx),
        ("content.xml", Format::OpenDocument),
    ] {
        if zipped.has(name) {
            return Ok(format);
        }
    }
    if zipped.has("xl/workbook.bin") {
        return Err(Error::NotSupported("xlsb"));
    }
    // Word and Excel may name their main part as they like.
    Err(Error::NotSupported(if zipped.has("OFD.xml") { "OFD" } else { "zip" }))
}

/// What a compound file of Microsoft holds.
fn compound(bytes: &[u8]) -> Result<Format, Error> {
    let file = cfb::CompoundFile::open(Cursor::new(bytes))
        .map_err(|error| Error::broken("Office", error))?;
    if file.is_stream("/Workbook") || file.is_stream("/Book") {
        Ok(Format::Xls)
    } else if file.is_stream("/EncryptedPackage") {
        Err(Error::Encrypted)
    } else if file.is_stream("/WordDocument") {
        Err(Error::NotSupported("Word 97–2003（doc、wps）"))
    } else {
        Err(Error::NotSupported("OLE"))
    }
}
