//! The characters that names begin with, a bit each: almost no place in a text begins a name, and
//! a bit says so sooner than a search.

use super::{Row, generated};

/// Chinese characters (U+4E00 to U+9FFF); all names begin with one, as a test holds.
const FIRST: u32 = 0x4e00;
const COUNT: usize = 0xa000 - 0x4e00;

static BEGINNINGS: [u64; COUNT / 64] = {
    let bits = with([0; COUNT / 64], generated::FUNCTIONAL);
    with(bits, generated::DEPARTMENT)
};

/// Whether the name of a function or of a department's economic class may begin with a text's first
/// character.
pub(super) fn may_begin(text: &str) -> bool {
    let first = text.chars().next().map_or(0, u32::from);
    let place = first.checked_sub(FIRST).and_then(|place| usize::try_from(place).ok());
    let bits = place.and_then(|place| Some((BEGINNINGS.get(place / 64)?, place % 64)));
    bits.is_some_and(|(bits, place)| bits >> place & 1 == 1)
}

#[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, which names what fails")]
const fn with(mut bits: [u64; COUNT / 64], rows: &[Row]) -> [u64; COUNT / 64] {
    let mut row = 0;
    while row < rows.len() {
        if let [a, b, c, ..] = rows[row].folded.as_bytes() {
            // A character of three bytes in UTF-8.
            let place = ((*a as u32 & 0xf) << 12 | (*b as u32 & 0x3f) << 6 | (*c as u32 & 0x3f))
                as usize
                - FIRST as usize;
            bits[place / 64] |= 1 << (place % 64);
        }
        row += 1;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_may_begin_where_it_begins() {
        for row in generated::FUNCTIONAL.iter().chain(generated::DEPARTMENT) {
            assert!(may_begin(row.folded), "{}", row.name);
            let first = row.folded.chars().next().map_or(0, u32::from);
            let place = first.checked_sub(FIRST).and_then(|place| usize::try_from(place).ok());
            assert!(place.is_some_and(|place| place < COUNT), "{}", row.name);
        }
        for text in ["", "2", "，", "的", "为5万元"] {
            assert!(!may_begin(text), "{text}");
        }
    }
}
