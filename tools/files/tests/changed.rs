//! Files with some bytes changed, cut or repeated are read or refused, in bounded time.

use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use cn_budget_files::{Hint, read};

const FILES: [&[u8]; 10] = [
    include_bytes!("data/budget.docx"),
    include_bytes!("data/budget.html"),
    include_bytes!("data/budget.ods"),
    include_bytes!("data/budget.pdf"),
    include_bytes!("data/budget-two-pages.pdf"),
    include_bytes!("data/budget-unruled.pdf"),
    include_bytes!("data/budget-upwards.pdf"),
    include_bytes!("data/budget.txt"),
    include_bytes!("data/budget.xlsx"),
    include_bytes!("data/gbk-euc-h.pdf"),
];

/// How many changed copies of each file are read; `FUZZ_ROUNDS` sets another number.
const ROUNDS: u64 = 100;

/// Numbers that look random (xorshift), the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (end.max(1) as u64)).unwrap_or(0)
    }

    /// A file with up to eight changes.
    fn changed(&mut self, file: &[u8]) -> Vec<u8> {
        let mut bytes = file.to_vec();
        for _ in 0..=self.below(8) {
            let at = self.below(bytes.len());
            let end = (at + 1 + self.below(64)).min(bytes.len());
            match self.below(5) {
                0 => bytes.truncate(at),
                1 if at < end => drop(bytes.drain(at..end)),
                2 => {
                    let piece = bytes.get(at..end).unwrap_or_default().to_vec();
                    bytes.splice(at..at, piece);
                }
                _ => {
                    let value = u8::try_from(self.below(256)).unwrap_or(0);
                    bytes.get_mut(at).into_iter().for_each(|byte| *byte = value);
                }
            }
        }
        bytes
    }
}

#[test]
fn changed_files_are_read_or_refused() {
    let rounds = std::env::var("FUZZ_ROUNDS").ok().and_then(|rounds| rounds.parse().ok());
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for round in 0..rounds.unwrap_or(ROUNDS) {
        for (number, file) in FILES.iter().enumerate() {
            let bytes = random.changed(file);
            let start = Instant::now();
            let outcome = catch_unwind(|| drop(read(&bytes, &Hint::default())));
            let path = std::env::temp_dir().join("cn-budget-changed");
            if outcome.is_err() {
                std::fs::write(&path, &bytes).unwrap();
            }
            assert!(outcome.is_ok(), "file {number}, round {round}: see {}", path.display());
            assert!(start.elapsed() < Duration::from_mins(1), "file {number}, round {round}");
        }
    }
}
