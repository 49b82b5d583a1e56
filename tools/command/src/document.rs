//! A document from its file, whatever its format.

use std::{fs, path::Path};

use cn_budget::{
    Message, RawDisclosure,
    read::{Hint, Reading},
};

use crate::{failure, inputs::Input};

/// A larger file is no disclosure; the largest PDF that was seen has 30 MB.
const LARGEST: u64 = 256 << 20;

/// Reads a document, with notes of what was left out or guessed.
pub(crate) fn read(input: &Input) -> Result<Reading, Message> {
    match input {
        Input::File(path) => read_file(path),
        Input::Joined(paths) => {
            let parts: Result<Vec<Vec<u8>>, Message> =
                paths.iter().map(|path| bytes(path)).collect();
            let parts = parts?;
            let hint =
                Hint { source: paths.first().and_then(|path| name(path)), ..Hint::default() };
            cn_budget_files::join(parts.iter().map(Vec::as_slice), &hint)
                .map_err(|error| error.message())
        }
        Input::Line(_, line) => cn_budget_files::read(line.as_bytes(), &Hint::default())
            .map_err(|error| error.message()),
    }
}

/// Only the neutral form of a file.
pub(crate) fn raw(path: &Path) -> Result<RawDisclosure, Message> {
    read_file(path).map(|reading| reading.raw)
}

fn read_file(path: &Path) -> Result<Reading, Message> {
    let bytes = bytes(path)?;
    let hint = Hint { source: name(path), ..Hint::default() };
    cn_budget_files::read(&bytes, &hint).map_err(|error| error.message())
}

/// The name of a file, which may tell the year where the document does not.
fn name(path: &Path) -> Option<String> {
    path.file_name().map(|name| name.to_string_lossy().into_owned())
}

/// The bytes of a file, its size looked at before.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Message> {
    let about = fs::metadata(path).map_err(|error| failure::message(&error))?;
    if about.is_dir() {
        return Err(failure::message(&std::io::ErrorKind::IsADirectory.into()));
    }
    if about.len() > LARGEST {
        let size = about.len() >> 20;
        return Err(Message::new(
            format!("文件太大（{size} MB），最大 {} MB", LARGEST >> 20),
            format!("too large ({size} MB); at most {} MB are read", LARGEST >> 20),
        ));
    }
    let bytes = fs::read(path).map_err(|error| failure::message(&error))?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Message::new("文件是空的", "the file is empty"));
    }
    Ok(bytes)
}
