//! The tables of words as text: one row a line, columns parted by tabs.
//!
//! `pattern  role  meaning  where  seen`; a line that begins with `#` is a remark.

use alloc::{string::String, vec::Vec};

use super::{
    Word,
    error::{Fault, WordsError},
    meaning::Meaning,
    pattern,
    role::{self, Role, Spots},
};

/// The most texts that a table may stand for.
const MOST: usize = 100_000;

/// The texts of a table with what each does; of two rows for one text in one place the later wins,
/// and comes first.
pub(super) fn read(table: &str) -> Result<Vec<(String, Word)>, WordsError> {
    let mut words = Vec::new();
    for (index, line) in table.lines().enumerate() {
        let fail = |fault| WordsError { line: index + 1, fault };
        if line.trim().is_empty() || line.starts_with('#') || line.starts_with("pattern\t") {
            continue;
        }
        let (texts, word) = row(line).map_err(fail)?;
        if words.len() + texts.len() > MOST {
            return Err(fail(Fault::TooMany));
        }
        words.extend(texts.into_iter().map(|text| (text, word)));
    }
    words.reverse();
    Ok(words)
}

fn row(line: &str) -> Result<(Vec<String>, Word), Fault> {
    let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
    let &[pattern, role, meaning, spots, ..] = columns.as_slice() else {
        return Err(Fault::Columns(columns.len()));
    };
    let role = role::role(role).ok_or_else(|| Fault::Role(role.into()))?;
    let meant = Meaning::parse(meaning);
    let wanting = meant.is_none() && (!meaning.is_empty() || role == Role::Meaning);
    if wanting {
        return Err(Fault::Meaning(meaning.into()));
    }
    let spots = Spots::of_letters(spots).ok_or_else(|| Fault::Spots(spots.into()))?;
    let texts = pattern::expand(pattern).ok_or_else(|| Fault::Pattern(pattern.into()))?;
    Ok((texts, Word { role, meaning: meant, spots }))
}
