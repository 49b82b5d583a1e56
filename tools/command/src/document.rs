//! A document from its file, whatever its format.

use std::{fs::File, io::Read, path::Path};

use cn_budget::{
    Message, RawDisclosure,
    read::{Hint, Reading},
};

use crate::{failure, inputs::Input};

/// A larger file is no disclosure; the largest PDF that was seen has 30 MB.
const LARGEST: usize = 256 << 20;

/// Reads a document, with notes of what was left out or guessed.
pub(crate) fn read(input: &Input) -> Result<Reading, Message> {
    match input {
        Input::File(path) => read_file(path),
        Input::Joined(paths) => {
            let parts: Result<Vec<Vec<u8>>, Message> =
                paths.iter().map(|path| bytes(path)).collect();
            let parts = parts?;
            let hint = Hint::default().source(paths.first().and_then(|path| name(path)));
            cn_budget_files::join(parts.iter().map(Vec::as_slice), &hint)
                .map_err(|error| error.message())
        }
        Input::Line(_, bytes) | Input::Whole(bytes) => {
            cn_budget_files::read(bytes, &Hint::default()).map_err(|error| error.message())
        }
    }
}

/// Only the neutral form of a file.
pub(crate) fn raw(path: &Path) -> Result<RawDisclosure, Message> {
    read_file(path).map(|reading| reading.raw)
}

fn read_file(path: &Path) -> Result<Reading, Message> {
    let bytes = bytes(path)?;
    let hint = Hint::default().source(name(path));
    cn_budget_files::read(&bytes, &hint).map_err(|error| error.message())
}

/// The name of a file, which may tell the year where the document does not.
fn name(path: &Path) -> Option<String> {
    path.file_name().map(|name| name.to_string_lossy().into_owned())
}

/// The bytes of a file, of a pipe, or of whatever else can be opened, up to the limit.
pub(crate) fn bytes(path: &Path) -> Result<Vec<u8>, Message> {
    let read = || {
        let file = File::open(path)?;
        if file.metadata()?.is_dir() {
            return Err(std::io::ErrorKind::IsADirectory.into());
        }
        bounded(file)
    };
    let bytes = read().map_err(|error| failure::message(&error))?;
    if bytes.len() > LARGEST {
        return Err(Message::new(
            format!("文件太大，最多读 {} MB", LARGEST >> 20),
            format!("too large; at most {} MB are read", LARGEST >> 20),
        ));
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Message::new("文件是空的", "the file is empty"));
    }
    Ok(bytes)
}

/// All that a stream holds, one byte more than the limit at most.
pub(crate) fn bounded(stream: impl Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
