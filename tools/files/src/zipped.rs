//! A zip archive whose parts are read up to a limit, whatever its directory says.

use std::cell::RefCell;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::Error;

/// The most that all parts of an archive may unpack to, for each byte of the archive; Office packs
/// tables by ten or twenty.
const FACTOR: u64 = 200;

/// What a small archive may unpack to in any case: 8 MiB.
const LEAST: u64 = 8 << 20;

pub(crate) struct Zipped<'a> {
    archive: RefCell<ZipArchive<Cursor<&'a [u8]>>>,
    limit: u64,
}

impl<'a> Zipped<'a> {
    pub(crate) fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| Error::broken("xlsx/docx", error))?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        Ok(Self { archive: RefCell::new(archive), limit: size.saturating_mul(FACTOR).max(LEAST) })
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.archive.borrow().index_for_name(name).is_some()
    }

    /// A part, `None` where there is none of this name.
    pub(crate) fn part(&self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        let mut archive = self.archive.borrow_mut();
        let part = match archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Error::Encrypted);
            }
            Err(error) => return Err(Error::broken("zip", error)),
        };
        let mut bytes = Vec::new();
        part.take(self.limit.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|error| Error::broken("zip", error))?;
        if u64::try_from(bytes.len()).is_ok_and(|length| length > self.limit) {
            return Err(Error::TooLarge);
        }
        Ok(Some(bytes))
    }

    /// Unpacks everything once and throws it away: an archive that holds too much is refused before
    /// another reader takes it.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let mut archive = self.archive.borrow_mut();
        let mut left = self.limit;
        for index in 0..archive.len() {
            let part = match archive.by_index(index) {
                Ok(part) => part,
                Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                    return Err(Error::Encrypted);
                }
                Err(error) => return Err(Error::broken("zip", error)),
            };
            let mut part = part.take(left.saturating_add(1));
            let read = std::io::copy(&mut part, &mut std::io::sink());
            let read = read.map_err(|error| Error::broken("zip", error))?;
            left = left.checked_sub(read).ok_or(Error::TooLarge)?;
        }
        Ok(())
    }
}
