//! The text of 九龙坡 as it was published, which the main job reads, against its transcription by hand.

use cn_budget::RawDisclosure;
use cn_budget::read::{Hint, read, text_blocks};
use serde_json::Value;

const TEXT: &str = include_str!("../../../examples/data/jiulongpo-2026.txt");
const TRANSCRIPTION: &str = include_str!("../../data/documents/jiulongpo-2026.json");

#[test]
fn the_published_text_reads_as_its_transcription() {
    let reading = read(&text_blocks(TEXT).unwrap(), &Hint::default());
    let notes: Vec<&str> = reading.notes.iter().map(|note| note.message.en.as_str()).collect();
    assert_eq!(
        notes,
        [
            "merged cells of 13 tables cannot be seen and were guessed by what fits",
            "the name of the body, \"重庆市九龙坡区电子政务中心\", is taken from the title",
        ]
    );
    let by_hand: RawDisclosure = serde_json::from_str(TRANSCRIPTION).unwrap();
    assert_eq!(compared(reading.raw), compared(by_hand));
}

/// All that both can know: the text tells its places, and a hand knows the source and who pays.
fn compared(mut raw: RawDisclosure) -> Value {
    raw.source = None;
    raw.entity.payer = None;
    for row in raw.tables.iter_mut().flat_map(|table| &mut table.rows) {
        row.at = None;
    }
    serde_json::to_value(raw).unwrap()
}
