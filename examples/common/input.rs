//! What the programs that reconcile files have in common: reading a file, and naming a language.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use cn_budget::{Lang, Message, RawDisclosure, raw::Value};

/// Reads a disclosure in the neutral form, `-` being standard input.
pub(crate) fn read(file: &Path) -> Result<RawDisclosure, Message> {
    let bytes = bytes(file).map_err(|error| {
        Message::new(format!("无法读取：{error}"), format!("unreadable: {error}"))
    })?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let value: Value = serde_json::from_slice(bytes).map_err(|error| {
        Message::new(format!("不是 JSON：{error}"), format!("not JSON: {error}"))
    })?;
    RawDisclosure::try_from(value).map_err(|error| error.message().clone())
}

fn bytes(file: &Path) -> io::Result<Vec<u8>> {
    if file != Path::new("-") {
        return fs::read(file);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The language that the word behind `--lang` names.
pub(crate) fn lang(word: Option<&str>) -> Result<Lang, String> {
    match word {
        Some("zh") => Ok(Lang::Zh),
        Some("en") => Ok(Lang::En),
        other => Err(format!("--lang takes zh or en, not {other:?}")),
    }
}
